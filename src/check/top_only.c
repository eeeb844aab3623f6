/*
 * Globs without a slash: "*.go" matches at the top of a service only. Where a check means every
 * file, what lies further down is silently left out; here is what that is.
 */
#include "kinds.h"

#include <string.h>

bool done_file_glob_is_top_only(const struct done_file_glob *glob)
{
	return !glob->negated && !glob->from_root && !glob->templated && glob->text &&
	       !strchr(glob->text, '/') && !strstr(glob->text, "**") && strpbrk(glob->text, "*?[");
}

/* The list with the glob at index as it matches at any depth. */
static int deepen(struct done_view *view, const struct done_file_globs *globs, size_t index,
                  struct done_file_globs *out, struct done_error *err)
{
	struct done_file_glob *item;

	out->nr = globs->nr;
	out->items = done_arena_array(view->arena, globs->nr, sizeof(*out->items));
	memcpy(out->items, globs->items, globs->nr * sizeof(*out->items));
	item = &out->items[index];
	item->text = done_arena_printf(view->arena, "**/%s", item->text);
	return done_glob_compile(view->arena, item->text, &item->glob, err);
}

int done_top_only_find(struct done_view *view, const struct done_file_globs *globs, size_t index,
                       const struct done_file_globs *except, struct done_files *out,
                       struct done_error *err)
{
	struct done_file_globs deep;
	size_t nr = 0;
	int rc = deepen(view, globs, index, &deep, err);

	if (rc >= 0)
		rc = done_view_find(view, &deep, except, out, err);
	if (rc < 0)
		return rc;
	done_files_keep_regular(out);
	for (size_t i = 0; i < out->nr; i++) {
		rc = done_view_matches(view, globs, out->items[i].path, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			out->items[nr++] = out->items[i];
	}
	out->nr = nr;
	return 0;
}
