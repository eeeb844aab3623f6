/* checkstyle: XML as Checkstyle writes it, which many tools read. Findings are grouped by file. */
#include <stdlib.h>
#include <string.h>

#include "formats.h"

static int checkstyle_compare_paths(const void *left, const void *right)
{
	const struct done_item *a = left, *b = right;
	int rc = strcmp(a->path, b->path);

	if (rc)
		return rc;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->position < b->position ? -1 : a->position > b->position;
}

static const char *const checkstyle_severities[] = {[DONE_ITEM_UNMET] = "error",
    [DONE_ITEM_UNDECIDED] = "error",
    [DONE_ITEM_WARNING] = "warning",
    [DONE_ITEM_OWED] = "info"};

static void add_error(struct done_buf *out, const struct done_item *item)
{
	struct done_buf text = {0};

	done_buf_addf(out, "    <error line=\"%d\"", item->line ? item->line : 1);
	if (item->column)
		done_buf_addf(out, " column=\"%d\"", item->column);
	done_buf_addf(out, " severity=\"%s\" message=\"", checkstyle_severities[item->kind]);
	done_item_say(&text, item, "\nfix: ");
	done_escape_xml(out, text.ptr);
	done_buf_addstr(out, "\" source=\"git-done.");
	done_escape_xml(out, item->id);
	done_buf_addstr(out, "\"/>\n");
	done_buf_release(&text);
}

static void checkstyle_write_items(
    struct done_items_list *list, struct done_arena *arena, struct done_buf *out)
{
	if (list->nr)
		qsort(list->items, list->nr, sizeof(*list->items), checkstyle_compare_paths);
	done_buf_addstr(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<checkstyle version=\"8.0\">\n");
	for (size_t i = 0; i < list->nr; i++) {
		const struct done_item *item = &list->items[i];

		if (i == 0 || strcmp(item->path, item[-1].path) != 0) {
			done_buf_addf(out, "%s  <file name=\"", i ? "  </file>\n" : "");
			done_escape_xml(out, done_arena_shown(arena, item->path));
			done_buf_addstr(out, "\">\n");
		}
		add_error(out, item);
	}
	done_buf_addf(out, "%s</checkstyle>\n", list->nr ? "  </file>\n" : "");
}

static void write_checkstyle(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	(void)style;
	done_items_write_all(report, checkstyle_write_items, out);
}

static void write_checkstyle_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	(void)exit_status;
	done_items_write_error(error, checkstyle_write_items, out);
}

const struct done_format done_format_checkstyle = {
    .name = "checkstyle",
    .summary = "Checkstyle's XML, which many tools read",
    .write = write_checkstyle,
    .write_error = write_checkstyle_error,
};
