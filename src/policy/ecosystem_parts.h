/* Inside the policy room: what the files of ecosystems share. */
#ifndef DONE_POLICY_ECOSYSTEM_PARTS_H
#define DONE_POLICY_ECOSYSTEM_PARTS_H

#include "capabilities.h"
#include "done/deployment_forms.h"
#include "done/ecosystem.h"
#include "loader.h"

/* Built-in ecosystems, ascending by name: embed.cmake makes the table from config/ecosystems. */
extern const struct done_preset done_embedded_ecosystems[];
extern const size_t done_embedded_ecosystems_nr;

enum { DONE_SERVES_GROUPS = 7, DONE_CLIENTS_GROUPS = 4 };

/* As a file or a policy writes them: a list of rows a name. */
struct done_serves_rows {
	struct done_objects lists[DONE_SERVES_GROUPS];
};
struct done_clients_rows {
	struct done_objects lists[DONE_CLIENTS_GROUPS];
};
struct done_capabilities_rows {
	struct done_objects lists[DONE_CAPABILITY_COUNT];
};

/* What a policy may add to an ecosystem. */
struct done_ecosystem_more {
	struct done_serves_rows *serves;
	struct done_clients_rows *clients;
	struct done_capabilities_rows *capabilities;
};

struct done_generated_rules {
	struct done_globs files;
	struct done_row_pattern *head;
};

struct done_scanner_rules {
	struct done_globs files;
	struct done_objects comments, strings, heredocs, islands, dead;
	struct done_scanner_regex *regex;
	const char *character;
	bool markup;
};

struct done_imports_rules {
	const struct done_import_reader *reader;
	bool binds;
	struct done_row_pattern *begin;
	const char *divided_by;
};

/* A file of config/ecosystems. */
struct done_ecosystem_file {
	int64_t version;
	const char *title;
	struct done_globs sources, tests, vendored;
	struct done_generated_rules *generated;
	struct done_objects scanner;   /* struct done_scanner_rules */
	struct done_objects manifests; /* struct done_manifest_form */
	struct done_imports_rules *imports;
	struct done_objects programs, functions, frontend, forwards; /* struct done_row */
	struct done_ecosystem_more more;
};

extern const struct done_record done_row_record, done_ecosystem_record, done_ecosystem_more_record,
    done_serves_record, done_clients_record, done_capabilities_record;

/* ecosystem_scanner.c */
extern const struct done_record done_scanner_record;
void done_scanners_make(
    struct done_arena *arena, const struct done_objects *rules, struct done_ecosystem *out);

/* ---- which rows of deployments to ask (deployment_sieve.c) ---- */

/* NULL where there are too many globs. */
const struct done_deployment_sieve *done_deployment_sieve_make(
    struct done_arena *arena, const struct done_deployment_forms *forms);
/* The first row from that number on that may match a file of the name; nr: none. */
size_t done_deployment_sieve_next(
    const struct done_deployment_sieve *sieve, const char *name, size_t from, size_t nr);

/* ---- patterns (ecosystem_patterns.c) ---- */

struct done_row_patterns *done_row_patterns_new(void);
void done_row_patterns_free(struct done_row_patterns *patterns); /* accepts NULL */
struct done_glob_room *done_row_patterns_globs(struct done_row_patterns *patterns);
/* For fields: struct done_row_pattern *. Compiled now where the loader keeps none for later. */
int done_row_pattern_load(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err);

/* ---- groups (ecosystem_rows.c) ---- */

/* Rows of `lists`, one a field of the record, as groups; those that have none are left out. value:
 * the map that they were loaded from, for their places. */
void done_row_groups_make(struct done_arena *arena, const struct done_record *record,
    const struct done_objects *lists, const struct done_value *value, struct done_row_groups *out);
/* A list of rows with their places. */
void done_rows_make(struct done_arena *arena, const struct done_objects *list,
    const struct done_value *value, struct done_rows *out);
/* Rows of more after those of groups. */
void done_row_groups_add(
    struct done_arena *arena, struct done_row_groups *groups, const struct done_row_groups *more);

/* ---- deployments.c ---- */

/* The built-in ones, parsed into the arena. */
int done_deployment_forms_load(
    struct done_arena *arena, struct done_deployment_forms *out, struct done_error *err);
/* The same of a text: DONE_E_POLICY with its place for what is not right. */
int done_deployment_forms_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployment_forms *out, struct done_error *err);

/* ---- for tests (ecosystem.c, ecosystem_reference.c) ---- */

/* One file of an ecosystem by itself. */
int done_ecosystem_read(struct done_arena *arena, struct done_bytes text, const char *file,
    struct done_ecosystems *out, struct done_error *err);
/* The JSON Schema of a file of config/ecosystems. */
void done_ecosystem_schema(struct done_buf *out);

/* ---- what a policy keeps (ecosystem_kept.c) ---- */

/* In the arena; what it keeps is released, accepts NULL. */
struct done_ecosystems_kept *done_ecosystems_kept_new(struct done_arena *arena);
void done_ecosystems_kept_release(struct done_ecosystems_kept *kept);

/* The policy's `ecosystems:`: ids, names and rows; the policy's loader. */
int done_ecosystems_check(
    struct done_loader *loader, const struct done_value *more, struct done_error *err);
/* "@sources" and the like in lists of globs; see ecosystem_globs.c. */
int done_policy_expand_globs(
    struct done_arena *arena, struct done_value *policy, struct done_error *err);

#endif
