/* git done check: what changed is held to the bar. */
#include "hooks/doctor.h"

struct check_options {
	bool staged, all;
	const char *base, *head, *shard;
	struct done_judging judging;
};

#define AT(member) offsetof(struct check_options, member)

static const struct done_option rows[] = {
    {"base", 0, DONE_OPTION_STRING, AT(base), "REV",
        "compare with the merge base of REV and the head"},
    {"head", 0, DONE_OPTION_STRING, AT(head), "REV", "judge this commit (default: HEAD)"},
    {"staged", 0, DONE_OPTION_FLAG, AT(staged), NULL, "judge what is staged, against HEAD"},
    {"all", 0, DONE_OPTION_FLAG, AT(all), NULL,
        "judge every service, not only those that the change touches"},
    {"shard", 0, DONE_OPTION_STRING, AT(shard), "I/N",
        "judge only this part of the services ('git done help merge')"},
};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(struct check_options), NULL};

static int check_refuse(struct done_error *err, const char *one, const char *other)
{
	return done_error_set(err, DONE_E_USAGE, "%s and %s cannot be used together", one, other);
}

static int check_validate(const struct check_options *options, bool range, struct done_error *err)
{
	bool ends = options->base || options->head;

	if (options->staged && (range || ends))
		return check_refuse(err, "'--staged'", "a range");
	if (range && ends)
		return check_refuse(err, "a range", "'--base' and '--head'");
	return 0;
}

static int check_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct check_options *options = data;
	struct done_request request = {.mode = DONE_MODE_CHECK, .all = options->all};
	int rc = check_validate(options, line->arguments.nr > 0, err);

	if (rc < 0)
		return rc;
	if (done_doctor_asks_check())
		return DONE_EXIT_UNDECIDED;
	if (options->staged)
		request.mode = DONE_MODE_STAGED;
	request.range.text = line->arguments.nr ? line->arguments.items[0] : NULL;
	request.range.base = options->base;
	request.range.head = options->head;
	if (done_request_fill(&request, &options->judging.judge, line->arena, err) < 0 ||
	    (options->shard && done_shard_parse(options->shard, &request.shard, err) < 0))
		return err->code;
	return done_judge(&request, &options->judging, line, err);
}

const struct done_command done_command_check = {
    .name = "check",
    .summary = "hold what changed to the bar",
    .usage = "git done check [BASE..HEAD | BASE...HEAD | REV] [options]",
    .details = "BASE..HEAD compares the two revisions. BASE...HEAD compares HEAD with their "
               "merge base. A\n"
               "single revision is compared with its integration branch. Without a range, the "
               "current\n"
               "branch is compared with its upstream, unless that is its own copy on the "
               "remote; otherwise\n"
               "with the integration branch (git config done.integrationBranch, or the "
               "remote's default\n"
               "branch). In CI it is compared with the branch that it will be merged into, as "
               "the CI\n"
               "system reports it. The report shows what was compared.\n"
               "The policy is read from the base, so that a change cannot lower its own bar.\n",
    .groups = {{&own, 0}, DONE_JUDGING_GROUPS(struct check_options, judging)},
    .options_size = sizeof(struct check_options),
    .most_arguments = 1,
    .exits = {DONE_EXIT_SAYS_JUDGED},
    .run = check_run,
};
