/*
 * CSV by RFC 4180: quoted fields may hold separators, doubled quotes and line breaks; CRLF and LF
 * end a record. Reads what lies in memory, or a window that moves over a stream.
 */
#include <string.h>

#include "evidence/parts.h"

#define WINDOW ((size_t)256 << 10)
#define RECORD_MAX ((size_t)1 << 20)

void done_csv_open(struct done_csv *csv, struct done_evidence_making *making)
{
	*csv = (struct done_csv){.making = making, .text = making->look->bytes, .next_line = 1};
	csv->is_last = !making->look->rest;
	if (!csv->is_last) {
		done_buf_add(&csv->window, csv->text.ptr, csv->text.len);
		csv->text = (struct done_bytes){csv->window.ptr, csv->window.len};
	}
}

void done_csv_close(struct done_csv *csv)
{
	done_buf_release(&csv->window);
}

/* Moves what is not read yet to the front of the window, and fills it up. */
static int csv_fill(struct done_csv *csv)
{
	const struct done_evidence_stream *rest = csv->making->look->rest;
	size_t kept = csv->window.len - csv->at, len = 0;
	int rc = 1;

	memmove(csv->window.ptr, csv->window.ptr + csv->at, kept);
	csv->window.len = kept;
	csv->at = 0;
	while (rc > 0 && csv->window.len < kept + WINDOW) {
		char buffer[32 << 10];

		rc = rest->fill(rest->self, buffer, sizeof(buffer), &len, csv->making->err);
		if (rc > 0)
			done_buf_add(&csv->window, buffer, len);
	}
	csv->is_last = rc == 0;
	csv->text = (struct done_bytes){csv->window.ptr, csv->window.len};
	return rc < 0 ? rc : 0;
}

/* Behind the closing quote of a field that begins at its opening one; NULL: it is not closed. */
static const char *csv_quoted(
    struct done_csv *csv, const char *at, const char *end, struct done_csv_field *out)
{
	const char *start = ++at;

	out->is_doubled = false;
	for (;;) {
		at = at < end ? memchr(at, '"', (size_t)(end - at)) : NULL;
		if (!at || (at + 1 == end && !csv->is_last))
			return NULL;
		if (at + 1 == end || at[1] != '"')
			break;
		out->is_doubled = true;
		at += 2;
	}
	out->ptr = start;
	out->len = (size_t)(at - start);
	return at + 1;
}

/* The end of a field without quotes: its comma, its end of line, or the end of the text. */
static const char *csv_plain(const char *at, const char *end, struct done_csv_field *out)
{
	out->ptr = at;
	out->is_doubled = false;
	while (at < end && *at != ',' && *at != '\n')
		at++;
	out->len = (size_t)(at - out->ptr);
	if ((at == end || *at == '\n') && out->len && at[-1] == '\r')
		out->len--;
	return at;
}

/* 1: a record up to *at; 0: its end is not in the text; below zero: it is none. */
static int csv_split(struct done_csv *csv, const char **at)
{
	const char *end = csv->text.ptr + csv->text.len, *here = *at;

	csv->nr = 0;
	for (;;) {
		struct done_csv_field *field = &csv->fields[csv->nr];

		if (csv->nr == DONE_CSV_FIELDS_MAX)
			return done_evidence_fail(csv->making, csv->line,
			    "the row has more than %d columns", DONE_CSV_FIELDS_MAX);
		here = here < end && *here == '"' ? csv_quoted(csv, here, end, field)
		                                  : csv_plain(here, end, field);
		if (!here)
			return 0;
		csv->nr++;
		if (here < end && *here == '\r')
			here++;
		if (here == end || *here != ',')
			break;
		here++;
	}
	if (here == end && !csv->is_last)
		return 0;
	csv->is_cut = here == end;
	if (here < end && *here != '\n')
		return done_evidence_fail(
		    csv->making, csv->line, "something follows the closing quote of a column");
	*at = here + (here < end);
	return 1;
}

static void csv_count_lines(struct done_csv *csv, const char *start, const char *end)
{
	for (const char *at = start; (at = memchr(at, '\n', (size_t)(end - at))); at++)
		csv->next_line++;
}

static int csv_skip_blank(struct done_csv *csv)
{
	while (csv->at < csv->text.len &&
	    (csv->text.ptr[csv->at] == '\n' || csv->text.ptr[csv->at] == '\r')) {
		csv->next_line += csv->text.ptr[csv->at] == '\n';
		csv->at++;
	}
	return csv->at < csv->text.len;
}

int done_csv_next(struct done_csv *csv)
{
	for (;;) {
		const char *start, *at;
		int rc;

		if (!csv_skip_blank(csv)) {
			if (csv->is_last)
				return 0;
			if (csv_fill(csv) < 0)
				return csv->making->err->code;
			continue;
		}
		start = at = csv->text.ptr + csv->at;
		csv->line = csv->next_line;
		rc = csv_split(csv, &at);
		if (rc > 0) {
			csv_count_lines(csv, start, at);
			csv->at = (size_t)(at - csv->text.ptr);
			return 1;
		}
		if (rc < 0)
			return rc;
		if (csv->is_last)
			return done_evidence_fail(
			    csv->making, csv->line, "a quoted column is not closed");
		if (csv->text.len - csv->at > RECORD_MAX)
			return done_evidence_fail(
			    csv->making, csv->line, "the row has more than %zu bytes", RECORD_MAX);
		if (csv_fill(csv) < 0)
			return csv->making->err->code;
	}
}

const char *done_csv_text(struct done_csv *csv, size_t index)
{
	struct done_arena *arena = csv->making->look->arena;
	const struct done_csv_field *field;
	char *out, *end;

	if (index >= csv->nr)
		return "";
	field = &csv->fields[index];
	if (!field->is_doubled)
		return done_arena_strndup(arena, field->ptr, field->len);
	end = out = done_arena_alloc(arena, field->len + 1);
	for (size_t i = 0; i < field->len; i++) {
		*end++ = field->ptr[i];
		i += field->ptr[i] == '"';
	}
	*end = '\0';
	return out;
}

bool done_csv_is(const struct done_csv_field *field, const char *text)
{
	return field->len == strlen(text) && !memcmp(field->ptr, text, field->len);
}

size_t done_csv_find(const struct done_csv *csv, const char *name)
{
	for (size_t i = 0; i < csv->nr; i++) {
		if (done_csv_is(&csv->fields[i], name))
			return i;
	}
	return DONE_CSV_FIELDS_MAX;
}
