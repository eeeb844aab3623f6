/* git done init: who CODEOWNERS says owns a directory. A hint: exotic patterns are passed over. */
#include <string.h>

#include "init.h"

static const char *const places[] = {".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS",
                                     "docs/CODEOWNERS"};

/* With a slash or stars at its end a pattern speaks of the directory and all below it. */
static const char *directory_of(struct done_arena *arena, const char *pattern, size_t len)
{
	static const char *const tails[] = {"/**", "/*", "/"};

	if (len && *pattern == '/') {
		pattern++;
		len--;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tails); i++) {
		size_t tail = strlen(tails[i]);

		if (len > tail && !strncmp(pattern + len - tail, tails[i], tail))
			len -= tail;
	}
	return done_arena_strndup(arena, pattern, len);
}

static bool owns(struct done_arena *arena, const char *pattern, size_t len, const char *path)
{
	const char *directory = directory_of(arena, pattern, len);
	struct done_error ignored = {0};
	struct done_glob *glob;
	char *above;

	if (!strcmp(directory, "*") || !strcmp(directory, "**"))
		return true;
	if (!*directory || done_glob_compile(arena, directory, &glob, &ignored) < 0)
		return false;
	above = done_arena_strdup(arena, path);
	for (;;) {
		char *slash = strrchr(above, '/');

		if (done_glob_match(glob, above))
			return true;
		if (!slash)
			return false;
		*slash = '\0';
	}
}

/* The owners of the last line that matches, without the comment behind them. */
static void search(const struct done_init *init, const struct done_buf *text, const char *path,
                   const char *file, struct done_init_hints *out)
{
	const char *found = NULL;
	size_t found_len = 0;

	for (const char *line = text->ptr; *line;) {
		size_t len = strcspn(line, "\n"), pattern = strcspn(line, " \t\r\n");
		size_t first, end;

		first = pattern + strspn(line + pattern, " \t");
		end = first + strcspn(line + first, "#\r\n");
		while (end > first && strchr(" \t", line[end - 1]))
			end--;
		if (pattern && !strchr("#[^", *line) && owns(init->arena, line, pattern, path)) {
			found = line + first;
			found_len = end - first;
		}
		line += len + (line[len] == '\n');
	}
	if (found && found_len)
		done_init_hint_add(init, out, found, found_len, file);
}

void done_init_find_owner(const struct done_init *init, const char *path,
                          struct done_init_hints *out)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(places); i++) {
		struct done_error ignored = {0};
		struct done_buf text = {0};
		int rc = done_init_read(init, places[i], &text, &ignored);

		if (rc == 1 && text.len)
			search(init, &text, path, places[i], out);
		done_buf_release(&text);
		if (rc == 1)
			return;
	}
}
