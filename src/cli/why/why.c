/* git done why: how a service was found and what is asked of it; of a check the rule and what met
 * it. */
#include "why.h"

#include <string.h>

#define TIMEOUT_SECONDS 60
#define HISTORY_SECONDS 5 /* of a command that somebody waits for */
#define AT(member) offsetof(struct done_why_options, member)

static const struct done_option why_rows[] = {
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT", "text or json"},
    {"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD",
        "judge as of this day (default: today, UTC)"},
    {"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS",
        "stop after this time (default: 60; 0: never)"},
    {"no-history", 0, DONE_OPTION_FLAG, AT(no_history), NULL,
        "do not look for the commit since which a check is unmet (at most 5 seconds)"},
    {"verbose", 'v', DONE_OPTION_FLAG, AT(is_verbose), NULL,
        "print the patterns that are looked for as well"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_why_options why_defaults = {.now = DONE_NO_DAY, .timeout = -1};
static const struct done_option_table why_table = {
    why_rows, DONE_ARRAY_SIZE(why_rows), sizeof(why_defaults), &why_defaults};

enum { WHY_STDOUT, WHY_STDERR, WHY_OUTPUTS };

static int why_work(void *data, struct done_channel *channel)
{
	struct done_why *why = data;
	struct done_buf outputs[WHY_OUTPUTS] = {{0}};
	struct done_error err = {0};
	int status = DONE_EXIT_MET;

	if (done_why_judge(why, &err) < 0) {
		done_error_print(&err, &outputs[WHY_STDERR]);
		status = done_exit_of_error(&err);
	} else if (why->is_json) {
		done_why_add_json(why, &outputs[WHY_STDOUT]);
	} else if (why->check) {
		done_why_add_check(why, &outputs[WHY_STDOUT]);
	} else {
		done_why_add_service(why, &outputs[WHY_STDOUT]);
	}
	for (int i = 0; i < WHY_OUTPUTS; i++) {
		if (outputs[i].len)
			done_channel_write(channel, i, outputs[i].ptr, outputs[i].len);
		done_buf_release(&outputs[i]);
	}
	done_why_release(why);
	return status;
}

static int why_print(const struct done_buf *text, bool is_json, struct done_error *err)
{
	struct done_buf inert = {0};
	int rc;

	/* JSON has its own escapes. */
	if (is_json)
		done_buf_add(&inert, text->len ? text->ptr : "", text->len);
	else
		done_escape_commands(&inert, text);
	rc = done_print(inert.len ? inert.ptr : "", inert.len, err);
	done_buf_release(&inert);
	return rc;
}

/* Before the worker, which gets a copy of what was found. */
static void why_search(struct done_why *why)
{
	const char *names[] = {why->service_name}, *checks[] = {why->check_id};
	struct done_judge_options judge = {.now = why->now,
	    .trust_owner = why->options->trust_owner,
	    .services = {names, 1},
	    .checks = {checks, why->check_id ? 1 : 0}};

	if (why->options->no_history)
		return;
	history_since_within(&judge, NULL, HISTORY_SECONDS, why->arena, &why->within);
	why->is_searched = true;
}

static int why_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct done_why_options *options = data;
	struct done_why why = {.options = options, .arena = line->arena};
	struct done_buf outputs[WHY_OUTPUTS] = {{0}};
	struct done_supervised supervised = {outputs, WHY_OUTPUTS, 0};
	struct done_supervision supervision = {.work = why_work, .data = &why};
	int rc;

	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "the service is missing");
		return done_error_cure(
		    err, "usage: %s\n'git done audit' lists the services", done_command_why.usage);
	}
	if (done_text_or_json(&options->formats, &why.is_json, err) < 0)
		return err->code;
	if (done_command_refuse_stand_ins(&line->arguments, err) < 0)
		return err->code;
	why.service_name = line->arguments.items[0];
	why.check_id = line->arguments.nr > 1 ? line->arguments.items[1] : NULL;
	why.now = options->now == DONE_NO_DAY ? done_day_today() : options->now;
	why_search(&why);
	supervision.timeout = options->timeout < 0 ? TIMEOUT_SECONDS : options->timeout;
	rc = done_supervise(&supervision, &supervised, err);
	if (rc >= 0) {
		done_to_stderr(&outputs[WHY_STDERR]);
		rc = why_print(&outputs[WHY_STDOUT], why.is_json, err);
	}
	for (size_t i = 0; i < WHY_OUTPUTS; i++)
		done_buf_release(&outputs[i]);
	return rc < 0 ? rc : supervised.status;
}

const struct done_command done_command_why = {
    .name = "why",
    .summary = "tell how a service was found and what is asked of it; of a check the whole rule",
    .usage = "git done why SERVICE [CHECK] [--verbose] [--format text|json]",
    .details = "HEAD is judged as a push of it would be. The text says what was found where; with "
               "CHECK\n"
               "also the rule as the policy has it after 'extends', with the file and line of "
               "each "
               "key,\n"
               "what was looked at, what met it or is missing, and the ways out.\n"
               "Since when a check is unmet is looked for among the first parents of HEAD, by the "
               "policy at\n"
               "HEAD, for at most 5 seconds; git done blame looks further.\n"
               "JSON follows config/why.schema.json.\n",
    .groups = {{&why_table, 0}},
    .options_size = sizeof(struct done_why_options),
    .most_arguments = 2,
    .exits = {[DONE_EXIT_MET] = "the text is printed, whatever the verdict is",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = why_run,
};
