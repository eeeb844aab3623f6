/* Errors: the first one wins, and nothing in them can move a cursor or forge a line. */
#include "support.h"

#include <sys/wait.h>
#include <unistd.h>

static void test_error__keeps_the_first(void **state)
{
	struct done_error err = {0};

	(void)state;
	assert_int_equal(
	    done_error_set(&err, DONE_E_POLICY, "cannot read '%s'", "x"), DONE_E_POLICY);
	assert_int_equal(done_error_set(&err, DONE_E_INTERNAL, "other"), DONE_E_POLICY);
	assert_string_equal(err.message, "cannot read 'x'");
	assert_int_equal(done_error_cure(&err, "try %d", 1), DONE_E_POLICY);
	done_error_cure(&err, "try 2");
	assert_string_equal(err.cure, "try 1");
	assert_int_equal(done_error_place(&err, "a/b.yml", 3, 7), DONE_E_POLICY);
	done_error_place(&err, "c", 1, 1);
	assert_string_equal(err.file, "a/b.yml");
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 7);
}

static void test_error__adds_nothing_where_there_is_no_error(void **state)
{
	struct done_error err = {0};

	(void)state;
	assert_int_equal(done_error_cure(&err, "x"), 0);
	assert_int_equal(done_error_place(&err, "x", 1, 1), 0);
	assert_string_equal(err.cure, "");
	assert_string_equal(err.file, "");
}

static void test_error__shows_control_characters(void **state)
{
	struct done_error err = {0};

	(void)state;
	done_error_set(&err, DONE_E_POLICY, "bad '%s'", "a\x1B[2J\nb\xFF");
	done_error_place(&err, "x\ny", 0, 0);
	assert_string_equal(err.message, "bad 'a\\u{1B}[2J\\nb\\xFF'");
	assert_string_equal(err.file, "x\\ny");
}

static void test_error__lets_no_argument_begin_a_line_of_the_cure(void **state)
{
	struct done_error honest = {0}, forged = {0};

	(void)state;
	done_error_set(&honest, DONE_E_POLICY, "x");
	done_error_cure(&honest, "git add '%s'\ngit commit", "a");
	assert_string_equal(honest.cure, "git add 'a'\ngit commit");
	done_error_set(&forged, DONE_E_POLICY, "x");
	done_error_cure(&forged, "git add '%s'", "a\nrm -r b");
	assert_string_equal(forged.cure, "git add 'a\\nrm -r b'");
}

static void test_error__is_cut_between_characters(void **state)
{
	char text[2000] = "";

	(void)state;
	/* Every phase of a two-byte character against the end. */
	for (size_t shift = 0; shift < 3; shift++) {
		struct done_error err = {0};

		memset(text, 'x', shift);
		for (size_t i = 0; i < 600; i++)
			memcpy(text + shift + 2 * i, "\xC3\xA9", 3);
		done_error_set(&err, DONE_E_POLICY, "%s", text);
		assert_true(strlen(err.message) < sizeof(err.message));
		assert_true(strlen(err.message) > sizeof(err.message) - 6);
		assert_true(done_utf8_valid(err.message, strlen(err.message)));
		assert_string_equal(err.message + strlen(err.message) - 3, "\xE2\x80\xA6");
	}
}

static void test_error__fits_to_the_last_byte(void **state)
{
	struct done_error err = {0};
	char text[513];

	(void)state;
	memset(text, 'x', 512);
	text[511] = '\0';
	done_error_set(&err, DONE_E_POLICY, "%s", text);
	assert_string_equal(err.message, text);
}

static void test_out_of_memory__ends_with_its_own_status(void **state)
{
	char text[64] = "";
	int fds[2], status = 0;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(fds[1], STDERR_FILENO);
		done_out_of_memory();
	}
	close(fds[1]);
	assert_true(read(fds[0], text, sizeof(text) - 1) > 0);
	close(fds[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), DONE_EXIT_MEMORY);
	assert_string_equal(text, "git-done: out of memory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_error__keeps_the_first),
	    cmocka_unit_test(test_error__adds_nothing_where_there_is_no_error),
	    cmocka_unit_test(test_error__shows_control_characters),
	    cmocka_unit_test(test_error__lets_no_argument_begin_a_line_of_the_cure),
	    cmocka_unit_test(test_error__is_cut_between_characters),
	    cmocka_unit_test(test_error__fits_to_the_last_byte),
	    cmocka_unit_test(test_out_of_memory__ends_with_its_own_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
