/*
 * The house: each third-party header is included in one room only, a room includes none above it,
 * a static function has a name by which one finds it, functions and files have a size that one can
 * read, and the map is one.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "support.h"

/* Lowest first. */
static const char *const rooms[] = {"base", "worker", "repo", "artifact", "range", "policy",
    "profile", "service", "view", "check", "gate", "report", "merge", "cli"};

/* By how their names begin. */
static const struct {
	const char *header, *room;
} foreign[] = {
    {"git2.h", "repo"},
    {"zlib.h", "repo"},
    {"yaml.h", "artifact"},
    {"jansson.h", "artifact"},
    {"cmark.h", "artifact"},
    {"expat.h", "artifact"},
    {"pcre2.h", "base"},
    {"popt.h", "cli"},
    {"nettle/", "repo"},
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
			fail_msg(
			    "%s includes %s, which belongs to %s", path, name, foreign[i].room);
	}
	const char *inner = !strncmp(name, "done/", 5) ? name + 5 : name;
	size_t len = strcspn(inner, "/.");
	/* "hooks/doctor.h" is a folder of the room itself. */
	int other = strchr(inner, '/') || inner != name ? level_of(inner, len) : -1;
	if (other > level)
		fail_msg("%s (room %s) includes %s from above", path, rooms[level], name);
	if (other >= 0 && other < level && inner == name)
		fail_msg("%s includes %s, the inside of another room", path, name);
}

/* ---- going through the sources ---- */

/* A line of a source file of a room. */
typedef void visit_line(void *data, const char *path, const char *line, int level);

static size_t visit_file(const char *path, int level, visit_line *visit, void *data)
{
	char line[1024];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		visit(data, path + strlen(DONE_SOURCE_DIR) + 1, line, level);
	fclose(file);
	return 1;
}

/* The room's files, those of its folders, and of folders in these. */
static size_t visit_folder(const char *folder, int level, int depth, visit_line *visit, void *data)
{
	struct dirent *entry;
	DIR *directory = opendir(folder);
	size_t nr = 0;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		size_t len = strlen(entry->d_name);
		char path[8192];

		assert_true(snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) <
		    (int)sizeof(path));
		if (len > 2 &&
		    (!strcmp(entry->d_name + len - 2, ".c") ||
		        !strcmp(entry->d_name + len - 2, ".h")))
			nr += visit_file(path, level, visit, data);
		else if (!strchr(entry->d_name, '.') && depth > 0)
			nr += visit_folder(path, level, depth - 1, visit, data);
	}
	closedir(directory);
	return nr;
}

static void visit_house(visit_line *visit, void *data)
{
	for (size_t i = 0; TEST_EACH(rooms, i, rooms[i]); i++) {
		char folder[4096];

		snprintf(folder, sizeof(folder), "%s/src/%s", DONE_SOURCE_DIR, rooms[i]);
		assert_true(visit_folder(folder, (int)i, 2, visit, data) > 0);
	}
}

static void visit_include(void *data, const char *path, const char *line, int level)
{
	(void)data;
	check_include(path, line, level);
}

static void test_house__has_no_corridor_that_is_not_on_the_plan(void **state)
{
	(void)state;
	visit_house(visit_include, NULL);
}

/* ---- names ---- */

#define FILES_MAX 2

/* A static function, and the first files that it stands in. */
struct named {
	char name[80], files[FILES_MAX + 1][120];
	size_t nr;
};

struct names {
	struct named items[12000];
	size_t nr;
};

/* "static int need_one(…": the name before the first parenthesis; false: no such line. */
static bool read_static(const char *line, char name[80])
{
	const char *open = strchr(line, '('), *start = open;

	if (strncmp(line, "static ", 7) != 0 || !open || memchr(line, '=', (size_t)(open - line)) ||
	    memchr(line, '{', (size_t)(open - line)))
		return false;
	while (start > line && (isalnum((unsigned char)start[-1]) || start[-1] == '_'))
		start--;
	if (start == open || (size_t)(open - start) >= 80)
		return false;
	memcpy(name, start, (size_t)(open - start));
	name[open - start] = '\0';
	return true;
}

static struct named *name_of(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->nr; i++) {
		if (!strcmp(names->items[i].name, name))
			return &names->items[i];
	}
	assert_true(names->nr < DONE_ARRAY_SIZE(names->items));
	snprintf(names->items[names->nr].name, sizeof(names->items[0].name), "%s", name);
	return &names->items[names->nr++];
}

static void visit_static(void *data, const char *path, const char *line, int level)
{
	struct named *named;
	char name[80];

	(void)level;
	if (!read_static(line, name) || strcmp(path + strlen(path) - 2, ".c") != 0)
		return;
	named = name_of(data, name);
	for (size_t i = 0; i < named->nr; i++) {
		if (!strcmp(named->files[i], path))
			return;
	}
	snprintf(named->files[named->nr++], sizeof(named->files[0]), "%s", path);
	if (named->nr > FILES_MAX)
		fail_msg("'%s' is a static function of %s, %s and %s: say in its name what it is "
		         "about, "
		         "as in 'file_%s', or move what is the same to one place",
		    name, named->files[0], named->files[1], named->files[2], name);
}

static void test_house__a_static_function_says_its_subject(void **state)
{
	struct names *names = calloc(1, sizeof(*names));

	(void)state;
	assert_non_null(names);
	visit_house(visit_static, names);
	assert_true(names->nr > 1000);
	free(names);
}

/* ---- sizes ---- */

#define FUNCTION_LINES_MAX 60
#define FILE_LINES_MAX 600

/* Tables of Unicode are as long as Unicode is. */
static const char *const long_files[] = {"src/artifact/unicode.c"};

struct sizes {
	char path[256];
	int nr, begin; /* the line that is read; the first of the declaration that it is in */
	bool is_body;
	size_t functions;
};

static void check_file_size(const struct sizes *sizes)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(long_files); i++) {
		if (!strcmp(sizes->path, long_files[i]))
			return;
	}
	if (sizes->nr > FILE_LINES_MAX)
		fail_msg("%s has %d lines, more than %d: find its second subject, and move it to a "
		         "file of its own",
		    sizes->path, sizes->nr, FILE_LINES_MAX);
}

static void visit_size(void *data, const char *path, const char *line, int level)
{
	struct sizes *sizes = data;

	(void)level;
	if (strcmp(sizes->path, path) != 0) {
		check_file_size(sizes);
		*sizes = (struct sizes){.functions = sizes->functions};
		snprintf(sizes->path, sizeof(sizes->path), "%s", path);
	}
	sizes->nr++;
	if (!strcmp(line, "}\n") && sizes->is_body) {
		sizes->functions++;
		if (sizes->nr - sizes->begin >= FUNCTION_LINES_MAX)
			fail_msg("%s:%d: the function has %d lines, more than %d: find its second "
			         "subject, and give it a function of its own",
			    path, sizes->begin, sizes->nr - sizes->begin + 1, FUNCTION_LINES_MAX);
	}
	if (!strcmp(line, "{\n"))
		sizes->is_body = true;
	else if (*line == '}' || (!sizes->is_body && strstr(line, ";\n")))
		sizes->begin = 0, sizes->is_body = false;
	else if (!sizes->begin && isalpha((unsigned char)*line))
		sizes->begin = sizes->nr;
}

static void test_house__functions_and_files_can_be_read(void **state)
{
	struct sizes sizes = {.nr = 0};

	(void)state;
	visit_house(visit_size, &sizes);
	check_file_size(&sizes);
	assert_true(sizes.functions > 5000);
}

/* ---- staircases ---- */

#define STAIRS_BLANKS 9
#define STAIRS_PERCENT 1

struct stairs {
	char path[256], worst[256];
	size_t lines, stairs, of_file, of_worst;
};

static void visit_stair(void *data, const char *path, const char *line, int level)
{
	struct stairs *stairs = data;

	(void)level;
	if (strcmp(stairs->path, path) != 0) {
		snprintf(stairs->path, sizeof(stairs->path), "%s", path);
		stairs->of_file = 0;
	}
	stairs->lines++;
	if (strspn(line + strspn(line, "\t"), " ") < STAIRS_BLANKS)
		return;
	stairs->stairs++;
	if (++stairs->of_file > stairs->of_worst) {
		stairs->of_worst = stairs->of_file;
		snprintf(stairs->worst, sizeof(stairs->worst), "%s", path);
	}
}

static void test_house__few_lines_are_aligned(void **state)
{
	struct stairs stairs = {.lines = 0};

	(void)state;
	visit_house(visit_stair, &stairs);
	assert_true(stairs.lines > 100000);
	if (stairs.stairs * 100 > stairs.lines * STAIRS_PERCENT)
		fail_msg(
		    "%zu of %zu lines begin with %d blanks or more behind their tabs, more than "
		    "%d in a hundred; %s has most of them: give a condition or a text a variable "
		    "or a function of its own",
		    stairs.stairs, stairs.lines, STAIRS_BLANKS, STAIRS_PERCENT, stairs.worst);
}

/* ---- the map ---- */

#define MAP_LINES_MAX 120
#define MAP_WIDTH_MAX 120

static void test_house__the_map_fits_on_a_page(void **state)
{
	FILE *file = fopen(DONE_SOURCE_DIR "/src/README.md", "r");
	char line[1024];
	int nr = 0;

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		nr++;
		if (strcspn(line, "\n") > MAP_WIDTH_MAX)
			fail_msg("src/README.md:%d is wider than %d characters: wrap the line", nr,
			    MAP_WIDTH_MAX);
	}
	fclose(file);
	if (nr > MAP_LINES_MAX)
		fail_msg("src/README.md has %d lines, more than %d: move what concerns one room to "
		         "the README of that room, and what was decided to src/decisions",
		    nr, MAP_LINES_MAX);
	assert_true(nr > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_house__has_no_corridor_that_is_not_on_the_plan),
	    cmocka_unit_test(test_house__a_static_function_says_its_subject),
	    cmocka_unit_test(test_house__functions_and_files_can_be_read),
	    cmocka_unit_test(test_house__few_lines_are_aligned),
	    cmocka_unit_test(test_house__the_map_fits_on_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
