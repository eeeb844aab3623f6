/*
 * decision: one decision record in Markdown, in the forms that are in use: Nygard's ("# 1. Title",
 * "Date: …", a section "Status"), MADR's ("status:" and "date:" in front matter, or as bullets
 * below the title) and log4brains' (the same with a day in the file's name). What a sentence, a
 * table, a comment or code says of a status is not the record's.
 */
#ifndef DONE_DECISION_H
#define DONE_DECISION_H

#include "done/artifact.h"

enum done_decision_status {
	DONE_DECISION_UNKNOWN, /* none, or a word that is none of these */
	DONE_DECISION_PROPOSED,
	DONE_DECISION_ACCEPTED,
	DONE_DECISION_REJECTED,
	DONE_DECISION_DEPRECATED,
	DONE_DECISION_SUPERSEDED,
};
/* "proposed", …; [UNKNOWN] is NULL. */
extern const char *const done_decision_statuses[];
#define DONE_DECISION_STATUSES (DONE_DECISION_SUPERSEDED + 1)

struct done_decision {
	const char *title; /* without number; NULL: there is no heading */
	int title_line;
	int64_t number;   /* of the file's name, else of the title; -1: none */
	bool dated;       /* its name begins with a day, which is its number: others may share it */
	int64_t in_title; /* the title's own number; -1: none */
	enum done_decision_status status;
	const char *status_text; /* as written; NULL: the record says nothing of its status */
	int status_line;
	/* What it was superseded by, as written after "superseded by": a number, or NULL. */
	int64_t superseded_by;       /* -1: it names no number */
	const char *superseded_path; /* the target of a link there; NULL */
	bool superseded_elsewhere;   /* the link leads out of the repository */
	const char *date_text;       /* NULL: there is none */
	done_day date;               /* DONE_NO_DAY: none, or no day that exists */
	int date_line;
};

/* file is its path, for the number. Reads any text: what it does not find stays unset. */
void done_decision_read(
    struct done_arena *arena, struct done_bytes bytes, const char *file, struct done_decision *out);

#endif
