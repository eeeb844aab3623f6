/* JSON and JSON5, character by character: blanks, comments, strings, names, and what does not
 * belong there in plain words. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "json_parts.h"

int done_json_fail(
    struct done_json_reader *reader, const struct done_text_at *place, const char *message)
{
	done_error_set(reader->err, DONE_E_POLICY, "%s", message);
	return done_error_place(reader->err, reader->file, place->line, place->column);
}

/* ---- blanks ---- */

static bool is_five(const struct done_json_reader *reader)
{
	return reader->dialect == DONE_JSON_FIVE;
}

/* JSON5, section 8: U+FEFF and the space separators; U+2028 and U+2029 end a line. */
static const char *const wide_blanks[] = {
    "\xC2\xA0",
    "\xE1\x9A\x80",
    "\xE2\x80\x80",
    "\xE2\x80\x81",
    "\xE2\x80\x82",
    "\xE2\x80\x83",
    "\xE2\x80\x84",
    "\xE2\x80\x85",
    "\xE2\x80\x86",
    "\xE2\x80\x87",
    "\xE2\x80\x88",
    "\xE2\x80\x89",
    "\xE2\x80\x8A",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xE2\x80\xAF",
    "\xE2\x81\x9F",
    "\xE3\x80\x80",
    "\xEF\xBB\xBF",
};

static bool is_at(const struct done_json_reader *reader, const char *text)
{
	size_t len = strlen(text);

	return reader->text.len - reader->now.at >= len &&
	    !memcmp(reader->text.ptr + reader->now.at, text, len);
}

static size_t blank_length(const struct done_json_reader *reader)
{
	char c = done_json_peek(reader, 0);

	if (!c)
		return 0;
	if (strchr(" \t\r\n", c))
		return 1;
	if (!is_five(reader))
		return 0;
	if (c == '\v' || c == '\f')
		return 1;
	for (size_t i = 0; (unsigned char)c >= 0x80 && i < DONE_ARRAY_SIZE(wide_blanks); i++)
		if (is_at(reader, wide_blanks[i]))
			return strlen(wide_blanks[i]);
	return 0;
}

static int json_text_skip_comment(struct done_json_reader *reader)
{
	struct done_text_at start = reader->now;
	bool block = done_json_peek(reader, 1) == '*';

	done_json_step(reader, 2);
	while (!block && done_json_peek(reader, 0) && done_json_peek(reader, 0) != '\n' &&
	    done_json_peek(reader, 0) != '\r')
		done_json_step(reader, 1);
	if (!block)
		return 0;
	while (!is_at(reader, "*/")) {
		if (!done_json_peek(reader, 0))
			return done_json_fail(reader, &start,
			    "the comment that begins here is never closed with "
			    "'*/'");
		done_json_step(reader, 1);
	}
	done_json_step(reader, 2);
	return 0;
}

#define NAMES_FOR_COMMENTS                                                               \
	"delete it; comments and a last comma are read only where the format has them: " \
	"*.jsonc, *.json5, tsconfig*.json, appsettings*.json, .vscode/*.json and the like"

/* A comment where the dialect takes none. */
static int json_refuse_comment(struct done_json_reader *reader)
{
	int rc =
	    done_json_fail(reader, &reader->now, "comments are not allowed in JSON: delete it");

	done_error_cure(reader->err, NAMES_FOR_COMMENTS);
	return rc;
}

static size_t spaces_length(const char *text, size_t left)
{
	size_t len = 0;

	while (left - len >= 8 && !memcmp(text + len, "        ", 8))
		len += 8;
	while (len < left && text[len] == ' ')
		len++;
	return len;
}

/* Ends of lines and what lines are indented by: nearly all blanks are these. */
static void skip_indentation(struct done_json_reader *reader)
{
	struct done_text_at *now = &reader->now;

	for (char c; (c = done_json_peek(reader, 0)) == ' ' || c == '\n';) {
		size_t spaces =
		    spaces_length(reader->text.ptr + now->at, reader->text.len - now->at);

		now->column += (int)spaces;
		now->at += spaces;
		if (!spaces)
			done_json_step(reader, 1);
	}
}

int done_json_skip_blank(struct done_json_reader *reader)
{
	for (;;) {
		skip_indentation(reader);
		char c = done_json_peek(reader, 0);
		if (c > ' ' && c <= '~' && c != '/')
			return 0;

		size_t blank = blank_length(reader);
		bool comment = is_at(reader, "//") || is_at(reader, "/*");

		if (comment && reader->dialect == DONE_JSON_STRICT)
			return json_refuse_comment(reader);
		if (!blank && !comment)
			return 0;
		if (blank)
			done_json_step(reader, blank);
		else if (json_text_skip_comment(reader) < 0)
			return reader->err->code;
	}
}

size_t done_json_word_length(const struct done_json_reader *reader)
{
	static const bool ends[UCHAR_MAX + 1] = {['\0'] = true,
	    [' '] = true,
	    ['\t'] = true,
	    ['\r'] = true,
	    ['\n'] = true,
	    ['\v'] = true,
	    ['\f'] = true,
	    ['"'] = true,
	    ['\''] = true,
	    ['['] = true,
	    [']'] = true,
	    ['{'] = true,
	    ['}'] = true,
	    [','] = true,
	    [':'] = true,
	    ['/'] = true};
	const char *start = reader->text.ptr + reader->now.at;
	size_t left = reader->text.len - reader->now.at, len = 0;

	while (len < left && !ends[(unsigned char)start[len]])
		len++;
	return len;
}

/* ---- escapes ---- */

struct string_reader {
	struct done_json_reader *json;
	char *ptr; /* no escape is shorter than what it stands for */
	size_t len;
};

static void string_add(struct string_reader *string, const char *bytes, size_t len)
{
	memcpy(string->ptr + string->len, bytes, len);
	string->len += len;
}

static int json_text_read_hex(
    struct done_json_reader *reader, int digits, const struct done_text_at *start, uint32_t *out)
{
	static const char hex[] = "0123456789abcdef";

	*out = 0;
	for (int i = 0; i < digits; i++) {
		char c = done_json_peek(reader, 0);
		const char *digit = c ? strchr(hex, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;

		if (!digit)
			return done_json_fail(reader, start,
			    digits == 4 ? "'\\u' needs four hexadecimal digits"
			                : "'\\x' needs two hexadecimal digits");
		*out = *out << 4 | (uint32_t)(digit - hex);
		done_json_step(reader, 1);
	}
	return 0;
}

static int surrogate_alone(
    struct done_json_reader *reader, const struct done_text_at *start, uint32_t half)
{
	char message[200];

	snprintf(message, sizeof(message),
	    "the escape '\\u%04x' is a lone surrogate, half of a character: write both halves "
	    "('\\ud83d\\ude00'), or the character itself",
	    (unsigned)half);
	return done_json_fail(reader, start, message);
}

/* Behind "\u" or "\x"; a character beyond U+FFFF takes two escapes. */
static int json_text_read_code(
    struct string_reader *string, int digits, const struct done_text_at *start)
{
	struct done_json_reader *reader = string->json;
	uint32_t character, low;
	char bytes[4];
	int rc = json_text_read_hex(reader, digits, start, &character);

	if (rc < 0)
		return rc;
	if (character >= 0xD800 && character < 0xDC00 && is_at(reader, "\\u")) {
		done_json_step(reader, 2);
		if ((rc = json_text_read_hex(reader, 4, start, &low)) < 0)
			return rc;
		if (low < 0xDC00 || low > 0xDFFF)
			return surrogate_alone(reader, start, character);
		character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
	}
	if (character >= 0xD800 && character <= 0xDFFF)
		return surrogate_alone(reader, start, character);
	if (!character)
		return done_json_fail(reader, start,
		    "the escape for U+0000 is not allowed: delete "
		    "it");
	string_add(string, bytes, done_text_encode(character, bytes));
	return 0;
}

/* JSON5: a backslash at the end of a line joins the next one. */
static size_t line_end_length(const struct done_json_reader *reader)
{
	static const char *const ends[] = {"\r\n", "\n", "\r", "\xE2\x80\xA8", "\xE2\x80\xA9"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(ends); i++)
		if (is_at(reader, ends[i]))
			return strlen(ends[i]);
	return 0;
}

static int read_escape_five(struct string_reader *string, const struct done_text_at *start)
{
	struct done_json_reader *reader = string->json;
	size_t end = line_end_length(reader);
	char c = done_json_peek(reader, 0);

	if (end > 0) {
		done_json_step(reader, end);
		return 0;
	}
	if (c == 'x') {
		done_json_step(reader, 1);
		return json_text_read_code(string, 2, start);
	}
	if (c == '0')
		return done_json_fail(reader, start,
		    "the escape for U+0000 is not allowed: delete "
		    "it");
	if (c >= '1' && c <= '9')
		return done_json_fail(reader, start, "an escape cannot begin with a digit");
	/* Any other character stands for itself. */
	if (c == 'v')
		c = '\v';
	string_add(string, &c, 1);
	done_json_step(reader, 1);
	return 0;
}

static int json_text_read_escape(struct string_reader *string)
{
	static const char letters[] = "bfnrt/\\\"";
	static const char meanings[] = "\b\f\n\r\t/\\\"";
	struct done_json_reader *reader = string->json;
	struct done_text_at start = reader->now;

	done_json_step(reader, 1);
	char c = done_json_peek(reader, 0);
	const char *letter = c ? strchr(letters, c) : NULL;
	if (letter) {
		string_add(string, &meanings[letter - letters], 1);
		done_json_step(reader, 1);
		return 0;
	}
	if (c == 'u') {
		done_json_step(reader, 1);
		return json_text_read_code(string, 4, &start);
	}
	if (c && is_five(reader))
		return read_escape_five(string, &start);
	return done_json_fail(reader, &start,
	    "bad escape: behind a backslash stands one of \" \\ / b f n r t, or u "
	    "with four digits");
}

/* ---- strings and names ---- */

static int check_raw(struct done_json_reader *reader, const struct done_text_at *start)
{
	char c = done_json_peek(reader, 0);

	if (!c || c == '\n')
		return done_json_fail(reader, start,
		    c ? "the string that begins here is not closed on its line: "
		        "write a line break as '\\n'"
		      : "the file ends too early: the string that begins here is "
		        "never closed");
	if ((unsigned char)c < 0x20 && (!is_five(reader) || c == '\r'))
		return done_json_fail(reader, &reader->now,
		    "a control character must be written as an escape: '\\t' for a "
		    "tab, '\\r', '\\u001b'");
	return 0;
}

/* The end of the string, so that its copy is no larger than it. */
static size_t string_length(const struct done_json_reader *reader, char quote)
{
	size_t len = 1;
	char c;

	while ((c = done_json_peek(reader, len)) && c != quote)
		len += c == '\\' && done_json_peek(reader, len + 1) ? 2 : 1;
	return len;
}

/* Nearly all strings have nothing but printable ASCII between quotes. */
static bool read_plain_string(struct done_json_reader *reader, struct done_string *out)
{
	struct done_text_at *now = &reader->now;
	const char *from = reader->text.ptr + now->at + 1;
	size_t left = reader->text.len - now->at - 1;
	size_t len = done_text_plain_length(from, left);

	if (len == left || from[-1] != '"' || from[len] != '"')
		return false;
	*out = (struct done_string){done_arena_strndup(reader->arena, from, len), len};
	now->at += len + 2;
	now->column += (int)len + 2;
	return true;
}

int done_json_read_string(struct done_json_reader *reader, struct done_string *out)
{
	struct done_text_at start = reader->now;
	char quote = done_json_peek(reader, 0);
	struct string_reader string = {reader, NULL, 0};

	if (read_plain_string(reader, out))
		return 0;
	string.ptr = done_arena_alloc(reader->arena, string_length(reader, quote) + 1);
	done_json_step(reader, 1);
	while (done_json_peek(reader, 0) != quote) {
		int rc = check_raw(reader, &start);

		if (rc == 0 && done_json_peek(reader, 0) == '\\') {
			rc = json_text_read_escape(&string);
		} else if (rc == 0) {
			string_add(&string, reader->text.ptr + reader->now.at, 1);
			done_json_step(reader, 1);
		}
		if (rc < 0)
			return rc;
	}
	done_json_step(reader, 1);
	*out = (struct done_string){string.ptr, string.len};
	return 0;
}

static bool is_name_byte(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
	    (unsigned char)c >= 0x80 || (!first && c >= '0' && c <= '9');
}

/* ECMAScript 5.1, IdentifierName; beyond ASCII whatever is no blank. */
int done_json_read_name(struct done_json_reader *reader, struct done_string *out)
{
	size_t most = done_json_word_length(reader);
	struct string_reader string = {reader, done_arena_alloc(reader->arena, most + 1), 0};

	while (!blank_length(reader)) {
		struct done_text_at start = reader->now;
		char c = done_json_peek(reader, 0);
		int rc = 0;

		if (is_at(reader, "\\u")) {
			done_json_step(reader, 2);
			rc = json_text_read_code(&string, 4, &start);
		} else if (is_name_byte(c, string.len == 0)) {
			string_add(&string, &c, 1);
			done_json_step(reader, 1);
		} else {
			break;
		}
		if (rc < 0)
			return rc;
	}
	if (!string.len)
		return done_json_unexpected(reader);
	*out = (struct done_string){string.ptr, string.len};
	return 0;
}

/* ---- what does not belong there ---- */

/* The usual slips, by the first byte of the token that does not belong there. */
static const struct slip {
	const char *first;
	const char *message;
	const char *five; /* in JSON5; NULL: the same */
} slips[] = {
    {"#", "comments are not allowed in JSON: delete it", "a comment begins with '//' or '/*'"},
    {"'", "JSON needs double quotes, not single ones", NULL},
    {"]}", "a value is missing before the closing bracket (no comma may stand last)",
        "a value is missing before the closing bracket"},
    {",", "a value is missing before the comma", NULL},
    {"+0123456789-.",
        "not a number in JSON, or a comma is missing before it (no leading '+', '.' or '0')",
        "not a number in JSON5, or a comma is missing before it (no leading '0')"},
    {"\"", "a comma or a colon is missing before this string", NULL},
    {"{[", "a comma or a colon is missing before this bracket", NULL},
    {":", "a ':' may stand only between a key and its value", NULL},
    {"\xEF", "a character that is not allowed between values, perhaps a byte-order mark: delete it",
        NULL},
    {"", "not JSON: text needs double quotes; only true, false and null stand without",
        "not JSON5: text needs quotes; only keys, true, false, null, Infinity and NaN stand "
        "without"},
};

static bool json_problem_is_word(const struct done_json_reader *reader, const char *word)
{
	size_t len = strlen(word);

	return done_json_word_length(reader) == len &&
	    !memcmp(reader->text.ptr + reader->now.at, word, len);
}

/* The last row fits everything. */
static const char *slip_message(const struct done_json_reader *reader)
{
	bool five = reader->dialect == DONE_JSON_FIVE;
	const struct slip *slip = slips;

	if (!five &&
	    (json_problem_is_word(reader, "NaN") || json_problem_is_word(reader, "Infinity")))
		return "NaN and Infinity are not numbers in JSON";
	while (*slip->first && !strchr(slip->first, done_json_peek(reader, 0)))
		slip++;
	return five && slip->five ? slip->five : slip->message;
}

int done_json_unexpected(struct done_json_reader *reader)
{
	char c = done_json_peek(reader, 0);
	int rc;

	if (!c)
		return done_json_fail(reader, &reader->now, "the file ends where a value belongs");
	rc = done_json_fail(reader, &reader->now, slip_message(reader));
	if ((c == ']' || c == '}') && reader->dialect == DONE_JSON_STRICT)
		done_error_cure(reader->err, NAMES_FOR_COMMENTS);
	return rc;
}
