/* git done init: a first policy, and a first sheet for a service. It never overwrites anything. */
#include <string.h>

#include "done/misnamed.h"
#include "done/questions.h"
#include "init.h"

struct init_options {
	struct done_strings services;
	bool dry_run, experiment;
	done_day until;
	const char *why;
};

#define AT(member) offsetof(struct init_options, member)

static const struct done_option rows[] = {
    {"service", 0, DONE_OPTION_STRINGS, AT(services), "PATH",
        "write " DONE_SHEET_NAME " for the service in this directory; may be repeated"},
    {"experiment", 0, DONE_OPTION_FLAG, AT(experiment), NULL,
        "with --service: the service is an experiment, which is not refused until its last day"},
    {"until", 0, DONE_OPTION_DAY, AT(until), "DAY", "the experiment's last day, YYYY-MM-DD"},
    {"reason", 0, DONE_OPTION_STRING, AT(why), "TEXT", "what the experiment is to find out"},
    {"why", 0, DONE_OPTION_STRING, AT(why), "TEXT", "the same as --reason"},
    {"dry-run", 0, DONE_OPTION_FLAG, AT(dry_run), NULL, "print the files instead of writing them"},
    DONE_OPTION_ROW_HELP,
};
static const struct init_options defaults = {.until = DONE_NO_DAY};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

/* ---- the stage of a sheet ---- */

static int init_stage_usage(struct done_error *err, const char *problem)
{
	done_error_set(err, DONE_E_USAGE, "%s", problem);
	return done_error_cure(err,
	    "git done init --service PATH --experiment --until DAY "
	    "--reason TEXT");
}

/* A day that is over, or further away than the policy allows, would be refused by the next push. */
static int init_stage_day(const struct done_init *init, done_day until, struct done_error *err)
{
	struct done_policy_source source = {
	    .self = (void *)(uintptr_t)init->top, .read = done_policy_read_below};
	struct done_policy *policy = NULL;
	struct done_error ignored = {0};
	int64_t most = 0;
	char last[11];

	if (until < done_day_today())
		return init_stage_usage(err, "the day of --until is over");
	if (done_policy_load(
	        init->arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, &ignored) == 1)
		most = policy->experiment_days;
	done_policy_release(policy);
	if (!most || until - done_day_today() <= most)
		return 0;
	done_day_format(done_day_today() + (done_day)most, last);
	done_error_set(
	    err, DONE_E_USAGE, "an experiment may last at most %d days by the policy", (int)most);
	return done_error_cure(err, "the last day is %s today", last);
}

static int init_stage(const struct done_init *init, const struct init_options *options,
    struct done_init_stage *out, struct done_error *err)
{
	*out = (struct done_init_stage){options->experiment, options->until, options->why};
	if (!options->experiment && (options->why || options->until != DONE_NO_DAY))
		return init_stage_usage(err, "--until and --reason are of an experiment");
	if (!options->experiment)
		return 0;
	if (!options->services.nr)
		return init_stage_usage(err, "--experiment needs the service");
	if (options->until == DONE_NO_DAY)
		return init_stage_usage(err, "an experiment needs its last day");
	if (!options->why)
		return init_stage_usage(err, "an experiment needs its reason");
	if (done_reason_check(options->why, err) < 0)
		return err->code;
	return init_stage_day(init, options->until, err);
}

/* ---- the files ---- */

static int init_service(const struct done_init *init, const char *path,
    const struct done_init_stage *stage, struct done_error *err)
{
	struct done_buf text = {0};
	char *directory = done_arena_strdup(init->arena, path);
	const char *problem, *sheet;
	size_t len = strlen(directory);
	int rc;

	while (len > 1 && directory[len - 1] == '/')
		directory[--len] = '\0';
	if (!strcmp(directory, ".")) {
		sheet = DONE_SHEET_NAME;
	} else {
		problem = done_path_problem(directory);
		if (problem) {
			done_error_set(err, DONE_E_USAGE, "the path '%s' %s", path, problem);
			return done_error_cure(err,
			    "name the service's directory from the top of "
			    "the work tree; '.' is the top");
		}
		if (done_init_check_directory(init, directory, err) < 0)
			return err->code;
		sheet = done_arena_printf(init->arena, "%s/" DONE_SHEET_NAME, directory);
	}
	rc = done_init_refuse_beside(init, sheet, err);
	if (rc >= 0)
		rc = done_init_sheet(init, directory, stage, &text, err);
	if (rc >= 0)
		rc = done_init_write(init, sheet, &text, err);
	done_buf_release(&text);
	return rc < 0 ? rc : done_init_write_schema(init, err);
}

/* What comes next, as commands that work as they are printed. */
static int init_say_next(const struct done_init *init, const struct done_strings *written,
    const struct done_init_seen *seen, struct done_error *err)
{
	const char *step = done_init_first_step(init, seen);
	struct done_buf text = {0};
	int rc;

	done_buf_addstr(&text, "\nnext:\n  git add");
	for (size_t i = 0; i < written->nr; i++)
		done_buf_addf(&text, " %s", written->items[i]);
	done_buf_addstr(&text,
	    "\n  git commit -m 'Hold services to a bar'\n"
	    "  git done replay --last 50\n");
	if (done_init_can_push(init))
		done_buf_addstr(&text, "  git push\n");
	done_buf_addstr(&text,
	    "  git done install\n"
	    "  git done doctor\n"
	    "  git done audit\n");
	if (step)
		done_buf_addf(&text, "  %s\n", step);
	rc = done_print(text.ptr, text.len, err);
	done_buf_release(&text);
	return rc;
}

static int init_write_policy(
    const struct done_init *init, const struct done_init_seen *seen, struct done_error *err)
{
	struct done_strings written = {0};
	struct done_buf text = {0};
	int rc = done_init_policy(init, seen, &text, err);

	if (rc >= 0)
		rc = done_init_write(init, DONE_POLICY_PATH, &text, err);
	done_buf_release(&text);
	if (rc < 0)
		return rc;
	done_init_strings_add(init, &written, DONE_POLICY_PATH);
	if (done_init_ci(init, &written, err) < 0)
		return err->code;
	done_init_say_nested(init);
	return init->is_dry ? 0 : init_say_next(init, &written, seen, err);
}

static int init_policy(const struct done_init *init, struct done_error *err)
{
	struct done_init_seen seen = {0};
	struct done_buf shown = {0}, inert = {0};
	int rc = done_init_refuse_beside(init, DONE_POLICY_PATH, err);

	if (rc >= 0 && done_init_exists(init, DONE_POLICY_PATH))
		rc = done_init_write(init, DONE_POLICY_PATH, &shown, err);
	if (rc >= 0) {
		done_init_look(init, &seen);
		done_init_show(&seen, &shown);
		done_escape_commands(&inert, &shown);
		rc = done_print(inert.ptr, inert.len, err);
	}
	if (rc >= 0)
		rc = init_write_policy(init, &seen, err);
	done_buf_release(&inert);
	done_buf_release(&shown);
	done_report_release(&seen.report);
	return rc;
}

static int act(struct done_init *init, const struct init_options *options, struct done_error *err)
{
	const struct done_strings *services = &options->services;
	struct done_init_stage stage;
	int rc;

	init->top = done_repo_work_tree(init->repo);
	if (!init->top) {
		done_error_set(err, DONE_E_USAGE, "a bare repository has no work tree to write to");
		return done_error_cure(err, "run it in a clone");
	}
	rc = init_stage(init, options, &stage, err);
	if (rc < 0)
		return rc;
	if (!services->nr)
		return init_policy(init, err);
	done_init_find_questions(init);
	for (size_t i = 0; i < services->nr && rc >= 0; i++)
		rc = init_service(init, services->items[i], &stage, err);
	return rc;
}

static int init_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct init_options *options = data;
	struct done_init init = {.arena = line->arena, .is_dry = options->dry_run};
	struct done_repo_options how = {.verify = true};
	int rc = done_repo_open(&init.repo, &how, err);

	if (rc >= 0)
		rc = act(&init, options, err);
	done_repo_close(init.repo);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_init = {
    .name = "init",
    .summary = "write a first policy, or a service's sheet, for this repository",
    .usage = "git done init [--service PATH]... [--experiment --until DAY --reason TEXT] "
             "[--dry-run]",
    .details = "Without --service: looks at the services in the index and prints their kinds "
               "and tiers, writes\n" DONE_POLICY_PATH
               " at the top of the work tree, and the file for the CI system that is\n"
               "there, and prints the commands that come next. With --service: "
               "PATH/" DONE_SHEET_NAME " with every\n"
               "question. Existing files are never overwritten.\n",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct init_options),
    .exits = {[DONE_EXIT_MET] = "the files are written",
        [DONE_EXIT_USAGE] = "the command line is not valid, or a file exists already",
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = init_run,
};
