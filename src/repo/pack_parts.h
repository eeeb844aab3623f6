/*
 * Inside the quick way to packed objects: what its files share.
 */
#ifndef DONE_REPO_PACK_PARTS_H
#define DONE_REPO_PACK_PARTS_H

#include "pack.h"

#include <libdeflate.h>
#include <zlib.h>

enum {
	DONE_PACK_SLOTS = 1024, /* a power of two */
	DONE_PACK_CHAIN_MAX = 4096,
};

enum {
	DONE_DELTA_BY_OFFSET = 6,
	DONE_DELTA_BY_ID = 7,
};

/* An object as a whole, which others may be deltas against. */
struct done_whole {
	const struct done_pack *pack;
	uint64_t offset;
	git_object_t type;
	char *ptr; /* malloc'd; NULL: none */
	size_t len;
};

/* What stands at an offset. */
struct done_stored {
	unsigned type;
	uint64_t len;  /* unpacked: of the object, or of the delta */
	uint64_t base; /* of a delta */
	uint64_t data; /* where the packed bytes begin */
};

struct done_packs {
	struct done_pack_list list;
	z_stream zlib;
	bool zlib_is_ready;
	struct libdeflate_decompressor *deflate; /* NULL: none yet */
	struct done_whole slots[DONE_PACK_SLOTS];
	size_t kept;             /* bytes in slots */
	struct done_whole large; /* the last one that is too large for a slot */
	char *scratch;           /* a delta */
	size_t scratch_cap;
	struct done_stored chain[DONE_PACK_CHAIN_MAX];
	uint64_t offsets[DONE_PACK_CHAIN_MAX]; /* of the objects of the chain */
};

bool done_pack_stored(struct done_packs *packs, const struct done_pack *pack, uint64_t offset,
    struct done_stored *out);
/* zlib, ready for the start of an object; false: it cannot be. */
bool done_packs_unpacking(struct done_packs *packs);

#endif
