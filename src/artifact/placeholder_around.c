/* What stands around a place of a passage: characters, whole words, borders. */
#include "placeholder_parts.h"

#include <string.h>

#include "markdown_parts.h"

/* ---- characters ---- */

char done_char_at(const struct done_passage *passage, size_t i)
{
	return i < passage->len ? passage->ptr[i] : '\0';
}

/* The character that ends before i; '\0' at the start. */
static uint32_t character_before(const struct done_passage *passage, size_t i, size_t *length)
{
	for (*length = 1; *length <= 4 && *length <= i; ++*length) {
		const char *at = passage->ptr + i - *length;
		size_t whole;

		if (((unsigned char)*at & 0xC0) == 0x80)
			continue;
		uint32_t character = done_character_at(at, *length, &whole);
		if (whole == *length)
			return character;
		break;
	}
	*length = i > 0;
	return i > 0 ? 0xFFFD : 0;
}

static bool is_letter(uint32_t character)
{
	enum done_class class = done_class_of(character);

	return class == DONE_CLASS_LETTER || class == DONE_CLASS_DIGIT || character == '_';
}

size_t done_skip_blanks(const struct done_passage *passage, size_t i)
{
	while (i < passage->len && done_is_blank(passage->ptr[i]))
		i++;
	return i;
}

size_t done_word_length(const struct done_passage *passage, size_t i)
{
	size_t start = i;

	while (i < passage->len &&
	    (done_ascii_is_word(passage->ptr[i]) || passage->ptr[i] == '\'' ||
	        (unsigned char)passage->ptr[i] >= 0xC3))
		i++;
	return i - start;
}

size_t done_phrase_behind(const struct done_passage *passage, size_t i, const char *phrase)
{
	size_t start = i;

	for (; *phrase; phrase++) {
		char c = done_char_at(passage, i);

		if (*phrase == ' ' && done_is_blank(c))
			i = done_skip_blanks(passage, i);
		else if (c && done_ascii_lower(c) == done_ascii_lower(*phrase))
			i++;
		else
			return 0;
	}
	return i - start;
}

/* Behind what is no letter of a word there may be more than one blank, or a mark. */
void done_starts_add(struct done_starts *starts, const char *text)
{
	starts->seconds[(unsigned char)done_ascii_lower(*text)] |=
	    *text && done_ascii_is_word(*text) && done_ascii_is_word(text[1])
	    ? done_starts_bit(text[1])
	    : UINT32_MAX;
}

/* "docs/TODO.md", "todo-list", "@todo", "$TODO": a part of a longer name. */
bool done_stands_alone(const struct done_passage *passage, size_t i, size_t len)
{
	size_t length, behind = i + len;
	uint32_t before = character_before(passage, i, &length);
	char next = done_char_at(passage, behind), after = done_char_at(passage, behind + 1);

	if (i > 0 && (is_letter(before) || (before < 0x80 && strchr("/.@#$%&+=\\-", (int)before))))
		return false;
	if (behind >= passage->len)
		return true;
	if (done_ascii_is_word(next) ||
	    (next && strchr("-./\\+=@#&", next) && done_ascii_is_word(after)))
		return false;
	return (unsigned char)next < 0x80 ||
	    !is_letter(done_character_at(passage->ptr + behind, passage->len - behind, &length));
}

/* ---- borders ---- */

#define BORDER_REACH 32 /* so many blanks and marks are looked through */

static const struct {
	uint32_t character;
	unsigned before, behind; /* kinds of enum done_border; 0: no border there */
} borders[] = {
    {'.', DONE_BORDER_SENTENCE, DONE_BORDER_SENTENCE},
    {'!', DONE_BORDER_SENTENCE, DONE_BORDER_SENTENCE},
    {'?', DONE_BORDER_SENTENCE, DONE_BORDER_SENTENCE},
    {';', DONE_BORDER_SENTENCE, DONE_BORDER_SENTENCE},
    {0x2026, DONE_BORDER_SENTENCE, DONE_BORDER_SENTENCE},
    {0x3002, DONE_BORDER_SENTENCE, DONE_BORDER_SENTENCE},
    {':', DONE_BORDER_VALUE, 0},
    {'=', DONE_BORDER_VALUE, 0},
    {'|', DONE_BORDER_VALUE, DONE_BORDER_VALUE},
    {0x2013, DONE_BORDER_VALUE, DONE_BORDER_VALUE},
    {0x2014, DONE_BORDER_VALUE, DONE_BORDER_VALUE},
};

/* Quotes, emphasis and bullets around a word change nothing; a parenthesis is remembered. */
static bool is_passed_over(uint32_t character, const char *brackets, unsigned *found)
{
	if (character && character < 0x80 && strchr(brackets, (int)character)) {
		*found |= DONE_BORDER_BRACKETS;
		return true;
	}
	if (character == '\n')
		*found |= DONE_BORDER_LINE;
	return done_class_of(character) == DONE_CLASS_SPACE ||
	    (character < 0x80 && character && strchr("*_\"'~>", (int)character)) ||
	    character == 0x2018 || character == 0x2019 || character == 0x201C ||
	    character == 0x201D;
}

unsigned done_border_before(const struct done_passage *passage, size_t i)
{
	unsigned found = 0;
	bool blank = false;
	size_t length;

	for (int steps = 0; i > 0 && steps < BORDER_REACH; steps++, i -= length) {
		uint32_t character = character_before(passage, i, &length);

		if (is_passed_over(character, "([", &found)) {
			blank |= done_class_of(character) == DONE_CLASS_SPACE;
			continue;
		}
		/* " - " is a dash, "co-" is none. */
		if (character == '-' && blank)
			return found |
			    (i == 1 || done_is_blank(passage->ptr[i - 2]) ? DONE_BORDER_VALUE : 0);
		for (size_t k = 0; k < DONE_ARRAY_SIZE(borders); k++) {
			if (borders[k].character == character &&
			    (blank || borders[k].before == DONE_BORDER_VALUE || character >= 0x80))
				return found | borders[k].before;
		}
		return found;
	}
	return i > 0 ? found : found | DONE_BORDER_PASSAGE | DONE_BORDER_LINE;
}

unsigned done_border_behind(const struct done_passage *passage, size_t i)
{
	unsigned found = 0;
	size_t length;

	for (int steps = 0; i < passage->len && steps < BORDER_REACH; steps++, i += length) {
		uint32_t character = done_character_at(passage->ptr + i, passage->len - i, &length);
		char next = done_char_at(passage, i + length);

		if (is_passed_over(character, ")]", &found))
			continue;
		if (character == '-' && done_is_blank(next))
			return found | DONE_BORDER_VALUE;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(borders); k++) {
			if (borders[k].character == character && !done_ascii_is_word(next))
				return found | borders[k].behind;
		}
		return found;
	}
	return i < passage->len ? found : found | DONE_BORDER_PASSAGE | DONE_BORDER_LINE;
}
