/*
 * Objects of packs: a chain of deltas is followed down to what is whole or remembered, then built
 * up again.
 */
#include "pack_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
	ID_BYTES = 20,
	HEADER_BYTES = 12,
	STORED_BYTES_MAX = 48, /* type and size, then a distance or an id */
	KEPT_OBJECT_MAX = 256 << 10,
	KEPT_MAX = 4 << 20,
	SCRATCH_FIRST = 16 << 10,
	SCRATCH_KEPT = 1 << 20,
	TEXT_SHRINKS = 4, /* to a fourth, at best, as a rule */
};
/* Larger objects along a chain are left to libgit2. */
#define OBJECT_MAX ((size_t)64 << 20)

/* ---- what was read before ---- */

static struct done_whole *pack_slot_of(
    struct done_packs *packs, const struct done_pack *pack, uint64_t offset)
{
	uint64_t hash = (offset + (uint64_t)(pack - packs->list.items)) * 0x9E3779B97F4A7C15U;

	return &packs->slots[hash >> 54];
}

static void forget(struct done_packs *packs, struct done_whole *whole)
{
	if (whole != &packs->large && whole->ptr)
		packs->kept -= whole->len;
	free(whole->ptr);
	*whole = (struct done_whole){0};
}

static const struct done_whole *pack_keep(struct done_packs *packs, const struct done_whole *made)
{
	struct done_whole *place = &packs->large;

	if (made->len <= KEPT_OBJECT_MAX) {
		if (packs->kept + made->len > KEPT_MAX) {
			for (size_t i = 0; i < DONE_PACK_SLOTS; i++)
				forget(packs, &packs->slots[i]);
		}
		place = pack_slot_of(packs, made->pack, made->offset);
	}
	forget(packs, place);
	*place = *made;
	if (place != &packs->large)
		packs->kept += made->len;
	return place;
}

static const struct done_whole *known(
    struct done_packs *packs, const struct done_pack *pack, uint64_t offset)
{
	struct done_whole *slot = pack_slot_of(packs, pack, offset);

	return slot->ptr && slot->pack == pack && slot->offset == offset ? slot : NULL;
}

/* ---- what is in the file ---- */

/* The distance to the base, counted so that no number can be written in two ways. */
static bool read_distance(const unsigned char **at, const unsigned char *end, uint64_t *out)
{
	uint64_t distance;

	if (*at == end)
		return false;
	distance = **at & 0x7F;
	while (*(*at)++ & 0x80) {
		if (*at == end || distance > UINT64_MAX >> 8)
			return false;
		distance = (distance + 1) << 7 | (**at & 0x7F);
	}
	*out = distance;
	return true;
}

static bool read_size(const unsigned char **at, const unsigned char *end, struct done_stored *out)
{
	unsigned char c = *(*at)++;

	out->type = c >> 4 & 7;
	out->len = c & 0x0F;
	for (unsigned shift = 4; c & 0x80; shift += 7) {
		if (*at == end || shift > 53)
			return false;
		c = *(*at)++;
		out->len |= (uint64_t)(c & 0x7F) << shift;
	}
	return true;
}

static bool read_base(
    uint64_t offset, const unsigned char **at, const unsigned char *end, uint64_t *out)
{
	uint64_t distance;

	if (!read_distance(at, end, &distance) || !distance || distance > offset)
		return false;
	*out = offset - distance;
	return true;
}

static bool read_base_id(
    const struct done_pack *pack, const unsigned char **at, const unsigned char *end, uint64_t *out)
{
	struct done_oid id;

	if (end - *at < ID_BYTES)
		return false;
	memcpy(id.id, *at, ID_BYTES);
	*at += ID_BYTES;
	return done_pack_find(pack, &id, out);
}

/* The first bytes at an offset, which may lie in two blocks. */
static size_t peek(struct done_packs *packs, const struct done_pack *pack, uint64_t offset,
    unsigned char out[STORED_BYTES_MAX])
{
	size_t nr = 0;

	while (nr < STORED_BYTES_MAX) {
		struct done_bytes bytes = done_pack_bytes(&packs->list, pack, offset + nr);
		size_t len = STORED_BYTES_MAX - nr < bytes.len ? STORED_BYTES_MAX - nr : bytes.len;

		if (!len)
			break;
		memcpy(out + nr, bytes.ptr, len);
		nr += len;
	}
	return nr;
}

bool done_pack_stored(struct done_packs *packs, const struct done_pack *pack, uint64_t offset,
    struct done_stored *out)
{
	unsigned char bytes[STORED_BYTES_MAX];
	const unsigned char *at = bytes, *end;

	if (offset < HEADER_BYTES)
		return false;
	end = bytes + peek(packs, pack, offset, bytes);
	if (at == end || !read_size(&at, end, out))
		return false;
	if (out->type == DONE_DELTA_BY_OFFSET && !read_base(offset, &at, end, &out->base))
		return false;
	if (out->type == DONE_DELTA_BY_ID && !read_base_id(pack, &at, end, &out->base))
		return false;
	out->data = offset + (uint64_t)(at - bytes);
	return true;
}

bool done_packs_unpacking(struct done_packs *packs)
{
	if (packs->zlib_is_ready)
		return inflateReset(&packs->zlib) == Z_OK;
	packs->zlib_is_ready = inflateInit(&packs->zlib) == Z_OK;
	return packs->zlib_is_ready;
}

/* About twice as quick as zlib; false for whatever does not end in one block, and for what is not
 * exactly `stored->len` bytes: zlib then has the word. */
static bool unpack_at_once(struct done_packs *packs, const struct done_pack *pack,
    const struct done_stored *stored, char *out)
{
	struct done_bytes bytes = done_pack_bytes(&packs->list, pack, stored->data);
	size_t len;

	if (bytes.len < stored->len / TEXT_SHRINKS)
		return false;
	if (!packs->deflate)
		packs->deflate = libdeflate_alloc_decompressor();
	return packs->deflate &&
	    libdeflate_zlib_decompress_ex(packs->deflate, bytes.ptr, bytes.len, out,
	        (size_t)stored->len, NULL, &len) == LIBDEFLATE_SUCCESS &&
	    len == stored->len;
}

/* The same, block by block; out has room for one byte more, which shows what is too long. */
static bool unpack_by_blocks(struct done_packs *packs, const struct done_pack *pack,
    const struct done_stored *stored, char *out)
{
	z_stream *zlib = &packs->zlib;
	uint64_t from = stored->data;
	int rc = Z_BUF_ERROR;

	if (!done_packs_unpacking(packs))
		return false;
	zlib->next_out = (Bytef *)out;
	zlib->avail_out = (uInt)(stored->len + 1);
	/* Z_BUF_ERROR: it wants the next block. */
	while (rc == Z_BUF_ERROR && zlib->avail_out) {
		struct done_bytes bytes = done_pack_bytes(&packs->list, pack, from);

		if (!bytes.len)
			return false;
		zlib->next_in = (Bytef *)bytes.ptr;
		zlib->avail_in = (uInt)bytes.len;
		from += bytes.len;
		rc = inflate(zlib, Z_FINISH);
	}
	return rc == Z_STREAM_END && zlib->avail_out == 1;
}

/* Exactly `stored->len` bytes; out has room for one more. */
static bool unpack(struct done_packs *packs, const struct done_pack *pack,
    const struct done_stored *stored, char *out)
{
	return unpack_at_once(packs, pack, stored, out) ||
	    unpack_by_blocks(packs, pack, stored, out);
}

/* ---- chains ---- */

static const struct done_whole *read_plain(struct done_packs *packs, const struct done_pack *pack,
    uint64_t offset, const struct done_stored *stored)
{
	static const git_object_t types[8] = {[1] = GIT_OBJECT_COMMIT,
	    [2] = GIT_OBJECT_TREE,
	    [3] = GIT_OBJECT_BLOB,
	    [4] = GIT_OBJECT_TAG};
	struct done_whole made = {pack, offset, types[stored->type], NULL, (size_t)stored->len};

	if (!made.type)
		return NULL;
	made.ptr = malloc(made.len + 1);
	if (!made.ptr || !unpack(packs, pack, stored, made.ptr)) {
		free(made.ptr);
		return NULL;
	}
	return pack_keep(packs, &made);
}

static bool read_delta(struct done_packs *packs, const struct done_pack *pack,
    const struct done_stored *stored, struct done_bytes *out)
{
	size_t needed = (size_t)stored->len + 1;

	if (packs->scratch_cap < needed) {
		free(packs->scratch);
		packs->scratch_cap = needed > SCRATCH_FIRST ? needed : SCRATCH_FIRST;
		packs->scratch = malloc(packs->scratch_cap);
		if (!packs->scratch) {
			packs->scratch_cap = 0;
			return false;
		}
	}
	*out = (struct done_bytes){packs->scratch, (size_t)stored->len};
	return unpack(packs, pack, stored, packs->scratch);
}

static const struct done_whole *build(struct done_packs *packs, const struct done_whole *base,
    uint64_t offset, const struct done_stored *stored)
{
	struct done_whole made = {base->pack, offset, base->type, NULL, 0};
	struct done_bytes delta, from = {base->ptr, base->len};

	if (!read_delta(packs, base->pack, stored, &delta) ||
	    !done_delta_size(delta, base->len, &made.len) || made.len > OBJECT_MAX)
		return NULL;
	made.ptr = malloc(made.len + 1);
	if (!made.ptr || !done_delta_apply(from, delta, made.ptr, made.len)) {
		free(made.ptr);
		return NULL;
	}
	return pack_keep(packs, &made);
}

static const struct done_whole *pack_resolve(
    struct done_packs *packs, const struct done_pack *pack, uint64_t offset)
{
	const struct done_whole *whole = known(packs, pack, offset);
	size_t nr = 0;

	while (!whole) {
		struct done_stored *stored = &packs->chain[nr];

		if (!done_pack_stored(packs, pack, offset, stored) || stored->len > OBJECT_MAX)
			return NULL;
		if (stored->type != DONE_DELTA_BY_OFFSET && stored->type != DONE_DELTA_BY_ID) {
			whole = read_plain(packs, pack, offset, stored);
			break;
		}
		packs->offsets[nr++] = offset;
		if (nr == DONE_PACK_CHAIN_MAX)
			return NULL;
		offset = stored->base;
		whole = known(packs, pack, offset);
	}
	while (whole && nr--)
		whole = build(packs, whole, packs->offsets[nr], &packs->chain[nr]);
	return whole;
}

/* ---- from outside ---- */

struct done_packs *done_packs_open(const char *const *directories, size_t nr)
{
	struct done_packs *packs = calloc(1, sizeof(*packs));

	if (!packs)
		done_out_of_memory();
	done_pack_list_open(&packs->list, directories, nr);
	return packs;
}

void done_packs_close(struct done_packs *packs)
{
	if (!packs)
		return;
	for (size_t i = 0; i < DONE_PACK_SLOTS; i++)
		free(packs->slots[i].ptr);
	free(packs->large.ptr);
	free(packs->scratch);
	if (packs->zlib_is_ready)
		inflateEnd(&packs->zlib);
	libdeflate_free_decompressor(packs->deflate);
	done_pack_list_close(&packs->list);
	free(packs);
}

/* Before anything is unpacked. What a delta makes is known, and bounded, only when it is. */
static bool pack_fits(
    struct done_packs *packs, const struct done_pack *pack, uint64_t offset, size_t max)
{
	struct done_stored stored;

	return done_pack_stored(packs, pack, offset, &stored) && stored.len <= max;
}

/* What only a large object needs is not held on to. */
static void let_go(struct done_packs *packs)
{
	forget(packs, &packs->large);
	if (packs->scratch_cap <= SCRATCH_KEPT)
		return;
	free(packs->scratch);
	packs->scratch = NULL;
	packs->scratch_cap = 0;
}

bool done_packs_read(
    struct done_packs *packs, const struct done_oid *id, size_t max, struct done_packed *out)
{
	uint64_t offset;
	const struct done_pack *pack = done_pack_list_find(&packs->list, id, &offset);

	let_go(packs);
	const struct done_whole *whole =
	    pack && pack_fits(packs, pack, offset, max) ? pack_resolve(packs, pack, offset) : NULL;
	if (!whole || whole->len > max)
		return false;
	*out = (struct done_packed){whole->type, {whole->ptr, whole->len}};
	return true;
}
