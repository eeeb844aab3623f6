/* git done manual: manual pages for man, from the tables that also give help and reference. */
#include <stdio.h>
#include <string.h>

#include "../cli.h"
#include "manual.h"

static const struct done_option rows[] = {
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows), 0, NULL};

/* ---- the pages of section 5 ---- */

static const struct manual_format {
	const char *name, *summary;
	const char *page; /* of the reference */
	bool has_kinds;   /* those of the kinds follow */
	const char *see_also;
} manual_formats[] = {
    {"git-done-policy", "what services are held to: .git-done.yml", "policy", true,
        "git-done(1), git-done-sheet(5), git-done-explain(1), git-done-init(1)"},
    {"git-done-sheet", "what a service says of itself: done.yml", "sheet", false,
        "git-done(1), git-done-policy(5), git-done-draft(1), git-done-waive(1)"},
};

static int manual_add_page(
    const char *name, const char *title, struct done_buf *out, struct done_error *err)
{
	struct done_buf page = {0};
	int rc = done_page_write(name, &page, err);

	if (rc >= 0)
		done_roff_markdown(out, title, page.ptr);
	done_buf_release(&page);
	return rc < 0 ? rc : 0;
}

static int manual_write_format(
    const struct manual_format *format, struct done_buf *out, struct done_error *err)
{
	const struct done_kind_forms *kinds = done_check_forms();
	int rc;

	done_roff_title(out, format->name, 5, format->summary);
	rc = manual_add_page(format->page, "DESCRIPTION", out, err);
	for (size_t i = 0; rc >= 0 && format->has_kinds && i < kinds->nr; i++) {
		struct done_buf title = {0};

		done_buf_addf(&title, "KIND %s", kinds->items[i]->name);
		rc = manual_add_page(kinds->items[i]->name, title.ptr, out, err);
		done_buf_release(&title);
	}
	done_roff_heading(out, "SEE ALSO");
	done_roff_paragraph(out, format->see_also, strlen(format->see_also));
	return rc;
}

/* ---- all pages ---- */

/* "git-done.1" is of the program, the others of section 1 of a command each. */
static void manual_name(const struct done_commands *commands, size_t i, char name[64])
{
	if (i == 0)
		snprintf(name, 64, "git-done.1");
	else if (i <= commands->nr)
		snprintf(name, 64, "git-done-%s.1", commands->items[i - 1]->name);
	else
		snprintf(name, 64, "%s.5", manual_formats[i - 1 - commands->nr].name);
}

static int manual_write(
    const struct done_commands *commands, size_t i, struct done_buf *out, struct done_error *err)
{
	if (i == 0)
		done_manual_of_program(commands, out);
	else if (i <= commands->nr)
		done_manual_of_command(commands->items[i - 1], out);
	else
		return manual_write_format(&manual_formats[i - 1 - commands->nr], out, err);
	return 0;
}

static int manual_refuse(const struct done_command_line *line, struct done_error *err)
{
	const struct done_commands *commands = line->commands;
	size_t nr = 1 + commands->nr + DONE_ARRAY_SIZE(manual_formats);
	const char **names = done_arena_array(line->arena, nr, sizeof(*names));
	const char *nearest;

	for (size_t i = 0; i < nr; i++) {
		char name[64];

		manual_name(commands, i, name);
		names[i] = done_arena_strdup(line->arena, name);
	}
	nearest = done_name_nearest(line->arguments.items[0], names, nr);
	done_error_set(err, DONE_E_USAGE, "there is no manual page '%s'", line->arguments.items[0]);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "'git done manual' lists them");
}

static int manual_run(void *options, struct done_command_line *line, struct done_error *err)
{
	size_t nr = 1 + line->commands->nr + DONE_ARRAY_SIZE(manual_formats);
	struct done_buf text = {0};
	bool is_found = !line->arguments.nr;
	int rc = 0;

	(void)options;
	for (size_t i = 0; rc >= 0 && i < nr; i++) {
		char name[64];

		manual_name(line->commands, i, name);
		if (!line->arguments.nr) {
			done_buf_addf(&text, "%s\n", name);
		} else if (!strcmp(line->arguments.items[0], name)) {
			is_found = true;
			rc = manual_write(line->commands, i, &text, err);
		}
	}
	if (rc >= 0)
		rc = is_found ? done_print(text.ptr, text.len, err) : manual_refuse(line, err);
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_manual = {
    .name = "manual",
    .summary = "print a manual page, for man",
    .usage = "git done manual [PAGE]",
    .details = "Without an argument it lists the pages. Packages install them, and 'git help "
               "done' shows\n"
               "the first. Without a package: git done manual git-done.1 | man -l -\n",
    .groups = {{&own, 0}},
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "the page is printed",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = manual_run,
};
