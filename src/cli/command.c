/* Commands by their names. */
#include <string.h>

#include "cli.h"

const struct done_command *done_command_find(const struct done_commands *commands, const char *name)
{
	for (size_t i = 0; i < commands->nr; i++) {
		if (!strcmp(commands->items[i]->name, name))
			return commands->items[i];
	}
	return NULL;
}

int done_command_unknown(
    const struct done_commands *commands, const char *name, struct done_error *err)
{
	const char *names[32];
	const char *nearest;

	for (size_t i = 0; i < commands->nr; i++)
		names[i] = commands->items[i]->name;
	nearest = done_name_nearest(name, names, commands->nr);
	done_error_set(err, DONE_E_USAGE, "'%s' is not a command of git done", name);
	if (nearest)
		return done_error_cure(err, "did you mean 'git done %s'?", nearest);
	return done_error_cure(err, "'git done help' lists the commands");
}

int done_command_usage(const struct done_command *command, struct done_error *err)
{
	size_t first = strcspn(command->usage, "\n");

	return command->usage[first] ? done_error_cure(err, "usage: %.*s; more: git done help %s",
	                                   (int)first, command->usage, command->name)
	                             : done_error_cure(err, "usage: %s", command->usage);
}

/* What usages and refusals print in the place of a name. */
int done_command_refuse_stand_ins(const struct done_strings *arguments, struct done_error *err)
{
	static const struct {
		const char *word, *what, *cure;
	} stand_ins[] = {
	    {"SERVICE", "the name of a service", "'git done services' lists them"},
	    {"CHECK", "the id of a check, such as docs.readme",
	        "'git done check' prints those that are not met"},
	};

	for (size_t i = 0; i < arguments->nr; i++) {
		for (size_t j = 0; j < DONE_ARRAY_SIZE(stand_ins); j++) {
			if (strcmp(arguments->items[i], stand_ins[j].word) != 0)
				continue;
			done_error_set(err, DONE_E_USAGE,
			    "'%s' stands for %s: write it in its place", stand_ins[j].word,
			    stand_ins[j].what);
			return done_error_cure(err, "%s", stand_ins[j].cure);
		}
	}
	return 0;
}
