/* Inside the artifact room: one decision record while it is read. */
#ifndef DONE_ARTIFACT_DECISION_PARTS_H
#define DONE_ARTIFACT_DECISION_PARTS_H

#include "done/decision.h"

/* Where a record may say its status, the most binding first. */
enum done_decision_place {
	DONE_DECISION_FRONT_MATTER,
	DONE_DECISION_SECTION, /* below a heading "Status" */
	DONE_DECISION_HEAD,    /* between the title and the next heading */
};
#define DONE_DECISION_PLACES (DONE_DECISION_HEAD + 1)

struct done_decision_said {
	enum done_decision_status status;
	const char *text; /* NULL: nothing there */
	int line;
};

struct done_decision_reading {
	struct done_arena *arena;
	struct done_decision *out;
	struct done_decision_said said[DONE_DECISION_PLACES];
	int line;
};

/* What people put around a word: emphasis, quotes, bullets, a sign. */
const char *done_decision_skip_marks(const char *text);
/* Digits at the start, as "0003" in "0003-order-schema", "ADR-3", "#3"; -1: none. */
int64_t done_decision_number(const char *text);
char *done_decision_trimmed(struct done_arena *arena, const char *text, size_t len);

/* One text that says a status (decision_status.c). */
void done_decision_take_status(
    struct done_decision_reading *reading, enum done_decision_place place, const char *text);
/* "by" and what comes behind it, of the record that takes its place. */
void done_decision_take_successor(struct done_decision_reading *reading, const char *by);
/* All is read: the status that holds. */
void done_decision_settle(struct done_decision_reading *reading);

#endif
