/* git done replay: which commits of the past today's policy would have refused. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "replay.h"

#define LAST_USUAL 50

struct replay_options {
	int last; /* 0: not said */
	done_day since;
	struct done_strings formats;
	bool verbose;
	struct done_strings repositories;
	const char *repositories_from;
	struct done_judge_options judge;
};

#define AT(member) offsetof(struct replay_options, member)

static const struct done_option rows[] = {
    {"last", 0, DONE_OPTION_COUNT, AT(last), "N",
        "replay the newest N commits (default: 50; with --since: all)"},
    {"since", 0, DONE_OPTION_DAY, AT(since), "YYYY-MM-DD", "replay the commits since this day"},
    {"repo", 0, DONE_OPTION_STRINGS, AT(repositories), "PATH",
        "replay this repository; may be repeated"},
    {"repos-from", 0, DONE_OPTION_STRING, AT(repositories_from), "FILE",
        "replay the repositories that FILE lists, one per line ('-': stdin)"},
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT", "text or json"},
    {"verbose", 'v', DONE_OPTION_FLAG, AT(verbose), NULL, "list every commit of every cause"},
};
static const struct replay_options defaults = {
    .since = DONE_NO_DAY, .judge = {.now = DONE_NO_DAY, .timeout = -1}};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

static int replay_validate(const struct replay_options *options, struct done_error *err)
{
	if (options->judge.advisory)
		return done_error_set(
		    err, DONE_E_USAGE, "--advisory has no meaning here: a replay refuses nothing");
	if (options->judge.policy_from &&
	    (!strcmp(options->judge.policy_from, "base") ||
	        !strcmp(options->judge.policy_from, "head"))) {
		done_error_set(err, DONE_E_USAGE,
		    "a replay judges every commit by one policy, not by each commit's");
		return done_error_cure(err, "name a revision: --policy-from REV");
	}
	return 0;
}

/* One policy for all: a file, a revision, else today's, which is HEAD's. */
static void choose_policy(
    struct replay_result *result, struct done_request *request, struct done_arena *arena)
{
	result->policy_file = request->policy_file;
	if (!request->policy_file && !request->policy_from)
		request->policy_from = "HEAD";
	result->revision = request->policy_from;
	result->policy = request->policy_file ? done_arena_shown(arena, request->policy_file)
	                                      : done_arena_printf(arena, "the policy at %s",
	                                            done_arena_shown(arena, request->policy_from));
}

/* Where no commit at all could be judged, the reason is one of the command, not of a commit. */
static int refuse_if_none(const struct replay_result *result, struct done_error *err)
{
	const struct history_commit *newest = result->line->items;
	size_t nr_known = 0;

	/* A clone of one commit, say: there is nothing that it could be compared with. */
	if (!result->line->nr && result->line->ended)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "no commit could be judged: %s", result->line->ended);
	if (!result->nr_judged)
		return 0;
	for (size_t i = 0; i < result->nr_judged; i++)
		nr_known += newest[i].state.error ? 1 : newest[i].state.nr_known;
	if (!nr_known) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "no commit could be judged: the policy finds no service in any of "
		    "their trees");
		return done_error_cure(err,
		    "'git done services' shows what it finds today; "
		    "replay newer commits, or edit the policy");
	}
	for (size_t i = 0; i < result->nr_judged; i++) {
		if (!newest[i].state.error || strcmp(newest[i].state.error, newest->state.error))
			return 0;
	}
	done_error_set(
	    err, newest->state.error_code, "no commit could be judged: %s", newest->state.error);
	if (newest->state.cure)
		done_error_cure(err, "%s", newest->state.cure);
	return err->code;
}

static int replay_print(const struct replay_result *result, const struct replay_options *options,
    bool is_json, struct done_arena *arena, struct done_error *err)
{
	struct done_buf out = {0};
	int rc;

	if (is_json)
		replay_write_json(result, &out);
	else
		replay_write_text(result, options->verbose, arena, &out);
	rc = done_print(out.ptr, out.len, err);
	done_buf_release(&out);
	return rc;
}

/* Where no commit can be judged that is an error; what it means for others is not decided here. */
static int replay_judge(const struct replay_options *options, const char *revision,
    struct done_arena *arena, struct replay_repository *out, struct done_error *err)
{
	struct done_request request = {.mode = DONE_MODE_CHECK, .directory = out->path};
	struct history_wanted wanted = {
	    .revision = revision,
	    .last = (size_t)options->last,
	    .since = options->since,
	    .directory = out->path,
	    .trust_owner = options->judge.trust_owner,
	    .timeout = options->judge.timeout < 0 ? 60 : options->judge.timeout,
	};
	struct history_judging judging = {
	    .request = &request, .timeout = options->judge.timeout, .phase = "replaying"};

	if (done_request_fill(&request, &options->judge, arena, err) < 0)
		return err->code;
	if (!options->last && options->since == DONE_NO_DAY && !strstr(wanted.revision, ".."))
		wanted.last = LAST_USUAL;
	if (history_list(&wanted, arena, &out->line, err) < 0)
		return err->code;
	/* Nobody kept the reports of past commits. */
	request.is_evidence_due = false;
	out->result = (struct replay_result){.line = &out->line};
	choose_policy(&out->result, &request, arena);
	history_judge(&judging, &out->line, arena, &out->result.nr_judged);
	if (refuse_if_none(&out->result, err) < 0)
		return err->code;
	replay_count(&out->result, arena);
	return 0;
}

static bool replay_is_whole(const struct replay_repository *replayed)
{
	return !replayed->error && !replayed->is_left_out && !replayed->result.nr_undecided &&
	    replayed->result.nr_judged == replayed->line.nr;
}

/* ---- several repositories ---- */

static void replay_fail(
    struct replay_repository *replayed, struct done_arena *arena, const struct done_error *err)
{
	struct done_buf text = {0};

	done_error_describe(err, &text);
	replayed->error = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	replayed->hint = err->cure[0] ? done_arena_strdup(arena, err->cure) : NULL;
	done_buf_release(&text);
}

/* Each by itself: one that cannot be judged does not stop the others; ^C does. */
static int replay_several(const struct replay_options *options, const char *revision, bool is_json,
    struct done_arena *arena, struct done_error *err)
{
	struct replay_repository *items =
	    done_arena_array(arena, options->repositories.nr + 1, sizeof(*items));
	struct replay_fleet fleet = {
	    .items = items, .nr = options->repositories.nr, .verbose = options->verbose};
	bool is_whole = true, is_interrupted = false;
	struct done_buf out = {0};
	int rc;

	for (size_t i = 0; i < fleet.nr; i++) {
		struct done_error problem = {0};

		items[i].path = options->repositories.items[i];
		items[i].is_left_out = is_interrupted;
		if (!is_interrupted &&
		    replay_judge(options, revision, arena, &items[i], &problem) < 0)
			replay_fail(&items[i], arena, &problem);
		is_interrupted |= items[i].result.nr_judged < items[i].line.nr && !items[i].error;
		is_whole &= replay_is_whole(&items[i]);
		if (items[i].result.policy)
			fleet.policy = items[i].result.policy;
	}
	(is_json ? replay_fleet_json : replay_fleet_text)(&fleet, &out);
	rc = done_print(out.ptr, out.len, err);
	done_buf_release(&out);
	return rc < 0 ? rc : is_whole ? DONE_EXIT_MET : DONE_EXIT_UNDECIDED;
}

static int replay_run(void *data, struct done_command_line *line, struct done_error *err)
{
	struct replay_options *options = data;
	const char *revision = line->arguments.nr ? line->arguments.items[0] : "HEAD";
	struct replay_repository only = {0};
	bool is_json;

	if (done_text_or_json(&options->formats, &is_json, err) < 0 ||
	    replay_validate(options, err) < 0 ||
	    done_repositories_list(
	        options->repositories_from, line->arena, &options->repositories, err) < 0)
		return err->code;
	if (options->repositories.nr)
		done_repositories_alone();
	if (options->repositories.nr > 1 || options->repositories_from)
		return replay_several(options, revision, is_json, line->arena, err);
	if (options->repositories.nr)
		only.path = options->repositories.items[0];
	if (replay_judge(options, revision, line->arena, &only, err) < 0 ||
	    replay_print(&only.result, options, is_json, line->arena, err) < 0)
		return err->code;
	return replay_is_whole(&only) ? DONE_EXIT_MET : DONE_EXIT_UNDECIDED;
}

const struct done_command done_command_replay = {
    .name = "replay",
    .summary = "show which past commits today's policy would have refused, and why",
    .usage = "git done replay [REV | A..B] [--last N | --since DAY] [options]",
    .details = "Judges each commit on the line of first parents of REV (default: HEAD) as the "
               "push "
               "that\n"
               "brought it, all by one policy: that of HEAD, or --policy, or --policy-from.\n"
               "Waivers and experiments are judged by the day of each commit, 'effective' days of "
               "the\n"
               "policy by today or --now. Ctrl-C prints what was judged up to then.\n"
               "With several --repo, or --repos-from, each repository is replayed by itself, and "
               "what would\n"
               "have refused is counted over all: with --policy, what a new bar would do "
               "everywhere.\n",
    .groups = {{&own, 0}, {&done_judge_table, AT(judge)}},
    .options_size = sizeof(struct replay_options),
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "every commit was judged, whatever would have been refused",
        [DONE_EXIT_USAGE] = "the command line or the policy is not valid",
        [DONE_EXIT_UNDECIDED] = "some commits could not be judged, or all",
        [DONE_EXIT_INTERNAL] = "internal error, or a failed write"},
    .run = replay_run,
};
