/*
 * text: for a person at a terminal. Worst first, what to do beside what is wrong, and a last line
 * that says it all.
 */
#include <string.h>

#include "brief.h"
#include "formats.h"

enum { MANY = 10, UNWRAPPED = 1 << 20 };

static void write_labelled(
    struct done_text_writer *writer, const char *label, const struct done_buf *text)
{
	done_layout_wrap(&writer->layout, 0, label, DONE_DIM, text->len ? text->ptr : "");
}

/* What was looked at, from where to where, by which policy. */
static void write_examined(struct done_text_writer *writer, const struct done_run *run)
{
	struct done_buf examined = {0}, policy = {0};

	if (writer->style->quiet)
		return;
	if (run->policy) {
		done_say_examined(&examined, run);
		write_labelled(writer, "examined: ", &examined);
	}
	if (run->range_words)
		done_layout_wrap(&writer->layout, 0, "range:    ", DONE_DIM, run->range_words);
	done_say_policy(&policy, run);
	write_labelled(writer, "policy:   ", &policy);
	done_buf_release(&examined);
	done_buf_release(&policy);
}

/* ---- one run ---- */

static void text_write_services(struct done_text_writer *writer, const struct done_run *run,
    const struct done_service_report *const *services)
{
	size_t shown = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		if (writer->style->quiet && services[i]->verdict != DONE_UNMET &&
		    services[i]->verdict != DONE_UNDECIDED)
			continue;
		done_text_service(writer, services[i]);
		shown++;
	}
	if (shown)
		done_layout_gap(&writer->layout);
}

static void write_head(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run)
{
	struct done_buf text = {0};

	if (report->nr_runs == 1 && (!run->ref || !writer->style->verbose))
		return;
	done_buf_addstr(&text,
	    run->ref ? done_arena_shown(writer->arena, run->ref) : done_mode_name(run->mode));
	if (run->same_as >= 0 && (size_t)run->same_as < report->nr_runs) {
		const char *other = report->runs[run->same_as].ref;
		done_buf_addf(&text, ": the same change as %s, and the same verdict: ",
		    other ? done_arena_shown(writer->arena, other) : "the one before");
		done_buf_addstr(&text, done_word_of_verdict(run->verdict));
		if (run->only_tells && run->verdict != DONE_MET)
			done_say_only_tells(&text);
	} else if (writer->style->verbose) {
		done_buf_addstr(&text, ": ");
		done_say_run(&text, run);
		if (run->only_tells && run->verdict != DONE_MET)
			done_say_only_tells(&text);
	}
	done_layout_wrap(&writer->layout, 0, "=== ", DONE_BOLD, text.ptr);
	done_layout_gap(&writer->layout);
	done_buf_release(&text);
}

static void write_run(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run)
{
	const struct done_service_report **services;
	bool crowd =
	    run->nr_services > MANY || (run->mode == DONE_MODE_AUDIT && run->nr_services > 1);

	write_head(writer, report, run);
	if (run->same_as >= 0)
		return;
	if (!writer->style->verbose) {
		if (run->mode == DONE_MODE_AUDIT && run->nr_services > 1)
			done_brief_scorecard(writer, report, run);
		else
			done_brief_run(writer, report, run);
		if (report->nr_runs > 1)
			done_layout_gap(&writer->layout);
		return;
	}
	services = done_services_worst_first(writer->arena, run);
	if (crowd && !writer->style->quiet)
		done_text_table(writer, run, services);
	text_write_services(writer, run, services);
	done_text_notes(writer, run, NULL);
	done_text_unowned(writer, run);
	if (!writer->style->quiet)
		done_text_legend(writer, run);
	write_examined(writer, run);
	if (!writer->style->quiet)
		done_layout_gap(&writer->layout);
}

/* ---- the whole ---- */

static void write_closing(struct done_text_writer *writer, const struct done_report *report)
{
	struct done_buf text = {0};
	const char *word = done_word_of_verdict(report->verdict);
	enum done_color color;

	done_text_in_short(writer, report);
	done_text_often(writer, report);
	/* On one line of its own, however long: it is there to be copied. */
	if (report->reproduce && !writer->style->quiet) {
		done_buf_addstr(writer->layout.out, "to judge this again:\n  ");
		done_escape_plain(writer->layout.out, report->reproduce, 0);
		done_buf_addstr(writer->layout.out, "\n\n");
	}
	done_text_mark(report->verdict, false, &color);
	done_say_verdict(&text, report);
	done_layout_wrap(&writer->layout, 0, word, color,
	    strncmp(text.ptr, word, strlen(word)) ? text.ptr : text.ptr + strlen(word));
	done_buf_release(&text);
}

/* One run has said its verdict; after several, the last line on the screen is that of all. */
static void text_brief_closing(struct done_text_writer *writer, const struct done_report *report)
{
	struct done_buf text = {0};
	enum done_color color;

	if (report->verdict != DONE_MET)
		done_brief_everything(writer, report);
	if (report->nr_runs < 2)
		return;
	done_layout_gap(&writer->layout);
	done_text_mark(report->verdict, false, &color);
	done_say_verdict(&text, report);
	done_layout_wrap(&writer->layout, 0, "", DONE_PLAIN, text.ptr);
	done_buf_release(&text);
}

/* Git calls its hook before a push, also where none of the refs is taken. */
static void text_write_nothing(struct done_text_writer *writer, const struct done_report *report)
{
	enum done_color color;

	done_text_mark(DONE_MET, false, &color);
	done_layout_wrap(&writer->layout, 0, "ok  ", color,
	    report->hook && !strcmp(report->hook, "pre-push")
	        ? "nothing to judge: git pushes no ref (the remote has it all, or git refuses the "
	          "push)"
	        : "nothing to judge");
}

static void text_write_text(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_buf lines = {.max = out->max};
	struct done_text_writer writer = {
	    .layout = {&lines, style->color, style->width > 0 ? style->width : UNWRAPPED},
	    .style = style,
	    .arena = &arena,
	};

	if (report->repository)
		done_text_repository(&writer, report->repository);
	for (size_t i = 0; i < report->nr_runs; i++)
		write_run(&writer, report, &report->runs[i]);
	if (!report->nr_runs)
		text_write_nothing(&writer, report);
	else if (style->verbose)
		write_closing(&writer, report);
	else
		text_brief_closing(&writer, report);
	if (report->repository)
		done_layout_gap(&writer.layout);
	done_escape_commands(out, &lines);
	done_buf_release(&lines);
	done_arena_release(&arena);
}

const struct done_format done_format_text = {
    .name = "text",
    .summary = "for a person at a terminal (the default)",
    .write = text_write_text,
    .fleet = DONE_FLEET_STREAM,
    .write_fleet_error = done_text_fleet_error,
    .write_fleet = done_text_fleet,
};
