/* The text format: one service, check by check, worst first. */
#include <string.h>

#include "brief.h"

static const struct mark {
	const char *text;
	enum done_color color;
	const char *meaning;
} marks[] = {
    [DONE_MET] = {"ok", DONE_GREEN, "met"},
    [DONE_UNMET] = {"XX", DONE_RED, "not met"},
    [DONE_WAIVED] = {"~~", DONE_DIM, "waived"},
    [DONE_NOT_APPLICABLE] = {"--", DONE_DIM, "not applicable"},
    [DONE_UNDECIDED] = {"??", DONE_VIOLET, "could not be judged"},
    [DONE_NEXT] = {"->", DONE_DIM, "above the target"},
    [DONE_OWED] = {"..", DONE_DIM, "an old gap, which does not block"},
};

const char *done_text_mark(enum done_verdict verdict, bool warned, enum done_color *color)
{
	const struct mark *mark =
	    &marks[(size_t)verdict < DONE_ARRAY_SIZE(marks) ? verdict : DONE_UNDECIDED];

	if (warned && verdict != DONE_UNDECIDED) {
		*color = DONE_YELLOW;
		return "!!";
	}
	*color = mark->color;
	return mark->text;
}

static bool is_warning(const struct done_check_report *check)
{
	return check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING;
}

/* ---- one check ---- */

/* What the change took away, and the command that shows it or brings it back: as the short form
 * says it. */
static void text_write_lost(struct done_text_writer *writer, const struct done_finding *finding)
{
	const struct done_lost_file *lost = finding->lost;
	struct done_buf *out = writer->layout.out;

	if (!lost)
		return;
	done_layout_wrap(&writer->layout, 7, "lost: ", DONE_BOLD, done_short_of(finding));
	done_buf_addstr(out, "       ");
	done_escape_plain(out, done_lost_command(writer->arena, lost), 0);
	done_buf_addch(out, '\n');
}

static void write_finding(
    struct done_text_writer *writer, const struct done_finding *finding, bool with_fix)
{
	struct done_buf text = {0};

	if (finding->is_known)
		done_buf_addstr(&text, "(old) ");
	if (finding->path) {
		done_buf_addstr(&text, done_arena_shown(writer->arena, finding->path));
		if (finding->line > 0)
			done_buf_addf(&text, ":%d", finding->line);
		if (finding->line > 0 && finding->column > 0)
			done_buf_addf(&text, ":%d", finding->column);
		done_buf_addstr(&text, ": ");
	}
	done_escape_plain(&text, finding->message, 4000);
	done_layout_wrap(&writer->layout, 5, "", DONE_PLAIN, text.ptr);
	text_write_lost(writer, finding);
	if (with_fix && finding->fix)
		done_layout_wrap(&writer->layout, 7, "fix: ", DONE_BOLD, finding->fix);
	done_buf_release(&text);
}

static void write_rest(struct done_text_writer *writer, const struct done_check_report *check)
{
	if (check->nr_dropped)
		done_layout_wrap(&writer->layout, 5, "", DONE_PLAIN,
		    done_arena_printf(
		        writer->arena, "and %zu more, counted only", check->nr_dropped));
}

static void write_findings(struct done_text_writer *writer, const struct done_check_report *check)
{
	const char *fix = done_common_fix(check);

	for (size_t i = 0; i < check->nr_findings; i++)
		write_finding(writer, &check->findings[i], fix == NULL);
	if (!check->nr_findings && check->reason)
		done_layout_wrap(&writer->layout, 5, "", DONE_PLAIN, check->reason);
	write_rest(writer, check);
	if (fix)
		done_layout_wrap(&writer->layout, 5, "fix: ", DONE_BOLD, fix);
}

static void write_doubt(struct done_text_writer *writer, const struct done_check_report *check)
{
	done_layout_wrap(&writer->layout, 5, "undecided: ", DONE_PLAIN,
	    check->reason ? check->reason : "no reason is known");
	if (check->cure)
		done_layout_wrap(&writer->layout, 5, "to do: ", DONE_BOLD, check->cure);
}

/* Of a check that falls short all the same: an excuse that does not count must not be missed. */
static void write_waiver(struct done_text_writer *writer, const struct done_check_report *check)
{
	struct done_buf text = {0};

	done_say_waiver(&text, check);
	if (text.len)
		done_layout_wrap(&writer->layout, 5, "", DONE_YELLOW, text.ptr);
	done_buf_release(&text);
}

/* "XX docs.runbook (Documentation)" */
static void write_check_head(struct done_text_writer *writer,
    const struct done_criterion_report *criterion, const struct done_check_report *check)
{
	struct done_buf text = {0};
	enum done_color color;
	const char *mark = done_text_mark(check->verdict, is_warning(check), &color);

	done_buf_addf(&text, "%s (", check->check->id);
	done_escape_plain(&text, criterion->criterion->title, 200);
	done_buf_addstr(&text, ")");
	if (is_warning(check) && check->effective == DONE_NO_DAY)
		done_buf_addstr(&text, ": a warning");
	else if (check->effective != DONE_NO_DAY)
		done_buf_addstr(&text, ": ");
	done_say_effective(&text, check);
	done_layout_wrap(
	    &writer->layout, 2, done_arena_printf(writer->arena, "%s ", mark), color, text.ptr);
	done_buf_release(&text);
}

static void write_numbers(struct done_text_writer *writer, const struct done_check_report *check)
{
	struct done_buf text = {0};

	if (!check->nr_numbers)
		return;
	done_say_numbers(&text, check);
	done_layout_wrap(&writer->layout, 5, "measured: ", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

static void write_short_check(struct done_text_writer *writer,
    const struct done_criterion_report *criterion, const struct done_check_report *check)
{
	write_check_head(writer, criterion, check);
	if (check->verdict == DONE_UNDECIDED)
		write_doubt(writer, check);
	else
		write_findings(writer, check);
	write_numbers(writer, check);
	write_waiver(writer, check);
	if (check->check->why)
		done_layout_wrap(&writer->layout, 5, "why: ", DONE_DIM, check->check->why);
	if (check->check->url)
		done_layout_wrap(&writer->layout, 5, "see: ", DONE_DIM, check->check->url);
}

/* What met a check. */
static void write_evidence(struct done_text_writer *writer, const struct done_check_report *check)
{
	for (size_t i = 0; i < check->nr_evidence; i++) {
		struct done_buf text = {0};

		done_say_evidence(&text, &check->evidence[i]);
		done_layout_wrap(&writer->layout, 5, "", DONE_DIM, text.ptr);
		done_buf_release(&text);
	}
	if (check->nr_evidence_more)
		done_layout_wrap(&writer->layout, 5, "", DONE_DIM,
		    done_arena_printf(writer->arena, "and %zu more", check->nr_evidence_more));
}

/* A check that did not fall short: one line, and what met it. */
static void write_other_check(
    struct done_text_writer *writer, const struct done_check_report *check)
{
	struct done_buf text = {0};
	enum done_color color;
	const char *mark = done_text_mark(check->verdict, false, &color);

	done_buf_addf(&text, "%s: ", check->check->id);
	done_say_reason(&text, check);
	done_layout_wrap(
	    &writer->layout, 2, done_arena_printf(writer->arena, "%s ", mark), color, text.ptr);
	done_buf_release(&text);
	write_numbers(writer, check);
	write_evidence(writer, check);
	if (check->verdict == DONE_OWED)
		write_findings(writer, check);
}

/* ---- one service ---- */

/* What is shown of a service, in this order. */
enum part { PART_ERRORS, PART_DOUBTS, PART_WARNINGS, PART_EXCUSED, PART_REST, PARTS };

static enum part part_of(const struct done_check_report *check)
{
	if (check->verdict == DONE_UNMET)
		return is_warning(check) ? PART_WARNINGS : PART_ERRORS;
	if (check->verdict == DONE_UNDECIDED)
		return PART_DOUBTS;
	return check->skipped || check->verdict == DONE_WAIVED || check->verdict == DONE_OWED
	    ? PART_EXCUSED
	    : PART_REST;
}

static bool shows(const struct done_style *style, enum part part)
{
	static const bool when_quiet[PARTS] = {true, true, false, false, false};

	if (style->quiet)
		return when_quiet[part];
	return part != PART_REST || style->verbose;
}

static size_t count_part(const struct done_service_report *service, enum part part)
{
	size_t nr = 0;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			nr += part_of(&service->criteria[i].checks[j]) == part;
	}
	return nr;
}

static void text_service_write_part(
    struct done_text_writer *writer, const struct done_service_report *service, enum part part)
{
	bool is_long = part <= PART_WARNINGS;

	if (!is_long && count_part(service, part))
		done_layout_gap(&writer->layout);
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];
		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (part_of(&criterion->checks[j]) != part)
				continue;
			if (is_long) {
				done_layout_gap(&writer->layout);
				write_short_check(writer, criterion, &criterion->checks[j]);
			} else {
				write_other_check(writer, &criterion->checks[j]);
			}
		}
	}
}

/* As the run counts what was examined: what is waived was judged, and fell short. */
static size_t text_service_count_judged(const struct done_service_report *report)
{
	size_t nr = 0;

	for (size_t i = 0; i < report->nr_criteria; i++) {
		for (size_t j = 0; j < report->criteria[i].nr_checks; j++)
			nr += done_verdict_is_judged(report->criteria[i].checks[j].verdict);
	}
	return nr;
}

static void write_head(struct done_text_writer *writer, const struct done_service_report *report)
{
	const struct done_service *service = report->service;
	const char *name = done_arena_shown(writer->arena, service->name);
	struct done_buf text = {0};
	enum done_color color;
	size_t judged = text_service_count_judged(report);

	done_text_mark(report->verdict, false, &color);
	if (strcmp(service->name, service->path) != 0)
		done_buf_addf(&text, " (%s, ", done_arena_shown(writer->arena, service->path));
	else
		done_buf_addstr(&text, " (");
	done_escape_plain(&text, service->stage ? service->stage : "no stage", 200);
	done_buf_addf(&text, "): %s, %zu %s judged", done_word_of_verdict(report->verdict), judged,
	    judged == 1 ? "check" : "checks");
	done_say_tier(&text, report);
	done_layout_wrap(&writer->layout, 0, name, color == DONE_DIM ? DONE_BOLD : color, text.ptr);
	done_buf_release(&text);
}

/* Only the marks that the run has. */
void done_text_legend(struct done_text_writer *writer, const struct done_run *run)
{
	bool is_used[DONE_ARRAY_SIZE(marks)] = {false}, has_warning = false;
	struct done_buf text = {0};

	for (size_t i = 0; i < run->nr_services; i++) {
		for (size_t j = 0; j < run->services[i].nr_criteria; j++) {
			const struct done_criterion_report *criterion =
			    &run->services[i].criteria[j];

			for (size_t k = 0; k < criterion->nr_checks; k++) {
				if (is_warning(&criterion->checks[k]))
					has_warning = true;
				else if ((size_t)criterion->checks[k].verdict <
				    DONE_ARRAY_SIZE(marks))
					is_used[criterion->checks[k].verdict] = true;
			}
		}
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		if (is_used[i])
			done_buf_addf(&text, "%s%s %s", text.len ? ", " : "", marks[i].text,
			    marks[i].meaning);
	}
	if (has_warning)
		done_buf_addf(&text, "%s!! not met, which only warns", text.len ? ", " : "");
	if (text.len)
		done_layout_wrap(&writer->layout, 0, "marks:    ", DONE_DIM, text.ptr);
	done_buf_release(&text);
}

/* Why it is judged at all, where no change of its own says so. */
void done_text_reasons(struct done_text_writer *writer, const struct done_service_report *service)
{
	static const char *const words[] = {
	    [DONE_VIA_CHANGED] = "changed",
	    [DONE_VIA_DEPENDENCY] = "changed, on which it depends",
	    [DONE_VIA_EVERYTHING] = "changed, which concerns every service",
	};

	for (size_t i = 0; i < service->nr_reasons; i++) {
		const struct done_reason *reason = &service->reasons[i];
		struct done_buf text = {0};

		if (!reason->path || (size_t)reason->via >= DONE_ARRAY_SIZE(words) ||
		    (reason->via == DONE_VIA_CHANGED && !writer->style->verbose))
			continue;
		done_buf_addstr(&text, done_arena_shown(writer->arena, reason->path));
		if (reason->nr > 1)
			done_buf_addf(&text, " (and %zu more)", reason->nr - 1);
		done_buf_addf(&text, " %s", words[reason->via]);
		done_layout_wrap(&writer->layout, 2, "judged because ", DONE_DIM, text.ptr);
		done_buf_release(&text);
	}
}

void done_text_service(struct done_text_writer *writer, const struct done_service_report *service)
{
	bool has_parts = false;

	write_head(writer, service);
	if (!writer->style->quiet)
		done_text_reasons(writer, service);
	for (int part = 0; part < PARTS; part++) {
		if (!shows(writer->style, (enum part)part))
			continue;
		has_parts = has_parts || count_part(service, (enum part)part);
		text_service_write_part(writer, service, (enum part)part);
	}
	if (has_parts)
		done_layout_gap(&writer->layout);
}
