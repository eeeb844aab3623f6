/*
 * Inside the repo room: refs and tags.
 */
#ifndef DONE_REPO_REF_H
#define DONE_REPO_REF_H

#include "handle.h"

/* What a full ref name holds, unpeeled: 1, 0 when there is no such ref (a name that no ref can have
 * is one), else below 0. */
int done_ref_target(
    struct done_repo *repo, const char *name, struct done_oid *out, struct done_error *err);

/* The same where only a commit will do. */
int done_ref_commit(struct done_repo *repo, const struct done_oid *id, const char *what,
    struct done_oid *out, struct done_error *err);

/* The only object whose id begins with these hex digits, of which 7 at least must be given: 1, 0
 * when there is none; several are an error (abbreviated.c). */
#define DONE_OID_ABBREVIATED_MIN 7
int done_oid_abbreviated(
    struct done_repo *repo, const char *digits, struct done_oid *out, struct done_error *err);

#endif
