/* Walks a value tree along a compiled JSONPath, in the order of RFC 9535, within bounds. */
#include <string.h>

#include "jsonpath_parts.h"

#define NODES_MAX 100000
#define STEPS_MAX 10000000

struct walk {
	struct done_arena *arena;
	const struct done_jsonpath *path;
	size_t steps;
	struct done_nodes found; /* by the segment at hand */
	size_t cap;
	struct done_error *err;
};

static int limit(struct walk *walk, const char *what)
{
	const char *text = walk->path->text;

	return done_error_set(walk->err, DONE_E_UNDECIDED, "JSONPath '%.100s%s' %s", text,
	                      strlen(text) > 100 ? "…" : "", what);
}

static int step(struct walk *walk, size_t nr)
{
	walk->steps += nr;
	return walk->steps > STEPS_MAX ? limit(walk, "takes more than 10,000,000 steps") : 0;
}

static int add(struct walk *walk, const struct done_value *value)
{
	if (walk->found.nr == NODES_MAX)
		return limit(walk, "selects more than 100,000 values");
	*DONE_ARENA_PUSH(walk->arena, walk->found.items, walk->found.nr, walk->cap) = value;
	return step(walk, 1);
}

static int select_name(struct walk *walk, const struct done_selector *selector,
                       const struct done_value *value)
{
	if (value->type != DONE_MAP)
		return 0;
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		if (member->key.len != selector->name.len ||
		    memcmp(member->key.ptr, selector->name.ptr, member->key.len) != 0)
			continue;
		int rc = add(walk, &member->value);
		return rc < 0 ? rc : step(walk, i);
	}
	return step(walk, value->map.nr);
}

static int select_all(struct walk *walk, const struct done_selector *selector,
                      const struct done_value *value)
{
	(void)selector;
	int rc = 0;
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && rc == 0; i++)
		rc = add(walk, &value->list.ptr[i]);
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && rc == 0; i++)
		rc = add(walk, &value->map.ptr[i].value);
	return rc;
}

static int select_index(struct walk *walk, const struct done_selector *selector,
                        const struct done_value *value)
{
	if (value->type != DONE_LIST)
		return 0;
	int64_t nr = (int64_t)value->list.nr;
	int64_t i = selector->index < 0 ? nr + selector->index : selector->index;
	return i >= 0 && i < nr ? add(walk, &value->list.ptr[i]) : 0;
}

static int64_t clamp(int64_t number, int64_t low, int64_t high)
{
	return number < low ? low : number > high ? high : number;
}

/* RFC 9535, section 2.3.4.2.2. */
static int select_slice(struct walk *walk, const struct done_selector *selector,
                        const struct done_value *value)
{
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
		rc = add(walk, &value->list.ptr[i]);
	return rc;
}

static int select_children(struct walk *walk, const struct done_segment *segment,
                           const struct done_value *value)
{
	static int (*const selects[])(struct walk *, const struct done_selector *,
	                              const struct done_value *) = {
		[DONE_SELECT_NAME] = select_name,
		[DONE_SELECT_ALL] = select_all,
		[DONE_SELECT_INDEX] = select_index,
		[DONE_SELECT_SLICE] = select_slice,
	};

	int rc = step(walk, 1);
	for (size_t i = 0; i < segment->nr && rc == 0; i++)
		rc = selects[segment->selectors[i].kind](walk, &segment->selectors[i], value);
	return rc;
}

/* Each value before its children: no deeper than the tree, which its reader bounded. */
static int select_descendants(struct walk *walk, const struct done_segment *segment,
                              const struct done_value *value)
{
	int rc = select_children(walk, segment, value);

	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && rc == 0; i++)
		rc = select_descendants(walk, segment, &value->list.ptr[i]);
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && rc == 0; i++)
		rc = select_descendants(walk, segment, &value->map.ptr[i].value);
	return rc;
}

static int select_segment(struct walk *walk, const struct done_segment *segment,
                          const struct done_nodes *from)
{
	int rc = 0;

	for (size_t i = 0; i < from->nr && rc == 0; i++)
		rc = segment->descendant ? select_descendants(walk, segment, from->items[i])
		                         : select_children(walk, segment, from->items[i]);
	return rc;
}

int done_jsonpath_select(struct done_arena *arena, const struct done_jsonpath *path,
                         const struct done_value *root, struct done_nodes *out,
                         struct done_error *err)
{
	struct walk walk = {.arena = arena, .path = path, .err = err};
	const struct done_value **first = done_arena_array(arena, 1, sizeof(*first));
	struct done_nodes from = {first, 1};

	first[0] = root;
	for (size_t i = 0; i < path->nr; i++) {
		walk.found = (struct done_nodes){0};
		walk.cap = 0;
		int rc = select_segment(&walk, &path->segments[i], &from);
		if (rc < 0)
			return rc;
		from = walk.found;
	}
	*out = from;
	return 0;
}
