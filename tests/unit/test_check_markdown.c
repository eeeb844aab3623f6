/* Kind `markdown`: sections, words, placeholders, links. */
#include "check_fixture.h"

static void open_shop(struct check_fixture *f)
{
	check_open(f, "shop");
	fake_file(&f->head, "shop/README.md",
	    "# Shop\n\n## Purpose\n\nSells things to people who want them.\n\n"
	    "## Usage\n\n```sh\nmake run\n```\n\n## Empty\n");
	fake_file(&f->head, "shop/TODO.md", "# Shop\n\n## Purpose\n\nTODO\n");
	fake_file_bytes(&f->head, "shop/IMAGE.md", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
	fake_link(&f->head, "shop/LINK.md", "README.md");
	fake_file(&f->head, "shop/LFS.md",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
}

static void test_markdown__is_met(void **state)
{
	static const char *const checks[] = {
	    "markdown: README.md",
	    "markdown: {file: README.md, sections: ['(?i)^purpose']}",
	    "markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 7}, "
	    "{heading: '(?i)^(run|usage)', min_words: 1, code: true}]}",
	    "markdown: {file: 'READ*.md', sections: [Empty]}",
	    /* Of two that match, the one with words enough counts, whichever comes first. */
	    "markdown: {file: README.md, sections: [{heading: 'Purpose|Empty', min_words: 5}]}",
	    "markdown: {file: README.md, sections: [{heading: 'Shop|Purpose', min_words: 7}]}",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		check_run(&f, checks[i]);
		assert_met(&f);
	}
	check_close(&f);
}

static void test_markdown__says_what_falls_short(void **state)
{
	static const struct {
		const char *check, *path;
		int line;
		const char *message, *fix;
	} rows[] = {
	    {"markdown: {file: README.md, sections: [{heading: '(?i)^monitoring', min_words: "
	     "20}]}",
	        "shop/README.md", 0, "a section such as 'Monitoring' is missing",
	        "add a heading such as '## Monitoring' with at least 20 words below it"},
	    {"markdown: {file: README.md, sections: ['(?i)^(run ?book|on.call)']}",
	        "shop/README.md", 0, "is missing", "add a heading such as '## Run book'"},
	    {"markdown: {file: README.md, sections: ['^[A-Z]{9}$']}", "shop/README.md", 0,
	        "is missing", "add a heading that matches '^[A-Z]{9}$'"},
	    {"markdown: {file: README.md, sections: ['^Alerts\\d']}", "shop/README.md", 0,
	        "is missing", "add a heading that matches '^Alerts\\d'"},
	    /* Of two that are too short, the longer is named. */
	    {"markdown: {file: README.md, sections: [{heading: 'Purpose|Empty', min_words: "
	     "20}]}",
	        "shop/README.md", 3, "section 'Purpose' has 7 words", "write 13 more"},
	    {"markdown: {file: README.md, sections: [{heading: Purpose, min_words: 20}]}",
	        "shop/README.md", 3, "section 'Purpose' has 7 words of text, expected at least 20",
	        "write 13 more words below 'Purpose'"},
	    {"markdown: {file: README.md, sections: [{heading: Empty, min_words: 1}]}",
	        "shop/README.md", 13, "has 0 words", "write 1 more word"},
	    {"markdown: {file: RUNBOOK.md, sections: ['(?i)^alerts', '^Roll\\s*back']}",
	        "shop/RUNBOOK.md", 0, "there is no 'RUNBOOK.md'",
	        "add shop/RUNBOOK.md with the sections '## Alerts' and '## Roll back'"},
	    {"markdown: {file: RUNBOOK.md, sections: [{heading: '^Alerts', min_words: 20}, "
	     "{heading: "
	     "'^Run', min_words: 1}, '^Call']}",
	        "shop/RUNBOOK.md", 0, "there is no 'RUNBOOK.md'",
	        "add shop/RUNBOOK.md with the sections '## Alerts' (at least 20 words), '## Run' "
	        "(at least 1 word) and '## Call'"},
	    {"markdown: TODO.md", "shop/TODO.md", 5, "placeholder 'TODO' is left",
	        "write what is meant"},
	    {"markdown: LINK.md", "shop/LINK.md", 0, "symbolic link", "replace"},
	    {"markdown: IMAGE.md", "shop/IMAGE.md", 0, "is not a text file", "write the document"},
	    {"markdown: LFS.md", "shop/LFS.md", 0, "Git LFS pointer", "git lfs untrack"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_unmet(&f, 1, rows[i].path, rows[i].line, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_markdown__follows_relative_links_within_the_tree(void **state)
{
	static const struct {
		const char *target, *why; /* NULL: it is good */
	} rows[] = {
	    {"other.md", NULL},
	    {"./other.md", NULL},
	    {"../root.md", NULL},
	    {"/root.md", NULL},
	    {"docs/", NULL},
	    {"docs", NULL},
	    {"docs/x.md?raw=1", NULL},
	    {"https://example.com/x", NULL},
	    {"mailto:a@example.com", NULL},
	    {"//example.com/x", NULL},
	    {"#hello-world", NULL},
	    {"other.md#part-two", NULL},
	    {"other.md#part-two-1", "names a heading"},
	    {"other.md#by-hand", NULL},
	    {"code.go#L3", NULL},
	    {"link.md", NULL},
	    {"nothing.md", "leads to nothing in this tree"},
	    {"docs/nothing.md", "leads to nothing"},
	    {"../../x.md", "climbs out of the tree"},
	    {"/../x.md", "climbs out of the tree"},
	    {"#nowhere", "names a heading that is not there"},
	    {"other.md#part", "names a heading"},
	    {"linked/x.md", "leads through a symbolic link"},
	    {"sub/x.md", "leads into a submodule"},
	    {"other.md/x", "leads to nothing"},
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].target); i++) {
		check_open(&f, "shop");
		fake_file(&f.head, "shop/README.md",
		    done_arena_printf(
		        &f.arena, "# Hello, world\n\nSee [it](%s).\n", rows[i].target));
		fake_file(&f.head, "shop/other.md",
		    "# Other\n\n## Part two\n\n<a name=\"by-hand\"></a>\n");
		fake_file(&f.head, "shop/docs/x.md", "x\n");
		fake_file(&f.head, "shop/code.go", "x\n");
		fake_file(&f.head, "root.md", "x\n");
		fake_link(&f.head, "shop/link.md", "other.md");
		fake_link(&f.head, "shop/linked", "docs");
		fake_submodule(&f.head, "shop/sub");
		check_run(&f, "markdown: {file: README.md, links: true}");
		if (rows[i].why)
			assert_unmet(&f, 1, "shop/README.md", 3, rows[i].why, "correct the link");
		else
			assert_met(&f);
		check_run(&f, "markdown: {file: README.md}");
		assert_met(&f);
		check_close(&f);
	}
}

static void test_markdown__refuses_what_it_cannot_mean(void **state)
{
	static const struct {
		const char *check, *part;
	} rows[] = {
	    {"markdown: {}", "file"},
	    {"markdown: {file: a.md, sections: [{min_words: 3}]}", "heading"},
	    {"markdown: {file: a.md, sections: [{heading: '('}]}", ""},
	    {"markdown: {file: a.md, section: [a]}", "unknown key 'section'"},
	    {"markdown: {file: a.md, links: maybe}", "links"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		assert_true(check_load(&f, rows[i].check) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_markdown__is_met),
	    cmocka_unit_test(test_markdown__says_what_falls_short),
	    cmocka_unit_test(test_markdown__follows_relative_links_within_the_tree),
	    cmocka_unit_test(test_markdown__refuses_what_it_cannot_mean),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
