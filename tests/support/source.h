/* For tests of what must stand in several places: reads a file of the source tree. */
#ifndef DONE_TEST_SOURCE_H
#define DONE_TEST_SOURCE_H

#include <dirent.h>
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

/*
 * Whether a .c file of the folder, or of a folder in it, defines what begins with `start` and is
 * not known: then its name is in name (as long as size), and the path of the file in path.
 */
static inline bool source_defines_other(const char *folder, const char *start,
    bool (*is_known)(const char *name), char *name, size_t size, char path[512])
{
	char whole[4096], line[1024];
	struct dirent *entry;
	DIR *directory;
	bool found = false;

	snprintf(whole, sizeof(whole), "%s/%s", DONE_SOURCE_DIR, folder);
	directory = opendir(whole);
	while (directory && !found && (entry = readdir(directory))) {
		const char *end = strrchr(entry->d_name, '.');
		char inner[512];

		snprintf(inner, sizeof(inner), "%.200s/%.200s", folder, entry->d_name);
		if (!end) {
			found = source_defines_other(inner, start, is_known, name, size, path);
			continue;
		}
		snprintf(whole, sizeof(whole), "%s/%s", DONE_SOURCE_DIR, inner);
		FILE *file = strcmp(end, ".c") == 0 ? fopen(whole, "r") : NULL;
		while (file && !found && fgets(line, sizeof(line), file)) {
			if (strncmp(line, start, strlen(start)) != 0)
				continue;
			snprintf(name, size, "%.*s", (int)strcspn(line + strlen(start), " [;"),
			    line + strlen(start));
			snprintf(path, 512, "%s", inner);
			found = !is_known(name);
		}
		if (file)
			fclose(file);
	}
	if (directory)
		closedir(directory);
	return found;
}

#endif
