/* Words that stand for text that is missing: TODO, FIXME, TBD, XXX. */
#include <string.h>
#include <strings.h>

#include "placeholder_parts.h"

#define QUOTATION_MAX 200
#define WORD_MAX 8

enum rule {
	RULE_TASK,   /* an ordinary word where it is small: "the todo list" */
	RULE_ALWAYS, /* nothing else, however it is written */
	RULE_VALUE,  /* only where a value is expected, or before a colon: "XXX days" is none */
	RULE_WHOLE,  /* only as a whole text */
	RULE_SHOUT,  /* in capitals alone */
};

static const struct marker {
	const char *word;
	enum rule rule;
} markers[] = {
    {"TODO", RULE_TASK},
    {"FIXME", RULE_TASK},
    {"TBD", RULE_ALWAYS},
    {"TBA", RULE_VALUE},
    {"TBC", RULE_VALUE},
    {"TBW", RULE_VALUE},
    {"XXX", RULE_VALUE},
    {"WIP", RULE_WHOLE},
    {"CHANGEME", RULE_SHOUT},
    {"CHANGE_ME", RULE_SHOUT},
    {"REPLACEME", RULE_SHOUT},
    {"REPLACE_ME", RULE_SHOUT},
    {"FILLME", RULE_SHOUT},
    {"FILL_ME", RULE_SHOUT},
    {"FILL_ME_IN", RULE_SHOUT},
    {"PLACEHOLDER", RULE_SHOUT},
    {"FILLMEIN", RULE_SHOUT},
    {"INSERT_HERE", RULE_SHOUT},
    {"YOUR_TEXT_HERE", RULE_SHOUT},
};

/* "todo write this down": what nobody would say of a program called todo. */
static const char *const verbs[] = {
    "write",
    "describe",
    "document",
    "explain",
    "fill",
    "define",
    "decide",
    "specify",
    "clarify",
    "complete",
    "expand",
    "elaborate",
    "finish",
    "rewrite",
};

/* "add a TODO": what is left in code, not in this text. */
static const char *const leaves[] = {
    "add", "adds", "adding", "leave", "leaves", "leaving", "file", "write", "open"};

/* "the TODO list", "TODO and FIXME comments": the word is spoken of, not used. */
static const char *const nouns[] = {
    "list",
    "lists",
    "app",
    "apps",
    "application",
    "applications",
    "item",
    "items",
    "comment",
    "comments",
    "service",
    "services",
    "api",
    "apis",
    "file",
    "files",
    "tag",
    "tags",
    "marker",
    "markers",
    "manager",
    "tracker",
    "board",
    "entry",
    "entries",
    "example",
    "examples",
    "keyword",
    "demo",
    "keywords",
    "annotation",
    "annotations",
    "plugin",
    "mvc",
    "task",
    "tasks",
    "note",
    "notes",
    "sample",
    "backend",
    "frontend",
    "column",
};
static const char *const determiners[] = {
    "every", "each", "any", "no", "many", "all", "these", "those", "such", "some"};
static const char *const joints[] = {"and", "or", "nor", "TODO", "FIXME", "XXX", "TBD", "HACK"};

static bool placeholder_words_is_one_of(
    const struct done_passage *passage, size_t i, size_t len, const char *const *words, size_t nr)
{
	for (size_t k = 0; k < nr; k++) {
		if (strlen(words[k]) == len && !strncasecmp(words[k], passage->ptr + i, len))
			return true;
	}
	return false;
}

#define IS_ONE_OF(passage, i, len, words) \
	placeholder_words_is_one_of(passage, i, len, words, DONE_ARRAY_SIZE(words))

/* ---- what stands around ---- */

/* "Owner: "TODO"": what is quoted is the value itself. */
static bool follows_key(const struct done_passage *passage, size_t i)
{
	while (i > 0 && passage->ptr[i - 1] == ' ')
		i--;
	return i > 0 && (passage->ptr[i - 1] == ':' || passage->ptr[i - 1] == '=');
}

static bool is_quoted(const struct done_passage *passage, size_t i, size_t len)
{
	static const char *const quotes[][2] = {
	    {"\"", "\""},
	    {"'", "'"},
	    {"\xE2\x80\x9C", "\xE2\x80\x9D"},
	    {"\xE2\x80\x98", "\xE2\x80\x99"},
	    {"\xC2\xAB", "\xC2\xBB"},
	};

	for (size_t k = 0; k < DONE_ARRAY_SIZE(quotes); k++) {
		size_t open = strlen(quotes[k][0]), close = strlen(quotes[k][1]);

		/* A whole passage in quotes speaks of nothing. */
		if (i >= open && !memcmp(passage->ptr + i - open, quotes[k][0], open) &&
		    passage->len - (i + len) >= close &&
		    !memcmp(passage->ptr + i + len, quotes[k][1], close) &&
		    passage->len > open + len + close)
			return !follows_key(passage, i - open);
	}
	return false;
}

/* "TODO(ada): think": quoted from its first word on, and the passage is more than that. */
static bool opens_quotation(const struct done_passage *passage, size_t i)
{
	static const char *const quotes[][2] = {
	    {"\"", "\""},
	    {"\xE2\x80\x9C", "\xE2\x80\x9D"},
	    {"\xC2\xAB", "\xC2\xBB"},
	};

	for (size_t k = 0; k < DONE_ARRAY_SIZE(quotes); k++) {
		size_t open = strlen(quotes[k][0]), close = strlen(quotes[k][1]);

		if (i <= open || memcmp(passage->ptr + i - open, quotes[k][0], open) != 0 ||
		    !(done_char_at(passage, i - open - 1) == ' ' ||
		        done_char_at(passage, i - open - 1) == '('))
			continue;
		for (size_t end = i; end + close <= passage->len && end - i < QUOTATION_MAX; end++)
			if (!memcmp(passage->ptr + end, quotes[k][1], close))
				return !follows_key(passage, i - open);
	}
	return false;
}

/* The word that ends before i, blanks between not counted; its length, 0: there is none. */
static size_t word_before(const struct done_passage *passage, size_t i, size_t *start)
{
	size_t end = i;

	while (end > 0 && strchr(" \t\n", passage->ptr[end - 1]) && passage->ptr[end - 1])
		end--;
	*start = end;
	while (end<i && * start> 0 && end - *start < WORD_MAX &&
	    ((passage->ptr[*start - 1] | 0x20) >= 'a' && (passage->ptr[*start - 1] | 0x20) <= 'z'))
		--*start;
	return end - *start;
}

static bool follows_determiner(const struct done_passage *passage, size_t i)
{
	static const char *const articles[] = {"a", "the"};
	size_t start, len = word_before(passage, i, &start);

	if (IS_ONE_OF(passage, start, len, determiners))
		return true;
	if (!IS_ONE_OF(passage, start, len, articles))
		return false;
	len = word_before(passage, start, &start);
	return IS_ONE_OF(passage, start, len, leaves);
}

#define JOINTS_MAX 8

static bool is_before_noun(const struct done_passage *passage, size_t i)
{
	for (int steps = 0; steps < JOINTS_MAX; steps++) {
		while (i < passage->len && strchr(" \t\n,/*_", passage->ptr[i]) && passage->ptr[i])
			i++;
		size_t len = done_word_length(passage, i);

		if (IS_ONE_OF(passage, i, len, nouns))
			return true;
		if (!len || !IS_ONE_OF(passage, i, len, joints))
			return false;
		i += len;
	}
	return false;
}

/* "TODO:", "TODO(ada):", but no "todo://". */
static bool is_before_colon(const struct done_passage *passage, size_t i)
{
	if (done_char_at(passage, i) == '(') {
		size_t end = i;

		while (end - i < 40 && done_char_at(passage, end) && passage->ptr[end] != ')')
			end++;
		i = end + (done_char_at(passage, end) == ')');
	}
	while (i < passage->len && strchr("* ", passage->ptr[i]) && passage->ptr[i])
		i++;
	return done_char_at(passage, i) == ':' && done_char_at(passage, i + 1) != '/' &&
	    done_char_at(passage, i + 1) != ':';
}

static bool is_value(const struct done_passage *passage, size_t i, size_t len)
{
	static const unsigned any =
	    DONE_BORDER_PASSAGE | DONE_BORDER_VALUE | DONE_BORDER_BRACKETS | DONE_BORDER_SENTENCE;

	return (done_border_before(passage, i) & any) &&
	    (done_border_behind(passage, i + len) & any);
}

static bool is_whole(const struct done_passage *passage, size_t i, size_t len)
{
	unsigned behind = done_border_behind(passage, i + len);

	return (done_border_before(passage, i) & DONE_BORDER_PASSAGE) &&
	    ((behind & DONE_BORDER_PASSAGE) ||
	        ((behind & DONE_BORDER_SENTENCE) && i + len + 3 > passage->len));
}

/* ---- the rules ---- */

static bool is_told_to_somebody(const struct done_passage *passage, size_t i, size_t len)
{
	unsigned before = done_border_before(passage, i);
	size_t next = done_skip_blanks(passage, i + len);

	if (!(before &
	        (DONE_BORDER_PASSAGE | DONE_BORDER_LINE | DONE_BORDER_SENTENCE | DONE_BORDER_VALUE |
	            DONE_BORDER_BRACKETS)))
		return false;
	if (is_before_colon(passage, i + len))
		return true;
	return (before & ~(unsigned)DONE_BORDER_LINE) && next > i + len &&
	    IS_ONE_OF(passage, next, done_word_length(passage, next), verbs);
}

static bool is_capitals(const struct done_passage *passage, size_t i, const char *word)
{
	return !memcmp(passage->ptr + i, word, strlen(word));
}

static bool holds_task(const struct done_passage *passage, size_t i, const struct marker *marker)
{
	size_t len = strlen(marker->word);
	bool capitals = is_capitals(passage, i, marker->word);

	if (is_quoted(passage, i, len) || opens_quotation(passage, i))
		return false;
	if (is_before_colon(passage, i + len) && capitals)
		return true;
	if (capitals)
		return !follows_determiner(passage, i) && !is_before_noun(passage, i + len);
	if (passage->heading)
		return false;
	return is_told_to_somebody(passage, i, len) || is_value(passage, i, len);
}

static bool placeholder_words_holds(
    const struct done_passage *passage, size_t i, const struct marker *marker)
{
	size_t len = strlen(marker->word);

	switch (marker->rule) {
	case RULE_TASK:
		return holds_task(passage, i, marker);
	case RULE_ALWAYS:
		return !is_quoted(passage, i, len) && !is_before_noun(passage, i + len);
	case RULE_VALUE:
		if (is_quoted(passage, i, len))
			return false;
		return (!passage->heading && is_value(passage, i, len)) ||
		    (is_capitals(passage, i, marker->word) && is_told_to_somebody(passage, i, len));
	case RULE_WHOLE:
		return !passage->heading && !passage->is_item && is_whole(passage, i, len);
	default:
		return is_capitals(passage, i, marker->word) && !is_quoted(passage, i, len);
	}
}

void done_marker_start(struct done_starts *out)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(markers); k++)
		done_starts_add(out, markers[k].word);
}

bool done_marker_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(markers); k++) {
		const struct marker *marker = &markers[k];
		size_t len = done_phrase_length(passage, i, marker->word);

		if (!len || len != strlen(marker->word) || !done_stands_alone(passage, i, len))
			continue;
		if (!(strict && marker->rule != RULE_SHOUT) &&
		    !placeholder_words_holds(passage, i, marker))
			return false;
		*out = (struct done_placeholder_found){.name = marker->word, .at = i, .len = len};
		return true;
	}
	return false;
}
