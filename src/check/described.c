/*
 * Which files describe a service, wherever they lie: what `described: true` names, as capability
 * `api-description` finds it. Of a GraphQL schema in several files all of them count, once one of
 * them is about the service.
 */
#include <string.h>

#include "uses.h"

static const struct {
	const char *form;
	unsigned bit;
} described_forms[] = {
    {"OpenAPI", DONE_DESCRIBED_OPENAPI},
    {"Swagger", DONE_DESCRIBED_OPENAPI},
    {"AsyncAPI", DONE_DESCRIBED_ASYNCAPI},
    {"proto", DONE_DESCRIBED_PROTO},
    {"GraphQL", DONE_DESCRIBED_GRAPHQL},
};

static unsigned described_form(const struct done_described *description)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(described_forms); i++) {
		if (description->read.form &&
		    !strcmp(described_forms[i].form, description->read.form))
			return described_forms[i].bit;
	}
	return 0;
}

struct describing_files {
	struct done_using using;
	unsigned forms;
	struct done_files *out;
	size_t nr_own; /* the first of out */
	struct done_error *err;
};

/* Two copies of one description are one. */
static bool described_is_taken(const struct done_files *files, const struct done_file *file)
{
	size_t i = 0;

	while (i < files->nr && strcmp(files->items[i].path, file->path) != 0 &&
	    !done_oid_equal(&files->items[i].entry.oid, &file->entry.oid))
		i++;
	return i < files->nr;
}

static int described_take(
    struct describing_files *describing, const struct done_described *description)
{
	struct done_files *out = describing->out;
	struct done_file file = {.path = description->path};
	int rc = done_snapshot_find(
	    describing->using.view->head, description->path, &file.entry, describing->err);

	if (rc > 0 && !described_is_taken(out, &file))
		out->items[out->nr++] = file;
	return rc < 0 ? rc : 0;
}

static int described_take_all(
    struct describing_files *describing, const struct done_gathered *from, bool is_own)
{
	struct done_use use = {0};

	for (size_t i = 0; i < from->nr_descriptions; i++) {
		const struct done_described *one = &from->descriptions[i];
		int rc = !(described_form(one) & describing->forms) ? 0
		    : is_own
		    ? done_use_described_own(&describing->using, one, &use)
		    : done_use_described_outside(&describing->using, one, &use, describing->err);

		if (rc < 0 || (rc > 0 && described_take(describing, one) < 0))
			return describing->err->code;
	}
	return 0;
}

static bool described_is_beside(const char *path, const char *other)
{
	size_t len = (size_t)(done_last_part(path) - path);

	return len == (size_t)(done_last_part(other) - other) && !strncmp(path, other, len);
}

/* The parts of a schema: of the service's own all, else those in the directory of one that is. */
static int described_take_parts(
    struct describing_files *describing, const struct done_gathered *from, bool is_own)
{
	const struct done_files *out = describing->out;
	struct done_strings schemas = {
	    done_arena_array(describing->using.view->arena, out->nr + 1, sizeof(char *)), 0};

	for (size_t i = is_own ? 0 : describing->nr_own; i < out->nr; i++) {
		if (done_check_interface_is_of(INTERFACE_GRAPHQL, out->items[i].path))
			schemas.items[schemas.nr++] = out->items[i].path;
	}
	for (size_t i = 0; schemas.nr && i < from->nr_descriptions; i++) {
		const struct done_described *one = &from->descriptions[i];
		bool is_part = described_form(one) & DONE_DESCRIBED_GRAPHQL & describing->forms &&
		    !done_use_is_of_tests(describing->using.view, one->path);
		size_t j = 0;

		while (is_part && !is_own && j < schemas.nr &&
		    !described_is_beside(one->path, schemas.items[j]))
			j++;
		if (is_part && j < schemas.nr && described_take(describing, one) < 0)
			return describing->err->code;
	}
	return 0;
}

int done_use_described(
    struct done_view *view, unsigned forms, struct done_files *out, struct done_error *err)
{
	struct describing_files describing = {
	    .using = {.view = view}, .forms = forms, .out = out, .err = err};
	const struct done_gathered *own, *all;

	*out = (struct done_files){0};
	if (done_use_open(&describing.using, err) < 0)
		return err->code;
	own = describing.using.own;
	all = &describing.using.outside->all;
	out->items = done_arena_array(
	    view->arena, own->nr_descriptions + all->nr_descriptions + 1, sizeof(*out->items));
	if (described_take_all(&describing, own, true) < 0 ||
	    described_take_parts(&describing, own, true) < 0)
		return err->code;
	describing.nr_own = out->nr;
	if (all != own &&
	    (described_take_all(&describing, all, false) < 0 ||
	        described_take_parts(&describing, all, false) < 0))
		return err->code;
	return 0;
}

int done_use_described_before(
    struct done_view *view, const char *path, unsigned forms, struct done_error *err)
{
	struct done_described description = {.path = path};
	struct done_using using = {.view = view};
	struct done_use use = {0};
	struct done_bytes text;
	int rc;

	if (!done_description_is_named(path) || !done_outside_gathers(view, path))
		return 0;
	rc = done_view_read_base(view, path, DONE_DESCRIPTION_MAX, &text, err);
	if (rc <= 0)
		return rc;
	if (done_description_read(view->arena, text, path, &description.read) <= 0 ||
	    !(described_form(&description) & forms))
		return 0;
	if (done_use_open(&using, err) < 0)
		return err->code;
	return done_view_owns(view, path)
	    ? done_use_described_own(&using, &description, &use)
	    : done_use_described_outside(&using, &description, &use, err);
}
