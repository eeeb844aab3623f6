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

bool done_unit_has_container_file(const struct done_finder *finder, const struct done_unit *unit)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_declaration *declaration = &finder->declarations[i];

		if (declaration->is_container_file &&
		    !strcmp(declaration->directory, unit->directory))
			return true;
	}
	return false;
}

/* What starts a command where the file stands, or in an image of what stands there. */
static bool starts_scripts(const struct done_deployment_reader *reader)
{
	static const char *const names[] = {
	    "dockerfile", "procfile", "compose", "systemd", "supervisor"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(reader->name, names[i]))
			return true;
	}
	return false;
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

/* What one file declares, kept over commits: the items are copied for each finder. */
struct declared {
	struct done_deployments found;
	const char *problem; /* why it cannot be read; NULL */
	size_t nr_opened;    /* this file, and one beside it */
};

static const struct done_tree_file *declared_beside(struct done_finder *finder,
    const struct done_tree_file *file, const struct done_deployment_reader *reader)
{
	const char *directory;

	if (!reader->beside)
		return NULL;
	directory = done_directory_of(finder->arena, file->path);
	return done_tree_find(finder, done_path_join(finder->arena, directory, reader->beside));
}

/* 1; 0: too large. */
static int declared_read(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_tree_file *near, const struct done_deployment_reader *reader,
    struct done_arena *arena, struct declared *out, struct done_error *err)
{
	struct done_buf text = {0}, beside = {0};
	struct done_error problem = {0};
	size_t nr_opened = finder->nr_opened;
	const char *path = done_arena_strdup(arena, file->path);
	int has_beside = 0, parsed = 0;
	int rc = done_tree_read(finder, file, DONE_DEPLOYMENT_FILE_MAX, &text, err);

	if (rc > 0 && near)
		has_beside = done_tree_read(finder, near, DONE_DEPLOYMENT_FILE_MAX, &beside, err);
	if (rc > 0 && has_beside >= 0) {
		struct done_bytes bytes = {text.ptr ? text.ptr : "", text.len};
		struct done_bytes variables = {beside.ptr, beside.len};

		parsed = has_beside
		    ? reader->read_beside(arena, bytes, path, variables, &out->found, &problem)
		    : done_deployment_read(reader, arena, bytes, path, &out->found, &problem);
	}
	if (parsed < 0)
		out->problem = done_arena_strdup(arena, problem.message);
	out->nr_opened = finder->nr_opened - nr_opened;
	done_buf_release(&text);
	done_buf_release(&beside);
	return has_beside < 0 ? has_beside : rc;
}

/* 1 with *out; 0: too large. */
static int declared_of(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_deployment_reader *reader, const struct declared **out,
    struct done_error *err)
{
	const struct done_tree_file *near = declared_beside(finder, file, reader);
	struct done_arena *room = done_snapshot_room(finder->snapshot);
	struct done_arena *arena = room ? room : finder->arena;
	char hex[DONE_OID_HEX + 1] = "";
	struct done_buf of = {0};
	struct declared *made;
	int rc = 1;

	if (near)
		done_oid_hex(&near->oid, hex);
	done_buf_addf(&of, "declared %s %s", reader->name, hex);
	*out = done_snapshot_recall(finder->snapshot, of.ptr, file->path, &file->oid);
	if (*out) {
		finder->nr_opened += (*out)->nr_opened;
		if (near && finder->snapshot->recall)
			finder->snapshot->recall(finder->snapshot->self, &near->oid);
	} else {
		*out = made = done_arena_alloc(arena, sizeof(*made));
		rc = declared_read(finder, file, near, reader, arena, made, err);
		if (rc > 0 && room)
			done_snapshot_keep(finder->snapshot, of.ptr, file->path, &file->oid, made);
	}
	done_buf_release(&of);
	return rc;
}

static int declaration_file_read(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_deployment_reader *reader, struct done_error *err)
{
	const struct declared *declared;
	struct done_deployment *items;
	int rc = declared_of(finder, file, reader, &declared, err);

	if (rc <= 0)
		return rc;
	if (declared->problem)
		done_finder_not_read(finder,
		    done_arena_printf(finder->arena, "%s cannot be read: %s.",
		        done_arena_shown(finder->arena, file->path), declared->problem));
	items = done_arena_array(finder->arena, declared->found.nr, sizeof(*items));
	for (size_t i = 0; i < declared->found.nr && !declared->problem; i++) {
		items[i] = declared->found.items[i];
		if (starts_scripts(reader) &&
		    done_declaration_scripts(
		        finder, done_directory_of(finder->arena, file->path), &items[i], err) < 0)
			return err->code;
		declaration_add(finder, &items[i], reader, file->path);
	}
	for (size_t i = 0; i < declared->found.nr_not_read; i++)
		done_finder_not_read(finder, declared->found.not_read[i]);
	return 0;
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
