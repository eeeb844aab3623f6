/* Kind `compatible` of GraphQL schemas. */
#include "compatible.h"

#include "done/graphql.h"

static bool compatible_graphql_counts(void *self, const char *full)
{
	const struct compatible_judging *judging = self;

	return !done_check_interface_excludes(&judging->options->exclude, judging->used, full);
}

/* What `exclude` names is looked for at head, too. */
static void compatible_use_excludes(
    struct compatible_judging *judging, const struct done_graphql_node *node)
{
	compatible_graphql_counts(judging, node->full);
	for (size_t i = 0; i < node->nr_children; i++)
		compatible_use_excludes(judging, node->sorted[i]);
}

static int compatible_read_schema(struct compatible_judging *judging, struct done_graphql *set,
    const char *const *paths, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (done_graphql_read(set, paths[i], judging->err) < 0)
			return judging->err->code;
	}
	done_graphql_link(set);
	return 0;
}

int done_check_compatible_graphql(
    struct compatible_judging *judging, const struct compatible_set *files)
{
	struct done_arena *arena = judging->view->arena;
	struct done_graphql head = {.arena = arena, .source = &judging->head.source};
	struct done_graphql base = {.arena = arena, .source = &judging->base.source};
	const struct done_graphql_comparing comparing = {.base = &base,
	    .head = &head,
	    .strict_enums = judging->options->enums == ENUMS_STRICT,
	    .counts = compatible_graphql_counts,
	    .self = judging};
	struct done_breaks breaks;

	if (compatible_read_schema(judging, &head, files->head, files->nr_head) < 0 ||
	    compatible_read_schema(judging, &base, files->base, files->nr_base) < 0)
		return judging->err->code;
	if (!done_check_compatible_ready(judging, files, &head.faults, &base.faults))
		return 0;
	for (size_t i = 0; judging->options->exclude.nr && i < head.nr_types; i++)
		compatible_use_excludes(judging, head.types[i]);
	done_graphql_compare(&comparing, &breaks);
	done_check_compatible_take(judging, NULL, &breaks, false);
	return 0;
}
