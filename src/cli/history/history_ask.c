/* From the options of a command to judged commits. */
#include <string.h>

#include "log.h"

#define TIMEOUT_SECONDS 60

static int ask_validate(const struct done_judge_options *options, struct done_error *err)
{
	if (options->advisory)
		return done_error_set(
		    err, DONE_E_USAGE, "'--advisory' has no meaning here: nothing is refused");
	if (options->evidence || options->evidence_base)
		return done_error_set(err, DONE_E_USAGE,
		    "'--evidence' is of one commit, and cannot be used here: "
		    "nobody kept the reports of past commits");
	if (options->policy_from && !strcmp(options->policy_from, "base")) {
		done_error_set(err, DONE_E_USAGE, "a past commit has no base here");
		return done_error_cure(err,
		    "--policy-from head judges each commit by its own "
		    "policy, --policy-from REV all by that of REV");
	}
	return 0;
}

/* Today's policy, unless something else is said. */
static void ask_choose_policy(struct history_asked *asked, struct done_arena *arena)
{
	struct done_request *request = &asked->request;

	if (!request->policy_file && !request->policy_from)
		request->policy_from = "HEAD";
	asked->is_own_policy = request->policy_from && !strcmp(request->policy_from, "head");
	if (asked->is_own_policy)
		asked->policy = "each commit's own policy";
	else if (request->policy_file)
		asked->policy = done_arena_shown(arena, request->policy_file);
	else
		asked->policy = done_arena_printf(
		    arena, "the policy at %s", done_arena_shown(arena, request->policy_from));
}

/* ---- names ---- */

struct ask_names {
	struct done_arena *arena;
	const char **items;
	size_t nr, cap;
};

static void names_add(struct ask_names *names, const char *name)
{
	struct done_strings known = {names->items, names->nr};

	if (!done_strings_has(&known, name))
		*DONE_ARENA_PUSH(names->arena, names->items, names->nr, names->cap) = name;
}

static int ask_known(const struct done_strings *wanted, const struct ask_names *names,
    const char *what, struct done_error *err)
{
	struct done_strings known = {names->items, names->nr};

	for (size_t i = 0; i < wanted->nr; i++) {
		const char *nearest;

		if (done_strings_has(&known, wanted->items[i]))
			continue;
		nearest = done_name_nearest(wanted->items[i], names->items, names->nr);
		done_error_set(err, DONE_E_USAGE, "no %s is called '%s'", what, wanted->items[i]);
		if (nearest)
			return done_error_cure(err, "did you mean '%s'?", nearest);
		return done_error_cure(err, "'git done audit' lists them");
	}
	return 0;
}

/* By every commit that was judged: a service that is gone has a history, too. */
static int ask_names_known(
    const struct history_asked *asked, struct done_arena *arena, struct done_error *err)
{
	struct ask_names services = {.arena = arena}, checks = {.arena = arena};
	const struct history_service *last = NULL;

	for (size_t i = 0; i < asked->nr_judged; i++) {
		const struct history_state *state = &asked->line.items[i].state;

		for (size_t j = 0; j < state->nr_services; j++) {
			names_add(&services, state->services[j]->name);
			names_add(&services, state->services[j]->path);
			if (state->services[j] == last)
				continue;
			last = state->services[j];
			for (size_t k = 0; k < last->nr_checks; k++) {
				const char *id = last->checks[k].id;

				names_add(&checks, id);
				names_add(&checks, done_arena_strndup(arena, id, strcspn(id, ".")));
			}
		}
		/* Once they are all known nobody needs to look further. */
		if (ask_known(&asked->filter.services, &services, "service", err) >= 0 &&
		    ask_known(&asked->filter.checks, &checks, "check", err) >= 0)
			return 0;
		if (i + 1 < asked->nr_judged)
			*err = (struct done_error){0};
	}
	return err->code;
}

/* Where no commit could be judged, the reason is one of the command, not of a commit. */
static int ask_refuse_if_none(const struct history_asked *asked, struct done_error *err)
{
	const struct history_state *newest;

	for (size_t i = 0; i < asked->nr_judged; i++) {
		if (!asked->line.items[i].state.error)
			return 0;
	}
	if (!asked->nr_judged)
		return 0;
	newest = &asked->line.items[0].state;
	done_error_set(err, newest->error_code ? newest->error_code : DONE_E_UNDECIDED,
	    "no commit could be judged: %s", newest->error);
	if (newest->cure)
		done_error_cure(err, "%s", newest->cure);
	return err->code;
}

static void ask_add_criteria(
    struct done_strings *checks, const struct done_strings *criteria, struct done_arena *arena)
{
	const char **all = done_arena_array(arena, checks->nr + criteria->nr + 1, sizeof(*all));
	size_t nr = 0;

	for (size_t i = 0; i < checks->nr; i++)
		all[nr++] = checks->items[i];
	for (size_t i = 0; i < criteria->nr; i++)
		all[nr++] = criteria->items[i];
	*checks = (struct done_strings){all, nr};
}

int history_ask(struct history_asked *asked, const struct done_judge_options *options,
    struct done_arena *arena, struct done_error *err)
{
	struct done_judge_options judged = *options;

	if (ask_validate(options, err) < 0)
		return err->code;
	asked->filter.services = options->services;
	asked->filter.checks = options->checks;
	ask_add_criteria(&asked->filter.checks, &options->criteria, arena);
	/* All is judged, so that a service is followed where it moves; less is shown. */
	judged.services = judged.checks = judged.criteria = (struct done_strings){0};
	asked->request.mode = DONE_MODE_AUDIT;
	if (done_request_fill(&asked->request, &judged, arena, err) < 0)
		return err->code;
	asked->request.is_evidence_due = false;
	asked->wanted.with_ground = true;
	asked->wanted.trust_owner = options->trust_owner;
	asked->wanted.timeout = options->timeout < 0 ? TIMEOUT_SECONDS : options->timeout;
	ask_choose_policy(asked, arena);
	if (history_list(&asked->wanted, arena, &asked->line, err) < 0)
		return err->code;
	asked->judging.request = &asked->request;
	asked->judging.timeout = options->timeout;
	asked->judging.as_audits = true;
	history_judge(&asked->judging, &asked->line, arena, &asked->nr_judged);
	if (ask_refuse_if_none(asked, err) < 0)
		return err->code;
	return asked->nr_judged ? ask_names_known(asked, arena, err) : 0;
}
