/*
 * What a change's own policy asks less than the base's. It is judged by the base's all the same;
 * this says out loud what a reviewer should see, and what `loosening` of the base makes of it.
 */
#include <string.h>

#include "gate.h"

void done_plan_loosenings(const struct done_plan *plan, struct done_loosened *out)
{
	if (!plan->bar->policy || !plan->bar->own || !plan->changed->edits_policy)
		return;
	done_policy_loosened(done_check_forms(), plan->bar->policy, plan->bar->own, out);
	done_plan_map_loosenings(plan, out);
}

/* ---- what is refused ---- */

/* "3 ways, such as …" is no help: the first ones are named, the notes before have all. */
static void refuse(const struct done_plan *plan, const struct done_loosened *found,
    const struct done_strings *files, const char *why)
{
	struct done_buf words = {0};
	char base[DONE_OID_HEX + 1];

	done_oid_hex(&plan->compared->range.base, base);
	for (size_t i = 0; i < files->nr; i++) {
		done_buf_addch(&words, ' ');
		done_add_shell_word(&words, done_arena_shown(plan->arena, files->items[i]));
	}
	done_run_note(plan->notes, DONE_NOTE_ERROR,
	    "the change loosens the policy: %s%s. %s. To take it out of this change: "
	    "git checkout %.12s --%s",
	    found->items[0],
	    found->nr > 1 ? done_arena_printf(plan->arena, " (and %zu more)", found->nr - 1) : "",
	    why, base, words.ptr);
	done_buf_release(&words);
}

static const char *beside_words(const struct done_plan *plan, const struct done_strings *beside)
{
	return done_arena_printf(plan->arena, "'%s'%s", beside->items[0],
	    beside->nr > 1 ? done_arena_printf(plan->arena, " and %zu more", beside->nr - 1) : "");
}

static int judge_alone(const struct done_plan *plan, const struct done_loosened *found,
    const struct done_strings *files, struct done_repo *repo, bool *is_refused,
    struct done_error *err)
{
	struct done_strings beside;
	const char *commit = NULL;

	done_loosening_beside(plan, &plan->changed->changes, &beside);
	if (!beside.nr)
		return 0;
	if (repo && plan->compared->range.merges) {
		int rc = done_loosening_steps(plan, repo, &commit, &beside, err);

		if (rc <= 0)
			return rc;
	}
	refuse(plan, found, files,
	    done_arena_printf(plan->arena,
	        "The base's policy says 'loosening: %s': it must come in a "
	        "change of nothing but policy and sheets, and %s also changes %s",
	        done_loosening_names[plan->bar->policy->loosening],
	        commit ? done_arena_printf(plan->arena, "commit %s", commit) : "this one",
	        beside_words(plan, &beside)));
	*is_refused = true;
	return 0;
}

/* The first one stands in the refusal already. */
static void note_found(
    const struct done_plan *plan, const struct done_loosened *found, bool is_refused)
{
	for (size_t i = is_refused; i < found->nr; i++)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		    "the change edits the policy: %s (judged by the base's)", found->items[i]);
}

/* The way out of `refuse`, in two steps that everybody sees. */
static bool takes_word_back(const struct done_plan *plan, const struct done_loosened *found)
{
	return found->nr == 1 && plan->bar->own->loosening < plan->bar->policy->loosening;
}

static int loosening_of_directories(const struct done_plan *plan, struct done_loosened *found,
    struct done_strings *files, struct done_error *err)
{
	struct done_nested_trees trees = {plan->arena, plan->loaded, plan->trees->tip,
	    plan->trees->head, plan->bar->policy, plan->bar->own, plan};

	if (!plan->bar->own || !plan->changed->edits_nested)
		return 0;
	return done_nested_loosenings(&trees, &plan->changed->changes, found, files, err);
}

static int judge_policy(
    const struct done_plan *plan, struct done_repo *repo, struct done_error *err)
{
	struct done_loosened found = {.arena = plan->arena};
	const char *name = NULL;
	struct done_strings nested = {0}, files;
	struct done_loosened at_root;
	bool is_refused = false;

	done_plan_loosenings(plan, &found);
	at_root = found;
	if (loosening_of_directories(plan, &found, &nested, err) < 0)
		return err->code;
	if (!found.nr)
		return 0;
	files.items = done_arena_array(plan->arena, nested.nr + 1, sizeof(*files.items));
	files.nr = 0;
	if (at_root.nr)
		files.items[files.nr++] = DONE_POLICY_PATH;
	for (size_t i = 0; i < nested.nr; i++)
		files.items[files.nr++] = nested.items[i];
	if (repo && done_loosening_is_merged(plan, repo, &name)) {
		done_run_note(plan->notes, DONE_NOTE,
		    "the change brings the policy of '%s', file by file: that loosens "
		    "nothing",
		    name);
		return 0;
	}
	if (plan->bar->policy->loosening == DONE_LOOSENING_ALONE ||
	    (plan->bar->policy->loosening == DONE_LOOSENING_REFUSE &&
	        takes_word_back(plan, &found))) {
		if (judge_alone(plan, &found, &files, repo, &is_refused, err) < 0)
			return err->code;
	} else if (plan->bar->policy->loosening == DONE_LOOSENING_REFUSE) {
		is_refused = true;
		refuse(plan, &found, &files,
		    "The base's policy says 'loosening: refuse': first land a change of nothing "
		    "but that word ('loosening: alone')");
	}
	note_found(plan, &found, is_refused);
	done_loosening_note_matches(plan, &at_root);
	return 0;
}

/* ---- sheets ---- */

/* The sheets' own ways out stay open under `refuse`: they come alone, too. */
static int judge_sheets(
    const struct done_plan *plan, struct done_repo *repo, struct done_error *err)
{
	struct done_loosened found = {.arena = plan->arena};
	struct done_strings beside;
	const char *commit = NULL;

	done_plan_sheet_loosenings(plan, &found);
	if (!found.nr || plan->bar->policy->loosening == DONE_LOOSENING_NOTE)
		return 0;
	done_loosening_beside(plan, &plan->changed->changes, &beside);
	if (beside.nr && repo && plan->compared->range.merges) {
		int rc = done_loosening_steps(plan, repo, &commit, &beside, err);

		if (rc <= 0)
			return rc;
	}
	if (!beside.nr)
		return 0;
	done_run_note(plan->notes, DONE_NOTE_ERROR,
	    "the change asks less of a service by its sheet: %s%s. The base's policy says "
	    "'loosening: %s': it must come in a change of nothing but policy and sheets, "
	    "and %s%s also changes %s",
	    found.items[0],
	    found.nr > 1 ? done_arena_printf(plan->arena, " (and %zu more)", found.nr - 1) : "",
	    done_loosening_names[plan->bar->policy->loosening], commit ? "commit " : "this one",
	    commit ? commit : "", beside_words(plan, &beside));
	return 0;
}

int done_loosening_settle(
    const struct done_plan *plan, struct done_repo *repo, struct done_error *err)
{
	int rc = judge_policy(plan, repo, err);

	if (rc >= 0)
		done_vanished_settle(plan, repo);
	if (rc >= 0 && plan->bar->policy && plan->compared->has_range)
		rc = judge_sheets(plan, repo, err);
	return rc;
}
