/* Texts with a meaning of their own: where links lead, and what a log takes for a command. */
#include "support.h"

static void test_target__is_put_together(void **state)
{
	static const struct {
		const char *from, *target, *path; /* NULL: it climbs out */
	} rows[] = {
	    {"a/b.md", "c.md", "a/c.md"},
	    {"a/b.md", "./c//d/", "a/c/d"},
	    {"a/b/c", "../../d", "d"},
	    {"a/b/c", "../..", ""},
	    {"a/b/c", "../../..", NULL},
	    {"a/b/c", "../../../a", NULL},
	    {"a", "..", NULL},
	    {"a", "", ""},
	    {"a/b", "", "a"},
	    {"a/b", "/c/d", "c/d"},
	    {"a/b", "/..", NULL},
	    {"a/b", "..c/...", "a/..c/..."},
	    {"a/b", "x/../y", "a/y"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].from); i++) {
		struct done_bytes target = {rows[i].target, strlen(rows[i].target)};
		const char *path = done_path_target(&arena, rows[i].from, target);

		if (!rows[i].path)
			assert_null(path);
		else
			assert_string_equal(path, rows[i].path);
	}
	/* No byte beyond its length. */
	assert_string_equal(
	    done_path_target(&arena, "a/b", (struct done_bytes){"c/d?e", 3}), "a/c/d");
	done_arena_release(&arena);
}

static void test_command__is_known_in_a_log(void **state)
{
	static const struct {
		const char *text;
		bool is_one;
	} rows[] = {
	    {"", false},
	    {"::error::x", true},
	    {"a ::error::x", false},
	    {" \t::error", true},
	    {"a\n  ::x", true},
	    {"a\n\n::", true},
	    {"std::move", false},
	    {"##vso[task.x]", true},
	    {"a ##VSO[x]", true},
	    {"## [x]", false},
	    {"###[x", true},
	    {"##teamcity[a", true},
	    {"##teamcit", false},
	    {"# ##[group]", true},
	    {":", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		if (done_log_command_in(rows[i].text) != rows[i].is_one)
			fail_msg("'%s'", rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_target__is_put_together),
	    cmocka_unit_test(test_command__is_known_in_a_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
