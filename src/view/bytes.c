/*
 * What can be told of a file from its bytes alone.
 */
#include "done/view.h"

#include <string.h>

#define BINARY_LOOK 8000

bool done_bytes_binary(struct done_bytes bytes)
{
	size_t len = bytes.len < BINARY_LOOK ? bytes.len : BINARY_LOOK;

	return len && memchr(bytes.ptr, '\0', len) != NULL;
}

static bool starts_with(struct done_bytes bytes, const char *text)
{
	size_t len = strlen(text);

	return bytes.len >= len && memcmp(bytes.ptr, text, len) == 0;
}

/* Git LFS specification, "The Pointer": version first, under 1,024 bytes. */
bool done_bytes_lfs_pointer(struct done_bytes bytes)
{
	return bytes.len < 1024 &&
	    (starts_with(bytes, "version https://git-lfs.github.com/spec/") ||
	        starts_with(bytes, "version https://hawser.github.com/spec/"));
}
