/*
 * github: workflow commands that GitHub Actions shows beside the lines of a change. Ten errors and
 * ten warnings a step are shown: so one a cause, one of every service before the second of any, and
 * the rest as lines of the log. The step summary is the markdown format's.
 */
#include <string.h>

#include "formats.h"

enum { SHOWN = 10 };

static void github_add_title(struct done_buf *text, const struct done_item *item)
{
	if (item->service) {
		done_item_say_whose(text, item);
		done_buf_addstr(text, ": ");
	}
	done_buf_addstr(text, item->id);
}

static void add_command(
    struct done_buf *out, struct done_arena *arena, const struct done_item *item)
{
	struct done_buf title = {0}, message = {0};

	done_buf_addf(out, "::%s file=", item->kind == DONE_ITEM_WARNING ? "warning" : "error");
	done_escape_github_property(out, done_arena_shown(arena, item->path));
	if (item->line)
		done_buf_addf(out, ",line=%d", item->line);
	if (item->line && item->column)
		done_buf_addf(out, ",col=%d", item->column);
	done_buf_addstr(out, ",title=");
	github_add_title(&title, item);
	done_escape_github_property(out, title.ptr);
	done_buf_addstr(out, "::");
	done_buf_addstr(&message, item->message);
	if (item->fix)
		done_buf_addf(&message, "\nfix: %s", item->fix);
	done_escape_github_data(out, message.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&title);
	done_buf_release(&message);
}

static void github_add_line(
    struct done_buf *out, struct done_arena *arena, const struct done_item *item)
{
	struct done_buf line = {0};

	done_buf_addf(
	    &line, "%s: %s", done_word_of_item(item->kind), done_arena_shown(arena, item->path));
	if (item->line)
		done_buf_addf(&line, ":%d", item->line);
	done_buf_addstr(&line, ": ");
	done_escape_plain(&line, item->message, 4000);
	done_buf_addstr(&line, " (");
	github_add_title(&line, item);
	done_buf_addstr(&line, ")\n");
	done_escape_commands(out, &line);
	done_buf_release(&line);
}

static void github_write_items(
    struct done_items_list *list, struct done_arena *arena, struct done_buf *out)
{
	size_t shown[2] = {0};

	done_items_spread(list);
	for (size_t i = 0; i < list->nr; i++) {
		if (shown[list->items[i].kind == DONE_ITEM_WARNING]++ < SHOWN)
			add_command(out, arena, &list->items[i]);
	}
	memset(shown, 0, sizeof(shown));
	for (size_t i = 0; i < list->nr; i++) {
		if (shown[list->items[i].kind == DONE_ITEM_WARNING]++ >= SHOWN)
			github_add_line(out, arena, &list->items[i]);
	}
}

static void write_github(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	(void)style;
	done_items_write(report, github_write_items, out);
	done_say_closing(out, report);
}

static void write_github_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	(void)exit_status;
	done_items_write_error(error, github_write_items, out);
}

const struct done_format done_format_github = {
    .name = "github",
    .summary = "annotations for GitHub Actions",
    .write = write_github,
    .write_error = write_github_error,
};
