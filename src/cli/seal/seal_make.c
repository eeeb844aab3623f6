/*
 * git done evidence: what is to be written, made in a worker, for the directory was written to by
 * the code under test. A report that lay there before the job and was not written since is left out
 * of the seal: so is nothing deleted, and nothing left over is sealed.
 */
#include <stdlib.h>
#include <string.h>

#include "seal.h"

enum { SEAL_NAMED = 10 }; /* left-over reports that are named; the rest is counted */

struct sealing {
	const struct done_seal_request *request;
	struct done_arena arena;
	struct done_seal stamp, seal;
	struct done_buf words;
	size_t nr_left;
};

/* ---- the stamp ---- */

static int sealing_read_stamp(struct sealing *sealing, struct done_error *err)
{
	const struct done_seal_request *request = sealing->request;
	const struct done_folder *folder = request->folder;
	struct done_buf text = {0};
	int rc;

	if (!done_folder_has(folder, DONE_SEAL_STAMP_NAME)) {
		done_error_set(err, DONE_E_USAGE,
		    done_folder_has(folder, DONE_SEAL_NAME)
		        ? "'%s' is sealed already, and was not begun again"
		        : "'%s' has no stamp of the job's beginning",
		    folder->called);
		return done_error_cure(err,
		    "run 'git done evidence begin %s' before the tests run, and behind what "
		    "empties the directory",
		    folder->called);
	}
	rc = done_folder_read(folder, DONE_SEAL_STAMP_NAME, DONE_SEAL_BYTES_MAX, &text, err);
	if (rc >= 0)
		rc = done_seal_parse(&sealing->arena,
		    (struct done_bytes){text.ptr ? text.ptr : "", text.len}, DONE_SEAL_STAMP_NAME,
		    true, &sealing->stamp, err);
	done_buf_release(&text);
	if (rc < 0)
		return rc;
	if (strcmp(sealing->stamp.commit, request->commit) != 0) {
		done_error_set(err, DONE_E_USAGE,
		    "the job began at commit %.12s, and HEAD is now %.12s", sealing->stamp.commit,
		    request->commit);
		return done_error_cure(err,
		    "begin again behind the checkout: git done evidence begin %s", folder->called);
	}
	return 0;
}

/* ---- what the tests run on ---- */

/* DIR from the top of the work tree, whose tracked reports the job may write; NULL: it is no part
 * of it. */
static const char *sealing_below_top(struct sealing *sealing, const char *top)
{
	char *directory = realpath(sealing->request->folder->called, NULL);
	char *work_tree = top ? realpath(top, NULL) : NULL;
	const char *below = NULL;

	if (directory && work_tree && strcmp(directory, work_tree) != 0 &&
	    done_path_below(directory, work_tree))
		below = done_arena_strdup(&sealing->arena, directory + strlen(work_tree) + 1);
	free(directory);
	free(work_tree);
	return below;
}

static void sealing_say_changed(struct sealing *sealing)
{
	const struct done_seal *seal = &sealing->seal;

	if (!seal->nr_changed)
		return;
	done_buf_addf(&sealing->words,
	    "git-done: warning: %lld tracked %s commit %.12s, and the %s says so\n",
	    (long long)seal->nr_changed,
	    seal->nr_changed == 1 ? "file differs from" : "files differ from",
	    sealing->request->commit, sealing->request->is_begin ? "stamp" : "seal");
	for (size_t i = 0; i < seal->changed.nr && i < SEAL_NAMED; i++)
		done_buf_addf(&sealing->words, "git-done:   %s\n", seal->changed.items[i]);
	if (seal->nr_changed > SEAL_NAMED)
		done_buf_addf(&sealing->words, "git-done:   and %lld more\n",
		    (long long)seal->nr_changed - SEAL_NAMED);
}

/* What differed when the job began counts, too: it may have been put back since. */
static void sealing_join_changed(
    struct sealing *sealing, const struct done_work_tree_changes *changes)
{
	const struct done_seal *stamp = &sealing->stamp;
	struct done_strings *all = &sealing->seal.changed;

	sealing->seal.nr_changed = (int64_t)changes->nr;
	all->items = done_arena_array(
	    &sealing->arena, changes->named.nr + stamp->changed.nr + 1, sizeof(*all->items));
	for (size_t i = 0; i < changes->named.nr; i++)
		all->items[all->nr++] = done_arena_shown(&sealing->arena, changes->named.items[i]);
	for (size_t i = 0; i < stamp->changed.nr; i++) {
		if (done_strings_has(all, stamp->changed.items[i]))
			continue;
		sealing->seal.nr_changed++;
		if (all->nr < DONE_WORK_TREE_NAMED_MAX)
			all->items[all->nr++] = stamp->changed.items[i];
	}
	if (sealing->seal.nr_changed < stamp->nr_changed)
		sealing->seal.nr_changed = stamp->nr_changed;
	sealing_say_changed(sealing);
}

static int sealing_compare_work_tree(struct sealing *sealing, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = sealing->request->trust_owner};
	struct done_work_tree_changes changes;
	struct done_repo *repo = NULL;
	struct done_oid commit;
	int rc = done_repo_open(&repo, &how, err);

	if (rc >= 0 && !done_oid_parse(sealing->request->commit, &commit))
		rc = done_error_set(err, DONE_E_INTERNAL, "HEAD has no id");
	if (rc >= 0)
		rc = done_work_tree_compare(repo, &sealing->arena, &commit,
		    sealing_below_top(sealing, done_repo_work_tree(repo)), &changes, err);
	if (rc >= 0)
		sealing_join_changed(sealing, &changes);
	done_repo_close(repo);
	return rc < 0 ? rc : 0;
}

/* ---- the reports ---- */

static int sealing_hash(
    struct sealing *sealing, struct done_seal_file *file, struct done_error *err)
{
	const struct done_folder *folder = sealing->request->folder;
	struct done_folder_reading opened;
	struct done_digest *digest;
	char *sha256 = done_arena_alloc(&sealing->arena, DONE_SHA256_HEX + 1);
	char piece[32 << 10];
	size_t len;
	int rc;

	if (done_folder_begin(folder, file->path, &opened, err) < 0)
		return err->code;
	digest = done_digest_new();
	file->size = 0;
	while ((rc = done_folder_fill(&opened, piece, sizeof(piece), &len, err)) > 0 &&
	    file->size <= (int64_t)DONE_FOLDER_BYTES_MAX) {
		done_digest_add(digest, (struct done_bytes){piece, len});
		file->size += (int64_t)len;
	}
	done_digest_end(digest, sha256);
	done_folder_end(&opened);
	file->sha256 = sha256;
	if (rc > 0)
		return done_error_set(err, DONE_E_USAGE, "'%s' has more than %zu bytes", file->path,
		    DONE_FOLDER_BYTES_MAX);
	return rc < 0 ? rc : 0;
}

static bool sealing_is_left_over(const struct sealing *sealing, const struct done_folder_file *file)
{
	const struct done_seal_file *before = done_seal_find(&sealing->stamp, file->path);

	/* A new owner or mode changes the one, and not the other; a cache that restores an old file
	 * the other way round. */
	return before && before->size == (int64_t)file->size &&
	    (before->changed == file->changed || before->modified == file->modified);
}

static void sealing_leave_out(struct sealing *sealing, const char *path)
{
	if (sealing->nr_left++ < SEAL_NAMED)
		done_buf_addf(&sealing->words,
		    "git-done: '%s' lay there before the job began and was not written since: it "
		    "is "
		    "not sealed\n",
		    done_arena_shown(&sealing->arena, path));
}

static int sealing_take(struct sealing *sealing, const struct done_folder_file *file, size_t *cap,
    struct done_error *err)
{
	struct done_seal_files *files = &sealing->seal.files;
	struct done_seal_file *one;

	if (done_seal_is_own(file->path))
		return 0;
	if (!done_utf8_valid(file->path, strlen(file->path)) || done_path_problem(file->path)) {
		done_error_set(err, DONE_E_USAGE, "a seal cannot name the file '%s'",
		    done_arena_shown(&sealing->arena, file->path));
		return done_error_cure(err, "give it a name of UTF-8 without control characters");
	}
	if (!sealing->request->is_begin && sealing_is_left_over(sealing, file)) {
		sealing_leave_out(sealing, file->path);
		return 0;
	}
	one = DONE_ARENA_PUSH(&sealing->arena, files->items, files->nr, *cap);
	*one = (struct done_seal_file){.path = file->path,
	    .size = (int64_t)file->size,
	    .changed = file->changed,
	    .modified = file->modified};
	return sealing->request->is_begin ? 0 : sealing_hash(sealing, one, err);
}

/* Nobody reads a link or a pipe, so that none is sealed. */
static void sealing_say_refused(struct sealing *sealing)
{
	const struct done_folder *folder = sealing->request->folder;

	for (size_t i = 0; i < folder->nr_refused && i < SEAL_NAMED; i++)
		done_buf_addf(&sealing->words,
		    "git-done: warning: '%s' %s: it is not sealed, and not read as a report\n",
		    done_arena_shown(&sealing->arena, folder->refused[i].path),
		    folder->refused[i].what);
	if (folder->nr_refused > SEAL_NAMED)
		done_buf_addf(
		    &sealing->words, "git-done: and %zu more\n", folder->nr_refused - SEAL_NAMED);
}

static int sealing_make(struct sealing *sealing, struct done_error *err)
{
	const struct done_seal_request *request = sealing->request;
	const struct done_folder *folder = request->folder;
	size_t cap = 0;

	if (!request->is_begin && sealing_read_stamp(sealing, err) < 0)
		return err->code;
	if (sealing_compare_work_tree(sealing, err) < 0)
		return err->code;
	sealing->seal.commit = request->commit;
	sealing->seal.tree = request->tree;
	sealing->seal.day = request->day;
	for (size_t i = 0; i < folder->nr; i++) {
		if (sealing_take(sealing, &folder->files[i], &cap, err) < 0)
			return err->code;
	}
	if (sealing->nr_left > SEAL_NAMED)
		done_buf_addf(
		    &sealing->words, "git-done: and %zu more\n", sealing->nr_left - SEAL_NAMED);
	if (!request->is_begin)
		sealing_say_refused(sealing);
	if (!request->is_begin && !sealing->seal.files.nr)
		done_buf_addf(&sealing->words,
		    "git-done: warning: the job wrote no report into '%s': its seal is of "
		    "nothing\n",
		    done_arena_shown(&sealing->arena, folder->called));
	if (!request->is_begin)
		done_buf_addf(&sealing->words, "git-done: %zu %s of '%s' sealed for commit %.12s\n",
		    sealing->seal.files.nr, sealing->seal.files.nr == 1 ? "file" : "files",
		    done_arena_shown(&sealing->arena, folder->called), request->commit);
	return DONE_EXIT_MET;
}

int done_seal_work(void *data, struct done_channel *channel)
{
	struct sealing sealing = {.request = data};
	struct done_error err = {0};
	struct done_buf text = {0};
	int status = sealing_make(&sealing, &err);

	if (status < 0) {
		done_error_print(&err, &text);
		done_channel_write(channel, DONE_SEAL_STDERR, text.ptr, text.len);
		status = done_exit_of_error(&err);
	} else {
		done_seal_write(&text, &sealing.seal, sealing.request->is_begin);
		done_channel_write(channel, DONE_SEAL_TEXT, text.ptr, text.len);
		done_channel_write(channel, DONE_SEAL_WORDS, sealing.words.ptr, sealing.words.len);
	}
	done_buf_release(&text);
	done_buf_release(&sealing.words);
	done_arena_release(&sealing.arena);
	return status;
}
