/* The text format, short and long: what surrounds the services of a run. */
#include <string.h>

#include "brief.h"

enum { UNOWNED_SHOWN = 5, UNOWNED_SHORT = 3 };

/* A command at the end of a sentence has a line of its own, which is never wrapped: it is copied.
 */
static const char *set_off_command(struct done_text_writer *writer, const char *message)
{
	const char *command = strstr(message, ": git mv ");

	if (!command)
		return message;
	return done_arena_printf(
	    writer->arena, "%.*s:\n  %s", (int)(command - message), message, command + 2);
}

void done_text_notes(struct done_text_writer *writer, const struct done_run *run, const char *told)
{
	static const enum done_color colors[] = {DONE_DIM, DONE_YELLOW, DONE_RED};
	struct done_note_list list = {run->notes, run->nr_notes};
	struct done_strings disputed = {0};
	size_t nr = 0;

	if (!writer->style->verbose)
		list = done_notes_folded(writer->arena, run);
	for (int level = DONE_NOTE_ERROR; level >= DONE_NOTE; level--) {
		for (size_t i = 0; i < list.nr; i++) {
			const struct done_note *note = &list.items[i];
			if ((int)note->level != level || note->message == told ||
			    (writer->style->quiet && level != DONE_NOTE_ERROR))
				continue;
			done_layout_wrap(&writer->layout, 0,
			    done_arena_printf(
			        writer->arena, "%s: ", done_word_of_note(note->level)),
			    colors[level], set_off_command(writer, note->message));
			nr++;
		}
	}
	if (!writer->style->quiet)
		disputed = done_report_disputed(writer->arena, run);
	for (size_t i = 0; i < disputed.nr; i++)
		done_layout_wrap(&writer->layout, 0, "disputed: ", DONE_YELLOW, disputed.items[i]);
	if (nr || disputed.nr)
		done_layout_gap(&writer->layout);
}

/* "1 changed path belongs to no service: CODEOWNERS" */
static void text_unowned_in_short(struct done_text_writer *writer, const struct done_run *run)
{
	struct done_buf text = {0};

	done_buf_addf(&text, "%zu changed %s to no service: ", run->nr_unowned,
	    run->nr_unowned == 1 ? "path belongs" : "paths belong");
	for (size_t i = 0; i < run->nr_unowned && i < UNOWNED_SHORT; i++)
		done_buf_addf(
		    &text, "%s%s", i ? ", " : "", done_arena_shown(writer->arena, run->unowned[i]));
	if (run->nr_unowned > UNOWNED_SHORT)
		done_buf_addf(&text, ", and %zu more", run->nr_unowned - UNOWNED_SHORT);
	done_layout_gap(&writer->layout);
	done_layout_wrap(&writer->layout, 0, "", DONE_PLAIN, text.ptr);
	done_layout_gap(&writer->layout);
	done_buf_release(&text);
}

/* Each on a line of its own where the policy asks about them. */
void done_text_unowned(struct done_text_writer *writer, const struct done_run *run)
{
	struct done_buf *out = writer->layout.out;
	bool asked = writer->style->verbose ||
	    (run->policy && run->policy->select.unowned != DONE_UNOWNED_IGNORE);
	size_t shown = asked ? run->nr_unowned : 0;

	if (!run->nr_unowned || writer->style->quiet)
		return;
	if (!asked) {
		text_unowned_in_short(writer, run);
		return;
	}
	if (!writer->style->verbose && shown > UNOWNED_SHOWN)
		shown = UNOWNED_SHOWN;
	done_layout_gap(&writer->layout);
	done_buf_addf(out, "%zu changed %s to no service%s\n", run->nr_unowned,
	    run->nr_unowned == 1 ? "path belongs" : "paths belong", shown ? ":" : "");
	for (size_t i = 0; i < shown; i++)
		done_layout_wrap(&writer->layout, 2, "", DONE_PLAIN,
		    done_arena_shown(writer->arena, run->unowned[i]));
	if (shown && shown < run->nr_unowned)
		done_buf_addf(
		    out, "  and %zu more; --verbose shows all\n", run->nr_unowned - shown);
	done_layout_gap(&writer->layout);
}
