/*
 * The html format's shared causes: what three services or more miss in the same way stands once
 * with its fix, their sections lead there, and nothing that is a service's own is lost.
 */
#include "report_output.h"

#define SERVICES 700
#define FINDINGS 4

/* Services that fall short of the same check, each in its own directory. */
struct shop {
	struct done_report report;
	struct done_service services[SERVICES];
	struct done_service_report reports[SERVICES];
	struct done_criterion_report criteria[SERVICES];
	struct done_check_report checks[SERVICES];
	struct done_finding findings[SERVICES][FINDINGS];
	char ids[SERVICES][FINDINGS][DONE_OID_HEX + 1];
	char names[SERVICES][8], paths[SERVICES][32], places[SERVICES][48], details[SERVICES][80];
	char fixes[SERVICES][128];
};
static struct shop shop;

static void shop_add(size_t i)
{
	char path[32];

	snprintf(path, sizeof(path), "services/s%03u", (unsigned)(i % 1000));
	snprintf(shop.names[i], sizeof(shop.names[i]), "s%03u", (unsigned)(i % 1000));
	snprintf(shop.paths[i], sizeof(shop.paths[i]), "%s", path);
	snprintf(shop.places[i], sizeof(shop.places[i]), "%s/RUNBOOK.md", path);
	snprintf(shop.details[i], sizeof(shop.details[i]), "nothing is in %zu text file%s of it",
	    i + 1, i ? "s" : "");
	snprintf(shop.fixes[i], sizeof(shop.fixes[i]),
	    "write %s/RUNBOOK.md, or '/%s/ @team' in CODEOWNERS", path, path);
	shop.findings[i][0] = (struct done_finding){.path = shop.places[i],
	    .message = shop.details[i],
	    .brief = "no <runbook>",
	    .fix = shop.fixes[i]};
	shop.checks[i] = (struct done_check_report){
	    .check = &sample_docs[1], .level = DONE_LEVEL_ERROR, .effective = DONE_NO_DAY};
	sample_fall_short(&shop.checks[i], shop.findings[i], 1, shop.ids[i]);
	shop.criteria[i] = (struct done_criterion_report){.criterion = &sample_criteria[0],
	    .verdict = DONE_UNMET,
	    .checks = &shop.checks[i],
	    .nr_checks = 1};
	shop.services[i] =
	    (struct done_service){.name = shop.names[i], .path = shop.paths[i], .in_head = true};
	shop.reports[i] = (struct done_service_report){.service = &shop.services[i],
	    .verdict = DONE_UNMET,
	    .criteria = &shop.criteria[i],
	    .nr_criteria = 1,
	    .nr_errors = 1};
}

static void shop_open(size_t nr)
{
	memset(&shop, 0, sizeof(shop));
	sample_report(&shop.report);
	for (size_t i = 0; i < nr; i++)
		shop_add(i);
	shop.report.nr_runs = 1;
	sample_runs[0].services = shop.reports;
	sample_runs[0].nr_services = nr;
}

static char *shop_page(void)
{
	return output_of("html", &shop.report, &output_style);
}

static size_t causes_count(const char *text, const char *part)
{
	size_t nr = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		nr++;
	return nr;
}

static void assert_told(const char *page, const char *part, size_t nr)
{
	size_t found = causes_count(page, part);

	if (found != nr)
		fail_msg("'%s' is there %zu times, not %zu", part, found, nr);
}

/* ---- what is shared ---- */

static void test_causes__stand_once_with_fix_and_services(void **state)
{
	char *page;

	(void)state;
	shop_open(5);
	page = shop_page();
	assert_told(page, "<section class=cause id=\"cause:", 1);
	assert_told(page, "<p class=who>in 5 services: <a href=\"#service:s000\">s000</a>, ", 1);
	assert_told(page, "<code>docs.runbook</code></a> <code>RUNBOOK.md</code>", 1);
	/* In the words of all of them. */
	assert_told(
	    page, "<p>write RUNBOOK.md, or &#39;/DIRECTORY/ @team&#39; in CODEOWNERS</p>", 1);
	assert_told(page, "service's directory, for which DIRECTORY stands.", 1);
	assert_told(page, "<code>RUNBOOK.md</code> no &lt;runbook&gt;</h", 1);
	/* A row each, which does not say it again. */
	assert_told(
	    page, "<code>docs.runbook</code> <code>RUNBOOK.md</code> no &lt;runbook&gt; <a ", 5);
	assert_told(page, "fix (the same in 5 services)</a>", 5);
	assert_told(page, "text file", 0);
	free(page);
}

static void test_causes__make_the_page_smaller(void **state)
{
	char *page;
	size_t shared, own;

	(void)state;
	shop_open(100);
	page = shop_page();
	shared = strlen(page);
	free(page);
	for (size_t i = 0; i < 100; i++)
		shop.findings[i][0].brief = shop.details[i];
	page = shop_page();
	own = strlen(page);
	assert_told(page, "class=cause ", 0);
	free(page);
	if (shared + 100 * 100 > own)
		fail_msg("%zu bytes with shared causes, %zu without", shared, own);
}

static void other_words(size_t i)
{
	shop.findings[i][0].brief = "the runbook is empty";
}

static void other_fix(size_t i)
{
	shop.findings[i][0].fix = "write it";
}

static void more_findings(size_t i)
{
	for (size_t j = 1; j < FINDINGS; j++)
		shop.findings[i][j] = shop.findings[i][0];
	shop.checks[i].nr_findings = FINDINGS;
}

static void known_findings(size_t i)
{
	shop.findings[i][1] = shop.findings[i][0];
	shop.findings[i][1].is_known = true;
	shop.checks[i].nr_findings = 2;
	shop.checks[i].nr_known = 1;
}

static void dropped_findings(size_t i)
{
	shop.checks[i].nr_dropped = 7;
}

static void warned(size_t i)
{
	shop.checks[i].level = DONE_LEVEL_WARNING;
}

static void test_causes__leave_alone_what_is_of_one_service(void **state)
{
	static const struct {
		const char *name;
		void (*change)(size_t i);
	} rows[] = {
	    {"other words", other_words},
	    {"another fix", other_fix},
	    {"many findings", more_findings},
	    {"findings that the base has", known_findings},
	    {"findings that are only counted", dropped_findings},
	    {"a warning", warned},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		char *page;

		shop_open(4);
		rows[i].change(2);
		page = shop_page();
		assert_told(page, "<p class=who>in 3 services: ", 1);
		assert_told(page, "fix (the same in 3 services)</a>", 3);
		assert_told(page, "<div class=check>", 1);
		assert_told(page, "nothing is in 3 text files of it",
		    rows[i].change == more_findings ? 4 : 1);
		free(page);
		/* Two are none. */
		shop_open(3);
		rows[i].change(2);
		page = shop_page();
		assert_told(page, "class=cause ", 0);
		assert_told(page, "<div class=check>", 3);
		free(page);
	}
}

static void test_causes__keep_in_the_row_what_is_its_own(void **state)
{
	char *page;

	(void)state;
	shop_open(3);
	shop.findings[1][0].line = 7;
	shop.findings[1][0].column = 2;
	shop.findings[2][0].message = "nothing is in 3 text files of it, and 12 words are too few";
	shop.checks[0].waiver = &sample_waivers[DONE_WAIVER_EXPIRED];
	page = shop_page();
	assert_told(page, "in 3 services: ", 1);
	assert_told(page, " <code>services/s000/RUNBOOK.md</code>", 1);
	assert_told(page, " <code>services/s001/RUNBOOK.md:7:2</code>", 1);
	assert_told(
	    page, " <small>nothing is in 3 text files of it, and 12 words are too few</small>", 1);
	assert_told(page, "services)</a>; the waiver expired on 2026-05-17</p>", 1);
	free(page);
}

static void test_causes__say_each_place_that_the_sentence_needs(void **state)
{
	static const struct {
		const char *brief, *heading, *row;
	} rows[] = {
	    {"is empty", "</a> <code>RUNBOOK.md</code> is empty</h",
	        "<code>RUNBOOK.md</code> is empty <a"},
	    {"no RUNBOOK.md", "</a> no RUNBOOK.md</h", "</code> no RUNBOOK.md <a"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].brief); i++) {
		char *page;

		shop_open(3);
		for (size_t j = 0; j < 3; j++)
			shop.findings[j][0].brief = rows[i].brief;
		page = shop_page();
		assert_told(page, rows[i].heading, 1);
		assert_told(page, rows[i].row, 3);
		free(page);
	}
}

static void test_causes__of_doubts_say_what_to_do_once(void **state)
{
	char *page;

	(void)state;
	shop_open(3);
	for (size_t i = 0; i < 3; i++)
		shop.checks[i] = (struct done_check_report){.check = &sample_docs[1],
		    .verdict = DONE_UNDECIDED,
		    .reason = "object 1234567890 is missing",
		    .cure = "git fetch --refetch"};
	page = shop_page();
	assert_told(page, "<b>What to do</b><pre>git fetch --refetch</pre>", 1);
	assert_told(page, "what to do (the same in 3 services)</a>", 3);
	free(page);
}

/* ---- ids and limits ---- */

static void cause_id(char out[64])
{
	char *page = shop_page(), *at = strstr(page, "<section class=cause id=\"");

	assert_non_null(at);
	snprintf(out, 64, "%.*s", (int)strcspn(at + 25, "\""), at + 25);
	free(page);
}

static void test_causes__have_an_id_by_their_words_alone(void **state)
{
	char before[64], after[64];

	(void)state;
	shop_open(3);
	cause_id(before);
	shop_open(40);
	for (size_t i = 0; i < 30; i++)
		shop.checks[i].verdict = DONE_MET;
	cause_id(after);
	assert_string_equal(before, after);
	other_words(37);
	other_words(38);
	other_words(39);
	for (size_t i = 30; i < 37; i++)
		shop.checks[i].verdict = DONE_MET;
	cause_id(after);
	assert_string_not_equal(before, after);
}

static void test_causes__count_the_services_that_they_do_not_name(void **state)
{
	char *page;

	(void)state;
	shop_open(150);
	page = shop_page();
	assert_told(page, "<summary>138 more services</summary>", 1);
	assert_told(page, " and 50 more, which are only counted here: ", 1);
	assert_told(page, "fix (the same in 150 services)</a>", 150);
	free(page);
}

/* Three services each: beyond the limit their sections tell all. */
static void test_causes__are_so_many_at_most(void **state)
{
	enum { CAUSES = SERVICES / 3, CAUSES_MAX = 200 };
	static char briefs[CAUSES][24];
	char *page;

	(void)state;
	shop_open(3 * CAUSES);
	for (size_t i = 0; i < (size_t)3 * CAUSES; i++) {
		snprintf(briefs[i / 3], sizeof(briefs[0]), "no runbook %u", (unsigned)(i / 3));
		shop.findings[i][0].brief = briefs[i / 3];
	}
	page = shop_page();
	assert_told(page, "class=cause ", CAUSES_MAX);
	assert_told(page, "fix (the same in 3 services)</a>", (size_t)3 * CAUSES_MAX);
	assert_told(page, "<div class=check>", (size_t)3 * (CAUSES - CAUSES_MAX));
	free(page);
}

/* What no longer fits is told by each of its services. */
static void test_causes__have_so_much_room_at_most(void **state)
{
	enum { CAUSES = 60, BYTES = 15000, ROOM = 512 << 10 };
	static char fixes[CAUSES][BYTES];
	char *page, *causes, *end;
	size_t nr;

	(void)state;
	shop_open((size_t)3 * CAUSES);
	for (size_t i = 0; i < (size_t)3 * CAUSES; i++) {
		memset(fixes[i / 3], 'a' + (int)(i / 3) % 26, BYTES - 1);
		fixes[i / 3][0] = i / 3 < 26 ? 'A' : i / 3 < 52 ? 'B' : 'C';
		shop.findings[i][0].fix = fixes[i / 3];
	}
	page = shop_page();
	causes = strstr(page, "id=\"causes\"");
	end = strstr(page, "id=\"findings\"");
	assert_true(causes && end && end - causes < ROOM + 1000 && end - causes > ROOM / 2);
	nr = causes_count(page, "class=cause ");
	assert_true(nr < CAUSES);
	assert_told(page, "fix (the same in 3 services)</a>", 3 * nr);
	assert_told(page, "<div class=check>", 3 * (CAUSES - nr));
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_causes__stand_once_with_fix_and_services),
	    cmocka_unit_test(test_causes__make_the_page_smaller),
	    cmocka_unit_test(test_causes__leave_alone_what_is_of_one_service),
	    cmocka_unit_test(test_causes__keep_in_the_row_what_is_its_own),
	    cmocka_unit_test(test_causes__say_each_place_that_the_sentence_needs),
	    cmocka_unit_test(test_causes__of_doubts_say_what_to_do_once),
	    cmocka_unit_test(test_causes__have_an_id_by_their_words_alone),
	    cmocka_unit_test(test_causes__count_the_services_that_they_do_not_name),
	    cmocka_unit_test(test_causes__are_so_many_at_most),
	    cmocka_unit_test(test_causes__have_so_much_room_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
