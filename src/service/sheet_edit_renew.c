/*
 * Gives values of an entry that a sheet has already new texts, each in its place. Where a value
 * ends in the text is proposed, and proved by reading the result again.
 */
#include <string.h>

#include "done/sheet_edit.h"
#include "sheet_edit_flow.h"
#include "sheet_edit_parts.h"

struct renewal {
	struct done_arena *arena;
	const char *path;
	const struct done_sheet_entry *entry;
	size_t at; /* the item's place in its list */
};

/* Where a value may end: behind its quotes, before what ends it in braces, or on its line. */
enum renew_end { RENEW_AT_BRACE, RENEW_AT_LINE, RENEW_ENDS };

static size_t renew_value_end(struct done_bytes text, size_t start, enum renew_end end)
{
	size_t at = start;

	if (at < text.len && strchr("\"'", text.ptr[at]))
		return done_flow_skip_quoted(text, at);
	while (at < text.len && !strchr("\r\n", text.ptr[at])) {
		bool is_comment =
		    text.ptr[at] == '#' && at > start && strchr(" \t", text.ptr[at - 1]);

		if (is_comment || (end == RENEW_AT_BRACE && strchr(",}", text.ptr[at])))
			break;
		at++;
	}
	while (at > start && strchr(" \t", text.ptr[at - 1]))
		at--;
	return at;
}

static const struct done_value *renew_item(
    const struct renewal *renewal, const struct done_value *root)
{
	const struct done_value *list = done_value_get(root, renewal->entry->list);

	return list && list->type == DONE_LIST && renewal->at < list->list.nr
	    ? &list->list.ptr[renewal->at]
	    : NULL;
}

static bool renew_says(const struct done_value *item, const char *key, const char *text)
{
	const struct done_value *value = done_value_get(item, key);

	return value && value->type == DONE_STRING && !strcmp(value->string.ptr, text);
}

/* The maps say the same but for the value of one key. */
static bool renew_is_same_but(
    const struct done_value *before, const struct done_value *after, const char *key)
{
	if (before->type != DONE_MAP || after->type != DONE_MAP || before->map.nr != after->map.nr)
		return false;
	for (size_t i = 0; i < before->map.nr; i++) {
		const struct done_member *member = &before->map.ptr[i];
		const struct done_value *kept = done_value_get(after, member->key.ptr);

		if (!kept ||
		    (strcmp(member->key.ptr, key) != 0 && !done_value_equal(&member->value, kept)))
			return false;
	}
	return true;
}

static bool renew_is_right(const struct renewal *renewal, const struct done_value *before,
    const struct done_value *after, const struct done_sheet_pair *pair)
{
	const char *name = renewal->entry->list;
	const struct done_value *list = done_value_get(before, name);
	const struct done_value *now = done_value_get(after, name);

	if (!renew_is_same_but(before, after, name) || now->type != DONE_LIST ||
	    now->list.nr != list->list.nr)
		return false;
	for (size_t i = 0; i < list->list.nr; i++) {
		if (i != renewal->at && !done_value_equal(&list->list.ptr[i], &now->list.ptr[i]))
			return false;
	}
	return renew_is_same_but(
	           renew_item(renewal, before), renew_item(renewal, after), pair->key) &&
	    renew_says(renew_item(renewal, after), pair->key, pair->value);
}

/* The text becomes that with the value in its place; false, and no change, where no end fits.
 * names: the value is what the entry is known by, and is never replaced. */
static bool renew_value(const struct renewal *renewal, struct done_buf *text,
    const struct done_sheet_pair *pair, bool names, struct done_error *err)
{
	struct done_bytes was = {text->len ? text->ptr : "", text->len};
	struct done_value before, after;
	const struct done_value *value;
	size_t start;
	bool right = false;

	if (done_sheet_edit_parse(renewal->arena, was, renewal->path, &before, err) < 0 ||
	    !renew_item(renewal, &before))
		return false;
	if (renew_says(renew_item(renewal, &before), pair->key, pair->value))
		return true;
	value = done_value_get(renew_item(renewal, &before), pair->key);
	if (!value || names)
		return false;
	start = done_sheet_edit_offset(was, value->line, value->column);
	for (int end = 0; end < RENEW_ENDS && !right; end++) {
		size_t stop = renew_value_end(was, start, (enum renew_end)end);
		struct done_buf tried = {0};
		struct done_error ignored = {0};

		done_buf_add(&tried, was.ptr, start);
		done_sheet_edit_add_value(&tried, pair->value);
		done_buf_add(&tried, was.ptr + stop, was.len - stop);
		right =
		    done_sheet_edit_parse(renewal->arena, (struct done_bytes){tried.ptr, tried.len},
		        renewal->path, &after, &ignored) >= 0 &&
		    renew_is_right(renewal, &before, &after, pair);
		if (right) {
			done_buf_clear(text);
			done_buf_add(text, tried.ptr, tried.len);
		}
		done_buf_release(&tried);
	}
	return right;
}

int done_sheet_entry_renew(struct done_arena *arena, struct done_bytes text, const char *path,
    const struct done_sheet_entry *entry, size_t at, struct done_buf *out, struct done_error *err)
{
	struct renewal renewal = {arena, path, entry, at};
	struct done_buf edited = {0};
	bool right = true;

	done_buf_add(&edited, text.ptr, text.len);
	for (size_t i = 0; i < entry->nr && right; i++)
		right = renew_value(&renewal, &edited, &entry->pairs[i], !i, err);
	if (right)
		done_buf_add(out, edited.ptr, edited.len);
	else if (!err->code)
		done_error_set(err, DONE_E_POLICY,
		    "the entry in '%s' is written so that it cannot be changed without "
		    "changing something else",
		    entry->list);
	done_buf_release(&edited);
	return err->code;
}
