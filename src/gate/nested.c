/*
 * Policies of directories: which of them stand above the services that are judged, and which the
 * change brings. They are read where the policy that judges was read, so a change can neither lower
 * nor raise its own bar by one; and only where a service asks, so a tree without any pays for a
 * look into directories that are open already.
 */
#include <string.h>

#include "gate.h"

/* ---- looking upwards from a service ---- */

struct done_nested_step {
	size_t len; /* of the directory */
	const struct done_nested_policy *nearest;
};

/* The place among those that were read of a directory, the first len bytes of a path; *is_there: it
 * is one of them. */
static size_t nested_place(
    const struct done_nested_policies *policies, const char *path, size_t len, bool *is_there)
{
	size_t low = 0, high = policies->nr;

	*is_there = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *directory = policies->items[middle]->directory;
		int order = strncmp(directory, path, len);

		if (!order && directory[len])
			order = 1;
		if (!order) {
			*is_there = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int nested_refuse_many(const char *path, struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED, "more than %d directories have a policy of their own",
	    DONE_NESTED_MAX);
	done_error_cure(err, "say in the policy at the root what is the same for all of them");
	return done_error_place(err, path, 0, 0);
}

static int nested_refuse_deep(const char *path, struct done_error *err)
{
	done_error_set(err, DONE_E_POLICY,
	    "more than %d policies of directories stand above one another", DONE_NESTED_DEPTH_MAX);
	done_error_cure(err, "say it in one of the policies above");
	return done_error_place(err, path, 0, 0);
}

static int nested_read_one(struct done_nested_look *look, const char *path, size_t len,
    const struct done_nested_policy *above, struct done_nested_policy **out, struct done_error *err)
{
	struct done_arena *arena = look->arena;
	struct done_policy_source source = {.self = look->tree, .read = done_policy_read_snapshot};
	struct done_nested_policy *made = done_arena_alloc(arena, sizeof(*made));
	struct done_nested_policies *policies = look->out;
	bool is_there;
	size_t at = nested_place(policies, path, len, &is_there);

	if (policies->nr == DONE_NESTED_MAX)
		return nested_refuse_many(path, err);
	made->directory = done_arena_strndup(arena, path, len);
	made->above = above;
	made->depth = above ? above->depth + 1 : 1;
	if (made->depth > DONE_NESTED_DEPTH_MAX)
		return nested_refuse_deep(path, err);
	if (done_nested_read(arena, &source, path, &made->text, err) < 0 ||
	    done_nested_load(arena, done_check_forms(), above ? above->policy : look->root,
	        &made->text, &made->policy, err) < 0)
		return err->code;
	done_loaded_keep(look->loaded, made->policy);
	(void)DONE_ARENA_PUSH(arena, policies->items, policies->nr, policies->cap);
	memmove(&policies->items[at + 1], &policies->items[at],
	    (policies->nr - 1 - at) * sizeof(struct done_nested_policy *));
	policies->items[at] = made;
	*out = made;
	return 0;
}

/* The policy of one directory, the first len bytes of its path; without one `nearest` stays what is
 * above. */
static int nested_look_in(struct done_nested_look *look, const char *path, size_t len,
    const struct done_nested_policy **nearest, struct done_error *err)
{
	struct done_nested_policy *made;
	struct done_entry entry;
	bool is_there;
	size_t at;
	int rc = done_snapshot_find(look->tree, path, &entry, err);

	/* What the policy at the root extends is a part of that. */
	if (rc <= 0 || entry.kind == DONE_ENTRY_DIRECTORY ||
	    done_strings_has(&look->root->files, path))
		return rc < 0 ? rc : 0;
	at = nested_place(look->out, path, len, &is_there);
	if (is_there) {
		*nearest = look->out->items[at];
		return 0;
	}
	if (nested_read_one(look, path, len, *nearest, &made, err) < 0)
		return err->code;
	made->oid = entry.oid;
	*nearest = made;
	return 0;
}

int done_nested_look_up(struct done_nested_look *look, const char *directory,
    const struct done_nested_policy **nearest, struct done_error *err)
{
	static const char name[] = "/" DONE_POLICY_PATH;
	struct done_arena *arena = look->arena;
	size_t depth = 0;
	char *path;

	*nearest = NULL;
	if (!strcmp(directory, ".") || !*directory)
		return 0;
	path = done_arena_alloc(arena, strlen(directory) + sizeof(name));
	for (size_t len = strcspn(directory, "/");; len += strcspn(directory + len, "/")) {
		if (depth < look->nr_steps && look->steps[depth].len == len &&
		    !strncmp(look->last, directory, len)) {
			*nearest = look->steps[depth].nearest;
		} else {
			look->nr_steps = depth;
			memcpy(path, directory, len);
			memcpy(path + len, name, sizeof(name));
			if (nested_look_in(look, path, len, nearest, err) < 0)
				return err->code;
			*DONE_ARENA_PUSH(arena, look->steps, look->nr_steps, look->cap_steps) =
			    (struct done_nested_step){len, *nearest};
		}
		depth++;
		if (!directory[len])
			break;
		len++;
	}
	look->nr_steps = depth;
	look->last = directory;
	return 0;
}

const struct done_nested_policy *done_nested_above(
    const struct done_nested_policies *policies, const char *path)
{
	size_t len = strlen(path);
	bool is_there;

	while (policies->nr && len) {
		size_t at = nested_place(policies, path, len, &is_there);

		if (is_there)
			return policies->items[at];
		while (len && path[len - 1] != '/')
			len--;
		len -= len > 0;
	}
	return NULL;
}

/* ---- those that judge ---- */

/* The tree that has the policy that judges; NULL: it is a file or a preset. */
struct done_snapshot *done_nested_tree(const struct done_plan *before)
{
	const char *from = before->bar->from;

	return !strcmp(from, "base")    ? before->trees->tip
	    : !strcmp(from, "head")     ? before->trees->head
	    : !strcmp(from, "revision") ? before->trees->asked
	                                : NULL;
}

static void nested_use(const struct done_nested_policy *policy)
{
	for (; policy; policy = policy->above)
		((struct done_nested_policy *)(uintptr_t)policy)->is_used = true;
}

static int nested_look_at_selected(
    struct done_nested_look *look, const struct done_selection *selection, struct done_error *err)
{
	const struct done_nested_policy *nearest;
	bool brings = false;

	for (size_t i = 0; i < selection->nr; i++) {
		const struct done_service *service = selection->items[i].service;

		if (done_nested_look_up(look, service->path, &nearest, err) < 0)
			return err->code;
		nested_use(nearest);
		brings |= !service->in_base;
	}
	/* One that moved keeps what it was held to. */
	for (size_t i = 0; brings && i < selection->nr_deleted; i++) {
		if (done_nested_look_up(look, selection->deleted[i]->path, &nearest, err) < 0)
			return err->code;
	}
	return 0;
}

static int nested_look_at_all(
    struct done_nested_look *look, const struct done_services *services, struct done_error *err)
{
	const struct done_nested_policy *nearest;

	for (size_t i = 0; i < services->nr; i++) {
		if (done_nested_look_up(look, services->items[i].path, &nearest, err) < 0)
			return err->code;
	}
	return 0;
}

const char *done_nested_directory(struct done_arena *arena, const char *path)
{
	return done_arena_strndup(arena, path, strlen(path) - strlen("/" DONE_POLICY_PATH));
}

static bool nested_has_services(const struct done_services *services, const char *directory)
{
	for (size_t i = 0; i < services->nr; i++) {
		if (done_path_below(services->items[i].path, directory))
			return true;
	}
	return false;
}

bool done_nested_concerns(const struct done_plan *plan, const char *path)
{
	const char *directory;

	if (!done_path_is_nested(path) || done_strings_has(&plan->bar->policy->files, path))
		return false;
	directory = done_nested_directory(plan->arena, path);
	return nested_has_services(&plan->map->services, directory) ||
	    nested_has_services(&plan->map->own, directory);
}

/* Where the change touches one, whatever it does to it. */
static int nested_look_at_changes(
    struct done_nested_look *look, const struct done_plan *before, struct done_error *err)
{
	const struct done_changes *changes = &before->changed->changes;
	const struct done_nested_policy *nearest;

	for (size_t i = 0; before->changed->edits_nested && i < changes->nr; i++) {
		const char *path = changes->items[i].path;

		if (done_nested_concerns(before, path) &&
		    done_nested_look_up(
		        look, done_nested_directory(look->arena, path), &nearest, err) < 0)
			return err->code;
	}
	return 0;
}

static bool nested_names_checks(const struct done_request *request)
{
	return request->criteria.nr || request->checks.nr || request->skip.nr;
}

static int nested_find_judging(
    const struct done_plan *before, struct done_nested *out, struct done_error *err)
{
	struct done_nested_look look = {.arena = before->arena,
	    .loaded = before->loaded,
	    .tree = done_nested_tree(before),
	    .root = before->bar->policy,
	    .out = &out->judging};
	struct done_error unknown = {0};
	int rc;

	if (!look.tree)
		return 0;
	rc = nested_look_at_selected(&look, before->selection, err);
	if (rc >= 0 && before->bar->own)
		rc = nested_look_at_changes(&look, before, err);
	/* Who calls a service that goes, and about whom a path outside of all was, is selected
	 * later; and what --check names may be asked of services that are not selected. */
	if (rc >= 0 &&
	    (before->selection->nr_deleted || before->selection->nr_unowned ||
	        (nested_names_checks(before->request) &&
	            done_filter_validate_by(before, before->bar->policy, &unknown) < 0)))
		rc = nested_look_at_all(&look, &before->map->services, err);
	if (rc < 0 && err->code == DONE_E_POLICY)
		done_bar_blame(before, err);
	return rc;
}

/* ---- the change's own ---- */

/* One that the change breaks, or that breaks by the change's own policy at the root, must not land:
 * it would judge the next change. */
static int nested_find_own(
    const struct done_plan *before, struct done_nested *out, struct done_error *err)
{
	const struct done_policy *own = before->bar->own;
	struct done_nested_look look = {.arena = before->arena,
	    .loaded = before->loaded,
	    .tree = before->trees->head,
	    .root = own,
	    .out = &out->own};
	int rc;

	if (!own)
		return 0;
	rc = nested_look_at_changes(&look, before, err);
	/* Those below one that is edited may not fit it any more. */
	if (rc >= 0 && (own != before->bar->policy || before->changed->edits_nested))
		rc = nested_look_at_all(&look, &before->map->own, err);
	if (rc < 0 && err->code == DONE_E_POLICY)
		done_bar_blame_head(before, err);
	return rc;
}

/* ---- together ---- */

static const struct done_policy *nested_unite(struct done_arena *arena,
    const struct done_policy *root, const struct done_nested_policies *policies, bool is_every)
{
	const struct done_policy **all;

	if (!policies->nr)
		return root;
	all = done_arena_array(arena, policies->nr + 1, sizeof(*all));
	all[0] = root;
	for (size_t i = 0; i < policies->nr; i++)
		all[i + 1] = policies->items[i]->policy;
	return done_policies_united(arena, all, policies->nr + 1, is_every);
}

int done_nested_make(
    const struct done_plan *before, struct done_nested *out, struct done_error *err)
{
	struct done_arena *arena = before->arena;
	int rc = nested_find_judging(before, out, err);

	if (rc >= 0)
		rc = nested_find_own(before, out, err);
	if (rc < 0)
		return rc;
	out->asked = nested_unite(arena, before->bar->policy, &out->judging, true);
	out->shown = nested_unite(arena, before->bar->policy, &out->judging, false);
	out->own_asked =
	    before->bar->own ? nested_unite(arena, before->bar->own, &out->own, true) : NULL;
	return 0;
}

/* ---- whom it judges ---- */

static bool nested_is_above(
    const struct done_nested_policy *policy, const struct done_nested_policy *below)
{
	for (; below && below != policy; below = below->above)
		;
	return below != NULL;
}

/* What both places ask; where one policy cannot say that, what the old place asks. */
static const struct done_policy *nested_combine(const struct done_plan *plan,
    const struct done_nested_policy *there, const struct done_nested_policy *here)
{
	struct done_loosened found = {.arena = plan->arena};
	const struct done_policy *policy = here ? here->policy : plan->bar->policy;
	const struct done_nested_policy *only_there[DONE_NESTED_DEPTH_MAX];
	struct done_error ignored = {0};
	size_t nr = 0;

	for (const struct done_nested_policy *at = there; at && !nested_is_above(at, here);
	     at = at->above)
		only_there[nr++] = at;
	while (nr > 0) {
		struct done_policy *next;

		if (done_nested_load(plan->arena, done_check_forms(), policy,
		        &only_there[--nr]->text, &next, &ignored) < 0)
			return there->policy;
		done_loaded_keep(plan->loaded, next);
		policy = next;
	}
	done_policy_loosened(done_check_forms(), there->policy, policy, &found);
	return found.nr ? there->policy : policy;
}

/* The directory may have moved with what it asks. */
static void nested_note_moved(const struct done_plan *plan, const struct done_service *service,
    const struct done_nested_policy *there, const struct done_nested_policy *here, bool is_alone)
{
	const struct done_nested_policy *then =
	    done_nested_above(&plan->nested->own, service->path);

	if (then && done_oid_equal(&then->oid, &there->oid))
		return;
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "the change moves '%s' out of '%s', whose policy asks for more ('%s'): that counts "
	    "until the move has landed%s",
	    service->name, there->directory, there->text.path,
	    is_alone ? done_arena_printf(plan->arena,
	                   ", alone: '%s' says otherwise, and counts from the next change on",
	                   here->text.path)
	             : "");
}

void done_nested_settle(const struct done_plan *before, const struct done_service *service,
    struct done_standing *standing)
{
	const struct done_nested_policies *policies = &before->nested->judging;
	const struct done_nested_policy *here, *there = NULL;

	standing->policy = before->bar->policy;
	if (!policies->nr)
		return;
	here = done_nested_above(policies, service->path);
	if (standing->origin)
		there = done_nested_above(policies, standing->origin->path);
	standing->nested = here;
	nested_use(here);
	if (here)
		standing->policy = here->policy;
	if (!there || nested_is_above(there, here))
		return;
	nested_use(there);
	standing->nested = there;
	standing->policy = nested_combine(before, there, here);
	nested_note_moved(before, service, there, here, here && standing->policy == there->policy);
}
