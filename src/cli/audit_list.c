/* git done audit --repos-from FILE: the repositories to audit, a path on each line. */
#include <string.h>
#include <unistd.h>

#include "audit.h"

#define LIST_MAX ((size_t)4 << 20)

/* Blanks in front are no part of a path; a line of blanks, or a comment, names nothing. */
static void audit_list_add_lines(struct done_arena *arena, char *text, struct done_strings *paths)
{
	struct done_strings all = {0};
	size_t cap = 0;

	for (size_t i = 0; i < paths->nr; i++)
		*DONE_ARENA_PUSH(arena, all.items, all.nr, cap) = paths->items[i];
	for (char *save = NULL, *line = strtok_r(text, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save)) {
		line += strspn(line, " \t");
		if (*line && *line != '#')
			*DONE_ARENA_PUSH(arena, all.items, all.nr, cap) = line;
	}
	*paths = all;
}

int done_audit_list(const char *file, struct done_arena *arena, struct done_strings *repositories,
    struct done_error *err)
{
	struct done_buf text = {0};
	char *copy;
	int rc = !strcmp(file, "-")
	    ? done_fd_read(STDIN_FILENO, "standard input", LIST_MAX, &text, err)
	    : done_file_read(file, LIST_MAX, &text, err);

	if (rc == 0)
		done_error_set(err, DONE_E_USAGE, "there is no file '%s'", file);
	if (rc > 0 && text.len && memchr(text.ptr, '\0', text.len))
		done_error_set(
		    err, DONE_E_USAGE, "'%s' is not a list of paths: it contains a NUL byte", file);
	copy = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	if (err->code)
		return err->code;
	audit_list_add_lines(arena, copy, repositories);
	if (repositories->nr)
		return 0;
	/* Else the repository that one stands in would be judged, in place of none. */
	done_error_set(err, DONE_E_USAGE, "'%s' names no repository", file);
	return done_error_cure(err, "write one path per line");
}
