/* The house: each third-party header is included in one room only, and a room includes none above
 * it. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "support.h"

/* Lowest first. */
static const char *const rooms[] = {"base",  "repo", "artifact", "policy", "service",
                                    "check", "gate", "report",   "cli"};

/* By how their names begin. */
static const struct {
	const char *header, *room;
} foreign[] = {
	{"git2.h", "repo"},        {"zlib.h", "repo"},      {"yaml.h", "artifact"},
	{"jansson.h", "artifact"}, {"cmark.h", "artifact"}, {"expat.h", "artifact"},
	{"pcre2.h", "base"},       {"popt.h", "cli"},       {"nettle/", "repo"},
	{"libdeflate.h", "repo"},
};

static int level_of(const char *room, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rooms); i++) {
		if (strlen(rooms[i]) == len && !strncmp(rooms[i], room, len))
			return (int)i;
	}
	return -1;
}

static void check_include(const char *path, const char *line, int level)
{
	char name[256];

	if (sscanf(line, "#include %*1[<\"]%255[^>\"]", name) != 1)
		return;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(foreign); i++) {
		if (!strncmp(name, foreign[i].header, strlen(foreign[i].header)) &&
		    strcmp(rooms[level], foreign[i].room) != 0)
			fail_msg("%s includes %s, which belongs to %s", path, name,
			         foreign[i].room);
	}
	const char *inner = !strncmp(name, "done/", 5) ? name + 5 : name;
	size_t len = strcspn(inner, "/.");
	int other = strchr(inner, '/') || inner != name ? level_of(inner, len) : -1;
	if (other > level)
		fail_msg("%s (room %s) includes %s from above", path, rooms[level], name);
	if (other >= 0 && other < level && inner == name)
		fail_msg("%s includes %s, the inside of another room", path, name);
}

static size_t check_room(int level)
{
	char folder[4096], path[8192], line[1024];
	struct dirent *entry;
	size_t nr = 0;
	DIR *directory;

	snprintf(folder, sizeof(folder), "%s/src/%s", DONE_SOURCE_DIR, rooms[level]);
	directory = opendir(folder);
	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		size_t len = strlen(entry->d_name);
		FILE *file;

		if (len < 3 || (strcmp(entry->d_name + len - 2, ".c") != 0 &&
		                strcmp(entry->d_name + len - 2, ".h") != 0))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		file = fopen(path, "r");
		assert_non_null(file);
		while (fgets(line, sizeof(line), file))
			check_include(entry->d_name, line, level);
		fclose(file);
		nr++;
	}
	closedir(directory);
	return nr;
}

static void test_house__has_no_corridor_that_is_not_on_the_plan(void **state)
{
	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rooms); i++)
		assert_true(check_room((int)i) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_house__has_no_corridor_that_is_not_on_the_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
