/* git done audit: every service at one revision. */
#include "audit.h"

#define AT(member) offsetof(struct done_audit_options, member)

static const struct done_option rows[] = {
    {"verify", 0, DONE_OPTION_FLAG, AT(verify), NULL,
        "verify the hash of every object that is read, as gates do"},
    {"shard", 0, DONE_OPTION_STRING, AT(shard), "I/N",
        "judge only this part of the services ('git done help merge')"},
    {"repo", 0, DONE_OPTION_STRINGS, AT(repositories), "PATH",
        "audit this repository; may be repeated (the worst verdict counts)"},
    {"repos-from", 0, DONE_OPTION_STRING, AT(repositories_from), "FILE",
        "audit the repositories that FILE lists, one per line ('-': stdin)"},
};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(struct done_audit_options), NULL};

static int audit_run(void *data, struct done_command_line *line, struct done_error *err)
{
	struct done_audit_options *options = data;
	struct done_request request = {.mode = DONE_MODE_AUDIT, .verify = options->verify};

	request.revision = line->arguments.nr ? line->arguments.items[0] : NULL;
	if (done_request_fill(&request, &options->judging.judge, line->arena, err) < 0 ||
	    (options->shard && done_shard_parse(options->shard, &request.shard, err) < 0))
		return err->code;
	if (options->repositories_from &&
	    done_audit_list(options->repositories_from, line->arena, &options->repositories, err) <
	        0)
		return err->code;
	if (options->repositories.nr && (request.evidence || request.evidence_base))
		return done_error_set(err, DONE_E_USAGE,
		    "'--evidence' is of one repository, and cannot be used with "
		    "'--repo' and '--repos-from'");
	if (options->repositories.nr)
		return done_audit_fleet(&request, options, line, err);
	return done_judge(&request, &options->judging, line, err);
}

const struct done_command done_command_audit = {
    .name = "audit",
    .summary = "hold every service at one revision to the bar",
    .usage = "git done audit [REV] [options]",
    .details = "REV defaults to HEAD. No range is needed: checks of what changed do not apply.\n"
               "With --repo or --repos-from, the formats are text and ndjson. A repository that "
               "cannot be\n"
               "judged is undecided and does not stop the others. Lines of FILE that begin with "
               "'#' are\n"
               "comments. Each path is opened on its own: GIT_DIR and similar variables are "
               "ignored.\n",
    .groups = {{&own, 0}, DONE_JUDGING_GROUPS(struct done_audit_options, judging)},
    .options_size = sizeof(struct done_audit_options),
    .most_arguments = 1,
    .exits = {DONE_EXIT_SAYS_JUDGED},
    .run = audit_run,
};
