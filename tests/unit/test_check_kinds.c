/* The table of kinds: its examples load and run, and no fault turns a check green. */
#include "check_fixture.h"

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
	fake_file(&f->head, "services/shop/main.go", "package main\nslog.Info(\"x\")\n");
	fake_file(&f->head, "services/shop/sub/b.go", "package sub\nslog.Info(\"y\")\n");
	fake_file(&f->head, "services/shop/package.json",
	          "{\"private\": true, \"scripts\": {\"test\": \"t\"}, \"engines\": {\"node\": "
	          "\"20\"}}\n");
	fake_file(&f->head, "services/shop/done.yml",
	          "load:\n  requests_per_second: 20\n  failure_modes:\n    - {when: no disk, "
	          "effect: no "
	          "sales, response: README.md, detected_by: an alert}\n  about: [main.go]\n");
	fake_file(&f->head, "services/shop/docs/adr/0001-a.md",
	          "# 1. A\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n");
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
		assert_int_equal(strncmp(form->summary, "met when ", 9), 0);
		for (size_t j = 0; j < form->options->nr; j++)
			assert_true(strlen(form->options->fields[j].help) > 10);
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
		assert_met(&f);
	}
	check_close(&f);
}

static void test_kinds__examples_are_unmet_by_an_empty_service(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	check_changes(&f, "services/shop/src/a.go", NULL);
	for (size_t i = 0; i < done_kinds_nr; i++) {
		check_run(&f, example_of(&f, &done_kinds[i]->form));
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict, DONE_UNMET);
		assert_true(f.result.nr > 0);
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
	"owners: {host: gitlab}",
	"markdown: {file: README.md, sections: ['Purpose'], links: true}",
	"markdown: {file: '*.md', sections: ['Nope']}",
	"all_of: [{file: README.md}, {content: {files: '**/*.go', match: slog}}]",
	"any_of: [{content: {files: '**/*.go', match: nothing}}, {file: GONE.md}]",
};

static void test_kinds__no_fault_ends_in_a_verdict(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(faulty); i++) {
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
	for (size_t i = 0; i < DONE_ARRAY_SIZE(checks); i++) {
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
		cmocka_unit_test(test_kinds__no_fault_ends_in_a_verdict),
		cmocka_unit_test(test_kinds__no_single_fault_makes_a_combination_green),
		cmocka_unit_test(test_kinds__an_unknown_number_is_our_own_fault),
		cmocka_unit_test(test_verdicts__have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
