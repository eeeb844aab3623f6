/*
 * The rules by which a row of the table finds its range. A change that is meant for a branch: the
 * policy comes from that branch's tip, what changed from the merge base. A build of a branch or a
 * tag: as in pre-push, or from what the branch was before. Or a base by name. What a CI system does
 * not say, or what is not in its clone, is never taken for "nothing changed": that is undecided,
 * with the cure.
 */
#include "ci.h"
#include "range.h"

#include <string.h>

/* ---- saying it --------------------------------------------------------------------------- */

/* An object id is cut, a ref goes by its short name. */
static const char *ci_short_name(struct done_ci *ci, const char *name)
{
	static const char *const starts[] = {"refs/remotes/", "refs/heads/"};
	struct done_oid ignored;

	if (done_oid_parse(name, &ignored))
		return done_arena_strndup(ci->arena, name, 10);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(starts); i++)
		if (!strncmp(name, starts[i], strlen(starts[i])))
			name += strlen(starts[i]);
	return done_arena_shown(ci->arena, name);
}

static int ci_answer(struct done_ci *ci, const char *base, const char *called)
{
	const char *from = ci->request.from;

	ci->request.base = base;
	ci->words = done_arena_printf(
		ci->arena, "merge base of %s and %s%s%s (%s %s)", called,
		ci->request.head ? ci_short_name(ci, ci->request.head) : "HEAD", from ? ": " : "",
		from ? ci_short_name(ci, from) : "", ci->system->name, ci->event->name);
	return 1;
}

/* The command that brings a branch; NULL for a name that a shell would take apart: commands are
 * there to be pasted. */
static const char *ci_fetch_command(struct done_ci *ci, const char *branch)
{
	return done_remote_fetch_command(ci->arena, ci->remote, branch);
}

/* Nothing to compare with: the clone is too small, most often. */
static int ci_not_here(struct done_ci *ci, struct done_error *err, const char *problem,
                       const char *branch, bool guessed)
{
	const char *whole = ci->system->whole ? ci->system->whole : "no shallow clone";
	const char *fetch = ci_fetch_command(ci, branch);

	done_ci_undecided(ci, err, "%s", problem);
	if (!fetch)
		return done_error_cure(err, "fetch all history: %s", whole);
	if (!guessed)
		return done_error_cure(err,
		                       "fetch all history: %s\n"
		                       "and, if that does not bring it, the branch: %s",
		                       whole, fetch);
	return done_error_cure(err,
	                       "fetch all history: %s\n"
	                       "and, if that does not bring it, the branch: %s\n"
	                       "or name another: git config done.integrationBranch BRANCH",
	                       whole, fetch);
}

/* ---- branches and commits ---------------------------------------------------------------- */

/* The plain name of a branch, however the system writes it. */
static const char *ci_plain_branch(struct done_ci *ci, const char *name)
{
	const char *starts[] = {
		"refs/heads/",
		done_arena_printf(ci->arena, "refs/remotes/%s/", ci->remote),
		done_arena_printf(ci->arena, "%s/", ci->remote),
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(starts); i++)
		if (!strncmp(name, starts[i], strlen(starts[i])))
			return name + strlen(starts[i]);
	return name;
}

static const char *ci_tracking(struct done_ci *ci, const char *branch)
{
	return done_arena_printf(ci->arena, "refs/remotes/%s/%s", ci->remote, branch);
}

/*
 * A commit that the system names, "A...B" being A: 1 where it is one that is here, 0 where there is
 * none, it is all zeros, or not in this clone (a force push leaves it dangling).
 */
static int ci_known_commit(struct done_ci *ci, const char *source, const char **out,
                           struct done_oid *oid, struct done_error *err)
{
	const char *text = NULL;
	struct done_oid id;
	int rc = done_ci_value(ci, source, &text, err);

	if (rc <= 0)
		return rc;
	const char *dots = strstr(text, "..");
	if (dots)
		text = done_arena_strndup(ci->arena, text, (size_t)(dots - text));
	if (!done_oid_parse(text, &id) || !done_repo_has_object(ci->repo, &id))
		return 0;
	rc = done_revision_peel(ci->repo, &id, oid, err);
	if (rc > 0)
		*out = text;
	return rc;
}

/* True where head is an ancestor of base or base itself: head brings nothing to it. */
static int ci_is_in(struct done_ci *ci, const struct done_oid *base, struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	size_t nr = 0;
	int rc = done_merge_bases(ci->repo, base, &ci->head, bases, &nr, err);

	if (rc < 0)
		return rc;
	return nr == 1 && done_oid_equal(&bases[0], &ci->head);
}

/* ---- what is checked out ----------------------------------------------------------------- */

static int ci_in_already(struct done_ci *ci, const char *called, struct done_error *err)
{
	done_ci_undecided(ci, err, "the commit that is checked out is already in '%s'", called);
	return done_error_cure(err, "check out the change itself\n"
	                            "or judge everything: git done audit");
}

/* The commit that the system says it builds: 1 with *out where it names one. */
static int ci_built_commit(struct done_ci *ci, struct done_oid *out, struct done_error *err)
{
	const char *text = NULL;
	int rc = done_ci_value(ci, ci->event->built, &text, err);

	if (rc <= 0 || !done_oid_parse(text, out))
		return rc < 0 ? rc : 0;
	if (!done_repo_has_object(ci->repo, out))
		return 1;
	return done_revision_peel(ci->repo, out, out, err);
}

/*
 * A job that checked out something else than the commit that is built, of which nothing is left to
 * judge, must not be green. What was committed on top of it is judged.
 */
static int ci_refuse_other(struct done_ci *ci, const struct done_oid *base, const char *called,
                           struct done_error *err)
{
	char hex[DONE_OID_HEX + 1];
	struct done_oid built;
	int rc = ci_built_commit(ci, &built, err);

	if (rc <= 0 || done_oid_equal(&built, &ci->head))
		return rc < 0 ? rc : 0;
	rc = ci_is_in(ci, base, err);
	done_oid_hex(&built, hex);
	if (rc == 0 && done_repo_has_object(ci->repo, &built)) {
		rc = ci_is_in(ci, &built, err);
		called = ci_short_name(ci, hex);
	}
	if (rc <= 0)
		return rc;
	done_ci_undecided(
		ci, err, "what is checked out is not the commit that is built, but already in '%s'",
		called);
	return done_error_cure(err, "check out what is built: git checkout %s", hex);
}

/* ---- a change that is meant for a branch ------------------------------------------------- */

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
		target->called = ci_short_name(ci, target->branch);
		rc = done_revision_resolve(ci->repo, target->base, &target->tip, err);
		return rc < 0 ? rc : 1;
	}
	if (rc == 0)
		rc = ci_known_commit(ci, ci->event->tip, &target->base, &target->tip, err);
	if (rc > 0)
		target->called = ci_short_name(ci, target->base);
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
static int fetch_first(struct done_ci *ci, const char *problem, const char *branch,
                       struct done_error *err)
{
	const char *fetch = ci_fetch_command(ci, branch);

	if (!fetch)
		return ci_not_here(ci, err, problem, branch, false);
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
	                   done_arena_printf(ci->arena,
	                                     "the target branch '%s' is out of date in this clone",
	                                     branch),
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
static int check_ref(struct done_ci *ci, const char *branch, const struct done_oid *ref,
                     struct done_error *err)
{
	const char *ignored = NULL;
	struct done_oid commit;
	int rc = ci_known_commit(ci, ci->event->commit, &ignored, &commit, err);

	if (rc > 0)
		rc = lacks(ci, ref, &commit, err);
	return rc > 0 ? refuse_stale(ci, branch, err) : rc;
}

/* The tip of the target, where the policy comes from: 1, or 0 where it is not here. */
static int find_tip(struct done_ci *ci, struct target *target, struct done_error *err)
{
	const char *ref = ci_tracking(ci, target->branch);
	struct done_oid tip;
	int here = done_ref_read(ci->repo, ref, &tip, err);
	int said = here < 0 ? here : said_tip(ci, target, err);

	if (said < 0 || here == 0)
		return said;
	int rc = said > 0 ? which_tip(ci, target, &tip, err)
	                  : check_ref(ci, target->branch, &tip, err);
	if (rc)
		return rc;
	target->base = ref;
	target->called = ci_short_name(ci, ref);
	target->tip = tip;
	return 1;
}

/* The system's own base is no tip: its policy may be older than the one that is in force. */
static int no_tip(struct done_ci *ci, const char *branch, struct done_error *err)
{
	const char *base = NULL;
	struct done_oid oid;
	int rc = ci_known_commit(ci, ci->event->commit, &base, &oid, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return ci_not_here(ci, err,
		                   done_arena_printf(ci->arena,
		                                     "the target branch '%s' is not in this clone",
		                                     branch),
		                   branch, false);
	return fetch_first(
		ci,
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
	int rc = ci_built_commit(ci, &built, &problem);

	if (rc > 0 && done_oid_equal(&built, &ci->head))
		rc = ci_known_commit(ci, ci->event->commit, &said, &oid, &problem);
	if (rc <= 0 || !said)
		return err->code;
	rc = ci_is_in(ci, &oid, &problem);
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
		*branch = ci_plain_branch(ci, *branch);
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
	done_ci_undecided(
		ci, err,
		"the target branch '%s' is in another repository than the one that was cloned",
		branch);
	return done_error_cure(
		err,
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
	rc = ci_is_in(ci, &target.tip, err);
	if (rc < 0 && done_repo_is_shallow(ci->repo))
		rc = take_its_word(ci, &target, err);
	if (rc < 0)
		return rc;
	/* A workflow that checked out the target in place of the change must not be green. */
	return rc > 0 ? ci_in_already(ci, target.called, err)
	              : ci_answer(ci, target.base, target.called);
}

/* ---- builds of a branch or a tag --------------------------------------------------------- */

/* The branch that changes flow into: as the system says, else as this clone knows: 1, or 0. */
static int usual_branch(struct done_ci *ci, const char **name, struct done_oid *oid,
                        struct done_error *err)
{
	const char *said = NULL, *known = NULL;
	int rc = done_ci_value(ci, ci->event->usual, &said, err);

	if (rc > 0) {
		*name = ci_tracking(ci, ci_plain_branch(ci, said));
		return done_ref_read(ci->repo, *name, oid, err);
	}
	if (rc == 0)
		rc = done_integration_branch(ci->repo, ci->arena, ci->remote, oid, &known, err);
	if (rc > 0)
		*name = done_arena_printf(ci->arena, "refs/remotes/%s", known);
	return rc;
}

/* 1 where what is built is the integration branch itself, or cannot be told from it. */
static int is_usual(struct done_ci *ci, const char *name, const struct done_oid *oid,
                    struct done_error *err)
{
	const char *own = NULL;
	int rc = done_ci_value(ci, ci->event->own, &own, err);

	if (rc <= 0)
		return rc < 0 ? rc : ci_is_in(ci, oid, err);
	return !strcmp(ci_tracking(ci, ci_plain_branch(ci, own)), name);
}

/* The object that the system names is missing: in a shallow clone that is the thing to say. */
static int lost_before(struct done_ci *ci, struct done_error *err)
{
	const char *text = NULL;
	struct done_oid id;
	int rc = done_ci_value(ci, ci->event->before, &text, err);

	if (rc <= 0 || !done_repo_is_shallow(ci->repo) || !done_oid_parse(text, &id) ||
	    done_oid_is_zero(&id) || done_repo_has_object(ci->repo, &id))
		return rc < 0 ? rc : 0;
	return done_object_missing(ci->repo, &id, "what the branch was before", err);
}

/* 1 where the system names by its id what this was before, and it is not here: a push by force left
 * it dangling. err keeps what it says. */
static bool lost_commit(struct done_ci *ci, const char **hex, const struct done_error *err)
{
	struct done_error ignored = *err;
	struct done_oid id;

	return ci->event->pushed && done_ci_value(ci, ci->event->before, hex, &ignored) > 0 &&
	       done_oid_parse(*hex, &id) && !done_oid_is_zero(&id) &&
	       !done_repo_has_object(ci->repo, &id);
}

static int no_integration_here(struct done_ci *ci, const char *branch, bool guessed,
                               struct done_error *err)
{
	return ci_not_here(ci, err,
	                   done_arena_printf(ci->arena,
	                                     "the integration branch '%s' is not in this clone",
	                                     branch),
	                   branch, guessed);
}

/* The name of the integration branch: what the system says, or the configuration: 1; else 0, with
 * the usual one. */
static int usual_name(struct done_ci *ci, const char **name, struct done_error *err)
{
	const char *said = NULL;
	char *configured = NULL;
	int rc = done_ci_value(ci, ci->event->usual, &said, err);

	if (rc == 0)
		rc = done_repo_config(ci->repo, ci->arena, "done.integrationbranch", &configured,
		                      err);
	*name = said ? ci_plain_branch(ci, said) : configured ? configured : "main";
	return rc;
}

static int no_before(struct done_ci *ci, const char *usual, struct done_error *err)
{
	const char *name = NULL;
	int rc = lost_before(ci, err);

	if (rc == 0 && !usual)
		rc = usual_name(ci, &name, err);
	if (rc < 0)
		return rc;
	if (!usual)
		return no_integration_here(ci, name, rc == 0, err);
	done_ci_undecided(ci, err,
	                  "there is nothing to compare with: the branch is already in '%s', and "
	                  "its earlier commit is not known",
	                  ci_short_name(ci, usual));
	if (lost_commit(ci, &name, err))
		return done_error_cure(err,
		                       "fetch what it was before: git fetch %s %s\n"
		                       "or judge everything: git done audit\n"
		                       "or name the base: git done check --base REV",
		                       ci->remote, name);
	return done_error_cure(err, "judge everything: git done audit\n"
	                            "or name the base: git done check --base REV");
}

/*
 * The integration branch is not here. What another branch was before may have fallen short, and
 * lowered its own policy, a good build of it too: undecided. 0 where what is built is it by name.
 */
static int refuse_another(struct done_ci *ci, struct done_error *err)
{
	const char *own = NULL, *usual = NULL;
	int rc = done_ci_value(ci, ci->event->own, &own, err);
	int given = rc < 0 ? rc : usual_name(ci, &usual, err);

	if (given < 0)
		return given;
	own = rc > 0 ? ci_plain_branch(ci, own) : "";
	if (!strcmp(own, usual) || (given == 0 && !strcmp(own, "master")))
		return 0;
	return no_integration_here(ci, usual, given == 0, err);
}

/* At home the remote can be asked, as in pre-push. */
static int is_unknown(struct done_ci *ci, struct done_error *err)
{
	int rc = ci->system->at_home ? done_remote_is_tracked(ci->repo, ci->arena, ci->remote, err)
	                             : 0;

	if (rc <= 0)
		return rc;
	done_ci_undecided(ci, err, "no integration branch of the remote '%s' is known", ci->remote);
	return done_remote_cure(ci->repo, ci->arena, ci->remote, NULL, err);
}

/*
 * True where nothing lies between what the branch was before and what is built: a restart, a
 * schedule, a build by hand. Then before tells nothing of what is built, unless that very commit
 * was a good build; at home it is the remote's own tip.
 */
static bool tells_nothing(const struct done_ci *ci, const struct done_oid *before, bool is_in)
{
	if (ci->system->at_home)
		return false;
	if (done_oid_equal(before, &ci->head))
		return !ci->event->good;
	return is_in && !ci->event->pushed;
}

static int answer_set_back(struct done_ci *ci, const char *before)
{
	int rc = ci_answer(ci, before, ci_short_name(ci, before));

	ci->words = done_arena_printf(
		ci->arena,
		"what differs between %s and %s, to which the branch is set back (%s %s)",
		ci_short_name(ci, before),
		ci->request.head ? ci_short_name(ci, ci->request.head) : "HEAD", ci->system->name,
		ci->event->name);
	return rc;
}

/* From what the branch was before: 1, or 0 where that is not known. */
static int find_before(struct done_ci *ci, struct done_error *err)
{
	const char *before = NULL;
	struct done_oid old;
	int rc = ci_known_commit(ci, ci->event->before, &before, &old, err);

	if (rc <= 0)
		return rc;
	rc = ci_refuse_other(ci, &old, ci_short_name(ci, before), err);
	if (rc == 0)
		rc = ci_is_in(ci, &old, err);
	if (rc < 0)
		return rc;
	if (tells_nothing(ci, &old, rc > 0))
		return 0;
	ci->request.own = ci->event->pushed;
	if (rc > 0 && !done_oid_equal(&old, &ci->head))
		return answer_set_back(ci, before);
	return ci_answer(ci, before, ci_short_name(ci, before));
}

int done_ci_find_branch(struct done_ci *ci, struct done_error *err)
{
	const char *usual = NULL;
	struct done_oid tip;
	int here = usual_branch(ci, &usual, &tip, err);
	int rc = here > 0 ? is_usual(ci, usual, &tip, err) : here;

	if (rc < 0)
		return rc;
	if (here > 0 && rc == 0) {
		rc = ci_refuse_other(ci, &tip, ci_short_name(ci, usual), err);
		return rc < 0 ? rc : ci_answer(ci, usual, ci_short_name(ci, usual));
	}
	rc = here > 0 ? 0 : is_unknown(ci, err);
	if (rc == 0 && here == 0)
		rc = refuse_another(ci, err);
	if (rc == 0)
		rc = find_before(ci, err);
	return rc ? rc : no_before(ci, here > 0 ? usual : NULL, err);
}

/* ---- a base by name ---------------------------------------------------------------------- */

/* A change of which HEAD has nothing was not checked out. */
static int refuse_nothing(struct done_ci *ci, const char *base, struct done_error *err)
{
	struct done_oid oid;
	int rc = done_revision_resolve(ci->repo, base, &oid, err);

	if (rc >= 0)
		rc = ci_is_in(ci, &oid, err);
	if (rc > 0)
		return ci_in_already(ci, ci_short_name(ci, base), err);
	return rc < 0 ? rc : ci_refuse_other(ci, &oid, ci_short_name(ci, base), err);
}

int done_ci_find_commit(struct done_ci *ci, struct done_error *err)
{
	const char *base = NULL;
	int rc = done_ci_value(ci, ci->event->commit, &base, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		done_ci_undecided(ci, err, "no base is named in '%s'", ci->event->commit);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	rc = ci->event->head ? 0 : refuse_nothing(ci, base, err);
	return rc < 0 ? rc : ci_answer(ci, base, ci_short_name(ci, base));
}
