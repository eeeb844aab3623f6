/*
 * JSON files (RFC 8259), JSON with comments, JSON5 and JSON lines as value trees: one reader, whose
 * dialect says what it takes besides RFC 8259.
 */
#include <string.h>

#include "json_parts.h"
#include "text.h"
#include "value.h"

#define JSON_BYTES_MAX (16U << 20)
#define SMALL_WORD 40

static int read_value(struct done_json_reader *reader, int depth, struct done_value *out);

/* ---- lists and maps ---- */

/*
 * Behind a member or item: 1 when another one follows, 0 behind the closing bracket. A comma may
 * stand last where the dialect takes one.
 */
static int read_comma(
    struct done_json_reader *reader, char closing, const struct done_text_at *start)
{
	int rc = done_json_skip_blank(reader);
	char c = done_json_peek(reader, 0);

	if (rc < 0)
		return rc;
	if (!c)
		return done_json_fail(reader, start,
		    "the file ends too early: the bracket that opens here is "
		    "never closed");
	if (c == closing) {
		done_json_step(reader, 1);
		return 0;
	}
	if (c != ',')
		return c == ']' || c == '}'
		    ? done_json_fail(reader, &reader->now,
		          "this bracket closes nothing: the one before it is "
		          "of another kind")
		    : done_json_unexpected(reader);
	done_json_step(reader, 1);
	if ((rc = done_json_skip_blank(reader)) < 0)
		return rc;
	if (reader->dialect == DONE_JSON_STRICT || done_json_peek(reader, 0) != closing)
		return 1;
	done_json_step(reader, 1);
	return 0;
}

/* Past the opening bracket: 0 when the closing one follows at once. */
static int read_opening(struct done_json_reader *reader, char closing)
{
	done_json_step(reader, 1);
	int rc = done_json_skip_blank(reader);

	if (rc < 0)
		return rc;
	if (done_json_peek(reader, 0) != closing)
		return 1;
	done_json_step(reader, 1);
	return 0;
}

static int json_read_list(struct done_json_reader *reader, int depth, struct done_value *out)
{
	struct done_text_at start = reader->now;
	size_t from = reader->open.len;
	int rc = read_opening(reader, ']');

	while (rc > 0) {
		struct done_value item;

		if (!done_json_peek(reader, 0))
			return read_comma(reader, ']', &start);
		rc = read_value(reader, depth + 1, &item);
		if (rc < 0)
			return rc;
		done_buf_add(&reader->open, (const char *)&item, sizeof(item));
		rc = read_comma(reader, ']', &start);
	}
	out->type = DONE_LIST;
	out->list.ptr = done_value_close(
	    reader->arena, &reader->open, from, sizeof(*out->list.ptr), &out->list.nr);
	return rc;
}

static int json_read_key(struct done_json_reader *reader, struct done_string *out)
{
	char c = done_json_peek(reader, 0);

	if (c == '"' || (c == '\'' && reader->dialect == DONE_JSON_FIVE))
		return done_json_read_string(reader, out);
	if (reader->dialect == DONE_JSON_FIVE)
		return done_json_read_name(reader, out);
	return done_json_unexpected(reader);
}

static int read_member(struct done_json_reader *reader, int depth, struct done_member *member)
{
	int rc;

	member->line = reader->now.line;
	member->column = reader->now.column;
	if ((rc = json_read_key(reader, &member->key)) < 0 ||
	    (rc = done_json_skip_blank(reader)) < 0)
		return rc;
	if (done_json_peek(reader, 0) != ':')
		return done_json_fail(
		    reader, &reader->now, "a ':' is missing between the key and its value");
	done_json_step(reader, 1);
	if ((rc = done_json_skip_blank(reader)) < 0)
		return rc;
	return read_value(reader, depth + 1, &member->value);
}

static int check_unique(struct done_json_reader *reader, const struct done_members *members)
{
	const struct done_member *first;
	const struct done_member *repeated = done_members_repeated(reader->arena, members, &first);

	if (!repeated)
		return 0;
	done_error_set(reader->err, DONE_E_POLICY, "duplicate key '%.100s' (first at line %d)",
	    repeated->key.ptr, first->line);
	return done_error_place(reader->err, reader->file, repeated->line, repeated->column);
}

static int read_map(struct done_json_reader *reader, int depth, struct done_value *out)
{
	struct done_text_at start = reader->now;
	size_t from = reader->open.len;
	int rc = read_opening(reader, '}');

	while (rc > 0) {
		struct done_member member;

		if (!done_json_peek(reader, 0))
			return read_comma(reader, '}', &start);
		rc = read_member(reader, depth, &member);
		if (rc < 0)
			return rc;
		done_buf_add(&reader->open, (const char *)&member, sizeof(member));
		rc = read_comma(reader, '}', &start);
	}
	out->type = DONE_MAP;
	out->map.ptr = done_value_close(
	    reader->arena, &reader->open, from, sizeof(*out->map.ptr), &out->map.nr);
	return rc < 0 ? rc : check_unique(reader, &out->map);
}

/* ---- scalars ---- */

static size_t digits_length(const char *text)
{
	return strspn(text, "0123456789");
}

/* RFC 8259, section 6; JSON5 also ".5", "5." and a leading '+'. */
static bool is_number(const char *text, bool five)
{
	text += *text == '-' || (five && *text == '+');
	size_t whole = digits_length(text), fraction = 0;
	if (whole > 1 && *text == '0')
		return false;
	text += whole;
	if (*text == '.') {
		fraction = digits_length(++text);
		text += fraction;
		if (!five && !fraction)
			return false;
	}
	if (five ? whole + fraction == 0 : whole == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '-' || *text == '+';
		return digits_length(text) > 0 && !text[digits_length(text)];
	}
	return !*text;
}

static bool read_number_five(
    struct done_json_reader *reader, const char *text, size_t len, struct done_value *out)
{
	const char *bare = text + (*text == '-' || *text == '+');

	if (bare[0] == '0' && (bare[1] == 'x' || bare[1] == 'X')) {
		size_t digits = strlen(bare + 2);

		if (!digits || strspn(bare + 2, "0123456789abcdefABCDEF") != digits)
			return false;
		const char *number =
		    done_arena_printf(reader->arena, "%s%s", *text == '-' ? "-" : "", bare + 2);
		done_number_read_base(reader->arena, number, strlen(number), 16, out);
		return true;
	}
	if (strcmp(bare, "Infinity") == 0 || strcmp(bare, "NaN") == 0)
		return done_number_read_special(text, len, out);
	return false;
}

static bool json_read_word(const char *word, struct done_value *out)
{
	if (!strcmp(word, "null")) {
		out->type = DONE_NULL;
		return true;
	}
	if (strcmp(word, "true") != 0 && strcmp(word, "false") != 0)
		return false;
	out->type = DONE_BOOLEAN;
	out->boolean = *word == 't';
	return true;
}

static int read_bare(struct done_json_reader *reader, struct done_value *out)
{
	bool five = reader->dialect == DONE_JSON_FIVE;
	size_t len = done_json_word_length(reader);

	/* A wide blank ends a number, too. */
	for (size_t i = 0; five && i < len; i++)
		if ((unsigned char)done_json_peek(reader, i) >= 0x80)
			len = i;
	char small[SMALL_WORD + 1] = "";
	const char *word = small;
	if (len <= SMALL_WORD) {
		memcpy(small, reader->text.ptr + reader->now.at, len);
		small[len] = '\0';
	} else {
		word = done_arena_strndup(reader->arena, reader->text.ptr + reader->now.at, len);
	}

	if (is_number(word, five))
		done_number_read(reader->arena, word, len, out);
	else if (!json_read_word(word, out) && !(five && read_number_five(reader, word, len, out)))
		return done_json_unexpected(reader);
	done_json_step(reader, len);
	return 0;
}

static int read_value(struct done_json_reader *reader, int depth, struct done_value *out)
{
	char c = done_json_peek(reader, 0);

	*out = (struct done_value){
	    .line = reader->now.line, .column = reader->now.column, .file = reader->file};
	if ((c == '[' || c == '{') && depth == DONE_VALUE_DEPTH_MAX)
		return done_json_fail(reader, &reader->now, "nested more than 64 deep");
	if (c == '[')
		return json_read_list(reader, depth, out);
	if (c == '{')
		return read_map(reader, depth, out);
	if (c == '"' || (c == '\'' && reader->dialect == DONE_JSON_FIVE)) {
		out->type = DONE_STRING;
		return done_json_read_string(reader, &out->string);
	}
	return read_bare(reader, out);
}

/* ---- files ---- */

static int open_reader(
    struct done_json_reader *reader, struct done_bytes bytes, const char *file, size_t max)
{
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		bytes.ptr += 3;
		bytes.len -= 3;
	}
	int rc = done_text_check(bytes, file, max, 0, reader->err);

	if (rc < 0)
		return rc;
	reader->text = bytes;
	reader->now = (struct done_text_at){0, 1, 1};
	reader->file = done_arena_strdup(reader->arena, file);
	return done_json_skip_blank(reader);
}

static int read_root(struct done_json_reader *reader, struct done_value *out)
{
	static const struct done_text_at start = {0, 1, 1};
	char c = done_json_peek(reader, 0);

	if (!c)
		return done_json_fail(reader, &start, "the file is empty");
	if (!strchr("[{/#'", c))
		return done_json_fail(
		    reader, &reader->now, "a JSON file must hold an object or a list");
	int rc = read_value(reader, 0, out);
	if (rc < 0 || (rc = done_json_skip_blank(reader)) < 0 || !done_json_peek(reader, 0))
		return rc;
	return done_json_fail(
	    reader, &reader->now, "more text after the end of the value: delete it");
}

static int json_parse(struct done_json_reader *reader, struct done_bytes bytes, const char *file,
    size_t max, struct done_value *out)
{
	struct done_value value;
	int rc = open_reader(reader, bytes, file, max);

	if (rc == 0)
		rc = read_root(reader, &value);
	done_buf_release(&reader->open);
	if (rc == 0)
		*out = value;
	return rc;
}

int done_json_parse_as(struct done_arena *arena, struct done_bytes bytes, const char *file,
    enum done_json_dialect dialect, struct done_value *out, struct done_error *err)
{
	struct done_json_reader reader = {.arena = arena, .dialect = dialect, .err = err};

	return json_parse(&reader, bytes, file, JSON_BYTES_MAX, out);
}

int done_json_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_value *out, struct done_error *err)
{
	return done_json_parse_as(arena, bytes, file, DONE_JSON_STRICT, out, err);
}

int done_json_parse_report(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_value *out, struct done_error *err)
{
	struct done_json_reader reader = {.arena = arena, .err = err};

	return json_parse(&reader, bytes, file, DONE_JSON_REPORT_MAX, out);
}

static int read_lines(struct done_json_reader *reader, struct done_documents *documents)
{
	static const struct done_text_at start = {0, 1, 1};
	size_t cap = 0;
	int rc = 0, line = 0;

	while (rc == 0 && done_json_peek(reader, 0)) {
		if (reader->now.line == line)
			return done_json_fail(reader, &reader->now,
			    "more text after the end of the line's value: write one "
			    "value a line");
		if (documents->nr == DONE_DOCUMENTS_MAX)
			return done_json_fail(
			    reader, &reader->now, "more than 10,000 lines: split the file");
		rc = read_value(reader, 0,
		    DONE_ARENA_PUSH(reader->arena, documents->items, documents->nr, cap));
		line = reader->now.line;
		if (rc == 0)
			rc = done_json_skip_blank(reader);
	}
	return rc == 0 && !documents->nr ? done_json_fail(reader, &start, "the file is empty") : rc;
}

/* jsonlines.org: a value a line; empty lines are passed over. */
int done_json_parse_lines(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_json_reader reader = {.arena = arena, .err = err};
	struct done_documents documents = {0};
	int rc = open_reader(&reader, bytes, file, JSON_BYTES_MAX);

	if (rc == 0)
		rc = read_lines(&reader, &documents);
	done_buf_release(&reader.open);
	if (rc == 0)
		*out = documents;
	return rc;
}
