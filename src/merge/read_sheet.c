/* Reading a report: what it carries of a service's sheet. */
#include "read.h"

struct call_members {
	struct done_sheet_call call;
	int style;
};

static const char *const style_words[] = {"sync", "async", NULL};

#define AT(member) offsetof(struct call_members, member)
static const struct done_read_member call_members[] = {
    {.name = "to", .type = DONE_READ_RAW, .offset = AT(call.to)},
    {.name = "external", .type = DONE_READ_BOOLEAN, .offset = AT(call.external)},
    {.name = "style", .type = DONE_READ_WORD, .offset = AT(style), .words = style_words},
    {.name = "via", .type = DONE_READ_RAW, .offset = AT(call.via), .may_be_null = true},
};
#undef AT
static const struct done_read_record call_record = {call_members, DONE_ARRAY_SIZE(call_members)};

struct sheet_members {
	struct done_sheet sheet;
	const struct done_value *calls;
};

#define AT(member) offsetof(struct sheet_members, member)
static const struct done_read_member sheet_members[] = {
    {.name = "path", .type = DONE_READ_RAW, .offset = AT(sheet.path), .may_be_null = true},
    {.name = "stage", .type = DONE_READ_RAW, .offset = AT(sheet.stage), .may_be_null = true},
    {.name = "until", .type = DONE_READ_DAY, .offset = AT(sheet.until)},
    {.name = "why", .type = DONE_READ_RAW, .offset = AT(sheet.stage_why), .may_be_null = true},
    {.name = "owner", .type = DONE_READ_RAW, .offset = AT(sheet.owner), .may_be_null = true},
    {.name = "calls", .type = DONE_READ_LIST, .offset = AT(calls)},
};
#undef AT
static const struct done_read_record sheet_record = {sheet_members, DONE_ARRAY_SIZE(sheet_members)};

static int read_calls(
    struct done_reader *reader, const struct done_value *list, struct done_sheet *out)
{
	out->calls = done_arena_array(reader->arena, list->list.nr + 1, sizeof(*out->calls));
	out->nr_calls = list->list.nr;
	for (size_t i = 0; i < list->list.nr; i++) {
		struct call_members members = {.call = {.timeout_ms = -1, .retries = -1}};

		if (done_read_record(reader, &call_record, &list->list.ptr[i], &members) < 0)
			return reader->err->code;
		out->calls[i] = members.call;
		out->calls[i].style = members.style;
	}
	return 0;
}

int done_read_sheet(
    struct done_reader *reader, const struct done_value *map, struct done_service *out)
{
	struct sheet_members members = {.sheet = {.until = DONE_NO_DAY}};
	struct done_sheet *sheet;

	if (!map)
		return 0;
	if (done_read_record(reader, &sheet_record, map, &members) < 0 ||
	    read_calls(reader, members.calls, &members.sheet) < 0)
		return reader->err->code;
	sheet = done_arena_alloc(reader->arena, sizeof(*sheet));
	*sheet = members.sheet;
	sheet->from_backstage = !sheet->path;
	out->sheet = sheet;
	return 0;
}
