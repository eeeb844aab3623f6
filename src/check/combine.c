/*
 * Runs the parts of any_of and all_of. A part that cannot be decided does not end the run: another
 * part may decide the whole without it.
 */
#include "combine.h"

#define PARTS_MAX 100

int done_combine_run(const struct combine_options *options, struct done_view *view,
    enum done_verdict enough, struct combine_tally *out, struct done_error *err)
{
	struct combine_tally tally = {0};
	struct done_testing whole = {0};
	const struct done_testing *outer = view->testing;

	if (outer)
		whole = *outer;
	tally.results =
	    done_arena_array(view->arena, options->checks.nr, sizeof(struct done_result));
	for (size_t i = 0; i < options->checks.nr; i++) {
		struct done_result *result = &tally.results[i];
		struct done_error mine = {0};
		int rc;

		whole.part = i;
		view->testing = outer ? &whole : NULL;
		rc = done_test_run(&options->checks.items[i], view, result, &mine);
		view->testing = outer;
		if (rc >= 0 && !tally.inputs) {
			tally.inputs = result->inputs;
			tally.nr_inputs = result->nr_inputs;
		}
		if (rc < 0) {
			if (mine.code != DONE_E_UNDECIDED) {
				if (!err->code)
					*err = mine;
				return err->code;
			}
			result->verdict = DONE_UNDECIDED;
			if (!tally.first.code)
				tally.first = mine;
			continue;
		}
		tally.met += result->verdict == DONE_MET;
		tally.unmet += result->verdict == DONE_UNMET;
		tally.not_applicable += result->verdict == DONE_NOT_APPLICABLE;
		if (result->verdict == enough)
			break;
	}
	*out = tally;
	return 0;
}

int done_combine_fail(const struct combine_tally *tally, struct done_error *err)
{
	if (!err->code)
		*err = tally->first;
	return err->code;
}

void done_combine_say_none_apply(const struct combine_options *options, struct done_view *view,
    const struct combine_tally *tally, struct done_result *out)
{
	struct done_buf reasons = {0};

	for (size_t i = 0; i < options->checks.nr; i++) {
		const char *reason = tally->results[i].reason;

		if (!reason)
			continue;
		done_buf_addstr(&reasons, reasons.len ? "; " : "");
		done_buf_addstr(&reasons, reason);
	}
	done_result_say(out, view, DONE_NOT_APPLICABLE, "none of its parts applies: %s",
	    reasons.len ? reasons.ptr : "there are none");
	done_buf_release(&reasons);
}

void done_combine_add(
    struct done_view *view, const struct done_result *part, struct done_result *out)
{
	for (size_t i = 0; i < part->nr; i++) {
		const struct done_finding *finding = &part->findings[i];

		if (out->nr == DONE_FINDINGS_MAX) {
			done_result_tell(out, view,
			    (struct done_told){
			        finding->subject, finding->amount, finding->path, finding->line});
			continue;
		}
		*(struct done_finding *)DONE_ARENA_PUSH(
		    view->arena, out->findings, out->nr, out->cap) = *finding;
	}
	for (size_t i = 0; i < part->nr_more; i++)
		done_result_tell(out, view, part->more[i]);
	out->nr_dropped += part->nr_dropped - part->nr_more;
}

void done_combine_take_evidence(
    const struct combine_tally *tally, size_t nr, struct done_result *out)
{
	for (size_t i = 0; i < nr; i++) {
		if (tally->results[i].verdict == DONE_MET)
			done_result_take_evidence(out, &tally->results[i]);
	}
}

static const struct done_field any_fields[] = {
    {DONE_FIELD("checks", struct combine_options, checks, TESTS), .tighter = {DONE_TIGHTER_LESS},
        .required = true, .min = 1, .max = PARTS_MAX,
        .help = "Checks, each written as its kind; one of them must be met."},
};

static const struct done_field all_fields[] = {
    {DONE_FIELD("checks", struct combine_options, checks, TESTS), .tighter = {DONE_TIGHTER_MORE},
        .required = true, .min = 1, .max = PARTS_MAX,
        .help = "Checks, each written as its kind; every one that applies must be met."},
};

const struct done_record done_combine_any = {
    .name = "check kind 'any_of'",
    .size = sizeof(struct combine_options),
    .fields = any_fields,
    .nr = DONE_ARRAY_SIZE(any_fields),
    .shorthand = "checks",
};

const struct done_record done_combine_all = {
    .name = "check kind 'all_of'",
    .size = sizeof(struct combine_options),
    .fields = all_fields,
    .nr = DONE_ARRAY_SIZE(all_fields),
    .shorthand = "checks",
};
