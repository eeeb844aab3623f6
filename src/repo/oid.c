/*
 * Object ids: text, comparison, libgit2's form.
 */
#include "handle.h"

#include <string.h>

void done_oid_hex(const struct done_oid *oid, char out[DONE_OID_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < sizeof(oid->id); i++) {
		out[2 * i] = digits[oid->id[i] >> 4];
		out[2 * i + 1] = digits[oid->id[i] & 15];
	}
	out[DONE_OID_HEX] = '\0';
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool done_oid_parse(const char *text, struct done_oid *out)
{
	struct done_oid oid;

	for (size_t i = 0; i < sizeof(oid.id); i++) {
		int high = digit_value(text[2 * i]);
		int low = high < 0 ? -1 : digit_value(text[2 * i + 1]);

		if (low < 0)
			return false;
		oid.id[i] = (unsigned char)(high << 4 | low);
	}
	if (text[DONE_OID_HEX])
		return false;
	*out = oid;
	return true;
}

bool done_oid_equal(const struct done_oid *a, const struct done_oid *b)
{
	return !memcmp(a->id, b->id, sizeof(a->id));
}

bool done_oid_is_zero(const struct done_oid *oid)
{
	static const struct done_oid zero;

	return done_oid_equal(oid, &zero);
}

void done_oid_of_blob(struct done_bytes bytes, struct done_oid *out)
{
	done_object_hash(GIT_OBJECT_BLOB, bytes, out);
}

void done_oid_from_git(struct done_oid *out, const git_oid *oid)
{
	memcpy(out->id, oid->id, sizeof(out->id));
}

void done_oid_to_git(git_oid *out, const struct done_oid *oid)
{
	memset(out, 0, sizeof(*out));
	memcpy(out->id, oid->id, sizeof(oid->id));
}
