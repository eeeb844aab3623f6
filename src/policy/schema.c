/* The JSON Schema of the policy for editors, from the field tables. */
#include <stdio.h>
#include <string.h>

#include "loader.h"

static void write_record(struct done_json *json, const struct done_record *record,
                         const struct done_kind_forms *kinds);

static void write_type(struct done_json *json, const char *type)
{
	done_json_member(json, "type", type);
}

static void write_reference(struct done_json *json, const char *name)
{
	char text[96];

	snprintf(text, sizeof(text), "#/$defs/%s", name);
	done_json_member(json, "$ref", text);
}

static void write_text_type(struct done_json *json)
{
	write_type(json, "string");
	done_json_member_integer(json, "minLength", 1);
}

/* One text, or a list of them. */
static void write_text_or_list(struct done_json *json)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	write_text_type(json);
	done_json_object_end(json);
	done_json_object(json);
	write_type(json, "array");
	done_json_member_integer(json, "minItems", 1);
	done_json_key(json, "items");
	done_json_object(json);
	write_text_type(json);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_array_end(json);
}

static void write_enum(struct done_json *json, const struct done_field *field)
{
	done_json_key(json, "enum");
	done_json_array(json);
	for (size_t i = 0; field->names[i]; i++)
		done_json_string(json, field->names[i]);
	done_json_array_end(json);
}

static void write_record_list(struct done_json *json, const struct done_field *field,
                              const struct done_kind_forms *kinds)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	write_record(json, field->record, kinds);
	done_json_object(json);
	write_type(json, "array");
	done_json_key(json, "items");
	write_record(json, field->record, kinds);
	done_json_object_end(json);
	done_json_array_end(json);
}

static void write_integer(struct done_json *json, const struct done_field *field)
{
	write_type(json, "integer");
	if (field->min || field->max) {
		done_json_member_integer(json, "minimum", field->min);
		done_json_member_integer(json, "maximum", field->max);
	}
}

static void write_tests(struct done_json *json)
{
	write_type(json, "array");
	done_json_key(json, "items");
	done_json_object(json);
	write_reference(json, "test");
	done_json_object_end(json);
}

/* The keywords of a field's schema, inside an object that is open already. */
static void write_keywords(struct done_json *json, const struct done_field *field,
                           const struct done_kind_forms *kinds)
{
	switch (field->type) {
	case DONE_FIELD_BOOLEAN:
		write_type(json, "boolean");
		break;
	case DONE_FIELD_INTEGER:
		write_integer(json, field);
		break;
	case DONE_FIELD_NUMBER:
		write_type(json, "number");
		break;
	case DONE_FIELD_ENUM:
		write_enum(json, field);
		break;
	case DONE_FIELD_STRINGS:
	case DONE_FIELD_GLOBS:
	case DONE_FIELD_FILES:
		write_text_or_list(json);
		break;
	case DONE_FIELD_OBJECTS:
		write_record_list(json, field, kinds);
		break;
	case DONE_FIELD_CONDITION:
		write_reference(json, "condition");
		break;
	case DONE_FIELD_TESTS:
		write_tests(json);
		break;
	case DONE_FIELD_VALUE:
	case DONE_FIELD_OBJECT:
	case DONE_FIELD_SPECIAL:
		break;
	default:
		write_text_type(json);
	}
}

/* A field whose schema is text of its own, or a record of its own, stands in allOf beside its
 * description. */
static void write_field(struct done_json *json, const struct done_field *field,
                        const struct done_kind_forms *kinds)
{
	done_json_key(json, field->name);
	done_json_object(json);
	if (field->help)
		done_json_member(json, "description", field->help);
	if (field->type == DONE_FIELD_OBJECT) {
		done_json_key(json, "allOf");
		done_json_array(json);
		write_record(json, field->record, kinds);
		done_json_array_end(json);
	} else if (field->type == DONE_FIELD_SPECIAL && field->schema) {
		done_json_key(json, "allOf");
		done_json_array(json);
		done_json_raw(json, field->schema);
		done_json_array_end(json);
	} else {
		write_keywords(json, field, kinds);
	}
	done_json_object_end(json);
}

static void write_object(struct done_json *json, const struct done_record *record,
                         const struct done_kind_forms *kinds)
{
	write_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < record->nr; i++)
		write_field(json, &record->fields[i], kinds);
	done_json_object_end(json);
	done_json_key(json, "required");
	done_json_array(json);
	for (size_t i = 0; i < record->nr; i++) {
		if (record->fields[i].required)
			done_json_string(json, record->fields[i].name);
	}
	done_json_array_end(json);
}

static void write_record(struct done_json *json, const struct done_record *record,
                         const struct done_kind_forms *kinds)
{
	done_json_object(json);
	if (record->shorthand) {
		done_json_key(json, "anyOf");
		done_json_array(json);
		done_json_object(json);
		write_text_or_list(json);
		done_json_object_end(json);
		done_json_object(json);
		write_object(json, record, kinds);
		done_json_object_end(json);
		done_json_array_end(json);
	} else {
		write_object(json, record, kinds);
	}
	done_json_object_end(json);
}

static void write_kinds(struct done_json *json, const struct done_kind_forms *kinds)
{
	for (size_t i = 0; i < kinds->nr; i++) {
		done_json_key(json, kinds->items[i]->name);
		done_json_object(json);
		done_json_member(json, "description", kinds->items[i]->summary);
		done_json_key(json, "allOf");
		done_json_array(json);
		write_record(json, kinds->items[i]->options, kinds);
		done_json_array_end(json);
		done_json_object_end(json);
	}
}

/* A part of any_of and all_of (kinds alone), and a check (a kind beside its fields). */
static void write_with_kinds(struct done_json *json, const struct done_record *record,
                             const struct done_kind_forms *kinds)
{
	done_json_object(json);
	write_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; record && i < record->nr; i++)
		write_field(json, &record->fields[i], kinds);
	write_kinds(json, kinds);
	done_json_object_end(json);
	done_json_object_end(json);
}

static void write_map_of(struct done_json *json, const char *name)
{
	write_type(json, "object");
	done_json_key(json, "propertyNames");
	done_json_object(json);
	done_json_member(json, "pattern", "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$");
	done_json_object_end(json);
	done_json_key(json, "additionalProperties");
	done_json_object(json);
	write_reference(json, name);
	done_json_object_end(json);
}

static const char condition[] =
	"{\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": false, "
        "\"properties\": {"
	"\"has\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": {\"type\": "
        "\"string\"}}]},"
	"\"changed\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": "
        "{\"type\": \"string\"}}]},"
	"\"tag\": {\"type\": \"string\"}, \"stage\": {\"type\": \"string\"},"
	"\"not\": {\"$ref\": \"#/$defs/condition\"},"
	"\"any\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/condition\"}},"
	"\"all\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/condition\"}}}}";

static void write_criterion(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_object(json);
	write_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < done_criterion_record.nr; i++) {
		const struct done_field *field = &done_criterion_record.fields[i];
		if (strcmp(field->name, "checks") != 0)
			write_field(json, field, kinds);
	}
	done_json_key(json, "checks");
	done_json_object(json);
	write_map_of(json, "check");
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_object_end(json);
}

static void write_definitions(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "$defs");
	done_json_object(json);
	done_json_key(json, "condition");
	done_json_raw(json, condition);
	done_json_key(json, "test");
	write_with_kinds(json, NULL, kinds);
	done_json_key(json, "check");
	write_with_kinds(json, &done_check_record, kinds);
	done_json_key(json, "criterion");
	write_criterion(json, kinds);
	done_json_object_end(json);
}

static void write_services(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "services");
	done_json_object(json);
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	done_json_member(json, "const", "auto");
	done_json_object_end(json);
	done_json_object(json);
	write_type(json, "array");
	done_json_member_integer(json, "minItems", 1);
	done_json_key(json, "items");
	write_record(json, &done_service_record, kinds);
	done_json_object_end(json);
	done_json_array_end(json);
	done_json_object_end(json);
}

static void write_properties(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "version");
	done_json_object(json);
	done_json_member_integer(json, "const", 1);
	done_json_object_end(json);
	done_json_key(json, "extends");
	done_json_object(json);
	write_text_or_list(json);
	done_json_object_end(json);
	done_json_key(json, "stages");
	done_json_object(json);
	write_text_or_list(json);
	done_json_object_end(json);
	write_services(json, kinds);
	done_json_key(json, "select");
	write_record(json, &done_select_record, kinds);
	done_json_key(json, "criteria");
	done_json_object(json);
	write_map_of(json, "criterion");
	done_json_object_end(json);
}

void done_policy_schema(struct done_buf *out, const struct done_kind_forms *kinds)
{
	struct done_json json = {.out = out};

	done_json_object(&json);
	done_json_member(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
	done_json_member(&json, "title", "git-done policy, version 1");
	write_type(&json, "object");
	done_json_key(&json, "additionalProperties");
	done_json_boolean(&json, false);
	done_json_key(&json, "required");
	done_json_array(&json);
	done_json_string(&json, "version");
	done_json_array_end(&json);
	done_json_key(&json, "properties");
	done_json_object(&json);
	write_properties(&json, kinds);
	done_json_object_end(&json);
	write_definitions(&json, kinds);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}
