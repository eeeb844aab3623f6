/*
 * Kind `coverage`: how many of the service's sources the reports know. Tools list what a test
 * loaded, and a truncated report looks like a shorter one: a high share of a few files is no share
 * of the service.
 */
#include "coverage.h"

#include <limits.h>

enum { KNOWN_SOURCES_MIN = 5 }; /* with fewer, one file without a line decides */

struct known_counting {
	struct coverage_judging *of;
	struct done_files unknown; /* sources that no report names */
	size_t cap_unknown;
	size_t nr_known;
};

static int known_take(
    struct known_counting *counting, const struct done_file *file, struct done_error *err)
{
	struct coverage_judging *of = counting->of;
	int rc = done_coverage_is_source(of, file->path, err);

	if (rc <= 0)
		return rc;
	rc = done_view_matches(of->view, &of->options->exclude, file->path, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (done_coverage_find(of, file->path))
		counting->nr_known++;
	else
		*DONE_ARENA_PUSH(of->view->arena, counting->unknown.items, counting->unknown.nr,
		    counting->cap_unknown) = *file;
	return 0;
}

/* Takes out what holds no code, which no tool measures. */
static int known_read(struct known_counting *counting, struct done_error *err)
{
	struct done_line_range whole = {.first = 1, .last = INT_MAX};
	const struct done_line_ranges ranges = {.items = &whole, .nr = 1};
	size_t kept = 0;

	for (size_t i = 0; i < counting->unknown.nr; i++) {
		const struct done_file *file = &counting->unknown.items[i];
		size_t lines;

		if (done_coverage_code_lines(counting->of, file, &ranges, &lines, err) < 0)
			return err->code;
		if (lines)
			counting->unknown.items[kept++] = *file;
	}
	counting->unknown.nr = kept;
	return 0;
}

static bool known_are_few(const struct known_counting *counting, double share)
{
	size_t all = counting->nr_known + counting->unknown.nr;

	return all >= KNOWN_SOURCES_MIN && (double)counting->nr_known + 1e-9 < share * (double)all;
}

static void known_add(const struct known_counting *counting, double share)
{
	struct coverage_judging *of = counting->of;
	struct done_view *view = of->view;
	const char *first = counting->unknown.items[0].path;
	struct done_finding *finding = done_report_add(of->result, view, &of->reports->items[0], 0,
	    (struct done_subject){.wrong = "too few files",
	        .option = "min_files",
	        .path = "",
	        .amount = (double)counting->unknown.nr},
	    "the report knows %zu of %zu source files of the service, at least %s wanted (not in "
	    "it: "
	    "'%s'%s)",
	    counting->nr_known, counting->nr_known + counting->unknown.nr,
	    done_ratio_shown(view, share), done_view_short(view, first),
	    counting->unknown.nr > 1 ? " and others" : "");

	done_finding_brief(finding, view, "the report knows %zu of %zu source files",
	    counting->nr_known, counting->nr_known + counting->unknown.nr);
	done_finding_fix(finding, view,
	    "let the tool measure every file, also those that no test loads (jest "
	    "collectCoverageFrom, coverage.py source, go test -coverpkg=./... ./...); what needs "
	    "no "
	    "test is named under 'exclude'");
}

int done_coverage_known(struct coverage_judging *judging, struct done_error *err)
{
	const struct coverage_options *options = judging->options;
	double share = options->min_files.value;
	struct known_counting counting = {.of = judging};
	struct done_files own;

	/* Who asks for the changed lines alone has a past that nothing measures. */
	if (!options->min.is_set && !options->max_drop.is_set && !options->min_files.is_set)
		return 0;
	if (done_view_own_files(judging->view, &own, err) < 0)
		return err->code;
	for (size_t i = 0; i < own.nr; i++) {
		if (known_take(&counting, &own.items[i], err) < 0)
			return err->code;
	}
	judging->nr_sources = counting.nr_known + counting.unknown.nr;
	judging->nr_known = counting.nr_known;
	if (!known_are_few(&counting, share))
		return 0;
	if (known_read(&counting, err) < 0)
		return err->code;
	if (known_are_few(&counting, share))
		known_add(&counting, share);
	return 0;
}
