/*
 * YAML as value trees, from libyaml's events alone: its documents expand aliases without bound and
 * follow cycles. Nesting stops the reading at once, since libyaml's own cost grows with its square.
 */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "value.h"
#include "yaml_parts.h"

#define ANCHORS_MAX 4096
#define ALIAS_NODES_MAX 100000

static const struct limits {
	size_t bytes, nodes, scalar; /* 0: no limit of its own */
	unsigned refusals;
	unsigned scalar_refusals; /* for text that escapes may have brought in */
} limits[] = {
	[DONE_YAML_STRICT] = {256U << 10, 10000, 8U << 10,
                              DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_HIDDEN |
                                      DONE_TEXT_MARK | DONE_TEXT_RETURN,
                              DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_HIDDEN |
                                      DONE_TEXT_MARK},
	/* Breaks too: libyaml ends a line there, people and other readers do not. */
	[DONE_YAML_ARTIFACT] = {8U << 20, 0, 0,
                                DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_MARK |
                                        DONE_TEXT_RETURN,
                                0},
};

struct anchor {
	const char *name;
	size_t len;
	struct done_value value;
	size_t nodes, height; /* of value; nodes 0: still being read */
};

struct reader {
	yaml_parser_t parser;
	struct done_arena *arena;
	struct done_bytes bytes;
	const char *file;
	const struct limits *limits;
	enum done_yaml_subset subset;
	size_t nodes, alias_nodes;
	struct anchor *anchors;
	size_t nr_anchors, cap_anchors;
	struct done_error *err;
};

static int read_node(struct reader *reader, const yaml_event_t *event, int depth,
                     struct done_value *out);

static int fail(struct reader *reader, const yaml_event_t *event, const char *message)
{
	done_error_set(reader->err, DONE_E_POLICY, "%s", message);
	return done_error_place(reader->err, reader->file, (int)event->start_mark.line + 1,
	                        (int)event->start_mark.column + 1);
}

static int next(struct reader *reader, yaml_event_t *event)
{
	if (yaml_parser_parse(&reader->parser, event))
		return 0;
	return done_yaml_problem(&reader->parser, reader->bytes, reader->file, reader->err);
}

static bool strict(const struct reader *reader)
{
	return reader->subset == DONE_YAML_STRICT;
}

/* ---- what an event carries besides its value ------------------------------------------------ */

static const char *anchor_of(const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL;

	if (event->type == YAML_SCALAR_EVENT)
		anchor = event->data.scalar.anchor;
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		anchor = event->data.sequence_start.anchor;
	else if (event->type == YAML_MAPPING_START_EVENT)
		anchor = event->data.mapping_start.anchor;
	else if (event->type == YAML_ALIAS_EVENT)
		anchor = event->data.alias.anchor;
	return (const char *)anchor;
}

static const char *tag_of(const yaml_event_t *event)
{
	const yaml_char_t *tag = NULL;

	if (event->type == YAML_SCALAR_EVENT)
		tag = event->data.scalar.tag;
	else if (event->type == YAML_SEQUENCE_START_EVENT)
		tag = event->data.sequence_start.tag;
	else if (event->type == YAML_MAPPING_START_EVENT)
		tag = event->data.mapping_start.tag;
	return (const char *)tag;
}

static int check_node(struct reader *reader, const yaml_event_t *event, int depth)
{
	bool nested =
		event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;

	if (strict(reader) && anchor_of(event))
		return fail(reader, event,
		            "aliases and anchors are not allowed here: write the value out, or put "
		            "text that begins with '&' or '*' in quotes");
	if (strict(reader) && tag_of(event))
		return fail(
			reader, event,
			"tags are not allowed here: delete the tag, or put text that begins with "
			"'!' in quotes");
	if (nested && depth == DONE_VALUE_DEPTH_MAX)
		return fail(reader, event, "nested more than 64 deep");
	if (reader->limits->nodes && ++reader->nodes > reader->limits->nodes)
		return fail(reader, event, "more than 10,000 values: split the file");
	return 0;
}

/* ---- anchors and aliases -------------------------------------------------------------------- */

static size_t measure(const struct done_value *value, size_t *height)
{
	size_t nodes = 1, tallest = 0, nr = 0;

	if (value->type == DONE_LIST)
		nr = value->list.nr;
	else if (value->type == DONE_MAP)
		nr = value->map.nr;
	for (size_t i = 0; i < nr; i++) {
		size_t child;
		nodes += measure(value->type == DONE_LIST ? &value->list.ptr[i]
		                                          : &value->map.ptr[i].value,
		                 &child);
		tallest = child > tallest ? child : tallest;
	}
	*height = value->type == DONE_LIST || value->type == DONE_MAP ? tallest + 1 : 0;
	return nodes;
}

/* Returns the number of the new anchor, or an error. */
static int open_anchor(struct reader *reader, const yaml_event_t *event)
{
	if (reader->nr_anchors == ANCHORS_MAX)
		return fail(reader, event, "more than 4,096 anchors: write the values out");
	const char *name = anchor_of(event);
	struct anchor *anchor = DONE_ARENA_PUSH(reader->arena, reader->anchors, reader->nr_anchors,
	                                        reader->cap_anchors);
	anchor->len = strlen(name);
	anchor->name = done_arena_strndup(reader->arena, name, anchor->len);
	return (int)reader->nr_anchors - 1;
}

static void close_anchor(struct reader *reader, int number, const struct done_value *value)
{
	struct anchor *anchor = &reader->anchors[number];

	anchor->value = *value;
	anchor->nodes = measure(value, &anchor->height);
}

static const struct anchor *find_anchor(const struct reader *reader, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = reader->nr_anchors; i-- > 0;) {
		const struct anchor *anchor = &reader->anchors[i];
		if (anchor->len == len && !memcmp(anchor->name, name, len))
			return anchor;
	}
	return NULL;
}

static int read_alias(struct reader *reader, const yaml_event_t *event, int depth,
                      struct done_value *out)
{
	const struct anchor *anchor = find_anchor(reader, anchor_of(event));

	if (!anchor)
		return fail(reader, event,
		            "the alias has no anchor ('&name') before it: write the value out, or "
		            "put text that begins with '*' in quotes");
	if (anchor->nodes == 0)
		return fail(reader, event,
		            "the alias stands inside its own anchor: a value cannot "
		            "hold itself");
	reader->alias_nodes += anchor->nodes;
	if (reader->alias_nodes > ALIAS_NODES_MAX)
		return fail(reader, event,
		            "the aliases expand to more than 100,000 values: write the values out");
	if ((size_t)depth + anchor->height > DONE_VALUE_DEPTH_MAX)
		return fail(reader, event, "nested more than 64 deep");
	*out = anchor->value;
	return 0;
}

/* ---- values --------------------------------------------------------------------------------- */

static void set_place(const struct reader *reader, const yaml_event_t *event,
                      struct done_value *out)
{
	*out = (struct done_value){
		.line = (int)event->start_mark.line + 1,
		.column = (int)event->start_mark.column + 1,
		.file = reader->file,
	};
}

static int read_string(struct reader *reader, const yaml_event_t *event, struct done_value *out)
{
	struct done_bytes text = {(const char *)event->data.scalar.value,
	                          event->data.scalar.length};
	struct done_text_problem problem;

	if (reader->limits->scalar && text.len > reader->limits->scalar)
		return fail(reader, event, "the text is longer than 8 KiB: shorten it");
	if (done_text_find_problem(text, reader->limits->scalar_refusals, &problem)) {
		done_error_set(reader->err, DONE_E_POLICY,
		               "%s is not allowed in a value: delete its escape", problem.what);
		return fail(reader, event, "");
	}
	set_place(reader, event, out);
	out->type = DONE_STRING;
	out->string.ptr = done_arena_strndup(reader->arena, text.ptr, text.len);
	out->string.len = text.len;
	return 0;
}

static bool tagged_as_string(const yaml_event_t *event)
{
	const char *tag = tag_of(event);

	return tag && (!strcmp(tag, "!") || !strcmp(tag, YAML_STR_TAG));
}

static bool is_plain(const yaml_event_t *event)
{
	return event->type == YAML_SCALAR_EVENT &&
	       event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !tagged_as_string(event);
}

static int read_scalar(struct reader *reader, const yaml_event_t *event, int depth,
                       struct done_value *out)
{
	(void)depth;
	int rc = read_string(reader, event, out);
	if (rc < 0 || !is_plain(event))
		return rc;
	const char *problem = done_yaml_type_plain(out, reader->subset);
	return problem ? fail(reader, event, problem) : 0;
}

static int read_list(struct reader *reader, const yaml_event_t *start, int depth,
                     struct done_value *out)
{
	struct done_value *items = NULL;
	size_t nr = 0, cap = 0;

	for (;;) {
		yaml_event_t event;
		int rc = next(reader, &event);
		if (rc < 0)
			return rc;
		bool end = event.type == YAML_SEQUENCE_END_EVENT;
		if (!end)
			rc = read_node(reader, &event, depth + 1,
			               DONE_ARENA_PUSH(reader->arena, items, nr, cap));
		yaml_event_delete(&event);
		if (rc < 0)
			return rc;
		if (end)
			break;
	}
	set_place(reader, start, out);
	out->type = DONE_LIST;
	out->list = (struct done_items){items, nr};
	return 0;
}

struct map {
	struct done_member *members;
	size_t nr, cap;
	struct done_value *merged; /* what stood under "<<", in order */
	size_t nr_merged, cap_merged;
};

static int read_key(struct reader *reader, const yaml_event_t *event, struct done_value *key)
{
	if (event->type == YAML_ALIAS_EVENT && !strict(reader)) {
		int rc = read_alias(reader, event, 0, key);
		if (rc < 0 || key->type == DONE_STRING)
			return rc;
	} else if (event->type == YAML_SCALAR_EVENT) {
		int rc = check_node(reader, event, 0);
		if (rc < 0 || (rc = read_string(reader, event, key)) < 0 || !anchor_of(event))
			return rc;
		int number = open_anchor(reader, event);
		if (number < 0)
			return number;
		close_anchor(reader, number, key);
		return 0;
	} else if (strict(reader)) {
		int rc = check_node(reader, event, 0);
		if (rc < 0)
			return rc;
	}
	return fail(reader, event, "a key must be text: a list or map cannot be a key");
}

static int read_member(struct reader *reader, const yaml_event_t *event, int depth, struct map *map)
{
	struct done_value key;
	int rc = read_key(reader, event, &key);
	if (rc < 0)
		return rc;

	bool merge = is_plain(event) && !strcmp(key.string.ptr, "<<");
	if (merge && strict(reader))
		return fail(reader, event,
		            "merge keys ('<<') are not allowed here: write the keys out");

	yaml_event_t value;
	rc = next(reader, &value);
	if (rc < 0)
		return rc;
	if (merge) {
		rc = read_node(reader, &value, depth + 1,
		               DONE_ARENA_PUSH(reader->arena, map->merged, map->nr_merged,
		                               map->cap_merged));
	} else {
		struct done_member *member =
			DONE_ARENA_PUSH(reader->arena, map->members, map->nr, map->cap);
		member->key = key.string;
		member->line = (int)event->start_mark.line + 1;
		member->column = (int)event->start_mark.column + 1;
		rc = read_node(reader, &value, depth + 1, &member->value);
	}
	yaml_event_delete(&value);
	return rc;
}

static int check_unique(struct reader *reader, const struct map *map)
{
	struct done_members members = {map->members, map->nr};
	const struct done_member *first;
	const struct done_member *repeated = done_members_repeated(reader->arena, &members, &first);

	if (!repeated)
		return 0;
	done_error_set(reader->err, DONE_E_POLICY, "duplicate key '%s' (first at line %d)",
	               repeated->key.ptr, first->line);
	return done_error_place(reader->err, reader->file, repeated->line, repeated->column);
}

static bool merge_one(struct reader *reader, struct map *map, const struct done_value *value)
{
	if (value->type != DONE_MAP)
		return false;
	for (size_t i = 0; i < value->map.nr; i++)
		*DONE_ARENA_PUSH(reader->arena, map->members, map->nr, map->cap) =
			value->map.ptr[i];
	return true;
}

/* A merge key gives a map or a list of maps; what the map itself says goes before. */
static int merge(struct reader *reader, struct map *map)
{
	for (size_t i = 0; i < map->nr_merged; i++) {
		const struct done_value *value = &map->merged[i];
		bool good = value->type != DONE_LIST && merge_one(reader, map, value);
		if (value->type == DONE_LIST) {
			good = true;
			for (size_t k = 0; k < value->list.nr && good; k++)
				good = merge_one(reader, map, &value->list.ptr[k]);
		}
		if (!good) {
			done_error_set(reader->err, DONE_E_POLICY,
			               "a merge key ('<<') needs a map or a list of maps");
			return done_error_place(reader->err, reader->file, value->line,
			                        value->column);
		}
	}
	struct done_members members = {map->members, map->nr};
	if (map->nr_merged > 0)
		done_members_keep_first(reader->arena, &members);
	map->nr = members.nr;
	return 0;
}

static int read_map(struct reader *reader, const yaml_event_t *start, int depth,
                    struct done_value *out)
{
	struct map map = {0};
	int rc;

	for (;;) {
		yaml_event_t event;
		if ((rc = next(reader, &event)) < 0)
			return rc;
		bool end = event.type == YAML_MAPPING_END_EVENT;
		if (!end)
			rc = read_member(reader, &event, depth, &map);
		yaml_event_delete(&event);
		if (rc < 0)
			return rc;
		if (end)
			break;
	}
	if ((rc = check_unique(reader, &map)) < 0 || (rc = merge(reader, &map)) < 0)
		return rc;
	set_place(reader, start, out);
	out->type = DONE_MAP;
	out->map = (struct done_members){map.members, map.nr};
	return 0;
}

static int read_node(struct reader *reader, const yaml_event_t *event, int depth,
                     struct done_value *out)
{
	static int (*const readers[])(struct reader *, const yaml_event_t *, int,
	                              struct done_value *) = {
		[YAML_ALIAS_EVENT] = read_alias,
		[YAML_SCALAR_EVENT] = read_scalar,
		[YAML_SEQUENCE_START_EVENT] = read_list,
		[YAML_MAPPING_START_EVENT] = read_map,
	};

	int rc = check_node(reader, event, depth);
	if (rc < 0)
		return rc;
	if (event->type >= DONE_ARRAY_SIZE(readers) || !readers[event->type])
		return fail(reader, event, "a value is missing here");
	if (event->type == YAML_ALIAS_EVENT || !anchor_of(event))
		return readers[event->type](reader, event, depth, out);
	int number = open_anchor(reader, event);
	if (number < 0)
		return number;
	rc = readers[event->type](reader, event, depth, out);
	if (rc == 0)
		close_anchor(reader, number, out);
	return rc;
}

/* ---- the stream ----------------------------------------------------------------------------- */

static int check_start(struct reader *reader, const yaml_event_t *event)
{
	if (event->type == YAML_STREAM_END_EVENT)
		return fail(reader, event, "the file is empty");
	if (event->type != YAML_DOCUMENT_START_EVENT)
		return 0;
	bool directives = event->data.document_start.version_directive ||
	                  event->data.document_start.tag_directives.start !=
	                          event->data.document_start.tag_directives.end;
	if (directives && strict(reader))
		return fail(reader, event,
		            "directives ('%YAML', '%TAG') are not allowed here: delete the line");
	return 0;
}

static int read_root(struct reader *reader, const yaml_event_t *event, struct done_value *out)
{
	if (is_plain(event) && event->data.scalar.length == 0 && !anchor_of(event))
		return fail(reader, event, "the file is empty");
	return read_node(reader, event, 0, out);
}

static int check_end(struct reader *reader, const yaml_event_t *event)
{
	if (event->type != YAML_DOCUMENT_START_EVENT)
		return 0;
	return fail(reader, event,
	            "a second document begins here ('---'): only one is allowed in a file");
}

/* Stream start, document start, root, document end, stream end: each may fail. */
static int read_stream(struct reader *reader, struct done_value *out)
{
	for (int part = 0; part < 5; part++) {
		yaml_event_t event;
		int rc = next(reader, &event);
		if (rc < 0)
			return rc;
		if (part == 1)
			rc = check_start(reader, &event);
		else if (part == 2)
			rc = read_root(reader, &event, out);
		else if (part == 4)
			rc = check_end(reader, &event);
		yaml_event_delete(&event);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int done_yaml_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
                    enum done_yaml_subset subset, struct done_value *out, struct done_error *err)
{
	struct reader reader = {.arena = arena, .subset = subset, .err = err};
	struct done_value value = {0};

	reader.limits = &limits[subset];
	if (subset == DONE_YAML_ARTIFACT && bytes.len >= 3 &&
	    !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		bytes.ptr += 3;
		bytes.len -= 3;
	}
	int rc = done_text_check(bytes, file, reader.limits->bytes, reader.limits->refusals, err);
	if (rc < 0)
		return rc;
	reader.bytes = bytes;
	reader.file = done_arena_strdup(arena, file);
	if (!yaml_parser_initialize(&reader.parser))
		done_out_of_memory();
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes.ptr, bytes.len);
	rc = read_stream(&reader, &value);
	yaml_parser_delete(&reader.parser);
	if (rc == 0)
		*out = value;
	return rc;
}
