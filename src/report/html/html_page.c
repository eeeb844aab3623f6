/*
 * html: one page for a browser, with nothing to fetch. Plain HTML says it all; style and script,
 * which a CI server may forbid, are files of config/templates and only make it pleasant. The page
 * itself forbids every other script, style and request.
 */
#include <string.h>

#include "../fleet/fleet_parts.h"
#include "formats.h"
#include "html_parts.h"

/* The sentence without the word that the heading has already. */
static const char *without_word(const char *sentence, enum done_verdict verdict)
{
	const char *word =
	    done_word_of_verdict(verdict == DONE_NOT_APPLICABLE ? DONE_MET : verdict);
	size_t len = strlen(word);

	return !strncmp(sentence, word, len) && !strncmp(sentence + len, ": ", 2)
	    ? sentence + len + 2
	    : sentence;
}

static void html_begin_verdict(
    struct done_html_page *page, enum done_verdict verdict, const char *sentence)
{
	enum done_html_state state = done_html_state_of_verdict(verdict);
	struct done_html_head head = {.state = state,
	    .words = done_html_service_words(state == DONE_HTML_NONE ? DONE_HTML_MET : state),
	    .title = sentence,
	    .sentence = without_word(sentence, verdict),
	    .more_style = page->trend ? &done_html_pages : NULL};

	done_html_begin(page, &head);
}

static void write_html(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_html_page page = {.out = out, .arena = &arena, .report = report, .heading = 2};
	struct done_buf sentence = {0};

	page.trend = style->trend;
	done_say_verdict(&sentence, report);
	html_begin_verdict(&page, report->verdict, sentence.ptr);
	done_buf_addstr(out, "<main id=main tabindex=-1>\n");
	for (size_t i = 0; i < report->nr_runs; i++)
		done_html_run(&page, i);
	if (!report->nr_runs)
		done_buf_addstr(out, "<p>There is nothing to judge.</p>\n");
	if (report->reproduce) {
		page.heading = 2;
		page.run_nr = 0;
		done_html_heading(&page, 0, NULL, "To judge this again");
		done_buf_addstr(out, "<pre>");
		done_html_text(&page, report->reproduce);
		done_buf_addstr(out, "</pre>\n");
	}
	done_html_end(&page);
	done_buf_release(&sentence);
	done_arena_release(&arena);
}

static void write_html_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_html_page page = {.out = out, .arena = &arena, .heading = 2};
	struct done_buf sentence = {0};

	done_buf_addf(&sentence, "there is no verdict: %s", error->message);
	html_begin_verdict(&page, DONE_UNDECIDED, sentence.ptr);
	done_buf_addstr(out, "<main id=main tabindex=-1>\n<dl class=facts>\n");
	if (error->file[0] && error->line > 0)
		done_html_fact(&page, "Place",
		    done_arena_printf(&arena, "%s:%d:%d", error->file, error->line, error->column));
	else
		done_html_fact(&page, "Place", error->file);
	done_html_fact(&page, "Exit status", done_arena_printf(&arena, "%d", exit_status));
	done_buf_addstr(out, "</dl>\n");
	if (error->cure[0]) {
		done_html_heading(&page, 0, NULL, "What to do");
		done_buf_addstr(out, "<pre>");
		done_html_text(&page, error->cure);
		done_buf_addstr(out, "</pre>\n");
	}
	done_html_end(&page);
	done_buf_release(&sentence);
	done_arena_release(&arena);
}

const struct done_format done_format_html = {
    .name = "html",
    .summary = "one page for a browser: scorecard, fixes, who calls whom, dates",
    .write = write_html,
    .write_error = write_html_error,
    .fleet = DONE_FLEET_PAGES,
    .write_fleet = done_fleet_html,
};
