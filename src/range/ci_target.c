/*
 * A change that is meant for a branch: the policy comes from that branch's tip, what changed from
 * the merge base. What a CI system does not say, or what is not in its clone, is never taken for
 * "nothing changed": that is undecided, with the cure.
 */
#include "ci.h"
#include "range.h"

#include <string.h>

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
	return ref && commit && done_text_ends(ref, "/merge") && !strcmp(commit, head);
}

/* The base of a change for a branch. */
struct target {
	const char *branch;        /* "main" */
	const char *base, *called; /* its tip, and how that is called */
	struct done_oid tip;
};

/* What the system itself says of the tip: 1, or 0 where it says nothing, or nothing that is here.
 */
static int said_tip(struct done_ci *ci, struct target *target, struct done_error *err)
{
	const char *head = ci->request.head;
	int rc = is_own_merge(ci, err);

	if (rc > 0) {
		target->base = done_arena_printf(ci->arena, "%s^1", head ? head : "HEAD");
		target->called = done_ci_short_name(ci, target->branch);
		rc = done_revision_resolve(ci->repo, target->base, &target->tip, err);
		return rc < 0 ? rc : 1;
	}
	if (rc == 0)
		rc = done_ci_known_commit(ci, ci->event->tip, &target->base, &target->tip, err);
	if (rc > 0)
		target->called = done_ci_short_name(ci, target->base);
	return rc;
}

/* 1 where a commit of the target is not in the history of that tip; 0 also where that is cut off.
 */
static int lacks(struct done_ci *ci, const struct done_oid *tip, const struct done_oid *commit,
    struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error problem = {0};
	size_t nr = 0;
	int rc = done_merge_bases(ci->repo, commit, tip, bases, &nr, &problem);

	if (rc == 0)
		return nr != 1 || !done_oid_equal(&bases[0], commit);
	if (done_repo_is_shallow(ci->repo))
		return 0;
	*err = problem;
	return rc;
}

/* What the clone has of the target does not serve, or is nothing. */
static int fetch_first(
    struct done_ci *ci, const char *problem, const char *branch, struct done_error *err)
{
	const char *fetch = done_ci_fetch_command(ci, branch);

	if (!fetch)
		return done_ci_not_here(ci, err, problem, branch, false);
	done_ci_undecided(ci, err, "%s", problem);
	return done_error_cure(err,
	    "fetch it before: %s\n"
	    "or name the base: git done check --base REV",
	    fetch);
}

/* A ref that an earlier job left behind has an older policy. */
static int refuse_stale(struct done_ci *ci, const char *branch, struct done_error *err)
{
	return fetch_first(ci,
	    done_arena_printf(
	        ci->arena, "the target branch '%s' is out of date in this clone", branch),
	    branch, err);
}

/*
 * With both at hand: the ref brings the newest policy, unless it has not come as far as what the
 * system says. 1 where the system's word serves, 0 for the ref.
 */
static int which_tip(struct done_ci *ci, const struct target *said, const struct done_oid *ref,
    struct done_error *err)
{
	/* In a shallow clone no merge base may be found with the ref. */
	int rc = done_repo_is_shallow(ci->repo) ? 1 : lacks(ci, ref, &said->tip, err);

	if (rc <= 0 || done_repo_is_shallow(ci->repo))
		return rc;
	rc = lacks(ci, &said->tip, ref, err);
	return rc < 0 ? rc : rc > 0 ? refuse_stale(ci, said->branch, err) : 1;
}

/* With the ref alone: any commit that the system names of the target must be in it. */
static int check_ref(
    struct done_ci *ci, const char *branch, const struct done_oid *ref, struct done_error *err)
{
	const char *ignored = NULL;
	struct done_oid commit;
	int rc = done_ci_known_commit(ci, ci->event->commit, &ignored, &commit, err);

	if (rc > 0)
		rc = lacks(ci, ref, &commit, err);
	return rc > 0 ? refuse_stale(ci, branch, err) : rc;
}

/* The tip of the target, where the policy comes from: 1, or 0 where it is not here. */
static int find_tip(struct done_ci *ci, struct target *target, struct done_error *err)
{
	const char *ref = done_ci_tracking(ci, target->branch);
	struct done_oid tip;
	int here = done_ref_read(ci->repo, ref, &tip, err);
	int said = here < 0 ? here : said_tip(ci, target, err);

	if (said < 0 || here == 0)
		return said;
	int rc =
	    said > 0 ? which_tip(ci, target, &tip, err) : check_ref(ci, target->branch, &tip, err);
	if (rc)
		return rc;
	target->base = ref;
	target->called = done_ci_short_name(ci, ref);
	target->tip = tip;
	return 1;
}

/* The system's own base is no tip: its policy may be older than the one that is in force. */
static int no_tip(struct done_ci *ci, const char *branch, struct done_error *err)
{
	const char *base = NULL;
	struct done_oid oid;
	int rc = done_ci_known_commit(ci, ci->event->commit, &base, &oid, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return done_ci_not_here(ci, err,
		    done_arena_printf(
		        ci->arena, "the target branch '%s' is not in this clone", branch),
		    branch, false);
	return fetch_first(ci,
	    done_arena_printf(ci->arena,
	        "the tip of the target branch '%s', which the policy is "
	        "read from, is not in this clone",
	        branch),
	    branch, err);
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

static int find_target_name(struct done_ci *ci, const char **branch, struct done_error *err)
{
	int rc = done_ci_value(ci, ci->event->target, branch, err);

	if (rc == 0) {
		done_ci_undecided(ci, err, "no target branch is named in '%s'", ci->event->target);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	if (rc > 0)
		*branch = done_ci_plain_branch(ci, *branch);
	return rc;
}

/*
 * The branch of that name in the clone is the contributor's own, however new it is. The variable
 * stands in the cure, not its value: commands are there to be pasted into the job.
 */
int done_ci_find_elsewhere(struct done_ci *ci, struct done_error *err)
{
	const char *branch = NULL;
	int rc = find_target_name(ci, &branch, err);

	if (rc < 0)
		return rc;
	done_ci_undecided(ci, err,
	    "the target branch '%s' is in another repository than the one that was cloned", branch);
	return done_error_cure(err,
	    "fetch it from there: git fetch \"$%s\" \"+refs/heads/$%s:refs/remotes/%s/$%s\"\n"
	    "and name it: git done check --base \"refs/remotes/%s/$%s\"",
	    ci->event->elsewhere, ci->event->target, ci->remote, ci->event->target, ci->remote,
	    ci->event->target);
}

int done_ci_find_target(struct done_ci *ci, struct done_error *err)
{
	struct target target = {0};
	int rc = find_target_name(ci, &target.branch, err);

	if (rc < 0)
		return rc;
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
