/* Notes of a run, and text made fit to show. */
#include <stdlib.h>
#include <string.h>

#include "gate.h"

/* Of a run, and of its services. */
#define NOTES_MAX 200

static size_t count_run_notes(const struct done_notes *notes)
{
	size_t nr = 0;

	for (size_t i = 0; i < notes->nr; i++)
		nr += notes->items[i].about == DONE_NOTE_OF_RUN;
	return nr;
}

/* Past the most there are one says so; what makes a run unmet is never left out. */
DONE_PRINTF(3, 0)
static void note_add(
    struct done_notes *notes, struct done_note note, const char *format, va_list args)
{
	bool is_bounded = note.about == DONE_NOTE_OF_RUN && note.level != DONE_NOTE_ERROR;
	size_t nr = is_bounded ? count_run_notes(notes) : 0;
	struct done_buf buf = {0};

	if (nr >= NOTES_MAX)
		return;
	done_buf_vaddf(&buf, format, args);
	note.message = nr == NOTES_MAX - 1 ? "more notes were left out"
	                                   : done_arena_shown(notes->arena, buf.ptr);
	*DONE_ARENA_PUSH(notes->arena, notes->items, notes->nr, notes->cap) = note;
	done_buf_release(&buf);
}

struct done_notes done_notes_of(struct done_arena *arena, const struct done_run *run)
{
	return (struct done_notes){arena, run->notes, run->nr_notes, run->cap_notes};
}

void done_notes_keep(const struct done_notes *notes, struct done_run *run)
{
	run->notes = notes->items;
	run->nr_notes = notes->nr;
	run->cap_notes = notes->cap;
}

void done_note_add(
    struct done_arena *arena, struct done_run *run, struct done_note note, const char *format, ...)
{
	struct done_notes notes = done_notes_of(arena, run);
	va_list args;

	va_start(args, format);
	note_add(&notes, note, format, args);
	va_end(args);
	done_notes_keep(&notes, run);
}

void done_run_note(struct done_notes *notes, enum done_note_level level, const char *format, ...)
{
	struct done_note note = {.level = level, .about = DONE_NOTE_OF_RUN};
	va_list args;

	va_start(args, format);
	note_add(notes, note, format, args);
	va_end(args);
}

void done_service_note(struct done_notes *notes, enum done_note_level level,
    const struct done_service *service, const char *format, ...)
{
	struct done_note note = {
	    .level = level, .about = DONE_NOTE_OF_SERVICE, .service = service->path};
	va_list args;

	va_start(args, format);
	note_add(notes, note, format, args);
	va_end(args);
}

/* ---- order ---- */

struct placed {
	struct done_note note;
	size_t at;
};

static int note_compare(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int rc = (int)a->note.about - (int)b->note.about;

	if (!rc && a->note.service && b->note.service)
		rc = strcmp(a->note.service, b->note.service);
	return rc ? rc : (a->at > b->at) - (a->at < b->at);
}

/* Keeps the first notes of services, and says in one more how many are not there. */
static void cut(
    struct done_arena *arena, struct done_run *run, const struct placed *sorted, size_t nr)
{
	struct done_note *kept = done_arena_array(arena, nr + 1, sizeof(*kept));
	size_t nr_kept = 0, nr_services = 0, at = 0;

	for (size_t i = 0; i < nr; i++) {
		bool is_one = sorted[i].note.about == DONE_NOTE_OF_SERVICE;

		if (is_one && nr_services == NOTES_MAX) {
			run->nr_notes_dropped++;
			continue;
		}
		kept[nr_kept++] = sorted[i].note;
		nr_services += is_one;
		at = sorted[i].note.about <= DONE_NOTE_OF_SERVICE ? nr_kept : at;
	}
	if (run->nr_notes_dropped) {
		memmove(kept + at + 1, kept + at, (nr_kept - at) * sizeof(*kept));
		kept[at] = (struct done_note){.level = DONE_NOTE_WARNING,
		    .about = DONE_NOTE_OF_SERVICE,
		    .message = done_arena_printf(arena,
		        "%zu more notes about services were left out", run->nr_notes_dropped)};
		nr_kept++;
	}
	run->notes = kept;
	run->nr_notes = run->cap_notes = nr_kept;
}

void done_settle_notes(struct done_arena *arena, struct done_run *run)
{
	struct placed *sorted;
	size_t nr = 0;

	if (!run->nr_notes)
		return;
	sorted = calloc(run->nr_notes, sizeof(*sorted));
	if (!sorted)
		done_out_of_memory();
	for (size_t i = 0; i < run->nr_notes; i++) {
		/* The one that counts what was dropped is made anew. */
		if (run->notes[i].about != DONE_NOTE_OF_SERVICE || run->notes[i].service)
			sorted[nr++] = (struct placed){run->notes[i], i};
	}
	qsort(sorted, nr, sizeof(*sorted), note_compare);
	cut(arena, run, sorted, nr);
	free(sorted);
}
