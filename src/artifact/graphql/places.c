/* Where a directive may stand: the locations of the specification. */
#include "parts.h"

#include <string.h>

#define PLACES_OF_CALLERS 8 /* the first ones: callers write them in what they send */

static const char *const places[] = {
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
    "SCHEMA",
    "SCALAR",
    "OBJECT",
    "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION",
    "INTERFACE",
    "UNION",
    "ENUM",
    "ENUM_VALUE",
    "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
};

static bool places_has(const char *name, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(places[i], name))
			return true;
	}
	return false;
}

bool done_graphql_is_place(const char *name)
{
	return places_has(name, DONE_ARRAY_SIZE(places));
}

bool done_graphql_is_of_callers(const char *place)
{
	return places_has(place, PLACES_OF_CALLERS);
}
