/* Which standard a description keeps to, and which version of it. */
#include <string.h>

#include "parts.h"

static const struct {
	const char *key, *begins;
	unsigned version;
	const char *title;
} openapi_versions[] = {
    {"swagger", "2.0", DONE_OPENAPI_20, "Swagger"},
    {"openapi", "3.0.", DONE_OPENAPI_30, "OpenAPI"},
    {"openapi", "3.1.", DONE_OPENAPI_31, "OpenAPI"},
    {"openapi", "3.2.", DONE_OPENAPI_32, "OpenAPI"},
    {"asyncapi", "2.", DONE_ASYNCAPI_2, "AsyncAPI"},
    {"asyncapi", "3.", DONE_ASYNCAPI_3, "AsyncAPI"},
};

const char *done_openapi_version_of(const struct done_openapi *api)
{
	return api->title;
}

/* `swagger: 2.0` without quotes is a number, and common. */
static const char *openapi_version_text(const struct done_value *value)
{
	if (value->type == DONE_STRING)
		return value->string.ptr;
	if (value->type == DONE_REAL || value->type == DONE_INTEGER)
		return value->digits ? value->digits : "";
	return NULL;
}

static bool openapi_is_version(const char *text, const char *begins)
{
	size_t len = strlen(begins);

	if (strncmp(text, begins, len) != 0)
		return false;
	return begins[len - 1] != '.' ? !text[len] : text[len] >= '0' && text[len] <= '9';
}

/* What an open of some versions is told of where a file is of none. */
static const struct openapi_family {
	unsigned versions;
	const char *keys[3];
	const char *other, *versions_text;
} openapi_families[] = {
    {DONE_OPENAPI_ANY, {"swagger", "openapi"},
        "is not an OpenAPI description: it has neither 'openapi' nor 'swagger' at its top",
        "'2.0', '3.0.x', '3.1.x' or '3.2.x'"},
    {DONE_ASYNCAPI_ANY, {"asyncapi"},
        "is not an AsyncAPI description: it has no 'asyncapi' at its top",
        "'2.0.0' to '2.6.0', '3.0.0' or '3.1.0'"},
};

static const char *openapi_key_of(const struct done_openapi *api, const struct openapi_family *of)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(of->keys) && of->keys[i]; i++) {
		if (done_value_get(api->root, of->keys[i]))
			return of->keys[i];
	}
	return NULL;
}

static int openapi_recognise_key(
    struct done_openapi *api, const struct openapi_family *family, const char *key)
{
	const struct done_value *value = done_value_get(api->root, key);
	const char *text = openapi_version_text(value);

	for (size_t i = 0; text && i < DONE_ARRAY_SIZE(openapi_versions); i++) {
		if (strcmp(openapi_versions[i].key, key) != 0 ||
		    !openapi_is_version(text, openapi_versions[i].begins))
			continue;
		api->version = openapi_versions[i].version;
		api->version_text = text;
		api->title =
		    done_arena_printf(api->arena, "%s %s", openapi_versions[i].title, text);
		return 1;
	}
	done_interface_fault(&api->faults, done_openapi_place_of(value), "unknown version", "",
	    done_arena_printf(api->arena, "write the version that the description keeps to: %s",
	        family->versions_text),
	    "'%s' is not a version of %s that is known: %.40s", key,
	    family->versions == DONE_OPENAPI_ANY ? "OpenAPI" : "AsyncAPI",
	    text ? text : "it must be text");
	return 0;
}

int done_openapi_recognise(struct done_openapi *api)
{
	unsigned accepts = api->accepts ? api->accepts : DONE_OPENAPI_ANY;
	const struct openapi_family *first = NULL;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(openapi_families); i++) {
		const struct openapi_family *family = &openapi_families[i];
		const char *key = openapi_key_of(api, family);

		if (!(family->versions & accepts))
			continue;
		if (key)
			return openapi_recognise_key(api, family, key);
		first = first ? first : family;
	}
	first = first ? first : &openapi_families[0];
	api->is_other = true;
	done_interface_fault(&api->faults, (struct done_interface_place){api->path, 0, 0},
	    "not a description", "",
	    first->versions == DONE_OPENAPI_ANY
	        ? "let the check name the description, or begin the file with 'openapi: 3.1.0'"
	        : "let the check name the description, or begin the file with 'asyncapi: 3.0.0'",
	    "%s", first->other);
	return 0;
}
