/*
 * What findings are about: of every kind each way of being wrong has a subject of its own, which
 * stays when messages are reworded, lines move, code is formatted or the service moves; and an
 * amount that grows as it gets worse.
 */
#include <math.h>
#include <stdarg.h>

#include "done/view.h"

/* The view's own code, with every message and fix reworded while this is true. */
static bool rewords;

static void test_vaddf(struct done_buf *buf, const char *format, va_list args) DONE_PRINTF(2, 0);
static void test_vaddf(struct done_buf *buf, const char *format, va_list args)
{
	if (rewords)
		done_buf_addstr(buf, "other words");
	else
		done_buf_vaddf(buf, format, args);
}

#define done_buf_vaddf test_vaddf
#include "view/result.c"
#undef done_buf_vaddf

#include "check_fixture.h"

#define FILES_MAX 7

/* Paths with a leading '/' are from the root, others below the service; "@" in a text or path is
 * the service's directory, "%" its name. */
struct stand {
	const char *path, *text; /* text NULL: a symbolic link */
};

static const struct row {
	const char *check;
	struct stand files[FILES_MAX];
	const char *subjects[3];
	double amount; /* of the first */
} rows[] = {
    {"file: A.md", {{"x", ""}}, {"file.any: missing"}, 0},
    {"file: {all: [A.md, 'b/*']}", {{"x", ""}},
        {"file.all: missing: A.md", "file.all: missing: b/*"}, 0},
    {"file: {any: %.md, min_bytes: 9}", {{"%.md", "1234"}}, {"file.any: too short: ./{service}.md"},
        5},
    {"file: A.md", {{"A.md", " "}}, {"file.any: empty: ./A.md"}, 0},
    {"file: A.md", {{"A.md", "lorem ipsum dolor sit amet"}}, {"file.any: placeholder: ./A.md"}, 0},
    {"tests: {reports: j, from: tree}", {{"x", ""}}, {"tests.reports: missing"}, 0},
    {"tests: j", {{"j", "<testsuite>\n\n<testcase name='a'><failure/></testcase></testsuite>"}},
        {"tests: failed: a"}, 0},
    {"tests: j", {{"j", "<testsuite/>"}}, {"tests: no case: ./j"}, 0},
    {"tests: j", {{"j", "<testsuite"}}, {"tests.reports: not readable: ./j"}, 0},
    {"tests: {reports: j, min: 3}", {{"j", "<testsuite><testcase name='a'/></testsuite>"}},
        {"tests.min: too few: ./j"}, 2},
    {"tests: j", {{"j", "<testsuite><testcase name='a'><skipped/></testcase></testsuite>"}},
        {"tests: all skipped: ./j"}, 0},
    {"coverage: {reports: c, min: 0.8}",
        {{"c", "SF:a.js\nDA:1,1\nDA:2,0\nend_of_record\n"}, {"a.js", "1\n2\n"}},
        {"coverage.min: too little"}, 30},
    {"coverage: {reports: c, min_files: 0.6}",
        {{"c", "SF:a.js\nDA:1,1\nend_of_record\n"}, {"a.js", "1\n2\n"}, {"b.js", "1"},
            {"c.js", "1"}, {"d.js", "1"}, {"e.js", "1"}},
        {"coverage.min_files: too few files"}, 4},
    {"coverage: {reports: c, min: 0.08}",
        {{"c", "SF:a.js\nDA:9,1\nend_of_record\n"}, {"a.js", "1\n2\n"}},
        {"coverage: other version: ./c: {service}/a.js"}, 0},
    {"coverage: {reports: c, min: 0.08}", {{"c", "SF:gone.js\nDA:9,1\nend_of_record\n"}},
        {"coverage: other tree: ./c", "coverage: nothing measured: ./c"}, 0},
    {"performance: {reports: c, max: {p95_ms: 5}}",
        {{"c",
            "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, \"http_req_duration\": "
            "{\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": {\"value\": 0}}}"}},
        {"performance.max: above: ./c: p95_ms"}, 3},
    {"performance: {reports: c, max: {p99_ms: 5}}",
        {{"c",
            "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, \"http_req_duration\": "
            "{\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": {\"value\": 0}}}"}},
        {"performance.max: absent: ./c: p99_ms"}, 0},
    {"performance: c",
        {{"c",
            "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, \"http_req_duration\": "
            "{\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": {\"value\": 1}}}"}},
        {"performance.reports: all failed: ./c"}, 0},
    {"scan: r",
        {{"r",
            "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\"}}, "
            "\"results\": [{\"ruleId\": \"q\", \"level\": \"error\", \"message\": {\"text\": "
            "\"bad at 12\"}}]}]}"}},
        {"scan: q: ./r: bad at"}, 0},
    {"scan: r",
        {{"r",
            "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\"}}}]}"}},
        {"scan: not finished: ./r: T"}, 0},
    {"fresh: {reports: r, inputs: '*.rs'}", {{"r", "x"}}, {"fresh.inputs: no inputs"}, 0},
    {"fresh: {reports: r, inputs: '*.go'}",
        {{"r", "x"}, {"a.go", "x"}, {"/.git-done/evidence/%/c.a.yml", "version: 1\n"}},
        {"fresh.inputs: not a record: /.git-done/evidence/{service}/c.a.yml"}, 0},
    {"fresh: r", {{"r", ""}, {"a.go", "x"}}, {"fresh.reports: empty: ./r"}, 0},
    {"openapi: {reports: o.yaml, every_operation: [summary]}",
        {{"o.yaml",
            "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': "
            "{description: x, foo: 1}}}}}\n"}},
        {"openapi.reports: unknown key: ./o.yaml: GET /a response 200 foo",
            "openapi.every_operation: missing: ./o.yaml: GET /a summary"},
        0},
    {"proto: {reports: p.proto, every_rpc: [comment], validate: true}",
        {{"p.proto",
            "package p;\nmessage M { optional N n = 1; }\nservice S { rpc A(M) returns (M); }\n"}},
        {"proto.reports: type not declared: ./p.proto: p.M.n",
            "proto.every_rpc: missing: ./p.proto: p.S.A",
            "proto.validate: no rule: ./p.proto: p.M"},
        0},
    {"proto: {reports: p.proto}", {{"p.proto", "import \"x.proto\";\n"}},
        {"proto.reports: empty: ./p.proto"}, 0},
    {"proto: {reports: p.proto, validate: true}",
        {{"p.proto", "import \"x.proto\";\nservice S { rpc A(x.M) returns (x.M); }\n"}},
        {"proto.validate: not seen: ./p.proto: S.A"}, 0},
    {"asyncapi: {reports: e.yaml, every_operation: [summary], every_message: [payload]}",
        {{"e.yaml",
            "asyncapi: 2.6.0\ninfo: {title: t, version: '1'}\nchannels: {a: {foo: 1, publish: "
            "{message: {name: M}}}}\n"}},
        {"asyncapi.reports: unknown key: ./e.yaml: channel a channel a foo",
            "asyncapi.every_operation: missing: ./e.yaml: publish a publish a summary",
            "asyncapi.every_message: missing: ./e.yaml: publish a M payload"},
        0},
    {"graphql: {reports: g.gql, every_field: description, every_deprecated: reason}",
        {{"g.gql", "type Query { a: Int @deprecated \"The sum of it.\" b: B }\n"}},
        {"graphql.reports: unknown type: ./g.gql: Query.b",
            "graphql.every_field: missing: ./g.gql: Query.a",
            "graphql.every_deprecated: no reason: ./g.gql: Query.a"},
        0},
    {"graphql: g.gql", {{"g.gql", "extend schema @link(url: \"x\")\n"}},
        {"graphql.reports: empty: ./g.gql"}, 0},
    {"compatible: o.yaml", {{"o.yaml", "openapi: [\n"}},
        {"compatible.reports: cannot be parsed: ./o.yaml: "}, 0},
    {"markdown: {topics: [run]}", {{"x", ""}}, {"markdown.topics: missing: ./README.md: run"}, 0},
    {"markdown: {topics: [runbook]}", {{"README.md", "# Runbook\n\nsee it\n"}},
        {"markdown.topics: too short: ./README.md: runbook"}, 13},
    {"file: {any: /d/%.md, max_bytes: 3}", {{"/d/%.md", "1234"}},
        {"file.any: too large: /d/{service}.md"}, 1},
    {"file: {none: '*.env'}", {{"a.env", "1"}}, {"file.none: must not be here: ./a.env"}, 0},
    {"file: A.txt", {{"A.txt", NULL}}, {"file.any: link: ./A.txt"}, 0},
    {"file: A", {{"A/b", "x"}}, {"file.any: directory: ./A"}, 0},
    {"content: {files: '*.go', match: slog}", {{"x", ""}}, {"content.files: missing"}, 0},
    {"content: {files: '*.go', match: slog}", {{"a.go", "x\n"}}, {"content.match: missing"}, 1},
    {"content: {files: '*.go', match: slog, min: 3}", {{"a.go", "slog\n"}},
        {"content.match: too few"}, 2},
    {"content: {files: '*.go', match: slog, max: 1}",
        {{"a.go", "slog slog\n"}, {"b.go", "slog slog\n"}}, {"content.match: too many"}, 3},
    {"content: {files: '*.go', match: slog, in: every}", {{"a.go", "slog\n"}, {"b.go", "x\n"}},
        {"content.match: missing: ./b.go"}, 1},
    {"content: {files: '*.go', match: slog, exclude: '*.go'}", {{"a.go", "x"}},
        {"content.exclude: all excluded"}, 0},
    {"content: {files: '*.go', forbid: 'print\\('}", {{"a.go", "print( % )\n  \tprint(\t\t% )\n"}},
        {"content.forbid: forbidden: ./a.go: print( {service} )",
            "content.forbid: forbidden: ./a.go: print( {service} ) #2"},
        0},
    {"uses: structured-logging", {{"a.go", "package a\n"}}, {"uses: missing: structured-logging"},
        0},
    {"uses: api-description", {{"a.go", "package a\n"}, {"openapi.yaml", "\n"}},
        {"uses: missing: api-description"}, 0},
    {"uses: performance-check", {{"a.go", "package a\n"}}, {"uses: missing: performance-check"}, 0},
    {"link: [runbook, ops]", {{"a", ""}}, {"link.any: missing: runbook"}, 0},
    {"link: runbook", {{"done.yml", "links: {runbook: 'https://example.com/'}\n"}},
        {"link: example: ./done.yml: runbook"}, 0},
    {"file: {any: A.md, about: ['docs/**']}", {{"a", ""}}, {"file.any: missing"}, 0},
    {"uses: client-timeouts", {{"a.go", "package a\nimport \"net/http\"\nvar c = http.Client{}\n"}},
        {"uses: missing: ./a.go: client-timeouts"}, 1},
    {"data: {file: a.json, at: {$.b: 1}}", {{"x", ""}}, {"data.file: missing"}, 0},
    {"data: {file: a.json, at: {$.b: 1}}", {{"a.json", "{"}}, {"data: cannot be parsed: ./a.json"},
        0},
    {"data: {file: a.json, at: {$.b: 1}}", {{"a.json", "{\"a\": 2}"}},
        {"data.at.$.b: missing: ./a.json"}, 0},
    {"data: {file: a.json, at: {$.b: 1}}", {{"a.json", "{\"b\": 2}"}},
        {"data.at.$.b.equals: another value: ./a.json"}, 0},
    {"data: {file: a.json, at: {$.b: {min: 5}}}", {{"a.json", "{\"b\": 2.5}"}},
        {"data.at.$.b.min: too small: ./a.json"}, 2.5},
    {"data: {file: a.json, at: {$.b: {max: 5}}}", {{"a.json", "{\"b\": 7}"}},
        {"data.at.$.b.max: too large: ./a.json"}, 2},
    {"data: {file: a.json, at: {$.b: {max: 5}}}", {{"a.json", "{\"b\": \"x\"}"}},
        {"data.at.$.b.max: not a number: ./a.json"}, 0},
    {"data: {file: a.json, at: {$.b: {min_items: 3}}}", {{"a.json", "{\"b\": [1]}"}},
        {"data.at.$.b: too few: ./a.json"}, 2},
    {"data: {file: a.json, at: {$.b: {matches: '^x'}}}", {{"a.json", "{\"b\": \"y\"}"}},
        {"data.at.$.b.matches: no match: ./a.json"}, 0},
    {"data: {file: a.json, at: {$.b: {exists: false}}}", {{"a.json", "{\"b\": 1}"}},
        {"data.at.$.b: must not be there: ./a.json"}, 0},
    {"data: {file: a.yml, document: 2, at: {$.b: 1}}", {{"a.yml", "b: 1\n"}},
        {"data.document: missing: ./a.yml"}, 0},
    {"markdown: {file: A.md, sections: [{heading: Run}]}", {{"x", ""}}, {"markdown.file: missing"},
        0},
    {"markdown: {file: A.md, sections: [{heading: Run}]}", {{"A.md", "# A\n"}},
        {"markdown.sections[0]: missing: ./A.md"}, 0},
    {"markdown: {file: A.md, sections: [A, {heading: Run, min_words: 5}]}",
        {{"A.md", "# A\n\n## Run\n\nTwo words.\n"}}, {"markdown.sections[1]: too short: ./A.md"},
        3},
    {"markdown: {file: A.md, sections: [A]}", {{"A.md", "# A\n\nTBD\n"}},
        {"markdown.placeholders: placeholder: ./A.md: TBD"}, 0},
    {"markdown: {file: A.md, sections: [A], placeholders: [x+y]}",
        {{"A.md", "# A\n\nsay xxy now\n"}}, {"markdown.placeholders: placeholder: ./A.md: xxy"}, 0},
    {"markdown: {file: A.md, sections: [A], links: true}", {{"A.md", "# A\n\n[b](b.md)\n"}},
        {"markdown.links: broken: ./A.md: b.md"}, 0},
    {"changed: {if: '*.go', then: '*.md'}", {{"!a.go", ""}}, {"changed.then: unchanged"}, 0},
    {"answers: load", {{"x", ""}}, {"answers: unanswered: load"}, 0},
    {"answers: {question: load, require: [x-a]}", {{"done.yml", "load: {x-a: todo, x-b: true}\n"}},
        {"answers: unanswered: x-a"}, 0},
    {"answers: {question: load, require: [x-a]}",
        {{"done.yml", "load: {x-a: 'lorem ipsum dolor'}\n"}}, {"answers: placeholder: x-a"}, 0},
    {"answers: {question: load, require: [x-a]}", {{"done.yml", "load: {x-a: {}}\n"}},
        {"answers: empty: x-a"}, 0},
    {"answers: {question: load, require: [x-a]}", {{"done.yml", "load: {x-a: gone.md}\n"}},
        {"answers: names nothing: x-a"}, 0},
    {"answers: {question: load, require: [x-a_ms]}", {{"done.yml", "load: {x-a_ms: -2}\n"}},
        {"answers: below zero: x-a_ms"}, 0},
    {"answers: load", {{"done.yml", "load: ["}}, {"answers: sheet cannot be used"}, 0},
    {"graph: {}", {{"x", ""}}, {"graph: no sheet"}, 0},
    {"graph: {}", {{"done.yml", "communication: [{to: b, style: sync}]\n"}}, {"graph: unknown: b"},
        0},
    {"graph: {}", {{"done.yml", "communication: [{to: %, style: sync}]\n"}},
        {"graph: calls itself"}, 0},
    {"graph: {max_fan_out: 1}",
        {{"done.yml",
            "communication:\n- {to: 'external:b', style: sync}\n- {to: 'external:c', style: sync}\n"
            "- {to: 'external:d', style: sync}\n"}},
        {"graph.max_fan_out: too many"}, 2},
    {"owners: {}", {{"a", ""}}, {"owners: missing"}, 0},
    {"owners: {}", {{"a", ""}, {"b", ""}, {"/CODEOWNERS", "/@/b @x/y\n"}}, {"owners: unowned"}, 1},
    {"owners: {one_of: '@x/z'}", {{"a", ""}, {"b", ""}, {"/CODEOWNERS", "/@/ @x/y\n"}},
        {"owners.one_of: owned by others"}, 2},
    {"owners: {}", {{"done.yml", "owner: '@x/o'\n"}, {"/CODEOWNERS", "/@/ @x/y\n"}},
        {"owners.sheet: another owner"}, 0},
    {"records: 'adr/*.md'", {{"x", ""}}, {"records.files: missing"}, 0},
    {"records: {files: 'adr/*.md', require: [title, status]}", {{"adr/0001-a.md", "no title\n"}},
        {"records: no title: ./adr/0001-a.md", "records: no status: ./adr/0001-a.md"}, 0},
    {"records: {files: 'adr/*.md', require: [date]}",
        {{"adr/0001-a.md", "# 1. A\n\nDate: 2026-31-31\n"}},
        {"records: not a date: ./adr/0001-a.md"}, 0},
    {"records: {files: 'adr/*.md', require: [number]}",
        {{"adr/0001-a.md", "# 1. A\n"}, {"adr/0001-b.md", "# 1. B\n"}},
        {"records: number taken: ./adr/0001-b.md"}, 0},
    {"records: {named_in: {file: a.yml, at: $.b}}", {{"a.yml", "b: gone.md\n"}},
        {"records.named_in: names nothing: ./a.yml: gone.md"}, 0},
    {"all_of: [{file: A.md}, {content: {files: x, forbid: q}}]", {{"x", "q\n"}},
        {"all_of[0].file.any: missing", "all_of[1].content.forbid: forbidden: ./x: q"}, 0},
    {"any_of: [{file: A.md}, {file: {any: x, min_bytes: 5}}]", {{"x", "q\n"}},
        {"any_of: no way is met\nany_of[0].file.any: missing\nany_of[1].file.any: too short: ./x"},
        3},
    {"any_of: [{file: A.md}, {content: {files: '*.go', forbid: q}}]", {{"x", "q\n"}},
        {"any_of[0].file.any: missing"}, 0},
};

/* ---- one row, in a service of some name and place ---- */

static const char *filled(struct check_fixture *f, const char *text)
{
	struct done_buf buf = {0};

	for (; *text; text++) {
		if (*text == '@' && text[1] == '/')
			done_buf_addstr(&buf, f->service.path);
		else if (*text == '%')
			done_buf_addstr(&buf, f->service.name);
		else
			done_buf_addch(&buf, *text);
	}
	char *whole = done_arena_strndup(&f->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return whole;
}

static void add_file(struct check_fixture *f, const struct stand *stand, const char *before)
{
	bool changes = stand->path[0] == '!';
	const char *name = filled(f, stand->path + changes);
	const char *path =
	    *name == '/' ? name + 1 : done_arena_printf(&f->arena, "%s/%s", f->service.path, name);

	if (!stand->text)
		fake_link(&f->head, path, "nowhere");
	else
		fake_file(&f->head, path,
		    done_arena_printf(&f->arena, "%s%s", before, filled(f, stand->text)));
	if (changes)
		check_changes(f, path, NULL);
}

static void run_row(
    struct check_fixture *f, const struct row *row, const char *service, const char *before)
{
	check_open(f, service);
	for (size_t i = 0; i < FILES_MAX && row->files[i].path; i++)
		add_file(f, &row->files[i], before);
	check_run(f, filled(f, row->check));
	assert_success(f->rc, f->err);
}

static void assert_subjects(const struct check_fixture *f, const struct row *row, const char *when)
{
	size_t nr = 0;

	while (nr < DONE_ARRAY_SIZE(row->subjects) && row->subjects[nr])
		nr++;
	if (f->result.nr != nr)
		fail_msg("%s, %s: %zu findings, expected %zu: %s", row->check, when, f->result.nr,
		    nr, f->result.nr ? f->result.findings[0].subject : "none");
	for (size_t i = 0; i < nr; i++) {
		if (strcmp(f->result.findings[i].subject, row->subjects[i]) != 0)
			fail_msg("%s, %s: the subject is '%s', expected '%s'", row->check, when,
			    f->result.findings[i].subject, row->subjects[i]);
	}
	if (f->result.findings[0].amount != row->amount)
		fail_msg("%s, %s: the amount is %g, expected %g", row->check, when,
		    f->result.findings[0].amount, row->amount);
}

static void run_rows(const char *service, const char *before, const char *when)
{
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		run_row(&f, &rows[i], service, before);
		assert_subjects(&f, &rows[i], when);
		check_close(&f);
	}
}

static void test_subjects__are_of_what_is_wrong(void **state)
{
	(void)state;
	run_rows("services/shop", "", "as it is");
}

static void test_subjects__stay_when_every_message_is_reworded(void **state)
{
	struct check_fixture f;

	(void)state;
	rewords = true;
	run_rows("services/shop", "", "reworded");
	/* The messages were reworded indeed. */
	run_row(&f, &rows[0], "services/shop", "");
	assert_string_equal(f.result.findings[0].message, "other words");
	check_close(&f);
	rewords = false;
}

/* Checks by how long a file is: blank lines count there. */
static const char *const measures[] = {"_bytes"};

static bool measures_lines(const char *check)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(measures); i++) {
		if (strstr(check, measures[i]))
			return true;
	}
	return false;
}

static void test_subjects__stay_when_a_line_moves(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		if (measures_lines(rows[i].check))
			continue;
		run_row(&f, &rows[i], "services/shop", "\n\n");
		if (!f.result.nr)
			fail_msg("%s: two blank lines above make it met. If the check measures how "
			         "long a file is, add its option to measures[] above this test; if "
			         "not, "
			         "the kind must not count them",
			    rows[i].check);
		assert_subjects(&f, &rows[i], "with lines above");
		check_close(&f);
	}
}

static void test_subjects__stay_when_the_service_moves(void **state)
{
	(void)state;
	run_rows("apps/group/shop", "", "elsewhere");
	run_rows("services/cart", "", "by another name");
	run_rows("shop", "", "at the top");
}

static void test_subjects__of_every_kind_are_here(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_kinds_nr; i++) {
		const char *kind = done_kinds[i]->form.name;
		size_t len = strlen(kind), nr = 0;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(rows); j++)
			nr += !strncmp(rows[j].check, kind, len) && rows[j].check[len] == ':';
		if (!nr)
			fail_msg("kind '%s' has no row in rows[] of "
			         "tests/unit/test_check_subjects.c: add one for each of "
			         "its findings",
			    kind);
	}
}

/* ---- getting worse ---- */

static void test_amount__grows_as_it_gets_worse(void **state)
{
	static const struct {
		const char *check, *path, *bad, *worse;
	} pairs[] = {
	    {"file: {any: a, min_bytes: 9}", "a", "1234", "12"},
	    {"file: {any: a, max_bytes: 2}", "a", "1234", "123456"},
	    {"content: {files: a, match: q, min: 4}", "a", "qqq", "q"},
	    {"content: {files: a, match: q, max: 1}", "a", "qq", "qqqqq"},
	    {"content: {files: a, match: q, max: 1, in: every}", "a", "qq", "qqqqq"},
	    {"data: {file: a.json, at: {$.b: {min: 5}}}", "a.json", "{\"b\": 4.5}", "{\"b\": -2}"},
	    {"data: {file: a.json, at: {$.b: {max: 5}}}", "a.json", "{\"b\": 6}", "{\"b\": 1e9}"},
	    {"data: {file: a.json, at: {$.b: {min_items: 5}}}", "a.json", "{\"b\": [1, 2]}",
	        "{\"b\": []}"},
	    {"markdown: {file: A.md, sections: [{heading: Run, min_words: 9}]}", "A.md",
	        "# Run\n\nfour words of text\n", "# Run\n\ntwo words\n"},
	    {"any_of: [{file: X.md}, {file: {any: a, min_bytes: 9}}]", "a", "1234", "12"},
	    {"graph: {max_fan_out: 1}", "done.yml",
	        "communication: [{to: 'external:b', style: sync}, {to: 'external:c', style: "
	        "sync}]\n",
	        "communication: [{to: 'external:b', style: sync}, {to: 'external:c', style: "
	        "sync}, {to: 'external:d', style: sync}]\n"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].check); i++) {
		const struct row bad = {pairs[i].check, {{pairs[i].path, pairs[i].bad}}, {NULL}, 0};
		const struct row worse = {
		    pairs[i].check, {{pairs[i].path, pairs[i].worse}}, {NULL}, 0};
		struct check_fixture f, g;

		run_row(&f, &bad, "services/shop", "");
		run_row(&g, &worse, "services/shop", "");
		assert_int_equal(f.result.nr, 1);
		assert_int_equal(g.result.nr, 1);
		assert_string_equal(f.result.findings[0].subject, g.result.findings[0].subject);
		if (!(f.result.findings[0].amount > 0 &&
		        f.result.findings[0].amount < g.result.findings[0].amount))
			fail_msg("%s: %g, and when it is worse %g", pairs[i].check,
			    f.result.findings[0].amount, g.result.findings[0].amount);
		check_close(&f);
		check_close(&g);
	}
}

/* An infinite distance is a large one, and one that is not a number is not measured. */
static void test_amount__is_always_a_number(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	fake_file(&f.head, "services/shop/a.yml", "b: .inf\n");
	check_run(&f, "data: {file: a.yml, at: {$.b: {max: 5}}}");
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.nr, 1);
	assert_true(isfinite(f.result.findings[0].amount));
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_subjects__are_of_what_is_wrong),
	    cmocka_unit_test(test_subjects__stay_when_every_message_is_reworded),
	    cmocka_unit_test(test_subjects__stay_when_a_line_moves),
	    cmocka_unit_test(test_subjects__stay_when_the_service_moves),
	    cmocka_unit_test(test_subjects__of_every_kind_are_here),
	    cmocka_unit_test(test_amount__grows_as_it_gets_worse),
	    cmocka_unit_test(test_amount__is_always_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
