/* git done help: from the tables, so that it cannot say what is not so. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static void help_exits(const struct done_command *command, struct done_buf *out)
{
	done_buf_addstr(out, "\nExit status:\n");
	for (int i = 0; i < DONE_EXITS; i++) {
		if (command->exits[i])
			done_buf_addf(out, "  %d  %s\n", i, command->exits[i]);
	}
}

static void help_options(const struct done_option_table *table, struct done_buf *out)
{
	for (size_t i = 0; i < table->nr; i++) {
		const struct done_option *row = &table->rows[i];
		char left[64];

		snprintf(left, sizeof(left), "%c%c%s --%s%s%s", row->letter ? '-' : ' ',
		    row->letter ? row->letter : ' ', row->letter ? "," : " ", row->name,
		    row->argument ? " " : "", row->argument ? row->argument : "");
		if (strlen(left) > 28)
			done_buf_addf(out, "  %s\n  %-28s  %s\n", left, "", row->help);
		else
			done_buf_addf(out, "  %-28s  %s\n", left, row->help);
	}
}

static void help_command(const struct done_command *command, struct done_buf *out)
{
	done_buf_addf(
	    out, "%s: %s\n\nUsage: %s\n", command->name, command->summary, command->usage);
	if (command->details)
		done_buf_addf(out, "\n%s", command->details);
	if (command->groups[0].table)
		done_buf_addstr(out, "\nOptions:\n");
	for (size_t i = 0; i < DONE_OPTION_GROUPS && command->groups[i].table; i++)
		help_options(command->groups[i].table, out);
	help_exits(command, out);
}

static void help_formats(struct done_buf *out)
{
	done_buf_addstr(out, "Formats, for --format FORMAT or --format FORMAT=FILE:\n");
	for (size_t i = 0; i < done_formats_nr; i++)
		done_buf_addf(out, "  %-12s %s\n", done_formats[i]->name, done_formats[i]->summary);
}

static void help_all(const struct done_commands *commands, struct done_buf *out)
{
	done_buf_addstr(out,
	    "git done: is this change done? It holds every service that a change "
	    "touches to the bar\n"
	    "that .git-done.yml declares. 'git done' alone is 'git done check'.\n"
	    "\n"
	    "Commands:\n");
	for (size_t i = 0; i < commands->nr; i++)
		done_buf_addf(
		    out, "  %-10s %s\n", commands->items[i]->name, commands->items[i]->summary);
	done_buf_addstr(out,
	    "\n'git done help COMMAND' explains a command and its exit status; "
	    "'git done help formats'\nlists the formats.\n");
	help_exits(&done_command_check, out);
}

static int help_run(void *options, struct done_command_line *line, struct done_error *err)
{
	struct done_buf text = {0};
	const struct done_command *command = NULL;
	int rc = 0;

	(void)options;
	if (line->arguments.nr)
		command = done_command_find(line->commands, line->arguments.items[0]);
	if (command)
		help_command(command, &text);
	else if (!line->arguments.nr)
		help_all(line->commands, &text);
	else if (!strcmp(line->arguments.items[0], "formats"))
		help_formats(&text);
	else
		rc = done_command_unknown(line->commands, line->arguments.items[0], err);
	if (rc >= 0)
		rc = done_print(text.ptr, text.len, err);
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_help = {
    .name = "help",
    .summary = "show help for a command",
    .usage = "git done help [COMMAND | formats]",
    .details = "git itself answers 'git done --help' by looking for a manual page; 'git done "
               "help' and\n"
               "'git done check -h' print this help.\n",
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "the help is printed",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = help_run,
};
