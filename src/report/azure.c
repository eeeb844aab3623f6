/* azure: logging commands that Azure Pipelines shows as issues of a build. */
#include "formats.h"

static void azure_add_item(
    struct done_buf *out, struct done_arena *arena, const struct done_item *item)
{
	struct done_buf text = {0};

	done_buf_addf(out, "##vso[task.logissue type=%s;sourcepath=",
	    item->kind == DONE_ITEM_WARNING ? "warning" : "error");
	done_escape_azure_property(out, done_arena_shown(arena, item->path));
	done_buf_addf(out, ";linenumber=%d;columnnumber=%d;code=", item->line ? item->line : 1,
	    item->column ? item->column : 1);
	done_escape_azure_property(out, item->id);
	done_buf_addstr(out, ";]");
	done_item_say(&text, item, "\nfix: ");
	done_escape_azure_data(out, text.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&text);
}

static void azure_write_items(
    struct done_items_list *list, struct done_arena *arena, struct done_buf *out)
{
	done_items_spread(list);
	for (size_t i = 0; i < list->nr; i++)
		azure_add_item(out, arena, &list->items[i]);
}

static void write_azure(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	(void)style;
	done_items_write(report, azure_write_items, out);
	done_say_closing(out, report);
}

static void write_azure_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	(void)exit_status;
	done_items_write_error(error, azure_write_items, out);
}

const struct done_format done_format_azure = {
    .name = "azure",
    .summary = "issues for Azure Pipelines",
    .write = write_azure,
    .write_error = write_azure_error,
};
