/*
 * Inside the gate room: one request on its way through plan, evaluate and settle.
 */
#ifndef DONE_GATE_INTERNAL_H
#define DONE_GATE_INTERNAL_H

#include "done/gate.h"

/* How to open a snapshot again: every worker opens its own. */
struct done_source {
	enum { DONE_SOURCE_NOTHING, DONE_SOURCE_COMMIT, DONE_SOURCE_INDEX } kind;
	struct done_oid commit;
};
int done_source_open(const struct done_source *source, struct done_repo *repo,
                     struct done_snapshot *out, struct done_error *err);

/* One request being served. What lives to the report is in report->arena. */
struct done_gate {
	const struct done_request *request;
	struct done_report *report;
	struct done_repo *repo;
};

/* What the gate itself finds about a service's stage, apart from its checks. */
enum done_experiment {
	DONE_EXPERIMENT_NONE,    /* none, or let through */
	DONE_EXPERIMENT_REFUSED, /* does not say until when and why, or lasts too long */
	DONE_EXPERIMENT_ENDED,   /* judged as the stage after it */
};
/* A waiver before its check is judged: what it comes to where the check falls short. */
struct done_ready_waiver {
	const char *check;
	struct done_waiver_report report;
	bool in_head; /* false: only the base's sheet has it, the change takes it out */
};
struct done_standing {
	enum done_experiment experiment;
	const char *message, *fix; /* fit to show */
	/* A service that the change brings: what it was in the base, before it moved; NULL. */
	const struct done_service *origin;
	bool is_another; /* the base's sheet is of another service: its waivers count for nothing */
	const struct done_sheet *before; /* the base's, of itself or its origin; NULL: it is new */
	const char *base_stage;          /* what the base says its stage is; NULL: it is new */
	struct done_ready_waiver *waivers;
	size_t nr_waivers;
	const struct done_sheet_waiver **added; /* by the change, beside others: refused */
	size_t nr_added;
};

/* What one run will judge, and by what. The plan's snapshots are the planner's own. */
struct done_plan {
	struct done_gate *gate;
	struct done_run *run;
	struct done_range range;
	bool has_range; /* false in an audit: nothing changed, everything is judged */
	struct done_source head, tip, from; /* tip: of the base; from: what head is compared with */
	struct done_snapshot head_snapshot, tip_snapshot;
	const struct done_policy *policy;      /* judges; NULL: nothing is judged */
	const struct done_policy *head_policy; /* the change's own; NULL: absent or the same */
	struct done_services services;
	struct done_services head_services; /* by the change's own policy; with a range */
	struct done_standing *standings;    /* one a service */
	bool edits_policy; /* the change touches a file of a policy, the base's or its own */
	bool only_sheets;  /* the change is of services\' sheets and nothing else */
	struct done_changes changes;
	struct done_selection selection;
	const char **removed_stages; /* one a service of selection.deleted: what it was judged as */
};

/* reproduce.c: the command that gives this run's judgement again; fit to show. */
const char *done_reproduce(struct done_arena *arena, const struct done_request *request,
                           const struct done_run *run);
/* A word of such a command as a shell reads it; what could move a cursor is shown, not repeated. */
void done_add_shell_word(struct done_buf *out, const char *word);

/* plan.c: fills run and plan up to the selection. */
int done_plan_make(struct done_plan *plan, struct done_error *err);
void done_plan_release(struct done_plan *plan);

/* hidden.c: what became, or comes as, a link or a submodule where services are. */
int done_plan_refuse_hidden(struct done_plan *plan, struct done_error *err);

/* bar.c: finds and loads the policy, and the change's own for the map and the loosenings. */
int done_plan_find_policy(struct done_plan *plan, struct done_error *err);
/* Whose policy is at fault: the file that a person has open may be right, and the base's not. Of
 * the base, of the tree that is judged, or of the one that judges. */
void done_plan_blame_base(const struct done_plan *plan, struct done_error *err);
void done_plan_blame_head(const struct done_plan *plan, struct done_error *err);
void done_plan_blame(const struct done_plan *plan, struct done_error *err);

/* misnamed.c: an undecided error where no policy was found but one that is misnamed (in an audit a
 * warning); what is to be said of it elsewhere, "" where there is none; warnings beside a policy.
 */
int done_plan_refuse_misnamed(struct done_plan *plan, struct done_error *err);
const char *done_misnamed_hint(struct done_snapshot *snapshot, struct done_arena *arena);
void done_plan_note_misnamed(struct done_plan *plan);

/* loosening.c: notes in what the change's own policy asks less than the one that judges. */
void done_plan_note_loosenings(struct done_plan *plan);
void done_plan_note_map_loosenings(struct done_plan *plan); /* loosening_map.c */

/* top_only.c: notes on globs that leave out what their checks mean. */
void done_plan_note_top_only(struct done_plan *plan);

/* loosening_globs.c: lists of globs as they are written. cover: every path that `less` matches is
 * matched by `more`, as far as their texts tell. */
struct done_written_glob {
	const char *text;
	bool negated;
};
struct done_written_globs {
	struct done_written_glob *items;
	size_t nr;
};
struct done_written_globs done_globs_written(struct done_arena *arena,
                                             const struct done_globs *globs);
struct done_written_globs done_file_globs_written(struct done_arena *arena,
                                                  const struct done_file_globs *globs);
bool done_written_globs_cover(const struct done_written_globs *more,
                              const struct done_written_globs *less);

/* selectors.c: notes in which selectors of the policy match nothing; and the first of them as the
 * reason why no service is found: false, there is none. */
int done_plan_note_selectors(struct done_plan *plan, struct done_error *err);
bool done_plan_blame_rule(struct done_plan *plan, struct done_error *err);

/* The stage of a service of which nothing is said. */
#define DONE_STAGE_PRODUCTION "production"

/* stage_order.c: the place in the policy's list; whether a stage is asked less than the one
 * before, or than some other one plainly; whether a check may be asked of a stage. */
size_t done_stage_rank(const struct done_policy *policy, const char *stage);
bool done_stage_asks_less(const struct done_policy *policy, const char *now, const char *before);
bool done_stage_is_stricter(const struct done_policy *policy, const char *stage, const char *other);
bool done_stage_is_asked(const struct done_criterion *criterion, const struct done_check *check,
                         const char *stage);

/* moved.c: where the services went that no map finds any more. */
int done_plan_follow_moved(struct done_plan *plan, struct done_error *err);

/* origin.c: which service of the base one that the change brings was before. */
void done_plan_find_origins(struct done_plan *plan);

/* identity.c: true where what stands there now is not the service that the base's sheet, with
 * waivers, was written for. */
bool done_service_is_another(struct done_plan *plan, const struct done_service *service,
                             const struct done_service *there, const struct done_sheet *before);

/* stage.c: sheets of the services that are judged (of all, where a check needs them), and what
 * follows for their stages. */
void done_plan_read_sheets(struct done_plan *plan);

/* sheet_change.c: the whole change is of services' sheets; and of this service's sheet it changes
 * stage and waivers, and takes away nothing else. */
bool done_change_is_of_sheets(const struct done_plan *plan);
bool done_sheet_changes_alone(const struct done_plan *plan, const struct done_selected *selected);
/* The same for a waiver: Backstage's catalog, which may be what it excuses, stays as it is, too. */
bool done_waiver_comes_alone(const struct done_plan *plan, const struct done_selected *selected);

/* waiver.c: which waivers of the sheets count, before anything is judged; then of one check that
 * was. */
void done_plan_ready_waivers(struct done_plan *plan);
void done_waive(const struct done_plan *plan, const struct done_service *service,
                struct done_check_report *check);

/* callers.c: adds who calls a service that the change removes. */
void done_plan_select_callers(struct done_plan *plan);

/* share.c: what all services look at, read once before threads begin. */
void done_plan_share(struct done_plan *plan);

/* filter.c: --service, --criterion, --check, GIT_DONE_SKIP: names that must exist. */
int done_filter_validate(const struct done_plan *plan, struct done_error *err);
bool done_filter_wants_service(const struct done_request *request, const char *name);
bool done_filter_wants_check(const struct done_request *request,
                             const struct done_criterion *criterion,
                             const struct done_check *check);
bool done_filter_skips(const struct done_request *request, const struct done_criterion *criterion,
                       const struct done_check *check);

/* needs.c: is a check, or a part of one, of a kind that asks for something? */
typedef bool done_form_asks(const struct done_kind_form *form);
bool done_policy_asks(const struct done_policy *policy, done_form_asks *asks);

/* evaluate.c: holds one service to the bar. view is ready but for service; results live in keep. */
void done_evaluate_service(const struct done_plan *plan, const struct done_selected *selected,
                           struct done_view *view, struct done_arena *keep,
                           struct done_service_report *out);

/* anchor.c: a changed path and line of a service that is settled. */
void done_anchor_find(const struct done_selected *selected, const struct done_view *view,
                      struct done_service_report *out);

/* The same finding has the same print in every commit and on every line: service, check, subject.
 */
void done_finding_print(const struct done_service *service, const struct done_check *check,
                        const struct done_finding *finding, char out[DONE_OID_HEX + 1]);

/* sheet.c: the criterion `sheet`, which is there only when something is wrong with the sheet or the
 * stage. False: nothing is. */
bool done_sheet_judge(const struct done_plan *plan, const struct done_service *service,
                      struct done_arena *keep, struct done_criterion_report *out);

/* map.c: the criterion `map`, which is there only for a service that is found no longer. */
bool done_map_judge(const struct done_plan *plan, const struct done_service *service,
                    struct done_arena *keep, struct done_criterion_report *out);

/* workers.c: evaluates every selected service, on threads where that pays. */
int done_evaluate_all(struct done_plan *plan, struct done_error *err);

/* note.c: a note of the run; of one service; of anything, into an arena. */
void done_run_note(struct done_gate *gate, struct done_run *run, enum done_note_level level,
                   const char *format, ...) DONE_PRINTF(4, 5);
void done_service_note(struct done_gate *gate, struct done_run *run, enum done_note_level level,
                       const struct done_service *service, const char *format, ...)
	DONE_PRINTF(5, 6);
void done_note_add(struct done_arena *arena, struct done_run *run, struct done_note note,
                   const char *format, ...) DONE_PRINTF(4, 5);

/* ---- services that the change adds under no rule (uncovered.c) ---------------------------------
 */

int done_plan_find_uncovered(struct done_plan *plan, struct done_error *err);
void done_settle_uncovered(struct done_arena *arena, struct done_run *run);

#endif
