/* git done log: what changed of the bar, commit by commit. */
#include <string.h>

#include "log.h"

#define LAST_USUAL 1000

struct log_options {
	int last; /* 0: not said */
	done_day since;
	struct done_strings formats;
	const char *color;
	bool verbose;
	struct done_judge_options judge;
};

#define AT(member) offsetof(struct log_options, member)

static const struct done_option rows[] = {
    {"last", 0, DONE_OPTION_COUNT, AT(last), "N",
        "look at the newest N commits (default: 1000; with --since or a range: all)"},
    {"since", 0, DONE_OPTION_DAY, AT(since), "YYYY-MM-DD", "look at the commits since this day"},
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT",
        "text, json, or html: a page with the trend as charts"},
    {"color", 0, DONE_OPTION_STRING, AT(color), "WHEN", "use color: auto, always or never"},
    {"verbose", 'v', DONE_OPTION_FLAG, AT(verbose), NULL, "list every edit of the policy"},
};
static const struct log_options defaults = {
    .since = DONE_NO_DAY, .judge = {.now = DONE_NO_DAY, .timeout = -1}};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

typedef void log_write(const struct history_printing *printing, struct done_buf *out);
static const struct {
	const char *name;
	log_write *write;
} log_formats[] = {
    {"text", history_log_text},
    {"json", history_log_json},
    {"html", history_log_html},
};

static log_write *log_choose_format(const struct done_strings *formats, struct done_error *err)
{
	const char *name = formats->nr ? formats->items[0] : "text";

	if (formats->nr > 1) {
		done_error_set(err, DONE_E_USAGE, "a log is printed in one format only");
		return NULL;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(log_formats); i++) {
		if (!strcmp(log_formats[i].name, name))
			return log_formats[i].write;
	}
	done_error_set(err, DONE_E_USAGE, "unknown format '%s'", name);
	done_error_cure(err, "a log can be printed as text, json or html");
	return NULL;
}

static int log_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct log_options *options = data;
	struct history_asked asked = {
	    .wanted = {.revision = line->arguments.nr ? line->arguments.items[0] : "HEAD",
	        .last = (size_t)options->last,
	        .since = options->since},
	    .judging = {.phase = "judging"}};
	struct history_log log;
	struct history_printing printing = {
	    .asked = &asked, .log = &log, .arena = line->arena, .verbose = options->verbose};
	log_write *write = log_choose_format(&options->formats, err);
	int color = write ? done_terminal_color(options->color, err) : -1;
	struct done_buf out = {0};
	int rc;

	if (color < 0)
		return err->code;
	printing.color = color > 0;
	if (!options->last && options->since == DONE_NO_DAY && !strstr(asked.wanted.revision, ".."))
		asked.wanted.last = LAST_USUAL;
	if (history_ask(&asked, &options->judge, line->arena, err) < 0)
		return err->code;
	history_log_make(&asked.line, asked.nr_judged, &asked.filter, line->arena, &log);
	write(&printing, &out);
	rc = done_print(out.ptr ? out.ptr : "", out.len, err);
	done_buf_release(&out);
	if (rc < 0)
		return rc;
	return log.nr_undecided || asked.nr_judged < asked.line.nr ? DONE_EXIT_UNDECIDED
	                                                           : DONE_EXIT_MET;
}

const struct done_command done_command_log = {
    .name = "log",
    .summary = "show which commits changed what meets the bar, newest first",
    .usage = "git done log [REV | A..B] [--last N | --since DAY] [options]",
    .details = "Judges each commit on the line of first parents of REV (default: HEAD) as an\n"
               "audit would, and prints what differs from its parent: checks that became met\n"
               "or unmet, tiers, services that came, went or moved, and edits of the policy.\n"
               "Commits that changed none of it are only counted. All are judged by one\n"
               "policy, that of HEAD, or --policy, or --policy-from REV; '--policy-from\n"
               "head' takes each commit's own. Waivers and experiments count by the day of\n"
               "each commit. Ctrl-C prints what was judged up to then.\n"
               "To draw the trend into the html report of an audit, write 'git done log\n"
               "--format json >history.json', then 'git done audit --history history.json'.\n"
               "The command has no pager of its own; 'git config pager.done less' turns on\n"
               "that of git.\n",
    .groups = {{&own, 0}, {&done_judge_table, AT(judge)}},
    .options_size = sizeof(struct log_options),
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "every commit was judged, whatever changed",
        [DONE_EXIT_USAGE] = "the command line or the policy is not valid",
        [DONE_EXIT_UNDECIDED] = "some commits could not be judged, or all",
        [DONE_EXIT_INTERNAL] = "internal error, or a failed write"},
    .run = log_run,
};
