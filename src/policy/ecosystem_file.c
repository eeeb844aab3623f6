/* The records of a file of config/ecosystems, less its rows. */
#include <string.h>

#include "ecosystem_parts.h"

#define AT(type, member) offsetof(struct type, member)
#define GLOBS_SCHEMA                                                                   \
	"{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"minItems\": 1, " \
	"\"items\": {\"type\": \"string\"}}]}"
#define TEXT_SCHEMA "{\"type\": \"string\", \"minLength\": 1}"

/* ---- globs and readers ---- */

/* The member is the form itself: its glob, and the glob as it is written. */
static int load_manifest_file(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err)
{
	static const struct done_field field = {.name = "file"};
	struct done_manifest_form *form = member;

	if (done_text_take(&field, value, &form->name, err) < 0)
		return err->code;
	return done_glob_make(loader, value, form->name, &form->file, err);
}

static int load_manifest_reader(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err)
{
	static const struct done_field field = {.name = "reader"};
	const struct done_manifest_reader *reader;
	const char *text = NULL, **names;

	if (done_text_take(&field, value, &text, err) < 0)
		return err->code;
	reader = done_manifest_reader_find(text);
	if (reader) {
		*(const struct done_manifest_reader **)member = reader;
		return 0;
	}
	names = done_arena_array(loader->arena, done_manifest_readers_nr, sizeof(*names));
	for (size_t i = 0; i < done_manifest_readers_nr; i++)
		names[i] = done_manifest_readers[i]->name;
	done_value_error(err, value, "unknown reader of manifests '%s'", text);
	return done_suggest(err, text, names, done_manifest_readers_nr);
}

static int load_import_reader(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err)
{
	static const struct done_field field = {.name = "reader"};
	const struct done_import_reader *reader;
	const char *text = NULL, **names;

	if (done_text_take(&field, value, &text, err) < 0)
		return err->code;
	reader = done_import_reader_find(text);
	if (reader) {
		*(const struct done_import_reader **)member = reader;
		return 0;
	}
	names = done_arena_array(loader->arena, done_import_readers_nr, sizeof(*names));
	for (size_t i = 0; i < done_import_readers_nr; i++)
		names[i] = done_import_readers[i]->name;
	done_value_error(err, value, "unknown reader of imports '%s'", text);
	return done_suggest(err, text, names, done_import_readers_nr);
}

/* ---- generated, manifests, imports ---- */

static const struct done_field generated_fields[] = {
    {DONE_FIELD("files", struct done_generated_rules, files, SPECIAL),
        .load = done_anywhere_globs_load, .schema = GLOBS_SCHEMA,
        .help = "Generated files, by their paths."},
    {DONE_FIELD("head", struct done_generated_rules, head, SPECIAL), .load = done_row_pattern_load,
        .schema = TEXT_SCHEMA,
        .help = "A pattern that the first 4,096 bytes of a generated file hold."},
};
static const struct done_record generated_record = {
    .name = "'generated'",
    .size = sizeof(struct done_generated_rules),
    .fields = generated_fields,
    .nr = DONE_ARRAY_SIZE(generated_fields),
};

static const struct done_field manifest_fields[] = {
    {.name = "file",
        .type = DONE_FIELD_SPECIAL,
        .offset = 0,
        .required = true,
        .load = load_manifest_file,
        .schema = TEXT_SCHEMA,
        .help = "A glob over names of files."},
    {DONE_FIELD("reader", struct done_manifest_form, reader, SPECIAL), .required = true,
        .load = load_manifest_reader, .schema = TEXT_SCHEMA, .help = "The reader of that format."},
};
static const struct done_record manifest_record = {
    .name = "a manifest",
    .size = sizeof(struct done_manifest_form),
    .fields = manifest_fields,
    .nr = DONE_ARRAY_SIZE(manifest_fields),
};

static const struct done_field imports_fields[] = {
    {DONE_FIELD("reader", struct done_imports_rules, reader, SPECIAL), .required = true,
        .load = load_import_reader, .schema = TEXT_SCHEMA,
        .help = "The reader of the language's imports."},
    {DONE_FIELD("binds", struct done_imports_rules, binds, BOOLEAN),
        .help = "True: an import binds a name by which the source calls the package."},
    {DONE_FIELD("begin", struct done_imports_rules, begin, SPECIAL), .load = done_row_pattern_load,
        .schema = TEXT_SCHEMA,
        .help = "A pattern over code: what begins a statement that only imports. Rows do not "
                "look at such statements, for what is imported may be unused."},
    {DONE_FIELD("divided_by", struct done_imports_rules, divided_by, STRING),
        .help = "The characters that divide names of packages. Default: /."},
};
static const struct done_record imports_record = {
    .name = "'imports'",
    .size = sizeof(struct done_imports_rules),
    .fields = imports_fields,
    .nr = DONE_ARRAY_SIZE(imports_fields),
};

/* ---- the file ---- */

#define GLOBS(called, text)                                                                  \
	{                                                                                    \
		.name = #called, .type = DONE_FIELD_SPECIAL,                                 \
		.offset = AT(done_ecosystem_file, called), .load = done_anywhere_globs_load, \
		.schema = GLOBS_SCHEMA, .help = (text)                                       \
	}
#define OBJECT(called, of, text)                                                           \
	{                                                                                  \
		.name = #called, .type = DONE_FIELD_OBJECT,                                \
		.offset = AT(done_ecosystem_file, called), .record = &(of), .help = (text) \
	}
#define OBJECTS(called, of, text)                                                          \
	{                                                                                  \
		.name = #called, .type = DONE_FIELD_OBJECTS,                               \
		.offset = AT(done_ecosystem_file, called), .record = &(of), .help = (text) \
	}
#define MORE(called, start, of, text)                                                 \
	{                                                                             \
		.name = #called, .type = DONE_FIELD_OBJECT,                           \
		.offset = (start) + AT(done_ecosystem_more, called), .record = &(of), \
		.help = (text)                                                        \
	}
#define SERVES "What shows that a program serves something."
#define CLIENTS "What shows that it calls others."
#define CAPABILITIES "What shows a capability."

static const struct done_field file_fields[] = {
    {DONE_FIELD("version", struct done_ecosystem_file, version, INTEGER), .required = true,
        .min = 1, .max = 1, .help = "The version of this language: 1."},
    {DONE_FIELD("title", struct done_ecosystem_file, title, STRING), .required = true,
        .help = "The ecosystem's name for people."},
    {DONE_FIELD("sources", struct done_ecosystem_file, sources, SPECIAL), .required = true,
        .load = done_anywhere_globs_load, .schema = GLOBS_SCHEMA,
        .help = "Source files, in any directory."},
    GLOBS(tests, "Sources and directories of tests."),
    OBJECT(generated, generated_record, "Files that a program wrote."),
    GLOBS(vendored, "Copies of other people's code."),
    OBJECTS(scanner, done_scanner_record, "What quotes and comments look like."),
    OBJECTS(manifests, manifest_record, "Files of the package manager."),
    OBJECT(imports, imports_record, "How sources name packages."),
    OBJECTS(programs, done_row_record, "A file that is an entry point."),
    OBJECTS(functions, done_row_record,
        "A file with a function that a platform calls: nothing needs to start it."),
    OBJECTS(frontend, done_row_record, "A browser bundle, unless something serves."),
    OBJECTS(forwards, done_row_record,
        "A ready-made server: it forwards, or serves what it does not read itself."),
    MORE(serves, AT(done_ecosystem_file, more), done_serves_record, SERVES),
    MORE(clients, AT(done_ecosystem_file, more), done_clients_record, CLIENTS),
    MORE(capabilities, AT(done_ecosystem_file, more), done_capabilities_record, CAPABILITIES),
};
const struct done_record done_ecosystem_record = {
    .name = "the ecosystem",
    .size = sizeof(struct done_ecosystem_file),
    .fields = file_fields,
    .nr = DONE_ARRAY_SIZE(file_fields),
};

static const struct done_field more_fields[] = {
    MORE(serves, (size_t)0, done_serves_record, SERVES),
    MORE(clients, (size_t)0, done_clients_record, CLIENTS),
    MORE(capabilities, (size_t)0, done_capabilities_record, CAPABILITIES),
};
const struct done_record done_ecosystem_more_record = {
    .name = "an ecosystem",
    .size = sizeof(struct done_ecosystem_more),
    .fields = more_fields,
    .nr = DONE_ARRAY_SIZE(more_fields),
};
