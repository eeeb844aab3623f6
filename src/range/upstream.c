/*
 * Which branch a change is meant for: a branch's upstream (a remote's integration branch stands in
 * integration.c). Only refs that follow a remote count; a local branch called main may be stale, or
 * somebody's experiment.
 */
#include "range.h"

#include <string.h>

#define HEADS "refs/heads/"
#define REMOTES "refs/remotes/"

int done_branch_of(struct done_repo *repo, struct done_arena *arena, const char *text,
    const struct done_oid *commit, const char **branch, struct done_error *err)
{
	const char *target = NULL;
	struct done_oid tip;
	int rc;

	if (text && strcmp(text, "HEAD") != 0) {
		const char *name = done_text_starts(text, HEADS)
		    ? text
		    : done_arena_printf(arena, HEADS "%s", text);

		rc = done_ref_read(repo, name, &tip, err);
		if (rc < 0)
			return rc;
		if (rc > 0 && done_oid_equal(&tip, commit)) {
			*branch = name + strlen(HEADS);
			return 1;
		}
	}
	rc = done_ref_symbolic(repo, arena, "HEAD", &target, err);
	if (rc <= 0 || !done_text_starts(target, HEADS))
		return rc < 0 ? rc : 0;
	rc = done_ref_read(repo, target, &tip, err);
	if (rc <= 0 || !done_oid_equal(&tip, commit))
		return rc < 0 ? rc : 0;
	*branch = target + strlen(HEADS);
	return 1;
}

static int config(struct done_repo *repo, struct done_arena *arena, const char *section,
    const char *name, const char *key, char **out, struct done_error *err)
{
	return done_repo_config(
	    repo, arena, done_arena_printf(arena, "%s.%s.%s", section, name, key), out, err);
}

int done_upstream_find(struct done_repo *repo, struct done_arena *arena, const char *branch,
    struct done_upstream *out, struct done_error *err)
{
	char *remote = NULL, *merge = NULL;
	const char *ref = NULL;
	int rc = config(repo, arena, "branch", branch, "remote", &remote, err);

	if (rc <= 0)
		return rc;
	bool here = !strcmp(remote, ".");
	out->remote = here ? NULL : remote;
	rc = config(repo, arena, "branch", branch, "merge", &merge, err);
	if (rc <= 0 || !done_text_starts(merge, HEADS))
		return rc < 0 ? rc : 0;
	out->branch = merge + strlen(HEADS);
	out->name = here ? out->branch : done_arena_printf(arena, "%s/%s", remote, out->branch);
	ref = here ? merge : done_arena_printf(arena, REMOTES "%s", out->name);
	return done_ref_read(repo, ref, &out->oid, err);
}

int done_upstream_is_copy(struct done_repo *repo, struct done_arena *arena, const char *branch,
    const struct done_upstream *upstream, struct done_error *err)
{
	char *push = NULL;

	if (!upstream->remote)
		return 0;
	if (!strcmp(upstream->branch, branch))
		return 1;
	int rc = done_repo_config(repo, arena, "push.default", &push, err);
	return rc <= 0 ? rc : !strcmp(push, "upstream") || !strcmp(push, "tracking");
}
