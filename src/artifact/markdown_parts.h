/* Inside the artifact room: plain text out of Markdown, for markdown.c. */
#ifndef DONE_ARTIFACT_MARKDOWN_PARTS_H
#define DONE_ARTIFACT_MARKDOWN_PARTS_H

#include "done/artifact.h"

/* What a character is for counting words (characters.c). */
enum done_class {
	DONE_CLASS_LETTER, /* what no row of the table names */
	DONE_CLASS_DIGIT,
	DONE_CLASS_SPACE,
	DONE_CLASS_MARK,
	DONE_CLASS_TWO,  /* of a script without blanks between words, two letters a word: Chinese,
	                    Japanese */
	DONE_CLASS_FOUR, /* the same with four letters: Thai, Lao, Khmer, Burmese, Korean */
};
#define DONE_CLASSES (DONE_CLASS_FOUR + 1)
enum done_class done_class_by_table(uint32_t character);
uint32_t done_character_beyond(const char *bytes, size_t len, size_t *length);

/* Nearly all of most texts is ASCII, and looked at more than once. */
static inline enum done_class done_class_of(uint32_t character)
{
	if ((character | 0x20) >= 'a' && (character | 0x20) <= 'z')
		return DONE_CLASS_LETTER;
	if (character <= ' ')
		return DONE_CLASS_SPACE;
	if (character >= 0x80)
		return done_class_by_table(character);
	return character >= '0' && character <= '9' ? DONE_CLASS_DIGIT : DONE_CLASS_MARK;
}

/* The character at the start, U+FFFD for a byte that is not UTF-8; *length is never 0. */
static inline uint32_t done_character_at(const char *bytes, size_t len, size_t *length)
{
	if (!len || (unsigned char)*bytes >= 0x80)
		return done_character_beyond(bytes, len, length);
	*length = 1;
	return (unsigned char)*bytes;
}

/*
 * Words of a text: runs between white space that hold a letter. Numbers and addresses (https://…)
 * are none. In a run of a script without blanks each two (Chinese, Japanese) or four letters (Thai,
 * Lao, Khmer, Burmese, Korean) are a word, the rest is one more.
 */
size_t done_words_count(const char *text, size_t len);

/* The same less the placeholders, when nothing but placeholders stands there: 0. */
size_t done_words_count_line(const char *text, size_t len);

/* The same of a passage that was looked at: a paragraph without placeholders is not searched again.
 */
size_t done_passage_words(const struct done_passage *passage, bool holds_placeholders);

/* How much room the arrays of an outline have that passages fill. */
struct done_passage_caps {
	size_t placeholders, paragraphs;
};
/* The placeholders of a passage, and the passage itself, into an outline (passage.c); whether there
 * are any. Words are counted by who calls, by done_passage_words(). */
bool done_outline_add_passage(struct done_arena *arena, struct done_outline *outline,
    struct done_passage_caps *caps, const struct done_passage *passage, int line);

/* Takes HTML comments out of one line; *inside says whether the line begins in one, or ends so. */
void done_html_drop_comments(struct done_buf *line, bool *inside);
void done_html_drop_tags(struct done_buf *line);

/* Length of a front matter block at the start, with its last newline; 0 when there is none. */
size_t done_front_matter_length(struct done_bytes bytes);

#endif
