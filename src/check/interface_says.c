/*
 * Whether a comment or a description says something about what it stands at: not a placeholder, a
 * line of dashes, the name over again, or the word for what anybody sees that it is.
 */
#include "interface.h"

#include "done/placeholder.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* What a tool writes in place of a text, or what stands in the declaration anyway. */
static const char *const says_types[] = {"string", "number", "integer", "boolean", "object",
    "array", "int", "float", "double", "bool", "bytes", "int32", "int64", "uint32", "uint64", "tbd",
    "description", "summary", "comment"};

/* What every declaration of its sort could be called. */
static const char *const says_nouns[] = {"field", "message", "rpc", "service", "enum", "value",
    "type", "argument", "input", "method", "property", "parameter"};
static const char *const says_articles[] = {"the", "a", "an"};

/* Letters of other scripts by their first bytes; punctuation, symbols and emoji are none. */
static bool says_is_letter(unsigned char c)
{
	return isalpha(c) || (c >= 0xC3 && c <= 0xED && c != 0xE2);
}

/* Not "------", "***", "1"; "0-5" says something. */
static bool says_has_word(const char *text)
{
	size_t nr = 0;

	for (; *text && nr < 2; text++)
		nr += says_is_letter((unsigned char)*text) ? 2
		    : isdigit((unsigned char)*text)        ? 1
		                                           : 0;
	return nr >= 2;
}

static const char *says_skip(const char *text)
{
	while (*text && (unsigned char)*text < 0x80 && !isalnum((unsigned char)*text))
		text++;
	return text;
}

/* Behind the word at text, where it is one of the list; NULL. */
static const char *says_behind(const char *text, const char *const *words, size_t nr)
{
	size_t len = 0;

	while (isalnum((unsigned char)text[len]))
		len++;
	for (size_t i = 0; i < nr; i++) {
		if (strlen(words[i]) == len && !strncasecmp(text, words[i], len))
			return says_skip(text + len);
	}
	return NULL;
}

/* Letters and digits of the name, then nothing but words for its sort. */
static bool says_the_name(const char *text, const char *name)
{
	for (;; text++, name++) {
		text = says_skip(text);
		name = says_skip(name);
		if (!*text || !*name)
			break;
		if (tolower((unsigned char)*text) != tolower((unsigned char)*name))
			return false;
	}
	while (!*name && text && *text)
		text = says_behind(text, says_nouns, DONE_ARRAY_SIZE(says_nouns));
	return !*name && text;
}

/* "// Place order.", "// The PlaceOrder rpc." of PlaceOrder */
static bool says_only_the_name(const char *text, const char *name)
{
	const char *behind =
	    says_behind(says_skip(text), says_articles, DONE_ARRAY_SIZE(says_articles));

	return says_the_name(text, name) || (behind && says_the_name(behind, name));
}

static bool says_a_type(const char *text)
{
	const char *behind = says_behind(says_skip(text), says_types, DONE_ARRAY_SIZE(says_types));

	return behind && !*behind;
}

bool done_check_interface_says(const char *text, const char *name)
{
	size_t at, len;

	return says_has_word(text) && !says_only_the_name(text, name) && !says_a_type(text) &&
	    !done_placeholder_find(text, strlen(text), &at, &len);
}
