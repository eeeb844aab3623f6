/* The html format's runs: notes, the scorecard with what is below it, what was examined. */
#include <limits.h>

#include "../text/brief.h"
#include "html_parts.h"

/* ---- beside its services ---- */

static void add_notes(struct done_html_page *page)
{
	static const char *const classes[] = {"none", "warned", "unmet"};
	enum { NOTES_OPEN = 5 };
	struct done_note_list list = done_notes_folded(page->arena, page->run);
	size_t nr = 0;

	if (!list.nr)
		return;
	done_buf_addstr(page->out, "<ul class=notes>\n");
	for (int level = DONE_NOTE_ERROR; level >= DONE_NOTE; level--) {
		for (size_t i = 0; i < list.nr; i++) {
			if ((int)list.items[i].level != level)
				continue;
			if (nr++ == NOTES_OPEN)
				done_buf_addf(page->out,
				    "</ul><details><summary>%zu more notes</summary>"
				    "<ul class=notes>\n",
				    list.nr - NOTES_OPEN);
			done_buf_addf(page->out, "<li class=%s><b>%s:</b> ", classes[level],
			    done_word_of_note(list.items[i].level));
			done_html_text(page, list.items[i].message);
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

void done_html_fact(struct done_html_page *page, const char *label, const char *text)
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
	done_html_fact(page, "Examined", run->policy ? examined.ptr : NULL);
	done_html_fact(page, "Range", run->range_words);
	done_html_fact(page, "Commit", run->has_head ? head : NULL);
	done_html_fact(page, "Policy", policy.ptr);
	done_buf_addstr(page->out, "</dl>\n");
	add_unowned(page);
	done_buf_release(&examined);
	done_buf_release(&policy);
}

/* ---- runs ---- */

static void add_run_head(struct done_html_page *page)
{
	const struct done_run *run = page->run;

	done_buf_addstr(page->out, "<h2><code>");
	done_html_raw(page, run->ref ? run->ref : done_mode_name(run->mode));
	done_buf_addstr(page->out, "</code></h2>\n");
}

void done_html_where(struct done_html_page *page, const struct done_run *run, const char *gap)
{
	struct done_buf policy = {0};
	char hex[DONE_OID_HEX + 1], day[11];

	if (run->branch) {
		done_buf_addf(page->out, "%sbranch <code>", gap);
		done_html_raw(page, run->branch);
		done_buf_addstr(page->out, "</code>");
		gap = " · ";
	}
	if (run->has_head) {
		done_oid_hex(&run->head, hex);
		done_buf_addf(page->out, "%scommit <code>%.10s</code>", gap, hex);
		gap = " · ";
	}
	if (run->has_head && run->head_day != DONE_NO_DAY) {
		done_day_format(run->head_day, day);
		done_buf_addf(page->out, " of <time datetime=%s>%s</time>", day, day);
	}
	done_say_policy(&policy, run);
	if (policy.len) {
		done_buf_addf(page->out, "%spolicy ", gap);
		done_html_text(page, policy.ptr);
	}
	done_buf_release(&policy);
}

/* Checks that are not held against anybody, and why: more than a few are worth a look. */
static void add_counts(struct done_html_page *page)
{
	struct done_buf counts = {0};

	done_brief_say_counts(&counts, page->run, true);
	if (counts.len) {
		done_buf_addstr(page->out, "<p class=counts>Checks that do not block: ");
		done_html_text(page, counts.ptr);
		done_buf_addstr(page->out, "</p>\n");
	}
	done_buf_release(&counts);
}

enum { AGES = 4 };
/* How old, in days, what is unmet is; the last one has what is older. */
static const struct {
	int days;
	const char *words;
} html_ages[AGES] = {{30, "for less than 30 days"}, {180, "for less than 180 days"},
    {365, "for less than a year"}, {INT_MAX, "for a year and more"}};

/* The ages of what is unmet, where they were searched for. */
static void add_ages(struct done_html_page *page)
{
	const struct done_since *oldest = NULL;
	size_t ages[AGES] = {0}, all = 0;
	char day[11];

	for (size_t i = 0; i < page->run->nr_services; i++) {
		const struct done_service_report *service = &page->run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++) {
				const struct done_since *since =
				    service->criteria[j].checks[k].since;
				size_t age = 0;

				if (!since)
					continue;
				while (page->report->now - since->day >= html_ages[age].days)
					age++;
				ages[age]++;
				all++;
				if (!oldest || since->day < oldest->day)
					oldest = since;
			}
		}
	}
	if (!all)
		return;
	done_day_format(oldest->day, day);
	done_buf_addf(
	    page->out, "<p class=counts>%zu unmet %s: ", all, all == 1 ? "check" : "checks");
	for (size_t i = 0, nr = 0; i < AGES; i++) {
		if (ages[i])
			done_buf_addf(
			    page->out, "%s%zu %s", nr++ ? ", " : "", ages[i], html_ages[i].words);
	}
	done_buf_addf(page->out, "; the oldest %s <time datetime=%s>%s</time></p>\n",
	    oldest->is_found ? "since" : "longer than since", day, day);
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
	    other < page->report->nr_runs ? "</a>" : "", done_word_of_verdict(page->run->verdict));
}

/* All that is below the scorecard, with a way back up. It is made first: how much of each service
 * is told hangs on all that is not about services, and the scorecard leads only to what is told. */
static void make_details(struct done_html_page *page, struct done_buf *details)
{
	struct done_buf *out = page->out, bar = {0};

	page->out = &bar;
	done_html_bar(page);
	add_facts(page);
	page->out = details;
	done_buf_addstr(page->out, "<div class=details>\n");
	done_html_causes(page);
	done_html_dates(page);
	done_html_graph(page);
	page->length = out->len + bar.len + details->len;
	done_html_services(page);
	done_buf_add(page->out, bar.ptr, bar.len);
	done_buf_addstr(page->out, "<a class=top href=\"#");
	done_html_id(page, "scorecard", NULL, NULL);
	done_buf_addstr(page->out, "\">↑ Scorecard</a>\n</div>\n");
	page->out = out;
	done_buf_release(&bar);
}

void done_html_run(struct done_html_page *page, size_t nr)
{
	const struct done_run *run = &page->report->runs[nr];
	struct done_buf words = {0}, details = {0};
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
			done_buf_addstr(page->out, "</p>\n<p class=where>");
			done_html_where(page, run, "");
			done_buf_addstr(page->out, "</p>\n");
			done_buf_release(&words);
		}
		add_counts(page);
		add_ages(page);
		add_notes(page);
		done_html_collect(page);
		make_details(page, &details);
		done_html_matrix(page);
		done_html_totals(page);
		done_html_numbers(page);
		done_buf_add(page->out, details.ptr, details.len);
		done_buf_release(&details);
	}
	done_buf_addstr(page->out, "</section>\n");
}
