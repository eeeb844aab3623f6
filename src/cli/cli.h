/*
 * Inside the cli room: commands, their options, and the only code that prints. A command is one
 * file and one row in commands.c; its option table gives parsing, help and completion.
 */
#ifndef DONE_CLI_H
#define DONE_CLI_H

#include "done/gate.h"
#include "done/format.h"

int done_cli_main(int argc, char **argv);

/* ---- options (options.c; the only file that knows popt) ----------------------------------------
 */

enum done_option_type {
	DONE_OPTION_FLAG,    /* bool */
	DONE_OPTION_STRING,  /* const char *; given twice is an error */
	DONE_OPTION_STRINGS, /* struct done_strings; may be repeated */
	DONE_OPTION_INTEGER, /* int, 0 or more */
	DONE_OPTION_DAY,     /* done_day, YYYY-MM-DD */
};

struct done_option {
	const char *name; /* without the dashes */
	char letter;      /* '\0': none */
	enum done_option_type type;
	size_t offset;        /* in struct done_options */
	const char *argument; /* "REV"; NULL for a flag */
	const char *help;
};

/* What any command may be told. Each command accepts the rows of its own table only. */
struct done_options {
	bool staged, all, advisory, quiet, verbose, trust_owner, verify, chain, force, help;
	const char *base, *head, *policy_file, *policy_from, *color, *from, *shard,
		*repositories_from;
	struct done_strings services, criteria, checks, formats, hooks, repositories;
	done_day now;
	int jobs, timeout;
	struct done_strings arguments; /* what is not an option, in order */
	struct done_arena *arena;
	bool is_produced; /* the reports are written, or it was tried: set by who does it */
};

struct done_option_table {
	const struct done_option *rows;
	size_t nr;
};

/* argv[0] is the command's name. An unknown option names the nearest known one. */
int done_options_parse(const struct done_option_table *const *tables, size_t nr_tables, int argc,
                       char **argv, struct done_options *out, struct done_error *err);

/* ---- commands (commands.c)
 * ----------------------------------------------------------------------- */

#define DONE_EXITS (DONE_EXIT_INTERNAL + 1)

/* What several commands say of a status. */
#define DONE_EXIT_SAYS_USAGE [DONE_EXIT_USAGE] = "the command line is not valid"
#define DONE_EXIT_SAYS_UNREADABLE \
	[DONE_EXIT_UNDECIDED] = "the repository cannot be read: the message says what to do"
#define DONE_EXIT_SAYS_UNWRITTEN [DONE_EXIT_INTERNAL] = "internal error, or a failed write"
#define DONE_EXIT_SAYS_JUDGED                                                                \
	[DONE_EXIT_MET] = "the bar is met, or there was nothing to judge, which is printed", \
	[DONE_EXIT_UNMET] = "the bar is not met",                                            \
	[DONE_EXIT_USAGE] = "the command line or a policy is not valid",                     \
	[DONE_EXIT_UNDECIDED] = "it could not be decided: the message says what to do",      \
	[DONE_EXIT_INTERNAL] = "internal error, or a report that could not be written"

struct done_command {
	const char *name;
	const char *summary;                       /* one line for the list */
	const char *usage;                         /* "git done audit [REV]" */
	const char *details;                       /* further help; NULL */
	const struct done_option_table *tables[3]; /* NULL: no more */
	size_t most_arguments;
	bool hidden;
	/* What each exit status means, by number; NULL: the command never ends with it. */
	const char *exits[DONE_EXITS];
	/* Returns an exit status, or fills err and returns below zero. */
	int (*run)(struct done_options *options, struct done_error *err);
};

extern const struct done_command *const done_commands[];
extern const size_t done_commands_nr;
const struct done_command *done_command_find(const char *name);
int done_command_unknown(const char *name, struct done_error *err);

extern const struct done_command done_command_check, done_command_audit, done_command_hook,
	done_command_install, done_command_uninstall, done_command_doctor, done_command_policy,
	done_command_explain, done_command_init, done_command_help, done_command_version,
	done_command_completion, done_command_graph;

extern const struct done_command done_command_merge;

/* Options that every judging command takes (judge.c), and those about its output. */
extern const struct done_option_table done_judge_options, done_output_options;

/* ---- judging (judge.c)
 * ---------------------------------------------------------------------------- */

/* Fills what options say of the request; the caller sets the mode first. */
int done_request_fill(struct done_request *request, const struct done_options *options,
                      struct done_error *err);
/* In the worker: data is the request. */
int done_judge_make(void *data, struct done_report *out, struct done_error *err);
/* Runs the request under the supervisor, writes every output, returns the exit status. */
int done_judge(struct done_request *request, struct done_options *options, struct done_error *err);
/* Adds to options->repositories what the list names that is asked for (audit_list.c). */
int done_audit_list(struct done_options *options, struct done_error *err);
/* The same for several repositories, each by a worker of its own (audit_fleet.c). */
int done_audit_fleet(struct done_request *request, struct done_options *options,
                     struct done_error *err);

/* ---- outputs (outputs.c): what --format says
 * ---------------------------------------------------------- */

#define DONE_OUTPUTS_MAX 16

struct done_output {
	const struct done_format *format;
	const char *path; /* NULL: standard output */
};

struct done_outputs {
	struct done_output items[DONE_OUTPUTS_MAX];
	size_t nr;
	struct done_style style; /* of standard output */
};

/* Numbers on the worker's channel: what is printed, and what the supervisor wants to know. */
enum { DONE_TO_STDOUT, DONE_TO_STDERR, DONE_TO_FACTS, DONE_TO_FILES };
#define DONE_BUFFERS (DONE_TO_FILES + DONE_OUTPUTS_MAX)

/* No two to one place, none into a git directory or where nothing can be written. When it fails,
 * outputs has those that can be used all the same. */
int done_outputs_choose(struct done_outputs *outputs, const struct done_options *options,
                        struct done_error *err);
int done_outputs_number(const struct done_outputs *outputs, size_t i); /* on the channel */
/* Colour and a terminal's width are for standard output only: a file is the same wherever it was
 * written. */
struct done_style done_outputs_style(const struct done_outputs *outputs, size_t i);
/* Standard output and files; all of them, then the first error. */
int done_outputs_print(const struct done_outputs *outputs, const struct done_buf *buffers,
                       struct done_error *err);

/* ---- producing a report (produce.c)
 * ------------------------------------------------------------------- */

struct done_facts {
	enum done_verdict verdict;
	size_t services;
	bool is_partly_undecided;
};

struct done_production {
	/* In the worker: the report, or an error instead of one. */
	int (*make)(void *data, struct done_report *out, struct done_error *err);
	void *data;
	struct done_progress *progress;
	int timeout;   /* seconds; below 0: the usual */
	size_t memory; /* bytes that the worker may have; 0: the usual */
	bool advisory;
	const char *repository; /* one of several; NULL: the only one */
};

/* Chooses outputs, makes the report in a supervised worker, writes it; returns the exit status. */
int done_produce(const struct done_production *production, struct done_options *options,
                 struct done_error *err);
/* The middle of it: fills DONE_BUFFERS buffers, prints to standard error alone. Never fails: what
 * was not produced is said in the buffers and in the status. */
int done_produce_into(const struct done_production *production, const struct done_outputs *outputs,
                      struct done_buf *buffers);

/* What ended before anything was judged: the reports that were asked for say so, as far as they are
 * known. An earlier run's must not go on saying what it found. */
void done_produce_error(const struct done_options *options, const struct done_error *err);

/* ---- the terminal (terminal.c, output.c, progress_line.c)
 * -------------------------------------------- */

/* 1: colour, 0: none, below 0: what --color says makes no sense. */
int done_terminal_color(const char *choice, struct done_error *err);
int done_terminal_width(void);

/* Prints to standard output; a lost byte is an error (DONE_E_INTERNAL), but for a reader that has
 * gone. */
int done_print(const char *bytes, size_t len, struct done_error *err);
void done_print_error(const struct done_error *err);
void done_error_print(const struct done_error *err,
                      struct done_buf *out); /* the same, into a buffer */
/* Finished lines to standard error, inert to a CI system that reads the log. */
void done_to_stderr(const struct done_buf *lines);
/* One line to standard error. */
void done_say(const char *format, ...) DONE_PRINTF(1, 2);
/* The number of the descriptor that a path stands for, as in --format json=>(jq .): open already.
 * -1: it stands for none. */
int done_path_descriptor(const char *path);
/* Whether path, in that directory, can be written to as far as it can be told: nothing there, a
 * file, a device, a pipe, or an open descriptor (/dev/stderr, /dev/fd/3). */
int done_write_check(const char *path, const char *directory, struct done_error *err);
/* Writes path whole or not at all; never through a link at its end. mode as for open(). */
int done_write_file(const char *path, const char *bytes, size_t len, unsigned mode,
                    struct done_error *err);
/* A done_policy_source over a folder of the machine: self is its path (work_tree.c). */
int done_policy_read_below(void *self, const char *path, struct done_buf *out,
                           struct done_error *err);

/* What was meant as a file of the wanted name in a folder of the machine, and what was meant as the
 * policy in the work tree and its index; NULL: nothing (misnamed.c). */
const char *done_misnamed_in_folder(const char *folder, const char *wanted,
                                    struct done_arena *arena);
const char *done_misnamed_policy_here(struct done_repo *repo, struct done_arena *arena);
/* The command that renames a file of the work tree: git's, where it is tracked. */
const char *done_misnamed_move_here(struct done_repo *repo, struct done_arena *arena,
                                    const char *from, const char *to);

/* Adds a line for each selector of the policy that matches nothing in the snapshot, and for what
 * keeps its map from being found there; how many (policy_selectors.c). */
size_t done_policy_say_selectors(struct done_arena *arena, struct done_snapshot *snapshot,
                                 const struct done_policy *policy, struct done_buf *out);
/* The same of the policy in the index; nothing where none can be loaded. */
void done_doctor_say_selectors(struct done_repo *repo, struct done_arena *arena,
                               struct done_buf *out);

/* A line on a terminal's standard error for work of more than half a second. */
void done_progress_line(void *data, const struct done_progress *progress, int milliseconds);
void done_progress_line_clear(void);

/* ---- hooks (hooks.c)
 * ---------------------------------------------------------------------------------- */

/* A hook we ship: hooks/NAME, embedded. */
struct done_hook {
	const char *name;
	const char *text;    /* the script */
	const char *chained; /* the block for a foreign shell script */
};
extern const struct done_hook done_hooks[];
extern const size_t done_hooks_nr;

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
void done_hook_find_manager(struct done_repo *repo, struct done_arena *arena,
                            struct done_hook_place *place);

#endif
