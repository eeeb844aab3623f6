/* `evidence`: what it asks stands in every check that reads reports, unless the check says it
 * itself. */
#include "done/check.h"
#include "support.h"

#define HEAD "version: 1\nservices: ['*']\n"
#define CHECK(check) "criteria:\n  d:\n    checks:\n      r: " check "\n"
#define SEALED "evidence: {require_seal: true}\n"

struct evidence_fixture {
	struct done_arena arena;
	struct done_policy *policy;
	struct done_error err;
};

static int evidence_read(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)err;
	if (strcmp(path, DONE_POLICY_PATH) != 0)
		return 0;
	done_buf_addstr(out, self);
	return 1;
}

static void evidence_load(struct evidence_fixture *f, const char *text)
{
	const struct done_policy_source source = {.self = (char *)text, .read = evidence_read};

	(void)done_policy_load(
	    &f->arena, &source, DONE_POLICY_PATH, done_check_forms(), &f->policy, &f->err);
}

static void evidence_close(struct evidence_fixture *f)
{
	done_policy_release(f->policy);
	done_arena_release(&f->arena);
}

/* The options as they are compared and judged. */
static const struct done_value *evidence_options(const struct evidence_fixture *f, const char *kind)
{
	const struct done_value *criteria = done_value_get(f->policy->merged, "criteria");
	const struct done_value *checks = done_value_get(done_value_get(criteria, "d"), "checks");

	return done_value_get(done_value_get(checks, "r"), kind);
}

static void test_evidence__stands_in_every_check_that_reads_reports(void **state)
{
	static const struct {
		const char *name, *text, *kind;
		int wanted; /* -1: the option does not stand there */
	} rows[] = {
	    {"not said", HEAD CHECK("{tests: {reports: j}}"), "tests", -1},
	    {"false", HEAD "evidence: {require_seal: false}\n" CHECK("{tests: {reports: j}}"),
	        "tests", -1},
	    {"tests", HEAD SEALED CHECK("{tests: {reports: j}}"), "tests", 1},
	    {"short", HEAD SEALED CHECK("{tests: j.xml}"), "tests", 1},
	    {"short list", HEAD SEALED CHECK("{tests: [j.xml, k.xml]}"), "tests", 1},
	    {"scan", HEAD SEALED CHECK("{scan: {reports: j}}"), "scan", 1},
	    {"coverage", HEAD SEALED CHECK("{coverage: {reports: j, min: 1%}}"), "coverage", 1},
	    {"performance", HEAD SEALED CHECK("{performance: {reports: j}}"), "performance", 1},
	    {"the check says otherwise",
	        HEAD SEALED CHECK("{tests: {reports: j, require_seal: false}}"), "tests", 0},
	    {"reads none", HEAD SEALED CHECK("{file: x}"), "file", -1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct evidence_fixture f = {0};
		const struct done_value *option;

		evidence_load(&f, rows[i].text);
		assert_string_equal(f.err.message, "");
		option = done_value_get(evidence_options(&f, rows[i].kind), "require_seal");
		assert_int_equal(option ? option->boolean : -1, rows[i].wanted);
		evidence_close(&f);
	}
}

static void test_evidence__reaches_parts_of_checks(void **state)
{
	struct evidence_fixture f = {0};
	const struct done_value *parts, *inner;

	(void)state;
	evidence_load(
	    &f, HEAD SEALED CHECK("{any_of: [{file: x}, {all_of: {checks: [{tests: j.xml}]}}]}"));
	assert_string_equal(f.err.message, "");
	parts = evidence_options(&f, "any_of");
	inner = done_value_get(done_value_get(&parts->list.ptr[1], "all_of"), "checks");
	assert_true(
	    done_value_get(done_value_get(&inner->list.ptr[0], "tests"), "require_seal")->boolean);
	evidence_close(&f);
}

static void test_evidence__slips_are_errors_with_their_place(void **state)
{
	static const struct {
		const char *name, *text, *message;
		int line;
	} rows[] = {
	    {"not a map", HEAD "evidence: true\n" CHECK("{file: x}"), "must be a map", 3},
	    {"unknown key", HEAD "evidence: {require_seals: true}\n" CHECK("{file: x}"),
	        "unknown key 'require_seals'", 3},
	    {"no boolean", HEAD "evidence: {require_seal: always}\n" CHECK("{file: x}"),
	        "'require_seal' must be true or false", 3},
	    {"a check that admits no directory",
	        HEAD SEALED CHECK("{tests: {reports: j, from: tree}}"),
	        "only reports of --evidence are sealed, and 'from' does not admit them", 7},
	    {"fresh is about committed reports",
	        HEAD SEALED CHECK("{tests: {reports: j, fresh: inputs}}"),
	        "'fresh' is about committed reports", 7},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct evidence_fixture f = {0};

		evidence_load(&f, rows[i].text);
		assert_non_null(strstr(f.err.message, rows[i].message));
		assert_int_equal(f.err.line, rows[i].line);
		evidence_close(&f);
	}
}

/* The tree that was read must stay as it was written. */
static void test_evidence__leaves_what_is_written_alone(void **state)
{
	struct evidence_fixture f = {0};
	const struct done_value *checks;

	(void)state;
	evidence_load(&f, HEAD SEALED CHECK("{tests: {reports: j}}"));
	checks = done_value_get(
	    done_value_get(done_value_get(f.policy->written, "criteria"), "d"), "checks");
	assert_null(
	    done_value_get(done_value_get(done_value_get(checks, "r"), "tests"), "require_seal"));
	evidence_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_evidence__stands_in_every_check_that_reads_reports),
	    cmocka_unit_test(test_evidence__reaches_parts_of_checks),
	    cmocka_unit_test(test_evidence__slips_are_errors_with_their_place),
	    cmocka_unit_test(test_evidence__leaves_what_is_written_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
