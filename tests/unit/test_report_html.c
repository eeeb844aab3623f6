/*
 * The html format: what each cell shows and leads to, that nothing of a repository becomes markup,
 * that little is said twice and nothing is dropped in silence. tests/browser looks at the page.
 */
#include "report_output.h"

static char *page_of(const struct done_report *report)
{
	return output_of("html", report, &output_style);
}

static size_t count(const char *text, const char *part)
{
	size_t nr = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		nr++;
	return nr;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("there is no '%s'", part);
}

/* A policy that forbids all but our own style and script, by their hashes. */
static void test_html__allows_nothing_but_its_own_style_and_script(void **state)
{
	char *page = output_of_sample("html");

	(void)state;
	assert_has(page, "content=\"default-src 'none'; style-src 'sha256-");
	assert_has(page, "'; script-src 'sha256-");
	assert_int_equal(count(page, "<script"), 1);
	assert_int_equal(count(page, "<style"), 1);
	assert_int_equal(count(page, " style="), 0);
	free(page);
}

static void test_html__shows_each_state_in_words_with_a_link(void **state)
{
	static const char *const cells[] = {
	    "<a href=\"#service:checkout\">checkout</a><td class=unmet>✗ not done",
	    "<td class=\"unmet s1\"><a href=\"#service:checkout:docs\">✗ 1/3</a>",
	    "<td class=undecided><a href=\"#service:checkout:performance\">? 0/1<i> "
	    "undecided</i>",
	    "<td class=waived>~ done, by waiver",
	    "<td class=waived>~ 1/2<i> waived</i>",
	    "<td class=skipped>» skipped",
	    "<td class=met>✓ 3/3",
	    "<td class=none>– n/a",
	};
	char *page = output_of_sample("html");

	(void)state;
	for (size_t i = 0; TEST_EACH(cells, i, cells[i]); i++)
		assert_has(page, cells[i]);
	free(page);
}

/* A warning is no quiet green: neither in the cell nor at the service. */
static void test_html__shows_a_warning_at_a_service_that_is_done(void **state)
{
	struct done_report report;
	char *page;

	(void)state;
	sample_report(&report);
	sample_fall_short(&sample_reports[4].checks[2], sample_changelog, 1, &sample_ids[3]);
	sample_reports[4].checks[2].level = DONE_LEVEL_WARNING;
	page = page_of(&report);
	assert_has(page, "<td class=warned>! done, warned");
	assert_has(page,
	    "<td class=warned><a href=\"#run2:service:pricing:docs\">! 2/3<i> warning</i></a>");
	free(page);
}

static void test_html__keeps_names_apart_in_ids(void **state)
{
	static const struct {
		const char *name, *id;
	} rows[] = {
	    {"a b", "id=\"service:a~20b\""},
	    {"a~20b", "id=\"service:a~7E20b\""},
	    {"a:docs", "id=\"service:a~3Adocs\""},
	    {"user_service/x.y-z", "id=\"service:user_service/x.y-z\""},
	    {"\xC3\xA9\xFF\"><script>", "id=\"service:~C3~A9~FF~22~3E~3Cscript~3E\""},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_service service = {.name = rows[i].name, .path = "services/x"};
		struct done_report report;
		char *page;

		sample_report(&report);
		sample_first[0].service = &service;
		page = page_of(&report);
		assert_has(page, rows[i].id);
		assert_int_equal(count(page, "<script"), 1);
		free(page);
	}
}

static void test_html__links_only_to_the_web(void **state)
{
	static const struct {
		const char *url, *shown;
	} rows[] = {
	    {"https://example.com/?a='&b",
	        "<a rel=noreferrer href=\"https://example.com/?a=&#39;&amp;b\">"},
	    {"https://example.com/\"x", "<code>https://example.com/&quot;x</code>"},
	    {"https://example.com/<x>", "<code>https://example.com/&lt;x&gt;</code>"},
	    {"http://example.com/", "<a rel=noreferrer href=\"http://example.com/\">"},
	    {"javascript:alert(1)", "<code>javascript:alert(1)</code>"},
	    {"data:text/html,x", "<code>data:text/html,x</code>"},
	    {"//example.com/", "<code>//example.com/</code>"},
	};
	const char *before = sample_docs[1].url;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].url); i++) {
		struct done_report report;
		char *page;

		sample_report(&report);
		sample_docs[1].url = rows[i].url;
		page = page_of(&report);
		assert_has(page, rows[i].shown);
		free(page);
	}
	sample_docs[1].url = before;
}

static char *page_with_fix(const char *fix)
{
	struct done_report report;
	struct done_finding finding = sample_runbook[0];

	finding.fix = fix;
	sample_report(&report);
	sample_fall_short(&sample_reports[1].checks[1], &finding, 1, &sample_ids[0]);
	return page_of(&report);
}

static void test_html__tells_code_from_prose_in_fixes(void **state)
{
	static const struct {
		const char *fix, *shown;
	} rows[] = {
	    {"Do this.", "<b>Fix</b><p>Do this.</p>\n"},
	    {"Do this.\nThen that.", "<b>Fix</b><p>Do this.<br>Then that.</p>\n"},
	    {"Write:\n  if x {\n    y()\n\n  }\nor not.\n",
	        "<p>Write:</p><pre>if x {&#10;  y()&#10;&#10;}</pre><p>or not.</p>\n"},
	    {"  a\n b", "<b>Fix</b><pre> a&#10;b</pre>\n"},
	    {"<b>&\n\t</pre>", "<p>&lt;b&gt;&amp;</p><pre>&lt;/pre&gt;</pre>"},
	    {"\n\nDo.", "<p>"},
	    {" ", "<pre>"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].fix); i++) {
		char *page = page_with_fix(rows[i].fix);

		assert_has(page, rows[i].shown);
		free(page);
	}
}

#define MANY 900

static void test_html__counts_the_findings_that_it_does_not_show(void **state)
{
	static struct done_finding findings[MANY];
	static char ids[MANY][DONE_OID_HEX + 1];
	struct done_report report;
	char *page;

	(void)state;
	sample_report(&report);
	for (size_t i = 0; i < MANY; i++)
		findings[i] = sample_prints[i % SAMPLE_PRINTS];
	sample_fall_short(&sample_reports[1].checks[4], findings, MANY, ids);
	page = page_of(&report);
	assert_has(page, "<summary>190 more</summary>");
	assert_has(page, "and 705 more, which are only counted here"); /* 5 dropped before */
	free(page);
}

static void test_html__folds_many_notes(void **state)
{
	static struct done_note notes[8];
	struct done_report report;
	char *page;

	(void)state;
	sample_report(&report);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(notes); i++)
		notes[i] = sample_notes[i == 7 ? 2 : 1];
	sample_runs[0].notes = notes;
	sample_runs[0].nr_notes = DONE_ARRAY_SIZE(notes);
	page = page_of(&report);
	assert_has(page, "<ul class=notes>\n<li class=unmet>"); /* the error first */
	assert_has(page, "<summary>3 more notes</summary>");
	free(page);
}

/* As a report of several parts may have it: the criteria come from the services. */
static void test_html__needs_no_policy_for_its_columns(void **state)
{
	struct done_report report;
	char *page;

	(void)state;
	sample_report(&report);
	sample_runs[0].policy = NULL;
	sample_first[0].nr_criteria = 1;
	page = page_of(&report);
	assert_has(page, "data-criterion=\"performance\"");
	assert_has(page, "<td class=none>– n/a\n"); /* not asked at all: leads nowhere */
	free(page);
}

/* ---- who calls whom ---- */

static void test_html__draws_who_calls_whom(void **state)
{
	static const char *const parts[] = {
	    "6 calls among 5 services, 3 judged in this run. 2 close a circle and lead back",
	    "<title>checkout → billing: sync via grpc; async via paid-orders</title>",
	    "<path class=\"async\" data-from=0 data-to=3 stroke-dasharray=\"6 4\"",
	    "<path class=\"async back\" data-from=1 data-to=0",
	    "orders; it closes a circle</title>",
	    "<g class=\"node unmet\" data-node=0><a tabindex=-1 href=\"#service:checkout\">"
	    "<title>checkout: ✗ not done</title><rect ",
	    ">~ billing</text></a></g>",
	    "<g class=\"node other\" data-node=3><title>mail: ○ not judged in this run</title>",
	    "<g class=\"node external\" data-node=4><title>a&quot;b",
	    /* The same in words. */
	    "<summary>As a table: 6 calls</summary>",
	    "<td>mail <small>○ not judged in this run</small><td>async\n",
	    "<b class=waived>~ done, by waiver</b><td>sync via grpc; async via paid-orders\n",
	    "<small>↗ external</small><td>sync via a&quot;b",
	    " · owner @shop/checkout",
	};
	char *page = output_of_sample("html");

	(void)state;
	for (size_t i = 0; TEST_EACH(parts, i, parts[i]); i++)
		assert_has(page, parts[i]);
	assert_int_equal(
	    count(page, "<svg class=\"graph picture\""), 1); /* the second run has none */
	assert_int_equal(count(page, "<text "), 5);
	free(page);
}

#define CALLERS 400

/* A fleet in which each calls ten others, and one falls short. */
static struct done_service_report *make_fleet(
    struct done_service *services, struct done_sheet *sheets, struct done_sheet_call *calls)
{
	static struct done_service_report reports[CALLERS];
	static char names[CALLERS][16];

	for (size_t i = 0; i < CALLERS; i++) {
		snprintf(names[i], sizeof(names[i]), "s%03zu", i);
		services[i] = (struct done_service){
		    .name = names[i], .path = names[i], .in_head = true, .sheet = &sheets[i]};
		for (size_t j = 0; j < 10; j++)
			calls[10 * i + j] =
			    (struct done_sheet_call){.to = names[(i * 7 + j * 13) % CALLERS]};
		sheets[i] = (struct done_sheet){.path = "done.yml",
		    .until = DONE_NO_DAY,
		    .calls = &calls[10 * i],
		    .nr_calls = 10};
		reports[i] = sample_first[0];
		reports[i].service = &services[i];
	}
	reports[321] = sample_first[1]; /* the one that falls short, with all its findings */
	reports[321].service = &services[321];
	return reports;
}

static void test_html__draws_what_can_be_read_and_counts_the_rest(void **state)
{
	static struct done_service services[CALLERS];
	static struct done_sheet sheets[CALLERS];
	static struct done_sheet_call calls[10 * CALLERS];
	struct done_report report;
	char *page;

	(void)state;
	sample_report(&report);
	sample_runs[0].services = make_fleet(services, sheets, calls);
	sample_runs[0].nr_services = CALLERS;
	page = page_of(&report);
	assert_has(page, "4000 calls among 400 services, 400 judged in this run.");
	assert_has(page, " Drawn are 120 services and ");
	assert_int_equal(count(page, "<text "), 120);
	assert_has(page, "data-node=0><a tabindex=-1 href=\"#service:s321\">");
	assert_has(page, "<p>and 2000 more, which are only counted here: JSON has them</p>");
	free(page);
}

static void test_html__draws_no_sheet_that_cannot_be_used(void **state)
{
	struct done_report report;
	struct done_sheet sheet = sample_sheets[0];
	struct done_service service = sample_services[1];
	char *page;

	(void)state;
	sheet.problem.code = DONE_E_POLICY;
	service.sheet = &sheet;
	sample_report(&report);
	sample_first[1].service = &service;
	sample_runs[0].nr_services = 2;
	page = page_of(&report);
	assert_int_equal(count(page, "<svg "), 0);
	assert_int_equal(count(page, ">Who calls whom<"), 0);
	free(page);
}

/* ---- dates ---- */

static void assert_in_order(const char *text, const char *const *parts, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const char *found = strstr(text, parts[i]);

		if (!found)
			fail_msg("there is no '%s' after '%s'", parts[i], i ? parts[i - 1] : "");
		text = found + strlen(parts[i]);
	}
}

static void test_html__lists_waivers_by_date(void **state)
{
	static const char *const parts[] = {
	    "0 experiments and 4 waivers, soonest first; 1 is over</p>",
	    "<time datetime=2026-05-17>2026-05-17</time> <small>ended 10 days ago</small>",
	    ">checkout</a><td>waiver of <a href=\"#check:docs.runbook\">",
	    "<b class=unmet>✗ over</b>",
	    "<time datetime=2027-01-01>",
	    "<b class=waived>~ waives</b><td>the printer is replaced in March "
	    "<small>says lead@example.com</small>",
	    "<time datetime=2027-02-01>",
	    "<b class=none>– not needed</b>",
	    "<time datetime=2027-03-23>",
	    "<b class=unmet>✗ refused</b> <small>&#39;ada&quot; onload=x&#39; is not among",
	};
	char *page = output_of_sample("html");

	(void)state;
	assert_in_order(page, parts, DONE_ARRAY_SIZE(parts));
	free(page);
}

/* Beside the check too: who reads why it falls short must not look for its excuse elsewhere. */
static void test_html__says_of_each_check_what_became_of_its_waiver(void **state)
{
	static const char *const parts[] = {
	    "<code>docs.runbook</code>",
	    "<p>the waiver expired on 2026-05-17</p>",
	    "<code>logging.structured</code>",
	    "<p>the waiver does not count: &#39;ada&quot; onload=x&#39; is not among",
	    "logging.no-print (waived until 2027-01-01 by lead@example.com: the printer",
	};
	char *page = output_of_sample("html"), *findings = strstr(page, "Findings and fixes</h");

	(void)state;
	assert_non_null(findings);
	assert_in_order(findings, parts, DONE_ARRAY_SIZE(parts));
	free(page);
}

static void test_html__lists_experiments_by_date(void **state)
{
	static const struct {
		done_day until, now;
		const char *stage, *shown;
	} rows[] = {
	    {20612, 20600, "experiment",
	        "2026-06-08</time> <small>12 days left</small><th scope=row><a "
	        "href=\"#run2:service:pricing\">pricing</a><td>experiment<td>"
	        "<b class=none>– let through</b>"},
	    {20612, 20611, "experiment", "<small>1 day left</small>"},
	    {20612, 20612, "experiment", "<small>its last day is today</small>"},
	    {20612, 20613, "experiment", "<small>ended 1 day ago</small>"},
	    {20612, 20613, "experiment", "; 1 is over</p>"},
	    {20612, 20615, "experiment", "<b class=warned>! over</b>"},
	    {20612, DONE_NO_DAY, "experiment", "2026-06-08</time><th"},
	    {DONE_NO_DAY, 20600, "experiment",
	        "<tr><td><small>no day is given</small><th scope=row>"},
	    {DONE_NO_DAY, 20600, "experiment", "<b class=unmet>✗ refused</b>"},
	    {20612, 20600, "production", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].stage); i++) {
		struct done_sheet sheet = sample_sheets[2];
		struct done_service service = sample_services[4];
		struct done_report report;
		char *page;

		sample_report(&report);
		report.now = rows[i].now;
		sheet.until = rows[i].until;
		sheet.stage = rows[i].stage;
		service.sheet = &sheet;
		sample_second[0].service = &service;
		page = page_of(&report);
		if (rows[i].shown)
			assert_has(page, rows[i].shown);
		else
			assert_null(strstr(page, "id=\"run2:dates\""));
		free(page);
	}
}

static void test_html__says_that_there_is_no_verdict(void **state)
{
	char *page = output_of_error("html");

	(void)state;
	assert_has(page, "<h1 class=undecided>? undecided</h1>");
	assert_has(page, "there is no verdict: the base is missing: &quot;&lt;&amp;&gt;&quot;");
	assert_has(page, "<dd>.git-done.yml:3:7</dd>");
	assert_has(page, "<dt>Exit status</dt><dd>3</dd>");
	assert_has(page, "<pre>git fetch origin main&#10;or deepen the clone</pre>");
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_html__allows_nothing_but_its_own_style_and_script),
	    cmocka_unit_test(test_html__shows_each_state_in_words_with_a_link),
	    cmocka_unit_test(test_html__shows_a_warning_at_a_service_that_is_done),
	    cmocka_unit_test(test_html__keeps_names_apart_in_ids),
	    cmocka_unit_test(test_html__links_only_to_the_web),
	    cmocka_unit_test(test_html__tells_code_from_prose_in_fixes),
	    cmocka_unit_test(test_html__counts_the_findings_that_it_does_not_show),
	    cmocka_unit_test(test_html__folds_many_notes),
	    cmocka_unit_test(test_html__needs_no_policy_for_its_columns),
	    cmocka_unit_test(test_html__draws_who_calls_whom),
	    cmocka_unit_test(test_html__draws_what_can_be_read_and_counts_the_rest),
	    cmocka_unit_test(test_html__draws_no_sheet_that_cannot_be_used),
	    cmocka_unit_test(test_html__lists_waivers_by_date),
	    cmocka_unit_test(test_html__says_of_each_check_what_became_of_its_waiver),
	    cmocka_unit_test(test_html__lists_experiments_by_date),
	    cmocka_unit_test(test_html__says_that_there_is_no_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
