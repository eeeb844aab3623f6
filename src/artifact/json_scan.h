/*
 * Inside the artifact room: a walk over the tokens of JSON text, for places only. It decodes and
 * judges nothing: that is Jansson's work. On text that is no JSON it still ends.
 */
#ifndef DONE_ARTIFACT_JSON_SCAN_H
#define DONE_ARTIFACT_JSON_SCAN_H

#include "done/artifact.h"

struct done_json_cursor {
	struct done_bytes text;
	size_t at;
	int line, column; /* of at */
};

void done_json_cursor_start(struct done_json_cursor *cursor, struct done_bytes text);
/* Moves to the next byte that is not white space. */
void done_json_skip_space(struct done_json_cursor *cursor);
/* Moves past one token: a string, a number, a word, or one mark. Returns its bytes. */
struct done_bytes done_json_token(struct done_json_cursor *cursor);

/* The offset where the token begins that holds the byte before end. */
size_t done_json_token_start(struct done_bytes text, size_t end);
/*
 * For a key token at offset at: the offset of the first such key in the same object, spelt alike;
 * at itself when there is none.
 */
size_t done_json_first_key(struct done_bytes text, size_t at);

#endif
