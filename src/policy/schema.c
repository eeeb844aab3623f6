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
static void write_text_or_list(struct done_json *json, int64_t most)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	write_text_type(json);
	done_json_object_end(json);
	done_json_object(json);
	write_type(json, "array");
	done_json_member_integer(json, "minItems", 1);
	if (most > 0)
		done_json_member_integer(json, "maxItems", most);
	done_json_key(json, "items");
	done_json_object(json);
	write_text_type(json);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_array_end(json);
}

/* The keywords of a field's schema, inside an object that is open already. */
typedef void write_keywords(struct done_json *json, const struct done_field *field,
                            const struct done_kind_forms *kinds);

static void write_boolean(struct done_json *json, const struct done_field *field,
                          const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	write_type(json, "boolean");
}

static void write_integer(struct done_json *json, const struct done_field *field,
                          const struct done_kind_forms *kinds)
{
	(void)kinds;
	write_type(json, "integer");
	if (field->min || field->max) {
		done_json_member_integer(json, "minimum", field->min);
		done_json_member_integer(json, "maximum", field->max);
	}
}

static void write_number(struct done_json *json, const struct done_field *field,
                         const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	write_type(json, "number");
}

static void write_text(struct done_json *json, const struct done_field *field,
                       const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	write_text_type(json);
}

static void write_texts(struct done_json *json, const struct done_field *field,
                        const struct done_kind_forms *kinds)
{
	(void)kinds;
	write_text_or_list(json, field->max);
}

static void write_names(struct done_json *json, const struct done_field *field,
                        const struct done_kind_forms *kinds)
{
	(void)kinds;
	done_json_key(json, "enum");
	done_json_array(json);
	for (size_t i = 0; field->names[i]; i++)
		done_json_string(json, field->names[i]);
	done_json_array_end(json);
}

static void write_date(struct done_json *json, const struct done_field *field,
                       const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	write_type(json, "string");
	done_json_member(json, "format", "date");
}

static void write_anything(struct done_json *json, const struct done_field *field,
                           const struct done_kind_forms *kinds)
{
	(void)json;
	(void)field;
	(void)kinds;
}

static void write_map(struct done_json *json, const struct done_field *field,
                      const struct done_kind_forms *kinds)
{
	done_json_key(json, "allOf");
	done_json_array(json);
	write_record(json, field->record, kinds);
	done_json_array_end(json);
}

/* One record, or a list of them. */
static void write_maps(struct done_json *json, const struct done_field *field,
                       const struct done_kind_forms *kinds)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	write_record(json, field->record, kinds);
	done_json_object(json);
	write_type(json, "array");
	done_json_member_integer(json, "minItems", 1);
	done_json_key(json, "items");
	write_record(json, field->record, kinds);
	done_json_object_end(json);
	done_json_array_end(json);
}

static void write_condition(struct done_json *json, const struct done_field *field,
                            const struct done_kind_forms *kinds)
{
	(void)field;
	(void)kinds;
	write_reference(json, "condition");
}

/* One part, or a list of them. */
static void write_tests(struct done_json *json, const struct done_field *field,
                        const struct done_kind_forms *kinds)
{
	(void)kinds;
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	write_reference(json, "test");
	done_json_object_end(json);
	done_json_object(json);
	write_type(json, "array");
	done_json_member_integer(json, "minItems", field->min > 1 ? field->min : 1);
	done_json_key(json, "items");
	done_json_object(json);
	write_reference(json, "test");
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_array_end(json);
}

static void write_special(struct done_json *json, const struct done_field *field,
                          const struct done_kind_forms *kinds)
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
	[DONE_FIELD_BOOLEAN] = write_boolean, [DONE_FIELD_INTEGER] = write_integer,
	[DONE_FIELD_NUMBER] = write_number,   [DONE_FIELD_STRING] = write_text,
	[DONE_FIELD_STRINGS] = write_texts,   [DONE_FIELD_ENUM] = write_names,
	[DONE_FIELD_DATE] = write_date,       [DONE_FIELD_PATH] = write_text,
	[DONE_FIELD_GLOB] = write_text,       [DONE_FIELD_GLOBS] = write_texts,
	[DONE_FIELD_FILE] = write_text,       [DONE_FIELD_FILES] = write_texts,
	[DONE_FIELD_PATTERN] = write_text,    [DONE_FIELD_JSONPATH] = write_text,
	[DONE_FIELD_VALUE] = write_anything,  [DONE_FIELD_OBJECT] = write_map,
	[DONE_FIELD_OBJECTS] = write_maps,    [DONE_FIELD_CONDITION] = write_condition,
	[DONE_FIELD_TESTS] = write_tests,     [DONE_FIELD_SPECIAL] = write_special,
};

static void write_field(struct done_json *json, const struct done_field *field,
                        const struct done_kind_forms *kinds)
{
	done_json_key(json, field->name);
	done_json_object(json);
	if (field->help)
		done_json_member(json, "description", field->help);
	writers[field->type](json, field, kinds);
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

/* What may stand for the whole object: a value of one field. */
static void write_shorthand(struct done_json *json, const struct done_record *record,
                            const struct done_kind_forms *kinds)
{
	done_json_object(json);
	for (size_t i = 0; i < record->nr; i++) {
		if (!strcmp(record->fields[i].name, record->shorthand))
			writers[record->fields[i].type](json, &record->fields[i], kinds);
	}
	done_json_object_end(json);
}

static void write_record(struct done_json *json, const struct done_record *record,
                         const struct done_kind_forms *kinds)
{
	done_json_object(json);
	if (record->shorthand) {
		done_json_key(json, "anyOf");
		done_json_array(json);
		write_shorthand(json, record, kinds);
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

/* One kind forbids the others. A file that extends another may leave it out. */
static void write_exclusions(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "dependentSchemas");
	done_json_object(json);
	for (size_t i = 0; i < kinds->nr; i++) {
		done_json_key(json, kinds->items[i]->name);
		done_json_object(json);
		done_json_key(json, "properties");
		done_json_object(json);
		for (size_t j = 0; j < kinds->nr; j++) {
			if (j == i)
				continue;
			done_json_key(json, kinds->items[j]->name);
			done_json_boolean(json, false);
		}
		done_json_object_end(json);
		done_json_object_end(json);
	}
	done_json_object_end(json);
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
	write_exclusions(json, kinds);
	if (!record)
		done_json_member_integer(json, "minProperties", 1);
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

static const char day[] =
	"{\"type\": \"string\", \"pattern\": \"^(now|[0-9]{4}-[0-9]{2}-[0-9]{2})$\"}";

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
	done_json_key(json, "day");
	done_json_raw(json, day);
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

/* The policy's parts that are one record each. */
static const struct {
	const char *name;
	const struct done_record *record;
} parts[] = {
	{"select", &done_select_record},
	{"experiments", &done_experiments_record},
	{"sheet", &done_sheets_record},
	{"waivers", &done_waivers_record},
};

static void write_properties(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "version");
	done_json_object(json);
	done_json_member_integer(json, "const", 1);
	done_json_object_end(json);
	done_json_key(json, "extends");
	done_json_object(json);
	write_text_or_list(json, 0);
	done_json_object_end(json);
	done_json_key(json, "stages");
	done_json_object(json);
	write_text_or_list(json, 0);
	done_json_object_end(json);
	write_services(json, kinds);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(parts); i++) {
		done_json_key(json, parts[i].name);
		write_record(json, parts[i].record, kinds);
	}
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

void done_record_schema(struct done_json *json, const struct done_record *record)
{
	write_record(json, record, NULL);
}

void done_field_schema(struct done_json *json, const struct done_field *field)
{
	write_field(json, field, NULL);
}
