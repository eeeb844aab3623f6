/* The html format's scorecard: services by criteria, each cell a link to its details. */
#include <string.h>

#include "html_parts.h"

/* ---- above it -------------------------------------------------------------------------------- */

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
		done_buf_addf(page->out, "<option value=\"%s\">%s</option>\n", options[i][0],
		              options[i][1]);
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

/* ---- the table ------------------------------------------------------------------------------- */

static void add_link(struct done_html_page *page, const char *service, const char *criterion)
{
	done_buf_addstr(page->out, "<a href=\"#");
	done_html_id(page, "service", service, criterion);
	done_buf_addstr(page->out, "\">");
}

static void add_head(struct done_html_page *page)
{
	done_buf_addstr(page->out, "<thead><tr><th scope=col>Service</th><th scope=col>Verdict"
	                           "</th>");
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

/* End tags that HTML lets one leave out are left out: there may be 10,000 cells. */
static void html_matrix_add_row(struct done_html_page *page,
                                const struct done_service_report *report)
{
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
	done_buf_addf(page->out, "<td class=%s>", done_html_class(state));
	add_link(page, service->name, NULL);
	done_buf_addf(page->out, "%s</a>", done_html_service_words(state));
	for (size_t i = 0; i < page->nr_columns; i++) {
		const struct done_criterion_report *criterion =
			done_html_find(report, &page->columns[i]);

		state = criterion ? done_html_state_of_criterion(criterion) : DONE_HTML_NONE;
		done_buf_addf(page->out, "<td class=%s>", done_html_class(state));
		if (criterion)
			add_link(page, service->name, criterion->criterion->id);
		done_buf_addf(page->out, "%s%s", done_html_words(state), criterion ? "</a>" : "");
	}
	done_buf_addch(page->out, '\n');
}

void done_html_matrix(struct done_html_page *page)
{
	done_html_heading(page, 0, "scorecard", "Scorecard");
	if (!page->run->nr_services) {
		done_buf_addstr(page->out, "<p>No service was judged.</p>\n");
		return;
	}
	add_filter(page);
	add_legend(page);
	/* The border is for where styles are forbidden. */
	done_buf_addstr(page->out, "<div class=scroll tabindex=0 role=region aria-labelledby=\"");
	done_html_id(page, "scorecard", NULL, NULL);
	done_buf_addstr(page->out, "\">\n<table class=matrix border=1 cellpadding=4>\n");
	add_head(page);
	done_buf_addstr(page->out, "<tbody>\n");
	for (size_t i = 0; i < page->run->nr_services; i++)
		html_matrix_add_row(page, page->services[i]);
	done_buf_addstr(page->out, "</tbody></table></div>\n");
}
