/*
 * Another tree, judged as an audit would, by the policy that judges the change and on the same day:
 * which of the change's findings it has. Only what the change did not meet is judged.
 */
#include <stdlib.h>
#include <string.h>

#include "debt.h"
#include "done/seen.h"

/* ---- the services of the tree ---- */

static const struct done_service *debt_at(const struct done_services *services, const char *path)
{
	long at = path ? done_services_at(services, path, strlen(path)) : -1;

	return at < 0 ? NULL : &services->items[at];
}

/* One of the name, where the change has no service any more. */
static const struct done_service *debt_named(
    const struct done_services *services, const struct done_services *now, const char *name)
{
	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *left;

		if (strcmp(services->items[i].name, name) != 0)
			continue;
		left = debt_at(now, services->items[i].path);
		return left && left->in_head ? NULL : &services->items[i];
	}
	return NULL;
}

/* Where the change's service is in the tree: at its path, where it came from, else by its name. */
static const struct done_service *debt_there(
    const struct done_debt_tree *tree, const struct done_service *service)
{
	const struct done_services *services = &tree->chain.map.services;
	const struct done_service *origin =
	    done_standing_of(tree->judged->standings, service)->origin;
	const struct done_service *there = debt_at(services, service->path);

	if (!there && origin)
		there = debt_at(services, origin->path);
	if (!there)
		there = debt_at(services, service->moved_from);
	return there ? there
	             : debt_named(services, &tree->judged->standings->services, service->name);
}

/* What the gate asks of each of them is asked once, whatever the number of checks. */
static struct done_selection debt_select(
    struct done_debt_tree *tree, const struct done_debt_asks *asks)
{
	const struct done_services *services = &tree->chain.map.services;
	bool *wanted = done_arena_array(&tree->arena, services->nr + 1, sizeof(*wanted));
	struct done_selection selection = {0};

	tree->there = done_arena_array(&tree->arena, asks->nr + 1, sizeof(*tree->there));
	for (size_t i = 0; i < asks->nr; i++) {
		const struct done_service *service = asks->items[i]->service->service;

		tree->there[i] = i && service == asks->items[i - 1]->service->service
		    ? tree->there[i - 1]
		    : debt_there(tree, service);
		if (tree->there[i])
			wanted[tree->there[i] - services->items] = true;
	}
	selection.items =
	    done_arena_array(&tree->arena, services->nr + 1, sizeof(*selection.items));
	for (size_t i = 0; i < services->nr; i++) {
		if (wanted[i])
			selection.items[selection.nr++].service = &services->items[i];
	}
	return selection;
}

/* ---- its chain ---- */

static int debt_find_services(struct done_debt_tree *tree, struct done_error *err)
{
	const struct done_plan *judged = tree->judged;

	/* The base's own map has been found already. */
	if (tree->snapshot == judged->trees->tip) {
		tree->chain.map.services = judged->map->base;
		return 0;
	}
	return done_services_discover(
	    tree->snapshot, judged->bar->policy, &tree->arena, &tree->chain.map.services, err);
}

static int debt_compare_checks(const void *a, const void *b)
{
	const struct done_check *left = *(const struct done_check *const *)a;
	const struct done_check *right = *(const struct done_check *const *)b;

	return left < right ? -1 : left > right;
}

/* So much of the policies as the asks are about: what nothing asks for is not looked for. */
static struct done_policy debt_asked(struct done_debt_tree *tree, const struct done_debt_asks *asks)
{
	struct done_policy asked = *tree->judged->bar->policy;
	struct done_criterion *criterion = done_arena_alloc(&tree->arena, sizeof(*criterion));
	const struct done_check **checks =
	    done_arena_array(&tree->arena, asks->nr + 1, sizeof(const struct done_check *));

	criterion->checks =
	    done_arena_array(&tree->arena, asks->nr + 1, sizeof(*criterion->checks));
	for (size_t i = 0; i < asks->nr; i++)
		checks[i] = asks->items[i]->check->check;
	if (asks->nr)
		qsort(checks, asks->nr, sizeof(const struct done_check *), debt_compare_checks);
	for (size_t i = 0; i < asks->nr; i++) {
		if (!i || checks[i] != checks[i - 1])
			criterion->checks[criterion->nr_checks++] = *checks[i];
	}
	asked.criteria = criterion;
	asked.nr_criteria = 1;
	return asked;
}

static int debt_make_chain(struct done_debt_tree *tree, const struct done_debt_asks *asks,
    const struct done_oid *commit, struct done_error *err)
{
	struct done_chain *chain = &tree->chain;
	struct done_plan *plan = &chain->plan;
	struct done_policy asked;

	tree->request = *tree->judged->request;
	tree->request.shard = (struct done_shard){0};
	tree->request.all = true;
	/* The base's own reports are what a person says they are, or in its tree. */
	tree->request.evidence = tree->judged->request->evidence_base;
	tree->request.evidence_base = NULL;
	tree->request.is_evidence_due = false;
	tree->compared = done_compared_nothing(&tree->arena, "the base", commit);
	chain->notes.arena = &tree->arena;
	chain->trees = (struct done_trees){.head = tree->snapshot, .tip = tree->snapshot};
	chain->changed.from = tree->snapshot;
	*plan = (struct done_plan){.request = &tree->request,
	    .arena = &tree->arena,
	    .notes = &chain->notes,
	    .compared = &tree->compared,
	    .trees = &chain->trees,
	    .loaded = &chain->loaded,
	    .bar = tree->judged->bar,
	    .nested = tree->judged->nested,
	    .changed = &chain->changed};
	chain->loaded.arena = &tree->arena;
	if (debt_find_services(tree, err) < 0)
		return err->code;
	plan->map = &chain->map;
	chain->selection = debt_select(tree, asks);
	plan->selection = &chain->selection;
	if (!chain->selection.nr)
		return 0;
	done_standings_make(plan, &chain->standings);
	plan->standings = &chain->standings;
	/* The standings have copies of the services. */
	for (size_t i = 0; i < asks->nr; i++) {
		if (tree->there[i])
			tree->there[i] = &chain->standings.services
			                      .items[tree->there[i] - chain->map.services.items];
	}
	asked = debt_asked(tree, asks);
	if (done_work_make(plan, &asked, &chain->work, err) < 0)
		return err->code;
	plan->work = &chain->work;
	return 0;
}

static int debt_open(struct done_debt_tree *tree, struct done_gate *gate,
    const struct done_debt_asks *asks, const struct done_oid *commit, struct done_error *err)
{
	const struct done_plan *judged = tree->judged;
	struct done_changes changes = {0};

	if (judged->compared->tip.kind == DONE_SOURCE_COMMIT &&
	    done_oid_equal(&judged->compared->tip.commit, commit)) {
		tree->snapshot = judged->trees->tip;
	} else {
		if (done_snapshot_of_commit(gate->repo, commit, &tree->opened, err) < 0)
			return err->code;
		tree->opened.memo = judged->trees->tip->memo;
		tree->snapshot = &tree->opened;
	}
	if (done_changes_between(tree->snapshot, judged->trees->head, &tree->arena, &changes, err) <
	        0 ||
	    done_moves_between(
	        &tree->arena, tree->snapshot, judged->trees->head, &changes, &tree->moves, err) < 0)
		return err->code;
	return debt_make_chain(tree, asks, commit, err);
}

/* ---- one check of one service ---- */

/* The same blob, where the file was then. */
static bool debt_is_unchanged(void *data, const char *path)
{
	const struct done_debt_tree *tree = data;
	struct done_error ignored = {0};
	struct done_entry now, then;
	const char *from;

	if (!tree->snapshot ||
	    done_snapshot_find(tree->judged->trees->head, path, &now, &ignored) != 1)
		return false;
	from = done_moves_origin(&tree->moves, path);
	return done_snapshot_find(tree->snapshot, from ? from : path, &then, &ignored) == 1 &&
	    now.has_oid && then.has_oid && now.kind == then.kind &&
	    done_oid_equal(&now.oid, &then.oid);
}

/* An experiment that is over was let through until then: what it lacks is asked for now. A waiver
 * has a day of its own. */
static bool debt_is_excluded(const struct done_debt_tree *tree, const struct done_service *there,
    const struct done_debt_ask *ask)
{
	const struct done_standing *standing = done_standing_of(&tree->chain.standings, there);
	const struct done_sheet *now = ask->service->service->sheet;

	return standing->experiment == DONE_EXPERIMENT_ENDED ||
	    done_debt_is_waived(standing, ask->check->check->id) ||
	    /* The sheets claim other names: the place was given to another service. */
	    (now && now->service && there->sheet && there->sheet->service &&
	        strcmp(now->service, there->sheet->service) != 0);
}

static void debt_fail(struct done_debt_base *base, const struct done_error *err)
{
	base->state = err->is_missing ? DONE_DEBT_MISSING : DONE_DEBT_UNREADABLE;
	base->error = *err;
}

/* The findings of a result, those that are kept first. Beyond what is told nothing is known. */
static void debt_take(
    struct done_arena *arena, const struct done_result *result, struct done_debt_base *base)
{
	if (result->verdict != DONE_UNMET || result->nr_dropped > result->nr_more)
		return;
	base->state = DONE_DEBT_TOLD;
	base->nr = result->nr + result->nr_more;
	base->told = done_arena_array(arena, base->nr + 1, sizeof(*base->told));
	for (size_t i = 0; i < result->nr; i++)
		base->told[i] = (struct done_told){.subject = result->findings[i].subject,
		    .amount = result->findings[i].amount,
		    .path = result->findings[i].path};
	for (size_t i = 0; i < result->nr_more; i++)
		base->told[result->nr + i] = result->more[i];
}

/* A service that moved has another name and path: what spoke of the old ones still does. */
static const struct done_told *debt_renamed(
    struct done_arena *arena, const struct done_debt_ask *ask, const struct done_service *there)
{
	struct done_told *told = done_arena_array(arena, ask->nr + 1, sizeof(*told));

	for (size_t i = 0; i < ask->nr; i++) {
		told[i] = ask->told[i];
		told[i].subject = done_subject_renamed(arena, told[i].subject, there);
	}
	return told;
}

static void debt_judge_ask(
    struct done_debt_tree *tree, struct done_view *view, struct done_debt_ask *ask)
{
	struct done_result result = {.verdict = DONE_MET};
	struct done_debt_base base = {0};
	struct done_error err = {0};
	struct done_asked_check asked = {ask->criterion, ask->check->check, ask->check->is_kept};
	int rc = done_evaluate_result(&tree->chain.plan, view, &asked, &result, &err);

	if (rc < 0)
		debt_fail(&base, &err);
	else if (rc > 0)
		debt_take(view->arena, &result, &base);
	if (rc < 0 || (rc > 0 && result.verdict != DONE_NOT_APPLICABLE))
		ask->is_compared = true;
	ask->was_judged |= rc > 0 && (result.verdict == DONE_MET || result.verdict == DONE_UNMET);
	ask->was_met |= rc > 0 && result.verdict == DONE_MET && result.nr_evidence;
	ask->was_unmet |= rc > 0 && result.verdict == DONE_UNMET;
	ask->was_looked_at |= rc > 0 && result.verdict != DONE_UNDECIDED;
	if (rc > 0 && result.verdict == DONE_MET)
		done_debt_find_lost(tree, &result, ask);
	if (base.state == DONE_DEBT_MISSING && !ask->missing.code)
		ask->missing = base.error;
	done_debt_compare(
	    view->arena, &base, ask->told, ask->nr, ask->here, debt_is_unchanged, tree);
	if (base.state == DONE_DEBT_TOLD &&
	    strcmp(view->service->path, ask->service->service->path) != 0)
		done_debt_compare(view->arena, &base, debt_renamed(view->arena, ask, view->service),
		    ask->nr, ask->here, debt_is_unchanged, tree);
}

/* ---- all of them ---- */

/* Where a manifest arrives, old sources are read for the first time, here as in the change: what
 * they lacked is owed, and what they showed, or what was not there, is not. */
static const struct done_strings *debt_read_as(const struct done_debt_tree *tree,
    const struct done_profile *there, const struct done_service *service)
{
	const struct done_profile *now = done_known_of(&tree->judged->work->known, service);

	return there && !there->ecosystems.nr && now ? &now->ecosystems : NULL;
}

/* The same that judges the change's service. */
static const struct done_policy *debt_policy(
    const struct done_debt_tree *tree, const struct done_debt_ask *ask)
{
	return done_standing_of(tree->judged->standings, ask->service->service)->policy;
}

static void debt_judge_all(struct done_debt_tree *tree, const struct done_debt_asks *asks)
{
	const struct done_plan *plan = &tree->chain.plan;
	struct done_languages languages = {.policy = plan->bar->policy};
	const struct done_known *known = &tree->chain.work.known;
	struct done_tree_paths paths = {0};
	struct done_seen_libraries libraries = {0};
	struct done_matcher *matcher = done_matcher_new();
	struct done_arena scratch = {0};
	struct done_meter meter = {0};

	for (size_t i = 0, next; i < asks->nr; i = next) {
		const struct done_service *there = tree->there[i];
		struct done_view view = {
		    .head = tree->snapshot,
		    .service = there,
		    .services = &tree->chain.work.services,
		    .arena = &scratch,
		    .matcher = matcher,
		    .meter = &meter,
		    .policy = debt_policy(tree, asks->items[i]),
		    .now = tree->request.now,
		    .placeholders = plan->bar->policy->placeholders,
		    .languages = &languages,
		    .libraries = &libraries,
		    .capabilities = known->capabilities,
		    .outside = known->outside,
		    .tells = true,
		    .moves = &tree->moves,
		    .moved_service = asks->items[i]->service->service,
		    .paths = &paths,
		    .evidence = known->evidence.called ? &known->evidence : NULL,
		};

		if (there) {
			view.profile = done_known_of(known, there);
			view.read_as = debt_read_as(tree, view.profile, view.moved_service);
		}
		for (next = i;
		     next < asks->nr && asks->items[next]->service == asks->items[i]->service;
		     next++) {
			if (there && !debt_is_excluded(tree, there, asks->items[next]))
				debt_judge_ask(tree, &view, asks->items[next]);
		}
		done_view_release(&view);
		done_arena_release(&scratch);
	}
	done_tree_paths_release(&paths);
	done_seen_libraries_release(&libraries);
	done_languages_release(&languages);
	done_matcher_free(matcher);
}

/* The tree as a whole could not be looked at. */
static void debt_fail_all(struct done_debt_tree *tree, const struct done_debt_asks *asks)
{
	struct done_debt_base base = {0};

	debt_fail(&base, &tree->error);
	for (size_t i = 0; i < asks->nr; i++) {
		struct done_debt_ask *ask = asks->items[i];

		if (base.state == DONE_DEBT_MISSING && !ask->missing.code)
			ask->missing = base.error;
		done_debt_compare(
		    &tree->arena, &base, ask->told, ask->nr, ask->here, debt_is_unchanged, tree);
	}
}

void done_debt_look(struct done_gate *gate, const struct done_plan *plan,
    const struct done_oid *commit, const struct done_debt_asks *asks)
{
	struct done_debt_tree tree = {.judged = plan};

	for (size_t i = 0; i < asks->nr; i++)
		memset(asks->items[i]->here, 0, asks->items[i]->nr * sizeof(bool));
	if (debt_open(&tree, gate, asks, commit, &tree.error) < 0)
		debt_fail_all(&tree, asks);
	else if (tree.chain.selection.nr)
		debt_judge_all(&tree, asks);
	done_known_release(&tree.chain.work.known);
	done_loaded_release(&tree.chain.loaded);
	done_snapshot_close(&tree.opened);
	done_arena_release(&tree.arena);
}
