/*
 * YAML nodes: scalars, lists, and maps, whose keys are text and unique; merge keys ("<<") of
 * artifacts.
 */
#include <string.h>

#include "text.h"
#include "value.h"
#include "yaml_parts.h"

/* What the subset forbids a node to be; counts it. */
static int yaml_check_node(struct done_yaml_reader *reader, const yaml_event_t *event, int depth)
{
	bool nested =
	    event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;

	if (done_yaml_is_strict(reader) && done_yaml_anchor(event))
		return done_yaml_fail(reader, event,
		    "aliases and anchors are not allowed here: write the value out, or put "
		    "text that begins with '&' or '*' in quotes");
	if (done_yaml_is_strict(reader) && done_yaml_tag(event))
		return done_yaml_fail(reader, event,
		    "tags are not allowed here: delete the tag, or put text that begins with "
		    "'!' in quotes");
	if (nested && depth == DONE_VALUE_DEPTH_MAX)
		return done_yaml_fail(reader, event, "nested more than 64 deep");
	if (reader->limits->nodes && ++reader->nodes > reader->limits->nodes)
		return done_yaml_fail(reader, event, "more than 10,000 values: split the file");
	return 0;
}

/* A scalar as text, whatever it looks like. */
static int yaml_read_string(
    struct done_yaml_reader *reader, const yaml_event_t *event, struct done_value *out)
{
	struct done_bytes text = {
	    (const char *)event->data.scalar.value, event->data.scalar.length};
	struct done_text_problem problem;

	if (reader->limits->scalar && text.len > reader->limits->scalar)
		return done_yaml_fail(reader, event, "the text is longer than 8 KiB: shorten it");
	if (done_text_find_problem(text, reader->limits->scalar_refusals, &problem)) {
		done_error_set(reader->err, DONE_E_POLICY,
		    "%s is not allowed in a value: delete its escape", problem.what);
		return done_yaml_fail(reader, event, "");
	}
	done_yaml_set_place(reader, event, out);
	out->type = DONE_STRING;
	out->string.ptr = done_arena_strndup(reader->arena, text.ptr, text.len);
	out->string.len = text.len;
	return 0;
}

/* ---- maps ---- */

struct map {
	struct done_member *members; /* NULL while it is read: they are in the reader's buffer */
	size_t nr, cap;
	struct done_value *merged; /* what stood under "<<", in order */
	size_t nr_merged, cap_merged;
};

static int yaml_map_read_key(
    struct done_yaml_reader *reader, const yaml_event_t *event, struct done_value *key)
{
	if (event->type == YAML_ALIAS_EVENT && !done_yaml_is_strict(reader)) {
		int rc = done_yaml_read_alias(reader, event, 0, key);
		if (rc < 0 || key->type == DONE_STRING)
			return rc;
	} else if (event->type == YAML_SCALAR_EVENT) {
		int rc = yaml_check_node(reader, event, 0);
		if (rc < 0 || (rc = yaml_read_string(reader, event, key)) < 0 ||
		    !done_yaml_anchor(event))
			return rc;
		int number = done_yaml_open_anchor(reader, event);
		if (number < 0)
			return number;
		done_yaml_close_anchor(reader, number, key);
		return 0;
	} else if (done_yaml_is_strict(reader)) {
		int rc = yaml_check_node(reader, event, 0);
		if (rc < 0)
			return rc;
	}
	return done_yaml_fail(reader, event, "a key must be text: a list or map cannot be a key");
}

static int read_member(
    struct done_yaml_reader *reader, const yaml_event_t *event, int depth, struct map *map)
{
	struct done_value key = {0};
	int rc = yaml_map_read_key(reader, event, &key);
	if (rc < 0)
		return rc;

	bool merge = done_yaml_is_plain(event) && !strcmp(key.string.ptr, "<<");
	if (merge && done_yaml_is_strict(reader))
		return done_yaml_fail(
		    reader, event, "merge keys ('<<') are not allowed here: write the keys out");

	yaml_event_t value;
	rc = done_yaml_next(reader, &value);
	if (rc < 0)
		return rc;
	if (merge) {
		rc = done_yaml_read_node(reader, &value, depth + 1,
		    DONE_ARENA_PUSH(reader->arena, map->merged, map->nr_merged, map->cap_merged));
	} else {
		struct done_member member = {.key = key.string,
		    .line = (int)event->start_mark.line + 1,
		    .column = (int)event->start_mark.column + 1};

		rc = done_yaml_read_node(reader, &value, depth + 1, &member.value);
		if (rc == 0)
			done_buf_add(&reader->open, &member, sizeof(member));
	}
	yaml_event_delete(&value);
	return rc;
}

static int check_unique(struct done_yaml_reader *reader, const struct map *map)
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

static bool merge_one(
    struct done_yaml_reader *reader, struct map *map, const struct done_value *value)
{
	if (value->type != DONE_MAP)
		return false;
	for (size_t i = 0; i < value->map.nr; i++)
		*DONE_ARENA_PUSH(reader->arena, map->members, map->nr, map->cap) =
		    value->map.ptr[i];
	return true;
}

/* A merge key gives a map or a list of maps; what the map itself says goes before. */
static int merge(struct done_yaml_reader *reader, struct map *map)
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
			return done_error_place(
			    reader->err, reader->file, value->line, value->column);
		}
	}
	struct done_members members = {map->members, map->nr};
	if (map->nr_merged > 0)
		done_members_keep_first(reader->arena, &members);
	map->nr = members.nr;
	return 0;
}

static int yaml_read_map(
    struct done_yaml_reader *reader, const yaml_event_t *start, int depth, struct done_value *out)
{
	struct map map = {0};
	size_t from = reader->open.len;
	int rc;

	for (;;) {
		yaml_event_t event;
		if ((rc = done_yaml_next(reader, &event)) < 0)
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
	map.members =
	    done_value_close(reader->arena, &reader->open, from, sizeof(*map.members), &map.nr);
	map.cap = map.nr;
	if ((rc = check_unique(reader, &map)) < 0 || (rc = merge(reader, &map)) < 0)
		return rc;
	done_yaml_set_place(reader, start, out);
	out->type = DONE_MAP;
	out->map = (struct done_members){map.members, map.nr};
	return 0;
}

/* ---- nodes ---- */

static int yaml_read_scalar(
    struct done_yaml_reader *reader, const yaml_event_t *event, int depth, struct done_value *out)
{
	(void)depth;
	int rc = yaml_read_string(reader, event, out);
	if (rc == 0 && done_yaml_is_plain(event))
		done_yaml_type_plain(reader->arena, out, reader->subset);
	return rc;
}

static int yaml_read_list(
    struct done_yaml_reader *reader, const yaml_event_t *start, int depth, struct done_value *out)
{
	size_t from = reader->open.len;

	for (;;) {
		struct done_value item = {0};

		yaml_event_t event;
		int rc = done_yaml_next(reader, &event);
		if (rc < 0)
			return rc;
		bool end = event.type == YAML_SEQUENCE_END_EVENT;
		if (!end)
			rc = done_yaml_read_node(reader, &event, depth + 1, &item);
		yaml_event_delete(&event);
		if (rc < 0)
			return rc;
		if (end)
			break;
		done_buf_add(&reader->open, &item, sizeof(item));
	}
	done_yaml_set_place(reader, start, out);
	out->type = DONE_LIST;
	out->list.ptr = done_value_close(
	    reader->arena, &reader->open, from, sizeof(*out->list.ptr), &out->list.nr);
	return 0;
}

int done_yaml_read_node(
    struct done_yaml_reader *reader, const yaml_event_t *event, int depth, struct done_value *out)
{
	static int (*const readers[])(
	    struct done_yaml_reader *, const yaml_event_t *, int, struct done_value *) = {
	    [YAML_ALIAS_EVENT] = done_yaml_read_alias,
	    [YAML_SCALAR_EVENT] = yaml_read_scalar,
	    [YAML_SEQUENCE_START_EVENT] = yaml_read_list,
	    [YAML_MAPPING_START_EVENT] = yaml_read_map,
	};

	int rc = yaml_check_node(reader, event, depth);
	if (rc < 0)
		return rc;
	if (event->type >= DONE_ARRAY_SIZE(readers) || !readers[event->type])
		return done_yaml_fail(reader, event, "a value is missing here");
	if (event->type == YAML_ALIAS_EVENT || !done_yaml_anchor(event))
		return readers[event->type](reader, event, depth, out);
	int number = done_yaml_open_anchor(reader, event);
	if (number < 0)
		return number;
	rc = readers[event->type](reader, event, depth, out);
	if (rc == 0)
		done_yaml_close_anchor(reader, number, out);
	return rc;
}
