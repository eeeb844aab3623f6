/* Inside the check room: interface descriptions (OpenAPI, .proto files, GraphQL) as checks read
 * them. */
#ifndef DONE_CHECK_INTERFACE_H
#define DONE_CHECK_INTERFACE_H

#include "done/check.h"
#include "done/interface.h"

/* What a description is read from: head, or base. */
struct interface_source {
	struct done_interface_source source; /* its self is this struct */
	struct done_view *view;
	bool is_base;
};
void done_check_interface_source(
    struct interface_source *source, struct done_view *view, bool is_base);

/* Faults as findings of the option `reports`; path: of the description. */
void done_check_interface_faults(struct done_view *view, const struct done_interface_faults *faults,
    const char *path, struct done_result *result);

/* '*' stands for any characters. In time that is linear in the text for each '*'. */
bool done_check_interface_fits(const char *pattern, const char *text);

/* Whether a text says something about what has this name: it is not empty, no placeholder, and not
 * the name again. */
bool done_check_interface_says(const char *text, const char *name);

/* Descriptions that are read as one set, whatever their number of files. */
enum interface_family { INTERFACE_PROTO, INTERFACE_GRAPHQL, INTERFACE_FAMILIES };
struct interface_sets {
	struct done_files of[INTERFACE_FAMILIES];
	size_t nr; /* of all */
};
bool done_check_interface_is_of(enum interface_family family, const char *path);
/* Takes the files of such sets out, and gives these. */
struct interface_sets done_check_interface_sets(struct done_view *view, struct done_files *files);

#endif
