/* Inside the policy room: JSON Schema in pieces (schema_fields.c). */
#ifndef DONE_POLICY_SCHEMA_H
#define DONE_POLICY_SCHEMA_H

#include "loader.h"

/* Keywords of an object that is open: "type", and "$ref" to one of the definitions. */
void done_schema_type(struct done_json *json, const char *type);
void done_schema_reference(struct done_json *json, const char *name);
/* A member with the field's name. */
void done_schema_field(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds);
/* A value. */
void done_schema_record(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds);
/*
 * The same where policies merge: a nearer file may leave out what a farther one has, and null takes
 * an inherited key out. Whether the whole is complete, the loader says.
 */
void done_schema_inherited_field(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds);
void done_schema_inherited_record(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds);

/* ecosystem_reference.c: the policy's `ecosystems`, and definitions that it refers to. */
void done_schema_ecosystems(struct done_json *json);
void done_schema_ecosystem_more(struct done_json *json);
void done_schema_ecosystem_definitions(struct done_json *json);

#endif
