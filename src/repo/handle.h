/*
 * Inside the repo room: the handle and the few ways down to libgit2. Nothing outside src/repo
 * includes this.
 */
#ifndef DONE_REPO_HANDLE_H
#define DONE_REPO_HANDLE_H

#include <git2.h>

#include "done/repo.h"

struct done_repo {
	git_repository *git;
	git_odb *odb;             /* ours: bounded loose backends and packs (odb.c) */
	struct done_packs *packs; /* the quick way (pack.h); NULL until an object is read */
	struct done_arena arena;  /* paths and options, for the handle's life */
	bool verify, trust_owner;
	bool alone;  /* nothing of the environment says where its parts are */
	bool server; /* the settings are the server's, not those of who pushes */
	bool shallow, partial, replacements;
	struct done_oid *grafts; /* ids in the shallow file, ascending */
	size_t nr_grafts;
	const char *start; /* absolute directory where opening began */
	const char *git_directory, *common_directory, *work_tree;
	const char *index_file;       /* absolute; what GIT_INDEX_FILE says, else <git dir>/index */
	const char *object_directory; /* absolute */
	const char *quarantine;       /* GIT_QUARANTINE_PATH, NULL outside of one */
	const char *lost_alternates;  /* alternates that are named but not there, for the message;
	                                 NULL: none */
	/* Kept for done_repo_again() and done_repo_config(). */
	const char **object_directories; /* object_directory first, then every alternate */
	size_t nr_object_directories;
	const char **config_files; /* lowest priority first; the user's, then the repository's */
	size_t nr_config_files, nr_user_config_files;
	struct done_config_pair *config_pairs; /* GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS */
	size_t nr_config_pairs;
};

/* Copies between our ids and libgit2's. */
void done_oid_from_git(struct done_oid *out, const git_oid *oid);
void done_oid_to_git(git_oid *out, const struct done_oid *oid);

/* The id that an object of these bytes has. */
void done_object_hash(git_object_t type, struct done_bytes bytes, struct done_oid *out);
/* SHA-1 of the bytes alone. */
void done_sha1(struct done_bytes bytes, struct done_oid *out);

/*
 * Reads one object whole, header first. type is GIT_OBJECT_COMMIT, TREE, BLOB or TAG; what names
 * the object for the message ("tree of commit 1a2b…", "services/a/README.md"). Larger than max,
 * missing, damaged, of another type, hash mismatch when repo->verify: DONE_E_UNDECIDED with the
 * cure that fits (shallow, partial, fsck). The bytes are appended to out.
 */
int done_object_read(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t max, const char *what, struct done_buf *out, struct done_error *err);

/*
 * The type and size of an object: 1 with both filled, 0 when it is not there, below 0 when damaged.
 */
int done_object_header(struct done_repo *repo, const struct done_oid *id, git_object_t *type,
    size_t *size, struct done_error *err);

/*
 * The size of an object, and its first bytes, as done_snapshot.look(): no hash is verified.
 */
#define DONE_OBJECT_LOOK_MAX 8192U
int done_object_look(struct done_repo *repo, const struct done_oid *id, git_object_t type,
    size_t first, const char *what, uint64_t *size, struct done_buf *out, struct done_error *err);

/* Turns libgit2's last error into ours; what failed, in our words, with the subject. Always
 * DONE_E_UNDECIDED. */
int done_git_error(struct done_error *err, int rc, const char *format, ...) DONE_PRINTF(3, 4);

#endif
