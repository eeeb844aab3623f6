/*
 * git done evidence begin|seal: a job's word on the reports that it made. A worker reads the
 * directory; here the stamp or the seal is written.
 */
#include "seal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define SEAL_TIMEOUT_SECONDS 120

struct seal_options {
	done_day now;
	bool trust_owner;
};

#define AT(member) offsetof(struct seal_options, member)

static const struct seal_options seal_defaults = {.now = DONE_NO_DAY};
static const struct done_option seal_rows[] = {
    {"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD", "the day that is written; default: today"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table seal_table = {
    seal_rows, DONE_ARRAY_SIZE(seal_rows), sizeof(struct seal_options), &seal_defaults};

/* What HEAD is, in hexadecimal. */
static int seal_look_at_head(struct done_arena *arena, const struct seal_options *options,
    struct done_seal_request *request, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = options->trust_owner};
	struct done_repo *repo = NULL;
	struct done_commit commit;
	struct done_oid head;
	char hex[DONE_OID_HEX + 1];
	int rc = done_repo_open(&repo, &how, err);

	if (rc >= 0)
		rc = done_revision_resolve(repo, "HEAD", &head, err);
	if (rc >= 0)
		rc = done_commit_read(repo, &head, arena, &commit, err);
	if (rc >= 0) {
		done_oid_hex(&head, hex);
		request->commit = done_arena_strdup(arena, hex);
		done_oid_hex(&commit.tree, hex);
		request->tree = done_arena_strdup(arena, hex);
	}
	done_repo_close(repo);
	return rc < 0 ? rc : 0;
}

/* The job may begin before anything made the directory, or what is above it. */
static int seal_make_folder(struct done_arena *arena, const char *path, struct done_error *err)
{
	char *part = done_arena_strdup(arena, path);

	for (char *slash = part + 1; *part; slash++) {
		bool is_end = !*slash;

		if (!is_end && *slash != '/')
			continue;
		*slash = '\0';
		if (mkdir(part, 0777) && errno != EEXIST)
			return done_error_set(err, DONE_E_USAGE,
			    "cannot make the directory '%s': %s", part, strerror(errno));
		if (is_end)
			return 0;
		*slash = '/';
	}
	return 0;
}

/* Whatever fails below must not leave a seal or a stamp of an earlier run, whoever made it: what a
 * part of the directory was sealed for then would count now. */
static int seal_forget(const struct done_folder *folder, struct done_error *err)
{
	for (size_t i = 0; i < folder->nr; i++) {
		if (done_seal_is_own(folder->files[i].path) &&
		    done_folder_remove(folder, folder->files[i].path, err) < 0)
			return err->code;
	}
	for (size_t i = 0; i < folder->nr_refused; i++) {
		if (done_seal_is_own(folder->refused[i].path) &&
		    done_folder_remove(folder, folder->refused[i].path, err) < 0)
			return err->code;
	}
	return 0;
}

static int seal_open(struct done_arena *arena, const char *path, bool is_begin,
    struct done_folder *out, struct done_error *err)
{
	if (is_begin && seal_make_folder(arena, path, err) < 0)
		return err->code;
	if (done_folder_open(arena, path, out, err) < 0)
		return err->code;
	if (is_begin && seal_forget(out, err) < 0)
		return err->code;
	if (!out->is_absent)
		return 0;
	done_error_set(err, DONE_E_USAGE, "there is no directory '%s'", path);
	return done_error_cure(err, "git done evidence begin %s", path);
}

/* Of seal and stamp one alone is there: a stamp counts once, and a job that is begun is not sealed
 * by what an earlier one left. */
static int seal_put(
    const struct done_seal_request *request, struct done_bytes text, struct done_error *err)
{
	const char *name = request->is_begin ? DONE_SEAL_STAMP_NAME : DONE_SEAL_NAME;

	if (done_folder_write(request->folder, name, text, err) < 0 ||
	    (!request->is_begin &&
	        done_folder_remove(request->folder, DONE_SEAL_STAMP_NAME, err) < 0))
		return err->code;
	return 0;
}

static int seal_supervise(struct done_seal_request *request, struct done_error *err)
{
	struct done_buf outputs[DONE_SEAL_BUFFERS] = {{0}};
	struct done_supervised supervised = {outputs, DONE_SEAL_BUFFERS, 0};
	struct done_supervision supervision = {
	    .work = done_seal_work, .data = request, .timeout = SEAL_TIMEOUT_SECONDS};
	int rc = done_supervise(&supervision, &supervised, err);

	if (rc >= 0) {
		const struct done_buf *text = &outputs[DONE_SEAL_TEXT];

		done_to_stderr(&outputs[DONE_SEAL_STDERR]);
		rc = supervised.status;
		if (rc == DONE_EXIT_MET &&
		    seal_put(request, (struct done_bytes){text->ptr, text->len}, err) < 0)
			rc = err->code;
		if (rc == DONE_EXIT_MET)
			done_to_stderr(&outputs[DONE_SEAL_WORDS]);
	}
	for (size_t i = 0; i < DONE_SEAL_BUFFERS; i++)
		done_buf_release(&outputs[i]);
	return rc;
}

static int seal_check_line(const struct done_command_line *line, struct done_error *err)
{
	const struct done_strings *arguments = &line->arguments;

	if (arguments->nr == 2 &&
	    (!strcmp(arguments->items[0], "begin") || !strcmp(arguments->items[0], "seal")))
		return 0;
	if (!arguments->nr)
		done_error_set(
		    err, DONE_E_USAGE, "the subcommand of 'git done evidence' is missing");
	else if (arguments->nr == 1)
		done_error_set(err, DONE_E_USAGE, "the directory of reports is missing");
	else
		done_error_set(err, DONE_E_USAGE, "unknown subcommand '%s' of 'git done evidence'",
		    done_arena_shown(line->arena, arguments->items[0]));
	return done_command_usage(&done_command_evidence, err);
}

static int seal_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct seal_options *options = data;
	struct done_folder folder = {0};
	struct done_seal_request request = {.folder = &folder};
	int rc;

	if (seal_check_line(line, err) < 0)
		return err->code;
	request.is_begin = !strcmp(line->arguments.items[0], "begin");
	request.trust_owner = options->trust_owner;
	request.day = options->now == DONE_NO_DAY ? done_day_today() : options->now;
	rc = seal_look_at_head(line->arena, options, &request, err);
	if (rc >= 0)
		rc = seal_open(
		    line->arena, line->arguments.items[1], request.is_begin, &folder, err);
	if (rc >= 0)
		rc = seal_supervise(&request, err);
	done_folder_close(&folder);
	return rc;
}

const struct done_command done_command_evidence = {
    .name = "evidence",
    .summary = "seal the reports that a job made, so that none is left over or mixed up",
    .usage = "git done evidence begin|seal DIR",
    .details = "begin: before the tests run. DIR/.git-done-begin.json lists what lies in DIR\n"
               "already; DIR is made where it is missing. Seals of an earlier run, also in its\n"
               "subdirectories, are deleted, and nothing else.\n"
               "seal: after the last tool. DIR/.git-done-seal.json has the commit of HEAD,\n"
               "the SHA-256 of each report that was written since 'begin', and the tracked\n"
               "files that differ from HEAD in the work tree; the file of 'begin' is deleted.\n"
               "Whoever judges by --evidence DIR then refuses reports that are not in the\n"
               "seal, were changed after it, are gone, or were sealed for another commit. A\n"
               "seal shows what is left over or mixed up between jobs; it is not a signature:\n"
               "the code under test can write one, too.\n",
    .groups = {{&seal_table, 0}},
    .options_size = sizeof(struct seal_options),
    .most_arguments = 2,
    .exits = {[DONE_EXIT_MET] = "the stamp or the seal is written",
        [DONE_EXIT_USAGE] =
            ("the command line is not valid, the job was not begun, or was begun at "
             "another commit"),
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = seal_run,
};
