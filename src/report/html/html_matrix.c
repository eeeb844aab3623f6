/* The html format's scorecard: services by criteria, each cell a link to its details. */
#include <string.h>

#include "../trend/trend_parts.h"
#include "html_parts.h"

/* ---- above it ---- */

/* The script shows it; without the script there is nothing that it could do. */
static void add_filter(struct done_html_page *page)
{
	static const char *const options[][2] = {
	    {"", "any"},
	    {"unmet undecided", "to fix: not met, undecided"},
	    {"unmet", "✗ not met"},
	    {"undecided", "? undecided"},
	    {"warned", "! warning"},
	    {"owed", "· no worse than before"},
	    {"waived skipped", "~ » waived, skipped"},
	    {"met", "✓ met"},
	    {"none", "– not applicable"},
	};

	if (page->has_filter)
		return;
	page->has_filter = true;
	done_buf_addstr(page->out,
	    "<form id=filter class=filter role=search aria-label=\"Filter services\" "
	    "hidden>\n"
	    "<label>Text <input id=filter-text type=search autocomplete=off "
	    "spellcheck=false placeholder=\"service, path, check, finding\"></label>\n"
	    "<label>Verdict <select id=filter-verdict>\n");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(options); i++)
		done_buf_addf(
		    page->out, "<option value=\"%s\">%s</option>\n", options[i][0], options[i][1]);
	done_buf_addstr(page->out,
	    "</select></label>\n"
	    "<label>Criterion <select id=filter-criterion>\n<option value=\"\">"
	    "whole service</option>\n</select></label>\n"
	    "<button type=reset>Show all</button>\n"
	    "<p id=filter-count role=status aria-live=polite></p>\n</form>\n");
}

/* Of what is there: a sign without words is all that a small screen has room for. */
static void add_legend(struct done_html_page *page)
{
	bool used[DONE_HTML_STATES] = {false};

	for (size_t i = 0; i < page->run->nr_services; i++)
		used[done_html_state_of_service(page->services[i])] = true;
	for (size_t i = 0; i < page->nr_columns; i++) {
		for (size_t j = 0; j < DONE_HTML_STATES; j++)
			used[j] = used[j] || page->columns[i].states[j];
	}
	done_buf_addstr(page->out, "<ul class=legend aria-label=\"What the signs mean\">\n");
	for (int i = 0; i < DONE_HTML_STATES; i++) {
		enum done_html_state state = (enum done_html_state)i;
		if (used[i])
			done_buf_addf(page->out, "<li><b class=%s>%s</b> %s</li>\n",
			    done_html_class(state), done_html_words(state),
			    done_html_meaning(state));
	}
	done_buf_addstr(page->out, "</ul>\n");
}

/* ---- the table ---- */

static void add_link(struct done_html_page *page, const char *service, const char *criterion)
{
	done_buf_addstr(page->out, "<a href=\"#");
	done_html_id(page, "service", service, criterion);
	done_buf_addstr(page->out, "\">");
}

static void add_head(struct done_html_page *page)
{
	done_buf_addf(page->out,
	    "<thead><tr><th scope=col>Service</th><th scope=col>Verdict</th>%s",
	    page->has_tiers ? "<th scope=col data-tier>Reached</th>" : "");
	for (size_t i = 0; i < page->nr_columns; i++) {
		done_buf_addstr(page->out, "<th scope=col data-criterion=\"");
		done_html_text(page, page->columns[i].criterion->id);
		done_buf_addstr(page->out, "\">");
		done_html_text(page, page->columns[i].criterion->title);
		done_buf_addstr(page->out, "</th>");
	}
	done_buf_addstr(page->out, "</tr></thead>\n");
}

/* The path, where the name is not its last part anyway. */
static bool tells_path(const struct done_service *service)
{
	size_t name = strlen(service->name), path = strlen(service->path);

	if (path < name || strcmp(service->path + path - name, service->name) != 0)
		return true;
	return path > name && service->path[path - name - 1] != '/';
}

/* How deep the colour is: 0 where nothing is met, 3 where all is. */
static int step_of_share(const struct done_share *share)
{
	if (share->met == share->judged)
		return 3;
	return share->met * 2 >= share->judged ? 2 : share->met > 0;
}

/* Of a sign and a share one sees at once that something is missing; of all else it is said. */
static bool needs_words(enum done_html_state state)
{
	return state != DONE_HTML_MET && state != DONE_HTML_UNMET;
}

/* Only where there is something to read there is a link: there may be 20,000 cells. */
static void add_cell(struct done_html_page *page, const struct done_service_report *report,
    const struct done_html_column *column, bool is_told)
{
	const struct done_criterion_report *criterion = done_html_find(report, column);
	enum done_html_state state =
	    criterion ? done_html_state_of_criterion(criterion) : DONE_HTML_NONE;
	struct done_share share = {0};
	bool leads = is_told && criterion && state <= DONE_HTML_WARNED;

	if (criterion)
		done_share_add(&share, criterion);
	if (!share.judged) {
		done_buf_addf(
		    page->out, "<td class=%s>%s", done_html_class(state), done_html_words(state));
		return;
	}
	if (state == DONE_HTML_UNMET)
		done_buf_addf(page->out, "<td class=\"unmet s%d\">", step_of_share(&share));
	else
		done_buf_addf(page->out, "<td class=%s>", done_html_class(state));
	if (leads)
		add_link(page, report->service->name, criterion->criterion->id);
	done_html_sign(page, state);
	done_buf_addf(page->out, " %zu/%zu", share.met, share.judged);
	if (needs_words(state))
		done_buf_addf(page->out, "<i> %s</i>", strchr(done_html_words(state), ' ') + 1);
	done_buf_addstr(page->out, leads ? "</a>" : "");
}

static void add_tier(struct done_html_page *page, const struct done_service_report *report)
{
	const char *tier = done_tier_name((enum done_tier)report->tier);

	if (!page->has_tiers)
		return;
	done_buf_addf(page->out, "<td class=tier data-tier=%d>%s", report->tier,
	    tier                 ? tier
	        : report->target ? "–"
	                         : "<small>no tier is asked</small>");
	if (done_is_warned_of_target(report))
		done_buf_addf(page->out, " <small>of %s; what is missing only warns</small>",
		    done_tier_name((enum done_tier)report->target));
	else if (report->target > report->tier)
		done_buf_addf(page->out, " <small>of %s</small>",
		    done_tier_name((enum done_tier)report->target));
}

/* End tags that HTML lets one leave out are left out. */
static void html_matrix_add_row(struct done_html_page *page, size_t at)
{
	const struct done_service_report *report = page->services[at];
	const struct done_service *service = report->service;
	enum done_html_state state = done_html_state_of_service(report);

	done_buf_addstr(page->out, "<tr><th scope=row>");
	add_link(page, service->name, NULL);
	done_html_raw(page, service->name);
	done_buf_addstr(page->out, "</a>");
	if (tells_path(service)) {
		done_buf_addstr(page->out, " <small>");
		done_html_raw(page, service->path);
		done_buf_addstr(page->out, "</small>");
	}
	if (page->trend)
		done_trend_spark_service(page->trend, service->path, page->out);
	done_buf_addf(
	    page->out, "<td class=%s>%s", done_html_class(state), done_html_service_words(state));
	add_tier(page, report);
	for (size_t i = 0; i < page->nr_columns; i++)
		add_cell(page, report, &page->columns[i], at < page->nr_told);
	done_buf_addch(page->out, '\n');
}

/* ---- groups ---- */

enum { NO_TIER_ASKED = -1 };

static int group_of(const struct done_service_report *service)
{
	return service->target || service->tier ? service->tier : NO_TIER_ASKED;
}

static void add_group_head(struct done_html_page *page, int group, size_t nr)
{
	static const char *const words[] = {[DONE_TIER_NONE] = "Below bronze",
	    [DONE_TIER_BRONZE] = "Bronze: safe to run",
	    [DONE_TIER_SILVER] = "Silver: done",
	    [DONE_TIER_GOLD] = "Gold: production-ready"};

	done_buf_addf(page->out,
	    "<tr class=group><th scope=rowgroup colspan=%zu>%s "
	    "<small>%zu %s</small>\n",
	    page->nr_columns + 3, group == NO_TIER_ASKED ? "No tier is asked" : words[group], nr,
	    nr == 1 ? "service" : "services");
}

/* A body of the table; nothing where no service is in it. */
static void add_group(struct done_html_page *page, int group)
{
	size_t nr = 0;

	for (size_t i = 0; i < page->run->nr_services; i++)
		nr += group_of(page->services[i]) == group;
	if (!nr)
		return;
	done_buf_addstr(page->out, "<tbody>\n");
	if (page->has_tiers)
		add_group_head(page, group, nr);
	for (size_t i = 0; i < page->run->nr_services; i++) {
		if (group_of(page->services[i]) == group)
			html_matrix_add_row(page, i);
	}
}

/* What the small lines are: the history may end before the commit that is judged. */
static void add_trend(struct done_html_page *page)
{
	const struct done_trend *trend = page->trend;
	const struct done_trend_point *last;
	char from[11], to[11];

	if (!trend || !trend->nr_points)
		return;
	last = &trend->points[trend->nr_points - 1];
	done_day_format(trend->points[0].day, from);
	done_day_format(last->day, to);
	done_buf_addf(page->out,
	    "<p class=about>Lines: the share of checks that are met, from %s to %s (commit "
	    "<code>%.10s</code>). A service without a line is not in that history.</p>\n",
	    from, to, last->commit);
}

void done_html_matrix(struct done_html_page *page)
{
	done_html_heading(page, 0, "scorecard", "Scorecard");
	if (!page->run->nr_services) {
		done_buf_addstr(page->out, "<p>No service was judged.</p>\n");
		return;
	}
	page->has_tiers = false;
	for (size_t i = 0; i < page->run->nr_services; i++)
		page->has_tiers = page->has_tiers || group_of(page->services[i]) != NO_TIER_ASKED;
	add_filter(page);
	add_legend(page);
	add_trend(page);
	/* The border is for where styles are forbidden. */
	done_buf_addstr(page->out, "<div class=scroll tabindex=0 role=region aria-labelledby=\"");
	done_html_id(page, "scorecard", NULL, NULL);
	done_buf_addstr(page->out, "\">\n<table class=matrix border=1 cellpadding=4>\n");
	add_head(page);
	for (int group = DONE_TIER_NONE; group <= DONE_TIER_GOLD; group++)
		add_group(page, group);
	add_group(page, NO_TIER_ASKED);
	done_buf_addstr(page->out, "</table></div>\n");
}
