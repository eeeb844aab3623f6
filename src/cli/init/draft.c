/*
 * git done draft: skeletons of the files that a service lacks. A worker makes them, by what the
 * gate says of the service; here they are written, and nothing that is there is touched.
 */
#include <string.h>

#include "draft.h"

#define DRAFT_TIMEOUT_SECONDS 60
#define DRAFT_CHECKS_MAX 100

struct draft_options {
	bool dry_run, trust_owner;
};

#define AT(member) offsetof(struct draft_options, member)

static const struct done_option rows[] = {
    {"dry-run", 0, DONE_OPTION_FLAG, AT(dry_run), NULL, "print the files instead of writing them"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(struct draft_options), NULL};

/* One file as the worker sent it. */
struct drafted {
	const char *path, *checks;
	const struct done_buf *opens, *text;
	char form;
};

/* ---- one file ---- */

static void draft_add_lines(struct done_buf *out, const struct done_buf *text)
{
	const char *at = text->len ? text->ptr : "";

	for (size_t len; *at; at += len + (at[len] == '\n')) {
		len = strcspn(at, "\n");
		if (len) {
			done_buf_addstr(out, "    ");
			done_buf_add_shown(out, at, len);
		}
		done_buf_addch(out, '\n');
	}
}

/* Of a file that is there, and of one that only a person writes. */
static int draft_say_lines(const struct drafted *drafted, const char *there, struct done_error *err)
{
	struct done_buf text = {0}, inert = {0};
	int rc;

	done_buf_addstr(&text, there ? "kept " : "not written: ");
	done_buf_add_shown(
	    &text, there ? there : drafted->path, strlen(there ? there : drafted->path));
	done_buf_addf(&text, " (%s): add\n", drafted->checks);
	draft_add_lines(&text, drafted->text);
	done_escape_commands(&inert, &text);
	rc = done_print(inert.ptr, inert.len, err);
	done_buf_release(&inert);
	done_buf_release(&text);
	return rc;
}

static int draft_write_new(
    const struct done_init *init, const struct drafted *drafted, struct done_error *err)
{
	struct done_buf whole = {0};
	int rc;

	if (drafted->form == 's' && done_init_refuse_beside(init, drafted->path, err) < 0)
		return err->code;
	done_buf_add(&whole, drafted->opens->ptr, drafted->opens->len);
	if (drafted->form != 's')
		done_buf_add(&whole, drafted->text->ptr, drafted->text->len);
	rc = done_init_write(init, drafted->path, &whole, err);
	done_buf_release(&whole);
	if (rc >= 0 && drafted->form == 's')
		rc = done_init_write_schema(init, err);
	return rc;
}

static int draft_file(
    const struct done_init *init, const struct drafted *drafted, struct done_error *err)
{
	const char *there = done_init_there(init, drafted->path);

	if (there || drafted->form == 'l')
		return draft_say_lines(drafted, there, err);
	return draft_write_new(init, drafted, err);
}

/* ---- all ---- */

static bool draft_take(const struct done_buf *outputs, size_t i, struct drafted *out)
{
	const struct done_buf *buffers = &outputs[DONE_DRAFT_FILES + i * DONE_DRAFT_PARTS];

	*out = (struct drafted){
	    .path = buffers[DONE_DRAFT_PATH].ptr,
	    .checks = buffers[DONE_DRAFT_CHECKS].ptr,
	    .opens = &buffers[DONE_DRAFT_OPENS],
	    .text = &buffers[DONE_DRAFT_TEXT],
	    .form = buffers[DONE_DRAFT_FORM].len ? *buffers[DONE_DRAFT_FORM].ptr : '\0',
	};
	return out->path && out->checks;
}

static void draft_say_rest(const struct done_buf *rest, const char *service, size_t nr_files)
{
	const char *at = rest->len ? rest->ptr : "";

	for (size_t len; *at; at += len + (at[len] == '\n')) {
		len = strcspn(at, "\n");
		done_say("%.*s", (int)len, at);
	}
	if (!nr_files && !rest->len)
		done_say("nothing to write: '%s' lacks no file that its target asks for", service);
}

/* Each file by itself: one that cannot be written keeps none of the others from it. */
static int draft_write(const struct done_init *init, const struct done_buf *outputs,
    const char *service, struct done_error *err)
{
	size_t nr = 0;

	for (size_t i = 0; i < DONE_SKELETON_FILES_MAX; i++) {
		struct done_error problem = {0};
		struct drafted drafted;

		if (!draft_take(outputs, i, &drafted))
			break;
		nr++;
		if (draft_file(init, &drafted, &problem) < 0)
			done_error_take(err, &problem);
	}
	draft_say_rest(&outputs[DONE_DRAFT_REST], service, nr);
	return err->code;
}

static int draft_supervise(
    struct done_draft_request *request, struct done_init *init, struct done_error *err)
{
	struct done_buf outputs[DONE_DRAFT_BUFFERS] = {{0}};
	struct done_supervised supervised = {outputs, DONE_DRAFT_BUFFERS, 0};
	struct done_supervision supervision = {
	    .work = done_draft_work, .data = request, .timeout = DRAFT_TIMEOUT_SECONDS};
	int rc = done_supervise(&supervision, &supervised, err);

	if (rc >= 0) {
		done_to_stderr(&outputs[DONE_DRAFT_STDERR]);
		rc = supervised.status;
	}
	if (rc == DONE_EXIT_MET)
		done_init_find_questions(init);
	if (rc == DONE_EXIT_MET && draft_write(init, outputs, request->service, err) < 0)
		rc = err->code;
	for (size_t i = 0; i < DONE_DRAFT_BUFFERS; i++)
		done_buf_release(&outputs[i]);
	return rc;
}

static int draft_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct draft_options *options = data;
	struct done_draft_request request = {.trust_owner = options->trust_owner};
	struct done_repo_options how = {.verify = true, .trust_owner = options->trust_owner};
	struct done_init init = {.arena = line->arena, .is_dry = options->dry_run};
	int rc;

	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "the name of a service is missing");
		return done_error_cure(
		    err, "'git done services' lists them; usage: %s", done_command_draft.usage);
	}
	if (done_command_refuse_stand_ins(&line->arguments, err) < 0)
		return err->code;
	request.service = line->arguments.items[0];
	request.checks = (struct done_strings){line->arguments.items + 1, line->arguments.nr - 1};
	rc = done_repo_open(&init.repo, &how, err);
	if (rc >= 0) {
		init.top = done_repo_work_tree(init.repo);
		rc = draft_supervise(&request, &init, err);
	}
	done_repo_close(init.repo);
	return rc;
}

const struct done_command done_command_draft = {
    .name = "draft",
    .summary = "write skeletons of the files that a service lacks",
    .usage = "git done draft SERVICE [CHECK]... [--dry-run]",
    .details =
        ("The service is judged as it is staged, by the policy in the work tree. For each "
         "check that is\n"
         "not met and that a file answers, the file is written with the service's name, "
         "routes and calls in\n"
         "it, and with placeholders that do not meet the check until they are filled in. With "
         "CHECK only these\n"
         "are written, also those above the target. An existing file is never touched: the "
         "lines to add\n"
         "are printed.\n"),
    .groups = {{&own, 0}},
    .options_size = sizeof(struct draft_options),
    .most_arguments = 1 + DRAFT_CHECKS_MAX,
    .exits = {[DONE_EXIT_MET] = "the files are written, or nothing was missing",
        [DONE_EXIT_USAGE] = ("the command line or the policy is not valid, or a file "
                             "cannot be written"),
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = draft_run,
};
