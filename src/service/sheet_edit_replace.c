/*
 * Puts another entry into the place of one that a list has already. Where the old one ends in the
 * text is proposed, and proved by reading the result again.
 */
#include <string.h>

#include "done/policy.h"
#include "sheet_edit_flow.h"
#include "sheet_edit_parts.h"

/* Each but one is what it was. */
static bool replace_keeps(const struct done_value *before, const struct done_value *after,
    const struct done_sheet_entry *entry, size_t at)
{
	const struct done_value *then = done_value_get(before, entry->list);
	const struct done_value *now = done_value_get(after, entry->list);

	if (!now || now->type != DONE_LIST || now->list.nr != then->list.nr ||
	    after->map.nr != before->map.nr)
		return false;
	for (size_t i = 0; i < then->list.nr; i++) {
		if (i != at && !done_value_equal(&then->list.ptr[i], &now->list.ptr[i]))
			return false;
	}
	for (size_t i = 0; i < before->map.nr; i++) {
		const struct done_member *member = &before->map.ptr[i];
		const struct done_value *kept = done_value_get(after, member->key.ptr);

		if (!kept ||
		    (strcmp(member->key.ptr, entry->list) != 0 &&
		        !done_value_equal(kept, &member->value)))
			return false;
	}
	return done_sheet_edit_is_entry(entry, &now->list.ptr[at]);
}

/* Behind the closing brace of what begins at an offset; 0: there is none, or a comment before it.
 */
static size_t replace_end(struct done_bytes text, size_t start)
{
	struct done_flow_end end;
	size_t at;

	if (start >= text.len || text.ptr[start] != '{' || !done_flow_find_end(text, start, &end))
		return 0;
	at = end.last;
	while (at < text.len && strchr(" \t\r\n,", text.ptr[at]))
		at++;
	return at < text.len && text.ptr[at] == '}' && !memchr(text.ptr + start, '#', at - start)
	    ? at + 1
	    : 0;
}

int done_sheet_entry_replace(struct done_arena *arena, struct done_bytes text, const char *path,
    const struct done_sheet_entry *entry, size_t at, struct done_buf *out, struct done_error *err)
{
	struct done_error ignored = {0};
	struct done_buf edited = {0};
	struct done_value before, after;
	const struct done_value *list, *old;
	size_t start, end;

	if (done_sheet_edit_parse(arena, text, path, &before, err) < 0)
		return err->code;
	list = done_value_get(&before, entry->list);
	old = list && list->type == DONE_LIST && at < list->list.nr ? &list->list.ptr[at] : NULL;
	start = old ? done_sheet_edit_offset(text, old->line, old->column) : text.len;
	end = replace_end(text, start);
	if (end) {
		done_buf_add(&edited, text.ptr, start);
		done_sheet_edit_add_entry(&edited, entry);
		done_buf_add(&edited, text.ptr + end, text.len - end);
		if (done_sheet_edit_parse(arena, (struct done_bytes){edited.ptr, edited.len}, path,
		        &after, &ignored) < 0 ||
		    !replace_keeps(&before, &after, entry, at))
			end = 0;
	}
	if (end)
		done_buf_add(out, edited.ptr, edited.len);
	done_buf_release(&edited);
	if (end)
		return 0;
	done_error_set(err, DONE_E_POLICY,
	    "the entry in '%s' is written so that it cannot be replaced without changing "
	    "something else",
	    entry->list);
	return done_error_place(err, path, old ? old->line : 1, old ? old->column : 1);
}
