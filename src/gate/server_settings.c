/*
 * What the administrator of a server says by git config, in a repository or for all of them. Who
 * pushes has no word in it (done_repo_options.server), and what makes no sense refuses every push:
 * a lock with a typing error would stand open.
 */
#include <string.h>
#include <strings.h>

#include "gate.h"

#define KEY "done.policy"

/* As people write them; git gives them in lower case. */
static const char *const server_keys[] = {
    KEY,
    "done.requirePolicy",
    "done.refs",
    "done.timeout",
    "done.integrationBranch",
};

static bool is_server_key(const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(server_keys); i++) {
		if (!strcasecmp(server_keys[i], key))
			return true;
	}
	return false;
}

static int check_keys(struct done_repo *repo, struct done_arena *arena, struct done_error *err)
{
	struct done_config_values keys;
	int rc = done_repo_config_keys(repo, arena, "done", &keys, err);

	for (size_t i = 0; rc >= 0 && i < keys.nr; i++) {
		if (is_server_key(keys.items[i]))
			continue;

		const char *nearest =
		    done_name_nearest(keys.items[i], server_keys, DONE_ARRAY_SIZE(server_keys));
		done_error_set(
		    err, DONE_E_USAGE, "unknown setting '%s' of git config", keys.items[i]);
		if (nearest)
			done_error_cure(err, "did you mean '%s'?", nearest);
		else
			done_error_cure(err,
			    "git-done knows done.policy, done.requirePolicy, "
			    "done.refs, done.timeout and done.integrationBranch");
		rc = done_repo_config_place(repo, keys.items[i], NULL, err);
	}
	return rc;
}

/* ---- done.policy ---- */

static int refuse_policy(struct done_repo *repo, const char *text, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE, "git config " KEY " does not name a policy: '%s'", text);
	done_error_cure(err,
	    "write the absolute path of a file, a preset (preset:backend), or a "
	    "file of another repository: "
	    "/srv/git/policies.git:main:backend.yml");
	return done_repo_config_place(repo, KEY, text, err);
}

/* REPO:REV:FILE, of which no part has a colon in it. */
static bool split_elsewhere(
    struct done_arena *arena, const char *text, struct done_policy_elsewhere *out)
{
	char *repository = done_arena_strdup(arena, text);
	char *revision = strchr(repository, ':'),
	     *path = revision ? strchr(revision + 1, ':') : NULL;

	if (!path || strchr(path + 1, ':'))
		return false;
	*revision++ = *path++ = '\0';
	*out = (struct done_policy_elsewhere){repository, revision, path, text};
	return *revision && *path && *path != '/';
}

static int read_policy_setting(struct done_repo *repo, struct done_arena *arena,
    struct done_server_settings *out, struct done_error *err)
{
	char *text = NULL;
	int rc = done_repo_config(repo, arena, KEY, &text, err);

	if (rc <= 0)
		return rc;
	if (done_file_is_preset(text)) {
		out->policy_file = text;
		return 0;
	}
	if (*text != '/')
		return refuse_policy(repo, text, err);
	if (!strchr(text, ':'))
		out->policy_file = text;
	else if (!split_elsewhere(arena, text, &out->elsewhere))
		return refuse_policy(repo, text, err);
	return 0;
}

/* ---- done.timeout ---- */

static int read_timeout(
    struct done_repo *repo, struct done_arena *arena, int *out, struct done_error *err)
{
	char *text = NULL;
	int seconds = 0, rc = done_repo_config(repo, arena, "done.timeout", &text, err);

	if (rc <= 0)
		return rc;
	for (const char *at = text; *at >= '0' && *at <= '9' && seconds <= DONE_SERVER_TIMEOUT_MAX;
	     at++)
		seconds = seconds * 10 + (*at - '0');
	if (*text && !text[strspn(text, "0123456789")] && seconds >= 1 &&
	    seconds <= DONE_SERVER_TIMEOUT_MAX) {
		*out = seconds;
		return 0;
	}
	done_error_set(err, DONE_E_USAGE,
	    "git config done.timeout must be a number of seconds from 1 to %d, not '%s'",
	    DONE_SERVER_TIMEOUT_MAX, text);
	done_error_cure(err, "git config done.timeout 60");
	return done_repo_config_place(repo, "done.timeout", text, err);
}

int done_server_settings_read(
    struct done_arena *arena, struct done_server_settings *out, struct done_error *err)
{
	struct done_repo_options how = {.server = true};
	struct done_server_settings settings = {.timeout = -1};
	struct done_repo *repo = NULL;
	bool is_required;
	int rc = done_repo_open(&repo, &how, err);

	if (rc >= 0)
		rc = check_keys(repo, arena, err);
	if (rc >= 0)
		rc = done_repo_config_flag(repo, "done.requirePolicy", &is_required, err);
	if (rc >= 0)
		rc = read_policy_setting(repo, arena, &settings, err);
	if (rc >= 0)
		rc = read_timeout(repo, arena, &settings.timeout, err);
	done_repo_close(repo);
	if (rc < 0)
		return rc;
	*out = settings;
	return 0;
}
