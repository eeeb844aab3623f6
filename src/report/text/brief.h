/*
 * Inside the text format: what a run says in ten seconds. One entry a cause, cause and fix
 * together, and the ways out; what was looked for stands in the long form (--verbose).
 */
#ifndef DONE_REPORT_BRIEF_H
#define DONE_REPORT_BRIEF_H

#include "report.h"

#define DONE_CAUSE_SHARED 3 /* services that make one entry of a cause */

/* A check that is unmet or undecided, for the same reason in all of the services. */
struct done_cause {
	enum done_item_kind kind;                    /* UNMET, UNDECIDED; in html also WARNING */
	const struct done_check_report *check;       /* the first service's */
	const struct done_service_report **services; /* ascending by path; one, or three and more */
	const struct done_check_report **checks;     /* one a service */
	size_t nr_services;
	size_t fix_lines; /* that are shown of its fix */
	size_t position;  /* of the first: services that are unmet, then the others, by path */
};
struct done_causes {
	struct done_cause *items; /* those of many services first */
	size_t nr;
	size_t nr_shared; /* of the first ones: of three services and more */
};
void done_causes_collect(
    struct done_arena *arena, const struct done_run *run, struct done_causes *out);
/* The same for the same cause; NULL: it is no cause of this list. */
typedef const char *done_cause_key_of(struct done_arena *arena,
    const struct done_service_report *service, const struct done_check_report *check);
/* By another key, and up to another kind: html_causes.c of html/. */
void done_causes_collect_by(struct done_arena *arena, const struct done_run *run,
    enum done_item_kind last, done_cause_key_of *key_of, struct done_causes *out);
/* A text as it is for each service that has the cause: without the service's directory, and without
 * the lines of files in it. NULL for NULL. */
const char *done_cause_local(
    struct done_arena *arena, const struct done_service *service, const char *text);
/* What two findings of a check have in common where they have one cause; finding NULL: of a check
 * without one. */
const char *done_cause_key(struct done_arena *arena, const struct done_service_report *service,
    const struct done_check_report *check, const struct done_finding *finding);
/* What is missing, and the fix (NULL: none is known), in the words of all its services. */
const char *done_cause_short(
    struct done_arena *arena, const struct done_cause *cause, const struct done_finding *finding);
const char *done_cause_fix(
    struct done_arena *arena, const struct done_cause *cause, const struct done_finding *finding);
/* `git checkout …`, one for all its services: nothing of it may be wrapped. *rest: the fix beside
 * it. NULL: nothing was deleted. */
const char *done_cause_restore(
    struct done_arena *arena, const struct done_cause *cause, const char **rest);
/* "because: …", else "rule: …", in the policy's words: what convinces, and repeats nothing; NULL:
 * the policy has neither. */
const char *done_cause_rule(struct done_arena *arena, const struct done_cause *cause);

/* One run in short: the first line, the causes, the notes, the counts (refusal.c). */
void done_brief_run(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run);
/* The first line: the verdict, and of what (headline.c). */
/* "10 services got worse in a check that only warns: docs.run"; false: none did. */
bool done_brief_say_worse(
    struct done_buf *out, struct done_arena *arena, const struct done_run *run);
void done_brief_headline(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_causes *causes);
/* Its first words: "PUSH REFUSED ". */
const char *done_brief_lead(const struct done_report *report, const struct done_run *run);
/* The name; a service at the root of the tree has none but ".". */
const char *done_brief_name(struct done_arena *arena, const struct done_service_report *service);
/* "ads, cart, checkout, and 27 more" */
void done_brief_add_names(struct done_buf *out, struct done_arena *arena,
    const struct done_service_report *const *services, size_t nr, size_t most);
/* How many of them fit into so many columns: one at least. */
size_t done_brief_names_that_fit(struct done_arena *arena,
    const struct done_service_report *const *services, size_t nr, int columns);
/* "1 check", "2 checks" */
void done_brief_add_count(struct done_buf *out, size_t nr, const char *one, const char *many);
/* "2 warnings (docs.changelog), 1 waived", or nothing: what somebody may act upon; all: also
 * "3 for a higher tier, 2 not applicable". */
void done_brief_say_counts(struct done_buf *out, const struct done_run *run, bool all);
/* What was looked at, from where to where; and by whose policy. */
void done_brief_examined(struct done_text_writer *writer, const struct done_run *run);
/* The causes, ten at most unless all are wanted (entries.c). */
void done_brief_causes(
    struct done_text_writer *writer, const struct done_run *run, const struct done_causes *causes);
/* How to get past a refusal other than by the fix: a waiver, an experiment (ways.c). */
void done_brief_ways(struct done_text_writer *writer, const struct done_report *report,
    const struct done_run *run, const struct done_causes *causes);
/* Whom to ask, where the policy says so. */
void done_brief_help(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run);
/* The command that prints everything, on a line of its own, to be copied. */
void done_brief_everything(struct done_text_writer *writer, const struct done_report *report);
/* An audit of several services: how far each is, by criteria (scorecard.c). */
void done_brief_scorecard(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run);
/* Where its services stand (standings.c): each is counted once. "4 done (silver), 2 below bronze";
 * "8 of 12 services are below their target, 4 are at their target". */
bool done_standing_is_done(const struct done_service_report *service);
bool done_standings_all_done(const struct done_run *run);
void done_standings_say_tiers(struct done_buf *out, const struct done_run *run);
void done_standings_say(struct done_buf *out, const struct done_run *run, bool has_tiers);
/* What surrounds the services of a run (text_notes.c). told: the message of a note that stands
 * above already; NULL: none does. */
void done_text_notes(struct done_text_writer *writer, const struct done_run *run, const char *told);
void done_text_unowned(struct done_text_writer *writer, const struct done_run *run);
/* Why a service is judged, where no change of its own says so (text_service.c). */
void done_text_reasons(struct done_text_writer *writer, const struct done_service_report *service);

#endif
