/* Inside the artifact room: the parts of the YAML reader. */
#ifndef DONE_ARTIFACT_YAML_PARTS_H
#define DONE_ARTIFACT_YAML_PARTS_H

#include <yaml.h>

#include "done/artifact.h"

struct done_yaml_limits {
	size_t bytes, nodes, scalar; /* 0: no limit of its own */
	unsigned refusals;
	unsigned scalar_refusals; /* for text that escapes may have brought in */
};

struct done_yaml_anchor {
	const char *name;
	size_t len;
	struct done_value value;
	size_t nodes, height; /* of value; nodes 0: still being read */
};

struct done_yaml_reader {
	yaml_parser_t parser;
	struct done_arena *arena;
	struct done_bytes bytes;
	const char *file;
	const struct done_yaml_limits *limits;
	enum done_yaml_subset subset;
	size_t nodes, alias_nodes;
	struct done_yaml_anchor *anchors;
	size_t nr_anchors, cap_anchors;
	struct done_buf open; /* items and members of what is not closed yet: done_value_close() */
	struct done_error *err;
};

/* ---- yaml_event.c: events, one at a time; the caller deletes what done_yaml_next() gave ---- */

int done_yaml_next(struct done_yaml_reader *reader, yaml_event_t *event);
/* DONE_E_POLICY at the event. */
int done_yaml_fail(struct done_yaml_reader *reader, const yaml_event_t *event, const char *message);
bool done_yaml_is_strict(const struct done_yaml_reader *reader);
const char *done_yaml_anchor(const yaml_event_t *event); /* or the alias's; NULL: none */
const char *done_yaml_tag(const yaml_event_t *event);    /* NULL: none */
/* A scalar that stands without quotes and is not tagged as text. */
bool done_yaml_is_plain(const yaml_event_t *event);
/* Empties the value and puts it where the event stands. */
void done_yaml_set_place(
    const struct done_yaml_reader *reader, const yaml_event_t *event, struct done_value *out);

/* ---- yaml_node.c ---- */

int done_yaml_read_node(
    struct done_yaml_reader *reader, const yaml_event_t *event, int depth, struct done_value *out);

/* ---- yaml_alias.c ---- */

/* Returns the number of the new anchor, or an error. */
int done_yaml_open_anchor(struct done_yaml_reader *reader, const yaml_event_t *event);
void done_yaml_close_anchor(
    struct done_yaml_reader *reader, int number, const struct done_value *value);
int done_yaml_read_alias(
    struct done_yaml_reader *reader, const yaml_event_t *event, int depth, struct done_value *out);

/* ---- yaml_scalar.c ---- */

/* Gives value, whose string is set and which stood without quotes, its type. */
void done_yaml_type_plain(
    struct done_arena *arena, struct done_value *value, enum done_yaml_subset subset);

/* ---- yaml_problem.c ---- */

/* DONE_E_POLICY in plain words for what stopped libyaml. */
int done_yaml_problem(
    const yaml_parser_t *parser, struct done_bytes bytes, const char *file, struct done_error *err);

#endif
