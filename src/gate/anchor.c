/*
 * A changed line of a service, for reports that can only point at one: what is missing has no line
 * of its own. It decides nothing, so what cannot be read is passed over.
 */
#include <string.h>

#include "gate.h"

enum {
	TRIED_MAX = 20, /* changed files looked at */
	ANCHOR_BYTES_MAX = 1024 * 1024,
};

/* A file's bytes, when they are there, of a size to look at, and text. */
static bool anchor_read_text(struct done_snapshot *snapshot, const char *path, struct done_buf *out)
{
	struct done_error ignored = {0};
	struct done_entry entry;

	if (done_snapshot_find(snapshot, path, &entry, &ignored) != 1 ||
	    entry.kind != DONE_ENTRY_FILE ||
	    snapshot->read(snapshot->self, &entry.oid, path, ANCHOR_BYTES_MAX, out, &ignored) < 0)
		return false;
	return !done_bytes_binary((struct done_bytes){out->len ? out->ptr : "", out->len});
}

/* The line, from 1, in which the new text begins to differ; its last one where only the end is
 * gone. */
static int first_changed_line(const struct done_buf *before, const struct done_buf *now)
{
	size_t i = 0, most = before->len < now->len ? before->len : now->len;
	int line = 1;

	while (i < most && before->ptr[i] == now->ptr[i])
		line += now->ptr[i++] == '\n';
	/* Behind the last newline there is no line. */
	if (i == now->len && i > 0 && now->ptr[i - 1] == '\n')
		line--;
	return line;
}

static bool try_change(const struct done_view *view, const struct done_change *change, int *line)
{
	struct done_buf before = {0}, now = {0};
	bool is_found = change->kind != DONE_DELETED &&
	    anchor_read_text(view->head, change->path, &now) && now.len > 0;

	if (is_found) {
		/* Nothing to compare with: all of it is new. */
		bool is_known = change->kind == DONE_MODIFIED && view->base &&
		    anchor_read_text(view->base, change->path, &before);
		*line = is_known ? first_changed_line(&before, &now) : 1;
	}
	done_buf_release(&before);
	done_buf_release(&now);
	return is_found;
}

/* The first changed path that is still there. */
static const char *any_path(const struct done_selected *selected)
{
	for (size_t i = 0; i < selected->nr_changes; i++) {
		if (selected->changes[i].kind != DONE_DELETED)
			return selected->changes[i].path;
	}
	return NULL;
}

void done_anchor_find(const struct done_selected *selected, const struct done_view *view,
    struct done_service_report *out)
{
	out->anchor = any_path(selected);
	out->anchor_line = out->anchor ? 1 : 0;
	if (!out->nr_errors && !out->nr_warnings && !out->nr_undecided)
		return;
	for (size_t i = 0; i < selected->nr_changes && i < TRIED_MAX; i++) {
		if (!try_change(view, &selected->changes[i], &out->anchor_line))
			continue;
		out->anchor = selected->changes[i].path;
		return;
	}
}
