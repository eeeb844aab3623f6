/* How a text begins and ends, and the two halves of a path. */
#include <string.h>

#include "done/base.h"

bool done_text_starts(const char *text, const char *start)
{
	return !strncmp(text, start, strlen(start));
}

bool done_bytes_end(struct done_bytes bytes, const char *tail)
{
	size_t len = strlen(tail);

	return bytes.len >= len && !memcmp(bytes.ptr + bytes.len - len, tail, len);
}

bool done_text_ends(const char *text, const char *tail)
{
	return done_bytes_end((struct done_bytes){text, strlen(text)}, tail);
}

const char *done_last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *done_directory_of(struct done_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? done_arena_strndup(arena, path, (size_t)(slash - path)) : "";
}

int done_text_order(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}
