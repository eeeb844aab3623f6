/* Outlines of AsciiDoc, reStructuredText, plain text and Markdown, by the first byte: no crash,
 * lines within the text, ids in order. */
#include <stdlib.h>
#include <string.h>

#include "done/artifact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const files[] = {"fuzz.adoc", "fuzz.rst", "fuzz.txt", "fuzz.md"};
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline outline = {0};

	if (size == 0)
		return 0;
	struct done_bytes bytes = {(const char *)data + 1, size - 1};
	int lines = 1;
	for (size_t i = 1; i < size; i++)
		lines += data[i] == '\n' ||
		    /* CommonMark ends a line there, too. */
		    (data[i] == '\r' && (i + 1 == size || data[i + 1] != '\n'));
	if (done_document_outline(
	        &arena, bytes, files[data[0] % DONE_ARRAY_SIZE(files)], &outline, &err) >= 0) {
		for (size_t i = 0; i < outline.nr_headings; i++)
			if (outline.headings[i].line < 1 || outline.headings[i].line > lines ||
			    outline.headings[i].level < 1 || outline.headings[i].level > 6)
				abort();
		for (size_t i = 0; i < outline.nr_links; i++)
			if (outline.links[i].line < 1 || outline.links[i].line > lines)
				abort();
		for (size_t i = 1; i < outline.nr_ids; i++)
			if (strcmp(outline.ids[i - 1], outline.ids[i]) > 0)
				abort();
		for (size_t i = 0; i < outline.nr_slugs; i++)
			if (!done_outline_has_id(&outline, outline.slugs[i]) && *outline.slugs[i])
				abort();
	}
	done_arena_release(&arena);
	return 0;
}
