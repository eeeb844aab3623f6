/*
 * Inside the artifact room: what the readers of text formats share. Lines and columns count from
 * 1; a column counts characters, not bytes.
 */
#ifndef DONE_ARTIFACT_TEXT_H
#define DONE_ARTIFACT_TEXT_H

#include "done/artifact.h"

/* What a format does not take. NUL and bytes that are not UTF-8 are always refused. */
enum done_text_refusal {
	DONE_TEXT_CONTROLS = 1U << 0, /* C0 but tab and newline, DEL, C1, U+FFFE, U+FFFF */
	DONE_TEXT_BREAKS = 1U << 1,   /* U+0085, U+2028, U+2029: breaks to some, text to others */
	DONE_TEXT_HIDDEN = 1U << 2,   /* bidi and zero-width controls, tag characters */
	DONE_TEXT_MARK = 1U << 3,     /* U+FEFF, the byte-order mark */
	DONE_TEXT_RETURN = 1U << 4,   /* a carriage return without its newline */
};

/* The first thing refused: its offset, and in words what it is. */
struct done_text_problem {
	size_t offset;
	bool is_not_utf8; /* a byte, where the others are characters */
	char what[80];
};

/* True when bytes hold something that is refused; fills problem. */
bool done_text_find_problem(
    struct done_bytes bytes, unsigned refusals, struct done_text_problem *problem);

/*
 * The same for a whole file: DONE_E_POLICY with place and cure. Also refuses UTF-16 and UTF-32 by
 * name, and more than max bytes.
 */
int done_text_check(struct done_bytes bytes, const char *file, size_t max, unsigned refusals,
    struct done_error *err);

void done_text_place(struct done_bytes bytes, size_t offset, int *line, int *column);

/* DONE_E_POLICY at an offset. */
int done_text_fail(struct done_error *err, const char *file, struct done_bytes bytes, size_t offset,
    const char *message);

/* Where a reader stands that goes from byte to byte. */
struct done_text_at {
	size_t at; /* the offset */
	int line, column;
};

/* The byte there and those behind it; '\0' at the end, which the text itself never holds. In every
 * reader's innermost loop, and so inline. */
static inline char done_text_peek(
    struct done_bytes text, const struct done_text_at *now, size_t ahead)
{
	size_t at = now->at + ahead;

	return at < text.len ? text.ptr[at] : '\0';
}
static inline void done_text_step(struct done_bytes text, struct done_text_at *now, size_t bytes)
{
	for (; bytes > 0 && now->at < text.len; bytes--) {
		unsigned char byte = (unsigned char)text.ptr[now->at++];

		if (byte == '\n') {
			now->line++;
			now->column = 1;
		} else if ((byte & 0xC0) != 0x80) {
			now->column++;
		}
	}
}

/* How many bytes at the start are printable ASCII but '"' and '\': what JSON has as it is. */
size_t done_text_plain_length(const char *text, size_t len);

/* Writes a character as UTF-8, at most 4 bytes; how many. */
size_t done_text_encode(uint32_t character, char *out);

/* The character that starts at bytes; length is what done_utf8_length() gave, above 0. */
uint32_t done_text_character(const char *bytes, size_t length);

#endif
