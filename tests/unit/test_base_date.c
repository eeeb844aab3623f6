/* Days: the calendar from 1970 to 9999, and nothing else. */
#include "support.h"

#include <stdio.h>
#include <time.h>

static void test_date__reads_known_days(void **state)
{
	static const struct {
		const char *text;
		done_day day;
	} rows[] = {
	    {"1970-01-01", 0},
	    {"1970-12-31", 364},
	    {"1972-02-29", 789},
	    {"2000-02-29", 11016},
	    {"2000-03-01", 11017},
	    {"2026-11-24", 20781},
	    {"2100-03-01", 47541},
	    {"9999-12-31", 2932896},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		done_day day = -1;
		char text[11];

		assert_true(done_day_parse(rows[i].text, &day));
		assert_int_equal(day, rows[i].day);
		done_day_format(day, text);
		assert_string_equal(text, rows[i].text);
	}
}

static void test_date__refuses_all_else(void **state)
{
	static const char *const rows[] = {
	    "",
	    "2026",
	    "2026-1-01",
	    "2026-01-1",
	    "2026-13-01",
	    "2026-00-01",
	    "2026-01-00",
	    "2026-01-32",
	    "2026-04-31",
	    "2026-02-29",
	    "2100-02-29",
	    "1969-12-31",
	    "0000-01-01",
	    "2026/01/01",
	    "2026-01-01 ",
	    " 2026-01-01",
	    "2026-01-01T",
	    "2026-0a-01",
	    "+026-01-01",
	    "10000-01-01",
	    "20260101",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++) {
		done_day day = 77;

		if (done_day_parse(rows[i], &day))
			fail_msg("'%s' was accepted", rows[i]);
		assert_int_equal(day, 77);
	}
}

/* Every day there is follows the one before, in text as in number. */
static void test_date__counts_every_day(void **state)
{
	char last[11] = "", text[11];

	(void)state;
	for (done_day day = 0; day <= 2932896; day += day < 50000 || day > 2900000 ? 1 : 17) {
		done_day back = -1;

		done_day_format(day, text);
		if (!done_day_parse(text, &back) || back != day || strcmp(last, text) >= 0)
			fail_msg("day %d: '%s' after '%s'", (int)day, text, last);
		memcpy(last, text, sizeof(last));
	}
}

static void test_date__shows_what_is_no_day(void **state)
{
	static const done_day rows[] = {DONE_NO_DAY, -1, 2932897, INT32_MAX};
	char text[11];

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, NULL); i++) {
		done_day_format(rows[i], text);
		assert_string_equal(text, "no date");
	}
}

static void test_date__knows_today(void **state)
{
	done_day before = (done_day)(time(NULL) / 86400), today = done_day_today();

	(void)state;
	assert_in_range(today, before, before + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_date__reads_known_days),
	    cmocka_unit_test(test_date__refuses_all_else),
	    cmocka_unit_test(test_date__counts_every_day),
	    cmocka_unit_test(test_date__shows_what_is_no_day),
	    cmocka_unit_test(test_date__knows_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
