/* Kinds `any_of` and `all_of`: how the verdicts of parts make one. */
#include "check_fixture.h"

/* Parts by letter: Met, Unmet, Not applicable, Error. */
static const char *const parts[] = {
    ['m'] = "file: {any: here.md, min_bytes: 0}",
    ['u'] = "file: gone.md",
    ['n'] = "content: {files: '*.rs', forbid: x}",
    ['e'] = "content: {files: lost.txt, match: x}",
};

static char *combine(struct check_fixture *f, const char *kind, const char *letters)
{
	struct done_buf buf = {0};

	done_buf_addf(&buf, "%s:\n", kind);
	for (; *letters; letters++)
		done_buf_addf(&buf, "  - %s\n", parts[(unsigned char)*letters]);
	char *text = done_arena_strndup(&f->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

/* The only read is that of lost.txt, which fails. */
static int lose(void *self, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	(void)self;
	(void)oid;
	(void)max;
	(void)out;
	return done_error_set(err, DONE_E_UNDECIDED, "object of '%s' is lost", path);
}

static void judge(const char *kind, const char *letters, int expected)
{
	struct check_fixture f;

	check_open(&f, "shop");
	fake_file(&f.head, "shop/here.md", "x\n");
	fake_file(&f.head, "shop/lost.txt", "x\n");
	f.snapshot.read = lose;
	check_run(&f, combine(&f, kind, letters));
	int verdict = f.rc < 0 ? DONE_UNDECIDED : (int)f.result.verdict;
	if (verdict != expected)
		fail_msg("%s of '%s': expected %s, got %s", kind, letters,
		    done_verdict_name((enum done_verdict)expected),
		    done_verdict_name((enum done_verdict)verdict));
	if (f.rc < 0) {
		/* What failed leaves the result alone. */
		assert_int_equal(f.result.verdict, DONE_WAIVED);
		assert_error(f.err, DONE_E_UNDECIDED, "object of 'shop/lost.txt' is lost");
	}
	if (verdict == DONE_UNMET)
		assert_true(f.result.nr > 0);
	check_close(&f);
}

static void test_combine__gives_one_verdict_whatever_the_order(void **state)
{
	static const struct {
		const char *letters;
		int any, all;
	} rows[] = {
	    {"m", DONE_MET, DONE_MET},
	    {"u", DONE_UNMET, DONE_UNMET},
	    {"n", DONE_NOT_APPLICABLE, DONE_NOT_APPLICABLE},
	    {"e", DONE_UNDECIDED, DONE_UNDECIDED},
	    {"mu", DONE_MET, DONE_UNMET},
	    {"um", DONE_MET, DONE_UNMET},
	    {"mn", DONE_MET, DONE_MET},
	    {"nm", DONE_MET, DONE_MET},
	    {"un", DONE_UNMET, DONE_UNMET},
	    {"nn", DONE_NOT_APPLICABLE, DONE_NOT_APPLICABLE},
	    {"em", DONE_MET, DONE_UNDECIDED},
	    {"me", DONE_MET, DONE_UNDECIDED},
	    {"eu", DONE_UNDECIDED, DONE_UNMET},
	    {"ue", DONE_UNDECIDED, DONE_UNMET},
	    {"en", DONE_UNDECIDED, DONE_UNDECIDED},
	    {"ne", DONE_UNDECIDED, DONE_UNDECIDED},
	    {"uem", DONE_MET, DONE_UNMET},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].letters); i++) {
		judge("any_of", rows[i].letters, rows[i].any);
		judge("all_of", rows[i].letters, rows[i].all);
	}
}

static void test_combine__any_of_lists_every_way_in_one_finding(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.md", "# Shop\n");
	check_run(&f,
	    "any_of:\n"
	    "  - file: RUNBOOK.md\n"
	    "  - markdown: {file: README.md, sections: ['(?i)^runbook', '(?i)^alerts']}\n");
	/* README.md is there: a section of it is less to write than a file. */
	assert_unmet(&f, 1, "shop/README.md", 0,
	    "neither way is met: (1) shop/RUNBOOK.md: there is no "
	    "'RUNBOOK.md'; (2) a section such as 'Runbook' is missing",
	    "one of these is enough:\n"
	    "1. shop/RUNBOOK.md: there is no 'RUNBOOK.md': add shop/RUNBOOK.md\n"
	    "2. shop/README.md: a section such as 'Runbook' is missing (headings: Shop): "
	    "add a heading "
	    "such as '## Runbook' (and 1 more)");
	check_close(&f);
}

/* The sheet among other files is not what is expected; more than a few ways are counted. */
static void test_combine__any_of_stands_where_the_nearest_way_is(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	check_run(&f,
	    "any_of:\n"
	    "  - content: {files: ['*.md', done.yml], match: p99}\n"
	    "  - answers: load\n");
	assert_unmet(&f, 1, "shop", 0,
	    "(1) no file matches any of '*.md' or 'done.yml'; (2) shop/done.yml: there is no "
	    "sheet, so 'load' is not answered",
	    "2. shop/done.yml: there is no sheet");
	check_close(&f);
	check_open(&f, "shop");
	check_run(&f, "any_of: [{file: a}, {file: b}, {file: c}, {file: d}, {file: e}, {file: f}]");
	assert_unmet(&f, 1, "shop/a", 0,
	    "none of 6 ways is met: (1) there is no 'a'; (2) shop/b:", "6. shop/f: there is no");
	assert_non_null(strstr(f.result.findings[0].message, "'e'; and 1 more"));
	check_close(&f);
}

static void test_combine__all_of_gives_the_findings_of_all(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	check_run(&f, "all_of:\n  - file: A.md\n  - any_of: [{file: B.md}]\n  - file: C.md\n");
	assert_unmet(&f, 3, "shop/A.md", 0, "'A.md'", "add shop/A.md");
	check_finding(&f.result.findings[1], "shop/B.md", 0, "'B.md'", "add shop/B.md");
	check_finding(&f.result.findings[2], "shop/C.md", 0, "'C.md'", "add shop/C.md");
	check_close(&f);
}

static void test_combine__says_why_none_applies(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	check_run(
	    &f, "any_of: [{changed: {if: a, then: b}}, {content: {files: '*.rs', forbid: x}}]");
	assert_not_applicable(&f,
	    "none of its parts applies: there is no range to look for "
	    "changes in; no file matches '*.rs'");
	check_close(&f);
}

static void test_combine__needs_parts(void **state)
{
	static const char *const checks[] = {"any_of: []", "all_of: []", "any_of: [{}]",
	    "any_of: [{fil: a}]", "all_of: [{file: a, data: b}]"};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		assert_true(check_load(&f, checks[i]) < 0);
		assert_int_equal(f.err.code, DONE_E_POLICY);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_combine__gives_one_verdict_whatever_the_order),
	    cmocka_unit_test(test_combine__any_of_lists_every_way_in_one_finding),
	    cmocka_unit_test(test_combine__any_of_stands_where_the_nearest_way_is),
	    cmocka_unit_test(test_combine__all_of_gives_the_findings_of_all),
	    cmocka_unit_test(test_combine__says_why_none_applies),
	    cmocka_unit_test(test_combine__needs_parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
