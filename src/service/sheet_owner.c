/* Whether an owner is somebody. */
#include "done/owners.h"
#include "done/placeholder.h"
#include "sheet.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Words that stand where a name should. */
static const char *const nobodies[] = {
    "todo",
    "none",
    "nobody",
    "noone",
    "no one",
    "unknown",
    "unowned",
    "anybody",
    "everybody",
    "everyone",
    "somebody",
    "someone",
    "me",
    "us",
    "you",
    "team",
    "owner",
    "my-team",
    "your-team",
    "team-name",
    "the-team",
    "null",
    "n/a",
    "na",
    "undefined",
    "tba",
    "tbc",
    "tbd",
    "@todo",
    "@team",
    "@owner",
    "@your-team",
    "@my-team",
    "@username",
    "@user",
    "@org/team-name",
};

/* The last part of a name: "@everybody", "@shop/somebody". */
static const char *const owner_nobody[] = {"all", "anybody", "anyone", "changeme", "everybody",
    "everyone", "example", "me", "nobody", "owner", "someone", "somebody", "team-name", "tbd",
    "todo", "user", "username", "your-name", "your-team", "yourname"};
/* Names of examples, whole: what this program prints is the first. */
static const char *const owner_examples[] = {"org/team", "your-org/your-team", "owner/team"};

bool done_owner_is_nobody(const char *owner)
{
	const char *name = owner + strspn(owner, "@"), *last = strrchr(name, '/');

	for (size_t i = 0; i < DONE_ARRAY_SIZE(owner_examples); i++) {
		if (!strcasecmp(name, owner_examples[i]))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(owner_nobody); i++) {
		if (!strcasecmp(last ? last + 1 : name, owner_nobody[i]))
			return true;
	}
	return false;
}

/* "<team>", "{{ owner }}", "[your team]", "$OWNER": to be replaced. */
static bool is_slot(const char *text)
{
	size_t len = strlen(text);
	char first = text[0], last = len ? text[len - 1] : '\0';

	if (strchr(text, '@') && first != '{')
		return false;
	return (first == '<' && last == '>') || (first == '{' && last == '}') ||
	    (first == '[' && last == ']') || first == '$';
}

static bool names_somebody(const char *text)
{
	const struct done_passage passage = {.ptr = text, .len = strlen(text), .answer = true};
	struct done_placeholder_found found;
	size_t letters = 0;

	for (size_t i = 0; text[i]; i++)
		letters += isalnum((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80;
	if (letters < 2 || is_slot(text) || done_owner_is_nobody(text) ||
	    done_placeholder_next(&passage, 0, false, &found))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(nobodies); i++) {
		if (!strcasecmp(nobodies[i], text))
			return false;
	}
	return true;
}

const char *done_sheet_owner(const char *text)
{
	return text && names_somebody(text) ? text : NULL;
}
