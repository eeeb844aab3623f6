/*
 * The html format of very many services: the page stays below 4 MB, every service stands in it with
 * what it misses, and no cell leads nowhere.
 */
#include "report_output.h"

#define SERVICES 2000
#define TIMES 8 /* the criteria of the sample, so often */
#define PAGE_MAX 4000000

static struct done_service services[SERVICES];
static struct done_service_report reports[SERVICES];
static struct done_criterion_report criteria[TIMES * 16];
static char names[SERVICES][16];

/* nr services, each as the sample's worst one, with its criteria so many times. */
static char *weight_page(size_t nr, size_t times)
{
	struct done_report report;
	struct done_service_report worst;
	size_t nr_criteria;

	sample_report(&report);
	worst = sample_first[1];
	nr_criteria = worst.nr_criteria;
	assert_true(nr_criteria * TIMES <= DONE_ARRAY_SIZE(criteria));
	for (size_t i = 0; i < times * nr_criteria; i++)
		criteria[i] = worst.criteria[i % nr_criteria];
	for (size_t i = 0; i < nr; i++) {
		snprintf(names[i], sizeof(names[i]), "s%04u", (unsigned)(i % 10000));
		services[i] =
		    (struct done_service){.name = names[i], .path = names[i], .in_head = true};
		reports[i] = worst;
		reports[i].service = &services[i];
		reports[i].criteria = criteria;
		reports[i].nr_criteria = times * nr_criteria;
	}
	report.nr_runs = 1;
	sample_runs[0].services = reports;
	sample_runs[0].nr_services = nr;
	return output_of("html", &report, &output_style);
}

static size_t weight_count(const char *text, const char *part)
{
	size_t nr = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		nr++;
	return nr;
}

/* Every service by its section; told is how many are told by criterion. */
static void assert_whole(const char *page, size_t nr, size_t *told)
{
	char part[64];

	*told = 0;
	for (size_t i = 0; i < nr; i++) {
		const char *section, *end, *check;
		bool leads;

		snprintf(part, sizeof(part), "<section class=service id=\"service:%s\">", names[i]);
		section = strstr(page, part);
		if (!section)
			fail_msg("'%s' is missing", names[i]);
		end = strstr(section, "</section>");
		check = strstr(section, "docs.runbook");
		if (!check || check > end)
			fail_msg("'%s' does not say what it misses", names[i]);
		snprintf(part, sizeof(part), "<a href=\"#service:%s:docs\">", names[i]);
		leads = strstr(page, part) != NULL;
		snprintf(part, sizeof(part), "id=\"service:%s:docs\"", names[i]);
		check = strstr(section, part);
		if (leads != (check && check < end))
			fail_msg("cells of '%s' lead %s", names[i], leads ? "nowhere" : "not");
		*told += leads;
	}
}

static void test_weight__a_page_of_many_services_stays_below_its_limit(void **state)
{
	static const struct {
		const char *what;
		size_t nr, times;
		bool is_cut;
	} rows[] = {
	    {"a few", 5, 1, false},
	    {"a hundred", 100, 1, false},
	    {"a thousand", SERVICES / 2, 1, false},
	    {"two thousand that miss much", SERVICES, TIMES, true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].what); i++) {
		char *page = weight_page(rows[i].nr, rows[i].times);
		size_t told;

		if (strlen(page) >= PAGE_MAX)
			fail_msg("%s: %zu bytes", rows[i].what, strlen(page));
		assert_whole(page, rows[i].nr, &told);
		assert_int_equal(weight_count(page, "services are one line"), rows[i].is_cut);
		assert_int_equal(told < rows[i].nr, rows[i].is_cut);
		assert_true(told > 0);
		/* What is given away is not given away for nothing. */
		assert_true(!rows[i].is_cut || strlen(page) > PAGE_MAX * 3 / 4);
		free(page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_weight__a_page_of_many_services_stays_below_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
