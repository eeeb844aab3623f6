/* What a match within a text is worth, by the first byte in a language: every range of the source
 * is asked, a name that is kept lies in the source, and what is quoted begins within a text. */
#include <stdlib.h>
#include <string.h>

#include "../support/scanner_languages.h"
#include "profile/quoted.h"

#define SOURCE_MAX 400 /* every range of it is asked */
#define RANGE_MAX 24

static void quoted_ask(const struct done_source *source, size_t start, size_t end)
{
	const struct done_match match = {.start = start, .end = end};
	const char *first = source->bytes.ptr, *last = first + source->bytes.len;
	struct done_bytes kept = {0};

	if (done_match_is_quoted(source, &match) && source->classes[start] != DONE_CLASS_STRING)
		abort();
	if (done_match_is_idle(source, &match, &kept) && kept.len &&
	    (kept.ptr < first || kept.ptr + kept.len > last))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const size_t nr = DONE_ARRAY_SIZE(languages);
	struct done_source source = {.path = "a"};
	unsigned char *classes;
	char *text;

	if (size < 2 || size > SOURCE_MAX)
		return 0;
	text = malloc(size - 1);
	classes = calloc(size - 1, 1);
	if (text && classes) {
		memcpy(text, data + 1, size - 1);
		source.bytes = (struct done_bytes){text, size - 1};
		source.classes = classes;
		done_scan(&languages[data[0] % nr].scanner, source.bytes, classes);
		for (size_t i = 0; i < source.bytes.len; i++) {
			for (size_t k = i + 1; k <= source.bytes.len && k < i + RANGE_MAX; k++)
				quoted_ask(&source, i, k);
		}
	}
	free(text);
	free(classes);
	return 0;
}
