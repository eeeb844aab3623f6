/*
 * Kind `content`: what must hold for every file holds only where every file could be looked at.
 */
#include <string.h>

#include "content.h"

/* The list that `exclude` then is, since lists are replaced, not joined. */
static const char *list_with(
    struct done_view *view, const struct done_file_globs *exclude, const char *path)
{
	struct done_buf list = {0};
	const char *text;

	for (size_t i = 0; i < exclude->nr; i++) {
		const struct done_file_glob *item = &exclude->items[i];

		/* The globs of "@tests" stand side by side, and are written as that. */
		if (i && item->stands_for && item[-1].stands_for == item->stands_for)
			continue;
		done_buf_addf(&list, "\"%s%s\", ", item->negated && !item->stands_for ? "!" : "",
		    item->stands_for ? item->stands_for : item->text);
	}
	done_buf_addf(&list, "\"%s\"", path);
	text = done_arena_strndup(view->arena, list.ptr, list.len);
	done_buf_release(&list);
	return text;
}

/*
 * How a path (a glob from the root, with its '/') is left out of the check: the option and where in
 * the policy it stands; raw, in the view's arena.
 */
static const char *exclude_advice(
    struct done_view *view, const struct done_file_globs *exclude, const char *path)
{
	const char *dot = view->check ? strchr(view->check, '.') : NULL;
	const char *list = list_with(view, exclude, path);
	const char *first = view->changes
	    ? ", in a change that is merged before this one: the policy of the "
	      "base judges it"
	    : "";

	if (!dot)
		return done_arena_printf(view->arena, "'exclude: [%s]'", list);
	if (view->testing && view->testing->whole)
		return done_arena_printf(view->arena,
		    "'exclude: [%s]' in this part of criteria.%.*s.checks.%s "
		    "of the policy (parts are a list: write the whole list "
		    "if a preset declares it)%s",
		    list, (int)(dot - view->check), view->check, dot + 1, first);
	return done_arena_printf(view->arena,
	    "'exclude: [%s]' under criteria.%.*s.checks.%s.content of the "
	    "policy%s",
	    list, (int)(dot - view->check), view->check, dot + 1, first);
}

static void say_cure(
    const struct done_scan *scan, const struct done_hidden *hidden, struct done_error *err)
{
	struct done_view *view = scan->view;
	const char *path = done_arena_printf(
	    view->arena, "/%s%s", hidden->file.path, hidden->directory ? "/**" : "");

	done_error_cure(err, "%s, or leave it out of the check: add %s",
	    hidden->file.entry.kind == DONE_ENTRY_SUBMODULE
	        ? "judge the submodule in its own repository"
	        : "put a regular file in the link's place",
	    exclude_advice(view, &scan->options->exclude, path));
}

static int refuse_binary(const struct done_scan *scan, struct done_error *err)
{
	struct done_view *view = scan->view;
	const char *path = done_arena_printf(view->arena, "/%s", scan->unread);

	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' was not searched: it is a binary file, though 'files' names it as a "
	    "source file",
	    done_view_shown_path(view, scan->unread));
	return done_error_cure(err,
	    "if it should be text, remove the NUL bytes or save it as UTF-8; if "
	    "it is meant to be binary, write 'binary: skip' in the check, or add "
	    "%s",
	    exclude_advice(view, &scan->options->exclude, path));
}

int done_scan_refuse_hidden(const struct done_scan *scan, struct done_error *err)
{
	struct done_hidden hidden;
	int rc = done_view_find_hidden(
	    scan->view, &scan->options->files, &scan->options->exclude, &hidden, err);

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
	say_cure(scan, &hidden, err);
	return err->code;
}
