/* The table of commands, and the dispatcher. */
#include <assert.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const struct done_command *const table[] = {
    &done_command_check,
    &done_command_audit,
    &done_command_merge,
    &done_command_hook,
    &done_command_init,
    &done_command_draft,
    &done_command_install,
    &done_command_uninstall,
    &done_command_doctor,
    &done_command_policy,
    &done_command_explain,
    &done_command_why,
    &done_command_waive,
    &done_command_not_applicable,
    &done_command_record,
    &done_command_evidence,
    &done_command_graph,
    &done_command_services,
    &done_command_log,
    &done_command_blame,
    &done_command_replay,
    &done_command_completion,
    &done_command_help,
    &done_command_manual,
    &done_command_version,
};
static const struct done_commands commands = {table, DONE_ARRAY_SIZE(table)};

/* The command's name, and where its own arguments begin. `git done` alone checks. */
static const struct done_command *commands_choose(
    int argc, char **argv, int *first, struct done_error *err)
{
	static const struct {
		const char *option;
		const struct done_command *command;
	} spellings[] = {
	    {"--help", &done_command_help},
	    {"-h", &done_command_help},
	    {"--version", &done_command_version},
	};
	const struct done_command *command;

	*first = 1;
	for (size_t i = 0; argc > 1 && i < DONE_ARRAY_SIZE(spellings); i++) {
		if (!strcmp(argv[1], spellings[i].option))
			return spellings[i].command;
	}
	*first = 0;
	if (argc < 2 || argv[1][0] == '-')
		return &done_command_check;
	*first = 1;
	command = done_command_find(&commands, argv[1]);
	if (!command)
		done_command_unknown(&commands, argv[1], err);
	return command;
}

static int too_many(const struct done_command *command, const struct done_command_line *line,
    struct done_error *err)
{
	if (line->arguments.nr <= command->most_arguments)
		return 0;
	done_error_set(err, DONE_E_USAGE, "'git done %s' takes %zu %s, not %zu: from '%s' on",
	    command->name, command->most_arguments,
	    command->most_arguments == 1 ? "argument" : "arguments", line->arguments.nr,
	    line->arguments.items[command->most_arguments]);
	return done_command_usage(command, err);
}

/* What the options say of outputs; NULL: the command writes no reports. */
static const struct done_output_options *output_options(
    const struct done_command *command, const char *options)
{
	for (size_t i = 0; i < DONE_OPTION_GROUPS; i++) {
		if (command->groups[i].table == &done_output_table)
			return (const void *)(options + command->groups[i].offset);
	}
	return NULL;
}

/* popt wants a name in front. */
static int parse_line(const struct done_command *command, int argc, char **argv, void *options,
    struct done_command_line *line, struct done_error *err)
{
	char **copy = done_arena_array(line->arena, (size_t)argc + 2, sizeof(*copy));

	copy[0] = done_arena_strdup(line->arena, command->name);
	for (int i = 0; i < argc; i++)
		copy[i + 1] = argv[i];
	return done_options_parse(command->groups, argc + 1, copy, options, line, err);
}

static int commands_run(const struct done_command *command, int argc, char **argv,
    struct done_arena *arena, struct done_error *err)
{
	struct done_command_line line = {.arena = arena, .commands = &commands};
	void *options = done_arena_array(arena, 1, command->options_size + 1);
	const struct done_output_options *output = output_options(command, options);
	int rc = parse_line(command, argc, argv, options, &line, err);

	if (rc >= 0 && line.wants_help) {
		const char *names[] = {command->name};
		struct done_command_line help = {
		    .arena = arena, .commands = &commands, .arguments = {names, 1}};

		return done_command_help.run(NULL, &help, err);
	}
	if (rc >= 0)
		rc = too_many(command, &line, err);
	if (rc >= 0)
		rc = command->run(options, &line, err);
	/* The help says what a command ends with, and must not leave a status out. */
	assert(rc < 0 || (rc < DONE_EXITS && command->exits[rc]));
	if (rc < 0 && output && !line.is_produced)
		done_produce_error(output, arena, err);
	return rc;
}

int done_cli_main(int argc, char **argv)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	const struct done_command *command;
	int first, rc;

	signal(SIGPIPE, SIG_IGN);
	command = commands_choose(argc, argv, &first, &err);
	rc = command ? commands_run(command, argc - 1 - first, argv + 1 + first, &arena, &err) : -1;
	if (rc < 0) {
		done_print_error(&err);
		rc = done_exit_of_error(&err);
		assert(!command || command->exits[rc]);
	}
	done_arena_release(&arena);
	return rc;
}
