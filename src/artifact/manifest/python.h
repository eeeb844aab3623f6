/* Inside the artifact room: what Python's manifests have in common. */
#ifndef DONE_ARTIFACT_PYTHON_H
#define DONE_ARTIFACT_PYTHON_H

#include "draft.h"

/* PEP 503: lower case, one '-' for each run of '-', '_' and '.': as the index knows the name. */
const char *done_python_name(struct done_arena *arena, const char *text, size_t len);

/*
 * Adds "name[extra] >=1; marker" or "name @ address" (PEP 508), under its normalised name. NULL,
 * and nothing is added: it is not such a text.
 */
struct done_dependency *done_python_require(
    struct done_draft *draft, const char *text, enum done_scope scope, int line);
/* The same for a value that must be such a text: else the draft fails at it. */
void done_python_require_value(
    struct done_draft *draft, const struct done_value *value, enum done_scope scope);

/* The directory of an address "file:…", of a path or of what stands for the project's root; NULL:
 * it is elsewhere. */
const char *done_python_local(struct done_arena *arena, const char *address, size_t len);

/* What a group or file of that name is for: "test", "requirements-dev"; run for all else. */
enum done_scope done_python_group(const char *name);

#endif
