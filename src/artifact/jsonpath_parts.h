/* Inside the artifact room: a compiled JSONPath, made by jsonpath.c, walked by jsonpath_select.c.
 */
#ifndef DONE_ARTIFACT_JSONPATH_PARTS_H
#define DONE_ARTIFACT_JSONPATH_PARTS_H

#include "done/artifact.h"

enum done_selector_kind {
	DONE_SELECT_NAME,
	DONE_SELECT_ALL,
	DONE_SELECT_INDEX,
	DONE_SELECT_SLICE,
};

struct done_selector {
	enum done_selector_kind kind;
	struct done_string name;
	int64_t index; /* or a slice's start */
	int64_t end, step;
	bool has_start, has_end;
};

struct done_segment {
	bool descendant; /* ".." */
	size_t at;       /* where it begins in the path's text */
	struct done_selector *selectors;
	size_t nr, cap;
};

struct done_jsonpath {
	const char *text;
	struct done_segment *segments;
	size_t nr, cap;
};

/* The same path with the names in quotes that need them, NULL: it would be the same, or nothing can
 * be made of it. It is not sure to compile (jsonpath_suggest.c). */
const char *done_jsonpath_suggest(struct done_arena *arena, const char *text);

#endif
