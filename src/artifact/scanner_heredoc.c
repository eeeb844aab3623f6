/* The scanner: heredocs, which are named in one line and begin with the next. */
#include <string.h>

#include "scanner_parts.h"

/* A word that ends nowhere is no heredoc; so often one is looked for. */
#define HEREDOCS_FAILED_MAX 64

static size_t scan_past_blanks(const struct scanning *scan, size_t at)
{
	while (at < scan->len && scan_is_blank(scan->ptr[at]))
		at++;
	return at;
}

/* One past the closing word, which stands at the head of this line; 0: it does not. */
static size_t scan_heredoc_close(
    const struct scanning *scan, const struct scan_pending *heredoc, size_t at)
{
	if (heredoc->heredoc->indented)
		at = scan_past_blanks(scan, at);
	if (heredoc->word.len > scan->len - at ||
	    memcmp(scan->ptr + at, scan->ptr + heredoc->word.start, heredoc->word.len) != 0)
		return 0;
	at += heredoc->word.len;
	if (at == scan->len || scan_is_line_end(scan->ptr[at]))
		return at;
	return heredoc->heredoc->tail && !scan_is_word(scan->ptr[at]) ? at : 0;
}

static bool scan_heredoc_closes(const struct scanning *scan, const struct scan_pending *heredoc)
{
	size_t at = scan_line_end(scan, scan->at);

	for (; at < scan->len; at = scan_line_end(scan, at + 1)) {
		if (scan_heredoc_close(scan, heredoc, at + 1))
			return true;
	}
	return false;
}

/* Reads WORD, 'WORD', "WORD" or `WORD`; returns what is behind it, 0: no word. */
static size_t scan_heredoc_word(
    const struct scanning *scan, size_t at, struct scan_pending *heredoc)
{
	char quote = at < scan->len && scan_one_of(scan->ptr[at], "'\"`") ? scan->ptr[at] : '\0';
	struct scan_word *word = &heredoc->word;

	*word = (struct scan_word){at + (quote != '\0'), 0};
	while (
	    word->start + word->len < scan->len && scan_is_word(scan->ptr[word->start + word->len]))
		word->len++;
	size_t end = word->start + word->len;
	if (!word->len || (quote && (end == scan->len || scan->ptr[end] != quote)))
		return 0;
	char first = scan->ptr[word->start];
	if (!quote &&
	    ((first >= '0' && first <= '9') ||
	        (heredoc->heredoc->upper && !(first >= 'A' && first <= 'Z'))))
		return 0;
	heredoc->raw = quote == '\'';
	return end + (quote != '\0');
}

bool scan_heredoc(struct scanning *scan)
{
	for (size_t i = 0; i < scan->scanner->nr_heredocs; i++) {
		struct scan_pending heredoc = {.heredoc = &scan->scanner->heredocs[i]};
		const char *open = heredoc.heredoc->open;
		size_t end;

		if (!scan_mark_at(scan, scan->at, open))
			continue;
		end = scan->at + strlen(open);
		/* Blanks may stand before the word of PHP. */
		end = scan_heredoc_word(
		    scan, heredoc.heredoc->tail ? scan_past_blanks(scan, end) : end, &heredoc);
		if (!end)
			continue;
		if (scan->nr_pending == SCAN_PENDING_MAX ||
		    scan->heredocs_failed == HEREDOCS_FAILED_MAX)
			return false;
		if (!scan_heredoc_closes(scan, &heredoc)) {
			scan->heredocs_failed++;
			return false;
		}
		scan->pending[scan->nr_pending++] = heredoc;
		scan_take_value(scan, end);
		return true;
	}
	return false;
}

void scan_heredoc_begin(struct scanning *scan)
{
	const struct scan_pending *next = &scan->pending[scan->nr_pending_taken];

	if (scan->nr_pending_taken == scan->nr_pending) {
		scan->nr_pending = scan->nr_pending_taken = 0;
		return;
	}
	/* The second byte of "\r\n" belongs to the line above. */
	if (scan->at < scan->len && scan->ptr[scan->at] == '\n' && scan->ptr[scan->at - 1] == '\r')
		return;
	scan->nr_pending_taken++;
	struct scan_level *level = scan_push(scan, SCAN_HEREDOC, scan->at);
	level->heredoc = next->heredoc;
	level->word = next->word;
	level->raw = next->raw;
	level->code_open = next->raw ? NULL : next->heredoc->code_open;
	level->code_close = next->heredoc->code_close;
}

static bool scan_heredoc_ends(struct scanning *scan)
{
	const struct scan_level *level = scan_top(scan);
	struct scan_pending heredoc = {level->heredoc, level->word, level->raw};
	size_t end;

	if (!scan_at_line_head(scan, scan->at) ||
	    !(end = scan_heredoc_close(scan, &heredoc, scan->at)))
		return false;
	scan_take(scan, end, DONE_CLASS_STRING);
	scan_pop(scan);
	return true;
}

void scan_in_heredoc(struct scanning *scan)
{
	const struct scan_level *level = scan_top(scan);
	const char *escape = level->raw ? NULL : level->heredoc->escape;

	if (scan_heredoc_ends(scan))
		return;
	for (size_t at = scan->at; at < scan->len; at++) {
		if (escape && scan->ptr[at] == *escape && at + 1 < scan->len &&
		    !scan_is_line_end(scan->ptr[at + 1])) {
			at++;
		} else if (level->code_open && scan_mark_at(scan, at, level->code_open)) {
			const char *open = level->code_open, *close = level->code_close;

			scan_take(scan, at + strlen(open), DONE_CLASS_STRING);
			scan_push_code(scan, open, close, DONE_CLASS_EMBEDDED);
			return;
		} else if (scan_is_line_end(scan->ptr[at])) {
			scan_take(scan, at + 1, DONE_CLASS_STRING);
			return;
		}
	}
	scan_take(scan, scan->len, DONE_CLASS_STRING);
}
