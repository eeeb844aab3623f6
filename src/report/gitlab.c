/*
 * gitlab: the Code Quality report (docs.gitlab.com, "Code Quality report format"): one array, no
 * byte-order mark, fingerprints that differ, paths from the root.
 */
#include <stdio.h>
#include <string.h>

#include "formats.h"

static const char *const severities[] = {
    [DONE_ITEM_UNMET] = "major", [DONE_ITEM_UNDECIDED] = "critical", [DONE_ITEM_WARNING] = "minor"};

static void add_fingerprint(struct done_json *json, const struct done_item *item)
{
	char text[DONE_OID_HEX + 24], hex[DONE_OID_HEX + 1];
	struct done_oid oid;

	if (item->occurrence == 1) {
		done_json_member(json, "fingerprint", item->fingerprint);
		return;
	}
	snprintf(text, sizeof(text), "%s #%zu", item->fingerprint, item->occurrence);
	done_oid_of_blob((struct done_bytes){text, strlen(text)}, &oid);
	done_oid_hex(&oid, hex);
	done_json_member(json, "fingerprint", hex);
}

static void gitlab_add_item(struct done_json *json, const struct done_item *item)
{
	struct done_buf text = {0};

	done_item_say(&text, item, ". fix: ");
	done_json_object(json);
	done_json_member(json, "description", text.ptr);
	done_json_member(json, "check_name", item->id);
	add_fingerprint(json, item);
	done_json_member(json, "severity", severities[item->kind]);
	done_json_key(json, "location");
	done_json_object(json);
	done_json_add_raw(json, "path", item->path);
	done_json_key(json, "lines");
	done_json_object(json);
	done_json_member_integer(json, "begin", item->line ? item->line : 1);
	/* GitLab reads the begin alone; who reads Code Climate's issues wants both. */
	done_json_member_integer(json, "end", item->line ? item->line : 1);
	done_json_object_end(json);
	done_json_object_end(json);
	done_json_object_end(json);
	done_buf_release(&text);
}

static void gitlab_write_items(
    struct done_items_list *list, struct done_arena *arena, struct done_buf *out)
{
	struct done_buf text = {.max = out->max};
	struct done_json json = {.out = &text};

	(void)arena;
	done_items_spread(list);
	done_json_array(&json);
	for (size_t i = 0; i < list->nr; i++)
		gitlab_add_item(&json, &list->items[i]);
	done_json_array_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
}

static void write_gitlab(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	(void)style;
	done_items_write(report, gitlab_write_items, out);
}

/* An empty array would read as "all is well". */
static void write_gitlab_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	(void)exit_status;
	done_items_write_error(error, gitlab_write_items, out);
}

const struct done_format done_format_gitlab = {
    .name = "gitlab",
    .summary = "GitLab's Code Quality report",
    .write = write_gitlab,
    .write_error = write_gitlab_error,
};
