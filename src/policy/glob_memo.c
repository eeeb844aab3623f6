/*
 * Globs that were compiled already. What stands for '@tests' stands in many checks, and compiling
 * its two hundred globs for each of them was nine tenths of what a small gate cost.
 */
#include <string.h>

#include "loader.h"

#define MEMO_FIRST 64
#define MEMO_FIRST_BUILT_IN 1024 /* a preset's lists are long */
#define MEMO_LISTS 16

struct done_glob_memo {
	struct memo_slot {
		const char *written; /* NULL: free */
		bool built_in;
		struct done_file_glob glob;
	} * slots;      /* by the hash of what is written */
	size_t nr, cap; /* cap: a power of two, at least twice nr */
	struct {
		const struct done_value *items;
		struct done_file_globs globs;
	} lists[MEMO_LISTS];
	size_t nr_lists;
};

/* What is built in is the same where it stands at the same place: its lists are long, and need not
 * be read again. */
static uint64_t memo_hash(const char *written, bool built_in)
{
	if (built_in)
		return (uint64_t)(uintptr_t)written * UINT64_C(0x9E3779B97F4A7C15);
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

static void memo_grow(struct done_arena *arena, struct done_glob_memo *memo, size_t first)
{
	const struct done_glob_memo old = *memo;

	memo->cap = old.cap ? old.cap * 2 : first;
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
		memo_grow(
		    loader->arena, memo, written->built_in ? MEMO_FIRST_BUILT_IN : MEMO_FIRST);
	slot = memo_slot(memo, written->string.ptr, written->built_in);
	memo->nr += !slot->written;
	*slot = (struct memo_slot){written->string.ptr, written->built_in, *glob};
}

bool done_globs_recall(const struct done_loader *loader, const struct done_value *items, size_t nr,
    struct done_file_globs *out)
{
	const struct done_glob_memo *memo = loader->globs;

	for (size_t i = 0; memo && i < memo->nr_lists; i++) {
		if (memo->lists[i].items != items || memo->lists[i].globs.nr != nr)
			continue;
		*out = memo->lists[i].globs;
		return true;
	}
	return false;
}

/* Only lists that were put in for a name are shared (ecosystem_globs.c). */
void done_globs_keep(
    struct done_loader *loader, const struct done_value *items, const struct done_file_globs *globs)
{
	struct done_glob_memo *memo = loader->globs;

	if (!items->stands_for || !memo || memo->nr_lists == MEMO_LISTS)
		return;
	memo->lists[memo->nr_lists].items = items;
	memo->lists[memo->nr_lists++].globs = *globs;
}
