/* Names that were probably meant as another one: keys of a policy, and files. */
#include "support.h"

static const char *const keys[] = {"level", "title", "why", "fix", "url", "when", "id", "name",
    "effective", "file", "content", "changed", "markdown", "data", "records", "owners", "answers",
    "graph", "any_of", "all_of", "min_words", "files", "forbid", "exclude", "criteria", "services"};

static void test_name__offers_what_begins_alike_among_equals(void **state)
{
	static const struct {
		const char *name, *nearest;
	} rows[] = {
	    {"fil", "file"},
	    {"fle", "file"},
	    {"fils", "files"},
	    {"fixx", "fix"},
	    {"whn", "when"},
	    {"wy", "why"},
	    {"dat", "data"},
	    {"dta", "data"},
	    {"nam", "name"},
	    {"ful", NULL},
	    {"crit", "criteria"},
	    {"cont", "content"},
	    {"excl", "exclude"},
	    {"mark", "markdown"},
	    {"minwords", "min_words"},
	    {"min-words", "min_words"},
	    {"Files", "files"},
	    {"serv", "services"},
	    {"anyof", "any_of"},
	    {"any-of", "any_of"},
	    {"forbidden", "forbid"},
	    {"foo", NULL},
	    {"f", NULL},
	    {"xyz", NULL},
	    {"re", NULL},
	    {"banana", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		const char *nearest = done_name_nearest(rows[i].name, keys, DONE_ARRAY_SIZE(keys));

		if (!nearest != !rows[i].nearest || (nearest && strcmp(nearest, rows[i].nearest)))
			fail_msg("'%s': got %s", rows[i].name, nearest ? nearest : "nothing");
	}
}

static void test_name__of_a_beginning_of_two_says_nothing(void **state)
{
	static const char *const two[] = {"content", "contract"};

	(void)state;
	assert_null(done_name_nearest("con", two, 2));
	assert_string_equal(done_name_nearest("conte", two, 2), "content");
}

static void test_file_name__is_near(void **state)
{
	static const struct {
		const char *name, *wanted;
		bool near;
	} rows[] = {
	    {".git-done.yaml", ".git-done.yml", true},
	    {".gitdone.yml", ".git-done.yml", true},
	    {".git_done.yml", ".git-done.yml", true},
	    {"git-done.yml", ".git-done.yml", true},
	    {"git-done.yaml", ".git-done.yml", true},
	    {".Git-Done.yml", ".git-done.yml", true},
	    {".GIT-DONE.YML", ".git-done.yml", true},
	    {".git-done.YML", ".git-done.yml", true},
	    {".git.done.yml", ".git-done.yml", true},
	    {".git-done.json", ".git-done.yml", true},
	    {".git-done.yml.txt", ".git-done.yml", true},
	    {".git-done.yaml.yml", ".git-done.yml", true},
	    {".git-done", ".git-done.yml", true},
	    {"..git-done.yml", ".git-done.yml", true},
	    {".git-dome.yml", ".git-done.yml", true},
	    {".git-doen.yml", ".git-done.yml", true},
	    {".git-don.yml", ".git-done.yml", true},
	    {".git-done.ym", ".git-done.yml", true},
	    {".git\xE2\x80\x91"
	     "done.yml",
	        ".git-done.yml", true}, /* a hyphen that does not break */
	    {".git-done.yml", ".git-done.yml", false},
	    {"git-done", ".git-done.yml", false}, /* the program */
	    {".git-done.yml.example", ".git-done.yml", false},
	    {".git-done.yml~", ".git-done.yml", false},
	    {".gitlab-ci.yml", ".git-done.yml", false},
	    {".gitignore", ".git-done.yml", false},
	    {"done.yml", ".git-done.yml", false},
	    {"done.yaml", "done.yml", true},
	    {"Done.yml", "done.yml", true},
	    {".done.yml", "done.yml", true},
	    {"DONE.YAML", "done.yml", true},
	    {"done.yml.txt", "done.yml", true},
	    {"done.json", "done.yml", true},
	    {"done.md", "done.yml", false},
	    {"done", "done.yml", false},
	    {"none.yml", "done.yml", false},
	    {"git-done.yml", "done.yml", false},
	    {"catalog-info.yml", "catalog-info.yaml", true},
	    {"catalog_info.yaml", "catalog-info.yaml", true},
	    {"Catalog-Info.yaml", "catalog-info.yaml", true},
	    {".catalog-info.yaml", "catalog-info.yaml", true},
	    {"catalog-infos.yaml", "catalog-info.yaml", true},
	    {"catalog.yaml", "catalog-info.yaml", false},
	    {"", "done.yml", false},
	    {".yml", "done.yml", false},
	    {"done.", "done.yml", false},
	    {"done.yamllx", "done.yml", false},
	    {"done..yml", "done.yml", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		if (done_file_name_is_near(rows[i].name, rows[i].wanted) != rows[i].near)
			fail_msg("'%s' for '%s'", rows[i].name, rows[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_name__offers_what_begins_alike_among_equals),
	    cmocka_unit_test(test_name__of_a_beginning_of_two_says_nothing),
	    cmocka_unit_test(test_file_name__is_near),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
