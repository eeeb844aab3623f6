/* Kind `records`: what decision records must say, and rules that one of them sets aside. */
#include "check_fixture.h"

#define GOOD "# 1. Use PostgreSQL\n\nDate: 2026-01-31\n\n## Status\n\nAccepted\n"
#define ADR "services/a/adr/"

static void open_service(struct check_fixture *f, const char *name, const char *text)
{
	check_open(f, "services/a");
	fake_file(&f->head, done_arena_printf(&f->arena, ADR "%s", name), text);
}

static void test_records__that_say_all_are_met(void **state)
{
	struct check_fixture f;

	(void)state;
	open_service(&f, "0001-a.md", GOOD);
	fake_file(&f.head, ADR "0002-b.md",
	    "---\nstatus: superseded by ADR-0001\ndate: 2026-01-31\n---\n# B\nSee "
	    "[a](0001-a.md).\n");
	fake_file(&f.head, ADR "README.md", "Index\n");
	check_run(&f, "records: adr/[0-9]*.md");
	assert_met(&f);
	assert_string_equal(f.result.reason, "2 records");
	check_run(&f, "records: {files: 'adr/*.md', except: adr/README.md}");
	assert_met(&f);
	check_close(&f);
}

static void test_records__say_what_they_lack_and_where(void **state)
{
	static const struct {
		const char *name, *text;
		size_t nr;
		int line;
		const char *message, *fix;
	} rows[] = {
	    {"a.md", GOOD, 0, 0, NULL, NULL},
	    {"a.md", "# Use it\n\nDate: 2026-01-31\n\n## Status\n\nAccepted\n", 1, 0, "no number",
	        "0001-use-postgresql.md"},
	    {"0002-a.md", GOOD, 1, 1, "title says number 1, the file's name 2", "same number"},
	    {"0001-a.md", "Date: 2026-01-31\nStatus: accepted\n", 3, 0, "no title", "begin it"},
	    {"0001-a.md", "# \nDate: 2026-01-31\nStatus: accepted\n", 1, 1, "title is empty",
	        "write"},
	    {"0001-a.md", "# A\nStatus: accepted\n", 1, 0, "no date", "Date: YYYY-MM-DD"},
	    {"0001-a.md", "# A\nDate: 2026-02-30\nStatus: accepted\n", 1, 2,
	        "date '2026-02-30' is not a valid date", "a day that exists"},
	    {"0001-a.md", "# A\n\n## Status\n\nAccepted on 2026-02-03\n", 0, 0, NULL, NULL},
	    {"0001-a.md", "# A\n\n## Status\n\nAccepted (2026-02-31)\n", 1, 5,
	        "date '2026-02-31)' is not a valid date", "a day that exists"},
	    {"0001-a.md", "---\ntitle: A\nstatus: accepted\ndate: 2026-02-03\n---\n\n## Context\n",
	        0, 0, NULL, NULL},
	    {"0001-a.md", "---\ntitle: B\nstatus: accepted\ndate: 2026-02-03\n---\n# 2. A\n", 1, 6,
	        "title says number 2", "same number"},
	    {"0001-a.md", "# A\nDate: 2026-02-03\n", 1, 0, "has no status", "'## Status'"},
	    {"0001-a.md", "# A\nDate: 2026-02-03\nStatus: maybe\n", 1, 3,
	        "status is 'maybe'; expected proposed, accepted", "begin it with one word"},
	    {"0001-a.md", "# A\nDate: 2026-02-03\nStatus: superseded\n", 1, 3,
	        "does not say by what", "superseded by"},
	    {"0001-a.md", "# A\nDate: 2026-02-03\nStatus: superseded by ADR-0009\n", 1, 3,
	        "does not exist: 'superseded by ADR-0009'", "name a record"},
	    {"0001-a.md", "# A\nDate: 2026-02-03\nStatus: superseded by [x](../../../../x.md)\n", 2,
	        3, "does not exist", "name a record"},
	    {"0001-a.md", GOOD "\nSee [b](gone.md).\n", 1, 9, "link 'gone.md'", "correct the link"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;

		open_service(&f, rows[i].name, rows[i].text);
		check_run(&f, "records: adr/*.md");
		if (rows[i].nr)
			assert_unmet(&f, rows[i].nr,
			    done_arena_printf(&f.arena, ADR "%s", rows[i].name), rows[i].line,
			    rows[i].message, rows[i].fix);
		else
			assert_met(&f);
		check_close(&f);
	}
}

static void test_records__options_ask_for_less_or_for_more(void **state)
{
	struct check_fixture f;

	(void)state;
	open_service(&f, "a.md", "# A\nSee [b](gone.md).\n");
	check_run(&f, "records: {files: 'adr/*.md', require: title, links: false}");
	assert_met(&f);
	check_run(&f, "records: {files: 'adr/*.md', require: title}");
	assert_unmet(&f, 1, ADR "a.md", 2, "link", "correct the link");
	check_close(&f);
	open_service(&f, "0001-a.md", "# A\nDate: 2026-01-01\nStatus: proposed\n");
	check_run(&f, "records: {files: 'adr/*.md', status: [accepted, superseded]}");
	assert_unmet(&f, 1, ADR "0001-a.md", 3,
	    "status is 'proposed'; expected accepted or superseded", "bring the decision");
	check_close(&f);
}

static void test_records__two_of_one_number(void **state)
{
	struct check_fixture f;

	(void)state;
	open_service(&f, "0001-a.md", GOOD);
	fake_file(&f.head, ADR "0001-b.md", GOOD);
	fake_file(&f.head, ADR "x/0001-c.md", GOOD);
	check_run(&f, "records: 'adr/**/*.md'");
	assert_unmet(&f, 1, ADR "0001-b.md", 0, "number 1 is taken by 'services/a/adr/0001-a.md'",
	    "next free number");
	check_close(&f);
}

static void test_records__missing_ones_links_and_pointers(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/a");
	fake_file(&f.head, "services/a/x", "x");
	check_run(&f, "records: adr/*.md");
	assert_unmet(&f, 1, "services/a/adr", 0, "no file matches 'adr/*.md'", "add a file");
	check_close(&f);
	open_service(&f, "0001-a.md",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:"
	    "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");
	check_run(&f, "records: adr/*.md");
	assert_unmet(&f, 1, ADR "0001-a.md", 0, "Git LFS pointer", "git lfs");
	check_close(&f);
}

#define RULE                                                                               \
	"any_of:\n"                                                                        \
	"  - data: {file: done.yml, at: {$.decisions.database: {one_of: [postgresql]}}}\n" \
	"  - records: {named_in: {file: done.yml, at: $.decisions.schema}, status: accepted}\n"

static void test_records__an_accepted_one_sets_a_rule_aside(void **state)
{
	static const struct {
		const char *sheet, *record;
		enum done_verdict verdict;
	} rows[] = {
	    {"decisions: {database: postgresql}\n", GOOD, DONE_MET},
	    {"decisions: {database: redis}\n", GOOD, DONE_UNMET},
	    {"decisions: {database: redis, schema: adr/0001-a.md}\n", GOOD, DONE_MET},
	    {"decisions: {database: redis, schema: /services/a/adr/0001-a.md#why}\n", GOOD,
	        DONE_MET},
	    {"decisions: {database: redis, schema: services/a/adr/0001-a.md}\n", GOOD, DONE_MET},
	    {"decisions: {database: redis, schema: ../a/adr/0001-a.md}\n", GOOD, DONE_UNMET},
	    {"decisions: {database: redis, schema: adr/0002-b.md}\n", GOOD, DONE_UNMET},
	    {"decisions: {database: redis, schema: adr}\n", GOOD, DONE_UNMET},
	    {"decisions: {database: redis, schema: 3}\n", GOOD, DONE_UNMET},
	    {"decisions: {database: redis, schema: adr/0001-a.md}\n",
	        "# A\nDate: 2026-01-01\nStatus: proposed\n", DONE_UNMET},
	    {"decisions: {database: redis, schema: adr/0001-a.md}\n",
	        "# A\nDate: 2026-01-01\nStatus: superseded by 1\n", DONE_UNMET},
	    {"decisions: [\n", GOOD, DONE_UNMET},
	    {"owner: x\n", GOOD, DONE_UNMET},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].sheet); i++) {
		struct check_fixture f;

		open_service(&f, "0001-a.md", rows[i].record);
		fake_file(&f.head, "services/a/done.yml", rows[i].sheet);
		check_run(&f, RULE);
		assert_success(f.rc, f.err);
		if (f.result.verdict != rows[i].verdict)
			fail_msg("%s: %s", rows[i].sheet, done_verdict_name(f.result.verdict));
		check_close(&f);
	}
}

static void test_records__named_ones_are_findings_at_their_name(void **state)
{
	struct check_fixture f;

	(void)state;
	open_service(&f, "0001-a.md", GOOD);
	fake_file(&f.head, "services/a/done.yml", "decisions:\n  schema: adr/gone.md\n  x: [1]\n");
	check_run(&f, "records: {named_in: {file: done.yml, at: $.decisions.schema}}");
	assert_unmet(&f, 1, "services/a/done.yml", 2, "'adr/gone.md' names no decision record",
	    "name the record's file");
	check_run(&f, "records: {named_in: {file: done.yml, at: $.decisions.x}}");
	assert_unmet(&f, 1, "services/a/done.yml", 3, "a list names no decision record", "name");
	check_run(&f, "records: {named_in: {file: done.yml, at: $.nope}}");
	assert_unmet(&f, 1, "services/a/done.yml", 0, "'$.nope' is missing", "add it");
	check_run(&f, "records: {named_in: {file: gone.yml, at: $.nope}}");
	assert_unmet(&f, 1, "services/a/gone.yml", 0, "there is no", "add");
	check_close(&f);
}

static void test_records__faults_are_errors(void **state)
{
	static const char *const checks[] = {
	    "records: adr/*.md",
	    "records: {named_in: {file: done.yml, at: $.decisions.schema}}",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		struct check_fixture f;
		size_t calls;

		open_service(
		    &f, "0001-a.md", "# A\nDate: 2026-01-01\nStatus: superseded by 7\n[x](y.md)\n");
		fake_file(&f.head, "services/a/done.yml", "decisions: {schema: adr/0001-a.md}\n");
		check_run(&f, checks[i]);
		assert_int_equal(f.result.verdict, DONE_UNMET);
		calls = f.head.calls;
		for (size_t n = 1; n <= calls; n++) {
			f.head.calls = 0;
			f.head.fail_at = n;
			check_again(&f);
			if (f.rc >= 0 && f.result.verdict != DONE_UNMET)
				fail_msg("%s: fault %zu gave %s", checks[i], n,
				    done_verdict_name(f.result.verdict));
		}
		check_close(&f);
	}
}

static void test_records__policies_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *text, *part;
	} rows[] = {
	    {"records: {}", "say either 'files' or 'named_in'"},
	    {"records: {files: x, named_in: {file: y, at: $.z}}", "say either"},
	    {"records: {named_in: {file: y, at: $.z}, except: x}", "'except' goes with"},
	    {"records: {files: x, status: acepted}", "'status' cannot be 'acepted'"},
	    {"records: {files: x, require: [title, day]}", "'require' cannot be 'day'"},
	    {"records: {named_in: {file: y, at: z}}", "JSONPath"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/a");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		assert_true(check_load(&f, rows[i].text) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_records__that_say_all_are_met),
	    cmocka_unit_test(test_records__say_what_they_lack_and_where),
	    cmocka_unit_test(test_records__options_ask_for_less_or_for_more),
	    cmocka_unit_test(test_records__two_of_one_number),
	    cmocka_unit_test(test_records__missing_ones_links_and_pointers),
	    cmocka_unit_test(test_records__an_accepted_one_sets_a_rule_aside),
	    cmocka_unit_test(test_records__named_ones_are_findings_at_their_name),
	    cmocka_unit_test(test_records__faults_are_errors),
	    cmocka_unit_test(test_records__policies_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
