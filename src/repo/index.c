/*
 * A snapshot of the index. It is a flat list; its directories are made up as they are asked for,
 * and have an id where git keeps the trees that it would commit.
 */
#include "index.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

struct index_snapshot {
	struct done_repo *repo;
	struct done_index index;
	struct done_directories directories;
};

static int index_malformed(struct done_error *err, const char *path, const char *problem)
{
	done_error_set(err, DONE_E_UNDECIDED, "malformed index: '%s': %s", path, problem);
	return done_error_cure(err, "rm .git/index && git reset");
}

/* One entry of a directory, from the first of the index's entries that lie in it. */
static int make_entry(struct done_arena *arena, const struct done_index_entry *from, size_t prefix,
    struct done_entry *out, struct done_error *err)
{
	const char *name = from->path + prefix;
	size_t len = strcspn(name, "/");
	const char *problem = strlen(from->path) > DONE_PATH_MAX
	    ? "it is longer than 4,095 bytes"
	    : done_entry_name_problem(name, len);

	if (problem)
		return index_malformed(err, from->path, problem);
	out->name = done_arena_strndup(arena, name, len);
	if (name[len] == '/') {
		out->kind = DONE_ENTRY_DIRECTORY;
		return 0;
	}
	out->has_oid = true;
	out->oid = from->oid;
	if (!done_entry_set_mode(out, from->mode) || out->kind == DONE_ENTRY_DIRECTORY)
		return index_malformed(err, from->path, "it has a mode that git does not know");
	if (done_oid_is_zero(&from->oid))
		return index_malformed(err, from->path, "it has a null id");
	return 0;
}

/* True when path lies in the directory that was made up last: it adds nothing. */
static bool is_in(const struct done_entry *last, const char *name)
{
	size_t len = strlen(last->name);

	return last->kind == DONE_ENTRY_DIRECTORY && !strncmp(last->name, name, len) &&
	    name[len] == '/';
}

static bool index_lies_in(
    const struct done_index *index, size_t i, const char *directory, size_t len)
{
	const char *path = index->entries[i].path;

	return !strncmp(path, directory, len) && path[len] == '/';
}

/*
 * Gives the directory, which entry i of the index made, the id that the index has for it. Returns
 * how many entries more lie in it: 0 where its tree is not known, or is not of those entries.
 */
static size_t index_give_id(
    const struct done_index *index, size_t i, size_t prefix, struct done_entry *directory)
{
	char path[DONE_PATH_MAX + 1];
	size_t len = prefix + strlen(directory->name), left = index->nr - i;
	const struct done_index_tree *tree;

	memcpy(path, index->entries[i].path, len);
	path[len] = '\0';
	tree = done_index_tree_find(index, path);
	if (!tree || !tree->nr || tree->nr > left ||
	    !index_lies_in(index, i + tree->nr - 1, path, len) ||
	    (tree->nr < left && index_lies_in(index, i + tree->nr, path, len)))
		return 0;
	directory->has_oid = true;
	directory->oid = tree->oid;
	return tree->nr - 1;
}

static int index_load(
    void *data, struct done_arena *arena, struct done_node *node, struct done_error *err)
{
	struct index_snapshot *self = data;
	struct done_directory *directory = &node->directory;
	struct done_directory found = {0};
	char prefix[DONE_PATH_MAX + 2];
	size_t cap = 0, len = node->len;
	const char *twice = NULL;

	memcpy(prefix, node->path, len);
	if (len)
		prefix[len++] = '/';
	prefix[len] = '\0';
	for (size_t i =
	         DONE_TEXT_BOUND(self->index.entries, self->index.nr, path, prefix, len, '\0');
	     i < self->index.nr; i++) {
		const struct done_index_entry *entry = &self->index.entries[i];

		if (strncmp(entry->path, prefix, len) != 0)
			break;
		if (found.nr && is_in(&found.entries[found.nr - 1], entry->path + len))
			continue;
		struct done_entry *made = DONE_ARENA_PUSH(arena, found.entries, found.nr, cap);
		int rc = make_entry(arena, entry, len, made, err);
		if (rc < 0)
			return rc;
		if (made->kind == DONE_ENTRY_DIRECTORY)
			i += index_give_id(&self->index, i, len, made);
	}
	if (!done_directory_sort(&found, &twice))
		return index_malformed(err, twice, "it is both a file and a directory");
	*directory = found;
	return 0;
}

static int index_list(
    void *data, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct index_snapshot *self = data;

	return done_directories_list(&self->directories, path, out, err);
}

static int index_read_blob(void *data, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct index_snapshot *self = data;

	return done_object_read(self->repo, oid, GIT_OBJECT_BLOB, max, path, out, err);
}

static int index_look(void *data, const struct done_oid *oid, const char *path, size_t first,
    uint64_t *size, struct done_buf *out, struct done_error *err)
{
	struct index_snapshot *self = data;

	return done_object_look(self->repo, oid, GIT_OBJECT_BLOB, first, path, size, out, err);
}

static void index_release(void *data)
{
	struct index_snapshot *self = data;

	done_index_release(&self->index);
	done_arena_release(&self->directories.arena);
	free(self);
}

int done_snapshot_of_index(
    struct done_repo *repo, struct done_snapshot *out, struct done_error *err)
{
	struct index_snapshot *self = calloc(1, sizeof(*self));

	if (!self)
		done_out_of_memory();
	self->repo = repo;
	int rc = done_index_read(repo, &self->index, err);
	if (rc < 0) {
		index_release(self);
		return rc;
	}
	self->directories.load = index_load;
	self->directories.self = self;
	self->directories.root =
	    done_arena_alloc(&self->directories.arena, sizeof(struct done_node));
	self->directories.root->path = "";
	*out = (struct done_snapshot){.self = self,
	    .list = index_list,
	    .read = index_read_blob,
	    .close = index_release,
	    .look = index_look};
	return 0;
}
