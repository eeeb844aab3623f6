/* Texts to numbers: which file, package or suite a report means, however often it names it. */
#include "evidence/parts.h"

#include <string.h>

static void names_grow(struct done_evidence_names *names)
{
	size_t nr = names->nr_slots ? names->nr_slots * 2 : 64;

	names->slots = done_arena_array(names->arena, nr, sizeof(*names->slots));
	names->nr_slots = nr;
	for (size_t i = 0; i < names->nr; i++) {
		size_t at = (size_t)names->hashes[i] & (nr - 1);

		while (names->slots[at])
			at = (at + 1) & (nr - 1);
		names->slots[at] = i + 1;
	}
}

static void names_add(
    struct done_evidence_names *names, const char *text, size_t len, uint64_t hash)
{
	size_t nr = names->nr, cap = names->cap;

	names->items = done_arena_grow(names->arena, names->items, nr, &cap, sizeof(*names->items));
	names->hashes =
	    done_arena_grow(names->arena, names->hashes, nr, &names->cap, sizeof(*names->hashes));
	names->items[nr] = done_arena_strndup(names->arena, text, len);
	names->hashes[nr] = hash;
	names->nr++;
}

size_t done_evidence_name(
    struct done_evidence_names *names, const char *text, size_t len, bool *is_new)
{
	uint64_t hash = done_hash(DONE_HASH, text, len);
	size_t at;

	if (names->nr * 2 >= names->nr_slots)
		names_grow(names);
	at = (size_t)hash & (names->nr_slots - 1);
	for (; names->slots[at]; at = (at + 1) & (names->nr_slots - 1)) {
		size_t i = names->slots[at] - 1;

		if (names->hashes[i] == hash && !strncmp(names->items[i], text, len) &&
		    !names->items[i][len]) {
			if (is_new)
				*is_new = false;
			return i;
		}
	}
	names_add(names, text, len, hash);
	names->slots[at] = names->nr;
	if (is_new)
		*is_new = true;
	return names->nr - 1;
}
