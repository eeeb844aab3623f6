/*
 * A check that means every file, and names them by a glob that stays at the top of a service: said
 * once a glob, with how many files it leaves out.
 */
#include <string.h>

#include "gate.h"

/* One such glob of the policy, and what it leaves out of the services looked at so far. */
struct shallow {
	const struct done_criterion *criterion;
	const struct done_check *check;
	const struct done_file_globs *globs, *except;
	size_t index; /* of the glob in globs */
	size_t nr_files, nr_services;
	const char *first;
};

struct search {
	struct done_plan *plan;
	const struct done_criterion *criterion;
	const struct done_check *check;
	struct shallow *items;
	size_t nr, cap;
};

/* Whoever uses a preset did not write it. */
static bool is_own(const struct done_file_glob *glob)
{
	return glob->place.file && strncmp(glob->place.file, "preset:", 7) != 0;
}

static void collect_globs(struct search *search, const struct done_test *test)
{
	const struct done_kind *kind = done_kinds[test->kind];
	const struct done_file_globs *globs, *except;

	if (!kind->sweeps || !kind->sweeps(test->options, &globs, &except))
		return;
	for (size_t i = 0; i < globs->nr; i++) {
		struct shallow *item;

		if (!done_file_glob_is_top_only(&globs->items[i]) || !is_own(&globs->items[i]))
			continue;
		item = DONE_ARENA_PUSH(&search->plan->gate->report->arena, search->items,
		                       search->nr, search->cap);
		*item = (struct shallow){.criterion = search->criterion,
		                         .check = search->check,
		                         .globs = globs,
		                         .except = except,
		                         .index = i};
	}
}

/* Tests within tests are bounded when they are loaded. */
static void collect_test(struct search *search, const struct done_test *test)
{
	const struct done_record *record = test->form->options;

	collect_globs(search, test);
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const struct done_tests *parts =
			(const void *)((const char *)test->options + field->offset);

		for (size_t j = 0; field->type == DONE_FIELD_TESTS && j < parts->nr; j++)
			collect_test(search, &parts->items[j]);
	}
}

static void collect(struct search *search, const struct done_policy *policy)
{
	const struct done_request *request = search->plan->gate->request;

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		search->criterion = &policy->criteria[i];
		for (size_t j = 0; j < search->criterion->nr_checks; j++) {
			search->check = &search->criterion->checks[j];
			if (done_filter_wants_check(request, search->criterion, search->check))
				collect_test(search, &search->check->test);
		}
	}
}

/* What cannot be read is said where the check itself is judged. */
static void look(struct search *search, struct shallow *item, struct done_view *view)
{
	struct done_error ignored = {0};
	struct done_files left_out;
	const char *reason;

	if (!done_strings_has(&item->criterion->stages, view->service->stage) ||
	    done_condition_holds(view, item->check->when, &reason, &ignored) != 1 ||
	    done_top_only_find(view, item->globs, item->index, item->except, &left_out, &ignored) <
	            0 ||
	    !left_out.nr)
		return;
	if (!item->nr_files)
		item->first = done_arena_strdup(&search->plan->gate->report->arena,
		                                left_out.items[0].path);
	item->nr_files += left_out.nr;
	item->nr_services++;
}

static void look_at_service(struct search *search, const struct done_service *service)
{
	struct done_plan *plan = search->plan;
	struct done_arena scratch = {0};
	struct done_meter meter = {0};
	struct done_view view = {
		.head = &plan->head_snapshot,
		.changes = plan->has_range ? &plan->changes : NULL,
		.service = service,
		.services = &plan->services,
		.arena = &scratch,
		.meter = &meter,
		.now = plan->gate->request->now,
	};

	for (size_t i = 0; i < search->nr; i++)
		look(search, &search->items[i], &view);
	done_view_release(&view);
	done_arena_release(&scratch);
}

static void say(struct done_plan *plan, const struct shallow *item)
{
	const struct done_file_glob *glob = &item->globs->items[item->index];
	const char *text = glob->text;

	done_run_note(plan->gate, plan->run, DONE_NOTE_WARNING,
	              "'%s' in '%s' (%s:%d) matches at the top of a service only and leaves out "
	              "%zu %s further down in %zu %s, such as '%s': write '**/%s', or add '!*/**' "
	              "to the list if that is intended",
	              text, item->check->id, glob->place.file, glob->place.line, item->nr_files,
	              item->nr_files == 1 ? "file" : "files", item->nr_services,
	              item->nr_services == 1 ? "service" : "services", item->first, text);
}

/* A change that edits the policy may touch no service: then all are looked at, by its own policy.
 */
static void look_at_all(struct search *search)
{
	const struct done_services *services = &search->plan->services;

	for (size_t i = 0; i < services->nr; i++) {
		if (services->items[i].in_head)
			look_at_service(search, &services->items[i]);
	}
}

void done_plan_note_top_only(struct done_plan *plan)
{
	struct search search = {.plan = plan};
	bool edited = plan->edits_policy && plan->head_policy;

	collect(&search, edited ? plan->head_policy : plan->policy);
	if (!search.nr)
		return;
	if (edited)
		look_at_all(&search);
	for (size_t i = 0; !edited && i < plan->selection.nr; i++)
		look_at_service(&search, plan->selection.items[i].service);
	for (size_t i = 0; i < search.nr; i++) {
		if (search.items[i].nr_files)
			say(plan, &search.items[i]);
	}
}
