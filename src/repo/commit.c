/*
 * Commits, read by hand: only the two headers that matter, so that a bad date or encoding, which
 * git lives with, does not make a commit unreadable.
 */
#include "handle.h"

#include <string.h>

enum {
	COMMIT_BYTES_MAX = 4 << 20,
	PARENTS_MAX = 65536,
};

/* Takes "<key> <40 hex digits>\n" from the front of text. */
static bool take_oid(struct done_bytes *text, const char *key, struct done_oid *out)
{
	size_t len = strlen(key);
	char hex[DONE_OID_HEX + 1] = {0};

	if (text->len < len + DONE_OID_HEX + 1 || memcmp(text->ptr, key, len) ||
	    text->ptr[len + DONE_OID_HEX] != '\n')
		return false;
	memcpy(hex, text->ptr + len, DONE_OID_HEX);
	if (!done_oid_parse(hex, out))
		return false;
	text->ptr += len + DONE_OID_HEX + 1;
	text->len -= len + DONE_OID_HEX + 1;
	return true;
}

static int commit_refuse(struct done_error *err, const char *hex, const char *problem)
{
	done_error_set(err, DONE_E_UNDECIDED, "commit %s is malformed: %s", hex, problem);
	return done_error_cure(err, "the repository may be damaged: git fsck");
}

static int commit_parse(struct done_bytes text, const char *hex, struct done_arena *arena,
                        struct done_commit *out, struct done_error *err)
{
	struct done_commit commit = {0};
	struct done_oid parent;
	size_t cap = 0;

	if (!take_oid(&text, "tree ", &commit.tree))
		return commit_refuse(err, hex, "it does not begin with a tree");
	while (take_oid(&text, "parent ", &parent)) {
		if (commit.nr_parents == PARENTS_MAX)
			return commit_refuse(err, hex, "more than 65,536 parents");
		*DONE_ARENA_PUSH(arena, commit.parents, commit.nr_parents, cap) = parent;
	}
	/* To take a broken parent for the end of the headers would hide history. */
	if (text.len >= 6 && !memcmp(text.ptr, "parent", 6))
		return commit_refuse(err, hex, "a parent is not a valid object id");
	*out = commit;
	return 0;
}

int done_commit_read(struct done_repo *repo, const struct done_oid *id, struct done_arena *arena,
                     struct done_commit *out, struct done_error *err)
{
	char what[] = "commit 0123456789012345678901234567890123456789";
	char *hex = what + strlen("commit ");
	struct done_buf text = {0};

	done_oid_hex(id, hex);
	int rc = done_object_read(repo, id, GIT_OBJECT_COMMIT, COMMIT_BYTES_MAX, what, &text, err);
	if (rc >= 0)
		rc = commit_parse((struct done_bytes){text.ptr, text.len}, hex, arena, out, err);
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}
