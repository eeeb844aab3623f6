/*
 * The directories of a snapshot by path: each is loaded once, from its parent's entry, and kept. A
 * search starts at the directory asked for last, since a walk asks for its neighbours.
 */
#include "tree.h"

#include <string.h>

static int directories_limit(struct done_error *err, const char *what)
{
	done_error_set(err, DONE_E_UNDECIDED, "the tree is too large to judge: %s", what);
	return done_error_cure(err, "check that no directory was committed by mistake");
}

/* ---- trees that stand in several places ---- */

/* The place of the id, or the free one where it would stand. */
static struct done_node **directories_slot_of(
    const struct done_directories *all, const struct done_oid *oid)
{
	size_t at;

	/* An id is a hash already. */
	memcpy(&at, oid->id, sizeof(at));
	for (;; at++) {
		struct done_node **slot = &all->by_id[at & (all->cap_ids - 1)];

		if (!*slot || done_oid_equal(&(*slot)->oid, oid))
			return slot;
	}
}

static void ids_grow(struct done_directories *all)
{
	struct done_node **old = all->by_id;
	size_t cap = all->cap_ids;

	all->cap_ids = cap ? cap * 2 : 256;
	all->by_id = done_arena_array(&all->arena, all->cap_ids, sizeof(struct done_node *));
	for (size_t i = 0; i < cap; i++) {
		if (old[i])
			*directories_slot_of(all, &old[i]->oid) = old[i];
	}
}

/* From a directory of the same id that was loaded, else by the maker. */
static int load_or_share(
    struct done_directories *all, struct done_node *node, struct done_error *err)
{
	struct done_node **slot;
	int rc;

	if (!all->shares || !node->has_oid)
		return all->load(all->self, &all->arena, node, err);
	if (all->nr_ids * 2 >= all->cap_ids)
		ids_grow(all);
	slot = directories_slot_of(all, &node->oid);
	if (*slot) {
		node->directory = (*slot)->directory;
		return 0;
	}
	rc = all->load(all->self, &all->arena, node, err);
	if (rc >= 0) {
		*slot = node;
		all->nr_ids++;
	}
	return rc;
}

/* ---- by path ---- */

static int directories_load(
    struct done_directories *all, struct done_node *node, struct done_error *err)
{
	if (node->depth > DONE_DEPTH_MAX)
		return directories_limit(err, "more than 512 levels of directories");
	if (node->len > DONE_PATH_MAX)
		return directories_limit(err, "a path of more than 4,095 bytes");
	int rc = load_or_share(all, node, err);
	if (rc < 0)
		return rc;
	if (node->directory.nr > DONE_ENTRIES_MAX - all->nr_entries)
		return directories_limit(err, "more than 2,000,000 entries");
	all->nr_entries += node->directory.nr;
	return 0;
}

static int root(struct done_directories *all, struct done_error *err)
{
	if (all->last)
		return 0;
	int rc = directories_load(all, all->root, err);
	if (rc < 0)
		return rc;
	all->last = all->root;
	return 0;
}

static struct done_node *nearest(struct done_directories *all, const char *path)
{
	struct done_node *node = all->last;

	while (node->len) {
		if (!strncmp(path, node->path, node->len) &&
		    (path[node->len] == '/' || path[node->len] == '\0'))
			break;
		node = node->parent;
	}
	return node;
}

/* The child of node that path goes through: 1, or 0 when there is no such directory. */
static int descend(
    struct done_directories *all, struct done_node **node, const char *path, struct done_error *err)
{
	struct done_node *parent = *node, *child;
	const char *name = path + parent->len + (parent->len ? 1 : 0);
	size_t len = strcspn(name, "/");
	const struct done_entry *entry = done_directory_find(&parent->directory, name, len);

	if (!entry || entry->kind != DONE_ENTRY_DIRECTORY)
		return 0;
	size_t i = (size_t)(entry - parent->directory.entries);
	if (!parent->children)
		parent->children =
		    done_arena_array(&all->arena, parent->directory.nr, sizeof(struct done_node *));
	if (!parent->children[i]) {
		child = done_arena_alloc(&all->arena, sizeof(*child));
		child->parent = parent;
		child->len = (size_t)(name - path) + len;
		child->path = done_arena_strndup(&all->arena, path, child->len);
		child->depth = parent->depth + 1;
		child->has_oid = entry->has_oid;
		child->oid = entry->oid;
		int rc = directories_load(all, child, err);
		if (rc < 0)
			return rc;
		parent->children[i] = child;
	}
	*node = parent->children[i];
	return 1;
}

int done_directories_list(struct done_directories *all, const char *path,
    const struct done_directory **out, struct done_error *err)
{
	int rc = root(all, err);
	if (rc < 0)
		return rc;
	struct done_node *node = nearest(all, path);
	while (path[node->len]) {
		rc = descend(all, &node, path, err);
		if (rc <= 0)
			return rc;
	}
	all->last = node;
	*out = &node->directory;
	return 1;
}
