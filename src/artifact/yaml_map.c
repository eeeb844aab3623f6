/* YAML maps: keys are text and unique; merge keys ("<<") of artifacts. */
#include <string.h>

#include "value.h"
#include "yaml_parts.h"

struct map {
	struct done_member *members; /* NULL while it is read: they are in the reader's buffer */
	size_t nr, cap;
	struct done_value *merged; /* what stood under "<<", in order */
	size_t nr_merged, cap_merged;
};

static int yaml_map_read_key(struct done_yaml_reader *reader, const yaml_event_t *event,
                             struct done_value *key)
{
	if (event->type == YAML_ALIAS_EVENT && !done_yaml_is_strict(reader)) {
		int rc = done_yaml_read_alias(reader, event, 0, key);
		if (rc < 0 || key->type == DONE_STRING)
			return rc;
	} else if (event->type == YAML_SCALAR_EVENT) {
		int rc = done_yaml_check_node(reader, event, 0);
		if (rc < 0 || (rc = done_yaml_read_string(reader, event, key)) < 0 ||
		    !done_yaml_anchor(event))
			return rc;
		int number = done_yaml_open_anchor(reader, event);
		if (number < 0)
			return number;
		done_yaml_close_anchor(reader, number, key);
		return 0;
	} else if (done_yaml_is_strict(reader)) {
		int rc = done_yaml_check_node(reader, event, 0);
		if (rc < 0)
			return rc;
	}
	return done_yaml_fail(reader, event, "a key must be text: a list or map cannot be a key");
}

static int read_member(struct done_yaml_reader *reader, const yaml_event_t *event, int depth,
                       struct map *map)
{
	struct done_value key = {0};
	int rc = yaml_map_read_key(reader, event, &key);
	if (rc < 0)
		return rc;

	bool merge = done_yaml_is_plain(event) && !strcmp(key.string.ptr, "<<");
	if (merge && done_yaml_is_strict(reader))
		return done_yaml_fail(reader, event,
		                      "merge keys ('<<') are not allowed here: write the keys out");

	yaml_event_t value;
	rc = done_yaml_next(reader, &value);
	if (rc < 0)
		return rc;
	if (merge) {
		rc = done_yaml_read_node(reader, &value, depth + 1,
		                         DONE_ARENA_PUSH(reader->arena, map->merged, map->nr_merged,
		                                         map->cap_merged));
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

static bool merge_one(struct done_yaml_reader *reader, struct map *map,
                      const struct done_value *value)
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

int done_yaml_read_map(struct done_yaml_reader *reader, const yaml_event_t *start, int depth,
                       struct done_value *out)
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
