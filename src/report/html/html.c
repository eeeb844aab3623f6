/* The html format: texts, ids and states, which every part of the page writes. */
#include <string.h>

#include "html_parts.h"

/* ---- text and ids ---- */

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

/* ---- states ---- */

static const struct state {
	const char *class_name, *words, *service_words, *meaning;
} states[DONE_HTML_STATES] = {
    [DONE_HTML_UNMET] = {"unmet", "✗ not met", "✗ not done", "blocks"},
    [DONE_HTML_UNDECIDED] = {"undecided", "? undecided", "? undecided", "could not be judged"},
    [DONE_HTML_WARNED] = {"warned", "! warning", "! done, warned", "not met, does not block"},
    [DONE_HTML_WAIVED] = {"waived", "~ waived", "~ done, by waiver", "not met, excused"},
    [DONE_HTML_OWED] = {"owed", "· no worse", "· no worse", "not met before either"},
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

/* The first word alone, which is a sign. */
void done_html_sign(struct done_html_page *page, enum done_html_state state)
{
	const char *words = states[state].words;

	done_buf_add(page->out, words, strcspn(words, " "));
}

const char *done_html_service_words(enum done_html_state state)
{
	return states[state].service_words;
}

enum done_html_state done_html_state_of_verdict(enum done_verdict verdict)
{
	static const enum done_html_state of[] = {
	    [DONE_MET] = DONE_HTML_MET,
	    [DONE_UNMET] = DONE_HTML_UNMET,
	    [DONE_WAIVED] = DONE_HTML_WAIVED,
	    [DONE_NOT_APPLICABLE] = DONE_HTML_NONE,
	    [DONE_UNDECIDED] = DONE_HTML_UNDECIDED,
	    [DONE_NEXT] = DONE_HTML_NEXT,
	    [DONE_OWED] = DONE_HTML_OWED,
	};

	return (size_t)verdict < DONE_ARRAY_SIZE(of) ? of[verdict] : DONE_HTML_UNDECIDED;
}

enum done_html_state done_html_state_of_check(const struct done_check_report *check)
{
	if (check->skipped)
		return DONE_HTML_SKIPPED;
	if (done_rank_of_check(check) == DONE_ITEM_WARNING)
		return DONE_HTML_WARNED;
	return done_html_state_of_verdict(check->verdict);
}

enum done_html_state done_html_state_of_criterion(const struct done_criterion_report *criterion)
{
	enum done_html_state state = done_html_state_of_verdict(criterion->verdict);

	for (size_t i = 0; i < criterion->nr_checks; i++) {
		enum done_html_state of_check = done_html_state_of_check(&criterion->checks[i]);
		/* What is unmet or undecided is for the criterion's own verdict to say. */
		if (of_check >= DONE_HTML_WARNED && of_check < state)
			state = of_check;
		if (of_check == DONE_HTML_NEXT && state == DONE_HTML_NONE)
			state = of_check;
	}
	return state;
}

enum done_html_state done_html_state_of_service(const struct done_service_report *service)
{
	enum done_html_state state = done_html_state_of_verdict(service->verdict);

	for (size_t i = 0; i < service->nr_criteria; i++) {
		enum done_html_state of_criterion =
		    done_html_state_of_criterion(&service->criteria[i]);
		if (of_criterion >= DONE_HTML_WARNED && of_criterion < state)
			state = of_criterion;
	}
	return state;
}

const struct done_criterion_report *done_html_find(
    const struct done_service_report *service, const struct done_html_column *column)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		if (!strcmp(service->criteria[i].criterion->id, column->criterion->id))
			return &service->criteria[i];
	}
	return NULL;
}
