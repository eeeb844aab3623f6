/* git done log as a page: what the text says, commit by commit, below the charts of the trend. */
#include <string.h>

#include "log.h"

static struct done_trend_line *html_line(
    struct done_arena *arena, struct done_trend_entry *entry, const struct done_buf *text)
{
	struct done_trend_line *line = DONE_ARENA_PUSH(arena, entry->lines, entry->nr, entry->cap);

	line->text = done_arena_strndup(arena, text->len ? text->ptr : "", text->len);
	return line;
}

/* By how many tiers; a service that came or went has not moved. */
static int change_steps(const struct history_change *change)
{
	return change->before && change->after
	    ? (int)change->after->tier - (int)change->before->tier
	    : 0;
}

static bool change_is_worse(const struct history_change *change)
{
	if (change->kind == HISTORY_TIER)
		return change_steps(change) < 0;
	return change->kind == HISTORY_CHECK && change->is &&
	    (change->is->verdict == DONE_UNMET || change->is->verdict == DONE_UNDECIDED);
}

static bool change_is_better(const struct history_change *change)
{
	if (change->kind == HISTORY_TIER)
		return change_steps(change) > 0;
	return change->kind == HISTORY_CHECK && change->is && change->is->verdict == DONE_MET;
}

static void html_change(
    struct done_arena *arena, struct done_trend_entry *entry, const struct history_change *change)
{
	const struct history_service *service = change->after ? change->after : change->before;
	struct done_buf text = {0};
	struct done_trend_line *line;

	history_add_change(&text, change, false);
	line = html_line(arena, entry, &text);
	line->service = service->name;
	line->is_bad = change_is_worse(change);
	line->is_good = change_is_better(change);
	done_buf_release(&text);
}

static void html_edits(
    struct done_arena *arena, struct done_trend_entry *entry, const struct history_edits *edits)
{
	struct done_buf text = {0};

	if (!edits->is_edited)
		return;
	done_buf_addstr(&text, history_edits_words(edits));
	html_line(arena, entry, &text);
	for (size_t i = 0; i < edits->loosened.nr; i++) {
		done_buf_clear(&text);
		done_buf_add_shown(
		    &text, edits->loosened.items[i], strlen(edits->loosened.items[i]));
		html_line(arena, entry, &text);
	}
	done_buf_release(&text);
}

static void html_entry(
    struct done_arena *arena, const struct history_entry *entry, struct done_trend_entry *out)
{
	const struct history_commit *commit = entry->commit;
	struct done_buf text = {0};

	*out = (struct done_trend_entry){.commit = commit->id,
	    .author = commit->author,
	    .subject = commit->subject,
	    .day = commit->day};
	if (commit->state.error) {
		done_buf_addf(&text, "undecided: %s", commit->state.error);
		html_line(arena, out, &text)->is_bad = true;
	}
	html_edits(arena, out, &commit->edits);
	for (size_t i = 0; i < entry->nr; i++)
		html_change(arena, out, &entry->changes[i]);
	done_buf_clear(&text);
	if (entry->nr && entry->nr_behind) {
		done_buf_addf(
		    &text, "or by one of the %zu undecided commits before it", entry->nr_behind);
		html_line(arena, out, &text);
	}
	done_buf_release(&text);
}

static const char *html_note(struct done_arena *arena, const char *format, size_t nr)
{
	struct done_buf text = {0};
	const char *kept;

	done_buf_addf(&text, "%zu %s", nr, format);
	kept = done_arena_strdup(arena, text.ptr);
	done_buf_release(&text);
	return kept;
}

static void html_notes(const struct history_printing *printing, struct done_trend_page *page)
{
	const struct history_asked *asked = printing->asked;
	const char **notes = done_arena_array(printing->arena, 3, sizeof(*notes));
	size_t nr = 0;

	if (printing->log->nr_undecided)
		notes[nr++] = html_note(
		    printing->arena, "commits could not be judged", printing->log->nr_undecided);
	if (asked->nr_judged < asked->line.nr)
		notes[nr++] = html_note(printing->arena,
		    "older commits were not judged: the run was interrupted",
		    asked->line.nr - asked->nr_judged);
	if (asked->line.ended)
		notes[nr++] = asked->line.ended;
	page->notes = (struct done_strings){notes, nr};
}

void history_log_html(const struct history_printing *printing, struct done_buf *out)
{
	const struct history_log *log = printing->log;
	struct done_trend_entry *entries =
	    done_arena_array(printing->arena, log->nr + 1, sizeof(*entries));
	struct done_buf sentence = {0};
	struct done_trend trend;
	struct done_trend_page page = {.trend = &trend, .entries = entries, .nr = log->nr};

	history_trend_make(printing->asked, printing->arena, &trend);
	for (size_t i = 0; i < log->nr; i++)
		html_entry(printing->arena, &log->entries[i], &entries[i]);
	html_notes(printing, &page);
	history_add_sum(printing, &sentence);
	page.sentence = sentence.len ? sentence.ptr : "no commit to look at";
	done_trend_html(&page, out);
	done_buf_release(&sentence);
}
