/*
 * The html format's dates: experiments and waivers, soonest first; what is over comes before what
 * is still to come.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "html_parts.h"

#define EXPERIMENT "experiment"
#define EXPERIMENT_CHECK "sheet.experiment" /* the gate's own: what is wrong with it */

enum { ROWS_MAX = 2000 };

struct dated {
	done_day until; /* DONE_NO_DAY: no day is given */
	const struct done_service_report *service;
	const struct done_check_report
	    *check; /* waived, or the gate's own of an experiment; NULL */
	const struct done_waiver_report *waiver; /* NULL: an experiment */
	size_t position;                         /* as collected */
};

struct dates {
	struct done_html_page *page;
	struct dated *items;
	size_t nr, cap;
};

/* ---- collecting ---- */

static struct dated *add_dated(
    struct dates *dates, const struct done_service_report *service, done_day until)
{
	struct dated *dated =
	    DONE_ARENA_PUSH(dates->page->arena, dates->items, dates->nr, dates->cap);

	dated->service = service;
	dated->until = until;
	dated->position = dates->nr;
	return dated;
}

static const struct done_check_report *html_dates_find_check(
    const struct done_service_report *service, const char *id)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];
			if (!strcmp(check->check->id, id))
				return check;
		}
	}
	return NULL;
}

/* By the sheet's word or the map's: one whose time is over is judged by another stage. */
static void collect_experiment(struct dates *dates, const struct done_service_report *report)
{
	const struct done_sheet *sheet = done_report_sheet(report->service);
	const char *stage = sheet && sheet->stage ? sheet->stage : report->service->stage;

	if (!stage || strcmp(stage, EXPERIMENT) != 0)
		return;
	add_dated(dates, report, sheet ? sheet->until : DONE_NO_DAY)->check =
	    html_dates_find_check(report, EXPERIMENT_CHECK);
}

static void collect_waivers(struct dates *dates, const struct done_service_report *report)
{
	for (size_t i = 0; i < report->nr_criteria; i++) {
		for (size_t j = 0; j < report->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &report->criteria[i].checks[j];
			struct dated *dated;

			if (!check->waiver)
				continue;
			dated = add_dated(dates, report, check->waiver->until);
			dated->check = check;
			dated->waiver = check->waiver;
		}
	}
}

/* No day at all comes last. */
static int compare_dated(const void *left, const void *right)
{
	const struct dated *a = left, *b = right;

	if (a->until != b->until)
		return b->until == DONE_NO_DAY || (a->until != DONE_NO_DAY && a->until < b->until)
		    ? -1
		    : 1;
	return a->position < b->position ? -1 : a->position > b->position;
}

/* ---- rows ---- */

static bool is_over(const struct done_html_page *page, const struct dated *dated)
{
	done_day now = page->report->now;

	return now != DONE_NO_DAY && dated->until != DONE_NO_DAY && dated->until < now;
}

/* The last day itself still counts. */
static void add_left(struct done_html_page *page, done_day until)
{
	done_day now = page->report->now;
	int64_t left = (int64_t)until - now;

	if (now == DONE_NO_DAY)
		return;
	if (left == 0)
		done_buf_addstr(page->out, " <small>its last day is today</small>");
	else if (left > 0)
		done_buf_addf(page->out, " <small>%" PRId64 " %s left</small>", left,
		    left == 1 ? "day" : "days");
	else
		done_buf_addf(page->out, " <small>ended %" PRId64 " %s ago</small>", -left,
		    left == -1 ? "day" : "days");
}

static void add_day(struct done_html_page *page, done_day until)
{
	char day[11];

	if (until == DONE_NO_DAY) {
		done_buf_addstr(page->out, "<small>no day is given</small>");
		return;
	}
	done_day_format(until, day);
	done_buf_addf(page->out, "<time datetime=%s>%s</time>", day, day);
	add_left(page, until);
}

static void add_label(struct done_html_page *page, enum done_html_state state, const char *words)
{
	done_buf_addf(page->out, "<b class=%s>%s</b>", done_html_class(state), words);
}

static void add_waiver_state(struct done_html_page *page, const struct done_waiver_report *waiver)
{
	static const struct {
		enum done_html_state state;
		const char *words;
	} states[] = {
	    [DONE_WAIVER_COUNTS] = {DONE_HTML_WAIVED, "~ waives"},
	    [DONE_WAIVER_UNUSED] = {DONE_HTML_NONE, "– not needed"},
	    [DONE_WAIVER_EXPIRED] = {DONE_HTML_UNMET, "✗ over"},
	    [DONE_WAIVER_REFUSED] = {DONE_HTML_UNMET, "✗ refused"},
	};

	add_label(page, states[waiver->state].state, states[waiver->state].words);
	if (!waiver->refused)
		return;
	done_buf_addstr(page->out, " <small>");
	done_html_text(page, waiver->refused);
	done_buf_addstr(page->out, "</small>");
}

static void add_experiment_state(struct done_html_page *page, const struct dated *dated)
{
	bool falls_short = dated->check && dated->check->verdict == DONE_UNMET;

	if (is_over(page, dated))
		add_label(page, DONE_HTML_WARNED, "! over");
	else if (falls_short || dated->until == DONE_NO_DAY)
		add_label(page, DONE_HTML_UNMET, "✗ refused");
	else
		add_label(page, DONE_HTML_NONE, "– let through");
	if (!falls_short || !dated->check->nr_findings)
		return;
	done_buf_addstr(page->out, " <small>");
	done_html_text(page, done_short_of(&dated->check->findings[0]));
	done_buf_addstr(page->out, "</small>");
}

static void add_what(struct done_html_page *page, const struct dated *dated)
{
	if (!dated->waiver) {
		done_buf_addstr(page->out, "experiment");
		return;
	}
	done_buf_addstr(page->out, "waiver of <a href=\"#");
	done_html_id(page, "check", dated->check->check->id, NULL);
	done_buf_addstr(page->out, "\"><code>");
	done_html_text(page, dated->check->check->id);
	done_buf_addstr(page->out, "</code></a>");
}

static void add_why(struct done_html_page *page, const struct dated *dated)
{
	const struct done_sheet *sheet = done_report_sheet(dated->service->service);

	if (dated->waiver) {
		done_html_text(page, dated->waiver->reason ? dated->waiver->reason : "");
		if (dated->waiver->by) {
			done_buf_addstr(page->out, " <small>says ");
			done_html_text(page, dated->waiver->by);
			done_buf_addstr(page->out, "</small>");
		}
		return;
	}
	if (sheet && sheet->stage_why)
		done_html_raw(page, sheet->stage_why);
	else
		done_buf_addstr(page->out, "<small>no reason is given</small>");
	if (sheet && sheet->owner) {
		done_buf_addstr(page->out, " <small>owner ");
		done_html_raw(page, sheet->owner);
		done_buf_addstr(page->out, "</small>");
	}
}

static void html_dates_add_row(struct done_html_page *page, const struct dated *dated)
{
	done_buf_addstr(page->out, "<tr><td>");
	add_day(page, dated->until);
	done_buf_addstr(page->out, "<th scope=row><a href=\"#");
	done_html_id(page, "service", dated->service->service->name, NULL);
	done_buf_addstr(page->out, "\">");
	done_html_raw(page, dated->service->service->name);
	done_buf_addstr(page->out, "</a><td>");
	add_what(page, dated);
	done_buf_addstr(page->out, "<td>");
	if (dated->waiver)
		add_waiver_state(page, dated->waiver);
	else
		add_experiment_state(page, dated);
	done_buf_addstr(page->out, "<td>");
	add_why(page, dated);
	done_buf_addch(page->out, '\n');
}

/* ---- the section ---- */

static void add_sum(const struct dates *dates)
{
	size_t nr_over = 0, nr_waivers = 0;

	for (size_t i = 0; i < dates->nr; i++) {
		nr_over += is_over(dates->page, &dates->items[i]);
		nr_waivers += dates->items[i].waiver != NULL;
	}
	done_buf_addf(dates->page->out, "<p>%zu %s and %zu %s, soonest first",
	    dates->nr - nr_waivers, dates->nr - nr_waivers == 1 ? "experiment" : "experiments",
	    nr_waivers, nr_waivers == 1 ? "waiver" : "waivers");
	if (nr_over)
		done_buf_addf(
		    dates->page->out, "; %zu %s over", nr_over, nr_over == 1 ? "is" : "are");
	done_buf_addstr(dates->page->out, "</p>\n");
}

void done_html_dates(struct done_html_page *page)
{
	struct dates dates = {.page = page};
	size_t shown;

	for (size_t i = 0; i < page->run->nr_services; i++) {
		collect_experiment(&dates, &page->run->services[i]);
		collect_waivers(&dates, &page->run->services[i]);
	}
	if (!dates.nr)
		return;
	qsort(dates.items, dates.nr, sizeof(*dates.items), compare_dated);
	shown = dates.nr < ROWS_MAX ? dates.nr : ROWS_MAX;
	done_html_heading(page, 0, "dates", "Experiments and waivers by date");
	add_sum(&dates);
	done_buf_addstr(page->out, "<div class=scroll tabindex=0 role=region aria-labelledby=\"");
	done_html_id(page, "dates", NULL, NULL);
	done_buf_addstr(page->out,
	    "\">\n<table class=dates border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Until</th><th scope=col>Service</th>"
	    "<th scope=col>What</th><th scope=col>State</th>"
	    "<th scope=col>Why</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < shown; i++)
		html_dates_add_row(page, &dates.items[i]);
	done_buf_addstr(page->out, "</tbody></table></div>\n");
	if (shown < dates.nr)
		done_buf_addf(page->out,
		    "<p>and %zu more, which are only counted here: JSON has them</p>\n",
		    dates.nr - shown);
}
