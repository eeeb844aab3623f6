/* TOML: no crash; what is accepted has a place for every value, and an error has one, too. */
#include <stdlib.h>

#include "artifact/formats.h"

static void check_places(const struct done_value *value)
{
	if (value->line < 1 || value->column < 1)
		abort();
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		check_places(&value->list.ptr[i]);
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++)
		check_places(&value->map.ptr[i].value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value value;

	if (done_toml_parse(&arena, (struct done_bytes){(const char *)data, size}, "fuzz.toml",
	        &value, &err) >= 0)
		check_places(&value);
	else if (!err.message[0] || !err.file[0])
		abort();
	done_arena_release(&arena);
	return 0;
}
