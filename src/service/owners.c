/* CODEOWNERS of a snapshot: of which host, and where it is. */
#include "done/owners.h"

#include <stdlib.h>
#include <string.h>

/* Read to say how large it is. */
#define OWNERS_READ_MAX ((size_t)16 * 1024 * 1024)

const char *const done_host_names[] = {"auto", "github", "gitlab", NULL};

const char *const done_owners_places[DONE_HOSTS][DONE_OWNERS_PLACES] = {
    [DONE_HOST_GITHUB] = {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"},
    [DONE_HOST_GITLAB] = {"CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"},
};

static const char *const expected[DONE_HOSTS] = {
    [DONE_HOST_GITHUB] = ".github/CODEOWNERS",
    [DONE_HOST_GITLAB] = ".gitlab/CODEOWNERS",
};

const char *const done_owners_gitlab_marks[DONE_OWNERS_MARKS] = {
    ".gitlab/CODEOWNERS", ".gitlab-ci.yml"};

/* ---- finding and reading ---- */

static int choose_host(struct done_snapshot *snapshot, enum done_host *host, struct done_error *err)
{
	struct done_entry entry;

	if (*host != DONE_HOST_ANY)
		return 0;
	*host = DONE_HOST_GITHUB;
	for (size_t i = 0; i < DONE_OWNERS_MARKS; i++) {
		int rc = done_snapshot_find(snapshot, done_owners_gitlab_marks[i], &entry, err);

		if (rc < 0)
			return rc;
		if (rc > 0)
			*host = DONE_HOST_GITLAB;
	}
	return 0;
}

static int refuse_kind(const char *path, enum done_entry_kind kind, struct done_error *err)
{
	static const char *const kinds[] = {
	    [DONE_ENTRY_LINK] = "a symbolic link, which is not followed",
	    [DONE_ENTRY_DIRECTORY] = "a directory",
	    [DONE_ENTRY_SUBMODULE] = "a submodule",
	};

	done_error_set(err, DONE_E_POLICY, "'%s' is %s", path, kinds[kind]);
	done_error_cure(err, "commit it as a plain file");
	return done_error_place(err, path, 0, 0);
}

/* Where none is found: a directory that is a link or a submodule may hide the one that is meant. */
static int refuse_hidden(
    struct done_snapshot *snapshot, struct done_owners *owners, struct done_error *err)
{
	const char *path = owners->expected, *slash = strchr(path, '/');
	struct done_entry entry;
	char above[16];
	int rc;

	if (!slash || (size_t)(slash - path) >= sizeof(above))
		return 0;
	memcpy(above, path, (size_t)(slash - path));
	above[slash - path] = '\0';
	rc = done_snapshot_find(snapshot, above, &entry, err);
	if (rc <= 0 || (entry.kind != DONE_ENTRY_LINK && entry.kind != DONE_ENTRY_SUBMODULE))
		return rc < 0 ? rc : 0;
	owners->path = path;
	done_error_set(err, DONE_E_POLICY, "'%s' is %s, so '%s' cannot be read", above,
	    entry.kind == DONE_ENTRY_LINK ? "a symbolic link, which is not followed"
	                                  : "a submodule",
	    path);
	done_error_cure(err, "commit CODEOWNERS as a plain file");
	return done_error_place(err, above, 0, 0);
}

/* What the host does not load: nobody owns anything then. */
static int refuse_content(
    const struct done_owners *owners, const struct done_buf *text, struct done_error *err)
{
	static const char pointer[] = "version https://git-lfs.github.com/spec/";
	const char *nul = text->len ? memchr(text->ptr, '\0', text->len) : NULL;
	int line = 1;

	if (owners->host == DONE_HOST_GITHUB && text->len > DONE_OWNERS_MAX) {
		done_error_set(err, DONE_E_POLICY,
		    "'%s' has %zu bytes: GitHub does not load more than 3 MB", owners->path,
		    text->len);
		done_error_cure(err, "name directories instead of files");
	} else if (text->len >= sizeof(pointer) &&
	    !memcmp(text->ptr, pointer, sizeof(pointer) - 1)) {
		done_error_set(err, DONE_E_POLICY,
		    "'%s' is a Git LFS pointer, so the host reads no owners from it", owners->path);
		done_error_cure(err, "take it out of Git LFS: git lfs untrack %s", owners->path);
	} else if (nul) {
		for (const char *at = text->ptr; at < nul; at++)
			line += *at == '\n';
		done_error_set(
		    err, DONE_E_POLICY, "'%s' is not text: it holds a NUL byte", owners->path);
		done_error_cure(err, "save it as UTF-8 text");
	} else {
		return 0;
	}
	return done_error_place(err, owners->path, nul ? line : 0, 0);
}

/* 1 with the text of the first that is there, 0: none. */
static int read_first(struct done_snapshot *snapshot, struct done_owners *owners,
    struct done_buf *out, struct done_error *err)
{
	for (size_t i = 0; i < DONE_OWNERS_PLACES; i++) {
		const char *path = done_owners_places[owners->host][i];
		struct done_entry entry;
		int rc = done_snapshot_find(snapshot, path, &entry, err);

		if (rc == 0)
			continue;
		if (rc > 0)
			owners->path = path;
		if (rc > 0 && entry.kind != DONE_ENTRY_FILE)
			return refuse_kind(path, entry.kind, err);
		if (rc > 0)
			rc = snapshot->read(
			    snapshot->self, &entry.oid, path, OWNERS_READ_MAX, out, err);
		if (rc >= 0)
			rc = done_buf_decode(out, path, err);
		if (rc >= 0)
			rc = refuse_content(owners, out, err);
		return rc < 0 ? rc : 1;
	}
	return refuse_hidden(snapshot, owners, err);
}

const struct done_owners *done_owners_of_text(
    struct done_arena *arena, enum done_host host, const char *path, struct done_bytes text)
{
	struct done_owners *owners = done_arena_alloc(arena, sizeof(*owners));

	owners->host = host;
	owners->expected = expected[host];
	owners->path = path;
	done_owners_parse(arena, text, owners);
	return owners;
}

/* ---- all of it ---- */

const struct done_owners *done_owners_load(
    struct done_arena *arena, struct done_snapshot *snapshot, enum done_host host)
{
	struct done_owners *owners = done_arena_alloc(arena, sizeof(*owners));
	struct done_bytes found = {0};
	struct done_buf text = {0};
	int rc = choose_host(snapshot, &host, &owners->problem);

	owners->host = host;
	owners->expected = expected[host];
	if (rc >= 0)
		rc = read_first(snapshot, owners, &text, &owners->problem);
	if (rc > 0)
		found = (struct done_bytes){text.len ? text.ptr : "", text.len};
	done_owners_parse(arena, found, owners);
	done_buf_release(&text);
	return owners;
}
