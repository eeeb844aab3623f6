/* Reports read back and joined: every format as if it had been written at once, or no report. */
#include "done/merge.h"
#include "gate/shard.h"
#include "report_output.h"

static const struct done_style read_styles[] = {
    {.width = 80},
    {.width = 80, .verbose = true},
    {.width = 60, .quiet = true},
    {.width = 100, .color = true},
};

static int read_text(
    const char *text, const char *file, struct done_report *out, struct done_error *err)
{
	struct done_bytes bytes = {text, strlen(text)};

	return done_report_read(bytes, file, out, err);
}

static void assert_same_formats(const struct done_report *want, const struct done_report *got)
{
	for (size_t i = 0; i < done_formats_nr; i++) {
		for (size_t j = 0; j < DONE_ARRAY_SIZE(read_styles); j++) {
			const char *name = done_formats[i]->name;
			char *one = output_of(name, want, &read_styles[j]);
			char *other = output_of(name, got, &read_styles[j]);

			if (strcmp(one, other) != 0)
				golden_fail(name, other, one);
			free(one);
			free(other);
		}
	}
}

static void test_read__gives_every_format_as_before(void **state)
{
	struct done_report report, again = {0};
	struct done_error err = {0};
	char *text;

	(void)state;
	for (int advisory = 0; advisory < 4; advisory++) {
		sample_report(&report);
		report.advisory = advisory % 2;
		text = output_of(advisory < 2 ? "json" : "merge", &report, &output_style);
		if (read_text(text, "report.json", &again, &err) < 0)
			fail_msg("%s:%d:%d: %s", err.file, err.line, err.column, err.message);
		assert_same_formats(&report, &again);
		done_report_release(&again);
		free(text);
	}
}

static void test_read__takes_a_report_of_nothing(void **state)
{
	struct done_report again = {0};
	struct done_error err = {0};
	char *text = output_of_nothing("json");

	(void)state;
	assert_int_equal(read_text(text, "report.json", &again, &err), 0);
	assert_int_equal(again.verdict, DONE_MET);
	done_report_release(&again);
	free(text);
}

/* The same error, in every format that has one. */
static void test_read__repeats_an_error(void **state)
{
	struct done_report again = {0};
	struct done_error err = {0};
	char *text = output_of_error("json");

	(void)state;
	assert_int_equal(read_text(text, "report.json", &again, &err), DONE_E_UNDECIDED);
	for (size_t i = 0; i < done_formats_nr; i++) {
		struct done_buf out = {0};
		char *want;

		if (!done_formats[i]->write_error)
			continue;
		want = output_of_error(done_formats[i]->name);
		done_formats[i]->write_error(&err, done_exit_of_error(&err), &out);
		assert_string_equal(out.ptr, want);
		done_buf_release(&out);
		free(want);
	}
	free(text);
}

/* The text with the first `from` replaced; it must be there. */
static char *edited(const char *text, const char *from, const char *to)
{
	struct done_buf out = {0};
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("the sample has no '%s'", from);
	done_buf_add(&out, text, (size_t)(at - text));
	done_buf_addstr(&out, to);
	done_buf_addstr(&out, at + strlen(from));
	return out.ptr;
}

static void test_read__refuses_what_is_not_as_it_should(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} rows[] = {
	    {"\"schema\": 2", "\"schema\": 1", "the report has schema 1, written by git-done"},
	    {"\"schema\": 2", "\"schema\": \"2\"", "not a report of git-done"},
	    {"\"name\": \"git-done\"", "\"name\": \"other\"", "not a report of git-done"},
	    {"\"version\": \"", "\"version\": \"9.", "is of git-done 9."},
	    {"\"advisory\": false,", "", "'advisory' is missing"},
	    {"\"advisory\": false", "\"advisory\": null", "'advisory' is to be true or false"},
	    {"\"advisory\": false", "\"advisory\": false, \"more\": 1", "has no member 'more'"},
	    {"\"verdict\": \"unmet\"", "\"verdict\": \"met\"", "is not what its runs"},
	    {"\"exit\": 1", "\"exit\": 0", "exit status 0"},
	    {"\"exit\": 1", "\"exit\": -1", "out of bounds"},
	    {"\"mode\": \"push\"", "\"mode\": \"pull\"", "'mode' cannot be 'pull'"},
	    {"\"base\": \"ba5e", "\"base\": \"xa5e", "an object's id"},
	    {"\"same_as\": null", "\"same_as\": 0", "names no earlier run"},
	    {"\"selected\": 4", "\"selected\": 5", "4 services are reported and 5"},
	    {"\"verdict\": \"unmet\",\n      \"examined\"",
	        "\"verdict\": \"undecided\",\n      \"examined\"", "what its services add up to"},
	    {"\"checks\": 22", "\"checks\": 21", "22 checks were judged and 21 are counted"},
	    {"\"services\": 12", "\"services\": -12", "out of bounds"},
	    {"\"services\": 12", "\"services\": 1e3", "whole number"},
	    {"\"services\": 12", "\"services\": 99999999999999999", "out of bounds"},

	    {"\"verdict\": \"waived\"", "\"verdict\": \"met\"", "add up to"},
	    {"\"verdict\": \"undecided\"", "\"verdict\": \"met\"", "add up to"},
	    {"\"via\": \"changed\"", "\"via\": \"magic\"", "'via' cannot be"},
	    {"\"level\": \"error\"", "\"level\": \"off\"", "'level' cannot be"},
	    {"\"effective\": null", "\"effective\": \"2026-02-30\"", "'effective' is to be a day"},
	    {"\"waiver\": null", "\"waiver\": {}", "'state' is missing"},
	    {"\"waiver\": null", "\"waiver\": []", "'waiver' is to be a map"},
	    {"\"state\": \"counts\"", "\"state\": \"refused\"", "'refused' must be a text"},
	    {"\"state\": \"refused\"", "\"state\": \"expired\"", "'refused' must be a text"},
	    {"\"refused\": null", "\"refused\": \"no\"", "'refused' must be a text"},
	    {"\"until\": \"2027-01-01\"", "\"until\": null", "has no last day"},
	    {"\"refused\": \"", "\"refused\": null, \"x\": \"", "x"},
	    {"\"sheet\": null,", "", "'sheet' is missing"},
	    {"\"sheet\": null", "\"sheet\": {}", "'path' is missing"},
	    {"\"sheet\": null", "\"sheet\": []", "'sheet' is to be a map"},
	    {"\"external\": false", "\"external\": 0", "'external' is to be true or false"},
	    {"\"style\": \"sync\"", "\"style\": \"smoke\"", "'style' cannot be 'smoke'"},
	    {"\"via\": \"grpc\"", "\"via\": \"grpc\", \"retries\": 2", "has no member 'retries'"},
	    {"\"to\": \"billing\"", "\"to\": null", "'to' is to be a text"},
	    {"\"until\": \"2026-06-08\"", "\"until\": \"2026-06-31\"", "'until' is to be a day"},
	    {"\"findings\": []", "\"findings\": {}", "'findings' is to be a list"},
	    {"\"fingerprint\": \"", "\"fingerprint\": \"x", "not a valid fingerprint"},
	    {"_bytes_hex\": \"", "_bytes_hex\": \"0", "is not valid hexadecimal"},
	    {"_bytes_hex\": \"", "_bytes_hex\": \"00", "is not valid hexadecimal"},
	    {"\"unowned_bytes_hex\": [", "\"unowned_bytes_hex\": [\"61\",", "not of one length"},
	    {"\"about\": \"run\"", "\"about\": \"unowned\"", "by what they are about"},
	    {"\"shard\": null", "\"shard\": {\"number\": 1, \"of\": 2}", ""},
	    {"\"shard\": null", "\"shard\": {\"number\": 3, \"of\": 2}", "no shard 3/2"},
	    {"\"shard\": null", "\"shard\": {\"number\": 1}", "'of' is missing"},
	    {"\"runs\": [", "\"runs\": [null,", "a map is expected"},
	    {"{", "[", ""},
	    {"\"schema\": 2,", "\"schema\": 2, \"schema\": 2,", "duplicate key"},
	    {"\"amount\": 40", "\"amount\": 0", "'amount' is to be a number above 0"},
	    {"\"amount\": 40", "\"amount\": -2.5", "'amount' is to be a number above 0"},
	    {"\"amount\": 40", "\"amount\": 1e999", ""},
	    {"\"amount\": 40", "\"amount\": \"40\"", "'amount' is to be a number above 0"},
	    {"\"fingerprint\": \"11", "\"fingerprint\": null, \"x\": \"11", "'fingerprint'"},
	    {"\"strength\": \"claimed\"", "\"strength\": \"sure\"", "'strength' cannot be 'sure'"},
	    {"\"evidence\": []", "\"evidence\": {}", "'evidence' is to be a list"},
	    {"\"evidence\": [", "\"evidence\": [null, ", ""},
	    {"\"evidence_more\": 4", "\"evidence_more\": -4", "out of bounds"},
	    {"\"kind\": \"content\"", "\"kind\": \"content\", \"owes\": true",
	        "has no member 'owes'"},
	    {"\"tier\": null", "\"tier\": \"platinum\"", "'platinum' is not a tier"},
	};
	char *text = output_of_sample("json");

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].from); i++) {
		char *bad = edited(text, rows[i].from, rows[i].to);
		struct done_report again = {0};
		struct done_error err = {0};
		int rc = read_text(bad, "bad.json", &again, &err);

		if (done_exit_of_error(&err) != DONE_EXIT_USAGE || rc >= 0)
			fail_msg(
			    "'%s' for '%s': %d, %s", rows[i].to, rows[i].from, rc, err.message);
		if (!strstr(err.message, rows[i].message))
			fail_msg("'%s' for '%s': %s", rows[i].to, rows[i].from, err.message);
		assert_string_equal(err.file, "bad.json");
		assert_true(err.line > 0);
		assert_null(again.runs);
		free(bad);
	}
	free(text);
}

/* The one way on from a report of another version is said whole. */
static void test_read__says_who_wrote_schema_1_and_what_to_do(void **state)
{
	char *text = output_of_sample("json"),
	     *old = edited(text, "\"schema\": 2", "\"schema\": 1");
	char *older = edited(old, "\"version\": \"" DONE_VERSION "\"", "\"version\": \"0.0.9\"");
	struct done_report again = {0};
	struct done_error err = {0};

	(void)state;
	assert_int_equal(read_text(older, "old.json", &again, &err), DONE_E_USAGE);
	assert_string_equal(err.message,
	    "the report has schema 1, written by git-done 0.0.9; "
	    "git-done " DONE_VERSION " merges schema 2 only");
	assert_string_equal(
	    err.cure, "run that shard again with this version, git-done " DONE_VERSION);
	free(text);
	free(old);
	free(older);
}

/* What is not met has no evidence, and no check has more than is ever kept. */
static void test_read__refuses_evidence_that_cannot_be(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} rows[] = {
	    {"\"evidence\": []",
	        "\"evidence\": [{\"path\": null, \"line\": 0, \"what\": \"x\", \"strength\": "
	        "\"seen in code\"}]",
	        "has evidence, and is called"},
	    {"\"evidence\": [",
	        "\"evidence\": [{\"path\": null, \"line\": 0, \"what\": \"x\", \"strength\": "
	        "\"seen in code\"}, {}, {}, ",
	        "3 pieces of evidence at most"},
	    {"\"bound\": \"at most\"", "\"bound\": null",
	        "'bound' does not fit the limit of 'p95'"},
	    {"\"bound\": \"at most\"", "\"bound\": \"about\"",
	        "'bound' does not fit the limit of 'p95'"},
	    {"\"limit\": 250", "\"limit\": null", "'bound' does not fit the limit of 'p95'"},
	    {"\"limit\": 250", "\"limit\": \"250\"", "'limit' is to be a number"},
	    {"\"value\": 412.25", "\"value\": null", "'value'"},
	    {"\"measured\": []", "\"measured\": [1, 2, 3, 4, 5, 6, 7, 8, 9]",
	        "a check has 8 numbers at most"},
	};
	char *text = output_of_sample("json"), *at;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].from); i++) {
		struct done_report again = {0};
		struct done_error err = {0};
		/* The first check that is unmet. */
		at = i ? text : strstr(text, "\"dropped\": 5");
		assert_non_null(at);
		char *bad = edited(at, rows[i].from, rows[i].to);
		struct done_buf whole = {0};

		done_buf_add(&whole, text, (size_t)(at - text));
		done_buf_addstr(&whole, bad);
		assert_true(read_text(whole.ptr, "bad.json", &again, &err) < 0);
		if (!strstr(err.message, rows[i].message))
			fail_msg("expected '%s', got '%s'", rows[i].message, err.message);
		free(bad);
		done_buf_release(&whole);
	}
	free(text);
}

static void assert_refused_cut(const char *format)
{
	char *text = output_of_sample(format);
	size_t len = strlen(text);

	for (size_t cut = 0; cut + 2 < len; cut += 211) {
		struct done_bytes part = {text, cut};
		struct done_report again = {0};
		struct done_error err = {0};

		assert_true(done_report_read(part, "cut.json", &again, &err) < 0);
	}
	free(text);
}

/* No part of a report is a report. */
static void test_read__refuses_what_is_cut(void **state)
{
	(void)state;
	assert_refused_cut("json");
	assert_refused_cut("merge");
}

/* A brief report lacks what says nothing, and nothing else; one that is not brief lacks nothing. */
static void test_read__refuses_what_a_brief_report_must_have(void **state)
{
	static const struct {
		const char *format, *from, *to, *message;
	} rows[] = {
	    {"merge", "\"form\": \"merge\",", "", "is missing"},
	    {"merge", "\"form\": \"merge\"", "\"form\": \"brief\"", "'form' cannot be 'brief'"},
	    {"merge", "\"advisory\": false,", "", "'advisory' is missing"},
	    {"merge", "\"level\":\"error\",", "", "'level' is missing"},
	    {"merge", "{\"id\":\"docs\",", "{", "'id' is missing"},
	    {"merge", "{\"id\":\"docs\",", "{\"id\":\"dogs\",", "has no criterion 'dogs'"},
	    {"merge", "{\"id\":\"docs.runbook\",", "{\"id\":\"docs.rubook\",",
	        "has no check 'docs.rubook'"},
	    {"merge", "{\"id\":\"docs.runbook\",", "{\"id\":\"docs.runbook\",\"mood\":1,",
	        "has no member 'mood'"},
	    {"json", "\"policy_level\": \"error\",", "", "'policy_level' of '"},
	    {"json", "\"skipped\": false,", "", "'skipped' is missing"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].from); i++) {
		char *whole = output_of_sample(rows[i].format);
		char *text = edited(whole, rows[i].from, rows[i].to);
		struct done_report again = {0};
		struct done_error err = {0};

		assert_true(read_text(text, "report.json", &again, &err) < 0);
		if (!strstr(err.message, rows[i].message))
			fail_msg("%s: %s", rows[i].from, err.message);
		free(text);
		free(whole);
	}
}

/* ---- shards ---- */

static int compare_paths(const void *left, const void *right)
{
	const struct done_service_report *a = left, *b = right;

	return strcmp(a->service->path, b->service->path);
}

/* An audit of the sample's four services, with notes of every kind. */
static void make_whole(struct done_report *out)
{
	static struct done_note notes[6];

	sample_report(out);
	out->nr_runs = 1;
	qsort(sample_first, 4, sizeof(sample_first[0]), compare_paths);
	out->reproduce = "git done audit 4ead020000000000000000000000000000000000";
	out->asked.all = true;
	sample_runs[0].mode = DONE_MODE_AUDIT;
	sample_runs[0].ref = NULL;
	sample_runs[0].notes = notes;
	sample_runs[0].nr_notes = DONE_ARRAY_SIZE(notes);
	sample_runs[0].examined.services = 4;
	notes[0] = (struct done_note){.level = DONE_NOTE, .message = "of the run"};
	notes[1] = (struct done_note){.level = DONE_NOTE_WARNING, .message = "of the run too"};
	for (size_t i = 0; i < 3; i++)
		notes[2 + i] = (struct done_note){.level = DONE_NOTE,
		    .about = DONE_NOTE_OF_SERVICE,
		    .service = sample_first[i].service->path,
		    .message = "of a service"};
	notes[5] = (struct done_note){.level = DONE_NOTE_WARNING,
	    .about = DONE_NOTE_OF_UNOWNED,
	    .message = "of what nobody owns"};
}

static size_t count_judged(const struct done_run *run)
{
	size_t nr = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		for (size_t j = 0; j < run->services[i].nr_criteria; j++) {
			const struct done_criterion_report *criterion =
			    &run->services[i].criteria[j];

			for (size_t k = 0; k < criterion->nr_checks; k++)
				nr += criterion->checks[k].verdict != DONE_NOT_APPLICABLE;
		}
	}
	return nr;
}

/* What --shard NUMBER/OF would have reported of it, in one of the formats that are read. */
static char *shard_in(const char *format, const struct done_report *whole, int number, int of)
{
	struct done_report part = *whole;
	struct done_run run = whole->runs[0];
	struct done_service_report services[4];
	struct done_note notes[6];
	char range[256], reproduce[256], words[48];
	char *text;

	part.shard = (struct done_shard){number, of};
	part.runs = &run;
	run.services = services;
	run.notes = notes;
	run.nr_services = run.nr_notes = 0;
	run.verdict = DONE_MET;
	for (size_t i = 0; i < whole->runs[0].nr_services; i++) {
		const struct done_service_report *service = &whole->runs[0].services[i];

		if (!done_shard_has(&part.shard, service->service->path))
			continue;
		services[run.nr_services++] = *service;
		run.verdict = done_verdict_worse(
		    run.verdict, service->verdict == DONE_WAIVED ? DONE_MET : service->verdict);
	}
	for (size_t i = 0; i < whole->runs[0].nr_notes; i++) {
		const struct done_note *note = &whole->runs[0].notes[i];
		if (!note->service || done_shard_has(&part.shard, note->service))
			notes[run.nr_notes++] = *note;
	}
	run.examined.selected = run.nr_services;
	run.examined.checks = count_judged(&run);
	if (number > 1)
		run.examined.files = run.examined.binary = run.examined.bytes = 0;
	part.verdict = run.verdict;
	done_shard_words(&part.shard, words);
	snprintf(range, sizeof(range), "%s%s", run.range_words, words);
	run.range_words = range;
	done_shard_option(&part.shard, words);
	snprintf(reproduce, sizeof(reproduce), "%s%s", whole->reproduce, words);
	part.reproduce = reproduce;
	text = output_of(format, &part, &output_style);
	return text;
}

static char *shard_of(const struct done_report *whole, int number, int of)
{
	return shard_in("json", whole, number, of);
}

#define SHARDS_MAX 12

struct shards {
	struct done_report parts[SHARDS_MAX];
	const char *files[SHARDS_MAX];
	size_t nr;
};

static void add_shard_text(struct shards *shards, char *text)
{
	static const char *const names[SHARDS_MAX] = {
	    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
	struct done_error err = {0};

	shards->files[shards->nr] = names[shards->nr];
	if (read_text(text, names[shards->nr], &shards->parts[shards->nr], &err) < 0)
		fail_msg("%s:%d: %s", err.file, err.line, err.message);
	shards->nr++;
	free(text);
}

static void release_shards(struct shards *shards)
{
	for (size_t i = 0; i < shards->nr; i++)
		done_report_release(&shards->parts[i]);
}

static void test_merge__gives_every_format_as_one_run(void **state)
{
	struct done_report whole, merged = {0};
	struct done_error err = {0};

	(void)state;
	for (int of = 1; of <= SHARDS_MAX; of++) {
		struct shards shards = {.nr = 0};

		make_whole(&whole);
		for (int i = of; i >= 1; i--) /* in any order */
			add_shard_text(&shards, shard_in(i % 2 ? "json" : "merge", &whole, i, of));
		if (done_report_merge(shards.parts, shards.files, shards.nr, &merged, &err) < 0)
			fail_msg("%d shards: %s", of, err.message);
		assert_same_formats(&whole, &merged);
		done_report_release(&merged);
		release_shards(&shards);
	}
}

static void test_merge__takes_one_whole_report(void **state)
{
	struct done_report whole, merged = {0};
	struct done_error err = {0};
	struct shards shards = {.nr = 0};

	(void)state;
	sample_report(&whole);
	add_shard_text(&shards, output_of("json", &whole, &output_style));
	assert_int_equal(done_report_merge(shards.parts, shards.files, 1, &merged, &err), 0);
	assert_same_formats(&whole, &merged);
	done_report_release(&merged);
	release_shards(&shards);
}

/* Every set that lacks one, or has one twice, is no report. */
static void test_merge__is_never_of_an_incomplete_set(void **state)
{
	struct done_report whole, merged = {0};

	(void)state;
	make_whole(&whole);
	for (int without = 1; without <= 4; without++) {
		struct shards shards = {.nr = 0};
		struct done_error err = {0};
		char option[32];

		for (int i = 1; i <= 4; i++)
			if (i != without)
				add_shard_text(&shards, shard_of(&whole, i, 4));
		assert_int_equal(
		    done_report_merge(shards.parts, shards.files, shards.nr, &merged, &err),
		    DONE_E_UNDECIDED);
		snprintf(option, sizeof(option), "--shard %d/4", without);
		assert_non_null(strstr(err.message, "1 of 4 shards is missing"));
		assert_non_null(strstr(err.cure, option));
		memset(&err, 0, sizeof(err));
		add_shard_text(&shards, shard_of(&whole, without % 4 + 1, 4));
		assert_int_equal(
		    done_report_merge(shards.parts, shards.files, shards.nr, &merged, &err),
		    DONE_E_USAGE);
		assert_non_null(strstr(err.message, "twice"));
		release_shards(&shards);
	}
}

/* What two shards of one run cannot differ in: an edit of the second's JSON, and the words. */
static void test_merge__refuses_parts_of_different_runs(void **state)
{
	static const struct {
		const char *from, *to, *words;
	} rows[] = {
	    {"\"exit\": 1,\n  \"advisory\": false", "\"exit\": 3, \"advisory\": true",
	        "--advisory"},
	    {"\"now\": \"2026-05-27\"", "\"now\": \"2026-05-28\"", "--now"},
	    {"\"checks\": [],",
	        "\"checks\": [\"docs.readme\", \"docs.runbook\", \"docs.changelog\", "
	        "\"logging.structured\", \"logging.no-print\", \"performance.load-test\"],",
	        "--check"},
	    {"\"criteria\": [],", "\"criteria\": [\"docs\", \"logging\", \"performance\"],",
	        "--criterion"},
	    {"\"skip\": [", "\"skip\": [\"docs\", ", "skipped"},
	    {"\"all\": true", "\"all\": false", "--all"},
	    {"\"mode\": \"audit\"", "\"mode\": \"check\"", "the mode"},
	    {"\"head\": \"4ead02", "\"head\": \"4ead03", "the head"},
	    {"\"base\": \"ba5e01", "\"base\": \"ba5e02", "the base"},
	    {"\"range\": \"what", "\"range\": \"all that", "the range"},
	    {"\"oid\": \"b10b03", "\"oid\": \"b10b04", "the policy"},
	    {"\"path\": \".git-done.yml\"", "\"path\": \"other.yml\"", "the policy's path"},
	    {"\"services\": 4", "\"services\": 5", "how many services"},
	    {"\"message\": \"of the run\"", "\"message\": \"of another\"", "the notes"},
	    {"\"message\": \"of what nobody", "\"message\": \"of that somebody", "the notes"},
	    {"746f6f6c732f78", "746f6f6c732f79", "no service owns"},
	    {"\"reproduce\": \"git done audit", "\"reproduce\": \"git done check",
	        "how to judge them again"},
	};
	struct done_report whole;

	(void)state;
	make_whole(&whole);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].from); i++) {
		struct shards shards = {.nr = 0};
		struct done_report merged = {0};
		struct done_error err = {0};
		char *text;

		text = shard_of(&whole, 2, 2);
		add_shard_text(&shards, shard_of(&whole, 1, 2));
		add_shard_text(&shards, edited(text, rows[i].from, rows[i].to));
		free(text);
		assert_int_equal(
		    done_report_merge(shards.parts, shards.files, 2, &merged, &err), DONE_E_USAGE);
		if (!strstr(err.message, rows[i].words))
			fail_msg("'%s': %s", rows[i].to, err.message);
		release_shards(&shards);
	}
}

static void test_merge__refuses_a_whole_report_among_shards(void **state)
{
	struct done_report whole, merged = {0};
	struct done_error err = {0};
	struct shards shards = {.nr = 0};

	(void)state;
	make_whole(&whole);
	add_shard_text(&shards, output_of("json", &whole, &output_style));
	add_shard_text(&shards, shard_of(&whole, 1, 2));
	assert_int_equal(
	    done_report_merge(shards.parts, shards.files, 2, &merged, &err), DONE_E_USAGE);
	assert_non_null(strstr(err.message, "not a shard"));
	release_shards(&shards);
}

/* A service in a shard that it does not belong to was judged twice, or another not at all. */
static void test_merge__refuses_a_service_of_another_shard(void **state)
{
	struct done_report whole, again = {0};
	struct done_error err = {0};
	char *text, *bad;
	int number = done_shard_of_path(sample_services[0].path, 2);

	(void)state;
	make_whole(&whole);
	text = shard_of(&whole, number, 2);
	bad = edited(text, "\"path\": \"services/billing\"",
	    done_shard_of_path("services/a", 2) != number ? "\"path\": \"services/a\""
	                                                  : "\"path\": \"services/aa\"");
	assert_int_equal(read_text(bad, "bad.json", &again, &err), DONE_E_USAGE);
	assert_non_null(strstr(err.message, "is not in shard"));
	free(text);
	free(bad);
}

/* ---- what contradicts itself ---- */

static struct done_check_report *runbook(void)
{
	return &sample_reports[1].checks[1];
}

/* The verdicts above a check that was edited, as the gate would give them. */
static void settle_sample(struct done_report *report)
{
	static struct done_arena scratch;
	struct done_run *run = &report->runs[0];

	for (size_t i = 0; i < run->nr_services; i++) {
		run->services[i].nr_errors = run->services[i].nr_warnings = 0;
		run->services[i].nr_undecided = run->services[i].nr_waived = 0;
		done_settle_service(&run->services[i]);
	}
	done_settle_run(&scratch, run);
	done_arena_release(&scratch);
	run->notes = NULL;
	run->nr_notes = run->cap_notes = 0;
	report->verdict = run->verdict;
}

static void warn_for_ever(struct done_report *report)
{
	(void)report;
	runbook()->level = DONE_LEVEL_WARNING;
}

static void warn_after_the_day(struct done_report *report)
{
	runbook()->level = DONE_LEVEL_WARNING;
	runbook()->effective = report->now;
}

static void ask_less(struct done_report *report)
{
	static struct done_check lenient;

	(void)report;
	lenient = sample_docs[1];
	lenient.level = runbook()->level = DONE_LEVEL_WARNING;
	runbook()->check = &lenient;
}

static void ask_other_words(struct done_report *report)
{
	static struct done_check other;

	(void)report;
	other = sample_docs[1];
	other.why = "Nobody knows.";
	runbook()->check = &other;
}

static void meet_with_findings(struct done_report *report)
{
	(void)report;
	runbook()->verdict = DONE_MET;
	runbook()->waiver = NULL;
}

static void meet_with_dropped(struct done_report *report)
{
	(void)report;
	runbook()->verdict = DONE_MET;
	runbook()->waiver = NULL;
	runbook()->nr_findings = 0;
	runbook()->nr_dropped = 1;
}

static void need_not_meet_with_findings(struct done_report *report)
{
	(void)report;
	runbook()->verdict = DONE_NOT_APPLICABLE;
	runbook()->waiver = NULL;
}

static void leave_out_a_check(struct done_report *report)
{
	(void)report;
	sample_reports[1].checks[1] = sample_reports[1].checks[2];
	sample_reports[1].criteria[0].nr_checks--;
}

static void leave_out_the_last_check(struct done_report *report)
{
	(void)report;
	sample_reports[1].criteria[0].nr_checks--;
}

static void leave_out_a_criterion(struct done_report *report)
{
	(void)report;
	sample_reports[1].criteria[0] = sample_reports[1].criteria[1];
	sample_reports[1].criteria[1] = sample_reports[1].criteria[2];
	sample_first[1].nr_criteria--;
}

static void leave_out_the_last_criterion(struct done_report *report)
{
	(void)report;
	sample_first[1].nr_criteria--;
}

static void forget_a_filter(struct done_report *report)
{
	static const char *ids[] = {"docs.readme"};

	report->asked.checks = (struct done_strings){ids, 1};
}

static void excuse_too_late(struct done_report *report)
{
	static struct done_waiver_report waiver;

	waiver = sample_waivers[DONE_WAIVER_COUNTS];
	waiver.until = report->now - 1;
	runbook()->verdict = DONE_WAIVED;
	runbook()->waiver = &waiver;
}

static void end_too_early(struct done_report *report)
{
	static struct done_waiver_report waiver;

	waiver = sample_waivers[DONE_WAIVER_EXPIRED];
	waiver.until = report->now;
	runbook()->waiver = &waiver;
}

static void skip_unasked(struct done_report *report)
{
	report->asked.skip.nr = 0;
}

static void skip_and_judge(struct done_report *report)
{
	(void)report;
	sample_reports[0].checks[5].verdict = DONE_MET;
	sample_reports[0].checks[5].reason = NULL;
}

static void excuse_by_an_unused_waiver(struct done_report *report)
{
	(void)report;
	runbook()->verdict = DONE_WAIVED;
	runbook()->waiver = &sample_waivers[DONE_WAIVER_UNUSED];
}

static void fall_short_beside_an_unused_waiver(struct done_report *report)
{
	(void)report;
	runbook()->waiver = &sample_waivers[DONE_WAIVER_UNUSED];
}

static void not_excuse_by_one_that_counts(struct done_report *report)
{
	(void)report;
	runbook()->waiver = &sample_waivers[DONE_WAIVER_COUNTS];
}

static void ask_what_the_policy_does_not(struct done_report *report)
{
	static struct done_criterion other;

	(void)report;
	other = sample_criteria[1];
	other.id = "sheet";
	sample_reports[1].criteria[1].criterion = &other;
}

static void find_without_words(struct done_report *report)
{
	static struct done_finding silent = {.message = ""};

	(void)report;
	runbook()->findings = &silent;
	runbook()->nr_findings = 1;
}

static void leave_out_a_service(struct done_report *report)
{
	report->runs[0].examined.selected = --report->runs[0].nr_services;
}

static void select_more_than_there_are(struct done_report *report)
{
	report->runs[0].examined.services = 3;
	report->runs[0].mode = DONE_MODE_CHECK;
}

static void judge_a_service_twice(struct done_report *report)
{
	(void)report;
	sample_first[1] = sample_first[0];
}

static void note_an_error(struct done_report *report)
{
	static struct done_note note = {.level = DONE_NOTE_ERROR, .message = "the sky falls"};

	for (size_t i = 0; i < report->runs[0].nr_services; i++)
		report->runs[0].services[i] = sample_first[0];
	report->runs[0].nr_services = report->runs[0].examined.selected = 1;
	report->runs[0].examined.services = 1;
	settle_sample(report);
	report->runs[0].notes = &note;
	report->runs[0].nr_notes = 1;
}

static void waive_without_a_waiver(struct done_report *report)
{
	(void)report;
	runbook()->verdict = DONE_WAIVED;
	runbook()->waiver = NULL;
}

static void judge_by_nothing(struct done_report *report)
{
	report->runs[0].policy = NULL;
}

static void judge_nothing(struct done_report *report)
{
	report->runs[0].policy = NULL;
	report->runs[0].nr_services = report->runs[0].examined.selected = 0;
}

static void judge_on_no_day(struct done_report *report)
{
	report->now = DONE_NO_DAY;
}

static void have_no_run(struct done_report *report)
{
	report->nr_runs = 0;
	report->verdict = DONE_MET;
}

static void audit_twice(struct done_report *report)
{
	sample_runs[1] = sample_runs[0];
	report->nr_runs = 2;
}

static void test_read__refuses_what_contradicts_itself(void **state)
{
	static const struct {
		void (*edit)(struct done_report *report);
		const char *message;
	} rows[] = {
	    {meet_with_findings, "'docs.runbook' has findings, and is called 'met'"},
	    {meet_with_dropped, "'docs.runbook' has findings, and is called 'met'"},
	    {need_not_meet_with_findings, "and is called 'not applicable'"},
	    {waive_without_a_waiver, "'docs.runbook' is waived, by no waiver that counts"},
	    {excuse_by_an_unused_waiver, "'docs.runbook' is waived, by no waiver that counts"},
	    {not_excuse_by_one_that_counts, "of 'docs.runbook' counts, and the check is not"},
	    {leave_out_a_service, "an audit is of all 4 services, and this is of 3"},
	    {select_more_than_there_are, "4 of 3 services"},
	    {judge_a_service_twice, "services are to ascend"},
	    {note_an_error, "a note of an error"},
	    {judge_by_nothing, "without a bar"},
	    {judge_nothing, "an audit is of all 4 services, and this is of 0"},
	    {have_no_run, "there is no run"},
	    {audit_twice, "only a push has several runs"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].message); i++) {
		struct done_report whole, again = {0};
		struct done_error err = {0};
		char *text;

		make_whole(&whole);
		rows[i].edit(&whole);
		if (whole.nr_runs)
			settle_sample(&whole);
		if (rows[i].edit == note_an_error)
			note_an_error(&whole);
		text = output_of("json", &whole, &output_style);
		if (read_text(text, "bad.json", &again, &err) != DONE_E_USAGE)
			fail_msg("row %zu, to be refused: %s", i, rows[i].message);
		if (!strstr(err.message, rows[i].message))
			fail_msg("row %zu: '%s' for '%s'", i, err.message, rows[i].message);
		assert_true(err.line > 0);
		free(text);
	}
}

/* Reports are trusted input: which levels, waivers, skips and checks the gate would have given is
 * its own business. What adds up is taken, and comes out as it went in. */
static void test_read__takes_what_only_the_gate_can_judge(void **state)
{
	static const struct {
		void (*edit)(struct done_report *report);
		const char *name;
	} rows[] = {
	    {warn_for_ever, "a warning where the policy has an error"},
	    {warn_after_the_day, "a warning on the day from which it is an error"},
	    {ask_less, "a check at a lower level than in the bar"},
	    {ask_other_words, "a check in other words than in the bar"},
	    {ask_what_the_policy_does_not, "a criterion that is not in the bar"},
	    {leave_out_a_check, "a check is left out"},
	    {leave_out_the_last_check, "the last check is left out"},
	    {leave_out_a_criterion, "a criterion is left out"},
	    {leave_out_the_last_criterion, "the last criterion is left out"},
	    {forget_a_filter, "checks that --check leaves out"},
	    {excuse_too_late, "a waiver counts after its day"},
	    {end_too_early, "a waiver is over before its day"},
	    {fall_short_beside_an_unused_waiver, "unmet beside a waiver that is not used"},
	    {skip_unasked, "skipped, and nobody asked for that"},
	    {skip_and_judge, "skipped and met"},
	    {judge_on_no_day, "judged by no day"},
	    {find_without_words, "a finding that says nothing"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_report whole, again = {0};
		struct done_error err = {0};
		char *text;

		make_whole(&whole);
		rows[i].edit(&whole);
		settle_sample(&whole);
		text = output_of("json", &whole, &output_style);
		if (read_text(text, "report.json", &again, &err) < 0)
			fail_msg("%s, to be taken: %s", rows[i].name, err.message);
		assert_same_formats(&whole, &again);
		done_report_release(&again);
		free(text);
	}
}

/* --check and --criterion leave out the rest; the gate's own criterion is there all the same. */
static void test_read__takes_what_was_asked_alone(void **state)
{
	static const char *ids[] = {"docs.readme"}, *criteria[] = {"performance"};
	static struct done_check_report own;
	static struct done_kind_form form = {.name = "sheet"};
	static struct done_check check = {.id = "sheet.experiment", .test = {.form = &form}};
	static struct done_criterion criterion = {.id = "sheet", .title = "Sheet"};
	static struct done_criterion_report kept[3];
	struct done_report whole, again = {0};
	struct done_error err = {0};
	char *text;

	(void)state;
	make_whole(&whole);
	whole.asked.checks = (struct done_strings){ids, 1};
	whole.asked.criteria = (struct done_strings){criteria, 1};
	for (size_t i = 0; i < 4; i++) {
		struct done_criterion_report *all = sample_reports[i].criteria;

		all[0].nr_checks = 1;
		all[1] = all[2];
		sample_first[i].nr_criteria = 2;
	}
	own = (struct done_check_report){.check = &check,
	    .level = DONE_LEVEL_WARNING,
	    .effective = DONE_NO_DAY,
	    .verdict = DONE_UNMET,
	    .findings = sample_runbook,
	    .fingerprints = &sample_ids[0],
	    .nr_findings = 1};
	kept[0] =
	    (struct done_criterion_report){.criterion = &criterion, .checks = &own, .nr_checks = 1};
	kept[1] = sample_first[1].criteria[0];
	kept[2] = sample_first[1].criteria[1];
	sample_first[1].criteria = kept;
	sample_first[1].nr_criteria = 3;
	settle_sample(&whole);
	text = output_of("json", &whole, &output_style);
	if (read_text(text, "report.json", &again, &err) < 0)
		fail_msg("%s:%d: %s", err.file, err.line, err.message);
	done_report_release(&again);
	free(text);
}

/* A repetition that differs would hide what it says. */
static void test_read__refuses_a_repetition_that_differs(void **state)
{
	char *text = output_of_sample("json");
	struct done_report again = {0};
	struct done_error err = {0};
	struct done_buf whole = {0};
	char *at = strstr(text, "refs/heads/copy"), *bad;

	(void)state;
	assert_non_null(at);
	at[-1] = '\0'; /* what is edited lies behind it */
	at = edited(at, "\"files\": 40", "\"files\": 41");
	done_buf_addf(&whole, "%s\"%s", text, at);
	bad = whole.ptr;
	assert_int_equal(read_text(bad, "bad.json", &again, &err), DONE_E_USAGE);
	assert_non_null(strstr(err.message, "'examined' differs"));
	assert_true(err.line > 0);
	done_buf_release(&whole);
	free(at);
	free(text);
}

/* Shards that are whole, and a service that is in none of them. */
static void test_merge__refuses_an_audit_of_some_services(void **state)
{
	struct done_report whole, merged = {0};
	struct done_error err = {0};
	struct shards shards = {.nr = 0};

	(void)state;
	make_whole(&whole);
	whole.runs[0].examined.services = 5;
	for (int i = 1; i <= 2; i++)
		add_shard_text(&shards, shard_of(&whole, i, 2));
	assert_int_equal(
	    done_report_merge(shards.parts, shards.files, 2, &merged, &err), DONE_E_USAGE);
	assert_non_null(strstr(err.message, "of all 5 services, and the shards have 4"));
	release_shards(&shards);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_read__gives_every_format_as_before),
	    cmocka_unit_test(test_read__takes_a_report_of_nothing),
	    cmocka_unit_test(test_read__repeats_an_error),
	    cmocka_unit_test(test_read__refuses_what_is_not_as_it_should),
	    cmocka_unit_test(test_read__says_who_wrote_schema_1_and_what_to_do),
	    cmocka_unit_test(test_read__refuses_evidence_that_cannot_be),
	    cmocka_unit_test(test_read__refuses_what_is_cut),
	    cmocka_unit_test(test_read__refuses_what_a_brief_report_must_have),
	    cmocka_unit_test(test_read__refuses_what_contradicts_itself),
	    cmocka_unit_test(test_read__takes_what_only_the_gate_can_judge),
	    cmocka_unit_test(test_read__takes_what_was_asked_alone),
	    cmocka_unit_test(test_read__refuses_a_repetition_that_differs),
	    cmocka_unit_test(test_merge__refuses_an_audit_of_some_services),
	    cmocka_unit_test(test_merge__gives_every_format_as_one_run),
	    cmocka_unit_test(test_merge__takes_one_whole_report),
	    cmocka_unit_test(test_merge__is_never_of_an_incomplete_set),
	    cmocka_unit_test(test_merge__refuses_parts_of_different_runs),
	    cmocka_unit_test(test_merge__refuses_a_whole_report_among_shards),
	    cmocka_unit_test(test_merge__refuses_a_service_of_another_shard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
