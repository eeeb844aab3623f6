/* Inside the policy room: what every load needs. */
#ifndef DONE_POLICY_LOADER_H
#define DONE_POLICY_LOADER_H

#include "done/policy.h"

#define ANY_OF_DEPTH_MAX 8

struct done_loader {
	struct done_arena *arena;
	const struct done_kind_forms *kinds;
	struct done_strings stages;     /* those that the policy knows */
	struct done_pattern **patterns; /* compiled so far, to be freed with the policy */
	size_t nr_patterns, cap_patterns;
	int depth; /* of tests within tests and conditions within conditions */
};

/* Every type of field: how it is loaded, and its JSON Schema (types.c). */
struct done_type {
	int (*load)(struct done_loader *loader, const struct done_field *field,
	            const struct done_value *value, void *member, struct done_error *err);
	void (*preset)(const struct done_field *field, void *member); /* NULL: zero is right */
};
const struct done_type *done_type_of(enum done_field_type type);

int done_condition_load(struct done_loader *loader, const struct done_value *value,
                        struct done_condition *out, struct done_error *err);
/* One kind with its options from a map that may hold other keys as well; exactly one kind. */
int done_test_load(struct done_loader *loader, const struct done_value *value,
                   struct done_test *out, struct done_error *err);
/* True when the key names a kind. */
bool done_kind_known(const struct done_kind_forms *kinds, const char *name);

int done_file_glob_load(struct done_loader *loader, const struct done_value *value,
                        struct done_file_glob *out, struct done_error *err);
int done_stage_check(const struct done_loader *loader, const struct done_value *at,
                     const char *stage, struct done_error *err);
/* kebab-case, at most 64 */
bool done_id_valid(const char *id);
int done_unknown_key(const struct done_member *member, const char *of, const char *const *known,
                     size_t nr, struct done_error *err);

/* extends.c: reads path and all it extends, merged; files in the order of nearness. */
int done_policy_read(struct done_arena *arena, const struct done_policy_source *source,
                     const char *path, const struct done_kind_forms *kinds, struct done_value *out,
                     struct done_strings *files, struct done_error *err);
/* merge.c: nearer over farther. */
void done_policy_merge(struct done_arena *arena, const struct done_kind_forms *kinds,
                       const struct done_value *farther, const struct done_value *nearer,
                       struct done_value *out);
/* Takes out what `level: off` removes. */
void done_policy_prune(struct done_arena *arena, struct done_value *policy);

/* The records of the policy itself, for the loader, the schema and the reference. */
extern const struct done_record done_service_record, done_select_record, done_check_record,
	done_criterion_record;

#endif
