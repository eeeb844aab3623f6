/* Which operations of a description a check passes over. */
#include "openapi.h"

#include <ctype.h>
#include <string.h>

#define OPERATION_ID "operationId:"

/* "publish orders.*", "* debug": of AsyncAPI. */
static bool excluded_is_action(const char *text)
{
	static const char *const words[] = {
	    "publish ", "subscribe ", "send ", "receive ", "channel ", "* "};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (!strncmp(text, words[i], strlen(words[i])) && text[strlen(words[i])])
			return true;
	}
	return false;
}

static bool excluded_is_method(const char *text)
{
	size_t len = 0;

	while (isupper((unsigned char)text[len]) || text[len] == '*')
		len++;
	return len > 0 && text[len] == ' ' && (text[len + 1] == '/' || text[len + 1] == '*');
}

/* "shop.v1.Order", "*.Health": of .proto files. */
static bool excluded_is_name(const char *text)
{
	return strchr(text, '.') &&
	    !text[strspn(
	        text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.*")];
}

int done_check_openapi_validate(const struct done_strings *exclude, bool with_names,
    const struct done_value *at, struct done_error *err)
{
	for (size_t i = 0; i < exclude->nr; i++) {
		const char *text = exclude->items[i];

		if (excluded_is_method(text) || excluded_is_action(text) ||
		    !strncmp(text, "x-", 2) || (with_names && excluded_is_name(text)) ||
		    (!strncmp(text, OPERATION_ID, strlen(OPERATION_ID)) &&
		        text[strlen(OPERATION_ID)]))
			continue;
		done_value_error(
		    err, done_value_get(at, "exclude"), "'%s' does not name operations", text);
		return done_error_cure(err,
		    with_names ? "write a method and a path ('GET /health*'), 'operationId:NAME', "
		                 "an extension that they have ('x-internal'), or full names of "
		                 ".proto files ('shop.v1.*')"
		               : "write a method and a path ('GET /health*'), 'operationId:NAME', "
		                 "or an extension that they have ('x-internal')");
	}
	return 0;
}

static bool excluded_by(const char *text, const struct done_openapi_operation *operation)
{
	const struct done_value *value;

	if (!strncmp(text, "x-", 2)) {
		value = done_value_get(operation->value, text);
		return value && !(value->type == DONE_BOOLEAN && !value->boolean);
	}
	if (!strncmp(text, OPERATION_ID, strlen(OPERATION_ID))) {
		value = done_value_get(operation->value, "operationId");
		return value && value->type == DONE_STRING &&
		    done_check_interface_fits(text + strlen(OPERATION_ID), value->string.ptr);
	}
	return done_check_interface_fits(text, operation->name);
}

bool done_check_openapi_excluded(
    const struct done_strings *exclude, bool *used, const struct done_openapi_operation *operation)
{
	bool out = operation->of && done_check_openapi_excluded(exclude, used, operation->of);

	for (size_t i = 0; i < exclude->nr; i++) {
		if (!excluded_by(exclude->items[i], operation))
			continue;
		out = true;
		if (used)
			used[i] = true;
	}
	return out;
}
