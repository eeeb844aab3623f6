/* From options to a judgement. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define AT(member) offsetof(struct done_judge_options, member)

static const struct done_option judge_rows[] = {
    {"service", 0, DONE_OPTION_STRINGS, AT(services), "NAME",
        "judge only this service; may be repeated"},
    {"criterion", 0, DONE_OPTION_STRINGS, AT(criteria), "ID",
        "judge only this criterion; may be repeated"},
    {"check", 0, DONE_OPTION_STRINGS, AT(checks), "ID", "judge only this check; may be repeated"},
    {"policy", 0, DONE_OPTION_STRING, AT(policy_file), "FILE",
        "use this policy file, or a preset such as preset:backend"},
    {"policy-from", 0, DONE_OPTION_STRING, AT(policy_from), "base|head|REV",
        "read the policy from this revision (default: base; audit: head)"},
    {"evidence", 0, DONE_OPTION_STRING, AT(evidence), "DIR",
        "read reports of tests, coverage and scans from this directory"},
    {"evidence-base", 0, DONE_OPTION_STRING, AT(evidence_base), "DIR",
        "compare them with those of the base in this directory"},
    {"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD",
        "judge as of this day (default: today, UTC)"},
    {"jobs", 'j', DONE_OPTION_INTEGER, AT(jobs), "N",
        "number of threads (default: depends on the amount of work)"},
    {"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS",
        "stop, undecided, after this time (default: 60; 0: never)"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "judge a repository that belongs to somebody else"},
    {"advisory", 0, DONE_OPTION_FLAG, AT(advisory), NULL,
        "report, but exit 0 when the bar is not met"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_judge_options judge_defaults = {.now = DONE_NO_DAY, .timeout = -1};
const struct done_option_table done_judge_table = {
    judge_rows, DONE_ARRAY_SIZE(judge_rows), sizeof(judge_defaults), &judge_defaults};

/* What runs in CI must not be told from outside to look away. */
static void fill_skip(struct done_request *request, struct done_arena *arena)
{
	const char *skip = getenv("GIT_DONE_SKIP");
	size_t cap = 0;
	char *list;

	if (!skip || !*skip)
		return;
	if (request->server) {
		done_say("GIT_DONE_SKIP is ignored on a server");
		return;
	}
	if (done_ci_is_here()) {
		done_say("GIT_DONE_SKIP is ignored in CI");
		return;
	}
	list = done_arena_strdup(arena, skip);
	for (char *save = NULL, *id = strtok_r(list, ", ", &save); id;
	     id = strtok_r(NULL, ", ", &save))
		*DONE_ARENA_PUSH(arena, request->skip.items, request->skip.nr, cap) = id;
}

int done_request_fill(struct done_request *request, const struct done_judge_options *options,
    struct done_arena *arena, struct done_error *err)
{
	request->services = options->services;
	request->criteria = options->criteria;
	request->checks = options->checks;
	request->policy_file = options->policy_file;
	request->policy_from = options->policy_from;
	request->evidence = options->evidence;
	request->evidence_base = options->evidence_base;
	/* A hook runs before anything is measured. */
	request->is_evidence_due =
	    !request->hook && (request->mode == DONE_MODE_AUDIT || done_ci_is_here());
	request->trust_owner = options->trust_owner;
	request->jobs = options->jobs;
	request->is_dated = options->now != DONE_NO_DAY;
	request->now = options->now == DONE_NO_DAY ? done_day_today() : options->now;
	fill_skip(request, arena);
	if (options->policy_file && options->policy_from)
		return done_error_set(
		    err, DONE_E_USAGE, "'--policy' and '--policy-from' cannot be used together");
	return 0;
}

/* Text shows no file for what has none of its own: finding one reads what the change touches. */
static bool is_for_people(const struct done_strings *formats)
{
	for (size_t i = 0; i < formats->nr; i++) {
		if (strcmp(formats->items[i], "text") != 0)
			return false;
	}
	return true;
}

int done_judge_by(struct done_request *request, const struct done_judging *options,
    int (*make)(void *data, struct done_report *out, struct done_error *err), void *data,
    struct done_command_line *line, struct done_error *err)
{
	struct done_production production = {
	    .make = make ? make : done_judge_make,
	    .data = make ? data : request,
	    .timeout = options->judge.timeout,
	    .advisory = options->judge.advisory,
	    .hook = request->hook,
	};
	int rc;

	request->is_for_people = is_for_people(&options->output.formats);
	request->progress = production.progress = done_progress_new();
	rc = done_produce(&production, &options->output, line, err);
	done_progress_free(request->progress);
	request->progress = NULL;
	return rc;
}

int done_judge(struct done_request *request, const struct done_judging *options,
    struct done_command_line *line, struct done_error *err)
{
	return done_judge_by(request, options, NULL, NULL, line, err);
}

int done_judge_make(void *data, struct done_report *out, struct done_error *err)
{
	const struct done_request *request = data;

	if (request->directory &&
	    done_repository_itself(request->directory, request->trust_owner, err) < 0)
		return err->code;
	return done_gate_run(request, out, err);
}
