/*
 * Globs that were compiled already. What stands for '@tests' stands in many checks, and compiling
 * its two hundred globs for each of them was nine tenths of what a small gate cost.
 */
#include <string.h>

#include "loader.h"

struct done_glob_memo {
	struct done_file_glob *slots; /* by the hash of what is written; written NULL: free */
	const char **written;
	size_t nr, cap; /* cap: a power of two, at least twice nr */
};

#define MEMO_FIRST 1024

static size_t memo_slot(const struct done_glob_memo *memo, const char *written)
{
	uint64_t hash = 14695981039346656037U;
	size_t slot;

	for (const char *p = written; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211U;
	slot = (size_t)(hash ^ (hash >> 32)) & (memo->cap - 1);
	while (memo->written[slot] && strcmp(memo->written[slot], written) != 0)
		slot = (slot + 1) & (memo->cap - 1);
	return slot;
}

static void memo_grow(struct done_arena *arena, struct done_glob_memo *memo)
{
	const struct done_glob_memo old = *memo;

	memo->cap = old.cap ? old.cap * 2 : MEMO_FIRST;
	memo->slots = done_arena_array(arena, memo->cap, sizeof(*memo->slots));
	memo->written = done_arena_array(arena, memo->cap, sizeof(*memo->written));
	for (size_t i = 0; i < old.cap; i++) {
		size_t slot;

		if (!old.written[i])
			continue;
		slot = memo_slot(memo, old.written[i]);
		memo->written[slot] = old.written[i];
		memo->slots[slot] = old.slots[i];
	}
}

bool done_glob_recall(
    const struct done_loader *loader, const char *written, struct done_file_glob *out)
{
	size_t slot;

	if (!loader->globs)
		return false;
	slot = memo_slot(loader->globs, written);
	if (!loader->globs->written[slot])
		return false;
	*out = loader->globs->slots[slot];
	return true;
}

void done_glob_keep(
    struct done_loader *loader, const char *written, const struct done_file_glob *glob)
{
	struct done_glob_memo *memo = loader->globs;
	size_t slot;

	if (!memo)
		memo = loader->globs = done_arena_alloc(loader->arena, sizeof(*memo));
	if ((memo->nr + 1) * 2 > memo->cap)
		memo_grow(loader->arena, memo);
	slot = memo_slot(memo, written);
	memo->nr += !memo->written[slot];
	memo->written[slot] = written;
	memo->slots[slot] = *glob;
}
