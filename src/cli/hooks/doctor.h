/*
 * The doctor and the hook that it proves. The doctor pushes, as a dry run, a ref whose name holds a
 * number that it has just drawn, and hands the same number over in the environment. The hook
 * answers on its standard error and refuses that push: so a variable that somebody else sets can at
 * most make a push fail, and nothing is written anywhere.
 */
#ifndef DONE_CLI_DOCTOR_H
#define DONE_CLI_DOCTOR_H

#include "hooks.h"

#define DONE_DOCTOR_VARIABLE "GIT_DONE_DOCTOR"
#define DONE_DOCTOR_REF "refs/heads/git-done-doctor-"
#define DONE_DOCTOR_NUMBER 32 /* hexadecimal digits */

/* ---- the hook's side (doctor_answer.c) ---- */

/* The number that the environment names; NULL: none, or nothing that a doctor would draw. */
const char *done_doctor_number(void);
/* On standard error: that git-done was called, and with told, that it knows what is pushed. */
void done_doctor_answer(const char *number, bool told);

/* Whether a doctor's push is what pre-commit calls 'git done check' for; answered then. */
bool done_doctor_asks_check(void);

/*
 * Whether a doctor's push is what the hook is called for. Without a doctor's number in the
 * environment, and outside pre-commit, nothing is read. Else *fd is read to its end, and where the
 * push is another one, *fd is a descriptor that gives the same bytes again. Returns 1: answered, 0:
 * judge, or below zero.
 */
int done_doctor_asks_hook(int *fd, struct done_error *err);

/* ---- the doctor's side ---- */

struct done_examination {
	struct done_arena *arena;
	struct done_repo *repo;
	struct done_buf report;
	size_t nr_faults;
	bool too_early;              /* nothing can be pushed yet */
	bool proved;                 /* the push reached git-done, and was refused by it */
	struct done_hook_place push; /* where pre-push is, and who looks after it */
};

/* A line of the report, good or bad (doctor_report.c). */
void done_doctor_say(
    struct done_examination *examination, bool good, const char *what, const char *detail);
/* One line of advice: what to do, never what is in the repository. */
void done_doctor_advise(struct done_examination *examination, const char *format, ...)
    DONE_PRINTF(2, 3);

/* Runs a program quietly; its exit status, or -1. What it prints goes to out, unless that is NULL.
 */
int done_doctor_run(const char *const *arguments, struct done_buf *out);
/* Pushes, and says what became of it (doctor_push.c). */
int done_doctor_prove(struct done_examination *examination, struct done_error *err);
/* What a push would be judged by (doctor_policy.c). */
int done_doctor_look_at_policy(struct done_examination *examination, struct done_error *err);
/* Adds what done_policy_say_selectors() says of the policy in the index; nothing where none can be
 * loaded. */
void done_doctor_say_selectors(
    struct done_repo *repo, struct done_arena *arena, struct done_buf *out);

/* doctor_server.c: 1 in a bare repository with a hook of a server that calls git-done; and what a
 * push to it would meet. */
int done_doctor_is_on_server(struct done_examination *examination, struct done_error *err);
int done_doctor_look_at_server(struct done_examination *examination, struct done_error *err);

#endif
