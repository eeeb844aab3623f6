/*
 * Kind `coverage`: the lines that a change brings. What the report knows of them must be covered;
 * a source that it does not know at all has no test, whatever the percentage says.
 */
#include "coverage.h"

#include <math.h>
#include <string.h>

enum { CHANGED_RANGES_SHOWN = 20 };

struct changed_file {
	const char *path, *from; /* from: where it was before, NULL: there, or nowhere */
	size_t changed, measured, covered;
	const char *uncovered; /* "41-48, 60"; fit to show */
	int first_uncovered;
	const struct done_read_report *read;
};

struct changed_judging {
	struct coverage_judging *of;
	struct done_moves moves; /* so that moving a file asks for no tests of its lines */
	bool has_moves;
	struct changed_file *files;
	size_t nr, cap;
	size_t changed, measured, covered;
	size_t unknown; /* sources that the report does not know */
};

/* ---- which lines ---- */

/* Where an added file was before: *out NULL where it is new. */
static int changed_moved_from(
    struct changed_judging *judging, const char *path, const char **out, struct done_error *err)
{
	struct done_view *view = judging->of->view;
	struct done_moves *moves = &judging->moves;

	if (!judging->has_moves && view->base &&
	    done_moves_between(view->arena, view->base, view->head, view->changes, moves, err) < 0)
		return err->code;
	judging->has_moves = true;
	*out = done_moves_origin(moves, path);
	if (*out || !moves->missing.code)
		return 0;
	*err = moves->missing;
	return err->code;
}

/* 1 with the lines that are new; 0 where it is no text. */
static int changed_lines(struct changed_judging *judging, const struct done_file *file,
    enum done_change_kind kind, struct done_line_ranges *out, const char **from,
    struct done_error *err)
{
	struct done_view *view = judging->of->view;
	struct done_bytes before = {0}, after;
	struct done_blob *blob;
	const char *old = kind == DONE_ADDED ? NULL : file->path;
	int rc;

	*from = NULL;
	if (done_view_blob(view, file, DONE_BLOB_MAX, true, &blob, err) < 0)
		return err->code;
	if (blob->binary || blob->pointer || blob->is_cut)
		return 0;
	if (done_blob_text(blob, file->path, &after, err) < 0)
		return err->code;
	if (!old) {
		if (changed_moved_from(judging, file->path, from, err) < 0)
			return err->code;
		old = *from;
	}
	rc = old ? done_view_read_base(view, old, DONE_BLOB_MAX, &before, err) : 0;
	if (rc >= 0)
		rc = done_lines_added(
		    view->arena, before, after, judging->of->options->ignore_space, out, err);
	return rc < 0 ? rc : 1;
}

/* ---- a file that the report knows ---- */

static void changed_add_range(struct done_buf *out, size_t *nr, int first, int last)
{
	if ((*nr)++ >= CHANGED_RANGES_SHOWN)
		return;
	if (first == last)
		done_buf_addf(out, "%s%d", out->len ? ", " : "", first);
	else
		done_buf_addf(out, "%s%d-%d", out->len ? ", " : "", first, last);
}

static void changed_count(struct changed_judging *judging, const struct coverage_file *known,
    const struct done_line_ranges *ranges, const char *from)
{
	struct done_arena *arena = judging->of->view->arena;
	struct changed_file one = {.path = known->path, .from = from, .read = known->read};
	struct done_buf text = {0};
	size_t nr_ranges = 0;
	int first = 0, last = 0;

	for (size_t i = 0; i < ranges->nr; i++) {
		for (int line = ranges->items[i].first; line <= ranges->items[i].last; line++) {
			uint64_t hits;

			one.changed++;
			if (!done_covered_line(&known->covered, line, &hits))
				continue;
			one.measured++;
			one.covered += hits > 0;
			if (hits)
				continue;
			if (first && line == last + 1) {
				last = line;
				continue;
			}
			if (first)
				changed_add_range(&text, &nr_ranges, first, last);
			else
				one.first_uncovered = line;
			first = last = line;
		}
	}
	if (first)
		changed_add_range(&text, &nr_ranges, first, last);
	if (nr_ranges > CHANGED_RANGES_SHOWN)
		done_buf_addf(&text, " and %zu more", nr_ranges - CHANGED_RANGES_SHOWN);
	one.uncovered = done_arena_strndup(arena, text.ptr ? text.ptr : "", text.len);
	done_buf_release(&text);
	judging->changed += one.changed;
	judging->measured += one.measured;
	judging->covered += one.covered;
	*DONE_ARENA_PUSH(arena, judging->files, judging->nr, judging->cap) = one;
}

/* ---- a file that it does not know ---- */

static int changed_add_unknown(struct changed_judging *judging, const struct done_file *file,
    const struct done_line_ranges *ranges, struct done_error *err)
{
	struct coverage_judging *of = judging->of;
	struct done_finding *finding;
	size_t nr;

	if (done_coverage_code_lines(of, file, ranges, &nr, err) < 0)
		return err->code;
	if (!nr)
		return 0;
	judging->unknown++;
	finding = done_result_add(of->result, of->view,
	    (struct done_place){file->path, ranges->items[0].first, 1},
	    (struct done_subject){
	        .wrong = "not in the report", .option = "min_changed", .path = file->path},
	    "'%s' changed (%zu line%s of code) and the coverage report does not know it",
	    done_view_short(of->view, file->path), nr, nr == 1 ? "" : "s");
	done_finding_fix(finding, of->view,
	    "write a test that loads it, and let the tool measure it (in Go "
	    "-coverpkg=./...); what needs no test is named under 'exclude'");
	return 0;
}

/* ---- all of them ---- */

static int changed_take(
    struct changed_judging *judging, const struct done_change *change, struct done_error *err)
{
	struct coverage_judging *of = judging->of;
	const struct coverage_file *known = done_coverage_find(of, change->path);
	struct done_file file = {.path = change->path};
	struct done_line_ranges ranges = {0};
	const char *from = NULL;
	int rc = done_view_matches(of->view, &of->options->exclude, change->path, err);

	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = known ? 1 : done_coverage_is_source(of, change->path, err);
	if (rc == 1)
		rc = done_snapshot_find(of->view->head, change->path, &file.entry, err);
	if (rc == 1)
		rc = file.entry.kind == DONE_ENTRY_FILE;
	if (rc == 1)
		rc = changed_lines(judging, &file, change->kind, &ranges, &from, err);
	if (rc <= 0 || !ranges.nr)
		return rc < 0 ? rc : 0;
	if (!known)
		return changed_add_unknown(judging, &file, &ranges, err);
	changed_count(judging, known, &ranges, from);
	return 0;
}

static void changed_add_uncovered(struct changed_judging *judging, const struct changed_file *one)
{
	struct coverage_judging *of = judging->of;
	double share = (double)judging->covered / (double)judging->measured;
	struct done_finding *finding;

	if (one->covered == one->measured)
		return;
	finding = done_result_add(of->result, of->view,
	    (struct done_place){one->path, one->first_uncovered, 1},
	    (struct done_subject){.wrong = "not covered",
	        .option = "min_changed",
	        .path = one->path,
	        .amount = (double)(one->measured - one->covered)},
	    "%zu of %zu changed lines are not covered: %s (coverage of changed lines is %s, at "
	    "least %s wanted)%s%s",
	    one->measured - one->covered, one->measured, one->uncovered,
	    done_ratio_shown(of->view, share),
	    done_ratio_shown(of->view, of->options->min_changed.value),
	    one->from ? "; compared with " : "", one->from ? one->from : "");
	done_finding_brief(finding, of->view, "changed lines without a test: %s", one->uncovered);
	done_finding_fix(finding, of->view, "write tests that run these lines");
}

static void changed_settle(struct changed_judging *judging)
{
	struct coverage_judging *of = judging->of;
	const struct coverage_options *options = of->options;

	if (!judging->measured) {
		done_buf_addstr(&of->said, ", no measured line changed");
		return;
	}
	done_reports_measure(of->reports, of->result, of->view,
	    (struct done_number){.name = "coverage of changed lines",
	        .value = 100 * (double)judging->covered / (double)judging->measured,
	        .limit = (int64_t)judging->measured < options->min_lines
	            ? (double)NAN
	            : 100 * options->min_changed.value,
	        .unit = "%"});
	if ((int64_t)judging->measured < options->min_lines) {
		done_buf_addf(&of->said,
		    ", %zu of %zu measured changed lines covered (fewer than %lld: not "
		    "judged)",
		    judging->covered, judging->measured, (long long)options->min_lines);
		return;
	}
	if ((double)judging->covered + 1e-9 >=
	    options->min_changed.value * (double)judging->measured) {
		done_buf_addf(&of->said, ", %zu changed, %zu measured, %zu covered",
		    judging->changed, judging->measured, judging->covered);
		return;
	}
	for (size_t i = 0; i < judging->nr; i++)
		changed_add_uncovered(judging, &judging->files[i]);
}

int done_coverage_changed(struct coverage_judging *judging, struct done_error *err)
{
	struct done_view *view = judging->view;
	struct changed_judging changed = {.of = judging};

	for (size_t i = 0; i < view->changes->nr; i++) {
		const struct done_change *change = &view->changes->items[i];

		if (change->kind == DONE_DELETED || !done_view_owns(view, change->path))
			continue;
		if (changed_take(&changed, change, err) < 0)
			return err->code;
	}
	changed_settle(&changed);
	return 0;
}
