/* Inside the service room: a sheet while it is being loaded. */
#ifndef DONE_SERVICE_SHEET_H
#define DONE_SERVICE_SHEET_H

#include "done/questions.h"
#include "done/service.h"

#define DONE_SHEET_WAIVERS_MAX 100

struct done_sheet_loading {
	struct done_arena *arena;
	struct done_snapshot *snapshot;
	const struct done_service *service;
	const struct done_policy *policy;
	struct done_sheet *sheet;
	const struct done_record *keys; /* what stands at the top of a sheet */
};

/* What stands at the top of a sheet; answers are read from the document. */
struct done_sheet_document {
	const char *service, *owner;
	struct done_sheet_stage *stage;
	int target; /* as written: done_tier_written() */
	const struct done_value *links;
	int kind;
	struct done_strings offers;
	struct done_objects waivers;         /* of struct done_sheet_waiver */
	struct done_objects disputes;        /* of struct done_sheet_dispute */
	const struct done_value *answers[5]; /* accepted here, judged elsewhere */
};
struct done_sheet_stage {
	const char *name, *why;
	done_day until;
};
extern const struct done_record done_sheet_record, done_sheet_call_record, done_sheet_waiver_record,
    done_sheet_dispute_record;

/* The bytes of a file of the service's directory: 1, or 0 when nothing stands there
 * (sheet_file.c). */
int done_sheet_read(const struct done_sheet_loading *loading, const char *name, const char **path,
    struct done_buf *out, struct done_error *err);

/* sheet_questions.c: the keys of an answer that stand for no part. */
int done_sheet_check_answer(
    const struct done_question *question, const struct done_value *answer, struct done_error *err);
/* *rest: the sheet without answers to the policy's own questions, which are looked at. */
int done_sheet_take_own(const struct done_sheet_loading *loading, const struct done_value *root,
    struct done_value *rest, struct done_error *err);

/* What is wrong with `links`, a map of names to addresses (sheet_links.c). */
int done_sheet_check_links(const struct done_value *links, struct done_error *err);
/* communication -> sheet->calls (sheet_calls.c) */
int done_sheet_load_calls(struct done_sheet_loading *loading, struct done_error *err);
/* What was loaded of `waivers` -> sheet->waivers (sheet_waivers.c) */
int done_sheet_take_waivers(
    struct done_sheet_loading *loading, const struct done_objects *loaded, struct done_error *err);
/* What was loaded of `not_applicable` -> sheet->disputes (sheet_disputes.c) */
int done_sheet_take_disputes(
    struct done_sheet_loading *loading, const struct done_objects *loaded, struct done_error *err);
/* Fills what the sheet is silent about from Backstage's catalog (backstage.c). */
int done_sheet_load_catalog(struct done_sheet_loading *loading, struct done_error *err);

#endif
