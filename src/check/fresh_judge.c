/*
 * Is a result of what stands in the tree now? By its record, whose fingerprint is made again; a
 * bare file has none, and is held to what changed in the range. The clock is the history's own, so
 * that the verdict on a commit is the same on every day.
 */
#include "fresh.h"

#include <string.h>

enum { FRESH_NAMED = 3 }; /* changed files that are named; the rest is counted */

/* The service as it was at the base. */
static struct done_view fresh_base(const struct done_fresh *fresh)
{
	const struct done_view *view = fresh->view;

	return (struct done_view){.head = view->base,
	    .service = view->service,
	    .services = view->services,
	    .policy = view->policy,
	    .arena = view->arena,
	    .matcher = view->matcher,
	    .meter = view->meter,
	    .check = view->check};
}

/* ---- what changed in the range ---- */

struct fresh_changed {
	size_t nr;
	const char *first[FRESH_NAMED];
};

struct fresh_range {
	struct done_fresh *fresh;
	struct done_moves moves;
};

/* A file whose bytes are there under another name is not a change: it was only moved. */
static int fresh_is_rewritten(
    struct fresh_range *range, const struct done_change *change, struct done_error *err)
{
	struct done_view *view = range->fresh->view;
	const char *origin = done_moves_origin(&range->moves, change->path);
	struct done_entry now, before;
	int rc;

	if (change->kind == DONE_DELETED)
		return done_moves_find(&range->moves, change->path) == NULL;
	rc = done_snapshot_find(view->head, change->path, &now, err);
	if (rc > 0)
		rc = done_snapshot_find(view->base, origin ? origin : change->path, &before, err);
	if (rc < 0)
		return rc;
	return rc == 0 || now.kind != before.kind || now.executable != before.executable ||
	    !done_oid_equal(&now.oid, &before.oid);
}

static int fresh_count_inputs(
    struct fresh_range *range, struct fresh_changed *out, struct done_error *err)
{
	struct done_fresh *fresh = range->fresh;
	const struct done_changes *changes = fresh->view->changes;
	struct done_report_globs reports;

	done_report_globs_collect(fresh->view, fresh->reports, &reports);
	for (size_t i = 0; i < changes->nr; i++) {
		int rc = done_inputs_has(
		    fresh->view, fresh->options, &reports, changes->items[i].path, err);

		if (rc > 0)
			rc = fresh_is_rewritten(range, &changes->items[i], err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			continue;
		if (out->nr < FRESH_NAMED)
			out->first[out->nr] = changes->items[i].path;
		out->nr++;
	}
	return 0;
}

/* The reports that have no bytes of a report of the base: a copy, and another mode, say nothing
 * new. *old: the first of the others; NULL: there is none. */
static int fresh_count_new(struct done_fresh *fresh, const struct done_files *reports,
    const char **old, struct done_error *err)
{
	struct done_view then = fresh_base(fresh);
	struct done_files before = {0};
	int nr = 0;

	*old = NULL;
	if (done_view_find(&then, fresh->reports, NULL, &before, err) < 0) {
		done_view_release(&then);
		return err->code;
	}
	for (size_t i = 0; i < reports->nr; i++) {
		size_t j = 0;

		while (j < before.nr &&
		    !done_oid_equal(&before.items[j].entry.oid, &reports->items[i].entry.oid))
			j++;
		nr += j == before.nr;
		if (j < before.nr && !*old)
			*old = reports->items[i].path;
	}
	done_view_release(&then);
	return nr;
}

/* "src/pay.go, src/db.go, go.mod and 2 more" */
static const char *fresh_named(struct done_view *view, const struct fresh_changed *changed)
{
	struct done_buf text = {0};
	const char *named;

	for (size_t i = 0; i < changed->nr && i < FRESH_NAMED; i++)
		done_buf_addf(
		    &text, "%s%s", i ? ", " : "", done_view_short(view, changed->first[i]));
	if (changed->nr > FRESH_NAMED)
		done_buf_addf(&text, " and %zu more", changed->nr - FRESH_NAMED);
	named = done_arena_strndup(view->arena, text.ptr ? text.ptr : "", text.len);
	done_buf_release(&text);
	return named;
}

static int fresh_open_range(
    struct fresh_range *range, struct fresh_changed *changed, struct done_error *err)
{
	struct done_view *view = range->fresh->view;

	if (done_moves_between(
	        view->arena, view->base, view->head, view->changes, &range->moves, err) < 0)
		return err->code;
	return fresh_count_inputs(range, changed, err);
}

/* ---- without a record ---- */

/* 1 where the base has a record of it, which the change took away: then it is known to have been of
 * something else. */
static int fresh_lost_record(struct done_fresh *fresh, struct done_error *err)
{
	struct done_view *view = fresh->view;
	struct done_finding *finding;
	struct done_entry gone;
	int rc = done_path_problem(fresh->path)
	    ? 0
	    : done_snapshot_find(view->base, fresh->path, &gone, err);

	if (rc <= 0)
		return rc;
	finding = done_result_add(fresh->result, view, (struct done_place){fresh->path, 0, 0},
	    (struct done_subject){
	        .wrong = "record gone", .option = fresh->option, .path = fresh->path},
	    "the record of the result was deleted, so nobody knows what it is of");
	done_finding_brief(finding, view, "the record of the result was deleted");
	done_fresh_fix(fresh, finding, "restore it, or measure again");
	return 1;
}

static int fresh_judge_bare(
    struct done_fresh *fresh, const struct done_files *reports, struct done_error *err)
{
	struct done_view *view = fresh->view;
	struct fresh_range range = {.fresh = fresh};
	struct fresh_changed changed = {0};
	struct done_finding *finding;
	const char *old = NULL;
	int rc;

	fresh->strength = DONE_CLAIMED;
	if (!view->base || !view->changes) {
		fresh->is_unknown = true;
		fresh->words = "without a record, so nobody knows what it was measured on";
		return 1;
	}
	rc = fresh_lost_record(fresh, err);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = fresh_open_range(&range, &changed, err);
	if (rc >= 0 && changed.nr)
		rc = fresh_count_new(fresh, reports, &old, err);
	if (rc < 0)
		return rc;
	/* Of results that nobody reads, drills of former years may stay. */
	if (!changed.nr || (rc > 0 && (!old || !fresh->each_is_read))) {
		fresh->words = changed.nr
		    ? "changed together with what it is of, so claimed"
		    : "without a record; the change touches nothing that it is "
		      "of, so claimed";
		return 1;
	}
	old = old ? old : reports->items[0].path;
	finding = done_result_add(fresh->result, view, (struct done_place){old, 0, 0},
	    (struct done_subject){.wrong = "unchanged", .option = fresh->option, .path = old},
	    "the result was not measured again: %zu %s since (%s)", changed.nr,
	    changed.nr == 1 ? "file changed" : "files changed", fresh_named(view, &changed));
	done_finding_brief(finding, view, "%zu %s, and was not measured again", changed.nr,
	    changed.nr == 1 ? "file changed" : "files changed");
	done_fresh_fix(fresh, finding, "measure again and commit the result, with a record of it");
	return 0;
}

/* ---- by a record ---- */

/* The record's entry of the report; NULL: it has none. By its bytes, wherever it was moved to. */
static const struct done_recorded_report *fresh_find_hash(
    const struct done_fresh *fresh, const char *hash)
{
	const struct done_recorded_report *reports = fresh->recorded.reports.items;

	for (size_t i = 0; i < fresh->recorded.reports.nr; i++) {
		if (!strcmp(reports[i].sha256, hash))
			return &reports[i];
	}
	return NULL;
}

static bool fresh_has_path(const struct done_fresh *fresh, const char *path)
{
	const struct done_recorded_report *reports = fresh->recorded.reports.items;

	for (size_t i = 0; i < fresh->recorded.reports.nr; i++) {
		if (!strcmp(reports[i].path, path))
			return true;
	}
	return false;
}

/* A record has the sum of the text with LF, as most commit it; older ones, and by hand, that of the
 * bytes. */
static int fresh_hash(struct done_fresh *fresh, const struct done_file *report,
    char out[DONE_SHA256_HEX + 1], struct done_error *err)
{
	struct done_blob *blob;

	if (done_view_blob(fresh->view, report, DONE_BLOB_MAX, false, &blob, err) < 0)
		return err->code;
	if (blob->is_cut)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' is too large to be compared with its record: the limit is %d bytes",
		    report->path, DONE_BLOB_MAX);
	done_sha256(blob->bytes, out);
	if (!fresh_find_hash(fresh, out))
		done_sha256_text(blob->bytes, out);
	return 0;
}

/* Each report stands for one of the recorded results with its bytes, a copy for none. */
static void fresh_mark(const struct done_fresh *fresh, bool *seen, const char *hash)
{
	const struct done_recorded_report *reports = fresh->recorded.reports.items;
	size_t i = 0;

	while (i < fresh->recorded.reports.nr && (seen[i] || strcmp(reports[i].sha256, hash) != 0))
		i++;
	if (i < fresh->recorded.reports.nr)
		seen[i] = true;
}

/* How many of the recorded results are there. */
static size_t fresh_count_seen(const struct done_fresh *fresh, const bool *seen)
{
	size_t nr = 0;

	for (size_t i = 0; i < fresh->recorded.reports.nr; i++)
		nr += seen[i];
	return nr;
}

/* 1 where every report is one that was recorded, and all of these are there. */
static int fresh_match_reports(
    struct done_fresh *fresh, const struct done_files *reports, struct done_error *err)
{
	bool *seen =
	    done_arena_array(fresh->view->arena, fresh->recorded.reports.nr + 1, sizeof(*seen));
	size_t wrong = 0, nr_seen;

	for (size_t i = 0; i < reports->nr; i++) {
		char hash[DONE_SHA256_HEX + 1];
		struct done_finding *finding;
		bool is_known;

		if (fresh_hash(fresh, &reports->items[i], hash, err) < 0)
			return err->code;
		if (fresh_find_hash(fresh, hash)) {
			fresh_mark(fresh, seen, hash);
			continue;
		}
		wrong++;
		is_known = fresh_has_path(fresh, reports->items[i].path);
		finding = done_result_add(fresh->result, fresh->view,
		    (struct done_place){reports->items[i].path, 0, 0},
		    (struct done_subject){
		        .wrong = is_known ? "changed after it was recorded" : "not recorded",
		        .option = fresh->option,
		        .path = reports->items[i].path},
		    is_known ? "the result was changed after it was recorded (%s)"
		             : "the result is not one that was recorded (%s)",
		    fresh->path);
		done_finding_brief(finding, fresh->view, "%s",
		    is_known ? "the result was changed after it was recorded"
		             : "the result is not one that was recorded");
		done_fresh_fix(fresh, finding, "record the result that was measured");
	}
	nr_seen = fresh_count_seen(fresh, seen);
	if (wrong == 0 && nr_seen < fresh->recorded.reports.nr) {
		struct done_finding *finding = done_result_add(fresh->result, fresh->view,
		    (struct done_place){fresh->path, 0, 0},
		    (struct done_subject){
		        .wrong = "gone", .option = fresh->option, .path = fresh->path},
		    "%zu results were recorded, and %zu of them are there",
		    fresh->recorded.reports.nr, nr_seen);

		done_fresh_fix(fresh, finding, "restore the others, or record what is there");
		wrong++;
	}
	return wrong == 0;
}

/* The files that changed in the range, where the base's inputs are those that were measured: then
 * they are all that changed since. NULL: that is not known. */
static int fresh_since(struct done_fresh *fresh, struct fresh_changed *changed, const char **out,
    struct done_error *err)
{
	struct done_view *view = fresh->view;
	struct done_view then = fresh_base(fresh);
	struct fresh_range range = {.fresh = fresh};
	struct done_inputs inputs;
	int rc;

	*out = NULL;
	if (!view->base || !view->changes)
		return 0;
	rc = done_inputs_find(&then, fresh->options, fresh->reports, &inputs, err);
	done_view_release(&then);
	if (rc < 0 || strcmp(inputs.print, fresh->recorded.inputs) != 0)
		return rc;
	rc = fresh_open_range(&range, changed, err);
	if (rc >= 0 && changed->nr)
		*out = fresh_named(view, changed);
	return rc;
}

/* "on 2026-11-28 at 3f2a9c1" */
static const char *fresh_when(struct done_fresh *fresh)
{
	const struct done_recorded_when *when = fresh->recorded.when;
	char day[11];

	done_day_format(when->day, day);
	return when->commit
	    ? done_arena_printf(fresh->view->arena, "on %s at %.10s", day, when->commit)
	    : done_arena_printf(fresh->view->arena, "on %s", day);
}

static int64_t fresh_grace(const struct done_fresh *fresh)
{
	return fresh->options->grace_days == DONE_FRESH_DAYS_USUAL ? fresh->grace_days
	                                                           : fresh->options->grace_days;
}

/* True within the days that the policy grants; *age: of the record, -1: unknown. */
static bool fresh_has_grace(const struct done_fresh *fresh, int64_t *age)
{
	done_day day = fresh->view->head_day;

	*age = -1;
	if (fresh_grace(fresh) == 0)
		return false;
	/* Who judges it keeps the verdict for this commit only. */
	done_view_hangs_on(fresh->view, DONE_HANGS_ON_COMMIT);
	if (day <= 0)
		return false;
	/* A committed record cannot be of later than the commit: one of the clocks is wrong. */
	*age = (int64_t)day - fresh->recorded.when->day;
	if (*age < 0 && (fresh->is_note || *age >= -DONE_FRESH_ZONES))
		*age = fresh->is_note ? -*age : 0;
	return *age >= 0 && *age <= fresh_grace(fresh);
}

static int fresh_add_stale(
    struct done_fresh *fresh, const char *path, int64_t age, struct done_error *err)
{
	struct done_view *view = fresh->view;
	struct fresh_changed changed = {0};
	struct done_finding *finding;
	const char *named, *grace = "";

	if (fresh_since(fresh, &changed, &named, err) < 0)
		return err->code;
	if (age < -1)
		grace = ", which is later than this commit";
	else if (age >= 0)
		grace = done_arena_printf(view->arena,
		    ", %lld days before this commit, and %lld are "
		    "allowed",
		    (long long)age, (long long)fresh_grace(fresh));
	finding = done_result_add(fresh->result, view, (struct done_place){path, 0, 0},
	    (struct done_subject){.wrong = "stale", .option = fresh->option, .path = path},
	    named ? "measured for other inputs: %zu %s since (%s)%s"
	          : "measured for other inputs than the %zu %s of this tree, %s%s",
	    named ? changed.nr : fresh->inputs.nr,
	    named                       ? changed.nr == 1 ? "file changed" : "files changed"
	        : fresh->inputs.nr == 1 ? "file"
	                                : "files",
	    named ? named : fresh_when(fresh), grace);
	done_finding_brief(
	    finding, view, "measured for other inputs%s%s", named ? ": " : "", named ? named : "");
	done_fresh_fix(fresh, finding, "measure again, commit the result and its record");
	return 0;
}

static void fresh_add_no_inputs(struct done_fresh *fresh, const char *path)
{
	struct done_view *view = fresh->view;
	struct done_finding *finding = done_result_add(fresh->result, view,
	    (struct done_place){path, 0, 0},
	    (struct done_subject){.wrong = "no inputs", .option = fresh->option},
	    fresh->options->inputs.nr ? "no file matches 'inputs' (%s), so it is not known what "
	                                "was measured"
	                              : "the service has no file%s that could have been measured",
	    fresh->options->inputs.nr ? done_view_globs_shown(view, &fresh->options->inputs) : "");

	done_finding_brief(finding, view, "no file matches 'inputs'");
	done_finding_fix(finding, view, "name the files that were measured in 'inputs'");
}

int done_fresh_judge_inputs(struct done_fresh *fresh, const char *path, struct done_error *err)
{
	struct done_view *view = fresh->view;
	int64_t age;

	if (!fresh->inputs.nr) {
		fresh_add_no_inputs(fresh, path);
		return 0;
	}
	if (!strcmp(fresh->recorded.inputs, fresh->inputs.print)) {
		const char *matchless = fresh->inputs.matchless
		    ? done_arena_printf(view->arena, "; '%s' names none",
		          done_arena_shown(view->arena, fresh->inputs.matchless))
		    : "";

		fresh->strength = DONE_RECORDED;
		fresh->words = done_arena_printf(view->arena,
		    "recorded for these inputs (%zu %s%s) %s", fresh->inputs.nr,
		    fresh->inputs.nr == 1 ? "file" : "files", matchless, fresh_when(fresh));
		return 1;
	}
	if (!fresh_has_grace(fresh, &age))
		return fresh_add_stale(fresh, path, age, err) < 0 ? err->code : 0;
	fresh->strength = DONE_STALE;
	fresh->words = done_arena_printf(view->arena,
	    "stale: recorded for other inputs %s, %lld days before this commit (grace_days: %lld)",
	    fresh_when(fresh), (long long)age, (long long)fresh_grace(fresh));
	return 1;
}

/* 1 where the change wrote the record. */
static int fresh_is_record_new(struct done_fresh *fresh, struct done_error *err)
{
	struct done_entry now, before;
	int rc = done_snapshot_find(fresh->view->head, fresh->path, &now, err);

	if (rc > 0)
		rc = done_snapshot_find(fresh->view->base, fresh->path, &before, err);
	return rc < 0 ? rc : rc == 0 || !done_oid_equal(&now.oid, &before.oid);
}

/*
 * The change rewrote inputs, and gave a result of before a new record: byte for byte the same. Of
 * what is measured nothing repeats itself so; of other results it is a claim.
 */
static int fresh_judge_again(
    struct done_fresh *fresh, const struct done_files *reports, struct done_error *err)
{
	struct done_view *view = fresh->view;
	struct fresh_range range = {.fresh = fresh};
	struct fresh_changed changed = {0};
	struct done_finding *finding;
	const char *old = NULL;
	int rc;

	if (fresh->strength != DONE_RECORDED || !view->base || !view->changes)
		return 1;
	rc = fresh_is_record_new(fresh, err);
	if (rc <= 0)
		return rc < 0 ? rc : 1;
	rc = fresh_count_new(fresh, reports, &old, err);
	if (rc != 0)
		return rc < 0 ? rc : 1;
	rc = fresh_open_range(&range, &changed, err);
	if (rc < 0 || !changed.nr)
		return rc < 0 ? rc : 1;
	if (!fresh->never_repeats) {
		fresh->strength = DONE_CLAIMED;
		fresh->words = done_arena_printf(view->arena,
		    "%s, though it is byte for byte that of the base (%s changed), so claimed",
		    fresh->words, fresh_named(view, &changed));
		return 1;
	}
	finding = done_result_add(fresh->result, view, (struct done_place){old, 0, 0},
	    (struct done_subject){.wrong = "recorded again", .option = fresh->option, .path = old},
	    "the result was recorded again, and not measured again: it is byte for byte that of "
	    "the base, and %zu %s since (%s)",
	    changed.nr, changed.nr == 1 ? "file changed" : "files changed",
	    fresh_named(view, &changed));
	done_finding_brief(finding, view, "recorded again, and not measured again");
	done_fresh_fix(fresh, finding, "measure again, commit the result and its record");
	return 0;
}

static int fresh_judge_recorded(
    struct done_fresh *fresh, const struct done_files *reports, struct done_error *err)
{
	int rc = fresh_match_reports(fresh, reports, err);

	if (rc > 0)
		rc = done_fresh_judge_inputs(fresh, reports->items[0].path, err);
	return rc <= 0 ? rc : fresh_judge_again(fresh, reports, err);
}

/* ---- both ---- */

int done_fresh_begin(struct done_fresh *fresh, struct done_error *err)
{
	struct done_view *view = fresh->view;

	if (done_inputs_find(view, fresh->options, fresh->reports, &fresh->inputs, err) < 0)
		return err->code;
	fresh->result->inputs = done_arena_strdup(view->arena, fresh->inputs.print);
	fresh->result->nr_inputs = fresh->inputs.nr;
	fresh->path = done_recorded_path(view->arena, view->service, view->check);
	return 0;
}

int done_fresh_judge(
    struct done_fresh *fresh, const struct done_files *reports, struct done_error *err)
{
	bool is_bad;
	int rc;

	if (!fresh->inputs.nr) {
		fresh_add_no_inputs(fresh, reports->items[0].path);
		return 0;
	}
	rc = done_recorded_read(fresh, &is_bad, err);
	if (rc < 0 || is_bad)
		return rc < 0 ? rc : 0;
	return rc > 0 ? fresh_judge_recorded(fresh, reports, err)
	              : fresh_judge_bare(fresh, reports, err);
}
