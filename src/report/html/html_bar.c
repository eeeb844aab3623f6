/* The html format's criteria: how the services stand by each, and what was asked and why. */
#include <string.h>

#include "../trend/trend_parts.h"
#include "html_parts.h"

/* ---- collecting ---- */

static struct done_html_column *find_column(
    struct done_html_page *page, const struct done_criterion *criterion)
{
	struct done_html_column *column;

	for (size_t i = 0; i < page->nr_columns; i++) {
		if (!strcmp(page->columns[i].criterion->id, criterion->id))
			return &page->columns[i];
	}
	column = DONE_ARENA_PUSH(page->arena, page->columns, page->nr_columns, page->cap_columns);
	column->criterion = criterion;
	return column;
}

/* hint: where it most probably is. */
static struct done_html_check_tally *html_bar_find_check(struct done_html_page *page,
    struct done_html_column *column, size_t hint, const struct done_check *check)
{
	struct done_html_check_tally *tally;

	if (hint < column->nr_checks && column->checks[hint].check == check)
		return &column->checks[hint];
	for (size_t i = 0; i < column->nr_checks; i++) {
		if (!strcmp(column->checks[i].check->id, check->id))
			return &column->checks[i];
	}
	tally = DONE_ARENA_PUSH(page->arena, column->checks, column->nr_checks, column->cap_checks);
	tally->check = check;
	return tally;
}

static void collect_service(struct done_html_page *page, const struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &service->criteria[i];
		struct done_html_column *column = find_column(page, criterion->criterion);

		column->states[done_html_state_of_criterion(criterion)]++;
		for (size_t j = 0; j < criterion->nr_checks; j++) {
			const struct done_check_report *check = &criterion->checks[j];
			html_bar_find_check(page, column, j, check->check)
			    ->states[done_html_state_of_check(check)]++;
		}
	}
}

void done_html_collect(struct done_html_page *page)
{
	const struct done_run *run = page->run;

	page->services = done_services_worst_first(page->arena, run);
	for (size_t i = 0; run->policy && i < run->policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &run->policy->criteria[i];
		struct done_html_column *column = find_column(page, criterion);
		for (size_t j = 0; j < criterion->nr_checks; j++)
			html_bar_find_check(page, column, j, &criterion->checks[j]);
	}
	for (size_t i = 0; i < run->nr_services; i++)
		collect_service(page, &run->services[i]);
}

/* ---- totals ---- */

/* A column of noughts is none. */
static bool is_shown(const struct done_html_page *page, enum done_html_state state)
{
	if (state == DONE_HTML_MET || state >= DONE_HTML_NONE)
		return false;
	for (size_t i = 0; i < page->nr_columns; i++) {
		if (page->columns[i].states[state])
			return true;
	}
	return false;
}

static size_t add_up(const size_t states[DONE_HTML_STATES], bool well)
{
	size_t nr = 0;

	for (size_t i = 0; i < DONE_HTML_NONE; i++) {
		if (!well || i > DONE_HTML_UNDECIDED)
			nr += states[i];
	}
	return nr;
}

static void add_total(struct done_html_page *page, const struct done_html_column *column)
{
	size_t asked = add_up(column->states, false), well = add_up(column->states, true);

	done_buf_addstr(page->out, "<tr><th scope=row><a href=\"#");
	done_html_id(page, "criterion", column->criterion->id, NULL);
	done_buf_addstr(page->out, "\">");
	done_html_text(page, column->criterion->title);
	done_buf_addstr(page->out, "</a>");
	if (page->trend)
		done_trend_spark_criterion(page->trend, column->criterion->id, page->out);
	done_buf_addstr(page->out, "<td>");
	if (asked)
		done_buf_addf(page->out, "<meter max=%zu value=%zu>%zu of %zu</meter> %zu of %zu",
		    asked, well, well, asked, well, asked);
	else
		done_buf_addstr(page->out, "asked of none");
	for (int i = 0; i < DONE_HTML_STATES; i++) {
		enum done_html_state state = (enum done_html_state)i;
		size_t nr = column->states[state];

		if (is_shown(page, state))
			done_buf_addf(
			    page->out, "<td class=%s>%zu", nr ? done_html_class(state) : "nil", nr);
	}
	done_buf_addch(page->out, '\n');
}

void done_html_totals(struct done_html_page *page)
{
	if (!page->nr_columns || !page->run->nr_services)
		return;
	done_html_heading(page, 0, "criteria", "By criterion");
	done_buf_addstr(page->out, "<div class=scroll tabindex=0 role=region aria-labelledby=\"");
	done_html_id(page, "criteria", NULL, NULL);
	done_buf_addstr(page->out,
	    "\">\n<table class=totals border=1 cellpadding=4>\n"
	    "<thead><tr><th scope=col>Criterion</th>"
	    "<th scope=col>Services that pass</th>");
	for (int i = 0; i < DONE_HTML_STATES; i++) {
		enum done_html_state state = (enum done_html_state)i;
		if (is_shown(page, state))
			done_buf_addf(page->out, "<th scope=col>%s</th>", done_html_words(state));
	}
	done_buf_addstr(page->out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < page->nr_columns; i++)
		add_total(page, &page->columns[i]);
	done_buf_addstr(page->out, "</tbody></table></div>\n");
}

/* ---- the bar ---- */

/* No other scheme becomes a link: a policy is a file of a repository as well. */
static void add_url(struct done_html_page *page, const char *url)
{
	bool is_link = done_is_web_address(url);

	done_buf_addstr(page->out, is_link ? " <a rel=noreferrer href=\"" : " <code>");
	if (is_link) {
		done_html_text(page, url);
		done_buf_addstr(page->out, "\">");
	}
	done_html_text(page, url);
	done_buf_addstr(page->out, is_link ? "</a>" : "</code>");
}

static void add_tally(struct done_html_page *page, const struct done_html_check_tally *tally)
{
	const char *before = "";

	for (size_t i = 0; i < DONE_HTML_STATES; i++) {
		if (!tally->states[i])
			continue;
		done_buf_addf(page->out, "%s<span class=%s>%s: %zu</span>", before,
		    done_html_class((enum done_html_state)i),
		    done_html_words((enum done_html_state)i), tally->states[i]);
		before = " ";
	}
}

static void html_bar_add_check(
    struct done_html_page *page, const struct done_html_check_tally *tally)
{
	const struct done_check *check = tally->check;

	done_buf_addstr(page->out, "<dt id=\"");
	done_html_id(page, "check", check->id, NULL);
	done_buf_addstr(page->out, "\"><code>");
	done_html_text(page, check->id);
	done_buf_addstr(page->out, "</code>");
	if (check->level == DONE_LEVEL_WARNING)
		done_buf_addstr(page->out,
		    check->losses == DONE_LOSSES_REFUSE
		        ? " <small>a warning; what a change takes away is refused</small>"
		        : " <small>a warning</small>");
	done_buf_addstr(page->out, "</dt><dd>");
	if (check->why)
		done_html_text(page, check->why);
	if (check->url)
		add_url(page, check->url);
	if (check->why || check->url)
		done_buf_addstr(page->out, "<br>");
	add_tally(page, tally);
	if (check->fix)
		done_html_fix(page, check->fix);
	done_buf_addstr(page->out, "</dd>\n");
}

void done_html_bar(struct done_html_page *page)
{
	if (!page->nr_columns || !page->run->nr_services)
		return;
	done_html_heading(page, 0, "bar", "What was asked, and why");
	for (size_t i = 0; i < page->nr_columns; i++) {
		const struct done_html_column *column = &page->columns[i];

		done_buf_addf(page->out, "<h%d id=\"", page->heading + 1);
		done_html_id(page, "criterion", column->criterion->id, NULL);
		done_buf_addstr(page->out, "\">");
		done_html_text(page, column->criterion->title);
		done_buf_addf(page->out, "</h%d>\n<dl class=checks>\n", page->heading + 1);
		for (size_t j = 0; j < column->nr_checks; j++)
			html_bar_add_check(page, &column->checks[j]);
		done_buf_addstr(page->out, "</dl>\n");
	}
}
