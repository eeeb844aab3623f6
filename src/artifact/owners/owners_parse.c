/* The lines of CODEOWNERS: patterns with owners, and GitLab's sections. */
#include <string.h>
#include <strings.h>

#include "owners_parts.h"

#define SECTIONS_MAX 1000
#define BLANKS " \t\r\f\v"

struct parsing {
	struct done_arena *arena;
	struct done_owners *owners;
	size_t cap_rules, cap_slips;
	const char **sections; /* names; the first, "", stands before any heading */
	size_t nr_sections, cap_sections;
	size_t section; /* the one that lines now belong to */
	const char **defaults;
	size_t nr_defaults; /* of the heading above, which may be one of several of its name */
	int line;
};

static void add_slip(struct parsing *parsing, const char *why)
{
	struct done_owners *owners = parsing->owners;
	struct done_owners_slip *slip =
	    DONE_ARENA_PUSH(parsing->arena, owners->slips, owners->nr_slips, parsing->cap_slips);

	*slip = (struct done_owners_slip){parsing->line, why};
}

/* The next word, whose spaces may be escaped; NULL: the line is over. Moves *at behind it. */
static char *next_word(struct parsing *parsing, char **at)
{
	char *start = *at + strspn(*at, BLANKS), *end = start;
	char *word;

	if (!*start)
		return NULL;
	while (*end && !strchr(BLANKS, *end))
		end += end[0] == '\\' && end[1] ? 2 : 1;
	word = done_arena_strndup(parsing->arena, start, (size_t)(end - start));
	*at = end;
	return word;
}

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

/* @user, @org/team, @@role, an address. */
static bool is_owner_for_gitlab(const char *word)
{
	const char *at = strchr(word, '@');

	if (!at || strpbrk(word, "\"'<>,;"))
		return false;
	if (at != word)
		return at[1] != '\0' && !strchr(at + 1, '@');
	word += word[1] == '@' ? 2 : 1;
	return *word && !strchr(word, '@') && *word != '/' && word[strlen(word) - 1] != '/';
}

/* @user, @org/team of letters, digits, '-' and '_'; an address with a domain of two parts. */
static bool is_owner_for_github(const char *word)
{
	const char *at = strchr(word, '@'), *dot = strrchr(word, '.');
	size_t name;

	if (!at)
		return false;
	if (at != word)
		return (size_t)(at - word) == strspn(word, NAME_LETTERS ".%+'!#$&*/=?^`{|}~") &&
		    dot > at + 1 && dot[1] && dot[2] &&
		    at[1 + strspn(at + 1, NAME_LETTERS ".")] == '\0';
	name = strspn(word + 1, NAME_LETTERS);
	if (!name || !word[1 + name])
		return name > 0;
	word += 1 + name;
	name = strspn(word + 1, NAME_LETTERS ".");
	return *word == '/' && name && !word[1 + name];
}

static bool is_owner(enum done_host host, const char *word)
{
	return host == DONE_HOST_GITHUB ? is_owner_for_github(word) : is_owner_for_gitlab(word);
}

/* False: GitHub skips a line with a word that is no owner. GitLab passes over the word. */
static bool read_owners(struct parsing *parsing, char *at, const char ***out, size_t *nr)
{
	bool github = parsing->owners->host == DONE_HOST_GITHUB;
	const char **owners = NULL;
	size_t cap = 0;
	char *word;

	*nr = 0;
	while ((word = next_word(parsing, &at))) {
		if (github && *word == '#')
			break;
		if (is_owner(parsing->owners->host, word)) {
			*DONE_ARENA_PUSH(parsing->arena, owners, *nr, cap) = word;
		} else if (github) {
			add_slip(parsing,
			    done_arena_printf(parsing->arena,
			        "'%s' is not an owner: "
			        "write @user, @org/team or an address",
			        word));
			return false;
		}
	}
	*out = owners;
	return true;
}

/* ---- sections ---- */

static size_t section_of(struct parsing *parsing, const char *name)
{
	for (size_t i = 0; i < parsing->nr_sections; i++) {
		if (!strcasecmp(parsing->sections[i], name))
			return i;
	}
	if (parsing->nr_sections == SECTIONS_MAX) {
		done_error_set(&parsing->owners->problem, DONE_E_POLICY,
		    "'%s' has more than %d sections", parsing->owners->path, SECTIONS_MAX);
		done_error_place(
		    &parsing->owners->problem, parsing->owners->path, parsing->line, 0);
		return 0;
	}
	*DONE_ARENA_PUSH(
	    parsing->arena, parsing->sections, parsing->nr_sections, parsing->cap_sections) = name;
	return parsing->nr_sections - 1;
}

/* "[2]" behind a name; NULL when it is something else. */
static char *skip_approvals(char *at)
{
	size_t digits;

	if (*at != '[')
		return at;
	digits = strspn(at + 1, "0123456789");
	return digits && at[1 + digits] == ']' ? at + digits + 2 : NULL;
}

/* True when the line is a heading (or would be one, with a slip). */
static bool read_heading(struct parsing *parsing, char *line)
{
	char *name = line + (*line == '^'), *end, *rest;

	if (*name != '[')
		return false;
	end = strchr(++name, ']');
	rest = end && end > name ? skip_approvals(end + 1) : NULL;
	if (!rest || (*rest && !strchr(" \t\r", *rest))) {
		add_slip(parsing,
		    "this is not a heading of a section: write [Name], ^[Name] or "
		    "[Name][2], then default owners");
		return true;
	}
	parsing->section =
	    section_of(parsing, done_arena_strndup(parsing->arena, name, (size_t)(end - name)));
	read_owners(parsing, rest, &parsing->defaults, &parsing->nr_defaults);
	return true;
}

/* ---- lines ---- */

static void read_rule(struct parsing *parsing, char *line)
{
	struct done_owners *owners = parsing->owners;
	struct done_owners_rule rule = {.line = parsing->line, .section = parsing->section};
	const char *pattern = next_word(parsing, &line), *problem;

	problem = done_owners_compile(parsing->arena, owners->host, pattern, &rule);
	if (problem) {
		add_slip(parsing, problem);
		return;
	}
	if (!read_owners(parsing, line, &rule.owners, &rule.nr_owners))
		return;
	if (!rule.nr_owners && !rule.exclusion) {
		rule.owners = parsing->defaults;
		rule.nr_owners = parsing->nr_defaults;
	}
	*DONE_ARENA_PUSH(parsing->arena, owners->rules, owners->nr, parsing->cap_rules) = rule;
}

static void owners_parse_read_line(struct parsing *parsing, char *line)
{
	line += strspn(line, BLANKS);
	if (!*line || *line == '#')
		return;
	if (parsing->owners->host == DONE_HOST_GITLAB && read_heading(parsing, line))
		return;
	read_rule(parsing, line);
}

static void owners_read_lines(
    struct done_arena *arena, struct done_bytes text, struct done_owners *owners)
{
	struct parsing parsing = {.arena = arena, .owners = owners};
	const char *at = text.ptr, *end = text.ptr + text.len;

	if (text.len >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3))
		at += 3;
	section_of(&parsing, "");
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);

		parsing.line++;
		if (memchr(at, '\0', len))
			add_slip(&parsing, "there is a NUL in the line");
		else
			owners_parse_read_line(&parsing, done_arena_strndup(arena, at, len));
		at += len + 1;
	}
	owners->nr_sections = parsing.nr_sections;
}

void done_owners_parse(struct done_arena *arena, struct done_bytes text, struct done_owners *owners)
{
	if (text.ptr)
		owners_read_lines(arena, text, owners);
	done_owners_index(arena, owners);
}
