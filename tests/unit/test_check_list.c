/* Lists of globs in checks: '!' takes out what an item before it matches, and the last decides. */
#include "check/kinds.h"
#include "check_fixture.h"

#include <stdio.h>

static void open_shop(struct check_fixture *f)
{
	check_open(f, "s/shop");
	fake_file(&f->head, "s/shop/a.go", "ok\n");
	fake_file(&f->head, "s/shop/gen/b.go", "bad\n");
	fake_file(&f->head, "s/shop/gen/keep.go", "bad\n");
	fake_file(&f->head, "s/shop/src/c.go", "bad\n");
	fake_file(&f->head, "s/shop/key.pem", "x\n");
	fake_file(&f->head, "s/shop/public.pem", "x\n");
	fake_file(&f->head, "docs/shop.md", "bad\n");
	fake_file(&f->head, "docs/shop.png", "bad\n");
}

/* What each check finds, as "path path"; NULL: it is met. */
static void test_list__is_read_in_order_by_every_kind(void **state)
{
	static const struct {
		const char *check, *found;
	} rows[] = {
	    {"content: {files: ['**/*.go', '!gen/**', '!src/**'], forbid: bad}", NULL},
	    {"content: {files: ['**/*.go', '!gen', '!src'], forbid: bad}", NULL},
	    {"content: {files: ['**/*.go', '!gen/**'], forbid: bad}", "s/shop/src/c.go"},
	    {"content: {files: ['**/*.go', '!*/**', 'gen/keep.go'], forbid: bad}",
	        "s/shop/gen/keep.go"},
	    {"content: {files: ['**/*.go', '!gen/**', '**/*.go'], forbid: bad}",
	        "s/shop/gen/b.go s/shop/gen/keep.go s/shop/src/c.go"},
	    {"content: {files: ['**/*.go'], exclude: ['**', '!src/**'], forbid: bad}",
	        "s/shop/src/c.go"},
	    {"content: {files: ['**/*.go'], exclude: ['gen/**', '!gen/keep.go', 'src/**'], "
	     "forbid: bad}",
	        "s/shop/gen/keep.go"},
	    {"content: {files: ['/docs/{service}.*', '!/docs/*.png', '!/docs/*.md'], match: "
	     "bad}",
	        "docs"},
	    {"content: {files: ['/docs/{service}.*', '!/docs/{service}.md'], forbid: bad}",
	        "docs/shop.png"},
	    {"file: {none: ['*.pem', '!public.pem']}", "s/shop/key.pem"},
	    {"file: {none: ['*.pem', '!*.pem']}", NULL},
	    {"file: {none: ['**', '!src/**', '!gen/**', '!*.go', '!*.pem']}", NULL},
	    {"file: {none: ['**', '!src', '!gen/keep.go', '!*.go', '!*.pem']}", "s/shop/gen/b.go"},
	    {"file: {none: [gen, '!gen/b.go']}", "s/shop/gen/keep.go"},
	    {"file: {none: [gen, 'gen/**', '!gen/b.go']}", "s/shop/gen/keep.go"},
	    {"file: {none: [gen, '!src/**']}", "s/shop/gen"},
	    {"file: {any: ['*.pem', '!key.pem']}", NULL},
	    {"file: {any: ['*.pem', '!**/*.pem']}", "s/shop"},
	    {"file: {any: [key.pem, '!key.pem']}", "s/shop/key.pem"},
	    {"any_of: [{file: {any: ['*.pem', '!**']}}, {file: {any: ['*.go', '!**']}}]", "s/shop"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct done_buf found = {0};

		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		for (size_t j = 0; j < f.result.nr; j++)
			done_buf_addf(&found, "%s%s", j ? " " : "", f.result.findings[j].path);
		if (strcmp(found.len ? found.ptr : "", rows[i].found ? rows[i].found : "") != 0)
			fail_msg("%s: %s", rows[i].check, found.len ? found.ptr : "nothing");
		done_buf_release(&found);
	}
	check_close(&f);
}

static void test_list__says_what_it_takes_out(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "file: {any: ['*.md', '*.txt', '!NOTES.md', '!x.txt']}");
	assert_unmet(&f, 1, "s/shop", 0,
	    "no file matches any of '*.md' or '*.txt' except 'NOTES.md' or 'x.txt'", "add a file");
	check_run(&f, "file: {any: ['*.md', '!NOTES.md']}");
	assert_unmet(&f, 1, "s/shop", 0, "no file matches '*.md' except 'NOTES.md'", "add a file");
	check_close(&f);
}

static void test_list__of_changes(void **state)
{
	static const struct {
		const char *check;
		bool met;
	} rows[] = {
	    {"changed: {if: ['**', '!gen/**', '!*.md'], then: [x]}", true},
	    {"changed: {if: ['**', '!gen/**', '!*.md', gen/b.go], then: [x]}", false},
	    {"changed: {if: ['**/*.go'], then: ['*', '!*.md']}", false},
	    {"changed: {if: ['**/*.go'], then: ['*', '!*.txt']}", true},
	    {"changed: {if: ['**/*.go'], then: ['*', '!LOG.md', '*.md']}", true},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "s/shop");
	check_changes(&f, "s/shop/gen/b.go", "s/shop/LOG.md", NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if ((f.result.verdict == DONE_MET) != rows[i].met)
			fail_msg("%s", rows[i].check);
	}
	check_close(&f);
}

static void test_list__in_conditions(void **state)
{
	static const struct {
		const char *when;
		int holds;
		const char *reason;
	} rows[] = {
	    {"{has: ['**/*.go', '!gen/**']}", 0, "no file matches '**/*.go' except 'gen/**'"},
	    {"{has: ['**/*.go', '!gen/c*']}", 1, NULL},
	    {"{has: ['gen/*.go', '!gen/**', 'gen/b.*']}", 1, NULL},
	    {"{changed: ['**', '!gen/**']}", 0, "except 'gen/**' changed"},
	    {"{changed: ['**', '!gen/c*']}", 1, NULL},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "s/shop");
	check_changes(&f, "s/shop/gen/b.go", NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].when); i++) {
		const char *reason = NULL;
		char text[160];

		snprintf(text, sizeof(text), "when: %s\nfile: x", rows[i].when);
		assert_success(check_load(&f, text), f.err);
		check_view(&f);
		assert_int_equal(
		    done_condition_holds(&f.view, check_check(&f)->when, &reason, &f.err),
		    rows[i].holds);
		if (rows[i].reason && !strstr(reason, rows[i].reason))
			fail_msg("%s: %s", rows[i].when, reason);
	}
	check_close(&f);
}

/* Behind what cannot be looked into lies what a list may mean, and never what it takes out whole.
 */
static void test_list__of_what_is_out_of_sight(void **state)
{
	static const struct {
		const char *check;
		bool undecided;
	} rows[] = {
	    {"content: {files: ['**/*.go'], forbid: bad}", true},
	    {"content: {files: ['**/*.go', '!sub/**'], forbid: bad}", false},
	    {"content: {files: ['**/*.go', '!sub'], forbid: bad}", false},
	    {"content: {files: ['**/*.go', '!sub/gen/**'], forbid: bad}", true},
	    {"content: {files: ['**/*.go', '!sub/**', 'sub/own/**'], forbid: bad}", true},
	    {"content: {files: ['**/*.go', '!*.go'], forbid: bad}", true},
	    {"content: {files: ['**/*.go'], exclude: ['sub/**'], forbid: bad}", false},
	    {"content: {files: ['**/*.go'], exclude: ['sub/**', '!sub/own/**'], forbid: bad}",
	        true},
	    {"content: {files: ['**/*.go'], exclude: ['sub/**', '!src/**'], forbid: bad}", false},
	    {"content: {files: ['**/*.go'], exclude: ['**', '!src/**'], forbid: bad}", false},
	    {"content: {files: ['**/*.go'], exclude: ['**', '!sub'], forbid: bad}", true},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "s/shop");
	fake_file(&f.head, "s/shop/a.go", "ok\n");
	fake_submodule(&f.head, "s/shop/sub");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		if ((f.rc == DONE_E_UNDECIDED) != rows[i].undecided)
			fail_msg("%s: %d %s", rows[i].check, f.rc, f.err.message);
	}
	check_close(&f);
}

/* A link among the files behind a link is what it is called, or a directory. */
static void test_list__of_what_is_behind_two_links(void **state)
{
	static const struct {
		const char *check;
		bool undecided;
	} rows[] = {
	    {"content: {files: ['lnk/*.go'], forbid: bad}", true},
	    {"content: {files: ['lnk/*.go', '!lnk/b.go'], forbid: bad}", true},
	    {"content: {files: ['lnk/*.go', '!lnk/a.*'], forbid: bad}", false},
	    {"content: {files: ['**/*.go', '!lnk/a.go/**'], forbid: bad}", true},
	    {"content: {files: ['**/*.go', '!lnk', '!sub/**'], forbid: bad}", false},
	    {"content: {files: ['lnk/*.rs'], forbid: bad}", false},
	    {"content: {files: [lnk/a.go], forbid: bad}", true},
	    {"content: {files: [lnk/real.txt], forbid: bad}", true},
	    {"content: {files: [lnk/b.go], forbid: bad}", false},
	    {"content: {files: ['lnk/**'], exclude: ['lnk/**'], forbid: bad}", false},
	    {"content: {files: ['sub/**'], forbid: bad}", true},
	    {"content: {files: [sub/deep/a.go], forbid: bad}", true},
	    {"content: {files: ['sub/**', '!sub'], forbid: bad}", false},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "s/shop");
	fake_file(&f.head, "s/shop/a.txt", "ok\n");
	fake_file(&f.head, "libs/x/real.txt", "bad\n");
	fake_link(&f.head, "libs/x/a.go", "real.txt");
	fake_link(&f.head, "s/shop/lnk", "../../libs/x");
	fake_submodule(&f.head, "s/shop/sub");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		if ((f.rc == DONE_E_UNDECIDED) != rows[i].undecided)
			fail_msg("%s: %d %s", rows[i].check, f.rc, f.err.message);
	}
	check_close(&f);
}

static void test_list__is_refused_where_it_means_nothing(void **state)
{
	static const struct {
		const char *check, *message, *cure;
	} rows[] = {
	    {"file: {all: [a, '!b']}", "'!b' takes nothing out of 'all'", "none: [\"b\"]"},
	    {"file: ['!b']", "the list begins with '!b'", "[\"**\", \"!b\"]"},
	    {"file: '!b'", "the list begins with '!b'", "[\"**\", \"!b\"]"},
	    {"content: {files: ['!gen/**', '**/*.go', a], forbid: x}",
	        "the list begins with '!gen/**'", "[\"**/*.go\", \"a\", \"!gen/**\"]"},
	    {"markdown: {file: '!README.md', sections: [a]}", "'file' is one glob",
	        "written '\\!README.md'"},
	    {"when: {has: '!x'}\nfile: a", "the list begins with '!x'", "[\"**\", \"!x\"]"},
	    {"content: {files: [a, !b], forbid: x}",
	        "text that begins with '!' must be put in quotes", ""},
	    {"content:\n  files:\n    - a\n    - !b/**\n  forbid: x",
	        "put text that begins with '!' in quotes", ""},
	    {"file: 'a,b'", "several globs in one text", "[\"a\", \"b\"]"},
	    {"when: {changed: 'src\\x'}\nfile: a", "quotes nothing", "'src/x'"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "s/shop");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		if (check_load(&f, rows[i].check) != DONE_E_POLICY)
			fail_msg("'%s' was accepted", rows[i].check);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		assert_string_equal(f.err.file, DONE_POLICY_PATH);
		assert_true(f.err.line >= 7 && f.err.column > 0);
		if (!strstr(f.err.cure, rows[i].cure))
			fail_msg("'%s': %s", rows[i].check, f.err.cure);
	}
	check_close(&f);
}

/* ---- what stays at the top ---- */

static void test_top_only__finds_what_is_left_out(void **state)
{
	static const struct {
		const char *check, *left_out;
	} rows[] = {
	    {"content: {files: ['*.go'], forbid: x}",
	        "s/shop/gen/b.go s/shop/gen/keep.go s/shop/src/c.go"},
	    {"content: {files: ['*.go'], exclude: ['gen/**'], forbid: x}", "s/shop/src/c.go"},
	    {"content: {files: ['*.go', 'src/*.go'], forbid: x}",
	        "s/shop/gen/b.go s/shop/gen/keep.go"},
	    {"content: {files: ['*.go', '!*/**'], forbid: x}", ""},
	    {"content: {files: ['*.go', '!gen'], forbid: x}", "s/shop/src/c.go"},
	    {"content: {files: ['*.{go,js}'], match: x, in: every}",
	        "s/shop/gen/b.go s/shop/gen/keep.go s/shop/src/c.go"},
	    {"content: {files: ['*.go'], match: x, max: 3}",
	        "s/shop/gen/b.go s/shop/gen/keep.go s/shop/src/c.go"},
	    {"content: {files: ['*.rs'], forbid: x}", ""},
	    /* Asked of some file only, anchored by intent, or at any depth. */
	    {"content: {files: ['*.go'], match: x}", NULL},
	    {"content: {files: ['**/*.go'], forbid: x}", NULL},
	    {"content: {files: ['gen/*.go'], forbid: x}", NULL},
	    {"content: {files: ['/*.go'], forbid: x}", NULL},
	    {"content: {files: [a.go], forbid: x}", NULL},
	    {"content: {files: ['**'], forbid: x}", NULL},
	    {"file: {none: ['b.*']}", "s/shop/gen/b.go"},
	    {"file: {any: ['*.go']}", NULL},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		const struct done_file_globs *globs, *except;
		struct done_files files = {0};
		struct done_buf found = {0};
		bool asked;

		assert_success(check_load(&f, rows[i].check), f.err);
		check_view(&f);
		asked = done_kinds[check_check(&f)->test.kind]->sweeps(
		            check_check(&f)->test.options, &globs, &except) &&
		    globs->nr && done_file_glob_is_top_only(&globs->items[0]);
		if (asked != (rows[i].left_out != NULL))
			fail_msg("%s: asked %d", rows[i].check, asked);
		if (!asked)
			continue;
		assert_success(
		    done_top_only_find(&f.view, globs, 0, except, &files, &f.err), f.err);
		for (size_t j = 0; j < files.nr; j++)
			done_buf_addf(&found, "%s%s", j ? " " : "", files.items[j].path);
		assert_string_equal(found.len ? found.ptr : "", rows[i].left_out);
		done_buf_release(&found);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_list__is_read_in_order_by_every_kind),
	    cmocka_unit_test(test_list__says_what_it_takes_out),
	    cmocka_unit_test(test_list__of_changes),
	    cmocka_unit_test(test_list__in_conditions),
	    cmocka_unit_test(test_list__of_what_is_out_of_sight),
	    cmocka_unit_test(test_list__of_what_is_behind_two_links),
	    cmocka_unit_test(test_list__is_refused_where_it_means_nothing),
	    cmocka_unit_test(test_top_only__finds_what_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
