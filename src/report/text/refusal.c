/* The text format in short: one run, read in ten seconds. */
#include "brief.h"

#include <string.h>

/* ---- one run ---- */

static void brief_add_part(struct done_buf *out, size_t nr, const char *one, const char *many)
{
	if (!nr)
		return;
	done_buf_addstr(out, out->len ? ", " : "");
	done_brief_add_count(out, nr, one, many);
}

/* "7 checks (4 passed, 1 failed, 2 warnings)": parts that add up. */
static void brief_add_checks(struct done_buf *out, const struct done_run *run)
{
	struct done_tally tally = {0};
	struct done_buf parts = {0};
	size_t met;

	done_tally_run(&tally, run);
	met =
	    tally.checks - tally.errors - tally.warnings - tally.doubts - tally.waived - tally.owed;
	done_brief_add_count(out, tally.checks, "check", "checks");
	if (met == tally.checks)
		return;
	brief_add_part(&parts, met, "passed", "passed");
	brief_add_part(&parts, tally.errors, "failed", "failed");
	brief_add_part(&parts, tally.warnings, "warning", "warnings");
	brief_add_part(&parts, tally.owed, "old gap", "old gaps");
	brief_add_part(&parts, tally.waived, "waived", "waived");
	brief_add_part(&parts, tally.doubts, "undecided", "undecided");
	done_buf_addf(out, " (%s)", parts.ptr);
	done_buf_release(&parts);
}

/* "; target: bronze (of bronze, silver, gold)", where all that are not done have the same; in an
 * audit: who is refused is held to what is refused. */
static void brief_add_target(struct done_buf *out, const struct done_run *run)
{
	int target = DONE_TIER_NONE;

	if (run->mode != DONE_MODE_AUDIT)
		return;
	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		if (service->verdict != DONE_UNMET)
			continue;
		if (!service->target || (target && target != service->target))
			return;
		target = service->target;
	}
	if (!target)
		return;
	done_buf_addf(out, "; target: %s (of", done_tier_name((enum done_tier)target));
	for (size_t i = 0; done_tier_names[i]; i++)
		done_buf_addf(out, "%s %s", i ? "," : "", done_tier_names[i]);
	done_buf_addch(out, ')');
}

/* What was looked at, from where to where; and by whose policy. */
void done_brief_examined(struct done_text_writer *writer, const struct done_run *run)
{
	const struct done_examined *examined = &run->examined;
	struct done_buf text = {0};

	if (run->policy) {
		done_buf_addf(&text, "%zu of ", examined->selected);
		done_brief_add_count(&text, examined->services, "service", "services");
		done_buf_addstr(&text,
		    examined->selected < examined->services && run->mode != DONE_MODE_AUDIT
		        ? " (touched by this change), "
		        : ", ");
		done_brief_add_count(&text, examined->files, "file", "files");
		if (examined->binary)
			done_buf_addf(&text, " (%zu binary and passed over)", examined->binary);
		done_buf_addstr(&text, ", ");
		brief_add_checks(&text, run);
		done_buf_addstr(&text, "; ");
	}
	done_buf_addstr(&text, run->range_words ? run->range_words : "");
	done_layout_wrap(&writer->layout, 0, "examined: ", DONE_DIM, text.len ? text.ptr : "");
	done_buf_clear(&text);
	if (run->policy_path)
		done_buf_add_shown(&text, run->policy_path, strlen(run->policy_path));
	else
		done_buf_addstr(&text, "none");
	done_say_policy_source(&text, run);
	done_say_nested(&text, run);
	brief_add_target(&text, run);
	done_layout_wrap(&writer->layout, 0, "rules:    ", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

static bool brief_is_blocked(const struct done_run *run)
{
	return run->verdict == DONE_UNMET || run->verdict == DONE_UNDECIDED;
}

static void brief_blocked(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_causes *causes)
{
	struct done_tally tally = {0};
	struct done_buf counts = {0};

	done_tally_run(&tally, run);
	done_layout_gap(&writer->layout);
	done_brief_causes(writer, run, causes);
	/* It is the first line. */
	done_text_notes(writer, run, run->verdict == DONE_UNMET ? tally.only_error : NULL);
	if (writer->style->quiet)
		return;
	done_brief_say_counts(&counts, run, false);
	if (counts.len)
		done_layout_wrap(&writer->layout, 2, "not blocking: ", DONE_DIM, counts.ptr);
	done_brief_ways(writer, report, run, causes);
	done_brief_help(writer, report, run);
	done_buf_release(&counts);
}

void done_brief_run(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run)
{
	struct done_causes causes;

	done_causes_collect(writer->arena, run, &causes);
	done_brief_headline(writer, report, run, &causes);
	if (brief_is_blocked(run))
		brief_blocked(writer, report, run, &causes);
	else
		done_text_notes(writer, run, NULL);
	done_text_unowned(writer, run);
	if (!writer->style->quiet)
		done_brief_examined(writer, run);
}
