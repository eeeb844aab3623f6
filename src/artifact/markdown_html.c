/* Links, ids and headings that stand in Markdown as HTML. */
#include "markdown_html.h"

#include <ctype.h>
#include <string.h>

#include "html.h"

/* What a browser would fetch or go to, of the tags that GitHub lets through. */
static const struct link_attribute {
	const char *tag, *name;
	bool image, set;
} link_attributes[] = {
    {"a", "href", false, false},
    {"area", "href", false, false},
    {"img", "src", true, false},
    {"img", "srcset", true, true},
    {"source", "src", true, false},
    {"source", "srcset", true, true},
    {"video", "src", false, false},
    {"video", "poster", true, false},
    {"audio", "src", false, false},
    {"track", "src", false, false},
};

static int markdown_html_line_at(const char *text, size_t len, int line)
{
	for (size_t i = 0; i < len; i++)
		line += text[i] == '\n';
	return line;
}

static void add_link(
    struct done_outlining *outlining, const char *target, size_t len, int line, bool image)
{
	while (len > 0 && isspace((unsigned char)*target)) {
		target++;
		len--;
	}
	while (len > 0 && isspace((unsigned char)target[len - 1]))
		len--;
	done_outline_add_link(outlining, target, len, line)->image = image;
}

/* Each candidate of a srcset: an address, then perhaps a width or density, then a comma. */
static void add_candidates(struct done_outlining *outlining, const char *set, int line)
{
	for (const char *p = set; *p;) {
		p += strspn(p, " \t\r\n\f,");
		size_t len = strcspn(p, " \t\r\n\f"), whole = len;

		while (len > 0 && p[len - 1] == ',')
			len--;
		if (len > 0)
			add_link(outlining, p, len, line, true);
		p += whole;
		if (len == whole)
			p += strcspn(p, ",");
	}
}

static void add_ids(struct done_outlining *outlining, const struct done_html_token *token)
{
	size_t at;
	const char *id = done_html_attribute(outlining->arena, token, "id", &at);

	if (id)
		done_outline_add_id(outlining, id, strlen(id));
	id = strcmp(token->name, "a") == 0
	    ? done_html_attribute(outlining->arena, token, "name", &at)
	    : NULL;
	if (id)
		done_outline_add_id(outlining, id, strlen(id));
}

void done_markdown_html_links(
    struct done_outlining *outlining, const struct done_html_token *token, int line)
{
	if (token->kind != DONE_HTML_OPEN)
		return;
	add_ids(outlining, token);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(link_attributes); i++) {
		const struct link_attribute *row = &link_attributes[i];
		size_t at;

		if (strcmp(token->name, row->tag) != 0)
			continue;
		const char *value = done_html_attribute(outlining->arena, token, row->name, &at);
		if (!value)
			continue;
		int there = markdown_html_line_at(token->ptr, at, line);
		if (row->set)
			add_candidates(outlining, value, there);
		else
			add_link(outlining, value, strlen(value), there, row->image);
	}
}

int done_html_heading_level(const struct done_html_token *token)
{
	const char *name = token->name;

	return token->kind != DONE_HTML_TEXT && name[0] == 'h' && name[1] >= '1' &&
	        name[1] <= '6' && !name[2]
	    ? name[1] - '0'
	    : 0;
}

static bool markdown_html_is_one_of(const char *name, const char *const *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

bool done_html_is_code(const struct done_html_token *token)
{
	static const char *const names[] = {"code", "pre", "samp", "tt", "listing"};

	return token->kind != DONE_HTML_TEXT &&
	    markdown_html_is_one_of(token->name, names, DONE_ARRAY_SIZE(names));
}

bool done_html_parts_words(const struct done_html_token *token)
{
	static const char *const names[] = {
	    "br", "p", "div", "li", "td", "th", "tr", "hr", "dd", "dt", "summary"};

	return token->kind != DONE_HTML_TEXT &&
	    markdown_html_is_one_of(token->name, names, DONE_ARRAY_SIZE(names));
}

/* On one line, a single blank between words. */
static void squeeze(struct done_buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool blank = isspace((unsigned char)text[i]);

		if (!blank)
			done_buf_addch(out, text[i]);
		else if (out->len > 0 && out->ptr[out->len - 1] != ' ')
			done_buf_addch(out, ' ');
	}
	while (out->len > 0 && out->ptr[out->len - 1] == ' ')
		out->ptr[--out->len] = '\0';
}

void done_html_heading_end(
    struct done_html_heading *heading, struct done_outlining *outlining, bool quoted)
{
	struct done_buf *text = &heading->text, plain = {0};

	if (!heading->level)
		return;
	squeeze(&plain, text->len ? text->ptr : "", text->len);
	const char *words = plain.len ? plain.ptr : "";
	if (quoted)
		done_outline_add_slug(outlining, words, plain.len);
	else
		done_outline_add_heading(
		    outlining, words, plain.len, heading->level, heading->line);
	/* GitHub makes the id of the text with all blanks that stand around it in the source. */
	const char *raw = done_heading_slug(outlining->arena,
	    done_arena_strndup(outlining->arena, text->len ? text->ptr : "", text->len));
	done_outline_add_id(outlining, raw, strlen(raw));
	heading->level = 0;
	done_buf_clear(text);
	done_buf_release(&plain);
}
