/*
 * tap: Test Anything Protocol 14, a test for each check of each service. A warning is a TODO, what
 * does not apply is a SKIP.
 */
#include <string.h>

#include "formats.h"

enum { STRING_MAX = 8192 };

struct tap {
	struct done_buf tests;
	struct done_arena *arena;
	size_t nr;
};

static void begin_test(struct tap *tap, bool ok, const char *name)
{
	done_buf_addf(&tap->tests, "%s %zu - ", ok ? "ok" : "not ok", ++tap->nr);
	done_escape_tap(&tap->tests, name);
}

static void end_test(struct tap *tap, const char *directive, const char *reason)
{
	if (directive) {
		done_buf_addf(&tap->tests, " # %s ", directive);
		done_escape_tap(&tap->tests, reason);
	}
	done_buf_addch(&tap->tests, '\n');
}

/* A JSON string is a YAML string. Readers have limits of their own, so it is cut. */
static void tap_add_quoted(struct done_buf *out, const char *text)
{
	struct done_buf clean = {0}, quoted = {0};
	struct done_json json = {.out = &quoted, .compact = true};

	done_buf_addstr(&clean, "");
	done_escape_plain(&clean, text, STRING_MAX);
	done_json_string(&json, clean.ptr);
	done_escape_json_commands(out, &quoted);
	done_buf_release(&clean);
	done_buf_release(&quoted);
}

static void add_member(struct done_buf *out, int indent, const char *key, const char *text)
{
	if (!text)
		return;
	done_buf_addf(out, "%*s%s: ", indent, "", key);
	tap_add_quoted(out, text);
	done_buf_addch(out, '\n');
}

static void tap_add_findings(struct tap *tap, const struct done_check_report *check)
{
	struct done_buf *out = &tap->tests;

	if (check->nr_findings)
		done_buf_addstr(out, "  findings:\n");
	for (size_t i = 0; i < check->nr_findings; i++) {
		const struct done_finding *finding = &check->findings[i];

		if (finding->is_known && check->verdict == DONE_UNMET)
			continue;
		done_buf_addstr(out, "    - message: ");
		tap_add_quoted(out, done_short_of(finding));
		done_buf_addch(out, '\n');
		add_member(out, 6, "detail", done_detail_of(finding));
		if (finding->path)
			add_member(out, 6, "path", done_arena_shown(tap->arena, finding->path));
		if (finding->line > 0)
			done_buf_addf(out, "      line: %d\n", finding->line);
		if (finding->line > 0 && finding->column > 0)
			done_buf_addf(out, "      column: %d\n", finding->column);
		add_member(out, 6, "fix", finding->fix);
	}
	if (check->nr_dropped)
		done_buf_addf(out, "  dropped: %zu\n", check->nr_dropped);
	if (check->nr_known)
		done_buf_addf(out, "  known: %zu\n", check->nr_known);
}

static void add_diagnosis(struct tap *tap, const struct done_check_report *check)
{
	struct done_buf *out = &tap->tests, waiver = {0};

	done_say_waiver(&waiver, check);
	done_buf_addstr(out, "  ---\n");
	add_member(out, 2, "verdict", done_verdict_name(check->verdict));
	add_member(out, 2, "waiver", waiver.ptr);
	done_buf_release(&waiver);
	add_member(out, 2, "reason", check->reason);
	add_member(out, 2, "cure", check->cure);
	tap_add_findings(tap, check);
	add_member(out, 2, "why", check->check->why);
	add_member(out, 2, "url", check->check->url);
	done_buf_addstr(out, "  ...\n");
}

static void tap_add_check(struct tap *tap, const char *name, const struct done_check_report *check)
{
	bool is_owed = check->verdict == DONE_OWED;
	bool falls_short =
	    check->verdict == DONE_UNMET || check->verdict == DONE_UNDECIDED || is_owed;
	struct done_buf words = {0};
	const char *directive = NULL;

	if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING) {
		directive = "TODO";
		done_buf_addstr(&words, check->effective == DONE_NO_DAY ? "a warning" : "");
		done_say_effective(&words, check);
	} else if (is_owed) {
		directive = "TODO";
		done_say_reason(&words, check);
	} else if (!falls_short && check->verdict != DONE_MET) {
		directive = "SKIP";
		done_say_reason(&words, check);
	}
	begin_test(
	    tap, !falls_short, done_arena_printf(tap->arena, "%s %s", name, check->check->id));
	end_test(tap, directive, words.ptr);
	if (falls_short)
		add_diagnosis(tap, check);
	done_buf_release(&words);
}

static void tap_add_service(struct tap *tap, const struct done_service_report *service)
{
	const char *name = done_arena_shown(tap->arena, service->service->name);

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			tap_add_check(tap, name, &service->criteria[i].checks[j]);
	}
}

static void add_comment(struct done_buf *out, const char *text)
{
	done_buf_addstr(out, "# ");
	done_escape_tap(out, text);
	done_buf_addch(out, '\n');
}

static void tap_add_run(struct tap *tap, const struct done_run *run)
{
	if (run->ref)
		add_comment(&tap->tests, done_arena_shown(tap->arena, run->ref));
	if (run->same_as >= 0) {
		begin_test(tap, run->verdict == DONE_MET, "the same change as an earlier one");
		end_test(tap, NULL, NULL);
		return;
	}
	for (size_t i = 0; i < run->nr_services; i++)
		tap_add_service(tap, &run->services[i]);
	for (size_t i = 0; i < run->nr_notes; i++) {
		if (run->notes[i].level == DONE_NOTE_ERROR) {
			begin_test(tap, false, run->notes[i].message);
			end_test(tap, NULL, NULL);
		} else {
			add_comment(&tap->tests, run->notes[i].message);
		}
	}
}

static void write_tap(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct tap tap = {.arena = &arena};
	struct done_buf verdict = {0};

	(void)style;
	for (size_t i = 0; i < report->nr_runs; i++)
		tap_add_run(&tap, &report->runs[i]);
	done_say_verdict(&verdict, report);
	done_buf_addf(
	    out, "TAP version 14\n1..%zu%s\n", tap.nr, tap.nr ? "" : " # SKIP nothing to judge");
	add_comment(&tap.tests, verdict.ptr);
	done_buf_add(out, tap.tests.ptr, tap.tests.len);
	done_buf_release(&tap.tests);
	done_buf_release(&verdict);
	done_arena_release(&arena);
}

static void write_tap_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_buf message = {0};

	(void)exit_status;
	done_error_describe(error, &message);
	done_buf_addstr(out, "TAP version 14\n");
	if (error->cure[0])
		add_comment(out, error->cure);
	done_buf_addstr(out, "Bail out! ");
	done_escape_tap(out, message.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&message);
}

const struct done_format done_format_tap = {
    .name = "tap",
    .summary = "Test Anything Protocol 14, a test for each check",
    .write = write_tap,
    .write_error = write_tap_error,
};
