/* Compiles JSONPath (RFC 9535, section 2) without filters and functions. */
#include <stdlib.h>
#include <string.h>

#include "jsonpath_parts.h"
#include "text.h"
#include "value.h"

#define TEXT_MAX 1024
#define SEGMENTS_MAX 64
#define INTEGER_MAX ((INT64_C(1) << 53) - 1) /* I-JSON's exact range, RFC 9535 section 2.1 */

struct compiler {
	struct done_arena *arena;
	const char *text;
	const char *p;
	struct done_error *err;
};

static int fail_at(struct compiler *compiler, const char *p, const char *message)
{
	return done_error_set(compiler->err, DONE_E_POLICY, "JSONPath '%.100s%s', offset %d: %s",
	    compiler->text, strlen(compiler->text) > 100 ? "…" : "", (int)(p - compiler->text),
	    message);
}

static int jsonpath_fail(struct compiler *compiler, const char *message)
{
	return fail_at(compiler, compiler->p, message);
}

static void skip_space(struct compiler *compiler)
{
	compiler->p += strspn(compiler->p, " \t\r\n");
}

static bool jsonpath_take(struct compiler *compiler, char c)
{
	if (*compiler->p != c)
		return false;
	compiler->p++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_first(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    (unsigned char)c >= 0x80;
}

/* ---- quoted names ---- */

static int jsonpath_read_hex(struct compiler *compiler, uint32_t *out)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdef";
		char c = compiler->p[i];
		const char *digit = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
		if (!digit)
			return jsonpath_fail(compiler, "'\\u' needs four hexadecimal digits");
		value = value << 4 | (uint32_t)(digit - digits);
	}
	compiler->p += 4;
	*out = value;
	return 0;
}

/* The part of an escape behind "\u"; one beyond U+FFFF takes two. */
static int read_unicode(struct compiler *compiler, char *name, size_t *len)
{
	const char *start = compiler->p - 2;
	uint32_t character = 0, low = 0;
	int rc = jsonpath_read_hex(compiler, &character);

	if (rc < 0)
		return rc;
	if (character >= 0xD800 && character < 0xDC00 && compiler->p[0] == '\\' &&
	    compiler->p[1] == 'u') {
		compiler->p += 2;
		if ((rc = jsonpath_read_hex(compiler, &low)) < 0)
			return rc;
		if (low < 0xDC00 || low > 0xDFFF)
			return fail_at(compiler, start, "half of a surrogate pair is missing");
		character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
	}
	if (character >= 0xD800 && character <= 0xDFFF)
		return fail_at(compiler, start, "half of a surrogate pair is missing");
	if (character == 0)
		return fail_at(compiler, start, "a name cannot hold U+0000");
	*len += done_text_encode(character, name + *len);
	return 0;
}

static int jsonpath_read_escape(struct compiler *compiler, char quote, char *name, size_t *len)
{
	static const char letters[] = "bfnrt/\\";
	static const char meanings[] = "\b\f\n\r\t/\\";
	char c = *compiler->p;
	const char *letter = c ? strchr(letters, c) : NULL;

	if (c == 'u') {
		compiler->p++;
		return read_unicode(compiler, name, len);
	}
	if (!letter && c != quote)
		return jsonpath_fail(compiler, "unknown escape after the backslash");
	name[(*len)++] = letter ? meanings[letter - letters] : quote;
	compiler->p++;
	return 0;
}

static int jsonpath_read_quoted(struct compiler *compiler, struct done_selector *out)
{
	const char *start = compiler->p;
	char quote = *compiler->p++;
	/* No escape is shorter than what it stands for. */
	char *name = done_arena_alloc(compiler->arena, strlen(compiler->p) + 1);
	size_t len = 0;

	while (*compiler->p != quote) {
		unsigned char byte = (unsigned char)*compiler->p;
		int rc = 0;
		if (!byte)
			return fail_at(compiler, start, "the quote is never closed");
		if (byte < 0x20)
			return jsonpath_fail(
			    compiler, "a control character must be written as an escape");
		if (jsonpath_take(compiler, '\\'))
			rc = jsonpath_read_escape(compiler, quote, name, &len);
		else
			name[len++] = *compiler->p++;
		if (rc < 0)
			return rc;
	}
	compiler->p++;
	out->kind = DONE_SELECT_NAME;
	out->name = (struct done_string){name, len};
	return 0;
}

/* ---- selectors ---- */

static int read_integer(struct compiler *compiler, int64_t *out)
{
	const char *start = compiler->p;
	const char *digits = start + (*start == '-');
	size_t nr = strspn(digits, "0123456789");
	char text[24];

	if (nr == 0)
		return jsonpath_fail(compiler, "a number is missing after '-'");
	if (*digits == '0' && (nr > 1 || digits != start))
		return jsonpath_fail(compiler, "a number cannot begin with '0' or be '-0'");
	compiler->p = digits + nr;
	if (nr > 16)
		return fail_at(compiler, start, "the number is beyond 2^53 - 1");
	memcpy(text, start, (size_t)(compiler->p - start));
	text[compiler->p - start] = '\0';
	if (!done_integer_read(text, 10, out) || *out > INTEGER_MAX || *out < -INTEGER_MAX)
		return fail_at(compiler, start, "the number is beyond 2^53 - 1");
	return 0;
}

/* An integer if one stands here. */
static int read_optional(struct compiler *compiler, bool *has, int64_t *out)
{
	*has = *compiler->p == '-' || is_digit(*compiler->p);
	return *has ? read_integer(compiler, out) : 0;
}

/* An index, or a slice start:end:step of which each part may be left out. */
static int read_index(struct compiler *compiler, struct done_selector *out)
{
	bool has_step;
	int rc = read_optional(compiler, &out->has_start, &out->index);
	if (rc < 0)
		return rc;

	const char *after = compiler->p;
	skip_space(compiler);
	if (!jsonpath_take(compiler, ':')) {
		compiler->p = after;
		out->kind = DONE_SELECT_INDEX;
		return 0;
	}
	out->kind = DONE_SELECT_SLICE;
	out->step = 1;
	skip_space(compiler);
	if ((rc = read_optional(compiler, &out->has_end, &out->end)) < 0)
		return rc;
	skip_space(compiler);
	if (!jsonpath_take(compiler, ':'))
		return 0;
	skip_space(compiler);
	return read_optional(compiler, &has_step, &out->step);
}

static int read_selector(struct compiler *compiler, struct done_selector *out)
{
	char c = *compiler->p;

	if (c == '\'' || c == '"')
		return jsonpath_read_quoted(compiler, out);
	if (jsonpath_take(compiler, '*')) {
		out->kind = DONE_SELECT_ALL;
		return 0;
	}
	if (c == '-' || c == ':' || is_digit(c))
		return read_index(compiler, out);
	if (c == '?')
		return jsonpath_fail(compiler, "filters ('?') are not supported");
	if (is_name_first(c))
		return jsonpath_fail(compiler, "a name in brackets needs quotes");
	return jsonpath_fail(compiler, "expected a quoted name, a number, a slice or '*'");
}

static int read_brackets(struct compiler *compiler, struct done_segment *segment)
{
	const char *start = compiler->p++;

	do {
		skip_space(compiler);
		if (!*compiler->p)
			return fail_at(compiler, start, "the '[' is never closed");
		int rc = read_selector(compiler,
		    DONE_ARENA_PUSH(
		        compiler->arena, segment->selectors, segment->nr, segment->cap));
		if (rc < 0)
			return rc;
		skip_space(compiler);
	} while (jsonpath_take(compiler, ','));
	if (jsonpath_take(compiler, ']'))
		return 0;
	if (!*compiler->p)
		return fail_at(compiler, start, "the '[' is never closed");
	return jsonpath_fail(compiler, "expected ',' or ']'");
}

static int read_shorthand(struct compiler *compiler, struct done_segment *segment)
{
	struct done_selector *selector =
	    DONE_ARENA_PUSH(compiler->arena, segment->selectors, segment->nr, segment->cap);
	const char *start = compiler->p;

	if (jsonpath_take(compiler, '*')) {
		selector->kind = DONE_SELECT_ALL;
		return 0;
	}
	if (!is_name_first(*start))
		return jsonpath_fail(
		    compiler, "expected a name or '*' (other names: ['the name'])");
	while (is_name_first(*compiler->p) || is_digit(*compiler->p))
		compiler->p++;
	size_t len = (size_t)(compiler->p - start);
	selector->kind = DONE_SELECT_NAME;
	selector->name = (struct done_string){done_arena_strndup(compiler->arena, start, len), len};
	return 0;
}

static int read_segment(struct compiler *compiler, struct done_segment *segment)
{
	if (*compiler->p == '[')
		return read_brackets(compiler, segment);
	if (!jsonpath_take(compiler, '.'))
		return jsonpath_fail(compiler, "expected '.', '..' or '['");
	segment->descendant = jsonpath_take(compiler, '.');
	if (segment->descendant && *compiler->p == '[')
		return read_brackets(compiler, segment);
	return read_shorthand(compiler, segment);
}

static int read_path(struct compiler *compiler, struct done_jsonpath *path)
{
	if (!done_utf8_valid(compiler->text, strlen(compiler->text)))
		return jsonpath_fail(compiler, "the text is not UTF-8");
	if (!jsonpath_take(compiler, '$'))
		return jsonpath_fail(compiler, "a path begins with '$'");
	for (;;) {
		const char *after = compiler->p;
		skip_space(compiler);
		if (!*compiler->p && compiler->p > after)
			return fail_at(compiler, after, "white space at the end");
		if (!*compiler->p)
			return 0;
		if (path->nr == SEGMENTS_MAX)
			return jsonpath_fail(compiler, "more than 64 segments");
		struct done_segment *segment =
		    DONE_ARENA_PUSH(compiler->arena, path->segments, path->nr, path->cap);
		segment->at = (size_t)(compiler->p - compiler->text);
		int rc = read_segment(compiler, segment);
		if (rc < 0)
			return rc;
	}
}

/* "$.owning-sig" is what people write for "$['owning-sig']". */
static void suggest(struct done_arena *arena, const char *text, struct done_error *err)
{
	const char *meant = done_jsonpath_suggest(arena, text);
	struct done_error ignored = {0};
	struct done_jsonpath path = {0};
	struct compiler compiler = {.arena = arena, .err = &ignored, .text = meant, .p = meant};

	if (meant && read_path(&compiler, &path) >= 0)
		done_error_cure(err, "did you mean %s?", meant);
}

int done_jsonpath_compile(
    struct done_arena *arena, const char *text, struct done_jsonpath **out, struct done_error *err)
{
	if (strlen(text) > TEXT_MAX)
		return done_error_set(
		    err, DONE_E_POLICY, "JSONPath '%.40s…' is longer than 1,024 bytes", text);

	struct compiler compiler = {.arena = arena, .err = err};
	struct done_jsonpath *path = done_arena_alloc(arena, sizeof(*path));
	path->text = compiler.text = compiler.p = done_arena_strdup(arena, text);
	int rc = read_path(&compiler, path);
	if (rc < 0) {
		suggest(arena, path->text, err);
		return rc;
	}
	*out = path;
	return 0;
}

const char *done_jsonpath_text(const struct done_jsonpath *path)
{
	return path->text;
}

const char *done_jsonpath_rest(const struct done_jsonpath *path, size_t segment)
{
	return segment < path->nr ? path->text + path->segments[segment].at : "";
}

bool done_jsonpath_is_plain(const struct done_jsonpath *path, size_t segment)
{
	const struct done_segment *at = &path->segments[segment];

	return !at->descendant && at->nr == 1 &&
	    (at->selectors[0].kind == DONE_SELECT_NAME ||
	        at->selectors[0].kind == DONE_SELECT_INDEX);
}
