/*
 * Definitions of references ("[name]: target") and of footnotes. cmark keeps its definitions to
 * itself: what a name is defined as is asked by a paragraph "[name]" in front of the document, in
 * the one parse that gives the document, too.
 */
#include "markdown_definitions.h"

#include <stdlib.h>
#include <string.h>

/* ---- the tree ---- */

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
static cmark_node *definitions_parse(const char *text, size_t len)
{
	static cmark_mem memory = {checked_calloc, checked_realloc, free};
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &memory);

	cmark_parser_feed(parser, text, len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

/* ---- names ---- */

/* CommonMark's own limit for a name. */
#define LABEL_MAX 999

/* A name in brackets and a colon at the start of a line, quotation and list marks aside. */
struct label {
	const char *ptr; /* after the bracket */
	size_t len;
	int line;
};

/* True where a definition may begin at the start of the line; label->line is left. */
static bool find_label(const char *line, size_t len, struct label *label)
{
	size_t at = 0;

	while (at < len && line[at] && strchr(" \t>*+-.)0123456789", line[at]))
		at++;
	if (at >= len || line[at] != '[')
		return false;
	size_t start = ++at;
	while (at < len && line[at] != ']' && line[at] != '[' && at - start < LABEL_MAX)
		at += line[at] == '\\' && at + 1 < len ? 2 : 1;
	if (at + 1 >= len || line[at] != ']' || line[at + 1] != ':' || at == start)
		return false;
	label->ptr = line + start;
	label->len = at - start;
	return true;
}

void done_markdown_hide_footnotes(struct done_outlining *outlining, char *text, size_t len)
{
	struct label label;

	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) - at : len - at;

		if (find_label(text + at, line, &label) && *label.ptr == '^' && label.len > 1 &&
		    !memchr(label.ptr, ' ', label.len)) {
			static const char *const ids[] = {"fn", "fnref"};

			text[label.ptr - text - 1] = '(';
			for (size_t i = 0; i < DONE_ARRAY_SIZE(ids); i++) {
				const char *id = done_arena_printf(outlining->arena, "%s-%.*s",
				    ids[i], (int)label.len - 1, label.ptr + 1);

				done_outline_add_id(outlining, id, strlen(id));
			}
		}
		at += line + 1;
	}
}

/* ---- references ---- */

struct labels {
	struct label *items;
	size_t nr, cap;
};

static struct labels find_labels(struct done_arena *arena, const char *text, size_t len)
{
	struct labels labels = {0};
	int number = 1;

	for (size_t at = 0; at < len; number++) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) - at : len - at;
		struct label label = {.line = number};

		if (find_label(text + at, line, &label))
			*(struct label *)DONE_ARENA_PUSH(
			    arena, labels.items, labels.nr, labels.cap) = label;
		at += line + 1;
	}
	return labels;
}

/* Each name in a paragraph of its own, of one line, in front of the text. */
static cmark_node *parse_behind(const struct labels *labels, const char *text, size_t len)
{
	struct done_buf buf = {0};

	if (!labels->nr)
		return definitions_parse(text, len);
	for (size_t i = 0; i < labels->nr; i++) {
		done_buf_addch(&buf, '[');
		for (size_t k = 0; k < labels->items[i].len; k++) {
			char c = labels->items[i].ptr[k];

			done_buf_addch(&buf, (char)(c == '\r' ? ' ' : c));
		}
		done_buf_addstr(&buf, "]\n\n");
	}
	done_buf_add(&buf, text, len);
	cmark_node *document = definitions_parse(buf.ptr, buf.len);
	done_buf_release(&buf);
	return document;
}

cmark_node *done_markdown_define(
    struct done_arena *arena, const char *text, size_t len, struct done_definitions *out)
{
	struct labels labels = find_labels(arena, text, len);
	cmark_node *document = parse_behind(&labels, text, len), *paragraph;

	*out = (struct done_definitions){
	    .items = done_arena_array(arena, labels.nr, sizeof(*out->items)),
	    .lines = 2 * (int)labels.nr,
	};
	for (size_t i = 0; i < labels.nr && (paragraph = cmark_node_first_child(document)); i++) {
		cmark_node *link = cmark_node_first_child(paragraph);

		if (link && cmark_node_get_type(link) == CMARK_NODE_LINK)
			out->items[out->nr++] = (struct done_definition){
			    .target = done_arena_strdup(arena, cmark_node_get_url(link)),
			    .line = labels.items[i].line,
			};
		cmark_node_free(paragraph);
	}
	return document;
}

/* Targets of the links that were found, to look up what is used. */
static const char **sorted_targets(const struct done_outlining *outlining)
{
	const struct done_outline *out = outlining->out;
	const char **targets =
	    done_arena_array(outlining->arena, out->nr_links + 1, sizeof(*targets));

	for (size_t i = 0; i < out->nr_links; i++)
		targets[i] = out->links[i].target;
	qsort(targets, out->nr_links, sizeof(*targets), done_text_order);
	return targets;
}

void done_markdown_add_unused(
    struct done_outlining *outlining, const struct done_definitions *definitions)
{
	size_t nr = outlining->out->nr_links;

	if (!definitions->nr)
		return;
	const char **targets = sorted_targets(outlining);
	for (size_t i = 0; i < definitions->nr; i++) {
		const char *target = definitions->items[i].target;

		if (bsearch(&target, targets, nr, sizeof(*targets), done_text_order))
			continue;
		done_outline_add_link(outlining, target, strlen(target), definitions->items[i].line)
		    ->definition = true;
	}
}
