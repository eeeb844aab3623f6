/*
 * Inside the cli room: commands, their options, and the only code that prints. A command is one
 * file and one row in commands.c; its option table gives parsing, help and completion.
 */
#ifndef DONE_CLI_H
#define DONE_CLI_H

#include "done/format.h"
#include "done/gate.h"
#include "done/nested.h"

int done_cli_main(int argc, char **argv);

/* ---- options (options.c; the only file that knows popt) ---- */

enum done_option_type {
	DONE_OPTION_FLAG,    /* bool */
	DONE_OPTION_STRING,  /* const char *; given twice is an error */
	DONE_OPTION_STRINGS, /* struct done_strings; may be repeated */
	DONE_OPTION_INTEGER, /* int, 0 or more */
	DONE_OPTION_COUNT,   /* int, 1 or more: 0 is left to say that it was not given */
	DONE_OPTION_DAY,     /* done_day, YYYY-MM-DD */
	DONE_OPTION_HELP,    /* no member: the line wants the command's help */
};

struct done_option {
	const char *name; /* without the dashes */
	char letter;      /* '\0': none */
	enum done_option_type type;
	size_t offset;        /* in the struct that the table fills */
	const char *argument; /* "REV"; NULL for a flag */
	const char *help;
};

#define DONE_OPTION_ROW_HELP                                             \
	{                                                                \
		"help", 'h', DONE_OPTION_HELP, 0, NULL, "show this help" \
	}

/* The rows of one struct, which is a command's own or one that several commands share. */
struct done_option_table {
	const struct done_option *rows;
	size_t nr;
	size_t size;          /* of the struct */
	const void *defaults; /* such a struct; NULL: all zero */
};

/* A table, and where its struct lies in the options of a command. */
struct done_option_group {
	const struct done_option_table *table; /* NULL: no more groups */
	size_t offset;
};
#define DONE_OPTION_GROUPS 3

/* Every command, in the order of the help (commands.c). */
struct done_commands {
	const struct done_command *const *items;
	size_t nr;
};

/* What stands on the command line beside the options, and what became of it. */
struct done_command_line {
	struct done_arena *arena;
	const struct done_commands *commands;
	struct done_strings arguments; /* what is not an option, in order */
	bool wants_help;
	bool is_produced; /* the reports are written, or it was tried: set by who does it */
};

/* argv[0] is the command's name. An unknown option names the nearest known one. The options are one
 * struct with those of the groups in it; they are filled as far as possible after an error too. */
int done_options_parse(const struct done_option_group *groups, int argc, char **argv, void *options,
    struct done_command_line *line, struct done_error *err);

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
	const char *summary; /* one line for the list */
	const char *usage;   /* "git done audit [REV]" */
	const char *details; /* further help; NULL */
	struct done_option_group groups[DONE_OPTION_GROUPS];
	size_t options_size; /* of the command's own struct of options */
	size_t most_arguments;
	bool hidden;
	/* What each exit status means, by number; NULL: the command never ends with it. */
	const char *exits[DONE_EXITS];
	/* Returns an exit status, or fills err and returns below zero. The options are a struct of
	 * options_size bytes, as the groups filled it. */
	int (*run)(void *options, struct done_command_line *line, struct done_error *err);
};

/* command.c: by its name; NULL: there is none. */
const struct done_command *done_command_find(
    const struct done_commands *commands, const char *name);
/* "usage: …" as what to do; of several forms the first, and where the others are. */
int done_command_usage(const struct done_command *command, struct done_error *err);
/* "SERVICE" and "CHECK", as usages and refusals print them, are no names: an error says so. */
int done_command_refuse_stand_ins(const struct done_strings *arguments, struct done_error *err);
/* The error that there is none, with the nearest. */
int done_command_unknown(
    const struct done_commands *commands, const char *name, struct done_error *err);

extern const struct done_command done_command_check, done_command_audit, done_command_hook,
    done_command_install, done_command_uninstall, done_command_doctor, done_command_policy,
    done_command_explain, done_command_init, done_command_help, done_command_version,
    done_command_completion, done_command_graph, done_command_services, done_command_replay,
    done_command_draft, done_command_waive, done_command_not_applicable, done_command_why,
    done_command_log, done_command_blame, done_command_manual, done_command_record,
    done_command_evidence;

extern const struct done_command done_command_merge;

/* pages.c: adds the reference page of a kind, "policy", "sheet" or "ecosystems", in Markdown: 1; 0:
 * there is none of that name. */
int done_page_write(const char *name, struct done_buf *out, struct done_error *err);

/* ---- options that commands share
 * ------------------------------------------------------------------- */

/* Where a report goes, and how much it says (outputs.c). */
struct done_output_options {
	struct done_strings formats;
	const char *color;
	bool quiet, verbose;
	int width; /* of standard output, where no terminal tells; 0: lines are not wrapped */
	const char *history; /* a file: what `git done log --format json` wrote; NULL */
};
extern const struct done_option_table done_output_table;

/* What every judging command takes (judge.c). */
struct done_judge_options {
	struct done_strings services, criteria, checks;
	const char *policy_file, *policy_from;
	const char *evidence, *evidence_base;
	done_day now;
	int jobs, timeout; /* timeout below 0: the usual */
	bool trust_owner, advisory;
};
extern const struct done_option_table done_judge_table;

struct done_judging {
	struct done_judge_options judge;
	struct done_output_options output;
};

/* The two groups of a command whose options have a struct done_judging of that name. */
#define DONE_JUDGING_GROUPS(options, member)                                                   \
	{&done_judge_table, offsetof(options, member) + offsetof(struct done_judging, judge)}, \
	{                                                                                      \
		&done_output_table,                                                            \
		    offsetof(options, member) + offsetof(struct done_judging, output)          \
	}

/* ---- judging (judge.c)
 * ---------------------------------------------------------------------------- */

/* Fills what options say of the request; the caller sets the mode first. */
int done_request_fill(struct done_request *request, const struct done_judge_options *options,
    struct done_arena *arena, struct done_error *err);
/* In the worker: data is the request, whose directory is a repository itself where it has one. */
int done_judge_make(void *data, struct done_report *out, struct done_error *err);
/* Runs the request under the supervisor, writes every output, returns the exit status. make, with
 * its data, takes the place of done_judge_make() in the worker; NULL: it does not. */
int done_judge_by(struct done_request *request, const struct done_judging *options,
    int (*make)(void *data, struct done_report *out, struct done_error *err), void *data,
    struct done_command_line *line, struct done_error *err);
int done_judge(struct done_request *request, const struct done_judging *options,
    struct done_command_line *line, struct done_error *err);

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
int done_outputs_choose(struct done_outputs *outputs, const struct done_output_options *options,
    struct done_arena *arena, struct done_error *err);
int done_outputs_number(const struct done_outputs *outputs, size_t i); /* on the channel */
/* Colour and a terminal's width are for standard output only: a file is the same wherever it was
 * written. */
struct done_style done_outputs_style(const struct done_outputs *outputs, size_t i);
/* Standard output and files; all of them, then the first error. */
int done_outputs_print(
    const struct done_outputs *outputs, const struct done_buf *buffers, struct done_error *err);

/* ---- producing a report (produce.c)
 * ------------------------------------------------------------------- */

struct done_production {
	/* In the worker: the report, or an error instead of one. */
	int (*make)(void *data, struct done_report *out, struct done_error *err);
	void *data;
	struct done_progress *progress;
	int timeout;   /* seconds; below 0: the usual */
	size_t memory; /* bytes that the worker may have; 0: the usual */
	bool advisory;
	const char *repository; /* one of several; NULL: the only one */
	const char *hook;       /* that git called, and which refuses; NULL: none */
	/* Of one of several: what the index of all needs of its report, to DONE_TO_FACTS; without
	 * one, of the error. In the worker, or where that died in the supervisor. */
	void (*enter)(void *data, const struct done_report *report, const struct done_error *err,
	    struct done_buf *out);
};

/* Chooses outputs, makes the report in a supervised worker, writes it; returns the exit status. */
int done_produce(const struct done_production *production,
    const struct done_output_options *options, struct done_command_line *line,
    struct done_error *err);
/* The middle of it: fills DONE_BUFFERS buffers, prints to standard error alone. Never fails: what
 * was not produced is said in the buffers and in the status. */
int done_produce_into(const struct done_production *production, const struct done_outputs *outputs,
    struct done_buf *buffers);

/* What ended before anything was judged: the reports that were asked for say so, as far as they are
 * known. An earlier run's must not go on saying what it found. */
void done_produce_error(const struct done_output_options *options, struct done_arena *arena,
    const struct done_error *err);

/* ---- several repositories (repositories.c) ---- */

/* Adds those that the file lists, a path on each line ('-': standard input; NULL: none), and
 * refuses a list that is empty, too long, or names one twice. */
int done_repositories_list(const char *file, struct done_arena *arena,
    struct done_strings *repositories, struct done_error *err);
/* From here on no variable of git's environment says which repository is meant. */
void done_repositories_alone(void);
/* A clone that failed inside another repository must not be judged as that other one. In a worker.
 */
int done_repository_itself(const char *directory, bool trust_owner, struct done_error *err);

/* ---- the terminal (terminal.c, output.c, progress_line.c)
 * -------------------------------------------- */

/* 1: colour, 0: none, below 0: what --color says makes no sense. */
int done_terminal_color(const char *choice, struct done_error *err);
/* COLUMNS, else the terminal's; where neither is known 100; 0 (COLUMNS=0): nothing is wrapped. */
int done_terminal_width(void);

/* --format of a command that knows two: *is_json, or an error for another or for several. */
int done_text_or_json(const struct done_strings *formats, bool *is_json, struct done_error *err);

/* Prints to standard output; a lost byte is an error (DONE_E_INTERNAL), but for a reader that has
 * gone. */
int done_print(const char *bytes, size_t len, struct done_error *err);
/* The line above the error of a hook: that it refuses, and what did not happen. */
void done_error_print_refusal(const struct done_error *err, const char *hook, struct done_buf *out);
void done_print_error(const struct done_error *err);
void done_error_print(
    const struct done_error *err, struct done_buf *out); /* the same, into a buffer */
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
int done_write_file(
    const char *path, const char *bytes, size_t len, unsigned mode, struct done_error *err);
/* Creates path (O_EXCL): 1; 0: something is there, which is left alone. */
int done_write_new(
    const char *path, const char *bytes, size_t len, unsigned mode, struct done_error *err);
/* A done_policy_source over a folder of the machine: self is its path (work_tree.c). */
int done_policy_read_below(
    void *self, const char *path, struct done_buf *out, struct done_error *err);

/* nested.c: the root's policy and those of directories that a tree lists, read from a source. */
struct done_nested_asking {
	struct done_snapshot *listing;
	const struct done_policy_source *source;
	const struct done_policy *root;
	/* Those in directories of examples and the like, too, where a service lies below them:
	 * services are looked for. */
	bool of_services;
};
int done_nested_load_all(struct done_loaded *loaded, const struct done_nested_asking *asking,
    const struct done_policy *const **out, size_t *nr, struct done_error *err);
/* The directory, from the root of the tree, of which a path that somebody writes speaks: a folder
 * or the policy in it; NULL: it is none below the root. commit NULL: of the work tree. */
const char *done_nested_named(struct done_arena *arena, struct done_repo *repo,
    struct done_snapshot *commit, const char *path);

/* What was meant as a file of the wanted name in a folder of the machine, and what was meant as the
 * policy in the work tree and its index; NULL: nothing (misnamed.c). */
const char *done_misnamed_in_folder(
    const char *folder, const char *wanted, struct done_arena *arena);
const char *done_misnamed_policy_here(struct done_repo *repo, struct done_arena *arena);
/* The command that renames a file of the work tree: git's, where it is tracked. */
const char *done_misnamed_move_here(
    struct done_repo *repo, struct done_arena *arena, const char *from, const char *to);

/* Adds a line for each selector of the policy that matches nothing in the snapshot, and for what
 * keeps its map from being found there; how many (policy_selectors.c). */
size_t done_policy_say_selectors(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_policy *policy, struct done_buf *out);

/* A line on a terminal's standard error for work of more than half a second. */
void done_progress_line(void *data, const struct done_progress *progress, int milliseconds);
void done_progress_line_clear(void);

#endif
