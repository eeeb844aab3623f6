/* Tags, attributes and entities of HTML. */
#include "html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "unicode.h"

/* Their content is no HTML. */
static const char *const raw_elements[] = {"script", "style", "textarea", "title", "xmp"};

static bool starts(const struct done_html_reader *reader, size_t at, const char *text)
{
	size_t len = strlen(text);

	return reader->len - at >= len && !memcmp(reader->text + at, text, len);
}

/* The offset behind the next `text` from at on; the end where there is none. */
static size_t behind(
    const struct done_html_reader *reader, size_t at, const char *text, bool *found)
{
	size_t len = strlen(text);

	for (; at + len <= reader->len; at++) {
		const char *p = memchr(reader->text + at, *text, reader->len - at - len + 1);

		if (!p)
			break;
		at = (size_t)(p - reader->text);
		if (!memcmp(p, text, len)) {
			*found = true;
			return at + len;
		}
	}
	*found = false;
	return reader->len;
}

/* Past an open comment: to its end, or to the end of the text. */
static void html_skip_comment(struct done_html_reader *reader)
{
	bool found;

	reader->at = behind(reader, reader->at, "-->", &found);
	*reader->comment = !found;
}

/* "<!--", "<!…>", "<?…>": true and past it. */
static bool skip_declaration(struct done_html_reader *reader)
{
	bool found;

	if (starts(reader, reader->at, "<!--")) {
		*reader->comment = true;
		/* "<!-->" and "<!--->" are whole comments. */
		reader->at +=
		    starts(reader, reader->at, "<!-->") || starts(reader, reader->at, "<!--->") ? 2
		                                                                                : 4;
		html_skip_comment(reader);
		return true;
	}
	if (!starts(reader, reader->at, "<!") && !starts(reader, reader->at, "<?"))
		return false;
	bool cdata = starts(reader, reader->at, "<![CDATA[");
	reader->at = behind(reader, reader->at, cdata ? "]]>" : ">", &found);
	return true;
}

static bool is_tag(const struct done_html_reader *reader, size_t at)
{
	if (at >= reader->len || reader->text[at] != '<')
		return false;
	at += at + 1 < reader->len && reader->text[at + 1] == '/';
	return at + 1 < reader->len && isalpha((unsigned char)reader->text[at + 1]);
}

/* Inside <script>: only its own end tag is a tag. */
static bool ends_raw(const struct done_html_reader *reader, size_t at)
{
	size_t len = strlen(reader->raw);

	return !len ||
	    (starts(reader, at, "</") && reader->len - at >= len + 2 &&
	        !strncasecmp(reader->text + at + 2, reader->raw, len));
}

/* Past one attribute's value, which begins at at. */
static size_t skip_value(const char *text, size_t len, size_t at, size_t *from, size_t *to)
{
	while (at < len && isspace((unsigned char)text[at]))
		at++;
	if (at < len && (text[at] == '"' || text[at] == '\'')) {
		const char *end = memchr(text + at + 1, text[at], len - at - 1);

		*from = at + 1;
		*to = end ? (size_t)(end - text) : len;
		return end ? *to + 1 : len + 1;
	}
	*from = at;
	while (at < len && !isspace((unsigned char)text[at]) && text[at] != '>')
		at++;
	*to = at;
	return at;
}

/* One attribute from at on, at most up to '>': where name and value stand, and what is behind. */
struct attribute {
	size_t name, name_len, value, value_end;
	bool has_value;
};

static size_t next_attribute(const char *text, size_t len, size_t at, struct attribute *out)
{
	*out = (struct attribute){0};
	while (at < len && (isspace((unsigned char)text[at]) || text[at] == '/'))
		at++;
	out->name = at;
	while (at < len && !isspace((unsigned char)text[at]) && text[at] != '>' &&
	    text[at] != '/' && (text[at] != '=' || at == out->name))
		at++;
	out->name_len = at - out->name;
	size_t behind_name = at;
	while (at < len && isspace((unsigned char)text[at]))
		at++;
	if (!out->name_len || at >= len || text[at] != '=')
		return behind_name;
	out->has_value = true;
	return skip_value(text, len, at + 1, &out->value, &out->value_end);
}

/* The tag at the reader's place; false: it never ends. */
static bool read_tag(struct done_html_reader *reader, struct done_html_token *out)
{
	size_t at = reader->at + 1, len = 0;
	struct attribute attribute;

	out->kind = reader->text[at] == '/' ? DONE_HTML_CLOSE : DONE_HTML_OPEN;
	out->ptr = reader->text + at;
	for (at += reader->text[at] == '/'; at < reader->len; at++) {
		char c = reader->text[at];

		if (isspace((unsigned char)c) || c == '>' || c == '/')
			break;
		if (len < sizeof(out->name) - 1)
			out->name[len++] = (char)tolower((unsigned char)c);
	}
	out->name[len] = '\0';
	while (at < reader->len && reader->text[at] != '>')
		at = next_attribute(reader->text, reader->len, at, &attribute);
	if (at >= reader->len)
		return false;
	out->len = (size_t)(reader->text + at - out->ptr);
	reader->at = at + 1;
	return true;
}

static void note_raw(struct done_html_reader *reader, const struct done_html_token *token)
{
	reader->raw[0] = '\0';
	for (size_t i = 0; i < DONE_ARRAY_SIZE(raw_elements); i++)
		if (token->kind == DONE_HTML_OPEN && !strcmp(token->name, raw_elements[i]))
			memcpy(reader->raw, token->name, sizeof(reader->raw));
}

bool done_html_next(struct done_html_reader *reader, struct done_html_token *out)
{
	while (reader->at < reader->len) {
		if (*reader->comment) {
			html_skip_comment(reader);
			continue;
		}
		if (!*reader->raw && skip_declaration(reader))
			continue;
		if (is_tag(reader, reader->at) && ends_raw(reader, reader->at)) {
			if (!read_tag(reader, out))
				break;
			note_raw(reader, out);
			return true;
		}
		size_t start = reader->at++;
		const char *next = memchr(reader->text + reader->at, '<', reader->len - reader->at);
		reader->at = next ? (size_t)(next - reader->text) : reader->len;
		if (*reader->raw)
			continue;
		out->kind = DONE_HTML_TEXT;
		out->ptr = reader->text + start;
		out->len = reader->at - start;
		out->name[0] = '\0';
		return true;
	}
	reader->at = reader->len;
	return false;
}

const char *done_html_attribute(
    struct done_arena *arena, const struct done_html_token *token, const char *name, size_t *at)
{
	size_t len = strlen(name), i = strcspn(token->ptr, " \t\r\n\f/>");
	struct attribute attribute;

	while (i < token->len) {
		i = next_attribute(token->ptr, token->len, i, &attribute);
		if (attribute.name_len != len ||
		    strncasecmp(token->ptr + attribute.name, name, len) != 0)
			continue;
		*at = attribute.name;
		return done_html_decode(arena, token->ptr + attribute.value,
		    attribute.has_value ? attribute.value_end - attribute.value : 0);
	}
	return NULL;
}

/* ---- entities ---- */

/* Those that stand in addresses and headings; any other may be written as a number. */
static const struct entity {
	const char *name, *text;
} entities[] = {
    {"amp;", "&"},
    {"lt;", "<"},
    {"gt;", ">"},
    {"quot;", "\""},
    {"apos;", "'"},
    {"nbsp;", "\xC2\xA0"},
    {"num;", "#"},
    {"sol;", "/"},
    {"period;", "."},
    {"quest;", "?"},
    {"equals;", "="},
    {"colon;", ":"},
    {"comma;", ","},
    {"percnt;", "%"},
    {"lpar;", "("},
    {"rpar;", ")"},
    {"lowbar;", "_"},
    {"plus;", "+"},
    {"excl;", "!"},
    {"ast;", "*"},
    {"copy;", "\xC2\xA9"},
    {"reg;", "\xC2\xAE"},
    {"auml;", "\xC3\xA4"},
    {"ouml;", "\xC3\xB6"},
    {"uuml;", "\xC3\xBC"},
    {"Auml;", "\xC3\x84"},
    {"Ouml;", "\xC3\x96"},
    {"Uuml;", "\xC3\x9C"},
    {"szlig;", "\xC3\x9F"},
    {"eacute;", "\xC3\xA9"},
    {"Eacute;", "\xC3\x89"},
    {"egrave;", "\xC3\xA8"},
    {"agrave;", "\xC3\xA0"},
    {"aacute;", "\xC3\xA1"},
    {"iacute;", "\xC3\xAD"},
    {"oacute;", "\xC3\xB3"},
    {"uacute;", "\xC3\xBA"},
    {"ntilde;", "\xC3\xB1"},
    {"ccedil;", "\xC3\xA7"},
    {"aring;", "\xC3\xA5"},
    {"oslash;", "\xC3\xB8"},
    {"aelig;", "\xC3\xA6"},
    {"ecirc;", "\xC3\xAA"},
    {"mdash;", "\xE2\x80\x94"},
    {"ndash;", "\xE2\x80\x93"},
    {"hellip;", "\xE2\x80\xA6"},
    {"lsquo;", "\xE2\x80\x98"},
    {"rsquo;", "\xE2\x80\x99"},
    {"zwj;", "\xE2\x80\x8D"},
    {"hyphen;", "\xE2\x80\x90"},
    {"rarr;", "\xE2\x86\x92"},
};

/* "#35;" and "#x23;": bytes read, and the character written to out; 0: it is none. */
static size_t decode_number(const char *text, size_t len, char out[4], size_t *written)
{
	bool hex = len > 1 && (text[1] == 'x' || text[1] == 'X');
	size_t at = hex ? 2 : 1;
	uint32_t character = 0;

	for (size_t first = at; at < len && at < first + 7; at++) {
		int digit = isdigit((unsigned char)text[at]) ? text[at] - '0'
		    : hex && isxdigit((unsigned char)text[at])
		    ? tolower((unsigned char)text[at]) - 'a' + 10
		    : -1;

		if (digit < 0)
			break;
		character = character * (hex ? 16U : 10U) + (uint32_t)digit;
	}
	if (at == (hex ? 2U : 1U) || at >= len || text[at] != ';')
		return 0;
	if (!character || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000))
		character = 0xFFFD;
	*written = done_unicode_write(character, out);
	return at + 1;
}

static size_t decode_one(const char *text, size_t len, char out[4], size_t *written)
{
	if (len > 1 && *text == '#')
		return decode_number(text, len, out, written);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(entities); i++) {
		size_t name = strlen(entities[i].name);

		if (len < name || memcmp(text, entities[i].name, name) != 0)
			continue;
		*written = strlen(entities[i].text);
		memcpy(out, entities[i].text, *written);
		return name;
	}
	return 0;
}

char *done_html_decode(struct done_arena *arena, const char *text, size_t len)
{
	char *out = done_arena_alloc(arena, len + 1);
	size_t kept = 0;

	for (size_t i = 0; i < len;) {
		char character[4];
		size_t written = 0;
		size_t read =
		    text[i] == '&' ? decode_one(text + i + 1, len - i - 1, character, &written) : 0;

		if (read) { /* never longer than what it is written as */
			memcpy(out + kept, character, written);
			kept += written;
			i += read + 1;
		} else {
			out[kept++] = text[i++];
		}
	}
	return out;
}
