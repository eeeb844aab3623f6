/* html of several repositories: an index with a row for each, whose own pages lie beside it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../html/html_parts.h"
#include "fleet_parts.h"

enum {
	INDEX_MISSING = 3,   /* checks in a row */
	INDEX_OWNERS = 2,    /* owners in a row */
	INDEX_OFTEN = 10,    /* checks in the summary */
	INDEX_EXCUSES = 500, /* rows */
	INDEX_LINKS = 20,    /* repositories of an owner */
};

struct indexing {
	struct done_html_page page;
	const struct done_fleet *fleet;
	const char **names; /* of its entries */
};

static void index_add(struct indexing *indexing, const char *html)
{
	done_buf_addstr(indexing->page.out, html);
}

static void index_scroll(struct indexing *indexing, const char *id, const char *title)
{
	done_html_heading(&indexing->page, 0, id, title);
	done_buf_addf(indexing->page.out,
	    "<div class=scroll tabindex=0 role=region aria-labelledby=%s>\n", id);
}

/* ---- cells ---- */

static void index_number(struct indexing *indexing, size_t nr, const char *state)
{
	if (nr)
		done_buf_addf(indexing->page.out, "<td class=\"nr %s\">%zu", state, nr);
	else
		index_add(indexing, "<td class=\"nr nil\">–");
}

/* Hidden from those who hear the page: the words beside it say the same. */
static void index_bar(struct indexing *indexing, const struct done_fleet_tally *tally)
{
	static const char *const classes[] = {"t0", "t1", "t2", "t3"};
	size_t before = 0;

	index_add(indexing,
	    "<svg class=share viewBox=\"0 0 1000 10\" preserveAspectRatio=none "
	    "aria-hidden=true focusable=false>");
	for (int tier = DONE_TIER_GOLD; tier >= DONE_TIER_NONE; tier--) {
		size_t x = before * 1000 / tally->nr_asked;

		before += tally->tiers[tier];
		if (tally->tiers[tier])
			done_buf_addf(indexing->page.out,
			    "<rect class=%s x=%zu y=0 width=%zu height=10 />", classes[tier], x,
			    before * 1000 / tally->nr_asked - x);
	}
	index_add(indexing, "</svg>");
}

static void index_reached(struct indexing *indexing, const struct done_fleet_tally *tally)
{
	struct done_buf words = {0};

	if (!tally->nr_asked) {
		index_add(indexing, tally->nr ? "<small>no tier is asked</small>" : "–");
		return;
	}
	index_bar(indexing, tally);
	done_fleet_say_tiers(&words, tally);
	done_html_text(&indexing->page, words.ptr);
	done_buf_release(&words);
}

static void index_missing(struct indexing *indexing, const struct done_fleet_tally *tally)
{
	if (!tally->nr_missing)
		index_add(indexing, "–");
	for (size_t i = 0; i < tally->nr_missing && i < INDEX_MISSING; i++) {
		index_add(indexing, i ? "<br><code>" : "<code>");
		done_html_text(&indexing->page, tally->missing[i].check);
		done_buf_addf(
		    indexing->page.out, "</code> <small>%zu</small>", tally->missing[i].nr);
	}
	if (tally->nr_missing > INDEX_MISSING)
		done_buf_addf(indexing->page.out, " <small>+%zu more</small>",
		    tally->nr_missing - INDEX_MISSING);
}

/* Services that are done, of all; what counts, its verdict, where, its tiers, what it lacks. */
static void index_tally(struct indexing *indexing, const struct done_fleet_tally *tally)
{
	done_buf_addf(indexing->page.out, "<td class=nr>%zu of %zu<td>", tally->nr_done, tally->nr);
	index_reached(indexing, tally);
	index_add(indexing, "<td>");
	index_missing(indexing, tally);
}

static void index_link(struct indexing *indexing, const struct done_fleet_entry *entry)
{
	if (entry->page) {
		index_add(indexing, "<a href=\"");
		done_escape_uri(indexing->page.out, entry->page);
		index_add(indexing, "\">");
	}
	done_html_text(&indexing->page, indexing->names[entry - indexing->fleet->entries]);
	if (entry->page)
		index_add(indexing, "</a>");
}

static void index_label(struct indexing *indexing, enum done_html_state state, const char *words)
{
	done_buf_addf(indexing->page.out, "<b class=%s>%s</b>", done_html_class(state), words);
}

/* ---- repositories ---- */

/* Who owns most of it; the table of owners has all. */
static void index_owners(struct indexing *indexing, const struct done_fleet_entry *entry)
{
	struct done_fleet one = {.entries = entry, .nr = 1};
	struct done_fleet_owners owners;
	size_t shown = 0, named = 0;

	done_fleet_owners_find(&one, indexing->page.arena, &owners);
	for (size_t i = 0; i < owners.nr; i++) {
		if (!*owners.items[i].name)
			continue;
		if (named++ >= INDEX_OWNERS)
			continue;
		index_add(indexing, shown++ ? "<br>" : "");
		done_html_raw(&indexing->page, owners.items[i].name);
	}
	if (named > shown)
		done_buf_addf(indexing->page.out, " <small>+%zu</small>", named - shown);
	if (!named)
		index_add(indexing, "<small>nobody is named</small>");
}

static void index_commit(struct indexing *indexing, const struct done_fleet_entry *entry)
{
	char day[11];

	if (*entry->commit)
		done_buf_addf(indexing->page.out, "<code>%.10s</code>", entry->commit);
	if (entry->day != DONE_NO_DAY) {
		done_day_format(entry->day, day);
		done_buf_addf(indexing->page.out, "<br><time datetime=%s>%s</time>", day, day);
	}
}

static void index_entry(struct indexing *indexing, const struct done_fleet_entry *entry)
{
	enum done_html_state state = done_html_state_of_verdict(entry->verdict);
	struct done_fleet_tally tally;

	index_add(indexing, "<tr><th scope=row>");
	index_link(indexing, entry);
	index_add(indexing, " <small>");
	done_html_raw(&indexing->page, *entry->project ? entry->project : entry->repository);
	done_buf_addf(indexing->page.out, "</small><td class=%s>%s", done_html_class(state),
	    done_html_service_words(state));
	if (entry->error) {
		index_add(indexing, "<td colspan=8>");
		done_html_text(&indexing->page, entry->error);
		if (entry->hint) {
			index_add(indexing, "<br><small>");
			done_html_text(&indexing->page, entry->hint);
			index_add(indexing, "</small>");
		}
		index_add(indexing, "\n");
		return;
	}
	done_fleet_count_entry(entry, indexing->page.arena, &tally);
	index_tally(indexing, &tally);
	index_add(indexing, "<td>");
	index_owners(indexing, entry);
	index_number(indexing, entry->nr_waivers, "waived");
	index_number(indexing, done_fleet_emergencies(entry), "warned");
	index_number(indexing, entry->nr_disputes, "waived");
	index_add(indexing, "<td>");
	index_commit(indexing, entry);
	index_add(indexing, "\n");
}

static void index_repositories(struct indexing *indexing)
{
	const struct done_fleet_entry **entries =
	    done_fleet_worst_first(indexing->fleet, indexing->page.arena);

	index_scroll(indexing, "repositories", "Repositories");
	index_add(indexing,
	    "<table class=fleet border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Repository</th><th scope=col>Verdict</th>"
	    "<th scope=col>Services done</th><th scope=col>Reached</th>"
	    "<th scope=col>Most often missing</th><th scope=col>Owners</th>"
	    "<th scope=col>Waivers</th><th scope=col>Emer&shy;gencies</th>"
	    "<th scope=col>Not applicable by hand</th><th scope=col>Commit</th>"
	    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < indexing->fleet->nr; i++)
		index_entry(indexing, entries[i]);
	index_add(indexing, "</tbody></table></div>\n");
}

/* ---- owners ---- */

static void index_owner(struct indexing *indexing, const struct done_fleet_owner *owner)
{
	size_t shown = 0;

	index_add(indexing, "<tr><th scope=row>");
	if (*owner->name)
		done_html_raw(&indexing->page, owner->name);
	else
		index_add(indexing, "nobody is named");
	index_tally(indexing, &owner->tally);
	index_add(indexing, "<td>");
	for (size_t i = 0; i < owner->nr; i++) {
		if (i && owner->entries[i] == owner->entries[i - 1])
			continue;
		if (shown == INDEX_LINKS)
			break;
		index_add(indexing, shown++ ? ", " : "");
		index_link(indexing, owner->entries[i]);
	}
	if (shown < owner->nr_repositories)
		done_buf_addf(
		    indexing->page.out, " <small>+%zu</small>", owner->nr_repositories - shown);
	index_number(indexing, owner->nr_waivers, "waived");
	index_number(indexing, owner->nr_emergencies, "warned");
	index_number(indexing, owner->nr_disputes, "waived");
	index_add(indexing, "\n");
}

static void index_all_owners(struct indexing *indexing)
{
	struct done_fleet_owners owners;

	done_fleet_owners_find(indexing->fleet, indexing->page.arena, &owners);
	if (!owners.nr)
		return;
	index_scroll(indexing, "owners", "Owners");
	index_add(indexing,
	    "<table class=fleet border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Owner</th><th scope=col>Services done</th>"
	    "<th scope=col>Reached</th><th scope=col>Most often missing</th>"
	    "<th scope=col>Repositories</th><th scope=col>Waivers</th>"
	    "<th scope=col>Emer&shy;gencies</th><th scope=col>Not applicable by hand</th>"
	    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < owners.nr; i++)
		index_owner(indexing, &owners.items[i]);
	index_add(indexing,
	    "</tbody></table></div>\n<p class=about>A service that several own counts for each "
	    "of them. Owners are those of the service's sheet, else of CODEOWNERS.</p>\n");
}

/* ---- what is excused ---- */

struct excused {
	const struct done_fleet_entry *entry;
	const struct done_fleet_excuse *excuse;
	size_t position;
};

static int compare_excused(const void *left, const void *right)
{
	const struct excused *a = left, *b = right;
	bool one = a->excuse->emergency, other = b->excuse->emergency;

	if (one != other)
		return one ? -1 : 1;
	if (a->excuse->until != b->excuse->until)
		return a->excuse->until < b->excuse->until ? -1 : 1;
	return a->position < b->position ? -1 : 1;
}

static void index_waiver_state(struct indexing *indexing, const struct done_fleet_excuse *excuse)
{
	static const struct {
		enum done_html_state state;
		const char *words;
	} states[] = {
	    [DONE_WAIVER_COUNTS] = {DONE_HTML_WAIVED, "~ waives"},
	    [DONE_WAIVER_UNUSED] = {DONE_HTML_NONE, "– not needed"},
	    [DONE_WAIVER_EXPIRED] = {DONE_HTML_UNMET, "✗ over"},
	    [DONE_WAIVER_REFUSED] = {DONE_HTML_UNMET, "✗ refused"},
	};

	index_label(indexing, states[excuse->state].state, states[excuse->state].words);
}

static void index_excused(struct indexing *indexing, const struct excused *excused)
{
	const struct done_fleet_excuse *excuse = excused->excuse;
	char day[11];

	index_add(indexing, "<tr><td>");
	if (excuse->until != DONE_NO_DAY) {
		done_day_format(excuse->until, day);
		done_buf_addf(indexing->page.out, "<time datetime=%s>%s</time>", day, day);
	}
	index_add(indexing, "<th scope=row>");
	index_link(indexing, excused->entry);
	index_add(indexing, "<td>");
	done_html_raw(&indexing->page, excused->entry->services[excuse->service].name);
	index_add(indexing, "<td><code>");
	done_html_text(&indexing->page, excuse->check);
	index_add(indexing, "</code><td>");
	index_waiver_state(indexing, excuse);
	if (excuse->emergency) {
		index_add(indexing, " <b class=warned>! emergency</b> <small>");
		done_html_text(&indexing->page, excuse->emergency);
		index_add(indexing, "</small>");
	}
	index_add(indexing, "<td>");
	done_html_text(&indexing->page, excuse->reason);
	if (*excuse->by) {
		index_add(indexing, " <small>says ");
		done_html_text(&indexing->page, excuse->by);
		index_add(indexing, "</small>");
	}
	index_add(indexing, "\n");
}

static void index_waivers(struct indexing *indexing)
{
	struct excused *items = NULL;
	size_t nr = 0, cap = 0;

	for (size_t i = 0; i < indexing->fleet->nr; i++) {
		const struct done_fleet_entry *entry = &indexing->fleet->entries[i];

		for (size_t j = 0; j < entry->nr_waivers; j++) {
			struct excused excused = {entry, &entry->waivers[j], nr};

			*DONE_ARENA_PUSH(indexing->page.arena, items, nr, cap) = excused;
		}
	}
	if (!nr)
		return;
	qsort(items, nr, sizeof(*items), compare_excused);
	index_scroll(indexing, "waivers", "Emergencies and waivers, soonest first");
	index_add(indexing,
	    "<table class=dates border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Until</th><th scope=col>Repository</th><th scope=col>Service</th>"
	    "<th scope=col>Check</th><th scope=col>State</th><th scope=col>Why</th>"
	    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < nr && i < INDEX_EXCUSES; i++)
		index_excused(indexing, &items[i]);
	index_add(indexing, "</tbody></table></div>\n");
	if (nr > INDEX_EXCUSES)
		done_buf_addf(indexing->page.out, "<p>and %zu more, which JSON has</p>\n",
		    nr - INDEX_EXCUSES);
}

static void index_dispute(struct indexing *indexing, const struct done_fleet_entry *entry,
    const struct done_fleet_excuse *excuse)
{
	index_add(indexing, "<tr><th scope=row>");
	index_link(indexing, entry);
	index_add(indexing, "<td>");
	done_html_raw(&indexing->page, entry->services[excuse->service].name);
	index_add(indexing, "<td><code>");
	done_html_text(&indexing->page, excuse->check);
	index_add(indexing, "</code><td>");
	done_html_text(&indexing->page, excuse->reason);
	index_add(indexing, "\n");
}

static void index_disputes(struct indexing *indexing)
{
	size_t nr = 0;

	for (size_t i = 0; i < indexing->fleet->nr; i++)
		nr += indexing->fleet->entries[i].nr_disputes;
	if (!nr)
		return;
	index_scroll(indexing, "disputes", "Not applicable by hand");
	index_add(indexing,
	    "<table class=dates border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Repository</th><th scope=col>Service</th>"
	    "<th scope=col>Check</th><th scope=col>Why</th></tr></thead>\n<tbody>\n");
	nr = 0;
	for (size_t i = 0; i < indexing->fleet->nr; i++) {
		const struct done_fleet_entry *entry = &indexing->fleet->entries[i];

		for (size_t j = 0; j < entry->nr_disputes; j++) {
			if (nr++ < INDEX_EXCUSES)
				index_dispute(indexing, entry, &entry->disputes[j]);
		}
	}
	index_add(indexing, "</tbody></table></div>\n");
	if (nr > INDEX_EXCUSES)
		done_buf_addf(indexing->page.out, "<p>and %zu more, which JSON has</p>\n",
		    nr - INDEX_EXCUSES);
}

/* ---- all together ---- */

static void index_often(struct indexing *indexing, const struct done_fleet_tally *tally)
{
	size_t nr = tally->nr_missing < INDEX_OFTEN ? tally->nr_missing : INDEX_OFTEN;

	if (!nr)
		return;
	index_scroll(indexing, "missing", "Most often missing");
	index_add(indexing,
	    "<table class=totals border=1 cellpadding=4>\n<thead><tr>"
	    "<th scope=col>Check</th><th scope=col>Services that lack it</th>"
	    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < nr; i++) {
		index_add(indexing, "<tr><th scope=row><code>");
		done_html_text(&indexing->page, tally->missing[i].check);
		done_buf_addf(indexing->page.out,
		    "</code><td><meter max=%zu low=0 high=0 optimum=0 value=%zu>%zu of %zu</meter> "
		    "%zu of %zu\n",
		    tally->nr, tally->missing[i].nr, tally->missing[i].nr, tally->nr,
		    tally->missing[i].nr, tally->nr);
	}
	index_add(indexing, "</tbody></table></div>\n");
}

static void index_sum(struct indexing *indexing, const struct done_fleet_tally *tally)
{
	done_html_heading(&indexing->page, 0, "all", "All services");
	done_buf_addf(indexing->page.out, "<p class=sum>%zu of %zu %s done. ", tally->nr_done,
	    tally->nr, tally->nr == 1 ? "service is" : "services are");
	index_reached(indexing, tally);
	index_add(indexing, "</p>\n");
	if (tally->nr_asked)
		index_add(indexing,
		    "<ul class=legend aria-label=\"What the colors mean\">"
		    "<li><i class=t3></i> gold: production-ready</li>"
		    "<li><i class=t2></i> silver: done</li>"
		    "<li><i class=t1></i> bronze: safe to run</li>"
		    "<li><i class=t0></i> below bronze</li></ul>\n");
}

static void index_head(struct indexing *indexing)
{
	const struct done_fleet *fleet = indexing->fleet;
	enum done_html_state state = done_html_state_of_verdict(fleet->verdict);
	struct done_buf sentence = {0};
	struct done_html_head head = {.state = state,
	    .words = done_html_service_words(state),
	    .more_style = &done_html_pages};

	done_fleet_say(&sentence, fleet);
	if (fleet->advisory && fleet->verdict == DONE_UNMET)
		done_say_advisory(&sentence, fleet->exit_status);
	head.title = head.sentence = sentence.ptr;
	done_html_begin(&indexing->page, &head);
	index_add(indexing, "<main id=main tabindex=-1>\n");
	done_buf_release(&sentence);
}

void done_fleet_html(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct indexing indexing = {
	    .page = {.out = out, .arena = &arena, .heading = 2}, .fleet = fleet};
	struct done_fleet_tally tally;

	(void)style;
	indexing.names = done_fleet_names(fleet, &arena);
	done_fleet_count_all(fleet, &arena, &tally);
	index_head(&indexing);
	index_sum(&indexing, &tally);
	if (fleet->is_by_owner)
		index_all_owners(&indexing);
	index_repositories(&indexing);
	if (!fleet->is_by_owner)
		index_all_owners(&indexing);
	index_often(&indexing, &tally);
	index_waivers(&indexing);
	index_disputes(&indexing);
	done_html_end(&indexing.page);
	done_arena_release(&arena);
}
