/*
 * Reading one object: header first, within bounds, of the type that is meant.
 */
#include "handle.h"
#include "pack.h"

int done_object_header(struct done_repo *repo, const struct done_oid *id, git_object_t *type,
    size_t *size, struct done_error *err)
{
	git_object_t found;
	size_t len;
	git_oid oid;

	done_oid_to_git(&oid, id);
	int rc = git_odb_read_header(&len, &found, repo->odb, &oid);
	if (rc == GIT_ENOTFOUND) {
		git_error_clear();
		return 0;
	}
	if (rc < 0) {
		char hex[DONE_OID_HEX + 1];

		done_oid_hex(id, hex);
		return done_git_error(err, rc, "cannot read object %s", hex);
	}
	*type = found;
	*size = len;
	return 1;
}

static int object_refuse(
    struct done_error *err, const struct done_oid *id, const char *what, const char *problem)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(id, hex);
	done_error_set(err, DONE_E_UNDECIDED, "object %s (%s) is damaged: %s", hex, what, problem);
	err->is_missing = true;
	return done_error_cure(err, "the repository may be damaged: git fsck");
}

static int refuse_size(struct done_error *err, const char *what, size_t size, size_t max)
{
	return done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' is too large to read: %zu bytes, the limit is %zu", what, size, max);
}

/* A hash tells whether it is what was asked for. */
static int verify(const struct done_repo *repo, const struct done_oid *id, struct done_bytes bytes,
    git_object_t type, const char *what, struct done_error *err)
{
	struct done_oid found;

	if (!repo->verify)
		return 0;
	done_object_hash(type, bytes, &found);
	return done_oid_equal(&found, id)
	    ? 0
	    : object_refuse(err, id, what, "its content has another hash than its name");
}

/* A delta can turn out larger than its header said. */
static int check(const struct done_repo *repo, const struct done_oid *id, git_odb_object *object,
    size_t size, const char *what, struct done_error *err)
{
	struct done_bytes bytes = {git_odb_object_data(object), size};

	if (git_odb_object_size(object) != size)
		return object_refuse(err, id, what, "its size is not what its header says");
	return verify(repo, id, bytes, git_odb_object_type(object), what, err);
}

static int read_whole(struct done_repo *repo, const struct done_oid *id, size_t size,
    const char *what, struct done_buf *out, struct done_error *err)
{
	git_odb_object *object = NULL;
	git_oid oid;

	done_oid_to_git(&oid, id);
	int rc = git_odb_read(&object, repo->odb, &oid);
	if (rc == GIT_ENOTFOUND)
		return done_object_missing(repo, id, what, err);
	if (rc < 0)
		return done_git_error(err, rc, "cannot read '%s'", what);
	rc = check(repo, id, object, size, what, err);
	if (!rc) {
		done_buf_add(out, git_odb_object_data(object), size);
		if (out->overflow)
			rc = refuse_size(err, what, size, out->max);
	}
	git_odb_object_free(object);
	return rc;
}

/* The quick way: 1, or 0 where libgit2 has to read the object, or to say why it cannot be. */
static int read_packed(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t max, const char *what, struct done_buf *out)
{
	struct done_error unsaid = {0};
	struct done_packed object;

	if (!repo->packs)
		repo->packs =
		    done_packs_open(repo->object_directories, repo->nr_object_directories);
	if (!done_packs_read(repo->packs, id, max, &object) || object.type != type ||
	    verify(repo, id, object.bytes, type, what, &unsaid) < 0)
		return 0;
	done_buf_add(out, object.bytes.ptr, object.bytes.len);
	return !out->overflow;
}

static int read_by_libgit2(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t max, const char *what, struct done_buf *out, struct done_error *err)
{
	git_object_t found = GIT_OBJECT_INVALID;
	size_t size = 0;
	int rc = done_object_header(repo, id, &found, &size, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return done_object_missing(repo, id, what, err);
	if (!*git_object_type2string(found))
		return object_refuse(err, id, what, "it has no type that git knows");
	if (found != type)
		return done_error_set(err, DONE_E_UNDECIDED, "'%s' is a %s, but must be a %s", what,
		    git_object_type2string(found), git_object_type2string(type));
	if (size > max)
		return refuse_size(err, what, size, max);
	return read_whole(repo, id, size, what, out, err);
}

int done_object_read(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t max, const char *what, struct done_buf *out, struct done_error *err)
{
	if (read_packed(repo, id, type, max, what, out))
		return 0;
	return read_by_libgit2(repo, id, type, max, what, out, err);
}

bool done_repo_has_object(struct done_repo *repo, const struct done_oid *id)
{
	git_oid oid;

	done_oid_to_git(&oid, id);
	return git_odb_exists(repo->odb, &oid) == 1;
}
