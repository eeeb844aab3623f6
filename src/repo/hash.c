/*
 * The name of an object: SHA-1 of its header and its bytes. Not by libgit2, whose SHA-1 looks for
 * signs of a collision in every block: git looked when the object came in, and what is asked here
 * is only whether the bytes are still those that the name stands for.
 */
#include "handle.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "commit 123" and its NUL. */
enum { HEADER_MAX = 32 };

static void sha1_finish(struct sha1_ctx *sha1, struct done_oid *out)
{
	_Static_assert(sizeof(out->id) == SHA1_DIGEST_SIZE, "an id is one digest");
#if NETTLE_VERSION_MAJOR >= 4
	sha1_digest(sha1, out->id);
#else
	sha1_digest(sha1, sizeof(out->id), out->id);
#endif
}

void done_sha1(struct done_bytes bytes, struct done_oid *out)
{
	struct sha1_ctx sha1;

	sha1_init(&sha1);
	if (bytes.len)
		sha1_update(&sha1, bytes.len, (const uint8_t *)bytes.ptr);
	sha1_finish(&sha1, out);
}

void done_object_hash(git_object_t type, struct done_bytes bytes, struct done_oid *out)
{
	struct sha1_ctx sha1;
	char header[HEADER_MAX];
	int len =
	    snprintf(header, sizeof(header), "%s %zu", git_object_type2string(type), bytes.len);

	sha1_init(&sha1);
	sha1_update(&sha1, (size_t)len + 1, (const uint8_t *)header);
	if (bytes.len)
		sha1_update(&sha1, bytes.len, (const uint8_t *)bytes.ptr);
	sha1_finish(&sha1, out);
}

/* ---- SHA-256, piece by piece ---- */

struct done_digest {
	struct sha256_ctx sha256;
	bool has_cr; /* a CR of a text waits for what follows it */
};

struct done_digest *done_digest_new(void)
{
	struct done_digest *digest = calloc(1, sizeof(*digest));

	if (!digest)
		done_out_of_memory();
	sha256_init(&digest->sha256);
	return digest;
}

void done_digest_add(struct done_digest *digest, struct done_bytes bytes)
{
	if (bytes.len)
		sha256_update(&digest->sha256, bytes.len, (const uint8_t *)bytes.ptr);
}

void done_digest_add_text(struct done_digest *digest, struct done_bytes bytes)
{
	size_t start = 0;

	if (digest->has_cr && bytes.len) {
		digest->has_cr = false;
		if (*bytes.ptr != '\n')
			done_digest_add(digest, (struct done_bytes){"\r", 1});
	}
	for (size_t i = 0; i < bytes.len; i++) {
		bool is_last = i + 1 == bytes.len;

		if (bytes.ptr[i] != '\r' || (!is_last && bytes.ptr[i + 1] != '\n'))
			continue;
		done_digest_add(digest, (struct done_bytes){bytes.ptr + start, i - start});
		start = i + 1;
		digest->has_cr = is_last;
	}
	done_digest_add(digest, (struct done_bytes){bytes.ptr + start, bytes.len - start});
}

void done_digest_end(struct done_digest *digest, char out[DONE_SHA256_HEX + 1])
{
	uint8_t bytes[SHA256_DIGEST_SIZE];

	if (digest->has_cr)
		done_digest_add(digest, (struct done_bytes){"\r", 1});
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(&digest->sha256, bytes);
#else
	sha256_digest(&digest->sha256, sizeof(bytes), bytes);
#endif
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
	free(digest);
}

void done_sha256(struct done_bytes bytes, char out[DONE_SHA256_HEX + 1])
{
	struct done_digest *digest = done_digest_new();

	done_digest_add(digest, bytes);
	done_digest_end(digest, out);
}

void done_sha256_text(struct done_bytes text, char out[DONE_SHA256_HEX + 1])
{
	struct done_digest *digest = done_digest_new();

	done_digest_add_text(digest, text);
	done_digest_end(digest, out);
}

bool done_sha256_of_text(struct done_bytes text, const char *hash)
{
	char found[DONE_SHA256_HEX + 1];

	done_sha256(text, found);
	if (!strcmp(found, hash))
		return true;
	done_sha256_text(text, found);
	return !strcmp(found, hash);
}
