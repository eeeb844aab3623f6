/* Patterns of CODEOWNERS as globs from the root. */
#include <string.h>

#include "owners_parts.h"

/* What our globs would take for themselves, and the host does not. */
static void owners_glob_add_quoted(
    struct done_buf *out, const char *text, size_t len, enum done_host host)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\\' && i + 1 < len) {
			done_buf_addch(out, '\\');
			done_buf_addch(out, text[++i]);
		} else {
			if (strchr("{},", text[i]) ||
			    (host == DONE_HOST_GITHUB && strchr("[]", text[i])))
				done_buf_addch(out, '\\');
			done_buf_addch(out, text[i]);
		}
	}
}

static bool owners_glob_is_special(char c)
{
	return strchr("*?[]{}\\", c) != NULL;
}

/* The bytes that every match holds as they stand, and those that it ends in. */
static void find_literals(struct done_arena *arena, const char *text, struct done_owners_rule *rule)
{
	struct done_bytes longest = {0};
	size_t len = strlen(text), start = 0;

	for (size_t i = 0; i <= len; i++) {
		struct done_bytes run = {text + start, i - start};

		if (i < len && !owners_glob_is_special(text[i]))
			continue;
		/* The slash of a "**" + "/" may match nothing. */
		if (run.len && start && run.ptr[0] == '/')
			run = (struct done_bytes){run.ptr + 1, run.len - 1};
		if (run.len > longest.len)
			longest = run;
		if (i == len)
			rule->tail = run;
		start = i + 1;
	}
	if (longest.len)
		rule->part = done_arena_strndup(arena, longest.ptr, longest.len);
}

static const char *owners_glob_compile(
    struct done_arena *arena, const struct done_buf *text, struct done_owners_rule *rule)
{
	static const char *const everything[] = {"**", "**/*", "**/**"};
	const char *pattern = text->len ? text->ptr : "";
	struct done_error err = {0};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(everything); i++) {
		if (!strcmp(pattern, everything[i])) {
			rule->self = true;
			return NULL;
		}
	}
	if (done_glob_compile(arena, pattern, &rule->glob, &err) < 0)
		return done_arena_strdup(arena, err.message);
	find_literals(arena, done_glob_text(rule->glob), rule);
	return NULL;
}

/* gitignore's: a slash before the end ties the pattern to the root. */
static bool is_tied(enum done_host host, const char *pattern, size_t len)
{
	if (*pattern == '/')
		return true;
	return host == DONE_HOST_GITHUB && memchr(pattern, '/', len) != NULL;
}

static const char *compile_all(struct done_arena *arena, enum done_host host, const char *pattern,
    size_t len, struct done_buf *text, struct done_owners_rule *rule)
{
	bool directory = done_bytes_end((struct done_bytes){pattern, len}, "/");
	bool one_level = done_bytes_end((struct done_bytes){pattern, len}, "/*");

	if (directory)
		len--;
	if (!is_tied(host, pattern, len))
		done_buf_addstr(text, "**/");
	if (*pattern == '/' && len) {
		pattern++;
		len--;
	}
	/* Ruby's fnmatch gives "**" its meaning before a slash only. */
	if (host == DONE_HOST_GITLAB &&
	    (done_bytes_end((struct done_bytes){pattern, len}, "/**") || !strcmp(pattern, "**")))
		len--;
	/* All below it, as with a slash alone. */
	if (done_bytes_end((struct done_bytes){pattern, len}, "/**") && len > 3) {
		directory = true;
		len -= 3;
	}
	owners_glob_add_quoted(text, pattern, len, host);
	if (directory && !len)
		done_buf_addstr(text, "**");
	/* GitHub: a name may be a directory's, and then stands for all below; "docs/ *" does not.
	 */
	rule->self = !directory;
	rule->below = directory || (host == DONE_HOST_GITHUB && !one_level);
	return owners_glob_compile(arena, text, rule);
}

/* What GitHub skips, or lets match nothing at all. */
static const struct {
	const char *part;
	enum { ALL, START, ANYWHERE } where;
	const char *why;
} refused[] = {
    {"!", START, "'!' does not work on GitHub"},
    {"\\#", START, "'\\#' does not work on GitHub"},
    {"[", ANYWHERE, "'[ ]' does not work on GitHub; sections are GitLab's: 'host: gitlab'"},
    {"]", ANYWHERE, "'[ ]' does not work on GitHub; sections are GitLab's: 'host: gitlab'"},
    {"***", ANYWHERE, "GitHub takes three stars for a mistake: write '**' or '*'"},
    {"/", ALL,
        "'/' matches nothing on GitHub: write '*' for every file, '/*' for those at the "
        "root"},
    {"//", ANYWHERE, "an empty part of a path matches nothing: write one '/'"},
};

static const char *owners_glob_refuse(enum done_host host, const char *pattern)
{
	if (host == DONE_HOST_GITLAB)
		return NULL;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(refused); i++) {
		const char *at = strstr(pattern, refused[i].part);

		if (at &&
		    (refused[i].where == ANYWHERE ||
		        (at == pattern &&
		            (refused[i].where == START || !pattern[strlen(refused[i].part)]))))
			return refused[i].why;
	}
	return NULL;
}

const char *done_owners_compile(struct done_arena *arena, enum done_host host, const char *pattern,
    struct done_owners_rule *rule)
{
	const char *problem = owners_glob_refuse(host, pattern);
	struct done_buf text = {0};

	if (problem)
		return problem;
	if (*pattern == '!') {
		rule->exclusion = true;
		pattern++;
	}
	if (!*pattern || !strcmp(pattern, "//"))
		return "there is no pattern";
	/* GitLab: every file. Our globs have an empty part for a mistake. */
	if (!strcmp(pattern, "/"))
		pattern = "/**/";
	problem = compile_all(arena, host, pattern, strlen(pattern), &text, rule);
	done_buf_release(&text);
	return problem;
}
