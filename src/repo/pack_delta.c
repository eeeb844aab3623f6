/*
 * Deltas of packs: sizes of base and result, then instructions to copy from the base or to insert.
 */
#include "pack.h"

#include <string.h>

struct reader {
	const unsigned char *at, *end;
};

static bool read_size(struct reader *reader, size_t *out)
{
	uint64_t size = 0;

	for (unsigned shift = 0; shift < 56 && reader->at < reader->end; shift += 7) {
		unsigned char c = *reader->at++;

		size |= (uint64_t)(c & 0x7F) << shift;
		if (!(c & 0x80)) {
			*out = (size_t)size;
			return size <= SIZE_MAX;
		}
	}
	return false;
}

static bool read_sizes(struct reader *reader, size_t *base, size_t *result)
{
	return read_size(reader, base) && read_size(reader, result);
}

/* The bytes of a number that the instruction says are there, lowest first. */
static bool pack_delta_read_number(struct reader *reader, unsigned present, size_t *out)
{
	size_t number = 0;

	for (unsigned shift = 0; present; present >>= 1, shift += 8) {
		if (!(present & 1))
			continue;
		if (reader->at == reader->end)
			return false;
		number |= (size_t)*reader->at++ << shift;
	}
	*out = number;
	return true;
}

/* What one instruction adds: a piece of the base or of the delta itself. */
struct piece {
	const unsigned char *inserted; /* NULL: it is at `offset` of the base */
	size_t offset, len;
};

static bool read_piece(struct reader *reader, size_t base_len, struct piece *out)
{
	unsigned char code = *reader->at++;
	size_t offset, len;

	if (!(code & 0x80)) {
		if (!code || code > (size_t)(reader->end - reader->at))
			return false;
		*out = (struct piece){reader->at, 0, code};
		reader->at += code;
		return true;
	}
	if (!pack_delta_read_number(reader, code & 0x0F, &offset) ||
	    !pack_delta_read_number(reader, code >> 4 & 0x07, &len))
		return false;
	if (!len)
		len = 0x10000;
	if (offset > base_len || len > base_len - offset)
		return false;
	*out = (struct piece){NULL, offset, len};
	return true;
}

static struct reader reader_of(struct done_bytes delta)
{
	const unsigned char *start = (const unsigned char *)delta.ptr;

	return (struct reader){start, start + delta.len};
}

bool done_delta_size(struct done_bytes delta, size_t base_len, size_t *out)
{
	struct reader reader = reader_of(delta);
	size_t base, result;

	if (!read_sizes(&reader, &base, &result) || base != base_len)
		return false;
	*out = result;
	return true;
}

bool done_delta_apply(struct done_bytes base, struct done_bytes delta, char *out, size_t len)
{
	struct reader reader = reader_of(delta);
	struct piece piece;
	size_t base_len, result, done = 0;

	if (!read_sizes(&reader, &base_len, &result) || base_len != base.len || result != len)
		return false;
	while (reader.at < reader.end) {
		if (!read_piece(&reader, base.len, &piece) || piece.len > len - done)
			return false;
		memcpy(out + done,
		    piece.inserted ? (const char *)piece.inserted : base.ptr + piece.offset,
		    piece.len);
		done += piece.len;
	}
	return done == len;
}

size_t done_delta_start(struct done_bytes base, struct done_bytes delta, char *out, size_t len)
{
	struct reader reader = reader_of(delta);
	struct piece piece;
	size_t base_len, result, done = 0;

	if (!read_sizes(&reader, &base_len, &result))
		return 0;
	while (done < len && reader.at < reader.end && read_piece(&reader, base_len, &piece)) {
		size_t here = piece.len, wanted = len - done;

		if (!piece.inserted)
			here = piece.offset < base.len ? base.len - piece.offset : 0;
		if (here > piece.len)
			here = piece.len;
		if (here > wanted)
			here = wanted;
		memcpy(out + done,
		    piece.inserted ? (const char *)piece.inserted
		                   : base.ptr + (here ? piece.offset : 0),
		    here);
		done += here;
		if (here < piece.len)
			break;
	}
	return done;
}
