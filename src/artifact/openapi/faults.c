/* What is found wrong in descriptions of APIs. */
#include "parts.h"

struct done_interface_place done_openapi_place_of(const struct done_value *value)
{
	return (struct done_interface_place){value->file, value->line, value->column};
}

void done_openapi_fault(struct done_openapi *api, struct done_interface_place place,
    const char *wrong, const char *thing, const char *fix, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	done_interface_vfault(api->arena, &api->faults,
	    &(struct done_interface_fault){.file = place.file ? place.file : api->path,
	        .line = place.line,
	        .column = place.column,
	        .wrong = wrong,
	        .thing = thing ? thing : "",
	        .fix = fix},
	    format, args);
	va_end(args);
}
