/* Artifacts of a tree, told by their names and read once. */
#include "gather.h"

#include <string.h>

#define JOIN_STEPS_MAX \
	((size_t)256 << 20) /* bytes of runners that are looked through for scripts */

/* Other people's code, what a build leaves, and git's own. */
static const char *const gather_foreign[] = {
    "node_modules",
    "vendor",
    "third_party",
    "thirdparty",
    "third-party",
    "3rdparty",
    "bower_components",
    "site-packages",
    ".git",
    "__pycache__",
    "testdata",
    ".venv",
    "venv",
    ".terraform",
    "googleapis",
};

bool done_gather_enters(const char *directory)
{
	const char *name = done_last_part(directory);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(gather_foreign); i++) {
		if (!strcmp(name, gather_foreign[i]))
			return false;
	}
	return true;
}

int done_gather_read(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, size_t max, struct done_bytes *out, struct done_error *err)
{
	struct done_snapshot *snapshot = gathering->snapshot;
	uint64_t size = 0;
	int rc = 0;

	done_buf_clear(&gathering->text);
	if (snapshot->look)
		rc = snapshot->look(snapshot->self, &entry->oid, path, 0, &size, NULL, err);
	if (rc >= 0 && size > max)
		return 0;
	if (rc >= 0)
		rc = snapshot->read(snapshot->self, &entry->oid, path, max, &gathering->text, err);
	if (rc < 0)
		return rc;
	*out = (struct done_bytes){
	    gathering->text.len ? gathering->text.ptr : "", gathering->text.len};
	if (done_bytes_lfs_pointer(*out) || done_buf_decode(&gathering->text, path, err) < 0) {
		*err = (struct done_error){0};
		return 0;
	}
	*out = (struct done_bytes){
	    gathering->text.len ? gathering->text.ptr : "", gathering->text.len};
	return !done_bytes_binary(*out);
}

/* The service other than the root that the path lies in: the length of its directory; 0: none. */
static size_t gather_service_of(const struct done_gathering *gathering, const char *path)
{
	const char *end = path + strlen(path);

	if (!gathering->services)
		return 0;
	for (const char *at = end; at > path;) {
		while (at > path && *--at != '/')
			;
		if (at > path &&
		    done_services_at(gathering->services, path, (size_t)(at - path)) >= 0)
			return (size_t)(at - path);
	}
	return 0;
}

/* The path is what is gathered: in no service, or in this one. */
static bool gather_is_own(const struct done_gathering *gathering, const char *path)
{
	size_t len = gather_service_of(gathering, path), own = strlen(gathering->own);

	if (gathering->is_whole || !own)
		return !len;
	return !gathering->services || (len == own && !strncmp(path, gathering->own, own));
}

static void gather_section(struct done_arena *arena, struct done_documented *document,
    struct done_bytes text, const struct done_heading *heading, int end)
{
	int line = 0;
	size_t nr = done_endpoints_in_prose(text, heading->line, end, &line);

	if (nr < DONE_ENDPOINTS_MIN)
		return;
	*DONE_ARENA_PUSH(arena, document->sections, document->nr_sections, document->cap_sections) =
	    (struct done_called){done_arena_strdup(arena, heading->text), line};
}

static void gather_sections(
    struct done_arena *arena, struct done_documented *document, struct done_bytes text)
{
	struct done_arena scratch = {0};
	struct done_outline outline = {0};
	struct done_error problem = {0};

	if (done_document_outline(&scratch, text, document->path, &outline, &problem) < 0)
		outline = (struct done_outline){0};
	for (size_t i = 0; i < outline.nr_headings; i++) {
		const struct done_heading *heading = &outline.headings[i];
		size_t next = i + 1;

		while (next < outline.nr_headings && outline.headings[next].level > heading->level)
			next++;
		gather_section(arena, document, text, heading,
		    next < outline.nr_headings ? outline.headings[next].line - 1 : 0);
	}
	done_arena_release(&scratch);
}

/* ---- what one file is: kept over commits, and copied for each gathering ---- */

static bool description_read(
    struct done_arena *arena, struct done_bytes bytes, const char *path, void *out)
{
	struct done_described *one = out;

	one->path = path;
	return done_description_read(arena, bytes, path, &one->read) > 0;
}

static bool load_read(
    struct done_arena *arena, struct done_bytes bytes, const char *path, void *out)
{
	struct done_loading *one = out;

	one->path = path;
	if (!done_load_read(arena, bytes, path, &one->read))
		return false;
	/* What a line that runs it adds goes into a list of its own. */
	one->read.targets.cap_hosts = one->read.targets.nr_hosts;
	one->read.targets.cap_paths = one->read.targets.nr_paths;
	return true;
}

static bool runner_read(
    struct done_arena *arena, struct done_bytes bytes, const char *path, void *out)
{
	struct done_runner *one = out;

	if (!done_runner_read(arena, bytes, path, one))
		return false;
	one->path = path;
	return true;
}

static bool document_read(
    struct done_arena *arena, struct done_bytes bytes, const char *path, void *out)
{
	struct done_documented *one = out;

	one->path = path;
	one->nr = done_endpoints_in_prose(bytes, 1, 0, &one->line);
	if (!one->nr)
		return false;
	struct done_bytes requested = {NULL, 0};
	if (one->nr == 1)
		requested = done_endpoint_requested(bytes);
	if (requested.len)
		one->requested = done_arena_strndup(arena, requested.ptr, requested.len);
	gather_sections(arena, one, bytes);
	return true;
}

struct gather_form {
	const char *name;
	size_t size, max; /* of what is read into; of the file, in bytes */
	/* False: the file is something else. path lies in the arena. */
	bool (*read)(
	    struct done_arena *arena, struct done_bytes bytes, const char *path, void *out);
};

static const struct gather_form gather_descriptions = {"description", sizeof(struct done_described),
                                    DONE_DESCRIPTION_MAX, description_read},
                                gather_loads = {"load", sizeof(struct done_loading),
                                    DONE_LOAD_FILE_MAX, load_read},
                                gather_runners = {"runner", sizeof(struct done_runner),
                                    DONE_LOAD_FILE_MAX, runner_read},
                                gather_documents = {"document", sizeof(struct done_documented),
                                    DONE_LOAD_FILE_MAX, document_read};

struct gather_read {
	bool is_one;
	void *value;
};

static const struct gather_read *gather_read_now(struct done_gathering *gathering,
    const struct gather_form *form, const char *path, const struct done_entry *entry,
    struct done_arena *arena, struct done_error *err)
{
	struct gather_read *made = done_arena_alloc(arena, sizeof(*made));
	struct done_bytes bytes;
	int rc = done_gather_read(gathering, path, entry, form->max, &bytes, err);

	if (rc < 0)
		return NULL;
	made->value = done_arena_alloc(arena, form->size);
	made->is_one =
	    rc > 0 && form->read(arena, bytes, done_arena_strdup(arena, path), made->value);
	return made;
}

/* 1 with *out; 0: the file is something else, or too large. */
static int gather_one(struct done_gathering *gathering, const struct gather_form *form,
    const char *path, const struct done_entry *entry, void *out, struct done_error *err)
{
	struct done_arena *room = done_snapshot_room(gathering->snapshot);
	const struct gather_read *kept =
	    done_snapshot_recall(gathering->snapshot, form->name, path, &entry->oid);

	if (!kept) {
		kept = gather_read_now(
		    gathering, form, path, entry, room ? room : gathering->arena, err);
		if (!kept)
			return err->code;
		if (room)
			done_snapshot_keep(
			    gathering->snapshot, form->name, path, &entry->oid, (void *)kept);
	}
	if (kept->is_one)
		memcpy(out, kept->value, form->size);
	return kept->is_one;
}

static bool gather_is_full(struct done_gathering *gathering, size_t nr)
{
	gathering->out->is_cut |= nr == DONE_OUTSIDE_FILES_MAX;
	return nr == DONE_OUTSIDE_FILES_MAX;
}

static int gather_description(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, struct done_error *err)
{
	struct done_gathered *out = gathering->out;
	struct done_described one = {0};
	int rc;

	if (gather_is_full(gathering, out->nr_descriptions))
		return 0;
	rc = gather_one(gathering, &gather_descriptions, path, entry, &one, err);
	if (rc > 0)
		*DONE_ARENA_PUSH(gathering->arena, out->descriptions, out->nr_descriptions,
		    out->cap_descriptions) = one;
	return rc < 0 ? rc : 0;
}

static int gather_load(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, struct done_error *err)
{
	struct done_gathered *out = gathering->out;
	struct done_loading one = {0};
	int rc;

	if (gather_is_full(gathering, out->nr_loads))
		return 0;
	rc = gather_one(gathering, &gather_loads, path, entry, &one, err);
	if (rc > 0)
		*DONE_ARENA_PUSH(gathering->arena, out->loads, out->nr_loads, out->cap_loads) = one;
	return rc < 0 ? rc : 0;
}

static int gather_runner(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, struct done_error *err)
{
	struct done_gathered *out = gathering->out;
	struct done_runner one = {0};
	int rc;

	if (gather_is_full(gathering, out->nr_runners))
		return 0;
	rc = gather_one(gathering, &gather_runners, path, entry, &one, err);
	if (rc > 0)
		*DONE_ARENA_PUSH(
		    gathering->arena, out->runners, out->nr_runners, out->cap_runners) = one;
	return rc < 0 ? rc : 0;
}

static int gather_document(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, struct done_error *err)
{
	struct done_gathered *out = gathering->out;
	struct done_documented one = {0};
	int rc;

	if (gather_is_full(gathering, out->nr_documents))
		return 0;
	rc = gather_one(gathering, &gather_documents, path, entry, &one, err);
	if (rc > 0)
		*DONE_ARENA_PUSH(
		    gathering->arena, out->documents, out->nr_documents, out->cap_documents) = one;
	return rc < 0 ? rc : 0;
}

/* Folders in which documents speak of what is planned, of how something is used, or of the past. */
static bool gather_is_aside(const char *path)
{
	static const char *const folders[] = {
	    "rfcs", "rfc", "adr", "adrs", "examples", "blog", "decisions", "changelog"};

	for (const char *slash; (slash = strchr(path, '/')); path = slash + 1) {
		if (*path == '.')
			return true;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
			if (strlen(folders[i]) == (size_t)(slash - path) &&
			    !strncmp(path, folders[i], (size_t)(slash - path)))
				return true;
		}
	}
	return false;
}

/* Documents in which an interface is told: a README of the service or of the root, and what lies in
 * a folder of documents. */
static bool gather_is_document(const struct done_gathering *gathering, const char *path)
{
	const char *name = done_last_part(path);

	if (gather_is_aside(path) ||
	    done_load_has_any(name, strlen(name), "CHANGE|change|HISTORY|CONTRIBUTING", NULL))
		return false;
	if (done_readme_rank(name) >= 0)
		return !gathering->is_whole || name == path;
	if (!done_document_has_ids(name))
		return false;
	/* "PROTOCOL.md", "ENDPOINTS.md" beside the README */
	size_t above = gathering->is_whole || !*gathering->own ? 0 : strlen(gathering->own) + 1;
	if ((size_t)(name - path) == above &&
	    done_load_has_any(name, strlen(name), "API|PROTOCOL|ENDPOINT|ROUTES|REST|HTTP", NULL))
		return true;
	if (gathering->is_whole)
		return done_text_starts(path, "api/") ||
		    done_load_has_any(path, strlen(path), "docs/|doc/", NULL);
	return done_load_has_any(path, strlen(path), "docs/|doc/|api/|API", NULL);
}

int done_gather_file(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, struct done_error *err)
{
	bool own = gather_is_own(gathering, path), is_load;

	if (gathering->wants & DONE_OUTSIDE_DESCRIPTIONS) {
		if (own && done_description_is_named(path) &&
		    gather_description(gathering, path, entry, err) < 0)
			return err->code;
		if (own && gather_is_document(gathering, path) &&
		    gather_document(gathering, path, entry, err) < 0)
			return err->code;
	}
	if (!(gathering->wants & DONE_OUTSIDE_LOADS))
		return 0;
	/* A load generator may be a service itself: its scripts are about others. */
	is_load = done_load_is_named(path);
	if ((own || gathering->is_whole) && is_load && gather_load(gathering, path, entry, err) < 0)
		return err->code;
	if ((own || (gathering->is_whole && done_load_is_placed(path))) &&
	    done_runner_is_named(path))
		return gather_runner(gathering, path, entry, err);
	return 0;
}

/* The line that runs it may say whom it calls: "--host=http://$FRONTEND_ADDR". */
static void gather_run_targets(
    struct done_arena *arena, const struct done_runner *runner, int line, struct done_loading *load)
{
	const char *at = runner->text;

	while (--line && *at)
		at += strcspn(at, "\n") + 1;
	done_targets_read(arena, (struct done_bytes){at, strcspn(at, "\n")}, &load->read.targets);
}

void done_gather_join(
    struct done_arena *arena, struct done_gathered *gathered, const struct done_gathered *more)
{
	size_t steps = 0;

	for (size_t i = 0; i < gathered->nr_loads; i++) {
		struct done_loading *load = &gathered->loads[i];
		const struct done_gathered *in[] = {gathered, more};

		for (size_t j = 0; j < DONE_ARRAY_SIZE(in) && load->read.tool; j++) {
			for (size_t k = 0; in[j] && k < in[j]->nr_runners && !load->run_path; k++) {
				const struct done_runner *runner = &in[j]->runners[k];
				int line;

				steps += strlen(runner->text);
				gathered->is_cut |= steps > JOIN_STEPS_MAX;
				if (gathered->is_cut)
					return;
				line = done_runner_runs_script(runner, load->read.tool, load->path);
				if (!line)
					continue;
				load->run_path = runner->path;
				load->run_line = line;
				gather_run_targets(arena, runner, line, load);
			}
		}
	}
}
