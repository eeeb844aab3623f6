/*
 * misnamed: files that somebody wrote as a policy or a sheet, and that nothing reads because of
 * their name or place. Hints only: no verdict is met or unmet by what is found here.
 */
#ifndef DONE_MISNAMED_H
#define DONE_MISNAMED_H

#include "done/service.h"

/* What a file's name says of it: not a policy that nothing reads, surely one, or one if its text is
 * a policy's. */
enum done_misnaming { DONE_NAME_OTHER, DONE_NAME_SURE, DONE_NAME_POSSIBLE };
enum done_misnaming done_misnamed_name(const char *name, bool in_root);
/* Whether a text has the keys of a policy. */
bool done_misnamed_reads_like_policy(const struct done_buf *text);

/*
 * Paths of files that were probably meant as the policy: by their name and, where it has no dot in
 * front or is the sheet's, by the keys in them. Test data, samples and third
 * parties' code are passed over. Below the root at most 200,000 entries are looked at, and what
 * cannot be read is left out. deep: look below the root. nested: policies of directories, which are
 * read where there is one at the root; NULL: there is none, and they are among the others.
 */
void done_misnamed_policies(struct done_snapshot *snapshot, bool deep, struct done_arena *arena,
    struct done_strings *out, struct done_strings *nested);
/* The same of one directory ("" is the root) and what is below it, without the directories of the
 * services that lie there. */
void done_misnamed_policies_of(struct done_snapshot *snapshot, const char *directory,
    const struct done_services *apart, struct done_arena *arena, struct done_strings *out,
    struct done_strings *nested);
/* Whether the file at a path was probably meant as the policy, by the same rule. */
bool done_misnamed_is_policy(
    struct done_snapshot *snapshot, const char *path, const struct done_entry *entry);

/* Whether a path lies in test data, samples or third parties' code. */
bool done_misnamed_is_of_others(const char *path);

/* What somebody meant as the sheet or the catalog of the service in a directory ("" is the root):
 * its path, or NULL. *wanted: the path that it is to have; *is_beside: that is there too. */
const char *done_misnamed_sheet(struct done_snapshot *snapshot, const char *directory,
    const char *name, struct done_arena *arena, const char **wanted, bool *is_beside);

/* "git mv 'a b' c", as a shell reads it, fit to show. */
const char *done_misnamed_move(struct done_arena *arena, const char *from, const char *to);

#endif
