/*
 * Where a platform can show what has no place of its own: a changed line of a service, else the
 * nearest file that is there. A file that is missing and a directory are no such places. It decides
 * nothing, so what cannot be read is passed over.
 */
#include <string.h>
#include <strings.h>

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

/* A README speaks of all that lies beside it; else the first file, of the directory itself or of
 * the nearest one above. NULL: there is none. */
static const char *anchor_nearest(
    struct done_snapshot *head, struct done_arena *arena, const char *directory)
{
	size_t len = strcmp(directory, ".") != 0 ? strlen(directory) : 0;

	for (;;) {
		const char *path = done_arena_strndup(arena, directory, len);
		const struct done_directory *listed;
		struct done_error ignored = {0};
		const char *first = NULL;

		if (head->list(head->self, path, &listed, &ignored) == 1) {
			for (size_t i = 0; i < listed->nr; i++) {
				const struct done_entry *entry = &listed->entries[i];
				bool is_readme = !strncasecmp(entry->name, "readme", 6);

				if (entry->kind != DONE_ENTRY_FILE || (first && !is_readme))
					continue;
				first = entry->name;
				if (is_readme)
					break;
			}
		}
		if (first)
			return done_arena_printf(arena, "%s%s%s", path, len ? "/" : "", first);
		if (!len)
			return NULL;
		while (len > 0 && directory[len - 1] != '/')
			len--;
		len -= len > 0;
	}
}

static bool anchor_is_file(struct done_snapshot *head, const char *path)
{
	struct done_error ignored = {0};
	struct done_entry entry;

	return done_snapshot_find(head, path, &entry, &ignored) == 1 &&
	    entry.kind == DONE_ENTRY_FILE;
}

static void anchor_find_change(const struct done_selected *selected, const struct done_view *view,
    struct done_service_report *out)
{
	out->anchor = any_path(selected);
	out->anchor_line = out->anchor ? 1 : 0;
	for (size_t i = 0; i < selected->nr_changes && i < TRIED_MAX; i++) {
		if (!try_change(view, &selected->changes[i], &out->anchor_line))
			continue;
		out->anchor = selected->changes[i].path;
		return;
	}
}

/* A changed file of the service, else the nearest of what the finding is about. */
static void anchor_find_place(const struct done_service_report *service,
    const struct done_view *view, struct done_arena *keep, struct done_finding *finding)
{
	const char *path = finding->path;

	if (!path || anchor_is_file(view->head, path))
		return;
	finding->shown_at =
	    service->anchor_line ? service->anchor : anchor_nearest(view->head, keep, path);
}

void done_anchor_find(const struct done_selected *selected, const struct done_view *view,
    struct done_arena *keep, struct done_service_report *out)
{
	out->anchor = any_path(selected);
	out->anchor_line = out->anchor ? 1 : 0;
	if (!out->nr_errors && !out->nr_warnings && !out->nr_undecided)
		return;
	anchor_find_change(selected, view, out);
	if (!out->anchor)
		out->anchor = anchor_nearest(view->head, keep, selected->service->path);
	for (size_t i = 0; i < out->nr_criteria; i++) {
		for (size_t j = 0; j < out->criteria[i].nr_checks; j++) {
			struct done_check_report *check = &out->criteria[i].checks[j];

			for (size_t k = 0; check->verdict == DONE_UNMET && k < check->nr_findings;
			     k++)
				anchor_find_place(out, view, keep, &check->findings[k]);
		}
	}
}

const char *done_anchor_of_run(const struct done_plan *plan)
{
	const struct done_selection *selection = &plan->work->selection;
	const struct done_changes *changes = &plan->changed->changes;
	struct done_snapshot *head = plan->trees->head;

	for (size_t i = 0; i < selection->nr_unowned && i < TRIED_MAX; i++) {
		if (anchor_is_file(head, selection->unowned[i]))
			return selection->unowned[i];
	}
	for (size_t i = 0; plan->compared->has_range && i < changes->nr; i++) {
		if (changes->items[i].kind != DONE_DELETED)
			return changes->items[i].path;
	}
	return anchor_is_file(head, DONE_POLICY_PATH) ? DONE_POLICY_PATH
	                                              : anchor_nearest(head, plan->arena, ".");
}
