/* owners: the CODEOWNERS of a snapshot. Read once, and then only looked at: threads may share it.
 */
#ifndef DONE_OWNERS_H
#define DONE_OWNERS_H

#include "done/codeowners.h"
#include "done/repo.h"

/* "auto", "github", "gitlab", NULL-terminated */
extern const char *const done_host_names[];

/* What is printed where a team is to be written: it counts as nobody. */
#define DONE_OWNER_EXAMPLE "@org/team"
/* "@everybody", "@org/team" of an example: nobody who could be asked (sheet_owner.c). */
bool done_owner_is_nobody(const char *owner);
/* Of a sheet or a catalog: the text where it names somebody; NULL: "todo", "?", "unknown",
 * "<team>". */
const char *done_sheet_owner(const char *text);

#define DONE_OWNERS_MAX ((size_t)3 * 1024 * 1024) /* GitHub does not load a larger file */

/* In the order in which each host looks; what in the tree tells that GitLab is the host. */
#define DONE_OWNERS_PLACES 3
#define DONE_OWNERS_MARKS 2
extern const char *const done_owners_places[DONE_HOSTS][DONE_OWNERS_PLACES];
extern const char *const done_owners_gitlab_marks[DONE_OWNERS_MARKS];

/*
 * Never NULL. ANY: GitLab where the tree has .gitlab-ci.yml or .gitlab/CODEOWNERS, else GitHub.
 */
const struct done_owners *done_owners_load(
    struct done_arena *arena, struct done_snapshot *snapshot, enum done_host host);

/* The same for a text that was found at path; host is not ANY. */
const struct done_owners *done_owners_of_text(
    struct done_arena *arena, enum done_host host, const char *path, struct done_bytes text);

#endif
