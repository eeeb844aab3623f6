/* Our own pages in Markdown as roff: line by line, as the tables write them. */
#include <ctype.h>
#include <string.h>

#include "roff.h"

#define FENCE "```"

struct roff_page {
	struct done_buf *out;
	const char *title; /* in place of the page's own */
	const char *at;    /* the rest of the page */
};

static struct done_bytes page_line(struct roff_page *page)
{
	struct done_bytes line = {page->at, strcspn(page->at, "\n")};

	page->at += line.len + (page->at[line.len] == '\n');
	return line;
}

static bool line_begins(struct done_bytes line, const char *with)
{
	size_t len = strlen(with);

	return line.len >= len && !memcmp(line.ptr, with, len);
}

/* "[text](address)" is the text, and the address where it is one of the web; "\|" is a bar. */
static void page_add_inline(struct done_buf *out, struct done_bytes text)
{
	struct done_buf plain = {0};

	for (size_t i = 0; i < text.len; i++) {
		const char *at = text.ptr + i;
		const char *close = at[0] == '[' ? memchr(at, ']', text.len - i) : NULL;
		const char *end = close && close + 1 < text.ptr + text.len && close[1] == '('
		    ? memchr(close, ')', (size_t)(text.ptr + text.len - close))
		    : NULL;

		if (at[0] == '\\' && i + 1 < text.len && at[1] == '|')
			continue;
		if (!end) {
			done_buf_addch(&plain, at[0]);
			continue;
		}
		done_buf_add(&plain, at + 1, (size_t)(close - at - 1));
		if (!strncmp(close + 2, "http", 4))
			done_buf_addf(&plain, " <%.*s>", (int)(end - close - 2), close + 2);
		i = (size_t)(end - text.ptr);
	}
	done_roff_text(out, plain.ptr ? plain.ptr : "", plain.len);
	done_buf_release(&plain);
}

static void page_add_fence(struct roff_page *page)
{
	const char *end = strstr(page->at, "\n" FENCE);
	size_t len = end ? (size_t)(end + 1 - page->at) : strlen(page->at);

	if (!strncmp(page->at, FENCE, strlen(FENCE)))
		len = 0;
	done_roff_literal(page->out, page->at, len);
	page->at += len;
	page_line(page);
}

/* The next cell of a row whose bars at both ends are off; len -1 of the rest: there is none. */
static bool row_cell(struct done_bytes *row, struct done_bytes *cell)
{
	size_t len = 0;

	if (!row->len)
		return false;
	while (len < row->len && (row->ptr[len] != '|' || (len && row->ptr[len - 1] == '\\')))
		len++;
	*cell = (struct done_bytes){row->ptr, len};
	while (cell->len && *cell->ptr == ' ') {
		cell->ptr++;
		cell->len--;
	}
	while (cell->len && cell->ptr[cell->len - 1] == ' ')
		cell->len--;
	len += len < row->len;
	row->ptr += len;
	row->len -= len;
	return true;
}

static void page_add_row(struct done_buf *out, struct done_bytes row)
{
	struct done_bytes cell, next;
	struct done_buf term = {0};
	bool is_first = true;

	row.ptr++;
	row.len -= row.len > 1 ? 2 : 1;
	if (!row_cell(&row, &cell))
		return;
	while (row_cell(&row, &next)) {
		done_buf_addf(&term, is_first ? "%.*s" : " (%.*s)", (int)cell.len, cell.ptr);
		is_first = false;
		cell = next;
	}
	done_buf_addstr(out, ".TP\n");
	page_add_inline(out, (struct done_bytes){term.ptr ? term.ptr : "", term.len});
	page_add_inline(out, cell);
	done_buf_release(&term);
}

/* Its heads say "key, value, description"; the layout says that. */
static void page_add_table(struct roff_page *page)
{
	page_line(page);
	while (*page->at == '|')
		page_add_row(page->out, page_line(page));
}

static bool line_is_block(struct done_bytes line)
{
	return !line.len || line.ptr[0] == '|' || line_begins(line, "#") ||
	    line_begins(line, FENCE) || line_begins(line, "- ");
}

/* A paragraph or an item goes on until a line begins something else. */
static void page_add_lines(struct roff_page *page, struct done_bytes line)
{
	struct done_buf text = {0};

	done_buf_add(&text, line.ptr, line.len);
	for (;;) {
		struct done_bytes next = {page->at, strcspn(page->at, "\n")};
		size_t blanks = strspn(page->at, " ");

		if (line_is_block(next) ||
		    line_begins((struct done_bytes){next.ptr + blanks, next.len - blanks}, "- "))
			break;
		done_buf_addch(&text, ' ');
		done_buf_add(&text, next.ptr + blanks, next.len - blanks);
		page_line(page);
	}
	page_add_inline(page->out, (struct done_bytes){text.ptr ? text.ptr : "", text.len});
	done_buf_release(&text);
}

static void page_add_heading(struct roff_page *page, struct done_bytes line)
{
	size_t level = 0;

	while (level < line.len && line.ptr[level] == '#')
		level++;
	if (level == 1) {
		done_roff_heading(page->out, page->title);
		return;
	}
	done_buf_addstr(page->out, ".SS ");
	level += level < line.len;
	page_add_inline(page->out, (struct done_bytes){line.ptr + level, line.len - level});
}

void done_roff_markdown(struct done_buf *out, const char *title, const char *text)
{
	struct roff_page page = {out, title, text};

	while (*page.at) {
		struct done_bytes line = page_line(&page);
		size_t blanks = strspn(line.ptr, " ");

		if (!line.len)
			continue;
		if (line_begins(line, FENCE)) {
			page_add_fence(&page);
		} else if (line.ptr[0] == '|') {
			page_add_table(&page);
		} else if (line.ptr[0] == '#') {
			page_add_heading(&page, line);
		} else if (blanks < line.len &&
		    line_begins((struct done_bytes){line.ptr + blanks, line.len - blanks}, "- ")) {
			done_buf_addf(out, ".IP \\(bu %zu\n", 2 + blanks);
			page_add_lines(&page,
			    (struct done_bytes){line.ptr + blanks + 2, line.len - blanks - 2});
		} else {
			done_buf_addstr(out, ".PP\n");
			page_add_lines(&page, line);
		}
	}
}
