/* git done audit: every service at one revision. */
#include "cli.h"

#define AT(member) offsetof(struct done_options, member)

static const struct done_option rows[] = {
	{"verify", 0, DONE_OPTION_FLAG, AT(verify), NULL,
         "hash every object that is read, as gates do"},
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows)};

static int run(struct done_options *options, struct done_error *err)
{
	struct done_request request = {.mode = DONE_MODE_AUDIT};

	request.revision = options->arguments.nr ? options->arguments.items[0] : NULL;
	done_request_fill(&request, options);
	return done_judge(&request, options, err);
}

const struct done_command done_command_audit = {
	.name = "audit",
	.summary = "hold every service at one revision to the bar",
	.usage = "git done audit [REV] [options]",
	.details = "REV is HEAD unless given. No range is needed: checks of what changed do not "
		   "apply.\n",
	.tables = {&own, &done_judge_options, &done_output_options},
	.most_arguments = 1,
	.run = run,
};
