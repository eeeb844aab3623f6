/* The scanner, by the first byte in a language: each byte has one class, the mask keeps lines and
 * length, and what `forbid` is shown holds all that is no string or comment. */
#include <stdlib.h>
#include <string.h>

#include "../support/scanner_languages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const size_t nr = DONE_ARRAY_SIZE(languages);
	struct done_buf masked = {0};
	unsigned char *classes;

	if (size == 0)
		return 0;
	struct done_bytes bytes = {(const char *)data + 1, size - 1};
	classes = malloc(size);
	if (!classes)
		return 0;
	memset(classes, 0, size);
	done_scan(&languages[data[0] % nr].scanner, bytes, classes);
	done_scan_mask(bytes, classes, DONE_CLASSES_FORBID, &masked);
	if (masked.len != bytes.len)
		abort();
	for (size_t i = 0; i < bytes.len; i++) {
		bool kept = classes[i] & DONE_CLASSES_FORBID;
		char c = bytes.ptr[i];

		/* Exactly one bit of the five. */
		if (!classes[i] || (classes[i] & (classes[i] - 1)) || classes[i] > 16)
			abort();
		if (masked.ptr[i] != (kept || c == '\n' || c == '\r' ? c : ' '))
			abort();
	}
	done_buf_release(&masked);
	free(classes);
	return 0;
}
