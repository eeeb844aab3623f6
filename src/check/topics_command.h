/* Inside topics: commands that a document shows, word by word, and where they stand. */
#ifndef DONE_CHECK_TOPICS_COMMAND_H
#define DONE_CHECK_TOPICS_COMMAND_H

#include "topics.h"
#include "topics_starters.h"

#define DONE_COMMAND_WORDS_MAX 48
/* Entries that run entries of Makefiles are followed so far. */
#define DONE_COMMAND_ENTRIES_MAX 2

/* One command of a line, in words without quotes. */
struct done_command {
	const char *words[DONE_COMMAND_WORDS_MAX];
	size_t nr;
};

/* Where a command stands. */
struct done_command_place {
	const struct done_extent *extent;
	int line;
	bool named;            /* it has to name the service */
	bool span;             /* within a line of text */
	const char *directory; /* of a "cd" before it in the same code; NULL */
	int depth;             /* of entries of Makefiles */
};

/* ---- reading (topics_shell.c) ---- */

/* Behind "$ ", "> ", "PS C:\>", "user@host:~$ ", which a terminal prints. NULL: a comment. */
const char *done_command_skip_prompt(const char *line, size_t len);
/* The length of a line, with those that it goes on in: behind '\\' of a shell, '`' of PowerShell,
 * '^' of Windows. */
size_t done_command_line(const char *line);
/* The next command of a line; *at moves behind it. */
void done_command_read(
    struct done_arena *arena, const char **at, const char *end, struct done_command *out);

/* ---- judging (topics_command.c) ---- */

/* 1 where the command starts the service; *out is set where an entry of another file does. */
int done_command_judge(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err);
/* A word of a command names the service: "cart", "./services/cart", "run-cart", "--project=Cart".
 */
bool done_command_word_names(struct done_topic_search *search, const char *word);

/* 1 with evidence where a tool of the document's own is told of the service, and then to start. */
int done_command_enabled(struct done_topic_search *search, const struct done_extent *extent);
/* 1 with evidence where a line of code, or of text that is one, starts the service. */
int done_command_judge_line(struct done_topic_search *search, struct done_command_place *place,
    const char *line, size_t len, struct done_error *err);

/* ---- programs and scripts that are called by their names (topics_program.c) ---- */

/* 1 where a command without a row in topics_starters.c starts the service. */
int done_command_program(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err);

/* The line tells somebody to run or start something, and not to leave it. */
bool done_command_tells_to_start(const char *line, size_t len);
/* A step that starts it without a command: from an editor, or "Run the service." (topics_editor.c)
 */
bool done_command_editor(struct done_topic_search *search, const struct done_command_place *place,
    const char *line, size_t len);
/* 1 with evidence where a sentence tells to start a class of the service: "run CartApplication". */
int done_command_main_class(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err);

/* ---- entries and scripts (topics_scripts.c) ---- */

/* 1 with *out where "make TARGET" and its kin run an entry that starts the service. */
int done_command_entry(struct done_topic_search *search, const struct done_command *command,
    const struct done_starter *starter, const struct done_command_place *place,
    struct done_fact *out, struct done_error *err);
/* 1 with *out where a line of one of the scripts starts the service. */
int done_command_shell_scripts(struct done_topic_search *search, const struct done_files *files,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err);
/* 1 where a line of one of the scripts does more than to say something. */
int done_command_scripts_work(
    struct done_topic_search *search, const struct done_files *files, struct done_error *err);
/* 1 where a script of a package.json, of the service or the root, starts more than a bundler. */
int done_command_script(
    struct done_topic_search *search, const struct done_command *command, struct done_error *err);
/* 1 with *out where a script of the root runs one of the service's own ("turbo run dev"), or all.
 */
int done_command_workspace(struct done_topic_search *search, const struct done_command *command,
    const struct done_command_place *place, struct done_fact *out, struct done_error *err);

/* 1 where a runner runs a script that starts something: is_named, what it names; else of the
 * service's own package, "turbo run dev". */
int done_command_runner(struct done_topic_search *search, const struct done_command *command,
    bool is_named, struct done_fact *out, struct done_error *err);

/* ---- what starts all (topics_whole.c) ---- */

/* "up", "run-all", "dev": an entry that is called by no part of the repository. */
bool done_command_is_whole(const char *target);
/* Commands of which none is known to start something else, and none names another service. */
bool done_command_is_opaque(struct done_topic_search *search, const char *text, size_t len);
/* One of the commands is more than an echo: what an entry or script of that name has to have. */
bool done_command_works(struct done_topic_search *search, const char *text, size_t len);
/* 0 where all that "mvn exec:java" runs, by its words or the pom.xml, says something and ends. */
int done_command_maven_works(
    struct done_topic_search *search, const struct done_command *command, struct done_error *err);
/* "run    Start everything locally" of a block that "make help" prints, as "make run". */
bool done_command_of_help(const char *tool, const char *line, size_t len, struct done_arena *arena,
    struct done_command *out);

#endif
