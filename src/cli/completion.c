/* git done completion bash|zsh|fish: the script of a shell (config/completion), which asks for
 * words. */
#include "completion.h"

#include <string.h>

#include "done/policy.h"

#define COMPLETION_WORDS_MAX 1000

extern const struct done_embedded_text done_completion_scripts[];
extern const size_t done_completion_scripts_nr;

static const struct done_option rows[] = {
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows), 0, NULL};

static int completion_script(const char *shell, struct done_error *err)
{
	const char *names[8], *nearest;
	size_t nr = 0;

	for (size_t i = 0; i < done_completion_scripts_nr && nr < DONE_ARRAY_SIZE(names); i++) {
		const struct done_embedded_text *script = &done_completion_scripts[i];

		if (!strcmp(script->name, shell))
			return done_print(script->text, script->len, err);
		names[nr++] = script->name;
	}
	nearest = done_name_nearest(shell, names, nr);
	done_error_set(err, DONE_E_USAGE, "there is no completion for the shell '%s'", shell);
	return nearest ? done_error_cure(err, "did you mean '%s'?", nearest)
	               : done_command_usage(&done_command_completion, err);
}

static int completion_run(void *options, struct done_command_line *line, struct done_error *err)
{
	const struct done_strings *arguments = &line->arguments;

	(void)options;
	if (!arguments->nr) {
		done_error_set(err, DONE_E_USAGE, "the name of the shell is missing");
		return done_command_usage(&done_command_completion, err);
	}
	if (!strcmp(arguments->items[0], "words")) {
		struct done_words request = {
		    line->commands, {arguments->items + 1, arguments->nr - 1}};

		return done_completion_words(&request, err);
	}
	return completion_script(arguments->items[0], err);
}

const struct done_command done_command_completion = {
    .name = "completion",
    .summary = "print completion for a shell",
    .usage = "git done completion bash|zsh|fish",
    .details = "bash: eval \"$(git-done completion bash)\"\n"
               "zsh:  eval \"$(git-done completion zsh)\"\n"
               "fish: git-done completion fish | source\n"
               "Commands, options, refs, services, checks and files are completed. The scripts "
               "ask for them by\n"
               "'git-done completion words -- WORD...'.\n",
    .groups = {{&own, 0}},
    .most_arguments = COMPLETION_WORDS_MAX,
    .exits = {[DONE_EXIT_MET] = "the script is printed",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = completion_run,
};
