/*
 * `go test -bench`: lines of values with their units. The name ends in GOMAXPROCS where that is not
 * 1, and may end in a number itself. A package that was begun must have its PASS or ok.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

struct gobench_reader {
	struct done_bench_making making;
	struct done_evidence_lines lines;
	const char *package, *cpu, *os, *processor;
	struct done_strings names; /* of the package in hand: as written */
	int *name_lines;
	size_t cap, cap_lines, nr_lines;
	struct done_bytes *rows; /* what is behind each name */
	size_t nr_rows, cap_rows;
	int open_line; /* of the package that has no end yet; 0: none */
};

/* The same as events of `go test -json`: elsewhere these are results of tests. */
static bool gobench_is_events(const struct done_evidence_look *look)
{
	return look->asked->subject == DONE_EVIDENCE_PERFORMANCE &&
	    (look->form == DONE_LOOKS_JSON_LINES || look->form == DONE_LOOKS_JSON) &&
	    done_member_string(look->json, "Action") && done_member_string(look->json, "Package");
}

static enum done_evidence_guess gobench_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;
	bool is_go = false;

	if (gobench_is_events(look))
		return DONE_GUESS_YES;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 2000 && done_evidence_next(&lines, &line)) {
		if (done_line_starts(line, "Benchmark") && memchr(line.ptr, '\t', line.len))
			return DONE_GUESS_YES;
		is_go =
		    is_go || done_line_starts(line, "goos: ") || (done_line_starts(line, "ok  \t"));
	}
	(void)why;
	(void)fix;
	return is_go ? DONE_GUESS_YES : DONE_GUESS_NO;
}

/* ---- one package ---- */

/* How long "-8" is at the end of a name; 0: it is not there. */
static size_t gobench_suffix(const char *name)
{
	size_t len = strlen(name), digits = 0;

	while (digits < len && name[len - 1 - digits] >= '0' && name[len - 1 - digits] <= '9')
		digits++;
	return digits && digits < len && name[len - 1 - digits] == '-' ? digits + 1 : 0;
}

/* The suffix that all names of the package end in. */
static size_t gobench_common(const struct done_strings *names)
{
	size_t len = names->nr ? gobench_suffix(names->items[0]) : 0;
	const char *first = names->nr ? names->items[0] + strlen(names->items[0]) - len : "";

	for (size_t i = 1; len && i < names->nr; i++) {
		if (gobench_suffix(names->items[i]) != len ||
		    strcmp(names->items[i] + strlen(names->items[i]) - len, first) != 0)
			return 0;
	}
	return len;
}

static int gobench_values(
    struct gobench_reader *reader, size_t item, struct done_bytes row, int line)
{
	static const struct {
		const char *unit;
		enum done_metric metric;
	} units[] = {{"ns/op", DONE_METRIC_TIME_NS}, {"B/op", DONE_METRIC_BYTES_PER_OP},
	    {"allocs/op", DONE_METRIC_ALLOCS_PER_OP}};
	char *text = done_arena_strndup(reader->making.base.look->arena, row.ptr, row.len), *rest;
	char *word = strtok_r(text, " \t", &rest);
	bool has_time = false;

	while (word) {
		char *unit = strtok_r(NULL, " \t", &rest), *end;
		double value = strtod(word, &end);

		if (!unit || *end || end == word)
			break;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
			if (strcmp(units[i].unit, unit) != 0)
				continue;
			has_time = has_time || units[i].metric == DONE_METRIC_TIME_NS;
			if (done_bench_add(&reader->making, item, units[i].metric, value, line) < 0)
				return reader->making.base.err->code;
		}
		word = strtok_r(NULL, " \t", &rest);
	}
	if (word || !has_time)
		done_evidence_fault(&reader->making.base, "bad line", line,
		    "write the report again: the run may have been cut off",
		    "the line of a benchmark has a value without its unit, or no "
		    "ns/op");
	return 0;
}

static int gobench_end_package(struct gobench_reader *reader)
{
	struct done_arena *arena = reader->making.base.look->arena;
	size_t suffix = gobench_common(&reader->names);
	const char *host = reader->cpu
	    ? done_arena_printf(arena, "%s, %s/%s", reader->cpu, reader->os ? reader->os : "",
	          reader->processor ? reader->processor : "")
	    : NULL;

	for (size_t i = 0; i < reader->names.nr; i++) {
		const char *name = reader->names.items[i];
		size_t item;

		name = done_arena_printf(arena, "%s%s%.*s", reader->package ? reader->package : "",
		    reader->package ? "." : "", (int)(strlen(name) - suffix), name);
		item = done_bench_item(&reader->making, name, host, reader->name_lines[i]);
		if (gobench_values(reader, item, reader->rows[i], reader->name_lines[i]) < 0)
			return reader->making.base.err->code;
	}
	reader->names.nr = reader->nr_rows = reader->nr_lines = 0;
	reader->open_line = 0;
	reader->package = NULL;
	return 0;
}

/* ---- lines ---- */

/* "BenchmarkName-8  1000  1.5 ns/op"; a name alone, or before a log line, is none. */
static int gobench_take_row(struct gobench_reader *reader, struct done_bytes line)
{
	struct done_arena *arena = reader->making.base.look->arena;
	size_t name = 0, at, digits = 0;

	while (name < line.len && line.ptr[name] != ' ' && line.ptr[name] != '\t')
		name++;
	at = name;
	while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'))
		at++;
	while (
	    at + digits < line.len && line.ptr[at + digits] >= '0' && line.ptr[at + digits] <= '9')
		digits++;
	if (!reader->open_line)
		reader->open_line = reader->lines.line;
	if (!digits ||
	    (at + digits < line.len && line.ptr[at + digits] != ' ' &&
	        line.ptr[at + digits] != '\t'))
		return 0;
	*DONE_ARENA_PUSH(arena, reader->names.items, reader->names.nr, reader->cap) =
	    done_arena_strndup(arena, line.ptr, name);
	*DONE_ARENA_PUSH(arena, reader->name_lines, reader->nr_lines, reader->cap_lines) =
	    reader->lines.line;
	*DONE_ARENA_PUSH(arena, reader->rows, reader->nr_rows, reader->cap_rows) =
	    (struct done_bytes){line.ptr + at + digits, line.len - at - digits};
	return done_evidence_limit(&reader->making.base, reader->names.nr, "measurements");
}

static int gobench_take(struct gobench_reader *reader, struct done_bytes line)
{
	struct done_arena *arena = reader->making.base.look->arena;
	const struct {
		const char *key;
		const char **into;
	} heads[] = {{"goos: ", &reader->os}, {"goarch: ", &reader->processor},
	    {"pkg: ", &reader->package}, {"cpu: ", &reader->cpu}};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(heads); i++) {
		size_t len = strlen(heads[i].key);

		if (!done_line_starts(line, heads[i].key))
			continue;
		*heads[i].into = done_arena_strndup(arena, line.ptr + len, line.len - len);
		if (heads[i].into == &reader->package)
			reader->open_line = reader->lines.line;
		return 0;
	}
	if (done_line_starts(line, "Benchmark"))
		return gobench_take_row(reader, line);
	if (done_line_starts(line, "FAIL") || done_line_starts(line, "--- FAIL")) {
		done_evidence_fault(&reader->making.base, "failed", reader->lines.line,
		    "look at the output of the run, and fix what it shows",
		    "a package or a benchmark of the run failed");
		return gobench_end_package(reader);
	}
	if (done_line_starts(line, "PASS") || done_line_starts(line, "ok  \t"))
		return gobench_end_package(reader);
	return 0;
}

/* Of one package, or of the text as a whole. */
static int gobench_read_text(
    struct gobench_reader *reader, struct done_bytes text, const int *numbers)
{
	struct done_evidence_lines lines = {.text = text};
	struct done_bytes line;
	bool is_ended = text.len && text.ptr[text.len - 1] == '\n';
	int rc = 0;

	while (rc >= 0 && done_evidence_next(&lines, &line)) {
		reader->lines.line = numbers ? numbers[lines.line - 1] : lines.line;
		rc = gobench_take(reader, line);
	}
	if (rc < 0 || (!reader->open_line && is_ended))
		return rc;
	done_evidence_fault(&reader->making.base, "cut off", reader->open_line,
	    "write the report again: the run may have been cut off",
	    "the report ends before the package's PASS");
	return gobench_end_package(reader);
}

/* ---- events ---- */

/* What a package printed, in pieces: a line of a benchmark comes in two. */
struct gobench_output {
	struct done_buf text;
	int *numbers; /* lines of the file where the lines of the text begin */
	size_t nr, cap;
};

struct gobench_events {
	struct gobench_reader *reader;
	struct done_evidence_names names;
	struct gobench_output *outputs; /* by the number of the name */
	size_t nr, cap;
};

static void gobench_add_output(
    struct gobench_events *events, struct gobench_output *output, const char *text)
{
	for (; *text; text++) {
		if (!output->text.len || output->text.ptr[output->text.len - 1] == '\n')
			*DONE_ARENA_PUSH(events->names.arena, output->numbers, output->nr,
			    output->cap) = events->reader->lines.line;
		done_buf_addch(&output->text, *text);
	}
}

static int gobench_take_event(struct gobench_events *events, const struct done_value *event)
{
	const char *action = done_member_string(event, "Action");
	const char *package = done_member_string(event, "Package");
	const char *text = done_member_string(event, "Output");
	bool is_new;
	size_t at;

	if (!action)
		return done_evidence_fail(&events->reader->making.base, events->reader->lines.line,
		    "the line is not an event of 'go test -json'");
	if (!package)
		return 0;
	at = done_evidence_name(&events->names, package, strlen(package), &is_new);
	if (is_new)
		*DONE_ARENA_PUSH(events->names.arena, events->outputs, events->nr, events->cap) =
		    (struct gobench_output){0};
	if (text)
		gobench_add_output(events, &events->outputs[at], text);
	return 0;
}

static int gobench_read_events(struct gobench_reader *reader)
{
	const struct done_evidence_look *look = reader->making.base.look;
	struct gobench_events events = {.reader = reader, .names = {.arena = look->arena}};
	struct done_arena scratch = {0};
	struct done_bytes line;
	int rc = 0;

	while (rc >= 0 && done_evidence_next(&reader->lines, &line)) {
		struct done_value event;
		struct done_error problem = {0};

		if (!line.len)
			continue;
		if (done_json_parse(&scratch, line, look->file, &event, &problem) < 0)
			rc = done_evidence_fail(
			    &reader->making.base, reader->lines.line, "%s", problem.message);
		else
			rc = gobench_take_event(&events, &event);
		done_arena_release(&scratch);
	}
	for (size_t i = 0; i < events.nr; i++) {
		struct gobench_output *output = &events.outputs[i];

		if (rc >= 0 && output->text.len)
			rc = gobench_read_text(reader,
			    (struct done_bytes){output->text.ptr, output->text.len},
			    output->numbers);
		done_buf_release(&output->text);
	}
	return rc;
}

static int gobench_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct gobench_reader reader = {.lines = {.text = look->bytes}};
	int rc;

	done_bench_open(&reader.making, look, out, err);
	rc = gobench_is_events(look) ? gobench_read_events(&reader)
	                             : gobench_read_text(&reader, look->bytes, NULL);
	return rc < 0 ? rc : done_bench_close(&reader.making);
}

const struct done_evidence_reader done_evidence_gobench = {
    .name = "gobench",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`go test -bench . -benchmem -count 5`, also with `-json`",
    .takes_lines = true,
    .yields = DONE_YIELDS(TIME_NS) | DONE_YIELDS(BYTES_PER_OP) | DONE_YIELDS(ALLOCS_PER_OP),
    .guess = gobench_guess,
    .read = gobench_read,
};
