/*
 * A build of a branch or a tag: as in pre-push, or from what the branch was before; or a base that
 * the system names. What it does not say is never taken for "nothing changed" (ci_target.c).
 */
#include "ci.h"
#include "range.h"

#include <string.h>

/* The branch that changes flow into: as the system says, else as this clone knows: 1, or 0. */
static int usual_branch(
    struct done_ci *ci, const char **name, struct done_oid *oid, struct done_error *err)
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
static int is_usual(
    struct done_ci *ci, const char *name, const struct done_oid *oid, struct done_error *err)
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

static int no_integration_here(
    struct done_ci *ci, const char *branch, bool guessed, struct done_error *err)
{
	return done_ci_not_here(ci, err,
	    done_arena_printf(
	        ci->arena, "the integration branch '%s' is not in this clone", branch),
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
		rc = done_repo_config(
		    ci->repo, ci->arena, "done.integrationbranch", &configured, err);
	*name = said ? done_ci_plain_branch(ci, said) : configured ? configured : "main";
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
	    done_ci_short_name(ci, usual));
	if (lost_commit(ci, &name, err))
		return done_error_cure(err,
		    "fetch what it was before: git fetch %s %s\n"
		    "or judge everything: git done audit\n"
		    "or name the base: git done check --base REV",
		    ci->remote, name);
	return done_error_cure(err,
	    "judge everything: git done audit\n"
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
	own = rc > 0 ? done_ci_plain_branch(ci, own) : "";
	if (!strcmp(own, usual) || (given == 0 && !strcmp(own, "master")))
		return 0;
	return no_integration_here(ci, usual, given == 0, err);
}

/* At home the remote can be asked, as in pre-push. */
static int is_unknown(struct done_ci *ci, struct done_error *err)
{
	int rc =
	    ci->system->at_home ? done_remote_is_tracked(ci->repo, ci->arena, ci->remote, err) : 0;

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
	int rc = done_ci_answer(ci, before, done_ci_short_name(ci, before));

	ci->words = done_arena_printf(ci->arena,
	    "what differs between %s and %s, to which the branch is set back (%s %s)",
	    done_ci_short_name(ci, before),
	    ci->request.head ? done_ci_short_name(ci, ci->request.head) : "HEAD", ci->system->name,
	    ci->event->name);
	return rc;
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
	if (rc == 0)
		rc = done_ci_is_in(ci, &old, err);
	if (rc < 0)
		return rc;
	if (tells_nothing(ci, &old, rc > 0))
		return 0;
	ci->request.own = ci->event->pushed;
	if (rc > 0 && !done_oid_equal(&old, &ci->head))
		return answer_set_back(ci, before);
	return done_ci_answer(ci, before, done_ci_short_name(ci, before));
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
		rc = done_ci_refuse_other(ci, &tip, done_ci_short_name(ci, usual), err);
		return rc < 0 ? rc : done_ci_answer(ci, usual, done_ci_short_name(ci, usual));
	}
	rc = here > 0 ? 0 : is_unknown(ci, err);
	if (rc == 0 && here == 0)
		rc = refuse_another(ci, err);
	if (rc == 0)
		rc = find_before(ci, err);
	return rc ? rc : no_before(ci, here > 0 ? usual : NULL, err);
}

/* ---- a base by name ---- */

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
		done_ci_undecided(ci, err, "no base is named in '%s'", ci->event->commit);
		return done_error_cure(err, "name it: git done check --base REV");
	}
	rc = ci->event->head ? 0 : refuse_nothing(ci, base, err);
	return rc < 0 ? rc : done_ci_answer(ci, base, done_ci_short_name(ci, base));
}
