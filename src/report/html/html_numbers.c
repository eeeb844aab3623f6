/* The html format's numbers: what was measured, against its limit, and how much that says. */
#include <math.h>

#include "html_parts.h"

/* Beyond it the page counts them: JSON has all. */
enum { NUMBERS_ROWS_MAX = 1000 };

struct html_numbers {
	struct done_html_page *page;
	size_t nr;
};

static void html_numbers_add_cells(struct done_html_page *page, const struct done_number *number)
{
	struct done_buf value = {0}, limit = {0};
	bool has_limit = !isnan(number->limit), misses = done_number_misses(number);

	done_say_number_value(&value, number);
	done_say_number_limit(&limit, number);
	done_buf_addf(page->out, "<td class=%s>%s",
	    !has_limit ? "nil" : done_html_class(misses ? DONE_HTML_UNMET : DONE_HTML_MET),
	    !has_limit   ? ""
	        : misses ? "✗ "
	                 : "✓ ");
	done_html_text(page, value.ptr);
	if (limit.len) {
		done_buf_addstr(page->out, " <small>");
		done_html_text(page, limit.ptr);
		done_buf_addstr(page->out, "</small>");
	}
	done_buf_addstr(page->out, "<td>");
	if (number->source) {
		done_buf_addstr(page->out, "<code>");
		done_html_raw(page, number->source);
		done_buf_addstr(page->out, "</code> ");
	}
	done_buf_addstr(page->out, "<small>");
	done_html_text(page, done_strength_words[number->strength]);
	done_buf_addstr(page->out, "</small>\n");
	done_buf_release(&value);
	done_buf_release(&limit);
}

static void html_numbers_visit(void *data, const struct done_service_report *service,
    const struct done_check_report *check, const struct done_number *number)
{
	struct html_numbers *numbers = data;
	struct done_html_page *page = numbers->page;

	if (numbers->nr++ >= NUMBERS_ROWS_MAX)
		return;
	done_buf_addstr(page->out, "<tr><th scope=row><a href=\"#");
	done_html_id(page, "service", service->service->name, NULL);
	done_buf_addstr(page->out, "\">");
	done_html_raw(page, service->service->name);
	done_buf_addstr(page->out, "</a><td>");
	done_html_text(page, number->name);
	done_buf_addstr(page->out, " <small><a href=\"#");
	done_html_id(page, "check", check->check->id, NULL);
	done_buf_addstr(page->out, "\">");
	done_html_text(page, check->check->id);
	done_buf_addstr(page->out, "</a></small>");
	html_numbers_add_cells(page, number);
}

void done_html_numbers(struct done_html_page *page)
{
	struct html_numbers numbers = {.page = page};
	size_t nr = done_count_numbers(page->run);

	if (!nr)
		return;
	done_html_heading(page, 0, "numbers", "What was measured");
	done_buf_addstr(page->out, "<div class=scroll tabindex=0 role=region aria-labelledby=\"");
	done_html_id(page, "numbers", NULL, NULL);
	done_buf_addstr(page->out,
	    "\">\n<table class=numbers border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Service</th><th scope=col>What</th><th scope=col>Value</th>"
	    "<th scope=col>Source</th>"
	    "</tr></thead>\n<tbody>\n");
	done_number_each(page->arena, page->run, html_numbers_visit, &numbers);
	done_buf_addstr(page->out, "</tbody></table></div>\n");
	if (nr > NUMBERS_ROWS_MAX)
		done_buf_addf(page->out,
		    "<p>and %zu more, which are only counted here: JSON has them</p>\n",
		    nr - NUMBERS_ROWS_MAX);
}
