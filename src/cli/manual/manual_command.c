/* The manual page of a command: its row in the table of commands. */
#include <string.h>

#include "manual.h"

/* A usage of several lines is one synopsis each. */
static void manual_add_synopsis(struct done_buf *out, const char *usage)
{
	done_roff_heading(out, "SYNOPSIS");
	while (*usage) {
		size_t len;

		usage += strspn(usage, " \n");
		len = strcspn(usage, "\n");
		if (len)
			done_roff_paragraph(out, usage, len);
		usage += len;
	}
}

static void manual_add_options(const struct done_option_table *table, struct done_buf *out)
{
	for (size_t i = 0; i < table->nr; i++) {
		const struct done_option *row = &table->rows[i];
		struct done_buf term = {0};

		if (row->letter)
			done_buf_addf(&term, "-%c, ", row->letter);
		done_buf_addf(&term, "--%s", row->name);
		if (row->argument)
			done_buf_addf(&term, " %s", row->argument);
		done_roff_term(out, term.ptr, row->help);
		done_buf_release(&term);
	}
}

void done_manual_add_exits(const struct done_command *command, struct done_buf *out)
{
	done_roff_heading(out, "EXIT STATUS");
	for (int i = 0; i < DONE_EXITS; i++) {
		char status[2] = {(char)('0' + i), '\0'};

		if (command->exits[i])
			done_roff_term(out, status, command->exits[i]);
	}
}

void done_manual_of_command(const struct done_command *command, struct done_buf *out)
{
	static const char see_also[] = "git-done(1), git-done-policy(5), git-done-sheet(5)";
	struct done_buf name = {0};

	done_buf_addf(&name, "git-done-%s", command->name);
	done_roff_title(out, name.ptr, 1, command->summary);
	done_buf_release(&name);
	manual_add_synopsis(out, command->usage);
	if (command->details) {
		done_roff_heading(out, "DESCRIPTION");
		done_roff_plain(out, command->details);
	}
	if (command->groups[0].table)
		done_roff_heading(out, "OPTIONS");
	for (size_t i = 0; i < DONE_OPTION_GROUPS && command->groups[i].table; i++)
		manual_add_options(command->groups[i].table, out);
	done_manual_add_exits(command, out);
	done_roff_heading(out, "SEE ALSO");
	done_roff_paragraph(out, see_also, strlen(see_also));
}
