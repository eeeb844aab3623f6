/*
 * comment: one comment on a pull request, updated in place: what the change did, a table of causes
 * (what, where, do), and the ways out folded. It starts with the marker by which it is found again
 * (ci/github/comment.sh), and is far below what platforms take: beyond twenty causes it counts.
 */
#include <string.h>

#include "formats.h"
#include "text/brief.h"

#define COMMENT_MARKER "<!-- git-done -->\n"
enum {
	COMMENT_CAUSES = 20,
	COMMENT_NAMES = 3,
	COMMENT_NUMBERS = 30,
	COMMENT_NOTES = 20,
	COMMENT_CELL = 300,
	COMMENT_LINES = 3
};

struct comment {
	struct done_arena *arena;
	const struct done_report *report;
	struct done_buf out;
};

/* A part of the text format, on lines as long as they are. */
struct comment_text {
	struct done_buf out;
	struct done_style style;
	struct done_text_writer writer;
};

static void comment_text_begin(struct comment *comment, struct comment_text *text)
{
	*text = (struct comment_text){.style = {.width = 0}};
	text->writer = (struct done_text_writer){
	    .layout = {.out = &text->out, .width = 0},
	    .style = &text->style,
	    .arena = comment->arena,
	};
}

/* ---- the table of causes ---- */

/* In one cell, of which no line begins: a few lines, none too long. */
static void comment_add_cell(struct comment *comment, const char *text)
{
	for (int lines = 0; *text && lines < COMMENT_LINES; lines++) {
		size_t len = strcspn(text, "\n");
		struct done_buf shown = {0};

		done_escape_plain(
		    &shown, done_arena_strndup(comment->arena, text, len), COMMENT_CELL);
		done_buf_addstr(&comment->out, lines ? "<br>" : "");
		done_escape_markdown(&comment->out, shown.ptr);
		done_buf_release(&shown);
		text += len + (text[len] == '\n');
	}
	if (*text)
		done_buf_addstr(&comment->out, " …");
}

/* A command of one line, whole however long it is: it is there to be copied. A bar would end the
 * cell, in a code span, too. */
static void comment_add_code(struct comment *comment, const char *command)
{
	struct done_buf code = {0};

	done_escape_markdown_code(&code, command);
	for (size_t i = 0; i < code.len; i++) {
		if (code.ptr[i] == '|')
			done_buf_addch(&comment->out, '\\');
		done_buf_addch(&comment->out, code.ptr[i]);
	}
	done_buf_release(&code);
}

static void comment_add_place(struct comment *comment, const struct done_cause *cause)
{
	const struct done_finding *finding =
	    cause->check->nr_findings ? &cause->check->findings[0] : NULL;
	struct done_buf place = {0};

	if (finding && finding->path && (!finding->lost || cause->nr_services < 2)) {
		done_buf_addstr(&place, done_arena_shown(comment->arena, finding->path));
		if (finding->line > 0)
			done_buf_addf(&place, ":%d", finding->line);
		if (cause->check->nr_findings + cause->check->nr_dropped > 1)
			done_buf_addf(&place, " and %zu more",
			    cause->check->nr_findings + cause->check->nr_dropped - 1);
	}
	if (cause->nr_services > 1) {
		done_buf_addf(
		    &place, "%s%zu services: ", place.len ? "; in " : "", cause->nr_services);
		done_brief_add_names(
		    &place, comment->arena, cause->services, cause->nr_services, COMMENT_NAMES);
	} else if (!place.len) {
		done_buf_addstr(&place, done_brief_name(comment->arena, cause->services[0]));
	}
	comment_add_cell(comment, place.ptr);
	done_buf_release(&place);
}

static void comment_add_cause(struct comment *comment, const struct done_cause *cause)
{
	const struct done_check_report *check = cause->check;
	const struct done_finding *finding = check->nr_findings ? &check->findings[0] : NULL;
	const char *what =
	    finding ? done_cause_short(comment->arena, cause, finding) : check->reason;
	const char *fix = finding ? done_cause_fix(comment->arena, cause, finding) : check->cure;
	const char *rule = done_cause_rule(comment->arena, cause), *rest = NULL;
	const char *restore =
	    finding && finding->lost ? done_cause_restore(comment->arena, cause, &rest) : NULL;

	done_buf_addstr(&comment->out, "| **");
	done_escape_markdown(&comment->out, check->check->id);
	done_buf_addf(&comment->out, "**%s<br>",
	    cause->kind == DONE_ITEM_UNDECIDED ? " could not be judged" : "");
	comment_add_cell(comment, what ? what : "not met");
	if (rule) {
		done_buf_addstr(&comment->out, "<br>");
		comment_add_cell(comment, rule);
	}
	done_buf_addstr(&comment->out, " | ");
	comment_add_place(comment, cause);
	done_buf_addstr(&comment->out, " | ");
	if (restore)
		comment_add_code(comment, restore);
	if (restore && rest)
		done_buf_addstr(&comment->out, "<br>");
	if (!restore || rest)
		comment_add_cell(comment, restore ? rest : fix ? fix : "–");
	done_buf_addstr(&comment->out, " |\n");
}

static void comment_add_causes(struct comment *comment, const struct done_causes *causes)
{
	size_t shown = causes->nr < COMMENT_CAUSES ? causes->nr : COMMENT_CAUSES;

	if (!causes->nr)
		return;
	done_buf_addstr(&comment->out, "| what | where | do |\n| :- | :- | :- |\n");
	for (size_t i = 0; i < shown; i++)
		comment_add_cause(comment, &causes->items[i]);
	done_buf_addch(&comment->out, '\n');
	if (shown < causes->nr)
		done_buf_addf(&comment->out, "and %zu more\n\n", causes->nr - shown);
}

/* ---- around it ---- */

/* The text's first line: "REFUSED  2 of 5 services …". */
static void comment_add_headline(
    struct comment *comment, const struct done_run *run, const struct done_causes *causes)
{
	struct comment_text text;
	size_t len, word;

	comment_text_begin(comment, &text);
	done_brief_headline(&text.writer, comment->report, run, causes);
	len = strcspn(text.out.ptr, "\n");
	text.out.ptr[len] = '\0';
	word = strlen(done_brief_lead(comment->report, run));
	while (word && text.out.ptr[word - 1] == ' ')
		word--;
	done_buf_addstr(&comment->out, "**");
	done_escape_markdown(&comment->out, done_arena_strndup(comment->arena, text.out.ptr, word));
	done_buf_addstr(&comment->out, "** ");
	done_escape_markdown(&comment->out, text.out.ptr + word + strspn(text.out.ptr + word, " "));
	done_buf_addstr(&comment->out, "\n\n");
	done_buf_release(&text.out);
}

static void comment_add_notes(struct comment *comment, const struct done_run *run)
{
	struct done_note_list list = done_notes_folded(comment->arena, run);
	struct done_tally tally = {0};
	size_t nr = 0;

	done_tally_run(&tally, run);
	for (size_t i = 0; i < list.nr; i++) {
		/* The only error is the first line. */
		if (list.items[i].level == DONE_NOTE || list.items[i].message == tally.only_error ||
		    nr++ >= COMMENT_NOTES)
			continue;
		done_buf_addf(&comment->out, "- **%s** ", done_word_of_note(list.items[i].level));
		comment_add_cell(comment, list.items[i].message);
		done_buf_addch(&comment->out, '\n');
	}
	if (nr > COMMENT_NOTES)
		done_buf_addf(&comment->out, "- and %zu more\n", nr - COMMENT_NOTES);
	if (nr)
		done_buf_addch(&comment->out, '\n');
}

static void comment_add_ways(
    struct comment *comment, const struct done_run *run, const struct done_causes *causes)
{
	struct comment_text text;

	comment_text_begin(comment, &text);
	done_brief_ways(&text.writer, comment->report, run, causes);
	if (text.out.len) {
		done_buf_addstr(
		    &comment->out, "<details><summary>Wrong here, or not now?</summary>\n\n");
		done_escape_markdown_block(&comment->out, text.out.ptr);
		done_buf_addstr(&comment->out, "\n</details>\n\n");
	}
	done_buf_release(&text.out);
}

static void comment_add_run(struct comment *comment, const struct done_run *run)
{
	struct done_causes causes;

	if (run->same_as >= 0)
		return;
	if (run->ref && comment->report->nr_runs > 1) {
		done_buf_addstr(&comment->out, "### ");
		done_escape_markdown_code(
		    &comment->out, done_arena_shown(comment->arena, run->ref));
		done_buf_addstr(&comment->out, "\n\n");
	}
	done_causes_collect(comment->arena, run, &causes);
	comment_add_headline(comment, run, &causes);
	comment_add_causes(comment, &causes);
	comment_add_notes(comment, run);
	done_numbers_markdown(&comment->out, comment->arena, run, COMMENT_NUMBERS);
	comment_add_ways(comment, run, &causes);
}

static void write_comment(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct comment comment = {.arena = &arena, .report = report};

	(void)style;
	done_buf_addstr(&comment.out, COMMENT_MARKER);
	for (size_t i = 0; i < report->nr_runs; i++)
		comment_add_run(&comment, &report->runs[i]);
	if (!report->nr_runs)
		done_buf_addstr(&comment.out, "There is nothing to judge.\n\n");
	if (report->reproduce && report->verdict != DONE_MET) {
		done_buf_addstr(&comment.out, "The same, on your machine:\n\n");
		done_escape_markdown_block(&comment.out, report->reproduce);
	}
	done_escape_commands(out, &comment.out);
	done_buf_release(&comment.out);
	done_arena_release(&arena);
}

static void write_comment_error(
    const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_buf text = {0};

	(void)exit_status;
	done_buf_addstr(&text, COMMENT_MARKER "**undecided** ");
	done_escape_markdown(&text, error->message);
	done_buf_addstr(&text, "\n\n");
	if (error->cure[0])
		done_escape_markdown_block(&text, error->cure);
	done_escape_commands(out, &text);
	done_buf_release(&text);
}

const struct done_format done_format_comment = {
    .name = "comment",
    .summary = "one comment on a pull request: a table of causes, the ways out folded",
    .write = write_comment,
    .write_error = write_comment_error,
};
