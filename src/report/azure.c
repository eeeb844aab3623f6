/* azure: logging commands that Azure Pipelines shows as issues of a build. */
#include "formats.h"

static void add_item(struct done_buf *out, struct done_arena *arena, const struct done_item *item)
{
	struct done_buf text = {0};

	done_buf_addf(out, "##vso[task.logissue type=%s;sourcepath=",
	              item->kind == DONE_ITEM_WARNING ? "warning" : "error");
	done_escape_azure_property(out, done_arena_shown(arena, item->path));
	done_buf_addf(out, ";linenumber=%d;columnnumber=%d;code=", item->line ? item->line : 1,
	              item->column ? item->column : 1);
	done_escape_azure_property(out, item->id);
	done_buf_addstr(out, ";]");
	if (item->service)
		done_buf_addf(&text, "%s: ", done_arena_shown(arena, done_item_service_name(item)));
	done_buf_addstr(&text, item->message);
	if (item->fix)
		done_buf_addf(&text, "\nfix: %s", item->fix);
	done_escape_azure_data(out, text.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&text);
}

static void write_azure(const struct done_report *report, const struct done_style *style,
                        struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_items_list list = {0};

	(void)style;
	done_items_collect(&arena, report, &list);
	done_items_spread(&list);
	for (size_t i = 0; i < list.nr; i++)
		add_item(out, &arena, &list.items[i]);
	done_say_closing(out, report);
	done_arena_release(&arena);
}

static void write_azure_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_item item;

	(void)exit_status;
	done_item_of_error(error, &item);
	add_item(out, &arena, &item);
	done_arena_release(&arena);
}

const struct done_format done_format_azure = {
	.name = "azure",
	.summary = "issues for Azure Pipelines",
	.write = write_azure,
	.write_error = write_azure_error,
};
