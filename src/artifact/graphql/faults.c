/* What is found wrong in GraphQL schemas. */
#include "parts.h"

void done_graphql_fault(struct done_graphql *set, struct done_interface_place place,
    const char *wrong, const char *thing, const char *fix, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	done_interface_vfault(set->arena, &set->faults,
	    &(struct done_interface_fault){.file = place.file,
	        .line = place.line,
	        .column = place.column,
	        .wrong = wrong,
	        .thing = thing,
	        .fix = fix},
	    format, args);
	va_end(args);
}

struct done_interface_place done_graphql_place(const struct done_graphql_node *node)
{
	return (struct done_interface_place){node->file, node->line, node->column};
}
