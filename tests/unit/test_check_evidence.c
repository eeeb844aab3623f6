/* What met a check: of every kind where it is, what was seen there and how much that says. */
#include "check_fixture.h"

#define FILES_MAX 4

struct stand {
	const char *path, *text; /* from the root; '!' before a path: it changed */
};

static const struct row {
	const char *check;
	struct stand files[FILES_MAX];
	const char *evidence[3]; /* "path:line: what (strength)" */
	size_t more;
} rows[] = {
    {"file: [B.md, A.md]", {{"s/A.md", "x"}}, {"s/A.md: the file is there (claimed)"}, 0},
    {"file: {all: [a.go, b.yml, c, d.go, e.go]}",
        {{"s/a.go", "x"}, {"s/b.yml", "x"}, {"s/c", "x"}, {"s/d.go", "x"}}, {NULL}, 0},
    {"file: {all: [a.go, b.yml, c, d.go]}",
        {{"s/a.go", "x"}, {"s/b.yml", "x"}, {"s/c", "x"}, {"s/d.go", "x"}},
        {"s/a.go: the file is there (seen in code)", "s/b.yml: the file is there (declared)",
            "s/c: the file is there (seen in code)"},
        1},
    {"file: {none: '*.env'}", {{"s/a", "x"}}, {"nothing is there that must not be (seen in code)"},
        0},
    {"content: {files: ['*.go'], match: 'slog\\.\\w+'}",
        {{"s/a.go", "x\n"}, {"s/b.go", "x\ny\n\tslog.Info(1)\n"}},
        {"s/b.go:3: has 'slog.Info' (seen in code)"}, 0},
    {"content: {files: ['*.go'], match: q, in: every}",
        {{"s/a.go", "q\n"}, {"s/b.go", "\nq\n"}, {"s/c.go", "\r\n\r\nq"}, {"s/d.go", "q"}},
        {"s/a.go:1: has 'q' (seen in code)", "s/b.go:2: has 'q' (seen in code)",
            "s/c.go:3: has 'q' (seen in code)"},
        1},
    {"content: {files: ['*.go'], forbid: q}", {{"s/a.go", "x\n"}, {"s/b.go", "y\n"}},
        {"nothing forbidden is in 2 text files (seen in code)"}, 0},
    {"data: {file: a.json, at: {$.b: {min: 2}, $.c: {exists: false}}}",
        {{"s/a.json", "{\n\"b\": 3}"}},
        {"s/a.json:2: '$.b' is 3 (declared)", "s/a.json: nothing is at '$.c' (declared)"}, 0},
    {"data: {file: a.yml, document: any, at: {$.b: 1}}", {{"s/a.yml", "b: 2\n---\nb: 1\n"}},
        {"s/a.yml:3: '$.b' is 1 (declared)"}, 0},
    {"markdown: {file: A.md, sections: [{heading: Run, min_words: 2}]}",
        {{"s/A.md", "# A\n\n## Run\n\nTwo words.\n"}},
        {"s/A.md:3: section 'Run', 2 words (claimed)"}, 0},
    {"markdown: A.md", {{"s/A.md", "# A\n"}}, {"s/A.md: the document is there (claimed)"}, 0},
    {"markdown: {topics: [run]}",
        {{"s/README.md", "# S\n\n- start: `go run .`\n"}, {"s/a.go", "x"}},
        {"s/README.md:3: the command 'go run .' (claimed)"}, 0},
    {"tests: j", {{"s/j", "<testsuite><testcase name='a'/></testsuite>"}},
        {"s/j: junit: 1 tests passed, 0 skipped, committed, so claimed (claimed)"}, 0},
    {"coverage: {reports: c, min: 50%}",
        {{"s/c", "SF:a.js\nDA:1,1\nDA:2,0\nend_of_record\n"}, {"s/a.js", "1\n2\n"}},
        {"s/c: lcov: 1 file, 50 % of 2 lines, committed, so claimed (claimed)"}, 0},
    {"performance: c",
        {{"s/c",
            "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, \"http_req_duration\": "
            "{\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": {\"value\": 0}}}"}},
        {"s/c: k6 summary-export, 200 requests, 0 % errors, p95 8 ms, committed, so claimed "
         "(claimed)"},
        0},
    {"scan: r",
        {{"s/r",
            "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": "
            "\"T\"}}, \"results\": []}]}"}},
        {"s/r: T: no result at level 'error' or above, committed, so claimed (claimed)"}, 0},
    {"fresh: {reports: r, inputs: '*.go'}",
        {{"s/r", "ok\n"}, {"s/a.go", "x"},
            {".git-done/evidence/s/c.a.yml",
                "version: 1\nservice: s\ncheck: c.a\ninputs: "
                "sha256:78ee251b98da0f89c65a2adcc8b01898fc583372483a5ebed333432aaebec698\n"
                "report: {path: s/r, sha256: "
                "dc51b8c96c2d745df3bd5590d990230a482fd247123599548e0632fdbf97fc22}\n"
                "recorded: {date: 2024-10-01}\n"}},
        {"s/r: recorded for these inputs (1 file) on 2024-10-01 (recorded)"}, 0},
    {"openapi: o.yaml",
        {{"s/o.yaml",
            "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': "
            "{description: x}}}}}\n"}},
        {"s/o.yaml:1: OpenAPI 3.0.3, 1 operation (declared)"}, 0},
    {"proto: p.proto", {{"s/p.proto", "syntax = \"proto3\";\nmessage M {}\n"}},
        {"s/p.proto:1: proto3: 0 services, 0 rpcs, 1 message (declared)"}, 0},
    {"asyncapi: e.yaml",
        {{"s/e.yaml",
            "asyncapi: 2.6.0\ninfo: {title: t, version: '1'}\nchannels: {a: {publish: {message: "
            "{}}}}\n"}},
        {"s/e.yaml:1: AsyncAPI 2.6.0: 1 operation, 1 message (declared)"}, 0},
    {"graphql: g.gql", {{"s/g.gql", "type Query { a: Int }\n"}},
        {"s/g.gql:1: GraphQL schema: 1 field that callers can ask for, 1 type (declared)"}, 0},
    {"compatible: g.gql", {{"!s/g.gql", "type Query { a: Int }\n"}},
        {"s/g.gql:1: the base has no such description: this is the first one (declared)"}, 0},
    {"compatible: p.proto", {{"!s/p.proto", "message M {}\n"}},
        {"s/p.proto:1: the base has no such description: this is the first one (declared)"}, 0},
    {"compatible: o.yaml",
        {{"!s/o.yaml",
            "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': "
            "{description: x}}}}}\n"}},
        {"s/o.yaml:1: OpenAPI 3.0.3: the base has no such description: this is the first one "
         "(declared)"},
        0},
    {"changed: {if: '*.go', then: '*.md'}", {{"!s/a.go", "x"}, {"!s/b.md", "x"}},
        {"s/b.md: the file changed too (claimed)"}, 0},
    {"changed: {if: '*.rs', then: '*.md'}", {{"!s/a.go", "x"}},
        {"nothing changed that asks for another change (seen in code)"}, 0},
    {"answers: {question: load, require: [x-a]}",
        {{"s/done.yml", "\n\nload:\n  x-a: it holds well\n"}},
        {"s/done.yml:4: 'load' is answered (claimed)"}, 0},
    {"graph: {}", {{"s/done.yml", "communication: [{to: 'external:b', style: sync}]\n"}},
        {"s/done.yml: its calls and data agree with all other sheets (declared)"}, 0},
    {"owners: {}", {{"s/a", "x"}, {"CODEOWNERS", "\n/s/ @x/y @x/z\n"}},
        {"CODEOWNERS:2: names @x/y, @x/z (declared)"}, 0},
    {"records: {files: 'adr/*.md', require: [title]}", {{"s/adr/0001-a.md", "# 1. Use it\n"}},
        {"s/adr/0001-a.md:1: the record 'Use it' (claimed)"}, 0},
    {"uses: structured-logging",
        {{"s/a.go", "package a\nimport \"log/slog\"\nfunc f() {\n\tslog.Info(\"x\")\n}\n"}},
        {"s/a.go:4: slog is called (seen in code)"}, 0},
    {"uses: api-description", {{"s/openapi.yaml", "openapi: 3.0.3\npaths:\n  /a: {get: {}}\n"}},
        {"s/openapi.yaml:3: OpenAPI with 1 path (declared)"}, 0},
    {"uses: performance-check",
        {{"s/Makefile", "a:\n\thttpbench http://x\n\thttp://x\n\toha http://localhost/\n"}},
        {"s/Makefile:4: oha is run: oha http://localhost/ (declared)"}, 0},
    {"link: runbook",
        {{"s/done.yml", "owner: '@x/y'\nlinks: {runbook: 'https://wiki.acme.dev/s'}\n"}},
        {"s/done.yml:2: link 'runbook': https://wiki.acme.dev/s (claimed)"}, 0},
    {"file: {any: B.md, about: ['docs/**']}", {{"docs/s.md", "x"}},
        {"docs/s.md: the file is there (its path names the service) (claimed)"}, 0},
    {"any_of: [{file: B.md}, {file: A.md}]", {{"s/A.md", "x"}},
        {"s/A.md: the file is there (claimed)"}, 0},
    {"all_of: [{file: {all: [a, b]}}, {file: {all: [a, b, c]}}]",
        {{"s/a", "x"}, {"s/b", "x"}, {"s/c", "x"}},
        {"s/a: the file is there (seen in code)", "s/b: the file is there (seen in code)",
            "s/a: the file is there (seen in code)"},
        2},
};

static void add_file(struct check_fixture *f, const struct stand *stand)
{
	bool changes = stand->path[0] == '!';
	struct done_change *items = done_arena_array(&f->arena, f->changes.nr + 1, sizeof(*items));

	fake_file(&f->head, stand->path + changes, stand->text);
	if (!changes)
		return;
	for (size_t i = 0; i < f->changes.nr; i++)
		items[i] = f->changes.items[i];
	items[f->changes.nr] = (struct done_change){.path = stand->path + 1, .kind = DONE_ADDED};
	f->changes.items = items;
	f->changes.nr++;
}

static const char *text_of(struct check_fixture *f, const struct done_evidence *evidence)
{
	struct done_buf buf = {0};

	if (evidence->path)
		done_buf_addstr(&buf, evidence->path);
	if (evidence->line)
		done_buf_addf(&buf, ":%d", evidence->line);
	done_buf_addf(&buf, "%s%s (%s)", evidence->path ? ": " : "", evidence->what,
	    done_strength_words[evidence->strength]);
	char *text = done_arena_strndup(&f->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

static void assert_evidence(struct check_fixture *f, const struct row *row)
{
	size_t nr = 0;

	while (nr < DONE_ARRAY_SIZE(row->evidence) && row->evidence[nr])
		nr++;
	if (f->result.nr_evidence != nr || f->result.nr_evidence_more != row->more)
		fail_msg("%s: %zu pieces of evidence and %zu more, expected %zu and %zu",
		    row->check, f->result.nr_evidence, f->result.nr_evidence_more, nr, row->more);
	for (size_t i = 0; i < nr; i++) {
		const char *text = text_of(f, &f->result.evidence[i]);

		if (strcmp(text, row->evidence[i]) != 0)
			fail_msg("%s: '%s', expected '%s'", row->check, text, row->evidence[i]);
	}
}

static void test_evidence__is_where_it_was_seen(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		for (size_t j = 0; j < FILES_MAX && rows[i].files[j].path; j++)
			add_file(&f, &rows[i].files[j]);
		check_run(&f, rows[i].check);
		/* A row without evidence is one that is unmet: what is kept then counts nothing. */
		if (!rows[i].evidence[0]) {
			assert_int_equal(f.result.verdict, DONE_UNMET);
		} else {
			assert_met(&f);
			assert_evidence(&f, &rows[i]);
		}
		check_close(&f);
	}
}

static void test_evidence__is_given_by_every_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_kinds_nr; i++) {
		const char *kind = done_kinds[i]->form.name;
		size_t len = strlen(kind), nr = 0;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(rows); j++)
			nr += !strncmp(rows[j].check, kind, len) && rows[j].check[len] == ':';
		if (!nr)
			fail_msg("kind '%s' has no row in rows[] of "
			         "tests/unit/test_check_evidence.c: call "
			         "done_result_evidence() where it is met, and add a row",
			    kind);
	}
}

static void test_strength__goes_by_the_name(void **state)
{
	static const struct {
		const char *path;
		enum done_strength strength;
	} names[] = {
	    {"a/README.md", DONE_CLAIMED},
	    {"a/README", DONE_CLAIMED},
	    {"a/b.RST", DONE_CLAIMED},
	    {"a/b.yaml", DONE_DECLARED},
	    {"Dockerfile", DONE_DECLARED},
	    {"a/.env", DONE_DECLARED},
	    {"a/b.go", DONE_SEEN},
	    {"a.md/b", DONE_SEEN},
	    {"a/b.unknown", DONE_SEEN},
	    {"", DONE_SEEN},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(names, i, names[i].path); i++) {
		if (done_strength_of(names[i].path) != names[i].strength)
			fail_msg("'%s' is %s", names[i].path,
			    done_strength_words[done_strength_of(names[i].path)]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_evidence__is_where_it_was_seen),
	    cmocka_unit_test(test_evidence__is_given_by_every_kind),
	    cmocka_unit_test(test_strength__goes_by_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
