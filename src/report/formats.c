/* The formats: one row each, in the order in which help lists them. */
#include "formats.h"

#include <string.h>

const struct done_format *const done_formats[] = {
    &done_format_text,
    &done_format_json,
    &done_format_ndjson,
    &done_format_sarif,
    &done_format_junit,
    &done_format_github,
    &done_format_gitlab,
    &done_format_azure,
    &done_format_teamcity,
    &done_format_checkstyle,
    &done_format_tap,
    &done_format_markdown,
    &done_format_comment,
    &done_format_html,
    &done_format_merge,
};
const size_t done_formats_nr = DONE_ARRAY_SIZE(done_formats);

const struct done_format *done_format_find(const char *name)
{
	for (size_t i = 0; i < done_formats_nr; i++) {
		if (!strcmp(done_formats[i]->name, name))
			return done_formats[i];
	}
	return NULL;
}
