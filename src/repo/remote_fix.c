/*
 * The commands that make a remote's integration branch known in this repository. A bare clone and a
 * remote that was added without a refspec have no remote-tracking branches, and there `git remote
 * set-head` fails; so what is printed depends on how the remote is set up.
 */
#include "upstream.h"

#include <stdio.h>
#include <string.h>

/* Commands are there to be pasted: a name that a shell would take apart stands in none. */
static bool remote_fix_is_plain(const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789._/-";

	return *name && *name != '-' && name[strspn(name, plain)] == '\0';
}

const char *done_remote_fetch_command(struct done_arena *arena, const char *remote,
                                      const char *branch)
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
		return done_arena_printf(
			arena,
			"git config --add remote.%s.fetch '+refs/heads/*:refs/remotes/%s/*'\n"
			"git fetch %s\n"
			"and, if the branch is called neither main nor master: " NAME_IT,
			remote, remote, remote);
	if (done_remote_is_tracked(repo, arena, remote, &ignored) <= 0)
		return done_arena_printf(
			arena,
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
		         first ? "\nor make the default branch known:\n" : "",
		         fix(repo, arena, remote));
	return err->code;
}
