/*
 * deployment_forms: which file is read by which reader of deployments (config/deployments.yml,
 * built in).
 */
#ifndef DONE_DEPLOYMENT_FORMS_H
#define DONE_DEPLOYMENT_FORMS_H

#include "done/deployment.h"
#include "done/ecosystem.h"

struct done_deployment_form {
	struct done_strings written; /* globs as written: over names, or (with '/') over paths */
	struct done_globs globs;     /* the same over paths from the root */
	bool is_by_name;             /* none of them has '/': the last part of a path decides */
	const char *name;            /* of the reader */
	const struct done_deployment_reader *reader;
};

struct done_deployment_forms {
	struct done_deployment_form *items;
	size_t nr;
	const struct done_deployment_sieve *sieve; /* NULL: every row is asked */
};

/* The built-in ones, parsed once and kept as long as the ecosystems are. Safe for several threads.
 */
int done_ecosystems_deployments(const struct done_ecosystems *ecosystems,
    const struct done_deployment_forms **out, struct done_error *err);
/* The reader of a path from the root, by the first row that matches; NULL: it declares nothing. */
const struct done_deployment_reader *done_deployment_form_find(
    const struct done_deployment_forms *forms, const char *path);

#endif
