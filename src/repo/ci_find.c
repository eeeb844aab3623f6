/*
 * How a range is made of what a CI system says. What it does not say, or what is not in its clone,
 * is never taken for "nothing changed": that is undecided, with the cure.
 */
#include "ci_state.h"

#include <string.h>

/* ---- saying it ------------------------------------------------------------------------------- */

/* An object id is cut, a ref goes by its short name. */
static const char *short_name(struct done_ci *ci, const char *name)
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

static int answer(struct done_ci *ci, const char *base, const char *called)
{
	ci->request.base = base;
	ci->words = done_arena_printf(ci->arena, "merge base of %s and %s (%s %s)", called,
	                              ci->request.head ? short_name(ci, ci->request.head) : "HEAD",
	                              ci->system->name, ci->event->name);
	return 1;
}

static int undecided(struct done_ci *ci, struct done_error *err, const char *problem,
                     const char *name)
{
	return done_error_set(err, DONE_E_UNDECIDED, "%s %s: %s '%s'", ci->system->name,
	                      ci->event->name, problem, name);
}

/* Nothing to compare with: the clone is too small, most often. */
static int not_here(struct done_ci *ci, struct done_error *err, const char *problem,
                    const char *branch)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789._/-";
	const char *whole = ci->system->whole ? ci->system->whole : "no shallow clone";

	undecided(ci, err, problem, branch);
	/* Commands are there to be pasted: a name that a shell would take apart is not in them. */
	if (branch[strspn(branch, plain)] != '\0')
		return done_error_cure(err, "fetch all history: %s", whole);
	return done_error_cure(err,
	                       "fetch all history: %s\n"
	                       "or the branch: git fetch %s '+refs/heads/%s:refs/remotes/%s/%s'",
	                       whole, ci->remote, branch, ci->remote, branch);
}

/* ---- branches and commits ----------------------------------------------------------------- */

/* The plain name of a branch, however the system writes it. */
static const char *plain_branch(struct done_ci *ci, const char *name)
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

static const char *tracking(struct done_ci *ci, const char *branch)
{
	return done_arena_printf(ci->arena, "refs/remotes/%s/%s", ci->remote, branch);
}

/*
 * A commit that the system names, "A...B" being A: 1 where it is one that is here, 0 where there is
 * none, it is all zeros, or not in this clone (a force push leaves it dangling).
 */
static int known_commit(struct done_ci *ci, const char *source, const char **out,
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
static int is_in(struct done_ci *ci, const struct done_oid *base, struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	size_t nr = 0;
	int rc = done_merge_bases(ci->repo, base, &ci->head, bases, &nr, err);

	if (rc < 0)
		return rc;
	return nr == 1 && done_oid_equal(&bases[0], &ci->head);
}

/* ---- changes that are meant for a branch -------------------------------------------------- */

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

/* The base of a change for a branch, in the order of how well it serves. */
static int choose_base(struct done_ci *ci, const char *branch, const char **base,
                       const char **called, struct done_oid *oid, struct done_error *err)
{
	const char *ref = tracking(ci, branch);
	bool shallow = done_repo_is_shallow(ci->repo);
	struct done_oid tip;
	int here = done_ref_read(ci->repo, ref, &tip, err);
	int rc = here < 0 ? here : 0;

	*called = short_name(ci, here > 0 ? ref : branch);
	/* The tip brings the newest policy; but in a shallow clone no merge base may be found. */
	if (here > 0 && !shallow) {
		*base = ref;
		*oid = tip;
		return 1;
	}
	if (rc == 0)
		rc = is_own_merge(ci, err);
	if (rc > 0) {
		*base = "HEAD^1";
		rc = done_revision_resolve(ci->repo, *base, oid, err);
		return rc < 0 ? rc : 1;
	}
	if (rc == 0)
		rc = known_commit(ci, ci->event->commit, base, oid, err);
	if (rc > 0) {
		*called = short_name(ci, *base);
		return 1;
	}
	if (rc == 0 && here > 0) {
		*base = ref;
		*oid = tip;
		return 1;
	}
	return rc;
}

int done_ci_find_target(struct done_ci *ci, struct done_error *err)
{
	const char *branch = NULL, *base = NULL, *called = NULL;
	struct done_oid oid;
	int rc = done_ci_value(ci, ci->event->target, &branch, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		undecided(ci, err, "no target branch is named in", ci->event->target);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	branch = plain_branch(ci, branch);
	rc = choose_base(ci, branch, &base, &called, &oid, err);
	if (rc <= 0)
		return rc < 0 ? rc
		              : not_here(ci, err, "not in this clone is the target branch", branch);
	rc = is_in(ci, &oid, err);
	if (rc < 0)
		return rc;
	/* A workflow that checked out the target in place of the change must not be green. */
	if (rc > 0) {
		undecided(ci, err, "the commit that is checked out is already in", called);
		return done_error_cure(err, "check out the change itself\n"
		                            "or judge everything: git done audit");
	}
	return answer(ci, base, called);
}

/* ---- builds of a branch or a tag ---------------------------------------------------------- */

/* The branch that changes flow into: as the system says, else as this clone knows: 1, or 0. */
static int usual_branch(struct done_ci *ci, const char **name, struct done_oid *oid,
                        struct done_error *err)
{
	const char *said = NULL, *known = NULL;
	int rc = done_ci_value(ci, ci->event->usual, &said, err);

	if (rc > 0) {
		*name = tracking(ci, plain_branch(ci, said));
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
		return rc < 0 ? rc : is_in(ci, oid, err);
	return !strcmp(tracking(ci, plain_branch(ci, own)), name);
}

/* The object that the system names is missing: in a shallow clone that is the thing to say. */
static int lost_before(struct done_ci *ci, struct done_error *err)
{
	const char *text = NULL;
	struct done_oid id;
	int rc = done_ci_value(ci, ci->event->before, &text, err);

	if (rc <= 0 || !done_repo_is_shallow(ci->repo) || !done_oid_parse(text, &id) ||
	    done_oid_is_zero(&id))
		return rc < 0 ? rc : 0;
	return done_object_missing(ci->repo, &id, "what the branch was before", err);
}

static int no_before(struct done_ci *ci, const char *usual, struct done_error *err)
{
	const char *said = NULL;
	int rc = lost_before(ci, err);

	if (rc == 0)
		rc = done_ci_value(ci, ci->event->usual, &said, err);
	if (rc < 0)
		return rc;
	if (!usual)
		return not_here(ci, err, "not in this clone is the integration branch",
		                said ? plain_branch(ci, said) : "main");
	undecided(ci, err, "nothing to compare with, what this was before is not known: it is in",
	          short_name(ci, usual));
	return done_error_cure(err, "judge everything: git done audit\n"
	                            "or name the base: git done check --base REV");
}

int done_ci_find_branch(struct done_ci *ci, struct done_error *err)
{
	const char *usual = NULL, *before = NULL;
	struct done_oid tip, old;
	int here = usual_branch(ci, &usual, &tip, err);
	int rc = here > 0 ? is_usual(ci, usual, &tip, err) : here;

	if (rc < 0)
		return rc;
	if (here > 0 && rc == 0)
		return answer(ci, usual, short_name(ci, usual));
	rc = known_commit(ci, ci->event->before, &before, &old, err);
	if (rc < 0)
		return rc;
	if (rc > 0)
		return answer(ci, before, short_name(ci, before));
	return no_before(ci, here > 0 ? usual : NULL, err);
}

/* ---- a base by name ----------------------------------------------------------------------- */

int done_ci_find_commit(struct done_ci *ci, struct done_error *err)
{
	const char *base = NULL;
	int rc = done_ci_value(ci, ci->event->commit, &base, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		undecided(ci, err, "no base is named in", ci->event->commit);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	return answer(ci, base, short_name(ci, base));
}
