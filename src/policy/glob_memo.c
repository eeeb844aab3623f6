/*
 * Globs that were compiled already. What stands for '@tests' stands in many checks, and compiling
 * its two hundred globs for each of them was nine tenths of what a small gate cost.
 */
#include <string.h>

#include "loader.h"

struct done_glob_memo {
	struct memo_slot {
		const char *written; /* NULL: free */
		bool built_in;
		struct done_file_glob glob;
	} * slots;      /* by the hash of what is written */
	size_t nr, cap; /* cap: a power of two, at least twice nr */
};

#define MEMO_FIRST 1024

/* What is built in is the same where it stands at the same place: its lists are long, and need not
 * be read again. */
static uint64_t memo_hash(const char *written, bool built_in)
{
	if (built_in)
		return done_hash(DONE_HASH, &written, sizeof(written));
	return done_hash(DONE_HASH, written, strlen(written));
}

static struct memo_slot *memo_slot(
    const struct done_glob_memo *memo, const char *written, bool built_in)
{
	uint64_t hash = memo_hash(written, built_in);

	for (size_t i = (size_t)(hash ^ (hash >> 32));; i++) {
		struct memo_slot *slot = &memo->slots[i & (memo->cap - 1)];

		if (!slot->written || slot->written == written ||
		    (!built_in && !slot->built_in && !strcmp(slot->written, written)))
			return slot;
	}
}

static void memo_grow(struct done_arena *arena, struct done_glob_memo *memo)
{
	const struct done_glob_memo old = *memo;

	memo->cap = old.cap ? old.cap * 2 : MEMO_FIRST;
	memo->slots = done_arena_array(arena, memo->cap, sizeof(*memo->slots));
	for (size_t i = 0; i < old.cap; i++) {
		const struct memo_slot *slot = &old.slots[i];

		if (slot->written)
			*memo_slot(memo, slot->written, slot->built_in) = *slot;
	}
}

bool done_glob_recall(
    const struct done_loader *loader, const struct done_value *written, struct done_file_glob *out)
{
	const struct memo_slot *slot;

	if (!loader->globs)
		return false;
	slot = memo_slot(loader->globs, written->string.ptr, written->built_in);
	if (!slot->written)
		return false;
	*out = slot->glob;
	return true;
}

void done_glob_keep(
    struct done_loader *loader, const struct done_value *written, const struct done_file_glob *glob)
{
	struct done_glob_memo *memo = loader->globs;
	struct memo_slot *slot;

	if (!memo)
		memo = loader->globs = done_arena_alloc(loader->arena, sizeof(*memo));
	if ((memo->nr + 1) * 2 > memo->cap)
		memo_grow(loader->arena, memo);
	slot = memo_slot(memo, written->string.ptr, written->built_in);
	memo->nr += !slot->written;
	*slot = (struct memo_slot){written->string.ptr, written->built_in, *glob};
}
