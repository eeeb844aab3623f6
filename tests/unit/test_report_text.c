/* The text format: what a person reads at a terminal. */
#include "report_output.h"

static void check(
    const char *golden, const struct done_report *report, const struct done_style *style)
{
	char *text = output_of("text", report, style);

	assert_golden(golden, text);
	if (!style->color)
		assert_harmless(text, NULL);
	free(text);
}

static void test_text__is_as_in_the_golden_file(void **state)
{
	struct done_report report;

	(void)state;
	sample_report(&report);
	check("text.txt", &report, &output_style);
}

static void test_text__says_all_when_verbose_and_little_when_quiet(void **state)
{
	struct done_report report;

	(void)state;
	sample_report(&report);
	check("text-verbose.txt", &report, &(struct done_style){.width = 80, .verbose = true});
	check("text-quiet.txt", &report, &(struct done_style){.width = 80, .quiet = true});
}

static void test_text__wraps_to_the_width(void **state)
{
	struct done_report report;

	(void)state;
	sample_report(&report);
	check("text-narrow.txt", &report, &(struct done_style){.width = 48});
	check("text-color.txt", &report, &(struct done_style){.width = 120, .color = true});
}

/* Taking the colours away leaves the plain text: no meaning is in them. */
static void test_text__says_the_same_without_colours(void **state)
{
	struct done_report report;
	char *colored, *plain;
	struct done_buf bare = {0};

	(void)state;
	sample_report(&report);
	colored = output_of("text", &report, &(struct done_style){.width = 80, .color = true});
	plain = output_of("text", &report, &output_style);
	for (const char *at = colored; *at; at++) {
		if (*at == '\033')
			at += strcspn(at, "m");
		else
			done_buf_addch(&bare, *at);
	}
	assert_string_equal(bare.ptr, plain);
	done_buf_release(&bare);
	free(colored);
	free(plain);
}

#define MANY 60

/* An audit of many services: every seventh like checkout, every fifth like ledger, the rest met. */
static void make_audit(struct done_report *report, struct done_service_report *services,
    struct done_service *names, char texts[][32])
{
	sample_report(report);
	for (size_t i = 0; i < MANY; i++) {
		services[i] = i % 7 == 0 ? sample_first[1]
		    : i % 5 == 0         ? sample_first[3]
		                         : sample_second[0];
		snprintf(texts[i], 32, "services/s%02zu", i);
		names[i] = *services[i].service;
		names[i].name = texts[i] + strlen("services/");
		names[i].path = texts[i];
		services[i].service = &names[i];
	}
	report->nr_runs = 1;
	sample_runs[0].mode = DONE_MODE_AUDIT;
	sample_runs[0].ref = NULL;
	sample_runs[0].services = services;
	sample_runs[0].nr_services = MANY;
	sample_runs[0].nr_unowned = sample_runs[0].nr_notes = 0;
	sample_runs[0].range_words = "every service at HEAD";
}

static void test_text__shows_a_table_of_many_services_and_the_worst(void **state)
{
	static struct done_service_report services[MANY];
	static struct done_service names[MANY];
	static char texts[MANY][32];
	struct done_report report;
	char *text;

	(void)state;
	make_audit(&report, services, names, texts);
	check("text-audit.txt", &report, &output_style);
	check("text-audit-narrow.txt", &report, &(struct done_style){.width = 24});
	text = output_of("text", &report, &(struct done_style){.width = 80, .verbose = true});
	assert_null(strstr(text, "--service NAME"));
	for (size_t i = 0; i < MANY; i++)
		assert_non_null(strstr(text, texts[i]));
	assert_null(strstr(text, "--verbose"));
	free(text);
}

static void test_text__says_that_nothing_was_to_judge(void **state)
{
	static struct done_note note = {
	    .level = DONE_NOTE, .message = "the change touches no service"};
	struct done_report report;
	char *text = output_of_nothing("text");

	(void)state;
	assert_non_null(strstr(text, "ok  nothing to judge\n"));
	assert_null(strstr(text, "not done"));
	free(text);
	sample_report(&report);
	report.verdict = DONE_MET;
	report.nr_runs = 1;
	report.reproduce = NULL;
	sample_runs[0].mode = DONE_MODE_CHECK;
	sample_runs[0].ref = NULL;
	sample_runs[0].verdict = DONE_MET;
	sample_runs[0].nr_services = sample_runs[0].nr_unowned = 0;
	sample_runs[0].notes = &note;
	sample_runs[0].nr_notes = 1;
	sample_runs[0].examined = (struct done_examined){12, 0, 0, 0, 0, 0, 0};
	check("text-nothing.txt", &report, &output_style);
}

static void test_text__has_one_verdict_in_its_last_words(void **state)
{
	static const struct {
		enum done_verdict verdict;
		bool advisory;
		const char *words;
	} rows[] = {
	    {DONE_UNMET, false, "not done: 2 of 5 services do not meet the bar (3 checks)"},
	    {DONE_UNMET, true, "(advisory: only unmet checks are excused, undecided ones exit 3)"},
	    {DONE_UNDECIDED, false, "undecided: 2 checks of 1 of 5 services could not be judged"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].words); i++) {
		struct done_report report;
		char *text;

		sample_report(&report);
		report.verdict = rows[i].verdict;
		report.advisory = rows[i].advisory;
		text = output_of("text", &report, &(struct done_style){.width = 400});
		assert_non_null(strstr(text, rows[i].words));
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text__is_as_in_the_golden_file),
	    cmocka_unit_test(test_text__says_all_when_verbose_and_little_when_quiet),
	    cmocka_unit_test(test_text__wraps_to_the_width),
	    cmocka_unit_test(test_text__says_the_same_without_colours),
	    cmocka_unit_test(test_text__shows_a_table_of_many_services_and_the_worst),
	    cmocka_unit_test(test_text__says_that_nothing_was_to_judge),
	    cmocka_unit_test(test_text__has_one_verdict_in_its_last_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
