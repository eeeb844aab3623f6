/*
 * What people write who know another dialect of globs, and would be silently misread: each row of
 * the table below finds one such habit and writes the right form.
 */
#include "glob_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The first of the given bytes outside of braces and sets, unquoted; NULL: there is none. */
static const char *find_outside(const char *text, const char *bytes)
{
	int depth = 0;

	for (const char *at = text; *at; at += done_glob_unit(at)) {
		if (depth <= 0 && strchr(bytes, *at))
			return at;
		depth += (*at == '{') - (*at == '}');
	}
	return NULL;
}

static void add_trimmed(struct done_buf *out, const char *text, size_t len)
{
	while (len && done_is_blank(*text)) {
		text++;
		len--;
	}
	while (len && done_is_blank(text[len - 1]) && (len < 2 || text[len - 2] != '\\'))
		len--;
	done_buf_add(out, text, len);
}

/* ---- blanks ---- */

static bool has_blanks_around(const char *text)
{
	size_t len = strlen(text);

	return len &&
	    (done_is_blank(text[0]) ||
	        (done_is_blank(text[len - 1]) && (len < 2 || text[len - 2] != '\\')));
}

static void write_trimmed(struct done_buf *out, const char *text)
{
	add_trimmed(out, text, strlen(text));
}

/* ---- regular expressions ---- */

static bool is_regular(const char *text)
{
	size_t len = strlen(text);
	bool quotes = strstr(text, "\\.") || strstr(text, "\\w") || strstr(text, "\\d");

	return text[0] == '^' ||
	    (quotes && (strstr(text, ".*") || strstr(text, ".+") || (len && text[len - 1] == '$')));
}

/* ---- separators ---- */

/* A '\' quotes what is special in a glob; before a wildcard behind a name it was meant as a '/'. */
static bool is_separator(const char *text, const char *at)
{
	char next = at[1];

	if (next == '*' || next == '?')
		return at > text && at[-1] != '/';
	return !next || !strchr("[]{}(),;|!@+#&$' \"", next);
}

static bool has_separators(const char *text)
{
	for (const char *at = text; *at; at += done_glob_unit(at)) {
		if (*at == '\\' && is_separator(text, at))
			return true;
	}
	return false;
}

static void write_separated(struct done_buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		if (*at != '\\')
			done_buf_addch(out, *at);
		else if (at[1] && (!out->len || out->ptr[out->len - 1] != '/'))
			done_buf_addch(out, '/');
	}
}

/* ---- several globs in one text ---- */

#define PARTERS ",;|\n\r\t"

/* "*.go *.js": names hold blanks, but not between two wildcards with endings. */
static const char *find_parting_blank(const char *text)
{
	const char *blank = find_outside(text, " ");

	while (blank) {
		const char *star = strstr(text, "*.");

		if (star && star < blank && (blank[1] == '*' || strstr(blank, "/*.")))
			return blank;
		blank = find_outside(blank + 1, " ");
	}
	return NULL;
}

static bool is_several(const char *text)
{
	return find_outside(text, PARTERS) || find_parting_blank(text);
}

static void write_pieces(struct done_buf *out, const char *text, const char *before,
    const char *after, const char *between)
{
	const char *parters = find_outside(text, PARTERS) ? PARTERS : " ";
	bool first = true;

	while (*text) {
		const char *end = find_outside(text, parters);
		size_t len = end ? (size_t)(end - text) : strlen(text);
		struct done_buf piece = {0};

		add_trimmed(&piece, text, len);
		if (piece.len) {
			done_buf_addf(
			    out, "%s%s%s%s", first ? "" : between, before, piece.ptr, after);
			first = false;
		}
		done_buf_release(&piece);
		text += len + (end != NULL);
	}
}

static void glob_written_write_list(struct done_buf *out, const char *text)
{
	done_buf_addch(out, '[');
	write_pieces(out, text, "\"", "\"", ", ");
	done_buf_addch(out, ']');
	/* What counts at the start of a glob counts for all of the braces. */
	if (strchr("!/", text[0]))
		return;
	done_buf_addstr(out, ", or '{");
	write_pieces(out, text, "", "", ",");
	done_buf_addstr(out, "}' where one glob is expected");
}

/* ---- braces ---- */

static bool is_beside_a_comma(const char *text, const char *at)
{
	return (at > text && strchr("{, ", at[-1])) || (at[1] && strchr(",} ", at[1]));
}

/* "{js, ts}": the second begins with a blank. */
static const char *find_blank_within(const char *text)
{
	int depth = 0;

	for (const char *at = text; *at; at += done_glob_unit(at)) {
		if (depth > 0 && *at == ' ' && is_beside_a_comma(text, at))
			return at;
		depth += (*at == '{') - (*at == '}');
	}
	return NULL;
}

static bool has_blanks_within(const char *text)
{
	return find_blank_within(text) != NULL;
}

static void write_without_blanks(struct done_buf *out, const char *text)
{
	for (const char *blank; (blank = find_blank_within(text)); text = blank + 1) {
		done_buf_add(out, text, (size_t)(blank - text));
		if (!strchr(blank + 1, '}'))
			break;
	}
	done_buf_addstr(out, text);
}

/* "{1..3}" */
static const char *find_range(const char *text)
{
	for (const char *at = text; *at; at += done_glob_unit(at)) {
		size_t len = *at == '{' ? strcspn(at + 1, ",{}") : 0;

		if (len && at[1 + len] == '}' && done_utf8_valid(at + 1, len) &&
		    strstr(at + 1, "..") && strstr(at + 1, "..") < at + 1 + len)
			return at;
	}
	return NULL;
}

static bool has_range(const char *text)
{
	return find_range(text) != NULL;
}

/* ---- stars ---- */

static bool is_edge(char c)
{
	return !c || strchr("/{},", c);
}

/* Two stars or more that are no whole part of the path. */
static const char *find_joined(const char *text)
{
	for (const char *at = text; *at;) {
		size_t nr = *at == '*' ? strspn(at, "*") : 0;

		if (nr > 1 && !(is_edge(at > text ? at[-1] : '\0') && is_edge(at[nr])))
			return at;
		at += nr ? nr : done_glob_unit(at);
	}
	return NULL;
}

static bool has_joined_stars(const char *text)
{
	return find_joined(text) != NULL;
}

static void write_stars(struct done_buf *out, const char *text)
{
	const char *at = find_joined(text);
	size_t nr = strspn(at, "*");

	done_buf_add(out, text, (size_t)(at - text));
	if (!is_edge(at > text ? at[-1] : '\0'))
		done_buf_addstr(out, "*/");
	done_buf_addstr(out, "**");
	if (!is_edge(at[nr]))
		done_buf_addstr(out, "/*");
	done_buf_addstr(out, at + nr);
}

/* ---- parts of the path ---- */

static bool has_dot_in_front(const char *text)
{
	return !strncmp(text, "./", 2) && text[2];
}

static void write_without_dot(struct done_buf *out, const char *text)
{
	while (has_dot_in_front(text))
		text += 2;
	done_buf_addstr(out, text);
}

static bool climbs_out(const char *text)
{
	return !strncmp(text, "../", 3) && text[3];
}

static void write_from_root(struct done_buf *out, const char *text)
{
	while (!strncmp(text, "../", 3) || !strncmp(text, "./", 2))
		text += text[1] == '.' ? 3 : 2;
	done_buf_addstr(out, text);
}

static bool ends_in_slash(const char *text)
{
	size_t len = strlen(text);

	return len > 1 && text[len - 1] == '/' && text[len - 2] != '/';
}

static void write_below(struct done_buf *out, const char *text)
{
	done_buf_addf(
	    out, "%s**' for all that lies below it, or '%.*s", text, (int)strlen(text) - 1, text);
}

static bool has_shell_variable(const char *text)
{
	return strstr(text, "${") != NULL;
}

static void write_without_dollar(struct done_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text != '$' || text[1] != '{')
			done_buf_addch(out, *text);
	}
}

/* ---- alternatives in parentheses ---- */

static bool is_extended(const char *text)
{
	return done_glob_find_extended(text) != NULL;
}

static void write_extended(struct done_buf *out, const char *text)
{
	if (done_glob_write_but(out, text))
		return;
	done_buf_addch(out, '\'');
	done_glob_write_extended(out, text);
	done_buf_addch(out, '\'');
}

/* ---- the table ---- */

static bool is_negated_twice(const char *text)
{
	return text[0] == '!' && text[1] == '!';
}

static void write_once(struct done_buf *out, const char *text)
{
	done_buf_addstr(out, text + 2);
}

static const struct habit {
	const char *needs; /* a glob without any of these bytes does not have it */
	bool (*is_in)(const char *text);
	void (*write)(struct done_buf *out, const char *text); /* NULL: the cure says it all */
	const char *message, *before, *after;                  /* of the cure, around the form */
	bool whole; /* looks at the text with its '!', and writes it so */
} habits[] = {
    {"!", is_negated_twice, write_once, "is negated twice", "write '", "'", true},
    {" \t\n\r", has_blanks_around, write_trimmed, "begins or ends with a blank", "write '", "'",
        false},
    {"^\\", is_regular, NULL, "is a regular expression, and a glob is needed",
        "in a glob '*' stands for any text within a directory and '.' for itself, for example "
        "'**/*.go'",
        "", false},
    {"\\", has_separators, write_separated,
        "has a '\\' that quotes nothing: paths are separated by '/'", "write '",
        "'; a star that stands for itself is written '[*]'", false},
    {"(", is_extended, write_extended,
        "has alternatives in parentheses, which globs do not have here", "write ",
        "; a parenthesis that stands for itself is written '\\('", true},
    {" ", has_blanks_within, write_without_blanks, "has a blank beside a comma in braces",
        "write '", "'", false},
    {"{", has_range, NULL, "has a range in braces, which globs do not have",
        "write each alternative, for example '{1,2,3}', or a set: '[1-3]'", "", false},
    {",;|\n\r\t ", is_several, glob_written_write_list, "holds several globs in one text", "write ",
        "; a ',', ';' or '|' that stands for itself has a '\\' before it", true},
    {"$", has_shell_variable, write_without_dollar, "has a '$' before a placeholder", "write '",
        "'", false},
    {"*", has_joined_stars, write_stars,
        "has a '**' that is not a whole part of the path and would stay within one directory",
        "write '", "' to cross directories, or a single '*' to stay within one", false},
    {".", climbs_out, write_from_root, "climbs out by '..', and globs cannot",
        "write the path from the root of the repository, '",
        "'; in the globs of checks and in 'ignore' with a '/' in front of it", false},
    {".", has_dot_in_front, write_without_dot, "begins with './', and paths do not", "write '", "'",
        false},
    {"/", ends_in_slash, write_below, "ends in '/', and paths do not", "write '", "'", true},
};

/* The text of a negated glob without its '!'. "!(x)" may be one of two things, and is refused. */
static const char *body_of(const char *text)
{
	return text + (text[0] == '!' && text[1] != '(');
}

static int glob_written_refuse(const struct habit *habit, const char *text, struct done_error *err)
{
	struct done_buf form = {0};

	if (habit->write && !habit->whole && body_of(text) > text)
		done_buf_addch(&form, '!');
	if (habit->write)
		habit->write(&form, habit->whole ? text : body_of(text));
	done_error_set(err, DONE_E_POLICY, "the glob '%.200s' %s", text, habit->message);
	done_error_cure(err, "%s%s%s", habit->before, form.len ? form.ptr : "", habit->after);
	done_buf_release(&form);
	return err->code;
}

static bool has_needed(const char *needs, const bool stand_in[256])
{
	while (*needs && !stand_in[(unsigned char)*needs])
		needs++;
	return *needs;
}

int done_glob_check_written(const char *text, struct done_error *err)
{
	bool stand_in[256] = {false};

	/* What is longer is refused when it is compiled. */
	if (strlen(text) > DONE_GLOB_BYTES)
		return 0;
	for (const char *at = text; *at; at++)
		stand_in[(unsigned char)*at] = true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(habits); i++) {
		if (has_needed(habits[i].needs, stand_in) &&
		    habits[i].is_in(habits[i].whole ? text : body_of(text)))
			return glob_written_refuse(&habits[i], text, err);
	}
	return 0;
}
