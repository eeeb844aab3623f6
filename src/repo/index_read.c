/*
 * Reads the index. Missing or empty is not "nothing staged": git sets GIT_INDEX_FILE to a file of
 * its own under `git commit -a`, and whoever overlooks that file sees no change at all.
 */
#include "index.h"
#include "tree.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define INDEX_BYTES_MAX (1LL << 30)

static int index_read_take(struct done_index *index, git_index *from, struct done_error *err)
{
	size_t nr = git_index_entrycount(from);

	for (size_t i = 0; i < nr; i++) {
		const git_index_entry *raw = git_index_get_byindex(from, i);
		struct done_index_entry entry = {.mode = raw->mode,
		    .changed = (uint32_t)raw->ctime.seconds,
		    .modified = (uint32_t)raw->mtime.seconds,
		    .modified_nanoseconds = raw->mtime.nanoseconds,
		    .size = raw->file_size,
		    .is_skipped = raw->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE};

		if (GIT_INDEX_ENTRY_STAGE(raw))
			return done_index_conflict(err, raw->path);
		if (raw->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD)
			continue;
		entry.path = done_arena_strdup(&index->arena, raw->path);
		done_oid_from_git(&entry.oid, &raw->id);
		int rc = done_index_add(index, &entry, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* True in a new repository, where git has written no index yet because nothing was ever added. */
static bool is_new(const struct done_repo *repo)
{
	char usual[DONE_PATH_MAX + 1];
	int len = snprintf(usual, sizeof(usual), "%s/index", repo->git_directory);

	return len > 0 && (size_t)len < sizeof(usual) && !strcmp(usual, repo->index_file) &&
	    git_repository_head_unborn(repo->git) == 1;
}

/* 1 when there is an index to read, 0 when none is needed. */
static int index_read_look(const struct done_repo *repo, struct done_error *err)
{
	struct stat st;

	if (stat(repo->index_file, &st) < 0) {
		int reason = errno;

		if (reason == ENOENT && is_new(repo))
			return 0;
		done_error_set(err, DONE_E_UNDECIDED, "cannot read the index '%s': %s",
		    repo->index_file, strerror(reason));
		return done_error_cure(err, "git reset   # rewrites it from HEAD");
	}
	if (S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size <= INDEX_BYTES_MAX)
		return 1;
	done_error_set(err, DONE_E_UNDECIDED, "the index '%s' is %s", repo->index_file,
	    !S_ISREG(st.st_mode) ? "not a regular file"
	        : st.st_size     ? "larger than 1 GiB"
	                         : "empty");
	return done_error_cure(err, "git reset   # rewrites it from HEAD");
}

/* True when the file ends in zeros where its hash should be: index.skipHash. */
static bool has_no_hash(const char *path)
{
	unsigned char hash[20], any = 0;
	FILE *fp = fopen(path, "rb");

	if (!fp)
		return false;
	bool whole = fseek(fp, -(long)sizeof(hash), SEEK_END) == 0 &&
	    fread(hash, 1, sizeof(hash), fp) == sizeof(hash);
	fclose(fp);
	for (size_t i = 0; whole && i < sizeof(hash); i++)
		any |= hash[i];
	return whole && !any;
}

/*
 * True when libgit2 failed on a format that git alone knows. Only then may git be asked: it takes a
 * damaged index for good as long as it can make entries of it.
 */
static bool is_gits_own(const struct done_repo *repo)
{
	const git_error *last = git_error_last();
	const char *message = last && last->message ? last->message : "";

	if (strstr(message, "extension: 'link'") || strstr(message, "extension: 'sdir'"))
		return true;
	return strstr(message, "checksum") && has_no_hash(repo->index_file);
}

int done_index_read(struct done_repo *repo, struct done_index *index, struct done_error *err)
{
	git_index *from = NULL;
	int rc = index_read_look(repo, err);

	if (rc <= 0 || done_index_read_file(repo->index_file, INDEX_BYTES_MAX, index))
		return rc < 0 ? rc : 0;
	rc = git_index_open(&from, repo->index_file); /* reads it, too */
	if (rc == 0) {
		rc = index_read_take(index, from, err);
	} else if (is_gits_own(repo)) {
		rc = done_index_read_by_git(repo, index, err);
	} else {
		rc = done_git_error(err, rc, "cannot read the index '%s'", repo->index_file);
		done_error_cure(err, "git reset   # rewrites it from HEAD");
	}
	git_index_free(from);
	return rc;
}
