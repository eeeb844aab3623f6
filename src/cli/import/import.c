/* git done policy import: a policy of another repository becomes a file of this one. */
#include <string.h>

#include "import.h"

/* Files that the version before had, and this one has not. */
static void say_left_over(const struct import_origin *origin, const struct import_edit *edit)
{
	for (size_t i = 0; i < edit->old.nr; i++) {
		bool is_there = false;

		for (size_t j = 1; j < origin->nr; j++)
			is_there |= !strcmp(edit->old.items[i], origin->files[j].path);
		if (!is_there)
			done_say("no policy extends '" DONE_IMPORTS "/%s' any more: git rm it",
			    edit->old.items[i]);
	}
}

static void say_next(const struct import_origin *origin, const struct import_edit *edit)
{
	say_left_over(origin, edit);
	if (edit->nearer)
		done_say("the imported policy stands last in 'extends', so its words replace those "
		         "of '%s': move the entry before it where that file asks more",
		    edit->nearer);
	if (edit->was)
		done_say("it was %s", edit->was);
	done_say("it is  %s", origin->from);
	done_say("next: git add " DONE_POLICY_PATH " " DONE_IMPORTS
	         " && git commit, as a change that is reviewed");
}

static int import_into(
    struct done_init *init, const struct done_import_request *request, struct done_error *err)
{
	struct history_line before = {0}, after = {0};
	struct import_origin origin = {0};
	struct import_edit edit = {.before = {NULL, 0}};
	int rc = import_origin_read(request, &origin, err);

	if (rc >= 0 && request->place)
		done_say("'%s' at %.12s, %s%s%s", origin.file, origin.commit,
		    done_arena_shown(request->arena, request->place->revision),
		    request->place->remote ? "" : " of ",
		    request->place->remote
		        ? ""
		        : done_arena_shown(request->arena, request->place->directory));

	if (rc >= 0)
		rc = import_edit_make(init, request, &origin, &edit, err);
	if (rc == 0)
		done_say("'%s' is imported already, and nothing has changed", origin.file);
	if (rc > 0) {
		if (edit.before.ptr)
			import_judge(init, request, &before);
		rc = import_edit_write(init, &origin, &edit, err);
		if (rc >= 0) {
			import_judge(init, request, &after);
			rc = import_tell(init, &edit, &before, &after, err);
			say_next(&origin, &edit);
		}
	}
	done_buf_release(&edit.after);
	return rc < 0 ? rc : 0;
}

/* Without REPO:REV:FILE. All places are found before anything is written. */
static int import_next(
    struct done_init *init, const struct done_import_request *request, struct done_error *err)
{
	struct import_edit edit = {.before = {NULL, 0}};
	struct import_places places = {0};
	struct done_value policy;
	int rc = import_edit_read(init, &edit, &policy, err);

	if (rc >= 0)
		rc = import_places_find(init, &policy, &places, err);
	for (size_t i = 0; rc >= 0 && i < places.nr; i++) {
		struct done_import_request next = *request;

		next.place = &places.items[i];
		rc = import_into(init, &next, err);
	}
	return rc;
}

int done_policy_import(const struct done_import_request *request, struct done_error *err)
{
	struct done_init init = {.arena = request->arena};
	struct done_repo_options how = {.verify = false};
	int rc = done_repo_open(&init.repo, &how, err);

	if (rc >= 0) {
		init.top = done_repo_work_tree(init.repo);
		if (init.top)
			rc = request->is_update && !request->text
			    ? import_next(&init, request, err)
			    : import_into(&init, request, err);
		else
			rc = done_error_set(err, DONE_E_USAGE,
			    "a bare repository has no work tree to import a policy into");
	}
	done_repo_close(init.repo);
	return rc;
}
