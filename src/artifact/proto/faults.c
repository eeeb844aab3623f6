/* What is found wrong in .proto files. */
#include "parts.h"

void done_proto_fault(struct done_proto *set, struct done_interface_place place, const char *wrong,
    const char *thing, const char *fix, const char *format, ...)
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
