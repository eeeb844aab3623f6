/*
 * The first bytes of packed objects, however large these are: of what is whole they are unpacked,
 * of a delta they are made from the first bytes of its base.
 */
#include "pack_parts.h"

#include <stdlib.h>

enum {
	START_DELTAS = 64,         /* along a chain */
	START_OF_BASE = 256 << 10, /* for what a delta copies to the start */
	START_OF_DELTA = 64 << 10,
};

/* Unpacks at most len bytes: how many there are. */
static size_t unpack_start(struct done_packs *packs, const struct done_pack *pack,
    const struct done_stored *stored, char *out, size_t len)
{
	z_stream *zlib = &packs->zlib;
	uint64_t from = stored->data;
	int rc = Z_OK;

	if (!done_packs_unpacking(packs))
		return 0;
	zlib->next_out = (Bytef *)out;
	zlib->avail_out = (uInt)len;
	while (rc == Z_OK && zlib->avail_out) {
		struct done_bytes bytes = done_pack_bytes(&packs->list, pack, from);

		if (!bytes.len)
			return 0;
		zlib->next_in = (Bytef *)bytes.ptr;
		zlib->avail_in = (uInt)bytes.len;
		from += bytes.len;
		rc = inflate(zlib, Z_SYNC_FLUSH);
	}
	return rc == Z_OK || rc == Z_STREAM_END ? len - zlib->avail_out : 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): START_DELTAS deep at most */
static size_t start_at(struct done_packs *packs, const struct done_pack *pack, uint64_t offset,
    unsigned depth, char *out, size_t len)
{
	struct done_stored stored;
	size_t nr = 0;

	if (depth == START_DELTAS || !done_pack_stored(packs, pack, offset, &stored))
		return 0;
	if (stored.type != DONE_DELTA_BY_OFFSET && stored.type != DONE_DELTA_BY_ID)
		return unpack_start(packs, pack, &stored, out, len);
	char *base = malloc(START_OF_BASE), *delta = malloc(START_OF_DELTA);
	if (base && delta) {
		struct done_bytes from = {
		    base, start_at(packs, pack, stored.base, depth + 1, base, START_OF_BASE)};
		struct done_bytes by = {
		    delta, unpack_start(packs, pack, &stored, delta, START_OF_DELTA)};

		nr = done_delta_start(from, by, out, len);
	}
	free(base);
	free(delta);
	return nr;
}

size_t done_packs_start(struct done_packs *packs, const struct done_oid *id, char *out, size_t len)
{
	uint64_t offset;
	const struct done_pack *pack = done_pack_list_find(&packs->list, id, &offset);

	return pack ? start_at(packs, pack, offset, 0, out, len) : 0;
}
