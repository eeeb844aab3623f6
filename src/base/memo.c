/* What was computed once, by the bytes of what it was computed of. */
#include <stdlib.h>
#include <string.h>

#include "done/base.h"

struct memo_entry {
	const char *key; /* NULL: a free place */
	size_t len;
	uint64_t hash;
	void *value;
};

struct done_memo {
	struct done_arena arena;
	struct memo_entry *entries; /* a set by open addressing; cap is a power of two */
	size_t nr, cap, max;
};

struct done_memo *done_memo_new(size_t max)
{
	struct done_memo *memo = calloc(1, sizeof(*memo));

	if (!memo)
		done_out_of_memory();
	memo->max = max;
	return memo;
}

void done_memo_free(struct done_memo *memo)
{
	if (!memo)
		return;
	done_arena_release(&memo->arena);
	free(memo->entries);
	free(memo);
}

/* Stirred at its end: the set takes the low bits. */
static uint64_t memo_hash(const char *key, size_t len)
{
	uint64_t hash = done_hash(DONE_HASH, key, len);

	hash ^= hash >> 29;
	hash *= UINT64_C(0xbf58476d1ce4e5b9);
	return hash ^ (hash >> 32);
}

static struct memo_entry *memo_place(
    const struct done_memo *memo, const char *key, size_t len, uint64_t hash)
{
	for (size_t at = (size_t)hash;; at++) {
		struct memo_entry *entry = &memo->entries[at & (memo->cap - 1)];

		if (!entry->key ||
		    (entry->hash == hash && entry->len == len && !memcmp(entry->key, key, len)))
			return entry;
	}
}

static void memo_grow(struct done_memo *memo)
{
	struct memo_entry *old = memo->entries;
	size_t old_cap = memo->cap;

	memo->cap = old_cap ? old_cap * 2 : 256;
	memo->entries = calloc(memo->cap, sizeof(*memo->entries));
	if (!memo->entries)
		done_out_of_memory();
	for (size_t i = 0; i < old_cap; i++) {
		if (old[i].key)
			*memo_place(memo, old[i].key, old[i].len, old[i].hash) = old[i];
	}
	free(old);
}

void *done_memo_find(const struct done_memo *memo, const struct done_buf *key)
{
	if (!memo || !memo->nr)
		return NULL;
	return memo_place(memo, key->ptr, key->len, memo_hash(key->ptr, key->len))->value;
}

struct done_arena *done_memo_room(struct done_memo *memo)
{
	return memo && memo->arena.used < memo->max ? &memo->arena : NULL;
}

void done_memo_keep(struct done_memo *memo, const struct done_buf *key, void *value)
{
	uint64_t hash = memo_hash(key->ptr, key->len);
	struct memo_entry *entry;

	if (memo->nr * 2 >= memo->cap)
		memo_grow(memo);
	entry = memo_place(memo, key->ptr, key->len, hash);
	if (!entry->key) {
		memo->nr++;
		*entry =
		    (struct memo_entry){.key = done_arena_strndup(&memo->arena, key->ptr, key->len),
		        .len = key->len,
		        .hash = hash};
	}
	entry->value = value;
}
