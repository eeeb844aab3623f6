/* Since which commit a check is as it is, down a line of states. */
#include "support.h"

#include "cli/history/log.h"

#define COMMITS_MAX 16

/* Newest first: u unmet, m met, ? undecided, - the service is not there, x the commit could not be
 * judged. An upper-case letter shares the service with the commit above it. */
static const struct since_row {
	const char *states;
	size_t commit; /* since which, by its place in the line */
	size_t nr_behind;
	bool is_settled, came;
} since_rows[] = {
    {"um", 0, 0, true, false},
    {"uUum", 2, 0, true, false},
    {"uUUUm", 3, 0, true, false},
    {"uuuu", 3, 0, true, true},
    {"uUUU", 3, 0, true, true},
    {"uux", 0, 0, false, false},
    {"uu-", 1, 0, true, true},
    {"uuxxm", 1, 2, true, false},
    {"xuum", 2, 0, true, false},
    {"u?um", 2, 0, true, false},
    {"u??m", 0, 2, true, false},
    {"u?UU", 0, 0, false, false},
    {"?mu", 0, 0, true, false},
    {"mum", 0, 0, true, false},
};

static enum done_verdict verdict_of(char letter)
{
	return letter == 'u' ? DONE_UNMET : letter == 'm' ? DONE_MET : DONE_UNDECIDED;
}

/* The line of a row; its oldest commit begins the history. */
static void line_of(const char *states, struct done_arena *arena, struct history_line *out)
{
	const struct history_service *above = NULL;

	out->nr = strlen(states);
	out->items = done_arena_array(arena, COMMITS_MAX, sizeof(*out->items));
	for (size_t i = 0; i < out->nr; i++) {
		struct history_state *state = &out->items[i].state;
		struct history_service *service = done_arena_alloc(arena, sizeof(*service));
		struct history_check *check = done_arena_alloc(arena, sizeof(*check));

		out->items[i].parent = i + 1 < out->nr ? "1" : "";
		if (states[i] == 'x') {
			state->error = "damaged";
			continue;
		}
		if (states[i] == '-')
			continue;
		*check =
		    (struct history_check){.id = "docs.readme", .verdict = verdict_of(states[i])};
		*service = (struct history_service){
		    .path = "cart", .name = "cart", .tree = "", .checks = check, .nr_checks = 1};
		if (states[i] != 'U')
			above = service;
		state->services = done_arena_array(arena, 1, sizeof(*state->services));
		state->services[0] = above;
		state->nr_services = 1;
	}
}

static void test_since__is_where_it_became_so(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(since_rows, i, since_rows[i].states); i++) {
		const struct since_row *row = &since_rows[i];
		struct done_arena arena = {0};
		struct history_filter all = {.services = {0}};
		struct history_line line = {0};
		struct history_sinces sinces;

		line_of(row->states, &arena, &line);
		history_since_find(&line, line.nr, &all, &arena, &sinces);
		assert_int_equal(sinces.nr, 1);
		assert_int_equal(sinces.items[0].is_settled, row->is_settled);
		if (row->is_settled) {
			assert_int_equal(sinces.items[0].commit - line.items, row->commit);
			assert_int_equal(sinces.items[0].nr_behind, row->nr_behind);
			assert_int_equal(sinces.items[0].came, row->came);
		}
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_since__is_where_it_became_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
