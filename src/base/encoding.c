/*
 * What bytes are: text in UTF-8 (or in an encoding that keeps ASCII), text in UTF-16 or UTF-32, by
 * the byte-order mark or by the shape, or no text. And the decoder to UTF-8.
 */
#include "done/base.h"

#include <string.h>

enum {
	LOOK = DONE_TEXT_LOOK,
	/* Of 100 bytes of a UTF-16 text at most so many are printable ASCII: every other byte of
	 * western text is a NUL. In a text of one byte a character it is nearly all of them. */
	PRINTABLE_MOST = 75,
};

static uint32_t unit_16le(const unsigned char *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t unit_16be(const unsigned char *at)
{
	return (uint32_t)at[0] << 8 | (uint32_t)at[1];
}

static uint32_t unit_32le(const unsigned char *at)
{
	return unit_16le(at) | unit_16le(at + 2) << 16;
}

static uint32_t unit_32be(const unsigned char *at)
{
	return unit_16be(at) << 16 | unit_16be(at + 2);
}

/* In the order in which shapes are tried; a mark of UTF-32LE begins as that of UTF-16LE does. */
static const struct form {
	enum done_encoding encoding;
	const char *name;
	size_t width; /* bytes of a unit */
	uint32_t (*unit)(const unsigned char *at);
	const char *mark;
} forms[] = {
    {DONE_ENCODING_UTF32LE, "UTF-32", 4, unit_32le, "\xFF\xFE\0\0"},
    {DONE_ENCODING_UTF32BE, "UTF-32", 4, unit_32be, "\0\0\xFE\xFF"},
    {DONE_ENCODING_UTF16LE, "UTF-16", 2, unit_16le, "\xFF\xFE"},
    {DONE_ENCODING_UTF16BE, "UTF-16", 2, unit_16be, "\xFE\xFF"},
};

static const struct form *form_of(enum done_encoding encoding)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(forms); i++) {
		if (forms[i].encoding == encoding)
			return &forms[i];
	}
	return NULL;
}

/* The character at the start of bytes and how many bytes it takes; 0: it is cut off, or half of a
 * pair, or beyond Unicode. */
static size_t next_character(const struct form *form, struct done_bytes bytes, uint32_t *out)
{
	const unsigned char *at = (const unsigned char *)bytes.ptr;
	uint32_t unit, low;

	if (bytes.len < form->width)
		return 0;
	unit = form->unit(at);
	*out = unit;
	if (unit > 0x10FFFF || (unit >= 0xDC00 && unit <= 0xDFFF))
		return 0;
	if (unit < 0xD800 || unit > 0xDBFF)
		return form->width;
	if (form->width != 2 || bytes.len < 4)
		return 0;
	low = form->unit(at + 2);
	if (low < 0xDC00 || low > 0xDFFF)
		return 0;
	*out = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
	return 4;
}

static bool encoding_is_blank(uint32_t character)
{
	return character == '\t' || character == '\n' || character == '\r' || character == '\f';
}

/* What no text holds: NUL and noncharacters. */
static bool is_no_text(uint32_t character)
{
	return !character || (character & 0xFFFE) == 0xFFFE ||
	    (character >= 0xFDD0 && character <= 0xFDEF);
}

/* What hardly any text holds. */
static bool is_control(uint32_t character)
{
	return (character < 0x20 && !encoding_is_blank(character) && character != 0x1B) ||
	    (character >= 0x7F && character < 0xA0 && character != 0x85);
}

struct shape {
	size_t characters;
	size_t latin;    /* below U+0100 */
	size_t ascii;    /* below U+0080 */
	size_t odd;      /* halves of pairs, numbers beyond Unicode, control characters */
	bool is_no_text; /* something in it is none */
};

/* Looks at the start of the text behind its mark; what is cut off at the end does not count. */
static struct shape shape_of(const struct form *form, struct done_bytes bytes)
{
	struct shape shape = {0};

	if (bytes.len > LOOK)
		bytes.len = LOOK;
	while (bytes.len >= form->width) {
		uint32_t character = 0;
		size_t len = next_character(form, bytes, &character);

		if (len && is_no_text(character)) {
			shape.is_no_text = true;
			break;
		}
		shape.characters += len > 0;
		shape.latin += len && character < 0x100;
		shape.ascii += len && character < 0x80;
		if (!len) {
			len = form->width;
			shape.odd += bytes.len > len || form->width == 4;
		} else {
			shape.odd += is_control(character);
		}
		bytes.ptr += len;
		bytes.len -= len;
	}
	return shape;
}

/* As bytes they could be a text with something strange in it: nearly all of them are printed
 * characters and blanks, or they are UTF-8 with few control characters. */
static bool is_like_bytes(struct done_bytes bytes)
{
	size_t printed = 0, controls = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];
		printed += (c >= 0x20 && c < 0x7F) || encoding_is_blank(c);
		controls += c < 0x20 && !encoding_is_blank(c);
	}
	return printed * 100 >= bytes.len * PRINTABLE_MOST ||
	    (controls * 5 < bytes.len && done_utf8_valid(bytes.ptr, bytes.len));
}

/*
 * Without a mark it is believed only where nothing else makes sense of it: every unit is a
 * character of text, and either most are of a western script, or some are ASCII (a blank, a line's
 * end) and the bytes are not like a text in one byte a character with a stray NUL.
 */
static bool has_shape(const struct form *form, struct done_bytes bytes)
{
	struct done_bytes look = {bytes.ptr, bytes.len < LOOK ? bytes.len : LOOK};
	struct shape shape = shape_of(form, bytes);

	if (shape.is_no_text || shape.odd || !shape.characters || bytes.len % form->width)
		return false;
	if (form->width == 4 || shape.latin * 2 >= shape.characters)
		return shape.ascii > 0;
	return shape.ascii * 50 >= shape.characters && !is_like_bytes(look);
}

/* What a mark announces is believed where the text behind it is one, though a little may be
 * damaged: pictures and sounds may begin so by chance. */
static bool is_marked(const struct form *form, struct done_bytes bytes)
{
	if (bytes.len < form->width || memcmp(bytes.ptr, form->mark, form->width) != 0)
		return false;
	struct shape shape =
	    shape_of(form, (struct done_bytes){bytes.ptr + form->width, bytes.len - form->width});
	return !shape.is_no_text && shape.odd <= 1 + shape.characters / 50;
}

enum done_encoding done_encoding_of(struct done_bytes bytes, size_t *mark)
{
	size_t look = bytes.len < LOOK ? bytes.len : LOOK;

	*mark = 0;
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3))
		*mark = 3;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(forms); i++) {
		if (is_marked(&forms[i], bytes)) {
			*mark = forms[i].width;
			return forms[i].encoding;
		}
	}
	if (!look || !memchr(bytes.ptr, '\0', look))
		return DONE_ENCODING_BYTES;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(forms); i++) {
		if (has_shape(&forms[i], bytes))
			return forms[i].encoding;
	}
	*mark = 0;
	return DONE_ENCODING_NONE;
}

static void add_character(struct done_buf *out, uint32_t character)
{
	static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
	size_t len = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	char bytes[4];

	for (size_t i = len - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (character & 0x3F));
		character >>= 6;
	}
	bytes[0] = (char)(leads[len == 1 ? 0 : len] | character);
	done_buf_add(out, bytes, len);
}

static int encoding_refuse(
    const struct form *form, const char *called, size_t at, bool is_cut, struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' is %s text that cannot be decoded: the character at byte %zu is %s", called,
	    form->name, at, is_cut ? "cut off" : "not valid");
	return done_error_cure(err, "save it as UTF-8");
}

int done_text_decode(struct done_bytes bytes, const char *called, struct done_buf *buf,
    struct done_bytes *out, struct done_error *err)
{
	size_t mark;
	enum done_encoding encoding = done_encoding_of(bytes, &mark);
	const struct form *form = form_of(encoding);
	struct done_bytes rest = {bytes.ptr + mark, bytes.len - mark};
	size_t from = buf->len;

	if (!form) {
		*out = rest;
		return encoding == DONE_ENCODING_BYTES;
	}
	while (rest.len) {
		uint32_t character = 0;
		size_t len = next_character(form, rest, &character);

		if (!len) {
			buf->len = from;
			return encoding_refuse(
			    form, called, bytes.len - rest.len, rest.len < 4, err);
		}
		add_character(buf, character);
		rest.ptr += len;
		rest.len -= len;
	}
	if (buf->overflow) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' is too large to read: as UTF-8 it has more than %zu bytes", called,
		    buf->max);
		return done_error_cure(err, "save it as UTF-8, or make it smaller");
	}
	*out = (struct done_bytes){buf->len > from ? buf->ptr + from : "", buf->len - from};
	return 1;
}

/* Windows-1252 from 0x80 on; 0: no character, so ISO-8859-1's control is meant. */
static const uint16_t western[32] = {
    0x20AC,
    0,
    0x201A,
    0x0192,
    0x201E,
    0x2026,
    0x2020,
    0x2021,
    0x02C6,
    0x2030,
    0x0160,
    0x2039,
    0x0152,
    0,
    0x017D,
    0,
    0,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2013,
    0x2014,
    0x02DC,
    0x2122,
    0x0161,
    0x203A,
    0x0153,
    0,
    0x017E,
    0x0178,
};

void done_text_from_western(struct done_bytes bytes, struct done_buf *out)
{
	for (size_t i = 0; i < bytes.len;) {
		size_t length = done_utf8_length(bytes.ptr + i, bytes.len - i);

		if (length) {
			done_buf_add(out, bytes.ptr + i, length);
			i += length;
			continue;
		}
		uint32_t byte = (unsigned char)bytes.ptr[i++];

		add_character(
		    out, byte < 0xA0 && western[byte - 0x80] ? western[byte - 0x80] : byte);
	}
}

int done_buf_decode(struct done_buf *buf, const char *called, struct done_error *err)
{
	struct done_bytes bytes = {buf->len ? buf->ptr : "", buf->len}, text;
	struct done_buf decoded = {0};
	int rc = done_text_decode(bytes, called, &decoded, &text, err);

	if (rc > 0 && decoded.len) {
		done_buf_release(buf);
		*buf = decoded;
		return rc;
	}
	if (rc > 0 && text.len < bytes.len) {
		memmove(buf->ptr, text.ptr, text.len);
		buf->len = text.len;
		buf->ptr[buf->len] = '\0';
	}
	done_buf_release(&decoded);
	return rc;
}

/* ---- what a pattern needs to know ---- */

/* Most files are ASCII, so 32 bytes at a time. */
static size_t ascii_start(struct done_bytes text)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	size_t i = 0;

	for (uint64_t words[4]; text.len - i >= sizeof(words); i += sizeof(words)) {
		memcpy(words, text.ptr + i, sizeof(words));
		if ((words[0] | words[1] | words[2] | words[3]) & high)
			break;
	}
	while (i < text.len && (unsigned char)text.ptr[i] < 0x80)
		i++;
	return i;
}

enum done_charset done_charset_of(struct done_bytes text)
{
	size_t start = ascii_start(text);

	if (start == text.len)
		return DONE_CHARSET_ASCII;
	return done_utf8_valid(text.ptr + start, text.len - start) ? DONE_CHARSET_UTF8
	                                                           : DONE_CHARSET_BYTES;
}
