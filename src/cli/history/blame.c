/* git done blame: since which commit each check of a service is as it is. */
#include <string.h>

#include "log.h"

#define LAST_USUAL 1000
#define BLAME_SUBJECT 60
#define BLAME_ID 10

struct blame_options {
	int last; /* 0: not said */
	done_day since;
	struct done_strings formats;
	struct done_judge_options judge;
};

#define AT(member) offsetof(struct blame_options, member)

static const struct done_option rows[] = {
    {"last", 0, DONE_OPTION_COUNT, AT(last), "N",
        "look at the newest N commits at most (default: 1000; with --since: all)"},
    {"since", 0, DONE_OPTION_DAY, AT(since), "YYYY-MM-DD", "look at the commits since this day"},
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT", "text or json"},
    {"policy", 0, DONE_OPTION_STRING, AT(judge.policy_file), "FILE",
        "use this policy file, or a preset such as preset:backend"},
    {"policy-from", 0, DONE_OPTION_STRING, AT(judge.policy_from), "head|REV",
        "judge by the policy of REV, or each commit by its own (head); default: HEAD's"},
    {"now", 0, DONE_OPTION_DAY, AT(judge.now), "YYYY-MM-DD",
        "read the days of the policy as of this day (default: today, UTC)"},
    {"timeout", 0, DONE_OPTION_INTEGER, AT(judge.timeout), "SECONDS",
        "give up a commit after this time (default: 60; 0: never)"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(judge.trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct blame_options defaults = {
    .since = DONE_NO_DAY, .judge = {.now = DONE_NO_DAY, .timeout = -1}};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

/* ---- printing ---- */

struct blaming {
	const struct history_asked *asked;
	const struct history_sinces *sinces;
};

static bool is_told(const struct history_since *since)
{
	return since->check->verdict != DONE_NOT_APPLICABLE && since->check->verdict != DONE_NEXT;
}

static void blame_line(
    const struct blaming *blaming, const struct history_since *since, struct done_buf *out)
{
	const struct history_commit *commit = since->commit;
	char day[11];

	done_buf_addf(out, "%-9s  %s  ", history_verdict_words(since->check), since->check->id);
	if (!since->is_settled) {
		const struct history_line *line = &blaming->asked->line;

		done_day_format(line->items[blaming->asked->nr_judged - 1].day, day);
		done_buf_addf(out, "longer than since %s (%.*s), where the look ends\n", day,
		    BLAME_ID, line->items[blaming->asked->nr_judged - 1].id);
		return;
	}
	done_day_format(commit->day, day);
	done_buf_addf(out, "%.*s  %s  ", BLAME_ID, commit->id, day);
	done_buf_add_shown(out, commit->author, strcspn(commit->author, "<"));
	done_buf_addch(out, ' ');
	history_add_subject(out, commit->subject, BLAME_SUBJECT);
	if (since->came)
		done_buf_addstr(out, " (the service came with it)");
	if (since->nr_behind)
		done_buf_addf(
		    out, " (or one of %zu undecided commits before it)", since->nr_behind);
	done_buf_addch(out, '\n');
}

/* What is unmet first. */
static void blame_text(const struct blaming *blaming, struct done_buf *out)
{
	struct done_buf text = {0};

	for (int is_met = 0; is_met < 2; is_met++) {
		for (size_t i = 0; i < blaming->sinces->nr; i++) {
			const struct history_since *since = &blaming->sinces->items[i];

			if (is_told(since) && (since->check->verdict == DONE_MET) == is_met)
				blame_line(blaming, since, &text);
		}
	}
	if (!text.len)
		done_buf_addstr(&text, "no check is asked of it at the newest commit\n");
	done_buf_addf(&text, "judged by %s\n", blaming->asked->policy);
	if (blaming->asked->line.ended)
		done_buf_addf(&text, "note: %s\n", blaming->asked->line.ended);
	done_escape_commands(out, &text);
	done_buf_release(&text);
}

static void blame_json_commit(struct done_json *json, const struct history_commit *commit)
{
	char day[11];

	done_json_key(json, "since");
	if (!commit) {
		done_json_null(json);
		return;
	}
	done_day_format(commit->day, day);
	done_json_object(json);
	done_json_member(json, "commit", commit->id);
	done_json_member(json, "author", commit->author);
	done_json_member(json, "date", day);
	done_json_member(json, "subject", commit->subject);
	done_json_object_end(json);
}

static void blame_json(const struct blaming *blaming, struct done_buf *out)
{
	struct done_buf text = {0};
	struct done_json json = {.out = &text};

	done_json_object(&json);
	done_json_member_integer(&json, "schema", 1);
	done_json_member(&json, "policy", blaming->asked->policy);
	done_json_member_integer(&json, "judged", (int64_t)blaming->asked->nr_judged);
	done_json_member(&json, "ended", blaming->asked->line.ended);
	done_json_key(&json, "checks");
	done_json_array(&json);
	for (size_t i = 0; i < blaming->sinces->nr; i++) {
		const struct history_since *since = &blaming->sinces->items[i];

		done_json_object(&json);
		done_json_member(&json, "service", since->service->name);
		done_json_member(&json, "path", since->service->path);
		done_json_member(&json, "check", since->check->id);
		done_json_member(&json, "verdict", done_verdict_name(since->check->verdict));
		blame_json_commit(&json, since->commit);
		done_json_key(&json, "came");
		done_json_boolean(&json, since->came);
		done_json_member_integer(&json, "undecided_before", (int64_t)since->nr_behind);
		done_json_object_end(&json);
	}
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

/* ---- the command ---- */

struct enough {
	const struct history_filter *filter;
	struct done_arena *arena;
};

/* Nothing older can change the answer. */
static bool blame_is_enough(void *data, const struct history_line *line, size_t nr_judged)
{
	const struct enough *enough = data;
	struct history_sinces sinces;

	history_since_find(line, nr_judged, enough->filter, enough->arena, &sinces);
	for (size_t i = 0; i < sinces.nr; i++) {
		if (!sinces.items[i].is_settled && is_told(&sinces.items[i]))
			return false;
	}
	return sinces.nr > 0;
}

static int blame_run(void *data, struct done_command_line *line, struct done_error *err)
{
	struct blame_options *options = data;
	struct history_asked asked = {
	    .wanted = {.revision = "HEAD", .last = (size_t)options->last, .since = options->since},
	    .judging = {.phase = "judging", .is_enough = blame_is_enough}};
	struct enough enough = {&asked.filter, line->arena};
	struct history_sinces sinces;
	struct blaming blaming = {&asked, &sinces};
	struct done_buf out = {0};
	bool is_json;
	int rc;

	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "the service is missing");
		return done_error_cure(err, "usage: %s\n'git done audit' lists the services",
		    done_command_blame.usage);
	}
	if (done_text_or_json(&options->formats, &is_json, err) < 0)
		return err->code;
	options->judge.services = (struct done_strings){line->arguments.items, 1};
	options->judge.checks =
	    (struct done_strings){line->arguments.items + 1, line->arguments.nr - 1};
	if (!options->last && options->since == DONE_NO_DAY)
		asked.wanted.last = LAST_USUAL;
	asked.judging.data = &enough;
	if (history_ask(&asked, &options->judge, line->arena, err) < 0)
		return err->code;
	history_since_find(&asked.line, asked.nr_judged, &asked.filter, line->arena, &sinces);
	(is_json ? blame_json : blame_text)(&blaming, &out);
	rc = done_print(out.ptr ? out.ptr : "", out.len, err);
	done_buf_release(&out);
	return rc < 0 ? rc : DONE_EXIT_MET;
}

const struct done_command done_command_blame = {
    .name = "blame",
    .summary = "name the commit that gave each check of a service its present verdict",
    .usage = "git done blame SERVICE [CHECK]",
    .details = "Judges HEAD and the commits before it on its line of first parents as an\n"
               "audit would, all by today's policy, until every check of the service has\n"
               "another verdict. A service that moved or was renamed is followed. Unmet\n"
               "checks stand first. CHECK may be a criterion.\n",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct blame_options),
    .most_arguments = 2,
    .exits = {[DONE_EXIT_MET] = "the text is printed, whatever the verdicts are",
        [DONE_EXIT_USAGE] = "the command line or the policy is not valid",
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = blame_run,
};
