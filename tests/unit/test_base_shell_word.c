/* Commands that are printed to be copied. */
#include <string.h>

#include "done/base.h"
#include "support.h"

static const struct {
	const char *program, *one, *other, *command;
} rows[] = {
    {"chmod +x", "a", NULL, "chmod +x a"},
    {"git mv", "a/b.yml", "c/d.yml", "git mv a/b.yml c/d.yml"},
    {"git mv", "a b", "c", "git mv 'a b' c"},
    {"git mv", "it's", "c", "git mv 'it'\\''s' c"},
    {"git mv", "''", "c", "git mv ''\\'''\\''' c"},
    {"git mv", "-r", "c", "git mv -- -r c"},
    {"git mv", "$(x)", "`y`", "git mv '$(x)' '`y`'"},
    {"git mv", "", "c", "git mv '' c"},
    {"git mv", "a\nb", "c", "git mv 'a\\nb' c"},
    {"git mv", "\033[2J", "c", "git mv '\\u{1B}[2J' c"},
    {"git mv", "bücher", "c", "git mv 'bücher' c"},
};

static void test_shell_word__quotes_what_a_shell_would_read(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].command); i++)
		assert_string_equal(
		    done_shell_command(&arena, rows[i].program, rows[i].one, rows[i].other),
		    rows[i].command);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_shell_word__quotes_what_a_shell_would_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
