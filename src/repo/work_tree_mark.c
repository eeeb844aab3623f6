/*
 * What git itself wrote into a work tree, by what its index knows of times and sizes, so that what
 * filters and encodings make of a blob is told too, or by its bytes; and what lies in other clones.
 */
#include "index.h"
#include "tree.h"
#include "work_tree.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "done/folder.h"

#define MARK_SECOND 1000000000
#define MARK_BYTES_MAX ((size_t)16 << 20) /* of a file whose times say nothing */

/* By the time of its bytes; whoever changes owner or mode of all files changes the inode's alone.
 */
static bool mark_is_as_seen(
    const struct done_index_entry *entry, uint64_t size, int64_t modified, int64_t changed)
{
	if (!S_ISREG(entry->mode) || !entry->size || !entry->modified ||
	    entry->size != (uint32_t)size || entry->modified != (uint32_t)(modified / MARK_SECOND))
		return false;
	return entry->modified_nanoseconds
	    ? entry->modified_nanoseconds == (uint32_t)(modified % MARK_SECOND)
	    : entry->changed == (uint32_t)(changed / MARK_SECOND);
}

static int mark_compare(const void *key, const void *entry)
{
	return strcmp(key, ((const struct done_index_entry *)entry)->path);
}

static const struct done_index_entry *mark_find(const struct done_index *index, const char *path)
{
	return index->nr
	    ? bsearch(path, index->entries, index->nr, sizeof(*index->entries), mark_compare)
	    : NULL;
}

/* ---- a directory ---- */

/* Its bytes are the blob's, or the blob's with CR LF: times do not survive every way of copying. */
static bool mark_is_blob(const struct done_index_entry *entry, const struct done_folder *folder,
    const struct done_folder_file *file)
{
	struct done_error ignored = {0};
	struct done_buf text = {0};
	struct done_oid oid;
	size_t kept = 0;
	bool is_same = false;

	if (file->size <= MARK_BYTES_MAX && S_ISREG(entry->mode) &&
	    done_folder_read(folder, file->path, MARK_BYTES_MAX, &text, &ignored) >= 0 &&
	    text.len) {
		done_oid_of_blob((struct done_bytes){text.ptr, text.len}, &oid);
		is_same = done_oid_equal(&oid, &entry->oid);
		for (size_t i = 0; i < text.len; i++) {
			if (text.ptr[i] != '\r' || i + 1 == text.len || text.ptr[i + 1] != '\n')
				text.ptr[kept++] = text.ptr[i];
		}
		if (!is_same && kept < text.len) {
			done_oid_of_blob((struct done_bytes){text.ptr, kept}, &oid);
			is_same = done_oid_equal(&oid, &entry->oid);
		}
	}
	done_buf_release(&text);
	return is_same;
}

/* What is only staged may be the job's own. */
static bool mark_is_committed(struct done_snapshot *head, const struct done_index_entry *entry)
{
	struct done_error ignored = {0};
	struct done_entry found;

	return done_snapshot_find(head, entry->path, &found, &ignored) > 0 &&
	    found.kind == DONE_ENTRY_FILE && done_oid_equal(&found.oid, &entry->oid);
}

static int mark_files(struct done_repo *repo, struct done_arena *arena, const char *below,
    struct done_folder *folder, struct done_error *err)
{
	struct done_snapshot head = {0};
	struct done_index index = {0};
	struct done_oid commit;
	int rc = done_revision_resolve(repo, "HEAD", &commit, err);

	if (rc >= 0)
		rc = done_snapshot_of_commit(repo, &commit, &head, err);
	if (rc >= 0)
		rc = done_index_read(repo, &index, err);
	for (size_t i = 0; rc >= 0 && i < folder->nr; i++) {
		struct done_folder_file *file = &folder->files[i];
		const struct done_index_entry *entry = mark_find(&index,
		    *below ? done_arena_printf(arena, "%s/%s", below, file->path) : file->path);

		file->is_checked_out = entry && mark_is_committed(&head, entry) &&
		    (mark_is_as_seen(entry, file->size, file->modified, file->changed) ||
		        mark_is_blob(entry, folder, file));
	}
	done_index_release(&index);
	done_snapshot_close(&head);
	return rc;
}

/* The nearest directory above that git calls a work tree, cut off in place; false: there is none.
 */
static bool mark_find_top(struct done_arena *arena, char *path)
{
	for (;;) {
		struct stat status;
		char *slash = strrchr(path, '/');

		if (!lstat(done_arena_printf(arena, "%s/.git", path), &status))
			return true;
		if (!slash || !*path)
			return false;
		*slash = '\0';
	}
}

void done_work_tree_mark(struct done_arena *arena, struct done_folder *folder)
{
	char *real = folder->is_absent ? NULL : realpath(folder->called, NULL);
	char *top = real ? done_arena_strdup(arena, real) : NULL;
	struct done_repo_options how = {.directory = top, .alone = true};
	struct done_error ignored = {0};
	struct done_repo *repo = NULL;

	if (top && mark_find_top(arena, top) && *top &&
	    done_repo_open(&repo, &how, &ignored) >= 0) {
		const char *below = done_arena_strdup(arena, real + strlen(top));

		below += *below == '/';
		if (!folder->tree_path)
			folder->tree_path = below;
		done_work_tree_attributes(repo, arena, folder);
		(void)mark_files(repo, arena, below, folder, &ignored);
	}
	done_repo_close(repo);
	free(real);
}

/* ---- one file ---- */

#ifdef __APPLE__
#define MARK_MODIFIED(status) ((status)->st_mtimespec)
#define MARK_CHANGED(status) ((status)->st_ctimespec)
#else
#define MARK_MODIFIED(status) ((status)->st_mtim)
#define MARK_CHANGED(status) ((status)->st_ctim)
#endif

static int64_t mark_nanoseconds(struct timespec at)
{
	return (int64_t)((uint64_t)at.tv_sec * MARK_SECOND + (uint64_t)at.tv_nsec);
}

int done_work_tree_staged(
    struct done_repo *repo, const char *path, struct done_oid *out, struct done_error *err)
{
	const struct done_index_entry *entry;
	struct done_arena arena = {0};
	struct done_index index = {0};
	struct stat status;
	int rc = 0;

	if (repo->work_tree &&
	    !lstat(done_arena_printf(&arena, "%s/%s", repo->work_tree, path), &status) &&
	    S_ISREG(status.st_mode))
		rc = done_index_read(repo, &index, err);
	entry = rc < 0 ? NULL : mark_find(&index, path);
	if (entry &&
	    mark_is_as_seen(entry, (uint64_t)status.st_size,
	        mark_nanoseconds(MARK_MODIFIED(&status)),
	        mark_nanoseconds(MARK_CHANGED(&status)))) {
		*out = entry->oid;
		rc = 1;
	}
	done_index_release(&index);
	done_arena_release(&arena);
	return rc;
}
