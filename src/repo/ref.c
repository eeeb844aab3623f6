/*
 * Refs, and what a tag comes down to.
 */
#include "ref.h"

#include <string.h>

enum {
	TAG_BYTES_MAX = 4 << 20,
	TAGS_MAX = 5,
};

/* A tag object begins with "object <id>\n". */
static int read_tag(
    struct done_repo *repo, const struct done_oid *id, struct done_oid *out, struct done_error *err)
{
	static const char key[] = "object ";
	const size_t len = sizeof(key) - 1;
	char what[] = "tag 0123456789012345678901234567890123456789";
	char hex[DONE_OID_HEX + 1] = {0};
	struct done_buf text = {0};

	done_oid_hex(id, what + strlen("tag "));
	int rc = done_object_read(repo, id, GIT_OBJECT_TAG, TAG_BYTES_MAX, what, &text, err);
	if (rc >= 0 && text.len > len + DONE_OID_HEX && !memcmp(text.ptr, key, len) &&
	    text.ptr[len + DONE_OID_HEX] == '\n')
		memcpy(hex, text.ptr + len, DONE_OID_HEX);
	done_buf_release(&text);
	if (rc < 0)
		return rc;
	if (done_oid_parse(hex, out))
		return 0;
	done_error_set(err, DONE_E_UNDECIDED, "%s is malformed", what);
	return done_error_cure(err, "the repository may be damaged: git fsck");
}

/* Follows tags to what is no tag; what names it for messages. */
static int ref_peel(struct done_repo *repo, const struct done_oid *id, const char *what,
    struct done_oid *out, git_object_t *type, struct done_error *err)
{
	struct done_oid at = *id;
	git_object_t found = GIT_OBJECT_INVALID;
	size_t size;

	for (int tags = 0; tags <= TAGS_MAX; tags++) {
		int rc = done_object_header(repo, &at, &found, &size, err);

		if (rc < 0)
			return rc;
		if (rc == 0)
			return done_object_missing(repo, &at, what, err);
		if (found != GIT_OBJECT_TAG) {
			*type = found;
			*out = at;
			return 0;
		}
		rc = read_tag(repo, &at, &at, err);
		if (rc < 0)
			return rc;
	}
	return done_error_set(
	    err, DONE_E_UNDECIDED, "'%s' is a tag of more than %d tags", what, TAGS_MAX);
}

int done_revision_peel(
    struct done_repo *repo, const struct done_oid *id, struct done_oid *out, struct done_error *err)
{
	char hex[DONE_OID_HEX + 1];
	git_object_t type;
	struct done_oid end;

	done_oid_hex(id, hex);
	int rc = ref_peel(repo, id, hex, &end, &type, err);
	if (rc < 0)
		return rc;
	if (type != GIT_OBJECT_COMMIT)
		return 0;
	*out = end;
	return 1;
}

int done_ref_target(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err)
{
	git_oid oid;
	int rc = git_reference_name_to_id(&oid, repo->git, name);

	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC) {
		git_error_clear();
		return 0;
	}
	if (rc < 0)
		return done_git_error(err, rc, "cannot read ref '%s'", name);
	done_oid_from_git(out, &oid);
	return 1;
}

int done_ref_commit(struct done_repo *repo, const struct done_oid *id, const char *what,
    struct done_oid *out, struct done_error *err)
{
	git_object_t type = GIT_OBJECT_ANY;
	struct done_oid end;
	int rc = ref_peel(repo, id, what, &end, &type, err);

	if (rc < 0)
		return rc;
	if (type != GIT_OBJECT_COMMIT)
		return done_error_set(err, DONE_E_UNDECIDED, "'%s' is a %s, but must be a commit",
		    what, git_object_type2string(type));
	*out = end;
	return 0;
}

int done_ref_read(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err)
{
	struct done_oid target;
	int rc = done_ref_target(repo, name, &target, err);

	if (rc <= 0)
		return rc;
	rc = done_ref_commit(repo, &target, name, out, err);
	return rc < 0 ? rc : 1;
}

int done_ref_symbolic(struct done_repo *repo, struct done_arena *arena, const char *name,
    const char **out, struct done_error *err)
{
	git_reference *ref = NULL;
	int rc = git_reference_lookup(&ref, repo->git, name);

	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC)
		return 0;
	if (rc < 0)
		return done_git_error(err, rc, "cannot read ref '%s'", name);
	const char *target = git_reference_symbolic_target(ref);
	if (target)
		*out = done_arena_strdup(arena, target);
	git_reference_free(ref);
	return target ? 1 : 0;
}

int done_ref_matches(struct done_repo *repo, const char *glob, struct done_error *err)
{
	git_reference_iterator *iterator = NULL;
	const char *name = NULL;
	int rc = git_reference_iterator_glob_new(&iterator, repo->git, glob);

	if (rc == 0)
		rc = git_reference_next_name(&name, iterator);
	git_reference_iterator_free(iterator);
	if (rc == GIT_ITEROVER) {
		git_error_clear();
		return 0;
	}
	return rc < 0 ? done_git_error(err, rc, "cannot list the refs '%s'", glob) : 1;
}

int done_ref_names(struct done_repo *repo, struct done_arena *arena, const char *glob, size_t max,
    struct done_strings *out, struct done_error *err)
{
	git_reference_iterator *iterator = NULL;
	struct done_strings names = {0};
	const char *name = NULL;
	size_t cap = 0;
	int rc = git_reference_iterator_glob_new(&iterator, repo->git, glob);

	while (rc == 0 && (rc = git_reference_next_name(&name, iterator)) == 0 && names.nr < max)
		*DONE_ARENA_PUSH(arena, names.items, names.nr, cap) =
		    done_arena_strdup(arena, name);
	git_reference_iterator_free(iterator);
	if (rc < 0 && rc != GIT_ITEROVER)
		return done_git_error(err, rc, "cannot list the refs '%s'", glob);
	git_error_clear();
	*out = names;
	return rc == GIT_ITEROVER;
}
