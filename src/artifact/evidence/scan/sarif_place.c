/* Where a result of a SARIF log is: addresses, and the bases that they are relative to. */
#include "evidence/scan/sarif.h"

#include <string.h>

#define SARIF_BASES_MAX 16 /* a base may be relative to another one */

const struct done_value *done_sarif_item(
    const struct done_value *list, const struct done_value *index)
{
	return list && list->type == DONE_LIST && index && index->type == DONE_INTEGER &&
	        index->integer >= 0 && (uint64_t)index->integer < list->list.nr
	    ? &list->list.ptr[index->integer]
	    : NULL;
}

static int sarif_hex(char digit)
{
	return digit >= '0' && digit <= '9' ? digit - '0'
	    : digit >= 'a' && digit <= 'f'  ? digit - 'a' + 10
	    : digit >= 'A' && digit <= 'F'  ? digit - 'A' + 10
	                                    : -1;
}

/* "a%20b"; a NUL is none. */
static const char *sarif_decode(struct done_arena *arena, const char *uri)
{
	char *text = done_arena_strdup(arena, uri), *to = text;

	for (const char *at = text; *at; at++) {
		int high = *at == '%' ? sarif_hex(at[1]) : -1;
		int low = high >= 0 ? sarif_hex(at[2]) : -1;

		if (low >= 0 && high * 16 + low) {
			*to++ = (char)(high * 16 + low);
			at += 2;
		} else {
			*to++ = *at;
		}
	}
	*to = '\0';
	return text;
}

static bool sarif_is_absolute(const char *uri)
{
	const char *colon = strchr(uri, ':');

	return *uri == '/' || (colon && strcspn(uri, "/\\") > (size_t)(colon - uri));
}

static const char *sarif_join(struct done_arena *arena, const char *base, const char *uri)
{
	size_t len = strlen(base);

	return done_arena_printf(
	    arena, "%s%s%s", base, len && base[len - 1] != '/' ? "/" : "", uri);
}

const char *done_sarif_uri(struct sarif_reader *reader, const struct done_value *location)
{
	struct done_arena *arena = reader->making.look->arena;
	const struct done_value *bases = done_member_map(reader->run, "originalUriBaseIds");
	const char *uri = done_member_string(location, "uri");

	if (!uri || !*uri) {
		const struct done_value *artifact = done_sarif_item(
		    done_member_list(reader->run, "artifacts"), done_value_get(location, "index"));

		location = done_member_map(artifact, "location");
		uri = done_member_string(location, "uri");
	}
	for (int depth = 0; uri && depth < SARIF_BASES_MAX && !sarif_is_absolute(uri); depth++) {
		const char *id = done_member_string(location, "uriBaseId");
		const char *base;

		location = id ? done_member_map(bases, id) : NULL;
		base = done_member_string(location, "uri");
		if (base)
			uri = sarif_join(arena, base, uri);
	}
	return uri && *uri ? sarif_decode(arena, uri) : NULL;
}
