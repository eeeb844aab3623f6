/*
 * Inside the repo room: raw tree objects, and the directories of a snapshot by path.
 */
#ifndef DONE_REPO_TREE_H
#define DONE_REPO_TREE_H

#include "done/repo.h"

#define DONE_TREE_BYTES_MAX (32U << 20)
#define DONE_PATH_MAX 4095U
#define DONE_DEPTH_MAX 512U
#define DONE_ENTRIES_MAX 2000000U

/* ---- one tree (tree.c) ---- */

/*
 * Parses a raw tree object of the directory `path` ("" is the root; for limits and messages). Names
 * point into raw, which must live as long as *out. Whatever git's own fsck would call an error is
 * refused: order, duplicates, odd modes, null ids, names that are no path part.
 */
int done_tree_parse(struct done_arena *arena, const char *path, struct done_bytes raw,
    struct done_directory *out, struct done_error *err);

/* Fills kind and executable from the number of a mode; false when git knows no such mode. */
bool done_entry_set_mode(struct done_entry *entry, unsigned mode);

/* What is wrong with one path part, or NULL. */
const char *done_entry_name_problem(const char *name, size_t len);

/* The order of whole paths: a directory sorts as if its name ended in '/'. */
int done_entry_compare_paths(const struct done_entry *a, const struct done_entry *b);

/*
 * Brings entries from the order of paths into the order of names; false when two share a name,
 * which *twice then is.
 */
bool done_directory_sort(struct done_directory *directory, const char **twice);

/* The entry of that name, or NULL. */
struct done_entry *done_directory_find(
    const struct done_directory *directory, const char *name, size_t len);

/* ---- directories by path (directories.c) ---- */

/* A directory that was loaded. oid is meaningful where has_oid. */
struct done_node {
	struct done_directory directory;
	struct done_node *parent, **children; /* children: as many as entries, or NULL as yet */
	const char *path;
	size_t len;
	unsigned depth;
	bool has_oid;
	struct done_oid oid;
};

/* Fills node->directory from node->path and node->oid; memory from the arena. */
typedef int done_node_load(
    void *self, struct done_arena *arena, struct done_node *node, struct done_error *err);

/*
 * Each directory is loaded once and kept. root and load are the maker's to set, and shares, where
 * directories of one id hold the same: a tree that is named a million times is then read once.
 */
struct done_directories {
	struct done_arena arena;
	struct done_node *root, *last;
	bool shares;
	struct done_node **by_id; /* open addressing; cap_ids is a power of two */
	size_t nr_ids, cap_ids;
	size_t nr_entries;
	done_node_load *load;
	void *self; /* for load */
};

int done_directories_list(struct done_directories *all, const char *path,
    const struct done_directory **out, struct done_error *err);

#endif
