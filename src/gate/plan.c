/* plan: from a request to the services that one run judges, the bar they are held to, and what
 * changed. */
#include <stdio.h>
#include <string.h>

#include "gate.h"

int done_source_open(const struct done_source *source, struct done_repo *repo,
                     struct done_snapshot *out, struct done_error *err)
{
	switch (source->kind) {
	case DONE_SOURCE_COMMIT:
		return done_snapshot_of_commit(repo, &source->commit, out, err);
	case DONE_SOURCE_INDEX:
		return done_snapshot_of_index(repo, out, err);
	default:
		done_snapshot_of_nothing(out);
		return 0;
	}
}

static struct done_source commit_source(const struct done_oid *commit)
{
	struct done_source source = {.kind = DONE_SOURCE_COMMIT, .commit = *commit};

	return source;
}

/* Everything that differs from what head is compared with: several merge bases give the union. */
static int find_changes(struct done_plan *plan, struct done_error *err)
{
	struct done_arena *arena = &plan->gate->report->arena;
	const struct done_range *range = &plan->range;
	size_t nr = range->has_base ? range->nr_from : 0;

	for (size_t i = 0; i < (nr ? nr : 1); i++) {
		struct done_source source = {.kind = DONE_SOURCE_NOTHING};
		struct done_snapshot from = {0};
		struct done_changes changes = {0};
		int rc;

		if (nr)
			source = commit_source(&range->from[i]);
		if (i == 0)
			plan->from = source;
		rc = done_source_open(&source, plan->gate->repo, &from, err);
		if (rc >= 0)
			rc = done_changes_between(&from, &plan->head_snapshot, arena, &changes,
			                          err);
		done_snapshot_close(&from);
		if (rc < 0)
			return rc;
		done_changes_unite(arena, &plan->changes, &changes);
	}
	return 0;
}

/* A branch that is older than the base's policy has another one, and edits none. */
static bool edits_policy(const struct done_plan *plan)
{
	const struct done_policy *policies[] = {plan->policy, plan->head_policy};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(policies); i++) {
		for (size_t j = 0; policies[i] && j < plan->changes.nr; j++) {
			if (done_strings_has(&policies[i]->files, plan->changes.items[j].path))
				return true;
		}
	}
	return false;
}

/*
 * A service of the base's map whose directory is still there is one still, whatever became of the
 * file that it was found by: else a change could take a service away by renaming a Dockerfile.
 */
static int keep_unmarked(struct done_plan *plan, struct done_error *err)
{
	for (size_t i = 0; i < plan->services.nr; i++) {
		struct done_service *service = &plan->services.items[i];
		const struct done_directory *directory;
		int rc;

		if (service->in_head)
			continue;
		rc = plan->head_snapshot.list(plan->head_snapshot.self,
		                              done_service_directory(service), &directory, err);
		if (rc < 0)
			return rc;
		service->in_head = service->unmarked = rc == 1;
	}
	return 0;
}

/* The change's tree by the map that judges: what the change does to the map does not count yet. */
static int find_kept(struct done_plan *plan, struct done_services *kept, struct done_error *err)
{
	size_t len;
	int rc = done_services_discover(&plan->head_snapshot, plan->policy,
	                                &plan->gate->report->arena, kept, err);

	if (rc >= 0 || err->code != DONE_E_POLICY)
		return rc;
	if (!plan->has_range || strcmp(plan->run->policy_from, "base") != 0) {
		done_plan_blame(plan, err);
		return err->code;
	}
	len = strlen(err->cure);
	snprintf(err->cure + len, sizeof(err->cure) - len, "%s%s", len ? "\n" : "",
	         "by the base's policy, which judges: land the rule that names one first, in a "
	         "change of its own");
	return rc;
}

static int find_base(struct done_plan *plan, struct done_services *base, struct done_error *err)
{
	int rc = done_services_discover(&plan->tip_snapshot, plan->policy,
	                                &plan->gate->report->arena, base, err);

	if (rc < 0 && err->code == DONE_E_POLICY)
		done_plan_blame(plan, err);
	return rc;
}

/* The union of the base's map and the head's (DESIGN: a change cannot map a service away). */
static int find_services(struct done_plan *plan, struct done_error *err)
{
	struct done_arena *arena = &plan->gate->report->arena;
	struct done_services base = {0}, kept = {0}, head = {0};
	int rc = plan->has_range ? find_base(plan, &base, err) : 0;

	if (rc >= 0)
		rc = find_kept(plan, &kept, err);
	if (rc < 0)
		return rc;
	if (!plan->has_range) {
		plan->services = kept;
		return 0;
	}
	if (plan->head_policy)
		rc = done_services_discover(&plan->head_snapshot, plan->head_policy, arena, &head,
		                            err);
	if (rc < 0 && err->code == DONE_E_POLICY)
		done_plan_blame_head(plan, err);
	if (rc < 0)
		return rc;
	done_services_unite(arena, &base, &kept, plan->head_policy ? &head : &kept,
	                    &plan->services);
	plan->head_services = plan->head_policy ? head : kept;
	rc = keep_unmarked(plan, err);
	return rc < 0 ? rc : done_plan_follow_moved(plan, err);
}

static void note_unmarked(struct done_plan *plan)
{
	for (size_t i = 0; i < plan->selection.nr; i++) {
		const struct done_service *service = plan->selection.items[i].service;

		if (service->unmarked)
			done_service_note(
				plan->gate, plan->run, DONE_NOTE_WARNING, service,
				"'%s' lacks what the base's policy finds services by, and "
				"is judged all the same: its directory is still there",
				service->path);
	}
}

static void note_deleted(struct done_plan *plan)
{
	if (plan->policy->select.deleted == DONE_DELETED_IGNORE)
		return;
	for (size_t i = 0; i < plan->selection.nr_deleted; i++) {
		const struct done_service *service = plan->selection.deleted[i];

		if (service->moves_off_map)
			continue;
		if (service->moved_to)
			done_run_note(plan->gate, plan->run, DONE_NOTE,
			              "the change moves the service '%s' to '%s', and it is judged "
			              "there",
			              service->path, service->moved_to);
		else
			done_run_note(plan->gate, plan->run, DONE_NOTE,
			              "the change removes the service '%s': nothing left to judge",
			              service->path);
	}
}

static void keep_wanted(struct done_plan *plan)
{
	const struct done_request *request = plan->gate->request;
	struct done_selection *selection = &plan->selection;
	size_t nr = 0;

	for (size_t i = 0; i < selection->nr; i++) {
		if (done_filter_wants_service(request, selection->items[i].service->name))
			selection->items[nr++] = selection->items[i];
	}
	selection->nr = nr;
	if (!nr && request->services.nr)
		done_run_note(plan->gate, plan->run, DONE_NOTE,
		              "the change does not touch what --service names");
}

/* An audit by the built-in policy may stand in for one that is misnamed. */
static int refuse_no_service(struct done_plan *plan, struct done_error *err)
{
	const char *hint =
		strcmp(plan->run->policy_from, "preset") != 0
			? ""
			: done_misnamed_hint(&plan->head_snapshot, &plan->gate->report->arena);

	done_error_set(err, DONE_E_UNDECIDED, "the policy finds no service in this tree");
	if (done_plan_blame_rule(plan, err))
		return err->code;
	return done_error_cure(err,
	                       "%s%sname the services in " DONE_POLICY_PATH
	                       ", for example 'services: [{path: .}]' for a "
	                       "repository that is one service",
	                       hint, *hint ? "; or " : "");
}

/* Changed paths of packages that services depend on. */
static int find_locals(struct done_plan *plan, struct done_error *err)
{
	if (!plan->has_range)
		return 0;
	if (done_services_find_locals(&plan->gate->report->arena, &plan->head_snapshot,
	                              plan->policy, &plan->changes, &plan->services, err) < 0)
		return err->code;
	if (plan->services.is_coarse)
		done_run_note(plan->gate, plan->run, DONE_NOTE,
		              "there are too many sources to follow their imports: every service "
		              "of a changed module is selected");
	return 0;
}

static int select_services(struct done_plan *plan, struct done_error *err)
{
	struct done_run *run = plan->run;
	int rc;

	if (!plan->services.nr)
		return refuse_no_service(plan, err);
	rc = done_filter_validate(plan, err);
	if (rc >= 0)
		rc = find_locals(plan, err);
	if (rc < 0)
		return rc;
	done_services_select(&plan->gate->report->arena, &plan->services, plan->policy,
	                     plan->has_range ? &plan->changes : NULL, plan->gate->request->all,
	                     &plan->selection);
	rc = done_plan_refuse_hidden(plan, err);
	if (rc >= 0)
		rc = done_plan_find_uncovered(plan, err);
	if (rc < 0)
		return rc;
	note_deleted(plan);
	note_unmarked(plan);
	keep_wanted(plan);
	run->unowned = plan->selection.unowned;
	run->nr_unowned = plan->selection.nr_unowned;
	run->examined.services = plan->services.nr;
	run->examined.selected = plan->selection.nr;
	return 0;
}

static int open_snapshots(struct done_plan *plan, struct done_error *err)
{
	int rc = done_source_open(&plan->head, plan->gate->repo, &plan->head_snapshot, err);

	if (rc >= 0)
		rc = done_source_open(&plan->tip, plan->gate->repo, &plan->tip_snapshot, err);
	return rc;
}

static void say_range(struct done_plan *plan)
{
	struct done_run *run = plan->run;
	const struct done_range *range = &plan->range;
	struct done_arena *arena = &plan->gate->report->arena;
	char from[DONE_OID_HEX + 1];

	run->has_base = range->has_base;
	run->base = range->base;
	run->by_base = range->itself;
	run->base_name = range->base_name;
	if (range->note)
		done_run_note(plan->gate, run, DONE_NOTE, "%s", range->note);
	if (range->doubt)
		done_run_note(plan->gate, run, DONE_NOTE_WARNING, "%s", range->doubt);
	if (!plan->has_range || run->range_words)
		return;
	if (!range->has_base || !range->nr_from) {
		run->range_words = "everything, as new";
		return;
	}
	done_oid_hex(&range->from[0], from);
	if (done_oid_equal(&range->from[0], &range->base))
		run->range_words = done_arena_printf(
			arena, "what changed since %s (%.10s)",
			range->base_name ? done_arena_shown(arena, range->base_name) : "the base",
			from);
	else
		run->range_words = done_arena_printf(
			arena, "what changed since the merge base with %s (%.10s)",
			range->base_name ? done_arena_shown(arena, range->base_name) : "the base",
			from);
}

static void drop_notes_of_others(struct done_run *run, const struct done_shard *shard)
{
	size_t nr = 0;

	for (size_t i = 0; i < run->nr_notes; i++) {
		if (!run->notes[i].service || done_shard_has(shard, run->notes[i].service))
			run->notes[nr++] = run->notes[i];
	}
	run->nr_notes = nr;
}

/*
 * After everything that services are told of each other, stages and the graph: what is judged of
 * one is the same whatever the shards.
 */
static void keep_shard(struct done_plan *plan)
{
	const struct done_shard *shard = &plan->gate->request->shard;
	struct done_selection *selection = &plan->selection;
	struct done_run *run = plan->run;
	char words[48];
	size_t nr = 0;

	if (!shard->of)
		return;
	for (size_t i = 0; i < selection->nr; i++) {
		if (done_shard_has(shard, selection->items[i].service->path))
			selection->items[nr++] = selection->items[i];
	}
	selection->nr = nr;
	run->examined.selected = nr;
	drop_notes_of_others(run, shard);
	done_shard_words(shard, words);
	run->range_words = done_arena_printf(&plan->gate->report->arena, "%s%s",
	                                     run->range_words ? run->range_words : "", words);
}

int done_plan_make(struct done_plan *plan, struct done_error *err)
{
	int rc = open_snapshots(plan, err);

	if (rc < 0)
		return rc;
	say_range(plan);
	rc = done_plan_find_policy(plan, err);
	if (rc < 0 || !plan->policy)
		return rc;
	plan->run->policy = plan->policy;
	if (plan->has_range) {
		rc = find_changes(plan, err);
		if (rc < 0)
			return rc;
		plan->edits_policy = edits_policy(plan);
	}
	rc = find_services(plan, err);
	if (rc >= 0)
		rc = select_services(plan, err);
	if (rc < 0)
		return rc;
	done_plan_read_sheets(plan);
	done_plan_ready_waivers(plan);
	done_plan_share(plan);
	done_plan_note_top_only(plan);
	keep_shard(plan);
	done_plan_note_loosenings(plan);
	done_plan_note_misnamed(plan);
	return done_plan_note_selectors(plan, err);
}

void done_plan_release(struct done_plan *plan)
{
	done_snapshot_close(&plan->head_snapshot);
	done_snapshot_close(&plan->tip_snapshot);
}
