/*
 * What sources showed, kept beside the ecosystems of a run: the map of the base, that of the
 * change, what services depend on, their profiles, and each commit of a log look at the same
 * sources, each with a finder of its own. The same path with the same bytes shows the same by the
 * same rows.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "finder.h"

#define LOOKED_MAX (4 * DONE_LOOKS_MAX)
#define LOOKED_BYTES_MAX ((size_t)128 << 20)

struct looked_file {
	const struct done_ecosystem *ecosystem;
	const char *path; /* NULL: free */
	struct done_oid oid;
	enum done_look_depth depth; /* of a file that was looked at twice, the better one */
	struct done_look look;
};

struct looked {
	pthread_mutex_t lock;
	struct done_arena arena;
	struct looked_file *files; /* by hash; cap is a power of two */
	size_t nr, cap;
};

static void *looked_new(void)
{
	struct looked *looked = calloc(1, sizeof(*looked));

	if (!looked || pthread_mutex_init(&looked->lock, NULL))
		done_out_of_memory();
	return looked;
}

static void looked_free(void *data)
{
	struct looked *looked = data;

	pthread_mutex_destroy(&looked->lock);
	done_arena_release(&looked->arena);
	free(looked->files);
	free(looked);
}

static struct looked *looked_of(const struct done_finder *finder)
{
	return done_ecosystems_beside(finder->ecosystems, looked_new, looked_free);
}

/* ---- the set ---- */

/* Its place, or the free one where it would stand. */
static struct looked_file *looked_slot_of(struct looked *looked,
    const struct done_ecosystem *ecosystem, const char *path, const struct done_oid *oid)
{
	size_t at;

	/* An id is a hash already; of equal files the paths differ, and most of them are small. */
	memcpy(&at, oid->id, sizeof(at));
	for (const char *letter = path; *letter; letter++)
		at = at * 31 + (unsigned char)*letter;
	for (;; at++) {
		struct looked_file *file = &looked->files[at & (looked->cap - 1)];

		if (!file->path ||
		    (file->ecosystem == ecosystem && done_oid_equal(&file->oid, oid) &&
		        !strcmp(file->path, path)))
			return file;
	}
}

static void looked_grow(struct looked *looked)
{
	struct looked old = *looked;

	looked->cap = old.cap ? old.cap * 2 : 256;
	looked->files = calloc(looked->cap, sizeof(*looked->files));
	if (!looked->files)
		done_out_of_memory();
	for (size_t i = 0; i < old.cap; i++) {
		const struct looked_file *file = &old.files[i];

		if (file->path)
			*looked_slot_of(looked, file->ecosystem, file->path, &file->oid) = *file;
	}
	free(old.files);
}

/* ---- copies ---- */

static void looked_copy_fact(struct done_arena *arena, struct done_fact *fact)
{
	fact->path = fact->path ? done_arena_strdup(arena, fact->path) : NULL;
	fact->what = fact->what ? done_arena_strdup(arena, fact->what) : NULL;
}

/* As much of it as the depth holds. Facts are copied, for profiles keep them; imports are not. */
static struct done_look looked_copy(
    struct done_arena *arena, const struct done_look *look, enum done_look_depth depth)
{
	struct done_look copy = {
	    .package = look->package, .imports = look->imports, .nr_imports = look->nr_imports};

	if (depth == DONE_LOOK_IMPORTS)
		return copy;
	copy = *look;
	if (depth < DONE_LOOK_CALLS)
		copy.calls = 0;
	looked_copy_fact(arena, &copy.entry);
	looked_copy_fact(arena, &copy.function);
	for (size_t i = 0; i < DONE_SERVES_NR; i++)
		looked_copy_fact(arena, &copy.facts[i]);
	return copy;
}

static void looked_copy_imports(struct done_arena *arena, struct done_look *look)
{
	const char **imports = done_arena_array(arena, look->nr_imports + 1, sizeof(*imports));

	for (size_t i = 0; i < look->nr_imports; i++)
		imports[i] = done_arena_strdup(arena, look->imports[i]);
	look->imports = imports;
	look->package = look->package ? done_arena_strdup(arena, look->package) : NULL;
}

/* ---- for look.c ---- */

bool done_looked_find(const struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_tree_file *file, enum done_look_depth depth, struct done_look *out)
{
	struct looked *looked = looked_of(finder);
	bool found = false;

	if (!looked)
		return false;
	pthread_mutex_lock(&looked->lock);
	if (looked->nr) {
		const struct looked_file *kept =
		    looked_slot_of(looked, ecosystem, file->path, &file->oid);

		found = kept->path && kept->depth >= depth;
		if (found)
			*out = looked_copy(finder->arena, &kept->look, depth);
	}
	pthread_mutex_unlock(&looked->lock);
	return found;
}

void done_looked_keep(const struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const struct done_tree_file *file, enum done_look_depth depth, const struct done_look *look)
{
	struct looked *looked = looked_of(finder);
	struct looked_file *kept;

	if (!looked)
		return;
	pthread_mutex_lock(&looked->lock);
	if (looked->nr < LOOKED_MAX && looked->arena.used < LOOKED_BYTES_MAX) {
		if (looked->nr * 2 >= looked->cap)
			looked_grow(looked);
		kept = looked_slot_of(looked, ecosystem, file->path, &file->oid);
		looked->nr += !kept->path;
		kept->ecosystem = ecosystem;
		kept->path = done_arena_strdup(&looked->arena, file->path);
		kept->oid = file->oid;
		kept->depth = depth;
		kept->look = looked_copy(&looked->arena, look, kept->depth);
		looked_copy_imports(&looked->arena, &kept->look);
	}
	pthread_mutex_unlock(&looked->lock);
}
