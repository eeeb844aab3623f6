/* What is found in descriptions of interfaces: faults, and what callers break by. */
#include "interface_parts.h"

void done_interface_fault(struct done_interface_faults *faults, struct done_interface_place place,
    const char *wrong, const char *thing, const char *fix, const char *format, ...)
{
	struct done_buf text = {0};
	va_list args;

	if (faults->nr == DONE_INTERFACE_FAULTS_MAX) {
		faults->nr_more++;
		return;
	}
	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	*DONE_ARENA_PUSH(faults->arena, faults->items, faults->nr, faults->cap) =
	    (struct done_interface_fault){
	        .file = place.file ? place.file : faults->file,
	        .line = place.line,
	        .column = place.column,
	        .wrong = wrong,
	        .thing = thing ? thing : "",
	        .message = done_arena_strndup(faults->arena, text.ptr ? text.ptr : "", text.len),
	        .fix = fix,
	    };
	done_buf_release(&text);
}

void done_breaks_add(
    struct done_arena *arena, struct done_breaks *out, const struct done_break *found)
{
	if (out->nr == DONE_BREAKS_MAX)
		out->nr_more++;
	else
		*DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap) = *found;
}

void done_breaks_add_broken(struct done_arena *arena, struct done_breaks *out,
    const struct interface_rule *rule, const struct interface_broken *broken)
{
	bool is_certain = rule->by_strict_enums && broken->strict_enums;
	/* Where it is gone from is the best that can be said. */
	struct done_interface_place now =
	    broken->now ? *broken->now : (struct done_interface_place){broken->old.file, 0, 0};

	done_breaks_add(arena, out,
	    &(struct done_break){
	        .certainty = is_certain ? DONE_CERTAIN : rule->certainty,
	        .wrong = rule->wrong,
	        .operation = broken->full,
	        .thing = broken->full,
	        .message = broken->message,
	        .fix = rule->fix,
	        .file = now.file,
	        .line = now.line,
	        .column = now.column,
	        .old_file = broken->old.file,
	        .old_line = broken->old.line,
	    });
}
