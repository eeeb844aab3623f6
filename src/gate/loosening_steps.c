/*
 * A line of merges, such as an integration branch or a merge queue's, mixes the changes of several
 * people: there each first-parent commit is a change of its own, and what loosens must stand alone
 * in it. And a merge of the remote's default branch, whose policy was judged where it came from.
 */
#include <string.h>

#include "gate.h"

enum { STEPS_MAX = 1000 };

struct step {
	struct done_snapshot before, after;
	struct done_policy *then, *now; /* NULL: none */
};

struct stepping {
	const struct done_plan *plan;
	struct done_repo *repo;
	struct done_strings known; /* files of any policy on the way */
	size_t cap;
	const char *commit; /* the one that does not stand alone */
	struct done_strings beside;
};

/* ---- what is neither ---- */

static bool is_of_policy(const struct done_plan *plan, const char *path)
{
	const struct done_policy *policies[] = {plan->bar->policy, plan->bar->own};

	if (done_path_is_nested(path))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(policies); i++) {
		if (policies[i] && done_strings_has(&policies[i]->files, path))
			return true;
	}
	return false;
}

static bool is_sheet(const struct done_plan *plan, struct done_change *change)
{
	const struct done_changes one = {.items = change, .nr = 1};

	return done_change_is_of_sheets(&one, &plan->map->services) ||
	    done_change_is_of_sheets(&one, &plan->map->own);
}

void done_loosening_beside(
    const struct done_plan *plan, const struct done_changes *changes, struct done_strings *out)
{
	size_t cap = 0;

	*out = (struct done_strings){0};
	for (size_t i = 0; i < changes->nr; i++) {
		struct done_change *change = &changes->items[i];

		if (!is_of_policy(plan, change->path) && !is_sheet(plan, change))
			*DONE_ARENA_PUSH(plan->arena, out->items, out->nr, cap) = change->path;
	}
}

/* ---- two policies without a map ---- */

static bool same_key(
    const struct done_policy *before, const struct done_policy *after, const char *key)
{
	const struct done_value *then = done_value_get(before->merged, key);
	const struct done_value *now = done_value_get(after->merged, key);

	return then && now ? done_value_equal(then, now) : then == now;
}

static bool rules_match(const struct done_policy *policy, size_t nr, const char *path)
{
	for (size_t i = 0; i < nr; i++) {
		if (done_glob_match(policy->rules[i].path, path))
			return true;
	}
	return false;
}

/* The same rules, and behind them only directories that none of them spoke of. */
static bool adds_services_only(const struct done_policy *before, const struct done_policy *after)
{
	const struct done_value *then = done_value_get(before->merged, "services");
	const struct done_value *now = done_value_get(after->merged, "services");

	if (!then || !now || then->type != DONE_LIST || now->type != DONE_LIST ||
	    now->list.nr < then->list.nr)
		return same_key(before, after, "services");
	for (size_t i = 0; i < now->list.nr; i++) {
		const struct done_glob *path = after->rules[i].path;

		if (i < then->list.nr ? !done_value_equal(&then->list.ptr[i], &now->list.ptr[i])
		                      : done_glob_is_negated(path) || !done_glob_is_literal(path) ||
		            rules_match(before, before->nr_rules, done_glob_text(path)))
			return false;
	}
	return true;
}

static bool loosens(
    const struct stepping *stepping, struct step *step, const struct done_changes *changes)
{
	struct done_loosened found = {.arena = stepping->plan->arena};
	struct done_nested_trees trees = {stepping->plan->arena, stepping->plan->loaded,
	    &step->before, &step->after, step->then, step->now, stepping->plan};
	struct done_error broken = {0};

	if (!step->then || !step->now)
		return step->then != NULL;
	done_policy_loosened(done_check_forms(), step->then, step->now, &found);
	if (done_nested_loosenings(&trees, changes, &found, NULL, &broken) < 0)
		return true;
	return found.nr || !adds_services_only(step->then, step->now) ||
	    !same_key(step->then, step->now, "select") ||
	    !same_key(step->then, step->now, "stages");
}

/* ---- one step ---- */

static void learn_files(struct stepping *stepping, const struct done_policy *policy)
{
	for (size_t i = 0; policy && i < policy->files.nr; i++) {
		if (!done_strings_has(&stepping->known, policy->files.items[i]))
			*DONE_ARENA_PUSH(stepping->plan->arena, stepping->known.items,
			    stepping->known.nr, stepping->cap) = policy->files.items[i];
	}
}

static bool edits_policy(const struct stepping *stepping, const struct done_changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		if (done_strings_has(&stepping->known, changes->items[i].path))
			return true;
	}
	return done_changes_edit_nested(changes);
}

static int load(struct stepping *stepping, struct done_snapshot *snapshot, struct done_policy **out,
    struct done_error *err)
{
	struct done_policy_source source = {.self = snapshot, .read = done_policy_read_snapshot};
	int rc = done_policy_load(
	    stepping->plan->arena, &source, DONE_POLICY_PATH, done_check_forms(), out, err);

	if (rc > 0)
		learn_files(stepping, *out);
	return rc;
}

static bool edits_sheet(const struct stepping *stepping, const struct done_changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		const struct done_changes one = {.items = &changes->items[i], .nr = 1};

		if (done_change_is_of_sheets(&one, &stepping->plan->map->services))
			return true;
	}
	return false;
}

/* A policy between two commits that cannot be read is a doubt: 1, as one that loosens. */
static int judge_step(
    struct stepping *stepping, struct step *step, const struct done_changes *changes)
{
	struct done_error broken = {0};

	if (!stepping->beside.nr)
		return 0;
	if (edits_policy(stepping, changes) &&
	    (load(stepping, &step->before, &step->then, &broken) < 0 ||
	        load(stepping, &step->after, &step->now, &broken) < 0 ||
	        loosens(stepping, step, changes)))
		return 1;
	return edits_sheet(stepping, changes);
}

static int look_at_step(struct stepping *stepping, const struct done_oid *parent,
    const struct done_oid *commit, struct done_error *err)
{
	struct step step = {0};
	struct done_changes changes = {0};
	int rc = done_snapshot_of_commit(stepping->repo, parent, &step.before, err);

	if (rc >= 0)
		rc = done_snapshot_of_commit(stepping->repo, commit, &step.after, err);
	if (rc >= 0)
		rc = done_changes_between(
		    &step.before, &step.after, stepping->plan->arena, &changes, err);
	if (rc >= 0) {
		done_loosening_beside(stepping->plan, &changes, &stepping->beside);
		rc = judge_step(stepping, &step, &changes);
	}
	done_policy_release(step.then);
	done_policy_release(step.now);
	done_snapshot_close(&step.before);
	done_snapshot_close(&step.after);
	if (rc > 0) {
		char hex[DONE_OID_HEX + 1];

		done_oid_hex(commit, hex);
		stepping->commit = done_arena_printf(stepping->plan->arena, "%.12s", hex);
	}
	return rc;
}

/* ---- all of them ---- */

static bool is_start(const struct done_range *range, const struct done_oid *commit)
{
	for (size_t i = 0; i < range->nr_from; i++) {
		if (done_oid_equal(&range->from[i], commit))
			return true;
	}
	return done_oid_equal(&range->base, commit);
}

int done_loosening_steps(const struct done_plan *plan, struct done_repo *repo, const char **commit,
    struct done_strings *beside, struct done_error *err)
{
	const struct done_range *range = &plan->compared->range;
	struct stepping stepping = {.plan = plan, .repo = repo};
	struct done_oid at = range->head;

	learn_files(&stepping, plan->bar->policy);
	learn_files(&stepping, plan->bar->own);
	for (int i = 0; i < STEPS_MAX && !is_start(range, &at); i++) {
		struct done_commit read;
		int rc = done_commit_read(repo, &at, plan->arena, &read, err);

		if (rc < 0)
			return rc;
		if (!read.nr_parents)
			return 1;
		rc = look_at_step(&stepping, &read.parents[0], &at, err);
		if (rc > 0) {
			*commit = stepping.commit;
			*beside = stepping.beside;
		}
		if (rc)
			return rc;
		at = read.parents[0];
	}
	/* Not reached: the whole is judged. */
	return !is_start(range, &at);
}

/* ---- a merge of the default branch ---- */

/* True where head is in it already: then its policy may be this very change's. */
static bool steps_is_in(
    struct done_repo *repo, const struct done_oid *head, const struct done_oid *tip)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error ignored = {0};
	size_t nr = 0;

	if (done_oid_equal(head, tip))
		return true;
	if (done_merge_bases(repo, tip, head, bases, &nr, &ignored) < 0)
		return true;
	return nr == 1 && done_oid_equal(&bases[0], head);
}

static bool is_same_file(
    const struct done_plan *plan, struct done_snapshot *there, const char *path, bool may_lack)
{
	struct done_error ignored = {0};
	struct done_entry ours, theirs;
	int is_ours = done_snapshot_find(plan->trees->head, path, &ours, &ignored);
	int is_theirs = done_snapshot_find(there, path, &theirs, &ignored);

	if (is_ours == 0 && is_theirs == 0)
		return may_lack;
	return is_ours == 1 && is_theirs == 1 && done_oid_equal(&ours.oid, &theirs.oid);
}

static bool has_same_files(const struct done_plan *plan, struct done_snapshot *there)
{
	const struct done_strings *files = &plan->bar->own->files;
	const struct done_changes *changes = &plan->changed->changes;

	for (size_t i = 0; i < files->nr; i++) {
		if (!done_file_is_preset(files->items[i]) &&
		    !is_same_file(plan, there, files->items[i], false))
			return false;
	}
	for (size_t i = 0; i < changes->nr; i++) {
		if (done_path_is_nested(changes->items[i].path) &&
		    !is_same_file(plan, there, changes->items[i].path, true))
			return false;
	}
	return true;
}

bool done_loosening_opens_default(const struct done_plan *plan, struct done_repo *repo,
    struct done_snapshot *there, const char **name)
{
	const struct done_comparison *compared = plan->compared;
	struct done_error ignored = {0};
	struct done_oid tip;

	*there = (struct done_snapshot){0};
	if (compared->head.kind != DONE_SOURCE_COMMIT || compared->range.merges ||
	    done_integration_branch(repo, plan->arena, NULL, &tip, name, &ignored) != 1 ||
	    steps_is_in(repo, &compared->head.commit, &tip))
		return false;
	if (done_snapshot_of_commit(repo, &tip, there, &ignored) >= 0)
		return true;
	done_snapshot_close(there);
	return false;
}

bool done_loosening_is_merged(
    const struct done_plan *plan, struct done_repo *repo, const char **name)
{
	struct done_snapshot there;
	bool same;

	if (!done_loosening_opens_default(plan, repo, &there, name))
		return false;
	same = has_same_files(plan, &there);
	done_snapshot_close(&there);
	return same;
}
