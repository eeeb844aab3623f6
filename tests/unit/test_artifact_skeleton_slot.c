/* Slots that git done draft leaves in code and data: which brackets are some, and on which line. */
#include <string.h>

#include "artifact/placeholder_parts.h"
#include "support.h"

static void test_skeleton_slot__is_found_by_its_two_words(void **state)
{
	static const struct {
		const char *text;
		int line;
	} rows[] = {
	    {"", 0},
	    {"[", 0},
	    {"summary: \"[Describe what this operation does]\"\n", 1},
	    {"a: b\nurl: \"[Replace with the address of shop]\"\n", 2},
	    {"a: b\r\n\r\n# [Describe what shop needs]", 3},
	    {"[Describe ", 0},
	    {"[Describe]", 0},
	    {"[Replaced by another]", 0},
	    {"[describe what it does]", 0},
	    {"[Describe what\nit does]\n", 0},
	    {"list = [Describe\n, Replace]\n", 0},
	    {"a = [1, 2]; b = x[y]\n", 0},
	};
	char far[400] = "[Describe ";

	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};

		if (done_skeleton_line(text) != rows[i].line)
			fail_msg(
			    "row %zu: line %d of '%s'", i, done_skeleton_line(text), rows[i].text);
	}
	memset(far + 10, 'x', 300);
	far[310] = ']';
	assert_int_equal(done_skeleton_line((struct done_bytes){far, 311}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_skeleton_slot__is_found_by_its_two_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
