/* Deltas of packs: the first byte is how long the base is, then the base, then the delta. */
#include <stdlib.h>

#include "repo/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t base_len = size ? data[0] : 0, len;
	struct done_bytes base, delta;
	char *out;

	if (size < 1 + base_len)
		return 0;
	base = (struct done_bytes){(const char *)data + 1, base_len};
	delta = (struct done_bytes){(const char *)data + 1 + base_len, size - 1 - base_len};
	if (!done_delta_size(delta, base_len, &len) || len > 1 << 20)
		return 0;
	/* Exactly as long as it says, so that a sanitizer sees one byte too many. */
	out = malloc(len ? len : 1);
	if (out)
		(void)done_delta_apply(base, delta, out, len);
	free(out);
	return 0;
}
