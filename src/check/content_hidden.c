/*
 * Kind `content`: what must hold for every file holds only where every file could be looked at.
 */
#include "content.h"

static void say_cure(struct done_view *view, const struct done_hidden *hidden,
                     struct done_error *err)
{
	const char *path = done_view_shown_path(view, hidden->file.path);
	const char *below = hidden->directory ? "/**" : "";

	if (hidden->file.entry.kind == DONE_ENTRY_SUBMODULE)
		done_error_cure(err,
		                "gate it where it lives, and take it out of the check: "
		                "'exclude: [\"/%s%s\"]'",
		                path, below);
	else
		done_error_cure(err,
		                "put a file in the link's place, or take it out of the check: "
		                "'exclude: [\"/%s%s\"]'",
		                path, below);
}

static int refuse_binary(const struct done_scan *scan, struct done_error *err)
{
	const char *path = done_view_shown_path(scan->view, scan->unread);

	done_error_set(
		err, DONE_E_UNDECIDED,
		"'%s' was not searched: it is a binary file, though 'files' names it as a source "
		"file",
		path);
	return done_error_cure(
		err,
		"if it should be text, remove the NUL bytes or save it as UTF-8; if it "
		"is meant to be binary, write 'binary: skip' or 'exclude: [\"/%s\"]' in "
		"the check",
		path);
}

int done_scan_refuse_hidden(const struct done_scan *scan, struct done_error *err)
{
	struct done_hidden hidden;
	int rc = done_view_find_hidden(scan->view, &scan->options->files, &scan->options->exclude,
	                               &hidden, err);

	if (rc <= 0)
		return rc == 0 && scan->unread ? refuse_binary(scan, err) : rc;
	if (hidden.file.entry.kind == DONE_ENTRY_SUBMODULE)
		done_error_set(err, DONE_E_UNDECIDED,
		               "the submodule '%s' cannot be searched: its files are not in this "
		               "repository",
		               done_view_shown_path(scan->view, hidden.file.path));
	else
		done_error_set(err, DONE_E_UNDECIDED,
		               "the symbolic link '%s' leads out of the service and is not "
		               "followed: what is behind it was not searched",
		               done_view_shown_path(scan->view, hidden.file.path));
	say_cure(scan->view, &hidden, err);
	return err->code;
}
