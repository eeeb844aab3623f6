/* Cases of a test report, counted as they come. */
#include "evidence/parts.h"

#include <string.h>

struct done_case *done_evidence_case(
    struct done_evidence_making *making, const struct done_case *one)
{
	struct done_arena *arena = making->look->arena;
	struct done_test_cases *tests = &making->out->tests;
	const char *group = tests->nr ? tests->cases[tests->nr - 1].group : NULL;
	struct done_case *added;

	if (done_evidence_limit(making, tests->nr, "test cases") < 0)
		return NULL;
	added = DONE_ARENA_PUSH(arena, tests->cases, tests->nr, tests->cap);
	*added = *one;
	/* Neighbours are mostly of one group: its name is kept once. */
	added->group = group && one->group && !strcmp(group, one->group)
	    ? group
	    : done_evidence_cut(arena, one->group);
	added->name = done_evidence_cut(arena, one->name);
	added->file = one->file && *one->file ? done_arena_strdup(arena, one->file) : NULL;
	tests->outcomes[one->outcome]++;
	tests->flaky += one->is_flaky;
	tests->todo += one->is_todo;
	return added;
}

/* A test is repeated after it failed; the other way round it failed in the end. */
static bool cases_repeat(
    struct done_test_cases *tests, struct done_case *first, const struct done_case *again)
{
	bool was_bad = first->outcome >= DONE_TEST_FAILED;

	if (was_bad == (again->outcome >= DONE_TEST_FAILED) ||
	    first->outcome == DONE_TEST_SKIPPED || again->outcome == DONE_TEST_SKIPPED)
		return false;
	tests->outcomes[first->outcome]--;
	tests->outcomes[again->outcome]++;
	tests->flaky -= first->is_flaky;
	first->is_flaky = was_bad;
	tests->flaky += first->is_flaky;
	first->outcome = again->outcome;
	first->line = again->line;
	return true;
}

int done_evidence_case_or_repeat(struct done_evidence_making *making,
    struct done_evidence_repeats *repeats, const struct done_case *one)
{
	struct done_arena *arena = making->look->arena;
	struct done_test_cases *tests = &making->out->tests;
	struct done_buf key = {0};
	bool is_new;
	size_t at;

	/* Without a name nobody knows which other case it repeats. */
	if (!one->name || !*one->name)
		return done_evidence_case(making, one) ? 0 : making->err->code;
	repeats->names.arena = arena;
	done_buf_addf(&key, "%zu\n%s\n%s\n%s", repeats->suite, one->group ? one->group : "",
	    one->name ? one->name : "", one->file ? one->file : "");
	at = done_evidence_name(&repeats->names, key.ptr, key.len, &is_new);
	done_buf_release(&key);
	if (!is_new && cases_repeat(tests, &tests->cases[repeats->cases[at]], one))
		return 0;
	if (is_new)
		*DONE_ARENA_PUSH(arena, repeats->cases, repeats->nr, repeats->cap) = tests->nr;
	return done_evidence_case(making, one) ? 0 : making->err->code;
}
