/* Files of the work tree, for git done init; and hints, which are found in them. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "init.h"

#define READ_MAX ((size_t)1024 * 1024)
#define HINT_MAX 200

char *done_init_path(const struct done_init *init, const char *path)
{
	return done_arena_printf(init->arena, "%s/%s", init->top, path);
}

int done_init_read(const struct done_init *init, const char *path, struct done_buf *out,
                   struct done_error *err)
{
	return done_file_read(done_init_path(init, path), READ_MAX, out, err);
}

bool done_init_exists(const struct done_init *init, const char *path)
{
	struct stat status;

	return !lstat(done_init_path(init, path), &status) || errno != ENOENT;
}

/* A comment ends with its line, whatever the repository holds. */
void done_init_hint_add(const struct done_init *init, struct done_init_hints *hints,
                        const char *text, size_t len, const char *file)
{
	struct done_buf shown = {0};
	const char *kept;

	done_buf_add_shown(&shown, text, len < HINT_MAX ? len : HINT_MAX);
	kept = done_arena_strndup(init->arena, shown.len ? shown.ptr : "", shown.len);
	done_buf_release(&shown);
	for (size_t i = 0; i < hints->nr; i++) {
		if (!strcmp(hints->items[i].text, kept))
			return;
	}
	*DONE_ARENA_PUSH(init->arena, hints->items, hints->nr, hints->cap) =
		(struct done_init_hint){kept, done_arena_shown(init->arena, file)};
}
