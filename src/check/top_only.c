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
    const struct done_file_globs *except, struct done_files *out, struct done_error *err)
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

/* Whoever uses a preset did not write it. */
static bool is_own(const struct done_file_glob *glob)
{
	return glob->place.file && !done_file_is_preset(glob->place.file);
}

/* The test and its parts; tests within tests are bounded when they are loaded. */
static void collect_of_test(struct done_arena *arena, const struct done_top_only *origin,
    const struct done_test *test, struct done_top_onlys *out)
{
	const struct done_kind *kind = done_kinds[test->kind];
	const struct done_record *record = test->form->options;
	struct done_top_only item = *origin;

	if (kind->sweeps && kind->sweeps(test->options, &item.globs, &item.except)) {
		for (size_t i = 0; i < item.globs->nr; i++) {
			const struct done_file_glob *glob = &item.globs->items[i];

			item.index = i;
			if (done_file_glob_is_top_only(glob) && is_own(glob))
				*DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap) = item;
		}
	}
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const struct done_tests *parts =
		    (const void *)((const char *)test->options + field->offset);

		for (size_t j = 0; field->type == DONE_FIELD_TESTS && j < parts->nr; j++)
			collect_of_test(arena, origin, &parts->items[j], out);
	}
}

void done_top_only_collect(struct done_arena *arena, const struct done_criterion *criterion,
    const struct done_check *check, struct done_top_onlys *out)
{
	const struct done_top_only origin = {.criterion = criterion, .check = check};

	collect_of_test(arena, &origin, &check->test, out);
}

static void count_one(struct done_top_only *item, struct done_view *view, struct done_arena *arena)
{
	struct done_error ignored = {0};
	struct done_files left_out;
	const char *reason;

	if (!done_strings_has(&item->criterion->stages, view->service->stage) ||
	    done_condition_holds(view, item->check->when, &reason, &ignored) != 1 ||
	    done_top_only_find(view, item->globs, item->index, item->except, &left_out, &ignored) <
	        0 ||
	    !left_out.nr)
		return;
	if (!item->nr_files)
		item->first = done_arena_strdup(arena, left_out.items[0].path);
	item->nr_files += left_out.nr;
	item->nr_services++;
}

void done_top_only_count(
    struct done_top_onlys *globs, struct done_view *view, struct done_arena *arena)
{
	for (size_t i = 0; i < globs->nr; i++)
		count_one(&globs->items[i], view, arena);
}

bool done_top_only_add(struct done_buf *out, const struct done_top_only *glob)
{
	const struct done_file_glob *written = &glob->globs->items[glob->index];

	if (!glob->nr_files)
		return false;
	done_buf_addf(out,
	    "'%s' in '%s' (%s:%d) matches at the top of a service only and leaves out "
	    "%zu %s further down in %zu %s, such as '%s': write '**/%s', or add '!*/**' "
	    "to the list if that is intended",
	    written->text, glob->check->id, written->place.file, written->place.line,
	    glob->nr_files, glob->nr_files == 1 ? "file" : "files", glob->nr_services,
	    glob->nr_services == 1 ? "service" : "services", glob->first, written->text);
	return true;
}
