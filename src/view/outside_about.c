/* Which services a file outside of them names: by its path, by keys of what it declares, by the
 * headings of a document. */
#include "done/outside.h"

#include <string.h>

#include "gather.h"

struct abouting {
	struct done_gathering *gathering;
	struct done_outside *outside;
	struct done_about_file *file;
};

static void about_ambiguous(struct abouting *abouting, const char *sentence)
{
	struct done_about_file *file = abouting->file;

	for (size_t i = 0; i < file->nr_ambiguities; i++) {
		if (!strcmp(file->ambiguities[i], sentence))
			return;
	}
	*DONE_ARENA_PUSH(abouting->gathering->arena, file->ambiguities, file->nr_ambiguities,
	    file->cap_ambiguities) = sentence;
}

static struct done_about_name *about_add(
    struct abouting *abouting, enum done_name_source source, const char *text, const char *by)
{
	struct done_arena *arena = abouting->gathering->arena;
	struct done_about_file *file = abouting->file;
	struct done_about_name *name;
	struct done_named named;

	done_names_find(arena, &abouting->outside->names, source, text, &named);
	if (named.ambiguity)
		about_ambiguous(abouting, named.ambiguity);
	if (named.by == DONE_NAMED_NOT)
		return NULL;
	name = DONE_ARENA_PUSH(arena, file->names, file->nr, file->cap);
	*name = (struct done_about_name){.service = named.index,
	    .by = source == DONE_NAME_PATH
	        ? by
	        : done_arena_printf(arena, "%s '%s'", by, done_arena_shown(arena, text))};
	return name;
}

/* The section goes on to the next heading of the same or a higher level. */
static void about_headings(struct abouting *abouting, struct done_bytes text)
{
	struct done_arena scratch = {0};
	struct done_outline outline = {0};
	struct done_error problem = {0};

	if (done_document_outline(&scratch, text, abouting->file->file.path, &outline, &problem) <
	    0)
		outline = (struct done_outline){0};
	for (size_t i = 0; i < outline.nr_headings; i++) {
		const struct done_heading *heading = &outline.headings[i];
		struct done_about_name *name =
		    about_add(abouting, DONE_NAME_HEADING, heading->text, "the heading");
		size_t next = i + 1;

		if (!name)
			continue;
		while (next < outline.nr_headings && outline.headings[next].level > heading->level)
			next++;
		name->is_heading = true;
		name->line = heading->line;
		name->end = next < outline.nr_headings ? outline.headings[next].line : 0;
	}
	done_arena_release(&scratch);
}

static void about_keys_of_description(struct abouting *abouting, struct done_bytes text)
{
	struct done_arena scratch = {0};
	struct done_description read;

	if (done_description_read(&scratch, text, abouting->file->file.path, &read) > 0) {
		for (size_t i = 0; i < read.nr_names; i++) {
			struct done_about_name *name =
			    about_add(abouting, DONE_NAME_KEY, read.names[i].text, "the name");

			if (name)
				name->line = read.names[i].line;
		}
	}
	done_arena_release(&scratch);
}

/* The part of a file from one line to the next thing that stands there. */
static void about_span(struct done_about_name *name, int line, int end)
{
	if (!name)
		return;
	name->line = line;
	name->end = end;
}

/* An object of Kubernetes, of whatever kind: its name, and what it is a part of. */
static void about_object(struct abouting *abouting, const struct done_value *root, int end)
{
	const struct done_value *metadata = done_value_get(root, "metadata");
	const char *name = done_value_text(done_value_get(metadata, "name"));
	const char *app = done_value_text(
	    done_value_get(done_value_get(metadata, "labels"), "app.kubernetes.io/name"));

	if (!done_value_get(root, "apiVersion") || !done_value_get(root, "kind") || !name)
		return;
	about_span(about_add(abouting, DONE_NAME_KEY, name, "the key"), root->line, end);
	if (app && strcmp(app, name) != 0)
		about_span(about_add(abouting, DONE_NAME_KEY, app, "the label"), root->line, end);
}

/* Services of Compose: each is about its own lines. */
static void about_compose(struct abouting *abouting, const struct done_value *root)
{
	const struct done_value *services = done_value_get(root, "services");

	for (size_t i = 0; services && services->type == DONE_MAP && i < services->map.nr; i++) {
		const struct done_member *one = &services->map.ptr[i];
		const char *image = done_value_text(done_value_get(&one->value, "image"));
		int end = i + 1 < services->map.nr ? services->map.ptr[i + 1].line : 0;
		struct done_about_name *name =
		    about_add(abouting, DONE_NAME_KEY, one->key.ptr, "the key");

		if (!name && image)
			name = about_add(abouting, DONE_NAME_IMAGE, image, "the image");
		about_span(name, one->line, end);
	}
}

/* Templates of Helm are no YAML: their workloads are told by lines. */
static void about_template(
    struct abouting *abouting, struct done_arena *scratch, struct done_bytes text)
{
	const struct done_deployment_reader *reader = done_deployment_reader_find("kubernetes");
	struct done_deployments found = {0};
	struct done_error problem = {0};

	if (!reader ||
	    done_deployment_read(
	        reader, scratch, text, abouting->file->file.path, &found, &problem) < 0)
		return;
	for (size_t i = 0; i < found.nr; i++) {
		if (found.items[i].name)
			about_span(
			    about_add(abouting, DONE_NAME_KEY, found.items[i].name, "the key"),
			    found.items[i].line, i + 1 < found.nr ? found.items[i + 1].line : 0);
	}
}

static void about_keys_of_data(struct abouting *abouting, struct done_bytes text)
{
	struct done_arena scratch = {0};
	struct done_documents documents = {0};
	struct done_error problem = {0};

	if (done_data_parse(&scratch, text, abouting->file->file.path, &documents, &problem) < 0) {
		documents.nr = 0;
		about_template(abouting, &scratch, text);
	}
	for (size_t i = 0; i < documents.nr; i++)
		about_object(abouting, &documents.items[i],
		    i + 1 < documents.nr ? documents.items[i + 1].line : 0);
	if (documents.nr == 1)
		about_compose(abouting, &documents.items[0]);
	done_arena_release(&scratch);
}

static bool about_is_wanted(const struct done_outside_request *request, const char *path)
{
	for (size_t i = 0; i < request->nr_about; i++) {
		if (done_globs_match(request->about[i], path))
			return true;
	}
	return !request->about;
}

static bool about_is_data(const char *path)
{
	return done_text_ends(path, ".yml") || done_text_ends(path, ".yaml") ||
	    done_text_ends(path, ".json");
}

static int about_look(struct abouting *abouting, const char *path, const struct done_entry *entry,
    struct done_error *err)
{
	bool is_document =
	    done_document_has_ids(path) || done_readme_rank(done_last_part(path)) >= 0;
	struct done_bytes text;
	int rc;

	about_add(abouting, DONE_NAME_PATH, path, "its path");
	if (!is_document && !about_is_data(path) && !done_description_is_named(path))
		return 0;
	rc = done_gather_read(
	    abouting->gathering, path, entry, DONE_DEPLOYMENT_FILE_MAX, &text, err);
	if (rc <= 0)
		return rc;
	if (is_document)
		about_headings(abouting, text);
	else if (done_description_is_named(path))
		about_keys_of_description(abouting, text);
	if (about_is_data(path) && !abouting->file->nr)
		about_keys_of_data(abouting, text);
	return 0;
}

int done_outside_about(struct done_gathering *gathering, const struct done_outside_request *request,
    const char *path, const struct done_entry *entry, struct done_outside *out,
    struct done_error *err)
{
	struct abouting abouting = {.gathering = gathering, .outside = out};
	struct done_about_file file = {.file = {done_arena_strdup(gathering->arena, path), *entry}};

	if (!about_is_wanted(request, path))
		return 0;
	if (out->nr_about == DONE_OUTSIDE_FILES_MAX) {
		out->is_about_cut = true;
		return 0;
	}
	abouting.file = &file;
	if (about_look(&abouting, path, entry, err) < 0)
		return err->code;
	if (request->is_only && !file.nr)
		*DONE_ARENA_PUSH(gathering->arena, file.names, file.nr, file.cap) =
		    (struct done_about_name){.by = NULL};
	if (file.nr || file.nr_ambiguities)
		*DONE_ARENA_PUSH(gathering->arena, out->about, out->nr_about, out->cap_about) =
		    file;
	return 0;
}
