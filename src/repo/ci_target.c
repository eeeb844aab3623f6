/*
 * A change that is meant for a branch, a pull request or the like: from that branch's tip comes the
 * policy, from the merge base what changed.
 */
#include "ci_state.h"

#include <string.h>

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), tail = strlen(end);

	return len >= tail && !strcmp(text + len - tail, end);
}

/* 1 where HEAD is the system's own merge of the change into its target: HEAD^1 is the target. */
static int is_own_merge(struct done_ci *ci, struct done_error *err)
{
	const char *ref = NULL, *commit = NULL, *pulled = NULL;
	char head[DONE_OID_HEX + 1], second[DONE_OID_HEX + 1];
	struct done_commit merge;
	int rc = done_commit_read(ci->repo, &ci->head, ci->arena, &merge, err);

	if (rc < 0 || merge.nr_parents != 2)
		return rc;
	rc = done_ci_value(ci, ci->event->merge_ref, &ref, err);
	if (rc >= 0)
		rc = done_ci_value(ci, ci->event->merge_commit, &commit, err);
	if (rc >= 0)
		rc = done_ci_value(ci, ci->event->pulled, &pulled, err);
	if (rc < 0)
		return rc;
	done_oid_hex(&ci->head, head);
	done_oid_hex(&merge.parents[1], second);
	if (pulled && !strcmp(pulled, second))
		return 1;
	return ref && commit && ends_with(ref, "/merge") && !strcmp(commit, head);
}

/* The base of a change for a branch. */
struct target {
	const char *branch;        /* "main" */
	const char *base, *called; /* its tip, and how that is called */
	struct done_oid tip;
};

/* The tip of the target, where the policy comes from: 1, or 0 where it is not here. */
static int find_tip(struct done_ci *ci, struct target *target, struct done_error *err)
{
	const char *ref = done_ci_tracking(ci, target->branch);
	struct done_oid tip;
	int here = done_ref_read(ci->repo, ref, &tip, err);
	int rc = here < 0 ? here : 0;

	target->called = done_ci_short_name(ci, here > 0 ? ref : target->branch);
	/* The ref brings the newest policy; but in a shallow clone no merge base may be found. */
	if (rc == 0 && (here == 0 || done_repo_is_shallow(ci->repo)))
		rc = is_own_merge(ci, err);
	if (rc > 0) {
		target->base = "HEAD^1";
		rc = done_revision_resolve(ci->repo, target->base, &target->tip, err);
		return rc < 0 ? rc : 1;
	}
	if (rc == 0 && (here == 0 || done_repo_is_shallow(ci->repo)))
		rc = done_ci_known_commit(ci, ci->event->tip, &target->base, &target->tip, err);
	if (rc > 0)
		target->called = done_ci_short_name(ci, target->base);
	if (rc == 0 && here > 0) {
		target->base = ref;
		target->tip = tip;
		return 1;
	}
	return rc;
}

/* The system's own base is no tip: its policy may be older than the one that is in force. */
static int no_tip(struct done_ci *ci, const char *branch, struct done_error *err)
{
	const char *base = NULL, *fetch = done_ci_fetch_command(ci, branch);
	struct done_oid oid;
	int rc = done_ci_known_commit(ci, ci->event->commit, &base, &oid, err);

	if (rc <= 0 || !fetch)
		return rc < 0 ? rc
		              : done_ci_not_here(ci, err, "not in this clone is the target branch",
		                                 branch, false);
	done_ci_undecided(
		ci, err,
		"not in this clone is the tip that the policy comes from, of the target branch",
		branch);
	return done_error_cure(err, "fetch it before: %s", fetch);
}

/*
 * Where history is too short to find the merge base: the system's word for it, which is for the
 * commit that it builds. 1 where HEAD is in the target, 0, or the problem where no word serves.
 */
static int take_its_word(struct done_ci *ci, const struct target *target, struct done_error *err)
{
	const char *said = NULL;
	struct done_oid oid, built;
	struct done_error problem = {0};
	int rc = done_ci_built_commit(ci, &built, &problem);

	if (rc > 0 && done_oid_equal(&built, &ci->head))
		rc = done_ci_known_commit(ci, ci->event->commit, &said, &oid, &problem);
	if (rc <= 0 || !said)
		return err->code;
	rc = done_ci_is_in(ci, &oid, &problem);
	if (rc < 0)
		return err->code;
	*err = (struct done_error){0};
	ci->request.from = said;
	return rc > 0 || done_oid_equal(&target->tip, &ci->head);
}

int done_ci_find_target(struct done_ci *ci, struct done_error *err)
{
	struct target target = {0};
	int rc = done_ci_value(ci, ci->event->target, &target.branch, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		done_ci_undecided(ci, err, "no target branch is named in", ci->event->target);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	target.branch = done_ci_plain_branch(ci, target.branch);
	rc = find_tip(ci, &target, err);
	if (rc <= 0)
		return rc < 0 ? rc : no_tip(ci, target.branch, err);
	rc = done_ci_is_in(ci, &target.tip, err);
	if (rc < 0 && done_repo_is_shallow(ci->repo))
		rc = take_its_word(ci, &target, err);
	if (rc < 0)
		return rc;
	/* A workflow that checked out the target in place of the change must not be green. */
	return rc > 0 ? done_ci_in_already(ci, target.called, err)
	              : done_ci_answer(ci, target.base, target.called);
}
