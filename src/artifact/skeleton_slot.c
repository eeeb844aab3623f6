/*
 * Slots that `git done draft` leaves in what is no prose: an API description, a load script.
 * Only its own forms count there, for brackets mean other things in code.
 */
#include <string.h>

#include "placeholder_parts.h"

#define SLOT_BYTES_MAX 240

static const char *const slot_starts[] = {"[Describe ", "[Replace "};

/* It closes before its line ends. */
static bool slot_is_at(const char *at, size_t left)
{
	size_t most = left < SLOT_BYTES_MAX ? left : SLOT_BYTES_MAX;
	const char *close = memchr(at, ']', most), *newline = memchr(at, '\n', most);

	if (!close || (newline && newline < close))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(slot_starts); i++) {
		size_t len = strlen(slot_starts[i]);

		if (left > len && !memcmp(at, slot_starts[i], len))
			return true;
	}
	return false;
}

int done_skeleton_line(struct done_bytes text)
{
	const char *end = text.ptr + text.len, *at = text.ptr;
	int line = 1;

	for (; at < end; at++) {
		line += *at == '\n';
		if (*at == '[' && slot_is_at(at, (size_t)(end - at)))
			return line;
	}
	return 0;
}
