/* The outline of a Markdown document (CommonMark): headings, links, placeholders, words; by cmark.
 */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "markdown_outliner.h"

/* ---- what a line gives ---- */

/* Where cmark's count may be behind, a placeholder is looked for in the source. */
static void place_placeholders(struct done_outliner *outliner, size_t from)
{
	struct done_outline *out = &outliner->out;

	for (size_t i = from; i < out->nr_placeholders; i++) {
		struct done_placeholder *placeholder = &out->placeholders[i];
		int line;

		outliner->line_nr = placeholder->line;
		line = outliner->last_line > placeholder->line
		    ? done_outliner_find_line(
		          outliner, placeholder->shown, strcspn(placeholder->shown, " "))
		    : 0;
		if (line)
			placeholder->line = line;
	}
}

static void continue_html_heading(struct done_outliner *outliner)
{
	struct done_buf *text = &outliner->html_heading.text;

	done_outliner_add_to_html_heading(outliner);
	done_buf_addch(text, '\n');
	if (text->len > DONE_HTML_HEADING_MAX)
		done_outliner_end_html_heading(outliner);
}

static void end_line(struct done_outliner *outliner)
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

/* ---- headings ---- */

static void end_heading(struct done_outliner *outliner, cmark_node *node)
{
	size_t len = outliner->line.len;
	const char *text = len > 0 ? outliner->line.ptr : "";

	if (!outliner->comment)
		done_outliner_end_html_heading(outliner);
	if (!outliner->comment && outliner->quotes > 0)
		done_outline_add_slug(&outliner->outlining, text, len);
	if (!outliner->comment && outliner->quotes == 0) {
		done_buf_add(&outliner->passage, text, len);
		done_outliner_end_passage(outliner, NULL);
		done_outline_add_heading(&outliner->outlining, text, len,
		    cmark_node_get_heading_level(node), outliner->line_nr);
	}
	outliner->heading = false;
}

/* ---- links ---- */

static int link_line(struct done_outliner *outliner, cmark_node *node)
{
	if (outliner->last_line <= outliner->line_nr)
		return outliner->line_nr;
	const char *url = cmark_node_get_url(node);
	int line = done_outliner_find_line(outliner, url, strlen(url));
	cmark_node *child = cmark_node_first_child(node);
	const char *text = child ? cmark_node_get_literal(child) : NULL;
	if (!line && text)
		line = done_outliner_find_line(outliner, text, strlen(text));
	return line ? line : outliner->line_nr;
}

/* The words of a link, those of emphasis and code in it, too. */
static const char *link_text(struct done_outliner *outliner, cmark_node *node)
{
	cmark_node *at = cmark_node_first_child(node);
	struct done_buf text = {0};

	while (at && at != node) {
		const char *literal = cmark_node_get_literal(at);
		cmark_node *next = cmark_node_first_child(at);

		done_buf_addstr(&text, literal ? literal : next ? "" : " ");
		while (!next && at != node) {
			next = cmark_node_next(at);
			if (!next)
				at = cmark_node_parent(at);
			if (at == node)
				break;
		}
		at = next ? next : node;
	}
	const char *out = done_arena_strndup(outliner->arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	return out;
}

static void enter_link(struct done_outliner *outliner, cmark_node *node)
{
	const char *target = cmark_node_get_url(node);

	outliner->links += cmark_node_get_type(node) == CMARK_NODE_LINK;
	if (done_outliner_in_comment(outliner))
		return;
	struct done_link *link = done_outline_add_link(
	    &outliner->outlining, target, strlen(target), link_line(outliner, node));
	link->image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
	link->text = link_text(outliner, node);
}

static void exit_link(struct done_outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->links--;
}

static void enter_image(struct done_outliner *outliner, cmark_node *node)
{
	enter_link(outliner, node);
	outliner->images++;
}

static void exit_image(struct done_outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->images--;
}

/* ---- text ---- */

/* A mark holds the place of code, so that it is no placeholder. */
static void markdown_add_code(struct done_outliner *outliner, const char *code, size_t len)
{
	done_buf_addch(&outliner->line, '`');
	outliner->out.code_words += done_words_count(code, len);
	if (!done_outliner_in_comment(outliner))
		done_outline_add_code(&outliner->outlining, code, len, outliner->line_nr, true);
}

/* "[[slides here]](x.pdf)": brackets in the text of a link are no slot that somebody must fill. */
static void add_link_text(struct done_outliner *outliner, const char *text)
{
	for (; *text; text++)
		done_buf_addch(&outliner->line, *text == '[' ? '(' : *text == ']' ? ')' : *text);
}

static void enter_text(struct done_outliner *outliner, cmark_node *node)
{
	const char *text = cmark_node_get_literal(node);
	bool heading = outliner->heading || outliner->html_heading.level;

	outliner->comment_ends |= outliner->comment && strstr(text, "-->") != NULL;
	if (outliner->images > 0) /* for those who cannot see it: not the document's own */
		return;
	if (!heading && outliner->code > 0 && !outliner->comment)
		markdown_add_code(outliner, text, strlen(text));
	else if (!heading && outliner->links > 0)
		add_link_text(outliner, text);
	else
		done_buf_addstr(&outliner->line, text);
}

/* In a heading code is text. */
static void enter_code(struct done_outliner *outliner, cmark_node *node)
{
	const char *code = cmark_node_get_literal(node);

	if (outliner->images > 0)
		return;
	if (outliner->heading || outliner->html_heading.level)
		done_buf_addstr(&outliner->line, code);
	else
		markdown_add_code(outliner, code, strlen(code));
}

static void enter_break(struct done_outliner *outliner, cmark_node *node)
{
	(void)node;
	if (outliner->heading)
		done_buf_addch(&outliner->line, ' ');
	else
		end_line(outliner);
}

/* cmark does not say whether a block is fenced, and its last line may be a blank one behind it. */
static bool code_is_fenced(const struct done_outliner *outliner, cmark_node *node)
{
	int line = done_outliner_node_start(outliner, node),
	    column = cmark_node_get_start_column(node);
	const char *at;

	if (line < 1 || (size_t)line > outliner->nr_lines || column < 1)
		return false;
	at = outliner->source + outliner->line_starts[line - 1];
	if (outliner->line_starts[line] - outliner->line_starts[line - 1] < (size_t)column + 2)
		return false;
	at += column - 1;
	return !strncmp(at, "```", 3) || !strncmp(at, "~~~", 3);
}

/* Of its first line: of a fenced block it is the one behind the fence. */
static int code_line(const struct done_outliner *outliner, cmark_node *node)
{
	return done_outliner_node_start(outliner, node) + code_is_fenced(outliner, node);
}

static void enter_code_block(struct done_outliner *outliner, cmark_node *node)
{
	const char *code = cmark_node_get_literal(node);

	if (outliner->comment)
		return;
	outliner->out.code_words += done_words_count(code, strlen(code));
	done_outline_add_code(
	    &outliner->outlining, code, strlen(code), code_line(outliner, node), false);
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

static void exit_paragraph(struct done_outliner *outliner, cmark_node *node)
{
	size_t before = outliner->out.nr_placeholders;

	end_line(outliner);
	done_outliner_end_passage(outliner, item_of(node));
	place_placeholders(outliner, before);
}

static void enter_quote(struct done_outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->quotes++;
}

static void exit_quote(struct done_outliner *outliner, cmark_node *node)
{
	(void)node;
	outliner->quotes--;
}

static const struct visit {
	cmark_node_type type;
	void (*enter)(struct done_outliner *outliner, cmark_node *node);
	void (*exit)(struct done_outliner *outliner, cmark_node *node);
} visits[] = {
    {CMARK_NODE_PARAGRAPH, done_outliner_begin_block, exit_paragraph},
    {CMARK_NODE_HEADING, done_outliner_begin_block, end_heading},
    {CMARK_NODE_BLOCK_QUOTE, enter_quote, exit_quote},
    {CMARK_NODE_CODE_BLOCK, enter_code_block, NULL},
    {CMARK_NODE_HTML_BLOCK, done_outliner_enter_html_block, NULL},
    {CMARK_NODE_TEXT, enter_text, NULL},
    {CMARK_NODE_CODE, enter_code, NULL},
    {CMARK_NODE_SOFTBREAK, enter_break, NULL},
    {CMARK_NODE_LINEBREAK, enter_break, NULL},
    {CMARK_NODE_HTML_INLINE, done_outliner_enter_html_inline, NULL},
    {CMARK_NODE_LINK, enter_link, exit_link},
    {CMARK_NODE_IMAGE, enter_image, exit_image},
};

static void markdown_visit(struct done_outliner *outliner, cmark_node *node, cmark_event_type event)
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

/* ---- the document ---- */

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

	struct done_outliner outliner = {.arena = arena};
	outliner.outlining = (struct done_outlining){.arena = arena, .out = &outliner.out};
	char *source = without_front_matter(arena, bytes);
	done_markdown_hide_footnotes(&outliner.outlining, source, bytes.len);
	outliner.source = source;
	done_outliner_index_lines(&outliner, bytes.len);
	cmark_node *document =
	    done_markdown_define(arena, source, bytes.len, &outliner.definitions);
	cmark_iter *iter = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
		markdown_visit(&outliner, cmark_iter_get_node(iter), event);
	cmark_iter_free(iter);
	cmark_node_free(document);
	done_outliner_end_html_heading(&outliner);
	done_markdown_add_unused(&outliner.outlining, &outliner.definitions);
	done_outline_finish(&outliner.outlining);
	done_buf_release(&outliner.line);
	done_buf_release(&outliner.html_heading.text);
	done_buf_release(&outliner.passage);
	*out = outliner.out;
	return 0;
}
