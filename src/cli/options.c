/* Command lines, by option tables; the only file that knows popt. */
#include <limits.h>
#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define ROWS_MAX 64
/* The commits of a history (README, "Limits"), and more seconds than a day has. */
#define NUMBER_MAX 100000

struct parsing {
	const struct done_option *rows[ROWS_MAX];
	struct poptOption options[ROWS_MAX + 1];
	bool seen[ROWS_MAX];
	size_t nr;
	char *members[ROWS_MAX]; /* where the option is kept */
	struct done_command_line *line;
	size_t caps[ROWS_MAX];
};

static void gather_row(struct parsing *parsing, const struct done_option *row, char *group)
{
	struct poptOption *option = &parsing->options[parsing->nr];

	option->longName = row->name;
	option->shortName = row->letter;
	option->argInfo = row->argument ? POPT_ARG_STRING : POPT_ARG_NONE;
	option->val = (int)parsing->nr + 1;
	parsing->members[parsing->nr] = group + row->offset;
	parsing->rows[parsing->nr++] = row;
}

static void gather(struct parsing *parsing, const struct done_option_group *groups, char *options)
{
	for (size_t i = 0; i < DONE_OPTION_GROUPS && groups[i].table; i++) {
		const struct done_option_table *table = groups[i].table;
		char *group = options + groups[i].offset;

		if (table->defaults)
			memcpy(group, table->defaults, table->size);
		for (size_t j = 0; j < table->nr && parsing->nr < ROWS_MAX; j++)
			gather_row(parsing, &table->rows[j], group);
	}
}

static int set_string(const struct done_option *row, void *member, const char *text,
    struct parsing *parsing, size_t i, struct done_error *err)
{
	if (row->type == DONE_OPTION_STRINGS) {
		struct done_strings *strings = member;
		*DONE_ARENA_PUSH(
		    parsing->line->arena, strings->items, strings->nr, parsing->caps[i]) = text;
		return 0;
	}
	if (parsing->seen[i])
		return done_error_set(err, DONE_E_USAGE, "'--%s' is given twice", row->name);
	*(const char **)member = text;
	return 0;
}

static int set_number(
    const struct done_option *row, void *member, const char *text, struct done_error *err)
{
	int least = row->type == DONE_OPTION_COUNT ? 1 : 0;
	char *end;
	long number;

	if (row->type == DONE_OPTION_DAY) {
		if (done_day_parse(text, member))
			return 0;
		done_error_set(err, DONE_E_USAGE, "'--%s' takes a day, not '%s'", row->name, text);
		return done_error_cure(err, "write it as YYYY-MM-DD");
	}
	number = strtol(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || number < least || number > NUMBER_MAX)
		return done_error_set(err, DONE_E_USAGE,
		    "'--%s' takes a whole number from %d to %d, not '%s'", row->name, least,
		    NUMBER_MAX, text);
	*(int *)member = (int)number;
	return 0;
}

static int options_take(struct parsing *parsing, size_t i, char *argument, struct done_error *err)
{
	const struct done_option *row = parsing->rows[i];
	void *member = parsing->members[i];
	const char *text = argument ? done_arena_strdup(parsing->line->arena, argument) : NULL;
	int rc = 0;

	if (row->type == DONE_OPTION_HELP)
		parsing->line->wants_help = true;
	else if (row->type == DONE_OPTION_FLAG)
		*(bool *)member = true;
	else if (!text || !*text)
		rc = done_error_set(err, DONE_E_USAGE, "'--%s' needs a value", row->name);
	else if (row->type == DONE_OPTION_STRING || row->type == DONE_OPTION_STRINGS)
		rc = set_string(row, member, text, parsing, i, err);
	else
		rc = set_number(row, member, text, err);
	parsing->seen[i] = true;
	return rc;
}

static int options_refuse(const struct parsing *parsing, poptContext context, int rc,
    const char *command, struct done_error *err)
{
	const char *names[ROWS_MAX];
	const char *bad = poptBadOption(context, POPT_BADOPTION_NOALIAS);
	const char *bare = bad;
	const char *nearest;
	char *name, *equals;

	if (rc == POPT_ERROR_NOARG)
		return done_error_set(err, DONE_E_USAGE, "'%s' needs a value", bad);
	if (rc != POPT_ERROR_BADOPT)
		return done_error_set(err, DONE_E_USAGE, "'%s': %s", bad, poptStrerror(rc));
	while (*bare == '-')
		bare++;
	name = done_arena_strdup(parsing->line->arena, bare);
	equals = strchr(name, '=');
	if (equals)
		*equals = '\0';
	for (size_t i = 0; i < parsing->nr; i++)
		names[i] = parsing->rows[i]->name;
	nearest = done_name_nearest(name, names, parsing->nr);
	done_error_set(err, DONE_E_USAGE, "unknown option '%s' of 'git done %s'", bad, command);
	if (nearest)
		return done_error_cure(err, "did you mean '--%s'?", nearest);
	return done_error_cure(err, "'git done help %s' lists its options", command);
}

static void take_arguments(struct parsing *parsing, poptContext context)
{
	struct done_strings *arguments = &parsing->line->arguments;
	size_t cap = 0;

	for (const char *argument; (argument = poptGetArg(context));)
		*DONE_ARENA_PUSH(parsing->line->arena, arguments->items, arguments->nr, cap) =
		    done_arena_strdup(parsing->line->arena, argument);
}

int done_options_parse(const struct done_option_group *groups, int argc, char **argv, void *options,
    struct done_command_line *line, struct done_error *err)
{
	struct parsing parsing = {.line = line};
	poptContext context;
	int next;

	gather(&parsing, groups, options);
	context = poptGetContext("git-done", argc, (const char **)argv, parsing.options, 0);
	if (!context)
		done_out_of_memory();
	/* On to the end after an error, the first of which is the one to say: the reports that are
	 * asked for further on are to say it too. */
	while ((next = poptGetNextOpt(context)) != -1) {
		char *argument = next > 0 ? poptGetOptArg(context) : NULL;
		struct done_error problem = {0};

		if (next > 0)
			options_take(&parsing, (size_t)next - 1, argument, &problem);
		else
			options_refuse(&parsing, context, next, argv[0], &problem);
		done_error_take(err, &problem);
		free(argument);
	}
	if (!err->code)
		take_arguments(&parsing, context);
	poptFreeContext(context);
	return err->code;
}
