/* Lists of texts: names of stages, checks, tags. */
#include <string.h>

#include "done/policy.h"

bool done_strings_has(const struct done_strings *strings, const char *text)
{
	for (size_t i = 0; i < strings->nr; i++) {
		if (!strcmp(strings->items[i], text))
			return true;
	}
	return false;
}

bool done_strings_equal(const struct done_strings *a, const struct done_strings *b)
{
	if (a->nr != b->nr)
		return false;
	for (size_t i = 0; i < a->nr; i++) {
		if (strcmp(a->items[i], b->items[i]) != 0)
			return false;
	}
	return true;
}
