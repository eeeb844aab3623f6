/* The criteria of several policies in one: for what looks at all that is asked of any service. */
#include <string.h>

#include "done/nested.h"

struct uniting {
	struct done_arena *arena;
	struct done_policy *out;
	bool is_every;
	size_t cap;
	size_t *caps; /* of each criterion's checks */
	size_t cap_caps;
};

static struct done_criterion *united_criterion(
    struct uniting *uniting, const struct done_criterion *criterion)
{
	struct done_policy *out = uniting->out;
	struct done_criterion *made;
	size_t nr_caps = out->nr_criteria;

	for (size_t i = 0; i < out->nr_criteria; i++) {
		if (!strcmp(out->criteria[i].id, criterion->id))
			return &out->criteria[i];
	}
	made = DONE_ARENA_PUSH(uniting->arena, out->criteria, out->nr_criteria, uniting->cap);
	*DONE_ARENA_PUSH(uniting->arena, uniting->caps, nr_caps, uniting->cap_caps) = 0;
	*made = *criterion;
	made->checks = NULL;
	made->nr_checks = 0;
	return made;
}

/* A check that a directory's policy does not name is the same one, whoever has it. */
static bool united_has(const struct uniting *uniting, const struct done_criterion *criterion,
    const struct done_check *check)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		const struct done_check *there = &criterion->checks[i];

		if (uniting->is_every ? there->test.options == check->test.options
		                      : !strcmp(there->id, check->id))
			return true;
	}
	return false;
}

static void united_add(struct uniting *uniting, const struct done_criterion *criterion)
{
	struct done_criterion *into = united_criterion(uniting, criterion);
	size_t *cap = &uniting->caps[into - uniting->out->criteria];

	for (size_t i = 0; i < criterion->nr_checks; i++) {
		if (united_has(uniting, into, &criterion->checks[i]))
			continue;
		*DONE_ARENA_PUSH(uniting->arena, into->checks, into->nr_checks, *cap) =
		    criterion->checks[i];
		uniting->out->nr_checks++;
	}
}

/* What the policy of a directory does not name has come with the one above it. */
static bool united_is_shared(
    const struct done_policy *policy, const struct done_criterion *criterion)
{
	for (size_t i = 0; policy->above && i < policy->above->nr_criteria; i++) {
		if (policy->above->criteria[i].checks == criterion->checks)
			return true;
	}
	return false;
}

const struct done_policy *done_policies_united(
    struct done_arena *arena, const struct done_policy *const *policies, size_t nr, bool is_every)
{
	struct done_policy *out = done_arena_alloc(arena, sizeof(*out));
	struct uniting uniting = {.arena = arena, .out = out, .is_every = is_every};

	*out = *policies[0];
	out->criteria = NULL;
	out->nr_criteria = out->nr_checks = 0;
	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; policies[i] && j < policies[i]->nr_criteria; j++) {
			if (!i || !united_is_shared(policies[i], &policies[i]->criteria[j]))
				united_add(&uniting, &policies[i]->criteria[j]);
		}
	}
	return out;
}
