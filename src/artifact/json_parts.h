/* Inside the artifact room: the parts of the JSON reader. */
#ifndef DONE_ARTIFACT_JSON_PARTS_H
#define DONE_ARTIFACT_JSON_PARTS_H

#include "formats.h"
#include "text.h"

struct done_json_reader {
	struct done_arena *arena;
	struct done_bytes text;
	struct done_text_at now;
	const char *file;
	enum done_json_dialect dialect;
	struct done_buf open; /* items and members of what is not closed yet: done_value_close() */
	struct done_error *err;
};

/* ---- json_text.c: characters, blanks and comments, strings, names, problems ---- */

static inline char done_json_peek(const struct done_json_reader *reader, size_t ahead)
{
	return done_text_peek(reader->text, &reader->now, ahead);
}
static inline void done_json_step(struct done_json_reader *reader, size_t bytes)
{
	done_text_step(reader->text, &reader->now, bytes);
}
/* DONE_E_POLICY at a place. */
int done_json_fail(
    struct done_json_reader *reader, const struct done_text_at *place, const char *message);
/* Moves to the next token. */
int done_json_skip_blank(struct done_json_reader *reader);
/* The length of the word or number at hand: up to a blank or a mark. */
size_t done_json_word_length(const struct done_json_reader *reader);
/* A string in quotes is at hand. */
int done_json_read_string(struct done_json_reader *reader, struct done_string *out);
/* JSON5's name without quotes is at hand; fails where none is. */
int done_json_read_name(struct done_json_reader *reader, struct done_string *out);

/* What is at hand does not belong there: in plain words, by its first byte. */
int done_json_unexpected(struct done_json_reader *reader);

#endif
