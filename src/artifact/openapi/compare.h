/* Inside the artifact room: the parts of comparing two descriptions. */
#ifndef DONE_ARTIFACT_OPENAPI_COMPARE_H
#define DONE_ARTIFACT_OPENAPI_COMPARE_H

#include "parts.h"

/* What callers send may only be taken more freely, and what they get may only be given less. */
enum openapi_direction { OPENAPI_SENT, OPENAPI_GOT };

/* ---- model.c: a schema as it works ---- */

enum {
	OPENAPI_IS_NULL = 1,
	OPENAPI_IS_BOOLEAN = 2,
	OPENAPI_IS_OBJECT = 4,
	OPENAPI_IS_ARRAY = 8,
	OPENAPI_IS_STRING = 16,
	OPENAPI_IS_INTEGER = 32,
	OPENAPI_IS_FRACTION = 64,
	OPENAPI_IS_ANY = 127,
};

#define OPENAPI_MODEL_PARTS 64

/*
 * A schema with what its references and its allOf add: every part holds for a value. A list of
 * alternatives of one is a part, and one beside `null` is a part that may be null.
 */
struct openapi_model {
	const struct done_value *schema; /* where it is written */
	const struct done_value *parts[OPENAPI_MODEL_PARTS];
	size_t nr;
	unsigned types;
	bool is_said;   /* some part says a type */
	bool is_unseen; /* not all of it: a reference leads nowhere, or there are too many parts */
	const struct done_value *choice; /* the list of its oneOf or anyOf; NULL */
	bool is_one_of;                  /* it is oneOf */
	size_t nr_choices;               /* of such lists: only one is compared */
};
int done_openapi_model(struct done_openapi *api, const struct done_value *schema,
    struct openapi_model *out, struct done_error *err);
/* The first part's member of a key; NULL. */
const struct done_value *done_openapi_model_get(const struct openapi_model *model, const char *key);
/* The values that it takes: *out is their number, items from the arena; NULL: any. */
const struct done_value **done_openapi_model_values(
    struct done_arena *arena, const struct openapi_model *model, size_t *nr);
bool done_openapi_model_requires(const struct openapi_model *model, const char *name);
/* A property's schema, of the parts that have it the nth; NULL. */
const struct done_value *done_openapi_model_property(
    const struct openapi_model *model, const char *name, size_t nth);
bool done_openapi_flag(const struct done_value *map, const char *key);

/* ---- breaks.c: what is found ---- */

enum openapi_rule {
	RULE_PATH_GONE,
	RULE_OPERATION_GONE,
	RULE_PARAMETER_GONE,
	RULE_PARAMETER_MOVED,
	RULE_PARAMETER_NEW,
	RULE_PARAMETER_REQUIRED,
	RULE_PARAMETER_STYLE,
	RULE_BODY_NEW,
	RULE_BODY_GONE,
	RULE_BODY_REQUIRED,
	RULE_MEDIA_GONE,
	RULE_STATUS_GONE,
	RULE_STATUS_OTHER,
	RULE_STATUS_NEW,
	RULE_HEADER_GONE,
	RULE_HEADER_GONE_OPTIONAL,
	RULE_HEADER_OPTIONAL,
	RULE_SECURITY,
	RULE_ID,
	RULE_ADDRESS,
	RULE_FORM,
	RULE_TYPE,
	RULE_NULL,
	RULE_ENUM,
	RULE_BOUND,
	RULE_MULTIPLE,
	RULE_PATTERN,
	RULE_PATTERN_OTHER,
	RULE_FORMAT,
	RULE_UNIQUE,
	RULE_PROPERTY_GONE,
	RULE_PROPERTY_GONE_CLOSED,
	RULE_PROPERTY_GONE_REQUIRED,
	RULE_PROPERTY_REQUIRED,
	RULE_PROPERTY_OPTIONAL,
	RULE_PROPERTY_NEW_REQUIRED,
	RULE_PROPERTY_READ_ONLY,
	RULE_CLOSED,
	RULE_OPENED,
	RULE_CHOICE_GONE,
	RULE_CHOICE_NEW,
	RULE_CHOICE_CHANGED,
	RULE_DISCRIMINATOR,
	RULE_DEFAULT,
	RULE_SCHEMA_NEW,
	RULE_SCHEMA_GONE,
	RULE_CHANNEL_GONE,
	RULE_MESSAGE_GONE,
	RULE_MESSAGE_NEW,
	RULE_BINDING,
	RULE_BINDING_PLACE,
	RULE_UNPROVEN,
	OPENAPI_RULES,
};

struct openapi_comparing {
	const struct done_openapi_comparing *asked;
	struct done_arena *arena;
	struct done_breaks *out;
	struct done_openapi_set seen; /* pairs of schemas, by direction */
	struct done_error *err;
};

/* Where in an operation, in words. */
struct openapi_spot {
	const char *operation;
	const char *part; /* "request body", "response 200"; NULL: the operation itself */
	const char *path; /* "items[].price"; "": the whole of the part */
	enum openapi_direction direction;
	bool is_error; /* in an answer of 4xx, 5xx or default */
};

/* Adds a break; old and now may be NULL. Rules that are none in this direction add nothing. */
void done_openapi_break(struct openapi_comparing *comparing, const struct openapi_spot *spot,
    enum openapi_rule rule, const struct done_value *old, const struct done_value *now,
    const char *format, ...) DONE_PRINTF(6, 7);

struct openapi_operation_pair {
	struct openapi_comparing *comparing;
	const struct done_openapi_operation *old, *now;
	struct done_openapi *base, *head;
	bool is_reversed; /* of webhooks and callbacks: the server calls */
	struct done_error *err;
};
/* A direction is as of an operation that clients call. */
struct openapi_spot done_openapi_spot(
    const struct openapi_operation_pair *pair, const char *part, enum openapi_direction direction);

/* ---- compare_keywords.c: what leads to no further schema ---- */

struct openapi_schema_pair {
	struct openapi_comparing *comparing;
	const struct openapi_spot *spot;
	struct openapi_model old, now;
	int depth;
};
/* Where a member of the new schema is written, else the schema itself. */
const struct done_value *done_openapi_place_now(
    const struct openapi_schema_pair *pair, const char *key);
/* False where nothing further can be compared: no value is of both. */
bool done_openapi_compare_keywords(struct openapi_schema_pair *pair);

/* ---- compare_schema.c ---- */

int done_openapi_compare_schema(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct done_value *old, const struct done_value *now);

/* ---- compare_operation.c, compare_parameters.c ---- */

int done_openapi_compare_parameters(const struct openapi_operation_pair *pair);
/* Of 2.0, where a form is made of parameters. */
bool done_openapi_has_form(
    struct done_openapi *api, const struct done_openapi_operation *operation);

/* ---- compare_channel.c ---- */

/* All operations of a description on one channel that do the same. */
struct openapi_channel {
	struct done_openapi *api;
	const struct done_openapi_operation *one; /* of them */
	const struct done_openapi_operation **operations;
	size_t nr;
};
int done_asyncapi_compare_channel(struct openapi_comparing *comparing,
    const struct openapi_channel *old, const struct openapi_channel *now);

/* ---- compare_bindings.c ---- */

/* Of two channels, operations or messages; those of traits count. */
int done_asyncapi_compare_bindings(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct done_value *old, const struct done_value *now);

int done_openapi_compare_operation(struct openapi_comparing *comparing,
    const struct done_openapi_operation *old, const struct done_openapi_operation *now);

#endif
