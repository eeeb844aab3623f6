/*
 * Inside the gate room: one request on its way through plan, evaluate and settle. The plan is a
 * chain of finished values (README.md tells it from end to end):
 *
 *   request -> compared -> trees -> bar -> changed -> map -> selection -> nested -> standings ->
 * work
 */
#ifndef DONE_GATE_INTERNAL_H
#define DONE_GATE_INTERNAL_H

#include "done/gate.h"
#include "done/loosened.h"
#include "done/nested.h"
#include "note.h"

/* One request being served. What lives to the report is in report->arena. */
struct done_gate {
	const struct done_request *request;
	struct done_report *report;
	struct done_repo *repo;
};

struct done_plan;
struct done_bar;
struct done_standing;

/* ---- compared.c: which trees are compared ---- */

/* Where a snapshot comes from: every worker opens its own. */
struct done_snapshot_source {
	enum { DONE_SOURCE_NOTHING, DONE_SOURCE_COMMIT, DONE_SOURCE_INDEX } kind;
	struct done_oid commit;
	const char *below; /* only this directory, as a root of its own; NULL */
};
struct done_comparison {
	enum done_mode mode;
	bool has_range; /* false in an audit: nothing changed, everything is judged */
	struct done_range range;
	struct done_snapshot_source head; /* what is judged */
	struct done_snapshot_source tip;  /* of the base: whose policy judges */
	struct done_snapshot_source
	    from;          /* what head is compared with; the first of several merge bases */
	const char *words; /* for a person: "what changed since origin/main (1a2b3c4d5e)" */
};
/* words NULL: what the range itself says. base NULL: there is no commit yet. */
struct done_comparison done_compared_range(struct done_arena *arena, enum done_mode mode,
    const struct done_range *range, const char *words);
struct done_comparison done_compared_index(const struct done_oid *base);
struct done_comparison done_compared_nothing(
    struct done_arena *arena, const char *revision, const struct done_oid *head);
/* An audit of one directory; head NULL: of the index. */
struct done_comparison done_compared_below(
    struct done_arena *arena, const char *directory, const struct done_oid *head);

/* ---- trees.c: the trees themselves, the only place of the plan that opens any ---- */

struct done_trees {
	struct done_repo *repo; /* that they are of, for what lies beside them */
	struct done_snapshot *head, *tip;
	done_day
	    head_day; /* of head's committer; of the index the day of the request; 0: unknown */
	struct done_snapshot *asked;  /* of --policy-from REV, or a server's; NULL: not given */
	struct done_oid asked_commit; /* what REV is */
};
struct done_changed {
	struct done_snapshot *from;  /* what head is compared with, the first of several */
	struct done_changes changes; /* from any of them; none in an audit */
	bool edits_policy; /* the change touches a file of a policy, the base's or its own */
	bool edits_nested; /* … or a policy of a directory */
};
/* What the two values above point to: opened, and to be closed. */
struct done_opened {
	struct done_repo *repo;
	struct done_repo *elsewhere; /* whose policy judges; NULL: it is in repo, or a file */
	struct done_snapshot head, tip, asked, from;
};
int done_snapshot_source_open(const struct done_snapshot_source *source, struct done_repo *repo,
    struct done_snapshot *out, struct done_error *err);
/* The trees stay open, and the values good, until the release. */
int done_trees_open(const struct done_plan *before, struct done_opened *opened,
    struct done_trees *out, struct done_error *err);
int done_changed_find(const struct done_plan *before, struct done_opened *opened,
    struct done_changed *out, struct done_error *err);
void done_opened_release(struct done_opened *opened);
/* The change edits a policy: the one that judges, or its own. */
bool done_changes_edit(const struct done_changes *changes, const struct done_bar *bar);

/* ---- bar.c: whose policy judges ---- */

struct done_bar {
	const struct done_policy *policy; /* judges; NULL: there is none, and a hook asks */
	const struct done_policy *own;    /* the change's own; policy itself where both are
	                                   * the same; NULL: absent, or not asked for */
	const char *path; /* ".git-done.yml", "preset:backend", a file; NULL: none */
	const char *from; /* "base", "head", "file", "preset", "revision"; NULL: none */
	bool is_gone;     /* the base's judges, and head has none */
	bool has_oid;     /* of the policy's blob */
	struct done_oid oid;
	const char *revision;          /* --policy-from REV: its full id; NULL */
	struct done_policy *loaded[2]; /* to be released */
	size_t nr_loaded;
};
int done_bar_make(const struct done_plan *before, struct done_bar *out, struct done_error *err);
void done_bar_release(struct done_bar *bar);
/* Once it is known what changed. */
void done_bar_note_removed(const struct done_plan *before);
/* The REV of --policy-from REV; NULL: the policy is not asked of another revision. */
const char *done_bar_revision(const struct done_request *request);
/* For whoever has just written a policy and does not know that commits are judged: the built-in one
 * judges, and the work tree has one. NULL: it is not so. */
const char *done_bar_uncommitted_hint(const struct done_plan *before, const struct done_bar *bar);
/* Whose policy is at fault: the file that a person has open may be right, and the base's not. Of
 * the tree that is judged, or of the one that judges. */
void done_bar_blame_head(const struct done_plan *plan, struct done_error *err);
void done_bar_blame(const struct done_plan *plan, struct done_error *err);

/* misnamed.c: an undecided error where no policy was found but one that is misnamed (in an audit a
 * warning); what is to be said of it elsewhere, "" where there is none. misnamed_notes.c: warnings
 * beside a policy. */
int done_plan_refuse_misnamed(const struct done_plan *before, struct done_error *err);
const char *done_misnamed_hint(struct done_snapshot *snapshot, struct done_arena *arena);
void done_plan_note_misnamed(const struct done_plan *plan);

/* ---- services.c: the map, the union of the base's and the change's ---- */

struct done_map {
	struct done_services services; /* neither sheets nor graph are read yet */
	struct done_services base;     /* of the base, by the policy that judges */
	struct done_services own;      /* by the change's own policy; none without a range */
};
int done_map_make(const struct done_plan *before, struct done_map *out, struct done_error *err);

/* moved.c: where the services went that no map finds any more, as members of them; one that moved
 * off the map is added. */
int done_moved_follow(
    const struct done_plan *before, struct done_services *services, struct done_error *err);

/* selectors.c: notes in which selectors of the policy match nothing; and the first of them as the
 * reason why no service is found: false, there is none. */
int done_plan_note_selectors(const struct done_plan *plan, struct done_error *err);
bool done_plan_blame_rule(const struct done_plan *before, struct done_error *err);

/* ---- selection.c: which of them the change touches, and are asked for ---- */

int done_selection_make(
    const struct done_plan *before, struct done_selection *out, struct done_error *err);

/* no_service.c: where the map has none: an error; or a warning where there never was one. */
int done_no_service_settle(const struct done_plan *before, struct done_error *err);

/* uncovered.c: notes on services that the change adds and no rule covers. */
int done_uncovered_note(const struct done_plan *plan, struct done_error *err);

/* hidden.c: what became, or comes as, a link or a submodule where services are. */
int done_hidden_refuse(
    const struct done_plan *before, const struct done_selection *selection, struct done_error *err);

/* filter.c: --service, --criterion, --check, GIT_DONE_SKIP: names that must exist. */
int done_filter_validate(const struct done_plan *before, struct done_error *err);
/* The same by one policy alone. */
int done_filter_validate_by(
    const struct done_plan *before, const struct done_policy *policy, struct done_error *err);
bool done_filter_wants_service(const struct done_request *request, const char *name);
bool done_filter_wants_check(const struct done_plan *plan, const struct done_criterion *criterion,
    const struct done_check *check);
bool done_filter_skips(const struct done_plan *plan, const struct done_criterion *criterion,
    const struct done_check *check);

/* ---- nested.c: policies of directories ---- */

struct done_nested_policy {
	const char *directory; /* "services/payments" */
	struct done_nested_text text;
	struct done_oid oid;
	const struct done_nested_policy *above; /* NULL: the policy at the root */
	int depth;                              /* from 1 */
	struct done_policy *policy;             /* with all that stands above it; in plan->loaded */
	bool is_used;                           /* it stands above a service that is selected */
};
struct done_nested_policies {
	struct done_nested_policy **items; /* ascending by directory */
	size_t nr, cap;
};
struct done_nested {
	struct done_nested_policies judging; /* where the policy that judges was read */
	struct done_nested_policies own;     /* of the change, by its own policy */
	/* All checks that any of those that judge asks; each id once, for reports; and of the
	 * change's own, NULL where it has none. */
	const struct done_policy *asked, *shown, *own_asked;
};
/* Looking upwards in one tree. */
struct done_nested_look {
	struct done_arena *arena;
	struct done_loaded *loaded;
	struct done_snapshot *tree;
	const struct done_policy *root;   /* the policy at the root that they add to */
	struct done_nested_policies *out; /* those that were found */
	/* The directories of the last one that was looked up: the next is mostly a sibling. */
	const char *last;
	struct done_nested_step *steps;
	size_t nr_steps, cap_steps;
};
/* The nearest policy above what lies in a directory, once all those above that are read; NULL:
 * none. "." has none. What is looked up must live as long as the look. */
int done_nested_look_up(struct done_nested_look *look, const char *directory,
    const struct done_nested_policy **nearest, struct done_error *err);
/* Of the path of such a policy. */
const char *done_nested_directory(struct done_arena *arena, const char *path);
int done_nested_make(
    const struct done_plan *before, struct done_nested *out, struct done_error *err);
/* The nearest of them above a path, or in that very directory; NULL: none. */
const struct done_nested_policy *done_nested_above(
    const struct done_nested_policies *policies, const char *path);
/* It is the path of one, and some service lies in its directory: else nothing reads it. */
bool done_nested_concerns(const struct done_plan *plan, const char *path);
/* nested_notes.c: what is to be said of them, apart from what they loosen; of those of the tree
 * that is judged below which no service lies, in a service or (NULL) elsewhere. */
void done_nested_note(const struct done_plan *plan);
void done_nested_note_idle(const struct done_plan *plan, const struct done_service *service,
    const struct done_strings *paths);
/* The tree that has those that judge; NULL: the policy at the root is none of the repository's. */
struct done_snapshot *done_nested_tree(const struct done_plan *before);
/* Which policy judges a service, whose origin is known. */
void done_nested_settle(const struct done_plan *before, const struct done_service *service,
    struct done_standing *standing);

/* ---- standing.c: as what each of them is judged ---- */

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
	bool in_base;
};
struct done_standing {
	bool is_judged; /* the service is selected */
	enum done_experiment experiment;
	const char *message, *fix; /* fit to show */
	/* A service that the change brings: what it was in the base, before it moved; NULL. */
	const struct done_service *origin;
	bool is_another; /* the base's sheet is of another service: its waivers count for nothing */
	const struct done_sheet *before;  /* the base's, of itself or its origin; NULL: it is new */
	const char *base_stage;           /* what the base says its stage is; NULL: it is new */
	const struct done_policy *policy; /* that judges it: the root's, or of a directory */
	const struct done_nested_policy *nested; /* the latter, its nearest; NULL */
	int target;                              /* enum done_tier: what it is held to (target.c) */
	struct done_ready_waiver *waivers;
	size_t nr_waivers;
	const struct done_sheet_waiver **added; /* by the change, beside others: refused */
	size_t nr_added;
	const struct done_sheet_dispute **disputes; /* that count */
	size_t nr_disputes;
	const struct done_sheet_dispute *
	    *added_disputes; /* by the change, beside others: refused */
	size_t nr_added_disputes;
};
struct done_standings {
	struct done_services
	    services; /* the map's, with sheets, and the stages they are judged by */
	struct done_selection selection; /* of these services; with the callers of removed ones */
	struct done_standing *items;     /* one a service */
	const char **removed_stages; /* one a service of selection.deleted: what it was judged as */
	bool only_sheets;            /* the change is of services' sheets and nothing else */
};
void done_standings_make(const struct done_plan *before, struct done_standings *out);
/* Of one of its own services. Inline, so that the rules do not hang on who makes the whole. */
static inline struct done_standing *done_standing_of(
    const struct done_standings *standings, const struct done_service *service)
{
	return &standings->items[service - standings->services.items];
}

/* The stage of a service of which nothing is said. */
#define DONE_STAGE_PRODUCTION "production"

/* stage_order.c: the place in the policy's list; whether a stage is asked less than the one
 * before, or than some other one plainly. */
size_t done_stage_rank(const struct done_policy *policy, const char *stage);
bool done_stage_asks_less(const struct done_policy *policy, const char *now, const char *before);
bool done_stage_is_stricter(const struct done_policy *policy, const char *stage, const char *other);

/* origin.c: which service of the base one that the change brings was before. */
void done_origins_find(const struct done_plan *before, struct done_standings *making);

/* identity.c: true where what stands there now is not the service that the base's sheet, with
 * waivers, was written for. */
bool done_service_is_another(const struct done_trees *trees, struct done_arena *arena,
    const struct done_service *service, const struct done_service *there,
    const struct done_sheet *before);

/* stage.c: what the services of the base were judged as that the change removes; what one that is
 * selected is judged as, from its sheet and the base's. */
void done_stages_of_removed(const struct done_plan *before, struct done_standings *making);
void done_stage_settle(
    const struct done_plan *before, struct done_standings *making, struct done_service *service);

/* target.c: the tier that a service is held to: the policy's, raised by its rule or by a sheet; the
 * base's sheet counts until a change that lowers it has landed. */
void done_target_settle(const struct done_plan *before, const struct done_service *service,
    struct done_standing *standing);
/* The tiers that a service reaches, of all that was judged of it. */
int done_tier_reached(const struct done_service_report *service);
bool done_policy_has_tiers(const struct done_policy *policy);

/* sheet_change.c: the whole change is of services' sheets; and of this service's sheet it changes
 * stage and waivers, and takes away nothing else. */
bool done_change_is_of_sheets(
    const struct done_changes *changes, const struct done_services *services);
bool done_sheet_changes_alone(
    const struct done_standings *standings, const struct done_service *service);
/* The same for a waiver: Backstage's catalog, which may be what it excuses, stays as it is, too. */
bool done_waiver_comes_alone(const struct done_changes *changes,
    const struct done_standings *standings, const struct done_service *service);

/* waiver.c: which waivers of the sheets count, before anything is judged; then of one check that
 * was. */
void done_waivers_ready(const struct done_plan *before, struct done_standings *making);
void done_waive(
    const struct done_standing *standing, struct done_arena *keep, struct done_check_report *check);

/* emergency.c: why the policy does not accept a waiver of an emergency, NULL: it does; of one
 * service that is judged the one that may be open, once its waivers are ready; notes on those of
 * others. */
const char *done_emergency_fault(struct done_arena *arena, const struct done_waiver_rules *rules,
    const struct done_sheet_waiver *waiver, done_day now);
void done_emergencies_settle(const struct done_plan *before, const struct done_service *service,
    struct done_standing *standing);
void done_emergencies_note_others(
    const struct done_plan *before, const struct done_standings *making);

/* dispute.c: which checks are not applicable by the sheets' word; the entry that says so of a check
 * of the policy, or NULL. */
void done_disputes_ready(const struct done_plan *before, struct done_standings *making);
const struct done_sheet_dispute *done_dispute_of(const struct done_standing *standing,
    const struct done_policy *policy, const struct done_check *check);

/* ends_soon.c: a day within the next so many; notes on what ends by then. */
enum { DONE_ENDS_SOON_DAYS = 14 };
bool done_ends_soon(done_day day, done_day now);
void done_ends_soon_note(const struct done_plan *before, const struct done_standings *making);

/* ---- known.c: what the services are, where a check asks ---- */

struct done_known {
	const struct done_ecosystems *ecosystems; /* NULL: no check asks */
	struct done_profiles profiles;
	unsigned capabilities;                      /* that checks ask for: a bit each */
	const struct done_outside *outside;         /* NULL: no check asks */
	struct done_folder evidence, evidence_base; /* called NULL: not given, or no check asks */
	const struct done_commit_notes *notes;      /* NULL: no check asks */
	struct done_seals seals;                    /* of evidence */
	const char *commit, *tree; /* what is judged, in hexadecimal; NULL: the index */
};
/* asked: the policy, or so much of it as is asked of the tree. */
int done_known_make(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err);
/* Its parts: ecosystems and profiles; what lies outside of services, NULL where no check asks. */
int done_known_profiles(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err);
const struct done_outside *done_known_outside(const struct done_plan *before,
    const struct done_policy *asked_policy, const struct done_known *known);
void done_known_release(struct done_known *known);
/* The profile of a service; NULL where no check asks. What nothing is known of has the kind
 * UNKNOWN. */
const struct done_profile *done_known_of(
    const struct done_known *known, const struct done_service *service);

/* evidence.c: the notes of a commit, where a check asks. */
int done_evidence_notes(const struct done_policy *asked, struct done_repo *repo,
    struct done_arena *arena, const struct done_oid *commit, struct done_known *out,
    struct done_error *err);
/* evidence.c: opens the directories of reports, where a check asks; with which commit they are to
 * agree. */
int done_evidence_open(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err);

/* ---- work.c: what is judged now ---- */

struct done_work {
	struct done_services services;   /* with what all of them look at: graph and owners */
	struct done_selection selection; /* of this shard */
	struct done_known known;
};
/* asked: as of done_known_make(). */
int done_work_make(const struct done_plan *before, const struct done_policy *asked,
    struct done_work *out, struct done_error *err);
/* All of it but what is known. */
void done_work_of_services(
    const struct done_plan *before, const struct done_policy *asked, struct done_work *out);

/* needs.c: is a check, or a part of one, of a kind that asks for something? */
typedef bool done_form_asks(const struct done_test *test);
bool done_test_asks(const struct done_test *test, done_form_asks *asks);
bool done_policy_asks(const struct done_policy *policy, done_form_asks *asks);
/* … a check that a service with that target is held to? */
bool done_policy_asks_by(
    const struct done_policy *policy, done_form_asks *asks, enum done_tier target);
/* Which artifacts outside of services its checks look at, up to a tier, and where (`about`). */
struct done_outside_asked {
	struct done_arena *arena;
	unsigned wants; /* bits of enum done_outside_wants */
	const struct done_globs **about;
	size_t nr_about, cap_about;
};
void done_policy_asks_outside(
    const struct done_policy *policy, int reach, struct done_outside_asked *out);
/* … or has a condition on what a service is. */
bool done_policy_asks_profile(const struct done_policy *policy);

/* ---- plan.c: the chain ---- */

/*
 * The values so far. Each is made by one function from those before it, and const from then on;
 * those behind it are NULL while it is made.
 */
struct done_plan {
	const struct done_request *request;
	struct done_arena *arena; /* what lives to the report */
	struct done_notes *notes;
	const struct done_comparison *compared;
	const struct done_trees *trees;
	const struct done_bar *bar;
	const struct done_changed *changed;
	const struct done_map *map;
	const struct done_selection *selection;
	const struct done_nested *nested;
	const struct done_standings *standings;
	const struct done_work *work;
	struct done_loaded *loaded;
};
/* What the values live in. */
struct done_chain {
	struct done_plan plan;
	struct done_notes notes;
	struct done_opened opened;
	struct done_trees trees;
	struct done_bar bar;
	struct done_changed changed;
	struct done_map map;
	struct done_selection selection;
	struct done_nested nested;
	struct done_standings standings;
	struct done_work work;
	struct done_loaded loaded;
};
/*
 * Makes the chain of one run, whose notes so far it continues: 1, or 0 where there is no policy and
 * nothing is judged; the chain then ends at the bar. Released in any case.
 */
int done_chain_make(struct done_chain *chain, struct done_gate *gate, const struct done_run *run,
    const struct done_comparison *compared, struct done_error *err);
void done_chain_release(struct done_chain *chain);
/* What the run says of itself in the report: from what the chain has. */
void done_chain_describe(const struct done_chain *chain, struct done_run *run);

/* loosening.c: what the change's own policy asks less than the one that judges; and by its map
 * (loosening_map.c), and services by their sheets (loosening_sheets.c). */
void done_plan_loosenings(const struct done_plan *plan, struct done_loosened *out);
void done_plan_map_loosenings(const struct done_plan *plan, struct done_loosened *out);
void done_plan_sheet_loosenings(const struct done_plan *plan, struct done_loosened *out);
/*
 * loosening_nested.c: what policies of directories ask less in one tree than in another, where one
 * of the changed paths is such a policy. Added behind what is said of the policies at the root, of
 * which nothing is said again. *first: the path of the first one that loosens, left as it is where
 * none does; NULL: not wanted.
 */
struct done_nested_trees {
	struct done_arena *arena;
	struct done_loaded *loaded;
	struct done_snapshot *before, *after;
	const struct done_policy *root_before, *root_after;
	const struct done_plan *concerns; /* only those that concern its services; NULL: all */
};
int done_nested_loosenings(const struct done_nested_trees *trees,
    const struct done_changes *changes, struct done_loosened *out, struct done_strings *files,
    struct done_error *err);
bool done_changes_edit_nested(const struct done_changes *changes);
/* Notes of all that, and an error where the base's `loosening` refuses it. repo NULL: nothing is
 * asked of git. */
int done_loosening_settle(
    const struct done_plan *plan, struct done_repo *repo, struct done_error *err);
/* vanished.c: a note of services of the base that no map finds, in directories that are still
 * there; an error where the base's `loosening` refuses that, or none is left. repo: as above. */
void done_vanished_settle(const struct done_plan *plan, struct done_repo *repo);
/* loosening_matches.c: notes what edited checks come to in both trees, by the old rule and the new.
 */
void done_loosening_note_matches(const struct done_plan *plan, const struct done_loosened *found);
/* The changed paths that are of neither a policy nor a sheet. */
void done_loosening_beside(
    const struct done_plan *plan, const struct done_changes *changes, struct done_strings *out);
/* loosening_steps.c: 1 where some first-parent commit of the range loosens beside other paths, with
 * its id and these; or where the base is not reached. 0: each stands alone. */
int done_loosening_steps(const struct done_plan *plan, struct done_repo *repo, const char **commit,
    struct done_strings *beside, struct done_error *err);
/* The tip of the remote's default branch, to be closed, where it is not just the change itself. */
bool done_loosening_opens_default(const struct done_plan *plan, struct done_repo *repo,
    struct done_snapshot *there, const char **name);
/* The change's policy is, file by file, that of the remote's default branch, which is named. */
bool done_loosening_is_merged(
    const struct done_plan *plan, struct done_repo *repo, const char **name);

/* top_only.c: notes on globs that leave out what their checks mean. */
void done_plan_note_top_only(const struct done_plan *plan);

/* ---- judging and telling ---- */

/* heading.c: the repository's name, the branches, the days of the commits; unknown is left out. */
void done_gate_add_heading(struct done_gate *gate);
/* The day of a commit's committer, UTC; DONE_NO_DAY: unknown. */
done_day done_heading_day(
    struct done_repo *repo, const struct done_oid *commit, struct done_arena *arena);
const char *done_heading_repository(struct done_arena *arena, const struct done_remotes *remotes);

/* reproduce.c: the command that gives this run's judgement again; fit to show. */
const char *done_reproduce(const struct done_gate *gate, const struct done_run *run);

/* evaluate.c: holds one service to the bar. view is ready but for service; results live in keep. */
void done_evaluate_service(const struct done_plan *plan, const struct done_selected *selected,
    struct done_view *view, struct done_arena *keep, struct done_service_report *out);

/* A check of the policy, and whether it is looked at above the target, too. */
struct done_asked_check {
	const struct done_criterion *criterion;
	const struct done_check *check;
	bool is_kept;
};
/* What it comes to for the view's service, of the plan's standings: 1 with its result, or 0 where
 * it is not asked there (stage, condition, target). */
int done_evaluate_result(const struct done_plan *plan, struct done_view *view,
    const struct done_asked_check *asked, struct done_result *out, struct done_error *err);
/* Of a check that is above the target nothing is told but that: it was not lost. */
void done_kept_drop(struct done_check_report *check);

/* The day by which the policy's own days are read. */
static inline done_day done_request_policy_day(const struct done_request *request)
{
	return request->policy_now ? *request->policy_now : request->now;
}

/* debt.c: some check of the policy lets the base's gaps be, today. */
bool done_policy_allows_debt(const struct done_policy *policy, const struct done_request *request);
/* After all services were evaluated, before the run is settled: which of their checks are owed. */
int done_debt_settle(struct done_gate *gate, const struct done_plan *plan, struct done_run *run,
    struct done_error *err);

/* anchor.c: a changed path and line of a service that is settled, else the nearest file; and for
 * each finding whose path is no file where it can be shown. */
void done_anchor_find(const struct done_selected *selected, const struct done_view *view,
    struct done_arena *keep, struct done_service_report *out);
/* A file of head for what belongs to no service: an unowned or changed one, else the policy, else
 * any at the root; NULL: there is none. */
const char *done_anchor_of_run(const struct done_plan *plan);

/* fingerprint.c: the same finding has the same print in every commit and on every line: service,
 * check, subject. */
void done_finding_print(const struct done_service *service, const struct done_check *check,
    const struct done_finding *finding, char out[DONE_OID_HEX + 1]);

/* sheet.c: the criterion `sheet`, which is there only when something is wrong with the sheet or the
 * stage. False: nothing is. */
bool done_sheet_judge(const struct done_plan *plan, const struct done_service *service,
    struct done_arena *keep, struct done_criterion_report *out);

/* map.c: the criterion `map`, which is there only for a service that is found no longer. */
bool done_map_judge(const struct done_plan *plan, const struct done_service *service,
    struct done_arena *keep, struct done_criterion_report *out);

/* workers.c: how a service is seen, but for what belongs to a worker; evaluates every selected
 * service, on threads where that pays. */
struct done_view done_view_of_plan(
    const struct done_plan *plan, const struct done_selected *selected);
struct done_watch done_watch_of(struct done_progress *progress);
int done_evaluate_all(struct done_gate *gate, const struct done_plan *plan, struct done_run *run,
    struct done_error *err);

#endif
