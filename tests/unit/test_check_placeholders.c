/* `placeholders` of kinds markdown and answers, and `code` of a section. */
#include "check_fixture.h"

#define README "services/a/README.md"

static void open_readme(struct check_fixture *f, const char *text)
{
	check_open(f, "services/a");
	fake_file(&f->head, README, text);
}

static void test_placeholders__by_the_rules_of_the_check(void **state)
{
	static const struct {
		const char *rules, *text, *message; /* NULL: met */
		int line;
	} rows[] = {
	    {"standard", "# A\nThe todo list.\nTODO\n", "placeholder 'TODO' is left", 3},
	    {"standard", "# A\nThe todo list.\n", NULL, 0},
	    {"strict", "# A\nThe todo list.\n", "placeholder 'todo' is left", 2},
	    {"off", "# A\nTODO [your name] {{ x }} N/A\n", NULL, 0},
	    {"[TKTK, '(?i)fill .. in']", "# A\nIt runs.\nPlease fill it\nIN: x TKTK\n",
	        "placeholder 'TKTK' is left", 4},
	    {"['(?i)fill .. in']", "# A\nIt is.\n\nPlease\nfill me in.\n",
	        "placeholder 'fill me in' is left", 5},
	    {"[TKTK]", "# A\nTODO\n", "placeholder 'TODO' is left", 2},
	    {"[TKTK]", "# A\nThe todo list.\n", NULL, 0},
	    {"[TKTK]", "# A\n`TKTK` and\n```\nTKTK\n```\n", NULL, 0},
	    {"['{service} x']", "# A\nan a x here\n", "placeholder 'a x' is left", 2},
	    {"['{path}']", "# A\nservices/b\n", NULL, 0},
	    {"[strict, TKTK]", "# A\nThe todo list.\n", "placeholder 'todo' is left", 2},
	    {"[standard, TKTK]", "# A TKTK\n", "placeholder 'TKTK' is left", 1},
	    {"standard", "# A\n[Describe the\n  service here]\n",
	        "placeholder '[Describe the service here]' is left", 2},
	    {"standard", "# A\nno no no no\n", "'no no no no' repeats the same words", 2},
	    {"standard", "# A\nOrders, from the cart until they are paid.\n",
	        "is an example that git done prints", 2},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].rules); i++) {
		struct check_fixture f;

		open_readme(&f, rows[i].text);
		check_run(&f,
		    done_arena_printf(
		        &f.arena, "markdown: {file: README.md, placeholders: %s}", rows[i].rules));
		assert_success(f.rc, f.err);
		if (!rows[i].message) {
			assert_met(&f);
		} else {
			assert_int_equal(f.result.nr, 1);
			assert_unmet(&f, 1, README, rows[i].line, rows[i].message, "");
		}
		check_close(&f);
	}
}

static void test_placeholders__in_answers(void **state)
{
	static const struct {
		const char *rules, *answer;
		bool met;
	} rows[] = {
	    {"standard", "Orders of the todo service", true},
	    {"standard", "Coming soon", false},
	    {"standard", "to be done later", false},
	    {"standard", "'[Describe the service here]'", false},
	    {"standard", "'{{ name }}'", false},
	    {"standard", "<insert what it owns>", false},
	    {"standard", "Lorem ipsum dolor", false},
	    {"standard", "word word word word", false},
	    {"standard", "'<!-- what it owns -->'", false},
	    {"standard", "'![a picture of it](x.png)'", false},
	    {"standard", "What the service is responsible for, in a sentence.", false},
	    {"standard", "N/A", false},
	    {"standard", "todo write this down", false},
	    {"standard", "The helm chart sets `{{ .Values.todo }}`", true},
	    {"standard", "Each `TODO` of a user", true},
	    {"standard", "A List<String> within XXX days", true},
	    {"strict", "Orders of the todo service", false},
	    {"off", "Coming soon to orders", true},
	    {"[TKTK]", "it owns TKTK", false},
	    {"[TKTK]", "Coming soon", false},
	    {"[TKTK]", "it owns `TKTK`", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].rules); i++) {
		struct check_fixture f;

		check_open(&f, "services/a");
		fake_file(&f.head, "services/a/done.yml",
		    done_arena_printf(&f.arena, "boundaries:\n  owns: %s\n", rows[i].answer));
		check_run(&f,
		    done_arena_printf(&f.arena,
		        "answers: {question: boundaries, require: owns, "
		        "placeholders: %s}",
		        rows[i].rules));
		assert_success(f.rc, f.err);
		if ((f.result.verdict == DONE_MET) != rows[i].met)
			fail_msg("%s, %s: %s", rows[i].rules, rows[i].answer,
			    done_verdict_name(f.result.verdict));
		check_close(&f);
	}
}

static void test_placeholders__reasons_are_texts_too(void **state)
{
	static const struct {
		const char *reason;
		bool holds;
	} rows[] = {
	    {"it stores nothing at all", true},
	    {"the reason", false},
	    {"to be decided later", false},
	    {"'[add the reason here]'", false},
	    {"no no no no", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].reason); i++) {
		struct check_fixture f;

		check_open(&f, "services/a");
		fake_file(&f.head, "services/a/done.yml",
		    done_arena_printf(&f.arena, "data: {not_applicable: %s}\n", rows[i].reason));
		check_run(&f, "answers: data");
		assert_success(f.rc, f.err);
		assert_int_equal(
		    f.result.verdict, rows[i].holds ? DONE_NOT_APPLICABLE : DONE_UNMET);
		check_close(&f);
	}
}

static void test_placeholders__rules_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *rules, *message;
	} rows[] = {
	    {"of", "'placeholders' cannot be 'of'"},
	    {"TKTK", "'placeholders' cannot be 'TKTK'"},
	    {"false", "'placeholders' cannot be"},
	    {"[]", "a list of 1 to 64"},
	    {"['(']", "missing"},
	    {"[off, TKTK]", "'off' stands alone"},
	    {"[3]", "must be"},
	    {"['x?']", "'x?' matches an empty text"},
	    {"[strict, '.*']", "'.*' matches an empty text"},
	    {"['^$']", "'^$' matches an empty text"},
	    {"{a: b}", "'placeholders' cannot be map"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/a");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].rules); i++) {
		assert_true(check_load(&f,
		                done_arena_printf(&f.arena,
		                    "markdown: {file: README.md, "
		                    "placeholders: %s}",
		                    rows[i].rules)) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

static void test_placeholders__code_counts_where_it_is_said(void **state)
{
	struct check_fixture f;

	(void)state;
	open_readme(&f, "# Run\n```\nmake run it\n```\n`a`\n");
	check_run(&f, "markdown: {file: README.md, sections: [{heading: Run, min_words: 3}]}");
	assert_unmet(&f, 1, README, 1, "has 0 words of text", "words in code, HTML");
	check_run(&f,
	    "markdown: {file: README.md, sections: [{heading: Run, min_words: 4, code: "
	    "true}]}");
	assert_met(&f);
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_placeholders__by_the_rules_of_the_check),
	    cmocka_unit_test(test_placeholders__in_answers),
	    cmocka_unit_test(test_placeholders__reasons_are_texts_too),
	    cmocka_unit_test(test_placeholders__rules_that_make_no_sense_are_refused),
	    cmocka_unit_test(test_placeholders__code_counts_where_it_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
