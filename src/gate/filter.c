/* --service, --criterion, --check and GIT_DONE_SKIP. A name that matches nothing is an error, never
 * "nothing to do". */
#include <string.h>

#include "done/profile.h"
#include "gate.h"

/* All names of one kind that exist, for the look-up and for "did you mean". */
struct known {
	const char *what, *where;             /* "service"; what lists them */
	const struct done_services *services; /* NULL: not of services */
	const char **names;
	size_t nr, cap;
};

static void add_known(struct known *known, struct done_arena *arena, const char *name)
{
	*DONE_ARENA_PUSH(arena, known->names, known->nr, known->cap) = name;
}

/* "map", "sheet.valid": in reports, and in no policy. */
static bool is_own_of(const struct done_criterion *criterion, const char *name)
{
	size_t len = strlen(criterion->id);

	return !strncmp(name, criterion->id, len) && (!name[len] || name[len] == '.');
}

/* A directory that discovery looked at and took for something else: the reason, and what to do. */
static bool filter_is_no_service(
    const char *name, const struct known *known, struct done_arena *arena, struct done_error *err)
{
	for (size_t i = 0; known->services && i < known->services->nr_profiles; i++) {
		const struct done_profile *profile = &known->services->profiles[i];

		if (done_kind_is_service(profile->kind) ||
		    (strcmp(profile->directory, name) != 0 &&
		        strcmp(done_last_part(profile->directory), name) != 0))
			continue;
		done_error_set(err, DONE_E_USAGE, "'%s' is not a service: %s",
		    done_arena_shown(arena, profile->directory), done_profile_why(arena, profile));
		done_error_cure(err, "to have it judged, %s", done_profile_cure(arena, profile));
		return true;
	}
	return false;
}

static int filter_refuse(
    const char *name, const struct known *known, struct done_arena *arena, struct done_error *err)
{
	const char *nearest = done_name_nearest(name, known->names, known->nr);
	const struct done_criterion *own;

	own = is_own_of(&done_map_criterion, name)   ? &done_map_criterion
	    : is_own_of(&done_sheet_criterion, name) ? &done_sheet_criterion
	                                             : NULL;
	if (own && strcmp(known->what, "service") != 0) {
		done_error_set(err, DONE_E_USAGE,
		    "'%s' is git done's own: it is always judged, and can be neither "
		    "chosen nor skipped",
		    name);
		return done_error_cure(err, "git done explain %s", own->checks[0].id);
	}
	if (!nearest && filter_is_no_service(name, known, arena, err))
		return err->code;
	done_error_set(err, DONE_E_USAGE, "no %s is called '%s'", known->what, name);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "'%s' lists them", known->where);
}

static int filter_validate(const struct done_policy *policy, const struct done_strings *names,
    const struct known *known, struct done_arena *arena, struct done_error *err)
{
	for (size_t i = 0; i < names->nr; i++) {
		bool found = false;
		for (size_t j = 0; j < known->nr && !found; j++)
			found = done_check_id_means(policy, names->items[i], known->names[j]);
		if (!found)
			return filter_refuse(names->items[i], known, arena, err);
	}
	return 0;
}

/* An id of an earlier preset still counts, so that no script stops; whoever wrote it is told. */
static void filter_note_renamed(
    const struct done_plan *before, const struct done_strings *names, const char *where)
{
	for (size_t i = 0; i < names->nr; i++) {
		const char *now;

		if (!done_check_is_renamed(names->items[i], &now) || !now)
			continue;
		if (done_check_id_means(before->nested->asked, names->items[i], now))
			done_run_note(before->notes, DONE_NOTE_WARNING,
			    "%s names '%s', which is '%s' now: write that id", where,
			    names->items[i], now);
	}
}

int done_filter_validate_by(
    const struct done_plan *before, const struct done_policy *policy, struct done_error *err)
{
	struct done_arena *arena = before->arena;
	const struct done_request *request = before->request;
	struct known services = {
	    .what = "service", .where = "git done audit", .services = &before->map->services};
	struct known criteria = {.what = "criterion", .where = "git done policy show"};
	struct known checks = {.what = "check", .where = "git done policy show"};
	struct known either = {.what = "check in GIT_DONE_SKIP", .where = "git done policy show"};

	for (size_t i = 0; i < before->map->services.nr; i++)
		add_known(&services, arena, before->map->services.items[i].name);
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &policy->criteria[i];

		add_known(&criteria, arena, criterion->id);
		add_known(&either, arena, criterion->id);
		for (size_t j = 0; j < criterion->nr_checks; j++) {
			add_known(&checks, arena, criterion->checks[j].id);
			add_known(&either, arena, criterion->checks[j].id);
		}
	}
	if (filter_validate(policy, &request->services, &services, arena, err) < 0 ||
	    filter_validate(policy, &request->criteria, &criteria, arena, err) < 0 ||
	    filter_validate(policy, &request->checks, &checks, arena, err) < 0 ||
	    filter_validate(policy, &request->skip, &either, arena, err) < 0)
		return err->code;
	return 0;
}

int done_filter_validate(const struct done_plan *before, struct done_error *err)
{
	if (done_filter_validate_by(before, before->nested->asked, err) < 0)
		return err->code;
	filter_note_renamed(before, &before->request->checks, "--check");
	filter_note_renamed(before, &before->request->skip, "GIT_DONE_SKIP");
	return 0;
}

bool done_filter_wants_service(const struct done_request *request, const char *name)
{
	return !request->services.nr || done_strings_has(&request->services, name);
}

/* One of them is the check's id, or an earlier one of it. */
static bool has_id(const struct done_policy *policy, const struct done_strings *ids,
    const struct done_check *check)
{
	for (size_t i = 0; i < ids->nr; i++) {
		if (done_check_id_means(policy, ids->items[i], check->id))
			return true;
	}
	return false;
}

bool done_filter_wants_check(const struct done_plan *plan, const struct done_criterion *criterion,
    const struct done_check *check)
{
	const struct done_request *request = plan->request;

	if (!request->criteria.nr && !request->checks.nr)
		return true;
	return done_strings_has(&request->criteria, criterion->id) ||
	    has_id(plan->nested->asked, &request->checks, check);
}

bool done_filter_skips(const struct done_plan *plan, const struct done_criterion *criterion,
    const struct done_check *check)
{
	const struct done_request *request = plan->request;

	return done_strings_has(&request->skip, criterion->id) ||
	    has_id(plan->nested->asked, &request->skip, check);
}
