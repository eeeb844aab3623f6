/* Markdown outlines: no crash, lines within the text. */
#include <stdlib.h>

#include "artifact/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline outline = {0};

	if (done_markdown_outline(&arena, (struct done_bytes){(const char *)data, size}, "fuzz.md",
	        &outline, &err) >= 0) {
		for (size_t i = 0; i < outline.nr_headings; i++) {
			if (outline.headings[i].line < 1)
				abort();
		}
	}
	done_arena_release(&arena);
	return 0;
}
