/* The files of a snapshot as one sorted list, and paths of it. */
#include <stdlib.h>
#include <string.h>

#include "finder.h"

/* Other people's code, and what a build leaves: sources there are nobody's program. */
static const char *const foreign[] = {
    "node_modules",
    "vendor",
    "third_party",
    "thirdparty",
    "3rdparty",
    "bower_components",
    "site-packages",
};

/* Hidden folders in which platforms are told what to build and run, and the files that tell them.
 * NULL: all that lies there counts. Sources there are nobody's program. */
static const struct {
	const char *name, *inner, *endings[2];
} hidden_folders[] = {
    {".nais", NULL, {NULL}},
    {".do", ".do/", {".yml", ".yaml"}},
    {".aws", ".aws/", {".json", ".json"}},
    {".github", ".github/workflows/", {".yml", ".yaml"}},
};

bool done_tree_enters(void *data, const char *directory)
{
	const char *name = done_last_part(directory);
	bool is_hidden = *name == '.';

	(void)data;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hidden_folders); i++)
		is_hidden = is_hidden && strcmp(name, hidden_folders[i].name) != 0;
	if (is_hidden)
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(foreign); i++) {
		if (!strcmp(name, foreign[i]))
			return false;
	}
	return true;
}

/* A file of such a folder that no platform is told by. */
static bool tree_hides(const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hidden_folders); i++) {
		const char *at =
		    hidden_folders[i].inner ? strstr(path, hidden_folders[i].name) : NULL;

		if (at && at[strlen(hidden_folders[i].name)] == '/' &&
		    (at == path || at[-1] == '/'))
			return strncmp(at, hidden_folders[i].inner,
			           strlen(hidden_folders[i].inner)) != 0 ||
			    !(done_text_ends(path, hidden_folders[i].endings[0]) ||
			        done_text_ends(path, hidden_folders[i].endings[1]));
	}
	return false;
}

static int tree_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct done_finder *finder = data;
	struct done_tree_file *file;

	(void)err;
	if (entry->kind != DONE_ENTRY_FILE || tree_hides(path))
		return 0;
	file = DONE_ARENA_PUSH(finder->arena, finder->files, finder->nr_files, finder->cap_files);
	file->path = done_arena_strdup(finder->arena, path);
	file->name = done_last_part(file->path);
	file->oid = entry->oid;
	return 0;
}

static int compare_tree_files(const void *a, const void *b)
{
	return strcmp(
	    ((const struct done_tree_file *)a)->path, ((const struct done_tree_file *)b)->path);
}

int done_tree_list(struct done_finder *finder, struct done_error *err)
{
	int rc =
	    done_snapshot_walk(finder->snapshot, "", tree_visit, done_tree_enters, finder, err);

	if (rc < 0)
		return rc;
	if (finder->nr_files)
		qsort(finder->files, finder->nr_files, sizeof(*finder->files), compare_tree_files);
	return 0;
}

/* The first file whose path is not before the directory followed by `next`. */
static size_t tree_bound(
    const struct done_finder *finder, const char *directory, size_t len, char next)
{
	return DONE_TEXT_BOUND(finder->files, finder->nr_files, path, directory, len, next);
}

void done_tree_range(
    const struct done_finder *finder, const char *directory, size_t *first, size_t *end)
{
	size_t len = strlen(directory);

	*first = len ? tree_bound(finder, directory, len, '/') : 0;
	*end = len ? tree_bound(finder, directory, len, '/' + 1) : finder->nr_files;
}

bool done_tree_is_container_file(const char *name)
{
	return done_text_starts(name, "Dockerfile") || done_text_starts(name, "Containerfile") ||
	    done_text_ends(name, ".Dockerfile") || done_text_ends(name, ".dockerfile");
}

struct done_tree_file *done_tree_find(const struct done_finder *finder, const char *path)
{
	struct done_tree_file wanted = {.path = path};

	return finder->nr_files
	    ? bsearch(&wanted, finder->files, finder->nr_files, sizeof(wanted), compare_tree_files)
	    : NULL;
}

/* 1: the file has more than max bytes; 0: it has not, or nobody can tell. */
static int tree_is_longer(struct done_finder *finder, const struct done_tree_file *file, size_t max,
    struct done_error *err)
{
	struct done_snapshot *snapshot = finder->snapshot;
	uint64_t size = 0;

	if (!snapshot->look)
		return 0;
	if (snapshot->look(snapshot->self, &file->oid, file->path, 0, &size, NULL, err) < 0)
		return err->code;
	return size > max;
}

/* Its size is asked only where it could not be read: the objects of most files are looked up once.
 */
int done_tree_read(struct done_finder *finder, const struct done_tree_file *file, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct done_snapshot *snapshot = finder->snapshot;
	struct done_error problem = {0};
	int rc;

	done_buf_clear(out);
	if (snapshot->read(snapshot->self, &file->oid, file->path, max, out, &problem) >= 0) {
		finder->nr_opened++;
		return 1;
	}
	done_buf_clear(out);
	rc = tree_is_longer(finder, file, max, err);
	if (rc)
		return rc < 0 ? rc : 0;
	*err = problem;
	return err->code;
}

const char *done_path_join(struct done_arena *arena, const char *directory, const char *name)
{
	if (!*directory)
		return done_arena_strdup(arena, name);
	return *name ? done_arena_printf(arena, "%s/%s", directory, name)
	             : done_arena_strdup(arena, directory);
}

const char *done_path_within(struct done_arena *arena, const char *directory, const char *written)
{
	struct done_bytes target = {written, strlen(written)};

	return done_path_target(arena, done_path_join(arena, directory, "x"), target);
}

void done_finder_not_read(struct done_finder *finder, const char *sentence)
{
	*DONE_ARENA_PUSH(
	    finder->arena, finder->not_read, finder->nr_not_read, finder->cap_not_read) = sentence;
}
