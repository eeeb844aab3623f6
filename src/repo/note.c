/*
 * Notes of commits (git-notes), read as any other tree is: bounded, and with the hash of each
 * object proved where that is asked. The nearest commit comes first; only first parents are gone
 * along, as the history of what was judged before.
 */
#include <string.h>

#include "done/repo.h"

#define NOTE_FANOUT_MAX 4 /* levels of "ab/cd/…" that git makes of very many notes */

struct noting {
	struct done_repo *repo;
	struct done_arena *arena;
	struct done_snapshot tree;
	struct done_commit_notes *out;
	size_t cap, bytes;
};

/* "abcdef…", "ab/cdef…", "ab/cd/ef…" */
static void note_path(const char *hex, int levels, char out[DONE_OID_HEX + NOTE_FANOUT_MAX + 1])
{
	size_t len = 0;

	for (int i = 0; i < levels; i++) {
		memcpy(out + len, hex + 2 * i, 2);
		out[len + 2] = '/';
		len += 3;
	}
	memcpy(out + len, hex + 2 * levels, strlen(hex + 2 * levels) + 1);
}

/* Which note it is; and what to do, where nothing is said yet. */
static int note_blame(const char *hex, struct done_error *err)
{
	const struct done_error problem = *err;

	*err = (struct done_error){.is_missing = problem.is_missing};
	done_error_set(err, problem.code,
	    "the note of %.12s in " DONE_NOTES_REF " cannot be read: %s", hex, problem.message);
	return *problem.cure
	    ? done_error_cure(err, "%s", problem.cure)
	    : done_error_cure(err, "take it away: git notes --ref git-done remove %.12s", hex);
}

static int note_take(struct noting *noting, const struct done_oid *oid, const char *path,
    struct done_buf *text, struct done_error *err)
{
	struct done_buf one = {0};
	int rc = noting->tree.read(noting->tree.self, oid, path, DONE_NOTE_BYTES_MAX, &one, err);

	noting->bytes += one.len;
	if (rc >= 0 && noting->bytes > DONE_NOTES_BYTES_MAX)
		rc = done_error_set(err, DONE_E_UNDECIDED,
		    "the notes of these commits have more than %zu bytes", DONE_NOTES_BYTES_MAX);
	if (text->len)
		done_buf_addstr(text, "\n---\n");
	done_buf_add(text, one.ptr ? one.ptr : "", one.len);
	done_buf_release(&one);
	return rc < 0 ? rc : 0;
}

/* git shows the notes that a commit has at several places of the tree as one, and nobody sees that
 * they are several: none of them hides another. What is no file is no note to git. */
static int note_look(struct noting *noting, const struct done_oid *commit, struct done_error *err)
{
	char hex[DONE_OID_HEX + 1], path[DONE_OID_HEX + NOTE_FANOUT_MAX + 1];
	struct done_buf text = {0};
	bool is_there = false;
	int rc = 0;

	done_oid_hex(commit, hex);
	for (int levels = 0; rc >= 0 && levels <= NOTE_FANOUT_MAX; levels++) {
		struct done_entry entry;

		note_path(hex, levels, path);
		rc = done_snapshot_find(&noting->tree, path, &entry, err);
		if (rc > 0 && entry.kind == DONE_ENTRY_FILE) {
			rc = note_take(noting, &entry.oid, path, &text, err);
			is_there = true;
		}
	}
	if (rc < 0)
		rc = note_blame(hex, err);
	else if (is_there)
		*DONE_ARENA_PUSH(noting->arena, noting->out->items, noting->out->nr, noting->cap) =
		    (struct done_commit_note){done_arena_strdup(noting->arena, hex),
		        {done_arena_strndup(noting->arena, text.ptr ? text.ptr : "", text.len),
		            text.len}};
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

static int note_walk(struct noting *noting, struct done_oid at, struct done_error *err)
{
	struct done_arena scratch = {0};
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < DONE_NOTES_COMMITS_MAX; i++) {
		struct done_commit commit;

		rc = note_look(noting, &at, err);
		/* The edge of a shallow clone ends it: what is beyond says nothing here. */
		if (rc < 0 || !done_repo_has_object(noting->repo, &at))
			break;
		rc = done_commit_read(noting->repo, &at, &scratch, &commit, err);
		if (rc < 0 || !commit.nr_parents)
			break;
		at = commit.parents[0];
	}
	done_arena_release(&scratch);
	return rc < 0 ? rc : 0;
}

int done_notes_read(struct done_repo *repo, struct done_arena *arena, const struct done_oid *head,
    struct done_commit_notes *out, struct done_error *err)
{
	struct noting noting = {.repo = repo, .arena = arena, .out = out};
	struct done_oid notes;
	int rc = done_ref_read(repo, DONE_NOTES_REF, &notes, err);

	*out = (struct done_commit_notes){.is_there = rc > 0};
	if (rc > 0)
		rc = done_snapshot_of_commit(repo, &notes, &noting.tree, err) < 0 ? err->code : 1;
	if (rc < 0 && !*err->cure)
		done_error_cure(err, "%s",
		    "fetch the notes again: git fetch origin +" DONE_NOTES_REF ":" DONE_NOTES_REF
		    "\nwhere nobody has them, begin anew: git update-ref -d " DONE_NOTES_REF);
	if (rc > 0)
		rc = note_walk(&noting, *head, err);
	done_snapshot_close(&noting.tree);
	return rc < 0 ? rc : 0;
}
