/* What every page begins and ends with: its rules, style, heading and script. */
#include "html_parts.h"

/* What was judged: of the report where it has one run, else each run says it of itself. */
static void add_where(struct done_html_page *page)
{
	const struct done_report *report = page->report;
	const struct done_run *only = report->nr_runs == 1 ? &report->runs[0] : NULL;
	const char *gap = "";

	if (!report->name && !only)
		return;
	done_buf_addstr(page->out, "<p class=where>");
	if (report->name) {
		done_buf_addstr(page->out, "<b>");
		done_html_raw(page, report->name);
		done_buf_addstr(page->out, "</b>");
		gap = " · ";
	}
	if (only)
		done_html_where(page, only, gap);
	done_buf_addstr(page->out, "</p>\n");
}

void done_html_begin(struct done_html_page *page, const struct done_html_head *head)
{
	struct done_buf *out = page->out;
	const struct done_html_template *more = head->more_style;

	done_buf_addf(out,
	    "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
	    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
	    "style-src '%s'%s%s%s; script-src '%s'; img-src data:; base-uri 'none'; "
	    "form-action 'none'\">\n"
	    "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=color-scheme content=\"light dark\">\n"
	    "<meta name=referrer content=no-referrer>\n"
	    "<link rel=icon href=\"data:,\">\n<title>",
	    done_html_style.hash, more ? " '" : "", more ? more->hash : "", more ? "'" : "",
	    done_html_script.hash);
	done_html_text(page, head->title);
	done_buf_addstr(out, "</title>\n<style>");
	done_buf_add(out, done_html_style.text, done_html_style.len);
	if (more) {
		done_buf_addstr(out, "</style>\n<style>");
		done_buf_add(out, more->text, more->len);
	}
	done_buf_addf(out,
	    "</style>\n</head>\n<body>\n"
	    "<a class=skip href=\"#main\">Skip to the content</a>\n"
	    "<header>\n<p class=tool>git-done %s</p>\n<h1 class=%s>%s</h1>\n<p "
	    "class=sentence>",
	    DONE_VERSION, done_html_class(head->state), head->words);
	done_html_text(page, head->sentence);
	done_buf_addstr(out, "</p>\n");
	if (page->report)
		add_where(page);
	done_buf_addstr(out, "</header>\n");
}

void done_html_end(struct done_html_page *page)
{
	done_buf_addstr(page->out, "</main>\n<script>");
	done_buf_add(page->out, done_html_script.text, done_html_script.len);
	done_buf_addstr(page->out, "</script>\n</body>\n</html>\n");
}
