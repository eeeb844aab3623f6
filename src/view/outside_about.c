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

static struct done_about_name *about_add(struct abouting *abouting, enum done_name_source source,
                                         const char *text, const char *by)
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
	*name = (struct done_about_name){
		.service = named.index,
		.by = source == DONE_NAME_PATH ? by
	                                       : done_arena_printf(arena, "%s '%s'", by,
	                                                           done_arena_shown(arena, text))};
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

/* Compose services, workloads, images: each is about its own lines, up to the next one. */
static void about_keys_of_deployments(struct abouting *abouting, struct done_bytes text)
{
	static const char *const readers[] = {"compose", "kubernetes", "helm", "serverless"};
	struct done_arena scratch = {0};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(readers); i++) {
		const struct done_deployment_reader *reader =
			done_deployment_reader_find(readers[i]);
		struct done_deployments found = {0};
		struct done_error problem = {0};

		if (!reader ||
		    reader->read(&scratch, text, abouting->file->file.path, &found, &problem) < 0)
			continue;
		for (size_t j = 0; j < found.nr; j++) {
			const struct done_deployment *item = &found.items[j];
			struct done_about_name *name = NULL;

			if (item->name)
				name = about_add(abouting, DONE_NAME_KEY, item->name, "the key");
			if (!name && item->image)
				name = about_add(abouting, DONE_NAME_IMAGE, item->image,
				                 "the image");
			if (name) {
				name->line = item->line;
				name->end = j + 1 < found.nr ? found.items[j + 1].line : 0;
			}
		}
		if (found.nr)
			break;
	}
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
	const char *slash = strrchr(path, '/');
	bool is_document =
		done_document_has_ids(path) || done_readme_rank(slash ? slash + 1 : path) >= 0;
	struct done_bytes text;
	int rc;

	about_add(abouting, DONE_NAME_PATH, path, "its path");
	if (!is_document && !about_is_data(path) && !done_description_is_named(path))
		return 0;
	rc = done_gather_read(abouting->gathering, path, entry, DONE_DEPLOYMENT_FILE_MAX, &text,
	                      err);
	if (rc <= 0)
		return rc;
	if (is_document)
		about_headings(abouting, text);
	else if (done_description_is_named(path))
		about_keys_of_description(abouting, text);
	if (about_is_data(path) && !abouting->file->nr)
		about_keys_of_deployments(abouting, text);
	return 0;
}

int done_outside_about(struct done_gathering *gathering, const struct done_outside_request *request,
                       const char *path, const struct done_entry *entry, struct done_outside *out,
                       struct done_error *err)
{
	struct abouting abouting = {.gathering = gathering, .outside = out};
	struct done_about_file file = {.file = {done_arena_strdup(gathering->arena, path), *entry}};

	if (!about_is_wanted(request, path) || out->nr_about == DONE_OUTSIDE_FILES_MAX)
		return 0;
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
