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
	done_html_text(page, done_escape_raw(page->arena, raw));
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("-._/", c));
}

/* Byte for byte, so that two names never become one; neither quotes nor a URL's own signs. */
static void add_name(struct done_buf *out, const char *name)
{
	for (size_t i = 0; name[i]; i++) {
		if (is_plain(name[i]))
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
		add_name(page->out, name);
	}
	if (sub) {
		done_buf_addch(page->out, ':');
		add_name(page->out, sub);
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
	[DONE_HTML_UNMET] = {"unmet", "✗ not met", "✗ not done", "falls short"},
	[DONE_HTML_UNDECIDED] = {"undecided", "? undecided", "? undecided", "could not be judged"},
	[DONE_HTML_WARNED] = {"warned", "! warning", "! done, warned",
                              "falls short, does not block"},
	[DONE_HTML_WAIVED] = {"waived", "~ waived", "~ done, by waiver", "falls short, excused"},
	[DONE_HTML_SKIPPED] = {"skipped", "» skipped", "» done, skipped", "left out by the caller"},
	[DONE_HTML_MET] = {"met", "✓ met", "✓ done", "all that was asked"},
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

/* ---- what a run says beside its services ----------------------------------------------------- */

static void add_notes(struct done_html_page *page)
{
	static const char *const classes[] = {"none", "warned", "unmet"};
	enum { NOTES_OPEN = 5 };
	const struct done_run *run = page->run;
	size_t nr = 0;

	if (!run->nr_notes)
		return;
	done_buf_addstr(page->out, "<ul class=notes>\n");
	for (int level = DONE_NOTE_ERROR; level >= DONE_NOTE; level--) {
		for (size_t i = 0; i < run->nr_notes; i++) {
			if ((int)run->notes[i].level != level)
				continue;
			if (nr++ == NOTES_OPEN)
				done_buf_addf(page->out,
				              "</ul><details><summary>%zu more notes</summary>"
				              "<ul class=notes>\n",
				              run->nr_notes - NOTES_OPEN);
			done_buf_addf(page->out, "<li class=%s><b>%s:</b> ", classes[level],
			              done_word_of_note(run->notes[i].level));
			done_html_text(page, run->notes[i].message);
			done_buf_addstr(page->out, "</li>\n");
		}
	}
	done_buf_addstr(page->out, nr > NOTES_OPEN ? "</ul></details>\n" : "</ul>\n");
}

static void add_unowned(struct done_html_page *page)
{
	enum { UNOWNED_SHOWN = 1000 };
	const struct done_run *run = page->run;
	size_t shown = run->nr_unowned < UNOWNED_SHOWN ? run->nr_unowned : UNOWNED_SHOWN;

	if (!run->nr_unowned)
		return;
	done_buf_addf(page->out, "<details><summary>%zu changed %s to no service</summary>\n<ul>\n",
	              run->nr_unowned, run->nr_unowned == 1 ? "path belongs" : "paths belong");
	for (size_t i = 0; i < shown; i++) {
		done_buf_addstr(page->out, "<li><code>");
		done_html_raw(page, run->unowned[i]);
		done_buf_addstr(page->out, "</code></li>\n");
	}
	if (shown < run->nr_unowned)
		done_buf_addf(page->out, "<li>and %zu more</li>\n", run->nr_unowned - shown);
	done_buf_addstr(page->out, "</ul></details>\n");
}

static void add_fact(struct done_html_page *page, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	done_buf_addf(page->out, "<dt>%s</dt><dd>", label);
	done_html_text(page, text);
	done_buf_addstr(page->out, "</dd>\n");
}

static void add_facts(struct done_html_page *page)
{
	const struct done_run *run = page->run;
	struct done_buf examined = {0}, policy = {0};
	char head[DONE_OID_HEX + 1];

	done_html_heading(page, 0, "examined", "What was examined");
	done_buf_addstr(page->out, "<dl class=facts>\n");
	done_oid_hex(&run->head, head);
	done_say_examined(&examined, run);
	done_say_policy(&policy, run);
	add_fact(page, "Examined", run->policy ? examined.ptr : NULL);
	add_fact(page, "Range", run->range_words);
	add_fact(page, "Commit", run->has_head ? head : NULL);
	add_fact(page, "Policy", policy.ptr);
	done_buf_addstr(page->out, "</dl>\n");
	add_unowned(page);
	done_buf_release(&examined);
	done_buf_release(&policy);
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void add_run_head(struct done_html_page *page)
{
	const struct done_run *run = page->run;

	done_buf_addstr(page->out, "<h2><code>");
	done_html_raw(page, run->ref ? run->ref : done_mode_name(run->mode));
	done_buf_addstr(page->out, "</code></h2>\n");
}

/* A run that repeats another: a line, and a link to that one. */
static void add_same_run(struct done_html_page *page)
{
	size_t other = (size_t)page->run->same_as;
	const char *ref = other < page->report->nr_runs ? page->report->runs[other].ref : NULL;

	done_buf_addstr(page->out, "<p>the same change as ");
	if (other < page->report->nr_runs)
		done_buf_addf(page->out, "<a href=\"#run%zu\">", other + 1);
	done_html_raw(page, ref ? ref : "the one before");
	done_buf_addf(page->out, "%s, and the same verdict: %s</p>\n",
	              other < page->report->nr_runs ? "</a>" : "",
	              done_word_of_verdict(page->run->verdict));
}

/* All that is below the scorecard, with a way back up. */
static void add_details(struct done_html_page *page)
{
	done_buf_addstr(page->out, "<div class=details>\n");
	done_html_services(page);
	done_html_bar(page);
	add_facts(page);
	done_buf_addstr(page->out, "<a class=top href=\"#");
	done_html_id(page, "scorecard", NULL, NULL);
	done_buf_addstr(page->out, "\">↑ Scorecard</a>\n</div>\n");
}

static void add_run(struct done_html_page *page, size_t nr)
{
	const struct done_run *run = &page->report->runs[nr];
	struct done_buf words = {0};
	bool is_named = run->ref || page->report->nr_runs > 1;

	page->run = run;
	page->run_nr = nr;
	page->heading = is_named ? 3 : 2;
	page->services = NULL;
	page->columns = NULL;
	page->nr_columns = page->cap_columns = 0;
	done_buf_addf(page->out, "<section class=run id=run%zu>\n", nr + 1);
	if (is_named)
		add_run_head(page);
	if (run->same_as >= 0) {
		add_same_run(page);
	} else {
		if (page->report->nr_runs > 1) {
			done_say_run(&words, run);
			done_buf_addstr(page->out, "<p>");
			done_html_text(page, words.ptr);
			done_buf_addstr(page->out, "</p>\n");
			done_buf_release(&words);
		}
		add_notes(page);
		done_html_collect(page);
		done_html_totals(page);
		done_html_matrix(page);
		add_details(page);
	}
	done_buf_addstr(page->out, "</section>\n");
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

static void begin(struct done_html_page *page, enum done_verdict verdict, const char *sentence)
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

static void end(struct done_html_page *page)
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
	begin(&page, report->verdict, sentence.ptr);
	done_buf_addstr(out, "<main id=main tabindex=-1>\n");
	for (size_t i = 0; i < report->nr_runs; i++)
		add_run(&page, i);
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
	end(&page);
	done_buf_release(&sentence);
	done_arena_release(&arena);
}

static void write_html_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_html_page page = {.out = out, .arena = &arena, .heading = 2};
	struct done_buf sentence = {0};

	done_buf_addf(&sentence, "there is no verdict: %s", error->message);
	begin(&page, DONE_UNDECIDED, sentence.ptr);
	done_buf_addstr(out, "<main id=main tabindex=-1>\n<dl class=facts>\n");
	if (error->file[0] && error->line > 0)
		add_fact(&page, "Place",
		         done_arena_printf(&arena, "%s:%d:%d", error->file, error->line,
		                           error->column));
	else
		add_fact(&page, "Place", error->file);
	add_fact(&page, "Exit status", done_arena_printf(&arena, "%d", exit_status));
	done_buf_addstr(out, "</dl>\n");
	if (error->cure[0]) {
		done_html_heading(&page, 0, NULL, "What to do");
		done_buf_addstr(out, "<pre>");
		done_html_text(&page, error->cure);
		done_buf_addstr(out, "</pre>\n");
	}
	end(&page);
	done_buf_release(&sentence);
	done_arena_release(&arena);
}

const struct done_format done_format_html = {
	.name = "html",
	.summary = "one page for a browser: the scorecard, findings and fixes",
	.write = write_html,
	.write_error = write_html_error,
};
