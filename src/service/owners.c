/* CODEOWNERS: where it is, and who owns a path by its rules. */
#include "done/owners.h"

#include <stdlib.h>
#include <string.h>

#include "owners_parts.h"

const char *const done_host_names[] = {"auto", "github", "gitlab", NULL};

/* In the order in which each host looks. */
static const char *const places[DONE_HOSTS][3] = {
	[DONE_HOST_GITHUB] = {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"},
	[DONE_HOST_GITLAB] = {"CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"},
};

static const char *const expected[DONE_HOSTS] = {
	[DONE_HOST_GITHUB] = ".github/CODEOWNERS",
	[DONE_HOST_GITLAB] = ".gitlab/CODEOWNERS",
};

/* ---- finding and reading --------------------------------------------------------------------- */

static int choose_host(struct done_snapshot *snapshot, enum done_host *host, struct done_error *err)
{
	static const char *const marks[] = {".gitlab/CODEOWNERS", ".gitlab-ci.yml"};
	struct done_entry entry;

	if (*host != DONE_HOST_ANY)
		return 0;
	*host = DONE_HOST_GITHUB;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		int rc = done_snapshot_find(snapshot, marks[i], &entry, err);

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

/* 1 with the text of the first that is there, 0: none. */
static int read_first(struct done_snapshot *snapshot, struct done_owners *owners,
                      struct done_buf *out, struct done_error *err)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(places[owners->host]); i++) {
		const char *path = places[owners->host][i];
		struct done_entry entry;
		int rc = done_snapshot_find(snapshot, path, &entry, err);

		if (rc == 0)
			continue;
		if (rc > 0)
			owners->path = path;
		if (rc > 0 && entry.kind != DONE_ENTRY_FILE)
			return refuse_kind(path, entry.kind, err);
		if (rc > 0)
			rc = snapshot->read(snapshot->self, &entry.oid, path, DONE_OWNERS_MAX, out,
			                    err);
		if (rc >= 0)
			rc = done_buf_decode(out, path, err);
		return rc < 0 ? rc : 1;
	}
	return 0;
}

/* ---- all of it ------------------------------------------------------------------------------ */

const struct done_owners *done_owners_load(struct done_arena *arena, struct done_snapshot *snapshot,
                                           enum done_host host)
{
	struct done_owners *owners = done_arena_alloc(arena, sizeof(*owners));
	struct done_buf text = {0};
	int rc = choose_host(snapshot, &host, &owners->problem);

	owners->host = host;
	owners->expected = expected[host];
	if (rc >= 0)
		rc = read_first(snapshot, owners, &text, &owners->problem);
	if (rc > 0)
		done_owners_parse(arena, (struct done_bytes){text.len ? text.ptr : "", text.len},
		                  owners);
	done_buf_release(&text);
	done_owners_index(arena, owners);
	return owners;
}
