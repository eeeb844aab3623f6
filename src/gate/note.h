/* note.c: what is said beside verdicts. */
#ifndef DONE_GATE_NOTE_H
#define DONE_GATE_NOTE_H

#include "done/gate.h"

/* In the order in which it was said; what it lives in. */
struct done_notes {
	struct done_arena *arena;
	struct done_note *items;
	size_t nr, cap;
};

/* A note of the run; of one service. */
void done_run_note(struct done_notes *notes, enum done_note_level level, const char *format, ...)
    DONE_PRINTF(3, 4);
void done_service_note(struct done_notes *notes, enum done_note_level level,
    const struct done_service *service, const char *format, ...) DONE_PRINTF(4, 5);
/* The same where a report is settled. */
void done_note_add(struct done_arena *arena, struct done_run *run, struct done_note note,
    const char *format, ...) DONE_PRINTF(4, 5);
/* The notes that a run has so far, to be added to; and back into it. */
struct done_notes done_notes_of(struct done_arena *arena, const struct done_run *run);
void done_notes_keep(const struct done_notes *notes, struct done_run *run);

#endif
