/*
 * Kind `fresh`: a record and the tree that it is of; what a hand does to a record; a result without
 * one; and what is an input at all.
 */
#include "check_fixture.h"

#define DRILL "services/shop/perf/drill.txt"
#define RECORD ".git-done/evidence/shop/c.a.yml"
#define KIND "fresh: {reports: perf/drill.txt}"
#define KIND_INPUTS "fresh: {reports: perf/drill.txt, inputs: ['**/*.go', /go.mod]}"
#define KIND_GRACE "fresh: {reports: perf/drill.txt, grace_days: 14}"
/* 20000 is 2024-10-04. */
#define GOOD                                                                       \
	"version: 1\nservice: shop\ncheck: c.a\ninputs: $P\nreport: {path: " DRILL \
	", sha256: $H}\nrecorded: {commit: 3f2a9c1d00, date: 2024-10-01, by: ci}\n"

struct fresh_file {
	const char *path, *text; /* text NULL: a symbolic link */
};

static const struct fresh_file stands[] = {
    {"services/shop/main.go", "package main\n"},
    {"services/shop/README.md", "# Shop\n"},
    {"services/shop/done.yml", "purpose: sells\n"},
    {DRILL, "restored in 12 minutes\n"},
    {"services/cart/main.go", "package cart\n"},
    {"go.mod", "module x\n"},
};

static const struct fresh_row {
	const char *name, *check;
	const char *record; /* "$P", "$H": fingerprint and hash before the edit; NULL: none */
	struct fresh_file edits[2];
	const char *is_gone; /* a path that the edit takes away */
	bool has_range;
	done_day head_day;
	enum done_verdict verdict;
	const char *says, *fix; /* parts of the reason or the message, and of the fix */
	int line;
} rows[] = {
    /* By a record. */
    {"the same inputs", KIND, GOOD, .verdict = DONE_MET,
        .says = "recorded for these inputs (1 file) on 2024-10-01 at 3f2a9c1d00"},
    {"the same by globs", KIND_INPUTS, GOOD, .verdict = DONE_MET,
        .says = "recorded for these inputs (2 files)"},
    {"prose, the sheet, another service", KIND, GOOD,
        {{"services/shop/README.md", "# Other\n"}, {"services/shop/done.yml", "purpose: x\n"}},
        .verdict = DONE_MET, .says = "recorded for these inputs"},
    {"another service's file", KIND, GOOD, {{"services/cart/main.go", "x"}}, .verdict = DONE_MET,
        .says = "recorded for these inputs"},
    {"an input changed", KIND, GOOD, {{"services/shop/main.go", "package other\n"}},
        .verdict = DONE_UNMET,
        .says = "measured for other inputs than the 1 file of this tree, on 2024-10-01 at "
                "3f2a9c1d00",
        .fix = "git done record c.a --service shop FILE"},
    {"an input changed in the range", KIND, GOOD, {{"services/shop/main.go", "package other\n"}},
        .has_range = true, .verdict = DONE_UNMET,
        .says = "measured for other inputs: 1 file changed since (main.go)",
        .fix = "measure again"},
    {"an input came", KIND_INPUTS, GOOD, {{"services/shop/sub/b.go", "x"}, {"go.mod", "y"}},
        .has_range = true, .verdict = DONE_UNMET,
        .says = "measured for other inputs: 2 files changed since (go.mod, sub/b.go)", .fix = ""},
    {"an input became a link", KIND, GOOD, {{"services/shop/main.go", NULL}}, .verdict = DONE_UNMET,
        .says = "measured for other inputs", .fix = ""},
    {"the result was moved", "fresh: {reports: 'perf/*.txt'}", GOOD,
        {{"services/shop/perf/moved.txt", "restored in 12 minutes\n"}}, .is_gone = DRILL,
        .verdict = DONE_MET, .says = "recorded for these inputs"},
    /* The history's own clock. */
    {"within the days", KIND_GRACE, GOOD, {{"services/shop/main.go", "x"}}, .head_day = 19997 + 14,
        .verdict = DONE_MET,
        .says = "stale: recorded for other inputs on 2024-10-01 at 3f2a9c1d00, 14 days before this "
                "commit (grace_days: 14)"},
    {"beyond the days", KIND_GRACE, GOOD, {{"services/shop/main.go", "x"}}, .head_day = 19997 + 15,
        .verdict = DONE_UNMET, .says = "15 days before this commit, and 14 are allowed", .fix = ""},
    {"no day is known", KIND_GRACE, GOOD, {{"services/shop/main.go", "x"}}, .verdict = DONE_UNMET,
        .says = "measured for other inputs", .fix = ""},
    {"grace is for inputs alone", KIND_GRACE, GOOD, {{DRILL, "restored in 1 minute\n"}},
        .head_day = 20000, .verdict = DONE_UNMET,
        .says = "the result was changed after it was recorded (" RECORD ")", .fix = ""},
    {"later than the commit", KIND_GRACE, GOOD, {{"services/shop/main.go", "x"}},
        .head_day = 19997 - 2, .verdict = DONE_UNMET, .says = "which is later than this commit",
        .fix = ""},
    {"later by a zone", KIND_GRACE, GOOD, {{"services/shop/main.go", "x"}}, .head_day = 19997 - 1,
        .verdict = DONE_MET, .says = "0 days before this commit"},
    /* What a hand does. */
    {"another result", KIND, GOOD, {{DRILL, "restored in 1 minute\n"}}, .verdict = DONE_UNMET,
        .says = "the result was changed after it was recorded", .fix = "git done record c.a"},
    {"a second result", "fresh: {reports: 'perf/*.txt'}", GOOD,
        {{"services/shop/perf/other.txt", "x"}}, .verdict = DONE_UNMET,
        .says = "the result is not one that was recorded", .fix = ""},
    {"one of two results", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninputs: $P\nreport: [{path: a, sha256: $H}, {path: "
        "b, sha256: $H}]\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "2 results were recorded, and 1 of them are there",
        .fix = ""},
    {"of another service", KIND,
        "version: 1\nservice: cart\ncheck: c.a\ninputs: $P\nreport: {path: "
        "a, sha256: $H}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "the record is of the service 'cart', not of 'shop'",
        .fix = "", .line = 2},
    {"of another check", KIND,
        "version: 1\nservice: shop\ncheck: c.b\ninputs: $P\nreport: {path: a, "
        "sha256: $H}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "the record is of the check 'c.b', not of 'c.a'", .fix = "",
        .line = 3},
    {"of a day to come", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninputs: $P\nreport: {path: a, "
        "sha256: $H}\nrecorded: {date: 2024-10-06}\n",
        .verdict = DONE_UNMET, .says = "made on 2024-10-06, which is not yet", .fix = "",
        .line = 6},
    {"of tomorrow, elsewhere on the earth", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninputs: "
        "$P\nreport: {path: a, sha256: $H}\nrecorded: {date: 2024-10-05}\n",
        .verdict = DONE_MET, .says = "recorded for these inputs"},
    {"no fingerprint", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninputs: sha256:12\nreport: "
        "{path: a, sha256: $H}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "'inputs' must be a fingerprint of 64 hexadecimal digits",
        .fix = "", .line = 4},
    {"no hash", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninputs: $P\nreport: {path: a, sha256: "
        "x}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "'sha256' of the report must be 64 hexadecimal digits",
        .fix = "", .line = 5},
    {"a slip in a key", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninput: $P\nreport: {path: a, "
        "sha256: $H}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "'input'", .fix = "did you mean 'inputs'?", .line = 4},
    {"a key twice", KIND, "version: 1\nversion: 1\n", .verdict = DONE_UNMET,
        .says = "cannot be parsed", .fix = "", .line = 2},
    {"another version", KIND,
        "version: 2\nservice: shop\ncheck: c.a\ninputs: $P\nreport: {path: a, "
        "sha256: $H}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "'version' must be", .fix = "", .line = 1},
    {"no version", KIND, "service: shop\n", .verdict = DONE_UNMET, .says = "'version'", .fix = "",
        .line = 1},
    {"an empty record", KIND, "", .verdict = DONE_UNMET, .says = "", .fix = "", .line = 1},
    {"two documents", KIND, GOOD "---\n" GOOD, .verdict = DONE_UNMET,
        .says = "the record has 2 documents", .fix = ""},
    {"a list", KIND, "- version: 1\n", .verdict = DONE_UNMET, .says = "", .fix = "", .line = 1},
    {"a path out of the tree", KIND,
        "version: 1\nservice: shop\ncheck: c.a\ninputs: $P\nreport: "
        "{path: ../a, sha256: $H}\nrecorded: {date: 2024-10-01}\n",
        .verdict = DONE_UNMET, .says = "the path '../a' climbs out", .fix = "", .line = 5},
    {"a link", KIND, "->", .verdict = DONE_UNMET, .says = "the record is a symbolic link",
        .fix = ""},
    {"a directory", KIND, "/", .verdict = DONE_UNMET, .says = "the record is a directory",
        .fix = ""},
    {"an LFS pointer", KIND,
        "version https://git-lfs.github.com/spec/v1\noid "
        "sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
        .verdict = DONE_UNMET, .says = "Git LFS", .fix = ""},
    /* Without one. */
    {"in an audit", KIND, NULL, .verdict = DONE_NOT_APPLICABLE,
        .says = "there is neither a record nor a range to look for changes in"},
    {"nothing of it changed", KIND, NULL, {{"services/shop/README.md", "x"}}, .has_range = true,
        .verdict = DONE_MET, .says = "the change touches nothing that it is of, so claimed"},
    {"both changed", KIND, NULL, {{"services/shop/main.go", "x"}, {DRILL, "y\n"}},
        .has_range = true, .verdict = DONE_MET, .says = "changed together with what it is of"},
    {"the input alone changed", KIND, NULL, {{"services/shop/main.go", "x"}}, .has_range = true,
        .verdict = DONE_UNMET,
        .says = "the result was not measured again: 1 file changed since (main.go)",
        .fix = "git done record c.a --service shop FILE"},
    {"the input was moved", KIND, NULL, {{"services/shop/cmd/main.go", "package main\n"}},
        .is_gone = "services/shop/main.go", .has_range = true, .verdict = DONE_MET,
        .says = "the change touches nothing"},
    {"the input was moved and changed", KIND, NULL, {{"services/shop/cmd/main.go", "package x\n"}},
        .is_gone = "services/shop/main.go", .has_range = true, .verdict = DONE_UNMET,
        .says = "1 file changed since (cmd/main.go)", .fix = ""},
    {"the result was only moved", "fresh: {reports: 'perf/*.txt'}", NULL,
        {{"services/shop/perf/moved.txt", "restored in 12 minutes\n"},
            {"services/shop/main.go", "x"}},
        .is_gone = DRILL, .has_range = true, .verdict = DONE_UNMET, .says = "not measured again",
        .fix = ""},
    {"the result was only copied", "fresh: {reports: 'perf/*.txt'}", NULL,
        {{"services/shop/perf/copy.txt", "restored in 12 minutes\n"},
            {"services/shop/main.go", "x"}},
        .has_range = true, .verdict = DONE_UNMET, .says = "not measured again", .fix = ""},
    {"a drill beside that of last year", "fresh: {reports: 'perf/*.txt'}", NULL,
        {{"services/shop/perf/new.txt", "restored in 9 minutes\n"}, {"services/shop/main.go", "x"}},
        .has_range = true, .verdict = DONE_MET, .says = "changed together with what it is of"},
    {"the input was deleted", KIND_INPUTS, NULL, {{NULL, NULL}}, .is_gone = "services/shop/main.go",
        .has_range = true, .verdict = DONE_UNMET, .says = "1 file changed since (main.go)",
        .fix = ""},
    /* What cannot be measured. */
    {"no result", "fresh: perf/none.txt", NULL, .verdict = DONE_UNMET,
        .says = "there is no 'perf/none.txt'", .fix = ""},
    {"an empty result", KIND, GOOD, {{DRILL, ""}}, .verdict = DONE_UNMET,
        .says = "the result is empty", .fix = ""},
    {"inputs that match nothing", "fresh: {reports: perf/drill.txt, inputs: '*.rs'}", GOOD,
        .verdict = DONE_UNMET, .says = "no file matches 'inputs' ('*.rs')",
        .fix = "name the files that were measured"},
    {"the result as its own input", "fresh: {reports: perf/drill.txt, inputs: 'perf/**'}", GOOD,
        .verdict = DONE_UNMET, .says = "no file matches 'inputs'", .fix = ""},
    {"the record as an input", "fresh: {reports: perf/drill.txt, inputs: '/.git-done/**'}", GOOD,
        .verdict = DONE_UNMET, .says = "no file matches 'inputs'", .fix = ""},
};

/* ---- the fixture ---- */

static void fresh_stand(
    struct check_fixture *f, struct fake_snapshot *to, const struct fresh_row *row)
{
	/* What is there first stands. */
	for (size_t i = 0; row && i < 2 && row->edits[i].path; i++) {
		if (row->edits[i].text)
			fake_file(to, row->edits[i].path, row->edits[i].text);
		else
			fake_link(to, row->edits[i].path, "README.md");
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(stands); i++) {
		if (!row || !row->is_gone || strcmp(row->is_gone, stands[i].path) != 0)
			fake_file(to, stands[i].path, stands[i].text);
	}
	(void)f;
}

/* The fingerprint that a record would have, before the edit. */
static const char *fresh_print(struct check_fixture *f, const char *check)
{
	struct check_fixture before;
	const char *print;

	check_open(&before, "services/shop");
	fresh_stand(&before, &before.head, NULL);
	check_run(&before, check);
	assert_success(before.rc, before.err);
	print = done_arena_strdup(&f->arena, before.result.inputs);
	check_close(&before);
	return print;
}

static char *fresh_filled(
    struct check_fixture *f, const char *text, const char *print, const char *hash)
{
	struct done_buf out = {0};
	char *whole;

	for (; *text; text++) {
		if (text[0] == '$' && text[1] == 'P')
			done_buf_addstr(&out, print);
		else if (text[0] == '$' && text[1] == 'H')
			done_buf_addstr(&out, hash);
		else
			done_buf_addch(&out, *text);
		text += *text == '$';
	}
	whole = done_arena_strndup(&f->arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return whole;
}

static char *fresh_record(struct check_fixture *f, const char *check, const char *text)
{
	char hash[DONE_SHA256_HEX + 1];

	done_sha256((struct done_bytes){stands[3].text, strlen(stands[3].text)}, hash);
	return fresh_filled(f, text, fresh_print(f, check), hash);
}

static void fresh_add_record(struct check_fixture *f, const struct fresh_row *row)
{
	if (!row->record)
		return;
	if (!strcmp(row->record, "->"))
		fake_link(&f->head, RECORD, "other.yml");
	else if (!strcmp(row->record, "/"))
		fake_file(&f->head, RECORD "/x", "y");
	else
		fake_file(&f->head, RECORD, fresh_record(f, row->check, row->record));
}

static void fresh_run(struct check_fixture *f, const struct fresh_row *row,
    struct fake_snapshot *before, struct done_snapshot *base)
{
	check_open(f, "services/shop");
	fresh_stand(f, &f->head, row);
	fresh_add_record(f, row);
	f->head_day = row->head_day;
	if (row->has_range) {
		fresh_stand(f, before, NULL);
		fake_open(before, base);
		f->base = base;
		assert_success(
		    done_changes_between(base, &f->snapshot, &f->arena, &f->changes, &f->err),
		    f->err);
	}
	check_run(f, row->check);
	assert_success(f->rc, f->err);
}

static void test_fresh__judges_a_record_by_the_tree(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;
		const char *says;

		fresh_run(&f, &rows[i], &before, &base);
		says = f.result.nr ? f.result.findings[0].message : f.result.reason;
		if (f.result.verdict != rows[i].verdict || !strstr(says, rows[i].says))
			fail_msg("%s: %s", done_verdict_name(f.result.verdict), says);
		if (rows[i].verdict == DONE_UNMET) {
			const char *fix = f.result.findings[0].fix;

			assert_int_equal(f.result.findings[0].line, rows[i].line);
			if (!fix || !strstr(fix, rows[i].fix))
				fail_msg("expected a fix with '%s', got: %s", rows[i].fix,
				    fix ? fix : "none");
		}
		check_close(&f);
		fake_release(&before);
	}
}

/* ---- a record that is cut ---- */

static void test_fresh__no_cut_record_is_met(void **state)
{
	struct check_fixture f;
	char *whole;

	(void)state;
	check_open(&f, "services/shop");
	whole = fresh_record(&f, KIND, GOOD);
	for (size_t len = 0; len < strlen(whole); len++) {
		struct check_fixture cut;

		check_open(&cut, "services/shop");
		fresh_stand(&cut, &cut.head, NULL);
		fake_file_bytes(&cut.head, RECORD, whole, len);
		check_run(&cut, KIND);
		assert_success(cut.rc, cut.err);
		/* What is cut behind the last value of the last line is whole. */
		if (cut.result.verdict != DONE_UNMET && len + 1 < strlen(whole))
			fail_msg("met by %zu bytes of %zu", len, strlen(whole));
		check_close(&cut);
	}
	check_close(&f);
}

static void test_fresh__a_record_has_a_limit(void **state)
{
	struct check_fixture f;
	size_t len = (size_t)64 * 1024;
	char *text;

	(void)state;
	check_open(&f, "services/shop");
	fresh_stand(&f, &f.head, NULL);
	text = done_arena_alloc(&f.arena, len + 2);
	memset(text, '#', len + 1);
	fake_file(&f.head, RECORD, text);
	check_run(&f, KIND);
	assert_unmet(&f, 1, RECORD, 0, "the record has 65537 bytes, and a record has 65536 at most",
	    "git done record");
	check_close(&f);
}

/* ---- what is an input ---- */

static const struct {
	const char *name, *path;
	bool is_input;
	const char *text; /* NULL: anything */
} inputs[] = {
    {"a source", "services/shop/sub/b.go", true, NULL},
    {"a configuration", "services/shop/.env.example", true, NULL},
    {"an executable document is none", "services/shop/docs/RUN.md", false, NULL},
    {"the sheet", "services/shop/done.yml2", true, NULL},
    {"what it depends on", "libs/money/x.go", true, NULL},
    {"what lies beside it", "libs/moneys/x.go", false, NULL},
    {"a document of what it depends on", "libs/money/README.md", false, NULL},
    {"what its rule ignores", "services/shop/vendor/x.go", false, NULL},
    {"a service within it", "services/shop/inner/x.go", false, NULL},
    {"another service", "services/cart/x.go", false, NULL},
    {"a record of another check", ".git-done/evidence/shop/c.b.yml", false, NULL},
    {"the report of another check", "services/shop/junit.xml", false,
        "<testsuite><testcase name=\"a\"/></testsuite>"},
    {"one that is cut off", "services/shop/junit.xml", false, "<testsuite><testcase name=\"a"},
    {"what another check would not read", "services/shop/junit.xml", true, "<project/>"},
    {"nothing", "services/shop/junit.xml", true, ""},
    {"the report of a part of another check", "services/shop/lint.sarif", false,
        "{\"version\": \"2.1.0\", \"runs\": []}"},
    {"a configuration of its name", "services/shop/lint.sarif", true, "{\"rules\": []}"},
};

static void test_fresh__inputs_are_what_the_service_is_made_of(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(inputs, i, inputs[i].name); i++) {
		struct check_fixture f;
		struct done_service services[2];
		struct done_services map = {.items = services, .nr = 2};
		const char *print[2];

		check_open(&f, "services/shop");
		f.text =
		    "version: 1\nservices: [{path: services/shop, depends_on: [libs/money], "
		    "ignore: "
		    "['vendor/**']}]\ncriteria:\n  c:\n    checks:\n      a: {" KIND "}\n      b: "
		    "{tests: junit.xml}\n      c: {any_of: [{scan: '*.sarif'}, {file: x}]}\n";
		assert_success(done_policy_load(&f.arena,
		                   &(struct done_policy_source){.self = &f, .read = check_source},
		                   DONE_POLICY_PATH, done_check_forms(), &f.policy, &f.err),
		    f.err);
		for (size_t round = 0; round < 2; round++) {
			struct done_service_rule *rule;

			f.head.nr = 0;
			fresh_stand(&f, &f.head, NULL);
			if (round)
				fake_file(&f.head, inputs[i].path,
				    inputs[i].text ? inputs[i].text : "anything\n");
			rule = &f.policy->rules[f.policy->nr_rules - 1];
			f.service.rule = rule;
			services[0] = f.service;
			services[1] = (struct done_service){
			    .name = "inner", .path = "services/shop/inner", .in_head = true};
			f.result = (struct done_result){.verdict = DONE_WAIVED};
			check_view(&f);
			f.view.services = &map;
			f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
			assert_success(f.rc, f.err);
			print[round] = done_arena_strdup(&f.arena, f.result.inputs);
		}
		assert_int_equal(strcmp(print[0], print[1]) != 0, inputs[i].is_input);
		check_close(&f);
	}
}

/* ---- the form ---- */

/* git-done's own words for one file: what another tool must make to agree. */
static void test_fresh__a_fingerprint_is_made_of_modes_ids_and_paths(void **state)
{
	static const char text[] = "git-done inputs 1\n"
	                           "100644 06ab7d0f9a35a7d1070711496d6ca1cb892a258f "
	                           "services/shop/main.go";
	struct check_fixture f;
	char hash[DONE_SHA256_HEX + 1], hex[DONE_OID_HEX + 1];
	struct done_buf whole = {0};

	(void)state;
	check_open(&f, "services/shop");
	fresh_stand(&f, &f.head, NULL);
	done_oid_hex(&f.head.entries[0].oid, hex);
	assert_string_equal(hex, "06ab7d0f9a35a7d1070711496d6ca1cb892a258f");
	done_buf_add(&whole, text, sizeof(text));
	done_sha256((struct done_bytes){whole.ptr, whole.len}, hash);
	check_run(&f, KIND);
	assert_string_equal(f.result.inputs, done_arena_printf(&f.arena, "sha256:%s", hash));
	assert_int_equal(f.result.nr_inputs, 1);
	done_buf_release(&whole);
	check_close(&f);
}

static void test_fresh__what_is_written_is_read_back(void **state)
{
	struct done_recorded_report reports[] = {
	    {"a b/c: d.txt", NULL, NULL, NULL}, {"#x.json", NULL, "k6", NULL}};
	struct done_recorded_when when = {.commit = "1234567890", .by = "a <b>", .day = 19997};
	struct done_recorded recorded = {
	    .service = "shop", .check = "c.a", .reports = {reports, 1}, .when = &when};
	struct check_fixture f;

	(void)state;
	for (size_t nr = 1; nr <= 2; nr++) {
		struct done_buf out = {0};
		char hash[DONE_SHA256_HEX + 1];

		check_open(&f, "services/shop");
		fresh_stand(&f, &f.head, NULL);
		done_sha256((struct done_bytes){stands[3].text, strlen(stands[3].text)}, hash);
		reports[0].sha256 = reports[1].sha256 = hash;
		recorded.inputs = fresh_print(&f, KIND);
		recorded.reports.nr = nr;
		done_recorded_write(&f.arena, &recorded, &out);
		fake_file_bytes(&f.head, RECORD, out.ptr, out.len);
		check_run(&f, KIND);
		if (nr == 1)
			assert_met(&f);
		else
			assert_unmet(&f, 1, RECORD, 0, "2 results were recorded", "restore");
		done_buf_release(&out);
		check_close(&f);
	}
}

static void test_fresh__names_the_record_of_a_service(void **state)
{
	struct done_service shop = {.name = "shop", .path = "services/shop"};
	struct done_service root = {.name = ".", .path = "."};
	struct done_arena arena = {0};

	(void)state;
	assert_string_equal(done_recorded_path(&arena, &shop, "c.a"), RECORD);
	assert_string_equal(done_recorded_path(&arena, &root, "c.a"), ".git-done/evidence/c.a.yml");
	done_arena_release(&arena);
}

/* ---- the option of kinds that read reports ---- */

#define JUNIT "<testsuite><testcase name='a'/></testsuite>"

static const struct {
	const char *name, *check;
	const char *main; /* what the service has now */
	bool has_record, has_range;
	done_day head_day;
	enum done_verdict verdict;
	const char *says;
} options[] = {
    {"not asked", "tests: j.xml", "changed", true, true, 0, DONE_MET, "committed, so claimed"},
    {"the same inputs", "tests: {reports: j.xml, fresh: inputs}", NULL, true, false, 0, DONE_MET,
        "junit: 1 tests passed, 0 skipped, recorded for these inputs (2 files) on 2024-10-01"},
    {"the same by name", "tests: {reports: j.xml, fresh: ['*.go']}", NULL, true, false, 0, DONE_MET,
        "recorded for these inputs (1 file)"},
    {"other inputs", "tests: {reports: j.xml, fresh: inputs}", "changed", true, false, 20000,
        DONE_UNMET, "measured for other inputs"},
    {"other inputs, and days", "tests: {reports: j.xml, fresh: {inputs: '*.go', grace_days: 3}}",
        "changed", true, false, 20000, DONE_MET, "stale: recorded for other inputs"},
    {"other inputs, and the usual days",
        "performance: {reports: r, min: {requests: 1}, fresh: inputs}", "changed", true, false,
        19997 + 14, DONE_MET, "p95 8 ms, stale: recorded for other inputs"},
    {"other inputs, beyond the usual days", "performance: {reports: r, fresh: inputs}", "changed",
        true, false, 19997 + 15, DONE_UNMET, "measured for other inputs"},
    {"no record in an audit", "tests: {reports: j.xml, fresh: inputs}", NULL, false, false, 0,
        DONE_MET, "without a record, so nobody knows what it was measured on"},
    {"no record, and inputs changed", "tests: {reports: j.xml, fresh: inputs}", "changed", false,
        true, 0, DONE_UNMET, "the result was not measured again: 1 file changed since (main.go)"},
};

static void fresh_stand_reports(struct fake_snapshot *to, const char *text)
{
	fake_file(to, "services/shop/main.go", text ? text : "package main\n");
	fake_file(to, "services/shop/j.xml", JUNIT);
	fake_file(to, "services/shop/r",
	    "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, "
	    "\"http_req_duration\": {\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": "
	    "{\"value\": 0}}}");
}

/* The record of what stands, before anything changed. */
static void fresh_record_reports(struct check_fixture *f, const char *check)
{
	bool is_tests = !strncmp(check, "tests", 5);
	struct check_fixture before;
	char hash[DONE_SHA256_HEX + 1];
	struct done_bytes bytes;

	check_open(&before, "services/shop");
	fresh_stand_reports(&before.head, NULL);
	check_run(&before, check);
	bytes = before.head.entries[is_tests ? 1 : 2].bytes;
	done_sha256(bytes, hash);
	if (before.result.inputs)
		fake_file(&f->head, RECORD,
		    done_arena_printf(&f->arena,
		        "version: 1\nservice: shop\ncheck: c.a\ninputs: %s\nreport: {path: x, "
		        "sha256: %s}\nrecorded: {date: 2024-10-01}\n",
		        before.result.inputs, hash));
	check_close(&before);
}

static void test_fresh__is_an_option_of_reports(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(options, i, options[i].name); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;
		const char *says;

		check_open(&f, "services/shop");
		fresh_stand_reports(&f.head, options[i].main);
		if (options[i].has_record)
			fresh_record_reports(&f, options[i].check);
		if (options[i].has_range) {
			fresh_stand_reports(&before, NULL);
			fake_open(&before, &base);
			f.base = &base;
			assert_success(
			    done_changes_between(&base, &f.snapshot, &f.arena, &f.changes, &f.err),
			    f.err);
		}
		f.head_day = options[i].head_day;
		check_run(&f, options[i].check);
		assert_success(f.rc, f.err);
		says = f.result.nr ? f.result.findings[0].message : f.result.reason;
		if (f.result.verdict != options[i].verdict || !strstr(says, options[i].says))
			fail_msg("%s: %s", done_verdict_name(f.result.verdict), says);
		check_close(&f);
		fake_release(&before);
	}
}

/* ---- options that make no sense ---- */

/* ---- recorded again ---- */

static const struct {
	const char *name, *check;
	const char *main;      /* what the service has now; its record is of that */
	bool is_record_of_old; /* the base has the same record */
	enum done_verdict verdict;
	enum done_strength strength;
	const char *says;
} again[] = {
    {"a load test", "performance: {reports: r, fresh: inputs}", "changed", false, DONE_UNMET,
        DONE_CLAIMED,
        "recorded again, and not measured again: it is byte for byte that of the base, and 1 file "
        "changed since (main.go)"},
    {"tests", "tests: {reports: j.xml, fresh: inputs}", "changed", false, DONE_MET, DONE_CLAIMED,
        "though it is byte for byte that of the base (main.go changed), so claimed"},
    {"a drill", "fresh: j.xml", "changed", false, DONE_MET, DONE_CLAIMED,
        "though it is byte for byte that of the base (main.go changed), so claimed"},
    {"what was recorded before it was changed", "performance: {reports: r, fresh: inputs}",
        "changed", true, DONE_MET, DONE_RECORDED, "recorded for these inputs"},
    {"the first record of what did not change", "performance: {reports: r, fresh: inputs}", NULL,
        false, DONE_MET, DONE_RECORDED, "recorded for these inputs"},
};

static void test_fresh__a_result_that_is_recorded_again_is_a_claim(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(again, i, again[i].name); i++) {
		bool is_load = !strncmp(again[i].check, "perf", 4);
		struct fake_snapshot before = {0};
		struct done_snapshot base;
		struct check_fixture f;
		char hash[DONE_SHA256_HEX + 1];
		const char *record, *says;

		check_open(&f, "services/shop");
		fresh_stand_reports(&f.head, again[i].main);
		check_run(&f, again[i].check);
		done_sha256(f.head.entries[is_load ? 2 : 1].bytes, hash);
		record = done_arena_printf(&f.arena,
		    "version: 1\nservice: shop\ncheck: c.a\ninputs: %s\nreport: {path: x, sha256: "
		    "%s}\nrecorded: {date: 2024-10-01}\n",
		    f.result.inputs, hash);
		fake_file(&f.head, RECORD, record);
		fresh_stand_reports(&before, NULL);
		if (again[i].is_record_of_old)
			fake_file(&before, RECORD, record);
		fake_open(&before, &base);
		f.base = &base;
		assert_success(
		    done_changes_between(&base, &f.snapshot, &f.arena, &f.changes, &f.err), f.err);
		check_run(&f, again[i].check);
		assert_success(f.rc, f.err);
		says = f.result.nr ? f.result.findings[0].message : f.result.reason;
		if (f.result.verdict != again[i].verdict || !strstr(says, again[i].says))
			fail_msg("%s: %s", done_verdict_name(f.result.verdict), says);
		if (f.result.verdict == DONE_MET)
			assert_int_equal(f.result.evidence[0].strength, again[i].strength);
		check_close(&f);
		fake_release(&before);
	}
}

static void test_fresh__bad_options_have_a_place(void **state)
{
	static const struct {
		const char *check, *message, *cure;
	} bad[] = {
	    {"fresh: {inputs: a}", "has no 'reports'", ""},
	    {"fresh: {reports: a, grace_days: -1}", "'grace_days' must be from 0 to 3650", ""},
	    {"fresh: {reports: a, grace_days: 3651}", "'grace_days' must be from 0 to 3650", ""},
	    {"fresh: {reports: a, grace: 1}", "'grace'", "did you mean 'grace_days'?"},
	    {"fresh: {reports: a, inputs: []}", "'inputs'", ""},
	    {"fresh: {reports: a, inputs: ['!b']}", "", ""},
	    {"tests: {reports: a, fresh: {input: b}}", "'input'", "did you mean 'inputs'?"},
	    {"tests: {reports: a, fresh: true}", "", ""},
	    {"scan: {reports: a, from: evidence, fresh: inputs}",
	        "'fresh' is about committed reports, and 'from' admits none", ""},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++) {
		struct check_fixture f;

		check_open(&f, "services/shop");
		assert_true(check_load(&f, bad[i].check) < 0);
		assert_error(f.err, DONE_E_POLICY, bad[i].message);
		assert_true(f.err.line > 0 && f.err.column > 0);
		assert_non_null(strstr(f.err.cure, bad[i].cure));
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fresh__judges_a_record_by_the_tree),
	    cmocka_unit_test(test_fresh__no_cut_record_is_met),
	    cmocka_unit_test(test_fresh__a_record_has_a_limit),
	    cmocka_unit_test(test_fresh__inputs_are_what_the_service_is_made_of),
	    cmocka_unit_test(test_fresh__a_fingerprint_is_made_of_modes_ids_and_paths),
	    cmocka_unit_test(test_fresh__what_is_written_is_read_back),
	    cmocka_unit_test(test_fresh__names_the_record_of_a_service),
	    cmocka_unit_test(test_fresh__is_an_option_of_reports),
	    cmocka_unit_test(test_fresh__a_result_that_is_recorded_again_is_a_claim),
	    cmocka_unit_test(test_fresh__bad_options_have_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
