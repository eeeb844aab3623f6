/* AsyncAPI: one operation of a description as it is kept, and the address of its channel. */
#include <string.h>

#include "parts.h"

void done_asyncapi_add(struct done_openapi *api, struct done_openapi_operations *out,
    const struct done_member *member, struct done_openapi_operation operation, const char *verb)
{
	operation.sort = DONE_OPENAPI_CHANNEL;
	operation.name = done_arena_printf(api->arena, "%s %.200s", verb, operation.path);
	operation.file = member->value.file;
	operation.line = member->line;
	operation.column = member->column;
	*DONE_ARENA_PUSH(api->arena, out->items, out->nr, out->cap) = operation;
}

const char *done_asyncapi_address(const struct done_value *channel, const char *name)
{
	const char *address = done_openapi_text(channel, "address");

	return address ? address : name;
}
