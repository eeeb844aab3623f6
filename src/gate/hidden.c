/*
 * What lies out of sight: a service whose directory, or one above it, became a link or a submodule,
 * and a link or submodule that a change brings where the policy looks for services.
 */
#include <string.h>

#include "gate.h"

#define TARGET_MAX 4096

static const char *const words[] = {
    [DONE_ENTRY_SUBMODULE] = "submodule: its content is not in this repository",
    [DONE_ENTRY_LINK] = "symbolic link: its content lies elsewhere",
    [DONE_ENTRY_FILE] = "file: there is nothing of it to judge",
};

/* ---- services of the base ---- */

/* The outermost part of a path that is no directory, as its length; 0: there is none. */
static int find_cover(const struct done_plan *plan, const char *path, size_t *len,
    struct done_entry *entry, struct done_error *err)
{
	struct done_arena *arena = plan->arena;
	size_t whole = strlen(path);

	for (*len = strcspn(path, "/"); *len <= whole; *len += 1 + strcspn(path + *len + 1, "/")) {
		int rc = done_snapshot_find(
		    plan->trees->head, done_arena_strndup(arena, path, *len), entry, err);

		if (rc < 0)
			return rc;
		if (rc == 1 && entry->kind != DONE_ENTRY_DIRECTORY)
			return 0;
		if (rc == 0 || *len == whole)
			break;
	}
	*len = 0;
	return 0;
}

static int refuse_covered(const struct done_plan *plan, const char *path, struct done_error *err)
{
	struct done_entry entry;
	size_t len;

	if (find_cover(plan, path, &len, &entry, err) < 0)
		return err->code;
	if (!len)
		return 0;
	if (path[len])
		done_error_set(err, DONE_E_UNDECIDED,
		    "'%.*s', where the service '%s' was, became a %s", (int)len, path, path,
		    words[entry.kind]);
	else
		done_error_set(
		    err, DONE_E_UNDECIDED, "the service '%s' became a %s", path, words[entry.kind]);
	return done_error_cure(err,
	    "gate it where its content lives, and take it out of the "
	    "policy's services: in a change of its own");
}

/* ---- what a change brings ---- */

enum naming { UNNAMED, BY_GLOB, BY_LITERAL };

static enum naming named_by(const struct done_policy *policy, const char *path)
{
	enum naming found = UNNAMED;

	for (size_t i = 0; policy && i < policy->nr_rules; i++) {
		const struct done_glob *glob = policy->rules[i].path;

		if (done_glob_is_negated(glob)) {
			if (done_glob_takes_out(glob, path))
				found = UNNAMED;
		} else if (done_glob_is_literal(glob)) {
			if (done_path_below(done_glob_text(glob), path))
				found = BY_LITERAL;
		} else if (done_glob_match(glob, path) ||
		    (*done_glob_directory(glob) &&
		        done_path_below(done_glob_directory(glob), path))) {
			found = found == BY_LITERAL ? found : BY_GLOB;
		}
	}
	return found;
}

/* A link to a regular file stands in for no service. */
static int leads_to_a_file(const struct done_plan *plan, const char *path,
    const struct done_entry *entry, struct done_error *err)
{
	struct done_snapshot *head = plan->trees->head;
	struct done_buf target = {0};
	struct done_entry found;
	const char *at = NULL;
	int rc = head->read(head->self, &entry->oid, path, TARGET_MAX, &target, err);

	/* One that begins with '/' leads out of the repository. */
	if (rc >= 0 && target.len && *target.ptr != '/' && !memchr(target.ptr, '\0', target.len))
		at = done_path_target(
		    plan->arena, path, (struct done_bytes){target.ptr, target.len});
	done_buf_release(&target);
	if (rc < 0)
		return rc;
	rc = at && *at ? done_snapshot_find(head, at, &found, err) : 0;
	return rc == 1 ? found.kind == DONE_ENTRY_FILE : rc;
}

static int judge_brought(
    const struct done_plan *plan, const char *path, enum naming naming, struct done_error *err)
{
	struct done_entry entry;
	int rc = done_snapshot_find(plan->trees->head, path, &entry, err);

	if (rc <= 0 || (entry.kind != DONE_ENTRY_LINK && entry.kind != DONE_ENTRY_SUBMODULE))
		return rc < 0 ? rc : 0;
	rc = entry.kind == DONE_ENTRY_LINK ? leads_to_a_file(plan, path, &entry, err) : 0;
	if (rc)
		return rc < 0 ? rc : 0;
	if (naming == BY_LITERAL) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "the change brings '%s', which the policy names as a service, as a %s", path,
		    words[entry.kind]);
		return done_error_cure(err,
		    "commit it as a directory, or name the directory in "
		    "which its content lives");
	}
	done_run_note(plan->notes, DONE_NOTE_WARNING,
	    "the change brings '%s' where the policy looks for services, as a %s; it is "
	    "not followed and not judged",
	    path, words[entry.kind]);
	return 0;
}

static int look_at_brought(const struct done_plan *plan, struct done_error *err)
{
	for (size_t i = 0; i < plan->changed->changes.nr; i++) {
		const struct done_change *change = &plan->changed->changes.items[i];
		enum naming naming, by_own;

		if (change->kind != DONE_ADDED)
			continue;
		naming = named_by(plan->bar->policy, change->path);
		by_own = named_by(plan->bar->own, change->path);
		if (by_own > naming)
			naming = by_own;
		if (naming != UNNAMED && judge_brought(plan, change->path, naming, err) < 0)
			return err->code;
	}
	return 0;
}

int done_hidden_refuse(
    const struct done_plan *before, const struct done_selection *selection, struct done_error *err)
{
	for (size_t i = 0; i < selection->nr_deleted; i++) {
		if (refuse_covered(before, selection->deleted[i]->path, err) < 0)
			return err->code;
	}
	for (size_t i = 0; i < before->map->services.nr; i++) {
		if (before->map->services.items[i].lost_at &&
		    refuse_covered(before, before->map->services.items[i].path, err) < 0)
			return err->code;
	}
	return look_at_brought(before, err);
}
