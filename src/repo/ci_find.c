/*
 * Builds of a branch, a tag, or a base by name. What a CI system does not say, or what is not in
 * its clone, is never taken for "nothing changed": that is undecided, with the cure.
 */
#include "ci_state.h"
#include "upstream.h"

#include <string.h>

/* ---- builds of a branch or a tag ---------------------------------------------------------- */

/* The branch that changes flow into: as the system says, else as this clone knows: 1, or 0. */
static int usual_branch(struct done_ci *ci, const char **name, struct done_oid *oid,
                        struct done_error *err)
{
	const char *said = NULL, *known = NULL;
	int rc = done_ci_value(ci, ci->event->usual, &said, err);

	if (rc > 0) {
		*name = done_ci_tracking(ci, done_ci_plain_branch(ci, said));
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
		return rc < 0 ? rc : done_ci_is_in(ci, oid, err);
	return !strcmp(done_ci_tracking(ci, done_ci_plain_branch(ci, own)), name);
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
		return done_ci_not_here(ci, err, "not in this clone is the integration branch",
		                        said ? done_ci_plain_branch(ci, said) : "main");
	done_ci_undecided(ci, err,
	                  "nothing to compare with, what this was before is not known: it is in",
	                  done_ci_short_name(ci, usual));
	return done_error_cure(err, "judge everything: git done audit\n"
	                            "or name the base: git done check --base REV");
}

/*
 * 1 where what is built is another branch than the integration branch, by what the system says;
 * where it does not say which that is, by the usual names.
 */
static int is_another(struct done_ci *ci, const char **usual, struct done_error *err)
{
	const char *said = NULL, *own = NULL;
	int rc = done_ci_value(ci, ci->event->own, &own, err);
	int given = rc > 0 ? done_ci_value(ci, ci->event->usual, &said, err) : rc;

	if (rc <= 0 || given < 0)
		return rc <= 0 ? rc : given;
	own = done_ci_plain_branch(ci, own);
	*usual = given > 0 ? done_ci_plain_branch(ci, said) : "main";
	if (given == 0 && (ci->event->good || !strcmp(own, "master")))
		return 0;
	return strcmp(own, *usual) != 0;
}

/* At home the remote can be asked, as in pre-push. */
static int is_unknown(struct done_ci *ci, struct done_error *err)
{
	int rc = ci->system->at_home ? done_remote_is_tracked(ci->repo, ci->arena, ci->remote, err)
	                             : 0;

	if (rc <= 0)
		return rc;
	done_ci_undecided(ci, err, "no integration branch is known of the remote", ci->remote);
	return done_error_cure(err,
	                       "git remote set-head %s --auto\n"
	                       "or name it: git config done.integrationBranch BRANCH",
	                       ci->remote);
}

/* From what the branch was before: 1, or 0 where that is not known. */
static int find_before(struct done_ci *ci, struct done_error *err)
{
	const char *before = NULL;
	struct done_oid old;
	int rc = done_ci_known_commit(ci, ci->event->before, &before, &old, err);

	if (rc <= 0)
		return rc;
	rc = done_ci_refuse_other(ci, &old, done_ci_short_name(ci, before), err);
	return rc < 0 ? rc : done_ci_answer(ci, before, done_ci_short_name(ci, before));
}

int done_ci_find_branch(struct done_ci *ci, struct done_error *err)
{
	const char *usual = NULL, *missing = NULL;
	struct done_oid tip;
	int here = usual_branch(ci, &usual, &tip, err);
	int rc = here > 0 ? is_usual(ci, usual, &tip, err) : here;

	if (rc < 0)
		return rc;
	if (here > 0 && rc == 0) {
		rc = done_ci_refuse_other(ci, &tip, done_ci_short_name(ci, usual), err);
		return rc < 0 ? rc : done_ci_answer(ci, usual, done_ci_short_name(ci, usual));
	}
	/* What another branch was before may have fallen short, and lowered its own policy. */
	rc = here > 0 ? 0 : is_unknown(ci, err);
	if (rc == 0 && here == 0)
		rc = is_another(ci, &missing, err);
	if (rc > 0)
		return done_ci_not_here(ci, err, "not in this clone is the integration branch",
		                        missing);
	if (rc == 0)
		rc = find_before(ci, err);
	return rc ? rc : no_before(ci, here > 0 ? usual : NULL, err);
}

/* ---- a base by name ----------------------------------------------------------------------- */

/* A change of which HEAD has nothing was not checked out. */
static int refuse_nothing(struct done_ci *ci, const char *base, struct done_error *err)
{
	struct done_oid oid;
	int rc = done_revision_resolve(ci->repo, base, &oid, err);

	if (rc >= 0)
		rc = done_ci_is_in(ci, &oid, err);
	if (rc > 0)
		return done_ci_in_already(ci, done_ci_short_name(ci, base), err);
	return rc < 0 ? rc : done_ci_refuse_other(ci, &oid, done_ci_short_name(ci, base), err);
}

int done_ci_find_commit(struct done_ci *ci, struct done_error *err)
{
	const char *base = NULL;
	int rc = done_ci_value(ci, ci->event->commit, &base, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		done_ci_undecided(ci, err, "no base is named in", ci->event->commit);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	rc = ci->event->head ? 0 : refuse_nothing(ci, base, err);
	return rc < 0 ? rc : done_ci_answer(ci, base, done_ci_short_name(ci, base));
}
