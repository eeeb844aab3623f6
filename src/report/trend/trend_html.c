/* The page of git done log: charts, the same as a table, and the commits that changed something. */
#include <string.h>

#include "trend_parts.h"

enum { TABLE_ROWS = 30, PAGE_ENTRIES = 2000, PAGE_LINES = 50 };

struct trending {
	struct done_html_page page;
	const struct done_trend_page *what;
	const struct done_trend *trend;
};

static void trend_add(struct trending *trending, const char *html)
{
	done_buf_addstr(trending->page.out, html);
}

static void trend_day(struct trending *trending, done_day day)
{
	char text[11];

	done_day_format(day, text);
	done_buf_addf(trending->page.out, "<time datetime=%s>%s</time>", text, text);
}

/* ---- charts: shapes are stretched, words stand beside them in their own size ---- */

static const struct done_trend_point *trend_last(const struct done_trend *trend)
{
	return &trend->points[trend->nr_points - 1];
}

static void trend_days(struct trending *trending)
{
	trend_add(trending, "<p class=axis aria-hidden=true>");
	trend_day(trending, trending->trend->points[0].day);
	trend_add(trending, " ");
	trend_day(trending, trend_last(trending->trend)->day);
	trend_add(trending, "</p>\n");
}

static size_t untiered(const struct done_trend_point *point)
{
	size_t nr = point->nr_services;

	for (int tier = DONE_TIER_NONE; tier <= DONE_TIER_GOLD; tier++)
		nr -= point->tiers[tier];
	return nr;
}

static void trend_legend(struct trending *trending)
{
	static const char *const rows[] = {
	    [DONE_TIER_GOLD] = "<i class=t3></i> gold: production-ready",
	    [DONE_TIER_SILVER] = "<i class=t2></i> silver: done",
	    [DONE_TIER_BRONZE] = "<i class=t1></i> bronze: safe to run",
	    [DONE_TIER_NONE] = "<i class=t0></i> below bronze",
	};
	const struct done_trend_point *first = trending->trend->points,
	                              *last = trend_last(trending->trend);

	trend_add(trending, "<ul class=legend>\n");
	for (int tier = DONE_TIER_GOLD; tier >= DONE_TIER_NONE; tier--)
		done_buf_addf(trending->page.out, "<li>%s: %zu → <b>%zu</b></li>\n", rows[tier],
		    first->tiers[tier], last->tiers[tier]);
	if (untiered(first) || untiered(last))
		done_buf_addf(trending->page.out,
		    "<li><i class=tn></i> no tier is asked: %zu → <b>%zu</b></li>\n",
		    untiered(first), untiered(last));
	trend_add(trending, "</ul>\n");
}

static size_t trend_most(const struct done_trend *trend)
{
	size_t most = 1;

	for (size_t i = 0; i < trend->nr_points; i++)
		most = trend->points[i].nr_services > most ? trend->points[i].nr_services : most;
	return most;
}

static void trend_tiers(struct trending *trending)
{
	size_t most = trend_most(trending->trend);

	done_html_heading(&trending->page, 0, "tiers", "Services by tier");
	trend_legend(trending);
	done_buf_addf(trending->page.out,
	    "<div class=chart><p class=scale aria-hidden=true><span>%zu</span> <span>%s</span> "
	    "<span>0</span></p>",
	    most,
	    most > 1 && most % 2 == 0 ? done_arena_printf(trending->page.arena, "%zu", most / 2)
	                              : "");
	done_trend_areas(trending->trend, trending->page.out);
	trend_days(trending);
	trend_add(trending, "</div>\n");
}

static size_t percent_of(const struct done_trend_share *share)
{
	return share->met * 100 / share->judged;
}

static void trend_share(struct trending *trending, const struct done_trend_share *share)
{
	if (share->judged)
		done_buf_addf(trending->page.out, "%zu %%", percent_of(share));
	else
		trend_add(trending, "–");
}

static void trend_criterion(struct trending *trending, size_t criterion)
{
	const struct done_trend_share *last = &trend_last(trending->trend)->criteria[criterion];

	trend_add(trending, "<figure><figcaption><b>");
	done_html_raw(&trending->page, trending->trend->criteria[criterion]);
	trend_add(trending, "</b> ");
	trend_share(trending, &trending->trend->points[0].criteria[criterion]);
	trend_add(trending, " → <b>");
	trend_share(trending, last);
	done_buf_addf(trending->page.out, "</b> <small>%zu of %zu checks</small></figcaption>",
	    last->met, last->judged);
	done_trend_share_line(trending->trend, criterion, trending->page.out);
	trend_add(trending, "</figure>\n");
}

static void trend_criteria(struct trending *trending)
{
	if (!trending->trend->nr_criteria)
		return;
	done_html_heading(&trending->page, 0, "criteria", "Checks that are met, by criterion");
	trend_add(trending, "<div class=figures>\n");
	for (size_t i = 0; i < trending->trend->nr_criteria; i++)
		trend_criterion(trending, i);
	trend_add(trending, "</div>\n");
}

/* ---- the same as a table ---- */

static void trend_table_row(struct trending *trending, const struct done_trend_point *point)
{
	trend_add(trending, "<tr><th scope=row>");
	trend_day(trending, point->day);
	done_buf_addf(trending->page.out, " <code>%.10s</code><td class=nr>%zu", point->commit,
	    point->nr_services);
	for (int tier = DONE_TIER_GOLD; tier >= DONE_TIER_NONE; tier--)
		done_buf_addf(trending->page.out, "<td class=nr>%zu", point->tiers[tier]);
	for (size_t i = 0; i < trending->trend->nr_criteria; i++) {
		if (point->criteria[i].judged)
			done_buf_addf(trending->page.out, "<td class=nr>%zu/%zu",
			    point->criteria[i].met, point->criteria[i].judged);
		else
			trend_add(trending, "<td class=nr>–");
	}
	trend_add(trending, "\n");
}

/* Whether the point is the last of its part, of TABLE_ROWS equal parts of the time. */
static bool is_sampled(const struct done_trend *trend, size_t point)
{
	size_t part = done_trend_x(trend, point) * (TABLE_ROWS - 1) / DONE_TREND_WIDTH;

	return !point || point + 1 == trend->nr_points || trend->nr_points <= TABLE_ROWS ||
	    done_trend_x(trend, point + 1) * (TABLE_ROWS - 1) / DONE_TREND_WIDTH != part;
}

static void trend_table(struct trending *trending)
{
	const struct done_trend *trend = trending->trend;

	done_html_heading(&trending->page, 0, "table", "The same as a table");
	trend_add(trending,
	    "<div class=scroll tabindex=0 role=region aria-labelledby=table>\n"
	    "<table class=fleet border=1 cellpadding=4>\n<thead><tr><th scope=col>Commit</th>"
	    "<th scope=col>Services</th><th scope=col>Gold</th><th scope=col>Silver</th>"
	    "<th scope=col>Bronze</th><th scope=col>Below bronze</th>");
	for (size_t i = 0; i < trend->nr_criteria; i++) {
		trend_add(trending, "<th scope=col>");
		done_html_raw(&trending->page, trend->criteria[i]);
		trend_add(trending, "</th>");
	}
	trend_add(trending, "</tr></thead>\n<tbody>\n");
	for (size_t i = trend->nr_points; i-- > 0;) {
		if (is_sampled(trend, i))
			trend_table_row(trending, &trend->points[i]);
	}
	trend_add(trending, "</tbody></table></div>\n");
}

/* ---- services ---- */

static void trend_services(struct trending *trending)
{
	const struct done_trend *trend = trending->trend;

	done_html_heading(&trending->page, 0, "services", "Services");
	trend_add(trending,
	    "<div class=scroll tabindex=0 role=region aria-labelledby=services>\n"
	    "<table class=fleet border=1 cellpadding=4>\n<thead><tr><th scope=col>Service</th>"
	    "<th scope=col>Reached</th><th scope=col>Checks met</th><th scope=col>Trend</th>"
	    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < trend->nr_services; i++) {
		const struct done_trend_service *service = &trend->services[i];
		const struct done_trend_value *last =
		    service->nr_values ? &service->values[service->nr_values - 1] : NULL;
		const char *tier;

		if (!last || !last->is_there)
			continue;
		tier = done_tier_name((enum done_tier)last->tier);
		trend_add(trending, "<tr><th scope=row>");
		done_html_raw(&trending->page, service->name);
		trend_add(trending, " <small>");
		done_html_raw(&trending->page, service->path);
		done_buf_addf(trending->page.out, "</small><td>%s<td class=nr>%zu of %zu<td>",
		    tier ? tier : "–", last->share.met, last->share.judged);
		done_trend_spark_service(trend, service->path, trending->page.out);
		trend_add(trending, "\n");
	}
	trend_add(trending, "</tbody></table></div>\n");
}

/* ---- commits ---- */

static void trend_line(
    struct trending *trending, const struct done_trend_line *line, const char *before)
{
	if (line->service && (!before || strcmp(before, line->service) != 0)) {
		trend_add(trending, "<li class=whose><b>");
		done_html_raw(&trending->page, line->service);
		trend_add(trending, "</b></li>\n");
	}
	done_buf_addf(trending->page.out, "<li>%s",
	    line->is_bad        ? "<b class=unmet>✗</b> "
	        : line->is_good ? "<b class=met>✓</b> "
	                        : "");
	done_html_text(&trending->page, line->text);
	trend_add(trending, "</li>\n");
}

static void trend_entry(struct trending *trending, const struct done_trend_entry *entry)
{
	size_t shown = entry->nr < PAGE_LINES ? entry->nr : PAGE_LINES;

	done_buf_addf(trending->page.out, "<section class=commit id=c-%.40s>\n<h3>", entry->commit);
	done_html_raw(&trending->page, entry->subject);
	done_buf_addf(
	    trending->page.out, "</h3>\n<p class=about><code>%.10s</code> ", entry->commit);
	trend_day(trending, entry->day);
	trend_add(trending, " ");
	done_html_raw(&trending->page, entry->author);
	trend_add(trending, "</p>\n<ul>\n");
	for (size_t i = 0; i < shown; i++)
		trend_line(trending, &entry->lines[i], i ? entry->lines[i - 1].service : NULL);
	if (shown < entry->nr)
		done_buf_addf(trending->page.out, "<li>and %zu more, which JSON has</li>\n",
		    entry->nr - shown);
	trend_add(trending, "</ul></section>\n");
}

static void trend_entries(struct trending *trending)
{
	size_t shown = trending->what->nr < PAGE_ENTRIES ? trending->what->nr : PAGE_ENTRIES;

	done_html_heading(
	    &trending->page, 0, "commits", "Commits that changed something, newest first");
	for (size_t i = 0; i < shown; i++)
		trend_entry(trending, &trending->what->entries[i]);
	if (!shown)
		trend_add(trending, "<p>None did.</p>\n");
	if (shown < trending->what->nr)
		done_buf_addf(trending->page.out, "<p>and %zu more, which JSON has</p>\n",
		    trending->what->nr - shown);
}

void done_trend_html(const struct done_trend_page *what, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct trending trending = {.page = {.out = out, .arena = &arena, .heading = 2},
	    .what = what,
	    .trend = what->trend};
	struct done_html_head head = {.state = DONE_HTML_NONE,
	    .words = "History",
	    .title = what->sentence,
	    .sentence = what->sentence,
	    .more_style = &done_html_pages};

	done_html_begin(&trending.page, &head);
	trend_add(&trending, "<main id=main tabindex=-1>\n");
	if (what->notes.nr)
		trend_add(&trending, "<ul class=notes>\n");
	for (size_t i = 0; i < what->notes.nr; i++) {
		trend_add(&trending, "<li class=warned>");
		done_html_text(&trending.page, what->notes.items[i]);
		trend_add(&trending, "</li>\n");
	}
	if (what->notes.nr)
		trend_add(&trending, "</ul>\n");
	if (what->trend->nr_points) {
		trend_tiers(&trending);
		trend_criteria(&trending);
		trend_services(&trending);
		trend_entries(&trending);
		trend_table(&trending);
	} else {
		trend_add(&trending, "<p>No commit was judged.</p>\n");
	}
	done_html_end(&trending.page);
	done_arena_release(&arena);
}
