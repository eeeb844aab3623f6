/* HTML in Markdown: headings, links and ids of tags among text and in blocks; code is no prose. */
#include <string.h>

#include "markdown_outliner.h"

/* A tag <h2> or </h2>: what stands before it on its line is none of the heading, or all of it. */
static void turn_html_heading(struct done_outliner *outliner, const struct done_html_token *token)
{
	struct done_html_heading *heading = &outliner->html_heading;
	struct done_buf *line = &outliner->line;

	if (heading->level)
		done_outliner_add_to_html_heading(outliner);
	else if (line->len > 0)
		done_buf_add(&outliner->passage, line->ptr, line->len);
	done_buf_clear(line);
	/* What came so far is none of the heading's words. */
	if (!heading->level && outliner->passage.len > 0) {
		done_buf_addch(&outliner->passage, '\n');
		done_outliner_end_passage(outliner, NULL);
		outliner->first_line = outliner->line_nr;
	}
	done_outliner_end_html_heading(outliner);
	if (token->kind == DONE_HTML_OPEN) {
		heading->level = done_html_heading_level(token);
		heading->line = outliner->line_nr;
	}
}

/* <code> and </code> */
static void note_code(struct done_outliner *outliner, const struct done_html_token *token)
{
	if (!done_html_is_code(token))
		return;
	if (token->kind == DONE_HTML_OPEN)
		outliner->code++;
	else
		outliner->code -= outliner->code > 0;
}

/* The links, ids and headings of a tag among text. */
static void read_html_inline(struct done_outliner *outliner, const char *html)
{
	bool comment = done_outliner_in_comment(outliner);
	struct done_html_reader reader = {html, strlen(html), 0, &comment, ""};
	struct done_html_token token;

	while (done_html_next(&reader, &token)) {
		done_markdown_html_links(&outliner->outlining, &token, outliner->line_nr);
		if (done_html_heading_level(&token) && !outliner->heading)
			turn_html_heading(outliner, &token);
		note_code(outliner, &token);
		if (!outliner->heading && !outliner->html_heading.level &&
		    done_html_parts_words(&token))
			done_buf_addch(&outliner->line, ' ');
	}
}

/* Tags and comments are no text, but "<your name>" is a tag too. */
void done_outliner_enter_html_inline(struct done_outliner *outliner, cmark_node *node)
{
	const char *html = cmark_node_get_literal(node);
	size_t at, found;
	bool slot =
	    *html == '<' && done_placeholder_find(html, strlen(html), &at, &found) && at == 0;

	if (slot)
		done_buf_addstr(&outliner->line, html);
	read_html_inline(outliner, html);
	for (; *html && !outliner->heading; html++) {
		if (*html != '\n')
			continue;
		if (!slot) /* which has its own */
			done_buf_addch(&outliner->line, '\n');
		outliner->line_nr++;
	}
}

static void blank(char *copy, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (copy[i] != '\n')
			copy[i] = ' ';
}

/* The text of an HTML heading is taken out of the block, so that it counts as no prose. */
static void take_heading_text(
    struct done_outliner *outliner, const struct done_html_token *token, char *copy)
{
	struct done_html_heading *heading = &outliner->html_heading;
	const char *text = done_html_decode(outliner->arena, token->ptr, token->len);

	done_buf_addstr(&heading->text, text);
	done_outline_add_placeholders(&outliner->outlining, text, strlen(text), outliner->line_nr);
	blank(copy, token->len);
	if (heading->text.len > DONE_HTML_HEADING_MAX)
		done_outliner_end_html_heading(outliner);
}

/* A tag over several lines: what stands on each of them is no text. `copy` is at its name. */
static void blank_long_tag(const struct done_html_token *token, char *copy)
{
	if (!memchr(token->ptr, '\n', token->len))
		return;
	blank(copy - 1, token->len + 2);
}

/* Text within <code> or <pre>, too: a mark holds its place. */
static void take_code(
    struct done_outliner *outliner, const struct done_html_token *token, int line, char *copy)
{
	size_t words = done_words_count(token->ptr, token->len);
	const char *text = done_html_decode(outliner->arena, token->ptr, token->len);
	size_t blank_lines = strspn(text, "\r\n");

	for (size_t i = 0; i < blank_lines; i++)
		line += text[i] == '\n';
	done_outline_add_code(&outliner->outlining, text + blank_lines, strlen(text + blank_lines),
	    line, !strchr(text, '\n'));
	outliner->out.code_words += words;
	blank(copy, token->len);
	if (words > 0 && *copy != '\n')
		*copy = '`';
}

/* What stands in <script> and such, up to its end. */
static void blank_raw(const struct done_html_reader *reader, char *copy)
{
	struct done_html_reader ahead = *reader;
	struct done_html_token end;
	size_t len = reader->len - reader->at;

	if (!*reader->raw)
		return;
	if (done_html_next(&ahead, &end))
		len = (size_t)(end.ptr - 1 - reader->text) - reader->at;
	blank(copy + reader->at, len);
}

/* Links, ids and headings of all tags that begin before `end`, of a line that begins at `line`. */
static void read_html_line(struct done_outliner *outliner, struct done_html_reader *reader,
    size_t line, size_t end, char *copy)
{
	struct done_html_token token;
	int number = outliner->line_nr;

	while (reader->at < end && done_html_next(reader, &token)) {
		size_t at = (size_t)(token.ptr - reader->text);

		for (; line < at; line++)
			number += reader->text[line] == '\n';
		if (token.kind == DONE_HTML_TEXT && outliner->html_heading.level)
			take_heading_text(outliner, &token, copy + at);
		else if (token.kind == DONE_HTML_TEXT && outliner->code > 0)
			take_code(outliner, &token, number, copy + at);
		if (token.kind != DONE_HTML_TEXT)
			blank_long_tag(&token, copy + at);
		note_code(outliner, &token);
		blank_raw(reader, copy);
		done_markdown_html_links(&outliner->outlining, &token, number);
		if (!done_html_heading_level(&token))
			continue;
		done_outliner_end_html_heading(outliner);
		if (token.kind == DONE_HTML_OPEN) {
			outliner->html_heading.level = done_html_heading_level(&token);
			outliner->html_heading.line = number;
		}
	}
}

/* Where text of HTML goes on in the next line: no tag stands between. */
static bool goes_on(const char *line, size_t len)
{
	size_t end = len;

	while (end > 0 && strchr(" \t\r", line[end - 1]))
		end--;
	if (end == 0 || line[end - 1] == '>' || !line[len])
		return false;
	const char *next = line + len + 1;
	next += strspn(next, " \t\r");
	return *next && *next != '\n' && *next != '<';
}

void done_outliner_enter_html_block(struct done_outliner *outliner, cmark_node *node)
{
	const char *whole = cmark_node_get_literal(node);
	char *html = done_arena_strdup(outliner->arena, whole), *start = html;
	bool comment = outliner->comment;
	struct done_html_reader reader = {whole, strlen(whole), 0, &comment, ""};

	done_outliner_begin_block(outliner, node);
	outliner->last_line = 0; /* every line is here: our count is right */
	while (*html) {
		size_t len = strcspn(html, "\n"), at = (size_t)(html - start);
		struct done_buf *line = &outliner->line;
		read_html_line(outliner, &reader, at, at + len + 1, start);
		done_buf_add(line, html, len);
		done_html_drop_comments(line, &outliner->comment);
		if (outliner->passage.len == 0)
			outliner->first_line = outliner->line_nr;
		done_html_drop_tags(line);
		done_buf_add(&outliner->passage, line->ptr ? line->ptr : "", line->len);
		done_buf_addch(&outliner->passage, '\n');
		done_buf_clear(line);
		outliner->line_nr++;
		if (!goes_on(whole + at, len))
			done_outliner_end_passage(outliner, NULL);
		html += len + (html[len] == '\n');
	}
	if (outliner->passage.len > 0)
		done_outliner_end_passage(outliner, NULL);
}
