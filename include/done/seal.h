/*
 * seal: what a job says at its end of the reports that it made (src/view/seal.c): for which commit,
 * and the SHA-256 of each. A stamp, written at the job's beginning, has what lay there before. Both
 * lie in the directory of reports, which the code under test can write to: they tell left-over and
 * mixed-up reports, and prove nothing against who means to lie. Part of the view room.
 */
#ifndef DONE_SEAL_H
#define DONE_SEAL_H

#include "done/folder.h"
#include "done/policy.h"

#define DONE_SEAL_NAME ".git-done-seal.json"
#define DONE_SEAL_STAMP_NAME ".git-done-begin.json"
#define DONE_SEAL_BYTES_MAX ((size_t)8 << 20)
#define DONE_SEALS_MAX 100 /* in one directory: its own, and those of its subdirectories */

struct done_seal_file {
	const char *path; /* from the seal's directory */
	int64_t size;
	const char *sha256;        /* of a seal */
	int64_t changed, modified; /* of a stamp: struct done_folder_file */
};
struct done_seal_files {
	struct done_seal_file *items; /* ascending by path, each once */
	size_t nr;
};

/* The seal and the stamp: what a stamp lacks is NULL. */
struct done_seal {
	int64_t version;
	const char *commit, *tree; /* that were checked out, in hexadecimal */
	done_day day;
	struct done_seal_files files;
	/* Tracked files that lay otherwise in the work tree than in the commit; of these the first
	 * by name. */
	int64_t nr_changed;
	struct done_strings changed;
};

/* DONE_E_POLICY with file and place where it is no seal, or no stamp. */
int done_seal_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    bool is_stamp, struct done_seal *out, struct done_error *err);
void done_seal_write(struct done_buf *out, const struct done_seal *seal, bool is_stamp);
/* By its path from the seal's directory; NULL: the seal does not have it. */
const struct done_seal_file *done_seal_find(const struct done_seal *seal, const char *path);
/* Whether a file of a directory of reports is a seal or a stamp, and no report. */
bool done_seal_is_own(const char *path);

/* ---- the seals of a directory ---- */

struct done_sealed {
	const char *folder;  /* "", or the subdirectory that it seals, with a slash at its end */
	const char *path;    /* of the seal in the directory, or of the stamp */
	bool is_open;        /* begun, and not sealed: it has a problem */
	const char *problem; /* why it cannot be used; NULL: it can */
	int line;            /* of the problem; 0 */
	struct done_seal seal;
};
struct done_seals {
	struct done_sealed *items;
	size_t nr;
};
/* All that lie in it, and the stamps: one beside a seal opens it again. One that cannot be used has
 * its problem: it is no error. */
int done_seals_read(struct done_arena *arena, const struct done_folder *folder,
    struct done_seals *out, struct done_error *err);
/* The nearest above a file of the directory; NULL: there is none. */
const struct done_sealed *done_seals_of(const struct done_seals *seals, const char *path);
/* Whether one of them names a file in this subdirectory ("a/"), whether it is there or not. */
bool done_seals_name_below(const struct done_seals *seals, const char *subdirectory);

#endif
