/*
 * git done waive, git done not-applicable: adds an entry to a service's sheet in the work tree, if
 * the policy would count it, and says what the next push must look like.
 */
#include "excuse.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_SECONDS 60
#define AT(member) offsetof(struct done_excuse_options, member)

#define ROW_REASON                                                   \
	{                                                            \
		"reason", 0, DONE_OPTION_STRING, AT(reason), "TEXT", \
		    "why, for whoever reads the sheet"               \
	}
#define ROW_ALL                                                                    \
	{                                                                          \
		"all", 0, DONE_OPTION_FLAG, AT(all), NULL,                         \
		    "everything that a push of HEAD is refused for; services and " \
		    "checks beside it choose among that"                           \
	}
#define ROW_NOW                                                   \
	{                                                         \
		"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD", \
		    "judge as of this day (default: today, UTC)"  \
	}
#define ROW_TIMEOUT                                                        \
	{                                                                  \
		"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS", \
		    "stop after this time (default: 60; 0: never)"         \
	}
#define ROW_TRUST_OWNER                                                    \
	{                                                                  \
		"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL, \
		    "read a repository that belongs to somebody else"      \
	}

static const struct done_option waive_rows[] = {
    ROW_ALL,
    {"until", 0, DONE_OPTION_DAY, AT(until), "YYYY-MM-DD", "the last day of the waiver"},
    ROW_REASON,
    {"by", 0, DONE_OPTION_STRING, AT(by), "WHO",
        "who approves it: one of the policy's approvers (default: user.email, where it names "
        "none)"},
    {"emergency", 0, DONE_OPTION_STRING, AT(emergency), "REF",
        "the incident that it is for; the waiver may then be part of the change that it "
        "excuses"},
    ROW_NOW,
    ROW_TIMEOUT,
    ROW_TRUST_OWNER,
    DONE_OPTION_ROW_HELP,
};
static const struct done_option dispute_rows[] = {
    ROW_ALL,
    ROW_REASON,
    ROW_NOW,
    ROW_TIMEOUT,
    ROW_TRUST_OWNER,
    DONE_OPTION_ROW_HELP,
};
static const struct done_excuse_options defaults = {
    .until = DONE_NO_DAY, .now = DONE_NO_DAY, .timeout = -1};
static const struct done_option_table waive_table = {
    waive_rows, DONE_ARRAY_SIZE(waive_rows), sizeof(defaults), &defaults};
static const struct done_option_table dispute_table = {
    dispute_rows, DONE_ARRAY_SIZE(dispute_rows), sizeof(defaults), &defaults};

/* ---- the worker ---- */

static int excuse_work(void *data, struct done_channel *channel)
{
	struct done_buf outputs[DONE_EXCUSE_NR] = {{0}};
	struct done_arena arena = {0};
	struct done_error err = {0};
	int status = DONE_EXIT_MET;

	if (done_excuse_judge(data, &arena, outputs, &err) < 0) {
		for (size_t i = 0; i < DONE_EXCUSE_NR; i++)
			done_buf_clear(&outputs[i]);
		done_error_print(&err, &outputs[DONE_EXCUSE_NOTES]);
		status = done_exit_of_error(&err);
	}
	for (int i = 0; i < DONE_EXCUSE_NR; i++) {
		if (outputs[i].len)
			done_channel_write(channel, i, outputs[i].ptr, outputs[i].len);
		done_buf_release(&outputs[i]);
	}
	done_arena_release(&arena);
	return status;
}

/* ---- the sheet ---- */

static size_t excuse_fill_pairs(const struct done_excuse *excuse, const char *check, const char *by,
    char day[11], struct done_sheet_pair pairs[5])
{
	size_t nr = 0;

	pairs[nr++] = (struct done_sheet_pair){"check", check};
	pairs[nr++] = (struct done_sheet_pair){"reason", excuse->options->reason};
	if (!excuse->is_waiver)
		return nr;
	done_day_format(excuse->options->until, day);
	pairs[nr++] = (struct done_sheet_pair){"by", by};
	pairs[nr++] = (struct done_sheet_pair){"until", day};
	if (excuse->options->emergency)
		pairs[nr++] = (struct done_sheet_pair){"emergency", excuse->options->emergency};
	return nr;
}

/* Nothing was changed: what a person would have to write instead. */
static void excuse_say_by_hand(const char *path, const struct done_buf *lines)
{
	struct done_buf text = {0};

	if (!lines->len)
		return;
	done_buf_addstr(&text, "git-done: nothing was changed; add by hand to '");
	done_buf_add_shown(&text, path, strlen(path));
	done_buf_addstr(&text, "':\n");
	done_buf_add(&text, lines->ptr, lines->len);
	done_to_stderr(&text);
	done_buf_release(&text);
}

/* Of several entries the lines themselves say nothing new. */
static void excuse_say_written(struct done_buf *text, const char *path,
    const struct done_excuse_written *written, const struct done_sheet_entry *entry, bool is_one)
{
	done_buf_add_shown(text, path, strlen(path));
	done_buf_addf(text, ":%d: %s '%s'", written->line,
	    written->is_renewed ? "renewed in" : "added to", entry->list);
	if (is_one) {
		done_buf_addstr(text, ":\n");
		done_sheet_entry_lines(text, entry, true);
	} else {
		done_buf_addf(text, ": %s\n", entry->pairs[0].value);
	}
}

/* One entry. A trial writes nothing, so that none is written where another cannot be. */
static int excuse_write_one(struct done_excuse_writing *writing, const char *by,
    struct done_buf *said, bool is_one, struct done_error *err)
{
	const char *path = done_excuse_sheet_path(writing->arena, writing->target->directory);
	struct done_sheet_pair pairs[5];
	char day[11];
	struct done_sheet_entry entry = {.list = writing->excuse->list,
	    .pairs = pairs,
	    .nr = excuse_fill_pairs(writing->excuse, writing->target->check, by, day, pairs)};
	struct done_excuse_written written = {0};
	struct done_buf by_hand = {0};
	int rc;

	writing->entry = &entry;
	rc = done_excuse_write(writing, &written, &by_hand, err);
	if (rc < 0) {
		done_print_error(err);
		excuse_say_by_hand(path, &by_hand);
		rc = done_exit_of_error(err);
	} else if (!writing->is_trial) {
		excuse_say_written(said, path, &written, &entry, is_one);
	}
	done_buf_release(&by_hand);
	writing->entry = NULL;
	return rc;
}

static void excuse_read_targets(
    struct done_arena *arena, const struct done_buf *sent, struct done_excuse_targets *out)
{
	const char *at = sent->ptr, *end = at + sent->len;

	while (at < end) {
		struct done_excuse_target *target =
		    DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap);
		const char **parts[] = {&target->service, &target->directory, &target->check};

		for (size_t i = 0; i < DONE_ARRAY_SIZE(parts); i++) {
			*parts[i] = at;
			at += strlen(at) + 1;
		}
	}
}

static int excuse_finish(const struct done_excuse *excuse, struct done_arena *arena,
    const char *top, struct done_buf *outputs, struct done_error *err)
{
	struct done_excuse_writing writing = {.arena = arena, .top = top, .excuse = excuse};
	struct done_excuse_targets targets = {0};
	struct done_buf said = {0}, inert = {0};
	int rc = 0;

	excuse_read_targets(arena, &outputs[DONE_EXCUSE_TARGETS], &targets);
	for (int is_trial = targets.nr > 1; is_trial >= 0 && !rc; is_trial--) {
		writing.is_trial = is_trial;
		for (size_t i = 0; i < targets.nr && !rc; i++) {
			writing.target = &targets.items[i];
			rc = excuse_write_one(
			    &writing, outputs[DONE_EXCUSE_BY].ptr, &said, targets.nr == 1, err);
		}
	}
	if (said.len) {
		done_buf_addch(&said, '\n');
		done_buf_add(&said, outputs[DONE_EXCUSE_NEXT].ptr, outputs[DONE_EXCUSE_NEXT].len);
		done_escape_commands(&inert, &said);
		rc = rc ? rc : done_print(inert.ptr, inert.len, err);
	}
	done_buf_release(&said);
	done_buf_release(&inert);
	return rc;
}

/* ---- the commands ---- */

/* Where the command is run, so that the commands it prints work there. */
static int excuse_look_here(
    struct done_excuse *excuse, struct done_arena *arena, const char **top, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = excuse->options->trust_owner};
	struct done_repo *repo = NULL;
	char *here, *folder;

	if (done_repo_open(&repo, &how, err) < 0)
		return err->code;
	*top =
	    done_repo_work_tree(repo) ? done_arena_strdup(arena, done_repo_work_tree(repo)) : NULL;
	done_repo_close(repo);
	if (!*top) {
		done_error_set(err, DONE_E_USAGE,
		    "a bare repository has no work tree whose sheets could be edited");
		return done_error_cure(err, "run it in a clone with a work tree");
	}
	here = realpath(".", NULL);
	folder = realpath(*top, NULL);
	excuse->here = here && folder && !strcmp(here, folder) ? "" : "below";
	free(here);
	free(folder);
	return 0;
}

static int excuse_run(struct done_excuse *excuse, const struct done_command *command,
    struct done_command_line *line, struct done_error *err)
{
	struct done_buf outputs[DONE_EXCUSE_NR] = {{0}};
	struct done_supervised supervised = {outputs, DONE_EXCUSE_NR, 0};
	struct done_supervision supervision = {.work = excuse_work, .data = excuse};
	const char *top = NULL;
	int rc;

	if (line->arguments.nr < 2 && !excuse->options->all) {
		done_error_set(err, DONE_E_USAGE, "the %s is missing",
		    line->arguments.nr ? "check" : "service");
		return done_command_usage(command, err);
	}
	if (done_command_refuse_stand_ins(&line->arguments, err) < 0)
		return err->code;
	excuse->words = line->arguments;
	excuse->now = excuse->options->now == DONE_NO_DAY ? done_day_today() : excuse->options->now;
	if (excuse_look_here(excuse, line->arena, &top, err) < 0)
		return err->code;
	supervision.timeout =
	    excuse->options->timeout < 0 ? TIMEOUT_SECONDS : excuse->options->timeout;
	rc = done_supervise(&supervision, &supervised, err);
	if (rc >= 0)
		done_to_stderr(&outputs[DONE_EXCUSE_NOTES]);
	if (rc >= 0 && supervised.status == DONE_EXIT_MET)
		rc = excuse_finish(excuse, line->arena, top, outputs, err);
	else if (rc >= 0)
		rc = supervised.status;
	for (size_t i = 0; i < DONE_EXCUSE_NR; i++)
		done_buf_release(&outputs[i]);
	return rc;
}

static int waive_run(void *options, struct done_command_line *line, struct done_error *err)
{
	struct done_excuse excuse = {
	    .command = "waive", .list = "waivers", .is_waiver = true, .options = options};

	return excuse_run(&excuse, &done_command_waive, line, err);
}

static int dispute_run(void *options, struct done_command_line *line, struct done_error *err)
{
	struct done_excuse excuse = {
	    .command = "not-applicable", .list = "not_applicable", .options = options};

	return excuse_run(&excuse, &done_command_not_applicable, line, err);
}

#define EXITS                                                                        \
	{                                                                            \
		[DONE_EXIT_MET] = "the entry is in the sheet of the work tree",      \
		[DONE_EXIT_USAGE] =                                                  \
		    ("the command line is not valid, or the entry would not count: " \
		     "nothing was changed"),                                         \
		DONE_EXIT_SAYS_UNREADABLE, DONE_EXIT_SAYS_UNWRITTEN                  \
	}

const struct done_command done_command_waive = {
    .name = "waive",
    .summary = "excuse a service from a check until a day, in its sheet",
    .usage = "git done waive SERVICE... CHECK... --until YYYY-MM-DD --reason TEXT [--by WHO] "
             "[--emergency REF]\n"
             "       git done waive --all [SERVICE...] [CHECK...] --until YYYY-MM-DD --reason TEXT",
    .details = ("Adds a waiver of each check to the " DONE_SHEET_NAME
                " of each service in the work tree, or renews the\n"
                "one that is there, and changes nothing else in it. Of the words the first is a "
                "service and the\n"
                "last a check; between them a word that is the id of a check is one. --all stands "
                "for everything\n"
                "that a push of HEAD is refused for. What the policy of the integration branch "
                "would not count is\n"
                "refused, and then nothing is written. Prints what the next push must look like; "
                "commits and\n"
                "pushes nothing.\n"),
    .groups = {{&waive_table, 0}},
    .options_size = sizeof(struct done_excuse_options),
    .most_arguments = DONE_EXCUSE_WORDS_MAX,
    .exits = EXITS,
    .run = waive_run,
};

const struct done_command done_command_not_applicable = {
    .name = "not-applicable",
    .summary = "say in a service's sheet that a check does not apply to it",
    .usage = "git done not-applicable SERVICE... CHECK... --reason TEXT\n"
             "       git done not-applicable --all [SERVICE...] [CHECK...] --reason TEXT",
    .details = ("Adds an entry for each check to 'not_applicable' in the " DONE_SHEET_NAME
                " of each service in the\n"
                "work tree, and changes nothing else in it. Of the words the first is a service "
                "and the last a\n"
                "check; between them a word that is the id of a check is one. --all stands for "
                "everything that a\n"
                "push of HEAD is refused for. Such an entry has no last day; audits count them by "
                "check.\n"
                "Prints what the next push must look like; commits and pushes nothing.\n"),
    .groups = {{&dispute_table, 0}},
    .options_size = sizeof(struct done_excuse_options),
    .most_arguments = DONE_EXCUSE_WORDS_MAX,
    .exits = EXITS,
    .run = dispute_run,
};
