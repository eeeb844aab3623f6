/* Inside the artifact room: what the readers of sources and scripts ask of a text. */
#ifndef DONE_ARTIFACT_LOAD_PARTS_H
#define DONE_ARTIFACT_LOAD_PARTS_H

#include "done/description.h"
#include "done/load.h"

/* word stands in the text as a whole word: not within another, a file's name or a package. */
bool done_load_has_word(const char *text, size_t len, const char *word);

/* Appends the text with blanks for comments, by the ending of the path: line ends stay. What is of
 * no known ending is taken for a script. */
void done_text_uncomment(struct done_bytes text, const char *path, struct done_buf *out);

#endif
