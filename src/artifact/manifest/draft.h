/*
 * Inside the artifact room: what the readers of manifests share. A draft is a manifest in the
 * making: open it, add what stands in the file, close it. Its error sticks: what is added after a
 * failure changes nothing, and done_draft_close() returns the code, so that a reader need not look
 * after each line.
 */
#ifndef DONE_ARTIFACT_DRAFT_H
#define DONE_ARTIFACT_DRAFT_H

#include "done/manifest.h"

#define DONE_NOT_READ_MAX 100 /* sentences; one more says that there are more */

struct done_draft {
	struct done_arena *arena;
	const char *file;
	struct done_bytes text; /* UTF-8 without a byte-order mark */
	struct done_error *err;
	struct done_manifest out;
	size_t cap_dependencies, cap_members, cap_facts, cap_not_read;
	struct done_dependency beyond; /* where a dependency goes that is one too many */
	int rc;
};

/* Decodes UTF-16, refuses what is no text and more than DONE_MANIFEST_MAX bytes. */
int done_draft_open(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_error *err);
/* Writes out, unless something failed. */
int done_draft_close(struct done_draft *draft, struct done_manifest *out);

/* DONE_E_POLICY at a place; the message says what is wrong and what is right. */
int done_draft_fail(struct done_draft *draft, int line, int column, const char *format, ...)
    DONE_PRINTF(4, 5);
/* The same at a value: its place. */
int done_draft_wrong(struct done_draft *draft, const struct done_value *value, const char *format,
    ...) DONE_PRINTF(3, 4);

/* The item may be filled further (version, local). Never NULL. */
struct done_dependency *done_draft_depend(
    struct done_draft *draft, const char *name, enum done_scope scope, int line);
/* A member of a workspace; the path is made plain first (done_draft_path()). */
void done_draft_member(struct done_draft *draft, const char *path);
void done_draft_take_out(struct done_draft *draft, const char *path); /* as "!path" */
/* value NULL adds nothing. */
void done_draft_fact(struct done_draft *draft, const char *name, const char *value, int line);
/* "Line 12: <text>."; without its full stop. line 0: no place. */
void done_draft_not_read(struct done_draft *draft, int line, const char *format, ...)
    DONE_PRINTF(3, 4);

/* Names in order, for look-ups (draft_names.c): nothing here may cost its square. */
struct done_draft_name {
	const char *name;
	size_t index; /* in the list that it was made of */
};
struct done_draft_names {
	struct done_draft_name *items;
	size_t nr;
};
void done_draft_names_sort(struct done_draft_names *names);
/* The first of that name in the list; those behind it may have the same. NULL: none. */
const struct done_draft_name *done_draft_names_find(
    const struct done_draft_names *names, const char *name);
/* Those of the dependencies that are there now. */
struct done_draft_names done_draft_names_of(const struct done_draft *draft);

/*
 * A path as other readers of ours want it: '/' between its parts, no "./" before and no '/' behind
 * it, "." for the directory itself. NULL: it is absolute, or empty.
 */
const char *done_draft_path(struct done_arena *arena, const char *path);
/* The directory of a path that names a file: "a/b.csproj" -> "a", "b.csproj" -> ".". */
const char *done_draft_directory(struct done_arena *arena, const char *path);
/* The last part of the path, without what stands from its last dot on when `strip`. */
const char *done_draft_base(struct done_arena *arena, const char *path, bool strip);

/* ---- value trees (draft_value.c): where a value has another type than it must, the draft fails */

/* done_draft_open(), then the file as a tree whose root must be a map. */
int done_draft_json(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_value *root, struct done_error *err);
int done_draft_yaml(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_value *root, struct done_error *err);
int done_draft_toml(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_value *root, struct done_error *err);

/* A string's text; NULL where there is none or it is something else. Never fails. */
const char *done_draft_text(const struct done_value *value);
/* The value where it is a map or list, as asked; NULL where it is NULL, null or an empty list.
 * `key` is what messages call it. Where many keys are gone through, with their values:
 * done_value_get() goes through them all. */
const struct done_value *done_draft_typed(struct done_draft *draft, const char *key,
    const struct done_value *value, enum done_value_type type);
/* The same for the member of that key. */
const struct done_value *done_draft_map(
    struct done_draft *draft, const struct done_value *map, const char *key);
const struct done_value *done_draft_list(
    struct done_draft *draft, const struct done_value *map, const char *key);
/* The member's text as a fact of that name; anything but text is passed over. */
void done_draft_text_fact(
    struct done_draft *draft, const struct done_value *map, const char *key, const char *fact);

#endif
