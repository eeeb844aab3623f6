/*
 * JSON in its dialects: no crash; what is accepted has a line for every value; what is JSON is JSON
 * with comments, and that JSON5, but for what strings may hold.
 */
#include <stdlib.h>

#include "artifact/formats.h"

static void check_lines(const struct done_value *value)
{
	if (value->line < 1 || value->column < 1)
		abort();
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		check_lines(&value->list.ptr[i]);
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++)
		check_lines(&value->map.ptr[i].value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_bytes bytes = {(const char *)data, size};
	bool taken = false;

	for (int dialect = DONE_JSON_STRICT; dialect <= DONE_JSON_FIVE; dialect++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value value;
		int rc = done_json_parse_as(
		    &arena, bytes, "fuzz.json", (enum done_json_dialect)dialect, &value, &err);

		if (rc >= 0)
			check_lines(&value);
		else if (taken || !err.message[0] || !err.file[0])
			abort();
		taken = rc >= 0;
		done_arena_release(&arena);
	}
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_documents documents;
	if (done_json_parse_lines(&arena, bytes, "fuzz.jsonl", &documents, &err) >= 0 &&
	    !documents.nr)
		abort();
	done_arena_release(&arena);
	return 0;
}
