/*
 * Kind `coverage`: reports of what tests ran. The share of the service's lines, and of those that a
 * change brings. Rates are counted anew from the lines; what reports say of rates is passed over.
 */
#include "coverage.h"
#include "kinds.h"

#include <math.h>
#include <string.h>

static const struct done_read_report *coverage_first(const struct coverage_judging *judging)
{
	return &judging->reports->items[0];
}

/* A distance in points of a percent, to a tenth. */
static double coverage_points(double distance)
{
	return floor(distance * 1000 + 0.5) / 10;
}

/* ---- the whole ---- */

static void coverage_judge_nothing(struct coverage_judging *judging)
{
	const char *of = done_coverage_of_words[judging->options->of];
	bool is_measured = false;
	struct done_finding *finding;

	for (size_t i = 0; i < judging->reports->nr; i++)
		is_measured = is_measured ||
		    judging->reports->items[i].report.coverage.has[judging->options->of];
	if (is_measured)
		finding = done_report_add(judging->result, judging->view, coverage_first(judging),
		    0, (struct done_subject){.wrong = "nothing measured"},
		    "the report measures no file of this service");
	else
		finding = done_report_add(judging->result, judging->view, coverage_first(judging),
		    0, (struct done_subject){.wrong = "nothing measured", .option = "of"},
		    "the report has no measured %s", of);
	done_finding_fix(finding, judging->view, "%s",
	    is_measured ? "let the tool measure the service's own code"
	                : "let the tool measure them, or correct 'of' of the check");
}

static void coverage_judge_min(struct coverage_judging *judging, struct done_share share)
{
	const struct coverage_options *options = judging->options;
	const char *of = done_coverage_of_words[options->of];
	double rate = (double)share.covered / (double)share.all;
	struct done_finding *finding;

	if (!options->min.is_set || rate + 1e-9 >= options->min.value)
		return;
	finding = done_report_add(judging->result, judging->view, coverage_first(judging), 0,
	    (struct done_subject){.wrong = "too little",
	        .option = "min",
	        .path = "",
	        .amount = coverage_points(options->min.value - rate)},
	    "%llu of %llu %s are covered (%s), at least %s wanted",
	    (unsigned long long)share.covered, (unsigned long long)share.all, of,
	    done_ratio_shown(judging->view, rate),
	    done_ratio_shown(judging->view, options->min.value));
	done_finding_brief(finding, judging->view, "coverage is %s, at least %s wanted",
	    done_ratio_shown(judging->view, rate),
	    done_ratio_shown(judging->view, options->min.value));
	done_finding_fix(finding, judging->view, "write tests that run the %s that are left", of);
}

static int coverage_judge_drop(
    struct coverage_judging *judging, struct done_share now, struct done_error *err)
{
	const struct coverage_options *options = judging->options;
	struct done_reports base;
	struct coverage_judging before = {
	    .view = judging->view, .options = options, .reports = &base};
	struct done_share then;
	double rate = (double)now.covered / (double)now.all, old;
	struct done_finding *finding;
	int rc;

	if (!options->max_drop.is_set)
		return 0;
	rc = done_reports_read_base(
	    judging->view, &options->reports, DONE_EVIDENCE_COVERAGE, judging->reports, &base, err);
	if (rc > 0)
		rc = done_coverage_gather(&before, err) < 0 ? err->code : 1;
	if (rc < 0)
		return rc;
	then = done_coverage_sum(&before, (enum done_coverage_of)options->of);
	if (rc == 0 || !then.all) {
		done_buf_addstr(&judging->said, ", not compared: no result for the base");
		return 0;
	}
	old = (double)then.covered / (double)then.all;
	if (old - rate <= options->max_drop.value + 1e-9)
		return 0;
	finding = done_report_add(judging->result, judging->view, coverage_first(judging), 0,
	    (struct done_subject){.wrong = "less than before",
	        .option = "max_drop",
	        .amount = coverage_points(old - rate)},
	    "%s of the %s are covered, %s at the base: at most %s less may be",
	    done_ratio_shown(judging->view, rate), done_coverage_of_words[options->of],
	    done_ratio_shown(judging->view, old),
	    done_ratio_shown(judging->view, options->max_drop.value));
	done_finding_fix(finding, judging->view, "write tests for what this change adds");
	return 0;
}

/* ---- the change ---- */

static int coverage_judge_changed(struct coverage_judging *judging, struct done_error *err)
{
	struct done_finding *finding;

	if (!judging->options->min_changed.is_set)
		return 0;
	if (!judging->view->changes) {
		done_buf_addstr(&judging->said, ", no range to look for changed lines in");
		return 0;
	}
	for (size_t i = 0; i < judging->reports->nr; i++) {
		const struct done_read_report *read = &judging->reports->items[i];

		if (!read->report.coverage.has_totals_only)
			continue;
		finding = done_report_add(judging->result, judging->view, read, 0,
		    (struct done_subject){.wrong = "totals only", .option = "min_changed"},
		    "the report has totals only, so nothing is known of the lines that "
		    "changed");
		done_finding_fix(finding, judging->view,
		    "let the tool write coverage-final.json, lcov or Cobertura");
		return 0;
	}
	return done_coverage_changed(judging, err);
}

/* ---- the kind ---- */

static void coverage_say_met(struct coverage_judging *judging, struct done_share share)
{
	struct done_view *view = judging->view;
	const char *files = judging->nr_known && judging->nr_known < judging->nr_sources
	    ? done_arena_printf(
	          view->arena, "%zu of %zu source files", judging->nr_known, judging->nr_sources)
	    : done_arena_printf(
	          view->arena, "%zu file%s", judging->nr, judging->nr == 1 ? "" : "s");
	const char *what = done_arena_printf(view->arena, "%s: %s, %s of %llu %s%s, %s",
	    done_reports_formats(view, judging->reports), files,
	    done_ratio_shown(view, (double)share.covered / (double)share.all),
	    (unsigned long long)share.all, done_coverage_of_words[judging->options->of],
	    judging->said.len ? judging->said.ptr : "", done_reports_origin(judging->reports));

	done_result_say(judging->result, view, DONE_MET, "%s", what);
	for (size_t i = 0; i < judging->reports->nr; i++)
		done_result_evidence(judging->result, view, judging->reports->items[i].path, 0,
		    done_reports_strength(judging->reports), "%s", what);
}

static void coverage_measure(struct coverage_judging *judging, struct done_share share)
{
	const struct coverage_options *options = judging->options;

	done_reports_measure(judging->reports, judging->result, judging->view,
	    (struct done_number){.name = done_arena_printf(judging->view->arena, "coverage of %s",
	                             done_coverage_of_words[options->of]),
	        .value = 100 * (double)share.covered / (double)share.all,
	        .limit = options->min.is_set ? 100 * options->min.value : (double)NAN,
	        .unit = "%"});
}

static int coverage_judge(struct coverage_judging *judging, struct done_error *err)
{
	const struct coverage_options *options = judging->options;
	struct done_share share;

	if (done_coverage_gather(judging, err) < 0)
		return err->code;
	share = done_coverage_sum(judging, (enum done_coverage_of)options->of);
	if (!share.all) {
		coverage_judge_nothing(judging);
		return 0;
	}
	coverage_measure(judging, share);
	coverage_judge_min(judging, share);
	if (done_coverage_known(judging, err) < 0 || coverage_judge_drop(judging, share, err) < 0 ||
	    coverage_judge_changed(judging, err) < 0)
		return err->code;
	if (!judging->result->nr)
		coverage_say_met(judging, share);
	return 0;
}

static int coverage_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct coverage_options *options = data;
	struct done_reports reports;
	struct coverage_judging judging = {
	    .view = view, .options = options, .reports = &reports, .result = out};
	int rc =
	    done_reports_read(view, &options->reports, DONE_EVIDENCE_COVERAGE, &reports, out, err);

	if (rc > 0)
		rc = coverage_judge(&judging, err);
	done_buf_release(&judging.said);
	return rc < 0 ? rc : 0;
}

static int coverage_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct coverage_options *options = object;

	if (!options->min.is_set && !options->min_changed.is_set && !options->max_drop.is_set &&
	    !options->min_files.is_set)
		return done_value_error(err, at,
		    "kind 'coverage' needs one of 'min', 'min_changed', 'max_drop' and "
		    "'min_files'");
	return done_reports_validate(&options->reports, DONE_EVIDENCE_COVERAGE, at, err);
}

static void coverage_more(struct done_buf *out)
{
	done_evidence_reference(out, DONE_EVIDENCE_COVERAGE);
	done_buf_addstr(out,
	    "\n"
	    "Paths of a report are matched with files of the tree: from the root, below the "
	    "service, below the directories that Cobertura names, after the path of a Go module, "
	    "otherwise by the longest path ending that only one file has. Only the service's own "
	    "files count. If more than a fifth of the files of a report are not in the tree, or if "
	    "it names a line beyond the end of a file, it belongs to another version and never "
	    "meets the check (except JaCoCo's lines outside of .java files: inlined Kotlin code "
	    "has "
	    "such numbers).\n\n"
	    "Changed lines are those of `git diff` between the merge base and the head, counted "
	    "where the report knows them. A file that moved is compared with the deleted file of "
	    "the same bytes, else of the same name, else with the only one that shares half of its "
	    "lines. A changed source file that the report does not know is a finding if the report "
	    "has files with the same ending, it is neither a test nor generated, and `exclude` "
	    "does not name it.\n\n"
	    "Many tools list only the files that a test loaded. A report that knows fewer of the "
	    "service's source files than `min_files` is a finding, whatever its share is. Sources "
	    "are the files with an ending that the report has, which are neither tests nor "
	    "generated nor named by `exclude`, and hold code. "
	    "A Go profile or an lcov file that is truncated at the end of a record looks like a "
	    "shorter one. `max_drop` compares with the report in the directory of "
	    "`--evidence-base`, or with the committed report of the base.\n");
	done_reports_reference(out);
}

static const struct done_field coverage_fields[] = {
    DONE_REPORTS_FIELDS,
    DONE_RATIO_FIELD(struct coverage_options, min, DONE_TIGHTER_MORE,
        "The minimum share of the service that is covered (`80%`)."),
    DONE_RATIO_FIELD(struct coverage_options, min_changed, DONE_TIGHTER_MORE,
        "The minimum share of the changed lines that is covered."),
    DONE_RATIO_FIELD(struct coverage_options, max_drop, DONE_TIGHTER_LESS,
        "The maximum by which the share may drop below the base's (`1%`)."),
    {DONE_FIELD("min_files", struct coverage_options, min_files, RATIO),
        .tighter = {DONE_TIGHTER_MORE}, .preset = 20,
        .help = "The minimum share of the service's source files that the report knows, where "
                "there are at least five. Default: 20%, where `min` or `max_drop` is asked."},
    {DONE_FIELD("of", struct coverage_options, of, ENUM), .tighter = {DONE_TIGHTER_NEVER},
        .names = done_coverage_of_words,
        .help = "What `min` and `max_drop` count. `min_changed` counts lines. Default: lines."},
    {DONE_FIELD("min_lines", struct coverage_options, min_lines, INTEGER),
        .tighter = {DONE_TIGHTER_LESS}, .min = 1, .max = DONE_EVIDENCE_ITEMS_MAX, .preset = 5,
        .help = "The minimum number of measured changed lines: with fewer, `min_changed` is not "
                "judged. Default: 5."},
    {DONE_FIELD("exclude", struct coverage_options, exclude, FILES),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Files that do not count: generated code, examples."},
    {DONE_FIELD("ignore_space", struct coverage_options, ignore_space, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS},
        .help = "Lines that differ only in blanks at their end do not count as changed."},
};

static const struct done_record coverage_record = {
    .name = "check kind 'coverage'",
    .size = sizeof(struct coverage_options),
    .fields = coverage_fields,
    .nr = DONE_ARRAY_SIZE(coverage_fields),
    .validate = coverage_validate,
};

static bool coverage_compares(const void *data)
{
	const struct coverage_options *options = data;

	return options->reports.fresh || done_reports_ask_notes(options) ||
	    options->min_changed.is_set || options->max_drop.is_set;
}

const struct done_kind done_kind_coverage = {
    .form = {.name = "coverage",
        .summary = "met when the coverage reports of a test run cover enough of the service, or of "
                   "the changed lines",
        .options = &coverage_record,
        .example = "reports: [coverage.out, \"**/jacoco.xml\"]\n"
                   "min: 60%\n"
                   "min_changed: 80%\n"
                   "exclude: [\"**/*.pb.go\"]\n",
        .needs_evidence = true,
        .compares = coverage_compares,
        .asks_notes = done_reports_ask_notes,
        .more = coverage_more},
    .run = coverage_run,
};
