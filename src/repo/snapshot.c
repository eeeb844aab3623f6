/*
 * Snapshots: of a commit, of nothing; and what works on any of them, to find one path and to walk.
 */
#include "handle.h"
#include "tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a commit ---- */

struct commit_snapshot {
	struct done_repo *repo;
	struct done_directories directories;
	struct done_buf scratch;
	char commit[DONE_OID_HEX + 1];
};

/* git knows the empty tree without having the object. */
static bool is_empty_tree(const struct done_oid *oid)
{
	static const struct done_oid empty = {{0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0,
	    0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04}};

	return done_oid_equal(oid, &empty);
}

static int snapshot_load(
    void *data, struct done_arena *arena, struct done_node *node, struct done_error *err)
{
	struct commit_snapshot *self = data;
	char what[32 + DONE_OID_HEX];
	const char *shown = node->path;

	if (is_empty_tree(&node->oid))
		return 0;
	if (!node->len) {
		snprintf(what, sizeof(what), "tree of commit %s", self->commit);
		shown = what;
	}
	done_buf_clear(&self->scratch);
	int rc = done_object_read(self->repo, &node->oid, GIT_OBJECT_TREE, DONE_TREE_BYTES_MAX,
	    shown, &self->scratch, err);
	if (rc < 0)
		return rc;
	size_t len = self->scratch.len;
	if (!len)
		return 0;
	char *bytes = done_arena_alloc(arena, len);
	memcpy(bytes, self->scratch.ptr, len);
	struct done_bytes raw = {bytes, len};
	return done_tree_parse(arena, node->path, raw, &node->directory, err);
}

static int snapshot_list(
    void *data, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct commit_snapshot *self = data;

	return done_directories_list(&self->directories, path, out, err);
}

static int snapshot_read_blob(void *data, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct commit_snapshot *self = data;

	return done_object_read(self->repo, oid, GIT_OBJECT_BLOB, max, path, out, err);
}

static int snapshot_look(void *data, const struct done_oid *oid, const char *path, size_t first,
    uint64_t *size, struct done_buf *out, struct done_error *err)
{
	struct commit_snapshot *self = data;

	return done_object_look(self->repo, oid, GIT_OBJECT_BLOB, first, path, size, out, err);
}

static void snapshot_release(void *data)
{
	struct commit_snapshot *self = data;

	done_arena_release(&self->directories.arena);
	done_buf_release(&self->scratch);
	free(self);
}

static int tree_of(struct done_repo *repo, const struct done_oid *commit, struct done_oid *tree,
    struct done_error *err)
{
	struct done_arena arena = {0};
	struct done_commit read;
	int rc = done_commit_read(repo, commit, &arena, &read, err);

	if (rc >= 0)
		*tree = read.tree;
	done_arena_release(&arena);
	return rc;
}

int done_snapshot_of_commit(struct done_repo *repo, const struct done_oid *commit,
    struct done_snapshot *out, struct done_error *err)
{
	struct done_oid tree;
	int rc = tree_of(repo, commit, &tree, err);

	if (rc < 0)
		return rc;
	struct commit_snapshot *self = calloc(1, sizeof(*self));
	if (!self)
		done_out_of_memory();
	self->repo = repo;
	done_oid_hex(commit, self->commit);
	self->directories.load = snapshot_load;
	self->directories.shares = true;
	self->directories.self = self;
	self->directories.root =
	    done_arena_alloc(&self->directories.arena, sizeof(struct done_node));
	self->directories.root->path = "";
	self->directories.root->has_oid = true;
	self->directories.root->oid = tree;
	*out = (struct done_snapshot){.self = self,
	    .list = snapshot_list,
	    .read = snapshot_read_blob,
	    .close = snapshot_release,
	    .look = snapshot_look,
	    .find = NULL};
	return 0;
}

/* ---- nothing ---- */

static int list_nothing(
    void *data, const char *path, const struct done_directory **out, struct done_error *err)
{
	static const struct done_directory empty;

	(void)data;
	(void)err;
	if (*path)
		return 0;
	*out = &empty;
	return 1;
}

static int read_nothing(void *data, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	(void)data;
	(void)oid;
	(void)max;
	(void)out;
	return done_error_set(err, DONE_E_UNDECIDED, "'%s' was asked of an empty tree", path);
}

void done_snapshot_of_nothing(struct done_snapshot *out)
{
	*out = (struct done_snapshot){.list = list_nothing, .read = read_nothing};
}

/* ---- any of them ---- */

void done_snapshot_close(struct done_snapshot *snapshot)
{
	if (!snapshot)
		return;
	if (snapshot->close)
		snapshot->close(snapshot->self);
	*snapshot = (struct done_snapshot){0};
}

int done_snapshot_find(struct done_snapshot *snapshot, const char *path, struct done_entry *out,
    struct done_error *err)
{
	const struct done_directory *directory;
	struct done_buf longer = {0};
	const char *slash = strrchr(path, '/'), *parent;
	const char *name = slash ? slash + 1 : path;
	size_t len = slash ? (size_t)(slash - path) : 0;
	char usual[256];

	if (snapshot->find)
		return snapshot->find(snapshot->self, path, out, err);
	if (!*path) {
		*out = (struct done_entry){.name = "", .kind = DONE_ENTRY_DIRECTORY};
		return 1;
	}
	if (len < sizeof(usual)) {
		memcpy(usual, path, len);
		usual[len] = '\0';
	} else {
		done_buf_add(&longer, path, len);
	}
	parent = longer.ptr ? longer.ptr : usual;
	/* "/x" is no path of a tree; without this it would be found as "x". */
	int rc = slash == path ? 0 : snapshot->list(snapshot->self, parent, &directory, err);
	done_buf_release(&longer);
	if (rc <= 0)
		return rc;
	const struct done_entry *entry = done_directory_find(directory, name, strlen(name));
	if (!entry)
		return 0;
	*out = *entry;
	return 1;
}
