/*
 * The index by our own hands, for what libgit2 cannot give: its TREE extension, where git keeps the
 * ids of the trees that it would commit. A directory with an id is not walked where HEAD's has the
 * same. Follows git's Documentation/gitformat-index.txt, versions 2 to 4. Whatever is not as
 * expected is left to the other readers, and their messages: nothing is decided here.
 */
#include "index.h"
#include "opening.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

enum {
	HEADER = 12, /* "DIRC", version, number of entries */
	ENTRY = 62,  /* up to the name, without the second flags */
	MODIFIED = 8,
	MODE = 24,
	SIZE = 36,
	ID = 40,
	FLAGS = 60,
	HASH = 20,
	STAGE = 0x3000, /* flags */
	EXTENDED = 0x4000,
	NAME_LENGTH = 0x0fff,
	INTENT_TO_ADD = 0x2000, /* second flags */
	SKIP_WORKTREE = 0x4000,
};

struct index_file {
	const unsigned char *at, *end;
	struct done_index *index;
	uint32_t version;
	struct done_buf name; /* of the entry before, which version 4 goes on from */
};

static uint32_t be32(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	    bytes[3];
}

static unsigned be16(const unsigned char *bytes)
{
	return (unsigned)bytes[0] << 8 | bytes[1];
}

/* ---- entries ---- */

/* Version 4: how much of the last name goes, in groups of seven bits, the highest first. */
static bool take_cut(struct index_file *from, size_t *cut)
{
	*cut = 0;
	for (int i = 0; from->at < from->end && i < 4; i++) {
		unsigned char byte = *from->at++;

		*cut = (*cut << 7) + (byte & 0x7f);
		if (byte < 0x80)
			return *cut <= from->name.len;
		++*cut;
	}
	return false;
}

/* The name at from->at, which moves behind it; what stands before the name takes fixed bytes. NULL:
 * malformed. */
static const char *index_take_name(struct index_file *from, size_t fixed, size_t *len)
{
	const unsigned char *nul;
	const char *name;
	size_t cut = 0, padding = 0;

	if (from->version == 4 && !take_cut(from, &cut))
		return NULL;
	nul = memchr(from->at, '\0', (size_t)(from->end - from->at));
	if (!nul)
		return NULL;
	name = (const char *)from->at;
	*len = (size_t)(nul - from->at);
	if (from->version == 4) {
		from->name.len -= cut;
		done_buf_add(&from->name, name, *len);
		*len = from->name.len;
		name = done_arena_strndup(&from->index->arena, from->name.ptr, *len);
	} else {
		padding = 7 - (fixed + *len) % 8;
	}
	if ((size_t)(from->end - nul) <= padding)
		return NULL;
	from->at = nul + 1 + padding;
	return name;
}

/* False: not an entry, or one of a merge that is not finished. */
static bool index_file_take_entry(struct index_file *from)
{
	const unsigned char *raw = from->at;
	struct done_index_entry entry = {0};
	struct done_error ignored = {0};
	size_t fixed = ENTRY, left = (size_t)(from->end - raw), len;
	unsigned flags, more = 0;

	if (left < ENTRY + 2)
		return false;
	flags = be16(raw + FLAGS);
	if (flags & EXTENDED) {
		more = be16(raw + ENTRY);
		fixed += 2;
	}
	from->at += fixed;
	entry.path = index_take_name(from, fixed, &len);
	if (!entry.path || !len || (flags & STAGE) || (more & ~(INTENT_TO_ADD | SKIP_WORKTREE)) ||
	    (flags & EXTENDED && from->version < 3) ||
	    (flags & NAME_LENGTH) != (len < NAME_LENGTH ? len : NAME_LENGTH))
		return false;
	if (more & INTENT_TO_ADD)
		return true;
	entry.mode = be32(raw + MODE);
	entry.changed = be32(raw);
	entry.modified = be32(raw + MODIFIED);
	entry.modified_nanoseconds = be32(raw + MODIFIED + 4);
	entry.size = be32(raw + SIZE);
	entry.is_skipped = more & SKIP_WORKTREE;
	memcpy(entry.oid.id, raw + ID, sizeof(entry.oid.id));
	return done_index_add(from->index, &entry, &ignored) >= 0;
}

/* ---- trees ---- */

/* A decimal number and the byte behind it. */
static bool index_take_number(struct index_file *from, char behind, long *number)
{
	bool negative = from->at < from->end && *from->at == '-';
	int digits = 0;

	*number = 0;
	for (from->at += negative; from->at < from->end && digits < 8; digits++, from->at++) {
		if (*from->at < '0' || *from->at > '9')
			break;
		*number = *number * 10 + (*from->at - '0');
	}
	if (negative)
		*number = -*number;
	return digits && from->at < from->end && *from->at++ == (unsigned char)behind;
}

/* One directory, and those below it; from->name is the path of the one around it. */
static bool index_take_tree(struct index_file *from, unsigned depth)
{
	const unsigned char *nul = memchr(from->at, '\0', (size_t)(from->end - from->at));
	size_t around = from->name.len;
	long nr, below;
	struct done_index *index = from->index;

	if (!nul || depth > DONE_DEPTH_MAX)
		return false;
	if (around)
		done_buf_addch(&from->name, '/');
	done_buf_add(&from->name, from->at, (size_t)(nul - from->at));
	from->at = nul + 1;
	if (!index_take_number(from, ' ', &nr) || !index_take_number(from, '\n', &below) ||
	    below < 0)
		return false;
	if (nr >= 0 && from->end - from->at < HASH)
		return false;
	if (nr >= 0) {
		struct done_index_tree *tree =
		    DONE_ARENA_PUSH(&index->arena, index->trees, index->nr_trees, index->cap_trees);

		tree->path = done_arena_strndup(
		    &index->arena, from->name.ptr ? from->name.ptr : "", from->name.len);
		tree->nr = (size_t)nr;
		memcpy(tree->oid.id, from->at, sizeof(tree->oid.id));
		from->at += HASH;
	}
	for (long i = 0; i < below; i++) {
		if (!index_take_tree(from, depth + 1))
			return false;
	}
	from->name.len = around;
	return true;
}

static int compare_trees(const void *a, const void *b)
{
	return strcmp(
	    ((const struct done_index_tree *)a)->path, ((const struct done_index_tree *)b)->path);
}

static bool index_take_trees(struct index_file *from)
{
	struct done_index *index = from->index;
	bool good = from->at == from->end || (index_take_tree(from, 0) && from->at == from->end);
	size_t i = 1;

	/* git's order is nearly that of the paths: "a" with all below it before "a-b". */
	while (i < index->nr_trees && compare_trees(&index->trees[i - 1], &index->trees[i]) <= 0)
		i++;
	if (i < index->nr_trees)
		qsort(index->trees, index->nr_trees, sizeof(*index->trees), compare_trees);
	return good;
}

/* Those with a small first letter change what entries mean: a split index, a sparse one. */
static bool index_take_extension(struct index_file *from)
{
	const unsigned char *raw = from->at;
	struct index_file inner = {.index = from->index};
	bool good;

	if (from->end - raw < 8 || raw[0] < 'A' || raw[0] > 'Z' ||
	    be32(raw + 4) > (size_t)(from->end - raw) - 8)
		return false;
	inner.at = raw + 8;
	inner.end = from->at = inner.at + be32(raw + 4);
	good = memcmp(raw, "TREE", 4) != 0 || (!from->index->nr_trees && index_take_trees(&inner));
	done_buf_release(&inner.name);
	return good;
}

/* ---- the file ---- */

/* For as many entries as the file says, but no more than it can hold. */
static void index_file_make_room(struct index_file *from, size_t nr)
{
	struct done_index *index = from->index;
	size_t most = (size_t)(from->end - from->at) / ENTRY;

	index->cap = nr < most ? nr : most;
	index->entries = done_arena_array(&index->arena, index->cap, sizeof(*index->entries));
}

static bool index_file_take(struct index_file *from)
{
	uint32_t nr;

	if (from->end - from->at < HEADER || memcmp(from->at, "DIRC", 4) != 0)
		return false;
	from->version = be32(from->at + 4);
	nr = be32(from->at + 8);
	from->at += HEADER;
	if (from->version < 2 || from->version > 4)
		return false;
	index_file_make_room(from, nr);
	for (uint32_t i = 0; i < nr; i++) {
		if (!index_file_take_entry(from))
			return false;
	}
	while (from->at < from->end) {
		if (!index_take_extension(from))
			return false;
	}
	return true;
}

/* The hash of all before it stands at the end. */
static bool index_file_is_whole(struct done_bytes bytes)
{
	struct done_oid hash;

	if (bytes.len < HEADER + HASH)
		return false;
	done_sha1((struct done_bytes){bytes.ptr, bytes.len - HASH}, &hash);
	return memcmp(hash.id, bytes.ptr + bytes.len - HASH, HASH) == 0;
}

bool done_index_read_file(const char *path, size_t max, struct done_index *index)
{
	struct index_file from = {.index = index};
	bool good = done_place_map(path, max, &index->mapped) && index_file_is_whole(index->mapped);

	if (good) {
		from.at = (const unsigned char *)index->mapped.ptr;
		from.end = from.at + index->mapped.len - HASH;
		good = index_file_take(&from);
	}
	done_buf_release(&from.name);
	if (!good)
		done_index_release(index);
	return good;
}

const struct done_index_tree *done_index_tree_find(const struct done_index *index, const char *path)
{
	const struct done_index_tree wanted = {.path = path};

	return index->nr_trees
	    ? bsearch(&wanted, index->trees, index->nr_trees, sizeof(wanted), compare_trees)
	    : NULL;
}
