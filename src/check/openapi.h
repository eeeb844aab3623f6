/* Inside the check room: API descriptions, which the kinds `openapi` and `compatible` judge. */
#ifndef DONE_CHECK_OPENAPI_H
#define DONE_CHECK_OPENAPI_H

#include "interface.h"

#include "done/check.h"
#include "done/openapi.h"

/* ---- reading (openapi_read.c) ---- */

/* The descriptions that globs name, opened; findings for what is none. */
struct openapi_found {
	struct done_openapi *items;
	size_t nr;
	size_t nr_parts;    /* files that are parts of them */
	const char *unread; /* a file that nobody can read, at the base and now; NULL */
	bool is_none; /* nothing was asked that is not there: no description is the service's */
};
struct openapi_asking {
	struct done_view *view;
	const struct done_file_globs *reports;
	const struct interface_source *source;
	bool ignores_external, allows_empty;
	unsigned accepts;   /* versions; 0: those of OpenAPI */
	bool described;     /* those outside of the service that are about it, too */
	bool is_quiet;      /* faults of a description are left to another check */
	bool is_loose;      /* but for those behind which operations may be hidden */
	bool passes_others; /* with described: a file that is none is nobody's fault */
	/* With described: so is one that was none at the base; NULL. */
	const struct interface_source *before;
	struct interface_sets *sets; /* .proto files and GraphQL go there; NULL: they are none */
};
int done_check_openapi_find(const struct openapi_asking *asking, struct openapi_found *out,
    struct done_result *result, struct done_error *err);

/* ---- which operations count (openapi_excluded.c) ---- */

/* "GET /health*", "operationId:metrics", "x-internal"; with_names: "shop.v1.*", too. */
int done_check_openapi_validate(const struct done_strings *exclude, bool with_names,
    const struct done_value *at, struct done_error *err);
/* used, which may be NULL, as in done_check_interface_excludes(). */
bool done_check_openapi_excluded(
    const struct done_strings *exclude, bool *used, const struct done_openapi_operation *operation);

/* ---- every operation (openapi_operations.c, openapi_constraints.c) ---- */

struct openapi_options {
	struct done_file_globs reports;
	struct done_strings every_operation, need, exclude, include;
	const char *error_media;
	bool same_schema, constraints, allow_empty, described;
	int external, structure;
};

struct openapi_judging {
	struct done_view *view;
	const struct openapi_options *options;
	struct done_openapi *api;
	struct done_result *result;
	const struct done_openapi_operation *operation; /* the one at hand */
	const struct done_value *error_schema;          /* the first one */
	const char *error_schema_of;                    /* and the operation that has it */
	struct openapi_bounds *bounds;                  /* of openapi_constraints.c */
	size_t nr_operations, nr_described;             /* that are judged; of the description */
	bool *used; /* entries of `exclude` that name an operation */
	struct done_error *err;
};
int done_check_openapi_operations(struct openapi_judging *judging);
/* A finding about the operation at hand; value NULL: at its method. */
struct done_finding *done_check_openapi_add(struct openapi_judging *judging,
    const struct done_value *value, const char *wrong, const char *thing, const char *message, ...)
    DONE_PRINTF(5, 6);
/* Bounds of a schema of a request; name is what it is of. */
int done_check_openapi_bounds(
    struct openapi_judging *judging, const struct done_value *schema, const char *name);
/* 1 where a schema limits what its values are, 0 where it does not (openapi_says.c). takes_bare: a
 * bare `type: object` is enough. */
int done_check_openapi_schema_says(struct done_openapi *api, const struct done_value *schema,
    bool takes_bare, struct done_error *err);
/* The items of `every_operation`, for its error and its reference. */
bool done_check_openapi_is_item(const char *word);
const char *done_check_openapi_items(struct done_arena *arena);
void done_check_openapi_reference(struct done_buf *out);

#endif
