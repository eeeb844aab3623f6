/* git done audit --since-when: below the report, since which commit each unmet check is so. */
#include <string.h>

#include "audit.h"
#include "history/log.h"

enum { SINCE_SECONDS = 30, SINCE_SHOWN = 200 };

static void since_add_lines(const struct history_within *within, struct done_buf *out)
{
	const struct history_sinces *sinces = &within->sinces;
	const struct history_service *last = NULL;

	for (size_t i = 0; i < sinces->nr && i < SINCE_SHOWN; i++) {
		const struct history_since *since = &sinces->items[i];

		if (since->service != last) {
			last = since->service;
			if (strcmp(last->name, ".") != 0)
				done_buf_add_shown(out, last->name, strlen(last->name));
			else
				done_buf_addstr(out, "the repository");
			done_buf_addch(out, '\n');
		}
		done_buf_addf(out, "  %-24s %s", since->check->id,
		    since->check->level == DONE_LEVEL_WARNING ? "warns, " : "");
		history_within_say(within, since, out);
		done_buf_addch(out, '\n');
	}
	if (sinces->nr > SINCE_SHOWN)
		done_buf_addf(out, "and %zu more; git done blame SERVICE has those of a service\n",
		    sinces->nr - SINCE_SHOWN);
}

/* How much is old, and whether the answer is whole. */
static void since_add_summary(const struct history_within *within, struct done_buf *out)
{
	const struct history_sinces *sinces = &within->sinces;
	size_t nr_open = 0;

	for (size_t i = 0; i < sinces->nr; i++)
		nr_open += !sinces->items[i].is_settled;
	done_buf_addf(out, "since when: %zu unmet %s, by %s; %zu %s looked at", sinces->nr,
	    sinces->nr == 1 ? "check" : "checks", within->asked.policy, within->asked.nr_judged,
	    within->asked.nr_judged == 1 ? "commit was" : "commits were");
	if (nr_open)
		done_buf_addf(
		    out, "; %zu began before them, and were not searched further", nr_open);
	done_buf_addch(out, '\n');
	if (within->asked.line.ended)
		done_buf_addf(out, "note: %s\n", within->asked.line.ended);
}

int done_audit_since(const struct done_audit_options *options, const char *revision,
    struct done_arena *arena, struct done_error *err)
{
	struct done_buf text = {0}, shown = {0};
	struct history_within within;
	int rc;

	history_since_within(&options->judging.judge, revision, SINCE_SECONDS, arena, &within);
	done_buf_addch(&text, '\n');
	if (within.problem) {
		done_buf_addf(&text, "since when: not searched: %s\n", within.problem);
	} else {
		since_add_lines(&within, &text);
		since_add_summary(&within, &text);
	}
	done_escape_commands(&shown, &text);
	rc = done_print(shown.ptr, shown.len, err);
	done_buf_release(&text);
	done_buf_release(&shown);
	return rc;
}
