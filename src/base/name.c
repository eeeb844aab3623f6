/*
 * Names that people write: the one they probably meant, and paths of a policy.
 */
#include "name_parts.h"

#include <string.h>

#define LONGEST_NAME 64

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Whatever the locale. */
static char name_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool name_same(char a, char b)
{
	return name_lower(a) == name_lower(b);
}

/* Insertions, deletions, replacements, and swaps of neighbours, that lead from a to b. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][LONGEST_NAME + 1];
	size_t *older = rows[0], *last = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b_len; j++)
		last[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *spare = older;

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = least(last[j], row[j - 1]) + 1;
			row[j] = least(row[j], last[j - 1] + !name_same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && name_same(a[i - 1], b[j - 2]) &&
			    name_same(a[i - 2], b[j - 1]))
				row[j] = least(row[j], older[j - 2] + 1);
		}
		older = last;
		last = row;
		row = spare;
	}
	return last[b_len];
}

size_t done_name_slips(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b);

	if (a_len > LONGEST_NAME || b_len > LONGEST_NAME)
		return a_len > b_len ? a_len : b_len;
	return distance(a, a_len, b, b_len);
}

static size_t common_start(const char *a, const char *b)
{
	size_t nr = 0;

	while (a[nr] && name_same(a[nr], b[nr]))
		nr++;
	return nr;
}

/* How many letters two names have in common at their start and at their end. */
static size_t common_letters(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b), start = common_start(a, b), end = 0;

	while (end < a_len - start && end < b_len - start &&
	    name_same(a[a_len - 1 - end], b[b_len - 1 - end]))
		end++;
	return start + end;
}

/* The one that name is the beginning of, where there is one alone: "crit" is "criteria". */
static const char *find_shortened(const char *name, const char *const *names, size_t nr)
{
	const char *found = NULL;
	size_t len = strlen(name);

	for (size_t i = 0; len >= 3 && i < nr; i++) {
		if (strlen(names[i]) > LONGEST_NAME || common_start(name, names[i]) < len)
			continue;
		if (found)
			return NULL;
		found = names[i];
	}
	return found;
}

/*
 * Of those that are as far away, the one that has more letters of it: to leave one out
 * ("fil" for "file") is likelier than to put a wrong one ("fil" for "fix").
 */
const char *done_name_nearest(const char *name, const char *const *names, size_t nr)
{
	size_t len = strlen(name);
	/* One slip in a short name, one in three letters of a long one: more is another word. */
	size_t best = (len < 6 ? 1 : len / 3) + 1, shared = 0;
	const char *nearest = NULL;

	if (len < 2 || len > LONGEST_NAME)
		return NULL;
	for (size_t i = 0; i < nr; i++) {
		size_t other = strlen(names[i]), far, common;

		if (other > LONGEST_NAME)
			continue;
		far = distance(name, len, names[i], other);
		common = common_letters(name, names[i]);
		if (far < best || (nearest && far == best && common > shared)) {
			best = far;
			shared = common;
			nearest = names[i];
		}
	}
	return nearest ? nearest : find_shortened(name, names, nr);
}

static const char *part_problem(const char *part, size_t len)
{
	if (len == 0)
		return "has an empty part";
	if (len == 1 && part[0] == '.')
		return "has a part '.'";
	if (len == 2 && memcmp(part, "..", 2) == 0)
		return "climbs out by '..'";
	return NULL;
}

static bool has_control(const char *path)
{
	for (const unsigned char *s = (const unsigned char *)path; *s; s++) {
		if (*s < 0x20 || *s == 0x7F)
			return true;
		if (s[0] == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F) /* C1 in UTF-8 */
			return true;
	}
	return false;
}

const char *done_path_problem(const char *path)
{
	if (!path[0])
		return "is empty";
	if (strlen(path) > 4095)
		return "is longer than 4095 bytes";
	if (path[0] == '/')
		return "is absolute";
	if (has_control(path))
		return "has a control character";
	for (const char *part = path;;) {
		size_t len = strcspn(part, "/");
		const char *problem = part_problem(part, len);

		if (problem)
			return problem;
		if (!part[len])
			return NULL;
		part += len + 1;
	}
}

bool done_path_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	if (len == 0 || strcmp(dir, ".") == 0)
		return true;
	return strncmp(path, dir, len) == 0 && (path[len] == '\0' || path[len] == '/');
}
