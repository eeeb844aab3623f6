/* Decision records: number, title, status and date, line by line. */
#include "done/decision.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "decision_parts.h"
#include "markdown_parts.h"

enum section { SECTION_NONE, SECTION_HEAD, SECTION_STATUS, SECTION_DATE };

struct walk {
	struct done_decision_reading reading;
	char **lines; /* without line endings and comments */
	size_t nr;
	size_t i;             /* the line at hand */
	enum section section; /* HEAD: below the title and above the next heading */
	bool in_fence;
	bool front_title; /* the title comes from the front matter */
	bool after_pair;  /* the line above was "Key: value" */
};

/* ---- words ---- */

/* The value of "Key: value", however it is dressed up; NULL: the line is something else. */
static const char *value_of(const char *line, const char *key)
{
	size_t len = strlen(key);

	line = done_decision_skip_marks(line);
	if (strncasecmp(line, key, len) != 0)
		return NULL;
	line += len;
	line += strspn(line, " \t*_");
	if (*line != ':')
		return NULL;
	return line + 1 + strspn(line + 1, " \t*_");
}

static bool is_list_item(const char *line)
{
	line += strspn(line, " \t");
	return strchr("*-+", *line) && *line && strchr(" \t", line[1]) && line[1];
}

/* ---- date ---- */

static void take_date(struct walk *walk, const char *text)
{
	struct done_decision *out = walk->reading.out;
	const char *start = text + strspn(text, " \t\"'*_`");
	const char *day = done_arena_strndup(walk->reading.arena, start, strnlen(start, 10));

	if (out->date_text || !*start)
		return;
	out->date_text = done_decision_trimmed(walk->reading.arena, start, strlen(start));
	out->date_line = walk->reading.line;
	if (isdigit((unsigned char)start[strlen(day)]) || !done_day_parse(day, &out->date))
		out->date = DONE_NO_DAY;
}

/* "Accepted on 2026-01-31": where no place for the date says more. */
static void take_date_of_status(struct walk *walk)
{
	const struct done_decision *out = walk->reading.out;
	const char *text = out->status_text;

	if (out->date_text || !text || strpbrk(text, "[/") || strstr(text, ".md"))
		return;
	for (text += strcspn(text, "0123456789"); *text; text += strcspn(text, "0123456789")) {
		size_t digits = strspn(text, "0123456789");

		if (digits == 4 && text[4] == '-') {
			walk->reading.line = out->status_line;
			take_date(walk, text);
			return;
		}
		text += digits;
	}
}

/* ---- title ---- */

/* "# 3. Order schema", "# ADR-0003: Order schema" */
static void take_title(struct walk *walk, const char *text)
{
	struct done_decision *out = walk->reading.out;
	int64_t number = done_decision_number(text);

	out->title_line = walk->reading.line;
	out->in_title = number;
	if (number >= 0) {
		text += strcspn(text, "0123456789");
		text += strspn(text, "0123456789");
		text += strspn(text, ".:-) \t");
	}
	out->title = done_decision_trimmed(walk->reading.arena, text, strlen(text));
}

/* ---- front matter ---- */

/* A status in a list of one is one too. */
static const struct done_value *decision_text_of(const struct done_value *map, const char *key)
{
	for (size_t i = 0; map->type == DONE_MAP && i < map->map.nr; i++) {
		const struct done_value *value = &map->map.ptr[i].value;

		if (strcasecmp(map->map.ptr[i].key.ptr, key) != 0)
			continue;
		if (value->type == DONE_LIST && value->list.nr == 1)
			value = &value->list.ptr[0];
		return value->type == DONE_STRING ? value : NULL;
	}
	return NULL;
}

static void read_front_matter(struct walk *walk, struct done_bytes inside)
{
	static const char *const successors[] = {"superseded_by", "superseded-by", "supersededBy"};
	struct done_arena *arena = walk->reading.arena;
	struct done_error ignored = {0};
	struct done_value map;
	const struct done_value *value;

	if (done_yaml_parse(arena, inside, "", DONE_YAML_ARTIFACT, &map, &ignored) < 0)
		return;
	value = decision_text_of(&map, "status");
	if (value) {
		walk->reading.line = value->line + 1;
		done_decision_take_status(
		    &walk->reading, DONE_DECISION_FRONT_MATTER, value->string.ptr);
	}
	value = decision_text_of(&map, "date");
	if (value) {
		walk->reading.line = value->line + 1;
		take_date(walk, value->string.ptr);
	}
	value = decision_text_of(&map, "title");
	if (value) {
		walk->reading.line = value->line + 1;
		take_title(walk, value->string.ptr);
		walk->front_title = true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(successors); i++) {
		value = decision_text_of(&map, successors[i]);
		if (value)
			done_decision_take_successor(&walk->reading, value->string.ptr);
	}
}

/* ---- headings ---- */

/* "Status", "2. Status:", "**Status**", "Status: accepted", and no "Status quo". */
static bool is_headed(const char *text, const char *name, const char **value)
{
	text += strspn(text, "0123456789. \t");
	text = done_decision_skip_marks(text);
	if (!strncasecmp(text, "decision ", 9) || !strncasecmp(text, "current ", 8))
		text = strchr(text, ' ') + 1;
	if (strncasecmp(text, name, strlen(name)) != 0)
		return false;
	text += strlen(name);
	text += strspn(text, " \t*_`#");
	*value = text + 1;
	return !*text || *text == ':';
}

/* The level of a heading and its text; 0: the line is none. */
static size_t heading_of(const struct walk *walk, const char **text)
{
	const char *line = walk->lines[walk->i];
	const char *below = walk->i + 1 < walk->nr ? walk->lines[walk->i + 1] : "";
	size_t indent = strspn(line, " "), level = strspn(line + indent, "#");

	if (level && level <= 6 && indent < 4 &&
	    (!line[indent + level] || strchr(" \t", line[indent + level]))) {
		*text = line + indent + level + strspn(line + indent + level, " \t");
		return level;
	}
	/* Underlined, and not a paragraph's last line or an item. */
	if (!*line || is_list_item(line) || (walk->i > 0 && *walk->lines[walk->i - 1]))
		return 0;
	for (size_t k = 0; k < 2; k++) {
		size_t marks = strspn(below, k ? "-" : "=");

		*text = line;
		if (marks >= 2 && !below[marks])
			return k + 1;
	}
	return 0;
}

static bool read_heading(struct walk *walk)
{
	const char *text, *value;
	size_t level = heading_of(walk, &text);

	if (!level)
		return false;
	/* The heading is the title that people see. */
	if ((!walk->reading.out->title || walk->front_title) && level == 1) {
		walk->front_title = false;
		take_title(walk, text);
		walk->section = SECTION_HEAD;
		return true;
	}
	walk->section = SECTION_NONE;
	if (is_headed(text, "status", &value)) {
		walk->section = SECTION_STATUS;
		if (value[-1])
			done_decision_take_status(&walk->reading, DONE_DECISION_SECTION, value);
	} else if (is_headed(text, "date", &value)) {
		walk->section = SECTION_DATE;
		if (value[-1])
			take_date(walk, value);
	}
	return true;
}

/* ---- lines ---- */

/* Below the title: bullets, or "Key: value" at the start of a paragraph; a sentence is none. */
static void read_head(struct walk *walk, const char *line)
{
	bool starts = walk->after_pair || is_list_item(line) || walk->i == 0 ||
	    !*walk->lines[walk->i - 1] || walk->lines[walk->i - 1][0] == '#' ||
	    strspn(walk->lines[walk->i - 1], "=") > 1;
	const char *value = value_of(line, "status");
	size_t key = strcspn(line, ":");

	walk->after_pair = starts && line[key] && key < 40;
	if (!walk->after_pair)
		return;
	if (value)
		done_decision_take_status(&walk->reading, DONE_DECISION_HEAD, value);
	else if ((value = value_of(line, "date")))
		take_date(walk, value);
	else if ((value = value_of(line, "superseded by")) ||
	    (value = value_of(line, "superseded-by")))
		done_decision_take_successor(&walk->reading, value);
}

/* "- [ ] proposed" is not ticked. */
static void read_status(struct walk *walk, const char *line)
{
	const char *text = line + strspn(line, " \t*-+>"), *value = value_of(line, "date");

	if (value) {
		take_date(walk, value);
		return;
	}
	if (!strncmp(text, "[ ]", 3))
		return;
	if (!strncasecmp(text, "[x]", 3))
		text += 3;
	value = value_of(text, "status");
	if (value)
		text = value;
	/* "Superseded by" may have its link in the line below. */
	size_t len = strlen(text);

	if (len >= 3 && !strcasecmp(text + len - 3, " by") && walk->i + 1 < walk->nr)
		text =
		    done_arena_printf(walk->reading.arena, "%s %s", text, walk->lines[walk->i + 1]);
	done_decision_take_status(&walk->reading, DONE_DECISION_SECTION, text);
}

static void decision_read_line(struct walk *walk)
{
	const char *line = walk->lines[walk->i], *start = line + strspn(line, " \t");

	if (!strncmp(start, "```", 3) || !strncmp(start, "~~~", 3)) {
		walk->in_fence = !walk->in_fence;
		return;
	}
	if (walk->in_fence || read_heading(walk))
		return;
	/* The line below an underlined heading. */
	if (strspn(line, "=-") >= 2 && !line[strspn(line, "=-")])
		return;
	if (walk->section == SECTION_HEAD)
		read_head(walk, line);
	else if (walk->section == SECTION_STATUS)
		read_status(walk, line);
	else if (walk->section == SECTION_DATE)
		take_date(walk, done_decision_skip_marks(line));
}

static void split_lines(struct walk *walk, struct done_bytes bytes, size_t from)
{
	struct done_arena *arena = walk->reading.arena;
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
	struct done_buf line = {0};
	bool comment = false;
	size_t nr = 1;

	for (size_t i = 0; i < bytes.len; i++)
		nr += bytes.ptr[i] == '\n';
	walk->lines = done_arena_array(arena, nr, sizeof(*walk->lines));
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);
		bool hidden = (size_t)(at - bytes.ptr) < from;

		done_buf_clear(&line);
		done_buf_add(&line, at, hidden ? 0 : len);
		done_html_drop_comments(&line, &comment);
		len = line.len;
		while (len > 0 && strchr(" \t\r", line.ptr[len - 1]))
			len--;
		walk->lines[walk->nr++] = done_arena_strndup(arena, len ? line.ptr : "", len);
		at = stop ? stop + 1 : end;
	}
	done_buf_release(&line);
}

/* ---- names ---- */

/* "20260131-use-x.md" (log4brains), "2026-01-31-use-x.md": the day that it was made. */
static done_day day_in_name(const char *name)
{
	size_t digits = strspn(name, "0123456789"), end = digits == 8 ? 8 : 10;
	done_day day = DONE_NO_DAY;
	char written[11] = "";

	if (strlen(name) <= end || isdigit((unsigned char)name[end]))
		return DONE_NO_DAY;
	if (digits == 8)
		(void)snprintf(
		    written, sizeof(written), "%.4s-%.2s-%.2s", name, name + 4, name + 6);
	else if (digits == 4)
		memcpy(written, name, 10);
	return *written && done_day_parse(written, &day) ? day : DONE_NO_DAY;
}

static int64_t digits_of(const char *name)
{
	int64_t number = 0;

	for (int digits = 0; digits < 8; name++) {
		if (!isdigit((unsigned char)*name))
			continue;
		number = number * 10 + (*name - '0');
		digits++;
	}
	return number;
}

static void read_name(struct walk *walk, const char *file)
{
	struct done_decision *out = walk->reading.out;
	const char *name = done_last_part(file);
	done_day day = day_in_name(name);

	out->dated = day != DONE_NO_DAY;
	out->number = out->dated ? digits_of(name) : done_decision_number(name);
	if (out->number < 0)
		out->number = out->in_title;
	if (out->dated && !out->date_text) {
		char *text = done_arena_alloc(walk->reading.arena, 11);

		done_day_format(day, text);
		out->date_text = text;
		out->date = day;
	}
}

/* ---- the record ---- */

/* Between two lines of "---" that are no YAML (a second colon in a title is enough): by lines. */
static size_t read_loose_front_matter(struct walk *walk)
{
	size_t end = 1;

	if (!walk->nr || strcmp(walk->lines[0], "---") != 0)
		return 0;
	while (end < walk->nr && strcmp(walk->lines[end], "---") != 0 && *walk->lines[end] != '#')
		end++;
	if (end == walk->nr || *walk->lines[end] == '#')
		return 0;
	for (size_t i = 1; i < end; i++) {
		const char *value = value_of(walk->lines[i], "status");

		walk->reading.line = (int)i + 1;
		if (value)
			done_decision_take_status(
			    &walk->reading, DONE_DECISION_FRONT_MATTER, value);
		else if ((value = value_of(walk->lines[i], "date")))
			take_date(walk, value);
	}
	return end + 1;
}

/* Without the lines "---" around. */
static struct done_bytes inside_of(struct done_bytes bytes, size_t len)
{
	const char *start = (const char *)memchr(bytes.ptr, '\n', len) + 1;
	size_t end = len;

	end -= bytes.ptr[end - 1] == '\n';
	while (end > 0 && bytes.ptr[end - 1] != '\n')
		end--;
	return (struct done_bytes){start, (size_t)(bytes.ptr + end - start)};
}

void done_decision_read(
    struct done_arena *arena, struct done_bytes bytes, const char *file, struct done_decision *out)
{
	struct walk walk = {.reading = {.arena = arena, .out = out}};
	size_t head;

	*out = (struct done_decision){
	    .number = -1, .in_title = -1, .superseded_by = -1, .date = DONE_NO_DAY};
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3))
		bytes = (struct done_bytes){bytes.ptr + 3, bytes.len - 3};
	head = done_front_matter_length(bytes);
	split_lines(&walk, bytes, head);
	if (head > 0)
		read_front_matter(&walk, inside_of(bytes, head));
	for (walk.i = head ? 0 : read_loose_front_matter(&walk); walk.i < walk.nr; walk.i++) {
		walk.reading.line = (int)walk.i + 1;
		decision_read_line(&walk);
	}
	done_decision_settle(&walk.reading);
	take_date_of_status(&walk);
	read_name(&walk, file);
}
