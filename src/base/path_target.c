/* Where a target leads that stands in a file: a symbolic link, a link of a document. */
#include "done/base.h"

#include <string.h>

/* Adds one part to a path that is being put together; false when it climbs out of the tree. */
static bool add_part(struct done_buf *path, const char *part, size_t len)
{
	if (len == 0 || (len == 1 && *part == '.'))
		return true;
	if (len == 2 && strncmp(part, "..", 2) == 0) {
		if (!path->len)
			return false;
		while (path->len && path->ptr[path->len - 1] != '/')
			path->len--;
		path->len -= path->len > 0;
		path->ptr[path->len] = '\0';
		return true;
	}
	if (path->len)
		done_buf_addch(path, '/');
	done_buf_add(path, part, len);
	return true;
}

char *done_path_target(struct done_arena *arena, const char *from, struct done_bytes target)
{
	const char *slash = strrchr(from, '/');
	struct done_buf path = {0};
	bool inside = true;
	char *text = NULL;

	if (slash && !(target.len && *target.ptr == '/'))
		done_buf_add(&path, from, (size_t)(slash - from));
	for (size_t i = 0; i < target.len && inside;) {
		const char *end = memchr(target.ptr + i, '/', target.len - i);
		size_t part = end ? (size_t)(end - target.ptr) - i : target.len - i;

		inside = add_part(&path, target.ptr + i, part);
		i += part + 1;
	}
	if (inside)
		text = done_arena_strndup(arena, path.len ? path.ptr : "", path.len);
	done_buf_release(&path);
	return text;
}
