/* TOML, character by character: blanks and comments, keys, and the four forms of strings. */
#include <string.h>

#include "toml_parts.h"

int done_toml_fail(
    struct done_toml_reader *reader, const struct done_text_at *place, const char *message)
{
	done_error_set(reader->err, DONE_E_POLICY, "%s", message);
	return done_error_place(reader->err, reader->file, place->line, place->column);
}

/* ---- blanks ---- */

void done_toml_skip_space(struct done_toml_reader *reader)
{
	while (done_toml_peek(reader, 0) == ' ' || done_toml_peek(reader, 0) == '\t')
		done_toml_step(reader, 1);
}

/* The length of a line break at hand: 0, 1 or 2. */
static size_t break_length(const struct done_toml_reader *reader)
{
	if (done_toml_peek(reader, 0) == '\n')
		return 1;
	return done_toml_peek(reader, 0) == '\r' && done_toml_peek(reader, 1) == '\n' ? 2 : 0;
}

static bool is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7F;
}

static int refuse_control(struct done_toml_reader *reader)
{
	return done_toml_fail(reader, &reader->now,
	    done_toml_peek(reader, 0) == '\r'
	        ? "a carriage return without a newline is not allowed"
	        : "a control character is not allowed: in a string in double "
	          "quotes write it as an escape ('\\u001b')");
}

static int toml_text_skip_comment(struct done_toml_reader *reader)
{
	while (done_toml_peek(reader, 0) && !break_length(reader)) {
		if (is_control(done_toml_peek(reader, 0)))
			return refuse_control(reader);
		done_toml_step(reader, 1);
	}
	return 0;
}

int done_toml_end_line(struct done_toml_reader *reader)
{
	done_toml_skip_space(reader);
	if (done_toml_peek(reader, 0) == '#' && toml_text_skip_comment(reader) < 0)
		return reader->err->code;
	if (done_toml_peek(reader, 0) && !break_length(reader))
		return done_toml_fail(reader, &reader->now,
		    "more text after the end of the value or header: write it on "
		    "a line of its own, or put a text in quotes");
	done_toml_step(reader, break_length(reader));
	return 0;
}

int done_toml_skip_lines(struct done_toml_reader *reader)
{
	for (;;) {
		done_toml_skip_space(reader);
		char c = done_toml_peek(reader, 0);

		if (c != '#' && !break_length(reader))
			return c == '\r' ? refuse_control(reader) : 0;
		if (done_toml_end_line(reader) < 0)
			return reader->err->code;
	}
}

/* ---- escapes ---- */

struct string_reader {
	struct done_toml_reader *toml;
	struct done_text_at start;
	char quote;
	bool lines; /* of the forms with three quotes */
	char *ptr;  /* no escape is shorter than what it stands for */
	size_t len;
};

static void string_add(struct string_reader *string, const char *bytes, size_t len)
{
	memcpy(string->ptr + string->len, bytes, len);
	string->len += len;
}

static int toml_text_read_code(struct string_reader *string, size_t digits)
{
	static const char hex[] = "0123456789abcdef";
	struct done_toml_reader *reader = string->toml;
	struct done_text_at start = reader->now;
	uint32_t character = 0;
	char bytes[4];

	for (size_t i = 0; i < digits; i++) {
		char c = done_toml_peek(reader, 2 + i);
		const char *digit = c ? strchr(hex, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;

		if (!digit)
			return done_toml_fail(reader, &start,
			    digits == 4 ? "'\\u' needs four hexadecimal digits"
			                : "'\\U' needs eight hexadecimal digits");
		character = character << 4 | (uint32_t)(digit - hex);
	}
	if (character >= 0xD800 && character <= 0xDFFF)
		return done_toml_fail(reader, &start,
		    "the escape is a lone surrogate, half of a character: write the "
		    "character itself, or '\\U' with eight digits");
	if (!character || character > 0x10FFFF)
		return done_toml_fail(reader, &start,
		    character ? "the escape names no character"
		              : "the escape for U+0000 is not allowed: delete it");
	string_add(string, bytes, done_text_encode(character, bytes));
	done_toml_step(reader, 2 + digits);
	return 0;
}

/* A backslash at the end of a line takes all blanks up to the next text. */
static bool skip_joined(struct string_reader *string)
{
	struct done_toml_reader *reader = string->toml;
	struct done_text_at start = reader->now;
	bool joined = false;

	done_toml_step(reader, 1);
	for (;;) {
		size_t length = break_length(reader);

		joined = joined || length;
		if (!length &&
		    (done_toml_peek(reader, 0) == ' ' || done_toml_peek(reader, 0) == '\t'))
			length = 1;
		if (!length)
			break;
		done_toml_step(reader, length);
	}
	if (!joined)
		reader->now = start;
	return joined;
}

static int toml_text_read_escape(struct string_reader *string)
{
	static const char letters[] = "btnfr\"\\";
	static const char meanings[] = "\b\t\n\f\r\"\\";
	struct done_toml_reader *reader = string->toml;
	char c = done_toml_peek(reader, 1);
	const char *letter = c ? strchr(letters, c) : NULL;

	if (letter) {
		string_add(string, &meanings[letter - letters], 1);
		done_toml_step(reader, 2);
		return 0;
	}
	if (c == 'u' || c == 'U')
		return toml_text_read_code(string, c == 'u' ? 4 : 8);
	if (string->lines && skip_joined(string))
		return 0;
	return done_toml_fail(reader, &reader->now,
	    "bad escape: behind a backslash stands one of b t n f r \" \\, u or U; "
	    "in single quotes a backslash is itself");
}

/* ---- strings ---- */

/* At quotes: true and passed when they close the string. Two of them may stand before the three. */
static bool read_closing(struct string_reader *string)
{
	struct done_toml_reader *reader = string->toml;
	size_t nr = 0;

	while (nr < 5 && done_toml_peek(reader, nr) == string->quote)
		nr++;
	if (!string->lines) {
		done_toml_step(reader, 1);
		return true;
	}
	size_t kept = nr < 3 ? nr : nr - 3;
	for (size_t i = 0; i < kept; i++)
		string_add(string, &string->quote, 1);
	done_toml_step(reader, nr);
	return nr >= 3;
}

static int read_character(struct string_reader *string)
{
	struct done_toml_reader *reader = string->toml;
	char c = done_toml_peek(reader, 0);
	size_t length = break_length(reader);

	if (!c || (length && !string->lines))
		return done_toml_fail(reader, &string->start,
		    c ? "the string that begins here is not closed on its line: use "
		        "three quotes for a text of several lines"
		      : "the string that begins here is never closed");
	if (length) {
		string_add(string, "\n", 1);
		done_toml_step(reader, length);
		return 0;
	}
	if (c == '\\' && string->quote == '"')
		return toml_text_read_escape(string);
	if (is_control(c))
		return refuse_control(reader);
	string_add(string, &c, 1);
	done_toml_step(reader, 1);
	return 0;
}

/* No string is longer than up to the last of its quotes that are not escaped; never beyond it. */
static size_t string_room(const struct string_reader *string)
{
	const struct done_toml_reader *reader = string->toml;
	size_t len = 0;
	char c;

	while ((c = done_toml_peek(reader, len)) && (string->lines || c != '\n')) {
		if (c == string->quote &&
		    (!string->lines ||
		        (done_toml_peek(reader, len + 1) == c &&
		            done_toml_peek(reader, len + 2) == c)))
			break;
		len += c == '\\' && string->quote == '"' && done_toml_peek(reader, len + 1) ? 2 : 1;
	}
	return len + 3;
}

int done_toml_read_string(struct done_toml_reader *reader, struct done_string *out)
{
	char quote = done_toml_peek(reader, 0);
	bool lines = done_toml_peek(reader, 1) == quote && done_toml_peek(reader, 2) == quote;
	struct string_reader string = {reader, reader->now, quote, lines, NULL, 0};

	done_toml_step(reader, lines ? 3 : 1);
	if (lines)
		done_toml_step(reader, break_length(reader));
	string.ptr = done_arena_alloc(reader->arena, string_room(&string) + 1);
	for (;;) {
		if (done_toml_peek(reader, 0) == quote) {
			if (read_closing(&string))
				break;
		} else if (read_character(&string) < 0) {
			return reader->err->code;
		}
	}
	*out = (struct done_string){string.ptr, string.len};
	return 0;
}

/* ---- keys ---- */

static bool is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '-';
}

static int toml_text_read_key(struct done_toml_reader *reader, struct done_toml_key *key)
{
	char c = done_toml_peek(reader, 0);
	size_t len = 0;

	key->place = reader->now;
	if (c == '"' || c == '\'') {
		if (done_toml_peek(reader, 1) == c && done_toml_peek(reader, 2) == c)
			return done_toml_fail(
			    reader, &reader->now, "a key cannot be a text of several lines");
		return done_toml_read_string(reader, &key->name);
	}
	while (is_bare(done_toml_peek(reader, len)))
		len++;
	if (!len)
		return done_toml_fail(reader, &reader->now,
		    "a key is missing here: letters, digits, '_' and '-' stand "
		    "without quotes, any other key in quotes");
	key->name.ptr = done_arena_strndup(reader->arena, reader->text.ptr + reader->now.at, len);
	key->name.len = len;
	done_toml_step(reader, len);
	return 0;
}

int done_toml_read_keys(struct done_toml_reader *reader, struct done_toml_keys *out)
{
	for (;;) {
		if (out->nr == DONE_VALUE_DEPTH_MAX)
			return done_toml_fail(reader, &reader->now, "nested more than 64 deep");
		if (toml_text_read_key(
		        reader, DONE_ARENA_PUSH(reader->arena, out->items, out->nr, out->cap)) < 0)
			return reader->err->code;
		done_toml_skip_space(reader);
		if (done_toml_peek(reader, 0) != '.')
			return 0;
		done_toml_step(reader, 1);
		done_toml_skip_space(reader);
	}
}
