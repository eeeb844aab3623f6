/* The outcome of a commit crosses a pipe: what is not whole is never taken for one that is. */
#include "support.h"

#include "cli/history/history.h"

static const char whole[] = "service\0"
                            "0123\0"
                            "1\0"
                            "services/cart\0cart\0production\0"
                            "1\0"
                            "0\0"
                            "2\0"
                            "check\0docs.readme\0"
                            "1\0"
                            "0\0"
                            "1\0no README.md\0services/cart/README.md\0"
                            "\0"
                            "vanished\0"
                            "2\0"
                            "fault\0no policy\0"
                            "end\0\0"
                            "3";

static bool decode(
    const char *bytes, size_t len, struct history_state *out, struct done_arena *arena)
{
	struct history_decoding decoding = {.left = {bytes, len}, .arena = arena};
	struct history_edits edits;

	return history_decode(&decoding, out, &edits);
}

static void test_state__reads_what_is_whole(void **state)
{
	struct done_arena arena = {0};
	struct history_state out;

	(void)state;
	assert_true(decode(whole, sizeof(whole), &out, &arena));
	assert_int_equal(out.verdict, DONE_UNMET);
	assert_int_equal(out.nr_known, 3);
	assert_int_equal(out.nr_vanished, 2);
	assert_int_equal(out.faults.nr, 1);
	assert_string_equal(out.faults.items[0], "no policy");
	assert_int_equal(out.nr_services, 1);
	assert_true(out.services[0]->is_left);
	assert_int_equal(out.services[0]->target, DONE_TIER_SILVER);
	assert_int_equal(out.services[0]->nr_checks, 1);
	assert_string_equal(out.services[0]->checks[0].id, "docs.readme");
	assert_string_equal(out.services[0]->checks[0].place, "services/cart/README.md");
	done_arena_release(&arena);
}

static void test_state__refuses_every_part_of_it(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(whole); len++) {
		struct done_arena arena = {0};
		struct history_state out;

		if (decode(whole, len, &out, &arena))
			fail_msg("the first %zu bytes pass for the whole", len);
		done_arena_release(&arena);
	}
}

/* A service that is as it was is that of the commit before, and not a copy. */
static void test_state__shares_what_is_the_same(void **state)
{
	static const char next[] = "same\0"
	                           "0\0end\0\0"
	                           "1";
	struct done_arena arena = {0};
	struct history_decoding decoding = {.left = {whole, sizeof(whole)}, .arena = &arena};
	struct history_state first, second;
	struct history_edits edits;

	(void)state;
	assert_true(history_decode(&decoding, &first, &edits));
	decoding.left = (struct done_bytes){next, sizeof(next)};
	decoding.before = &first;
	assert_true(history_decode(&decoding, &second, &edits));
	assert_ptr_equal(first.services[0], second.services[0]);
	done_arena_release(&arena);
}

static void test_state__refuses_what_is_no_state(void **state)
{
	static const struct {
		const char *name, *bytes;
		size_t len;
	} rows[] = {
	    {"a verdict that is no number",
	        "service\0t\0"
	        "0\0p\0n\0s\0met\0"
	        "0\0"
	        "0\0\0end\0\0"
	        "1",
	        38},
	    {"a negative verdict",
	        "service\0t\0"
	        "0\0p\0n\0s\0-1\0"
	        "0\0"
	        "0\0\0end\0\0"
	        "1",
	        37},
	    {"a verdict beyond all",
	        "service\0t\0"
	        "0\0p\0n\0s\0"
	        "99\0"
	        "0\0"
	        "0\0\0end\0\0"
	        "1",
	        37},
	    {"a check without a service",
	        "check\0a\0end\0\0"
	        "1",
	        15},
	    {"an unknown word",
	        "thing\0end\0\0"
	        "1",
	        13},
	    {"the same as before the first",
	        "same\0"
	        "0\0end\0\0"
	        "1",
	        14},
	};

	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		struct done_arena arena = {0};
		struct history_state out;

		if (decode(rows[i].bytes, rows[i].len, &out, &arena))
			fail_msg("%s passes", rows[i].name);
		done_arena_release(&arena);
	}
}

static void test_subject__is_cut_between_characters(void **state)
{
	static const struct {
		const char *subject;
		size_t most;
		const char *wanted;
	} rows[] = {
	    {"short", 10, "short"},
	    {"0123456789", 10, "0123456789"},
	    {"0123456789a", 10, "0123456789…"},
	    {"üüü", 3, "ü…"},
	    {"", 10, ""},
	    {"a\x1b[31m", 20, "a\\u{1B}[31m"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].subject); i++) {
		struct done_buf out = {0};

		history_add_subject(&out, rows[i].subject, rows[i].most);
		assert_string_equal(out.ptr ? out.ptr : "", rows[i].wanted);
		done_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_state__reads_what_is_whole),
	    cmocka_unit_test(test_state__refuses_every_part_of_it),
	    cmocka_unit_test(test_state__shares_what_is_the_same),
	    cmocka_unit_test(test_state__refuses_what_is_no_state),
	    cmocka_unit_test(test_subject__is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
