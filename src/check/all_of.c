/*
 * Kind `all_of`: every part that applies must be met.
 */
#include "combine.h"

static int all_of_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct combine_options *options = data;
	struct combine_tally tally;
	/* No verdict is enough: all findings are wanted at once. */
	int rc = done_combine_run(options, view, DONE_UNDECIDED, &tally, err);

	if (rc < 0)
		return rc;
	out->inputs = tally.inputs;
	out->nr_inputs = tally.nr_inputs;
	if (tally.unmet) {
		out->verdict = DONE_UNMET;
		for (size_t i = 0; i < options->checks.nr; i++)
			done_combine_add(view, &tally.results[i], out);
		return 0;
	}
	if (tally.first.code)
		return done_combine_fail(&tally, err);
	if (!tally.met)
		done_combine_say_none_apply(options, view, &tally, out);
	else
		done_combine_take_evidence(&tally, options->checks.nr, out);
	return 0;
}

static void all_of_drafts(
    const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	const struct combine_options *options = data;

	for (size_t i = 0; i < options->checks.nr; i++)
		done_skeleton_wants_of(arena, &options->checks.items[i], out);
}

const struct done_kind done_kind_all_of = {
    .form = {.name = "all_of",
        .summary = "met when every one of its parts that applies is met",
        .options = &done_combine_all,
        .example = "- file: README.md\n"
                   "- content: {files: [\"**/*.go\"], match: 'slog\\.'}\n"},
    .run = all_of_run,
    .drafts = all_of_drafts,
};
