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

static void hash_finish(struct sha256_ctx *sha256, char out[DONE_SHA256_HEX + 1])
{
	uint8_t digest[SHA256_DIGEST_SIZE];

#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(sha256, digest);
#else
	sha256_digest(sha256, sizeof(digest), digest);
#endif
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void done_sha256(struct done_bytes bytes, char out[DONE_SHA256_HEX + 1])
{
	struct sha256_ctx sha256;

	sha256_init(&sha256);
	if (bytes.len)
		sha256_update(&sha256, bytes.len, (const uint8_t *)bytes.ptr);
	hash_finish(&sha256, out);
}

bool done_sha256_of_text(struct done_bytes text, const char *hash)
{
	struct sha256_ctx sha256;
	char found[DONE_SHA256_HEX + 1];
	size_t start = 0;

	done_sha256(text, found);
	if (!strcmp(found, hash))
		return true;
	sha256_init(&sha256);
	for (size_t i = 0; i + 1 < text.len; i++) {
		if (text.ptr[i] != '\r' || text.ptr[i + 1] != '\n')
			continue;
		sha256_update(&sha256, i - start, (const uint8_t *)text.ptr + start);
		start = i + 1;
	}
	if (text.len)
		sha256_update(&sha256, text.len - start, (const uint8_t *)text.ptr + start);
	hash_finish(&sha256, found);
	return !strcmp(found, hash);
}
