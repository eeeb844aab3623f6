/* The reference page of a record: a table of its fields, from the same table that loads it. */
#include <inttypes.h>
#include <string.h>

#include "loader.h"

static const char *const type_words[] = {
    [DONE_FIELD_BOOLEAN] = "true or false",
    [DONE_FIELD_INTEGER] = "whole number",
    [DONE_FIELD_NUMBER] = "number",
    [DONE_FIELD_RATIO] = "ratio: 80% or 0.8",
    [DONE_FIELD_AMOUNTS] = "map of names to numbers",
    [DONE_FIELD_STRING] = "text",
    [DONE_FIELD_STRINGS] = "text, or a list",
    [DONE_FIELD_ENUM] = "one word of",
    [DONE_FIELD_DATE] = "day, YYYY-MM-DD",
    [DONE_FIELD_PATH] = "path from the root",
    [DONE_FIELD_GLOB] = "glob from the root",
    [DONE_FIELD_GLOBS] = "glob, or a list",
    [DONE_FIELD_FILE] = "file glob",
    [DONE_FIELD_FILES] = "file glob, or a list",
    [DONE_FIELD_PATTERN] = "pattern (PCRE2)",
    [DONE_FIELD_JSONPATH] = "JSONPath",
    [DONE_FIELD_VALUE] = "any value",
    [DONE_FIELD_OBJECT] = "map",
    [DONE_FIELD_OBJECTS] = "list of maps",
    [DONE_FIELD_CONDITION] = "condition",
    [DONE_FIELD_TESTS] = "list of tests, each a kind with its options",
    [DONE_FIELD_SPECIAL] = "see help",
};

static void add_cell(struct done_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			done_buf_addch(out, '\\');
		done_buf_addch(out, *text);
	}
}

static void add_type(struct done_buf *out, const struct done_field *field)
{
	done_buf_addstr(out, type_words[field->type]);
	if (field->type == DONE_FIELD_ENUM) {
		for (size_t i = 0; field->names[i]; i++)
			done_buf_addf(out, "%s `%s`", i ? "," : "", field->names[i]);
	}
	if (field->type == DONE_FIELD_INTEGER && (field->min || field->max))
		done_buf_addf(out, ", %" PRId64 " to %" PRId64, field->min, field->max);
}

static bool has_nested(const struct done_record *record)
{
	for (size_t i = 0; i < record->nr; i++) {
		if (record->fields[i].record)
			return true;
	}
	return false;
}

static void reference_add_table(struct done_buf *out, const struct done_record *record)
{
	done_buf_addstr(out,
	    "| key | value | description |\n"
	    "| --- | --- | --- |\n");
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];

		done_buf_addf(
		    out, "| `%s`%s | ", field->name, field->required ? " (required)" : "");
		add_type(out, field);
		done_buf_addstr(out, " | ");
		add_cell(out, field->help ? field->help : "");
		done_buf_addstr(out, " |\n");
	}
}

void done_record_reference(struct done_buf *out, const struct done_record *record)
{
	reference_add_table(out, record);
	if (record->shorthand)
		done_buf_addf(
		    out, "\nA text or a list alone is short for `%s`.\n", record->shorthand);
	if (!has_nested(record))
		return;
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		if (!field->record)
			continue;
		done_buf_addf(out, "\nIn `%s`:\n\n", field->name);
		done_record_reference(out, field->record);
	}
}
