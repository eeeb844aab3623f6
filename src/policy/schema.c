/* The JSON Schema of the policy for editors: its shape; its fields come from the field tables. */
#include "done/nested.h"

#include <string.h>

#include "done/questions.h"
#include "schema.h"

static void write_null(struct done_json *json)
{
	done_json_object(json);
	done_schema_type(json, "null");
	done_json_object_end(json);
}

/* Whole, as a part has them, or (inherits) what a check may leave to a farther policy; null takes
 * the farther policy's kind out. */
static void write_kinds(struct done_json *json, const struct done_kind_forms *kinds, bool inherits)
{
	for (size_t i = 0; i < kinds->nr; i++) {
		done_json_key(json, kinds->items[i]->name);
		done_json_object(json);
		done_json_member(json, "description", kinds->items[i]->summary);
		done_json_key(json, inherits ? "anyOf" : "allOf");
		done_json_array(json);
		if (inherits) {
			done_schema_inherited_record(json, kinds->items[i]->options, kinds);
			write_null(json);
		} else {
			done_schema_record(json, kinds->items[i]->options, kinds);
		}
		done_json_array_end(json);
		done_json_object_end(json);
	}
}

/* The other kinds, each of which may be null at most, or (not inherits) not there at all. */
static void write_others(
    struct done_json *json, const struct done_kind_forms *kinds, size_t own, bool inherits)
{
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < kinds->nr; i++) {
		if (i == own)
			continue;
		done_json_key(json, kinds->items[i]->name);
		if (inherits)
			write_null(json);
		else
			done_json_boolean(json, false);
	}
	done_json_object_end(json);
}

/* A kind that is null says nothing of the others. */
static void write_unless_null(
    struct done_json *json, const struct done_kind_forms *kinds, size_t own)
{
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	done_json_key(json, "properties");
	done_json_object(json);
	done_json_key(json, kinds->items[own]->name);
	write_null(json);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_object(json);
	write_others(json, kinds, own, true);
	done_json_object_end(json);
	done_json_array_end(json);
}

/* One kind forbids the others. A file that extends another may leave it out. */
static void write_exclusions(
    struct done_json *json, const struct done_kind_forms *kinds, bool inherits)
{
	done_json_key(json, "dependentSchemas");
	done_json_object(json);
	for (size_t i = 0; i < kinds->nr; i++) {
		done_json_key(json, kinds->items[i]->name);
		done_json_object(json);
		if (inherits)
			write_unless_null(json, kinds, i);
		else
			write_others(json, kinds, i, false);
		done_json_object_end(json);
	}
	done_json_object_end(json);
}

/* A part of any_of and all_of (kinds alone), and a check (a kind beside its fields). */
static void write_with_kinds(
    struct done_json *json, const struct done_record *record, const struct done_kind_forms *kinds)
{
	done_json_object(json);
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; record && i < record->nr; i++)
		done_schema_inherited_field(json, &record->fields[i], kinds);
	write_kinds(json, kinds, record != NULL);
	done_json_object_end(json);
	write_exclusions(json, kinds, record != NULL);
	if (!record)
		done_json_member_integer(json, "minProperties", 1);
	done_json_object_end(json);
}

static void write_map_of(struct done_json *json, const char *name)
{
	done_schema_type(json, "object");
	done_json_key(json, "propertyNames");
	done_json_object(json);
	done_json_member(json, "pattern", "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$");
	done_json_object_end(json);
	done_json_key(json, "additionalProperties");
	done_json_object(json);
	done_schema_reference(json, name);
	done_json_object_end(json);
}

/* The operators that take no words. */
static const char condition_operators[] =
    "{\"has\": {\"description\": \"A file that matches is there.\", \"anyOf\": [{\"type\": "
    "\"string\"}, {\"type\": \"array\", \"items\": "
    "{\"type\": "
    "\"string\"}}]},"
    "\"changed\": {\"description\": \"A path that matches is changed.\", \"anyOf\": "
    "[{\"type\": \"string\"}, {\"type\": \"array\", \"items\": "
    "{\"type\": \"string\"}}]},"
    "\"tag\": {\"description\": \"A tag of the service.\", \"type\": \"string\"}, \"stage\": "
    "{\"description\": \"The stage of the service.\", \"type\": \"string\"},"
    "\"not\": {\"description\": \"The condition does not hold.\", \"$ref\": "
    "\"#/$defs/condition\"},"
    "\"any\": {\"description\": \"One of the conditions holds.\", \"type\": \"array\", "
    "\"items\": {\"$ref\": \"#/$defs/condition\"}},"
    "\"all\": {\"description\": \"Each of the conditions holds.\", \"type\": \"array\", "
    "\"items\": {\"$ref\": \"#/$defs/condition\"}}}";

/* One of the words, or a list of them. */
static void write_words(struct done_json *json, const struct done_condition_words *list)
{
	done_json_key(json, list->name);
	done_json_object(json);
	done_json_member(json, "description", "The service is, has or does one of these words.");
	done_json_key(json, "anyOf");
	done_json_array(json);
	for (int i = 0; i < 2; i++) {
		done_json_object(json);
		if (i) {
			done_schema_type(json, "array");
			done_json_member_integer(json, "minItems", 1);
			done_json_key(json, "items");
			done_json_object(json);
		}
		done_json_key(json, "enum");
		done_json_array(json);
		for (size_t j = 0; list->words[j]; j++)
			done_json_string(json, list->words[j]);
		done_json_array_end(json);
		if (i)
			done_json_object_end(json);
		done_json_object_end(json);
	}
	done_json_array_end(json);
	done_json_object_end(json);
}

static void write_condition(struct done_json *json)
{
	done_json_object(json);
	done_schema_type(json, "object");
	done_json_member_integer(json, "minProperties", 1);
	done_json_key(json, "propertyNames");
	done_json_object(json);
	done_json_key(json, "enum");
	done_json_array(json);
	for (size_t i = 0; done_condition_names[i]; i++)
		done_json_string(json, done_condition_names[i]);
	done_json_array_end(json);
	done_json_object_end(json);
	done_json_key(json, "properties");
	done_json_raw(json, condition_operators);
	done_json_key(json, "allOf");
	done_json_array(json);
	done_json_object(json);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < done_condition_words_nr; i++)
		write_words(json, &done_condition_words[i]);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_array_end(json);
	done_json_object_end(json);
}

static const char day[] =
    "{\"type\": \"string\", \"pattern\": \"^(now|[0-9]{4}-[0-9]{2}-[0-9]{2})$\"}";

static void write_criterion(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_object(json);
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < done_criterion_record.nr; i++) {
		const struct done_field *field = &done_criterion_record.fields[i];
		if (strcmp(field->name, "checks") != 0)
			done_schema_inherited_field(json, field, kinds);
	}
	done_json_key(json, "checks");
	done_json_object(json);
	done_json_member(json, "description", "The checks of the criterion, by name.");
	write_map_of(json, "check");
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_object_end(json);
}

/* An own question; its parts are a map of records, a text alone is short for one. null takes a
 * farther file's out. */
static void write_question(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_object(json);
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	done_schema_inherited_field(json, &done_question_record.fields[0], kinds);
	done_json_key(json, "parts");
	done_json_object(json);
	done_json_member(json, "description", "The parts of an answer, by name.");
	done_schema_type(json, "object");
	done_json_member_integer(json, "maxProperties", DONE_QUESTION_PARTS_MAX);
	done_json_key(json, "propertyNames");
	done_json_raw(json, "{\"pattern\": \"^[a-z0-9][a-z0-9_-]{0,63}$\"}");
	done_json_key(json, "additionalProperties");
	done_schema_inherited_record(json, &done_question_part_record, kinds);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_object_end(json);
}

static void write_definitions(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "$defs");
	done_json_object(json);
	done_json_key(json, "condition");
	write_condition(json);
	done_json_key(json, "day");
	done_json_raw(json, day);
	done_json_key(json, "test");
	write_with_kinds(json, NULL, kinds);
	done_json_key(json, "check");
	write_with_kinds(json, &done_check_record, kinds);
	done_json_key(json, "criterion");
	write_criterion(json, kinds);
	done_json_key(json, "question");
	write_question(json, kinds);
	done_schema_ecosystem_definitions(json);
	done_schema_ecosystem_more(json);
	done_json_object_end(json);
}

static void schema_write_services(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "services");
	done_json_object(json);
	done_json_member(json, "description",
	    "Which directories are services: rules, or 'auto' for what serves.");
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	done_json_member(json, "const", "auto");
	done_json_object_end(json);
	done_json_object(json);
	done_schema_type(json, "array");
	done_json_member_integer(json, "minItems", 1);
	done_json_key(json, "items");
	done_schema_record(json, &done_service_record, kinds);
	done_json_object_end(json);
	done_json_array_end(json);
	done_json_object_end(json);
}

/* A preset, a path, or an imported policy. */
static void write_extended(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_object(json);
	done_json_key(json, "anyOf");
	done_json_array(json);
	done_json_object(json);
	done_schema_type(json, "string");
	done_json_member_integer(json, "minLength", 1);
	done_json_object_end(json);
	done_schema_record(json, &done_imported_record, kinds);
	done_json_array_end(json);
	done_json_object_end(json);
}

static void schema_write_extends(struct done_json *json, const struct done_kind_forms *kinds)
{
	done_json_key(json, "extends");
	done_json_object(json);
	done_json_member(json, "description",
	    "Presets (preset:backend) and files of the repository that this policy adds to, and "
	    "policies of other repositories as git done policy import writes them.");
	done_json_key(json, "anyOf");
	done_json_array(json);
	write_extended(json, kinds);
	done_json_object(json);
	done_schema_type(json, "array");
	done_json_member_integer(json, "maxItems", DONE_EXTENDS_MAX);
	done_json_key(json, "items");
	write_extended(json, kinds);
	done_json_object_end(json);
	done_json_array_end(json);
	done_json_object_end(json);
}

/* The policy's parts that are one record each. */
static const struct {
	const char *name, *help;
	const struct done_record *record;
} parts[] = {
    {"select", "Which changes select services, and what becomes of paths that none owns.",
        &done_select_record},
    {"experiments", "What an experiment may do, and for how long.", &done_experiments_record},
    {"sheet", "How the sheets of services are read.", &done_sheets_record},
    {"waivers", "Who may approve that a service goes without a check, and for how long.",
        &done_waivers_record},
    {"push", "On which refs the hook refuses a push, and on which it only tells.",
        &done_push_record},
    {"evidence", "What is asked of reports of tools in every check that reads some.",
        &done_evidence_record},
};

/* A member that is said what it is for; what follows is its schema, to be closed by the other. */
static void open_described(struct done_json *json, const char *name, const char *help)
{
	done_json_key(json, name);
	done_json_object(json);
	done_json_member(json, "description", help);
	done_json_key(json, "allOf");
	done_json_array(json);
}

static void close_described(struct done_json *json)
{
	done_json_array_end(json);
	done_json_object_end(json);
}

#define VERSION_CONDITION "[ \\t]*(>=|<=|>|<|=)[ \\t]*[0-9]{1,6}([.][0-9]{1,6}){0,2}[ \\t]*"

static const struct done_field stages_field = {.name = "stages",
    .type = DONE_FIELD_STRINGS,
    .help = "The stages of services. Default: experiment, production, "
            "deprecated."};
static const struct done_field fields_behind_services[] = {
    {.name = "target",
        .type = DONE_FIELD_ENUM,
        .names = done_tier_names,
        .help = "The tier that services are held to. Default: silver."},
    {.name = "keep",
        .type = DONE_FIELD_ENUM,
        .names = done_tier_names,
        .help = "What a service has of the tiers above its target, up to this one, is not asked "
                "for, and not given up: a change that takes away what met such a check on its base "
                "is refused. Default: nothing above the target is looked at."},
    {.name = "debt",
        .type = DONE_FIELD_SPECIAL,
        .schema = done_debt_schema,
        .help = "Whether what the base did not meet already refuses a change: "
                "refuse, allow, or the last day on which it does not (YYYY-MM-DD). "
                "Default: refuse."},
};

static void schema_write_versions(struct done_json *json)
{
	done_json_key(json, "version");
	done_json_object(json);
	done_json_member(json, "description", "The version of the policy's language: 1.");
	done_json_member_integer(json, "const", 1);
	done_json_object_end(json);
	done_json_key(json, "requires");
	done_json_object(json);
	done_json_member(json, "description",
	    "The versions of git-done that may judge by this policy: \">=0.2\", or "
	    "several conditions with commas between.");
	done_schema_type(json, "string");
	done_json_member(json, "pattern", "^" VERSION_CONDITION "(," VERSION_CONDITION ")*$");
	done_json_object_end(json);
}

/* A map of these, by names of the policy's own. */
static void schema_write_named(
    struct done_json *json, const char *key, const char *description, const char *of)
{
	done_json_key(json, key);
	done_json_object(json);
	done_json_member(json, "description", description);
	write_map_of(json, of);
	done_json_object_end(json);
}

static void write_properties(struct done_json *json, const struct done_kind_forms *kinds)
{
	schema_write_versions(json);
	schema_write_extends(json, kinds);
	done_schema_field(json, &done_allow_loosening_field, kinds);
	done_schema_field(json, &stages_field, kinds);
	schema_write_services(json, kinds);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(fields_behind_services); i++)
		done_schema_field(json, &fields_behind_services[i], kinds);
	done_schema_field(json, &done_losses_field, kinds);
	done_schema_field(json, &done_loosening_field, kinds);
	done_schema_field(json, &done_help_field, kinds);
	done_schema_ecosystems(json);
	open_described(
	    json, "placeholders", "What counts as a text that nobody has filled in yet.");
	done_json_raw(json, done_placeholders_schema);
	close_described(json);
	open_described(json, "params",
	    "Values by name: ${name} as a whole value stands for one, in this file and in those "
	    "that "
	    "it extends.");
	done_json_raw(json,
	    "{\"type\": [\"object\", \"null\"], \"maxProperties\": 100, \"propertyNames\": "
	    "{\"pattern\": "
	    "\"^[a-z][a-z0-9_-]{0,63}$\"}, \"additionalProperties\": {\"type\": [\"string\", "
	    "\"number\", "
	    "\"boolean\", \"array\", \"null\"], \"minItems\": 1, \"items\": {\"type\": "
	    "[\"string\", "
	    "\"number\", \"boolean\"]}}}");
	close_described(json);
	schema_write_named(
	    json, "questions", "Questions of your own that sheets answer, by name.", "question");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(parts); i++) {
		open_described(json, parts[i].name, parts[i].help);
		done_schema_inherited_record(json, parts[i].record, kinds);
		close_described(json);
	}
	schema_write_named(json, "criteria",
	    "What is asked of services: criteria by name, each with its checks.", "criterion");
}

typedef void schema_properties(struct done_json *json, const struct done_kind_forms *kinds);

static void schema_write_whole(struct done_buf *out, const char *title,
    schema_properties *properties, const struct done_kind_forms *kinds)
{
	struct done_json json = {.out = out};

	done_json_object(&json);
	done_json_member(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
	done_json_member(&json, "title", title);
	done_schema_type(&json, "object");
	done_json_key(&json, "additionalProperties");
	done_json_boolean(&json, false);
	done_json_key(&json, "required");
	done_json_array(&json);
	done_json_string(&json, "version");
	done_json_array_end(&json);
	done_json_key(&json, "properties");
	done_json_object(&json);
	properties(&json, kinds);
	done_json_object_end(&json);
	write_definitions(&json, kinds);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}

void done_policy_schema(struct done_buf *out, const struct done_kind_forms *kinds)
{
	schema_write_whole(out, "git-done policy, version 1", write_properties, kinds);
}

static void write_nested_properties(struct done_json *json, const struct done_kind_forms *kinds)
{
	schema_write_versions(json);
	done_schema_field(json, &fields_behind_services[0], kinds);
	schema_write_named(json, "criteria",
	    "What is asked beyond the policy above: criteria by name, each with its checks.",
	    "criterion");
}

void done_nested_schema(struct done_buf *out, const struct done_kind_forms *kinds)
{
	schema_write_whole(
	    out, "git-done policy of a directory, version 1", write_nested_properties, kinds);
}
