/* Inside the cli room: git done init. */
#ifndef DONE_CLI_INIT_H
#define DONE_CLI_INIT_H

#include "cli.h"

struct done_init {
	struct done_arena *arena;
	const char *top; /* the work tree's folder */
	struct done_repo *repo;
	/* Of the work tree's policy, where one can be read. */
	const struct done_question *questions;
	size_t nr_questions;
};

/* What could be found out about a service, and where. */
struct done_init_hint {
	const char *text, *file;
};
struct done_init_hints {
	struct done_init_hint *items;
	size_t nr, cap;
};

/* init_files.c: where a path of the work tree lies on the machine. */
char *done_init_path(const struct done_init *init, const char *path);
/* A file of the work tree, path from its top: 1, or 0 when it is not there. */
int done_init_read(const struct done_init *init, const char *path, struct done_buf *out,
                   struct done_error *err);
/* True when anything stands at a path of the work tree. */
bool done_init_exists(const struct done_init *init, const char *path);

/* init_questions.c: the own questions of the work tree's policy; a policy that cannot be read has
 * none. */
void done_init_find_questions(struct done_init *init);
/* init_policy.c: the text of a policy for what the index holds. */
int done_init_policy(const struct done_init *init, struct done_buf *out, struct done_error *err);
/* init_target.c: 'target', by what the services of the index reach; bronze where they cannot be
 * judged. */
void done_init_target(const struct done_init *init, struct done_buf *out);
/* init_services.c: the entries of 'services', by globs and markers. */
int done_init_add_services(const struct done_init *init, struct done_snapshot *index,
                           const struct done_services *services, struct done_buf *out,
                           struct done_error *err);
/* init_sheet.c: the text of a sheet for the service at path. */
int done_init_sheet(const struct done_init *init, const char *path, struct done_buf *out,
                    struct done_error *err);

/* init_owner.c, init_calls.c: hints only; what cannot be read gives none. */
void done_init_find_owner(const struct done_init *init, const char *path,
                          struct done_init_hints *out);
void done_init_find_calls(const struct done_init *init, const char *path,
                          struct done_init_hints *out);
void done_init_hint_add(const struct done_init *init, struct done_init_hints *hints,
                        const char *text, size_t len, const char *file);

#endif
