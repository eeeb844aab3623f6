/* The table of kinds: its examples load and run, and no fault turns a check green. */
#include "check_fixture.h"
#include "source.h"

static char *example_of(struct check_fixture *f, const struct done_kind_form *form)
{
	struct done_buf buf = {0};
	const char *text = form->example;

	done_buf_addf(&buf, "%s:\n", form->name);
	while (*text) {
		size_t len = strcspn(text, "\n");

		done_buf_addstr(&buf, "  ");
		done_buf_add(&buf, text, len);
		done_buf_addch(&buf, '\n');
		text += len + (text[len] == '\n');
	}
	char *whole = done_arena_strndup(&f->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return whole;
}

static void open_shop(struct check_fixture *f)
{
	check_open(f, "services/shop");
	fake_file(&f->head, "services/shop/README.md",
	    "# Shop\n\n## Purpose\n\nSells things to people who want them, at prices that "
	    "others set, and tells the warehouse what to send and where it should go to.\n\n"
	    "## Run\n\nSee [main](main.go) and [docs](docs/a.md#a), or [here](#run).\n\n"
	    "More words, so that the file is long enough for the check of its size to be "
	    "met by it, as the example of that kind asks for.\n");
	fake_file(&f->head, "services/shop/docs/a.md", "# A\n");
	fake_file(&f->head, "services/shop/main.go",
	    "package main\nimport \"log/slog\"\nslog.Info(\"x\")\n");
	fake_file(&f->head, "services/shop/sub/b.go", "package sub\nslog.Info(\"y\")\n");
	fake_file(&f->head, "services/shop/package.json",
	    "{\"private\": true, \"scripts\": {\"test\": \"t\"}, \"engines\": {\"node\": "
	    "\"20\"}}\n");
	fake_file(&f->head, "services/shop/done.yml",
	    "load:\n  requests_per_second: 20\n  failure_modes:\n    - {when: no disk, "
	    "effect: no "
	    "sales, response: README.md, detected_by: DiskAlmostFull}\n  about: [main.go]\n"
	    "links: {runbook: 'https://wiki.acme.dev/shop'}\n");
	fake_file(&f->head, "services/shop/docs/adr/0001-a.md",
	    "# 1. A\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n");
	fake_file(&f->head, "services/shop/junit.xml",
	    "<testsuite><testcase name=\"sells\" file=\"main.go\" line=\"2\"/></testsuite>\n");
	fake_file(&f->head, "services/shop/coverage.out",
	    "mode: set\nacme.dev/shop/main.go:1.1,3.16 2 1\n");
	fake_file(&f->head, "services/shop/lint.sarif",
	    "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": "
	    "\"lint\"}}, \"results\": []}]}\n");
	fake_file(&f->head, "services/shop/perf/k6-summary.json",
	    "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, "
	    "\"http_req_duration\": {\"max\": 9, \"p(95)\": 8}, \"http_req_failed\": "
	    "{\"value\": 0}}}");
	fake_file(&f->head, "services/shop/perf/restore-drill.txt", "restored in 12 minutes\n");
	fake_file(&f->head, "services/shop/db/schema.sql", "create table x (y int);\n");
	fake_file(&f->head, ".git-done/evidence/shop/c.a.yml",
	    "version: 1\nservice: shop\ncheck: c.a\ninputs: "
	    "sha256:7372dbfd2250be17c757eb16b947cb9c9dcd92975b408d4b1d32e9c7cfd07e1a\nreport: "
	    "{path: "
	    "services/shop/perf/restore-drill.txt, sha256: "
	    "c86693c0e47eec99b62aeba4488564512f41d615dcd1d89afa854f538ea534f9}\nrecorded: {date: "
	    "2024-10-01}\n");
	fake_file(&f->head, "services/shop/openapi.yaml",
	    "openapi: 3.1.0\ninfo: {title: Shop, version: 1.0.0}\npaths:\n  /things:\n    "
	    "get:\n"
	    "      summary: List the things that are sold\n      operationId: listThings\n"
	    "      responses:\n        '200': {description: ok, content: {application/json: "
	    "{schema: {$ref: parts.yaml}}}}\n        default: {description: error, content: "
	    "{application/json: {schema: {$ref: parts.yaml}}}}\n");
	fake_file(&f->head, "services/shop/parts.yaml", "type: object\n");
	fake_file(&f->head, "services/shop/proto/shop.proto",
	    "message Order { required string id = 1; }\nservice Shop {\n  // Sells a thing "
	    "to "
	    "a customer.\n  rpc Sell(Order) returns (Order);\n}\n");
	fake_file(&f->head, "services/shop/schema.graphql",
	    "type Query {\n  \"The things that are sold.\"\n  things: [ID!]\n}\n");
	fake_file(&f->head, "services/shop/asyncapi.yaml",
	    "asyncapi: 3.0.0\ninfo: {title: Shop, version: 1.0.0}\nchannels: {sold: {messages: "
	    "{sold: {name: ThingSold, payload: {type: string}}}}}\noperations: {tell: {action: "
	    "send, "
	    "channel: {$ref: '#/channels/sold'}}}\n");
	fake_file(&f->head, ".github/CODEOWNERS", "/services/shop/ @org/payments\n");
	check_changes(f, "services/shop/CHANGELOG.md", "services/shop/src/a.go", NULL);
}

static void test_kinds__have_all_that_a_reader_needs(void **state)
{
	(void)state;
	assert_int_equal(done_check_forms()->nr, done_kinds_nr);
	for (size_t i = 0; i < done_kinds_nr; i++) {
		const struct done_kind_form *form = &done_kinds[i]->form;

		assert_ptr_equal(form, done_check_forms()->items[i]);
		if (strncmp(form->summary, "met when ", 9) != 0)
			fail_msg(
			    "the summary of kind '%s' must begin with 'met when '", form->name);
		for (size_t j = 0; j < form->options->nr; j++) {
			const struct done_field *field = &form->options->fields[j];

			if (!field->help || strlen(field->help) <= 10)
				fail_msg("option '%s' of kind '%s' needs a sentence in .help",
				    field->name, form->name);
		}
	}
}

static void test_kinds__examples_are_met_by_a_service_that_is_done(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	fake_file(&f.head, "services/shop/RUNBOOK.md", "x\n");
	for (size_t i = 0; i < done_kinds_nr; i++) {
		check_run(&f, example_of(&f, &done_kinds[i]->form));
		assert_success(f.rc, f.err);
		if (f.result.verdict != DONE_MET)
			fail_msg("the example of kind '%s' is %s, not met (%s): add what it needs "
			         "to open_shop() in tests/unit/test_check_kinds.c",
			    done_kinds[i]->form.name, done_verdict_name(f.result.verdict),
			    f.result.nr           ? f.result.findings[0].message
			        : f.result.reason ? f.result.reason
			                          : "no reason");
	}
	check_close(&f);
}

/*
 * Checks that only limit: nothing can be missing, so that an empty service meets them, and a file
 * breaks them. Of a kind that does nothing else, the example (check NULL).
 */
static const struct limit {
	const char *kind, *check;
	const char *path, *text; /* in a service that breaks the limit */
	size_t times;            /* that text is in the file; 0: once */
} limits[] = {
    {"file", "file: {none: ['**/.env']}", "sub/.env", "KEY=1\n", 0},

    {"content", "content: {files: ['**/*.go'], forbid: panic}", "a.go", "panic()\n", 500},
};

static bool only_limits(const struct done_kind_form *form)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(limits); i++) {
		if (!limits[i].check && !strcmp(limits[i].kind, form->name))
			return true;
	}
	return false;
}

static const char *check_of_limit(struct check_fixture *f, const struct limit *limit)
{
	if (limit->check)
		return limit->check;
	for (size_t i = 0; i < done_kinds_nr; i++) {
		if (!strcmp(done_kinds[i]->form.name, limit->kind))
			return example_of(f, &done_kinds[i]->form);
	}
	fail_msg("'%s' in limits[] of tests/unit/test_check_kinds.c is not a kind", limit->kind);
	return NULL;
}

static void add_breaking(struct check_fixture *f, const struct limit *limit)
{
	struct done_buf text = {0};

	for (size_t i = 0; i == 0 || i < limit->times; i++)
		done_buf_addstr(&text, limit->text);
	fake_file(&f->head, done_arena_printf(&f->arena, "services/shop/%s", limit->path),
	    done_arena_strndup(&f->arena, text.ptr, text.len));
	done_buf_release(&text);
}

static void test_kinds__limits_are_met_by_nothing_and_broken_by_a_file(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(limits, i, limits[i].kind); i++) {
		const struct limit *limit = &limits[i];
		struct check_fixture f;

		check_open(&f, "services/shop");
		const char *check = check_of_limit(&f, limit);
		check_run(&f, check);
		assert_success(f.rc, f.err);
		if (f.result.verdict != DONE_MET && f.result.verdict != DONE_NOT_APPLICABLE)
			fail_msg("the limit of kind '%s' is %s in an empty service", limit->kind,
			    done_verdict_name(f.result.verdict));
		add_breaking(&f, limit);
		check_run(&f, check);
		assert_success(f.rc, f.err);
		if (f.result.verdict != DONE_UNMET || !f.result.findings[0].fix)
			fail_msg("the limit of kind '%s' is %s with '%s', and must be unmet with a "
			         "fix",
			    limit->kind, done_verdict_name(f.result.verdict), limit->path);
		check_close(&f);
	}
}

static void test_kinds__examples_are_unmet_by_an_empty_service(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	f.is_evidence_due = true;
	check_changes(&f, "services/shop/src/a.go", NULL);
	for (size_t i = 0; i < done_kinds_nr; i++) {
		const struct done_kind_form *form = &done_kinds[i]->form;

		if (only_limits(form))
			continue;
		check_run(&f, example_of(&f, form));
		assert_success(f.rc, f.err);
		if (f.result.verdict != DONE_UNMET || !f.result.nr)
			fail_msg("the example of kind '%s' is %s in an empty service, and must be "
			         "unmet. If the kind only limits, so that nothing can be missing, "
			         "add a row to limits[] in tests/unit/test_check_kinds.c with a "
			         "file that breaks it",
			    form->name, done_verdict_name(f.result.verdict));
		for (size_t j = 0; j < f.result.nr; j++) {
			assert_non_null(f.result.findings[j].message);
			assert_non_null(f.result.findings[j].fix);
			if (strcmp(f.result.findings[j].path, ".github/CODEOWNERS") != 0)
				assert_int_equal(
				    strncmp(f.result.findings[j].path, "services/shop", 13), 0);
		}
	}
	check_close(&f);
}

/* Every check below reads or lists; the n-th of these calls fails, for every n. */
static const char *const faulty[] = {
    "file: README.md",
    "file: {any: ['*.adoc', '**/b.go'], min_bytes: 3}",
    "file: {all: ['*.md', sub/*.go, main.go], max_bytes: 10000}",
    "file: {none: ['**/.env', secrets]}",
    "file: GONE.md",
    "file: readme.MD",
    "content: {files: ['**/*.go'], exclude: ['**/x.go'], match: slog, in: every}",
    "content: {files: ['**/*.go'], match: slog, min: 2}",
    "content: {files: ['**/*.go'], match: nothing}",
    "content: {files: ['**/*.rs'], match: nothing}",
    "content: {files: ['**/*.go'], forbid: panic}",
    "content: {files: ['**/*.go'], forbid: slog}",
    "data: {file: package.json, at: {$.private: true}}",
    "data: {file: '*.json', at: {$.nope: true}}",
    "answers: load",
    "answers: {question: load, require: [x-gone]}",
    "answers: {question: data}",
    "answers: {question: load, fresh: true}",
    "graph: {max_depth: 1}",
    "owners: '@org/payments'",
    "records: docs/adr/*.md",
    "uses: structured-logging",
    "uses: metrics",
    "uses: api-description",
    "uses: performance-check",
    "file: {any: GONE.md, about: ['docs/**']}",
    "link: gone",
    "owners: {host: gitlab}",
    "markdown: {file: README.md, sections: ['Purpose'], links: true}",
    "markdown: {file: '*.md', sections: ['Nope']}",
    "tests: junit.xml",
    "coverage: {reports: coverage.out, min: 90%}",
    "coverage: {reports: coverage.out, min_changed: 90%}",
    "scan: '*.sarif'",
    "performance: perf/k6-summary.json",
    "performance: {reports: perf/k6-summary.json, max_regression: {p95_ms: 5%}}",
    "fresh: {reports: perf/restore-drill.txt, inputs: ['db/**']}",
    "fresh: {reports: perf/drill-2.txt, inputs: ['drills/**']}",
    "openapi: openapi.yaml",
    "compatible: openapi.yaml",
    "proto: {reports: 'proto/*.proto', validate: true}",
    "compatible: 'proto/*.proto'",
    "graphql: {reports: schema.graphql, every_field: description}",
    "compatible: schema.graphql",
    "asyncapi: {reports: asyncapi.yaml, every_message: [payload, name]}",
    "compatible: asyncapi.yaml",
    "all_of: [{file: README.md}, {content: {files: '**/*.go', match: slog}}]",
    "any_of: [{content: {files: '**/*.go', match: nothing}}, {file: GONE.md}]",
};

static void test_kinds__no_fault_ends_in_a_verdict(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(faulty, i, faulty[i]); i++) {
		f.head.fail_at = 0;
		f.head.calls = 0;
		check_run(&f, faulty[i]);
		assert_success(f.rc, f.err);
		size_t calls = f.head.calls;
		assert_true(calls > 0);
		for (size_t n = 1; n <= calls; n++) {
			f.head.calls = 0;
			f.head.fail_at = n;
			f.head.fails_on = strncmp(faulty[i], "any_of", 6) == 0 ||
			    strncmp(faulty[i], "all_of", 6) == 0;
			check_again(&f);
			if (f.rc >= 0)
				fail_msg("%s: fault at call %zu of %zu gave %s", faulty[i], n,
				    calls, done_verdict_name(f.result.verdict));
			assert_error(f.err, DONE_E_UNDECIDED, "injected fault");
			/* What failed leaves the result alone. */
			assert_int_equal(f.result.verdict, DONE_WAIVED);
			assert_int_equal(f.result.nr, 0);
		}
	}
	check_close(&f);
}

/* One call alone that fails: what is unmet without the fault is never anything better with it. */
static void test_kinds__no_single_fault_makes_a_combination_green(void **state)
{
	static const char *const checks[] = {
	    "any_of: [{content: {files: '**/*.go', match: nothing}}, {file: GONE.md}, "
	    "{content: {files: '*.rs', forbid: x}}]",
	    "all_of: [{file: README.md}, {content: {files: '**/*.go', match: nothing}}]",
	    "all_of: [{content: {files: '*.md', forbid: Shop}}, {file: '*.md'}]",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		f.head.fail_at = 0;
		f.head.calls = 0;
		f.head.fails_on = false;
		check_run(&f, checks[i]);
		assert_int_equal(f.result.verdict, DONE_UNMET);
		size_t calls = f.head.calls;
		for (size_t n = 1; n <= calls; n++) {
			f.head.calls = 0;
			f.head.fail_at = n;
			check_again(&f);
			if (f.rc >= 0 && f.result.verdict != DONE_UNMET)
				fail_msg("%s: fault at call %zu gave %s", checks[i], n,
				    done_verdict_name(f.result.verdict));
		}
	}
	check_close(&f);
}

/* ---- what belongs to a kind beside its code ---- */

static bool has_fault(const char *kind)
{
	size_t len = strlen(kind);

	/* It goes by the paths of the change, and reads nothing. */
	if (!strcmp(kind, "changed"))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(faulty); i++) {
		if (!strncmp(faulty[i], kind, len) && faulty[i][len] == ':')
			return true;
	}
	return false;
}

static bool is_kind(const char *name)
{
	for (size_t i = 0; i < done_kinds_nr; i++) {
		if (!strcmp(done_kinds[i]->form.name, name))
			return true;
	}
	return false;
}

static void test_kinds__are_in_the_table(void **state)
{
	char name[64], path[512];

	(void)state;
	if (source_defines_other("src/check", "const struct done_kind done_kind_", is_kind, name,
	        sizeof(name), path))
		fail_msg("%s defines the kind '%s', which nobody can use: declare it in "
		         "src/check/kinds.h, and add its name to EACH_KIND in src/check/kinds.c",
		    path, name);
}

static void test_kinds__have_their_tests_and_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_kinds_nr; i++) {
		const char *kind = done_kinds[i]->form.name;
		/* Two kinds, one file. */
		const char *tested = strstr(kind, "_of") ? "combine" : kind;
		char path[256], part[256];

		if (!has_fault(kind))
			fail_msg("kind '%s' has no row in faulty[] of "
			         "tests/unit/test_check_kinds.c: add checks of it "
			         "that read and list files, so that each of these calls fails once",
			    kind);
		snprintf(path, sizeof(path), "tests/unit/test_check_%s.c", tested);
		snprintf(part, sizeof(part), "%s: ", kind);
		if (!source_has(path, part))
			fail_msg("kind '%s' has no checks in %s: add the file, with bad options "
			         "too",
			    kind, path);
		if (!source_has(path, "DONE_E_POLICY"))
			fail_msg("%s has no bad options of kind '%s': add rows of them, and assert "
			         "DONE_E_POLICY, the text, the line and the column",
			    path, kind);
		snprintf(part, sizeof(part), "`%s.c`", kind);
		if (!source_has("src/check/README.md", part))
			fail_msg("src/check/README.md does not name %s: add it to the table of "
			         "files",
			    part);
		snprintf(path, sizeof(path), "config/reference/%s.md", kind);
		if (!source_has(path, kind))
			fail_msg("kind '%s' has no reference page: write it with git-done explain "
			         "%s >%s",
			    kind, kind, path);
	}
}

static void test_kinds__an_unknown_number_is_our_own_fault(void **state)
{
	struct check_fixture f;
	struct done_test test = {.kind = 1000};

	(void)state;
	open_shop(&f);
	check_view(&f);
	assert_int_equal(done_test_run(&test, &f.view, &f.result, &f.err), DONE_E_INTERNAL);
	check_close(&f);
}

static void test_verdicts__have_names(void **state)
{
	(void)state;
	assert_string_equal(done_verdict_name(DONE_MET), "met");
	assert_string_equal(done_verdict_name(DONE_UNMET), "unmet");
	assert_string_equal(done_verdict_name(DONE_WAIVED), "waived");
	assert_string_equal(done_verdict_name(DONE_NOT_APPLICABLE), "not applicable");
	assert_string_equal(done_verdict_name(DONE_UNDECIDED), "undecided");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds__have_all_that_a_reader_needs),
	    cmocka_unit_test(test_kinds__examples_are_met_by_a_service_that_is_done),
	    cmocka_unit_test(test_kinds__examples_are_unmet_by_an_empty_service),
	    cmocka_unit_test(test_kinds__limits_are_met_by_nothing_and_broken_by_a_file),
	    cmocka_unit_test(test_kinds__are_in_the_table),
	    cmocka_unit_test(test_kinds__have_their_tests_and_pages),
	    cmocka_unit_test(test_kinds__no_fault_ends_in_a_verdict),
	    cmocka_unit_test(test_kinds__no_single_fault_makes_a_combination_green),
	    cmocka_unit_test(test_kinds__an_unknown_number_is_our_own_fault),
	    cmocka_unit_test(test_verdicts__have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
