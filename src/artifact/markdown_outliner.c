/* An outline of Markdown in the making: what a line, a passage and a heading in HTML give to it. */
#include "markdown_outliner.h"

#include <string.h>

/* A passage that is over: what it holds, and how many words. */
void done_outliner_end_passage(struct done_outliner *outliner, cmark_node *item)
{
	struct done_buf *text = &outliner->passage;
	struct done_passage passage = {.ptr = text->ptr,
	    .len = text->len - (text->len > 0 && !outliner->heading),
	    .heading = outliner->heading,
	    .is_item = item,
	    .ends_list = item && !cmark_node_next(item)};

	bool holds = done_outline_add_passage(outliner->arena, &outliner->out,
	    &outliner->outlining.caps, &passage, outliner->first_line);
	outliner->out.words += done_passage_words(&passage, holds);
	done_buf_clear(text);
}

void done_outliner_end_html_heading(struct done_outliner *outliner)
{
	done_html_heading_end(&outliner->html_heading, &outliner->outlining, outliner->quotes > 0);
}

/* What the line at hand holds so far is text of an HTML heading. */
void done_outliner_add_to_html_heading(struct done_outliner *outliner)
{
	const struct done_buf *line = &outliner->line;

	if (line->len == 0)
		return;
	done_buf_add(&outliner->html_heading.text, line->ptr, line->len);
	done_outline_add_placeholders(
	    &outliner->outlining, line->ptr, line->len, outliner->line_nr);
}

void done_outliner_begin_block(struct done_outliner *outliner, cmark_node *node)
{
	done_buf_clear(&outliner->line);
	done_buf_clear(&outliner->passage);
	outliner->line_nr = done_outliner_node_start(outliner, node);
	outliner->last_line = done_outliner_node_end(outliner, node);
	outliner->heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
	outliner->code = 0; /* what is not closed hides no more than its block */
	while (outliner->line_nr < outliner->last_line &&
	    done_outliner_is_definition(outliner, outliner->line_nr))
		outliner->line_nr++;
	outliner->first_line = outliner->line_nr;
}

bool done_outliner_in_comment(const struct done_outliner *outliner)
{
	return outliner->comment && !outliner->comment_ends;
}
