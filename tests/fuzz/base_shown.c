/* Escaping: whatever comes in, valid UTF-8 on one line without control bytes goes out. */
#include <stdlib.h>

#include "done/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_buf out = {0};

	done_buf_add_shown(&out, (const char *)data, size);
	if (out.len && !done_utf8_valid(out.ptr, out.len))
		abort();
	for (size_t i = 0; i < out.len; i++) {
		if ((unsigned char)out.ptr[i] < 0x20 || out.ptr[i] == 0x7f)
			abort();
	}
	done_buf_release(&out);
	return 0;
}
