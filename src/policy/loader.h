/* Inside the policy room: what every load needs. */
#ifndef DONE_POLICY_LOADER_H
#define DONE_POLICY_LOADER_H

#include "done/policy.h"

#define DONE_TESTS_DEPTH_MAX 8
#define DONE_EXTENDS_MAX 16 /* entries of `extends` in one file */
#define DONE_CONDITION_DEPTH_MAX 16
#define DONE_POLICY_CHECKS_MAX 1000

struct done_loosened;

struct done_loader {
	struct done_arena *arena;
	const struct done_kind_forms *kinds;
	bool extends_preset;                   /* ids of older presets may stand in it */
	struct done_strings stages;            /* those that the policy knows */
	struct done_strings tags;              /* those that its service rules give, each once */
	const struct done_question *questions; /* its own (questions.h) */
	size_t nr_questions;
	done_day debt;                  /* of criteria that say nothing */
	int losses;                     /* enum done_losses, of criteria that say nothing */
	struct done_pattern **patterns; /* compiled so far, to be freed with the policy */
	size_t nr_patterns, cap_patterns;
	struct done_glob_memo *globs;           /* compiled so far (glob_memo.c) */
	struct done_glob_room *glob_room;       /* where those built in are compiled; NULL: now */
	struct done_row_patterns *row_patterns; /* of ecosystems: compiled later; NULL: now */
	int depth; /* of tests within tests and conditions within conditions */
	const struct done_value *criteria; /* all of them, where only some are loaded; NULL */
};

/* ---- fields (values.c, fields.c, types.c, types_list.c) ---- */

typedef int done_type_load(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err);

/* How a field of each type is loaded. */
struct done_type {
	done_type_load *load;
	void (*preset)(const struct done_field *field, void *member); /* NULL: zero is right */
};
const struct done_type *done_type_of(enum done_field_type type);
/* types.c: the same for types that hold no fields themselves. */
const struct done_type *done_type_of_plain(enum done_field_type type);

/* Rows of the table of types that have a file of their own. */
done_type_load done_load_glob, done_load_globs, done_load_file, done_load_files, done_load_strings,
    done_load_amounts;

/* "'links' must be true or false, not text" */
int done_type_wrong(struct done_error *err, const struct done_field *field,
    const struct done_value *value, const char *wanted);
/* A list, or one value that stands for a list of one; as many as the field takes. */
int done_list_take(const struct done_field *field, const struct done_value *value,
    const struct done_value **items, size_t *nr, struct done_error *err);
/* words.c: a text that holds {service} or {path} misspelt is an error. */
int done_text_words(const struct done_value *value, bool pattern, struct done_error *err);

int done_text_take(const struct done_field *field, const struct done_value *value, const char **out,
    struct done_error *err);

/* An item of a list, made of value, of which errors say the place; what is built in is compiled
 * when it is asked for first. */
int done_glob_make(struct done_loader *loader, const struct done_value *value, const char *text,
    struct done_glob **out, struct done_error *err);

/* A list of them, as it is written; nr is at least 1. */
int done_file_globs_load(struct done_loader *loader, const struct done_value *items, size_t nr,
    struct done_file_globs *out, struct done_error *err);

/* For fields: globs that are relative to any directory. */
int done_anywhere_globs_load(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err);

/* requires.c: an error where the policy's `requires` names other versions of git-done. */
int done_requires_check(const struct done_value *root, struct done_error *err);

int done_unknown_key(const struct done_member *member, const char *of, const char *const *known,
    size_t nr, struct done_error *err);
/* "a, b, c" */
const char *done_strings_listed(struct done_arena *arena, const struct done_strings *strings);
/* The nearest name, else all of them, as the cure of the error that err holds. */
int done_suggest(struct done_error *err, const char *name, const char *const *known, size_t nr);

/* ---- parts of a policy ---- */

/* Operators of a condition that take one of some words, or a list of them. */
struct done_condition_words {
	const char *name;
	enum done_condition_kind kind;
	const char *const *words; /* NULL-terminated */
};
extern const struct done_condition_words done_condition_words[];
extern const size_t done_condition_words_nr;
extern const char *const done_condition_names[]; /* of all operators; NULL-terminated */

int done_condition_load(struct done_loader *loader, const struct done_value *value,
    struct done_condition *out, struct done_error *err);
/*
 * The kind in a map that may hold other keys as well. Returns 1, 0 when no key names a kind, or
 * the error that two do.
 */
int done_test_load(struct done_loader *loader, const struct done_value *value,
    struct done_test *out, struct done_error *err);
bool done_kind_known(const struct done_kind_forms *kinds, const char *name);
/* What the kind takes; it is known. */
const struct done_record *done_kind_options(const struct done_kind_forms *kinds, const char *name);
/* "file, content, data" */
const char *done_kinds_listed(const struct done_loader *loader);

int done_stage_check(const struct done_loader *loader, const struct done_value *at,
    const char *stage, struct done_error *err);
/* A tier under a key of the policy: `target`, `keep`. */
int done_tier_load(struct done_loader *loader, const char *key, const struct done_value *value,
    int *out, struct done_error *err);

/* load_help.c: `help`, and whether a text is one line of at most so many bytes. */
extern const struct done_field done_help_field;
int done_help_load(struct done_loader *loader, const struct done_value *value, const char **out,
    struct done_error *err);
bool done_policy_is_line(const char *text, size_t most);

/* load_evidence.c: `evidence`, put into the options of the checks that read reports. */
int done_evidence_apply(
    struct done_loader *loader, struct done_value *root, struct done_error *err);

/* load_push.c: `loosening`. */
extern const struct done_field done_loosening_field;
int done_loosening_load(
    struct done_loader *loader, const struct done_value *value, int *out, struct done_error *err);

/* load_losses.c: `losses`. */
extern const struct done_field done_losses_field;
int done_losses_load(
    struct done_loader *loader, const struct done_value *value, int *out, struct done_error *err);

bool done_stage_known(const struct done_loader *loader, const char *stage);
/* What a condition asks for; a preset may ask for tags that this policy gives to nobody. */
int done_tag_check(const struct done_loader *loader, const struct done_value *at, const char *tag,
    struct done_error *err);
/* kebab-case, at most 64; of says what it names: "a check" */
/* Puts the values of `params` where "${name}" stands (params.c). is_part: root is not all that may
 * use them. */
int done_params_apply(
    struct done_arena *arena, struct done_value *root, bool is_part, struct done_error *err);
int done_id_check(const struct done_member *member, const char *of, struct done_error *err);

int done_rules_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err);
/* The tags of its rules, each once -> loader->tags. */
void done_rules_collect_tags(struct done_loader *loader, const struct done_policy *policy);
int done_criteria_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err);
/* `experiments`, `sheet` and `waivers`. */
int done_sheets_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err);
/* glob_memo.c: what was compiled of the same text before, but for its place; and keeping it. */
bool done_glob_recall(
    const struct done_loader *loader, const struct done_value *written, struct done_file_glob *out);
void done_glob_keep(struct done_loader *loader, const struct done_value *written,
    const struct done_file_glob *glob);
/* The same for a whole list that stands in several places; what is no such list is not kept. */
bool done_globs_recall(const struct done_loader *loader, const struct done_value *items, size_t nr,
    struct done_file_globs *out);
void done_globs_keep(struct done_loader *loader, const struct done_value *items,
    const struct done_file_globs *globs);
/* `questions` -> loader->questions; said may be NULL. */
int done_questions_load(
    struct done_loader *loader, const struct done_value *said, struct done_error *err);
/* What stands below an id under 'checks'; siblings are for "did you mean". */
int done_check_load(struct done_loader *loader, const struct done_member *member,
    const struct done_value *siblings, struct done_check *out, struct done_error *err);

/* ---- files ---- */

/* NULL: unknown, and err says so. */
const struct done_preset *done_preset_find(const char *name, struct done_error *err);
/* Its value tree; file is what messages call it. */
int done_preset_tree(struct done_arena *arena, const struct done_preset *preset, const char *file,
    struct done_value *out, struct done_error *err);
/* A policy that was copied from another repository: an entry of `extends` (imported.c). */
struct done_imported {
	const char *path; /* from the root of the source */
	const char *sha256, *from;
	const struct done_value *files;     /* paths below root, and their SHA-256; NULL: none */
	bool *is_used;                      /* one a file */
	const char *root;                   /* what a leading '/' stands for in its files */
	const struct done_value *entry;     /* where it is written */
	const struct done_imported *within; /* the import that has the entry; NULL: none */
	struct done_value tree;             /* all it says, merged */
};
struct done_imported_list {
	struct done_imported **items;
	size_t nr, cap;
};
extern const struct done_record done_imported_record;
/* top: of the source. */
int done_imported_load(struct done_arena *arena, const struct done_value *entry, const char *top,
    const struct done_imported *within, struct done_imported **out, struct done_error *err);
/* Whether a file that is read for it has the hash that it names, and those around it. */
int done_imported_check(const struct done_imported *import, const char *path,
    struct done_bytes bytes, struct done_error *err);
int done_imported_missing(
    const struct done_imported *import, const char *path, struct done_error *err);
int done_imported_all_used(const struct done_imported *import, struct done_error *err);
bool done_path_is_imported(const char *path, const char *top);

/* extends.c: that it is a map, `version` and `requires` of one file; whether a policy has the key.
 */
int done_policy_check_versions(const struct done_value *own, struct done_error *err);
bool done_policy_has_key(const char *key);

/* What is read of a policy: all its files merged. */
struct done_policy_text {
	struct done_value tree;
	struct done_strings files; /* in the order of nearness */
	struct done_imported_list imports;
};
/* 0: path is absent. */
int done_policy_read(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, const struct done_kind_forms *kinds, struct done_policy_text *out,
    struct done_error *err);
/* load.c: a merged tree -> the policy, which is to be released; on failure nothing is. */
int done_policy_load_tree(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_value *tree, bool extends_preset, struct done_policy *policy,
    struct done_error *err);
/* binding.c: an error where the policy asks less than one that it imports, and may not. */
int done_imported_bind(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_policy_text *text, bool extends_preset, const struct done_policy *policy,
    struct done_error *err);
/* binding.c: the error that a policy asks less than another, at its place in our tree, or where
 * that does not tell at `otherwise`. what: the other one, in words. */
struct done_binding {
	struct done_arena *arena;
	const struct done_value *ours, *theirs; /* trees, before anything is taken out */
	const struct done_value *otherwise;
	const char *what;
};
int done_binding_refuse(const struct done_binding *binding, const struct done_loosened *found,
    size_t first, size_t nr, struct done_error *err);
/* load_allowed.c: `allow_loosening`, once criteria are loaded. */
int done_allowed_load(struct done_loader *loader, const struct done_value *value,
    struct done_policy *policy, struct done_error *err);
extern const struct done_field done_allow_loosening_field;
/* loosened.c: a key of the top that an imported policy may let others loosen. */
extern const char *const done_loosened_keys[]; /* NULL-terminated */
/* Nearer over farther. */
void done_policy_merge(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_value *farther, const struct done_value *nearer, struct done_value *out);
/* Takes a member out, in a list of its own: the tree may be shared. */
void done_policy_drop_key(struct done_arena *arena, struct done_value *map, const char *key);
/* Takes out what was settled: `extends`, and what `level: off` removes. */
void done_policy_prune(struct done_arena *arena, struct done_value *policy);

/* existing: of the older form, a map; else DONE_NO_DAY. */
int done_effective_load(const struct done_value *value, done_day *effective, done_day *existing,
    struct done_error *err);
#define DONE_EFFECTIVE_SCHEMA                                                                \
	"{\"anyOf\": [{\"$ref\": \"#/$defs/day\"}, {\"type\": \"object\", "                  \
	"\"minProperties\": 1, \"additionalProperties\": false, \"properties\": {"           \
	"\"new_services\": {\"description\": \"The day from which they are held to it.\", "  \
	"\"$ref\": \"#/$defs/day\"}, "                                                       \
	"\"existing\": {\"description\": \"Read as debt until the day before.\", \"$ref\": " \
	"\"#/$defs/day\"}}}]}"

/* `debt` (load_debt.c), for SPECIAL fields whose member is a done_day. */
int done_debt_load(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err);
/* With what `effective: {existing: DAY}` lets be, whichever is later. */
done_day done_debt_until(done_day debt, done_day existing);
extern const char done_debt_schema[];

/* As written for enum done_level; NULL-terminated. */
extern const char *const done_level_names[];

/* The records of the policy itself, for the loader, the schema and the reference. */
extern const struct done_record done_service_record, done_select_record, done_check_record,
    done_criterion_record, done_experiments_record, done_sheets_record, done_waivers_record,
    done_push_record, done_evidence_record;

#endif
