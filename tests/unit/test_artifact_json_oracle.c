/* JSON: our reader takes and refuses what Jansson does, on texts that are broken in every way. */
#include "support.h"

#include <stdio.h>

#ifdef DONE_JANSSON
#include <jansson.h>
#endif

#include "done/artifact.h"

#ifdef DONE_JANSSON
static const char *const seeds[] = {
    "{\"a\": [1, -2.5, 1e3, true, false, null, \"x\\n\\u00e9\\ud83d\\ude00\"], \"b\": {}}",
    "[[], {\"\": \"\\\\\\\"\\/\"}, 0, -0, 0.0E+1, \"\xC3\xA9\xF0\x9F\x98\x80\"]",
    "{\"k\":{\"k\":[{\"k\":\"k\"},{\"k\":1}]},\"l\":\"\"}\n",
};
static const char marks[] = " \t\n\"\\[]{},:0123456789.-+eEtfnux/#'\x01\x7F\x80\xC3";

static void check_text(const char *text, size_t len)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value value;
	json_error_t cause;
	json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &cause);
	bool taken =
	    done_json_parse(&arena, (struct done_bytes){text, len}, "a", &value, &err) == 0;

	/* Ours keeps numbers of any size. */
	if (taken != (json != NULL) && json_error_code(&cause) != json_error_numeric_overflow)
		fail_msg("'%.*s': ours %s (%s), Jansson %s", (int)len, text,
		    taken ? "takes" : "refuses", err.message, json ? "takes" : cause.text);
	if (json && json_is_object(json))
		assert_int_equal(json_object_size(json), value.map.nr);
	if (json && json_is_array(json))
		assert_int_equal(json_array_size(json), value.list.nr);
	json_decref(json);
	done_arena_release(&arena);
}

/* Each byte taken out, replaced by each mark, and each mark put before it; each beginning alone. */
static void check_mutations(const char *seed)
{
	size_t len = strlen(seed);
	char text[256];

	for (size_t at = 0; at <= len; at++) {
		check_text(seed, at);
		for (size_t i = 0; i < sizeof(marks) - 1; i++) {
			memcpy(text, seed, at);
			text[at] = marks[i];
			memcpy(text + at + 1, seed + at, len - at);
			check_text(text, len + 1);
			if (at < len) {
				memcpy(text + at, seed + at, len - at);
				text[at] = marks[i];
				check_text(text, len);
			}
		}
		if (at < len) {
			memcpy(text, seed, at);
			memcpy(text + at, seed + at + 1, len - at - 1);
			check_text(text, len - 1);
		}
	}
}
#endif

static void test_json__takes_and_refuses_what_jansson_does(void **state)
{
	(void)state;
#ifdef DONE_JANSSON
	for (size_t i = 0; TEST_EACH(seeds, i, seeds[i]); i++)
		check_mutations(seeds[i]);
#else
	printf("Jansson is not there: nothing was compared\n");
	skip();
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json__takes_and_refuses_what_jansson_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
