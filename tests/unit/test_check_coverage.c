/* Kind `coverage`: shares of the whole and of what a change brings; paths; moved files. */
#include "check_fixture.h"

#define TEN "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
#define LCOV(path, lines) "SF:" path "\n" lines "end_of_record\n"
#define HALF "DA:1,1\nDA:2,1\nDA:3,0\nDA:4,0\n"

static const struct {
	const char *check, *report;
	const char *unmet; /* a part of the first finding; NULL: met */
} rows[] = {
    {"coverage: {reports: c, min: 50%}", LCOV("src/a.js", HALF), NULL},
    {"coverage: {reports: c, min: 50.1%}", LCOV("src/a.js", HALF),
        "2 of 4 lines are covered (50 %), at least 50.1 % wanted"},
    {"coverage: {reports: c, min: 100%}", LCOV("src/a.js", "DA:1,1\nDA:2,1\n"), NULL},
    {"coverage: {reports: c, min: 0%}", LCOV("src/a.js", "DA:1,0\n"), NULL},
    {"coverage: {reports: c, min: 0%}", LCOV("src/a.js", ""), "the report has no measured lines"},
    {"coverage: {reports: c, min: 0%, of: branches}", LCOV("src/a.js", HALF),
        "the report has no measured branches"},
    {"coverage: {reports: c, min: 50%, of: branches}",
        LCOV("src/a.js", HALF "BRDA:1,0,0,1\nBRDA:1,0,1,-\n"), NULL},
    {"coverage: {reports: c, min: 60%, exclude: src/b.js}",
        LCOV("src/a.js", "DA:1,1\n") LCOV("src/b.js", "DA:1,0\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("src/a.js", "DA:1,1\n") LCOV("src/b.js", "DA:1,0\n"),
        "1 of 2 lines are covered (50 %)"},
    /* Only the service's own files count. */
    {"coverage: {reports: c, min: 60%}",
        LCOV("src/a.js", "DA:1,1\n") LCOV("/other/x.js", "DA:1,0\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("other/x.js", "DA:1,1\n"),
        "the report measures no file of this service"},
    /* Paths of other machines. */
    {"coverage: {reports: c, min: 60%}", LCOV("/home/ci/w/s/src/a.js", "DA:1,1\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("/app/src/a.js", "DA:1,1\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("C:\\\\ci\\\\s\\\\src\\\\a.js", "DA:1,1\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("webpack://shop/./src/a.js", "DA:1,1\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("file:///ci/x/../s/src/a.js", "DA:1,1\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("deep/D.java", "DA:1,1\n"), NULL},
    {"coverage: {reports: c, min: 60%}", LCOV("twice/T.java", "DA:1,1\n"),
        "'twice/T.java' may be several files of this tree"},
    {"coverage: {reports: c, min: 60%}", "mode: set\nacme.dev/s/src/a.js:1.1,1.2 1 1\n", NULL},
    {"coverage: {reports: c, min: 60%}", "mode: set\nacme.dev/other/src/a.js:1.1,1.2 1 1\n", NULL},
    /* Of another tree. */
    {"coverage: {reports: c, min: 0%}", LCOV("src/a.js", HALF) LCOV("src/gone.js", "DA:1,1\n"),
        "1 of 2 files that the report names are not in this tree (first: 'src/gone.js')"},
    {"coverage: {reports: c, min: 0%}", LCOV("src/a.js", "DA:11,1\n"),
        "the report names line 11 of 's/src/a.js', which has 10 lines: it is of another version"},
    {"coverage: {reports: c, min: 0%}",
        "<report name='r'><package name='src'><sourcefile name='a.js'><line nr='99' mi='0' ci='1' "
        "mb='0' cb='0'/></sourcefile></package><counter type='LINE' missed='0' "
        "covered='1'/></report>",
        NULL},
    {"coverage: {reports: c, min: 0%}",
        "<report name='r'><package name='deep'><sourcefile name='D.java'><line nr='99' mi='0' "
        "ci='1' mb='0' cb='0'/></sourcefile></package><counter type='LINE' missed='0' "
        "covered='1'/></report>",
        "the report names line 99 of 's/main/java/deep/D.java', which has 10 lines"},
};

static void coverage_tree(struct check_fixture *f)
{
	check_open(f, "s");
	fake_file(&f->head, "s/src/a.js", TEN);
	fake_file(&f->head, "s/src/b.js", TEN);
	fake_file(&f->head, "s/main/java/deep/D.java", TEN);
	fake_file(&f->head, "s/one/twice/T.java", TEN);
	fake_file(&f->head, "s/two/twice/T.java", TEN);
	fake_file(&f->head, "other/x.js", TEN);
}

static void test_coverage__judges_the_whole(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].report); i++) {
		struct check_fixture f;

		coverage_tree(&f);
		fake_file(&f.head, "s/c", rows[i].report);
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!rows[i].unmet)
			assert_met(&f);
		else if (!f.result.nr || !strstr(f.result.findings[0].message, rows[i].unmet) ||
		    !f.result.findings[0].fix)
			fail_msg("%zu findings, the first: %s", f.result.nr,
			    f.result.nr ? f.result.findings[0].message : f.result.reason);
		check_close(&f);
	}
}

static void test_coverage__a_module_says_whose_files_they_are(void **state)
{
	struct check_fixture f;

	(void)state;
	coverage_tree(&f);
	fake_file(&f.head, "s/go.mod", "// a module\nmodule acme.dev/s\n\ngo 1.21\n");
	fake_file(&f.head, "s/c", "mode: set\nacme.dev/s/src/a.js:1.1,1.2 1 1\n");
	fake_file(&f.head, "s/d", "mode: set\nacme.dev/s/other/src/a.js:1.1,1.2 1 1\n");
	check_run(&f, "coverage: {reports: c, min: 60%}");
	assert_met(&f);
	/* The end would fit, but the module says that the file is gone. */
	check_run(&f, "coverage: {reports: d, min: 60%}");
	assert_int_equal(f.result.verdict, DONE_UNMET);
	check_close(&f);
}

static void test_coverage__reports_of_several_runs_add_up(void **state)
{
	struct check_fixture f;

	(void)state;
	coverage_tree(&f);
	fake_file(&f.head, "s/1.info", LCOV("src/a.js", "DA:1,1\nDA:2,0\n"));
	fake_file(&f.head, "s/2.info", LCOV("/ci/s/src/a.js", "DA:1,0\nDA:2,7\n"));
	check_run(&f, "coverage: {reports: '*.info', min: 100%}");
	assert_met(&f);
	assert_string_equal(
	    f.result.reason, "lcov: 1 of 2 source files, 100 % of 2 lines, committed, so claimed");
	check_close(&f);
}

/* ---- the files that reports know ---- */

static void test_coverage__a_share_of_a_few_files_is_none_of_the_service(void **state)
{
	static const struct {
		const char *check, *report;
		const char *part; /* of the finding, or of the reason where met */
		bool is_met;
	} known[] = {
	    {"min: 50%", LCOV("src/1.js", HALF),
	        "the report knows 1 of 6 source files of the service, "
	        "at least 20 % wanted (not in it: 'src/2.js' and others)",
	        false},
	    {"max_drop: 1%", LCOV("src/1.js", HALF), "knows 1 of 6 source files", false},
	    {"min: 50%", LCOV("src/1.js", HALF) LCOV("src/2.js", HALF),
	        "lcov: 2 of 8 source files, 50 % of 8 lines", true},
	    {"min: 50%, min_files: 50%", LCOV("src/1.js", HALF) LCOV("src/2.js", HALF),
	        "knows 2 of 6 source files of the service, at least 50 % wanted", false},
	    {"min_files: 50%", LCOV("src/1.js", HALF) LCOV("src/2.js", HALF) LCOV("src/3.js", HALF),
	        "lcov: 3 of 8 source files", true},
	    {"min: 50%, exclude: ['src/[3-6].js']", LCOV("src/1.js", HALF), "1 of 4 source files",
	        true},
	    /* With less than five sources nothing is said, nor where changed lines alone are asked.
	     */
	    {"min: 50%, exclude: ['src/[46].js']", LCOV("src/1.js", HALF), "1 of 6 source", true},
	    {"min_changed: 50%", LCOV("src/1.js", HALF), "lcov: 1 file", true},
	    {"min: 50%", LCOV("lib/a.py", HALF), "lcov: 1 file, ", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(known, i, known[i].check); i++) {
		struct check_fixture f;
		const char *text;

		check_open(&f, "s");
		for (int j = 1; j <= 6; j++)
			fake_file(&f.head, done_arena_printf(&f.arena, "s/src/%d.js", j), TEN);
		fake_file(&f.head, "s/src/empty.js", "// declares nothing\n\n");
		fake_file(&f.head, "s/src/none.js", "");
		fake_file(&f.head, "s/src/1.test.js", TEN);
		fake_file(&f.head, "s/lib/a.py", TEN);
		fake_file(&f.head, "s/c", known[i].report);
		check_run(
		    &f, done_arena_printf(&f.arena, "coverage: {reports: c, %s}", known[i].check));
		assert_success(f.rc, f.err);
		text = f.result.nr ? f.result.findings[0].message : f.result.reason;
		if ((f.result.verdict == DONE_MET) != known[i].is_met ||
		    !strstr(text, known[i].part))
			fail_msg("%s", text);
		check_close(&f);
	}
}

/* ---- changed lines ---- */

static const struct {
	const char *check;
	struct {
		const char *path, *before, *after; /* before NULL: added; after NULL: deleted */
	} files[3];
	const char *report;
	const char *unmet, *path; /* NULL: met */
	const char *reason;       /* a part of it, where met */
	int line;
} changes[] = {
    /* Lines 3 and 4 change, and neither is covered. */
    {"min_changed: 80%, min_lines: 1", {{"s/src/a.js", TEN, "1\n2\nx\ny\n5\n6\n7\n8\n9\n10\n"}},
        LCOV("src/a.js", HALF),
        "2 of 2 changed lines are not covered: 3-4 (coverage of changed lines is 0 %, at least "
        "80 % wanted)",
        "s/src/a.js", NULL, 3},
    {"min_changed: 80%, min_lines: 1", {{"s/src/a.js", TEN, "x\ny\n3\n4\n5\n6\n7\n8\n9\n10\n"}},
        LCOV("src/a.js", HALF), NULL, NULL, ", 2 changed, 2 measured, 2 covered", 0},
    /* Fewer than five measured lines are no percentage. */
    {"min_changed: 80%", {{"s/src/a.js", TEN, "1\n2\nx\ny\n5\n6\n7\n8\n9\n10\n"}},
        LCOV("src/a.js", HALF), NULL, NULL,
        "0 of 2 measured changed lines covered (fewer than 5: not judged)", 0},
    /* Lines that the report does not know are no code. */
    {"min_changed: 80%, min_lines: 1", {{"s/src/a.js", TEN, "1\n2\n3\n4\n5\n6\n7\n8\n9\nx\n"}},
        LCOV("src/a.js", HALF), NULL, NULL, "no measured line changed", 0},
    {"min_changed: 80%, min_lines: 1", {{"s/README.md", "a\n", "b\n"}}, LCOV("src/a.js", HALF),
        NULL, NULL, "no measured line changed", 0},
    /* A deleted file asks for nothing, an added one for all. */
    {"min_changed: 80%, min_lines: 1", {{"s/src/gone.js", TEN, NULL}}, LCOV("src/a.js", HALF), NULL,
        NULL, "no measured line changed", 0},
    {"min_changed: 80%, min_lines: 1", {{"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF), "2 of 4 changed lines are not covered: 3-4", "s/src/n.js", NULL, 3},
    /* A source that the report does not know. */
    {"min_changed: 80%", {{"s/src/n.js", NULL, "one()\n\n// two\nthree()\n"}},
        LCOV("src/a.js", HALF),
        "'src/n.js' changed (2 lines of code) and the coverage report does not know it",
        "s/src/n.js", NULL, 1},
    {"min_changed: 80%, exclude: ['src/n*']", {{"s/src/n.js", NULL, "one()\n"}},
        LCOV("src/a.js", HALF), NULL, NULL, "no measured line changed", 0},
    {"min_changed: 80%", {{"s/src/n.js", NULL, "// nothing\n\n"}}, LCOV("src/a.js", HALF), NULL,
        NULL, "no measured line changed", 0},
    {"min_changed: 80%", {{"s/src/n.test.js", NULL, "test()\n"}}, LCOV("src/a.js", HALF), NULL,
        NULL, "no measured line changed", 0},
    {"min_changed: 80%", {{"s/src/n.py", NULL, "one()\n"}}, LCOV("src/a.js", HALF), NULL, NULL,
        "no measured line changed", 0},
    {"min_changed: 80%", {{"s/src/t.go", NULL, "package s\n\ntype T struct{}\n"}},
        LCOV("src/a.js", HALF) LCOV("src/b.go", "DA:1,1\n"), NULL, NULL, "no measured line changed",
        0},
    /* Of another service. */
    {"min_changed: 80%", {{"other/n.js", NULL, "one()\n"}}, LCOV("src/a.js", HALF), NULL, NULL,
        "no measured line changed", 0},
    /* Moved: by bytes, by name, by lines. */
    {"min_changed: 80%, min_lines: 1",
        {{"s/old/o.js", "1\n2\n3\n9\n", NULL}, {"s/old/p.js", "1\n2\n3\n4\n", NULL},
            {"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF), NULL, NULL, "no measured line changed", 0},
    {"min_changed: 80%, min_lines: 1",
        {{"s/old/o.js", "1\n2\n3\n4\n", NULL}, {"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF), NULL, NULL, "no measured line changed", 0},
    {"min_changed: 80%, min_lines: 1",
        {{"s/old/n.js", "9\n8\n7\n4\n", NULL}, {"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF),
        "1 of 3 changed lines are not covered: 3 (coverage of changed lines is 66.6 %, at least "
        "80 % "
        "wanted); compared with s/old/n.js",
        "s/src/n.js", NULL, 3},
    {"min_changed: 80%, min_lines: 1",
        {{"s/old/o.js", "1\n2\n3\n5\n", NULL}, {"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF), "1 of 1 changed lines are not covered: 4", "s/src/n.js", NULL, 4},
    {"min_changed: 80%, min_lines: 1",
        {{"s/old/o.js", "7\n8\n9\n4\n", NULL}, {"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF), "2 of 4 changed lines are not covered: 3-4", "s/src/n.js", NULL, 3},
    /* A copy of a file that stays is new. */
    {"min_changed: 80%, min_lines: 1",
        {{"s/old/o.js", "1\n2\n3\n4\n", "1\n2\n3\n4\n"}, {"s/src/n.js", NULL, "1\n2\n3\n4\n"}},
        LCOV("src/n.js", HALF), "2 of 4 changed lines are not covered: 3-4", "s/src/n.js", NULL, 3},
    /* Blanks at the ends of lines. */
    {"min_changed: 80%, min_lines: 1, ignore_space: true",
        {{"s/src/a.js", TEN, "1\n2\n3\r\n4  \n5\n6\n7\n8\n9\n10\n"}}, LCOV("src/a.js", HALF), NULL,
        NULL, "no measured line changed", 0},
    {"min_changed: 80%, min_lines: 1", {{"s/src/a.js", TEN, "1\n2\n3\r\n4  \n5\n6\n7\n8\n9\n10\n"}},
        LCOV("src/a.js", HALF), "2 of 2 changed lines are not covered: 3-4", "s/src/a.js", NULL, 3},
    /* Totals tell nothing of lines. */
    {"min_changed: 80%", {{"s/README.md", "a\n", "b\n"}},
        "{\"total\": {\"lines\": {\"total\": 1, \"covered\": 1, \"pct\": 100}, \"statements\": "
        "{\"total\": 1}}, \"src/a.js\": {\"lines\": {\"total\": 1, \"covered\": 1}, "
        "\"statements\": {\"total\": 1, \"covered\": 1}, \"functions\": {\"total\": 0, "
        "\"covered\": 0}, \"branches\": {\"total\": 0, \"covered\": 0}}}",
        "the report has totals only", "s/c", NULL, 0},
};

static void test_coverage__judges_changed_lines(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(changes, i, changes[i].files[0].path); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;
		bool has_a = false;

		check_open(&f, "s");
		for (size_t j = 0; j < 3 && changes[i].files[j].path; j++) {
			const char *path = changes[i].files[j].path;

			has_a = has_a || !strcmp(path, "s/src/a.js");
			if (changes[i].files[j].before)
				fake_file(&before, path, changes[i].files[j].before);
			if (changes[i].files[j].after)
				fake_file(&f.head, path, changes[i].files[j].after);
		}
		if (!has_a) {
			fake_file(&before, "s/src/a.js", TEN);
			fake_file(&f.head, "s/src/a.js", TEN);
		}
		fake_file(&f.head, "s/src/b.go", TEN);
		fake_file(&before, "s/src/b.go", TEN);
		fake_file(&f.head, "s/c", changes[i].report);
		fake_open(&before, &base);
		f.base = &base;
		assert_success(
		    done_changes_between(&base, &f.snapshot, &f.arena, &f.changes, &f.err), f.err);
		check_run(&f,
		    done_arena_printf(&f.arena, "coverage: {reports: c, %s}", changes[i].check));
		assert_success(f.rc, f.err);
		if (changes[i].unmet)
			assert_unmet(&f, 1, changes[i].path, changes[i].line, changes[i].unmet, "");
		else {
			assert_met(&f);
			if (!strstr(f.result.reason, changes[i].reason))
				fail_msg("%s", f.result.reason);
		}
		check_close(&f);
		fake_release(&before);
	}
}

static void test_coverage__without_a_range_nothing_changed(void **state)
{
	struct check_fixture f;

	(void)state;
	coverage_tree(&f);
	fake_file(&f.head, "s/c", LCOV("src/a.js", HALF));
	check_run(&f, "coverage: {reports: c, min_changed: 80%}");
	assert_met(&f);
	assert_non_null(strstr(f.result.reason, "no range to look for changed lines in"));
	check_close(&f);
}

static void test_coverage__must_not_drop(void **state)
{
	static const struct {
		const char *check, *base, *part;
		bool is_met;
	} drops[] = {
	    {"coverage: {reports: c, max_drop: 0}", LCOV("src/a.js", HALF), "", true},
	    {"coverage: {reports: c, max_drop: 24%}",
	        LCOV("src/a.js", "DA:1,1\nDA:2,1\nDA:3,1\nDA:4,0\n"),
	        "50 % of the lines are covered, 75 % at the base: at most 24 % less may be", false},
	    {"coverage: {reports: c, max_drop: 25%}",
	        LCOV("src/a.js", "DA:1,1\nDA:2,1\nDA:3,1\nDA:4,0\n"), "", true},
	    {"coverage: {reports: c, max_drop: 0}", NULL, "no result for the base", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(drops, i, drops[i].check); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;

		coverage_tree(&f);
		if (drops[i].base)
			fake_file(&before, "s/c", drops[i].base);
		fake_open(&before, &base);
		f.base = &base;
		fake_file(&f.head, "s/c", LCOV("src/a.js", HALF));
		check_run(&f, drops[i].check);
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict == DONE_MET, drops[i].is_met);
		assert_non_null(
		    strstr(drops[i].is_met ? f.result.reason : f.result.findings[0].message,
		        drops[i].part));
		check_close(&f);
		fake_release(&before);
	}
}

static void test_coverage__bad_options_are_errors(void **state)
{
	static const struct {
		const char *check, *message;
		int column;
	} bad[] = {
	    {"coverage: {reports: a}",
	        "needs one of 'min', 'min_changed', 'max_drop' and 'min_files'", 19},
	    {"coverage: {min: 80%}", "'reports'", 19},
	    {"coverage: {reports: a, min: 80}", "'min' must be a ratio", 37},
	    {"coverage: {reports: a, min: x%}", "'min' must be a ratio", 37},
	    {"coverage: {reports: a, min: 1%, of: pages}", "'of'", 45},
	    {"coverage: {reports: a, min: 1%, format: junit}",
	        "'junit' is not a format of coverage", 49},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, bad[i].column);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_coverage__judges_the_whole),
	    cmocka_unit_test(test_coverage__a_module_says_whose_files_they_are),
	    cmocka_unit_test(test_coverage__reports_of_several_runs_add_up),
	    cmocka_unit_test(test_coverage__a_share_of_a_few_files_is_none_of_the_service),
	    cmocka_unit_test(test_coverage__judges_changed_lines),
	    cmocka_unit_test(test_coverage__without_a_range_nothing_changed),
	    cmocka_unit_test(test_coverage__must_not_drop),
	    cmocka_unit_test(test_coverage__bad_options_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
