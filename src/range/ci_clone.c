/* What the rules of CI systems say, and what they ask of the clone: branches, commits, HEAD. */
#include "ci.h"
#include "range.h"

#include <string.h>

/* ---- saying it ---- */

const char *done_ci_short_name(struct done_ci *ci, const char *name)
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

int done_ci_answer(struct done_ci *ci, const char *base, const char *called)
{
	const char *from = ci->request.from;

	ci->request.base = base;
	ci->words = done_arena_printf(ci->arena, "merge base of %s and %s%s%s (%s %s)", called,
	    ci->request.head ? done_ci_short_name(ci, ci->request.head) : "HEAD", from ? ": " : "",
	    from ? done_ci_short_name(ci, from) : "", ci->system->name, ci->event->name);
	return 1;
}

const char *done_ci_fetch_command(struct done_ci *ci, const char *branch)
{
	return done_remote_fetch_command(ci->arena, ci->remote, branch);
}

int done_ci_not_here(struct done_ci *ci, struct done_error *err, const char *problem,
    const char *branch, bool guessed)
{
	const char *whole = ci->system->whole ? ci->system->whole : "no shallow clone";
	const char *fetch = done_ci_fetch_command(ci, branch);

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

/* ---- branches and commits ---- */

const char *done_ci_plain_branch(struct done_ci *ci, const char *name)
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

const char *done_ci_tracking(struct done_ci *ci, const char *branch)
{
	return done_arena_printf(ci->arena, "refs/remotes/%s/%s", ci->remote, branch);
}

int done_ci_known_commit(struct done_ci *ci, const char *source, const char **out,
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

int done_ci_is_in(struct done_ci *ci, const struct done_oid *base, struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	size_t nr = 0;
	int rc = done_merge_bases(ci->repo, base, &ci->head, bases, &nr, err);

	if (rc < 0)
		return rc;
	return nr == 1 && done_oid_equal(&bases[0], &ci->head);
}

/* ---- what is checked out ---- */

int done_ci_in_already(struct done_ci *ci, const char *called, struct done_error *err)
{
	done_ci_undecided(ci, err, "the commit that is checked out is already in '%s'", called);
	return done_error_cure(err,
	    "check out the change itself\n"
	    "or judge everything: git done audit");
}

int done_ci_built_commit(struct done_ci *ci, struct done_oid *out, struct done_error *err)
{
	const char *text = NULL;
	int rc = done_ci_value(ci, ci->event->built, &text, err);

	if (rc <= 0 || !done_oid_parse(text, out))
		return rc < 0 ? rc : 0;
	if (!done_repo_has_object(ci->repo, out))
		return 1;
	return done_revision_peel(ci->repo, out, out, err);
}

int done_ci_refuse_other(
    struct done_ci *ci, const struct done_oid *base, const char *called, struct done_error *err)
{
	char hex[DONE_OID_HEX + 1];
	struct done_oid built;
	int rc = done_ci_built_commit(ci, &built, err);

	if (rc <= 0 || done_oid_equal(&built, &ci->head))
		return rc < 0 ? rc : 0;
	rc = done_ci_is_in(ci, base, err);
	done_oid_hex(&built, hex);
	if (rc == 0 && done_repo_has_object(ci->repo, &built)) {
		rc = done_ci_is_in(ci, &built, err);
		called = done_ci_short_name(ci, hex);
	}
	if (rc <= 0)
		return rc;
	done_ci_undecided(ci, err,
	    "what is checked out is not the commit that is built, but already in '%s'", called);
	return done_error_cure(err, "check out what is built: git checkout %s", hex);
}
