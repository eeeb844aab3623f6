/* Profiles of a snapshot: one look over it, step by step, and what is known of each directory. */
#include <stdlib.h>
#include <string.h>

#include "finder.h"

/* ---- one look ---- */

static int finder_run(struct done_finder *finder, struct done_error *err)
{
	finder->matcher = done_matcher_new();
	if (done_tree_list(finder, err) < 0 || done_units_find(finder, err) < 0)
		return err->code;
	done_locals_find(finder);
	if (done_declarations_read(finder, err) < 0 || done_programs_list(finder, err) < 0 ||
	    done_functions_named(finder, err) < 0 || done_programs_join(finder, err) < 0 ||
	    done_programs_look(finder, err) < 0)
		return err->code;
	done_programs_decide(finder);
	done_frameworks_exclude(finder);
	if (done_siblings_exclude(finder, err) < 0 || done_catalogue_exclude(finder, err) < 0)
		return err->code;
	done_programs_join_probes(finder);
	if (done_programs_join_badges(finder, err) < 0)
		return err->code;
	done_programs_join_traces(finder);
	done_programs_place(finder);
	if (finder->is_at_limit)
		done_finder_not_read(finder,
		    done_arena_printf(
		        finder->arena, "Only the first %d sources were opened.", DONE_LOOKS_MAX));
	return 0;
}

static void finder_release(struct done_finder *finder)
{
	done_matcher_free(finder->matcher);
	done_arena_release(&finder->scratch);
}

/* ---- profiles ---- */

static const char *shown_directory(const char *directory)
{
	return *directory ? directory : ".";
}

static void profile_add_ecosystem(
    struct done_arena *arena, struct done_profile *profile, const char *id)
{
	struct done_strings *ids = &profile->ecosystems;
	const char **items;

	if (done_strings_has(ids, id))
		return;
	items = done_arena_array(arena, ids->nr + 1, sizeof(*items));
	for (size_t i = 0; i < ids->nr; i++)
		items[i] = ids->items[i];
	items[ids->nr] = id;
	*ids = (struct done_strings){items, ids->nr + 1};
}

static struct done_fact *facts_plus(struct done_arena *arena, const struct done_fact *facts,
    size_t *nr, const struct done_fact *more, size_t nr_more)
{
	struct done_fact *all = done_arena_array(arena, *nr + nr_more + 1, sizeof(*all));

	if (facts && *nr)
		memcpy(all, facts, *nr * sizeof(*all));
	if (nr_more)
		memcpy(all + *nr, more, nr_more * sizeof(*all));
	*nr += nr_more;
	return all;
}

static void profile_add_serves(
    struct done_arena *arena, struct done_profile *profile, const struct done_look *look)
{
	struct done_fact facts[DONE_SERVES_NR];
	size_t nr = 0, old = 0;

	for (size_t i = 0; i < DONE_SERVES_NR; i++) {
		unsigned bit = 1U << i;

		if (profile->serves & bit)
			facts[nr++] = profile->serves_facts[old++];
		else if (look->serves & bit)
			facts[nr++] = look->facts[i];
	}
	profile->serves |= look->serves;
	profile->nr_serves_facts = 0;
	profile->serves_facts = facts_plus(arena, NULL, &profile->nr_serves_facts, facts, nr);
}

static void profile_add_locals(
    struct done_finder *finder, struct done_profile *profile, const struct done_unit *unit)
{
	const char **locals = done_arena_array(
	    finder->arena, profile->nr_locals + unit->nr_run_locals + 1, sizeof(*locals));

	for (size_t i = 0; i < profile->nr_locals; i++)
		locals[i] = profile->locals[i];
	for (size_t i = 0; i < unit->nr_run_locals; i++)
		locals[profile->nr_locals++] = shown_directory(unit->run_locals[i]->directory);
	profile->locals = locals;
}

/* A stronger program of one directory decides: one that is a service, the one that serves more. */
static bool is_better(const struct done_program *program, const struct done_profile *profile)
{
	bool was = done_kind_is_service(profile->kind);

	if (profile->kind == DONE_KIND_UNKNOWN)
		return true;
	if (program->is_service != was)
		return program->is_service;
	return program->is_service && profile->is_doubtful && !program->is_doubtful;
}

static void profile_add_program(
    struct done_finder *finder, struct done_profile *profile, const struct done_program *program)
{
	struct done_arena *arena = finder->arena;
	bool keep = program->is_service || !done_kind_is_service(profile->kind);

	if (is_better(program, profile)) {
		profile->kind = program->kind;
		profile->why = program->why;
		profile->is_doubtful = program->is_doubtful;
		profile->is_unstarted = program->is_unstarted;
		profile->is_called = program->is_called;
	}
	profile_add_ecosystem(arena, profile, program->part->ecosystem->id);
	if (!keep)
		return;
	profile->is_called = profile->is_called && program->is_called;
	profile_add_serves(arena, profile, &program->serves);
	if (!profile->probe.path)
		profile->probe = program->probe;
	if (!profile->traces.path)
		profile->traces = program->traces;
	if (!profile->metrics.path)
		profile->metrics = program->metrics;
	if (!profile->team.path)
		profile->team = program->team;
	if (program->entry.path)
		profile->programs =
		    facts_plus(arena, profile->programs, &profile->nr_programs, &program->entry, 1);
	profile->deployments = facts_plus(arena, profile->deployments, &profile->nr_deployments,
	    program->declared, program->nr_declared);
}

static void profile_add_unit(
    struct done_finder *finder, struct done_profile *profile, const struct done_unit *unit)
{
	static const enum done_kind_of_service kinds[] = {
	    [DONE_PLACE_OWN] = DONE_KIND_LIBRARY,
	    [DONE_PLACE_TEST] = DONE_KIND_TEST,
	    [DONE_PLACE_TOOL] = DONE_KIND_TOOL,
	    [DONE_PLACE_EXAMPLE] = DONE_KIND_TOOL,
	    [DONE_PLACE_DOCS] = DONE_KIND_DOCS,
	    [DONE_PLACE_KIT] = DONE_KIND_LIBRARY,
	};

	for (size_t i = 0; i < unit->nr_parts; i++)
		profile_add_ecosystem(finder->arena, profile, unit->parts[i].ecosystem->id);
	profile_add_locals(finder, profile, unit);
	if (profile->kind != DONE_KIND_UNKNOWN)
		return;
	profile->kind = kinds[unit->place.kind];
	profile->why = (struct done_fact){
	    unit->nr_parts && unit->parts[0].nr ? unit->parts[0].paths[0] : unit->directory, 0,
	    unit->place.kind != DONE_PLACE_OWN ? unit->place.what : "has no program"};
}

struct profile_list {
	struct done_profile *items;
	size_t nr, cap;
};

static int compare_profiles(const void *a, const void *b)
{
	return strcmp(((const struct done_profile *)a)->directory,
	    ((const struct done_profile *)b)->directory);
}

static struct done_profile *profile_at(const struct profile_list *list, const char *directory)
{
	struct done_profile wanted = {.directory = shown_directory(directory)};

	return bsearch(&wanted, list->items, list->nr, sizeof(wanted), compare_profiles);
}

static void profile_list_add(
    struct done_finder *finder, struct profile_list *list, const char *directory)
{
	struct done_profile *profile =
	    DONE_ARENA_PUSH(finder->arena, list->items, list->nr, list->cap);

	profile->directory = shown_directory(directory);
	profile->name = done_last_part(profile->directory);
}

/* One for each directory of a program or a unit, ascending. */
static void profile_list_make(struct done_finder *finder, struct profile_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < finder->nr_programs; i++)
		profile_list_add(finder, list, finder->programs[i].service_directory);
	for (size_t i = 0; i < finder->nr_units; i++)
		profile_list_add(finder, list, finder->units[i].directory);
	if (list->nr)
		qsort(list->items, list->nr, sizeof(*list->items), compare_profiles);
	for (size_t i = 0; i < list->nr; i++) {
		if (!kept || compare_profiles(&list->items[kept - 1], &list->items[i]) != 0)
			list->items[kept++] = list->items[i];
	}
	list->nr = kept;
}

static void make_profiles(struct done_finder *finder, struct done_profiles *out)
{
	struct profile_list list = {0};

	profile_list_make(finder, &list);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < finder->nr_programs; i++) {
			const struct done_program *program = &finder->programs[i];

			if (program->is_service == (pass == 0))
				profile_add_program(
				    finder, profile_at(&list, program->service_directory), program);
		}
	}
	/* What a unit depends on, its service depends on, wherever that was placed. */
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];

		if (program->is_service &&
		    strcmp(program->service_directory, program->unit->directory) != 0)
			profile_add_locals(
			    finder, profile_at(&list, program->service_directory), program->unit);
	}
	for (size_t i = 0; i < finder->nr_units; i++)
		profile_add_unit(
		    finder, profile_at(&list, finder->units[i].directory), &finder->units[i]);
	for (size_t i = 0; i < list.nr; i++) {
		list.items[i].not_read = finder->not_read;
		list.items[i].nr_not_read = i ? 0 : finder->nr_not_read;
		list.items[i].unread = finder->unread;
		list.items[i].nr_unread = finder->nr_unread;
	}
	*out = (struct done_profiles){.items = list.items, .nr = list.nr};
	out->not_read = finder->not_read;
	out->nr_not_read = finder->nr_not_read;
	out->nr_files = finder->nr_files;
	out->nr_opened = finder->nr_opened;
}

int done_profiles_find(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_profiles *out, struct done_error *err)
{
	struct done_finder finder = {
	    .arena = arena, .snapshot = snapshot, .ecosystems = ecosystems};
	int rc = finder_run(&finder, err);

	if (rc >= 0)
		make_profiles(&finder, out);
	finder_release(&finder);
	return rc;
}

/* ---- one directory ---- */

static int whole_visit(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct done_look *serves = data;
	const struct done_look *look;

	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	done_look_add(serves, look);
	serves->calls |= look->calls;
	return 0;
}

static bool profile_unit_serves(const struct done_finder *finder, const struct done_unit *unit)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		if (finder->programs[i].unit == unit && finder->programs[i].is_service)
			return true;
	}
	return false;
}

/* Pages for the browser within the directory, beside a service of it. */
static void profile_add_frontends(struct done_finder *finder, struct done_profile *profile)
{
	bool has_service = false;
	size_t cap = 0;

	for (size_t i = 0; i < finder->nr_programs && !has_service; i++)
		has_service = finder->programs[i].is_service &&
		    done_path_below(finder->programs[i].directory, finder->scope);
	for (size_t i = 0; i < finder->nr_programs && has_service; i++) {
		const struct done_program *program = &finder->programs[i];
		const char *directory = program->unit->directory;

		if (program->kind != DONE_KIND_FRONTEND || program->is_service ||
		    !done_path_below(directory, finder->scope) ||
		    !strcmp(directory, finder->scope) ||
		    profile_unit_serves(finder, program->unit) ||
		    done_strings_has(&profile->frontends, directory))
			continue;
		*DONE_ARENA_PUSH(finder->arena, profile->frontends.items, profile->frontends.nr,
		    cap) = directory;
	}
}

/* Its unit is one of the service's: at or below its directory, or the one it is a part of. */
static bool profile_holds_unit(const struct done_finder *finder, const struct done_profile *profile,
    const struct done_unit *above, const struct done_unit *unit)
{
	return (unit == above || done_path_below(unit->directory, finder->scope)) &&
	    !done_strings_has(&profile->frontends, unit->directory);
}

/* Everything that its sources serve and call. */
static int profile_look_whole(
    struct done_finder *finder, struct done_profile *profile, struct done_error *err)
{
	const struct done_unit *above = done_unit_above(finder, finder->scope, NULL);
	struct done_look serves = {0};

	for (size_t i = 0; i < finder->nr_units; i++) {
		struct done_unit *unit = &finder->units[i];

		if (!profile_holds_unit(finder, profile, above, unit))
			continue;
		for (size_t j = 0; j < unit->nr_parts; j++) {
			const struct done_unit_below below = {unit, &unit->parts[j], finder->scope};

			if (done_unit_sources_below(finder, &below, whole_visit, &serves, err) < 0)
				return err->code;
		}
	}
	profile_add_serves(finder->arena, profile, &serves);
	profile->calls |= serves.calls;
	return 0;
}

struct profile_manifests {
	const struct done_manifest **items;
	const char **paths;
	size_t nr, nr_paths, cap, cap_paths;
};

static void profile_add_manifest(struct done_finder *finder, struct profile_manifests *all,
    const struct done_manifest *manifest, const char *path)
{
	for (size_t i = 0; i < all->nr; i++) {
		if (all->items[i] == manifest)
			return;
	}
	*DONE_ARENA_PUSH(finder->arena, all->items, all->nr, all->cap) = manifest;
	*DONE_ARENA_PUSH(finder->arena, all->paths, all->nr_paths, all->cap_paths) = path;
}

/* With what it inherits, which may lie above. */
static void profile_add_inherited(struct done_finder *finder, struct profile_manifests *all,
    const struct done_unit *unit, const struct done_unit_part *part, size_t which)
{
	const struct done_manifest *manifest = part->manifests[which];
	const char *directory = unit->directory;

	profile_add_manifest(finder, all, manifest, part->paths[which]);
	for (int i = 0; i < DONE_UNIT_PARENTS_MAX && manifest; i++) {
		const struct done_unit *parent = done_unit_parent(finder, directory, manifest);
		const struct done_unit_part *same =
		    parent ? done_unit_part(parent, part->ecosystem->id) : NULL;

		if (!same || !same->nr)
			return;
		profile_add_manifest(finder, all, same->manifests[0], same->paths[0]);
		directory = parent->directory;
		manifest = same->manifests[0];
	}
}

static void profile_add_manifests(struct done_finder *finder, struct done_profile *profile)
{
	const struct done_unit *above = done_unit_above(finder, finder->scope, NULL);
	struct profile_manifests all = {0};

	for (size_t i = 0; i < finder->nr_units; i++) {
		struct done_unit *unit = &finder->units[i];

		if (!profile_holds_unit(finder, profile, above, unit))
			continue;
		for (size_t j = 0; j < unit->nr_parts; j++) {
			for (size_t k = 0; k < unit->parts[j].nr; k++)
				profile_add_inherited(finder, &all, unit, &unit->parts[j], k);
		}
	}
	profile->manifests = all.items;
	profile->manifest_paths = all.paths;
	profile->nr_manifests = all.nr;
}

static bool scope_holds_a_program(const struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		if (done_path_below(finder->programs[i].directory, finder->scope))
			return true;
	}
	return false;
}

/* What its programs and its units are, together: the rule says that they are one service. A program
 * of a unit above is another's where the directory has one of its own. */
static void profile_gather(struct done_finder *finder, struct done_profile *profile)
{
	const struct done_unit *above = done_unit_above(finder, finder->scope, NULL);
	bool has_own = scope_holds_a_program(finder);

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < finder->nr_programs; i++) {
			const struct done_program *program = &finder->programs[i];

			if (program->is_service == (pass == 0) &&
			    (done_path_below(program->directory, finder->scope) ||
			        (done_path_below(finder->scope, program->directory) &&
			            (!has_own || program->unit == above))))
				profile_add_program(finder, profile, program);
		}
	}
	for (size_t i = 0; i < finder->nr_units; i++) {
		if (&finder->units[i] == above ||
		    done_path_below(finder->units[i].directory, finder->scope))
			profile_add_unit(finder, profile, &finder->units[i]);
	}
	profile_add_manifests(finder, profile);
	profile->not_read = finder->not_read;
	profile->nr_not_read = finder->nr_not_read;
	profile->unread = finder->unread;
	profile->nr_unread = finder->nr_unread;
}

/* The local packages of its local packages, each once, the nearest first. */
static void profile_add_farther(struct done_finder *finder, struct done_profile *profile)
{
	struct done_strings reached = {0};
	size_t cap = 0, direct, from = 0;

	for (size_t i = 0; i < profile->nr_locals; i++) {
		if (!done_strings_has(&reached, profile->locals[i]))
			*DONE_ARENA_PUSH(finder->arena, reached.items, reached.nr, cap) =
			    profile->locals[i];
	}
	direct = reached.nr;
	for (unsigned distance = 1; distance < DONE_PROFILE_DISTANCE; distance++) {
		for (size_t end = reached.nr; from < end; from++) {
			const struct done_unit *unit =
			    done_unit_at(finder, done_inner_directory(reached.items[from]));

			for (size_t i = 0; unit && i < unit->nr_run_locals; i++) {
				const char *next = shown_directory(unit->run_locals[i]->directory);

				if (strcmp(next, profile->directory) != 0 &&
				    !done_strings_has(&reached, next))
					*DONE_ARENA_PUSH(
					    finder->arena, reached.items, reached.nr, cap) = next;
			}
		}
	}
	profile->farther = (struct done_strings){reached.items + direct, reached.nr - direct};
}

static int profile_make_one(struct done_finder *finder, const char *directory,
    struct done_profile *out, struct done_error *err)
{
	struct done_profile profile = {
	    .directory = shown_directory(directory), .name = done_last_part(directory)};

	finder->scope = directory;
	profile_add_frontends(finder, &profile);
	profile_gather(finder, &profile);
	profile_add_farther(finder, &profile);
	if (profile_look_whole(finder, &profile, err) < 0 ||
	    done_go_imported(finder, directory, &profile.packages, &profile.nr_near, err) < 0)
		return err->code;
	*out = profile;
	return 0;
}

int done_profiles_of(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const struct done_strings *directories,
    struct done_profiles *out, struct done_error *err)
{
	const char **scopes = done_arena_array(arena, directories->nr + 1, sizeof(*scopes));
	struct done_profile *items = done_arena_array(arena, directories->nr + 1, sizeof(*items));
	struct done_finder finder = {.arena = arena,
	    .snapshot = snapshot,
	    .ecosystems = ecosystems,
	    .wants_calls = true,
	    .scopes = scopes,
	    .nr_scopes = directories->nr};
	int rc = 0;

	for (size_t i = 0; i < directories->nr; i++)
		scopes[i] = strcmp(directories->items[i], ".") != 0 ? directories->items[i] : "";
	if (directories->nr)
		rc = finder_run(&finder, err);
	for (size_t i = 0; i < directories->nr && rc >= 0; i++)
		rc = profile_make_one(&finder, scopes[i], &items[i], err);
	if (rc >= 0)
		*out = (struct done_profiles){.items = items, .nr = directories->nr};
	finder_release(&finder);
	return rc < 0 ? rc : 0;
}

int done_profile_of(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const char *directory, struct done_profile *out,
    struct done_error *err)
{
	struct done_strings one = {&directory, 1};
	struct done_profiles profiles;

	if (done_profiles_of(arena, snapshot, ecosystems, &one, &profiles, err) < 0)
		return err->code;
	*out = profiles.items[0];
	return 0;
}
