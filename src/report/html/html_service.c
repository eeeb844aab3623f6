/* The html format's details of one service: its findings and their fixes. */
#include <string.h>

#include "html_parts.h"

/* What one check may hold; the rest is counted, and JSON has it. */
enum { FINDINGS_MAX = 200, FINDINGS_OPEN = 10, FINDINGS_LATE = 3 };
/*
 * A page of 2,000 services stays below 4 MB, so that it opens at once. Worst services are first, so
 * what is left out is of those that need it least: from these sizes on what met the checks; what a
 * finding says at length, a fix of the policy (it stands with what was asked, html_bar.c, and is
 * linked), all findings but the first ones, and all but the names of what is missing where that is
 * shared (html_causes.c); then everything but what is missing; and at last even that by name alone
 * (html_lines.c).
 */
#define EVIDENCE_PAGE_MAX ((size_t)1 << 20)
#define FULL_PAGE_MAX ((size_t)3 << 19)
#define PAGE_MAX ((size_t)2 << 20)

/* ---- findings ---- */

static void add_common_fix(
    struct done_html_page *page, const struct done_check *check, const char *fix)
{
	if (page->length < FULL_PAGE_MAX || !check->fix || strcmp(check->fix, fix) != 0) {
		done_html_fix(page, fix);
		return;
	}
	done_buf_addstr(page->out, "<p><a href=\"#");
	done_html_id(page, "check", check->id, NULL);
	done_buf_addstr(page->out, "\">How to fix it</a></p>\n");
}

static void html_service_add_finding(
    struct done_html_page *page, const struct done_finding *finding, const char *fix)
{
	done_buf_addstr(page->out, "<li>");
	if (finding->path) {
		done_buf_addstr(page->out, "<code>");
		done_html_raw(page, finding->path);
		if (finding->line > 0)
			done_buf_addf(page->out, ":%d", finding->line);
		if (finding->line > 0 && finding->column > 0)
			done_buf_addf(page->out, ":%d", finding->column);
		done_buf_addstr(page->out, "</code> ");
	}
	done_html_text(page, done_short_of(finding));
	if (done_detail_of(finding) && page->length < FULL_PAGE_MAX) {
		done_buf_addstr(page->out, " <small>");
		done_html_text(page, done_detail_of(finding));
		done_buf_addstr(page->out, "</small>");
	}
	if (fix)
		done_html_fix(page, fix);
	done_buf_addstr(page->out, "</li>\n");
}

static size_t most_findings(const struct done_html_page *page)
{
	return page->length > FULL_PAGE_MAX ? FINDINGS_LATE : FINDINGS_MAX;
}

static void html_service_add_findings(
    struct done_html_page *page, const struct done_check_report *check, bool with_fixes)
{
	size_t most = most_findings(page);
	size_t fresh = done_new_findings(check);
	size_t shown = fresh < most ? fresh : most;
	size_t left = fresh - shown + done_new_dropped(check);
	const char *last = NULL;

	done_buf_addstr(page->out, "<ul>\n");
	for (size_t i = 0; i < shown; i++) {
		const struct done_finding *finding = &check->findings[i];
		bool tells =
		    with_fixes && finding->fix && (!last || strcmp(last, finding->fix) != 0);

		if (i == FINDINGS_OPEN)
			done_buf_addf(page->out, "</ul><details><summary>%zu more</summary><ul>\n",
			    shown - i);
		html_service_add_finding(page, finding, tells ? finding->fix : NULL);
		last = finding->fix;
	}
	done_buf_addstr(page->out, shown > FINDINGS_OPEN ? "</ul></details>\n" : "</ul>\n");
	if (left)
		done_buf_addf(
		    page->out, "<p>and %zu more, which are only counted here</p>\n", left);
	if (check->nr_known)
		done_buf_addf(
		    page->out, "<p>and %zu that the base has, too</p>\n", check->nr_known);
}

/* ---- checks ---- */

static void add_check_name(struct done_html_page *page, const struct done_check *check)
{
	done_buf_addstr(page->out, "<a href=\"#");
	done_html_id(page, "check", check->id, NULL);
	done_buf_addstr(page->out, "\"><code>");
	done_html_text(page, check->id);
	done_buf_addstr(page->out, "</code></a>");
}

/* The excuse of a check in the words of every format, between what stands before and after it;
 * nothing where there is none. */
static void add_waiver(struct done_html_page *page, const struct done_check_report *check,
    const char *before, const char *after)
{
	struct done_buf text = {0};

	done_say_waiver(&text, check);
	if (text.len) {
		done_buf_addstr(page->out, before);
		done_html_text(page, text.ptr);
		done_buf_addstr(page->out, after);
	}
	done_buf_release(&text);
}

/* Where it was searched for: "unmet since 1a2b3c4d5e 2026-02-10". */
static void add_since(struct done_html_page *page, const struct done_since *since)
{
	char day[11];

	if (!since)
		return;
	done_day_format(since->day, day);
	done_buf_addf(page->out, " <small>unmet %s <code>%.10s</code> <time datetime=%s>%s</time>",
	    since->is_found ? "since" : "longer than since", since->commit, day, day);
	done_buf_addstr(
	    page->out, since->came ? " (the service came with it)</small>" : "</small>");
}

/* Its state, its name (a link, or not), and since when and until when it is so. */
static void html_service_add_check_head(
    struct done_html_page *page, const struct done_check_report *check, bool links)
{
	enum done_html_state state = done_html_state_of_check(check);
	struct done_buf effective = {0};

	done_buf_addf(
	    page->out, "<b class=%s>%s</b> ", done_html_class(state), done_html_words(state));
	if (links) {
		add_check_name(page, check->check);
	} else {
		done_buf_addstr(page->out, "<code>");
		done_html_text(page, check->check->id);
		done_buf_addstr(page->out, "</code>");
	}
	done_say_effective(&effective, check);
	if (effective.len)
		done_buf_addf(page->out, " %s", effective.ptr);
	add_since(page, check->since);
	done_buf_release(&effective);
}

/* What many services miss in the same way: a row that leads to where it stands once. */
static void add_shared_check(struct done_html_page *page, const struct done_html_cause *shared,
    const struct done_check_report *check)
{
	done_buf_addstr(page->out, "<p class=check>");
	html_service_add_check_head(page, check, false);
	done_buf_addch(page->out, ' ');
	done_html_cause_row(page, shared, check, page->length >= FULL_PAGE_MAX);
	add_waiver(page, check, "; ", "");
	done_buf_addstr(page->out, "</p>\n");
}

static void add_short_check(struct done_html_page *page, const struct done_check_report *check)
{
	const struct done_html_cause *shared = done_html_cause_of(page, check);
	const char *fix = done_common_fix(check);

	if (shared) {
		add_shared_check(page, shared, check);
		return;
	}
	done_buf_addstr(page->out, "<div class=check>\n<p>");
	html_service_add_check_head(page, check, true);
	done_buf_addstr(page->out, "</p>\n");
	if (check->nr_findings || check->nr_dropped)
		html_service_add_findings(page, check, fix == NULL);
	if (!check->nr_findings) {
		done_buf_addstr(page->out, "<p>");
		done_html_text(page, check->reason ? check->reason : "no reason is known");
		done_buf_addstr(page->out, "</p>\n");
	}
	add_waiver(page, check, "<p>", "</p>\n");
	if (check->cure)
		done_html_cure(page, check->cure);
	if (fix && check->verdict == DONE_UNMET)
		add_common_fix(page, check->check, fix);
	done_buf_addstr(page->out, "</div>\n");
}

/* The first of what met a check, as long as the page is not too long. */
static void html_service_add_evidence(
    struct done_html_page *page, const struct done_check_report *check)
{
	struct done_buf text = {0};

	if (!check->nr_evidence || page->length > EVIDENCE_PAGE_MAX)
		return;
	done_say_evidence(&text, &check->evidence[0]);
	done_buf_addstr(page->out, " <small>");
	done_html_text(page, text.ptr);
	done_buf_addstr(page->out, "</small>");
	done_buf_release(&text);
}

static bool is_said_by_next(
    const struct done_criterion_report *criterion, size_t i, enum done_html_state state)
{
	const char *reason = criterion->checks[i].reason;

	while (++i < criterion->nr_checks) {
		const struct done_check_report *next = &criterion->checks[i];

		if (done_html_state_of_check(next) == state)
			return next->reason && reason && !strcmp(next->reason, reason);
	}
	return false;
}

static void add_reason(struct done_html_page *page, const char *reason)
{
	done_buf_addstr(page->out, " (");
	done_html_text(page, reason);
	done_buf_addch(page->out, ')');
}

/* "label docs.w, docs.x (why not), docs.y"; nothing where no check is in the state. */
static size_t add_checks_in_state(struct done_html_page *page,
    const struct done_criterion_report *criterion, enum done_html_state state, const char *label)
{
	size_t nr = 0;

	for (size_t i = 0; i < criterion->nr_checks; i++) {
		const struct done_check_report *check = &criterion->checks[i];
		const struct done_html_cause *shared = done_html_cause_of(page, check);

		if (done_html_state_of_check(check) != state)
			continue;
		done_buf_addstr(page->out, nr++ ? ", " : label);
		/* What many miss is said where it stands once. */
		if (shared) {
			done_html_cause_link(page, shared);
			done_html_text(page, check->check->id);
			done_buf_addstr(page->out, "</a>");
			continue;
		}
		done_html_text(page, check->check->id);
		if (check->reason && state != DONE_HTML_MET &&
		    !is_said_by_next(criterion, i, state))
			add_reason(page, check->reason);
		if (state == DONE_HTML_WAIVED)
			add_waiver(page, check, " (", ")");
		if (state == DONE_HTML_MET)
			html_service_add_evidence(page, check);
		if (state < DONE_HTML_WARNED && check->nr_findings)
			add_reason(page, done_short_of(&check->findings[0]));
	}
	return nr;
}

/* What is not asked is many checks, and of the same few reasons in every service. */
static size_t count_in_state(struct done_html_page *page,
    const struct done_criterion_report *criterion, enum done_html_state state, const char *label)
{
	size_t nr = 0;

	for (size_t i = 0; i < criterion->nr_checks; i++)
		nr += done_html_state_of_check(&criterion->checks[i]) == state;
	if (nr)
		done_buf_addf(page->out, "%s%zu", label, nr);
	return nr;
}

/* The checks of a range of states, by state; a state that is said already is not said again. */
static void add_checks(struct done_html_page *page, const struct done_criterion_report *criterion,
    enum done_html_state first, enum done_html_state said)
{
	bool is_late = page->length > FULL_PAGE_MAX;
	const char *before = "";
	/* Of a very long page only what is missing. */
	int end = first == DONE_HTML_UNMET ? DONE_HTML_OWED : DONE_HTML_STATES;

	for (int i = (int)first; i < end; i++) {
		enum done_html_state state = (enum done_html_state)i;
		const char *label = state == said
		    ? before
		    : done_arena_printf(page->arena, "%s%s: ", before, done_html_words(state));
		size_t nr = is_late && state >= DONE_HTML_NONE
		    ? count_in_state(page, criterion, state, label)
		    : add_checks_in_state(page, criterion, state, label);

		before = nr ? "; " : before;
	}
}

static size_t count_short(const struct done_criterion_report *criterion)
{
	size_t nr = 0;

	for (size_t i = 0; i < criterion->nr_checks; i++)
		nr += done_rank_of_check(&criterion->checks[i]) >= 0;
	return nr;
}

/* All that it falls short of stands elsewhere, once for many services. */
static bool is_shared_whole(
    const struct done_html_page *page, const struct done_criterion_report *criterion)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		const struct done_check_report *check = &criterion->checks[i];

		if (done_rank_of_check(check) >= 0 && !done_html_cause_of(page, check))
			return false;
	}
	return true;
}

static void add_criterion_name(
    struct done_html_page *page, const struct done_criterion_report *criterion)
{
	enum done_html_state state = done_html_state_of_criterion(criterion);

	done_html_text(page, criterion->criterion->title);
	done_buf_addf(
	    page->out, " <b class=%s>%s</b>", done_html_class(state), done_html_words(state));
}

/* All is well with it: one paragraph, to which no cell leads. */
static void add_calm_criterion(
    struct done_html_page *page, const struct done_criterion_report *criterion)
{
	done_buf_addstr(page->out, "<p class=calm>");
	add_criterion_name(page, criterion);
	done_buf_addch(page->out, ' ');
	add_checks(page, criterion, DONE_HTML_OWED, done_html_state_of_criterion(criterion));
	done_buf_addch(page->out, '\n');
}

/* The same of one that falls short, on a page that is long already; cells lead to it. */
static void add_late_criterion(struct done_html_page *page,
    const struct done_service_report *service, const struct done_criterion_report *criterion)
{
	done_buf_addstr(page->out, "<p class=check id=\"");
	done_html_id(page, "service", service->service->name, criterion->criterion->id);
	done_buf_addstr(page->out, "\">");
	add_criterion_name(page, criterion);
	done_buf_addch(page->out, ' ');
	add_checks(page, criterion, DONE_HTML_UNMET, done_html_state_of_criterion(criterion));
	done_buf_addch(page->out, '\n');
}

static void add_short_criterion(struct done_html_page *page,
    const struct done_service_report *service, const struct done_criterion_report *criterion)
{
	done_buf_addf(page->out, "<h%d id=\"", page->heading + 2);
	done_html_id(page, "service", service->service->name, criterion->criterion->id);
	done_buf_addstr(page->out, "\">");
	add_criterion_name(page, criterion);
	done_buf_addf(page->out, "</h%d>\n", page->heading + 2);
	for (int kind = DONE_ITEM_UNMET; kind <= DONE_ITEM_WARNING; kind++) {
		for (size_t i = 0; i < criterion->nr_checks; i++) {
			if (done_rank_of_check(&criterion->checks[i]) == kind)
				add_short_check(page, &criterion->checks[i]);
		}
	}
	if (count_short(criterion) < criterion->nr_checks) {
		done_buf_addstr(page->out, "<p class=calm>");
		add_checks(page, criterion, DONE_HTML_OWED, DONE_HTML_STATES);
		done_buf_addstr(page->out, "</p>\n");
	}
}

/* ---- services ---- */

/* Why it is judged at all, where no change of its own says so. */
static void add_reasons(struct done_html_page *page, const struct done_service_report *service)
{
	static const char *const words[] = {
	    [DONE_VIA_CHANGED] = "changed",
	    [DONE_VIA_DEPENDENCY] = "changed, on which it depends",
	    [DONE_VIA_EVERYTHING] = "changed, which concerns every service",
	};

	for (size_t i = 0; i < service->nr_reasons; i++) {
		const struct done_reason *reason = &service->reasons[i];

		if (!reason->path || (size_t)reason->via >= DONE_ARRAY_SIZE(words))
			continue;
		done_buf_addstr(page->out, "<br>judged because <code>");
		done_html_raw(page, reason->path);
		done_buf_addstr(page->out, "</code>");
		if (reason->nr > 1)
			done_buf_addf(page->out, " (and %zu more)", reason->nr - 1);
		done_buf_addf(page->out, " %s", words[reason->via]);
	}
}

static void html_service_add_count(struct done_html_page *page, size_t nr, const char *words)
{
	if (nr)
		done_buf_addf(page->out, " · %zu %s", nr, words);
}

void done_html_service(struct done_html_page *page, const struct done_service_report *report)
{
	const struct done_service *service = report->service;
	const struct done_sheet *sheet = done_report_sheet(service);
	enum done_html_state state = done_html_state_of_service(report);

	done_buf_addstr(page->out, "<section class=service id=\"");
	done_html_id(page, "service", service->name, NULL);
	done_buf_addf(page->out, "\">\n<h%d>", page->heading + 1);
	done_html_raw(page, service->name);
	done_buf_addf(page->out, " <b class=%s>%s</b></h%d>\n<p class=about><code>",
	    done_html_class(state), done_html_service_words(state), page->heading + 1);
	done_html_raw(page, service->path);
	done_buf_addstr(page->out, "</code> · ");
	done_html_text(page, service->stage ? service->stage : "no stage");
	if (sheet && sheet->owner) {
		done_buf_addstr(page->out, " · owner ");
		done_html_raw(page, sheet->owner);
	}
	html_service_add_count(page, report->nr_errors, "not met");
	html_service_add_count(page, report->nr_undecided, "undecided");
	html_service_add_count(
	    page, report->nr_warnings, report->nr_warnings == 1 ? "warning" : "warnings");
	add_reasons(page, report);
	done_buf_addstr(page->out, "</p>\n");
	for (size_t i = 0; i < report->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &report->criteria[i];
		bool falls_short = count_short(criterion) > 0;
		size_t most =
		    falls_short && is_shared_whole(page, criterion) ? FULL_PAGE_MAX : PAGE_MAX;

		if (page->length > most && falls_short)
			add_late_criterion(page, report, criterion);
		else if (falls_short)
			add_short_criterion(page, report, criterion);
		else if (page->length <= PAGE_MAX)
			add_calm_criterion(page, criterion);
	}
	done_buf_addstr(page->out, "</section>\n");
}
