/*
 * The chain: from a request to what one run judges, each value made by one function from those
 * before it. The order of the makers is the order of the notes.
 */
#include <string.h>

#include "gate.h"

static void note_range(const struct done_range *range, struct done_notes *notes)
{
	if (range->note)
		done_run_note(notes, DONE_NOTE, "%s", range->note);
	if (range->doubt)
		done_run_note(notes, DONE_NOTE_WARNING, "%s", range->doubt);
}

/* A hook that finds no policy lets the change pass, and says so, unless the repository requires
 * one. */
static int pass_without(struct done_repo *repo, struct done_notes *notes, struct done_error *err)
{
	bool required = false;

	if (done_repo_config_flag(repo, "done.requirePolicy", &required, err) < 0)
		return err->code;
	if (required) {
		done_error_set(err, DONE_E_POLICY, "no policy, and done.requirePolicy is set");
		return done_error_cure(err,
		    "write one: " DONE_POLICY_PATH
		    " at the root of the tree, for example 'version: 1' and "
		    "'extends: [preset:backend]'");
	}
	done_run_note(
	    notes, DONE_NOTE_WARNING, "no policy (" DONE_POLICY_PATH "): nothing was judged");
	return 0;
}

/* The report outlives the chain, and its policies with it. */
static void keep_policies(struct done_report *report, struct done_policy **loaded, size_t *nr)
{
	for (size_t i = 0; i < *nr; i++)
		*DONE_ARENA_PUSH(&report->arena, report->policies, report->nr_policies,
		    report->cap_policies) = loaded[i];
	*nr = 0;
}

/* Where nothing of a service is judged in this shard, nothing is said of it. */
static void drop_notes_of_others(struct done_notes *notes, const struct done_shard *shard)
{
	size_t nr = 0;

	for (size_t i = 0; i < notes->nr; i++) {
		if (!notes->items[i].service || done_shard_has(shard, notes->items[i].service))
			notes->items[nr++] = notes->items[i];
	}
	notes->nr = nr;
}

/* Up to whose policy judges: 1, or 0 where there is none. */
static int make_bar(struct done_chain *chain, struct done_gate *gate, struct done_error *err)
{
	struct done_plan *plan = &chain->plan;

	if (done_trees_open(plan, &chain->opened, &chain->trees, err) < 0)
		return err->code;
	plan->trees = &chain->trees;
	note_range(&plan->compared->range, plan->notes);
	if (done_bar_make(plan, &chain->bar, err) < 0)
		return err->code;
	keep_policies(gate->report, chain->bar.loaded, &chain->bar.nr_loaded);
	plan->bar = &chain->bar;
	return plan->bar->policy ? 1 : pass_without(gate->repo, plan->notes, err);
}

#define MEMO_BYTES_MAX ((size_t)256 << 20)

static bool has_warnings(const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (policy->criteria[i].checks[j].level == DONE_LEVEL_WARNING)
				return true;
		}
	}
	return false;
}

/* What may be owed, or lost, is judged on the base, too. */
static bool asks_of_base(const struct done_chain *chain)
{
	const struct done_policy *policy = chain->bar.policy;

	return chain->plan.compared->has_range &&
	    (policy->keep || has_warnings(policy) ||
	        done_policy_allows_debt(policy, chain->plan.request));
}

/* Where the base is looked at, too, for its services or should the change not meet something, most
 * of its files are those of the change; and services that are found by their profiles are looked at
 * again for these. What is kept may be in the report: it lives as long. */
static void keep_memo(struct done_chain *chain, struct done_report *report)
{
	struct done_memo *memo;

	if (!chain->bar.policy->automatic && !asks_of_base(chain))
		return;
	memo = done_memo_new(MEMO_BYTES_MAX);
	*DONE_ARENA_PUSH(&report->arena, report->memos, report->nr_memos, report->cap_memos) = memo;
	chain->opened.head.memo = chain->opened.tip.memo = memo;
}

/* Where the base is not judged, what is judged is read by nobody else; it may still be asked for
 * what services beside the change lost. */
static void leave_memo(struct done_chain *chain)
{
	if (!asks_of_base(chain))
		chain->opened.head.memo = NULL;
}

/* From there to the services that are judged. */
static int make_work(struct done_chain *chain, struct done_error *err)
{
	struct done_plan *plan = &chain->plan;

	if (done_changed_find(plan, &chain->opened, &chain->changed, err) < 0)
		return err->code;
	plan->changed = &chain->changed;
	done_bar_note_removed(plan);
	if (done_map_make(plan, &chain->map, err) < 0)
		return err->code;
	plan->map = &chain->map;
	if (done_selection_make(plan, &chain->selection, err) < 0)
		return err->code;
	plan->selection = &chain->selection;
	if (done_nested_make(plan, &chain->nested, err) < 0)
		return err->code;
	plan->nested = &chain->nested;
	if (done_filter_validate(plan, err) < 0)
		return err->code;
	done_standings_make(plan, &chain->standings);
	plan->standings = &chain->standings;
	done_plan_note_top_only(plan);
	if (done_work_make(plan, chain->nested.asked, &chain->work, err) < 0)
		return err->code;
	plan->work = &chain->work;
	return 1;
}

static int make_all(struct done_chain *chain, struct done_gate *gate, struct done_error *err)
{
	struct done_plan *plan = &chain->plan;
	int rc = make_bar(chain, gate, err);

	if (rc > 0) {
		keep_memo(chain, gate->report);
		rc = make_work(chain, err);
		leave_memo(chain);
	}
	if (rc <= 0)
		return rc;
	drop_notes_of_others(plan->notes, &plan->request->shard);
	if (done_loosening_settle(plan, gate->repo, err) < 0)
		return err->code;
	done_nested_note(plan);
	done_plan_note_misnamed(plan);
	rc = done_plan_note_selectors(plan, err);
	return rc < 0 ? rc : 1;
}

int done_chain_make(struct done_chain *chain, struct done_gate *gate, const struct done_run *run,
    const struct done_comparison *compared, struct done_error *err)
{
	struct done_plan *plan = &chain->plan;
	int rc;

	chain->notes = done_notes_of(&gate->report->arena, run);
	chain->loaded.arena = &gate->report->arena;
	chain->opened.repo = gate->repo;
	*plan = (struct done_plan){.request = gate->request,
	    .arena = &gate->report->arena,
	    .notes = &chain->notes,
	    .loaded = &chain->loaded,
	    .compared = compared};
	rc = make_all(chain, gate, err);
	keep_policies(gate->report, chain->loaded.items, &chain->loaded.nr);
	return rc;
}

void done_chain_release(struct done_chain *chain)
{
	done_known_release(&chain->work.known);
	done_bar_release(&chain->bar);
	done_opened_release(&chain->opened);
}

/* ---- in the report ---- */

static void describe_comparison(const struct done_comparison *compared, struct done_run *run)
{
	run->has_head = compared->head.kind == DONE_SOURCE_COMMIT;
	run->head = compared->head.commit;
	run->has_base = compared->range.has_base;
	run->base = compared->range.base;
	run->by_base = compared->range.itself;
	run->base_name = compared->range.base_name;
	run->range_words = compared->words;
}

static void describe_bar(const struct done_plan *plan, struct done_run *run)
{
	const struct done_bar *bar = plan->bar;

	run->policy = plan->nested ? plan->nested->shown : bar->policy;
	run->policy_path = bar->path;
	run->policy_from = bar->from;
	run->has_policy_oid = bar->has_oid;
	run->policy_oid = bar->oid;
	run->policy_revision = bar->revision;
}

static void describe_nested(const struct done_plan *plan, struct done_run *run)
{
	const struct done_nested_policies *policies = &plan->nested->judging;

	run->nested = done_arena_array(plan->arena, policies->nr + 1, sizeof(*run->nested));
	for (size_t i = 0; i < policies->nr; i++) {
		const struct done_nested_policy *policy = policies->items[i];

		if (policy->is_used)
			run->nested[run->nr_nested++] =
			    (struct done_nested_file){policy->text.path, true, policy->oid};
	}
}

static void describe_work(const struct done_plan *plan, struct done_run *run)
{
	char words[48];

	run->unowned = plan->work->selection.unowned;
	run->nr_unowned = plan->work->selection.nr_unowned;
	run->anchor = done_anchor_of_run(plan);
	run->examined.services = plan->work->services.nr;
	for (size_t i = 0; i < plan->work->selection.nr; i++)
		run->examined.selected += !plan->work->selection.items[i].is_beside;
	if (!plan->request->shard.of)
		return;
	done_shard_words(&plan->request->shard, words);
	run->range_words = done_arena_printf(plan->arena, "%s%s", run->range_words, words);
}

void done_chain_describe(const struct done_chain *chain, struct done_run *run)
{
	describe_comparison(chain->plan.compared, run);
	describe_bar(&chain->plan, run);
	if (chain->plan.nested)
		describe_nested(&chain->plan, run);
	if (chain->plan.work)
		describe_work(&chain->plan, run);
	done_notes_keep(chain->plan.notes, run);
}
