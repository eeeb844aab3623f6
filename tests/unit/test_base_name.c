/* Names: the one that was meant, and paths that a policy may hold. */
#include "support.h"

static void test_name__offers_the_nearest(void **state)
{
	static const char *const names[] = {
	    "file", "content", "changed", "markdown", "observability", "owner", "id"};
	static const struct {
		const char *name, *nearest;
	} rows[] = {
	    {"file", "file"},
	    {"flie", "file"},
	    {"files", "file"},
	    {"File", "file"},
	    {"fiel", "file"},
	    {"foo", NULL},
	    {"contents", "content"},
	    {"changd", "changed"},
	    {"mardkown", "markdown"},
	    {"observabilty", "observability"},
	    {"owenr", "owner"},
	    {"zzzzzzzz", NULL},
	    {"x", NULL},
	    {"", NULL},
	};
	char longer[200];

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		const char *nearest =
		    done_name_nearest(rows[i].name, names, DONE_ARRAY_SIZE(names));

		if (!nearest != !rows[i].nearest || (nearest && strcmp(nearest, rows[i].nearest)))
			fail_msg("'%s': got %s", rows[i].name, nearest ? nearest : "nothing");
	}
	static const char *const alike[] = {"stage-a", "stage-b"};
	assert_string_equal(done_name_nearest("stage-c", alike, 2), "stage-a");
	memset(longer, 'f', sizeof(longer));
	longer[199] = '\0';
	assert_null(done_name_nearest(longer, names, DONE_ARRAY_SIZE(names)));
	const char *const only_long[] = {longer};
	assert_null(done_name_nearest("ffff", only_long, 1));
	longer[64] = '\0';
	assert_ptr_equal(done_name_nearest(longer, only_long, 1), longer);
	assert_null(done_name_nearest("file", NULL, 0));
}

static void test_path__names_its_problem(void **state)
{
	static const struct {
		const char *path, *problem;
	} rows[] = {
	    {"a", NULL},
	    {"a/b.c", NULL},
	    {"a/..b/...", NULL},
	    {".hidden", NULL},
	    {"\xC3\xBC", NULL},
	    {"", "is empty"},
	    {"/a", "is absolute"},
	    {"a//b", "has an empty part"},
	    {"a/", "has an empty part"},
	    {".", "has a part '.'"},
	    {"a/./b", "has a part '.'"},
	    {"..", "climbs out by '..'"},
	    {"a/../b", "climbs out by '..'"},
	    {"a/..", "climbs out by '..'"},
	    {"a\nb", "has a control character"},
	    {"a\x7F", "has a control character"},
	    {"\xC2\x85", "has a control character"},
	};
	char longest[4097];

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		const char *problem = done_path_problem(rows[i].path);

		if (!problem != !rows[i].problem || (problem && strcmp(problem, rows[i].problem)))
			fail_msg("'%s': got %s", rows[i].path, problem ? problem : "nothing");
	}
	memset(longest, 'x', sizeof(longest));
	longest[4095] = '\0';
	assert_null(done_path_problem(longest));
	longest[4095] = 'x';
	longest[4096] = '\0';
	assert_string_equal(done_path_problem(longest), "is longer than 4095 bytes");
}

static void test_path__lies_below_whole_parts(void **state)
{
	static const struct {
		const char *path, *dir;
		bool below;
	} rows[] = {
	    {"a/b", "a", true},
	    {"a", "a", true},
	    {"ab", "a", false},
	    {"a", "a/b", false},
	    {"a/b", "", true},
	    {"a/b", ".", true},
	    {"b/a", "a", false},
	    {"a/bc", "a/b", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++)
		assert_int_equal(done_path_below(rows[i].path, rows[i].dir), rows[i].below);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_name__offers_the_nearest),
	    cmocka_unit_test(test_path__names_its_problem),
	    cmocka_unit_test(test_path__lies_below_whole_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
