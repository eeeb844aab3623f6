/* Encodings: whatever comes in, what was decoded is valid UTF-8, within a half more than it was. */
#include <stdlib.h>

#include "done/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_bytes bytes = {(const char *)data, size}, text = {0};
	struct done_buf buf = {0};
	struct done_error err = {0};
	int rc = done_text_decode(bytes, "f", &buf, &text, &err);

	if (rc > 0 && buf.len && (!done_utf8_valid(text.ptr, text.len) || text.len > size / 2 * 3))
		abort();
	if (rc < 0 && (!*err.message || text.ptr))
		abort();
	done_buf_release(&buf);
	return 0;
}
