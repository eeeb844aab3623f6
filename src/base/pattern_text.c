/*
 * What can be told of a pattern from its text: which mode serves it, and whether it speaks of
 * carriage returns or of a byte-order mark, which others do not get to see.
 */
#include "pattern_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define RETURN 13U
#define NO_CHARACTER UINT32_MAX
#define MARK_AS_BYTES "\\xEF\\xBB\\xBF"

bool done_pattern_text_is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

/*
 * Byte mode serves where UTF mode can find nothing else in valid UTF-8: literal ASCII, positive
 * sets of it, repeats, groups, alternatives and line ends. No byte of a longer UTF-8 sequence is
 * ASCII, so no such pattern can begin, end or stop inside of one. Left out is all that may take a
 * character apart ('.', negated sets), classes, which hold more characters than ASCII's, and
 * options, for without case 'k' and 's' have relatives outside of ASCII.
 */
enum done_pattern_needs done_pattern_text_needs(const char *text)
{
	enum done_pattern_needs needs = DONE_PATTERN_BYTES_SERVE;

	for (const char *s = text; *s; s++) {
		if ((unsigned char)*s >= 0x80 || *s == '.')
			return DONE_PATTERN_UTF_ASKED;
		if ((*s == '[' && (s[1] == '^' || s[1] == ':')) || (*s == ':' && s[1] == '^'))
			return DONE_PATTERN_UTF_ASKED;
		if (*s == '(' && (s[1] == '*' || (s[1] == '?' && s[2] != ':')))
			return DONE_PATTERN_UTF_ASKED;
		if (*s != '\\')
			continue;
		s++;
		if (!*s || !strchr("wdsbntr.,:;/\\-_\"'()[]{}|^$*+?#@=<>", *s))
			return DONE_PATTERN_UTF_ASKED;
		if (strchr("wdsb", *s))
			needs = DONE_PATTERN_CLASSES_ASK;
	}
	return needs;
}

/* ---- carriage returns ---- */

static uint32_t pattern_text_number_at(const char *digits, int base, size_t most)
{
	char text[9] = "";

	for (size_t i = 0; i < most && i < sizeof(text) - 1 && isxdigit((unsigned char)digits[i]);
	     i++)
		text[i] = digits[i];
	return *text ? (uint32_t)strtoul(text, NULL, base) : 0;
}

/* The character that an escape stands for, NO_CHARACTER: it is a class or something else. *at is
 * its backslash, and then its last byte. */
static uint32_t escaped(const char **at)
{
	static const char letters[] = "rntfea", values[] = "\r\n\t\f\033\a";
	const char *s = *at + 1, *letter = *s ? strchr(letters, *s) : NULL, *end;

	*at = *s ? s : s - 1;
	if (letter)
		return (unsigned char)values[letter - letters];
	if (*s == 'c' && s[1]) {
		*at = s + 1;
		return (uint32_t)toupper((unsigned char)s[1]) ^ 64U;
	}
	if ((*s == 'x' || *s == 'o') && s[1] == '{' && (end = strchr(s, '}'))) {
		*at = end;
		return pattern_text_number_at(s + 2, *s == 'x' ? 16 : 8, 8);
	}
	if (*s == 'x') {
		*at = s +
		    (isxdigit((unsigned char)s[1]) ? 1 + (isxdigit((unsigned char)s[2]) != 0) : 0);
		return pattern_text_number_at(s + 1, 16, 2);
	}
	if (*s >= '0' && *s <= '7') {
		size_t len = strspn(s, "01234567");

		*at = s + (len < 3 ? len : 3) - 1;
		return pattern_text_number_at(s, 8, 3);
	}
	return isalnum((unsigned char)*s) || !*s ? NO_CHARACTER : (unsigned char)*s;
}

struct set {
	bool is_open, is_negated;
	uint32_t last; /* what may begin a range */
	bool in_range;
};

static void open_or_close(struct set *set, const char **at)
{
	const char *s = *at;

	if (*s == ']' && set->is_open) {
		*set = (struct set){.last = NO_CHARACTER};
	} else if (*s == '[' && !set->is_open) {
		*set = (struct set){true, s[1] == '^', NO_CHARACTER, false};
		s += set->is_negated;
		*at = s + (s[1] == ']');
	}
}

/* One character of the pattern: is it the carriage return, or a range that holds it? */
static bool takes_return(struct set *set, uint32_t character)
{
	bool holds = set->in_range && !set->is_negated && set->last <= RETURN &&
	    character >= RETURN && character != NO_CHARACTER;

	set->in_range = false;
	set->last = set->is_open ? character : NO_CHARACTER;
	return holds || character == RETURN;
}

static bool speaks_of_return(const char *text)
{
	struct set set = {.last = NO_CHARACTER};

	if (!strncmp(text, "(*", 2) && (strstr(text, "(*CR") || strstr(text, "(*ANY")))
		return true;
	for (const char *at = text; *at; at++) {
		uint32_t character = (unsigned char)*at;

		if (*at == '\\' && at[1] == 'R')
			return true;
		if (*at == '[' || *at == ']') {
			open_or_close(&set, &at);
			continue;
		}
		if (*at == '-' && set.is_open && set.last != NO_CHARACTER && at[1] != ']' &&
		    !set.in_range) {
			set.in_range = true;
			continue;
		}
		if (*at == '\\')
			character = escaped(&at);
		if (takes_return(&set, character))
			return true;
	}
	return false;
}

/* ---- byte-order marks ---- */

static bool is_mark_as_bytes(const char *text)
{
	return !strncasecmp(text, MARK_AS_BYTES, strlen(MARK_AS_BYTES));
}

static bool speaks_of_mark(const char *text)
{
	if (strstr(text, "\xEF\xBB\xBF"))
		return true;
	for (text = strchr(text, '\\'); text; text = strchr(text + 1, '\\')) {
		if (is_mark_as_bytes(text) || !strncasecmp(text, "\\x{FEFF}", 8))
			return true;
	}
	return false;
}

unsigned done_pattern_text_sees(const char *text)
{
	return (speaks_of_return(text) ? DONE_PATTERN_SEES_RETURNS : 0U) |
	    (speaks_of_mark(text) ? DONE_PATTERN_SEES_MARK : 0U);
}

void done_pattern_text_spell(struct done_buf *out, const char *text)
{
	while (*text) {
		if (is_mark_as_bytes(text)) {
			done_buf_addstr(out, "\\x{FEFF}");
			text += strlen(MARK_AS_BYTES);
		} else {
			done_buf_addch(out, *text++);
		}
	}
}
