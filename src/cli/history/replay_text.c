/* What git done replay prints. */
#include <string.h>

#include "replay.h"

#define COMMITS_SHOWN 3
#define CAUSES_SHOWN 10
#define SUBJECT_SHOWN 60
#define ID_SHOWN 10

static const char *plural(size_t nr)
{
	return nr == 1 ? "" : "s";
}

static void text_day(const struct history_commit *commit, char out[11])
{
	done_day_format(commit->day, out);
}

static void text_head(const struct replay_result *result, struct done_buf *out)
{
	const struct history_line *line = result->line;
	char first[11], last[11];

	if (!line->nr) {
		done_buf_addstr(out, "no commit to replay\n");
		return;
	}
	text_day(&line->items[0], last);
	text_day(&line->items[result->nr_judged ? result->nr_judged - 1 : 0], first);
	done_buf_addf(out, "replayed %zu commit%s, %s to %s, by %s\n", result->nr_judged,
	    plural(result->nr_judged), first, last, result->policy);
	if (result->nr_judged < line->nr)
		done_buf_addf(out, "interrupted: %zu older commits were not judged\n",
		    line->nr - result->nr_judged);
	done_buf_addf(out,
	    "%zu would have been refused, %zu could not be decided, %zu would have passed",
	    result->nr_refused, result->nr_undecided, result->nr_met);
	if (result->nr_untouched)
		done_buf_addf(out, ", %zu touch%s no service", result->nr_untouched,
		    result->nr_untouched == 1 ? "es" : "");
	if (result->nr_vanishing)
		done_buf_addf(out, ", %zu take%s services off the map whose directories stay",
		    result->nr_vanishing, result->nr_vanishing == 1 ? "s" : "");
	done_buf_addch(out, '\n');
	if (line->ended)
		done_buf_addf(out, "note: %s\n", line->ended);
}

static void text_commit(
    const struct history_commit *commit, const char *services, struct done_buf *out)
{
	char day[11];

	text_day(commit, day);
	done_buf_addf(out, "    %.*s  %s  ", ID_SHOWN, commit->id, day);
	if (services)
		done_buf_addf(out, "%s: ", services);
	history_add_subject(out, commit->subject, SUBJECT_SHOWN);
	done_buf_addch(out, '\n');
}

static void text_cause(const struct replay_cause *cause, bool verbose, struct done_buf *out)
{
	size_t shown = verbose || cause->nr <= COMMITS_SHOWN ? cause->nr : COMMITS_SHOWN;

	done_buf_addf(out, "\n  %s  %zu commit%s", cause->check, cause->nr, plural(cause->nr));
	if (cause->nr_services)
		done_buf_addf(
		    out, ", %zu service%s", cause->nr_services, plural(cause->nr_services));
	done_buf_addf(out, "%s%s\n", *cause->words ? ": " : "", cause->words);
	for (size_t i = 0; i < shown; i++)
		text_commit(cause->items[i].commit, cause->items[i].services, out);
	if (shown < cause->nr)
		done_buf_addf(out, "    and %zu more (--verbose lists them)\n", cause->nr - shown);
}

static void text_causes(const struct replay_result *result, bool verbose, struct done_buf *out)
{
	size_t shown =
	    verbose || result->nr_causes <= CAUSES_SHOWN ? result->nr_causes : CAUSES_SHOWN;

	if (result->nr_causes)
		done_buf_addstr(out, "\nWhat would have refused them, most frequent first:\n");
	for (size_t i = 0; i < shown; i++)
		text_cause(&result->causes[i], verbose, out);
	if (shown < result->nr_causes)
		done_buf_addf(out, "\n  and %zu checks more (--verbose lists them)\n",
		    result->nr_causes - shown);
}

/* Why a commit has no verdict: an error of all of it, or the first check that is undecided. */
static const char *reason_of(const struct history_state *state)
{
	if (state->error)
		return state->error;
	for (size_t i = 0; i < state->nr_services; i++) {
		for (size_t j = 0; j < state->services[i]->nr_checks; j++) {
			if (state->services[i]->checks[j].verdict == DONE_UNDECIDED)
				return state->services[i]->checks[j].words;
		}
	}
	return "";
}

static void text_undecided(const struct replay_result *result, bool verbose, struct done_buf *out)
{
	size_t shown = 0;

	if (result->nr_undecided)
		done_buf_addstr(out, "\nCould not be decided:\n\n");
	for (size_t i = 0; i < result->nr_judged; i++) {
		const struct history_commit *commit = &result->line->items[i];

		if (commit->state.verdict != DONE_UNDECIDED)
			continue;
		if (!verbose && shown == COMMITS_SHOWN)
			break;
		shown++;
		text_commit(commit, NULL, out);
		done_buf_addf(out, "      %s\n", reason_of(&commit->state));
		if (commit->state.cure)
			done_buf_addf(out, "      %s\n", commit->state.cure);
	}
	if (shown < result->nr_undecided)
		done_buf_addf(
		    out, "    and %zu more (--verbose lists them)\n", result->nr_undecided - shown);
}

static void text_next(const struct replay_result *result, struct done_buf *out)
{
	const struct history_commit *commit;

	if (!result->nr_causes)
		return;
	commit = result->causes[0].items[0].commit;
	if (*commit->parent)
		done_buf_addf(out, "\nlook at one: git done check %s..%s --policy", commit->parent,
		    commit->id);
	else
		done_buf_addf(out, "\nlook at one: git done audit %s --policy", commit->id);
	done_buf_addf(out, "%s %s\n", result->policy_file ? "" : "-from",
	    result->policy_file ? result->policy_file : result->revision);
}

void replay_write_text(const struct replay_result *result, bool verbose, struct done_arena *arena,
    struct done_buf *out)
{
	struct done_buf text = {0};

	(void)arena;
	text_head(result, &text);
	text_causes(result, verbose, &text);
	text_undecided(result, verbose, &text);
	text_next(result, &text);
	done_escape_commands(out, &text);
	done_buf_release(&text);
}
