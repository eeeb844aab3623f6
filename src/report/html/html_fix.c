/* The html format's fixes: prose and code told apart, as a policy writes them. */
#include <string.h>

#include "html_parts.h"

static bool is_code(const char *line)
{
	return *line == ' ' || *line == '\t';
}

/* As many lines as are of the kind of the first; an empty one belongs to what is around it. */
static size_t length_of_block(const char *text)
{
	bool code = is_code(text);
	size_t len = 0;

	while (text[len] && (text[len] == '\n' || is_code(text + len) == code)) {
		len += strcspn(text + len, "\n");
		len += text[len] == '\n';
	}
	return len;
}

/* Blanks that every line has but an empty one. */
static size_t indentation(const char *text, size_t len)
{
	size_t least = len;

	for (size_t i = 0; i < len; i++) {
		size_t blanks = strspn(text + i, " \t");

		if (text[i + blanks] != '\n' && blanks < least)
			least = blanks;
		i += strcspn(text + i, "\n");
	}
	return least;
}

/* The block without its indentation, in the arena. */
static const char *outdent(struct done_arena *arena, const char *text, size_t len)
{
	size_t indent = indentation(text, len), nr = 0;
	char *copy = done_arena_strndup(arena, text, len);

	for (size_t i = 0; i < len; i++) {
		size_t blanks = strspn(text + i, " \t");

		for (i += blanks < indent ? blanks : indent; i < len && text[i] != '\n'; i++)
			copy[nr++] = text[i];
		if (i < len)
			copy[nr++] = '\n';
	}
	copy[nr] = '\0';
	return copy;
}

/* A break where styles are forbidden too; a newline beside it would be a second one. */
static void html_fix_add_lines(struct done_html_page *page, char *text)
{
	for (char *line = text, *next = NULL; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		done_buf_addstr(page->out, line == text ? "" : "<br>");
		done_html_text(page, line);
	}
}

static void add_prose(struct done_html_page *page, const char *text)
{
	while (*text) {
		size_t len = length_of_block(text), kept = len;

		while (kept && text[kept - 1] == '\n')
			kept--;
		done_buf_addstr(page->out, is_code(text) ? "<pre>" : "<p>");
		if (is_code(text))
			done_html_text(page, outdent(page->arena, text, kept));
		else
			html_fix_add_lines(page, done_arena_strndup(page->arena, text, kept));
		done_buf_addstr(page->out, is_code(text) ? "</pre>" : "</p>");
		text += len;
	}
	done_buf_addch(page->out, '\n');
}

void done_html_fix(struct done_html_page *page, const char *fix)
{
	done_buf_addstr(page->out, "<div class=fix><b>Fix</b>");
	add_prose(page, fix);
	done_buf_addstr(page->out, "</div>\n");
}

void done_html_cure(struct done_html_page *page, const char *cure)
{
	done_buf_addstr(page->out, "<div class=fix><b>What to do</b><pre>");
	done_html_text(page, cure);
	done_buf_addstr(page->out, "</pre></div>\n");
}
