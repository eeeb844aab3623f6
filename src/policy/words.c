/*
 * {service} and {path} in patterns and values: a word that is one of them misspelt is an error, for
 * as plain text it would be asked of nobody.
 */
#include "loader.h"

int done_text_words(const struct done_value *value, bool pattern, struct done_error *err)
{
	const char *text = value->string.ptr;
	size_t len;
	const char *at = done_template_misspelt(text, pattern, &len);

	if (!at)
		return 0;
	done_value_error(err, value, "unknown placeholder '%.*s' in %s", (int)len, at,
	    pattern ? "a pattern" : "a value");
	if (pattern)
		return done_error_cure(err,
		    "known are {service} and {path}; braces that are meant as "
		    "text are written \\{%.*s\\}",
		    (int)len - 2, at + 1);
	return done_error_cure(err, "known are {service} and {path}");
}

int done_value_words(const struct done_value *value, struct done_error *err)
{
	if (!value)
		return 0;
	if (value->type == DONE_STRING)
		return done_text_words(value, false, err);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++) {
		if (done_value_words(&value->list.ptr[i], err) < 0)
			return err->code;
	}
	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr; i++) {
		if (done_value_words(&value->map.ptr[i].value, err) < 0)
			return err->code;
	}
	return 0;
}
