/* The entries of an index, which both readers fill: libgit2's and git's own. */
#include "index.h"
#include "tree.h"

#include <string.h>

int done_index_conflict(struct done_error *err, const char *path)
{
	done_error_set(err, DONE_E_UNDECIDED, "the index holds a merge conflict in '%s'", path);
	return done_error_cure(err, "resolve it, then: git add -- PATH");
}

int done_index_add(
    struct done_index *index, const struct done_index_entry *entry, struct done_error *err)
{
	if (index->nr == DONE_ENTRIES_MAX)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "the index is too large to judge: more than 2,000,000 entries");
	if (index->nr && strcmp(index->entries[index->nr - 1].path, entry->path) >= 0) {
		done_error_set(
		    err, DONE_E_UNDECIDED, "malformed index: '%s' is out of order", entry->path);
		return done_error_cure(err, "rm .git/index && git reset");
	}
	*DONE_ARENA_PUSH(&index->arena, index->entries, index->nr, index->cap) = *entry;
	return 0;
}
