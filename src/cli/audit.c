/* git done audit: every service at one revision. */
#include <string.h>

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
    {"history", 0, DONE_OPTION_STRING, AT(judging.output.history), "FILE",
        "draw the trend that 'git done log --format json' wrote into the html report"},
    {"since-when", 0, DONE_OPTION_FLAG, AT(since_when), NULL,
        "name the commit since which each check is unmet (at most 30 seconds): text, json, html"},
    {"by", 0, DONE_OPTION_STRING, AT(by), "owner",
        "of several repositories: also group the services by their owners"},
};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(struct done_audit_options), NULL};

/* --by OWNER and the formats that can be grouped. */
static int audit_validate_by(const struct done_audit_options *options, struct done_error *err)
{
	const struct done_strings *formats = &options->judging.output.formats;

	if (!options->by)
		return 0;
	if (strcmp(options->by, "owner") != 0)
		return done_error_set(err, DONE_E_USAGE,
		    "services can be grouped by 'owner', not by '%s'", options->by);
	if (!options->repositories_from && options->repositories.nr < 2)
		return done_error_set(
		    err, DONE_E_USAGE, "'--by' needs several repositories: --repos-from FILE");
	for (size_t i = 0; i < formats->nr; i++) {
		if (done_text_starts(formats->items[i], "ndjson"))
			return done_error_set(err, DONE_E_USAGE,
			    "the format 'ndjson' cannot be grouped; json has the owners");
	}
	return 0;
}

static int audit_validate_since(const struct done_audit_options *options, struct done_error *err)
{
	if (!options->since_when)
		return 0;
	if (options->repositories.nr || options->repositories_from)
		return done_error_set(err, DONE_E_USAGE,
		    "'--since-when' belongs to one repository, and cannot be used with '--repo'");
	return 0;
}

static int audit_run(void *data, struct done_command_line *line, struct done_error *err)
{
	struct done_audit_options *options = data;
	struct done_request request = {.mode = DONE_MODE_AUDIT, .verify = options->verify};
	const struct done_strings *paths;

	request.revision = line->arguments.nr ? line->arguments.items[0] : NULL;
	if (done_request_fill(&request, &options->judging.judge, line->arena, err) < 0 ||
	    audit_validate_by(options, err) < 0 || audit_validate_since(options, err) < 0 ||
	    (options->shard && done_shard_parse(options->shard, &request.shard, err) < 0) ||
	    done_repositories_list(
	        options->repositories_from, line->arena, &options->repositories, err) < 0)
		return err->code;
	paths = &options->repositories;
	if (!paths->nr)
		return options->since_when ? done_audit_since(&request, options, line, err)
		                           : done_judge(&request, &options->judging, line, err);
	done_repositories_alone();
	/* One that is named alone is judged as if one stood in it. */
	if (paths->nr == 1 && !options->repositories_from) {
		request.directory = paths->items[0];
		return done_judge(&request, &options->judging, line, err);
	}
	if (options->judging.output.history)
		return done_error_set(err, DONE_E_USAGE,
		    "'--history' belongs to one repository, and cannot be used with several");
	if (request.evidence || request.evidence_base)
		return done_error_set(err, DONE_E_USAGE,
		    "'--evidence' belongs to one repository, and cannot be used with several");
	return done_audit_fleet(&request, options, line, err);
}

const struct done_command done_command_audit = {
    .name = "audit",
    .summary = "hold every service at one revision to the bar",
    .usage = "git done audit [REV] [options]",
    .details =
        "REV defaults to HEAD. No range is needed: checks of what changed do not apply.\n"
        "One --repo gives an ordinary report of that repository. Several, or --repos-from, give "
        "one "
        "report\n"
        "over all, and the worst verdict; a repository that cannot be judged is undecided and does "
        "not stop\n"
        "the others. Of the formats, text and ndjson hold the report of each; html=FILE writes an "
        "index and,\n"
        "in a folder beside it (fleet.html: fleet.pages), a page for each; markdown and json "
        "(config/fleet.schema.json)\n"
        "write the index. Owners are those of the sheets, else of CODEOWNERS. Lines of FILE that "
        "begin with '#'\n"
        "are comments. Each path is opened on its own: GIT_DIR and similar variables are "
        "ignored.\n",
    .groups = {{&own, 0}, DONE_JUDGING_GROUPS(struct done_audit_options, judging)},
    .options_size = sizeof(struct done_audit_options),
    .most_arguments = 1,
    .exits = {DONE_EXIT_SAYS_JUDGED},
    .run = audit_run,
};
