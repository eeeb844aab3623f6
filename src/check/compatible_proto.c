/* Kind `compatible` of .proto files. */
#include "compatible.h"

#include "done/proto.h"

#include <ctype.h>
#include <string.h>

/* "shop.v1beta1.Order": packages that say of themselves that they may still change. */
static bool compatible_is_unstable(const char *full)
{
	static const char *const words[] = {"alpha", "beta", "test"};

	for (const char *part = full; part; part = strchr(part, '.')) {
		size_t digits;

		part += *part == '.';
		if (*part != 'v')
			continue;
		digits = strspn(part + 1, "0123456789");
		for (size_t i = 0; digits && i < DONE_ARRAY_SIZE(words); i++) {
			if (done_text_starts(part + 1 + digits, words[i]))
				return true;
		}
	}
	return false;
}

static bool compatible_proto_counts(void *self, const char *full)
{
	const struct compatible_judging *judging = self;

	return !done_check_interface_excludes(&judging->options->exclude, judging->used, full) &&
	    (!judging->options->version || !compatible_is_unstable(full));
}

static int compatible_read_protos(
    struct compatible_judging *judging, struct done_proto *set, const char *const *paths, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (done_proto_read(set, paths[i], judging->err) < 0)
			return judging->err->code;
	}
	return done_proto_link(set, judging->err);
}

int done_check_compatible_protos(
    struct compatible_judging *judging, const struct compatible_set *files)
{
	struct done_arena *arena = judging->view->arena;
	struct done_proto head = {.arena = arena, .source = &judging->head.source};
	struct done_proto base = {.arena = arena, .source = &judging->base.source};
	const struct done_proto_comparing comparing = {.base = &base,
	    .head = &head,
	    .strict_enums = judging->options->enums == ENUMS_STRICT,
	    .counts = compatible_proto_counts,
	    .self = judging};
	struct done_breaks breaks;

	if (compatible_read_protos(judging, &head, files->head, files->nr_head) < 0 ||
	    compatible_read_protos(judging, &base, files->base, files->nr_base) < 0)
		return judging->err->code;
	if (!done_check_compatible_ready(judging, files, &head.faults, &base.faults))
		return 0;
	/* What `exclude` names is looked for at head, too. */
	for (size_t i = 0; judging->options->exclude.nr && i < head.nr_nodes; i++)
		compatible_proto_counts(judging, head.nodes[i]->full);
	done_proto_compare(&comparing, &breaks);
	done_check_compatible_take(judging, NULL, &breaks, false);
	return 0;
}
