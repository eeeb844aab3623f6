/*
 * Kind `content`, `forbid`: a finding for every match, with its line.
 */
#include "content.h"

#include <ctype.h>
#include <string.h>

#define MATCH_SHOWN 60
#define LINE_SHOWN 120
#define SUBJECT_LINE 4096 /* bytes of a line that tell it from others */

/* Walks along a file with its matches, so that no byte is counted twice. */
struct position {
	size_t line_start;
	int line;
	size_t offset; /* that the column is of */
	int column;    /* in characters, as the readers of YAML and JSON count */
};

static void find_line(struct position *position, struct done_bytes bytes, size_t offset)
{
	while (position->line_start < offset) {
		const char *end =
		    memchr(bytes.ptr + position->line_start, '\n', offset - position->line_start);

		if (!end)
			return;
		position->line_start = (size_t)(end - bytes.ptr) + 1;
		position->line++;
		position->offset = position->line_start;
		position->column = 1;
	}
}

static void advance(struct position *position, struct done_bytes bytes, size_t offset)
{
	find_line(position, bytes, offset);
	for (; position->offset < offset; position->offset++)
		position->column += ((unsigned char)bytes.ptr[position->offset] & 0xC0) != 0x80;
}

/* The line at the position without the blanks around it. */
static struct done_bytes content_forbid_line_at(struct done_bytes bytes, size_t start)
{
	const char *end =
	    start < bytes.len ? memchr(bytes.ptr + start, '\n', bytes.len - start) : NULL;
	struct done_bytes line = {
	    bytes.ptr + start, (end ? (size_t)(end - bytes.ptr) : bytes.len) - start};

	while (line.len && isspace((unsigned char)line.ptr[line.len - 1]))
		line.len--;
	while (line.len && isspace((unsigned char)*line.ptr)) {
		line.ptr++;
		line.len--;
	}
	return line;
}

/* Without NUL bytes, for the subject. */
static const char *line_text(struct done_view *view, struct done_bytes line)
{
	size_t len = line.len < SUBJECT_LINE ? line.len : SUBJECT_LINE;
	char *text = done_arena_strndup(view->arena, line.ptr, len);

	for (size_t i = 0; i < len; i++)
		text[i] = text[i] ? text[i] : ' ';
	return text;
}

/* What matched, without the blanks around it; blanks alone as they are. */
static const char *hit_text(
    struct done_view *view, struct done_bytes bytes, const struct done_match *match)
{
	size_t start = match->start, end = match->end;

	while (start < end && strchr(" \t\r\n", bytes.ptr[start]))
		start++;
	while (end > start && strchr(" \t\r\n", bytes.ptr[end - 1]))
		end--;
	if (start == end)
		return done_view_shown(
		    view, bytes.ptr + match->start, match->end - match->start, MATCH_SHOWN);
	return done_view_shown(view, bytes.ptr + start, end - start, MATCH_SHOWN);
}

static void add_hit(struct done_scan *scan, const struct done_file *file, struct done_bytes bytes,
    const struct position *position, const struct done_match *match)
{
	struct done_view *view = scan->view;

	if (scan->result->nr == DONE_FINDINGS_MAX && !view->tells) {
		scan->result->nr_dropped++;
		return;
	}
	struct done_bytes line = content_forbid_line_at(bytes, position->line_start);
	const char *text = hit_text(view, bytes, match);
	struct done_finding *finding = done_result_add(scan->result, view,
	    (struct done_place){file->path, position->line, position->column},
	    (struct done_subject){.wrong = "forbidden",
	        .option = "forbid",
	        .path = file->path,
	        .thing = line_text(view, line)},
	    "'%s' is forbidden here (by %s)", text,
	    done_view_pattern_shown(view, scan->options->forbid));
	done_finding_brief(finding, view, "'%s' is not allowed here", text);
	done_finding_fix(finding, view, "remove it from this line: %s",
	    done_view_shown(view, line.ptr, line.len, LINE_SHOWN));
}

static int search(struct done_scan *scan, const struct done_file *file,
    const struct done_text *text, struct done_error *err)
{
	struct position position = {0, 1, 0, 1};
	struct done_match match;
	size_t from = 0;

	while (from <= text->bytes.len) {
		int rc = done_pattern_find(scan->options->forbid, scan->view->matcher, text->bytes,
		    text->charset, from, &match, err);

		if (rc <= 0)
			return rc;
		advance(&position, text->bytes, match.start);
		add_hit(scan, file, scan->whole, &position, &match);
		from = done_scan_after(text, &match);
	}
	return 0;
}

int done_content_forbid(
    struct done_scan *scan, const struct done_files *files, struct done_error *err)
{
	const char *globs = done_view_globs_shown(scan->view, &scan->options->files);

	for (size_t i = 0; i < files->nr; i++) {
		struct done_text text;
		int rc = done_scan_open(scan, &files->items[i], &text, err);

		if (rc == DONE_SCAN_TEXT)
			rc = search(scan, &files->items[i], &text, err);
		else if (rc == DONE_SCAN_POINTER)
			done_result_add_pointer(scan->result, scan->view, files->items[i].path,
			    "so it cannot be searched");
		if (rc < 0)
			return rc;
	}
	if (scan->result->nr)
		return 0;
	if (done_scan_refuse_hidden(scan, err) < 0)
		return err->code;
	if (!files->nr)
		done_result_say(
		    scan->result, scan->view, DONE_NOT_APPLICABLE, "no file matches %s", globs);
	else if (!scan->searched)
		done_result_say(scan->result, scan->view, DONE_NOT_APPLICABLE,
		    "no text file matches %s%s", globs, done_scan_passed_over(scan));
	else {
		done_result_say(scan->result, scan->view, DONE_MET, "%zu text %s searched%s",
		    scan->searched, scan->searched == 1 ? "file" : "files",
		    done_scan_passed_over(scan));
		done_result_evidence(scan->result, scan->view, NULL, 0, DONE_SEEN,
		    "nothing forbidden is in %zu text %s", scan->searched,
		    scan->searched == 1 ? "file" : "files");
	}
	return 0;
}
