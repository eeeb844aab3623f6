/*
 * Kind `scan`: findings of scanners, by SARIF. A scan that did not finish proves nothing, whatever
 * it found; what another change brought is told by fingerprints, never by lines.
 */
#include "kinds.h"
#include "reports.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From the mildest; "none" is never a finding. */
static const char *const scan_level_words[] = {"note", "warning", "error", NULL};
enum scan_suppressed { SCAN_SUPPRESSED_IGNORE, SCAN_SUPPRESSED_COUNT };
static const char *const scan_suppressed_words[] = {"ignore", "count", NULL};

struct scan_options {
	struct done_reports_options reports;
	int level; /* index in scan_level_words */
	double security;
	bool new_only;
	int suppressed;
	struct done_strings tools;
	struct done_file_globs exclude;
};

struct scan_judging {
	struct done_view *view;
	const struct scan_options *options;
	const struct done_reports *reports;
	struct done_result *result;
	struct done_strings known; /* prints of the base's results, ascending */
	bool has_base;
	size_t nr, elsewhere, suppressed, noted, old, milder, bad;
	size_t named, lost;
	const char *first_lost;
	const struct done_read_report *lost_in;
	int lost_line;
};

/* ---- the run ---- */

static void scan_judge_runs(struct scan_judging *judging, const struct done_read_report *read)
{
	const struct done_scan *scan = &read->report.scan;

	for (size_t i = 0; i < scan->nr_runs; i++) {
		const struct done_scan_run *run = &scan->runs[i];
		struct done_finding *finding;

		if (!run->failure)
			continue;
		finding = done_report_add(judging->result, judging->view, read, run->failure_line,
		    (struct done_subject){.wrong = "not finished", .thing = run->tool},
		    "the scan by %s did not finish: %s", run->tool, run->failure);
		done_finding_fix(
		    finding, judging->view, "look at the output of the tool, and let it run again");
	}
}

static bool scan_has_run(const struct done_reports *reports, const char *tool)
{
	for (size_t i = 0; i < reports->nr; i++) {
		const struct done_scan *scan = &reports->items[i].report.scan;

		for (size_t j = 0; j < scan->nr_runs; j++) {
			if (!strcmp(scan->runs[j].tool, tool))
				return true;
		}
	}
	return false;
}

static void scan_judge_tools(struct scan_judging *judging)
{
	for (size_t i = 0; i < judging->options->tools.nr; i++) {
		const char *tool = judging->options->tools.items[i];
		struct done_finding *finding;

		if (scan_has_run(judging->reports, tool))
			continue;
		finding =
		    done_report_add(judging->result, judging->view, &judging->reports->items[0], 0,
		        (struct done_subject){
		            .wrong = "no run", .option = "tools", .path = "", .thing = tool},
		        "no report has a run of %s", tool);
		done_finding_fix(finding, judging->view,
		    "let the job write its report, and name it under 'reports'");
	}
}

/* ---- what differs from the tree ---- */

static int scan_check_hash(struct scan_judging *judging, const struct done_read_report *read,
    const struct done_scan_artifact *artifact, struct done_error *err)
{
	struct done_view *view = judging->view;
	struct done_file file;
	struct done_placed placed;
	struct done_blob *blob = NULL;
	struct done_finding *finding;
	char hash[DONE_SHA256_HEX + 1];
	int rc = done_report_place(view, artifact->uri, NULL, &placed, err);

	if (rc < 0 || placed.how != DONE_PLACED || !placed.is_own)
		return rc;
	file.path = placed.path;
	rc = done_snapshot_find(view->head, placed.path, &file.entry, err);
	if (rc == 1)
		rc = done_view_blob(view, &file, DONE_BLOB_MAX, false, &blob, err) < 0 ? err->code
		                                                                       : 1;
	if (rc <= 0 || !blob || blob->is_cut)
		return rc < 0 ? rc : 0;
	done_sha256(blob->bytes, hash);
	if (!strcmp(hash, artifact->sha256))
		return 0;
	finding = done_report_add(judging->result, view, read, artifact->line,
	    (struct done_subject){.wrong = "other version", .thing = placed.path},
	    "the scan saw other bytes of '%s' than are in this tree: it is of another version",
	    placed.path);
	done_finding_fix(finding, view, "let the tool run on the commit that is judged");
	return 0;
}

static void scan_judge_lost(struct scan_judging *judging)
{
	struct done_finding *finding;

	if (judging->lost * 5 <= judging->named)
		return;
	finding = done_report_add(judging->result, judging->view, judging->lost_in,
	    judging->lost_line, (struct done_subject){.wrong = "other tree"},
	    "%zu of %zu results are of files that are not in this tree (first: '%s'): the "
	    "report is of another version",
	    judging->lost, judging->named, judging->first_lost);
	done_finding_fix(finding, judging->view, "delete old reports before the run");
}

/* ---- the base ---- */

/* The message without numbers, which name lines, and without runs of blanks. */
static void scan_add_message(struct done_buf *out, const char *message)
{
	for (; *message; message++) {
		if (*message >= '0' && *message <= '9')
			continue;
		if (*message == ' ' && out->len && out->ptr[out->len - 1] == ' ')
			continue;
		done_buf_addch(out, *message);
	}
}

/* Every print by which the same result may be known again. */
static void scan_prints(struct done_view *view, const struct done_scan_result *one,
    struct done_strings *out, size_t *cap)
{
	const struct done_value *maps[] = {one->partial, one->full};
	struct done_buf text = {0};
	size_t before = out->nr;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(maps) && out->nr == before; i++) {
		for (size_t j = 0; maps[i] && j < maps[i]->map.nr; j++) {
			const struct done_member *member = &maps[i]->map.ptr[j];

			if (member->value.type == DONE_STRING)
				*DONE_ARENA_PUSH(view->arena, out->items, out->nr, *cap) =
				    done_arena_printf(view->arena, "%zu\n%s\n%s\n%s", i, one->rule,
				        member->key.ptr, member->value.string.ptr);
		}
	}
	if (out->nr > before)
		return;
	done_buf_addf(&text, "%s\n%s\n", one->rule,
	    one->place.uri ? done_report_path(view, one->place.uri) : "");
	scan_add_message(&text, one->message);
	*DONE_ARENA_PUSH(view->arena, out->items, out->nr, *cap) =
	    done_arena_strndup(view->arena, text.ptr, text.len);
	done_buf_release(&text);
}

static int scan_read_base(struct scan_judging *judging, struct done_error *err)
{
	struct done_reports base;
	size_t cap = 0;
	int rc;

	if (!judging->options->new_only)
		return 0;
	rc = done_reports_read_base(judging->view, &judging->options->reports, DONE_EVIDENCE_SCAN,
	    judging->reports, &base, err);
	if (rc < 0)
		return rc;
	judging->has_base = rc > 0;
	for (size_t i = 0; i < base.nr; i++) {
		const struct done_scan *scan = &base.items[i].report.scan;

		for (size_t j = 0; j < scan->nr; j++)
			scan_prints(judging->view, &scan->results[j], &judging->known, &cap);
	}
	if (judging->known.nr)
		qsort(judging->known.items, judging->known.nr, sizeof(*judging->known.items),
		    done_text_order);
	return 0;
}

static bool scan_is_old(const struct scan_judging *judging, const struct done_scan_result *one)
{
	struct done_strings prints = {0};
	size_t cap = 0;

	if (!judging->options->new_only)
		return false;
	if (one->baseline != DONE_BASELINE_UNSAID)
		return one->baseline == DONE_BASELINE_UNCHANGED;
	if (!judging->known.nr)
		return false;
	scan_prints(judging->view, one, &prints, &cap);
	for (size_t i = 0; i < prints.nr; i++) {
		if (bsearch(&prints.items[i], judging->known.items, judging->known.nr,
		        sizeof(*judging->known.items), done_text_order))
			return true;
	}
	return false;
}

/* ---- results ---- */

static bool scan_is_bad(const struct scan_options *options, const struct done_scan_result *one)
{
	if (one->level == DONE_SCAN_NONE)
		return false;
	return (int)one->level - DONE_SCAN_NOTE >= options->level ||
	    (!isnan(options->security) && one->security >= options->security);
}

static int scan_add(struct scan_judging *judging, const struct done_read_report *read,
    const struct done_scan_result *one, const struct done_placed *placed, struct done_error *err)
{
	struct done_view *view = judging->view;
	struct done_buf thing = {0};
	struct done_subject subject = {.wrong = one->rule && *one->rule ? one->rule : "found"};
	struct done_place place = {read->path, one->line, 1};
	struct done_finding *finding;
	int lines;

	scan_add_message(&thing, one->message);
	subject.thing = done_arena_strndup(view->arena, thing.ptr ? thing.ptr : "", thing.len);
	done_buf_release(&thing);
	subject.path = read->name;
	if (placed->how == DONE_PLACED) {
		if (done_report_lines(view, placed->path, &lines, err) < 0)
			return err->code;
		subject.path = placed->path;
		place = (struct done_place){placed->path, one->place.line, one->place.line ? 1 : 0};
		if (lines >= 0 && one->place.line > lines) {
			finding = done_report_add(judging->result, view, read, one->line,
			    (struct done_subject){.wrong = "other version", .thing = placed->path},
			    "the report names line %d of '%s', which has %d lines: it is of "
			    "another version",
			    one->place.line, placed->path, lines);
			done_finding_fix(finding, view, "delete old reports before the run");
			return 0;
		}
	}
	finding =
	    done_result_add(judging->result, view, place, subject, "%s: %s%s (%s%s)", one->rule,
	        one->message, placed->how == DONE_PLACED_TWICE ? " (in one of several files)" : "",
	        done_scan_level_words[one->level],
	        isnan(one->security)
	            ? ""
	            : done_arena_printf(view->arena, ", security %.1f", one->security));
	done_finding_fix(
	    finding, view, "change the code, or suppress it in the source with a reason");
	return 0;
}

/* The first of its places that is the service's and not excluded; else its first. */
static int scan_place(struct scan_judging *judging, struct done_scan_result *one,
    struct done_placed *placed, bool *is_elsewhere, struct done_error *err)
{
	const struct done_file_globs *exclude = &judging->options->exclude;

	for (size_t i = 0; i <= one->nr_more; i++) {
		const struct done_scan_place *place = i ? &one->more[i - 1] : &one->place;
		struct done_placed here = {.how = DONE_PLACED_NOWHERE};
		int rc =
		    place->uri ? done_report_place(judging->view, place->uri, NULL, &here, err) : 0;

		if (rc >= 0 && here.how == DONE_PLACED)
			rc = done_view_matches(judging->view, exclude, here.path, err);
		if (rc < 0)
			return rc;
		if (i && (here.how != DONE_PLACED || rc > 0 || !here.is_own))
			continue;
		*placed = here;
		one->place = *place;
		*is_elsewhere = here.how == DONE_PLACED && (rc > 0 || !here.is_own);
		if (!*is_elsewhere)
			return 0;
	}
	return 0;
}

static int scan_judge_result(struct scan_judging *judging, const struct done_read_report *read,
    const struct done_scan_result *given, struct done_error *err)
{
	const struct scan_options *options = judging->options;
	struct done_placed placed = {.how = DONE_PLACED_NOWHERE};
	struct done_scan_result copy = *given;
	const struct done_scan_result *one = &copy;
	bool is_elsewhere = false;

	if (scan_place(judging, &copy, &placed, &is_elsewhere, err) < 0)
		return err->code;
	judging->named += one->place.uri != NULL;
	if (one->place.uri && placed.how == DONE_PLACED_NOWHERE && !judging->lost++) {
		judging->first_lost = one->place.uri;
		judging->lost_in = read;
		judging->lost_line = one->line;
	}
	if (is_elsewhere) {
		judging->elsewhere++;
		return 0;
	}
	judging->nr++;
	judging->noted += one->is_noted;
	if (one->baseline == DONE_BASELINE_ABSENT)
		return 0;
	if (one->is_suppressed && options->suppressed == SCAN_SUPPRESSED_IGNORE) {
		judging->suppressed++;
		return 0;
	}
	if (!scan_is_bad(options, one)) {
		judging->milder++;
		return 0;
	}
	if (scan_is_old(judging, one)) {
		judging->old++;
		return 0;
	}
	judging->bad++;
	return scan_add(judging, read, one, &placed, err);
}

static int scan_take(
    struct scan_judging *judging, const struct done_read_report *read, struct done_error *err)
{
	const struct done_scan *scan = &read->report.scan;

	scan_judge_runs(judging, read);
	for (size_t i = 0; i < scan->nr_artifacts; i++) {
		if (scan_check_hash(judging, read, &scan->artifacts[i], err) < 0)
			return err->code;
	}
	for (size_t i = 0; i < scan->nr; i++) {
		if (scan_judge_result(judging, read, &scan->results[i], err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- the kind ---- */

static void scan_add_count(struct done_buf *out, size_t nr, const char *what)
{
	if (nr)
		done_buf_addf(out, ", %zu %s", nr, what);
}

static void scan_say_met(struct scan_judging *judging)
{
	struct done_view *view = judging->view;
	const struct done_reports *reports = judging->reports;
	struct done_buf text = {0};
	const char *what;

	for (size_t i = 0; i < reports->nr; i++) {
		for (size_t j = 0; j < reports->items[i].report.scan.nr_runs; j++)
			done_buf_addf(&text, "%s%s", text.len ? ", " : "",
			    reports->items[i].report.scan.runs[j].tool);
	}
	done_buf_addf(
	    &text, ": no result at level '%s' or above", scan_level_words[judging->options->level]);
	scan_add_count(&text, judging->milder, "below");
	scan_add_count(&text, judging->suppressed, "suppressed");
	scan_add_count(&text, judging->old, "at the base, too");
	scan_add_count(&text, judging->noted, "to be reviewed");
	scan_add_count(&text, judging->elsewhere, "of other services or excluded");
	if (judging->options->new_only && !judging->has_base)
		done_buf_addstr(&text, ", not compared: no result for the base");
	done_buf_addf(&text, ", %s", done_reports_origin(reports));
	what = done_arena_strndup(view->arena, text.ptr, text.len);
	done_buf_release(&text);
	done_result_say(judging->result, view, DONE_MET, "%s", what);
	for (size_t i = 0; i < reports->nr; i++)
		done_result_evidence(judging->result, view, reports->items[i].path, 0,
		    done_reports_strength(reports), "%s", what);
}

static void scan_measure(struct scan_judging *judging)
{
	const struct done_number numbers[] = {
	    {.name = done_arena_printf(judging->view->arena, "findings at level %s or above",
	         scan_level_words[judging->options->level]),
	        .value = (double)judging->bad,
	        .limit = 0,
	        .unit = "",
	        .is_most = true},
	    {.name = "other findings", .value = (double)judging->milder, .limit = NAN, .unit = ""},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(numbers); i++)
		done_reports_measure(judging->reports, judging->result, judging->view, numbers[i]);
}

static int scan_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct scan_options *options = data;
	struct done_reports reports;
	struct scan_judging judging = {
	    .view = view, .options = options, .reports = &reports, .result = out};
	int rc = done_reports_read(view, &options->reports, DONE_EVIDENCE_SCAN, &reports, out, err);

	if (rc <= 0)
		return rc;
	if (scan_read_base(&judging, err) < 0)
		return err->code;
	for (size_t i = 0; i < reports.nr; i++) {
		if (scan_take(&judging, &reports.items[i], err) < 0)
			return err->code;
	}
	scan_measure(&judging);
	scan_judge_lost(&judging);
	scan_judge_tools(&judging);
	if (!out->nr)
		scan_say_met(&judging);
	return 0;
}

static int scan_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct scan_options *options = object;

	if (!isnan(options->security) && !(options->security >= 0 && options->security <= 10))
		return done_value_error(
		    err, done_value_get(at, "security"), "'security' is a number from 0.0 to 10.0");
	return done_reports_validate(&options->reports, DONE_EVIDENCE_SCAN, at, err);
}

/* tests/unit/test_check_scan.c runs the policies, tests/e2e/openapi.bats the commands that need no
 * network. */
static const struct {
	const char *what, *command, *policy;
} scan_examples[] = {
    {"Spectral, the linter of API descriptions:",
        "spectral lint openapi.yaml --format sarif --output reports/spectral.sarif",
        "scan: {reports: [spectral.sarif], level: warning, tools: [spectral]}\n"},
    {"oasdiff, which compares two API descriptions (kind [compatible](compatible.md) does so "
     "without it), with a format that newer versions have:",
        "oasdiff breaking base.yaml openapi.yaml --format sarif > reports/oasdiff.sarif",
        "scan: {reports: [oasdiff.sarif], level: error, tools: [oasdiff]}\n"},
    {"buf, for protobuf, writes JSON lines, which jq converts to SARIF. buf exits with status 100 "
     "if it found something, and with another status if it could not run: let the job fail in that "
     "case.",
        "buf breaking --against '.git#branch=main' --error-format json > buf.json || [ $? -eq 100 "
        "] &&\njq -s '{version: \"2.1.0\", runs: [{tool: {driver: {name: \"buf\"}}, results: "
        "map({\n  ruleId: .type, level: \"error\", message: {text: .message}, locations: "
        "[select(.path)"
        " |\n  {physicalLocation: {artifactLocation: {uri: .path}, region: {startLine: "
        "(.start_line // 1)}}}]\n})}]}' buf.json > reports/buf.sarif",
        "scan: {reports: [buf.sarif], level: error, tools: [buf]}\n"},
};

static void scan_more(struct done_buf *out)
{
	done_evidence_reference(out, DONE_EVIDENCE_SCAN);
	done_buf_addstr(out,
	    "\n"
	    "The level of a result is its own, otherwise that of the run's override, otherwise "
	    "that of its rule, otherwise `warning`. A run did not finish if its "
	    "`executionSuccessful` is false, if it has a notification of level `error`, or if it "
	    "has no `results`; it never meets the check. A result is suppressed if every entry of "
	    "`suppressions` is accepted or has no status. A report that names another commit, "
	    "other bytes of a file, or mostly files that are not in the tree belongs to another "
	    "version.\n\n"
	    "Results of files outside of the service do not count; those without a place do.\n\n"
	    "Other tools write SARIF, too; let each write its file into the directory of "
	    "`--evidence`: `semgrep scan --sarif`, `trivy fs --format sarif`, `eslint -f "
	    "@microsoft/eslint-formatter-sarif`, and those below. `tools` names the tool, so that "
	    "a missing report is a finding.\n");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(scan_examples); i++)
		done_buf_addf(out, "\n%s\n\n```sh\n%s\n```\n\n```yaml\n%s```\n",
		    scan_examples[i].what, scan_examples[i].command, scan_examples[i].policy);
	done_reports_reference(out);
}

static const struct done_field scan_fields[] = {
    DONE_REPORTS_FIELDS,
    {DONE_FIELD("level", struct scan_options, level, ENUM), .tighter = {DONE_TIGHTER_LESS},
        .names = scan_level_words, .preset = 2,
        .help = "Results of this level and above are findings. Default: error."},
    {DONE_FIELD("security", struct scan_options, security, NUMBER), .tighter = {DONE_TIGHTER_LESS},
        .help = "Results whose rule has at least this `security-severity` (7.0) are findings, too, "
                "whatever their level."},
    {DONE_FIELD("new_only", struct scan_options, new_only, BOOLEAN), .tighter = {DONE_TIGHTER_LESS},
        .help = "Only results that the base does not have are findings, by `baselineState`, "
                "otherwise by the fingerprints in the base's report. Without a report of the base, "
                "all of them are."},
    {DONE_FIELD("suppressed", struct scan_options, suppressed, ENUM),
        .tighter = {DONE_TIGHTER_MORE}, .names = scan_suppressed_words,
        .help = "Results that the source or the tool's baseline suppresses: `ignore` or `count` "
                "them. Default: ignore."},
    {DONE_FIELD("tools", struct scan_options, tools, STRINGS), .tighter = {DONE_TIGHTER_MORE},
        .help = "Tools that must each have a run, by the name in the report (`CodeQL`)."},
    {DONE_FIELD("exclude", struct scan_options, exclude, FILES),
        .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},
        .help = "Files whose results do not count."},
};

static const struct done_record scan_record = {
    .name = "check kind 'scan'",
    .size = sizeof(struct scan_options),
    .fields = scan_fields,
    .nr = DONE_ARRAY_SIZE(scan_fields),
    .shorthand = "reports",
    .validate = scan_validate,
};

static bool scan_compares(const void *data)
{
	const struct scan_options *options = data;

	return options->reports.fresh || done_reports_ask_notes(options) || options->new_only;
}

const struct done_kind done_kind_scan = {
    .form = {.name = "scan",
        .summary = "met when scanners finished and found nothing at or above a level",
        .options = &scan_record,
        .example = "reports: [\"**/*.sarif\"]\n"
                   "level: error\n"
                   "security: 7.0\n",
        .needs_evidence = true,
        .compares = scan_compares,
        .asks_notes = done_reports_ask_notes,
        .more = scan_more},
    .run = scan_run,
};
