/*
 * UTF-8, and the one way in which repository text is made fit for a person to read.
 */
#include "done/base.h"

#include <string.h>

/*
 * Well-formed sequences by their first byte (The Unicode Standard, table 3-7): only the second
 * byte has bounds of its own, which keep out overlong forms, surrogates and what is past U+10FFFF.
 */
static const struct lead {
	unsigned char first, last, length, second_low, second_high;
} leads[] = {
    {0x00, 0x7F, 1, 0x00, 0x00},
    {0xC2, 0xDF, 2, 0x80, 0xBF},
    {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF},
    {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static const struct lead *find_lead(unsigned char c)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(leads); i++) {
		if (c >= leads[i].first && c <= leads[i].last)
			return &leads[i];
	}
	return NULL;
}

size_t done_utf8_length(const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	const struct lead *lead;

	if (len == 0)
		return 0;
	if (s[0] < 0x80)
		return 1;
	lead = find_lead(s[0]);
	if (!lead || lead->length > len || s[1] < lead->second_low || s[1] > lead->second_high)
		return 0;
	for (size_t i = 2; i < lead->length; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	}
	return lead->length;
}

/* How many bytes at the start are ASCII; most files are nothing else, so eight at a time. */
static size_t ascii_length(const char *bytes, size_t len)
{
	size_t i = 0;

	for (uint64_t word; len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, bytes + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < len && (unsigned char)bytes[i] < 0x80)
		i++;
	return i;
}

bool done_utf8_valid(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t length;

		i += ascii_length(bytes + i, len - i);
		if (i == len)
			break;
		length = done_utf8_length(bytes + i, len - i);
		if (length == 0)
			return false;
		i += length;
	}
	return true;
}

/* What may not reach a terminal as it is: it moves, hides or reorders other text, or has no shape.
 */
static const struct {
	uint32_t first, last;
} hidden[] = {
    {0x0000, 0x001F},    /* C0 */
    {0x007F, 0x009F},    /* DEL, C1 */
    {0x00AD, 0x00AD},    /* soft hyphen */
    {0x034F, 0x034F},    /* combining grapheme joiner */
    {0x061C, 0x061C},    /* Arabic letter mark */
    {0x115F, 0x1160},    /* Hangul fillers */
    {0x17B4, 0x17B5},    /* Khmer inherent vowels */
    {0x180B, 0x180F},    /* Mongolian selectors and vowel separator */
    {0x200B, 0x200F},    /* zero width, marks of direction */
    {0x2028, 0x202E},    /* line and paragraph separator, embeddings */
    {0x2060, 0x206F},    /* joiners, isolates */
    {0x3164, 0x3164},    /* Hangul filler */
    {0xE000, 0xF8FF},    /* private use */
    {0xFDD0, 0xFDEF},    /* not characters */
    {0xFE00, 0xFE0D},    /* variation selectors but those of text and emoji */
    {0xFEFF, 0xFEFF},    /* byte order mark */
    {0xFFA0, 0xFFA0},    /* half-width Hangul filler */
    {0xFFF0, 0xFFFB},    /* interlinear annotation */
    {0xFFFE, 0xFFFF},    /* not characters */
    {0x1BCA0, 0x1BCA3},  /* shorthand format controls */
    {0x1D173, 0x1D17A},  /* musical format controls */
    {0x1FFFE, 0x1FFFF},  /* not characters */
    {0x2FFFE, 0x2FFFF},  /* not characters */
    {0x3FFFE, 0x10FFFF}, /* planes without characters, tags, private use */
};

static uint32_t decode(const char *bytes, size_t length)
{
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t point = (unsigned char)bytes[0] & lead_bits[length];

	for (size_t i = 1; i < length; i++)
		point = point << 6 | ((unsigned char)bytes[i] & 0x3F);
	return point;
}

static bool shown_is_hidden(uint32_t point)
{
	if (point >= 0x20 && point < 0x7F)
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hidden); i++) {
		if (point >= hidden[i].first && point <= hidden[i].last)
			return true;
	}
	return false;
}

static bool is_hex(char c)
{
	return c && strchr("0123456789abcdefABCDEF", c);
}

/* True when a backslash before these bytes would read as one of our escapes. */
static bool reads_as_escape(const char *next, size_t len)
{
	size_t length = done_utf8_length(next, len);

	if (len == 0)
		return false;
	if (length == 0 || shown_is_hidden(decode(next, length)))
		return true; /* it becomes an escape, whose backslash would pair with this one */
	if (strchr("\\tn", next[0]))
		return true;
	if (next[0] == 'u')
		return len > 1 && next[1] == '{';
	return next[0] == 'x' && len > 2 && is_hex(next[1]) && is_hex(next[2]);
}

static void add_one(struct done_buf *buf, const char *bytes, size_t length)
{
	uint32_t point = decode(bytes, length);

	if (point == '\t')
		done_buf_addstr(buf, "\\t");
	else if (point == '\n')
		done_buf_addstr(buf, "\\n");
	else if (shown_is_hidden(point))
		done_buf_addf(buf, "\\u{%X}", (unsigned)point);
	else
		done_buf_add(buf, bytes, length);
}

/* Printable ASCII that needs no look: nearly all there is. */
static size_t shown_plain_length(const char *bytes, size_t len)
{
	size_t i = 0;

	while (i < len && bytes[i] >= ' ' && bytes[i] < 0x7F && bytes[i] != '\\')
		i++;
	return i;
}

void done_buf_add_shown(struct done_buf *buf, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t length = shown_plain_length(bytes + i, len - i);

		if (length) {
			done_buf_add(buf, bytes + i, length);
			i += length;
			continue;
		}
		length = done_utf8_length(bytes + i, len - i);
		if (length == 0) {
			done_buf_addf(buf, "\\x%02X", (unsigned)(unsigned char)bytes[i]);
			i++;
			continue;
		}
		if (bytes[i] == '\\' && reads_as_escape(bytes + i + 1, len - i - 1))
			done_buf_addstr(buf, "\\\\");
		else
			add_one(buf, bytes + i, length);
		i += length;
	}
}

const char *done_arena_shown(struct done_arena *arena, const char *text)
{
	struct done_buf buf = {0};
	const char *copy;

	done_buf_add_shown(&buf, text, strlen(text));
	copy = done_arena_strndup(arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return copy;
}
