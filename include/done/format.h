/*
 * format: the formats of a report, one file each in src/report. A format writes a finished report
 * (report.h) and knows nothing of how it came about. Every format escapes repository bytes its own
 * way: no raw byte reaches a terminal, a log, XML, or a CI command.
 */
#ifndef DONE_FORMAT_H
#define DONE_FORMAT_H

#include "done/fleet.h"
#include "done/gate.h"
#include "done/trend.h"

struct done_style {
	bool color;
	int width;    /* columns of the terminal; 0: none, so that no line is wrapped */
	bool verbose; /* all that is known, with the evidence of what is met */
	bool quiet;   /* the verdict and what is unmet only */
	const struct done_trend *trend; /* how it came to be so: html draws it; NULL */
};

/* What becomes of the report of each repository where several are judged. */
enum done_fleet_way {
	DONE_FLEET_ONE,    /* the format holds one repository only */
	DONE_FLEET_STREAM, /* one after the other, and closing words */
	DONE_FLEET_INDEX,  /* only the index of all is written */
	DONE_FLEET_PAGES,  /* each is a file of its own, and the index names them */
};

struct done_format {
	const char *name;
	const char *summary;
	/* Appends to out; cannot fail but for out->overflow. */
	void (*write)(
	    const struct done_report *report, const struct done_style *style, struct done_buf *out);
	/* For what ended without a report: the formats that a machine reads say so in their own
	 * form. NULL: nothing is written. */
	void (*write_error)(const struct done_error *error, int exit_status, struct done_buf *out);
	enum done_fleet_way fleet;
	/* STREAM: of a repository without a report. */
	void (*write_fleet_error)(const char *repository, const struct done_error *error,
	    int exit_status, struct done_buf *out);
	/* All but ONE: the closing words, or the index. */
	void (*write_fleet)(
	    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out);
};

/*
 * Last pass over finished lines for a terminal or a log: no CI system may find a command in them
 * ('::' at the start of a line; '##[', '##vso[', '##teamcity[' anywhere, as some agents look there
 * too). Appends; text that is inert already stays as it is.
 */
void done_escape_commands(struct done_buf *out, const struct done_buf *lines);
/* The same over finished JSON, in JSON's own escapes. */
void done_escape_json_commands(struct done_buf *out, const struct done_buf *json);

/* Pieces of JSON that reports and commands share (json_parts.c). A key whose bytes may not be
 * UTF-8: then KEY_bytes_hex has them all. A service as config/report.schema.json has it; where json
 * is brief, what this bar says of its checks is left out, too (NULL: nothing). */
void done_json_add_raw(struct done_json *json, const char *key, const char *raw);
void done_json_add_service(struct done_json *json, const struct done_service_report *report,
    const struct done_policy *bar);

/* Any bytes as text for people, as done_buf_add_shown() writes them, but that a newline stays one;
 * cut at max bytes (0: never) with the rest counted out loud. */
void done_escape_plain(struct done_buf *out, const char *text, size_t max);

/* The commands that a refusal prints, as a shell reads them (text/ways.c): the check does not apply
 * to the service; not now; and why it is asked. now DONE_NO_DAY: the day is to be filled in. */
/* "PUSH REFUSED by git-done, nothing was pushed: ", of a hook that ends without a report. */
void done_say_refused_by(struct done_buf *out, const char *hook);
/* "to restore: git checkout origin/main -- README.md", "to see it: git diff origin/main -- a.js" */
const char *done_lost_command(struct done_arena *arena, const struct done_lost_file *lost);
void done_way_dispute(struct done_buf *out, const char *service, const char *check);
void done_way_waive(struct done_buf *out, const struct done_waiver_rules *rules, done_day now,
    const char *service, const char *check);

/* By enum done_waiver_state, as JSON has them; NULL-terminated. */
extern const char *const done_waiver_state_words[];

extern const struct done_format *const done_formats[];
extern const size_t done_formats_nr;
const struct done_format *done_format_find(const char *name); /* NULL: unknown */

#endif
