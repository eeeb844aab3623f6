/*
 * JSON files (RFC 8259) as value trees. Jansson reads and judges the text; then one walk over tree
 * and text side by side gives every value its place.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "json_scan.h"
#include "text.h"
#include "value.h"

#define JSON_BYTES_MAX (8U << 20)
#define NUMBER_BYTES_MAX 4096

/* ---- what is wrong with the text ------------------------------------------------------------ */

/* Plain words for Jansson's codes; its own text, which holds bytes of the file, is never shown. */
static const struct fault {
	enum json_error_code code;
	const char *message;
} faults[] = {
	{json_error_stack_overflow, "nested more than 64 deep"},
	{json_error_invalid_utf8, "the text is not UTF-8"},
	{json_error_premature_end_of_input,
         "the file ends too early: a string, list or object is never closed"},
	{json_error_end_of_input_expected, "more text after the end of the value: delete it"},
	{json_error_null_character, "a string holds \\u0000, which is not allowed"},
	{json_error_null_byte_in_key, "a key holds \\u0000, which is not allowed"},
	{json_error_numeric_overflow, "the number does not fit 64 bits: write it as a string"},
};

/* Plain words for the usual slips, by the first byte of the token that does not belong there. */
static const struct slip {
	const char *first;
	const char *message;
} slips[] = {
	{"/#", "comments are not allowed in JSON: delete it"},
	{"'", "JSON needs double quotes, not single ones"},
	{"]}", "a value is missing before the closing bracket (no comma may stand last)"},
	{",", "a value is missing before the comma"},
	{"+0123456789-.", "not a number in JSON, or a comma is missing before it (no leading '+', "
                          "'.' or '0')"},
	{"NI", "NaN and Infinity are no numbers in JSON"},
	{"\"", "a comma or a colon is missing before this string, or it holds a bad escape or a "
               "control character"},
	{"{[", "a comma or a colon is missing before this bracket"},
	{":", "a ':' may stand only between a key and its value"},
};

static const char *slip_message(char c)
{
	for (size_t i = 0; c && i < DONE_ARRAY_SIZE(slips); i++)
		if (strchr(slips[i].first, c))
			return slips[i].message;
	return "not JSON: text needs double quotes; only true, false and null stand without";
}

static int duplicate_key(struct done_bytes bytes, const char *file, size_t at,
                         struct done_error *err)
{
	size_t first = done_json_first_key(bytes, at);
	struct done_json_cursor cursor = {.text = bytes, .at = at};
	struct done_bytes key = done_json_token(&cursor);
	int line, column, first_line, first_column;

	done_text_place(bytes, at, &line, &column);
	done_text_place(bytes, first, &first_line, &first_column);
	int shown = key.len > 2 ? (int)(key.len > 102 ? 100 : key.len - 2) : 0;
	if (first < at)
		done_error_set(err, DONE_E_POLICY, "duplicate key '%.*s' (first at line %d)", shown,
		               key.ptr + 1, first_line);
	else
		done_error_set(err, DONE_E_POLICY, "duplicate key '%.*s'", shown, key.ptr + 1);
	return done_error_place(err, file, line, column);
}

static int fault(struct done_bytes bytes, const char *file, const json_error_t *cause,
                 struct done_error *err)
{
	enum json_error_code code = json_error_code(cause);
	size_t end = cause->position > 0 ? (size_t)cause->position : 0;
	size_t at = done_json_token_start(bytes, end);

	if (code == json_error_out_of_memory || (code == json_error_unknown && !*cause->text))
		done_out_of_memory();
	if (code == json_error_duplicate_key)
		return duplicate_key(bytes, file, at, err);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(faults); i++)
		if (faults[i].code == code)
			return done_text_fail(err, file, bytes, at, faults[i].message);
	if (at < bytes.len && at == done_json_token_start(bytes, 0) &&
	    !strchr("[{/#'", bytes.ptr[at]))
		return done_text_fail(err, file, bytes, at,
		                      "a JSON file must hold an object or a list");
	return done_text_fail(err, file, bytes, at,
	                      slip_message(at < bytes.len ? bytes.ptr[at] : '\0'));
}

/* ---- tree and text side by side ------------------------------------------------------------- */

struct walk {
	struct done_arena *arena;
	struct done_json_cursor cursor;
	const char *file;
	struct done_error *err;
};

static int walk_value(struct walk *walk, const json_t *json, int depth, struct done_value *out);

static int walk_fail(struct walk *walk, const struct done_value *value, const char *message)
{
	done_error_set(walk->err, DONE_E_POLICY, "%s", message);
	return done_error_place(walk->err, walk->file, value->line, value->column);
}

static struct done_string keep_string(struct walk *walk, const char *text, size_t len)
{
	return (struct done_string){done_arena_strndup(walk->arena, text, len), len};
}

static int walk_number(struct walk *walk, const json_t *json, struct done_value *out)
{
	struct done_bytes token = done_json_token(&walk->cursor);
	char text[NUMBER_BYTES_MAX + 1];

	if (json_is_integer(json)) {
		out->type = DONE_INTEGER;
		out->integer = json_integer_value(json);
		return 0;
	}
	/* Read again, since Jansson takes a number too small to hold for 0. */
	snprintf(text, sizeof(text), "%.*s", (int)token.len, token.ptr);
	out->type = DONE_REAL;
	if (token.len > NUMBER_BYTES_MAX || !done_real_read(text, &out->real))
		return walk_fail(walk, out, "the number is too small or too long to hold");
	return 0;
}

static int walk_list(struct walk *walk, const json_t *json, int depth, struct done_value *out)
{
	size_t nr = json_array_size(json);
	struct done_value *items = done_arena_array(walk->arena, nr, sizeof(*items));

	for (size_t i = 0; i < nr; i++) {
		done_json_token(&walk->cursor); /* '[' or ',' */
		int rc = walk_value(walk, json_array_get(json, i), depth + 1, &items[i]);
		if (rc < 0)
			return rc;
		done_json_skip_space(&walk->cursor);
	}
	if (nr == 0) {
		done_json_token(&walk->cursor);
		done_json_skip_space(&walk->cursor);
	}
	done_json_token(&walk->cursor); /* ']' */
	out->type = DONE_LIST;
	out->list = (struct done_items){items, nr};
	return 0;
}

/* Jansson keeps members in the order of the text; should it ever not, that must not go unseen. */
static bool is_key(struct done_bytes token, const char *key)
{
	if (memchr(token.ptr, '\\', token.len))
		return true;
	size_t len = strlen(key);
	return token.len == len + 2 && !memcmp(token.ptr + 1, key, len);
}

static int walk_member(struct walk *walk, void *iter, int depth, struct done_member *member)
{
	struct done_json_cursor *cursor = &walk->cursor;
	const char *key = json_object_iter_key(iter);

	done_json_token(cursor); /* '{' or ',' */
	done_json_skip_space(cursor);
	member->line = cursor->line;
	member->column = cursor->column;
	if (!is_key(done_json_token(cursor), key))
		return done_error_set(walk->err, DONE_E_INTERNAL,
		                      "the JSON library gave members out of order");
	member->key = keep_string(walk, key, strlen(key));
	done_json_skip_space(cursor);
	done_json_token(cursor); /* ':' */
	int rc = walk_value(walk, json_object_iter_value(iter), depth + 1, &member->value);
	done_json_skip_space(cursor);
	return rc;
}

static int walk_map(struct walk *walk, const json_t *json, int depth, struct done_value *out)
{
	json_t *object = (json_t *)json; /* iterating does not change it */
	size_t nr = json_object_size(json), i = 0;
	struct done_member *members = done_arena_array(walk->arena, nr, sizeof(*members));

	for (void *iter = json_object_iter(object); iter;
	     iter = json_object_iter_next(object, iter)) {
		int rc = walk_member(walk, iter, depth, &members[i++]);
		if (rc < 0)
			return rc;
	}
	if (nr == 0) {
		done_json_token(&walk->cursor);
		done_json_skip_space(&walk->cursor);
	}
	done_json_token(&walk->cursor); /* '}' */
	out->type = DONE_MAP;
	out->map = (struct done_members){members, nr};
	return 0;
}

static void walk_scalar(struct walk *walk, const json_t *json, struct done_value *out)
{
	done_json_token(&walk->cursor);
	if (json_is_string(json)) {
		out->type = DONE_STRING;
		out->string = keep_string(walk, json_string_value(json), json_string_length(json));
	} else if (json_is_boolean(json)) {
		out->type = DONE_BOOLEAN;
		out->boolean = json_is_true(json);
	} else {
		out->type = DONE_NULL;
	}
}

static int walk_value(struct walk *walk, const json_t *json, int depth, struct done_value *out)
{
	done_json_skip_space(&walk->cursor);
	out->line = walk->cursor.line;
	out->column = walk->cursor.column;
	out->file = walk->file;

	bool nested = json_is_array(json) || json_is_object(json);
	if (nested && depth == DONE_VALUE_DEPTH_MAX)
		return walk_fail(walk, out, "nested more than 64 deep");
	if (json_is_array(json))
		return walk_list(walk, json, depth, out);
	if (json_is_object(json))
		return walk_map(walk, json, depth, out);
	if (json_is_number(json))
		return walk_number(walk, json, out);
	walk_scalar(walk, json, out);
	return 0;
}

static int parse(struct done_arena *arena, struct done_bytes bytes, const char *file, size_t max,
                 struct done_value *out, struct done_error *err)
{
	int rc = done_text_check(bytes, file, max, 0, err);
	if (rc < 0)
		return rc;
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3))
		return done_text_fail(err, file, bytes, 0,
		                      "the file starts with a byte-order mark: save it without");

	struct walk walk = {.arena = arena, .err = err};
	done_json_cursor_start(&walk.cursor, bytes);
	done_json_skip_space(&walk.cursor);
	if (walk.cursor.at == bytes.len)
		return done_text_fail(err, file, bytes, 0, "the file is empty");

	json_error_t cause;
	json_t *json = json_loadb(bytes.ptr, bytes.len, JSON_REJECT_DUPLICATES, &cause);
	if (!json)
		return fault(bytes, file, &cause, err);
	struct done_value value = {0};
	walk.file = done_arena_strdup(arena, file);
	done_json_cursor_start(&walk.cursor, bytes);
	rc = walk_value(&walk, json, 0, &value);
	json_decref(json);
	if (rc == 0)
		*out = value;
	return rc;
}

int done_json_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
                    struct done_value *out, struct done_error *err)
{
	return parse(arena, bytes, file, JSON_BYTES_MAX, out, err);
}

int done_json_parse_report(struct done_arena *arena, struct done_bytes bytes, const char *file,
                           struct done_value *out, struct done_error *err)
{
	return parse(arena, bytes, file, DONE_JSON_REPORT_MAX, out, err);
}
