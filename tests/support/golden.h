/* Compares a text with tests/golden/DIRECTORY/NAME; DONE_UPDATE_GOLDEN=1 rewrites it. */
#ifndef DONE_TEST_GOLDEN_H
#define DONE_TEST_GOLDEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "done/base.h"
#include "support.h"

static inline void golden_save(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static inline void golden_fail(const char *path, const char *text, const char *want)
{
	size_t line = 1;

	while (*text && *text == *want) {
		line += *text == '\n';
		text++;
		want++;
	}
	fail_msg("not as in '%s' from line %zu on: expected '%.60s', got '%.60s'; "
	         "DONE_UPDATE_GOLDEN=1 "
	         "rewrites it",
	    path, line, want, text);
}

static inline void golden_compare(const char *directory, const char *name, const char *text)
{
	struct done_buf want = {0};
	struct done_error err = {0};
	char path[512];

	snprintf(path, sizeof(path), "%s/tests/golden/%s/%s", DONE_SOURCE_DIR, directory, name);
	if (getenv("DONE_UPDATE_GOLDEN")) {
		golden_save(path, text);
		return;
	}
	if (done_file_read(path, (size_t)1 << 24, &want, &err) != 1)
		fail_msg("no golden file '%s': DONE_UPDATE_GOLDEN=1 writes it", path);
	done_buf_addstr(&want, "");
	if (strcmp(text, want.ptr) != 0)
		golden_fail(path, text, want.ptr);
	done_buf_release(&want);
}

#endif
