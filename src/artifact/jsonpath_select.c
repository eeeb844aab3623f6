/*
 * Walks a value tree along a compiled JSONPath, in the order of RFC 9535, within bounds. A value
 * from which a segment selects nothing is a place where the rest of the path is missing.
 */
#include <string.h>

#include "jsonpath_parts.h"

#define NODES_MAX 100000
#define STEPS_MAX 10000000

/* The way to a value. On the stack while the walk is below it; kept once something is found there.
 */
struct done_trail {
	struct done_trail *up;            /* NULL: the root */
	const struct done_member *member; /* the value's own; NULL: an item of a list */
	size_t index;
	const struct done_value *value;
	struct done_trail *kept;
};

struct found {
	struct done_trail **items;
	size_t nr, cap;
};

struct walk {
	struct done_arena *arena;
	const struct done_jsonpath *path;
	size_t steps;
	struct found found; /* by the segment at hand */
	struct done_miss *missing;
	size_t nr_missing, cap_missing;
	struct done_error *err;
};

static int jsonpath_select_limit(struct walk *walk, const char *what)
{
	const char *text = walk->path->text;

	return done_error_set(walk->err, DONE_E_UNDECIDED, "JSONPath '%.100s%s' %s", text,
	    strlen(text) > 100 ? "…" : "", what);
}

static int jsonpath_select_step(struct walk *walk, size_t nr)
{
	walk->steps += nr;
	return walk->steps > STEPS_MAX
	    ? jsonpath_select_limit(walk, "takes more than 10,000,000 steps")
	    : 0;
}

/* No deeper than the tree, which its reader bounded. */
static struct done_trail *jsonpath_select_keep(struct walk *walk, struct done_trail *trail)
{
	if (trail->kept)
		return trail->kept;
	struct done_trail *kept = done_arena_alloc(walk->arena, sizeof(*kept));
	*kept = *trail;
	kept->up = trail->up ? jsonpath_select_keep(walk, trail->up) : NULL;
	kept->kept = kept;
	trail->kept = kept;
	return kept;
}

static struct done_trail item_of(struct done_trail *up, size_t index)
{
	return (struct done_trail){.up = up, .index = index, .value = &up->value->list.ptr[index]};
}

static struct done_trail member_of(struct done_trail *up, size_t index)
{
	const struct done_member *member = &up->value->map.ptr[index];

	return (struct done_trail){.up = up, .member = member, .value = &member->value};
}

static int jsonpath_select_add(struct walk *walk, struct done_trail trail)
{
	if (walk->found.nr == NODES_MAX)
		return jsonpath_select_limit(walk, "selects more than 100,000 values");
	*DONE_ARENA_PUSH(walk->arena, walk->found.items, walk->found.nr, walk->found.cap) =
	    jsonpath_select_keep(walk, &trail);
	return jsonpath_select_step(walk, 1);
}

static int select_name(
    struct walk *walk, const struct done_selector *selector, struct done_trail *at)
{
	const struct done_value *value = at->value;

	if (value->type != DONE_MAP)
		return 0;
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		if (member->key.len != selector->name.len ||
		    memcmp(member->key.ptr, selector->name.ptr, member->key.len) != 0)
			continue;
		int rc = jsonpath_select_add(walk, member_of(at, i));
		return rc < 0 ? rc : jsonpath_select_step(walk, i);
	}
	return jsonpath_select_step(walk, value->map.nr);
}

static int select_all(
    struct walk *walk, const struct done_selector *selector, struct done_trail *at)
{
	const struct done_value *value = at->value;
	int rc = 0;

	(void)selector;
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && rc == 0; i++)
		rc = jsonpath_select_add(walk, item_of(at, i));
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && rc == 0; i++)
		rc = jsonpath_select_add(walk, member_of(at, i));
	return rc;
}

static int select_index(
    struct walk *walk, const struct done_selector *selector, struct done_trail *at)
{
	const struct done_value *value = at->value;

	if (value->type != DONE_LIST)
		return 0;
	int64_t nr = (int64_t)value->list.nr;
	int64_t i = selector->index < 0 ? nr + selector->index : selector->index;
	return i >= 0 && i < nr ? jsonpath_select_add(walk, item_of(at, (size_t)i)) : 0;
}

static int64_t clamp(int64_t number, int64_t low, int64_t high)
{
	return number < low ? low : number > high ? high : number;
}

/* RFC 9535, section 2.3.4.2.2. */
static int select_slice(
    struct walk *walk, const struct done_selector *selector, struct done_trail *at)
{
	const struct done_value *value = at->value;

	if (value->type != DONE_LIST || selector->step == 0)
		return 0;

	int64_t nr = (int64_t)value->list.nr, step_size = selector->step;
	bool forward = step_size > 0;
	int64_t start = selector->has_start ? selector->index : forward ? 0 : nr - 1;
	int64_t end = selector->has_end ? selector->end : forward ? nr : -nr - 1;
	start += start < 0 ? nr : 0;
	end += end < 0 ? nr : 0;
	start = forward ? clamp(start, 0, nr) : clamp(start, -1, nr - 1);
	end = forward ? clamp(end, 0, nr) : clamp(end, -1, nr - 1);

	int rc = 0;
	for (int64_t i = start; rc == 0 && (forward ? i < end : i > end); i += step_size)
		rc = jsonpath_select_add(walk, item_of(at, (size_t)i));
	return rc;
}

static int select_children(
    struct walk *walk, const struct done_segment *segment, struct done_trail *at)
{
	static int (*const selects[])(
	    struct walk *, const struct done_selector *, struct done_trail *) = {
	    [DONE_SELECT_NAME] = select_name,
	    [DONE_SELECT_ALL] = select_all,
	    [DONE_SELECT_INDEX] = select_index,
	    [DONE_SELECT_SLICE] = select_slice,
	};

	int rc = jsonpath_select_step(walk, 1);
	for (size_t i = 0; i < segment->nr && rc == 0; i++)
		rc = selects[segment->selectors[i].kind](walk, &segment->selectors[i], at);
	return rc;
}

/* Each value before its children: no deeper than the tree. */
static int select_descendants(
    struct walk *walk, const struct done_segment *segment, struct done_trail *at)
{
	const struct done_value *value = at->value;
	int rc = select_children(walk, segment, at);

	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && rc == 0; i++) {
		struct done_trail item = item_of(at, i);
		rc = select_descendants(walk, segment, &item);
	}
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && rc == 0; i++) {
		struct done_trail member = member_of(at, i);
		rc = select_descendants(walk, segment, &member);
	}
	return rc;
}

static int add_missing(struct walk *walk, const struct done_trail *at, size_t segment)
{
	if (walk->nr_missing == NODES_MAX)
		return jsonpath_select_limit(walk, "is missing at more than 100,000 places");
	*DONE_ARENA_PUSH(walk->arena, walk->missing, walk->nr_missing, walk->cap_missing) =
	    (struct done_miss){at->value, at, segment};
	return 0;
}

static int select_segment(struct walk *walk, size_t number, const struct found *from)
{
	const struct done_segment *segment = &walk->path->segments[number];
	int rc = 0;

	for (size_t i = 0; i < from->nr && rc == 0; i++) {
		struct done_trail *at = from->items[i];
		size_t before = walk->found.nr;

		rc = segment->descendant ? select_descendants(walk, segment, at)
		                         : select_children(walk, segment, at);
		if (rc == 0 && walk->found.nr == before)
			rc = add_missing(walk, at, number);
	}
	return rc;
}

int done_jsonpath_places(struct done_arena *arena, const struct done_jsonpath *path,
    const struct done_value *root, struct done_places *out, struct done_error *err)
{
	struct walk walk = {.arena = arena, .path = path, .err = err};
	struct done_trail start = {.value = root};
	struct found from;
	int rc = jsonpath_select_add(&walk, start);

	for (size_t i = 0; i < path->nr && rc == 0; i++) {
		from = walk.found;
		walk.found = (struct found){0};
		rc = select_segment(&walk, i, &from);
	}
	if (rc < 0)
		return rc;
	*out = (struct done_places){walk.found.items, walk.found.nr, walk.missing, walk.nr_missing};
	return 0;
}

int done_jsonpath_select(struct done_arena *arena, const struct done_jsonpath *path,
    const struct done_value *root, struct done_nodes *out, struct done_error *err)
{
	struct done_places places;
	int rc = done_jsonpath_places(arena, path, root, &places, err);

	if (rc < 0)
		return rc;
	out->items = done_arena_array(arena, places.nr, sizeof(*out->items));
	for (size_t i = 0; i < places.nr; i++)
		out->items[i] = places.found[i]->value;
	out->nr = places.nr;
	return 0;
}

/* ---- where ---- */

const struct done_value *done_trail_value(const struct done_trail *trail)
{
	return trail->value;
}

static bool is_plain_name(const struct done_string *name)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

	return name->len && strspn(name->ptr, letters) == name->len &&
	    (*name->ptr < '0' || *name->ptr > '9');
}

/* What its author calls an item of a list; NULL: nothing. */
static const struct done_value *own_name(const struct done_value *item)
{
	static const char *const keys[] = {"name", "id", "key"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(keys); i++) {
		const struct done_value *name = done_value_get(item, keys[i]);

		if (name && name->type == DONE_STRING)
			return name;
	}
	return NULL;
}

static void add_where(struct done_buf *buf, const struct done_trail *trail, bool by_name)
{
	if (!trail->up) {
		done_buf_addch(buf, '$');
		return;
	}
	add_where(buf, trail->up, by_name);
	const struct done_value *name = by_name ? own_name(trail->value) : NULL;
	if (trail->member && is_plain_name(&trail->member->key)) {
		done_buf_addf(buf, ".%s", trail->member->key.ptr);
	} else if (trail->member) {
		done_buf_addstr(buf, "['");
		for (const char *c = trail->member->key.ptr; *c; c++)
			done_buf_addf(buf, *c == '\'' || *c == '\\' ? "\\%c" : "%c", *c);
		done_buf_addstr(buf, "']");
	} else if (name) {
		done_buf_addf(buf, "[%.100s]", name->string.ptr);
	} else {
		done_buf_addf(buf, "[%zu]", trail->index);
	}
}

char *done_trail_text(struct done_arena *arena, const struct done_trail *trail, bool by_name)
{
	struct done_buf buf = {0};

	add_where(&buf, trail, by_name);
	char *text = done_arena_strndup(arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}
