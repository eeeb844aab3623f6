/* Values of a description: what was seen of them, how many there are, and the texts that they hold.
 */
#include <stdint.h>
#include <string.h>

#include "parts.h"

/* ---- a set of pairs ---- */

static size_t openapi_set_start(
    const struct done_openapi_set *set, const void *one, const void *other, int number)
{
	uint64_t hash = (uint64_t)(uintptr_t)one * 0x9E3779B97F4A7C15U;

	hash = (hash ^ (hash >> 29)) + (uint64_t)(uintptr_t)other * 0xBF58476D1CE4E5B9U;
	hash = (hash ^ (hash >> 32)) + (uint64_t)number * 0x94D049BB133111EBU;
	return (size_t)(hash ^ (hash >> 31)) & (set->cap - 1);
}

static struct done_openapi_slot *openapi_set_find(
    struct done_openapi_set *set, const void *one, const void *other, int number)
{
	size_t i = openapi_set_start(set, one, other, number);

	while (set->slots[i].one &&
	    (set->slots[i].one != one || set->slots[i].other != other ||
	        set->slots[i].number != number))
		i = (i + 1) & (set->cap - 1);
	return &set->slots[i];
}

const void *done_openapi_find(const struct done_openapi_set *set, const void *one)
{
	return set->cap ? openapi_set_find((struct done_openapi_set *)set, one, NULL, 0)->found
	                : NULL;
}

struct done_openapi_slot *done_openapi_seen(struct done_arena *arena, struct done_openapi_set *set,
    const void *one, const void *other, int number, bool *is_new)
{
	struct done_openapi_slot *slot;

	if (set->nr * 2 >= set->cap) {
		struct done_openapi_set bigger = {
		    .cap = set->cap ? set->cap * 4 : 64, .nr = set->nr};

		bigger.slots = done_arena_array(arena, bigger.cap, sizeof(*bigger.slots));
		for (size_t i = 0; i < set->cap; i++) {
			if (set->slots[i].one)
				*openapi_set_find(&bigger, set->slots[i].one, set->slots[i].other,
				    set->slots[i].number) = set->slots[i];
		}
		*set = bigger;
	}
	slot = openapi_set_find(set, one, other, number);
	*is_new = !slot->one;
	if (*is_new) {
		*slot = (struct done_openapi_slot){.one = one, .other = other, .number = number};
		set->nr++;
	}
	return slot;
}

/* ---- what is read ---- */

int done_openapi_count(struct done_openapi *api, struct done_error *err)
{
	if (++api->nr_nodes <= DONE_OPENAPI_NODES_MAX)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' describes more than 1,000,000 values, references included", api->path);
	return done_error_cure(err, "split the description, and name its parts in the check");
}

const char *done_openapi_text(const struct done_value *map, const char *key)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_STRING ? value->string.ptr : NULL;
}

const char *done_openapi_shape(struct done_arena *arena, const char *path)
{
	char *out = done_arena_strdup(arena, path), *to = out;

	while (*path) {
		*to++ = *path;
		if (*path++ == '{')
			path += strcspn(path, "}");
	}
	*to = '\0';
	return out;
}

/* ---- references ---- */

const struct done_value *done_openapi_reference(const struct done_value *value)
{
	const struct done_value *reference = done_value_get(value, "$ref");

	return reference && reference->type == DONE_STRING ? reference : NULL;
}

bool done_openapi_is_elsewhere(const char *text)
{
	size_t len = strcspn(text, ":/#?");

	return (text[len] == ':' && len > 0) || !strncmp(text, "//", 2);
}
