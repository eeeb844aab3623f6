/* What git done log and git done blame print: as git log does. */
#include <string.h>

#include "log.h"

#define PAINT_COMMIT "33"
#define PAINT_GOOD "32"
#define PAINT_BAD "31"
#define SUBJECT_SHOWN 200
#define EDITS_SHOWN 5

void history_paint(struct done_buf *out, bool color, const char *code)
{
	if (color)
		done_buf_addf(out, "\033[%sm", code);
}

static const char *tier_words(int tier)
{
	const char *name = done_tier_name((enum done_tier)tier);

	return name ? name : "no tier";
}

/* ---- one change ---- */

static void change_of_check(struct done_buf *out, const struct history_change *change, bool color)
{
	const struct history_check *is = change->is;
	bool is_bad = is && (is->verdict == DONE_UNMET || is->verdict == DONE_UNDECIDED);

	done_buf_addf(out, "%s  ", is ? is->id : change->was->id);
	history_paint(out, color, is_bad ? PAINT_BAD : PAINT_GOOD);
	done_buf_addf(
	    out, "%s -> %s", history_verdict_words(change->was), history_verdict_words(is));
	history_paint(out, color, "0");
	if (is && is->verdict == DONE_UNMET && is->level == DONE_LEVEL_WARNING)
		done_buf_addstr(out, " (a warning)");
	else if (is && is->verdict == DONE_UNMET && is->allows_debt)
		done_buf_addstr(out, " (owed from the next change on)");
	if (is && is_bad && *is->place)
		done_buf_addf(out, "  %s", is->place);
	if (is && is_bad && *is->words)
		done_buf_addf(out, "  %s", is->words);
}

static size_t count_unmet(const struct history_service *service)
{
	size_t nr = 0;

	for (size_t i = 0; i < service->nr_checks; i++)
		nr += service->checks[i].verdict == DONE_UNMET &&
		    service->checks[i].level == DONE_LEVEL_ERROR;
	return nr;
}

static void change_from_to(struct done_buf *out, const char *what, const char *from, const char *to)
{
	done_buf_addf(out, "%s  %s -> %s", what, from, to);
}

void history_add_change(struct done_buf *out, const struct history_change *change, bool color)
{
	static const struct history_service none = {.path = "", .stage = ""};
	const struct history_service *before = change->before ? change->before : &none;
	const struct history_service *after = change->after ? change->after : &none;
	size_t nr = count_unmet(after);

	if (change->kind == HISTORY_CHECK) {
		change_of_check(out, change, color);
	} else if (change->kind == HISTORY_APPEARS) {
		done_buf_addf(out, "appears: %s, %zu %s unmet", tier_words(after->tier), nr,
		    nr == 1 ? "check is" : "checks are");
	} else if (change->kind == HISTORY_DISAPPEARS) {
		done_buf_addstr(out,
		    before->is_left ? "disappears, though its directory is still there: no later "
		                      "commit is judged for it"
		                    : "disappears");
	} else if (change->kind == HISTORY_MOVES) {
		done_buf_addstr(out, "moves from ");
		done_buf_add_shown(out, before->path, strlen(before->path));
		done_buf_addstr(out, " to ");
		done_buf_add_shown(out, after->path, strlen(after->path));
	} else if (change->kind == HISTORY_TIER) {
		history_paint(out, color, after->tier < before->tier ? PAINT_BAD : PAINT_GOOD);
		change_from_to(out, after->tier < before->tier ? "tier down" : "tier up",
		    tier_words(before->tier), tier_words(after->tier));
		history_paint(out, color, "0");
	} else if (change->kind == HISTORY_TARGET) {
		change_from_to(
		    out, "target", tier_words(before->target), tier_words(after->target));
	} else {
		change_from_to(out, "stage", before->stage, after->stage);
	}
}

/* ---- one commit ---- */

static void text_commit(const struct history_commit *commit, bool color, struct done_buf *out)
{
	char day[11];

	history_paint(out, color, PAINT_COMMIT);
	done_buf_addf(out, "commit %s", commit->id);
	history_paint(out, color, "0");
	done_buf_addstr(out, "\nAuthor: ");
	done_buf_add_shown(out, commit->author, strlen(commit->author));
	done_day_format(commit->day, day);
	done_buf_addf(out, "\nDate:   %s\n\n    ", day);
	history_add_subject(out, commit->subject, SUBJECT_SHOWN);
	done_buf_addstr(out, "\n\n");
}

static void text_changes(const struct history_entry *entry, bool color, struct done_buf *out)
{
	const struct history_service *last = NULL;

	for (size_t i = 0; i < entry->nr; i++) {
		const struct history_change *change = &entry->changes[i];
		const struct history_service *service =
		    change->after ? change->after : change->before;

		if (service != last) {
			done_buf_addstr(out, "  ");
			done_buf_add_shown(out, service->name, strlen(service->name));
			done_buf_addch(out, '\n');
			last = service;
		}
		done_buf_addstr(out, "    ");
		history_add_change(out, change, color);
		done_buf_addch(out, '\n');
	}
}

const char *history_edits_words(const struct history_edits *edits)
{
	if (!edits->was_there)
		return "the policy appears";
	if (!edits->is_there)
		return "the policy is removed";
	if (edits->problem)
		return "the policy is edited; what that loosens is not known";
	if (edits->loosened.nr && edits->nr_tightened)
		return "the policy is edited: parts of it ask less, or are not proved to ask more";
	if (edits->loosened.nr)
		return "the policy is loosened";
	return edits->nr_tightened ? "the policy is tightened"
	                           : "the policy is edited: no check asks less or more";
}

static void text_edits(const struct history_edits *edits, bool verbose, struct done_buf *out)
{
	size_t most =
	    verbose || edits->loosened.nr <= EDITS_SHOWN ? edits->loosened.nr : EDITS_SHOWN;

	if (!edits->is_edited)
		return;
	done_buf_addf(out, "  %s\n", history_edits_words(edits));
	if (edits->problem)
		done_buf_addf(out, "    %s\n", edits->problem);
	for (size_t i = 0; i < most; i++) {
		done_buf_addstr(out, "    ");
		done_buf_add_shown(out, edits->loosened.items[i], strlen(edits->loosened.items[i]));
		done_buf_addch(out, '\n');
	}
	if (most < edits->loosened.nr)
		done_buf_addf(
		    out, "    and %zu more (--verbose lists them)\n", edits->loosened.nr - most);
}

static void text_entry(const struct history_entry *entry, const struct history_printing *printing,
    struct done_buf *out)
{
	const struct history_state *state = &entry->commit->state;

	text_commit(entry->commit, printing->color, out);
	if (state->error) {
		done_buf_addf(out, "  undecided: %s\n", state->error);
		if (state->cure)
			done_buf_addf(out, "    %s\n", state->cure);
	}
	text_edits(&entry->commit->edits, printing->verbose, out);
	text_changes(entry, printing->color, out);
	if (entry->nr && entry->nr_behind)
		done_buf_addf(
		    out, "  or by one of the %zu undecided commits before it\n", entry->nr_behind);
	done_buf_addch(out, '\n');
}

/* ---- what it is about ---- */

static const char *log_plural(size_t nr)
{
	return nr == 1 ? "" : "s";
}

/* "1000 commits, 2026-01-01 to …, judged by …: 12 changed something, 988 did not" */
void history_add_sum(const struct history_printing *printing, struct done_buf *out)
{
	const struct history_asked *asked = printing->asked;
	const struct history_line *line = &asked->line;
	size_t nr = asked->nr_judged < line->nr_asked ? asked->nr_judged : line->nr_asked;
	char first[11], last[11];

	if (!nr)
		return;
	done_day_format(line->items[0].day, last);
	done_day_format(line->items[nr - 1].day, first);
	done_buf_addf(out,
	    "%zu commit%s, %s to %s, judged by %s: %zu changed something, %zu did not", nr,
	    log_plural(nr), first, last, asked->policy,
	    printing->log->nr - printing->log->nr_undecided, printing->log->nr_quiet);
	if (printing->log->nr_undecided)
		done_buf_addf(out, ", %zu could not be judged", printing->log->nr_undecided);
}

static void text_tail(const struct history_printing *printing, struct done_buf *out)
{
	const struct history_asked *asked = printing->asked;
	const struct history_line *line = &asked->line;

	if (!line->nr_asked) {
		done_buf_addstr(out, "no commit to look at\n");
	} else if (asked->nr_judged) {
		history_add_sum(printing, out);
		done_buf_addch(out, '\n');
		if (!asked->is_own_policy)
			done_buf_addstr(
			    out, "each by the policy of its time: --policy-from head\n");
	}
	if (asked->nr_judged < line->nr)
		done_buf_addf(out,
		    "interrupted: this is a part; %zu older commits were not judged\n",
		    line->nr - asked->nr_judged);
	if (line->ended)
		done_buf_addf(out, "note: %s\n", line->ended);
}

void history_log_text(const struct history_printing *printing, struct done_buf *out)
{
	struct done_buf text = {0};

	for (size_t i = 0; i < printing->log->nr; i++)
		text_entry(&printing->log->entries[i], printing, &text);
	text_tail(printing, &text);
	done_escape_commands(out, &text);
	done_buf_release(&text);
}
