/* Inside the cli room: git's hooks, where they are, and who else writes them. */
#ifndef DONE_CLI_HOOKS_H
#define DONE_CLI_HOOKS_H

#include "../cli.h"

/* A hook we ship: hooks/NAME, embedded. */
struct done_hook {
	const char *name;
	const char *text;    /* the script */
	const char *chained; /* the block for a foreign shell script */
};
extern const struct done_hook done_hooks[];
extern const size_t done_hooks_nr;

#define DONE_HOOKS_SUPPORTED "git-done supports pre-push, pre-commit, pre-receive and update"

enum done_hook_state {
	DONE_HOOK_ABSENT,
	DONE_HOOK_OURS,    /* as we write it */
	DONE_HOOK_EDITED,  /* carries our mark, but was changed */
	DONE_HOOK_CHAINED, /* foreign, with our block */
	DONE_HOOK_CALLING, /* foreign, calls git-done in its own way */
	DONE_HOOK_FOREIGN,
};

/* A program that writes git's hooks and runs what its own file lists (hook_managers.c). */
struct done_hook_manager {
	const char *name;
	const char *marks[2];     /* one of them is in every script that it writes */
	const char *const *files; /* where its file may lie, from the top; NULL-terminated */
	const char *install;      /* the command that writes its scripts */
	const char *lines;        /* what to put into its file */
	const char *input;        /* how a hook of it is told what is pushed */
	const char *skips;  /* what keeps it from running a hook, or from showing what it says */
	const char *legacy; /* what it appends to the name of a hook that was there, which it runs
	                       too; NULL: it runs none */
};

struct done_hook_managed {
	const struct done_hook_manager *by; /* NULL: nobody */
	const char *file;                   /* its file, from the top */
	bool calls;                         /* its file names git-done */
	bool runs;                          /* the hook is its script */
	bool keeps_ours; /* it runs a hook of ours as well, that was there before */
};

struct done_hook_place {
	const struct done_hook *hook;
	struct done_hook_managed managed;
	bool outdated;   /* our block is another version's */
	char *directory; /* core.hooksPath, or hooks/ of the common directory */
	char *path;
	bool husky; /* it makes core.hooksPath anew: directory is the one above, whose hooks it runs
	             */
	bool shared;  /* core.hooksPath is no setting of this repository: it serves others too */
	bool blocked; /* directory is something else, such as /dev/null: git runs no hook */
	enum done_hook_state state;
	bool executable;
	struct done_buf text;
};
/* Looks where git looks. names none: pre-push. Fills one place a hook. */
int done_hook_look(struct done_repo *repo, const char *name, struct done_arena *arena,
    struct done_hook_place *out, struct done_error *err);
extern const char done_hook_begin[], done_hook_end[];
/* In done_hook_look(): who else looks after the hook (hook_managers.c). */
void done_hook_find_manager(
    struct done_repo *repo, struct done_arena *arena, struct done_hook_place *place);

/* Prints a warning where the policy at HEAD or at the integration branch is not valid: every push
 * would be refused (doctor_policy.c). */
void done_doctor_warn_of_policy(struct done_repo *repo, struct done_arena *arena);

#endif
