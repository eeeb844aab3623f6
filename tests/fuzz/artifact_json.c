/* JSON: no crash; what is accepted has a line for every value. */
#include <stdlib.h>

#include "done/artifact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value value;

	if (done_json_parse(&arena, (struct done_bytes){(const char *)data, size}, "fuzz.json",
	                    &value, &err) >= 0 &&
	    value.line < 1)
		abort();
	done_arena_release(&arena);
	return 0;
}
