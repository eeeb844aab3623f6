/*
 * teamcity: service messages: an inspection for each finding, and a build problem where the bar is
 * not met or nothing could be decided.
 */
#include <stdio.h>
#include <string.h>

#include "formats.h"

static void add_value(struct done_buf *out, const char *name, const char *text)
{
	done_buf_addf(out, " %s='", name);
	done_escape_teamcity(out, text);
	done_buf_addch(out, '\'');
}

static void add_type(
    struct done_buf *out, const char *id, const char *category, const char *description)
{
	done_buf_addstr(out, "##teamcity[inspectionType");
	add_value(out, "id", id);
	add_value(out, "name", id);
	add_value(out, "description", description);
	add_value(out, "category", category);
	done_buf_addstr(out, "]\n");
}

/* A type must come before its first inspection, once. */
static void add_types(
    struct done_buf *out, struct done_arena *arena, const struct done_items_list *list)
{
	struct done_rules rules;

	done_rules_collect(arena, list, &rules);
	for (size_t i = 0; i < rules.nr; i++) {
		const struct done_check_report *check = rules.items[i]->check;
		const char *id = rules.items[i]->id;

		add_type(out, id, "definition of done",
		    check && check->check->why ? check->check->why : id);
	}
}

static void teamcity_add_item(
    struct done_buf *out, struct done_arena *arena, const struct done_item *item)
{
	struct done_buf text = {0};
	char line[16];

	done_item_say(&text, item, "\nfix: ");
	snprintf(line, sizeof(line), "%d", item->line ? item->line : 1);
	done_buf_addstr(out, "##teamcity[inspection");
	add_value(out, "typeId", item->id);
	add_value(out, "message", text.ptr);
	add_value(out, "file", done_arena_shown(arena, item->path));
	add_value(out, "line", line);
	add_value(out, "SEVERITY", item->kind == DONE_ITEM_WARNING ? "WARNING" : "ERROR");
	done_buf_addstr(out, "]\n");
	done_buf_release(&text);
}

static void add_problem(struct done_buf *out, const char *description)
{
	done_buf_addstr(out, "##teamcity[buildProblem");
	add_value(out, "description", description);
	add_value(out, "identity", "git-done");
	done_buf_addstr(out, "]\n");
}

static void teamcity_write_items(
    struct done_items_list *list, struct done_arena *arena, struct done_buf *out)
{
	done_items_spread(list);
	add_types(out, arena, list);
	for (size_t i = 0; i < list->nr; i++)
		teamcity_add_item(out, arena, &list->items[i]);
}

static void write_teamcity(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_buf text = {0};

	(void)style;
	done_items_write(report, teamcity_write_items, out);
	done_say_verdict(&text, report);
	if (done_exit_of_report(report) != DONE_EXIT_MET)
		add_problem(out, text.ptr);
	done_buf_addch(&text, '\n');
	done_escape_commands(out, &text);
	done_buf_release(&text);
}

static void write_teamcity_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_buf text = {0};

	(void)exit_status;
	done_buf_addstr(&text, "git-done: ");
	done_error_describe(error, &text);
	if (error->cure[0])
		done_buf_addf(&text, "\n%s", error->cure);
	add_problem(out, text.ptr);
	done_buf_release(&text);
}

const struct done_format done_format_teamcity = {
    .name = "teamcity",
    .summary = "service messages for TeamCity",
    .write = write_teamcity,
    .write_error = write_teamcity_error,
};
