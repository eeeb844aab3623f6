/*
 * `$id` of schemas and `$self` of documents (OpenAPI 3.1 and 3.2): by what other name a reference
 * may call what is in the tree, and what it is relative to. Nothing is fetched by such a name.
 */
#include <string.h>

#include "parts.h"

bool done_openapi_may_identify(struct done_bytes text)
{
	static const char *const words[] = {"$id", "$self"};
	const char *end = text.ptr + text.len, *at = text.ptr;

	for (; at && (at = memchr(at, '$', (size_t)(end - at))); at++) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
			if ((size_t)(end - at) >= strlen(words[i]) &&
			    !memcmp(at, words[i], strlen(words[i])))
				return true;
		}
	}
	return false;
}

/* ---- addresses ---- */

/* A reference of this length, from what has the address base; NULL: it climbs out. */
static const char *identity_join(
    struct done_arena *arena, const char *base, const char *text, size_t len)
{
	const char *relative = done_openapi_decode(arena, text, len), *path, *joined;
	struct done_bytes target = {relative, strlen(relative)};

	if (done_openapi_is_elsewhere(relative))
		return relative;
	if (!done_openapi_is_elsewhere(base))
		return *relative == '/' ? relative : done_path_target(arena, base, target);
	path = strstr(base, "://");
	if (!path)
		return NULL;
	path += 3 + strcspn(path + 3, "/");
	if (*relative == '/')
		joined = relative + 1;
	else
		joined = done_path_target(arena, path + (*path == '/'), target);
	return joined ? done_arena_printf(arena, "%.*s/%s", (int)(path - base), base, joined)
	              : NULL;
}

/* ---- taking them ---- */

struct identity_walk {
	struct done_openapi *api;
	struct done_openapi_identities *all;
	struct done_error *err;
};

/* Values that only look like parts of a description. */
static bool identity_is_data(const char *key)
{
	static const char *const keys[] = {"example", "examples", "default", "enum", "const"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(keys); i++) {
		if (!strcmp(keys[i], key))
			return true;
	}
	return !strncmp(key, "x-", 2);
}

/* What has a name of its own stands within it, too. */
static const struct openapi_identity *identity_take(struct identity_walk *walk,
    const struct done_value *value, const char *key, const struct openapi_identity *around)
{
	struct done_arena *arena = walk->api->arena;
	const char *name = done_openapi_text(value, key), *uri;
	struct openapi_identity *one;

	uri = name && strcspn(name, "#")
	    ? identity_join(arena, around ? around->uri : value->file, name, strcspn(name, "#"))
	    : NULL;
	if (!uri)
		return around;
	one = done_arena_alloc(arena, sizeof(*one));
	*one = (struct openapi_identity){uri, value->file, value};
	*DONE_ARENA_PUSH(arena, walk->all->items, walk->all->nr, walk->all->cap) = one;
	return one;
}

static int identity_walk(struct identity_walk *walk, const struct done_value *value,
    const struct openapi_identity *around, bool is_data)
{
	const struct done_value *reference = done_openapi_reference(value);
	bool is_new;

	if (done_openapi_count(walk->api, walk->err) < 0)
		return walk->err->code;
	if (value->type == DONE_MAP && !is_data)
		around = identity_take(walk, value, "$id", around);
	if (reference && around)
		done_openapi_seen(walk->api->arena, &walk->all->within, reference, NULL, 0, &is_new)
		    ->found = around;
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];

		if (identity_walk(walk, &member->value, around,
		        is_data || identity_is_data(member->key.ptr)) < 0)
			return walk->err->code;
	}
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++) {
		if (identity_walk(walk, &value->list.ptr[i], around, is_data) < 0)
			return walk->err->code;
	}
	return 0;
}

int done_openapi_identify(struct done_openapi *api, struct done_openapi_identities *all,
    const struct done_value *root, struct done_error *err)
{
	struct identity_walk walk = {api, all, err};
	const struct openapi_identity *self =
	    root->type == DONE_MAP ? identity_take(&walk, root, "$self", NULL) : NULL;

	return identity_walk(&walk, root, self, false);
}

/* ---- looking for them ---- */

/* Beside a file that says its own address others have theirs. */
static const char *identity_beside(
    struct done_arena *arena, const struct openapi_identity *self, const char *uri)
{
	size_t len = (size_t)(done_last_part(self->uri) - self->uri);

	if (!done_openapi_is_elsewhere(uri) || strncmp(uri, self->uri, len) != 0)
		return NULL;
	uri += len;
	return done_path_target(arena, self->file, (struct done_bytes){uri, strlen(uri)});
}

struct openapi_meant done_openapi_meant(struct done_arena *arena,
    const struct done_openapi_identities *all, const struct done_value *reference)
{
	const char *text = reference->string.ptr;
	size_t len = strcspn(text, "#");
	const struct openapi_identity *around = done_openapi_find(&all->within, reference);
	struct openapi_meant out = {.is_fragment = !len};

	if (!len) {
		out.value = around ? around->value : NULL;
		return out;
	}
	out.uri = identity_join(arena, around ? around->uri : reference->file, text, len);
	for (size_t i = 0; out.uri && i < all->nr && !out.value; i++) {
		if (!strcmp(all->items[i]->uri, out.uri))
			out.value = all->items[i]->value;
	}
	if (!out.uri || out.value || *out.uri == '/')
		return out;
	if (!done_openapi_is_elsewhere(out.uri))
		out.path = out.uri;
	else if (around)
		out.path = identity_beside(arena, around, out.uri);
	return out;
}
