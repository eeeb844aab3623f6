/* Whatever git done prints as an example or an explanation of an answer is no answer. */
#include "support.h"

#include "done/placeholder.h"
#include "done/questions.h"

#define WORDS_MIN 3 /* "none" and "postgresql" are examples, and good answers */

static size_t count_words(const char *text)
{
	size_t nr = 0;

	for (size_t i = 0; text[i]; i++)
		nr += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
	return nr;
}

static void assert_known(const char *text)
{
	struct done_passage passage = {.ptr = text, .len = strlen(text), .answer = true};
	struct done_placeholder_found found;

	if (count_words(text) >= WORDS_MIN && !done_placeholder_next(&passage, 0, false, &found))
		fail_msg("'%s' passes as an answer: add it to placeholder_examples.c", text);
}

static void assert_all_known(const struct done_value *value)
{
	if (value->type == DONE_STRING)
		assert_known(value->string.ptr);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		assert_all_known(&value->list.ptr[i]);
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++)
		assert_all_known(&value->map.ptr[i].value);
}

static void test_own_texts__of_the_questions(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < done_questions_nr; i++) {
		const struct done_question *question = &done_questions[i];

		assert_known(question->asks);
		for (size_t j = 0; j < question->nr; j++) {
			const struct done_question_part *part = &question->parts[j];
			struct done_error err = {0};
			struct done_value example;

			assert_known(part->help);
			for (size_t k = 0; part->item && k < part->item->nr; k++)
				assert_known(part->item->fields[k].help);
			assert_success(
			    done_yaml_parse(&arena,
			        (struct done_bytes){part->example, strlen(part->example)},
			        "example", DONE_YAML_STRICT, &example, &err),
			    err);
			assert_all_known(&example);
		}
	}
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_own_texts__of_the_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
