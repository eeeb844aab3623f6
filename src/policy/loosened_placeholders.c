/* Placeholders that are looked for: whether one rule finds all that another one does. */
#include <string.h>

#include "loosened.h"

enum { OFF, STANDARD, STRICT };

static int rank_of(const struct done_value *rule)
{
	if (rule && rule->type == DONE_STRING && !strcmp(rule->string.ptr, "off"))
		return OFF;
	for (size_t i = 0; i < done_loosened_list(rule).nr; i++) {
		const struct done_value *item = &done_loosened_list(rule).ptr[i];

		if (item->type == DONE_STRING && !strcmp(item->string.ptr, "strict"))
			return STRICT;
	}
	return STANDARD;
}

static bool is_word(const struct done_value *item)
{
	return item->type == DONE_STRING &&
	    (!strcmp(item->string.ptr, "off") || !strcmp(item->string.ptr, "standard") ||
	        !strcmp(item->string.ptr, "strict"));
}

static bool placeholders_has(const struct done_value *wanted, struct done_items list)
{
	for (size_t i = 0; i < list.nr; i++) {
		if (done_value_equal(&list.ptr[i], wanted))
			return true;
	}
	return is_word(wanted);
}

bool done_placeholders_cover(const struct done_value *more, const struct done_value *less)
{
	struct done_items wanted = done_loosened_list(less);

	if (rank_of(more) < rank_of(less))
		return false;
	for (size_t i = 0; i < wanted.nr; i++) {
		if (!placeholders_has(&wanted.ptr[i], done_loosened_list(more)))
			return false;
	}
	return true;
}
