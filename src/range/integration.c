/*
 * The integration branch of a remote: the one that changes flow into, and whose policy judges. What
 * git config done.integrationBranch names goes first; then what the remote itself says; then one of
 * the usual names. Only refs that follow a remote count.
 */
#include "range.h"

#include <string.h>

#define KEY "done.integrationBranch"
#define HEADS "refs/heads/"
#define REMOTES "refs/remotes/"

enum {
	NOT_THERE = 2, /* a name is configured, and this remote has no such branch */
	REMOTES_MAX = 8,
};

static int read_tracking(struct done_repo *repo, const char *ref, struct done_oid *out,
    const char **name, struct done_error *err)
{
	int rc = done_ref_read(repo, ref, out, err);

	if (rc > 0)
		*name = ref + strlen(REMOTES);
	return rc;
}

/* ---- what the configuration says ---- */

/* "develop", "upstream/main", refs/heads/develop (on the remote), refs/remotes/upstream/main. */
struct setting {
	const char *text;   /* as it is written */
	const char *branch; /* on any remote; NULL: a full ref is named */
	const char *ref; /* refs/remotes/…, where the text is one, or begins with a remote's name */
};

static int read_setting(
    struct done_repo *repo, struct done_arena *arena, struct setting *out, struct done_error *err)
{
	char *text = NULL;
	int rc = done_repo_config(repo, arena, "done.integrationbranch", &text, err);

	*out = (struct setting){0};
	if (rc <= 0)
		return rc;
	out->text = text;
	if (done_text_starts(text, REMOTES) && text[strlen(REMOTES)])
		out->ref = text;
	else if (done_text_starts(text, HEADS) && text[strlen(HEADS)])
		out->branch = text + strlen(HEADS);
	else if (*text && *text != '/' && !done_text_starts(text, "refs/"))
		out->branch = text;
	if (out->branch == text && strchr(text, '/'))
		out->ref = done_arena_printf(arena, REMOTES "%s", text);
	if (out->branch || out->ref)
		return 1;
	done_error_set(err, DONE_E_USAGE, "git config " KEY " must name a branch, not '%s'", text);
	return done_error_cure(err,
	    "write a branch ('main'), a branch of a remote ('upstream/main') or "
	    "its full name ('refs/remotes/upstream/main')");
}

/* The configured remote that a text such as "upstream/main" begins with, the longest one; NULL. */
static const char *remote_in(struct done_repo *repo, struct done_arena *arena, const char *text)
{
	struct done_config_values names;
	struct done_error ignored = {0};
	const char *found = NULL;

	if (done_remote_names(repo, arena, &names, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < names.nr; i++) {
		size_t len = strlen(names.items[i]);

		if (!strncmp(text, names.items[i], len) && text[len] == '/' && text[len + 1] &&
		    (!found || len > strlen(found)))
			found = names.items[i];
	}
	return found;
}

static int refuse_ambiguous(
    const struct setting *setting, const char *remote, struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED,
	    "the integration branch '%s' (git config " KEY
	    ") is ambiguous: '%s' and 'refs/remotes/%s/%s' are both in this clone",
	    setting->text, setting->ref, remote, setting->branch);
	return done_error_cure(err,
	    "git config " KEY " %s\n"
	    "or: git config " KEY " refs/remotes/%s/%s",
	    setting->ref, remote, setting->branch);
}

static int refuse_missing(struct done_repo *repo, struct done_arena *arena,
    const struct setting *setting, const char *remote, struct done_error *err)
{
	const char *text = setting->ref ? setting->ref + strlen(REMOTES) : setting->branch;
	const char *of = setting->ref ? remote_in(repo, arena, text) : NULL;
	const char *fetch = of
	    ? done_remote_fetch_command(arena, of, text + strlen(of) + 1)
	    : done_remote_fetch_command(arena, remote, setting->branch ? setting->branch : text);

	done_error_set(err, DONE_E_UNDECIDED,
	    "the integration branch '%s' (git config " KEY ") of '%s' is not in this "
	    "clone",
	    setting->text, of ? of : remote);
	return done_error_cure(err,
	    "%s\n"
	    "or name another: git config " KEY " BRANCH",
	    fetch ? fetch : "fetch it");
}

/*
 * What git config done.integrationBranch names. Set but not here is an error, except for a plain
 * name on another remote than the usual one: a fork need not have it.
 */
static int configured(struct done_repo *repo, struct done_arena *arena, const char *remote,
    struct done_oid *out, const char **name, struct done_error *err)
{
	struct setting setting;
	struct done_oid ignored;
	const char *other = NULL, *home = remote;
	int rc = read_setting(repo, arena, &setting, err);
	int by_ref = rc > 0 && setting.ref ? read_tracking(repo, setting.ref, out, name, err) : 0;

	if (rc <= 0 || by_ref < 0)
		return rc <= 0 ? rc : by_ref;
	if (setting.branch) {
		rc = read_tracking(repo,
		    done_arena_printf(arena, REMOTES "%s/%s", remote, setting.branch),
		    by_ref ? &ignored : out, by_ref ? &other : name, err);
		if (rc > 0 && by_ref)
			return refuse_ambiguous(&setting, remote, err);
		if (rc)
			return rc;
	}
	if (by_ref)
		return by_ref;
	if (done_remote_usual(repo, arena, &home, err) < 0)
		return err->code;
	if (strcmp(home, remote) != 0 && setting.branch && !remote_in(repo, arena, setting.branch))
		return NOT_THERE;
	return refuse_missing(repo, arena, &setting, remote, err);
}

/* ---- what is known of the remote ---- */

static const char *const usual_names[] = {"main", "master"};

/* What the remote itself says, else one of the usual names. */
static int found(struct done_repo *repo, struct done_arena *arena, const char *remote,
    struct done_oid *out, const char **name, struct done_error *err)
{
	const char *target = NULL;
	int rc = done_ref_symbolic(
	    repo, arena, done_arena_printf(arena, REMOTES "%s/HEAD", remote), &target, err);

	if (rc > 0 && done_text_starts(target, REMOTES))
		rc = read_tracking(repo, target, out, name, err);
	else if (rc > 0)
		rc = 0;
	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(usual_names); i++)
		rc = read_tracking(repo,
		    done_arena_printf(arena, REMOTES "%s/%s", remote, usual_names[i]), out, name,
		    err);
	return rc;
}

int done_integration_branch(struct done_repo *repo, struct done_arena *arena, const char *remote,
    struct done_oid *out, const char **name, struct done_error *err)
{
	int rc = remote ? 1 : done_remote_usual(repo, arena, &remote, err);

	if (rc < 0)
		return rc;
	/* With several remotes and none of them origin, only a full name tells. */
	if (rc == 0) {
		struct setting setting;

		rc = read_setting(repo, arena, &setting, err);
		return rc > 0 && setting.ref ? read_tracking(repo, setting.ref, out, name, err)
		    : rc < 0                 ? rc
		                             : 0;
	}
	rc = configured(repo, arena, remote, out, name, err);
	if (rc == 0)
		rc = found(repo, arena, remote, out, name, err);
	return rc == NOT_THERE ? 0 : rc;
}

int done_integration_is_called(struct done_repo *repo, struct done_arena *arena, const char *remote,
    const char *branch, struct done_error *err)
{
	struct setting setting;
	char *initial = NULL;
	int rc = read_setting(repo, arena, &setting, err);

	if (rc < 0)
		return rc;
	if (rc > 0 && setting.branch && !strcmp(setting.branch, branch))
		return 1;
	if (rc > 0)
		return setting.ref && remote &&
		    !strcmp(setting.ref + strlen(REMOTES),
		        done_arena_printf(arena, "%s/%s", remote, branch));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(usual_names); i++) {
		if (!strcmp(usual_names[i], branch))
			return 1;
	}
	rc = done_repo_config(repo, arena, "init.defaultbranch", &initial, err);
	return rc <= 0 ? rc : !strcmp(initial, branch);
}

/* ---- another one that may be meant ---- */

static bool is_in(struct done_repo *repo, const struct done_oid *commit, const struct done_oid *tip)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error ignored = {0};
	size_t nr = 0;

	return done_merge_bases(repo, commit, tip, bases, &nr, &ignored) == 0 && nr == 1 &&
	    done_oid_equal(&bases[0], commit);
}

/* True where head has commits of that tip which the base lacks: they count as the change's own. */
static bool brings_from(
    struct done_repo *repo, const struct done_range *range, const struct done_oid *tip)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error ignored = {0};
	size_t nr = 0;

	if (done_merge_bases(repo, tip, &range->head, bases, &nr, &ignored) < 0)
		return false;
	for (size_t i = 0; i < nr; i++) {
		if (!is_in(repo, &bases[i], &range->base))
			return true;
	}
	return false;
}

const char *done_integration_doubt(
    struct done_repo *repo, struct done_arena *arena, const struct done_range *range)
{
	struct done_config_values remotes;
	struct done_error ignored = {0};
	struct setting setting;

	if (!range->base_name || read_setting(repo, arena, &setting, &ignored) != 0 ||
	    done_remote_names(repo, arena, &remotes, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < remotes.nr && i < REMOTES_MAX; i++) {
		const char *name = NULL;
		struct done_oid tip;

		if (found(repo, arena, remotes.items[i], &tip, &name, &ignored) <= 0 ||
		    !strcmp(name, range->base_name) || done_oid_equal(&tip, &range->base))
			continue;
		if (brings_from(repo, range, &tip) ||
		    (!strcmp(remotes.items[i], "upstream") && is_in(repo, &range->base, &tip)))
			return done_arena_printf(arena,
			    "'%s' has commits that are not in '%s', and this is judged from "
			    "'%s': if the change is meant for '%s', run: git config " KEY " %s",
			    name, range->base_name, range->base_name, name, name);
	}
	return NULL;
}
