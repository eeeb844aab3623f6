/* Decision records: number, title, status and date, line by line. */
#include "done/decision.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const done_decision_statuses[] = {
	[DONE_DECISION_UNKNOWN] = NULL,
	[DONE_DECISION_PROPOSED] = "proposed",
	[DONE_DECISION_ACCEPTED] = "accepted",
	[DONE_DECISION_REJECTED] = "rejected",
	[DONE_DECISION_DEPRECATED] = "deprecated",
	[DONE_DECISION_SUPERSEDED] = "superseded",
};

struct reading {
	struct done_arena *arena;
	struct done_decision *out;
	int line;
	bool in_front_matter, in_fence;
	bool in_head;   /* below the title and above the next heading */
	bool in_status; /* below a heading "Status" */
};

/* ---- words ---------------------------------------------------------------------------------- */

static char *trimmed(struct reading *reading, const char *text, size_t len)
{
	while (len && strchr(" \t\r", text[len - 1]))
		len--;
	while (len && strchr(" \t", *text)) {
		text++;
		len--;
	}
	return done_arena_strndup(reading->arena, text, len);
}

/* Digits at the start, as "0003" in "0003-order-schema"; -1: none, or too many. */
static int64_t number_at(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits && digits <= 9 ? strtoll(text, NULL, 10) : -1;
}

/* "ADR-0003", "adr 3", "0003", "#3". */
static int64_t number_of(const char *text)
{
	text += strspn(text, " \t[(#");
	if (!strncasecmp(text, "adr", 3)) {
		text += 3;
		text += strspn(text, "-_ #");
	}
	return number_at(text);
}

/* What people put around a word: emphasis, quotes, the bullets of a list. */
static const char *skip_marks(const char *text)
{
	return text + strspn(text, " \t*_`\"'>-~[");
}

/* The value of "Key: value", however it is dressed up; NULL: the line is something else. */
static const char *value_of(const char *line, const char *key)
{
	size_t len = strlen(key);

	line = skip_marks(line);
	if (strncasecmp(line, key, len) != 0)
		return NULL;
	line += len;
	line += strspn(line, " \t*_");
	if (*line != ':')
		return NULL;
	return line + 1 + strspn(line + 1, " \t*_");
}

/* ---- status and date ------------------------------------------------------------------------ */

/* What follows the word "by"; NULL. */
static const char *find_by(const char *text)
{
	for (; *text; text++) {
		if (!strncasecmp(text, " by", 3) && strchr(" \t:", text[3]) && text[3])
			return text + 4;
	}
	return NULL;
}

static void read_successor(struct reading *reading, const char *text)
{
	const char *by = find_by(text), *open, *close;

	if (!by)
		return;
	reading->out->superseded_by = number_of(by);
	open = strstr(by, "](");
	close = open ? strpbrk(open + 2, ")# \t") : NULL;
	if (close && close > open + 2)
		reading->out->superseded_path =
			done_arena_strndup(reading->arena, open + 2, (size_t)(close - open - 2));
}

static bool starts_with_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	return !strncasecmp(text, word, len) && !isalnum((unsigned char)text[len]);
}

static enum done_decision_status status_of(const char *text)
{
	text = skip_marks(text);
	/* "proposed | accepted | …" is a template's. */
	if (strchr(text, '|'))
		return DONE_DECISION_UNKNOWN;
	for (size_t i = 1; i < DONE_DECISION_STATUSES; i++) {
		if (starts_with_word(text, done_decision_statuses[i]))
			return (enum done_decision_status)i;
	}
	/* As adr-tools spells it. */
	return starts_with_word(text, "superceded") ? DONE_DECISION_SUPERSEDED
	                                            : DONE_DECISION_UNKNOWN;
}

/* Of several lines below "Status" the one that ends the decision counts: adr-tools leaves
 * "Accepted" above "Superseded by …" in some versions. */
static void take_status(struct reading *reading, const char *text)
{
	struct done_decision *out = reading->out;
	enum done_decision_status status = status_of(text);

	if (!*text || (out->status_text && status <= out->status))
		return;
	out->status = status;
	out->status_text = trimmed(reading, text, strlen(text));
	out->status_line = reading->line;
	if (status == DONE_DECISION_SUPERSEDED)
		read_successor(reading, text);
}

static void take_date(struct reading *reading, const char *text)
{
	struct done_decision *out = reading->out;
	const char *start = text + strspn(text, " \t\"'");
	const char *day = done_arena_strndup(reading->arena, start, strnlen(start, 10));

	if (out->date_text || !*start)
		return;
	out->date_text = trimmed(reading, start, strlen(start));
	out->date_line = reading->line;
	if (isdigit((unsigned char)start[strlen(day)]) || !done_day_parse(day, &out->date))
		out->date = DONE_NO_DAY;
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* "# 3. Order schema", "# ADR-0003: Order schema" */
static void take_title(struct reading *reading, const char *text)
{
	struct done_decision *out = reading->out;
	int64_t number = number_of(text);

	out->title_line = reading->line;
	out->in_title = number;
	if (number >= 0) {
		text += strcspn(text, "0123456789");
		text += strspn(text, "0123456789");
		text += strspn(text, ".:-) \t");
	}
	out->title = trimmed(reading, text, strlen(text));
}

static bool read_heading(struct reading *reading, const char *line)
{
	size_t level = strspn(line, "#");
	const char *text = line + level + strspn(line + level, " \t");

	if (!level || level > 6 || !strchr(" \t", line[level]))
		return false;
	if (!reading->out->title && level == 1) {
		take_title(reading, text);
		reading->in_head = true;
		return true;
	}
	reading->in_head = false;
	reading->in_status = starts_with_word(text, "status");
	return true;
}

static void read_pairs(struct reading *reading, const char *line)
{
	const char *value = value_of(line, "status");

	if (value) {
		take_status(reading, value);
		return;
	}
	value = value_of(line, "date");
	if (value)
		take_date(reading, value);
}

static void read_body(struct reading *reading, const char *line)
{
	const char *start = line + strspn(line, " \t");

	if (!strncmp(start, "```", 3) || !strncmp(start, "~~~", 3)) {
		reading->in_fence = !reading->in_fence;
		return;
	}
	if (reading->in_fence || read_heading(reading, line))
		return;
	if (reading->in_head || (reading->in_status && value_of(line, "date")))
		read_pairs(reading, line);
	else if (reading->in_status)
		take_status(reading, skip_marks(line));
}

static void read_line(struct reading *reading, const char *line)
{
	bool border = !strncmp(line, "---", 3) && !line[3 + strspn(line + 3, " \t\r-")];

	if (reading->line == 1 && border)
		reading->in_front_matter = true;
	else if (reading->in_front_matter && border)
		reading->in_front_matter = false;
	else if (reading->in_front_matter)
		read_pairs(reading, line);
	else
		read_body(reading, line);
}

static int64_t number_in_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return number_of(slash ? slash + 1 : file);
}

void done_decision_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
                        struct done_decision *out)
{
	struct reading reading = {.arena = arena, .out = out};
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;

	*out = (struct done_decision){
		.number = -1, .in_title = -1, .superseded_by = -1, .date = DONE_NO_DAY};
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);

		reading.line++;
		read_line(&reading, done_arena_strndup(arena, at,
		                                       len && at[len - 1] == '\r' ? len - 1 : len));
		at += len + 1;
	}
	out->number = number_in_name(file);
	if (out->number < 0)
		out->number = out->in_title;
}
