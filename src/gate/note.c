/* Notes of a run, and text made fit to show. */
#include <string.h>

#include "gate.h"

#define NOTES_MAX 200

const char *done_shown(struct done_arena *arena, const char *text)
{
	struct done_buf buf = {0};
	const char *copy;

	done_buf_add_shown(&buf, text, strlen(text));
	copy = done_arena_strndup(arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return copy;
}

void done_run_note(struct done_gate *gate, struct done_run *run, enum done_note_level level,
                   const char *format, ...)
{
	struct done_buf buf = {0};
	struct done_note *notes;
	va_list args;

	if (run->nr_notes == NOTES_MAX)
		return;
	va_start(args, format);
	done_buf_vaddf(&buf, format, args);
	va_end(args);
	/* Few notes, so the array is made anew for each. */
	notes = done_arena_array(&gate->report->arena, run->nr_notes + 1, sizeof(*notes));
	if (run->nr_notes)
		memcpy(notes, run->notes, run->nr_notes * sizeof(*notes));
	notes[run->nr_notes].level = level;
	notes[run->nr_notes].message = run->nr_notes == NOTES_MAX - 1
	                                       ? "more notes were left out"
	                                       : done_shown(&gate->report->arena, buf.ptr);
	run->notes = notes;
	run->nr_notes++;
	done_buf_release(&buf);
}
