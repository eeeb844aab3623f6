/*
 * markdown: a comment on a pull request, or the summary of a CI step: the verdict, a table of
 * services by criteria, folded details, worst first. It starts with a marker by which a bot finds
 * its comment again, and is cut at the platform's limit with the rest counted.
 */
#include <string.h>

#include "fleet/fleet_parts.h"
#include "formats.h"

/* GitHub takes 65,536 characters in a comment; a byte is never less than a character. */
#define COMMENT_MAX 65000
enum {
	ROWS_MAX = 100,
	FINDINGS_MAX = 20,
	COLUMNS_MAX = 20,
	TITLE_MAX = 100,
	TAIL_MAX = 4000,
	NUMBERS_MAX = 50
};

#define MARKER "<!-- git-done -->\n"

struct writer {
	struct done_arena *arena;
	struct done_buf out;
	size_t nr_left; /* services whose details did not fit */
};

static void add_code_raw(struct writer *writer, struct done_buf *out, const char *raw)
{
	done_escape_markdown_code(out, done_arena_shown(writer->arena, raw));
}

/* ---- the table ---- */

static const char *const marks[] = {
    [DONE_MET] = "ok",
    [DONE_UNMET] = "**not met**",
    [DONE_WAIVED] = "waived",
    [DONE_NOT_APPLICABLE] = "–",
    [DONE_UNDECIDED] = "**undecided**",
    [DONE_NEXT] = "next",
    [DONE_OWED] = "no worse",
};

static bool has_warning(const struct done_criterion_report *criterion)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		if (criterion->checks[i].verdict == DONE_UNMET &&
		    criterion->checks[i].level == DONE_LEVEL_WARNING)
			return true;
	}
	return false;
}

static const char *mark_of(const struct done_service_report *service, const char *id)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];

		if (strcmp(criterion->criterion->id, id) != 0)
			continue;
		if (criterion->verdict != DONE_UNMET && criterion->verdict != DONE_UNDECIDED &&
		    has_warning(criterion))
			return "warning";
		return marks[criterion->verdict];
	}
	return "–";
}

/* The criteria of the policy that judged; a service's own where there is none. */
static size_t collect_heads(
    const struct done_run *run, const struct done_criterion *heads[COLUMNS_MAX])
{
	size_t nr = 0;

	for (size_t i = 0; run->policy && i < run->policy->nr_criteria && nr < COLUMNS_MAX; i++)
		heads[nr++] = &run->policy->criteria[i];
	if (!run->policy && run->nr_services) {
		const struct done_service_report *first = &run->services[0];
		for (size_t i = 0; i < first->nr_criteria && nr < COLUMNS_MAX; i++)
			heads[nr++] = first->criteria[i].criterion;
	}
	return nr;
}

static void markdown_add_row(struct writer *writer, struct done_buf *row,
    const struct done_service_report *service, const struct done_criterion *const *heads, size_t nr)
{
	done_buf_addstr(row, "| ");
	done_escape_markdown(row, done_arena_shown(writer->arena, service->service->name));
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(row, " | %s", mark_of(service, heads[i]->id));
	done_buf_addstr(row, " |\n");
}

/* Over a column, of which there are many: what is longer is cut. */
static void markdown_add_title(struct done_buf *out, const char *title)
{
	struct done_buf shown = {0};

	done_escape_plain(&shown, title, TITLE_MAX);
	done_escape_markdown(out, shown.ptr);
	done_buf_release(&shown);
}

static void markdown_add_table(struct writer *writer, const struct done_run *run,
    const struct done_service_report *const *services)
{
	const struct done_criterion *heads[COLUMNS_MAX];
	size_t nr = collect_heads(run, heads), rows = 0;

	if (!run->nr_services)
		return;
	done_buf_addstr(&writer->out, "| service");
	for (size_t i = 0; i < nr; i++) {
		done_buf_addstr(&writer->out, " | ");
		markdown_add_title(&writer->out, heads[i]->title);
	}
	done_buf_addstr(&writer->out, " |\n| :-");
	for (size_t i = 0; i < nr; i++)
		done_buf_addstr(&writer->out, " | :-");
	done_buf_addstr(&writer->out, " |\n");
	for (; rows < run->nr_services && rows < ROWS_MAX; rows++) {
		struct done_buf row = {0};
		bool fits;

		markdown_add_row(writer, &row, services[rows], heads, nr);
		fits = writer->out.len + row.len < COMMENT_MAX / 2;
		if (fits)
			done_buf_add(&writer->out, row.ptr, row.len);
		done_buf_release(&row);
		if (!fits)
			break;
	}
	done_buf_addch(&writer->out, '\n');
	if (rows < run->nr_services)
		done_buf_addf(&writer->out, "and %zu more services, none worse than these\n\n",
		    run->nr_services - rows);
	if (run->policy && run->policy->nr_criteria > COLUMNS_MAX)
		done_buf_addf(&writer->out, "%zu more criteria are not in the table\n\n",
		    run->policy->nr_criteria - COLUMNS_MAX);
}

/* ---- details ---- */

static void markdown_add_finding(
    struct writer *writer, struct done_buf *out, const struct done_finding *finding)
{
	struct done_buf place = {0};

	done_buf_addstr(out, "- ");
	if (finding->path) {
		done_buf_addstr(&place, done_arena_shown(writer->arena, finding->path));
		if (finding->line > 0)
			done_buf_addf(&place, ":%d", finding->line);
		done_escape_markdown_code(out, place.ptr);
		done_buf_addstr(out, ": ");
	}
	done_escape_markdown(out, done_short_of(finding));
	done_buf_addch(out, '\n');
	done_buf_release(&place);
}

static void add_labelled(struct done_buf *out, const char *label, const char *text)
{
	if (!text)
		return;
	done_buf_addf(out, "\n%s: ", label);
	done_escape_markdown(out, text);
	done_buf_addch(out, '\n');
}

static void add_dates(struct done_buf *out, const struct done_check_report *check)
{
	struct done_buf waiver = {0}, effective = {0};

	done_say_waiver(&waiver, check);
	if (waiver.len)
		add_labelled(out, "waiver", waiver.ptr);
	done_say_effective(&effective, check);
	if (effective.len)
		add_labelled(out, "when", effective.ptr);
	done_buf_release(&waiver);
	done_buf_release(&effective);
}

static void add_fixes(struct done_buf *out, const struct done_check_report *check)
{
	const char *last = NULL;

	for (size_t i = 0; i < done_new_findings(check) && i < FINDINGS_MAX; i++) {
		const char *fix = done_short_fix_of(&check->findings[i]);

		if (!fix || (last && !strcmp(fix, last)))
			continue;
		done_buf_addstr(out, "\nfix:\n\n");
		done_escape_markdown_block(out, fix);
		last = fix;
	}
}

static void markdown_add_check(
    struct writer *writer, struct done_buf *out, const struct done_check_report *check)
{
	size_t fresh = done_new_findings(check);
	size_t shown = fresh < FINDINGS_MAX ? fresh : FINDINGS_MAX;
	size_t rest = fresh - shown + done_new_dropped(check);

	done_buf_addstr(out, "\n**");
	done_escape_markdown(out, check->check->id);
	done_buf_addf(out, "** %s\n",
	    check->verdict == DONE_UNDECIDED         ? "is undecided"
	        : check->level == DONE_LEVEL_WARNING ? "is not met (a warning)"
	                                             : "is not met");
	if (shown || rest)
		done_buf_addch(out, '\n');
	for (size_t i = 0; i < shown; i++)
		markdown_add_finding(writer, out, &check->findings[i]);
	if (rest)
		done_buf_addf(out, "- and %zu more\n", rest);
	if (check->nr_known)
		done_buf_addf(out, "- and %zu that the base has, too\n", check->nr_known);
	if (!check->nr_findings)
		add_labelled(out, "because", check->reason);
	add_dates(out, check);
	if (check->cure) {
		done_buf_addstr(out, "\nto do:\n\n");
		done_escape_markdown_block(out, check->cure);
	}
	add_fixes(out, check);
	add_labelled(out, "why", check->check->why);
	if (check->check->url) {
		done_buf_addstr(out, "\nsee: ");
		done_escape_markdown_code(out, check->check->url);
		done_buf_addch(out, '\n');
	}
}

/* What is excused: no finding, but who excuses it, why and until when; and what is owed. */
static void add_excused(struct done_buf *out, const struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];
			struct done_buf words = {0};

			if (check->verdict != DONE_WAIVED && check->verdict != DONE_OWED)
				continue;
			done_say_reason(&words, check);
			done_buf_addstr(out, "\n**");
			done_escape_markdown(out, check->check->id);
			done_buf_addstr(out, "** is ");
			done_escape_markdown(out, words.ptr);
			done_buf_addch(out, '\n');
			done_buf_release(&words);
		}
	}
}

/* What is met, folded, with the first of what met it. */
static void add_met(struct done_buf *out, const struct done_service_report *service)
{
	struct done_buf lines = {0};
	size_t nr = 0;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];
			struct done_buf words = {0};

			if (check->verdict != DONE_MET || !check->nr_evidence)
				continue;
			nr++;
			done_say_evidence(&words, &check->evidence[0]);
			done_buf_addstr(&lines, "- ");
			done_escape_markdown(&lines, check->check->id);
			done_buf_addstr(&lines, ": ");
			done_escape_markdown(&lines, words.ptr);
			done_buf_addch(&lines, '\n');
			done_buf_release(&words);
		}
	}
	if (nr)
		done_buf_addf(out, "\n<details><summary>%zu %s met</summary>\n\n%s\n</details>\n",
		    nr, nr == 1 ? "check is" : "checks are", lines.ptr);
	done_buf_release(&lines);
}

static void markdown_add_service(struct writer *writer, const struct done_service_report *service)
{
	struct done_buf details = {0}, met = {0};

	done_buf_addstr(&details, "<details><summary>");
	done_escape_html(&details, done_arena_shown(writer->arena, service->service->name));
	done_buf_addf(&details, " is %s</summary>\n", done_word_of_verdict(service->verdict));
	for (int kind = 0; kind < 3; kind++) {
		for (size_t i = 0; i < service->nr_criteria; i++) {
			for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
				const struct done_check_report *check =
				    &service->criteria[i].checks[j];
				if (done_rank_of_check(check) == kind)
					markdown_add_check(writer, &details, check);
			}
		}
	}
	add_excused(&details, service);
	/* What is missing comes first: what is met only where there is plenty of room. */
	add_met(&met, service);
	if (met.len && writer->out.len + details.len + met.len < COMMENT_MAX / 4)
		done_buf_add(&details, met.ptr, met.len);
	done_buf_release(&met);
	done_buf_addstr(&details, "\n</details>\n\n");
	if (writer->out.len + details.len + TAIL_MAX > COMMENT_MAX)
		writer->nr_left++;
	else
		done_buf_add(&writer->out, details.ptr, details.len);
	done_buf_release(&details);
}

/* ---- runs ---- */

static void markdown_add_line(struct writer *writer, const char *label, const char *text)
{
	struct done_buf line = {0};

	if (!text)
		return;
	done_buf_addf(&line, "%s: ", label);
	done_escape_markdown(&line, text);
	done_buf_addstr(&line, "  \n");
	if (writer->out.len + line.len + TAIL_MAX / 4 < COMMENT_MAX)
		done_buf_add(&writer->out, line.ptr, line.len);
	else
		writer->nr_left++;
	done_buf_release(&line);
}

static void add_facts(struct writer *writer, const struct done_run *run)
{
	struct done_strings disputed = done_report_disputed(writer->arena, run);
	struct done_note_list notes = done_notes_folded(writer->arena, run);
	struct done_buf examined = {0}, policy = {0};

	for (size_t i = 0; i < notes.nr; i++)
		markdown_add_line(
		    writer, done_word_of_note(notes.items[i].level), notes.items[i].message);
	for (size_t i = 0; i < disputed.nr; i++)
		markdown_add_line(writer, "disputed", disputed.items[i]);
	if (run->nr_unowned) {
		done_buf_addf(&examined, "%zu", run->nr_unowned);
		markdown_add_line(writer, "changed paths that belong to no service", examined.ptr);
		done_buf_clear(&examined);
	}
	if (run->policy) {
		done_say_examined(&examined, run);
		markdown_add_line(writer, "examined", examined.ptr);
	}
	markdown_add_line(writer, "range", run->range_words);
	done_say_policy(&policy, run);
	markdown_add_line(writer, "policy", policy.ptr);
	done_buf_addch(&writer->out, '\n');
	done_buf_release(&examined);
	done_buf_release(&policy);
}

/* As many as there is room for; the first are the worst. */
static void markdown_add_numbers(struct writer *writer, const struct done_run *run)
{
	for (size_t most = NUMBERS_MAX; most; most /= 2) {
		struct done_buf numbers = {0};
		bool fits;

		done_numbers_markdown(&numbers, writer->arena, run, most);
		fits = writer->out.len + numbers.len + TAIL_MAX <= COMMENT_MAX;
		if (fits && numbers.len)
			done_buf_add(&writer->out, numbers.ptr, numbers.len);
		done_buf_release(&numbers);
		if (fits)
			return;
	}
}

static bool has_details(const struct done_service_report *service)
{
	return service->nr_errors || service->nr_warnings || service->nr_undecided ||
	    service->nr_waived || service->nr_owed;
}

static void markdown_add_run(
    struct writer *writer, const struct done_report *report, const struct done_run *run)
{
	const struct done_service_report **services;
	struct done_buf words = {0};

	if (run->ref) {
		done_buf_addstr(&writer->out, "### ");
		add_code_raw(writer, &writer->out, run->ref);
		done_buf_addstr(&writer->out, "\n\n");
	}
	if (run->same_as >= 0) {
		const char *other =
		    (size_t)run->same_as < report->nr_runs ? report->runs[run->same_as].ref : NULL;
		done_buf_addstr(&writer->out, "the same change as ");
		add_code_raw(writer, &writer->out, other ? other : "an earlier one");
		done_buf_addf(&writer->out, ": %s\n\n", done_word_of_verdict(run->verdict));
		return;
	}
	if (report->nr_runs > 1) {
		done_say_run(&words, run);
		done_escape_markdown(&writer->out, words.ptr);
		done_buf_addstr(&writer->out, "\n\n");
		done_buf_release(&words);
	}
	services = done_services_worst_first(writer->arena, run);
	markdown_add_table(writer, run, services);
	for (size_t i = 0; i < run->nr_services; i++) {
		if (has_details(services[i]))
			markdown_add_service(writer, services[i]);
	}
	markdown_add_numbers(writer, run);
	add_facts(writer, run);
}

static void markdown_begin(struct done_buf *out, const char *verdict)
{
	done_buf_addf(out, MARKER "## git-done: %s\n\n", verdict);
}

static void write_markdown(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct writer writer = {.arena = &arena};
	struct done_buf verdict = {0};
	size_t left = 0;

	(void)style;
	markdown_begin(&writer.out, done_word_of_verdict(report->verdict));
	done_say_verdict(&verdict, report);
	done_escape_markdown(&writer.out, verdict.ptr);
	done_buf_addstr(&writer.out, "\n\n");
	for (size_t i = 0; i < report->nr_runs; i++) {
		if (writer.out.len + TAIL_MAX < COMMENT_MAX)
			markdown_add_run(&writer, report, &report->runs[i]);
		else
			left++;
	}
	if (writer.nr_left || left)
		done_buf_addf(&writer.out,
		    "%zu more services and notes, and %zu more refs, do not fit here; the "
		    "text and json formats have them\n\n",
		    writer.nr_left, left);
	if (report->reproduce) {
		done_buf_addstr(&writer.out, "to judge this again:\n\n");
		done_escape_markdown_block(&writer.out, report->reproduce);
	}
	done_escape_commands(out, &writer.out);
	done_buf_release(&writer.out);
	done_buf_release(&verdict);
	done_arena_release(&arena);
}

static void write_markdown_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_buf text = {0};

	(void)exit_status;
	markdown_begin(&text, "undecided");
	done_escape_markdown(&text, error->message);
	done_buf_addstr(&text, "\n\n");
	if (error->file[0]) {
		done_buf_addstr(&text, "in ");
		done_escape_markdown_code(&text, error->file);
		if (error->line > 0)
			done_buf_addf(&text, " at %d:%d", error->line, error->column);
		done_buf_addstr(&text, "\n\n");
	}
	if (error->cure[0])
		done_escape_markdown_block(&text, error->cure);
	done_escape_commands(out, &text);
	done_buf_release(&text);
}

const struct done_format done_format_markdown = {
    .name = "markdown",
    .summary = "a comment on a pull request, or the summary of a CI step",
    .write = write_markdown,
    .write_error = write_markdown_error,
    .fleet = DONE_FLEET_INDEX,
    .write_fleet = done_fleet_markdown,
};
