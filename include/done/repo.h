/*
 * repo: everything that touches libgit2. Opens a repository by our own rules, resolves revisions
 * strictly, reads commits and trees with bounds, lists what changed. It reads objects, refs and
 * (for staged changes) the index: never the network, no child process but the one that an index
 * format libgit2 cannot read asks for (`git ls-files`), and never the work tree, but for
 * done_work_tree_compare(), which no verdict asks, and the times at which its files were written.
 */
#ifndef DONE_REPO_H
#define DONE_REPO_H

#include "done/base.h"

/* ---- opening (open.c, environment.c, ownership.c, odb.c) ---- */

struct done_oid {
	unsigned char id[20];
};

#define DONE_OID_HEX 40

void done_oid_hex(const struct done_oid *oid, char out[DONE_OID_HEX + 1]);
bool done_oid_parse(const char *text, struct done_oid *out); /* exactly 40 hex digits */
bool done_oid_equal(const struct done_oid *a, const struct done_oid *b);
bool done_oid_is_zero(const struct done_oid *oid);
/* The id git would give a blob of these bytes. Needs no repository. */
void done_oid_of_blob(struct done_bytes bytes, struct done_oid *out);

struct done_repo;

struct done_repo_options {
	const char *directory; /* where to start looking; NULL: the current directory */
	bool verify;           /* check the hash of every object read (gates); else as git reads */
	bool trust_owner;      /* skip git's ownership rule (safe.directory) */
	/* directory is the repository, bare or not, and named on purpose: no folder above it is
	 * looked at, no GIT_* variable says where its parts are, and its owner is not asked for. */
	bool alone;
	/* A hook of a server: settings in GIT_CONFIG_COUNT and the like do not count, and those of
	 * the user's files only where the repository belongs to who runs the hook. */
	bool server;
};

/*
 * Opens the repository that git itself would use here: GIT_DIR, GIT_WORK_TREE, GIT_COMMON_DIR,
 * GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES, GIT_QUARANTINE_PATH and
 * GIT_CEILING_DIRECTORIES are honoured. Every failure is DONE_E_UNDECIDED with a cure. One handle
 * serves one thread; done_repo_again() opens another on the same repository.
 */
int done_repo_open(
    struct done_repo **out, const struct done_repo_options *options, struct done_error *err);
int done_repo_again(struct done_repo **out, const struct done_repo *from, struct done_error *err);
void done_repo_close(struct done_repo *repo);

/* Absolute path of the git directory, of the common directory, of the work tree (NULL: bare). */
const char *done_repo_git_directory(const struct done_repo *repo);
const char *done_repo_common_directory(const struct done_repo *repo);
const char *done_repo_work_tree(const struct done_repo *repo);

/*
 * A value of the repository's or the user's git configuration, the way `git config --get` finds it
 * (last one wins). Returns 1 with *out in the arena, 0 when it is not set. Keys are lower case,
 * "section.key" or "section.sub.key". Only for our own keys (done.*), core.hooksPath,
 * core.attributesFile and the branch's upstream.
 */
int done_repo_config(struct done_repo *repo, struct done_arena *arena, const char *key, char **out,
    struct done_error *err);
/* All its values, in git's order: 1, or 0 where there are none. */
#define DONE_CONFIG_VALUES_MAX 1000
struct done_config_values {
	const char **items; /* "" for a key without a value */
	size_t nr;
};
int done_repo_config_all(struct done_repo *repo, struct done_arena *arena, const char *key,
    struct done_config_values *out, struct done_error *err);
/* The same, but only what the repository's own files say: true for it alone. */
int done_repo_config_own(struct done_repo *repo, struct done_arena *arena, const char *key,
    char **out, struct done_error *err);

/*
 * The same as git reads a boolean: true, yes, on, any number but 0, and a key without a value, in
 * any case. Returns 1 with *out, 0 when it is not set, DONE_E_USAGE for anything else. The key may
 * be written as it is shown to people ("done.requirePolicy"); it has no subsection.
 */
int done_repo_config_flag(
    struct done_repo *repo, const char *key, bool *out, struct done_error *err);
/*
 * The keys of a section that are set anywhere ("done"), each once, in lower case. A file that
 * cannot be read is an error, the user's too.
 */
int done_repo_config_keys(struct done_repo *repo, struct done_arena *arena, const char *section,
    struct done_config_values *out, struct done_error *err);
/* Adds to an error the file and the line in which a key is set, as far as they can be told: the
 * last place with that value (NULL: with any). Returns err->code. */
int done_repo_config_place(
    struct done_repo *repo, const char *key, const char *value, struct done_error *err);

/*
 * What the configuration says of remotes: one for each remote.<name>.url and remote.<name>.pushurl,
 * in its order, so that a remote may be there more than once.
 */
struct done_remote {
	const char *name;
	const char *url; /* NULL: the key has no value */
};
struct done_remotes {
	struct done_remote *items;
	size_t nr;
};
int done_repo_remotes(struct done_repo *repo, struct done_arena *arena, struct done_remotes *out,
    struct done_error *err);

/* Things about the repository worth a note in the report: shallow, replace refs. */
bool done_repo_is_shallow(const struct done_repo *repo);
bool done_repo_has_replacements(const struct done_repo *repo);

/* "libgit2 1.5.1": for --version. */
void done_repo_libraries(char out[96]);

/* ---- revisions and commits (revision.c, commit.c, merge_base.c) ---- */

struct done_commit {
	struct done_oid tree;
	struct done_oid *parents; /* in the arena; none at the edge of a shallow clone is hidden */
	size_t nr_parents;
};

/*
 * Resolves what a person or a CI system writes to a commit, strictly: 40 hex digits are an object
 * id and nothing else; a full refs/… name; a short name that is exactly one of refs/heads,
 * refs/tags, refs/remotes; HEAD; each followed by any of ~N, ^N. Anything else is DONE_E_UNDECIDED
 * with the reason (ambiguous, unknown, not a commit, form refused) and the command that cures it.
 */
int done_revision_resolve(
    struct done_repo *repo, const char *text, struct done_oid *out, struct done_error *err);

/*
 * Peels an id from a hook: a commit is itself, a tag what it points to (5 deep). Returns 1 with
 * *out a commit, 0 when it is a tree or blob in the end (nothing to judge), else an error.
 */
int done_revision_peel(struct done_repo *repo, const struct done_oid *id, struct done_oid *out,
    struct done_error *err);
/* True when the object is in the repository. */
bool done_repo_has_object(struct done_repo *repo, const struct done_oid *id);
/* The error for an object that is not there, with the cure for this repository's shape. */
int done_object_missing(
    struct done_repo *repo, const struct done_oid *id, const char *what, struct done_error *err);

int done_commit_read(struct done_repo *repo, const struct done_oid *id, struct done_arena *arena,
    struct done_commit *out, struct done_error *err);

/* What a log tells of a commit. */
struct done_commit_words {
	int64_t time;        /* of the committer, in seconds since 1970; 0: it has no valid one */
	const char *author;  /* "NAME <MAIL>", raw, at most 200 bytes; "": none is written */
	const char *subject; /* the first line of the message, raw, at most 200 bytes; "" */
};
int done_commit_words(struct done_repo *repo, const struct done_oid *id, struct done_arena *arena,
    struct done_commit_words *out, struct done_error *err);

/* The target of a full ref name, peeled to a commit: 1, or 0 when there is no such ref. */
int done_ref_read(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err);
/* The name that a symbolic ref holds: 1, 0 when there is no such ref or it is not symbolic. */
int done_ref_symbolic(struct done_repo *repo, struct done_arena *arena, const char *name,
    const char **out, struct done_error *err);
/* 1 where any ref's name matches ("refs/remotes/origin/" and a '*' at its end), else 0. */
int done_ref_matches(struct done_repo *repo, const char *glob, struct done_error *err);
/* The names that match, at most so many: 1, or 0 where there are more. */
int done_ref_names(struct done_repo *repo, struct done_arena *arena, const char *glob, size_t max,
    struct done_strings *out, struct done_error *err);

#define DONE_MERGE_BASES_MAX 64

/*
 * All best common ancestors, as `git merge-base --all`, in ascending order of id. Where base is
 * head, or one of head's parents, base is the answer without a walk, so that a clone of depth 2 is
 * enough. *nr is 0 when histories are unrelated. A walk that meets the edge of a shallow clone is
 * DONE_E_UNDECIDED unless the answer cannot change below the edge. At most 1,000,000 commits.
 */
int done_merge_bases(struct done_repo *repo, const struct done_oid *base,
    const struct done_oid *head, struct done_oid out[DONE_MERGE_BASES_MAX], size_t *nr,
    struct done_error *err);

/* ---- notes (note.c) ---- */

#define DONE_NOTES_REF "refs/notes/git-done"
#define DONE_NOTES_COMMITS_MAX 1000 /* first parents that are looked at for notes */
#define DONE_NOTE_BYTES_MAX ((size_t)4 << 20)
#define DONE_NOTES_BYTES_MAX ((size_t)64 << 20)

struct done_commit_note {
	const char *commit; /* that it is of, in hexadecimal */
	struct done_bytes text;
};
struct done_commit_notes {
	bool is_there;                  /* the ref is */
	struct done_commit_note *items; /* the nearest commit first */
	size_t nr;
	const struct done_error *problem; /* why nobody can read them; NULL: they are read */
};
/* The notes of a commit and of its first parents, as far as the clone has them. No such ref: none.
 */
int done_notes_read(struct done_repo *repo, struct done_arena *arena, const struct done_oid *head,
    struct done_commit_notes *out, struct done_error *err);

/* ---- snapshots (snapshot.c, tree.c, index.c) ---- */

enum done_entry_kind {
	DONE_ENTRY_FILE, /* regular, executable or not */
	DONE_ENTRY_LINK, /* symbolic link: itself, never followed */
	DONE_ENTRY_DIRECTORY,
	DONE_ENTRY_SUBMODULE, /* a commit of another repository: itself, no content here */
};

struct done_entry {
	const char *name; /* one path part, NUL-terminated */
	enum done_entry_kind kind;
	bool executable;
	bool has_oid;        /* false for a directory of the index that has no tree yet */
	struct done_oid oid; /* blob, tree or commit */
};

/* Entries in ascending byte order of name (not git's tree order). */
struct done_directory {
	struct done_entry *entries;
	size_t nr;
};

/*
 * A tree to read from: one interface, whatever is behind it (a commit, the index, in tests a
 * fake). Checks know this and nothing else of git. Not safe for two threads at once. What the
 * functions give lives until close.
 */
struct done_snapshot {
	void *self;
	/*
	 * The entries of a directory ("" is the root). Returns 1, or 0 when there is no such
	 * directory (or it is something else). Malformed trees, more than 512 levels, 2,000,000
	 * entries in all: DONE_E_UNDECIDED.
	 */
	int (*list)(void *self, const char *path, const struct done_directory **out,
	    struct done_error *err);
	/*
	 * Appends the bytes of the blob of an entry to out. More than max bytes, a missing object
	 * (partial clone), damage: DONE_E_UNDECIDED; path is for the message only.
	 */
	int (*read)(void *self, const struct done_oid *oid, const char *path, size_t max,
	    struct done_buf *out, struct done_error *err);
	void (*close)(void *self);
	/*
	 * The size of the blob of an entry, and its first bytes, appended to out: at least `first`
	 * unless it has fewer (first 0: none, out may be NULL). However large it is, no more than a
	 * part is read, so its hash is not verified. NULL: this snapshot cannot.
	 */
	int (*look)(void *self, const struct done_oid *oid, const char *path, size_t first,
	    uint64_t *size, struct done_buf *out, struct done_error *err);
	/* done_snapshot_find() of it; NULL: by the listing of the directory above. */
	int (*find)(void *self, const char *path, struct done_entry *out, struct done_error *err);
	/* What was made of the bytes of ids for this snapshot or an earlier one (recalled.c); NULL:
	 * nothing is kept. */
	struct done_memo *memo;
	/* Who kept what it once computed of the bytes of an id says so here in place of reading
	 * them again. NULL: nobody wants to know. */
	void (*recall)(void *self, const struct done_oid *oid);
};

/* ---- what is kept of the bytes of a file over commits (recalled.c) ---- */

/*
 * What done_snapshot_keep() was given for the same `of` ("outline"), path and id; NULL: nothing.
 * Whoever takes it has asked the file, for who traces what is asked.
 */
void *done_snapshot_recall(
    struct done_snapshot *snapshot, const char *of, const char *path, const struct done_oid *oid);
/* Where a value that is to be kept is made; NULL: nothing is kept here, or no more. */
struct done_arena *done_snapshot_room(struct done_snapshot *snapshot);
/* value hangs on the bytes of the file, its path and what `of` says alone, and lies in the room. */
void done_snapshot_keep(struct done_snapshot *snapshot, const char *of, const char *path,
    const struct done_oid *oid, void *value);

int done_snapshot_of_commit(struct done_repo *repo, const struct done_oid *commit,
    struct done_snapshot *out, struct done_error *err);
/* The index: GIT_INDEX_FILE as git sets it, conflicts refused, intent-to-add entries left out. */
int done_snapshot_of_index(
    struct done_repo *repo, struct done_snapshot *out, struct done_error *err);
/* The empty tree: an unborn HEAD, a new root. */
void done_snapshot_of_nothing(struct done_snapshot *out);
/* Makes it a snapshot of what lies below a directory of it, as if that were the root (below.c). */
void done_snapshot_below(struct done_snapshot *snapshot, const char *directory);
void done_snapshot_close(struct done_snapshot *snapshot); /* accepts NULL and half-built */

/* Looks one path up: 1 with *out, 0 when absent. Never follows a link. "" is the root. */
int done_snapshot_find(struct done_snapshot *snapshot, const char *path, struct done_entry *out,
    struct done_error *err);

/* Called for every entry but directories, in order of path; return 0 to go on, 1 to stop, below 0
 * to fail. */
typedef int done_walk_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err);
/* May be asked before a directory is read: false skips it. NULL: walk all. */
typedef bool done_walk_enter(void *data, const char *directory);
/* Walks all below directory; paths are whole. Returns 0, 1 (stopped) or below 0. */
int done_snapshot_walk(struct done_snapshot *snapshot, const char *directory,
    done_walk_visit *visit, done_walk_enter *enter, void *data, struct done_error *err);

/* ---- changes (changes.c) ---- */

enum done_change_kind { DONE_ADDED, DONE_DELETED, DONE_MODIFIED };

struct done_change {
	const char *path; /* in the arena */
	enum done_change_kind kind;
};

struct done_changes {
	struct done_change *items; /* ascending by path, each path once */
	size_t nr;
	/* Directories that came or went and hold nothing, which only plumbing can make: no path
	 * changed, but a service may stand there. In no particular order, each once. */
	struct done_strings hollow;
};

/*
 * What differs between two snapshots, as `git diff-tree -r --no-renames`: equal ids are skipped
 * unread. At most 2,000,000 entries. For several `from` call it for each and unite.
 */
int done_changes_between(struct done_snapshot *from, struct done_snapshot *to,
    struct done_arena *arena, struct done_changes *out, struct done_error *err);
void done_changes_unite(
    struct done_arena *arena, struct done_changes *into, const struct done_changes *more);

/* ---- files that moved (moves.c) ---- */

struct done_move {
	const char *from, *to; /* from the root */
};
struct done_moves {
	struct done_move *items; /* ascending by `from` */
	struct done_move *by_to; /* the same, ascending by `to` */
	size_t nr;
	struct done_error missing; /* an object whose lines might tell of a move; code 0: none */
};
/*
 * Where the deleted ones of the changed files went: an added file of the same bytes is the deleted
 * one; else one of the same name, in the directories that are most alike; else one that shares half
 * of its lines with a single one, of at most 100 files left. Each goes to one place: a copy is new.
 * Beyond 100,000 changes none is followed. `changes` are from base to head.
 */
int done_moves_between(struct done_arena *arena, struct done_snapshot *base,
    struct done_snapshot *head, const struct done_changes *changes, struct done_moves *out,
    struct done_error *err);
/* NULL: the path of the base did not move. moves may be NULL. */
const struct done_move *done_moves_find(const struct done_moves *moves, const char *path);
/* Where a path of head was; NULL: it did not move. */
const char *done_moves_origin(const struct done_moves *moves, const char *path);

/* ---- lines and hashes of bytes in memory (lines.c, hash.c) ---- */

struct done_line_range {
	int first, last; /* from 1; both belong to it */
};
struct done_line_ranges {
	struct done_line_range *items; /* ascending */
	size_t nr;
};
/*
 * The lines of `after` that `before` does not have, as `git diff -U0` shows them. ignore_space:
 * blanks at a line's end do not count, so that CRLF and LF are the same.
 */
int done_lines_added(struct done_arena *arena, struct done_bytes before, struct done_bytes after,
    bool ignore_space, struct done_line_ranges *out, struct done_error *err);

/* ---- the work tree (work_tree.c) ---- */

#define DONE_WORK_TREE_NAMED_MAX 20
struct done_work_tree_changes {
	struct done_strings named; /* the first, in no particular order */
	size_t nr;                 /* in all */
};
/*
 * Tracked files that the work tree or the index has otherwise than the commit, which is HEAD: none
 * below the directory `except` (NULL: nothing is left out). A submodule that is checked out
 * counts by its commit and its own files. Files that git does not track and modes are not looked
 * at. DONE_E_USAGE without a work tree.
 */
int done_work_tree_compare(struct done_repo *repo, struct done_arena *arena,
    const struct done_oid *commit, const char *except, struct done_work_tree_changes *out,
    struct done_error *err);

/*
 * Says of a directory's files which of them a checkout wrote and nobody since, in whatever work
 * tree of git the directory lies: this one, another one of the repository, or another clone.
 * Attributes, filters and settings have no part in it: the index knows the time and size of what
 * git wrote. What has other times and the bytes of its blob is told as well. Sets tree_path where
 * it is not set, and the attributes that no commit has (work_tree_attributes.c). What cannot be
 * read says nothing.
 */
struct done_folder;
void done_work_tree_mark(struct done_arena *arena, struct done_folder *folder);

/* 1 with the blob of a tracked file, if the file is as git looked at it last; else 0. */
int done_work_tree_staged(
    struct done_repo *repo, const char *path, struct done_oid *out, struct done_error *err);

#define DONE_SHA256_HEX 64
void done_sha256(struct done_bytes bytes, char out[DONE_SHA256_HEX + 1]); /* lower case */
/* The same piece by piece; the end frees it. */
struct done_digest;
struct done_digest *done_digest_new(void);
void done_digest_add(struct done_digest *digest, struct done_bytes bytes);
/* Of a text, with LF for CR LF: a checkout may write either. */
void done_digest_add_text(struct done_digest *digest, struct done_bytes bytes);
void done_digest_end(struct done_digest *digest, char out[DONE_SHA256_HEX + 1]);
void done_sha256_text(struct done_bytes text, char out[DONE_SHA256_HEX + 1]);
/* Whether the text has this hash as it is, or with LF for CR LF. */
bool done_sha256_of_text(struct done_bytes text, const char *hash);

#endif
