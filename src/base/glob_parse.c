/*
 * From one glob without braces to its tokens, by the rules of git's wildmatch with WM_PATHNAME.
 */
#include "glob_parts.h"

#include <string.h>

struct parser {
	struct done_arena *arena;
	const char *text, *at;
	struct done_glob_tokens *out;
};

static struct done_glob_token *glob_parse_add(struct parser *parser, enum done_glob_kind kind)
{
	struct done_glob_token *token = &parser->out->items[parser->out->nr++];

	*token = (struct done_glob_token){.kind = kind};
	return token;
}

/* "**" after "**" plus '/' says nothing new; without it no state leads to more than two others. */
static void drop_directories(struct done_glob_tokens *tokens)
{
	if (tokens->nr > 0 && tokens->items[tokens->nr - 1].kind == DONE_GLOB_DIRECTORIES)
		tokens->nr--;
}

static const char *read_stars(struct parser *parser)
{
	bool at_start = parser->at == parser->text || parser->at[-1] == '/';
	size_t nr = strspn(parser->at, "*");
	const char *next = parser->at + nr;

	parser->at = next;
	if (nr < 2 || !at_start || (*next && *next != '/' && strncmp(next, "\\/", 2) != 0)) {
		glob_parse_add(parser, DONE_GLOB_STAR);
		return NULL;
	}
	drop_directories(parser->out);
	if (*next == '/') {
		glob_parse_add(parser, DONE_GLOB_DIRECTORIES);
		parser->at++;
	} else {
		glob_parse_add(parser, DONE_GLOB_DEEP);
	}
	return NULL;
}

static const char *read_any(struct parser *parser)
{
	glob_parse_add(parser, DONE_GLOB_ANY);
	parser->at++;
	return NULL;
}

static const char *read_set(struct parser *parser)
{
	struct done_glob_set *set = done_arena_alloc(parser->arena, sizeof(*set));
	size_t len;
	const char *problem = done_glob_read_set(parser->at, set, &len);

	if (problem)
		return problem;
	glob_parse_add(parser, DONE_GLOB_SET)->set = set;
	parser->at += len;
	return NULL;
}

static const char *glob_parse_read_quoted(struct parser *parser)
{
	if (!parser->at[1])
		return "nothing follows the last '\\'";
	glob_parse_add(parser, DONE_GLOB_LITERAL)->byte = (unsigned char)parser->at[1];
	parser->at += 2;
	return NULL;
}

static const char *read_literal(struct parser *parser)
{
	glob_parse_add(parser, DONE_GLOB_LITERAL)->byte = (unsigned char)*parser->at++;
	return NULL;
}

static const struct {
	char first;
	const char *(*read)(struct parser *parser);
} readers[] = {{'*', read_stars}, {'?', read_any}, {'[', read_set}, {'\\', glob_parse_read_quoted}};

static const char *read_one(struct parser *parser)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(readers); i++) {
		if (*parser->at == readers[i].first)
			return readers[i].read(parser);
	}
	return read_literal(parser);
}

const char *done_glob_parse(
    struct done_arena *arena, const char *text, struct done_glob_tokens *out)
{
	struct parser parser = {arena, text, text, out};

	/* A byte is a token at most. */
	out->items = done_arena_array(arena, strlen(text), sizeof(*out->items));
	while (*parser.at) {
		const char *problem = read_one(&parser);

		if (problem)
			return problem;
	}
	return NULL;
}
