/*
 * Inside the report room: what several formats share. A format is one file and one row of
 * done_formats[] (formats.c); it puts no byte into its output but through its family's escaping.
 */
#ifndef DONE_REPORT_INTERNAL_H
#define DONE_REPORT_INTERNAL_H

#include "done/format.h"

/* ---- escaping (escape.c, escape_ci.c): one function for each family of formats ----
 *
 * Every function takes any bytes. Controls, bidi and zero-width characters come out as \u{…}, bytes
 * that are not UTF-8 as \xNN, as done_buf_add_shown() writes them; a newline stays one for the
 * format to write its own way. Text that was fit to show already stays as it is.
 */

void done_escape_xml(struct done_buf *out, const char *text);
void done_escape_markdown(struct done_buf *out, const char *text);
void done_escape_html(struct done_buf *out, const char *text);           /* HTML within Markdown */
void done_escape_markdown_code(struct done_buf *out, const char *text);  /* a code span */
void done_escape_markdown_block(struct done_buf *out, const char *text); /* a fenced block */
void done_escape_github_data(struct done_buf *out, const char *text);
void done_escape_github_property(struct done_buf *out, const char *text);
void done_escape_azure_data(struct done_buf *out, const char *text);
void done_escape_azure_property(struct done_buf *out, const char *text);
void done_escape_teamcity(struct done_buf *out, const char *text);
void done_escape_tap(struct done_buf *out, const char *text);
void done_escape_uri(struct done_buf *out, const char *raw); /* bytes as they are: %NN */

/* Whether a text is a whole http(s) address as RFC 3986 writes them, so that it may be a link. */
bool done_is_web_address(const char *url);

/* ---- words (words.c) ---- */

/* What a report or a run adds up to. A run that repeats another is not counted again. */
struct done_tally {
	size_t services, met, unmet, undecided;  /* services; what was not judged is in none */
	size_t checks, errors, warnings, doubts; /* checks; doubts: undecided ones */
	size_t waived, skipped, owed, disputed;
	size_t notes;           /* of level error */
	const char *only_error; /* the message of the first of these, where no service falls short
	                           and there is no other; NULL */
};
void done_tally_run(struct done_tally *tally, const struct done_run *run);
void done_tally_report(struct done_tally *tally, const struct done_report *report);

/* It is below its target, and is not refused: what it lacks for the tier only warns (on trial). */
bool done_is_warned_of_target(const struct done_service_report *service);
/* ", reaches bronze, held to silver" */
void done_say_tier(struct done_buf *out, const struct done_service_report *service);
const char *done_word_of_verdict(enum done_verdict verdict); /* "not done", "done", "undecided" */
const char *done_word_of_level(int level);                   /* "error", "warning" */
const char *done_word_of_note(enum done_note_level level);   /* "note", "warning", "error" */

/* Each appends one line without its newline, fit to show. */
/* What 'push: tell' comes to where something is not met; begins with a space. */
void done_say_only_tells(struct done_buf *out);
/* What --advisory comes to where something is unmet; begins with a space. */
void done_say_advisory(struct done_buf *out, int exit_status);
void done_say_verdict(struct done_buf *out, const struct done_report *report);
/* ", as far as asked: --check docs.readme", where only a part of the bar or of the services was;
 * nothing else: the whole. Fit to show. */
void done_say_asked(struct done_buf *out, const struct done_report *report);
/* What a finding says in short, and its short fix (NULL: nothing known); fit to show. */
const char *done_short_of(const struct done_finding *finding);
const char *done_short_fix_of(const struct done_finding *finding);
/* Its whole message where that says more; NULL: it does not. */
const char *done_detail_of(const struct done_finding *finding);
/* The fix that every finding has, to be said once below them; NULL: they differ, or have none. */
const char *done_common_fix(const struct done_check_report *check);
/* How long an experiment may last; 0: the policy has no such stage. */
int64_t done_report_experiment_days(const struct done_policy *policy);
/* The last lines of a CI log: the verdict, and the command that judges again; inert to the CI. */
void done_say_closing(struct done_buf *out, const struct done_report *report);
void done_say_run(struct done_buf *out, const struct done_run *run);
void done_say_examined(struct done_buf *out, const struct done_run *run);
/* "main" of refs/heads/main, raw; NULL: the base has no name. */
const char *done_base_name(const struct done_run *run);
/* ", built in", " on main (ba5e010000)": where it came from. */
void done_say_policy_source(struct done_buf *out, const struct done_run *run);
void done_say_policy(struct done_buf *out, const struct done_run *run);
/* ", and below it services/payments/.git-done.yml": the policies of directories; nothing where none
 * counts. */
void done_say_nested(struct done_buf *out, const struct done_run *run);
/* Of a check that did not fall short: "not applicable: …", "skipped: …", "waived", "met". */
void done_say_reason(struct done_buf *out, const struct done_check_report *check);
/* "services/x/main.go:12 has 'slog.Info(' (seen in code)" */
void done_say_evidence(struct done_buf *out, const struct done_evidence *evidence);
/* ---- numbers that were measured (numbers.c) ---- */

/* "p95 240 ms (at most 250 ms)": its value, and "at most 250 ms" (nothing without a limit). Fit to
 * show. */
void done_say_number_value(struct done_buf *out, const struct done_number *number);
void done_say_number_limit(struct done_buf *out, const struct done_number *number);
/* All of a check, in one line. */
void done_say_numbers(struct done_buf *out, const struct done_check_report *check);
size_t done_count_numbers(const struct done_run *run);
typedef void done_number_visit(void *data, const struct done_service_report *service,
    const struct done_check_report *check, const struct done_number *number);
/* What misses its limit by most comes first, then what has one, then the rest. */
void done_number_each(
    struct done_arena *arena, const struct done_run *run, done_number_visit *visit, void *data);
/* A folded table, of so many rows at most; nothing where there is none. */
void done_numbers_markdown(
    struct done_buf *out, struct done_arena *arena, const struct done_run *run, size_t most);

/* Of a check's waiver: "waived until 2026-12-31 by lead@example.com: reason", "the waiver expired
 * on 2026-12-31"; nothing where there is none, or it is not used. */
/* In an audit: a sentence for each check that services say is not about them, most first
 * (disputed.c). */
struct done_strings done_report_disputed(struct done_arena *arena, const struct done_run *run);
void done_say_waiver(struct done_buf *out, const struct done_check_report *check);
/* "a warning until 2027-01-15, then it blocks"; nothing for what blocks already. */
void done_say_effective(struct done_buf *out, const struct done_check_report *check);

/* The notes of a run, those of services and checks that say the same as one (notes.c). */
struct done_note_list {
	struct done_note *items;
	size_t nr;
};
struct done_note_list done_notes_folded(struct done_arena *arena, const struct done_run *run);

/* ---- order and items (items.c) ---- */

/* A run's services, worst first, then by path; in the arena. */
const struct done_service_report **done_services_worst_first(
    struct done_arena *arena, const struct done_run *run);

/* The findings of a check that are told one by one: of those kept, the ones that the change brings;
 * and how many more there are that it brings. */
size_t done_new_findings(const struct done_check_report *check);
size_t done_new_dropped(const struct done_check_report *check);
/* "2 old gaps" */
void done_say_gaps(struct done_buf *out, size_t nr);

/* "3/4": checks that are met, of those that were judged. */
struct done_share {
	size_t met, judged, doubts; /* doubts: undecided, which are judged and not met */
};
void done_share_add(struct done_share *share, const struct done_criterion_report *criterion);

/* The kind of item that the check's findings are (enum done_item_kind); -1: it has none. */
int done_rank_of_check(const struct done_check_report *check);

enum done_item_kind {
	DONE_ITEM_UNMET,
	DONE_ITEM_UNDECIDED,
	DONE_ITEM_WARNING,
	DONE_ITEM_OWED, /* what the base has, too; only where all are asked for */
};

/* One thing to show in a flat list, one a cause: a finding and what else a check finds for the same
 * reason, a check in doubt, a note that is no mere note. */
struct done_item {
	enum done_item_kind kind;
	const struct done_run *run;
	const struct done_service_report *service; /* NULL: of a note; the first of many */
	const struct done_check_report *check;     /* NULL: of a note */
	const struct done_finding *finding;        /* NULL: of a note, or of a whole check */
	size_t nr_services;                        /* 0: of a note; 1; or three and more */
	size_t nr_dropped;                         /* findings that are only counted in it */
	const char *id;                            /* of the check, or "policy" */
	const char *path;    /* raw, never NULL: a file of head, as far as one is known */
	const char *about;   /* raw: what it is about, where that is no file of head; NULL */
	int line, column;    /* 0: the file as a whole */
	const char *message; /* in short, fit to show; with what is dropped counted */
	const char *detail;  /* the whole of it; NULL: the message says it all */
	const char *fix;     /* or the cure; fit to show; NULL: nothing known */
	char fingerprint[DONE_OID_HEX + 1];
	size_t occurrence; /* from 1: which one of this fingerprint */
	size_t rank;       /* from 0: which one of its service and kind */
	size_t position;   /* from 0: in the list as collected */
};

struct done_items_list {
	struct done_item *items;
	size_t nr;
};

/* One a finding, up to a kind: what those below make one a cause of. */
void done_items_gather(struct done_arena *arena, const struct done_report *report,
    enum done_item_kind last, struct done_items_list *out);
/* Counts those with the same fingerprint. */
void done_items_number(struct done_arena *arena, struct done_items_list *list);

/* annotations.c. Worst first: kind, then the services from the worst on, then the policy's order.
 */
void done_items_collect(
    struct done_arena *arena, const struct done_report *report, struct done_items_list *out);
/* With those that the base has, too, at the end. */
void done_items_collect_all(
    struct done_arena *arena, const struct done_report *report, struct done_items_list *out);
/* Reorders, warnings last: what many services share, then one of every service before the second of
 * any. */
void done_items_spread(struct done_items_list *list);
/* What ended without a report, as an item; it points into the error. */
void done_item_of_error(const struct done_error *error, struct done_item *out);
/* What a format makes of a list, which it may reorder; what it needs on the way lives in the arena.
 */
typedef void done_items_writer(
    struct done_items_list *list, struct done_arena *arena, struct done_buf *out);
/* Of the items of a report; of all with those that the base has, too; and of the one that an error
 * is, which ended without a report. */
void done_items_write(
    const struct done_report *report, done_items_writer *writer, struct done_buf *out);
void done_items_write_all(
    const struct done_report *report, done_items_writer *writer, struct done_buf *out);
void done_items_write_error(
    const struct done_error *error, done_items_writer *writer, struct done_buf *out);
/* "checkout", "10 services"; nothing for a note. */
void done_item_say_whose(struct done_buf *out, const struct done_item *item);
/* "service: message", then the words and the fix where there is one: fit to show. */
void done_item_say(struct done_buf *out, const struct done_item *item, const char *before_fix);
const char *done_word_of_item(enum done_item_kind kind); /* "error", "undecided", "warning" */
const char *done_item_service_name(const struct done_item *item); /* raw; "" for a note */

/* The first item of each id, in the order of the list. */
struct done_rules {
	const struct done_item **items;
	size_t nr;
};
void done_rules_collect(
    struct done_arena *arena, const struct done_items_list *list, struct done_rules *out);
size_t done_rules_find(const struct done_rules *rules, const char *id); /* nr: not among them */

/* ---- JSON pieces (json_parts.c), for json.c and ndjson.c ---- */

/* json.c: the report as json, or as merge (brief). */
void done_json_write(const struct done_report *report, bool is_brief, struct done_buf *out);

/* json_bar.c: the bar's criterion that is this one in every word, and whether it has the check so;
 * NULL: none. Accept NULL. */
const struct done_criterion *done_bar_criterion(
    const struct done_policy *bar, const struct done_criterion *criterion);
bool done_bar_has_check(const struct done_criterion *criterion, const struct done_check *check);

void done_json_add_tool(struct done_json *json);
/* The shard, the day and the filters. */
void done_json_add_asked(struct done_json *json, const struct done_report *report);
/* Members of the run up to its services, which done_json_add_service() writes. */
void done_json_add_run(struct done_json *json, const struct done_run *run);
void done_json_add_run_rest(struct done_json *json, const struct done_run *run);
void done_json_add_error(struct done_json *json, const struct done_error *err);
/* sheet.c: the service's sheet where it has one that can be used, else NULL. */
const struct done_sheet *done_report_sheet(const struct done_service *service);

/* ---- lines for a terminal (layout.c) ---- */

enum done_color { DONE_PLAIN, DONE_BOLD, DONE_DIM, DONE_RED, DONE_GREEN, DONE_YELLOW, DONE_VIOLET };

struct done_layout {
	struct done_buf *out;
	bool color;
	int width;
};

/* Columns that the text takes on a terminal. */
int done_text_columns(const char *text, size_t len);
/* The text in a colour, where colours are wanted. */
void done_layout_colored(struct done_layout *layout, enum done_color color, const char *text);
/*
 * indent blanks, lead, then text wrapped at words; what follows hangs below the text. Lines of the
 * text stay lines, and one that starts with a blank (code) is never wrapped. NULL: there is no
 * text.
 */
void done_layout_wrap(struct done_layout *layout, int indent, const char *lead,
    enum done_color color, const char *text);
/* The text in exactly so many columns: cut with '~', or filled with blanks. */
void done_layout_cell(struct done_layout *layout, const char *text, int columns);
/* After a whole line: a blank one, unless there is one already or nothing above it. */
void done_layout_gap(struct done_layout *layout);

/* ---- the text format's parts (text_service.c, text_table.c) ---- */

struct done_text_writer {
	struct done_layout layout;
	const struct done_style *style;
	struct done_arena *arena;
};

enum { DONE_TEXT_SERVICES = 10 }; /* more are a crowd */

const char *done_text_mark(enum done_verdict verdict, bool warned, enum done_color *color);
/* Several repositories, one after the other (text_fleet.c). */
void done_text_repository(struct done_text_writer *writer, const char *repository);
void done_text_fleet_error(
    const char *repository, const struct done_error *error, int exit_status, struct done_buf *out);
void done_text_fleet(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out);
/* Which checks fall short most often, where many services do (text_often.c). */
void done_text_often(struct done_text_writer *writer, const struct done_report *report);
/* What falls short, by name, where it is more than a few (text_short.c). */
void done_text_in_short(struct done_text_writer *writer, const struct done_report *report);
/* What its marks mean: "XX not met". */
void done_text_legend(struct done_text_writer *writer, const struct done_run *run);
void done_text_service(struct done_text_writer *writer, const struct done_service_report *service);
void done_text_table(struct done_text_writer *writer, const struct done_run *run,
    const struct done_service_report *const *services);

#endif
