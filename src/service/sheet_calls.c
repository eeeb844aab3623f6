/* What a sheet says of whom its service calls. */
#include "sheet.h"

#include <string.h>

#define EXTERNAL "external:"
#define CALLS_MAX 1000

/* The map without what is still 'todo': that is for kind `answers` to say, not a fault. */
static struct done_value without_todo(struct done_arena *arena, const struct done_value *value)
{
	struct done_value kept = *value;

	if (value->type != DONE_MAP)
		return kept;
	kept.map.ptr = done_arena_array(arena, value->map.nr + 1, sizeof(*kept.map.ptr));
	kept.map.nr = 0;
	for (size_t i = 0; i < value->map.nr; i++) {
		if (!done_answer_is_todo(&value->map.ptr[i].value))
			kept.map.ptr[kept.map.nr++] = value->map.ptr[i];
	}
	return kept;
}

static bool names_nobody(const struct done_value *value)
{
	return done_answer_is_todo(value) || done_answer_is_todo(done_value_get(value, "to"));
}

static int load_call(struct done_sheet_loading *loading, const struct done_value *value,
    struct done_sheet_call *out, struct done_error *err)
{
	struct done_value kept = without_todo(loading->arena, value);
	struct done_sheet_call call = {0};

	if (done_record_load_document(loading->arena, &done_sheet_call_record, &kept, &call, err) <
	    0)
		return err->code;
	call.external = !strncmp(call.to, EXTERNAL, strlen(EXTERNAL));
	call.to += call.external ? strlen(EXTERNAL) : 0;
	if (!*call.to)
		return done_value_error(
		    err, done_value_get(value, "to"), "'" EXTERNAL "' names nobody");
	call.place = (struct done_place){value->file, value->line, value->column};
	*out = call;
	return 0;
}

int done_sheet_load_calls(struct done_sheet_loading *loading, struct done_error *err)
{
	const struct done_question *question = done_question_find("communication");
	struct done_sheet *sheet = loading->sheet;
	const struct done_value *calls = done_answer_part(
	    question, done_value_get(sheet->document, question->name), question->list);

	if (!calls || calls->type == DONE_NULL || done_answer_is_todo(calls) ||
	    done_value_get(calls, "not_applicable"))
		return 0;
	if (calls->type != DONE_LIST)
		return done_value_error(err, calls, "'%s' must be a list of dependencies, not %s",
		    question->list, done_value_type_name(calls->type));
	if (calls->list.nr > CALLS_MAX)
		return done_value_error(err, calls, "more than %d dependencies", CALLS_MAX);
	sheet->calls = done_arena_array(loading->arena, calls->list.nr + 1, sizeof(*sheet->calls));
	for (size_t i = 0; i < calls->list.nr; i++) {
		if (names_nobody(&calls->list.ptr[i]))
			continue;
		if (load_call(loading, &calls->list.ptr[i], &sheet->calls[sheet->nr_calls], err) <
		    0)
			return err->code;
		sheet->nr_calls++;
	}
	return 0;
}
