/* The record of a row, and the names that rows stand under. */
#include <string.h>

#include "ecosystem_parts.h"

#define AT(member) offsetof(struct done_row, member)
#define PATTERN(called, text)                                              \
	.name = #called, .type = DONE_FIELD_SPECIAL, .offset = AT(called), \
	.load = done_row_pattern_load,                                     \
	.schema = "{\"type\": \"string\", "                                \
	          "\"minLength\": 1}",                                     \
	.help = text

#define GLOBS_SCHEMA                                                                   \
	"{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"minItems\": 1, " \
	"\"items\": {\"type\": \"string\"}}]}"

/* ---- one row ---- */

static int refuse_row(
    const struct done_value *at, const char *problem, const char *cure, struct done_error *err)
{
	done_value_error(err, at, "%s", problem);
	return done_error_cure(err, "%s", cure);
}

static int validate_row(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct done_row *row = object;

	if (!row->each != !row->needs)
		return refuse_row(at, "'each' and 'needs' belong together",
		    "write both: 'each' finds the calls, 'needs' what every call "
		    "must have in its statement",
		    err);
	if (row->each && (row->calls || row->text))
		return refuse_row(at, "'each' stands beside 'calls' or 'text'",
		    "write two rows: rows are alternatives", err);
	if (row->manifest && !row->packages.nr)
		return refuse_row(at, "'manifest: true' needs 'package'",
		    "name the dependency that is enough by itself", err);
	if (!row->packages.nr && !row->calls && !row->text && !row->each)
		return refuse_row(at, "the row looks at nothing",
		    "give it 'package', 'calls', 'text', or 'each' and 'needs'", err);
	return 0;
}

static const struct done_field row_fields[] = {
    {DONE_FIELD("package", struct done_row, packages, STRINGS),
        .help = "Packages: the file must import one of them, or one whose name begins with it."},
    {PATTERN(calls, "A pattern over code, without strings and comments.")},
    {PATTERN(text, "A pattern over code and strings, without comments.")},
    {PATTERN(each, "A pattern over code: every match must have 'needs' in its statement.")},
    {PATTERN(needs, "A pattern over code that each statement of 'each' must match.")},
    {DONE_FIELD("count", struct done_row, count, INTEGER), .min = 1, .max = 10000, .preset = 1,
        .help = "The minimum number of matches, over all files of the service. Default: 1."},
    {DONE_FIELD("manifest", struct done_row, manifest, BOOLEAN),
        .help = "True: a dependency on the package is sufficient; no file has to import it."},
    {DONE_FIELD("files", struct done_row, files, SPECIAL), .load = done_anywhere_globs_load,
        .schema = GLOBS_SCHEMA,
        .help = "Only these files, in any directory; they may be other files than sources."},
    {DONE_FIELD("declared", struct done_row, declared, BOOLEAN),
        .help = "True: the evidence is a declaration, not code."},
    {DONE_FIELD("says", struct done_row, says, STRING),
        .help = "The evidence in words; {package}, {match}, {n} and {m} are replaced."},
    {DONE_FIELD("doc", struct done_row, doc, STRING),
        .help = "The address that the row was written from."},
    {DONE_FIELD("hits", struct done_row, hits, STRINGS),
        .help = "Sources that the row finds; a test reads each of them."},
    {DONE_FIELD("misses", struct done_row, misses, STRINGS),
        .help = "Sources that the row must not find."},
};

const struct done_record done_row_record = {
    .name = "a row",
    .size = sizeof(struct done_row),
    .fields = row_fields,
    .nr = DONE_ARRAY_SIZE(row_fields),
    .validate = validate_row,
};

/* ---- names of lists of rows ---- */

#define ROWS(called, index, text)                                                            \
	{                                                                                    \
		.name = (called), .type = DONE_FIELD_OBJECTS,                                \
		.offset = (index) * sizeof(struct done_objects), .record = &done_row_record, \
		.help = (text)                                                               \
	}

static const struct done_field serves_fields[] = {
    ROWS("http", 0, "It answers requests over HTTP."),
    ROWS("html", 1, "It makes pages for people."),
    ROWS("grpc", 2, "It answers calls over gRPC."),
    ROWS("graphql", 3, "It answers GraphQL queries."),
    ROWS("queue", 4, "It consumes messages."),
    ROWS("schedule", 5, "Its clock drives it."),
    ROWS("cli", 6, "People run it on a command line."),
};
const struct done_record done_serves_record = {
    .name = "'serves'",
    .size = sizeof(struct done_serves_rows),
    .fields = serves_fields,
    .nr = DONE_ARRAY_SIZE(serves_fields),
};

static const struct done_field clients_fields[] = {
    ROWS("http", 0, "It calls others over HTTP."),
    ROWS("grpc", 1, "It calls others over gRPC."),
    ROWS("database", 2, "It talks to a database."),
    ROWS("queue", 3, "It sends messages."),
};
const struct done_record done_clients_record = {
    .name = "'clients'",
    .size = sizeof(struct done_clients_rows),
    .fields = clients_fields,
    .nr = DONE_ARRAY_SIZE(clients_fields),
};

#define CAPABILITY(id, called, summary, missing) ROWS(called, DONE_CAPABILITY_##id, summary),
static const struct done_field capabilities_fields[] = {DONE_CAPABILITIES(CAPABILITY)};
const struct done_record done_capabilities_record = {
    .name = "'capabilities'",
    .size = sizeof(struct done_capabilities_rows),
    .fields = capabilities_fields,
    .nr = DONE_ARRAY_SIZE(capabilities_fields),
};

/* ---- lists of rows ---- */

void done_rows_make(struct done_arena *arena, const struct done_objects *list,
    const struct done_value *value, struct done_rows *out)
{
	const struct done_row *rows = list->items;

	out->nr = list->nr;
	out->items = done_arena_array(arena, list->nr, sizeof(*out->items));
	for (size_t i = 0; i < list->nr; i++) {
		const struct done_value *at =
		    value->type == DONE_LIST ? &value->list.ptr[i] : value;

		out->items[i] = rows[i];
		out->items[i].place = (struct done_place){at->file, at->line, at->column};
	}
}

void done_row_groups_make(struct done_arena *arena, const struct done_record *record,
    const struct done_objects *lists, const struct done_value *value, struct done_row_groups *out)
{
	out->items = done_arena_array(arena, record->nr, sizeof(*out->items));
	out->nr = 0;
	for (size_t i = 0; i < record->nr; i++) {
		const char *name = record->fields[i].name;

		if (!lists[i].nr)
			continue;
		out->items[out->nr].name = name;
		done_rows_make(
		    arena, &lists[i], done_value_get(value, name), &out->items[out->nr++].rows);
	}
}

static void rows_add(struct done_arena *arena, struct done_rows *rows, const struct done_rows *more)
{
	struct done_row *both = done_arena_array(arena, rows->nr + more->nr, sizeof(*both));

	for (size_t i = 0; i < rows->nr; i++)
		both[i] = rows->items[i];
	for (size_t i = 0; i < more->nr; i++)
		both[rows->nr + i] = more->items[i];
	rows->items = both;
	rows->nr += more->nr;
}

void done_row_groups_add(
    struct done_arena *arena, struct done_row_groups *groups, const struct done_row_groups *more)
{
	struct done_row_group *all = done_arena_array(arena, groups->nr + more->nr, sizeof(*all));
	size_t nr = groups->nr;

	for (size_t i = 0; i < nr; i++)
		all[i] = groups->items[i];
	for (size_t i = 0; i < more->nr; i++) {
		size_t j = 0;

		while (j < groups->nr && strcmp(all[j].name, more->items[i].name) != 0)
			j++;
		if (j == groups->nr)
			all[nr++] = more->items[i];
		else
			rows_add(arena, &all[j].rows, &more->items[i].rows);
	}
	groups->items = all;
	groups->nr = nr;
}
