/*
 * Adds an entry to a list of a sheet, as text. Nothing but one insertion is ever made: where it may
 * go is proposed by what the parser said of places, and proved by reading the result again.
 */
#include "done/sheet_edit.h"

#include <string.h>

#include "done/policy.h"
#include "sheet_edit_flow.h"
#include "sheet_edit_parts.h"

struct edit {
	struct done_arena *arena;
	struct done_bytes text;
	const char *path;
	const struct done_sheet_entry *entry;
	struct done_value root;                 /* as it is now: a map */
	const struct done_member *list, *after; /* the list's member, and the next one; NULL */
	const char *eol;
	struct done_buf *out;
	int *line;
};

/* ---- the entry as text ---- */

/* Ids and days read as texts without quotes. */
static bool edit_is_plain(const char *value)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char all[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                          "0123456789._-";
	done_day day;

	if (done_day_parse(value, &day))
		return true;
	return strchr(value, '.') && *value && strchr(letters, *value) &&
	    value[strspn(value, all)] == '\0';
}

void done_sheet_edit_add_value(struct done_buf *out, const char *value)
{
	struct done_json json = {.out = out, .compact = true};

	if (edit_is_plain(value))
		done_buf_addstr(out, value);
	else
		done_json_string(&json, value);
}

static void edit_write_pairs(struct done_buf *out, const struct done_sheet_pair *pairs, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		done_buf_addstr(out, i ? ", " : "");
		if (pairs[i].key[strspn(pairs[i].key, "abcdefghijklmnopqrstuvwxyz0123456789_")])
			done_sheet_edit_add_value(out, pairs[i].key);
		else
			done_buf_addstr(out, pairs[i].key);
		done_buf_addstr(out, ": ");
		done_sheet_edit_add_value(out, pairs[i].value);
	}
}

void done_sheet_edit_add_entry(struct done_buf *out, const struct done_sheet_entry *entry)
{
	done_buf_addch(out, '{');
	edit_write_pairs(out, entry->pairs, entry->nr);
	if (entry->map) {
		done_buf_addf(out, ", %s: {", entry->map);
		edit_write_pairs(out, entry->map_pairs, entry->nr_map);
		done_buf_addch(out, '}');
	}
	done_buf_addch(out, '}');
}

void done_sheet_entry_lines(
    struct done_buf *out, const struct done_sheet_entry *entry, bool has_list)
{
	if (!has_list)
		done_buf_addf(out, "%s:\n", entry->list);
	done_buf_addstr(out, "  - ");
	done_sheet_edit_add_entry(out, entry);
	done_buf_addch(out, '\n');
}

/* ---- reading ---- */

/* Nothing but blanks and comments: the parser calls that an error. */
static bool edit_says_nothing(struct done_bytes text)
{
	bool in_comment = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '\n')
			in_comment = false;
		else if (c == '#')
			in_comment = true;
		else if (!in_comment && c != ' ' && c != '\r')
			return false;
	}
	return true;
}

int done_sheet_edit_parse(struct done_arena *arena, struct done_bytes text, const char *path,
    struct done_value *out, struct done_error *err)
{
	if (edit_says_nothing(text)) {
		*out = (struct done_value){.type = DONE_MAP, .file = path};
		return 0;
	}
	if (done_yaml_parse(arena, text, path, DONE_YAML_STRICT, out, err) < 0)
		return err->code;
	if (out->type != DONE_MAP)
		return done_value_error(
		    err, out, "a sheet must be a map, not %s", done_value_type_name(out->type));
	return 0;
}

static int edit_parse(
    const struct edit *edit, struct done_bytes text, struct done_value *out, struct done_error *err)
{
	return done_sheet_edit_parse(edit->arena, text, edit->path, out, err);
}

static void edit_find_list(struct edit *edit)
{
	for (size_t i = 0; i < edit->root.map.nr; i++) {
		if (strcmp(edit->root.map.ptr[i].key.ptr, edit->entry->list) != 0)
			continue;
		edit->list = &edit->root.map.ptr[i];
		edit->after = i + 1 < edit->root.map.nr ? edit->list + 1 : NULL;
	}
}

/* Where a line begins; the end of the text behind the last one. */
static size_t edit_line_start(struct done_bytes text, int line)
{
	size_t at = 0;

	while (--line > 0 && at < text.len) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);

		at = end ? (size_t)(end - text.ptr) + 1 : text.len;
	}
	return at;
}

size_t done_sheet_edit_offset(struct done_bytes text, int line, int column)
{
	size_t at = edit_line_start(text, line);

	while (--column > 0 && at < text.len) {
		size_t len = done_utf8_length(text.ptr + at, text.len - at);

		at += len ? len : 1;
	}
	return at;
}

static char edit_byte(const struct edit *edit, int line, int column)
{
	size_t at = done_sheet_edit_offset(edit->text, line, column);

	return at < edit->text.len ? edit->text.ptr[at] : '\0';
}

/* ---- proof ---- */

static bool edit_has_pairs(
    const struct done_sheet_pair *pairs, size_t nr, const struct done_value *value)
{
	if (!value || value->type != DONE_MAP)
		return false;
	for (size_t i = 0; i < nr; i++) {
		const struct done_value *there = done_value_get(value, pairs[i].key);

		if (!there || there->type != DONE_STRING ||
		    strcmp(there->string.ptr, pairs[i].value) != 0)
			return false;
	}
	return true;
}

bool done_sheet_edit_is_entry(const struct done_sheet_entry *entry, const struct done_value *value)
{
	const struct done_value *map = entry->map ? done_value_get(value, entry->map) : NULL;

	if (!edit_has_pairs(entry->pairs, entry->nr, value) ||
	    value->map.nr != entry->nr + (entry->map != NULL))
		return false;
	return !entry->map ||
	    (edit_has_pairs(entry->map_pairs, entry->nr_map, map) && map->map.nr == entry->nr_map);
}

/* The list is the one before, and the entry behind it. */
static bool edit_is_longer(const struct edit *edit, const struct done_value *now)
{
	size_t nr = edit->list ? edit->list->value.list.nr : 0;

	if (now->type != DONE_LIST || now->list.nr != nr + 1)
		return false;
	for (size_t i = 0; i < nr; i++) {
		if (!done_value_equal(&edit->list->value.list.ptr[i], &now->list.ptr[i]))
			return false;
	}
	return done_sheet_edit_is_entry(edit->entry, &now->list.ptr[nr]);
}

static bool edit_is_right(const struct edit *edit, const struct done_value *now)
{
	const struct done_value *list = done_value_get(now, edit->entry->list);

	if (!list || !edit_is_longer(edit, list) ||
	    now->map.nr != edit->root.map.nr + (edit->list ? 0 : 1))
		return false;
	for (size_t i = 0; i < edit->root.map.nr; i++) {
		const struct done_member *member = &edit->root.map.ptr[i];
		const struct done_value *kept = done_value_get(now, member->key.ptr);

		if (member != edit->list && (!kept || !done_value_equal(kept, &member->value)))
			return false;
	}
	return true;
}

/* The first key of the text behind `behind`; NULL: at the end. */
static const struct done_member *edit_next_key(const struct edit *edit)
{
	for (size_t i = 0; edit->entry->behind && i + 1 < edit->root.map.nr; i++) {
		if (!strcmp(edit->root.map.ptr[i].key.ptr, edit->entry->behind))
			return &edit->root.map.ptr[i + 1];
	}
	return NULL;
}

/* Makes the insertion if the result says what it is to say, and nothing else. */
static bool edit_try(const struct edit *edit, size_t at, const struct done_buf *insertion)
{
	struct done_buf text = {0};
	struct done_error ignored = {0};
	struct done_value now;
	bool right;

	done_buf_add(&text, edit->text.ptr, at);
	done_buf_add(&text, insertion->ptr, insertion->len);
	done_buf_add(&text, edit->text.ptr + at, edit->text.len - at);
	right = edit_parse(edit, (struct done_bytes){text.ptr, text.len}, &now, &ignored) >= 0 &&
	    edit_is_right(edit, &now);
	if (right) {
		const struct done_value *list = done_value_get(&now, edit->entry->list);

		done_buf_add(edit->out, text.ptr, text.len);
		*edit->line = list->list.ptr[list->list.nr - 1].line;
	}
	done_buf_release(&text);
	return right;
}

/* ---- places ---- */

static void edit_indent(struct done_buf *out, int column)
{
	while (--column > 0)
		done_buf_addch(out, ' ');
}

/* Whole lines. At the end of a text without a last line break there is none afterwards, either. */
static bool edit_try_lines(const struct edit *edit, size_t at, const struct done_buf *lines)
{
	bool unended = at > 0 && at == edit->text.len && edit->text.ptr[at - 1] != '\n';
	struct done_buf insertion = {0};
	bool right;

	if (unended)
		done_buf_addstr(&insertion, edit->eol);
	done_buf_add(&insertion, lines->ptr, lines->len);
	if (!unended)
		done_buf_addstr(&insertion, edit->eol);
	right = edit_try(edit, at, &insertion);
	done_buf_release(&insertion);
	return right;
}

/* Back over blank lines and comments: they may belong to what follows. */
static size_t edit_end_of_item(const struct edit *edit, size_t at)
{
	while (at > 0) {
		size_t start = at - 1, first;

		while (start > 0 && edit->text.ptr[start - 1] != '\n')
			start--;
		first = start;
		while (first < at && strchr(" \r\n", edit->text.ptr[first]))
			first++;
		if (first < at && edit->text.ptr[first] != '#')
			break;
		at = start;
	}
	return at;
}

/* The sheet does not have the list yet, and is written in lines. */
static bool edit_begin_list(const struct edit *edit)
{
	int column = edit->root.map.nr ? edit->root.map.ptr[0].column : 1;
	const struct done_member *next = edit_next_key(edit);
	struct done_buf lines = {0};
	bool right;

	edit_indent(&lines, column);
	done_buf_addf(&lines, "%s:%s", edit->entry->list, edit->eol);
	edit_indent(&lines, column);
	done_buf_addstr(&lines, "  - ");
	done_sheet_edit_add_entry(&lines, edit->entry);
	right = next &&
	    edit_try_lines(
	        edit, edit_end_of_item(edit, edit_line_start(edit->text, next->line)), &lines);
	right = right || edit_try_lines(edit, edit->text.len, &lines);
	done_buf_release(&lines);
	return right;
}

/* A list whose items begin with '-', each on a line of its own. */
static bool edit_go_on(const struct edit *edit)
{
	size_t next = edit->after ? edit_line_start(edit->text, edit->after->line) : edit->text.len;
	struct done_buf lines = {0};
	bool right;

	edit_indent(&lines, edit->list->value.column);
	done_buf_addstr(&lines, "- ");
	done_sheet_edit_add_entry(&lines, edit->entry);
	right = edit_try_lines(edit, edit_end_of_item(edit, next), &lines) ||
	    edit_try_lines(edit, next, &lines);
	done_buf_release(&lines);
	return right;
}

/* A list in brackets, or a whole sheet in braces: before the closing one. */
static bool edit_inside(const struct edit *edit, const struct done_value *value, const char *key)
{
	struct done_flow_end end;
	struct done_buf insertion = {0};
	bool right;

	if (!done_flow_find_end(
	        edit->text, done_sheet_edit_offset(edit->text, value->line, value->column), &end))
		return false;
	done_buf_addstr(&insertion, end.is_empty ? "" : end.has_comma ? " " : ", ");
	if (key)
		done_buf_addf(&insertion, "%s: [", key);
	done_sheet_edit_add_entry(&insertion, edit->entry);
	if (key)
		done_buf_addch(&insertion, ']');
	right = edit_try(edit, end.last, &insertion);
	done_buf_release(&insertion);
	return right;
}

static bool edit_make(const struct edit *edit)
{
	const struct done_value *list = edit->list ? &edit->list->value : NULL;

	if (!list && edit->root.map.nr &&
	    edit_byte(edit, edit->root.line, edit->root.column) == '{')
		return edit_inside(edit, &edit->root, edit->entry->list);
	if (!list)
		return edit_begin_list(edit);
	if (list->type != DONE_LIST)
		return false;
	return edit_byte(edit, list->line, list->column) == '[' ? edit_inside(edit, list, NULL)
	                                                        : edit_go_on(edit);
}

/* As the last line ends. */
static const char *edit_eol(struct done_bytes text)
{
	for (size_t i = text.len; i-- > 0;) {
		if (text.ptr[i] == '\n')
			return i && text.ptr[i - 1] == '\r' ? "\r\n" : "\n";
	}
	return "\n";
}

int done_sheet_entry_add(struct done_arena *arena, struct done_bytes text, const char *path,
    const struct done_sheet_entry *entry, struct done_buf *out, int *line, struct done_error *err)
{
	struct edit edit = {.arena = arena,
	    .text = text,
	    .path = path,
	    .entry = entry,
	    .eol = edit_eol(text),
	    .out = out,
	    .line = line};

	if (edit_parse(&edit, text, &edit.root, err) < 0)
		return err->code;
	edit_find_list(&edit);
	if (edit_make(&edit))
		return 0;
	done_error_set(err, DONE_E_POLICY,
	    "'%s' is written so that nothing can be added without changing something "
	    "else",
	    entry->list);
	return done_error_place(
	    err, path, edit.list ? edit.list->line : 1, edit.list ? edit.list->column : 1);
}
