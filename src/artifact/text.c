/* What the readers of text formats share: characters that are refused, and places. */
#include "text.h"

#include <stdio.h>
#include <string.h>

static const struct range {
	uint32_t from, to;
	unsigned refusal; /* 0: always refused */
	const char *what;
} ranges[] = {
    {0x0000, 0x0000, 0, "a NUL character"},
    {0x0001, 0x0008, DONE_TEXT_CONTROLS, "a control character"},
    {0x000B, 0x000C, DONE_TEXT_CONTROLS, "a control character"},
    {0x000E, 0x001F, DONE_TEXT_CONTROLS, "a control character"},
    {0x007F, 0x0084, DONE_TEXT_CONTROLS, "a control character"},
    {0x0085, 0x0085, DONE_TEXT_BREAKS, "a hidden line break"},
    {0x0086, 0x009F, DONE_TEXT_CONTROLS, "a control character"},
    {0x00AD, 0x00AD, DONE_TEXT_HIDDEN, "an invisible character"},
    {0x061C, 0x061C, DONE_TEXT_HIDDEN, "an invisible direction mark"},
    {0x180E, 0x180E, DONE_TEXT_HIDDEN, "an invisible character"},
    {0x200B, 0x200D, DONE_TEXT_HIDDEN, "an invisible character"},
    {0x200E, 0x200F, DONE_TEXT_HIDDEN, "an invisible direction mark"},
    {0x2028, 0x2029, DONE_TEXT_BREAKS, "a hidden line break"},
    {0x202A, 0x202E, DONE_TEXT_HIDDEN, "an invisible direction mark"},
    {0x2060, 0x2064, DONE_TEXT_HIDDEN, "an invisible character"},
    {0x2066, 0x2069, DONE_TEXT_HIDDEN, "an invisible direction mark"},
    {0xFEFF, 0xFEFF, DONE_TEXT_MARK, "a byte-order mark"},
    {0xFFFE, 0xFFFF, DONE_TEXT_CONTROLS, "a noncharacter"},
    {0xE0000, 0xE007F, DONE_TEXT_HIDDEN, "an invisible character"},
};

uint32_t done_text_character(const char *bytes, size_t length)
{
	static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t character = (unsigned char)bytes[0] & lead_mask[length];

	for (size_t i = 1; i < length; i++)
		character = character << 6 | ((unsigned char)bytes[i] & 0x3FU);
	return character;
}

size_t done_text_encode(uint32_t character, char *out)
{
	static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
	size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

	if (length == 1) {
		out[0] = (char)character;
		return 1;
	}
	for (size_t i = length; i-- > 1; character >>= 6)
		out[i] = (char)(0x80 | (character & 0x3F));
	out[0] = (char)(leads[length] | character);
	return length;
}

static const struct range *refused(uint32_t character, unsigned refusals)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(ranges); i++) {
		const struct range *range = &ranges[i];
		if (character < range->from)
			return NULL;
		if (character <= range->to)
			return !range->refusal || range->refusal & refusals ? range : NULL;
	}
	return NULL;
}

/* ---- eight bytes at once: a report of 10,000 services has forty millions ---- */

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS EACH_BYTE(0x80)

static uint64_t eight_at(const char *text)
{
	uint64_t eight;

	memcpy(&eight, text, sizeof(eight));
	return eight;
}

/* All of them are ' ' to '~'. */
static bool are_printable(uint64_t eight)
{
	return !(((eight - EACH_BYTE(' ')) | eight | (eight + EACH_BYTE(1))) & HIGH_BITS);
}

/* Not 0: a byte of the eight is 0. */
static uint64_t zero_in(uint64_t eight)
{
	return (eight - EACH_BYTE(1)) & ~eight & HIGH_BITS;
}

static bool are_plain(uint64_t eight)
{
	return are_printable(eight) && !zero_in(eight ^ EACH_BYTE('"')) &&
	    !zero_in(eight ^ EACH_BYTE('\\'));
}

size_t done_text_plain_length(const char *text, size_t len)
{
	size_t nr = 0;

	while (len - nr >= 8 && are_plain(eight_at(text + nr)))
		nr += 8;
	while (
	    nr < len && text[nr] >= ' ' && text[nr] <= '~' && text[nr] != '"' && text[nr] != '\\')
		nr++;
	return nr;
}

/* The high bit of each byte that ends a line, and of no other. */
static uint64_t line_ends_in(uint64_t eight)
{
	uint64_t rest = eight ^ EACH_BYTE('\n');

	return ~(((rest & ~HIGH_BITS) + ~HIGH_BITS) | rest) & HIGH_BITS;
}

/* Ends of lines made printable: '\n' becomes '*'. */
static uint64_t without_line_ends(uint64_t eight)
{
	return eight | line_ends_in(eight) >> 2;
}

/* How many bytes from here on nobody refuses, and to see that costs little. */
static size_t harmless_length(const char *text, size_t end)
{
	size_t len = 0;

	while (end - len >= 8 && are_printable(without_line_ends(eight_at(text + len))))
		len += 8;
	while (len < end && ((text[len] >= ' ' && text[len] <= '~') || text[len] == '\n'))
		len++;
	return len;
}

/* ---- characters ---- */

static bool lone_return(struct done_bytes bytes, size_t at)
{
	return bytes.ptr[at] == '\r' && (at + 1 == bytes.len || bytes.ptr[at + 1] != '\n');
}

bool done_text_find_problem(
    struct done_bytes bytes, unsigned refusals, struct done_text_problem *problem)
{
	for (size_t i = 0, length; i < bytes.len; i += length) {
		length = harmless_length(bytes.ptr + i, bytes.len - i);
		if (length)
			continue;
		problem->offset = i;
		problem->is_not_utf8 = false;
		length = done_utf8_length(bytes.ptr + i, bytes.len - i);
		if (length == 0) {
			snprintf(problem->what, sizeof(problem->what),
			    "the byte 0x%02X is not UTF-8", (unsigned char)bytes.ptr[i]);
			problem->is_not_utf8 = true;
			return true;
		}
		if (refusals & DONE_TEXT_RETURN && lone_return(bytes, i)) {
			snprintf(problem->what, sizeof(problem->what),
			    "a carriage return without a newline");
			return true;
		}
		uint32_t character = done_text_character(bytes.ptr + i, length);
		const struct range *range = refused(character, refusals);
		if (range) {
			snprintf(problem->what, sizeof(problem->what), "%s (U+%04X)", range->what,
			    (unsigned)character);
			return true;
		}
	}
	return false;
}

static bool other_encoding(struct done_bytes bytes)
{
	size_t mark;
	enum done_encoding encoding = done_encoding_of(bytes, &mark);

	if (bytes.len >= 2 &&
	    (!memcmp(bytes.ptr, "\xFE\xFF", 2) || !memcmp(bytes.ptr, "\xFF\xFE", 2)))
		return true;
	return encoding != DONE_ENCODING_BYTES && encoding != DONE_ENCODING_NONE;
}

int done_text_check(struct done_bytes bytes, const char *file, size_t max, unsigned refusals,
    struct done_error *err)
{
	if (bytes.len > max) {
		done_error_set(err, DONE_E_POLICY, "the file has %zu bytes: at most %zu are read",
		    bytes.len, max);
		return done_error_place(err, file, 0, 0);
	}
	if (other_encoding(bytes)) {
		done_error_set(
		    err, DONE_E_POLICY, "the file is UTF-16 or UTF-32: save it as UTF-8");
		done_error_cure(err, "save it as UTF-8");
		return done_error_place(err, file, 1, 1);
	}

	struct done_text_problem problem;
	if (!done_text_find_problem(bytes, refusals, &problem))
		return 0;
	char message[160];
	snprintf(message, sizeof(message),
	    problem.is_not_utf8 ? "%s: save the file as UTF-8"
	                        : "%s is not allowed here: delete it",
	    problem.what);
	return done_text_fail(err, file, bytes, problem.offset, message);
}

void done_text_place(struct done_bytes bytes, size_t offset, int *line, int *column)
{
	*line = 1;
	*column = 1;
	for (size_t i = 0; i < offset && i < bytes.len; i++) {
		if (bytes.ptr[i] == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)bytes.ptr[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
}

int done_text_fail(struct done_error *err, const char *file, struct done_bytes bytes, size_t offset,
    const char *message)
{
	int line, column;

	done_text_place(bytes, offset, &line, &column);
	done_error_set(err, DONE_E_POLICY, "%s", message);
	return done_error_place(err, file, line, column);
}
