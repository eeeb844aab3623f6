/*
 * What met a check on the base and is gone: the file, which the change deleted, or the line of it,
 * which is nowhere in the file any more.
 */
#include <string.h>

#include "debt.h"

#define LOST_BYTES_MAX (1024 * 1024) /* of a file that is asked for a line */

/* A line without the blanks around it; ptr NULL: there is none. */
static struct done_bytes lost_line_of(struct done_bytes text, int line)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	for (int i = 1; i < line && at < end; i++) {
		const char *next = memchr(at, '\n', (size_t)(end - at));

		at = next ? next + 1 : end;
	}
	if (at >= end)
		return (struct done_bytes){0};
	end = memchr(at, '\n', (size_t)(end - at)) ? memchr(at, '\n', (size_t)(end - at)) : end;
	while (at < end && strchr(" \t\r", *at))
		at++;
	while (end > at && strchr(" \t\r", end[-1]))
		end--;
	return (struct done_bytes){at, (size_t)(end - at)};
}

static bool lost_has_text(struct done_bytes text, struct done_bytes wanted)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	while (at < end && (size_t)(end - at) >= wanted.len) {
		if (!memcmp(at, wanted.ptr, wanted.len))
			return true;
		at = memchr(at + 1, *wanted.ptr, (size_t)(end - at - 1));
		if (!at)
			return false;
	}
	return false;
}

/* The line that met the check there is nowhere in the file any more. */
static bool lost_is_line(
    const struct done_debt_tree *tree, const char *path, const struct done_entry *now, int line)
{
	struct done_snapshot *head = tree->judged->trees->head;
	struct done_buf before = {0}, after = {0};
	struct done_error ignored = {0};
	struct done_entry then;
	struct done_bytes wanted = {0};
	bool is_lost = false;

	if (line > 0 && done_snapshot_find(tree->snapshot, path, &then, &ignored) == 1 &&
	    then.kind == DONE_ENTRY_FILE && now->kind == DONE_ENTRY_FILE &&
	    !done_oid_equal(&then.oid, &now->oid) &&
	    tree->snapshot->read(
	        tree->snapshot->self, &then.oid, path, LOST_BYTES_MAX, &before, &ignored) >= 0 &&
	    head->read(head->self, &now->oid, path, LOST_BYTES_MAX, &after, &ignored) >= 0 &&
	    before.len) {
		wanted = lost_line_of((struct done_bytes){before.ptr, before.len}, line);
		is_lost =
		    wanted.len && !lost_has_text((struct done_bytes){after.ptr, after.len}, wanted);
	}
	done_buf_release(&before);
	done_buf_release(&after);
	return is_lost;
}

/* The file that met the check there, where the change takes it away, or the line of it. */
void done_debt_find_lost(
    const struct done_debt_tree *tree, const struct done_result *result, struct done_debt_ask *ask)
{
	for (size_t i = 0; i < result->nr_evidence && !ask->lost; i++) {
		const char *path = result->evidence[i].path;
		struct done_error ignored = {0};
		struct done_entry entry;

		int rc = path && !done_moves_find(&tree->moves, path)
		    ? done_snapshot_find(tree->judged->trees->head, path, &entry, &ignored)
		    : -1;

		if (rc == 1 && lost_is_line(tree, path, &entry, result->evidence[i].line))
			ask->lost_line = result->evidence[i].line;
		else if (rc != 0)
			continue;
		ask->lost = done_arena_strdup(tree->judged->arena, path);
	}
}
