/* What the readers of evidence share: faults, limits, numbers, lines, members. */
#include "evidence/parts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- faults and errors ---- */

DONE_PRINTF(2, 0)
static const char *evidence_text(struct done_arena *arena, const char *format, va_list args)
    DONE_PRINTF(2, 0);
static const char *evidence_text(struct done_arena *arena, const char *format, va_list args)
{
	struct done_buf buf = {.max = 400};
	const char *text;

	done_buf_vaddf(&buf, format, args);
	text = done_arena_strndup(arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

void done_evidence_fault(struct done_evidence_making *making, const char *wrong, int line,
    const char *fix, const char *format, ...)
{
	struct done_evidence_report *out = making->out;
	struct done_evidence_fault *fault;
	va_list args;

	if (out->nr_faults == DONE_EVIDENCE_FAULTS_MAX) {
		out->nr_faults_more++;
		return;
	}
	fault = DONE_ARENA_PUSH(making->look->arena, out->faults, out->nr_faults, out->cap_faults);
	fault->wrong = wrong;
	fault->line = line;
	fault->fix = fix;
	va_start(args, format);
	fault->message = evidence_text(making->look->arena, format, args);
	va_end(args);
}

int done_evidence_fail(struct done_evidence_making *making, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	done_error_set(
	    making->err, DONE_E_POLICY, "%s", evidence_text(making->look->arena, format, args));
	va_end(args);
	return done_error_place(making->err, making->look->file, line, line ? 1 : 0);
}

int done_evidence_limit(struct done_evidence_making *making, size_t nr, const char *what)
{
	if (nr < DONE_EVIDENCE_ITEMS_MAX)
		return 0;
	done_error_set(making->err, DONE_E_UNDECIDED, "the report has more than %d %s",
	    DONE_EVIDENCE_ITEMS_MAX, what);
	done_error_cure(making->err, "split it into several reports");
	return done_error_place(making->err, making->look->file, 0, 0);
}

/* ---- names and numbers ---- */

const char *done_evidence_cut(struct done_arena *arena, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	if (len <= DONE_EVIDENCE_NAME_MAX)
		return done_arena_strndup(arena, text ? text : "", len);
	len = DONE_EVIDENCE_NAME_MAX;
	while (len && ((unsigned char)text[len] & 0xC0) == 0x80)
		len--;
	return done_arena_printf(arena, "%.*s…", (int)len, text);
}

bool done_evidence_count(const char *text, uint64_t *out)
{
	uint64_t count = 0;

	if (!text || !*text)
		return false;
	for (; *text; text++) {
		uint64_t digit = (uint64_t)(*text - '0');

		if (*text < '0' || *text > '9')
			return false;
		count = count > (UINT64_MAX - digit) / 10 ? UINT64_MAX : count * 10 + digit;
	}
	*out = count;
	return true;
}

bool done_evidence_line(const char *text, int *out)
{
	uint64_t count;

	if (!done_evidence_count(text, &count) || !count || count > INT_MAX)
		return false;
	*out = (int)count;
	return true;
}

/* ---- XML ---- */

const char *done_tag_get(const struct done_xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->nr_attributes; i++) {
		if (!strcmp(tag->attributes[i].name, name))
			return tag->attributes[i].value;
	}
	return NULL;
}

int done_evidence_xml(
    struct done_evidence_making *making, const struct done_xml_events *events, void *data)
{
	return done_xml_read(making->look->bytes, making->look->file, DONE_EVIDENCE_BYTES_MAX,
	    events, data, making->err);
}

/* ---- lines ---- */

bool done_evidence_next(struct done_evidence_lines *lines, struct done_bytes *out)
{
	const char *start = lines->text.ptr + lines->at, *end;
	size_t left = lines->text.len - lines->at;

	if (!left)
		return false;
	end = memchr(start, '\n', left);
	out->ptr = start;
	out->len = end ? (size_t)(end - start) : left;
	lines->at += out->len + (end ? 1 : 0);
	if (out->len && start[out->len - 1] == '\r')
		out->len--;
	lines->line++;
	return true;
}

bool done_line_starts(struct done_bytes line, const char *start)
{
	size_t len = strlen(start);

	return line.len >= len && !memcmp(line.ptr, start, len);
}

const char *done_line_text(struct done_arena *arena, struct done_bytes line)
{
	return done_arena_strndup(arena, line.ptr, line.len);
}

/* ---- JSON ---- */

const char *done_member_string(const struct done_value *map, const char *key)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_STRING ? value->string.ptr : NULL;
}

const struct done_value *done_member_list(const struct done_value *map, const char *key)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_LIST ? value : NULL;
}

const struct done_value *done_member_map(const struct done_value *map, const char *key)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_MAP ? value : NULL;
}

bool done_value_count(const struct done_value *value, uint64_t *out)
{
	if (value && value->type == DONE_INTEGER && value->integer >= 0) {
		*out = (uint64_t)value->integer;
		return true;
	}
	/* Beyond 64 bits: counts are compared with 0 only. */
	if (value && value->type == DONE_REAL && value->whole && value->real > 0) {
		*out = UINT64_MAX;
		return true;
	}
	return false;
}

/* ---- dates ---- */

void done_evidence_dated(struct done_evidence_report *out, const char *text, int line)
{
	char day_text[11] = "";
	done_day day;

	if (!text || strlen(text) < 10)
		return;
	memcpy(day_text, text, 10);
	if (!done_day_parse(day_text, &day) || (out->day != DONE_NO_DAY && day <= out->day))
		return;
	out->day = day;
	out->day_line = line;
}

void done_evidence_dated_seconds(struct done_evidence_report *out, double seconds, int line)
{
	done_day day;

	if (!(seconds >= 0 && seconds < 1e11))
		return;
	day = (done_day)(seconds / 86400);
	if (out->day != DONE_NO_DAY && day <= out->day)
		return;
	out->day = day;
	out->day_line = line;
}
