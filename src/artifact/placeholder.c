/* Looking for placeholders in a passage: who looks where, and what stands around a place. */
#include "placeholder_parts.h"

#include <string.h>
#include <strings.h>

#include "markdown_parts.h"

/* ---- characters ----------------------------------------------------------------------------- */

char done_char_at(const struct done_passage *passage, size_t i)
{
	return i < passage->len ? passage->ptr[i] : '\0';
}

static bool is_ascii_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool placeholder_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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
	while (i < passage->len && placeholder_is_blank(passage->ptr[i]))
		i++;
	return i;
}

size_t done_word_length(const struct done_passage *passage, size_t i)
{
	size_t start = i;

	while (i < passage->len && (is_ascii_word(passage->ptr[i]) || passage->ptr[i] == '\'' ||
	                            (unsigned char)passage->ptr[i] >= 0xC3))
		i++;
	return i - start;
}

size_t done_phrase_behind(const struct done_passage *passage, size_t i, const char *phrase)
{
	size_t start = i;

	for (; *phrase; phrase++) {
		char c = done_char_at(passage, i);

		if (*phrase == ' ' && placeholder_is_blank(c))
			i = done_skip_blanks(passage, i);
		else if (c && done_ascii_lower(c) == done_ascii_lower(*phrase))
			i++;
		else
			return 0;
	}
	return i - start;
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
	if (is_ascii_word(next) || (next && strchr("-./\\+=@#&", next) && is_ascii_word(after)))
		return false;
	return (unsigned char)next < 0x80 ||
	       !is_letter(done_character_at(passage->ptr + behind, passage->len - behind, &length));
}

/* ---- borders -------------------------------------------------------------------------------- */

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
			return found | (i == 1 || placeholder_is_blank(passage->ptr[i - 2])
			                        ? DONE_BORDER_VALUE
			                        : 0);
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
		if (character == '-' && placeholder_is_blank(next))
			return found | DONE_BORDER_VALUE;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(borders); k++) {
			if (borders[k].character == character && !is_ascii_word(next))
				return found | borders[k].behind;
		}
		return found;
	}
	return i < passage->len ? found : found | DONE_BORDER_PASSAGE | DONE_BORDER_LINE;
}

/* ---- looking -------------------------------------------------------------------------------- */

/* A heading is short and may say anything but a mark or a slot. */
static const struct {
	done_placeholder_finder *find;
	bool whole;   /* looks at the passage as such */
	bool heading; /* looks at headings too */
} finders[] = {
	{done_filler_find, true, false},   {done_repeated_find, true, false},
	{done_example_find, false, false}, {done_marker_find, false, true},
	{done_slot_find, false, true},     {done_phrase_find, false, false},
};

static bool may_begin(const struct done_passage *passage, size_t i)
{
	char c = passage->ptr[i];

	if (c == '<' || c == '[' || c == '{' || c == '?')
		return true;
	return is_ascii_word(c) && (i == 0 || !is_ascii_word(passage->ptr[i - 1]));
}

bool done_placeholder_next(const struct done_passage *passage, size_t from, bool strict,
                           struct done_placeholder_found *out)
{
	for (size_t k = 0; from == 0 && k < DONE_ARRAY_SIZE(finders); k++) {
		if (finders[k].whole && (finders[k].heading || !passage->heading) &&
		    finders[k].find(passage, 0, strict, out))
			return true;
	}
	for (size_t i = from; i < passage->len; i++) {
		if (!may_begin(passage, i))
			continue;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(finders); k++) {
			if (!finders[k].whole && (finders[k].heading || !passage->heading) &&
			    finders[k].find(passage, i, strict, out))
				return true;
		}
	}
	return false;
}

const char *done_placeholder_find(const char *text, size_t len, size_t *at, size_t *found_len)
{
	const struct done_passage passage = {.ptr = text, .len = len};
	struct done_placeholder_found found;

	if (!done_placeholder_next(&passage, 0, false, &found))
		return NULL;
	*at = found.at;
	*found_len = found.len;
	return found.name;
}

/* ---- prose ---------------------------------------------------------------------------------- */

#define CODE_MAX 1024 /* what opens and is not closed so near is text */

static const struct {
	const char *open, *close;
	bool to_end; /* not closed, it hides the rest */
} passed[] = {{"<!--", "-->", true}, {"![", ")", false}, {"`", "`", false}};

static size_t run_of_ticks(const char *text, size_t len, size_t i)
{
	size_t nr = 0;

	while ((i == 0 || text[i - 1] != '`') && i + nr < len && text[i + nr] == '`')
		nr++;
	return nr;
}

static size_t placeholder_find_close(const char *text, size_t len, size_t i, size_t k)
{
	size_t open = strlen(passed[k].open), close = strlen(passed[k].close);
	size_t most = passed[k].to_end || len - i < CODE_MAX ? len : i + CODE_MAX;

	/* "`` a ` b ``": as many as at the start. */
	while (*passed[k].open == '`' && i + open < len && text[i + open] == '`')
		close = ++open;
	for (size_t end = i + open; end + close <= most; end++) {
		if (*passed[k].open == '`' ? run_of_ticks(text, len, end) == close
		                           : !memcmp(text + end, passed[k].close, close))
			return end + close - i;
	}
	return passed[k].to_end ? len - i : 0;
}

/* The length of `code`, a comment, or an image at i; 0: nothing of the sort. */
static size_t passed_length(const char *text, size_t len, size_t i)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(passed); k++) {
		size_t open = strlen(passed[k].open);

		if (len - i >= open && !memcmp(text + i, passed[k].open, open))
			return placeholder_find_close(text, len, i, k);
	}
	return 0;
}

struct done_bytes done_prose_of(struct done_arena *arena, const char *text, size_t len)
{
	char *out = done_arena_alloc(arena, len + 1);
	size_t kept = 0;

	for (size_t i = 0; i < len;) {
		size_t hidden = strchr("<!`", text[i]) && text[i] ? passed_length(text, len, i) : 0;

		if (!hidden)
			out[kept++] = text[i++];
		else if (text[i] == '`')
			out[kept++] = '`';
		i += hidden;
	}
	return (struct done_bytes){out, kept};
}
