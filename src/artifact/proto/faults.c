/* What is found wrong in .proto files. */
#include "parts.h"

void done_proto_fault(struct done_proto *set, struct done_proto_place place, const char *wrong,
    const char *thing, const char *fix, const char *format, ...)
{
	struct done_buf text = {0};
	va_list args;

	if (set->nr == DONE_PROTO_FAULTS_MAX) {
		set->nr_more++;
		return;
	}
	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	*DONE_ARENA_PUSH(set->arena, set->faults, set->nr, set->cap) =
	    (struct done_interface_fault){.file = place.file,
	        .line = place.line,
	        .column = place.column,
	        .wrong = wrong,
	        .thing = thing,
	        .message = done_arena_strdup(set->arena, text.ptr ? text.ptr : ""),
	        .fix = fix};
	done_buf_release(&text);
}
