/* Anchors and aliases of YAML artifacts, within bounds. */
#include <string.h>

#include "yaml_parts.h"

#define ANCHORS_MAX 4096
#define ALIAS_NODES_MAX 100000

static size_t yaml_alias_measure(const struct done_value *value, size_t *height)
{
	size_t nodes = 1, tallest = 0, nr = 0;

	if (value->type == DONE_LIST)
		nr = value->list.nr;
	else if (value->type == DONE_MAP)
		nr = value->map.nr;
	for (size_t i = 0; i < nr; i++) {
		size_t child;
		nodes += yaml_alias_measure(
		    value->type == DONE_LIST ? &value->list.ptr[i] : &value->map.ptr[i].value,
		    &child);
		tallest = child > tallest ? child : tallest;
	}
	*height = value->type == DONE_LIST || value->type == DONE_MAP ? tallest + 1 : 0;
	return nodes;
}

int done_yaml_open_anchor(struct done_yaml_reader *reader, const yaml_event_t *event)
{
	if (reader->nr_anchors == ANCHORS_MAX)
		return done_yaml_fail(
		    reader, event, "more than 4,096 anchors: write the values out");
	const char *name = done_yaml_anchor(event);
	struct done_yaml_anchor *anchor = DONE_ARENA_PUSH(
	    reader->arena, reader->anchors, reader->nr_anchors, reader->cap_anchors);
	anchor->len = strlen(name);
	anchor->name = done_arena_strndup(reader->arena, name, anchor->len);
	return (int)reader->nr_anchors - 1;
}

void done_yaml_close_anchor(
    struct done_yaml_reader *reader, int number, const struct done_value *value)
{
	struct done_yaml_anchor *anchor = &reader->anchors[number];

	anchor->value = *value;
	anchor->nodes = yaml_alias_measure(value, &anchor->height);
}

static const struct done_yaml_anchor *find_anchor(
    const struct done_yaml_reader *reader, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = reader->nr_anchors; i-- > 0;) {
		const struct done_yaml_anchor *anchor = &reader->anchors[i];
		if (anchor->len == len && !memcmp(anchor->name, name, len))
			return anchor;
	}
	return NULL;
}

int done_yaml_read_alias(
    struct done_yaml_reader *reader, const yaml_event_t *event, int depth, struct done_value *out)
{
	const struct done_yaml_anchor *anchor = find_anchor(reader, done_yaml_anchor(event));

	if (!anchor)
		return done_yaml_fail(reader, event,
		    "the alias has no anchor ('&name') before it: write the value out, or "
		    "put text that begins with '*' in quotes");
	if (anchor->nodes == 0)
		return done_yaml_fail(reader, event,
		    "the alias stands inside its own anchor: a value cannot "
		    "hold itself");
	reader->alias_nodes += anchor->nodes;
	if (reader->alias_nodes > ALIAS_NODES_MAX)
		return done_yaml_fail(reader, event,
		    "the aliases expand to more than 100,000 values: write the values out");
	if ((size_t)depth + anchor->height > DONE_VALUE_DEPTH_MAX)
		return done_yaml_fail(reader, event, "nested more than 64 deep");
	*out = anchor->value;
	return 0;
}
