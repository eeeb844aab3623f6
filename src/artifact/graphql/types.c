/* Types as they are written: "[Line!]!". */
#include "parts.h"

#include <string.h>

struct graphql_type done_graphql_type(const char *text)
{
	return (struct graphql_type){text, strlen(text)};
}

bool done_graphql_is_required(struct graphql_type type)
{
	return type.len && type.ptr[type.len - 1] == '!';
}

bool done_graphql_is_list(struct graphql_type type)
{
	return type.len && type.ptr[0] == '[' && !done_graphql_is_required(type);
}

struct graphql_type done_graphql_inside(struct graphql_type type)
{
	if (done_graphql_is_required(type))
		return (struct graphql_type){type.ptr, type.len - 1};
	if (done_graphql_is_list(type))
		return (struct graphql_type){type.ptr + 1, type.len - 2};
	return type;
}

bool done_graphql_same(struct graphql_type a, struct graphql_type b)
{
	return a.len == b.len && !memcmp(a.ptr, b.ptr, a.len);
}

const char *done_graphql_named(struct done_arena *arena, const char *type)
{
	size_t from = strspn(type, "[");

	return done_arena_strndup(arena, type + from, strcspn(type + from, "]!"));
}

bool done_graphql_is_needed(const struct done_graphql_node *node)
{
	return done_graphql_is_required(done_graphql_type(node->type)) && !node->standard;
}
