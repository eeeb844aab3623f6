/* git done completion bash|zsh: completion made from the same tables as the help. */
#include <string.h>

#include "cli.h"

static const struct done_option rows[] = {
	DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows), 0, NULL};

static void add_words(const struct done_command *command, struct done_buf *out)
{
	for (size_t i = 0; i < DONE_OPTION_GROUPS && command->groups[i].table; i++) {
		const struct done_option_table *table = command->groups[i].table;

		for (size_t j = 0; j < table->nr; j++)
			done_buf_addf(out, " --%s", table->rows[j].name);
	}
}

/* One function serves `git done` (git's own completion calls _git_done) and `git-done`. */
static void bash(const struct done_commands *commands, struct done_buf *out)
{
	done_buf_addstr(out,
	                "# git-done completion for bash: eval \"$(git-done completion bash)\"\n"
	                "_git_done() {\n"
	                "  local word=\"${COMP_WORDS[COMP_CWORD]}\" "
	                "previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
	                "  local command=check words= i\n"
	                "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
	                "    case \"${COMP_WORDS[i]}\" in\n      ");
	for (size_t i = 0; i < commands->nr; i++)
		done_buf_addf(out, "%s%s", i ? "|" : "", commands->items[i]->name);
	done_buf_addstr(out, ") command=\"${COMP_WORDS[i]}\"; break;;\n    esac\n  done\n"
	                     "  case \"$previous\" in\n    --format|-f) words='");
	for (size_t i = 0; i < done_formats_nr; i++)
		done_buf_addf(out, "%s%s", i ? " " : "", done_formats[i]->name);
	done_buf_addstr(out, "';;\n    --color) words='auto always never';;\n"
	                     "    --policy-from) words='base head';;\n"
	                     "    --hook|hook) words='pre-push pre-commit';;\n"
	                     "    policy) words='lint show schema';;\n"
	                     "    done|git-done) words='");
	for (size_t i = 0; i < commands->nr; i++)
		done_buf_addf(out, "%s ", commands->items[i]->name);
	add_words(&done_command_check, out);
	done_buf_addstr(out, "';;\n    *) case \"$command\" in\n");
	for (size_t i = 0; i < commands->nr; i++) {
		done_buf_addf(out, "      %s) words='", commands->items[i]->name);
		add_words(commands->items[i], out);
		done_buf_addstr(out, "';;\n");
	}
	done_buf_addstr(out, "    esac;;\n  esac\n"
	                     "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	                     "}\ncomplete -F _git_done git-done\n");
}

/* zsh runs bash's completion through its own emulation. */
static void zsh(const struct done_commands *commands, struct done_buf *out)
{
	done_buf_addstr(out, "# git-done completion for zsh: eval \"$(git-done completion zsh)\"\n"
	                     "autoload -Uz bashcompinit && bashcompinit\n"
	                     "mapfile() { COMPREPLY=(\"${(@f)$(cat)}\") }\n");
	bash(commands, out);
}

static const struct {
	const char *name;
	void (*write)(const struct done_commands *commands, struct done_buf *out);
} shells[] = {
	{"bash", bash},
	{"zsh", zsh},
};

static int completion_run(void *options, struct done_command_line *line, struct done_error *err)
{
	(void)options;
	for (size_t i = 0; line->arguments.nr && i < DONE_ARRAY_SIZE(shells); i++) {
		struct done_buf text = {0};
		int rc;

		if (strcmp(shells[i].name, line->arguments.items[0]) != 0)
			continue;
		shells[i].write(line->commands, &text);
		rc = done_print(text.ptr, text.len, err);
		done_buf_release(&text);
		return rc < 0 ? rc : 0;
	}
	done_error_set(err, DONE_E_USAGE, "the name of the shell is missing");
	return done_error_cure(err, "usage: %s", done_command_completion.usage);
}

const struct done_command done_command_completion = {
	.name = "completion",
	.summary = "print completion for a shell",
	.usage = "git done completion bash|zsh",
	.groups = {{&own, 0}},
	.most_arguments = 1,
	.exits = {[DONE_EXIT_MET] = "the script is printed",
                  DONE_EXIT_SAYS_USAGE,
                  DONE_EXIT_SAYS_UNWRITTEN},
	.run = completion_run,
};
