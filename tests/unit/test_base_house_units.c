/*
 * Tests in C: unit tests start no process, so that they are quick, and the same on every machine:
 * neither a file of tests/unit nor a header of tests/support that it includes may fork, or run a
 * program. A table of rows is gone through by TEST_EACH, so that a failure names its row.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>

#include "support.h"

static const char *const starting[] = {
    "fork",
    "vfork",
    "system",
    "popen",
    "execl",
    "execlp",
    "execle",
    "execv",
    "execvp",
    "execve",
    "posix_spawn",
    "posix_spawnp",
    "done_supervise",
};

/* Those whose subject is a process. */
static const char *const excepted[] = {
    "tests/unit/test_base_error.c",        /* how a process ends that is out of memory */
    "tests/unit/test_worker_confine.c",    /* what a confined process can do */
    "tests/unit/test_worker_supervisor.c", /* a child with a deadline */
};

static bool is_excepted(const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(excepted); i++) {
		if (!strcmp(path, excepted[i]))
			return true;
	}
	return false;
}

static bool is_name_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The name of a function that starts a process and is called in the line; NULL: there is none. */
static const char *start_in(const char *line)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(starting); i++) {
		size_t len = strlen(starting[i]);

		for (const char *at = line; (at = strstr(at, starting[i])); at += len) {
			if (at[len] == '(' && (at == line || !is_name_byte(at[-1])))
				return starting[i];
		}
	}
	return NULL;
}

static FILE *source_open(const char *path)
{
	char whole[4096];

	snprintf(whole, sizeof(whole), "%s/%s", DONE_SOURCE_DIR, path);
	return fopen(whole, "r");
}

/* unit: the test, for what is said. path: it, or a header that it includes. */
static void visit_source(const char *unit, const char *path, int depth)
{
	FILE *file = source_open(path);
	char line[1024], name[200], header[256];

	if (!file)
		return; /* a header of a room, or the system's */
	for (int nr = 1; fgets(line, sizeof(line), file); nr++) {
		const char *start = start_in(line);

		if (start)
			fail_msg("%s starts a process: %s:%d calls %s(). Unit tests do not: move "
			         "the test to tests/git if it needs a repository made by git, or "
			         "to tests/readers if it asks another program about a report",
			    unit, path, nr, start);
		if (depth > 0 && sscanf(line, "#include \"%199[^\"]", name) == 1) {
			snprintf(header, sizeof(header), "tests/support/%s", name);
			visit_source(unit, header, depth - 1);
		}
	}
	fclose(file);
}

static void test_units__start_no_process(void **state)
{
	struct dirent *entry;
	DIR *folder = opendir(DONE_SOURCE_DIR "/tests/unit");
	size_t nr = 0;

	(void)state;
	assert_non_null(folder);
	while ((entry = readdir(folder))) {
		const char *end = strrchr(entry->d_name, '.');
		char path[512];

		snprintf(path, sizeof(path), "tests/unit/%s", entry->d_name);
		if (!end || strcmp(end, ".c") != 0 || is_excepted(path))
			continue;
		visit_source(path, path, 4);
		nr++;
	}
	closedir(folder);
	assert_true(nr > 50);
}

/* An exception that is no longer one would hide the next. */
static void test_units__that_are_excepted_do_start_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(excepted); i++) {
		FILE *file = source_open(excepted[i]);
		bool starts = false;
		char line[1024];

		if (!file)
			fail_msg(
			    "%s is in excepted[] of this file, and does not exist", excepted[i]);
		while (fgets(line, sizeof(line), file))
			starts |= start_in(line) != NULL;
		fclose(file);
		if (!starts)
			fail_msg("%s starts no process: take it out of excepted[] of this file",
			    excepted[i]);
	}
}

/* ---- tables of rows ---- */

/* "for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++)": false for any other line. */
static bool loops_without_row(const char *line, char table[64])
{
	const char *start = strstr(line, "for (size_t ");
	const char *size = start ? strstr(start, "; i < DONE_ARRAY_SIZE(") : NULL;

	return size && sscanf(size, "; i < DONE_ARRAY_SIZE(%63[a-z_]", table) == 1;
}

/* A loop ends before the first line that is no deeper than it is. */
static void check_tables(const char *path)
{
	FILE *file = source_open(path);
	char line[1024], table[64], found[64];
	size_t depth = 0;
	int loop = 0;

	assert_non_null(file);
	for (int nr = 1; fgets(line, sizeof(line), file); nr++) {
		if (loop && line[0] != '\n' && strspn(line, "\t ") <= depth)
			loop = 0;
		if (loop && strstr(line, "assert_"))
			fail_msg("%s:%d asserts in a loop over '%s', and its failure would not "
			         "name the row: write the loop in line %d as "
			         "'for (size_t i = 0; TEST_EACH(%s, i, TEXT); i++)', where TEXT is "
			         "a text of row i",
			    path, nr, found, loop, found);
		if (!loops_without_row(line, table))
			continue;
		memcpy(found, table, sizeof(found));
		loop = nr;
		depth = strspn(line, "\t ");
	}
	fclose(file);
}

static size_t check_folder_of_tables(const char *folder)
{
	struct dirent *entry;
	DIR *directory;
	char whole[4096], path[512];
	size_t nr = 0;

	snprintf(whole, sizeof(whole), "%s/%s", DONE_SOURCE_DIR, folder);
	directory = opendir(whole);
	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		if (strncmp(entry->d_name, "test_", 5) != 0 || strchr(entry->d_name, '~'))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		check_tables(path);
		nr++;
	}
	closedir(directory);
	return nr;
}

static void test_tables__name_their_rows(void **state)
{
	static const char *const folders[] = {"tests/unit", "tests/git", "tests/readers"};
	size_t nr = 0;

	(void)state;
	for (size_t i = 0; TEST_EACH(folders, i, folders[i]); i++)
		nr += check_folder_of_tables(folders[i]);
	assert_true(nr > 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_units__start_no_process),
	    cmocka_unit_test(test_units__that_are_excepted_do_start_one),
	    cmocka_unit_test(test_tables__name_their_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
