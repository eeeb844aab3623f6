/*
 * GraphQL schemas. No crash; an error has a message; every fault has a place, words and a fix;
 * every definition a name and a place; compared with itself nothing is taken away. A second schema
 * stands behind a line of dashes: what comes and goes has a message and a fix.
 */
#include <stdlib.h>
#include <string.h>

#include "artifact/graphql/parts.h"

static void check_nodes(const struct done_graphql_node *node)
{
	for (size_t i = 0; i < node->nr_children; i++) {
		const struct done_graphql_node *child = node->sorted[i];

		if (!*child->name || !*child->full || child->line < 1 || child->column < 1 ||
		    done_graphql_child(node, child->name) == NULL)
			abort();
		check_nodes(child);
	}
}

static void check_schema(struct done_graphql *set, struct done_bytes text)
{
	struct done_error err = {0};

	if (done_graphql_parse(set, "a.graphql", text, &err) < 0 && !*err.message)
		abort();
	done_graphql_link(set);
	if (done_graphql_check(set, &err) < 0 && !*err.message)
		abort();
	for (size_t i = 0; i < set->faults.nr; i++) {
		const struct done_interface_fault *fault = &set->faults.items[i];

		if (!fault->file || fault->line < 0 || !fault->wrong || !fault->thing ||
		    !*fault->message || !*fault->fix)
			abort();
	}
	for (size_t i = 0; i < set->nr_types; i++) {
		if (!set->is_broken && done_graphql_find(set, set->types[i]->full) != set->types[i])
			abort();
		if (!set->is_broken)
			check_nodes(set->types[i]);
	}
	done_graphql_operations(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct done_arena arena = {0};
	struct done_graphql head = {.arena = &arena}, base = {.arena = &arena};
	struct done_graphql_comparing comparing = {.base = &head, .head = &head};
	struct done_breaks breaks;
	size_t cut = 0;

	while (cut + 5 < len && memcmp(data + cut, "\n---\n", 5) != 0)
		cut++;
	if (cut + 5 >= len)
		cut = len;
	check_schema(&head, (struct done_bytes){(const char *)data, cut});
	done_graphql_compare(&comparing, &breaks);
	if (breaks.nr && !head.faults.nr)
		abort();
	if (cut < len) {
		check_schema(
		    &base, (struct done_bytes){(const char *)data + cut + 5, len - cut - 5});
		comparing.base = &base;
		done_graphql_compare(&comparing, &breaks);
	}
	for (size_t i = 0; i < breaks.nr; i++) {
		if (!*breaks.items[i].message || !*breaks.items[i].fix || !breaks.items[i].file)
			abort();
	}
	done_arena_release(&arena);
	return 0;
}
