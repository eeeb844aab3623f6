/* Since which commit what is unmet is so, as far as a few seconds reach: beside a report, where
 * nobody asked for a search that takes minutes. */
#include <string.h>

#include "log.h"

enum { WITHIN_ID = 10, WITHIN_SUBJECT = 60, WITHIN_AUTHOR = 30 };

static bool within_is_told(const struct history_since *since)
{
	return since->check->verdict == DONE_UNMET;
}

static void within_keep_unmet(struct history_sinces *sinces)
{
	size_t nr = 0;

	for (size_t i = 0; i < sinces->nr; i++) {
		if (within_is_told(&sinces->items[i]))
			sinces->items[nr++] = sinces->items[i];
	}
	sinces->nr = nr;
}

struct within_asking {
	const struct history_filter *filter;
	struct done_arena *arena;
};

/* Where nothing is unmet, or the names are wrong, nothing more is to be found. */
static bool within_is_enough(void *data, const struct history_line *line, size_t nr_judged)
{
	const struct within_asking *asking = data;
	struct history_sinces sinces;

	history_since_find(line, nr_judged, asking->filter, asking->arena, &sinces);
	for (size_t i = 0; i < sinces.nr; i++) {
		if (within_is_told(&sinces.items[i]) && !sinces.items[i].is_settled)
			return false;
	}
	return true;
}

void history_since_within(const struct done_judge_options *options, const char *revision,
    int seconds, struct done_arena *arena, struct history_within *out)
{
	struct done_judge_options judged = *options;
	struct done_error err = {0};
	struct within_asking asking = {.arena = arena};

	*out =
	    (struct history_within){.asked = {.wanted = {.revision = revision ? revision : "HEAD",
	                                          .last = HISTORY_WITHIN_COMMITS,
	                                          .since = DONE_NO_DAY},
	                                .judging = {.phase = "looking for since when",
	                                    .is_enough = within_is_enough,
	                                    .seconds = seconds}}};
	asking.filter = &out->asked.filter;
	out->asked.judging.data = &asking;
	judged.advisory = false;
	judged.evidence = judged.evidence_base = NULL;
	judged.timeout = seconds;
	if (!judged.policy_file && !judged.policy_from)
		judged.policy_from = out->asked.wanted.revision;
	if (history_ask(&out->asked, &judged, arena, &err) < 0) {
		out->problem = done_arena_strdup(arena, err.message);
		return;
	}
	history_since_find(
	    &out->asked.line, out->asked.nr_judged, &out->asked.filter, arena, &out->sinces);
	within_keep_unmet(&out->sinces);
}

const struct history_since *history_within_find(
    const struct history_within *within, const char *path, const char *check)
{
	for (size_t i = 0; i < within->sinces.nr; i++) {
		const struct history_since *since = &within->sinces.items[i];

		if (!strcmp(since->service->path, path) && !strcmp(since->check->id, check))
			return since;
	}
	return NULL;
}

void history_within_say(
    const struct history_within *within, const struct history_since *since, struct done_buf *out)
{
	const struct history_commit *commit = since->commit;
	char day[11];
	size_t author;

	if (!since->is_settled) {
		commit = &within->asked.line.items[within->asked.nr_judged - 1];
		done_day_format(commit->day, day);
		done_buf_addf(out, "longer than since %s (%.*s), where the search ended", day,
		    WITHIN_ID, commit->id);
		return;
	}
	done_day_format(commit->day, day);
	done_buf_addf(out, "since %s: %.*s ", day, WITHIN_ID, commit->id);
	author = strcspn(commit->author, "<");
	while (author && commit->author[author - 1] == ' ')
		author--;
	done_buf_add_shown(
	    out, commit->author, author > WITHIN_AUTHOR ? (size_t)WITHIN_AUTHOR : author);
	done_buf_addstr(out, ": ");
	history_add_subject(out, commit->subject, WITHIN_SUBJECT);
	if (since->came)
		done_buf_addstr(out, " (the service came with it)");
	if (since->nr_behind)
		done_buf_addf(
		    out, " (or one of %zu undecided commits before it)", since->nr_behind);
}
