/*
 * Descriptions that can be parsed, and that their standard refuses: nobody can build upon them.
 * One file is read alone, so that what another one may define counts only where there is no other.
 */
#include "description_faults.h"

#include "done/openapi.h"

#include <string.h>

/* ---- GraphQL ---- */

/* What another file of the schema may bring. */
static const char *const faults_of_parts[] = {"unknown type", "unknown interface", "unknown member",
    "extends nothing", "no query", "field missing"};

static bool faults_is_of_part(const struct done_interface_fault *fault)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(faults_of_parts); i++) {
		if (!strcmp(faults_of_parts[i], fault->wrong))
			return true;
	}
	return false;
}

static const char *faults_text(struct done_arena *arena, const char *message)
{
	return done_arena_printf(arena, "is not valid: %.300s", message);
}

void done_description_check_graphql(
    struct done_arena *arena, struct done_graphql *set, struct done_description *out)
{
	struct done_error err = {0};

	if (done_graphql_check(set, &err) < 0) {
		out->lacks = done_arena_printf(arena, "cannot be checked: %s", err.message);
		return;
	}
	for (size_t i = 0; i < set->faults.nr && !out->lacks; i++) {
		const struct done_interface_fault *fault = &set->faults.items[i];
		bool is_part = faults_is_of_part(fault);

		if (is_part && out->alone)
			continue;
		*(is_part ? &out->alone : &out->lacks) = faults_text(arena, fault->message);
		if (!is_part && fault->line)
			out->line = fault->line;
	}
}

/* ---- AsyncAPI ---- */

struct faults_source {
	struct done_interface_source source; /* its self is this struct */
	const char *path;
	struct done_bytes text;
	bool is_several; /* another file was asked for */
};

static int faults_read(
    void *self, const char *path, struct done_bytes *out, const char **why, struct done_error *err)
{
	struct faults_source *source = self;

	(void)err;
	*out = source->text;
	if (!strcmp(path, source->path))
		return 1;
	*why = "is another file";
	source->is_several = true;
	return 0;
}

/* A key that the standard does not know takes nothing away from what is described. */
static const struct done_interface_fault *faults_first(const struct done_interface_faults *faults)
{
	for (size_t i = 0; i < faults->nr; i++) {
		if (strcmp(faults->items[i].wrong, "unknown key") != 0)
			return &faults->items[i];
	}
	return NULL;
}

void done_description_check_asyncapi(struct done_arena *arena, struct done_bytes text,
    const char *path, struct done_description *out)
{
	struct done_arena scratch = {0};
	struct faults_source source = {{&source, faults_read, NULL}, path, text, false};
	struct done_openapi api = {.arena = &scratch,
	    .source = &source.source,
	    .accepts = DONE_ASYNCAPI_ANY,
	    .ignores_external = true};
	const struct done_interface_fault *fault = NULL;
	struct done_error err = {0};
	int rc = done_openapi_open(&api, path, &err);

	if (rc > 0)
		rc = done_openapi_check(&api, &err);
	if (rc >= 0 && api.version && !source.is_several)
		fault = faults_first(&api.faults);
	if (rc < 0)
		out->lacks = done_arena_printf(arena, "cannot be checked: %s", err.message);
	if (fault) {
		out->lacks = faults_text(arena, fault->message);
		out->line = fault->line;
	}
	done_arena_release(&scratch);
}
