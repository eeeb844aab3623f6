/* git done audit --since-when: since which commit each unmet check is so, below the text, or in
 * JSON and HTML. */
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

static int since_print(const struct history_within *within, struct done_error *err)
{
	struct done_buf text = {0}, shown = {0};
	int rc;

	done_buf_addch(&text, '\n');
	if (within->problem) {
		done_buf_addf(&text, "since when: not searched: %s\n", within->problem);
	} else {
		since_add_lines(within, &text);
		since_add_summary(within, &text);
	}
	done_escape_commands(&shown, &text);
	rc = done_print(shown.ptr, shown.len, err);
	done_buf_release(&text);
	done_buf_release(&shown);
	return rc;
}

/* ---- in the report, for the formats that have a place for it ---- */

struct since_making {
	struct done_request *request;
	const struct history_within *within;
};

static void since_fill_check(const struct history_within *within, struct done_arena *arena,
    const char *path, struct done_check_report *check)
{
	const struct history_since *since = history_within_find(within, path, check->check->id);
	const struct history_commit *commit;
	struct done_since *out;

	if (!since || check->verdict != DONE_UNMET)
		return;
	commit = since->is_settled ? since->commit
	                           : &within->asked.line.items[within->asked.nr_judged - 1];
	out = done_arena_alloc(arena, sizeof(*out));
	*out = (struct done_since){.is_found = since->is_settled,
	    .came = since->came,
	    .commit = commit->id,
	    .author = commit->author,
	    .subject = commit->subject,
	    .day = commit->day,
	    .nr_behind = since->nr_behind};
	check->since = out;
}

static void since_fill_run(
    const struct history_within *within, struct done_report *report, struct done_run *run)
{
	for (size_t i = 0; i < run->nr_services; i++) {
		struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++)
				since_fill_check(within, &report->arena, service->service->path,
				    &service->criteria[j].checks[k]);
		}
	}
}

static int since_make(void *data, struct done_report *out, struct done_error *err)
{
	const struct since_making *making = data;
	int rc = done_judge_make(making->request, out, err);

	for (size_t i = 0; rc >= 0 && i < out->nr_runs; i++)
		since_fill_run(making->within, out, &out->runs[i]);
	return rc;
}

int done_audit_since(struct done_request *request, const struct done_audit_options *options,
    struct done_command_line *line, struct done_error *err)
{
	bool is_text = !options->judging.output.formats.nr;
	struct history_within within;
	struct since_making making = {request, &within};
	int rc;

	/* The report first: what is searched for then has a bound, and stops nothing. */
	if (is_text) {
		rc = done_judge(request, &options->judging, line, err);
		if (rc < 0)
			return rc;
	}
	history_since_within(
	    &options->judging.judge, request->revision, SINCE_SECONDS, line->arena, &within);
	if (!is_text && within.problem)
		done_say("since when: not searched: %s", within.problem);
	else if (!is_text && within.asked.line.ended)
		done_say("since when: %s", within.asked.line.ended);
	if (is_text)
		return since_print(&within, err) < 0 ? err->code : rc;
	return done_judge_by(request, &options->judging, since_make, &making, line, err);
}
