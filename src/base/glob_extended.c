/*
 * The extended globs of shells, "@(a|b)", "?(a)", "*(a)", "+(a)" and "!(a)", and "(a|b)" alone: how
 * they are found, and how they are written by braces and lists.
 */
#include "glob_parts.h"

#include <string.h>

#define OPERATORS "@?*+!"

/* One group: its sign ('@' where it has none), and what lies between the parentheses. */
struct group {
	char sign;
	const char *start, *body, *end; /* end: at the ')' */
	size_t nr;                      /* alternatives */
};

/* Finds the ')' of the '(' before body, and counts what it parts. */
static bool close_group(const char *body, struct group *out)
{
	int depth = 0;

	out->nr = 1;
	for (const char *at = body; *at; at += done_glob_unit(at)) {
		if (*at == ')' && depth-- == 0) {
			out->body = body;
			out->end = at;
			return true;
		}
		depth += *at == '(';
		out->nr += *at == '|' && depth == 0;
	}
	return false;
}

static bool read_group(const char *at, struct group *out)
{
	bool marked = *at && strchr(OPERATORS, *at) && at[1] == '(';

	if (!marked && *at != '(')
		return false;
	out->sign = marked ? *at : '@';
	out->start = at;
	return close_group(at + 1 + marked, out) && (marked || out->nr > 1);
}

const char *done_glob_find_extended(const char *text)
{
	struct group group;

	for (const char *at = text; *at; at += done_glob_unit(at)) {
		if (read_group(at, &group))
			return at;
	}
	return NULL;
}

static void glob_extended_write_part(struct done_buf *out, const char *at, const char *end);

static void write_group(struct done_buf *out, const struct group *group, bool negated)
{
	bool may_be_absent = strchr("?*", group->sign) != NULL;
	bool braces = may_be_absent || group->nr > 1;

	if (group->sign == '!' && !negated) {
		done_buf_addch(out, '*');
		return;
	}
	if (braces)
		done_buf_addch(out, '{');
	if (may_be_absent)
		done_buf_addch(out, ',');
	glob_extended_write_part(out, group->body, group->end);
	if (braces)
		done_buf_addch(out, '}');
}

static void glob_extended_write_part(struct done_buf *out, const char *at, const char *end)
{
	while (at < end) {
		struct group group;
		size_t len = done_glob_unit(at);

		if (read_group(at, &group)) {
			write_group(out, &group, false);
			at = group.end + 1;
			continue;
		}
		if (*at == '|')
			done_buf_addch(out, ',');
		else
			done_buf_add(out, at, len);
		at += len;
	}
}

void done_glob_write_extended(struct done_buf *out, const char *text)
{
	glob_extended_write_part(out, text, text + strlen(text));
}

static bool find_but(const char *text, struct group *out)
{
	for (const char *at = text; *at; at += done_glob_unit(at)) {
		if (read_group(at, out) && out->sign == '!')
			return true;
	}
	return false;
}

static void write_around(
    struct done_buf *out, const char *text, const struct group *but, bool negated)
{
	done_buf_addstr(out, negated ? "\"!" : "\"");
	glob_extended_write_part(out, text, but->start);
	write_group(out, but, negated);
	glob_extended_write_part(out, but->end + 1, text + strlen(text));
	done_buf_addch(out, '"');
}

bool done_glob_write_but(struct done_buf *out, const char *text)
{
	struct group but;

	if (!find_but(text, &but))
		return false;
	done_buf_addch(out, '[');
	write_around(out, text, &but, false);
	done_buf_addstr(out, ", ");
	write_around(out, text, &but, true);
	done_buf_addch(out, ']');
	return true;
}

size_t done_glob_quoted_unit(const char *text)
{
	struct done_glob_set set;
	size_t len;

	if (text[0] == '\\')
		return text[1] ? 2 : 1;
	return done_glob_read_set(text, &set, &len) ? strlen(text) : len;
}
