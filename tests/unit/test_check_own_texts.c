/* The sentences of presets and topics are examples of git done: pasted into a document they are no
 * words of its author. Those of the sheet are in test_service_own_texts.c. */
#include "../../src/check/topics.h"
#include "check_fixture.h"

#define WORDS_MIN 5

static size_t nr_looked_at;

static bool is_sentence(const char *text, size_t len)
{
	size_t words = 1;

	for (size_t i = 0; i < len; i++) {
		if (strchr("{}=<>;[]`$@#\\|\"", text[i]) ||
		    (text[i] == ':' && i + 1 < len && text[i + 1] == ':'))
			return false; /* code, which proves nothing in a document */
		words += text[i] == ' ';
	}
	return (*text < '0' || *text > '9') && words >= WORDS_MIN && len < 190 &&
	    text[len - 1] == '.';
}

static void assert_example(const char *text, size_t len)
{
	const struct done_passage passage = {.ptr = text, .len = len};
	struct done_placeholder_found found;

	nr_looked_at++;
	if (!done_placeholder_next(&passage, 0, false, &found) ||
	    found.kind != DONE_PLACEHOLDER_EXAMPLE)
		fail_msg("'%.*s' passes as somebody's own words: add it to placeholder_examples.c",
		    (int)len, text);
}

/* Each sentence of each line. */
static void assert_examples(const char *text)
{
	while (text && *text) {
		size_t end;

		text += strspn(text, " \n-");
		for (end = 0; text[end] && text[end] != '\n'; end++) {
			if (strchr(".?:", text[end]) &&
			    (text[end + 1] == ' ' || text[end + 1] == '\n'))
				break;
		}
		end += text[end] && text[end] != '\n';
		if (end && is_sentence(text, end))
			assert_example(text, end);
		text += end;
	}
}

static int preset_alone(void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)err;
	if (strcmp(path, DONE_POLICY_PATH) != 0)
		return 0;
	done_buf_addf(out, "version: 1\nextends: [\"preset:%s\"]\n", (const char *)self);
	return 1;
}

static void test_own_texts__of_presets(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_presets_nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_policy *policy;
		char *name = done_arena_strdup(&arena, done_presets[i].name);
		struct done_policy_source source = {.self = name, .read = preset_alone};

		assert_success(done_policy_load(&arena, &source, DONE_POLICY_PATH,
		                   done_check_forms(), &policy, &err),
		    err);
		for (size_t k = 0; k < policy->nr_criteria; k++) {
			const struct done_criterion *criterion = &policy->criteria[k];

			for (size_t j = 0; j < criterion->nr_checks; j++) {
				assert_examples(criterion->checks[j].fix);
				assert_examples(criterion->checks[j].why);
				assert_examples(criterion->checks[j].title);
			}
		}
		done_policy_release(policy);
		done_arena_release(&arena);
	}
	assert_true(nr_looked_at > 40);
}

static void test_own_texts__of_topics(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_topics_nr; i++)
		assert_examples(strchr(done_topics[i].example, '\n') + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_own_texts__of_presets),
	    cmocka_unit_test(test_own_texts__of_topics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
