/*
 * The policy of another repository on this machine, with all that it extends: from its objects, by
 * the same reader that a gate has. Nothing of it is run, and nothing is asked of a network.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "import.h"

#define USAGE "git done policy import REPO:REV:FILE"
#define REMOTES "refs/remotes/"

/* ---- REPO:REV:FILE ---- */

static bool is_url(const char *text)
{
	const char *colon = strchr(text, ':'), *at = strchr(text, '@');

	return strstr(text, "://") || (at && colon && at < colon && !strchr("./", *text));
}

static int refuse_origin(const char *text, struct done_error *err)
{
	if (!text)
		done_error_set(err, DONE_E_USAGE, "the policy to import is missing");
	else if (is_url(text))
		done_error_set(
		    err, DONE_E_USAGE, "git-done opens no network connection: '%.200s'", text);
	else
		done_error_set(err, DONE_E_USAGE, "'%.200s' is not REPO:REV:FILE", text);
	return done_error_cure(err,
	    text && is_url(text)
	        ? "clone it first: git clone --bare URL policies.git\n"
	          "then: git done policy import policies.git:main:FILE"
	        : "usage: " USAGE "\nREPO is a clone on this machine, REV a branch, a tag or a "
	          "commit of it, FILE a policy in it: ../policies.git:main:backend.yml");
}

/* The last two colons: neither a revision nor a policy's path has one. */
static int split_origin(
    const struct done_import_request *request, struct import_origin *out, struct done_error *err)
{
	char *text, *file, *revision;

	if (request->place) {
		*out = (struct import_origin){.repository = request->place->directory,
		    .revision = request->place->revision,
		    .file = request->place->file};
		return 0;
	}
	if (!request->text || is_url(request->text))
		return refuse_origin(request->text, err);
	text = done_arena_strdup(request->arena, request->text);
	file = strrchr(text, ':');
	if (file)
		*file++ = '\0';
	revision = file ? strrchr(text, ':') : NULL;
	if (revision)
		*revision++ = '\0';
	if (!revision || !*revision || !*file || !*text)
		return refuse_origin(request->text, err);
	*out = (struct import_origin){.repository = text, .revision = revision, .file = file};
	if (!done_path_problem(file))
		return 0;
	done_error_set(err, DONE_E_USAGE, "the path '%.200s' %s", file, done_path_problem(file));
	return done_error_cure(
	    err, "write it from the top of that repository: policies/backend.yml");
}

/* ---- the revision ---- */

/* The names of branches and tags, short. */
static void collect_names(
    struct done_repo *repo, struct done_arena *arena, struct done_strings *out)
{
	static const char *const kinds[] = {"refs/heads/", "refs/tags/", "refs/remotes/"};
	size_t cap = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(kinds); i++) {
		struct done_strings names = {0};
		struct done_error ignored = {0};

		if (done_ref_names(repo, arena, done_arena_printf(arena, "%s*", kinds[i]), 1000,
		        &names, &ignored) < 0)
			continue;
		for (size_t j = 0; j < names.nr; j++)
			*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) =
			    names.items[j] + strlen(kinds[i]);
	}
}

static int find_commit(struct done_repo *repo, const struct done_import_request *request,
    const struct import_origin *origin, struct done_oid *out, struct done_error *err)
{
	struct done_error found = {0};
	struct done_strings names = {0};
	const char *nearest;

	if (done_revision_resolve(repo, origin->revision, out, &found) >= 0)
		return 0;
	collect_names(repo, request->arena, &names);
	nearest = done_name_nearest(origin->revision, names.items, names.nr);
	done_error_set(err, DONE_E_USAGE, "%.300s ('%.100s')", found.message, origin->repository);
	return nearest ? done_error_cure(err, "did you mean '%s'?", nearest)
	               : done_error_cure(err, "%s", found.cure);
}

/* ---- its address ---- */

/* Without a password, which a clone of a CI system may hold. */
static const char *address_without_secret(struct done_arena *arena, const char *url)
{
	const char *scheme = strstr(url, "://");
	const char *host = scheme ? scheme + strlen("://") : NULL;
	size_t len = host ? strcspn(host, "/") : 0;
	const char *at = host ? memchr(host, '@', len) : NULL;

	while (at && memchr(at + 1, '@', len - (size_t)(at + 1 - host)))
		at = memchr(at + 1, '@', len - (size_t)(at + 1 - host));
	if (!at || (!done_text_starts(url, "http") && !memchr(host, ':', (size_t)(at - host))))
		return url;
	return done_arena_printf(arena, "%.*s%s", (int)(host - url), url, at + 1);
}

const char *import_address_of(struct done_arena *arena, const char *url)
{
	return done_arena_shown(arena, address_without_secret(arena, url));
}

/* The remote whose branch was named, else origin, else the only one. */
static const char *address_of_remote(
    const struct done_remotes *remotes, const struct import_origin *origin)
{
	const char *found = NULL, *branch = origin->revision;

	if (done_text_starts(branch, REMOTES))
		branch += strlen(REMOTES);
	for (size_t i = 0; i < remotes->nr; i++) {
		const struct done_remote *remote = &remotes->items[i];
		size_t len = strlen(remote->name);

		if (!remote->url)
			continue;
		if (!strncmp(branch, remote->name, len) && branch[len] == '/')
			return remote->url;
		if (!found || !strcmp(remote->name, "origin"))
			found = remote->url;
	}
	return found;
}

static const char *find_address(
    struct done_repo *repo, struct done_arena *arena, const struct import_origin *origin)
{
	struct done_remotes remotes = {0};
	struct done_error ignored = {0};
	const char *url = NULL;

	if (done_repo_remotes(repo, arena, &remotes, &ignored) >= 0)
		url = address_of_remote(&remotes, origin);
	if (!url)
		url = done_repo_work_tree(repo) ? done_repo_work_tree(repo)
		                                : done_repo_git_directory(repo);
	return import_address_of(arena, url);
}

/* ---- the files ---- */

/* What git itself, or another tool, would read in the folder of another repository. */
static int check_name(const struct import_file *file, struct done_error *err)
{
	for (const char *part = file->path; part; part = strchr(part, '/')) {
		part += *part == '/';
		if (strncasecmp(part, ".git", 4) != 0 || !strncmp(part, ".git-done", 9))
			continue;
		done_error_set(err, DONE_E_POLICY,
		    "the policy extends '%s', whose name git or a tool would read", file->path);
		return done_error_cure(err, "give it another name in that repository");
	}
	return 0;
}

static int origin_take_file(struct done_snapshot *snapshot, struct done_arena *arena,
    const char *path, struct import_file *out, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = done_policy_read_snapshot(snapshot, path, &text, err);

	if (rc > 0) {
		*out = (struct import_file){.path = path};
		out->here = done_arena_printf(arena, DONE_IMPORTS "/%s", path);
		out->text.ptr = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
		out->text.len = text.len;
		done_sha256(out->text, out->sha256);
	}
	done_buf_release(&text);
	return rc <= 0 ? rc : check_name(out, err);
}

/* The files beside it, by what they are called. */
static int refuse_no_file(struct done_snapshot *snapshot, struct done_arena *arena,
    const struct import_origin *origin, struct done_error *err)
{
	const char *folder = done_directory_of(arena, origin->file), *nearest;
	const struct done_directory *directory = NULL;
	struct done_error ignored = {0};
	struct done_strings names = {0};
	size_t cap = 0;

	done_error_set(err, DONE_E_USAGE, "there is no policy '%s' at '%s' of '%s'", origin->file,
	    origin->revision, origin->repository);
	if (snapshot->list(snapshot->self, folder, &directory, &ignored) == 1) {
		for (size_t i = 0; i < directory->nr; i++)
			*DONE_ARENA_PUSH(arena, names.items, names.nr, cap) =
			    directory->entries[i].name;
	}
	nearest = done_name_nearest(done_last_part(origin->file), names.items, names.nr);
	if (!nearest)
		return done_error_cure(err,
		    "git -C '%s' ls-tree -r --name-only '%s' lists its files", origin->repository,
		    origin->revision);
	return done_error_cure(err, "did you mean '%s%s%s'?", folder, *folder ? "/" : "", nearest);
}

/* Whose policy it is that was found at fault. */
static int blame_origin(const struct import_origin *origin, struct done_error *err)
{
	const struct done_error found = *err;

	memset(err, 0, sizeof(*err));
	done_error_set(err, found.code, "%.400s (in '%.100s' at %.10s)", found.message,
	    origin->repository, origin->commit);
	done_error_cure(err, "%s", found.cure);
	return done_error_place(err, found.file, found.line, found.column);
}

static int origin_read_files(struct done_snapshot *snapshot,
    const struct done_import_request *request, struct import_origin *out, struct done_error *err)
{
	struct done_policy_source source = {.self = snapshot, .read = done_policy_read_snapshot};
	struct done_strings files = {0};
	size_t cap = 0;
	int rc =
	    done_policy_files(request->arena, &source, out->file, done_check_forms(), &files, err);

	if (rc == 0)
		return refuse_no_file(snapshot, request->arena, out, err);
	for (size_t i = 0; rc >= 0 && i < files.nr; i++) {
		if (!done_file_is_preset(files.items[i]))
			rc = origin_take_file(snapshot, request->arena, files.items[i],
			    DONE_ARENA_PUSH(request->arena, out->files, out->nr, cap), err);
	}
	return rc < 0 ? blame_origin(out, err) : 0;
}

int import_origin_read(
    const struct done_import_request *request, struct import_origin *out, struct done_error *err)
{
	struct done_repo_options how = {.verify = true, .alone = true};
	struct done_snapshot snapshot = {0};
	struct done_repo *repo = NULL;
	struct done_oid commit;

	if (split_origin(request, out, err) < 0)
		return err->code;
	how.directory = out->repository;
	if (done_repo_open(&repo, &how, err) >= 0 &&
	    find_commit(repo, request, out, &commit, err) >= 0 &&
	    done_snapshot_of_commit(repo, &commit, &snapshot, err) >= 0) {
		done_oid_hex(&commit, out->commit);
		out->from = done_arena_printf(request->arena, "%s@%s",
		    request->place ? request->place->address
		                   : find_address(repo, request->arena, out),
		    out->commit);
		(void)origin_read_files(&snapshot, request, out, err);
	}
	done_snapshot_close(&snapshot);
	done_repo_close(repo);
	return err->code;
}
