/*
 * Looking at an object without reading it whole: its size by its header, and its first bytes.
 */
#include "handle.h"
#include "opening.h"
#include "pack.h"

/* What a delta copies to its start may lie far behind in its base: then it is put together whole,
 * up to here. */
#define WHOLE_MAX ((size_t)64 << 20)

/* From wherever the object lies as a whole: how many bytes there are, 0: nowhere. */
static size_t start_of(struct done_repo *repo, const struct done_oid *id, char *out, size_t len)
{
	if (!repo->packs)
		repo->packs =
		    done_packs_open(repo->object_directories, repo->nr_object_directories);
	size_t got = done_packs_start(repo->packs, id, out, len);

	for (size_t i = 0; i < repo->nr_object_directories && got < len; i++)
		got = done_loose_start(repo->object_directories[i], id, out, len);
	return got;
}

/* first: no more than there are. */
static int look_read_start(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t first, const char *what, struct done_buf *out, struct done_error *err)
{
	char start[DONE_OBJECT_LOOK_MAX];
	struct done_buf whole = {0};
	size_t got = start_of(repo, id, start, first);

	if (got == first) {
		done_buf_add(out, start, got);
		return 0;
	}
	int rc = done_object_read(repo, id, type, WHOLE_MAX, what, &whole, err);
	if (rc == 0 && whole.len)
		done_buf_add(out, whole.ptr, whole.len < first ? whole.len : first);
	done_buf_release(&whole);
	return rc;
}

int done_object_look(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t first, const char *what, uint64_t *size, struct done_buf *out, struct done_error *err)
{
	git_object_t found;
	size_t len;
	int rc = done_object_header(repo, id, &found, &len, err);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return done_object_missing(repo, id, what, err);
	if (found != type)
		return done_error_set(err, DONE_E_UNDECIDED, "'%s' is a %s, but must be a %s", what,
		    git_object_type2string(found), git_object_type2string(type));
	if (first > DONE_OBJECT_LOOK_MAX)
		first = DONE_OBJECT_LOOK_MAX;
	if (first && len) {
		rc = look_read_start(repo, id, type, first < len ? first : len, what, out, err);
		if (rc < 0)
			return rc;
	}
	*size = len;
	return 0;
}
