/*
 * The files of a schema as one: what extensions add is put to what they extend, and everything can
 * be found by its name.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

int done_graphql_read(struct done_graphql *set, const char *path, struct done_error *err)
{
	struct done_error problem = {0};
	struct done_bytes text;
	const char *why = NULL;
	int rc;

	set->faults.arena = set->arena;
	rc = set->source->read(set->source->self, path, &text, &why, err);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		set->is_broken = true;
		done_interface_fault(&set->faults, (struct done_interface_place){path, 0, 0},
		    "cannot be read", "", "commit the file itself", "the file %s", why);
		return 0;
	}
	if (done_text_check(text, path, DONE_GRAPHQL_FILE_MAX, 0, &problem) < 0) {
		set->is_broken = true;
		done_interface_fault(&set->faults,
		    (struct done_interface_place){path, problem.line, problem.column},
		    "cannot be parsed", "",
		    *problem.cure ? done_arena_strdup(set->arena, problem.cure)
		                  : "fix the file at the place named",
		    "cannot be parsed: %s", problem.message);
		return 0;
	}
	return done_graphql_parse(set, path, text, err);
}

/* ---- in order ---- */

static int set_by_name(const void *a, const void *b)
{
	const struct done_graphql_node *one = *(struct done_graphql_node *const *)a;
	const struct done_graphql_node *other = *(struct done_graphql_node *const *)b;
	int order = strcmp(one->name, other->name);

	if (!order)
		order = strcmp(one->file, other->file);
	if (!order)
		order = (one->line > other->line) - (one->line < other->line);
	return order ? order : (one->column > other->column) - (one->column < other->column);
}

static int set_by_full(const void *a, const void *b)
{
	const struct done_graphql_node *one = *(struct done_graphql_node *const *)a;
	const struct done_graphql_node *other = *(struct done_graphql_node *const *)b;
	int order = strcmp(one->full, other->full);

	if (!order) /* what is extended stands before what extends it */
		order = one->is_extension - other->is_extension;
	return order ? order : set_by_name(a, b);
}

static int set_by_text(const void *a, const void *b)
{
	return strcmp(((const struct done_graphql_name *)a)->text,
	    ((const struct done_graphql_name *)b)->text);
}

static void set_sort_children(struct done_graphql *set, struct done_graphql_node *node)
{
	size_t nr = 0;

	node->sorted = done_arena_array(set->arena, node->nr_children + 1, sizeof(*node->sorted));
	for (struct done_graphql_node *child = node->first; child; child = child->next) {
		node->sorted[nr++] = child;
		if (child->first)
			set_sort_children(set, child);
	}
	qsort(node->sorted, nr, sizeof(*node->sorted), set_by_name);
	if (node->nr_names)
		qsort(node->names, node->nr_names, sizeof(*node->names), set_by_text);
}

/* ---- extensions ---- */

static void set_extend(struct done_graphql *set, struct done_graphql_node *base,
    const struct done_graphql_node *extension)
{
	for (struct done_graphql_node *child = extension->first; child; child = child->next)
		child->parent = base;
	if (base->last)
		base->last->next = extension->first;
	else
		base->first = extension->first;
	if (extension->last)
		base->last = extension->last;
	base->nr_children += extension->nr_children;
	for (size_t i = 0; i < extension->nr_names; i++)
		*DONE_ARENA_PUSH(set->arena, base->names, base->nr_names, base->cap_names) =
		    extension->names[i];
	for (size_t i = 0; i < extension->nr_uses; i++)
		*DONE_ARENA_PUSH(set->arena, base->uses, base->nr_uses, base->cap_uses) =
		    extension->uses[i];
}

/* Which types are the roots: 'schema' says so, else their names do. */
static void set_find_roots(struct done_graphql *set)
{
	static const char *const roots[][2] = {
	    {"query", "Query"}, {"mutation", "Mutation"}, {"subscription", "Subscription"}};
	const struct done_graphql_node *schema = done_graphql_find(set, GRAPHQL_SCHEMA);
	bool is_said = schema && !schema->is_extension && schema->sort == DONE_GRAPHQL_SCHEMA;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(roots); i++) {
		const struct done_graphql_node *root = schema && schema->sort == DONE_GRAPHQL_SCHEMA
		    ? done_graphql_child(schema, roots[i][0])
		    : NULL;
		const struct done_graphql_node *type;

		set->roots[i] = root ? root->type : NULL;
		if (root || is_said)
			continue;
		type = done_graphql_find(set, roots[i][1]);
		if (type && type->sort == DONE_GRAPHQL_OBJECT)
			set->roots[i] = type->name;
	}
}

void done_graphql_link(struct done_graphql *set)
{
	struct done_graphql_node **all =
	    done_arena_array(set->arena, set->nr_definitions + 1, sizeof(*all));
	struct done_graphql_node *base = NULL;

	if (set->nr_definitions)
		memcpy(all, set->definitions, set->nr_definitions * sizeof(*all));
	qsort(all, set->nr_definitions, sizeof(*all), set_by_full);
	set->types = done_arena_array(set->arena, set->nr_definitions + 1, sizeof(*all));
	for (size_t i = 0; i < set->nr_definitions; i++) {
		struct done_graphql_node *node = all[i];

		if (!base || strcmp(base->full, node->full) != 0)
			base = set->types[set->nr_types++] = node;
		else if (node->is_extension && node->sort == base->sort)
			set_extend(set, base, node);
	}
	for (size_t i = 0; i < set->nr_types; i++)
		set_sort_children(set, set->types[i]);
	set_find_roots(set);
}

/* ---- finding ---- */

struct done_graphql_node *done_graphql_find_bytes(
    const struct done_graphql *set, const char *full, size_t len)
{
	size_t low = 0, high = set->nr_types;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(set->types[middle]->full, full, len);

		if (!order && !set->types[middle]->full[len])
			return set->types[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct done_graphql_node *done_graphql_find(const struct done_graphql *set, const char *full)
{
	return done_graphql_find_bytes(set, full, strlen(full));
}

struct done_graphql_node *done_graphql_child(const struct done_graphql_node *node, const char *name)
{
	size_t low = 0, high = node->nr_children;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(node->sorted[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < node->nr_children && !strcmp(node->sorted[low]->name, name) ? node->sorted[low]
	                                                                         : NULL;
}

struct done_interface_place done_graphql_place(const struct done_graphql_node *node)
{
	return (struct done_interface_place){node->file, node->line, node->column};
}

bool done_graphql_has(const struct done_graphql_node *node, const char *name)
{
	const struct done_graphql_name wanted = {.text = name};

	return node->nr_names &&
	    bsearch(&wanted, node->names, node->nr_names, sizeof(*node->names), set_by_text);
}

bool done_graphql_is_scalar(const char *name)
{
	static const char *const scalars[] = {"Int", "Float", "String", "Boolean", "ID"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(scalars); i++) {
		if (!strcmp(scalars[i], name))
			return true;
	}
	return false;
}

const struct done_graphql_use *done_graphql_use_of(
    const struct done_graphql_node *node, const char *name)
{
	for (size_t i = 0; i < node->nr_uses; i++) {
		if (!strcmp(node->uses[i].name.text, name))
			return &node->uses[i];
	}
	return NULL;
}

const char *done_graphql_given(const struct done_graphql_use *use, const char *name)
{
	for (size_t i = 0; i < use->nr; i++) {
		if (!strcmp(use->given[i].text, name))
			return use->values[i];
	}
	return NULL;
}

size_t done_graphql_operations(const struct done_graphql *set)
{
	size_t nr = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(set->roots); i++) {
		const struct done_graphql_node *root =
		    set->roots[i] ? done_graphql_find(set, set->roots[i]) : NULL;

		nr += root ? root->nr_children : 0;
	}
	return nr;
}
