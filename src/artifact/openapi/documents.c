/*
 * The files of a description, and the references between them (RFC 3986, RFC 6901). A reference is
 * resolved from the file that it stands in, within the tree; what it names keeps its own place.
 */
#include <string.h>

#include "../placeholder_parts.h"
#include "parts.h"

struct openapi_document {
	const char *path;
	const struct done_value *root; /* NULL: it cannot be read */
	bool may_identify;             /* it may have `$id` or `$self` that are not taken yet */
	int slot; /* the line of what `git done draft` left to a person; 0: nothing */
};

struct done_openapi_parts {
	struct openapi_document *documents;
	size_t nr, cap;
	struct done_openapi_set targets; /* a reference and what it names */
	struct done_openapi_identities identities;
};

/* ---- files ---- */

/* The next fault says why not all of it is seen. */
static void openapi_break(struct done_openapi *api)
{
	if (!api->is_broken)
		api->broken = api->faults.nr;
	api->is_broken = true;
}

/* A part that cannot be read is a fault once, whatever refers to it. */
static int openapi_parse(struct done_openapi *api, struct openapi_document *document,
    struct done_bytes text, struct done_error *err)
{
	struct done_documents documents = {0};
	struct done_error problem = {0};
	struct done_interface_place place = {document->path, 0, 0};

	document->slot = done_skeleton_line(text);
	document->may_identify = done_openapi_may_identify(text);
	if (done_data_parse(api->arena, text, document->path, &documents, &problem) < 0) {
		if (problem.code != DONE_E_POLICY) {
			done_error_take(err, &problem);
			return err->code;
		}
		place.line = problem.line;
		place.column = problem.column;
		openapi_break(api);
		done_interface_fault(&api->faults, place, "cannot be parsed", "",
		    *problem.cure ? done_arena_strdup(api->arena, problem.cure)
		                  : "fix the file at the place named",
		    "cannot be parsed: %s", problem.message);
		return 0;
	}
	if (documents.nr != 1) {
		openapi_break(api);
		done_interface_fault(&api->faults, place, "not one document", "",
		    "write one document into the file", "must hold one document, not %zu",
		    documents.nr);
		return 0;
	}
	document->root = &documents.items[0];
	return 0;
}

/* *why is NULL where the file is known, or a fault was added for it. */
static int openapi_load(struct done_openapi *api, const char *path,
    const struct openapi_document **out, const char **why, struct done_error *err)
{
	struct done_openapi_parts *parts = api->parts;
	struct done_bytes text;
	int rc;

	*why = NULL;
	for (size_t i = 0; i < parts->nr; i++) {
		*out = &parts->documents[i];
		if (!strcmp((*out)->path, path))
			return 0;
	}
	*out = NULL;
	if (parts->nr == DONE_OPENAPI_FILES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' refers to more than 1,000 files, which is the most that are "
		    "read",
		    api->path);
		return done_error_cure(err, "bundle the description into fewer files");
	}
	rc = api->source->read(api->source->self, path, &text, why, err);
	if (rc <= 0)
		return rc;
	*DONE_ARENA_PUSH(api->arena, parts->documents, parts->nr, parts->cap) =
	    (struct openapi_document){.path = path};
	*out = &parts->documents[parts->nr - 1];
	return openapi_parse(api, &parts->documents[parts->nr - 1], text, err);
}

size_t done_openapi_files(const struct done_openapi *api)
{
	return api->parts ? api->parts->nr : 0;
}

const char *done_openapi_file(const struct done_openapi *api, size_t i)
{
	return api->parts->documents[i].path;
}

void done_openapi_check_slots(struct done_openapi *api)
{
	for (size_t i = 0; i < api->parts->nr; i++) {
		const struct openapi_document *document = &api->parts->documents[i];

		if (document->slot)
			done_interface_fault(&api->faults,
			    (struct done_interface_place){document->path, document->slot, 0},
			    "placeholder", "", "write in its place what the brackets ask for",
			    "still has a placeholder of 'git done draft'");
	}
}

/* ---- references ---- */

static void openapi_refuse(struct done_openapi *api, const struct done_value *reference,
    const char *wrong, const char *fix, const char *why)
{
	openapi_break(api);
	done_interface_fault(&api->faults, done_openapi_place_of(reference), wrong,
	    reference->string.ptr, fix, "the reference '%.200s' %s", reference->string.ptr, why);
}

static int openapi_within(struct done_openapi *api, const struct done_value *reference,
    const struct done_value *root, const char *fragment, const struct done_value **out,
    struct done_error *err)
{
	const char *pointer = done_openapi_decode(api->arena, fragment, strlen(fragment));

	*out = NULL;
	if (!*pointer || *pointer == '/')
		*out = done_openapi_point(api->arena, root, pointer);
	else if (!(api->version & OPENAPI_FROM_31)) {
		openapi_refuse(api, reference, "not a pointer",
		    "write a JSON pointer behind '#': '#/components/schemas/Name'",
		    "must have a '/' behind '#': anchors exist from OpenAPI 3.1 on only");
		return 0;
	} else if (done_openapi_anchor(api, root, pointer, out, err) < 0) {
		return err->code;
	}
	if (!*out)
		openapi_refuse(api, reference, "leads nowhere",
		    "correct the reference, or add what it names",
		    "names nothing in the file that it leads to");
	return 0;
}

static void openapi_refuse_elsewhere(
    struct done_openapi *api, const struct done_value *reference, const char *uri)
{
	api->nr_external++;
	if (api->ignores_external && (!strncmp(uri, "http:", 5) || !strncmp(uri, "https:", 6)))
		return;
	openapi_refuse(api, reference, "external reference",
	    "copy what it names into the repository and refer to the copy, or write "
	    "'external: ignore' into the check",
	    "leads to what is not in this tree");
}

/* The path from the root that the part before '#' names; NULL: it was refused. */
static const char *openapi_path(
    struct done_openapi *api, const struct done_value *reference, size_t len)
{
	const char *text = done_openapi_decode(api->arena, reference->string.ptr, len);
	const char *path;

	if (strchr(text, '\\') || *text == '/') {
		openapi_refuse(api, reference, "not a relative path",
		    "write the path from the file that holds the reference, with '/'",
		    "must be a relative path with '/' between its parts");
		return NULL;
	}
	path =
	    done_path_target(api->arena, reference->file, (struct done_bytes){text, strlen(text)});
	if (!path || !*path)
		openapi_refuse(api, reference, "leads out of the tree",
		    "copy the file into the repository and refer to the copy",
		    "leads out of the repository");
	return path && *path ? path : NULL;
}

static int openapi_identify(struct done_openapi *api, struct done_error *err)
{
	struct done_openapi_parts *parts = api->parts;

	if (!(api->version & OPENAPI_FROM_31))
		return 0;
	for (size_t i = 0; i < parts->nr; i++) {
		struct openapi_document *document = &parts->documents[i];

		if (document->may_identify && document->root &&
		    done_openapi_identify(api, &parts->identities, document->root, err) < 0)
			return err->code;
		document->may_identify = false;
	}
	return 0;
}

/* By `$id` and `$self`: 1 with *out where they name it, else 0. *uri is what is meant, or NULL. */
static int openapi_resolve_named(struct done_openapi *api, const struct done_value *reference,
    const char **uri, const struct done_value **out, struct done_error *err)
{
	const struct openapi_meant meant =
	    done_openapi_meant(api->arena, &api->parts->identities, reference);
	const char *fragment = strchr(reference->string.ptr, '#'), *why = NULL;
	const struct openapi_document *document = NULL;
	const struct done_value *root = meant.value;

	*uri = meant.uri;
	fragment = fragment ? fragment + 1 : "";
	/* Most tools know no `$id`: what is not in it may be meant of the file. */
	if (meant.is_fragment) {
		fragment = done_openapi_decode(api->arena, fragment, strlen(fragment));
		*out = root && *fragment == '/' ? done_openapi_point(api->arena, root, fragment)
		                                : NULL;
		return *out != NULL;
	}
	if (!root && meant.path && *meant.path) {
		if (openapi_load(api, meant.path, &document, &why, err) < 0 ||
		    openapi_identify(api, err) < 0)
			return err->code;
		root = document && !why ? document->root : NULL;
	}
	if (!root)
		return 0;
	return openapi_within(api, reference, root, fragment, out, err) < 0 ? err->code : 1;
}

/* Without them: as a file, from the one that it stands in. */
static int openapi_resolve_file(struct done_openapi *api, const struct done_value *reference,
    const char *uri, const struct done_value **out, struct done_error *err)
{
	const char *text = reference->string.ptr, *why = NULL, *path = reference->file;
	const struct openapi_document *document;
	size_t len = strcspn(text, "#");

	if (len) {
		path = openapi_path(api, reference, len);
		if (!path)
			return 0;
	}
	if (openapi_load(api, path, &document, &why, err) < 0)
		return err->code;
	if (why && done_openapi_is_elsewhere(uri)) {
		openapi_refuse_elsewhere(api, reference, uri);
		return 0;
	}
	if (why) {
		openapi_refuse(api, reference, "leads to no file",
		    "correct the reference, or add the file that it names",
		    done_arena_printf(api->arena, "leads to '%s', which %s", path, why));
		return 0;
	}
	if (!document || !document->root) {
		api->is_broken = true;
		return 0;
	}
	return openapi_within(
	    api, reference, document->root, text + len + (text[len] == '#'), out, err);
}

static int openapi_resolve(struct done_openapi *api, const struct done_value *reference,
    const struct done_value **out, struct done_error *err)
{
	const char *uri = NULL;
	int rc;

	*out = NULL;
	if (openapi_identify(api, err) < 0)
		return err->code;
	rc = api->parts->identities.nr ? openapi_resolve_named(api, reference, &uri, out, err) : 0;
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (done_openapi_is_elsewhere(reference->string.ptr)) {
		openapi_refuse_elsewhere(api, reference, reference->string.ptr);
		return 0;
	}
	return openapi_resolve_file(api, reference, uri ? uri : "", out, err);
}

int done_openapi_target(struct done_openapi *api, const struct done_value *reference,
    const struct done_value **out, struct done_error *err)
{
	const struct done_value *found = NULL;
	bool is_new;
	struct done_openapi_slot *slot =
	    done_openapi_seen(api->arena, &api->parts->targets, reference, NULL, 0, &is_new);

	if (!is_new) {
		*out = slot->found;
		return 0;
	}
	if (openapi_resolve(api, reference, &found, err) < 0)
		return err->code;
	slot = done_openapi_seen(api->arena, &api->parts->targets, reference, NULL, 0, &is_new);
	slot->found = found;
	*out = found;
	return 0;
}

int done_openapi_follow(struct done_openapi *api, const struct done_value *value,
    const struct done_value **out, struct done_error *err)
{
	const struct done_value *reference, *first = NULL;

	for (int hops = 0; value && (reference = done_openapi_reference(value)); hops++) {
		if (!first)
			first = reference;
		if (hops == DONE_OPENAPI_HOPS_MAX) {
			bool is_new;

			done_openapi_seen(
			    api->arena, &api->parts->targets, first, NULL, 1, &is_new);
			if (is_new)
				openapi_refuse(api, first, "circle",
				    "let the last reference name what is meant",
				    "leads to references alone, in a circle or more "
				    "than 64 of them");
			value = NULL;
			break;
		}
		if (done_openapi_target(api, reference, &value, err) < 0)
			return err->code;
	}
	*out = value;
	return 0;
}

int done_openapi_get(struct done_openapi *api, const struct done_value *value, const char *key,
    const struct done_value **out, struct done_error *err)
{
	const struct done_value *member = done_value_get(value, key);

	*out = NULL;
	return member ? done_openapi_follow(api, member, out, err) : 0;
}

/* ---- opening ---- */

int done_openapi_open(struct done_openapi *api, const char *path, struct done_error *err)
{
	const struct openapi_document *document = NULL;
	const char *why;

	api->path = api->faults.file = path;
	api->faults.arena = api->arena;
	api->parts = done_arena_alloc(api->arena, sizeof(*api->parts));
	if (openapi_load(api, path, &document, &why, err) < 0)
		return err->code;
	if (why) {
		done_interface_fault(&api->faults, (struct done_interface_place){path, 0, 0},
		    "not readable", "", "commit the file itself", "cannot be read: it %s", why);
		return 0;
	}
	if (!document || !document->root)
		return 0;
	api->root = document->root;
	return done_openapi_recognise(api);
}
