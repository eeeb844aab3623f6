/* questions: what a policy asks of its services beside the built-in questions. */
#include "done/questions.h"
#include "policy_fixture.h"

#define HEAD "version: 1\nservices: [{path: 'services/*'}]\n"
#define REST "criteria: {docs: {checks: {readme: {file: README.md}}}}\n"

static const struct done_question *question_of(const struct policy_fixture *f, const char *name)
{
	return done_question_among(f->policy->questions, f->policy->nr_questions, name);
}

static const struct done_question_part *part_of(
    const struct done_question *question, const char *name)
{
	for (size_t i = 0; i < question->nr; i++) {
		if (!strcmp(question->parts[i].name, name))
			return &question->parts[i];
	}
	return NULL;
}

static void test_questions__are_read_with_what_is_usual(void **state)
{
	struct policy_fixture f = {0};
	const struct done_question *question;
	const struct done_question_part *part;

	(void)state;
	policy_load(&f,
	    HEAD "questions:\n"
	         "  rollback:\n"
	         "    title: How is a release taken back?\n"
	         "    parts:\n"
	         "      steps: {asks: What one does., min_words: 5, example: helm rollback}\n"
	         "      contacts: {asks: Whom one calls., form: texts, required: false}\n"
	         "      rehearsed_days: {asks: How long ago., form: numbers}\n"
	         "      data: What happens to data meanwhile.\n" REST);
	assert_loads(&f);
	assert_int_equal(f.policy->nr_questions, 1);
	question = question_of(&f, "rollback");
	assert_non_null(question);
	assert_string_equal(question->asks, "How is a release taken back?");
	assert_int_equal(question->nr, 4);
	part = part_of(question, "steps");
	assert_true(part->own);
	assert_true(part->asked);
	assert_int_equal(part->form, DONE_PART_TEXT);
	assert_int_equal(part->min_words, 5);
	assert_string_equal(part->example, "helm rollback");
	part = part_of(question, "contacts");
	assert_false(part->asked);
	assert_int_equal(part->form, DONE_PART_TEXTS);
	assert_int_equal(part->min_words, 1);
	assert_string_equal(part->skeleton, "[todo]");
	part = part_of(question, "rehearsed_days");
	assert_int_equal(part->form, DONE_PART_NUMBERS);
	part = part_of(question, "data");
	assert_string_equal(part->help, "What happens to data meanwhile.");
	assert_int_equal(part->min_words, 3);
	assert_string_equal(part->example, "");
	policy_close(&f);
	policy_load(&f, HEAD REST);
	assert_loads(&f);
	assert_int_equal(f.policy->nr_questions, 0);
	policy_close(&f);
}

static void test_questions__merge_by_id_and_by_part(void **state)
{
	struct policy_fixture f = {0};
	const struct done_question *question;

	(void)state;
	policy_file(&f, "base.yml",
	    HEAD "questions:\n"
	         "  rollback: {title: How?, parts: {steps: What one does., old: Gone., "
	         "data: {asks: Meanwhile., min_words: 9}}}\n"
	         "  cost: {title: What does it cost?, parts: {month: Per month.}}\n" REST);
	policy_load(&f,
	    "version: 1\n"
	    "extends: base.yml\n"
	    "questions:\n"
	    "  rollback: {parts: {old: null, data: {min_words: 4}, who: Who does.}}\n"
	    "  cost: null\n"
	    "  privacy: {title: Whose data?, parts: {people: Of whom.}}\n");
	assert_loads(&f);
	assert_int_equal(f.policy->nr_questions, 2);
	assert_null(question_of(&f, "cost"));
	assert_non_null(question_of(&f, "privacy"));
	question = question_of(&f, "rollback");
	assert_string_equal(question->asks, "How?");
	assert_int_equal(question->nr, 3);
	assert_null(part_of(question, "old"));
	assert_string_equal(part_of(question, "data")->help, "Meanwhile.");
	assert_int_equal(part_of(question, "data")->min_words, 4);
	assert_string_equal(part_of(question, "who")->help, "Who does.");
	policy_close(&f);
}

#define Q "questions: {rollback: {title: How?, parts: {steps: What one does.}}}\n"

static void test_questions__slips_have_a_place_and_a_way_out(void **state)
{
	static const struct {
		const char *questions, *message, *cure;
		int line, column;
	} rows[] = {
	    {"questions: []\n", "'questions' must be a map, not list", "give each question an id",
	        3, 12},
	    {"questions: rollback\n", "'questions' must be a map, not text", "", 3, 12},
	    {"question: {}\n", "unknown key 'question'", "did you mean 'questions'?", 3, 1},
	    {"questions:\n  Roll: {title: x, parts: {a: b}}\n", "'Roll'", "lower-case", 4, 3},
	    {"questions:\n  load: {title: x, parts: {a: b}}\n",
	        "'load' has a meaning of its own in a sheet", "choose another id", 4, 3},
	    {"questions:\n  owner: {title: x, parts: {a: b}}\n",
	        "'owner' has a meaning of its own in a sheet", "choose another id", 4, 3},
	    {"questions:\n  rollback: todo\n", "a question must be a map, not text", "", 4, 13},
	    {"questions:\n  rollback: {parts: {a: b}}\n", "has no 'title'", "", 4, 13},
	    {"questions:\n  rollback: {title: x}\n", "has no 'parts'", "", 4, 13},
	    {"questions:\n  rollback: {titel: x, parts: {a: b}}\n", "unknown key 'titel'",
	        "did you mean 'title'?", 4, 14},
	    {"questions:\n  rollback: {title: x, parts: [a]}\n", "'parts' must be a map, not list",
	        "name each part", 4, 31},
	    {"questions:\n  rollback: {title: x, parts: {}}\n",
	        "a question must have 1 to 32 parts, not 0", "", 4, 31},
	    {"questions:\n  rollback: {title: x, parts: {about: b}}\n",
	        "'about' has a meaning of its own in an answer", "another name", 4, 32},
	    {"questions:\n  rollback: {title: x, parts: {not_applicable: b}}\n",
	        "'not_applicable' has a meaning of its own", "another name", 4, 32},
	    {"questions:\n  rollback: {title: x, parts: {Steps: b}}\n",
	        "'Steps' is not a valid name for a part", "lower-case letters", 4, 32},
	    {"questions:\n  rollback: {title: x, parts: {-a: b}}\n",
	        "'-a' is not a valid name for a part", "", 4, 32},
	    {"questions:\n  rollback: {title: x, parts: {a: {form: text}}}\n", "has no 'asks'", "",
	        4, 35},
	    {"questions:\n  rollback: {title: x, parts: {a: {asks: b, form: txet}}}\n",
	        "'form' cannot be 'txet'", "did you mean 'text'?", 4, 51},
	    {"questions:\n  rollback: {title: x, parts: {a: {asks: b, min_words: 0}}}\n",
	        "min_words", "", 4, 56},
	    {"questions:\n  rollback: {title: x, parts: {a: {asks: b, min_words: 201}}}\n",
	        "min_words", "", 4, 56},
	    {"questions:\n  rollback: {title: x, parts: {a: {asks: b, required: maybe}}}\n",
	        "'required' must be true or false", "", 4, 55},
	    {"questions:\n  rollback: {title: x, parts: {a: {asks: b, min_word: 3}}}\n",
	        "unknown key 'min_word'", "did you mean 'min_words'?", 4, 45},
	    {"questions:\n  rollback: {title: x, parts: {a: 3}}\n", "must be a map", "", 4, 35},
	    {Q Q, "duplicate key 'questions'", "", 4, 1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].questions); i++) {
		struct policy_fixture f = {0};
		char text[2000];

		snprintf(text, sizeof(text), HEAD "%s" REST, rows[i].questions);
		policy_load(&f, text);
		assert_true(f.rc < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		assert_non_null(strstr(f.err.cure, rows[i].cure));
		assert_string_equal(f.err.file, DONE_POLICY_PATH);
		assert_int_equal(f.err.line, rows[i].line);
		assert_int_equal(f.err.column, rows[i].column);
		policy_close(&f);
	}
}

/* nr_questions of nr_parts each. */
static void load_many(struct policy_fixture *f, size_t nr_questions, size_t nr_parts)
{
	struct done_buf text = {0};

	done_buf_addstr(&text, HEAD "questions:\n");
	for (size_t i = 0; i < nr_questions; i++) {
		done_buf_addf(&text, "  q%zu:\n    title: What?\n    parts:\n", i);
		for (size_t j = 0; j < nr_parts; j++)
			done_buf_addf(&text, "      p%zu: It.\n", j);
	}
	done_buf_addstr(&text, REST);
	policy_load(f, text.ptr);
	done_buf_release(&text);
}

static void test_questions__have_limits(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	load_many(&f, 32, 32);
	assert_loads(&f);
	assert_int_equal(f.policy->nr_questions, 32);
	policy_close(&f);
	load_many(&f, 33, 1);
	assert_true(f.rc < 0);
	assert_error(f.err, DONE_E_POLICY, "a policy may have 32 questions, not 33");
	policy_close(&f);
	load_many(&f, 1, 33);
	assert_true(f.rc < 0);
	assert_error(f.err, DONE_E_POLICY, "a question must have 1 to 32 parts, not 33");
	policy_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_questions__are_read_with_what_is_usual),
	    cmocka_unit_test(test_questions__merge_by_id_and_by_part),
	    cmocka_unit_test(test_questions__slips_have_a_place_and_a_way_out),
	    cmocka_unit_test(test_questions__have_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
