/*
 * git done record: binds results to what was measured. A worker makes the record, by what the gate
 * says of the service as it is staged; here it is written, and nothing is run.
 */
#include "record.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "init/init.h"

#define RECORD_TIMEOUT_SECONDS 60

struct record_options {
	const char *service;
	done_day now;
	bool dry_run, note, trust_owner;
};

#define AT(member) offsetof(struct record_options, member)

static const struct record_options record_defaults = {.now = DONE_NO_DAY};
static const struct done_option record_rows[] = {
    {"service", 0, DONE_OPTION_STRING, AT(service), "NAME",
        "the service that was measured; default: the only one"},
    {"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD",
        "the day of the measurement; default: today"},
    {"dry-run", 0, DONE_OPTION_FLAG, AT(dry_run), NULL, "print the record instead of writing it"},
    {"note", 0, DONE_OPTION_FLAG, AT(note), NULL,
        "print the record with the result in it, for git notes, and write nothing"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table record_table = {
    record_rows, DONE_ARRAY_SIZE(record_rows), sizeof(struct record_options), &record_defaults};

/* ---- the files ---- */

static int record_refuse_file(const char *file, const char *what, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE, "'%s' %s", file, what);
	return done_error_cure(
	    err, "name the file that the tool wrote, in the work tree of this repository");
}

/* Its path from the top; a link is not followed at its end. */
static int record_place_file(struct done_arena *arena, const char *top, const char *file,
    const char **out, struct done_error *err)
{
	const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
	const char *folder = !slash ? "." : slash == file ? "/" : NULL;
	size_t len = strlen(top);
	struct stat status;
	char *real;
	int rc = 0;

	if (lstat(file, &status))
		return record_refuse_file(file, "does not exist", err);
	if (!S_ISREG(status.st_mode))
		return record_refuse_file(file, "is not a regular file", err);
	real = realpath(
	    folder ? folder : done_arena_strndup(arena, file, (size_t)(slash - file)), NULL);
	if (!real || strncmp(real, top, len) != 0 || (real[len] && real[len] != '/'))
		rc = record_refuse_file(file, "lies outside of the work tree", err);
	else
		*out = done_arena_printf(
		    arena, "%s%s%s", real[len] ? real + len + 1 : "", real[len] ? "/" : "", name);
	free(real);
	return rc;
}

static int record_place_files(const struct done_command_line *line,
    struct done_record_request *request, struct done_error *err)
{
	const struct done_strings *arguments = &line->arguments;
	const char **items = done_arena_array(line->arena, arguments->nr, sizeof(*items));
	char *top = realpath(request->top, NULL);
	int rc = 0;

	if (!top)
		return done_error_set(
		    err, DONE_E_USAGE, "the work tree '%s' cannot be found", request->top);
	for (size_t i = 1; rc >= 0 && i < arguments->nr; i++)
		rc = record_place_file(line->arena, top, arguments->items[i], &items[i - 1], err);
	request->files = (struct done_strings){items, arguments->nr - 1};
	free(top);
	return rc;
}

/* ---- the command ---- */

static int record_write(const struct done_init *init, bool is_note, const struct done_buf *outputs,
    struct done_error *err)
{
	const char *path = outputs[DONE_RECORD_PATH].ptr;
	const struct done_buf *text = &outputs[DONE_RECORD_TEXT];

	if (is_note)
		return done_print(text->ptr, text->len, err);
	if (done_init_replace(init, path, &outputs[DONE_RECORD_TEXT], err) < 0)
		return err->code;
	if (!init->is_dry) {
		done_record_forget_left(done_init_path(init, path));
		done_to_stderr(&outputs[DONE_RECORD_WORDS]);
	}
	return 0;
}

static int record_supervise(
    struct done_record_request *request, const struct done_init *init, struct done_error *err)
{
	struct done_buf outputs[DONE_RECORD_BUFFERS] = {{0}};
	struct done_supervised supervised = {outputs, DONE_RECORD_BUFFERS, 0};
	struct done_supervision supervision = {
	    .work = done_record_work, .data = request, .timeout = RECORD_TIMEOUT_SECONDS};
	int rc = done_supervise(&supervision, &supervised, err);

	if (rc >= 0) {
		done_to_stderr(&outputs[DONE_RECORD_STDERR]);
		rc = supervised.status;
	}
	if (rc == DONE_EXIT_MET && record_write(init, request->is_note, outputs, err) < 0)
		rc = err->code;
	for (size_t i = 0; i < DONE_RECORD_BUFFERS; i++)
		done_buf_release(&outputs[i]);
	return rc;
}

static int record_check_line(const struct done_command_line *line, struct done_error *err)
{
	if (line->arguments.nr > 1)
		return 0;
	done_error_set(
	    err, DONE_E_USAGE, "the %s is missing", line->arguments.nr ? "result" : "check");
	return done_command_usage(&done_command_record, err);
}

static int record_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct record_options *options = data;
	struct done_record_request request = {.service = options->service,
	    .now = options->now == DONE_NO_DAY ? done_day_today() : options->now,
	    .trust_owner = options->trust_owner,
	    .is_note = options->note};
	struct done_repo_options how = {.verify = true, .trust_owner = options->trust_owner};
	struct done_init init = {.arena = line->arena, .is_dry = options->dry_run};
	int rc;

	if (record_check_line(line, err) < 0)
		return err->code;
	request.check = line->arguments.items[0];
	rc = done_repo_open(&init.repo, &how, err);
	if (rc >= 0) {
		init.top = done_repo_work_tree(init.repo);
		request.top = init.top;
		if (!init.top) {
			done_error_set(
			    err, DONE_E_USAGE, "a bare repository has no work tree to write to");
			rc = done_error_cure(err, "run it in a clone");
		}
	}
	if (rc >= 0)
		rc = record_place_files(line, &request, err);
	if (rc >= 0)
		rc = record_supervise(&request, &init, err);
	done_repo_close(init.repo);
	return rc;
}

const struct done_command done_command_record = {
    .name = "record",
    .summary = "bind a result to what was measured, so that it holds until that changes",
    .usage = "git done record CHECK FILE... [--service NAME] [--dry-run | --note]",
    .details =
        ("FILE is what the tool wrote: it is committed, and CHECK is one that asks whether "
         "it is fresh\n"
         "(kind fresh, or the option fresh). Nothing is run, and the result is not "
         "judged.\n"
         "The record, .git-done/evidence/SERVICE/CHECK.yml, has the SHA-256 of the result "
         "and a\n"
         "fingerprint of the inputs as they are staged: stage or commit what was measured "
         "first.\n"
         "The policy is the one in the work tree. A record that is there is replaced.\n"
         "With --note nothing is written: the record is printed with the result in it, for a "
         "check that\n"
         "has 'notes' in its option from:\n"
         "git done record CHECK --note FILE | git notes --ref git-done append -F -\n"),
    .groups = {{&record_table, 0}},
    .options_size = sizeof(struct record_options),
    .most_arguments = DONE_RECORD_FILES_MAX + 1,
    .exits = {[DONE_EXIT_MET] = "the record is written",
        [DONE_EXIT_USAGE] = "the command line or the policy is not valid, or nothing was recorded",
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = record_run,
};
