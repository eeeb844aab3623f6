/* Slots of a template: "<your name>", "[Describe the service here]", "{{ name }}". */
#include <string.h>
#include <strings.h>

#include "placeholder_parts.h"

#define SLOT_MAX 240
#define BRACES_MAX 80

/*
 * How the text of a slot begins. `words`: it has so many at least, for one alone may be a tag, an
 * option or a link that is not defined: "[add]".
 */
static const struct {
	const char *start;
	size_t words;
	bool blanks; /* parted by blanks, not by '-' or '_' as an option's name */
} starts[] = {
    {"your", 2, false},
    {"insert", 2, false},
    {"describe", 2, false},
    {"replace", 2, false},
    {"explain", 2, true},
    {"fill", 2, true},
    {"enter", 3, true},
    {"write", 3, true},
    {"provide", 3, true},
    {"specify", 3, true},
    {"add", 3, true},
    {"put", 3, true},
    {"list the", 3, true},
    {"list all", 3, true},
    {"list your", 3, true},
    {"list every", 2, true},
    {"list everyone", 3, true},
    {"mention", 3, true},
    {"state", 3, true},
    {"choose", 3, true},
    {"summarize", 2, true},
    {"summarise", 2, true},
    {"todo", 1, false},
    {"tbd", 1, false},
    {"fixme", 1, false},
    {"placeholder", 1, false},
    {"coming soon", 2, false},
    {"to be", 3, true},
    {"name of", 3, true},
    {"title of", 3, true},
    {"description of", 3, true},
    {"link to", 3, true},
    {"short", 2, true},
    {"brief", 2, true},
    {"one sentence", 2, true},
    {"one paragraph", 2, true},
    {"a short", 3, true},
    {"a brief", 3, true},
    {"project name", 2, false},
    {"project title", 2, false},
    {"service name", 2, false},
    {"company name", 2, false},
    {"team name", 2, false},
    {"product name", 2, false},
    {"project description", 2, false},
    {"service description", 2, false},
    {"app name", 2, false},
    {"repo name", 2, true},
    {"text here", 2, true},
    {"description here", 2, true},
};

static const struct {
	char open, close;
	const char *name;
} brackets[] = {
    {'<', '>', "<your \xE2\x80\xA6>"},
    {'[', ']', "[your \xE2\x80\xA6]"},
    {'{', '}', "{your \xE2\x80\xA6}"},
};

/* What a static site's generator or a pipeline fills in, not a person. */
static const char *const namespaces[] = {"site", "page", "env", "secrets", "github", "vars",
    "matrix", "inputs", "steps", "config", "layout", "post", "Values", "Release", "Chart",
    "include", "this", "item", "params", "forloop", "toc", "content", "runner"};

/* Tags that may hold several words without '='. */
static const char *const tags[] = {
    "input",
    "video",
    "audio",
    "script",
    "details",
    "dialog",
    "ol",
    "select",
    "option",
    "button",
    "textarea",
    "form",
    "iframe",
    "img",
    "link",
    "track",
    "fieldset",
    "template",
    "a",
    "p",
    "div",
    "span",
    "table",
    "tr",
    "td",
    "th",
    "br",
    "hr",
    "object",
};

/* ---- brackets ---- */

static size_t placeholder_slots_find_close(
    const struct done_passage *passage, size_t i, char open, char close, size_t most)
{
	for (size_t end = i; end < passage->len && end - i < most; end++) {
		char c = passage->ptr[end];

		if (c == close)
			return end;
		if (c == open || !c)
			return 0;
	}
	return 0;
}

static bool is_name_part(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c && strchr("_$#%\\@]!&", c));
}

static size_t count_words(const struct done_passage *passage, size_t i, size_t end, bool blanks)
{
	size_t nr = 0;
	bool inside = false;

	for (; i < end; i++) {
		bool gap = strchr(blanks ? " \t\n" : " \t\n-_", passage->ptr[i]) != NULL;

		nr += !gap && !inside;
		inside = !gap;
	}
	return nr;
}

/* "your-service" begins with "your" too. */
static bool begins_with(const struct done_passage *passage, size_t i, size_t end, const char *start)
{
	for (; *start; start++, i++) {
		char c = done_char_at(passage, i);

		if (i >= end ||
		    (*start == ' ' ? !strchr(" \t\n-_", c) : strncasecmp(&c, start, 1) != 0))
			return false;
	}
	return i == end || !done_word_length(passage, i) || passage->ptr[i] == '_' ||
	    (unsigned char)passage->ptr[i] >= 0x80;
}

static bool ends_in_here(const struct done_passage *passage, size_t i, size_t end)
{
	static const char *const tails[] = {" here", " here please", " please", "_HERE"};

	for (size_t k = 0; k < DONE_ARRAY_SIZE(tails); k++) {
		size_t len = strlen(tails[k]);

		if (end - i > len && !strncasecmp(passage->ptr + end - len, tails[k], len))
			return true;
	}
	return false;
}

static bool is_slot_text(const struct done_passage *passage, size_t i, size_t end)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(starts); k++) {
		if (begins_with(passage, i, end, starts[k].start) &&
		    count_words(passage, i, end, starts[k].blanks) >= starts[k].words)
			return true;
	}
	return ends_in_here(passage, i, end);
}

/* For the strict: "<two words>" that are no tag. */
static bool is_two_words(const struct done_passage *passage, size_t i, size_t end)
{
	size_t len = done_word_length(passage, i);

	for (size_t k = 0; k < DONE_ARRAY_SIZE(tags); k++) {
		if (strlen(tags[k]) == len && !strncasecmp(tags[k], passage->ptr + i, len))
			return false;
	}
	return len > 0 && count_words(passage, i, end, true) >= 2;
}

static bool find_brackets(const struct done_passage *passage, size_t i, bool strict,
    struct done_placeholder_found *out, size_t kind)
{
	size_t end = placeholder_slots_find_close(
	    passage, i + 1, brackets[kind].open, brackets[kind].close, SLOT_MAX);
	size_t start = done_skip_blanks(passage, i + 1), stop = end;
	char behind = end ? done_char_at(passage, end + 1) : '\0';

	if (!end || (i > 0 && is_name_part(passage->ptr[i - 1])) ||
	    (brackets[kind].open == '<' && start > i + 1))
		return false;
	/* "/users/{your_id}": a path. */
	if (brackets[kind].open == '{' && i > 0 && passage->ptr[i - 1] == '/')
		return false;
	/* "[text](target)", "[text][name]": a link. */
	if (brackets[kind].open == '[' && (behind == '(' || behind == '['))
		return false;
	while (stop > start && strchr(" \t\n.!", passage->ptr[stop - 1]))
		stop--;
	/* Attributes of a tag, alternatives of a usage, a map. */
	for (size_t k = start; k < stop; k++) {
		if (strchr("=|\"`", passage->ptr[k]) || (kind == 2 && passage->ptr[k] == ':'))
			return false;
	}
	if (start >= stop ||
	    (!is_slot_text(passage, start, stop) &&
	        !(strict && kind == 0 && is_two_words(passage, start, stop))))
		return false;
	*out = (struct done_placeholder_found){
	    .name = brackets[kind].name, .at = i, .len = end + 1 - i};
	return true;
}

/* ---- double braces ---- */

static bool is_generated(const struct done_passage *passage, size_t start, size_t end)
{
	size_t len = done_word_length(passage, start);

	/* A function's name alone is one too: {{ content }}. */
	for (size_t k = 0; k < DONE_ARRAY_SIZE(namespaces); k++) {
		if (strlen(namespaces[k]) == len &&
		    !strncmp(namespaces[k], passage->ptr + start, len) &&
		    (start + len >= end || strchr(" .-", passage->ptr[start + len])))
			return true;
	}
	return false;
}

static bool find_braces(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	size_t end = placeholder_slots_find_close(passage, i + 2, '{', '}', BRACES_MAX);
	size_t start = done_skip_blanks(passage, i + 2), stop = end;

	if (!end || done_char_at(passage, end + 1) != '}' ||
	    (i > 0 && strchr("$\\{", passage->ptr[i - 1])))
		return false;
	while (stop > start && strchr(" \t\n", passage->ptr[stop - 1]))
		stop--;
	for (size_t k = start; k < stop && !strict; k++) {
		char c = passage->ptr[k];

		if (!is_name_part(c) && !strchr(" \t\n.-'", c) && (unsigned char)c < 0x80)
			return false;
		if (strchr("$#%\\@]!&", c))
			return false;
	}
	if (start >= stop ||
	    (!strict && (!done_word_length(passage, start) || is_generated(passage, start, stop))))
		return false;
	*out = (struct done_placeholder_found){
	    .name = "{{ \xE2\x80\xA6 }}", .at = i, .len = end + 2 - i};
	return true;
}

void done_slot_start(struct done_starts *out)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(brackets); k++)
		done_starts_add(out, (const char[]){brackets[k].open, '\0'});
}

bool done_slot_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	char c = passage->ptr[i];

	if (c == '{' && done_char_at(passage, i + 1) == '{')
		return find_braces(passage, i, strict, out);
	for (size_t k = 0; k < DONE_ARRAY_SIZE(brackets); k++) {
		if (brackets[k].open == c)
			return find_brackets(passage, i, strict, out, k);
	}
	return false;
}
