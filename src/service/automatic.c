/*
 * services: auto. The directories whose profile is that of a service, and those whose sheet says
 * that they are one; a sheet that says otherwise takes its directory out.
 */
#include <string.h>

#include "automatic.h"
#include "done/profile.h"
#include "kinds.h"

struct automatic {
	struct done_found *found;
	struct done_profiles profiles;
	struct done_kinds_declared declared; /* by sheets, ascending by directory */
};

static int automatic_add(struct done_found *found, const char *directory,
                         enum done_kind_of_service kind, bool is_declared, struct done_error *err)
{
	struct done_service *service;

	if (found->nr >= DONE_SERVICES_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "more than %d services", DONE_SERVICES_MAX);
		return done_error_cure(err, "name the services in the policy instead of 'auto'");
	}
	done_found_add(found, directory, NULL);
	service = &found->items[found->nr - 1];
	service->kind = kind;
	service->is_kind_declared = is_declared;
	return 0;
}

static int automatic_add_found(struct automatic *automatic, struct done_error *err)
{
	for (size_t i = 0; i < automatic->profiles.nr; i++) {
		const struct done_profile *profile = &automatic->profiles.items[i];

		if (done_kind_is_service(profile->kind) &&
		    !done_kinds_declared_at(&automatic->declared, profile->directory) &&
		    automatic_add(automatic->found, profile->directory, profile->kind, false, err) <
		            0)
			return err->code;
	}
	return 0;
}

static int add_declared(struct automatic *automatic, struct done_error *err)
{
	for (size_t i = 0; i < automatic->declared.nr; i++) {
		const struct done_kind_declared *declared = &automatic->declared.items[i];

		if (done_kind_is_service(declared->kind) &&
		    automatic_add(automatic->found, declared->directory, declared->kind, true,
		                  err) < 0)
			return err->code;
	}
	return 0;
}

int done_found_automatic(struct done_found *found, struct done_error *err)
{
	struct automatic automatic = {.found = found};
	struct done_ecosystems ecosystems = {0};
	int rc = done_ecosystems_load(found->arena, found->policy->ecosystems, &ecosystems, err);

	if (rc >= 0)
		rc = done_profiles_find(found->arena, found->snapshot, &ecosystems,
		                        &automatic.profiles, err);
	done_ecosystems_release(&ecosystems);
	if (rc >= 0)
		rc = done_kinds_declared_find(found->arena, found->snapshot, &automatic.declared,
		                              err);
	if (rc >= 0)
		rc = automatic_add_found(&automatic, err);
	found->not_read =
		(struct done_strings){automatic.profiles.not_read, automatic.profiles.nr_not_read};
	return rc < 0 ? rc : add_declared(&automatic, err);
}

int done_services_look(struct done_arena *arena, struct done_snapshot *snapshot,
                       const struct done_ecosystems *ecosystems, struct done_strings *out,
                       struct done_error *err)
{
	struct automatic automatic = {0};
	size_t cap = 0;

	*out = (struct done_strings){0};
	if (done_profiles_find(arena, snapshot, ecosystems, &automatic.profiles, err) < 0 ||
	    done_kinds_declared_find(arena, snapshot, &automatic.declared, err) < 0)
		return err->code;
	for (size_t i = 0; i < automatic.profiles.nr; i++) {
		const struct done_profile *profile = &automatic.profiles.items[i];
		const struct done_kind_declared *declared =
			done_kinds_declared_at(&automatic.declared, profile->directory);

		if (done_kind_is_service(declared ? declared->kind : profile->kind))
			*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) = profile->directory;
	}
	return 0;
}
