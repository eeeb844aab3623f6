/* Field tables as JSON Schema: what a field of each type may hold, and records of them. */
#include <stdio.h>
#include <string.h>

#include "schema.h"

/* A name of `params` in place of a value. */
#define PARAMETER "^[$][{][a-z][a-z0-9_-]{0,63}[}]$"

void done_schema_type(struct done_json *json, const char *type)
{
	done_json_member(json, "type", type);
}

void done_schema_reference(struct done_json *json, const char *name)
{
	char text[96];

	snprintf(text, sizeof(text), "#/$defs/%s", name);
	done_json_member(json, "$ref", text);
}

static void write_text_type(struct done_json *json)
{
	done_schema_type(json, "string");
	done_json_member_integer(json, "minLength", 1);
}

/* The keywords of a field's schema, inside an object that is open already. */
typedef void write_keywords(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds);

/* A value as an object of its own. */
static void write_one_text(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_json_object(json);
	write_text_type(json);
	done_json_object_end(json);
}

static void write_one_record(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	done_schema_record(json, field->record, kinds);
}

static void write_one_test(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_json_object(json);
	done_schema_reference(json, "test");
	done_json_object_end(json);
}

/* One of them, or a list. */
static void write_one_or_list(struct done_json *json, const struct done_field *field,
    const struct done_kind_forms *kinds, write_keywords *write_one)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	write_one(json, field, kinds);
	done_json_object(json);
	done_schema_type(json, "array");
	done_json_member_integer(json, "minItems", field->min > 1 ? field->min : 1);
	if (field->max > 0)
		done_json_member_integer(json, "maxItems", field->max);
	done_json_key(json, "items");
	write_one(json, field, kinds);
	done_json_object_end(json);
	done_json_array_end(json);
}

static void write_boolean(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_schema_type(json, "boolean");
}

static void write_integer(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)kinds;
	done_schema_type(json, "integer");
	if (field->min || field->max) {
		done_json_member_integer(json, "minimum", field->min);
		done_json_member_integer(json, "maximum", field->max);
	}
}

static void write_number(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_schema_type(json, "number");
}

static void write_ratio(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	done_schema_type(json, "number");
	done_json_member_integer(json, "minimum", 0);
	done_json_member_integer(json, "maximum", 1);
	done_json_object_end(json);
	done_json_object(json);
	done_schema_type(json, "string");
	done_json_member(json, "pattern", "^[0-9]{1,3}([.][0-9]{1,9})? ?%$");
	done_json_object_end(json);
	done_json_array_end(json);
}

static void write_amounts(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)kinds;
	done_schema_type(json, "object");
	done_json_key(json, "propertyNames");
	done_json_object(json);
	done_json_key(json, "enum");
	done_json_array(json);
	for (size_t i = 0; field->names[i]; i++)
		done_json_string(json, field->names[i]);
	done_json_array_end(json);
	done_json_object_end(json);
	done_json_key(json, "additionalProperties");
	done_json_raw(json,
	    "{\"anyOf\": [{\"type\": \"number\", \"minimum\": 0}, {\"type\": "
	    "\"string\", \"pattern\": \"^[0-9]+([.][0-9]+)? ?(%|ns|us|ms|s|min)?$|" PARAMETER
	    "\"}, "
	    "{\"type\": \"object\", \"properties\": {\"sheet\": {\"description\": "
	    "\"The place of a number in the service's sheet: load.peak\", \"type\": "
	    "\"string\", \"minLength\": 1}}, \"required\": [\"sheet\"], "
	    "\"additionalProperties\": false}]}");
}

static void schema_fields_write_text(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	write_text_type(json);
}

static void write_texts(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	write_one_or_list(json, field, kinds, write_one_text);
}

static void write_names(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)kinds;
	done_json_key(json, "enum");
	done_json_array(json);
	for (size_t i = 0; field->names[i]; i++)
		done_json_string(json, field->names[i]);
	done_json_array_end(json);
}

static void write_date(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_schema_type(json, "string");
	done_json_member(json, "format", "date");
}

static void write_anything(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)json;
	(void)field;
	(void)kinds;
}

static void write_map(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	done_json_key(json, "allOf");
	done_json_array(json);
	done_schema_record(json, field->record, kinds);
	done_json_array_end(json);
}

static void write_maps(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	write_one_or_list(json, field, kinds, write_one_record);
}

static void write_condition(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	done_schema_reference(json, "condition");
}

static void write_tests(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	write_one_or_list(json, field, kinds, write_one_test);
}

static void write_special(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	(void)kinds;
	if (!field->schema)
		return;
	done_json_key(json, "allOf");
	done_json_array(json);
	done_json_raw(json, field->schema);
	done_json_array_end(json);
}

static write_keywords *const writers[] = {
    [DONE_FIELD_BOOLEAN] = write_boolean,
    [DONE_FIELD_INTEGER] = write_integer,
    [DONE_FIELD_NUMBER] = write_number,
    [DONE_FIELD_RATIO] = write_ratio,
    [DONE_FIELD_AMOUNTS] = write_amounts,
    [DONE_FIELD_STRING] = schema_fields_write_text,
    [DONE_FIELD_STRINGS] = write_texts,
    [DONE_FIELD_ENUM] = write_names,
    [DONE_FIELD_DATE] = write_date,
    [DONE_FIELD_PATH] = schema_fields_write_text,
    [DONE_FIELD_GLOB] = schema_fields_write_text,
    [DONE_FIELD_GLOBS] = write_texts,
    [DONE_FIELD_FILE] = schema_fields_write_text,
    [DONE_FIELD_FILES] = write_texts,
    [DONE_FIELD_PATTERN] = schema_fields_write_text,
    [DONE_FIELD_JSONPATH] = schema_fields_write_text,
    [DONE_FIELD_VALUE] = write_anything,
    [DONE_FIELD_OBJECT] = write_map,
    [DONE_FIELD_OBJECTS] = write_maps,
    [DONE_FIELD_CONDITION] = write_condition,
    [DONE_FIELD_TESTS] = write_tests,
    [DONE_FIELD_SPECIAL] = write_special,
};

void done_schema_inherited_field(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	done_json_key(json, field->name);
	done_json_object(json);
	if (field->help)
		done_json_member(json, "description", field->help);
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	writers[field->type](json, field, kinds);
	done_json_object_end(json);
	done_json_object(json);
	done_schema_type(json, "null");
	done_json_object_end(json);
	done_json_raw(json, "{\"type\": \"string\", \"pattern\": \"" PARAMETER "\"}");
	done_json_array_end(json);
	done_json_object_end(json);
}

void done_schema_field(
    struct done_json *json, const struct done_field *field, const struct done_kind_forms *kinds)
{
	done_json_key(json, field->name);
	done_json_object(json);
	if (field->help)
		done_json_member(json, "description", field->help);
	writers[field->type](json, field, kinds);
	done_json_object_end(json);
}

static void write_properties(struct done_json *json, const struct done_record *record,
    const struct done_kind_forms *kinds,
    void write(struct done_json *, const struct done_field *, const struct done_kind_forms *))
{
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < record->nr; i++)
		write(json, &record->fields[i], kinds);
	done_json_object_end(json);
}

static void write_object(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds)
{
	write_properties(json, record, kinds, done_schema_field);
	done_json_key(json, "required");
	done_json_array(json);
	for (size_t i = 0; i < record->nr; i++) {
		if (record->fields[i].required)
			done_json_string(json, record->fields[i].name);
	}
	done_json_array_end(json);
}

/* What may stand for the whole object: a value of one field. */
static void write_shorthand(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds)
{
	done_json_object(json);
	for (size_t i = 0; i < record->nr; i++) {
		if (!strcmp(record->fields[i].name, record->shorthand))
			writers[record->fields[i].type](json, &record->fields[i], kinds);
	}
	done_json_object_end(json);
}

/* What a nearer policy may leave to the farther one, or take out. */
static void write_inherited_object(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds)
{
	write_properties(json, record, kinds, done_schema_inherited_field);
}

static void write_record(struct done_json *json, const struct done_record *record,
    const struct done_kind_forms *kinds,
    void write(struct done_json *, const struct done_record *, const struct done_kind_forms *))
{
	done_json_object(json);
	if (record->shorthand) {
		done_json_key(json, "anyOf");
		done_json_array(json);
		write_shorthand(json, record, kinds);
		done_json_object(json);
		write(json, record, kinds);
		done_json_object_end(json);
		done_json_array_end(json);
	} else {
		write(json, record, kinds);
	}
	done_json_object_end(json);
}

void done_schema_record(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds)
{
	write_record(json, record, kinds, write_object);
}

void done_schema_inherited_record(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds)
{
	write_record(json, record, kinds, write_inherited_object);
}

void done_record_schema(struct done_json *json, const struct done_record *record)
{
	done_schema_record(json, record, NULL);
}

void done_field_schema(struct done_json *json, const struct done_field *field)
{
	done_schema_field(json, field, NULL);
}
