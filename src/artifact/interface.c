/* What is found in descriptions of interfaces: faults, and what callers break by. */
#include "done/interface.h"

void done_interface_vfault(struct done_arena *arena, struct done_interface_faults *out,
    const struct done_interface_fault *fault, const char *format, va_list args)
{
	struct done_buf text = {0};
	struct done_interface_fault *added;

	if (out->nr == DONE_INTERFACE_FAULTS_MAX) {
		out->nr_more++;
		return;
	}
	done_buf_vaddf(&text, format, args);
	added = DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap);
	*added = *fault;
	added->message = done_arena_strndup(arena, text.ptr ? text.ptr : "", text.len);
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
