/* For tests of what must stand in several places: reads a file of the source tree. */
#ifndef DONE_TEST_SOURCE_H
#define DONE_TEST_SOURCE_H

#include <stdio.h>

#include "support.h"

/* Whether the file at a path from the top of the tree has the part; false: there is no file. */
static inline bool source_has(const char *path, const char *part)
{
	struct done_buf text = {0};
	struct done_error err = {0};
	char whole[4096];
	bool found;

	snprintf(whole, sizeof(whole), "%s/%s", DONE_SOURCE_DIR, path);
	found = done_file_read(whole, (size_t)1 << 24, &text, &err) == 1;
	done_buf_addch(&text, '\0');
	found = found && strstr(text.ptr, part);
	done_buf_release(&text);
	return found;
}

#endif
