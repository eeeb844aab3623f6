/* What declares that something is built or run, of the whole tree, with its paths from the root. */
#include <string.h>

#include "done/deployment_forms.h"

#include "finder.h"

static const char *declared_path(
    struct done_finder *finder, const struct done_declaration *from, const char *written)
{
	return written ? done_path_within(finder->arena, from->directory, written) : NULL;
}

static bool is_container_file(const struct done_deployment_reader *reader)
{
	return !strcmp(reader->name, "dockerfile");
}

/* A container file is named relative to the context, or stands in it. */
static const char *container_of(struct done_finder *finder, const struct done_declaration *from)
{
	static const char *const usual[] = {"Dockerfile", "Containerfile"};
	const struct done_deployment *item = from->item;

	if (!from->context)
		return NULL;
	if (item->file) {
		const char *path = done_path_within(finder->arena, from->context, item->file);

		if (path && done_tree_find(finder, path))
			return path;
		path = declared_path(finder, from, item->file);
		return path && done_tree_find(finder, path) ? path : NULL;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(usual); i++) {
		const char *path = done_path_join(finder->arena, from->context, usual[i]);

		if (done_tree_find(finder, path))
			return path;
	}
	return NULL;
}

static void declaration_add(struct done_finder *finder, const struct done_deployment *item,
    const struct done_deployment_reader *reader, const char *path)
{
	/* A function among tools is a tool. */
	if (item->kind == DONE_DEPLOY_FUNCTION &&
	    done_place_of(finder->arena, path, finder->is_demo).kind != DONE_PLACE_OWN)
		return;
	struct done_declaration *declaration = DONE_ARENA_PUSH(
	    finder->arena, finder->declarations, finder->nr_declarations, finder->cap_declarations);
	const char *directory = done_directory_of(finder->arena, path);

	declaration->item = item;
	declaration->reader = reader;
	declaration->path = path;
	declaration->directory = item->is_from_root ? "" : directory;
	declaration->is_container_file = is_container_file(reader);
	if (declaration->is_container_file) {
		declaration->container = path;
		return;
	}
	declaration->context = declared_path(finder, declaration, item->context);
	declaration->container = container_of(finder, declaration);
}

static int beside_read(struct done_finder *finder, const struct done_tree_file *file,
    const char *name, struct done_buf *out, struct done_error *err)
{
	const char *path =
	    done_path_join(finder->arena, done_directory_of(finder->arena, file->path), name);
	const struct done_tree_file *beside = done_tree_find(finder, path);

	return beside ? done_tree_read(finder, beside, DONE_DEPLOYMENT_FILE_MAX, out, err) : 0;
}

static int declaration_file_read(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_deployment_reader *reader, struct done_error *err)
{
	struct done_deployments *found = done_arena_alloc(finder->arena, sizeof(*found));
	struct done_buf text = {0}, beside = {0};
	struct done_error problem = {0};
	struct done_bytes bytes;
	int has_beside = 0, rc = done_tree_read(finder, file, DONE_DEPLOYMENT_FILE_MAX, &text, err);

	if (rc > 0 && reader->beside)
		has_beside = beside_read(finder, file, reader->beside, &beside, err);
	if (rc > 0 && has_beside >= 0) {
		bytes = (struct done_bytes){text.ptr ? text.ptr : "", text.len};
		rc = has_beside ? reader->read_beside(finder->arena, bytes, file->path,
		                      (struct done_bytes){beside.ptr, beside.len}, found, &problem)
		                : done_deployment_read(
		                      reader, finder->arena, bytes, file->path, found, &problem);
		if (rc < 0)
			done_finder_not_read(finder,
			    done_arena_printf(finder->arena, "%s cannot be read: %s.",
			        done_arena_shown(finder->arena, file->path), problem.message));
		for (size_t i = 0; i < found->nr && rc >= 0; i++) {
			if (is_container_file(reader) &&
			    done_declaration_scripts(finder,
			        done_directory_of(finder->arena, file->path), &found->items[i],
			        err) < 0)
				has_beside = -1;
			declaration_add(finder, &found->items[i], reader, file->path);
		}
		for (size_t i = 0; i < found->nr_not_read; i++)
			done_finder_not_read(finder, found->not_read[i]);
		rc = 0;
	}
	done_buf_release(&text);
	done_buf_release(&beside);
	return rc < 0 || has_beside < 0 ? err->code : 0;
}

/* "charts/cart/templates/web.yaml" as charts/cart/web.yaml: in a chart that folder holds no
 * examples. */
static const char *without_templates(struct done_finder *finder, const char *path)
{
	static const char folder[] = "/templates/";

	for (const char *at = path; (at = strstr(at, folder)); at++) {
		const char *chart =
		    done_arena_printf(finder->arena, "%.*s/Chart.yaml", (int)(at - path), path);

		if (done_tree_find(finder, chart))
			return done_arena_printf(finder->arena, "%.*s/%s", (int)(at - path), path,
			    at + sizeof(folder) - 1);
	}
	return path;
}

/* What is declared for tests, examples and documentation says nothing of programs, and is not
 * opened; many keep their container files among their tools. */
static bool is_for_others(struct done_finder *finder, const struct done_tree_file *file)
{
	const char *path = without_templates(finder, file->path);
	enum done_place_kind kind = done_place_of(finder->arena, path, finder->is_demo).kind;

	return kind != DONE_PLACE_OWN && kind != DONE_PLACE_TOOL;
}

int done_declarations_read(struct done_finder *finder, struct done_error *err)
{
	const struct done_deployment_forms *forms;

	if (done_ecosystems_deployments(finder->ecosystems, &forms, err) < 0)
		return err->code;
	for (size_t i = 0; i < finder->nr_files; i++) {
		const struct done_deployment_reader *reader =
		    done_deployment_form_find(forms, finder->files[i].path);

		if (reader && !is_for_others(finder, &finder->files[i]) &&
		    declaration_file_read(finder, &finder->files[i], reader, err) < 0)
			return err->code;
	}
	return 0;
}
