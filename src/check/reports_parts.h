/* Inside the check room: the parts of reading reports. */
#ifndef DONE_CHECK_REPORTS_PARTS_H
#define DONE_CHECK_REPORTS_PARTS_H

#include "reports.h"

/* ---- seals (reports_seal.c) ---- */

/* Of one check. */
struct reports_sealing {
	struct done_view *view;
	struct done_result *result; /* NULL: nothing is judged */
	bool is_required;
	bool *told;                      /* by the number of the seal */
	bool is_bad;                     /* a finding was made */
	size_t nr_good;                  /* reports that are as they were sealed */
	const char *commit;              /* that they were sealed for */
	const struct done_seal *changed; /* one of a work tree that was not the commit; NULL */
};

/* Before a report is read: the seal it is under, to be asked for afterwards; NULL: none. */
const struct done_sealed *done_sealing_begin(struct reports_sealing *sealing, const char *path);
/* "sealed for 3f2a9c1", of reports that all are as they were sealed. */
const char *done_sealing_words(const struct reports_sealing *sealing);
/* What was read of it: path in the directory of --evidence. */
void done_sealing_judge(struct reports_sealing *sealing, const struct done_sealed *sealed,
    const char *path, uint64_t size, const char *sha256);
/* Sealed reports that the check means and that are gone. */
int done_sealing_judge_gone(struct reports_sealing *sealing,
    int (*is_meant)(void *data, const char *path, struct done_error *err), void *data,
    struct done_error *err);
/* Seals that cannot be used, and stamps without one, where the check's reports may lie. */
void done_sealing_judge_unusable(struct reports_sealing *sealing,
    bool (*may_hold)(void *data, const char *subdirectory), void *data);

/* ---- reading (reports_one.c) ---- */

#define REPORTS_UNREAD ((enum done_evidence_subject) - 1)

struct reports_reading {
	struct done_view *view;
	const struct done_reports_options *options;
	enum done_evidence_subject subject; /* REPORTS_UNREAD: of kind `fresh` */
	struct done_reports *out;
	struct done_result *result; /* NULL: what cannot be read is left out */
	struct reports_sealing sealing;
	size_t cap;
	uint64_t bytes;
	bool takes_committed;
	size_t nr_committed; /* in the directory of --evidence, and of the commit itself */
};

/* Large files are read piece by piece. */
struct reports_source {
	struct done_bytes bytes;
	const struct done_evidence_stream *stream; /* NULL: bytes are all */
	size_t size;                               /* of the stream */
};

#define REPORTS_ZONES 1 /* days by which a time without its zone may lie ahead */

/* Reads one; what is wrong with it becomes findings of reading->result. */
int done_reports_parse(struct reports_reading *reading, const struct reports_source *source,
    const char *path, const char *name, struct done_error *err);

/* The grace days of a record where the policy does not say them. */
int64_t done_reports_grace(enum done_evidence_subject subject);

/* ---- notes (reports_notes.c) ---- */

/* 1 where a note has a record of the check, though it may be no good; 0: none has. */
int done_reports_from_notes(struct reports_reading *reading, struct done_error *err);
/* None has, and no other place may: what, "test results", is wanted. */
void done_reports_add_no_note(struct done_view *view, struct done_result *result, const char *what);

/* ---- the directory (reports_folder.c) ---- */

/* 1 where git may make other bytes of a committed report than its blob has; 0: only ends of lines
 * (reports_filtered.c). */
int done_reports_are_filtered(struct done_view *view, const struct done_folder *folder,
    const char *path, struct done_error *err);

/*
 * Where in the directory the service's reports lie: in a subdirectory of its path or name; where no
 * service has one, anywhere. NULL: others have one, and it has none.
 */
const char *done_reports_prefix(struct done_view *view, const struct done_folder *folder);
/* 1 where something of the directory is meant, though it may be no good. */
int done_reports_from_folder(
    struct reports_reading *reading, const struct done_folder *folder, struct done_error *err);

#endif
