/* The outline of a Markdown document (CommonMark): headings, links, placeholders, words; by cmark.
 */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "markdown_definitions.h"
#include "markdown_html.h"
#include "markdown_parts.h"

/* Bytes that may be searched to put the lines right that cmark counts wrong. */
#define SEARCH_MAX (64U << 20)

struct outliner {
	struct done_arena *arena;
	struct done_outline out;
	struct done_outlining outlining; /* of out: headings, links and ids */
	struct done_html_heading html_heading;
	const char *source;  /* NUL-terminated */
	size_t *line_starts; /* of source; the last is the end */
	size_t nr_lines;
	size_t searched;
	struct done_buf line;            /* plain text of the line at hand */
	struct done_buf passage;         /* the lines of the paragraph at hand that are over */
	int first_line;                  /* of that paragraph */
	int line_nr, last_line;          /* its number; the last one of its block */
	int images, quotes, links, code; /* how many of them we are inside of; code: HTML's */
	bool heading;
	bool comment;      /* inside an HTML comment that spans blocks */
	bool comment_ends; /* on the line at hand, before what comes now */
};

/* ---- places --------------------------------------------------------------------------------- */

static void index_lines(struct outliner *outliner, size_t len)
{
	size_t nr = 1;

	for (size_t i = 0; i < len; i++)
		nr += outliner->source[i] == '\n';
	outliner->line_starts = done_arena_array(outliner->arena, nr + 1, sizeof(size_t));
	outliner->nr_lines = nr;
	nr = 1;
	for (size_t i = 0; i < len; i++)
		if (outliner->source[i] == '\n')
			outliner->line_starts[nr++] = i + 1;
	outliner->line_starts[nr] = len;
}

static bool line_holds(struct outliner *outliner, int line, const char *part, size_t part_len)
{
	const char *p = outliner->source + outliner->line_starts[line - 1];
	const char *end = outliner->source + outliner->line_starts[line];

	outliner->searched += (size_t)(end - p);
	while ((size_t)(end - p) >= part_len) {
		p = memchr(p, *part, (size_t)(end - p) - part_len + 1);
		if (!p)
			return false;
		if (!memcmp(p, part, part_len))
			return true;
		p++;
	}
	return false;
}

/*
 * Which line of the block holds a part, from the line at hand on. cmark drops definitions before a
 * paragraph, and joins lines within code spans and links: our count is then behind.
 */
static int find_line(struct outliner *outliner, const char *part, size_t len)
{
	if (len == 0)
		return 0;
	for (int line = outliner->line_nr; line <= outliner->last_line; line++) {
		if (outliner->searched > SEARCH_MAX || line < 1 ||
		    (size_t)line > outliner->nr_lines)
			return 0;
		if (line_holds(outliner, line, part, len))
			return line;
	}
	return 0;
}

/* "[name]: …", perhaps in a quote or list: cmark keeps its line in the count of what follows. */
static bool is_definition(const struct outliner *outliner, int line)
{
	if (line < 1 || (size_t)line > outliner->nr_lines)
		return false;
	const char *p = outliner->source + outliner->line_starts[line - 1];
	p += strspn(p, " >*+-");
	if (*p != '[')
		return false;
	p += strcspn(p, "]\n");
	return *p == ']' && p[1] == ':';
}

/* ---- what a line gives ---------------------------------------------------------------------- */

/* A passage that is over: what it holds, and how many words. */
static void end_passage(struct outliner *outliner, cmark_node *item)
{
	struct done_buf *text = &outliner->passage;
	struct done_passage passage = {.ptr = text->ptr,
	                               .len = text->len - (text->len > 0 && !outliner->heading),
	                               .heading = outliner->heading,
	                               .is_item = item,
	                               .ends_list = item && !cmark_node_next(item)};

	if (passage.len > 0 && !outliner->heading)
		outliner->out.words += done_words_count_line(passage.ptr, passage.len);
	done_outline_add_passage(outliner->arena, &outliner->out, &outliner->outlining.caps,
	                         &passage, outliner->first_line);
	done_buf_clear(text);
}

/* Where cmark's count may be behind, a placeholder is looked for in the source. */
static void place_placeholders(struct outliner *outliner, size_t from)
{
	struct done_outline *out = &outliner->out;

	for (size_t i = from; i < out->nr_placeholders; i++) {
		struct done_placeholder *placeholder = &out->placeholders[i];
		int line;

		outliner->line_nr = placeholder->line;
		line = outliner->last_line > placeholder->line
		               ? find_line(outliner, placeholder->shown,
		                           strcspn(placeholder->shown, " "))
		               : 0;
		if (line)
			placeholder->line = line;
	}
}

static void end_html_heading(struct outliner *outliner)
{
	done_html_heading_end(&outliner->html_heading, &outliner->outlining, outliner->quotes > 0);
}

/* What the line at hand holds so far is text of an HTML heading. */
static void add_to_html_heading(struct outliner *outliner)
{
	const struct done_buf *line = &outliner->line;

	if (line->len == 0)
		return;
	done_buf_add(&outliner->html_heading.text, line->ptr, line->len);
	done_outline_add_placeholders(&outliner->outlining, line->ptr, line->len,
	                              outliner->line_nr);
}

static void continue_html_heading(struct outliner *outliner)
{
	struct done_buf *text = &outliner->html_heading.text;

	add_to_html_heading(outliner);
	done_buf_addch(text, '\n');
	if (text->len > DONE_HTML_HEADING_MAX)
		end_html_heading(outliner);
}

static void end_line(struct outliner *outliner)
{
	struct done_buf *line = &outliner->line;

	if (outliner->comment)
		done_html_drop_comments(line, &outliner->comment);
	outliner->comment_ends = false;
	if (outliner->html_heading.level)
		continue_html_heading(outliner);
	else if (line->len > 0)
		done_buf_add(&outliner->passage, line->ptr, line->len);
	done_buf_addch(&outliner->passage, '\n');
	done_buf_clear(line);
	outliner->line_nr++;
}

static void begin_block(struct outliner *outliner, cmark_node *node)
{
	done_buf_clear(&outliner->line);
	done_buf_clear(&outliner->passage);
	outliner->line_nr = cmark_node_get_start_line(node);
	outliner->last_line = cmark_node_get_end_line(node);
	outliner->heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
	outliner->code = 0; /* what is not closed hides no more than its block */
	while (outliner->line_nr < outliner->last_line &&
	       is_definition(outliner, outliner->line_nr))
		outliner->line_nr++;
	outliner->first_line = outliner->line_nr;
}

/* ---- headings ------------------------------------------------------------------------------- */

static void end_heading(struct outliner *outliner, cmark_node *node)
{
	size_t len = outliner->line.len;
	const char *text = len > 0 ? outliner->line.ptr : "";

	if (!outliner->comment)
		end_html_heading(outliner);
	if (!outliner->comment && outliner->quotes > 0)
		done_outline_add_slug(&outliner->outlining, text, len);
	if (!outliner->comment && outliner->quotes == 0) {
		done_buf_add(&outliner->passage, text, len);
		end_passage(outliner, NULL);
		done_outline_add_heading(&outliner->outlining, text, len,
		                         cmark_node_get_heading_level(node), outliner->line_nr);
	}
	outliner->heading = false;
}

/* ---- links ---------------------------------------------------------------------------------- */

static int link_line(struct outliner *outliner, cmark_node *node)
{
	if (outliner->last_line <= outliner->line_nr)
		return outliner->line_nr;
	const char *url = cmark_node_get_url(node);
	int line = find_line(outliner, url, strlen(url));
	cmark_node *child = cmark_node_first_child(node);
	const char *text = child ? cmark_node_get_literal(child) : NULL;
	if (!line && text)
		line = find_line(outliner, text, strlen(text));
	return line ? line : outliner->line_nr;
}

static bool is_in_comment(const struct outliner *outliner)
{
	return outliner->comment && !outliner->comment_ends;
}

static void enter_link(struct outliner *outliner, cmark_node *node)
{
	const char *target = cmark_node_get_url(node);

	outliner->links += cmark_node_get_type(node) == CMARK_NODE_LINK;
	if (is_in_comment(outliner))
		return;
	done_outline_add_link(&outliner->outlining, target, strlen(target),
	                      link_line(outliner, node))
		->image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
}

static void exit_link(struct outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->links--;
}

static void enter_image(struct outliner *outliner, cmark_node *node)
{
	enter_link(outliner, node);
	outliner->images++;
}

static void exit_image(struct outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->images--;
}

/* ---- text ----------------------------------------------------------------------------------- */

/* A mark holds the place of code, so that it is no placeholder. */
static void add_code(struct outliner *outliner, const char *code, size_t len)
{
	done_buf_addch(&outliner->line, '`');
	outliner->out.code_words += done_words_count(code, len);
}

/* "[[slides here]](x.pdf)": brackets in the text of a link are no slot that somebody must fill. */
static void add_link_text(struct outliner *outliner, const char *text)
{
	for (; *text; text++)
		done_buf_addch(&outliner->line, *text == '[' ? '(' : *text == ']' ? ')' : *text);
}

static void enter_text(struct outliner *outliner, cmark_node *node)
{
	const char *text = cmark_node_get_literal(node);
	bool heading = outliner->heading || outliner->html_heading.level;

	outliner->comment_ends |= outliner->comment && strstr(text, "-->") != NULL;
	if (outliner->images > 0) /* for those who cannot see it: not the document's own */
		return;
	if (!heading && outliner->code > 0 && !outliner->comment)
		add_code(outliner, text, strlen(text));
	else if (!heading && outliner->links > 0)
		add_link_text(outliner, text);
	else
		done_buf_addstr(&outliner->line, text);
}

/* In a heading code is text. */
static void enter_code(struct outliner *outliner, cmark_node *node)
{
	const char *code = cmark_node_get_literal(node);

	if (outliner->images > 0)
		return;
	if (outliner->heading || outliner->html_heading.level)
		done_buf_addstr(&outliner->line, code);
	else
		add_code(outliner, code, strlen(code));
}

static void enter_break(struct outliner *outliner, cmark_node *node)
{
	(void)node;
	if (outliner->heading)
		done_buf_addch(&outliner->line, ' ');
	else
		end_line(outliner);
}

/* A tag <h2> or </h2>: what stands before it on its line is none of the heading, or all of it. */
static void turn_html_heading(struct outliner *outliner, const struct done_html_token *token)
{
	struct done_html_heading *heading = &outliner->html_heading;
	struct done_buf *line = &outliner->line;

	if (heading->level)
		add_to_html_heading(outliner);
	else if (line->len > 0)
		done_buf_add(&outliner->passage, line->ptr, line->len);
	done_buf_clear(line);
	/* What came so far is none of the heading's words. */
	if (!heading->level && outliner->passage.len > 0) {
		done_buf_addch(&outliner->passage, '\n');
		end_passage(outliner, NULL);
		outliner->first_line = outliner->line_nr;
	}
	end_html_heading(outliner);
	if (token->kind == DONE_HTML_OPEN) {
		heading->level = done_html_heading_level(token);
		heading->line = outliner->line_nr;
	}
}

/* <code> and </code> */
static void note_code(struct outliner *outliner, const struct done_html_token *token)
{
	if (!done_html_is_code(token))
		return;
	if (token->kind == DONE_HTML_OPEN)
		outliner->code++;
	else
		outliner->code -= outliner->code > 0;
}

/* The links, ids and headings of a tag among text. */
static void read_html_inline(struct outliner *outliner, const char *html)
{
	bool comment = is_in_comment(outliner);
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
static void enter_html_inline(struct outliner *outliner, cmark_node *node)
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
static void take_heading_text(struct outliner *outliner, const struct done_html_token *token,
                              char *copy)
{
	struct done_html_heading *heading = &outliner->html_heading;
	const char *text = done_html_decode(outliner->arena, token->ptr, token->len);

	done_buf_addstr(&heading->text, text);
	done_outline_add_placeholders(&outliner->outlining, text, strlen(text), outliner->line_nr);
	blank(copy, token->len);
	if (heading->text.len > DONE_HTML_HEADING_MAX)
		end_html_heading(outliner);
}

/* A tag over several lines: what stands on each of them is no text. `copy` is at its name. */
static void blank_long_tag(const struct done_html_token *token, char *copy)
{
	if (!memchr(token->ptr, '\n', token->len))
		return;
	blank(copy - 1, token->len + 2);
}

/* Text within <code> or <pre>, too: a mark holds its place. */
static void take_code(struct outliner *outliner, const struct done_html_token *token, char *copy)
{
	size_t words = done_words_count(token->ptr, token->len);

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
static void read_html_line(struct outliner *outliner, struct done_html_reader *reader, size_t line,
                           size_t end, char *copy)
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
			take_code(outliner, &token, copy + at);
		if (token.kind != DONE_HTML_TEXT)
			blank_long_tag(&token, copy + at);
		note_code(outliner, &token);
		blank_raw(reader, copy);
		done_markdown_html_links(&outliner->outlining, &token, number);
		if (!done_html_heading_level(&token))
			continue;
		end_html_heading(outliner);
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

static void enter_html_block(struct outliner *outliner, cmark_node *node)
{
	const char *whole = cmark_node_get_literal(node);
	char *html = done_arena_strdup(outliner->arena, whole), *start = html;
	bool comment = outliner->comment;
	struct done_html_reader reader = {whole, strlen(whole), 0, &comment, ""};

	begin_block(outliner, node);
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
			end_passage(outliner, NULL);
		html += len + (html[len] == '\n');
	}
	if (outliner->passage.len > 0)
		end_passage(outliner, NULL);
}

static void enter_code_block(struct outliner *outliner, cmark_node *node)
{
	const char *code = cmark_node_get_literal(node);

	if (!outliner->comment)
		outliner->out.code_words += done_words_count(code, strlen(code));
}

/* The item that a paragraph stands in, where the list has more than one; NULL. */
static cmark_node *item_of(cmark_node *node)
{
	cmark_node *item = cmark_node_parent(node);

	return item && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
	                       (cmark_node_next(item) || cmark_node_previous(item))
	               ? item
	               : NULL;
}

static void exit_paragraph(struct outliner *outliner, cmark_node *node)
{
	size_t before = outliner->out.nr_placeholders;

	end_line(outliner);
	end_passage(outliner, item_of(node));
	place_placeholders(outliner, before);
}

static void enter_quote(struct outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->quotes++;
}

static void exit_quote(struct outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->quotes--;
}

static const struct visit {
	cmark_node_type type;
	void (*enter)(struct outliner *outliner, cmark_node *node);
	void (*exit)(struct outliner *outliner, cmark_node *node);
} visits[] = {
	{CMARK_NODE_PARAGRAPH, begin_block, exit_paragraph},
	{CMARK_NODE_HEADING, begin_block, end_heading},
	{CMARK_NODE_BLOCK_QUOTE, enter_quote, exit_quote},
	{CMARK_NODE_CODE_BLOCK, enter_code_block, NULL},
	{CMARK_NODE_HTML_BLOCK, enter_html_block, NULL},
	{CMARK_NODE_TEXT, enter_text, NULL},
	{CMARK_NODE_CODE, enter_code, NULL},
	{CMARK_NODE_SOFTBREAK, enter_break, NULL},
	{CMARK_NODE_LINEBREAK, enter_break, NULL},
	{CMARK_NODE_HTML_INLINE, enter_html_inline, NULL},
	{CMARK_NODE_LINK, enter_link, exit_link},
	{CMARK_NODE_IMAGE, enter_image, exit_image},
};

static void visit(struct outliner *outliner, cmark_node *node, cmark_event_type event)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(visits); i++) {
		if (visits[i].type != cmark_node_get_type(node))
			continue;
		if (event == CMARK_EVENT_ENTER)
			visits[i].enter(outliner, node);
		else if (visits[i].exit)
			visits[i].exit(outliner, node);
		return;
	}
}

/* ---- the document --------------------------------------------------------------------------- */

static void *checked_calloc(size_t nr, size_t size)
{
	void *memory = calloc(nr, size);

	if (!memory)
		done_out_of_memory();
	return memory;
}

static void *checked_realloc(void *memory, size_t size)
{
	memory = realloc(memory, size);
	if (!memory)
		done_out_of_memory();
	return memory;
}

/* cmark's own memory would abort. */
cmark_node *done_markdown_parse(const char *text, size_t len)
{
	static cmark_mem memory = {checked_calloc, checked_realloc, free};
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &memory);

	cmark_parser_feed(parser, text, len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

/* A copy in which the front matter is blank, so that lines keep their numbers. */
static char *without_front_matter(struct done_arena *arena, struct done_bytes bytes)
{
	char *text = done_arena_strndup(arena, bytes.ptr, bytes.len);
	bool mark = bytes.len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3);

	if (mark)
		memcpy(text, "   ", 3); /* blanks before the first block mean nothing */
	struct done_bytes rest = {text + (mark ? 3 : 0), bytes.len - (mark ? 3 : 0)};
	size_t len = done_front_matter_length(rest);
	for (size_t i = 0; i < len; i++)
		if (rest.ptr[i] != '\n')
			text[i + (mark ? 3 : 0)] = ' ';
	return text;
}

int done_markdown_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
                          struct done_outline *out, struct done_error *err)
{
	if (bytes.len > DONE_DOCUMENT_MAX) {
		done_error_set(err, DONE_E_POLICY, "the file has %zu bytes: at most 4 MiB are read",
		               bytes.len);
		return done_error_place(err, file, 0, 0);
	}

	struct outliner outliner = {.arena = arena};
	outliner.outlining = (struct done_outlining){.arena = arena, .out = &outliner.out};
	char *source = without_front_matter(arena, bytes);
	done_markdown_hide_footnotes(&outliner.outlining, source, bytes.len);
	outliner.source = source;
	index_lines(&outliner, bytes.len);
	cmark_node *document = done_markdown_parse(source, bytes.len);
	cmark_iter *iter = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		visit(&outliner, cmark_iter_get_node(iter), event);
	cmark_iter_free(iter);
	cmark_node_free(document);
	end_html_heading(&outliner);
	done_markdown_add_definitions(&outliner.outlining, source, bytes.len);
	done_outline_finish(&outliner.outlining);
	done_buf_release(&outliner.line);
	done_buf_release(&outliner.html_heading.text);
	done_buf_release(&outliner.passage);
	*out = outliner.out;
	return 0;
}
