/*
 * Unit tests start no process, so that they are quick, and the same on every machine: neither a
 * file of tests/unit nor a header of tests/support that it includes may fork, or run a program.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>

#include "support.h"

static const char *const starting[] = {
	"fork",  "vfork",  "system", "popen",       "execl",        "execlp",         "execle",
	"execv", "execvp", "execve", "posix_spawn", "posix_spawnp", "done_supervise",
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
			fail_msg("%s is in excepted[] of this file, and does not exist",
			         excepted[i]);
		while (fgets(line, sizeof(line), file))
			starts |= start_in(line) != NULL;
		fclose(file);
		if (!starts)
			fail_msg("%s starts no process: take it out of excepted[] of this file",
			         excepted[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units__start_no_process),
		cmocka_unit_test(test_units__that_are_excepted_do_start_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
