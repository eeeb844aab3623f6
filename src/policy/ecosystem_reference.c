/* The reference page of ecosystems, and the schema of their files: made from the tables and files
 * that are loaded. */
#include <string.h>

#include "ecosystem_parts.h"
#include "schema.h"

#define PACKAGES_SHOWN 8

static const char introduction[] =
    "# ecosystems\n\n"
    "An ecosystem is a language with its package manager and its conventions. Each is one file of "
    "config/ecosystems, built into git-done. It says which files are sources, tests, generated or "
    "copied and how its manifests are read, and its rows show what a service serves, whom it calls "
    "and which capabilities it has.\n\n"
    "A row matches a file that imports one of its packages and whose code matches its pattern; "
    "comments, tests, generated and vendored files never count. Rows of one name are "
    "alternatives.\n\n"
    "A policy adds rows of its own, most often for a team's own library:\n\n"
    "```yaml\n"
    "ecosystems:\n"
    "  go:\n"
    "    capabilities:\n"
    "      input-validation:\n"
    "        - {package: github.com/acme/kit/validate, calls: '\\.Check\\('}\n"
    "```\n\n"
    "In lists of globs `@sources`, `@tests`, `@generated` and `@vendored` stand for the globs of "
    "all ecosystems.\n\n"
    "## Keys of a row\n\n";

/* ---- one ecosystem ---- */

static void ecosystem_add_globs(
    struct done_buf *out, const char *label, const struct done_globs *globs)
{
	if (!globs->nr)
		return;
	done_buf_addf(out, "- %s: ", label);
	for (size_t i = 0; i < globs->nr; i++)
		done_buf_addf(
		    out, "%s`%s`", i ? ", " : "", done_glob_text(globs->items[i]) + strlen("**/"));
	done_buf_addstr(out, "\n");
}

static void add_manifests(struct done_buf *out, const struct done_ecosystem *ecosystem)
{
	for (size_t i = 0; i < ecosystem->nr_manifests; i++)
		done_buf_addf(
		    out, "%s`%s`", i ? ", " : "- manifests: ", ecosystem->manifests[i].name);
	if (ecosystem->nr_manifests)
		done_buf_addstr(out, "\n");
}

static void add_groups(
    struct done_buf *out, const char *label, const struct done_row_groups *groups)
{
	for (size_t i = 0; i < groups->nr; i++)
		done_buf_addf(out, "%s%s (%zu row%s)", i ? ", " : label, groups->items[i].name,
		    groups->items[i].rows.nr, groups->items[i].rows.nr == 1 ? "" : "s");
	if (groups->nr)
		done_buf_addstr(out, "\n");
}

static void add_ecosystem(struct done_buf *out, const struct done_ecosystem *ecosystem)
{
	done_buf_addf(out, "\n## %s (`%s`)\n\n", ecosystem->title, ecosystem->id);
	ecosystem_add_globs(out, "sources", &ecosystem->sources);
	ecosystem_add_globs(out, "tests", &ecosystem->tests);
	ecosystem_add_globs(out, "generated", &ecosystem->generated);
	ecosystem_add_globs(out, "vendored", &ecosystem->vendored);
	add_manifests(out, ecosystem);
	add_groups(out, "- serves: ", &ecosystem->serves);
	add_groups(out, "- clients: ", &ecosystem->clients);
	add_groups(out, "- capabilities: ", &ecosystem->capabilities);
}

/* ---- one capability ---- */

static void ecosystem_add_packages(struct done_buf *out, const struct done_strings *packages)
{
	for (size_t i = 0; i < packages->nr && i < PACKAGES_SHOWN; i++)
		done_buf_addf(out, "%s`%s`", i ? ", " : ": ", packages->items[i]);
	if (packages->nr > PACKAGES_SHOWN)
		done_buf_addf(out, " and %zu more", packages->nr - PACKAGES_SHOWN);
}

static void ecosystem_add_row(struct done_buf *out, const struct done_row *row)
{
	done_buf_addf(out, "  - %s", row->says ? row->says : "{match}");
	ecosystem_add_packages(out, &row->packages);
	if (row->count > 1)
		done_buf_addf(out, ", at least %d times", (int)row->count);
	if (row->declared)
		done_buf_addstr(out, " (declared)");
	if (row->doc)
		done_buf_addf(out, " ([source](%s))", row->doc);
	done_buf_addstr(out, "\n");
}

static void add_capability(struct done_buf *out, const struct done_capability *capability,
    const struct done_ecosystems *ecosystems)
{
	done_buf_addf(out, "\n## Capability `%s`\n\n%s\n", capability->name, capability->summary);
	for (size_t i = 0; i < ecosystems->nr; i++) {
		const struct done_rows *rows =
		    done_row_group_find(&ecosystems->items[i].capabilities, capability->name);

		if (!rows)
			continue;
		done_buf_addf(out, "\n- %s:\n", ecosystems->items[i].title);
		for (size_t j = 0; j < rows->nr; j++)
			ecosystem_add_row(out, &rows->items[j]);
	}
}

int done_ecosystems_reference(struct done_buf *out, struct done_error *err)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	int rc = done_ecosystems_load(&arena, NULL, &ecosystems, err);

	if (rc >= 0) {
		done_buf_addstr(out, introduction);
		done_record_reference(out, &done_row_record);
		for (size_t i = 0; i < ecosystems.nr; i++)
			add_ecosystem(out, &ecosystems.items[i]);
		for (size_t i = 0; i < done_capabilities_nr; i++)
			add_capability(out, &done_capabilities[i], &ecosystems);
		done_ecosystems_release(&ecosystems);
	}
	done_arena_release(&arena);
	return rc;
}

/* ---- schemas ---- */

/* Names with lists of rows; the row itself is a definition, for it stands under each name. */
static void add_groups_schema(struct done_json *json, const struct done_field *field)
{
	done_json_key(json, field->name);
	done_json_object(json);
	done_json_member(json, "description", field->help);
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < field->record->nr; i++) {
		done_json_key(json, field->record->fields[i].name);
		done_json_object(json);
		done_json_member(json, "description", field->record->fields[i].help);
		done_schema_reference(json, "rows");
		done_json_object_end(json);
	}
	done_json_object_end(json);
	done_json_object_end(json);
}

static bool holds_rows(const struct done_field *field)
{
	return field->record == &done_serves_record || field->record == &done_clients_record ||
	    field->record == &done_capabilities_record;
}

static void add_record_schema(struct done_json *json, const struct done_record *record)
{
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < record->nr; i++) {
		if (holds_rows(&record->fields[i]))
			add_groups_schema(json, &record->fields[i]);
		else
			done_field_schema(json, &record->fields[i]);
	}
	done_json_object_end(json);
}

void done_schema_ecosystem_definitions(struct done_json *json)
{
	done_json_key(json, "row");
	done_record_schema(json, &done_row_record);
	done_json_key(json, "rows");
	done_json_raw(json,
	    "{\"anyOf\": [{\"type\": \"null\"}, {\"$ref\": \"#/$defs/row\"}, "
	    "{\"type\": \"array\", \"minItems\": 1, \"items\": "
	    "{\"$ref\": \"#/$defs/row\"}}]}");
}

void done_schema_ecosystems(struct done_json *json)
{
	done_json_key(json, "ecosystems");
	done_json_object(json);
	done_json_member(
	    json, "description", "Rows of the team's own, added to the built-in ones.");
	done_schema_type(json, "object");
	done_json_key(json, "additionalProperties");
	done_json_boolean(json, false);
	done_json_key(json, "properties");
	done_json_object(json);
	for (size_t i = 0; i < done_embedded_ecosystems_nr; i++) {
		done_json_key(json, done_embedded_ecosystems[i].name);
		done_json_object(json);
		done_json_member(json, "description", "Rows for this language.");
		done_schema_reference(json, "ecosystem");
		done_json_object_end(json);
	}
	done_json_object_end(json);
	done_json_object_end(json);
}

void done_schema_ecosystem_more(struct done_json *json)
{
	done_json_key(json, "ecosystem");
	done_json_object(json);
	add_record_schema(json, &done_ecosystem_more_record);
	done_json_object_end(json);
}

void done_ecosystem_schema(struct done_buf *out)
{
	struct done_json json = {.out = out};

	done_json_object(&json);
	done_json_member(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
	done_json_member(&json, "title", "git-done ecosystem, version 1");
	done_json_key(&json, "required");
	done_json_raw(&json, "[\"version\", \"title\", \"sources\"]");
	add_record_schema(&json, &done_ecosystem_record);
	done_json_key(&json, "$defs");
	done_json_object(&json);
	done_schema_ecosystem_definitions(&json);
	done_json_object_end(&json);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}
