/* The entries of an index, which three readers fill: ours, libgit2's and git's own. */
#include "index.h"
#include "tree.h"

#include <string.h>
#include <sys/mman.h>

int done_index_conflict(struct done_error *err, const char *path)
{
	done_error_set(err, DONE_E_UNDECIDED, "the index holds a merge conflict in '%s'", path);
	return done_error_cure(err, "resolve it, then: git add -- PATH");
}

void done_index_release(struct done_index *index)
{
	done_arena_release(&index->arena);
	if (index->mapped.ptr)
		munmap((void *)index->mapped.ptr, index->mapped.len);
	*index = (struct done_index){0};
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
