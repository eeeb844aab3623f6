/* The same words over and over, to have enough of them: "word word word word". */
#include <string.h>

#include "markdown_parts.h"
#include "placeholder_parts.h"

#define LETTERS_MAX 2048 /* what repeats for so long repeats */
#define LETTERS_MIN 6
#define WORDS_MIN 3
#define TIMES_MIN 3

struct letters {
	uint32_t items[LETTERS_MAX];
	uint16_t border[LETTERS_MAX]; /* of each start: its longest part that is start and end */
	size_t nr, words;
	bool real; /* a letter is among them, not digits alone */
};

static uint32_t folded(uint32_t character)
{
	return character >= 'A' && character <= 'Z' ? character + 32 : character;
}

/* From i to the end of the passage, letters and digits only; false: a table's row, or code. */
static bool placeholder_repeated_collect(
    const struct done_passage *passage, struct letters *letters)
{
	bool inside = false;

	for (size_t i = 0, length; i < passage->len && letters->nr < LETTERS_MAX; i += length) {
		uint32_t character = done_character_at(passage->ptr + i, passage->len - i, &length);
		enum done_class class = done_class_of(character);

		if (character == '|' || character == '`')
			return false;
		if (class == DONE_CLASS_SPACE || class == DONE_CLASS_MARK) {
			inside &= class == DONE_CLASS_MARK;
			continue;
		}
		letters->real |= class != DONE_CLASS_DIGIT;
		letters->words += !inside;
		inside = true;
		letters->items[letters->nr++] = folded(character);
	}
	return letters->real;
}

/* Knuth, Morris and Pratt's table: what is left without the longest border is the period. That of a
 * part is never longer: one that is too long already is told at once. */
static size_t period_of(struct letters *letters)
{
	size_t border = 0;

	letters->border[0] = 0;
	for (size_t i = 1; i < letters->nr; i++) {
		while (border > 0 && letters->items[i] != letters->items[border])
			border = letters->border[border - 1];
		border += letters->items[i] == letters->items[border];
		letters->border[i] = (uint16_t)border;
		if ((i + 1 - border) * TIMES_MIN > letters->nr)
			return i + 1 - border;
	}
	return letters->nr - border;
}

bool done_repeated_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	struct letters letters;

	(void)i;
	(void)strict;
	letters.nr = letters.words = 0;
	letters.real = false;
	if (!placeholder_repeated_collect(passage, &letters) ||
	    (letters.nr < LETTERS_MIN && letters.words < WORDS_MIN) ||
	    period_of(&letters) * TIMES_MIN > letters.nr)
		return false;
	*out = (struct done_placeholder_found){.name = "the same words again and again",
	    .kind = DONE_PLACEHOLDER_REPEATED,
	    .at = 0,
	    .len = passage->len};
	return true;
}
