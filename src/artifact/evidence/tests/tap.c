/*
 * TAP 12 to 14. Only what stands in the first column counts: subtests are indented, and comments
 * prove nothing. A file that is cut off lacks its plan, or tests of it.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "evidence/parts.h"

/* What a program prints while it starts stands before its first test. */
#define TAP_HEAD 200

struct tap_reader {
	struct done_evidence_making making;
	struct done_evidence_lines lines;
	uint64_t plan, seen;
	int plan_line;
	bool in_yaml, is_bailed, is_bad;
};

static bool tap_is_test(struct done_bytes line)
{
	return done_line_starts(line, "ok ") || done_line_starts(line, "not ok ") ||
	    (line.len == 2 && done_line_starts(line, "ok")) ||
	    (line.len == 6 && done_line_starts(line, "not ok"));
}

/* "ok 1": with a number it is a test, wherever it stands; a program may print "ok" before its
 * tests. */
static bool tap_is_numbered(struct done_bytes line)
{
	size_t at = done_line_starts(line, "not ok ") ? 7 : done_line_starts(line, "ok ") ? 3 : 0;

	return at && line.len > at && line.ptr[at] >= '0' && line.ptr[at] <= '9';
}

static bool tap_is_plan(struct done_bytes line)
{
	return done_line_starts(line, "1..") && line.len > 3 && line.ptr[3] >= '0' &&
	    line.ptr[3] <= '9';
}

static enum done_evidence_guess tap_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;
	bool is_behind = false;

	(void)why;
	(void)fix;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (done_evidence_next(&lines, &line) && lines.line < TAP_HEAD) {
		if (done_line_starts(line, "TAP version ") || tap_is_plan(line) ||
		    (is_behind ? tap_is_numbered(line) : tap_is_test(line)))
			return DONE_GUESS_YES;
		is_behind |= line.len && line.ptr[0] != '#' && line.ptr[0] != ' ';
	}
	return DONE_GUESS_NO;
}

/* "# SKIP why", "# todo": a '#' behind a blank, so that "C# todos" is none. What forgives a failure
 * is a whole word. */
static bool tap_has_directive(const char *text, const char *word, bool is_whole)
{
	size_t len = strlen(word);

	for (const char *at = text; (at = strchr(at, '#')); at++) {
		const char *next = at + 1;

		if (at > text && at[-1] != ' ' && at[-1] != '\t')
			continue;
		while (*next == ' ')
			next++;
		if (!strncasecmp(next, word, len) &&
		    (!is_whole || !isalnum((unsigned char)next[len])))
			return true;
	}
	return false;
}

static int tap_take_test(struct tap_reader *reader, struct done_bytes line)
{
	struct done_arena *arena = reader->making.look->arena;
	bool is_bad = done_line_starts(line, "not ok");
	size_t skip = is_bad ? 6 : 2;
	const char *text =
	    done_line_text(arena, (struct done_bytes){line.ptr + skip, line.len - skip});
	const char *name = text;
	struct done_case one = {.group = "", .line = reader->lines.line};
	char *end;

	while (*name == ' ' || (*name >= '0' && *name <= '9'))
		name++;
	if (*name == '-')
		name++;
	while (*name == ' ')
		name++;
	end = done_arena_strndup(arena, name, strcspn(name, "#"));
	while (*end && end[strlen(end) - 1] == ' ')
		end[strlen(end) - 1] = '\0';
	one.name = *end
	    ? end
	    : done_arena_printf(arena, "test %llu", (unsigned long long)reader->seen + 1);
	one.is_todo = tap_has_directive(text, "todo", true);
	one.outcome = one.is_todo && is_bad          ? DONE_TEST_SKIPPED
	    : is_bad                                 ? DONE_TEST_FAILED
	    : tap_has_directive(text, "skip", false) ? DONE_TEST_SKIPPED
	                                             : DONE_TEST_PASSED;
	reader->seen++;
	return done_evidence_case(&reader->making, &one) ? 0 : reader->making.err->code;
}

static void tap_take_plan(struct tap_reader *reader, struct done_bytes line)
{
	const char *text = done_line_text(
	    reader->making.look->arena, (struct done_bytes){line.ptr + 3, line.len - 3});
	size_t digits = strspn(text, "0123456789");
	const char *number = done_arena_strndup(reader->making.look->arena, text, digits);

	if (reader->plan_line) {
		done_evidence_fault(&reader->making, "two plans", reader->lines.line,
		    "write one report a run", "the report has a second plan");
		return;
	}
	reader->plan_line = reader->lines.line;
	if (!done_evidence_count(number, &reader->plan))
		reader->plan = 0;
}

static int tap_take(struct tap_reader *reader, struct done_bytes line)
{
	struct done_bytes rest = line;

	if (reader->in_yaml) {
		while (rest.len && *rest.ptr == ' ') {
			rest.ptr++;
			rest.len--;
		}
		reader->in_yaml = !(rest.len == 3 && done_line_starts(rest, "..."));
		return 0;
	}
	if (done_line_starts(line, "  ---") && line.len >= 5 && line.len <= 6) {
		reader->in_yaml = true;
	} else if (done_line_starts(line, "Bail out!")) {
		reader->is_bailed = true;
		done_evidence_fault(&reader->making, "bail out", reader->lines.line,
		    "look at the run's output", "the run stopped: %.*s",
		    (int)(line.len > 200 ? 200 : line.len), line.ptr);
	} else if (tap_is_plan(line)) {
		tap_take_plan(reader, line);
	} else if (tap_is_test(line)) {
		return tap_take_test(reader, line);
	}
	return 0;
}

static int tap_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct tap_reader reader = {.making = {look, out, err}, .lines = {.text = look->bytes}};
	struct done_bytes line;
	bool is_comment = false;

	while (done_evidence_next(&reader.lines, &line)) {
		is_comment = done_line_starts(line, "#");
		if (tap_take(&reader, line) < 0)
			return err->code;
	}
	/* "# SKIP" may be what is missing; of a comment nothing is. */
	if (look->bytes.ptr[look->bytes.len - 1] != '\n' && !is_comment)
		done_evidence_fault(&reader.making, "cut off", reader.lines.line,
		    "write the report again: the run may have been cut off",
		    "the last line has no end");
	if (reader.in_yaml)
		done_evidence_fault(&reader.making, "cut off", reader.lines.line,
		    "write the report again: the run may have been cut off",
		    "a block of YAML ('---') has no end ('...')");
	if (!reader.plan_line)
		done_evidence_fault(&reader.making, "no plan", 0,
		    "write the report again: the run may have been cut off",
		    "the report has no plan ('1..N')");
	else if (reader.plan != reader.seen)
		done_evidence_fault(&reader.making, "plan differs", reader.plan_line,
		    "write the report again: the run may have been cut off",
		    "the plan says %llu tests, but the report has %llu",
		    (unsigned long long)reader.plan, (unsigned long long)reader.seen);
	return 0;
}

const struct done_evidence_reader done_evidence_tap = {
    .name = "tap",
    .subject = DONE_EVIDENCE_TESTS,
    .summary = "TAP 12, 13 and 14: prove, mocha, node-tap, bats, pgTAP",
    .takes_lines = true,
    .guess = tap_guess,
    .read = tap_read,
};
