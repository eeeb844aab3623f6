/*
 * Tracked files that lie otherwise in the work tree than in HEAD: for a job that says what its
 * tests ran on. What the index knows of a file's time and size spares most of the reading; a file
 * is compared as it lies there, with LF for CR LF, and as what a pointer of LFS stands for.
 */
#include "index.h"
#include "tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WORK_TREE_FILE_MAX \
	((size_t)256 << 20) /* a larger one that git has not looked at: changed */
#define WORK_TREE_POINTER_MAX 1024
#define WORK_TREE_SUBMODULES_MAX 8 /* levels of them */

struct work_tree {
	struct done_repo *repo;
	struct done_arena *arena;
	struct done_snapshot head;
	const struct done_changes *staged;
	const char *except;
	int fd, level;
	struct stat index; /* of its file */
	struct done_work_tree_changes *out;
	size_t cap;
};

static void work_tree_add(struct work_tree *tree, const char *path)
{
	struct done_work_tree_changes *out = tree->out;

	if (tree->except && done_path_below(path, tree->except))
		return;
	if (out->named.nr < DONE_WORK_TREE_NAMED_MAX)
		*DONE_ARENA_PUSH(tree->arena, out->named.items, out->named.nr, tree->cap) =
		    done_arena_strdup(tree->arena, path);
	out->nr++;
}

/* ---- one file ---- */

#ifdef __APPLE__
#define WORK_TREE_MODIFIED(status) ((status)->st_mtimespec)
#define WORK_TREE_CHANGED(status) ((status)->st_ctimespec)
#else
#define WORK_TREE_MODIFIED(status) ((status)->st_mtim)
#define WORK_TREE_CHANGED(status) ((status)->st_ctim)
#endif

/* As git looked at it last, and not in the very moment in which the index was written. */
static bool work_tree_is_as_seen(
    const struct work_tree *tree, const struct done_index_entry *entry, const struct stat *status)
{
	struct timespec now = WORK_TREE_MODIFIED(status), index = WORK_TREE_MODIFIED(&tree->index);

	/* Whoever sets a file's time back cannot set the time at which its inode changed. */
	return entry->modified && entry->size && entry->modified == (uint32_t)now.tv_sec &&
	    entry->changed == (uint32_t)WORK_TREE_CHANGED(status).tv_sec &&
	    (!entry->modified_nanoseconds ||
	        entry->modified_nanoseconds == (uint32_t)now.tv_nsec) &&
	    entry->size == (uint32_t)status->st_size &&
	    (now.tv_sec < index.tv_sec ||
	        (now.tv_sec == index.tv_sec && now.tv_nsec < index.tv_nsec));
}

static bool work_tree_has_id(struct done_bytes bytes, const struct done_oid *oid)
{
	struct done_oid found;

	done_oid_of_blob(bytes, &found);
	return done_oid_equal(&found, oid);
}

/* A checkout may write CR LF for the LF of the blob. */
static bool work_tree_has_id_without_cr(const struct done_buf *text, const struct done_oid *oid)
{
	struct done_buf less = {0};
	bool same;

	for (size_t i = 0; text->ptr && i < text->len; i++) {
		if (text->ptr[i] != '\r' || i + 1 == text->len || text->ptr[i + 1] != '\n')
			done_buf_addch(&less, text->ptr[i]);
	}
	same = less.len < text->len &&
	    work_tree_has_id((struct done_bytes){less.ptr ? less.ptr : "", less.len}, oid);
	done_buf_release(&less);
	return same;
}

/* "oid sha256:…" of a pointer of Git LFS, whose content lies in the work tree. */
static bool work_tree_is_pointed_to(
    struct work_tree *tree, const struct done_index_entry *entry, const struct done_buf *text)
{
	static const char says[] = "oid sha256:";
	struct done_buf pointer = {0};
	struct done_error ignored = {0};
	char sha256[DONE_SHA256_HEX + 1];
	const char *at;
	bool same = false;

	if (tree->head.read(tree->head.self, &entry->oid, entry->path, WORK_TREE_POINTER_MAX,
	        &pointer, &ignored) >= 0 &&
	    pointer.len) {
		at = strstr(pointer.ptr, says);
		done_sha256((struct done_bytes){text->ptr ? text->ptr : "", text->len}, sha256);
		same = at && !strncmp(at + strlen(says), sha256, DONE_SHA256_HEX);
	}
	done_buf_release(&pointer);
	return same;
}

/* The text of a link is its target. 1; 0: it is neither a file nor a link, or too large. */
static int work_tree_read(
    const struct work_tree *tree, const char *path, const struct stat *status, struct done_buf *out)
{
	struct done_error ignored = {0};
	int fd, rc;

	if (S_ISLNK(status->st_mode)) {
		char target[DONE_PATH_MAX + 1];
		ssize_t len = readlinkat(tree->fd, path, target, sizeof(target));

		if (len > 0)
			done_buf_add(out, target, (size_t)len);
		return len > 0;
	}
	if (!S_ISREG(status->st_mode))
		return 0;
	fd = openat(tree->fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	rc = fd < 0 ? -1 : done_fd_read(fd, path, WORK_TREE_FILE_MAX, out, &ignored);
	if (fd >= 0)
		close(fd);
	return rc >= 0;
}

static int work_tree_compare_at(struct done_repo *repo, struct done_arena *arena,
    const struct done_oid *commit, const char *except, int level,
    struct done_work_tree_changes *out, struct done_error *err);

/* Whether a submodule is at another commit than the index says, or has files that differ from it.
 * What is not checked out ran nowhere; of what cannot be read nobody knows. */
static bool work_tree_is_changed_submodule(
    struct work_tree *tree, const struct done_index_entry *entry)
{
	const char *path =
	    done_arena_printf(tree->arena, "%s/%s", tree->repo->work_tree, entry->path);
	struct done_repo_options how = {.directory = path, .alone = true};
	struct done_work_tree_changes changes;
	struct done_error ignored = {0};
	struct done_repo *repo = NULL;
	struct done_oid head;
	struct stat status;
	bool same;

	if (fstatat(tree->fd, done_arena_printf(tree->arena, "%s/.git", entry->path), &status,
	        AT_SYMLINK_NOFOLLOW))
		return false;
	same = tree->level < WORK_TREE_SUBMODULES_MAX &&
	    done_repo_open(&repo, &how, &ignored) >= 0 &&
	    done_revision_resolve(repo, "HEAD", &head, &ignored) >= 0 &&
	    done_oid_equal(&head, &entry->oid) &&
	    work_tree_compare_at(
	        repo, tree->arena, &head, NULL, tree->level + 1, &changes, &ignored) >= 0 &&
	    !changes.nr;
	done_repo_close(repo);
	return !same;
}

static bool work_tree_is_changed(struct work_tree *tree, const struct done_index_entry *entry)
{
	bool is_link = S_ISLNK(entry->mode), same = false;
	struct done_buf text = {0};
	struct stat status;

	if (!is_link && !S_ISREG(entry->mode))
		return work_tree_is_changed_submodule(tree, entry);
	if (fstatat(tree->fd, entry->path, &status, AT_SYMLINK_NOFOLLOW))
		return !entry->is_skipped;
	/* A checkout without links writes their targets into files. */
	if (S_ISLNK(status.st_mode) && !is_link)
		return true;
	if (work_tree_is_as_seen(tree, entry, &status))
		return false;
	if (work_tree_read(tree, entry->path, &status, &text))
		same = work_tree_has_id(
		           (struct done_bytes){text.ptr ? text.ptr : "", text.len}, &entry->oid) ||
		    work_tree_has_id_without_cr(&text, &entry->oid) ||
		    work_tree_is_pointed_to(tree, entry, &text);
	done_buf_release(&text);
	return !same;
}

/* ---- all of them ---- */

static int work_tree_compare_change(const void *a, const void *b)
{
	return strcmp(((const struct done_change *)a)->path, ((const struct done_change *)b)->path);
}

static bool work_tree_is_staged(const struct work_tree *tree, const char *path)
{
	const struct done_change wanted = {.path = path};

	return tree->staged->nr &&
	    bsearch(&wanted, tree->staged->items, tree->staged->nr, sizeof(wanted),
	        work_tree_compare_change);
}

static int work_tree_look(struct work_tree *tree, struct done_error *err)
{
	struct done_index index = {0};
	int rc = done_index_read(tree->repo, &index, err);

	for (size_t i = 0; rc >= 0 && i < tree->staged->nr; i++)
		work_tree_add(tree, tree->staged->items[i].path);
	for (size_t i = 0; rc >= 0 && i < index.nr; i++) {
		const struct done_index_entry *entry = &index.entries[i];

		if (!work_tree_is_staged(tree, entry->path) && work_tree_is_changed(tree, entry))
			work_tree_add(tree, entry->path);
	}
	done_index_release(&index);
	return rc < 0 ? rc : 0;
}

static int work_tree_open(
    struct work_tree *tree, const struct done_oid *commit, struct done_error *err)
{
	struct done_repo *repo = tree->repo;

	if (!repo->work_tree) {
		done_error_set(err, DONE_E_USAGE,
		    "the repository has no work tree, so nothing ran on its files");
		return done_error_cure(err, "run this where the tests ran");
	}
	tree->fd = open(repo->work_tree, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	if (tree->fd < 0)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "cannot open the work tree '%s'", repo->work_tree);
	(void)stat(repo->index_file, &tree->index);
	return done_snapshot_of_commit(repo, commit, &tree->head, err);
}

static int work_tree_compare_at(struct done_repo *repo, struct done_arena *arena,
    const struct done_oid *commit, const char *except, int level,
    struct done_work_tree_changes *out, struct done_error *err)
{
	struct done_changes staged = {0};
	struct work_tree tree = {.repo = repo,
	    .arena = arena,
	    .staged = &staged,
	    .except = except,
	    .fd = -1,
	    .level = level,
	    .out = out};
	struct done_snapshot index = {0};
	int rc;

	*out = (struct done_work_tree_changes){0};
	rc = work_tree_open(&tree, commit, err);
	if (rc >= 0)
		rc = done_snapshot_of_index(repo, &index, err);
	if (rc >= 0)
		rc = done_changes_between(&tree.head, &index, arena, &staged, err);
	if (rc >= 0)
		rc = work_tree_look(&tree, err);
	done_snapshot_close(&index);
	done_snapshot_close(&tree.head);
	if (tree.fd >= 0)
		close(tree.fd);
	return rc < 0 ? rc : 0;
}

int done_work_tree_compare(struct done_repo *repo, struct done_arena *arena,
    const struct done_oid *commit, const char *except, struct done_work_tree_changes *out,
    struct done_error *err)
{
	return work_tree_compare_at(repo, arena, commit, except, 0, out, err);
}
