/*
 * html: one page for a browser, with nothing to fetch. Plain HTML says it all; style and script,
 * which a CI server may forbid, are files of config/templates and only make it pleasant. The page
 * itself forbids every other script, style and request.
 */
#include <string.h>

#include "formats.h"
#include "html_parts.h"

/* ---- text and ids ---------------------------------------------------------------------------- */

void done_html_text(struct done_html_page *page, const char *text)
{
	done_escape_xml(page->out, text);
}

void done_html_raw(struct done_html_page *page, const char *raw)
{
	done_html_text(page, done_arena_shown(page->arena, raw));
}

static bool html_is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("-._/", c));
}

/* Byte for byte, so that two names never become one; neither quotes nor a URL's own signs. */
static void html_add_name(struct done_buf *out, const char *name)
{
	for (size_t i = 0; name[i]; i++) {
		if (html_is_plain(name[i]))
			done_buf_addch(out, name[i]);
		else
			done_buf_addf(out, "~%02X", (unsigned)(unsigned char)name[i]);
	}
}

void done_html_id(struct done_html_page *page, const char *part, const char *name, const char *sub)
{
	if (page->run_nr)
		done_buf_addf(page->out, "run%zu:", page->run_nr + 1);
	done_buf_addstr(page->out, part);
	if (name) {
		done_buf_addch(page->out, ':');
		html_add_name(page->out, name);
	}
	if (sub) {
		done_buf_addch(page->out, ':');
		html_add_name(page->out, sub);
	}
}

void done_html_heading(struct done_html_page *page, int deeper, const char *part, const char *title)
{
	done_buf_addf(page->out, "<h%d", page->heading + deeper);
	if (part) {
		done_buf_addstr(page->out, " id=\"");
		done_html_id(page, part, NULL, NULL);
		done_buf_addch(page->out, '"');
	}
	done_buf_addf(page->out, ">%s</h%d>\n", title, page->heading + deeper);
}

/* ---- states ---------------------------------------------------------------------------------- */

static const struct state {
	const char *class_name, *words, *service_words, *meaning;
} states[DONE_HTML_STATES] = {
	[DONE_HTML_UNMET] = {"unmet", "✗ not met", "✗ not done", "not met"},
	[DONE_HTML_UNDECIDED] = {"undecided", "? undecided", "? undecided", "could not be judged"},
	[DONE_HTML_WARNED] = {"warned", "! warning", "! done, warned", "not met, does not block"},
	[DONE_HTML_WAIVED] = {"waived", "~ waived", "~ done, by waiver", "not met, excused"},
	[DONE_HTML_SKIPPED] = {"skipped", "» skipped", "» done, skipped", "left out by the caller"},
	[DONE_HTML_MET] = {"met", "✓ met", "✓ done", "all that was asked"},
	[DONE_HTML_NEXT] = {"none", "→ next", "– not judged", "above the target"},
	[DONE_HTML_NONE] = {"none", "– n/a", "– not judged", "not applicable"},
};

const char *done_html_class(enum done_html_state state)
{
	return states[state].class_name;
}

const char *done_html_meaning(enum done_html_state state)
{
	return states[state].meaning;
}

const char *done_html_words(enum done_html_state state)
{
	return states[state].words;
}

const char *done_html_service_words(enum done_html_state state)
{
	return states[state].service_words;
}

static enum done_html_state state_of_verdict(enum done_verdict verdict)
{
	static const enum done_html_state of[] = {
		[DONE_MET] = DONE_HTML_MET,
		[DONE_UNMET] = DONE_HTML_UNMET,
		[DONE_WAIVED] = DONE_HTML_WAIVED,
		[DONE_NOT_APPLICABLE] = DONE_HTML_NONE,
		[DONE_UNDECIDED] = DONE_HTML_UNDECIDED,
		[DONE_NEXT] = DONE_HTML_NEXT,
	};

	return (size_t)verdict < DONE_ARRAY_SIZE(of) ? of[verdict] : DONE_HTML_UNDECIDED;
}

enum done_html_state done_html_state_of_check(const struct done_check_report *check)
{
	if (check->skipped)
		return DONE_HTML_SKIPPED;
	if (done_rank_of_check(check) == DONE_ITEM_WARNING)
		return DONE_HTML_WARNED;
	return state_of_verdict(check->verdict);
}

enum done_html_state done_html_state_of_criterion(const struct done_criterion_report *criterion)
{
	enum done_html_state state = state_of_verdict(criterion->verdict);

	for (size_t i = 0; i < criterion->nr_checks; i++) {
		enum done_html_state of_check = done_html_state_of_check(&criterion->checks[i]);
		/* What is unmet or undecided is for the criterion's own verdict to say. */
		if (of_check >= DONE_HTML_WARNED && of_check < state)
			state = of_check;
	}
	return state;
}

enum done_html_state done_html_state_of_service(const struct done_service_report *service)
{
	enum done_html_state state = state_of_verdict(service->verdict);

	for (size_t i = 0; i < service->nr_criteria; i++) {
		enum done_html_state of_criterion =
			done_html_state_of_criterion(&service->criteria[i]);
		if (of_criterion >= DONE_HTML_WARNED && of_criterion < state)
			state = of_criterion;
	}
	return state;
}

const struct done_criterion_report *done_html_find(const struct done_service_report *service,
                                                   const struct done_html_column *column)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		if (!strcmp(service->criteria[i].criterion->id, column->criterion->id))
			return &service->criteria[i];
	}
	return NULL;
}

/* ---- the page -------------------------------------------------------------------------------- */

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

static void html_begin(struct done_html_page *page, enum done_verdict verdict, const char *sentence)
{
	struct done_buf *out = page->out;
	enum done_html_state state = state_of_verdict(verdict);
	const char *words = states[state == DONE_HTML_NONE ? DONE_HTML_MET : state].service_words;

	done_buf_addf(out,
	              "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
	              "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
	              "style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; "
	              "form-action 'none'\">\n"
	              "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
	              "<meta name=color-scheme content=\"light dark\">\n"
	              "<meta name=referrer content=no-referrer>\n"
	              "<link rel=icon href=\"data:,\">\n<title>",
	              done_html_style.hash, done_html_script.hash);
	done_html_text(page, sentence);
	done_buf_addstr(out, "</title>\n<style>");
	done_buf_add(out, done_html_style.text, done_html_style.len);
	done_buf_addf(out,
	              "</style>\n</head>\n<body>\n"
	              "<a class=skip href=\"#main\">Skip to the content</a>\n"
	              "<header>\n<p class=tool>git-done %s</p>\n<h1 class=%s>%s</h1>\n<p "
	              "class=sentence>",
	              DONE_VERSION, done_html_class(state), words);
	done_html_text(page, without_word(sentence, verdict));
	done_buf_addstr(out, "</p>\n</header>\n");
}

static void html_end(struct done_html_page *page)
{
	done_buf_addstr(page->out, "</main>\n<script>");
	done_buf_add(page->out, done_html_script.text, done_html_script.len);
	done_buf_addstr(page->out, "</script>\n</body>\n</html>\n");
}

static void write_html(const struct done_report *report, const struct done_style *style,
                       struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_html_page page = {.out = out, .arena = &arena, .report = report, .heading = 2};
	struct done_buf sentence = {0};

	(void)style;
	done_say_verdict(&sentence, report);
	html_begin(&page, report->verdict, sentence.ptr);
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
	html_end(&page);
	done_buf_release(&sentence);
	done_arena_release(&arena);
}

static void write_html_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_html_page page = {.out = out, .arena = &arena, .heading = 2};
	struct done_buf sentence = {0};

	done_buf_addf(&sentence, "there is no verdict: %s", error->message);
	html_begin(&page, DONE_UNDECIDED, sentence.ptr);
	done_buf_addstr(out, "<main id=main tabindex=-1>\n<dl class=facts>\n");
	if (error->file[0] && error->line > 0)
		done_html_fact(&page, "Place",
		               done_arena_printf(&arena, "%s:%d:%d", error->file, error->line,
		                                 error->column));
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
	html_end(&page);
	done_buf_release(&sentence);
	done_arena_release(&arena);
}

const struct done_format done_format_html = {
	.name = "html",
	.summary = "one page for a browser: scorecard, fixes, who calls whom, dates",
	.write = write_html,
	.write_error = write_html_error,
};
