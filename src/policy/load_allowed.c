/* `allow_loosening`: what a policy that imports this one may ask less. */
#include "loader.h"

const struct done_field done_allow_loosening_field = {
    .name = "allow_loosening",
    .type = DONE_FIELD_STRINGS,
    .tighter = {DONE_TIGHTER_BY_CODE},
    .help = "For a policy that others import: what they may ask less: checks (docs.readme), "
            "criteria (docs) and keys of the top (services, debt). Default: nothing.",
};

static const char *const *allowed_names(
    struct done_arena *arena, const struct done_policy *policy, size_t *nr)
{
	const char **names = NULL;
	size_t cap = 0;

	*nr = 0;
	for (size_t i = 0; done_loosened_keys[i]; i++)
		*DONE_ARENA_PUSH(arena, names, *nr, cap) = done_loosened_keys[i];
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &policy->criteria[i];

		*DONE_ARENA_PUSH(arena, names, *nr, cap) = criterion->id;
		for (size_t j = 0; j < criterion->nr_checks; j++)
			*DONE_ARENA_PUSH(arena, names, *nr, cap) = criterion->checks[j].id;
	}
	return names;
}

/* A name of nothing would be a lock that somebody believes to be open. */
int done_allowed_load(struct done_loader *loader, const struct done_value *value,
    struct done_policy *policy, struct done_error *err)
{
	struct done_strings known = {0}, *allowed = &policy->allow_loosening;
	const char *const *names;

	if (!value)
		return 0;
	if (done_type_of(DONE_FIELD_STRINGS)
	        ->load(loader, &done_allow_loosening_field, value, allowed, err) < 0)
		return err->code;
	names = allowed_names(loader->arena, policy, &known.nr);
	known.items = (const char **)(uintptr_t)names;
	for (size_t i = 0; i < allowed->nr; i++) {
		const char *nearest;

		if (done_strings_has(&known, allowed->items[i]))
			continue;
		nearest = done_name_nearest(allowed->items[i], names, known.nr);
		done_value_error(err, value->type == DONE_LIST ? &value->list.ptr[i] : value,
		    "'%s' is not a check, a criterion or a key of the policy", allowed->items[i]);
		return nearest ? done_error_cure(err, "did you mean '%s'?", nearest)
		               : done_error_cure(err,
		                     "name what others may ask less: docs.readme, docs, or a "
		                     "key such as debt");
	}
	return 0;
}
