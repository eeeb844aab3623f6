/*
 * The sets of a glob: [a-z], [!a-z], [[:alpha:]], with the meaning that git's wildmatch gives them.
 */
#include "glob_parts.h"

#include <string.h>

static bool is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(unsigned char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alpha(unsigned char c)
{
	return is_upper(c) || is_lower(c);
}

static bool is_alnum(unsigned char c)
{
	return is_alpha(c) || is_digit(c);
}

static bool glob_set_is_blank(unsigned char c)
{
	return c == ' ' || c == '\t';
}

/* As git has it: no vertical tab, no form feed. */
static bool is_space(unsigned char c)
{
	return glob_set_is_blank(c) || c == '\n' || c == '\r';
}

static bool is_cntrl(unsigned char c)
{
	return c < 0x20 || c == 0x7F;
}

static bool is_print(unsigned char c)
{
	return c >= 0x20 && c < 0x7F;
}

static bool is_graph(unsigned char c)
{
	return is_print(c) && c != ' ';
}

static bool is_punct(unsigned char c)
{
	return is_graph(c) && !is_alnum(c);
}

static bool is_xdigit(unsigned char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static const struct named_class {
	const char *name;
	bool (*holds)(unsigned char c);
} classes[] = {
    {"alnum", is_alnum},
    {"alpha", is_alpha},
    {"blank", glob_set_is_blank},
    {"cntrl", is_cntrl},
    {"digit", is_digit},
    {"graph", is_graph},
    {"lower", is_lower},
    {"print", is_print},
    {"punct", is_punct},
    {"space", is_space},
    {"upper", is_upper},
    {"xdigit", is_xdigit},
};

static void add_range(struct done_glob_set *set, unsigned char first, unsigned char last)
{
	for (unsigned c = first; c <= last; c++)
		set->words[c / 64] |= UINT64_C(1) << (c % 64);
}

static bool add_class(struct done_glob_set *set, const char *name, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(classes); i++) {
		if (strlen(classes[i].name) != len || memcmp(classes[i].name, name, len) != 0)
			continue;
		for (unsigned c = 0; c < 256; c++) {
			if (classes[i].holds((unsigned char)c))
				add_range(set, (unsigned char)c, (unsigned char)c);
		}
		return true;
	}
	return false;
}

/* The length of "[:name:]" at text, 0 when it is an ordinary '[' there. */
static size_t class_length(const char *text)
{
	size_t len;

	if (text[0] != '[' || text[1] != ':')
		return 0;
	len = strcspn(text + 2, "]");
	if (text[2 + len] != ']' || len == 0 || text[2 + len - 1] != ':')
		return 0;
	return 2 + len + 1;
}

/* One byte of a set, quoted or not; moves *text past it. False at the end of the glob. */
static bool read_byte(const char **text, unsigned char *out)
{
	if (**text == '\\')
		++*text;
	if (!**text)
		return false;
	*out = (unsigned char)*(*text)++;
	return true;
}

static const char not_closed[] = "'[' is not closed";

/* A byte, or a range of bytes, at *text. */
static const char *read_range(const char **text, struct done_glob_set *set)
{
	unsigned char first, last;

	if (!read_byte(text, &first))
		return not_closed;
	last = first;
	if ((*text)[0] == '-' && (*text)[1] && (*text)[1] != ']') {
		++*text;
		if (!read_byte(text, &last))
			return not_closed;
		/* A range that runs backwards still holds its first byte, as in wildmatch. */
		add_range(set, first, first);
	}
	add_range(set, first, last);
	return NULL;
}

const char *done_glob_read_set(const char *text, struct done_glob_set *set, size_t *len)
{
	struct done_glob_set found = {{0}};
	const char *start = text++;
	bool negated = *text == '!' || *text == '^';

	text += negated;
	/* A ']' in the first place is an ordinary byte. */
	for (bool first = true; first || *text != ']'; first = false) {
		size_t length = class_length(text);
		const char *problem;

		if (length && !add_class(&found, text + 2, length - 4))
			return "unknown class in '[[:...:]]'";
		text += length;
		problem = length ? NULL : read_range(&text, &found);
		if (problem)
			return problem;
	}
	for (size_t i = 0; negated && i < 4; i++)
		found.words[i] = ~found.words[i];
	found.words['/' / 64] &= ~(UINT64_C(1) << ('/' % 64));
	*set = found;
	*len = (size_t)(text + 1 - start);
	return NULL;
}
