/*
 * Inside the merge room: reading a JSON report back, strictly. A member that is missing, of the
 * wrong type, or unknown is DONE_E_USAGE at its place: what is not understood whole is no report.
 */
#ifndef DONE_MERGE_READ_H
#define DONE_MERGE_READ_H

#include "done/format.h"
#include "done/merge.h"

struct done_reader {
	struct done_arena *arena; /* of the report: what is read stays */
	struct done_arena *scratch;
	struct done_error *err;
	/* Every check and criterion of the run that was met with so far: those of its bar first,
	 * which repeat from service to service. */
	const struct done_check **checks;
	size_t nr_checks, cap_checks, next_check;
	const struct done_criterion **criteria;
	size_t nr_criteria, cap_criteria, next_criterion;
	size_t nr_bar_checks, nr_bar_criteria; /* of these the first */
	bool is_brief;                         /* the report is of the format `merge` … */
	bool may_lack; /* … and this is its services: a member that is absent says nothing */
};

enum done_member_type {    /* the place in the struct is a … */
	DONE_READ_TEXT,    /* const char * */
	DONE_READ_PASSING, /* the same, gone with the scratch: who keeps it copies it */
	DONE_READ_RAW,     /* const char *; NAME_bytes_hex has the bytes that are no
	                      text */
	DONE_READ_RAWS,    /* struct done_strings; the same for a list */
	DONE_READ_BOOLEAN, /* bool */
	DONE_READ_NUMBER,  /* int, 0 or more */
	DONE_READ_COUNT,   /* size_t */
	DONE_READ_BYTES,   /* uint64_t */
	DONE_READ_AMOUNT,  /* double, more than 0; null: 0 */
	DONE_READ_REAL,    /* double; null: NAN */
	DONE_READ_INDEX,   /* int; null: -1 */
	DONE_READ_DAY,     /* done_day; null: DONE_NO_DAY */
	DONE_READ_OID,     /* struct done_oid, and a bool at `other`: null is false */
	DONE_READ_WORD,    /* int: the index in words */
	DONE_READ_LIST,    /* const struct done_value * */
	DONE_READ_MAP,     /* const struct done_value *; NULL for null */
};

struct done_read_member {
	const char *name;
	enum done_member_type type;
	size_t offset, other;
	bool may_be_null;         /* TEXT, PASSING, RAW, MAP */
	bool optional;            /* may be absent; then nothing is set */
	const char *const *words; /* NULL-terminated */
};

struct done_read_record {
	const struct done_read_member *members;
	size_t nr;
};

int done_read_record(struct done_reader *reader, const struct done_read_record *record,
    const struct done_value *value, void *out);
int done_read_fail(struct done_reader *reader, const struct done_value *at, const char *format, ...)
    DONE_PRINTF(3, 4);

extern const char *const done_read_verdicts[]; /* by enum done_verdict */

/* Takes the shard's words from the end of a text, which must be there. */
int done_read_cut(
    struct done_reader *reader, const struct done_value *at, const char *end, const char **text);

/* read_run.c: a run, added up again. Of the report the filters and the shard are read already. */
int done_read_run(struct done_reader *reader, const struct done_value *value,
    const struct done_report *report, struct done_run *out);

/* read_waiver.c: of a check whose verdict is known; map NULL: it has none. */
int done_read_waiver(struct done_reader *reader, const struct done_value *at,
    const struct done_value *map, struct done_check_report *out);

/* read_sheet.c: of a service; map NULL: it has none that can be used. */
int done_read_sheet(
    struct done_reader *reader, const struct done_value *map, struct done_service *out);

/* read_asked.c: a criterion of the policy, with its checks; and for what a service's report names
 * the bar's own, if it is the same in every word, else another one. */
int done_read_asked_criterion(
    struct done_reader *reader, const struct done_value *value, struct done_criterion *out);
struct done_check_words { /* in the scratch */
	const char *id, *kind, *title, *why, *url, *fix;
	const char *tier; /* NULL: none */
	int level;        /* the policy's */
};
/* A tier by its word, which may be NULL: NONE. */
int done_read_tier(
    struct done_reader *reader, const struct done_value *at, const char *word, int *out);
extern const char *const done_read_levels[];
const struct done_check *done_read_find_check(
    struct done_reader *reader, const struct done_check_words *words);
const struct done_criterion *done_read_find_criterion(
    struct done_reader *reader, const char *id, const char *title);

/* The bar's own by the id alone, of a brief report; NULL: it has none. */
const struct done_check *done_read_bar_check(struct done_reader *reader, const char *id);
const struct done_criterion *done_read_bar_criterion(struct done_reader *reader, const char *id);

/* read_service.c: one service, added up again. */
int done_read_service(
    struct done_reader *reader, const struct done_value *value, struct done_service_report *out);

#endif
