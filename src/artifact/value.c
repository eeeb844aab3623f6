/* Value trees: look-up, comparison, unique keys. */
#include "value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FEW_MEMBERS 8
#define MANY_MEMBERS 64

static bool same_string(const struct done_string *a, const struct done_string *b)
{
	return a->len == b->len && !memcmp(a->ptr, b->ptr, a->len);
}

static const struct done_member *value_find(
    const struct done_members *members, const struct done_string *key)
{
	for (size_t i = 0; i < members->nr; i++)
		if (same_string(&members->ptr[i].key, key))
			return &members->ptr[i];
	return NULL;
}

const struct done_value *done_value_get(const struct done_value *value, const char *key)
{
	if (!value || value->type != DONE_MAP)
		return NULL;
	struct done_string wanted = {key, strlen(key)};
	const struct done_member *member = value_find(&value->map, &wanted);
	return member ? &member->value : NULL;
}

const char *done_value_text(const struct done_value *value)
{
	return value && value->type == DONE_STRING && value->string.len ? value->string.ptr : NULL;
}

const char *done_value_type_name(enum done_value_type type)
{
	static const char *const names[] = {
	    [DONE_NULL] = "null",
	    [DONE_BOOLEAN] = "true or false",
	    [DONE_INTEGER] = "whole number",
	    [DONE_REAL] = "number",
	    [DONE_STRING] = "text",
	    [DONE_LIST] = "list",
	    [DONE_MAP] = "map",
	};
	return names[type];
}

/* ---- comparison ---- */

static bool equal_null(const struct done_value *a, const struct done_value *b)
{
	(void)a;
	(void)b;
	return true;
}

static bool equal_boolean(const struct done_value *a, const struct done_value *b)
{
	return a->boolean == b->boolean;
}

static bool equal_integer(const struct done_value *a, const struct done_value *b)
{
	return a->integer == b->integer;
}

static bool equal_real(const struct done_value *a, const struct done_value *b)
{
	return done_number_equal(a, b);
}

static bool equal_string(const struct done_value *a, const struct done_value *b)
{
	return same_string(&a->string, &b->string);
}

static bool equal_list(const struct done_value *a, const struct done_value *b)
{
	if (a->list.nr != b->list.nr)
		return false;
	for (size_t i = 0; i < a->list.nr; i++)
		if (!done_value_equal(&a->list.ptr[i], &b->list.ptr[i]))
			return false;
	return true;
}

static bool equal_map(const struct done_value *a, const struct done_value *b)
{
	if (a->map.nr != b->map.nr)
		return false;
	for (size_t i = 0; i < a->map.nr; i++) {
		const struct done_member *mine = &a->map.ptr[i];
		const struct done_member *other = &b->map.ptr[i];
		if (!same_string(&mine->key, &other->key))
			other = value_find(&b->map, &mine->key);
		if (!other || !done_value_equal(&mine->value, &other->value))
			return false;
	}
	return true;
}

bool done_value_equal(const struct done_value *a, const struct done_value *b)
{
	static bool (*const equal[])(const struct done_value *, const struct done_value *) = {
	    [DONE_NULL] = equal_null,
	    [DONE_BOOLEAN] = equal_boolean,
	    [DONE_INTEGER] = equal_integer,
	    [DONE_REAL] = equal_real,
	    [DONE_STRING] = equal_string,
	    [DONE_LIST] = equal_list,
	    [DONE_MAP] = equal_map,
	};

	if ((a->type == DONE_INTEGER && b->type == DONE_REAL) ||
	    (a->type == DONE_REAL && b->type == DONE_INTEGER))
		return done_number_equal(a, b);
	return a->type == b->type && equal[a->type](a, b);
}

bool done_value_is_number(const struct done_value *value)
{
	return value && (value->type == DONE_INTEGER || value->type == DONE_REAL);
}

double done_value_number(const struct done_value *value)
{
	if (!done_value_is_number(value))
		return NAN;
	return value->type == DONE_INTEGER ? (double)value->integer : value->real;
}

/* ---- reading ---- */

void *done_value_close(
    struct done_arena *arena, struct done_buf *open, size_t from, size_t size, size_t *nr)
{
	size_t len = open->len - from;
	void *items = NULL;

	*nr = len / size;
	if (len) {
		items = done_arena_array(arena, *nr, size);
		memcpy(items, open->ptr + from, len);
	}
	open->len = from;
	return items;
}

/* ---- unique keys ---- */

static int compare_keys(const struct done_string *a, const struct done_string *b)
{
	int order = memcmp(a->ptr, b->ptr, a->len < b->len ? a->len : b->len);

	return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Members of one array: equal keys keep the order of the text. */
static int compare_members(const void *a, const void *b)
{
	const struct done_member *x = *(const struct done_member *const *)a;
	const struct done_member *y = *(const struct done_member *const *)b;
	int order = compare_keys(&x->key, &y->key);

	return order ? order : (x > y) - (x < y);
}

/* By key. Sorting, not hashing: no set of keys makes it slow. */
static const struct done_member **sorted(
    struct done_arena *arena, const struct done_members *members)
{
	const struct done_member **order = done_arena_array(arena, members->nr, sizeof(*order));

	for (size_t i = 0; i < members->nr; i++)
		order[i] = &members->ptr[i];
	qsort(order, members->nr, sizeof(*order), compare_members);
	return order;
}

static const struct done_member *repeated_of_few(
    const struct done_members *members, const struct done_member **first)
{
	for (size_t i = 1; i < members->nr; i++) {
		struct done_members before = {members->ptr, i};
		const struct done_member *found = value_find(&before, &members->ptr[i].key);
		if (found) {
			*first = found;
			return &members->ptr[i];
		}
	}
	return NULL;
}

/* A hash over a few bytes of a key: keys that somebody made to collide are MANY_MEMBERS at most. */
static size_t slot_of(const struct done_string *key, size_t nr)
{
	size_t len = key->len;
	unsigned char begin = len ? (unsigned char)key->ptr[0] : 0;
	unsigned char middle = len ? (unsigned char)key->ptr[len / 2] : 0;
	unsigned char end = len ? (unsigned char)key->ptr[len - 1] : 0;

	return (begin * 31U + middle * 17U + end * 7U + len) % nr;
}

static const struct done_member *repeated_of_some(
    const struct done_members *members, const struct done_member **first)
{
	unsigned char slots[4 * MANY_MEMBERS] = {0}; /* a member's number from 1; 0: nobody's */

	for (size_t i = 0; i < members->nr; i++) {
		size_t at = slot_of(&members->ptr[i].key, sizeof(slots));

		for (; slots[at]; at = (at + 1) % sizeof(slots)) {
			*first = &members->ptr[slots[at] - 1];
			if (same_string(&(*first)->key, &members->ptr[i].key))
				return &members->ptr[i];
		}
		slots[at] = (unsigned char)(i + 1);
	}
	return NULL;
}

const struct done_member *done_members_repeated(
    struct done_arena *arena, const struct done_members *members, const struct done_member **first)
{
	if (members->nr <= FEW_MEMBERS)
		return repeated_of_few(members, first);
	if (members->nr <= MANY_MEMBERS)
		return repeated_of_some(members, first);

	const struct done_member **order = sorted(arena, members);
	const struct done_member *repeated = NULL;
	for (size_t i = 1; i < members->nr; i++) {
		if (!same_string(&order[i - 1]->key, &order[i]->key))
			continue;
		if (!repeated || order[i] < repeated) {
			repeated = order[i];
			*first = order[i - 1];
		}
	}
	return repeated;
}

void done_members_keep_first(struct done_arena *arena, struct done_members *members)
{
	if (members->nr < 2)
		return;

	const struct done_member **order = sorted(arena, members);
	bool *dropped = done_arena_array(arena, members->nr, sizeof(*dropped));
	for (size_t i = 1; i < members->nr; i++)
		if (same_string(&order[i - 1]->key, &order[i]->key))
			dropped[order[i] - members->ptr] = true;

	size_t kept = 0;
	for (size_t i = 0; i < members->nr; i++)
		if (!dropped[i])
			members->ptr[kept++] = members->ptr[i];
	members->nr = kept;
}
