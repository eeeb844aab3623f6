/*
 * The remotes of this repository: which one is meant, and the commands that make its integration
 * branch known here. A bare clone and a remote that was added without a refspec have no
 * remote-tracking branches, and there `git remote set-head` fails; so what is printed depends on
 * how the remote is set up.
 */
#include "range.h"

#include <stdio.h>
#include <string.h>

/* ---- which remote ---- */

int done_remote_names(struct done_repo *repo, struct done_arena *arena,
    struct done_config_values *out, struct done_error *err)
{
	struct done_remotes remotes;
	struct done_config_values names = {0};
	size_t cap = 0;
	int rc = done_repo_remotes(repo, arena, &remotes, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < remotes.nr && names.nr < DONE_CONFIG_VALUES_MAX; i++) {
		const char *name = remotes.items[i].name;
		bool known = !*name;

		for (size_t j = 0; j < names.nr && !known; j++)
			known = !strcmp(names.items[j], name);
		if (!known)
			*DONE_ARENA_PUSH(arena, names.items, names.nr, cap) = name;
	}
	*out = names;
	return 0;
}

int done_remote_named(struct done_repo *repo, struct done_arena *arena, const char *name_or_url,
    const char **out, struct done_error *err)
{
	struct done_remotes remotes;
	const char *named = NULL, *with_url = NULL;
	int rc = done_repo_remotes(repo, arena, &remotes, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < remotes.nr; i++) {
		const struct done_remote *remote = &remotes.items[i];

		if (!strcmp(remote->name, name_or_url))
			named = remote->name;
		if (!with_url && remote->url && !strcmp(remote->url, name_or_url))
			with_url = remote->name;
	}
	if (named || with_url)
		*out = named ? named : with_url;
	return named || with_url;
}

int done_remote_usual(
    struct done_repo *repo, struct done_arena *arena, const char **out, struct done_error *err)
{
	struct done_remotes remotes;
	bool origin = false, several = false;
	int rc = done_repo_remotes(repo, arena, &remotes, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < remotes.nr; i++) {
		origin = origin || !strcmp(remotes.items[i].name, "origin");
		several = several || strcmp(remotes.items[i].name, remotes.items[0].name) != 0;
	}
	if (!origin && (several || !remotes.nr))
		return 0;
	*out = origin ? "origin" : remotes.items[0].name;
	return 1;
}

int done_remote_is_tracked(
    struct done_repo *repo, struct done_arena *arena, const char *remote, struct done_error *err)
{
	return done_ref_matches(repo,
	    remote ? done_arena_printf(arena, "refs/remotes/%s/*", remote) : "refs/remotes/*", err);
}

/* ---- commands to paste ---- */

/* Commands are there to be pasted: a name that a shell would take apart stands in none. */
static bool remote_fix_is_plain(const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789._/-";

	return *name && *name != '-' && name[strspn(name, plain)] == '\0';
}

const char *done_remote_fetch_command(
    struct done_arena *arena, const char *remote, const char *branch)
{
	if (!remote_fix_is_plain(branch) || !remote_fix_is_plain(remote))
		return NULL;
	return done_arena_printf(arena, "git fetch %s '+refs/heads/%s:refs/remotes/%s/%s'", remote,
	    branch, remote, branch);
}

/* True where `git fetch` brings all branches of the remote to where they are looked for. */
static bool follows_all(struct done_repo *repo, struct done_arena *arena, const char *remote)
{
	const char *wanted = done_arena_printf(arena, "refs/heads/*:refs/remotes/%s/*", remote);
	struct done_config_values specs;
	struct done_error ignored = {0};

	if (done_repo_config_all(repo, arena, done_arena_printf(arena, "remote.%s.fetch", remote),
	        &specs, &ignored) <= 0)
		return false;
	for (size_t i = 0; i < specs.nr; i++) {
		if (!strcmp(specs.items[i] + (*specs.items[i] == '+'), wanted))
			return true;
	}
	return false;
}

#define NAME_IT "git config done.integrationBranch BRANCH"

static const char *fix_of(struct done_repo *repo, struct done_arena *arena, const char *remote)
{
	struct done_error ignored = {0};

	if (!remote_fix_is_plain(remote))
		return "fetch all branches of the remote below refs/remotes/\n"
		       "and name the integration branch: " NAME_IT;
	if (!follows_all(repo, arena, remote))
		return done_arena_printf(arena,
		    "git config --add remote.%s.fetch '+refs/heads/*:refs/remotes/%s/*'\n"
		    "git fetch %s\n"
		    "and, if the branch is called neither main nor master: " NAME_IT,
		    remote, remote, remote);
	if (done_remote_is_tracked(repo, arena, remote, &ignored) <= 0)
		return done_arena_printf(arena,
		    "git fetch %s\n"
		    "and, if the branch is called neither main nor master: " NAME_IT,
		    remote);
	return done_arena_printf(arena,
	    "git fetch %s && git remote set-head %s --auto\n"
	    "or name it: " NAME_IT,
	    remote, remote);
}

static const char *fix(struct done_repo *repo, struct done_arena *arena, const char *remote)
{
	struct done_config_values names;
	struct done_error ignored = {0};

	if (remote)
		return fix_of(repo, arena, remote);
	if (done_remote_names(repo, arena, &names, &ignored) < 0 || !names.nr)
		return "git remote add origin URL\n"
		       "git fetch origin";
	return "name it with its remote: git config done.integrationBranch REMOTE/BRANCH";
}

int done_remote_cure(struct done_repo *repo, struct done_arena *arena, const char *remote,
    const char *first, struct done_error *err)
{
	/* Nothing but plain names is in these lines, so they need no escapes. */
	if (!err->cure[0])
		snprintf(err->cure, sizeof(err->cure), "%s%s%s", first ? first : "",
		    first ? "\nor make the default branch known:\n" : "", fix(repo, arena, remote));
	return err->code;
}
