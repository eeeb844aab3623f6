/*
 * Cases of one name in one suite: a test that was run again after it failed, or one test with
 * several parameters, which the report does not tell apart. Whoever repeats a test does so until it
 * passes, and repeats none that passed. Where cases of one name do not look like that, and where
 * another name passed twice, they are parameters, and one that failed has failed.
 */
#include "evidence/parts.h"

#include <stdint.h>
#include <string.h>

struct repeated_name {
	size_t bad, passed, skipped;
	bool is_bad_again; /* after it had passed */
};

static bool repeated_is_bad(const struct done_case *one)
{
	return one->outcome >= DONE_TEST_FAILED;
}

static void repeated_count(struct repeated_name *name, const struct done_case *one)
{
	name->is_bad_again |= name->passed && repeated_is_bad(one);
	name->bad += repeated_is_bad(one);
	name->passed += one->outcome == DONE_TEST_PASSED;
	name->skipped += one->outcome == DONE_TEST_SKIPPED;
}

int done_evidence_case_of_name(struct done_evidence_making *making,
    struct done_evidence_repeated *repeated, const struct done_case *one)
{
	struct done_arena *arena = making->look->arena;
	struct done_buf key = {0};
	size_t at = SIZE_MAX;
	bool is_new;

	/* Without a name nobody knows which other case it repeats. */
	if (one->name && *one->name) {
		repeated->names.arena = arena;
		done_buf_addf(&key, "%zu\n%s\n%s\n%s", repeated->suite,
		    one->group ? one->group : "", one->name, one->file ? one->file : "");
		at = done_evidence_name(&repeated->names, key.ptr, key.len, &is_new);
		done_buf_release(&key);
		if (is_new)
			*DONE_ARENA_PUSH(arena, repeated->items, repeated->nr, repeated->cap) =
			    (struct repeated_name){0};
		repeated_count(&repeated->items[at], one);
	}
	*DONE_ARENA_PUSH(arena, repeated->of, repeated->nr_of, repeated->cap_of) = at;
	return done_evidence_case(making, one) ? 0 : making->err->code;
}

static bool repeated_until_it_passed(const struct repeated_name *name)
{
	return name->bad && name->passed == 1 && !name->skipped && !name->is_bad_again;
}

static bool repeated_has_parameters(const struct done_evidence_repeated *repeated)
{
	size_t i = 0;

	while (i < repeated->nr && repeated->items[i].passed < 2)
		i++;
	return i < repeated->nr;
}

void done_evidence_join_repeated(
    struct done_evidence_making *making, const struct done_evidence_repeated *repeated)
{
	struct done_test_cases *tests = &making->out->tests;
	size_t kept = 0;

	if (repeated_has_parameters(repeated))
		return;
	for (size_t i = 0; i < tests->nr; i++) {
		struct done_case *one = &tests->cases[i];
		bool is_repeated = repeated->of[i] != SIZE_MAX &&
		    repeated_until_it_passed(&repeated->items[repeated->of[i]]);

		if (is_repeated && repeated_is_bad(one)) {
			tests->outcomes[one->outcome]--;
			continue;
		}
		tests->flaky += is_repeated && !one->is_flaky;
		one->is_flaky |= is_repeated;
		tests->cases[kept++] = *one;
	}
	tests->nr = kept;
}
