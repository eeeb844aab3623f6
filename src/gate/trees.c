/*
 * The trees of a comparison, and what differs between them. Everything that the plan asks of git
 * between its first value and the judging is asked here; all further values are made of these.
 */
#include "gate.h"

int done_snapshot_source_open(const struct done_snapshot_source *source, struct done_repo *repo,
    struct done_snapshot *out, struct done_error *err)
{
	int rc = 0;

	if (source->kind == DONE_SOURCE_COMMIT)
		rc = done_snapshot_of_commit(repo, &source->commit, out, err);
	else if (source->kind == DONE_SOURCE_INDEX)
		rc = done_snapshot_of_index(repo, out, err);
	else
		done_snapshot_of_nothing(out);
	if (rc >= 0 && source->below)
		done_snapshot_below(out, source->below);
	return rc;
}

/* The tree of the policy that judges, where it is asked of a revision. */
static int open_asked(const struct done_plan *before, struct done_opened *opened,
    struct done_trees *trees, struct done_error *err)
{
	const struct done_policy_elsewhere *elsewhere = &before->request->elsewhere;
	const char *revision = done_bar_revision(before->request);
	struct done_repo *repo = opened->repo;
	int rc = 0;

	if (elsewhere->repository) {
		struct done_repo_options how = {
		    .directory = elsewhere->repository, .verify = true, .alone = true};

		rc = done_repo_open(&opened->elsewhere, &how, err);
		repo = opened->elsewhere;
		revision = elsewhere->revision;
	}
	if (rc < 0 || !revision)
		return rc;
	trees->asked = &opened->asked;
	rc = done_revision_resolve(repo, revision, &trees->asked_commit, err);
	if (rc >= 0)
		rc = done_snapshot_of_commit(repo, &trees->asked_commit, trees->asked, err);
	return rc;
}

int done_trees_open(const struct done_plan *before, struct done_opened *opened,
    struct done_trees *out, struct done_error *err)
{
	const struct done_comparison *compared = before->compared;
	struct done_trees trees = {
	    .repo = opened->repo, .head = &opened->head, .tip = &opened->tip};
	int rc = done_snapshot_source_open(&compared->head, opened->repo, trees.head, err);

	if (rc >= 0)
		rc = done_snapshot_source_open(&compared->tip, opened->repo, trees.tip, err);
	if (rc >= 0)
		rc = open_asked(before, opened, &trees, err);
	trees.head_day = compared->head.kind == DONE_SOURCE_COMMIT
	    ? done_heading_day(opened->repo, &compared->head.commit, before->arena)
	    : before->request->now;
	if (rc < 0)
		return rc;
	*out = trees;
	return 0;
}

/* A branch that is older than the base's policy has another one, and edits none. */
bool done_changes_edit(const struct done_changes *changes, const struct done_bar *bar)
{
	const struct done_policy *policies[] = {bar->policy, bar->own};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(policies); i++) {
		for (size_t j = 0; policies[i] && j < changes->nr; j++) {
			if (done_strings_has(&policies[i]->files, changes->items[j].path))
				return true;
		}
	}
	return false;
}

/* A further merge base: what differs from any of them is a change. */
static int unite_with(const struct done_plan *before, struct done_repo *repo,
    const struct done_oid *commit, struct done_changes *changes, struct done_error *err)
{
	struct done_snapshot from = {0};
	struct done_changes more = {0};
	int rc = done_snapshot_of_commit(repo, commit, &from, err);

	if (rc >= 0)
		rc = done_changes_between(&from, before->trees->head, before->arena, &more, err);
	done_snapshot_close(&from);
	if (rc >= 0)
		done_changes_unite(before->arena, changes, &more);
	return rc;
}

int done_changed_find(const struct done_plan *before, struct done_opened *opened,
    struct done_changed *out, struct done_error *err)
{
	const struct done_comparison *compared = before->compared;
	struct done_changed changed = {.from = &opened->from};
	int rc = done_snapshot_source_open(&compared->from, opened->repo, changed.from, err);

	if (rc >= 0 && compared->has_range)
		rc = done_changes_between(
		    changed.from, before->trees->head, before->arena, &changed.changes, err);
	for (size_t i = 1; rc >= 0 && compared->range.has_base && i < compared->range.nr_from; i++)
		rc = unite_with(
		    before, opened->repo, &compared->range.from[i], &changed.changes, err);
	if (rc < 0)
		return rc;
	changed.edits_policy = done_changes_edit(&changed.changes, before->bar);
	changed.edits_nested = done_changes_edit_nested(&changed.changes);
	*out = changed;
	return 0;
}

void done_opened_release(struct done_opened *opened)
{
	done_snapshot_close(&opened->head);
	done_snapshot_close(&opened->tip);
	done_snapshot_close(&opened->asked);
	done_snapshot_close(&opened->from);
	done_repo_close(opened->elsewhere);
}
