/* File names that were probably meant as another one: what people and editors get wrong in them. */
#include "name_parts.h"

#include <string.h>

#define STEM_MAX 32

/* Endings of YAML, of what is taken for it, and slips in them: one dot each, at the front. */
static const char *const endings[] = {".yaml", ".ymal", ".yalm", ".yamll", ".json", ".toml", ".yml",
    ".ylm", ".myl", ".yam", ".ymll", ".txt", ".yl", ".ym"};

static char name_near_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* The last nr bytes of a name, from a dot on. */
static bool is_ending(const char *tail, size_t nr)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t same = 1;

		while (same < nr && endings[i][same] == name_near_lower(tail[same]))
			same++;
		if (same == nr && !endings[i][nr])
			return true;
	}
	return false;
}

/* Without its endings, "a.yml.txt" has two: the length; *nr says how many there were. */
static size_t cut_endings(const char *name, size_t *nr)
{
	size_t len = strlen(name), dot;

	for (*nr = 0;; ++*nr) {
		for (dot = len; dot > 0 && name[dot - 1] != '.';)
			dot--;
		if (dot < 2 || !is_ending(name + dot - 1, len - (dot - 1)))
			return len;
		len = dot - 1;
	}
}

/* The letters and digits of it, small: ".Git_Done" and "git-done" are one. 0: too long. */
static size_t take_stem(const char *name, size_t len, char out[STEM_MAX + 1])
{
	size_t nr = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)name_near_lower(name[i]);

		if (c >= 0x80 || c == '.' || c == '-' || c == '_' || c == ' ')
			continue;
		if (nr == STEM_MAX)
			return 0;
		out[nr++] = (char)c;
	}
	out[nr] = '\0';
	return nr;
}

bool done_file_name_is_near(const char *name, const char *wanted)
{
	char stem[STEM_MAX + 1], other[STEM_MAX + 1];
	size_t endings_nr, len = cut_endings(name, &endings_nr), ignored;

	if (!strcmp(name, wanted))
		return false;
	/* "git-done" may be the program itself. */
	if (!endings_nr && name[0] != '.')
		return false;
	if (!take_stem(name, len, stem) || !take_stem(wanted, cut_endings(wanted, &ignored), other))
		return false;
	if (!strcmp(stem, other))
		return true;
	/* A slip in a short word makes another word of it: "none.yml" is not "done.yml". */
	return endings_nr && strlen(other) >= 7 && strlen(stem) + 1 >= strlen(other) &&
	    strlen(stem) <= strlen(other) + 1 && done_name_slips(stem, other) == 1;
}
