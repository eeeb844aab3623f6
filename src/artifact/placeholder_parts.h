/* Inside the artifact room: what the tables of placeholders share. */
#ifndef DONE_ARTIFACT_PLACEHOLDER_PARTS_H
#define DONE_ARTIFACT_PLACEHOLDER_PARTS_H

#include "done/placeholder.h"

/* ---- skeleton_slot.c ---- */

/* The line of the first slot that `git done draft` left in code or data, "[Describe what it does]";
 * 0: there is none. Brackets mean other things there, so only its own two words count. */
int done_skeleton_line(struct done_bytes text);

/* placeholder_around.c: what stands directly before a place, or behind it, but for blanks, quotes
 * and emphasis. */
enum done_border {
	DONE_BORDER_PASSAGE = 1,   /* its start or end */
	DONE_BORDER_LINE = 2,      /* a line's start or end */
	DONE_BORDER_SENTENCE = 4,  /* the end of a sentence */
	DONE_BORDER_VALUE = 8,     /* before: ':' or '='; '|' and dashes on either side */
	DONE_BORDER_BRACKETS = 16, /* a parenthesis */
};
unsigned done_border_before(const struct done_passage *passage, size_t i);
unsigned done_border_behind(const struct done_passage *passage, size_t i);

/* The tables are tried at every word of a document: most end at their first letter. */
static inline char done_ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool done_ascii_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_';
}

/* What the texts of a table begin with, caseless: most words of a document begin like none of them,
 * which two letters tell. */
struct done_starts {
	uint32_t seconds[256]; /* by the first byte: a bit for each letter that may follow it */
};
static inline uint32_t done_starts_bit(char c)
{
	c = done_ascii_lower(c);
	return c >= 'a' && c <= 'z' ? UINT32_C(2) << (c - 'a') : 1;
}
void done_starts_add(struct done_starts *starts, const char *text); /* placeholder_around.c */
static inline bool done_starts_may(
    const struct done_starts *starts, const struct done_passage *passage, size_t i)
{
	char second = i + 1 < passage->len ? passage->ptr[i + 1] : '\0';

	return i < passage->len &&
	    (starts->seconds[(unsigned char)done_ascii_lower(passage->ptr[i])] &
	        done_starts_bit(second));
}

/* Caseless, whole words, a blank in it for any white space: its length here, or 0. */
size_t done_phrase_behind(const struct done_passage *passage, size_t i, const char *phrase);
static inline size_t done_phrase_length(
    const struct done_passage *passage, size_t i, const char *phrase)
{
	if (i >= passage->len || done_ascii_lower(passage->ptr[i]) != done_ascii_lower(*phrase))
		return 0;
	return done_phrase_behind(passage, i, phrase);
}
/* Neither letter nor digit touches it, nor what makes it a part of a name ("TODO.md"). */
bool done_stands_alone(const struct done_passage *passage, size_t i, size_t len);
size_t done_skip_blanks(const struct done_passage *passage, size_t i);
/* How long the word (letters, digits, '_', '\'') at i is. */
size_t done_word_length(const struct done_passage *passage, size_t i);
char done_char_at(const struct done_passage *passage, size_t i); /* '\0' behind the end */

/*
 * Each finds its sort at i, or (from 0 alone) in the whole passage. What is found is a passage of
 * text at out->at; out is untouched where there is none.
 */
typedef bool done_placeholder_finder(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out);
done_placeholder_finder done_marker_find, /* TODO and its kin (placeholder_words.c) */
    done_slot_find,                       /* <…>, […], {…}, {{…}} (placeholder_slots.c) */
    done_phrase_find,                     /* "coming soon" (placeholder_phrases.c) */
    done_filler_find,                     /* "n/a" as a whole passage (placeholder_phrases.c) */
    done_repeated_find,                   /* word word word (placeholder_repeated.c) */
    done_mash_find,                       /* asdf jkl qwer (placeholder_mash.c) */
    done_example_find;                    /* our own examples, known templates (…_examples.c) */

/* What a finder finds begins like one of these, so it is asked where a text does. */
typedef void done_placeholder_starter(struct done_starts *out);
done_placeholder_starter done_marker_start, done_slot_start, done_phrase_start, done_example_start;

/* Whether one of the passage begins before until. */
bool done_placeholder_begins(const struct done_passage *passage, size_t until);

#endif
