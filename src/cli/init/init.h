/* Inside the cli room: git done init. */
#ifndef DONE_CLI_INIT_H
#define DONE_CLI_INIT_H

#include "cli.h"
#include "done/gate.h"

struct done_init {
	struct done_arena *arena;
	const char *top; /* the work tree's folder */
	struct done_repo *repo;
	/* Of the work tree's policy, where one can be read. */
	const struct done_question *questions;
	size_t nr_questions;
	bool is_dry; /* nothing is written: what would be is printed */
};

/* The stage that a new sheet begins with. */
struct done_init_stage {
	bool is_experiment;
	done_day until;
	const char *why; /* NULL: to be filled in */
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
int done_init_read(
    const struct done_init *init, const char *path, struct done_buf *out, struct done_error *err);
/* True when anything stands at a path of the work tree. */
bool done_init_exists(const struct done_init *init, const char *path);

/* init_questions.c: the own questions of the work tree's policy; a policy that cannot be read has
 * none. */
void done_init_find_questions(struct done_init *init);

/* init_write.c: no part of the way may be a link, for what a repository puts there must not
 * redirect a write. */
int done_init_check_directory(
    const struct done_init *init, const char *path, struct done_error *err);
/* What stands there under another name would be asked for once more, and still not be read. */
int done_init_refuse_beside(const struct done_init *init, const char *path, struct done_error *err);
/* Writes a file that is not there yet, with the directories on its way; says so. */
int done_init_write(const struct done_init *init, const char *path, const struct done_buf *text,
    struct done_error *err);
/* The same of a file that git done itself wrote before, which is replaced. */
int done_init_replace(const struct done_init *init, const char *path, const struct done_buf *text,
    struct done_error *err);
/* Editors check a sheet by it; one that is there stays. */
int done_init_write_schema(const struct done_init *init, struct done_error *err);
/* What stands at the path already, a README under whatever name; NULL: nothing. */
const char *done_init_there(const struct done_init *init, const char *path);

/* init_look.c: what the built-in bar says of the services in the index. */
struct done_init_seen {
	struct done_report report;
	const struct done_run *run; /* NULL: they could not be judged */
	size_t nr, reached[DONE_TIER_GOLD + 1];
	const char **doubtful; /* directories of those that rest on a weak signal */
	size_t nr_doubtful;
	struct done_error problem; /* why they could not be judged; code 0: they were */
};
void done_init_look(const struct done_init *init, struct done_init_seen *out);
/* 'target', by what they reach; bronze where they cannot be judged. */
void done_init_target(const struct done_init_seen *seen, struct done_buf *out);
void done_init_show(const struct done_init_seen *seen, struct done_buf *out);
/* The command for the first service below the proposed target: draft where a file would help, else
 * why; NULL: none is below it. */
const char *done_init_first_step(const struct done_init *init, const struct done_init_seen *seen);

/* init_ci.c: files for the CI systems that are there; adds what was written. */
int done_init_ci(
    const struct done_init *init, struct done_strings *written, struct done_error *err);
/* init_files.c: the branch that changes are merged into: of the remote, else the one at hand. */
const char *done_init_branch(const struct done_init *init);
/* init_files.c: whether there is a remote. */
bool done_init_can_push(const struct done_init *init);
/* init_files.c: adds to a list in the arena. */
void done_init_strings_add(
    const struct done_init *init, struct done_strings *list, const char *text);

/* init_nested.c: policies of directories that add to the one that was written, and what they say
 * against it. */
void done_init_say_nested(const struct done_init *init);
/* init_policy.c: the text of a policy for what the index holds. */
int done_init_policy(const struct done_init *init, const struct done_init_seen *seen,
    struct done_buf *out, struct done_error *err);
/* init_reports.c: reports that the builds make already, as comments. */
void done_init_add_reports(
    const struct done_init *init, struct done_snapshot *index, struct done_buf *out);
/* init_services.c: the entries of 'services', by globs and markers. */
int done_init_add_services(const struct done_init *init, struct done_snapshot *index,
    const struct done_services *services, struct done_buf *out, struct done_error *err);
/* init_sheet.c: the text of a sheet for the service at path. */
int done_init_sheet(const struct done_init *init, const char *path,
    const struct done_init_stage *stage, struct done_buf *out, struct done_error *err);

/* init_owner.c, init_calls.c: hints only; what cannot be read gives none. */
void done_init_find_owner(
    const struct done_init *init, const char *path, struct done_init_hints *out);
void done_init_find_calls(
    const struct done_init *init, const char *path, struct done_init_hints *out);
void done_init_hint_add(const struct done_init *init, struct done_init_hints *hints,
    const char *text, size_t len, const char *file);

#endif
