/* The outcome of a commit crosses a pipe: what is not whole is never taken for one that is. */
#include "support.h"

#include "cli/history/history.h"

static const char whole[] = "1\0"
			    "3\0service\0services/cart\0cart\0"
			    "1\0"
			    "0\0"
			    "2\0"
			    "check\0docs.readme\0"
			    "1\0"
			    "0\0no README.md\0services/cart/README.md\0"
			    "end";

static bool decode(const char *bytes, size_t len, struct history_state *out,
                   struct done_arena *arena)
{
	return history_state_decode((struct done_bytes){bytes, len}, arena, out);
}

static void test_state__reads_what_is_whole(void **state)
{
	struct done_arena arena = {0};
	struct history_state out;

	(void)state;
	assert_true(decode(whole, sizeof(whole), &out, &arena));
	assert_int_equal(out.verdict, DONE_UNMET);
	assert_int_equal(out.nr_known, 3);
	assert_int_equal(out.nr_services, 1);
	assert_int_equal(out.services[0].target, DONE_TIER_SILVER);
	assert_int_equal(out.nr_checks, 1);
	assert_string_equal(out.checks[0].id, "docs.readme");
	assert_string_equal(out.checks[0].place, "services/cart/README.md");
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

static void test_state__refuses_what_is_no_state(void **state)
{
	static const struct {
		const char *name, *bytes;
		size_t len;
	} rows[] = {
		{"a verdict that is no number",
	         "met\0"
	         "0\0end",
	         10},
		{"a verdict beyond all",
	         "99\0"
	         "0\0end",
	         9},
		{"a negative verdict",
	         "-1\0"
	         "0\0end",
	         9},
		{"services that are no number", "0\0all\0end", 10},
		{"a check without a service",
	         "0\0"
	         "0\0check\0a\0"
	         "0\0"
	         "0\0w\0p\0end",
	         26},
		{"an unknown word",
	         "0\0"
	         "0\0thing\0end",
	         14},
		{"bytes behind the end",
	         "0\0"
	         "0\0end\0more",
	         13},
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
		cmocka_unit_test(test_state__refuses_what_is_no_state),
		cmocka_unit_test(test_subject__is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
