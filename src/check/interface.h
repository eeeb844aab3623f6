/* Inside the check room: interface descriptions (OpenAPI, .proto files) as checks read them. */
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

/* Faults as findings of the option `reports`; more: how many were counted only. */
struct interface_faults {
	const struct done_interface_fault *items;
	size_t nr, nr_more;
	const char *path;
};
void done_check_interface_faults(
    struct done_view *view, const struct interface_faults *faults, struct done_result *result);

/* '*' stands for any characters. In time that is linear in the text for each '*'. */
bool done_check_interface_fits(const char *pattern, const char *text);

/* Takes the files out that are .proto files, and gives these. */
struct done_files done_check_interface_protos(struct done_view *view, struct done_files *files);

#endif
