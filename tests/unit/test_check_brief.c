/* What a finding says in short: about ten words, without patterns and globs, and its short fix. */
#include "check_fixture.h"

#define FILES_MAX 4

static const struct row {
	const char *check;
	struct {
		const char *path, *text; /* from the root; '!' before a path: it changed */
	} files[FILES_MAX];
	const char *brief, *fix; /* of the first finding; NULL: its message, its fix */
	bool is_absent;
} rows[] = {
    {"file: RUNBOOK.md", {{"s/a", "x"}}, "no RUNBOOK.md", NULL, true},
    {"coverage: {reports: c, min: 80%}",
        {{"s/c", "SF:a.js\nDA:1,1\nDA:2,0\nend_of_record\n"}, {"s/a.js", "1\n2\n"}},
        "coverage is 50 %, at least 80 % wanted", NULL, false},
    {"performance: {reports: c, max: {p95_ms: 5}}",
        {{"s/c",
            "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, \"http_req_duration\": "
            "{\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": {\"value\": 0}}}"}},
        "p95 is 8 ms, at most 5 ms allowed",
        "run the load test again with a profiler and make it fast enough", false},
    {"fresh: {reports: r, inputs: '*.rs'}", {{"s/r", "x"}}, "no file matches 'inputs'", NULL,
        false},
    {"file: 'openapi.{yaml,json}'", {{"s/a", "x"}}, "no openapi.yaml", "add s/openapi.yaml", true},
    {"file: 'api/**/*.proto'", {{"s/a", "x"}}, "no .proto file in api", "add a .proto file in api",
        true},
    {"file: 'adr/*'", {{"s/a", "x"}}, "no file in adr", "add a file in adr", true},
    {"file: '*'", {{"s/d/a", "x"}}, "no file that the policy asks for", NULL, true},
    {"file: {any: A.md, min_bytes: 9}", {{"s/A.md", "x"}}, NULL, NULL, false},
    {"content: {files: ['*.go'], match: 'slog\\.'}", {{"s/a.go", "x"}}, "not found in a.go",
        "add what the policy looks for to: s/a.go", true},
    {"content: {files: ['*.go'], match: 'slog\\.', min: 2}", {{"s/a.go", "slog."}, {"s/b.go", "x"}},
        "found 1 of at least 2 times in the 2 files searched", NULL, true},
    {"content: {files: ['*.go'], match: 'q', max: 1}", {{"s/a.go", "q q"}},
        "found more than 1 time in a.go", "remove some in: s/a.go", false},
    {"content: {files: ['*.go'], match: 'q', in: every}", {{"s/a.go", "x"}},
        "not found in this file", "add it, or name the file under 'exclude' in the policy", true},
    {"content: {files: ['*.go'], exclude: ['a*'], match: q}", {{"s/a.go", "x"}},
        "every file to search is excluded", NULL, false},
    {"content: {files: ['*.go'], forbid: 'fmt\\.\\w+'}", {{"s/a.go", "fmt.Print"}},
        "'fmt.Print' is not allowed here", NULL, true},
    {"markdown: {file: A.md, sections: [{heading: '(?i)^run'}]}", {{"s/A.md", "# A"}},
        "A.md has no section 'Run'", "add a heading such as '## Run' to A.md", true},
    {"markdown: {file: A.md, sections: [{heading: '[A-Z]{3}\\d'}]}", {{"s/A.md", "# A"}},
        "A.md has no section that the policy asks for",
        "add the heading that the policy asks for to A.md", true},
    {"markdown: {file: A.md, sections: [{heading: Run, min_words: 5}]}",
        {{"s/A.md", "# Run\n\nTwo words.\n"}}, "section 'Run' has 2 of 5 words", NULL, false},
    {"markdown: {file: A.md}", {{"s/A.md", "# A\n\nTODO\n"}}, NULL, NULL, false},
    {"changed: {if: '*.go', then: CHANGELOG.md}", {{"!s/a.go", "x"}},
        "a.go changed, but CHANGELOG.md did not", NULL, true},
    {"changed: {if: '*.go', then: 'docs/*.md'}", {{"!s/a.go", "x"}},
        "a.go changed, but what goes with it did not", "change a file in s/docs in the same push",
        true},
    {"data: {file: a.json, at: {$.b: {matches: '^x'}}}", {{"s/a.json", "{\"b\": \"y\"}"}},
        "'$.b' is \"y\", which the policy does not accept",
        "change \"y\" to a value that it accepts", false},
    {"owners: {}", {{"s/a", "x"}}, "no CODEOWNERS", NULL, true},
    {"answers: load", {{"s/a", "x"}}, "no done.yml that answers 'load'", NULL, true},
    /* One thing: the way that came nearest. Nothing has begun: its `missing` says it. */
    {"any_of: [{file: RUNBOOK.md}, {markdown: {file: A.md, sections: [{heading: Run}]}}]",
        {{"s/A.md", "# A"}}, "A.md has no section 'Run'",
        "add a heading such as '## Run' to A.md\nor add s/RUNBOOK.md", true},
    {"any_of: [{file: B.md}, {markdown: {file: A.md, sections: [{heading: Run, min_words: "
     "9}]}}]",
        {{"s/A.md", "# A\n\n## Run\n\nTwo words.\n"}}, "section 'Run' has 2 of 9 words",
        "write 7 more words below 'Run'\nor add s/B.md", false},
    {"any_of: [{markdown: {file: A.md, sections: [{heading: Run, min_words: 9}]}}, "
     "{markdown: {file: B.md, sections: [{heading: Run, min_words: 9}]}}]",
        {{"s/A.md", "# Run\n\nTwo words.\n"}, {"s/B.md", "# Run\n\nIn three words.\n"}},
        "section 'Run' has 2 of 9 words",
        "write 7 more words below 'Run'\nor section 'Run' has 3 of 9 words: write 6 more words "
        "below 'Run'",
        false},
    {"any_of: [{file: a}, {file: b}, {file: c}, {file: d}, {file: e}]", {{"s/x", "x"}}, "no a",
        "add s/a\nor add s/b\nor add s/c\nor one of 2 other ways", true},
};

static void brief_add_file(struct check_fixture *f, const char *path, const char *text)
{
	bool changes = path[0] == '!';
	struct done_change *item;

	fake_file(&f->head, path + changes, text);
	if (!changes)
		return;
	item = done_arena_array(&f->arena, 1, sizeof(*item));
	*item = (struct done_change){.path = path + 1, .kind = DONE_ADDED};
	f->changes.items = item;
	f->changes.nr = 1;
}

static void brief_expect(
    const struct row *row, const char *what, const char *got, const char *expected)
{
	if (expected != got && (!got || !expected || strcmp(got, expected) != 0))
		fail_msg("%s: %s '%s', expected '%s'", row->check, what, got ? got : "none",
		    expected ? expected : "none");
}

static void test_brief__is_what_is_missing_in_words(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		const struct done_finding *finding;
		struct check_fixture f;

		check_open(&f, "s");
		for (size_t j = 0; j < FILES_MAX && rows[i].files[j].path; j++)
			brief_add_file(&f, rows[i].files[j].path, rows[i].files[j].text);
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!f.result.nr)
			fail_msg("%s: nothing is found", rows[i].check);
		finding = &f.result.findings[0];
		brief_expect(&rows[i], "says", finding->brief, rows[i].brief);
		if (rows[i].fix)
			brief_expect(&rows[i], "fix",
			    finding->brief_fix ? finding->brief_fix : finding->fix, rows[i].fix);
		if (finding->is_absent != rows[i].is_absent)
			fail_msg("%s: taken for %s", rows[i].check,
			    finding->is_absent ? "absent" : "there");
		check_close(&f);
	}
}

static void test_brief__any_of_has_the_line_of_the_nearest_way(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/A.md", "# A\n\n## Run\n\nTwo words.\n");
	check_run(&f,
	    "any_of: [{file: B.md}, "
	    "{markdown: {file: A.md, sections: [{heading: Run, min_words: 9}]}}]");
	assert_unmet(&f, 1, "s/A.md", 3, "neither way is met", "one of these is enough");
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_brief__is_what_is_missing_in_words),
	    cmocka_unit_test(test_brief__any_of_has_the_line_of_the_nearest_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
