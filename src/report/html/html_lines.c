/*
 * The html format's details of all services, worst first, within what a page may weigh: a service
 * that no longer fits, and all behind it, is one line with the checks that it misses.
 */
#include <string.h>

#include "html_parts.h"

/* Totals and measured numbers are not in it, nor what is said above a scorecard. */
#define PAGE_BYTES ((size_t)3500 << 10)
/* A row of the scorecard, by what html_matrix.c writes. */
enum { ROW_BYTES = 200, CELL_BYTES = 30, LINK_BYTES = 45 };

/* ---- one line ---- */

static void html_lines_add_state(struct done_html_page *page,
    const struct done_service_report *report, enum done_html_state state)
{
	size_t nr = 0;

	for (size_t i = 0; i < report->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &report->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (done_html_state_of_check(&criterion->checks[j]) != state)
				continue;
			if (nr++)
				done_buf_addstr(page->out, ", ");
			else
				done_buf_addf(page->out, " · %s: ", done_html_words(state));
			done_html_text(page, criterion->checks[j].check->id);
		}
	}
}

static void html_lines_add(struct done_html_page *page, const struct done_service_report *report)
{
	const struct done_sheet *sheet = done_report_sheet(report->service);
	enum done_html_state state = done_html_state_of_service(report);

	done_buf_addstr(page->out, "<section class=service id=\"");
	done_html_id(page, "service", report->service->name, NULL);
	done_buf_addf(page->out, "\">\n<h%d>", page->heading + 1);
	done_html_raw(page, report->service->name);
	done_buf_addf(page->out, " <b class=%s>%s</b></h%d>\n<p class=about><code>",
	    done_html_class(state), done_html_service_words(state), page->heading + 1);
	done_html_raw(page, report->service->path);
	done_buf_addstr(page->out, "</code>");
	if (sheet && sheet->owner) {
		done_buf_addstr(page->out, " · owner ");
		done_html_raw(page, sheet->owner);
	}
	for (int i = DONE_HTML_UNMET; i <= DONE_HTML_WARNED; i++)
		html_lines_add_state(page, report, (enum done_html_state)i);
	done_buf_addstr(page->out, "\n</section>\n");
}

/* ---- what fits ---- */

struct weight {
	size_t *lines;   /* of each service, if it is one line */
	size_t reserved; /* for the lines of those that are not written yet */
};

/* The scorecard without links, and a line for each service. */
static void weigh(struct done_html_page *page, struct weight *weight)
{
	size_t rows = 0;
	struct done_buf line = {0};
	struct done_buf *out = page->out;

	weight->lines = done_arena_array(page->arena, page->run->nr_services, sizeof(size_t));
	page->out = &line;
	for (size_t i = 0; i < page->run->nr_services; i++) {
		const struct done_service *service = page->services[i]->service;

		done_buf_clear(&line);
		html_lines_add(page, page->services[i]);
		weight->lines[i] = line.len;
		weight->reserved += line.len;
		rows += ROW_BYTES + 2 * strlen(service->name) + page->nr_columns * CELL_BYTES;
	}
	page->out = out;
	done_buf_release(&line);
	page->length += rows;
}

/* The service as it is told at this length; nothing where it does not fit any more. */
static bool add_if_it_fits(struct done_html_page *page, const struct done_service_report *report,
    const struct weight *weight)
{
	struct done_buf *out = page->out, text = {0};
	size_t links = page->nr_columns * (LINK_BYTES + strlen(report->service->name));
	bool fits;

	page->out = &text;
	done_html_service(page, report);
	page->out = out;
	fits = page->length + text.len + links + weight->reserved <= PAGE_BYTES;
	if (fits) {
		done_buf_add(out, text.ptr, text.len);
		page->length += text.len + links;
	}
	done_buf_release(&text);
	return fits;
}

static void add_break(struct done_html_page *page, size_t nr)
{
	done_buf_addf(page->out,
	    "<p class=note>So that the page opens at once, the following %zu services are one line "
	    "each, with what they miss. <code>git done why SERVICE</code> and the JSON report tell "
	    "each finding and its fix.</p>\n",
	    nr);
}

void done_html_services(struct done_html_page *page)
{
	size_t nr = page->run->nr_services;
	struct weight weight = {0};

	page->nr_told = 0;
	if (!nr)
		return;
	weigh(page, &weight);
	done_html_heading(page, 0, "findings", "Findings and fixes");
	for (size_t i = 0; i < nr; i++) {
		weight.reserved -= weight.lines[i];
		if (page->nr_told == i && add_if_it_fits(page, page->services[i], &weight)) {
			page->nr_told++;
			continue;
		}
		if (page->nr_told == i)
			add_break(page, nr - i);
		html_lines_add(page, page->services[i]);
	}
}
