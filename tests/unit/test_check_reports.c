/*
 * Reports of tools, whatever the kind: where they come from, what follows where there is none, and
 * what bad ones do. Nothing that is cut off, damaged or not a file ever meets a check.
 */
#include "check_fixture.h"
#include "evidence_folder.h"
#include "evidence_samples.h"

#define PASSES "<testsuite><testcase name=\"a\"/></testsuite>"
#define FAILS "<testsuite><testcase name=\"a\"><failure/></testcase></testsuite>"

/* ---- where they come from ---- */

static const struct {
	const char *check;
	const char *files[2]; /* in the directory; of contents by their names: "bad" fails */
	const char *tree;     /* in the service */
	bool is_given, is_due;
	enum done_verdict verdict;
	const char *says;
} places[] = {
    /* No directory: passed over where none is due, unmet where one is. */
    {"tests: j.xml", {NULL}, NULL, false, false, DONE_NOT_APPLICABLE,
        "tests run in CI: their results are judged there, or with --evidence DIR"},
    {"tests: {reports: j.xml, from: evidence}", {NULL}, "j.xml", false, false, DONE_NOT_APPLICABLE,
        "tests run in CI"},
    {"coverage: {reports: j.xml, min: 1%}", {NULL}, NULL, false, false, DONE_NOT_APPLICABLE,
        "coverage is measured in CI"},
    {"scan: j.xml", {NULL}, NULL, false, false, DONE_NOT_APPLICABLE, "scanners run in CI"},
    {"performance: j.xml", {NULL}, NULL, false, false, DONE_NOT_APPLICABLE, "load tests and"},
    {"tests: j.xml", {NULL}, NULL, false, true, DONE_UNMET,
        "no evidence directory was given, and reports are expected in one ('j.xml')"},
    {"tests: {reports: j.xml, from: evidence}", {NULL}, "j.xml", false, true, DONE_UNMET,
        "no evidence directory was given"},
    /* An empty one is unmet, due or not. */
    {"tests: j.xml", {NULL}, NULL, true, false, DONE_UNMET, "no report matches 'j.xml' in '"},
    {"tests: {reports: j.xml, from: evidence}", {NULL}, "j.xml", true, false, DONE_UNMET,
        "no report matches 'j.xml' in '"},
    /* The tree alone needs no directory. */
    {"tests: {reports: j.xml, from: tree}", {NULL}, NULL, false, false, DONE_UNMET,
        "there is no 'j.xml'"},
    {"tests: {reports: j.xml, from: tree}", {"bad/j.xml"}, "j.xml", true, true, DONE_MET,
        "committed, so claimed"},
    {"tests: j.xml", {NULL}, "j.xml", false, true, DONE_MET, "committed, so claimed"},
    {"tests: j.xml", {NULL}, "j.xml", true, true, DONE_MET, "committed, so claimed"},
    /* The directory goes first. */
    {"tests: j.xml", {"j.xml"}, NULL, true, true, DONE_MET, "made in this run"},
    {"tests: '**/*.xml'", {"a/bad.xml"}, "j.xml", true, true, DONE_UNMET, "'a' failed"},
    {"tests: '*.xml'", {"a/bad.xml"}, "j.xml", true, true, DONE_MET, "committed, so claimed"},
    /* Relative to the service, its path or its name. */
    {"tests: j.xml", {"services/shop/j.xml", "bad.xml"}, NULL, true, true, DONE_MET,
        "made in this run"},
    {"tests: '**/*.xml'", {"shop/j.xml", "bad.xml"}, NULL, true, true, DONE_MET,
        "made in this run"},
    {"tests: '/j.xml'", {"shop/x", "j.xml"}, NULL, true, true, DONE_MET, "made in this run"},
    /* Another service has a part of its own: this one has none. */
    {"tests: '**/*.xml'", {"cart/j.xml"}, NULL, true, true, DONE_UNMET,
        ", where other services have a subdirectory"},
    {"tests: '**/*.xml'", {"services/cart/j.xml", "j.xml"}, NULL, true, true, DONE_UNMET,
        ", where other services have a subdirectory"},
};

static void test_reports__come_from_the_directory_or_the_tree(void **state)
{
	static struct done_service services[2] = {
	    {.name = "cart", .path = "services/cart", .stage = "production", .in_head = true}};

	(void)state;
	for (size_t i = 0; TEST_EACH(places, i, places[i].check); i++) {
		struct check_fixture f;
		struct evidence_folder folder;
		struct done_services map = {.items = services, .nr = 2};
		const char *says;

		evidence_folder_make(&folder);
		check_open(&f, "services/shop");
		services[1] = f.service;
		for (size_t j = 0; j < 2 && places[i].files[j]; j++)
			evidence_folder_file(&folder, places[i].files[j],
			    strstr(places[i].files[j], "bad") ? FAILS : PASSES);
		if (places[i].tree)
			fake_file(&f.head,
			    done_arena_printf(&f.arena, "services/shop/%s", places[i].tree),
			    PASSES);
		evidence_folder_open(&folder);
		f.evidence = places[i].is_given ? &folder.opened : NULL;
		f.is_evidence_due = places[i].is_due;
		assert_success(check_load(&f, places[i].check), f.err);
		f.result = (struct done_result){.verdict = DONE_WAIVED};
		check_view(&f);
		f.view.services = &map;
		f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
		assert_success(f.rc, f.err);
		says = f.result.nr ? f.result.findings[0].message : f.result.reason;
		if (f.result.verdict != places[i].verdict || !strstr(says, places[i].says))
			fail_msg("%s: %s", done_verdict_name(f.result.verdict), says);
		check_close(&f);
		evidence_folder_remove(&folder);
	}
}

static void test_reports__of_the_base_come_from_its_directory(void **state)
{
	struct check_fixture f;
	struct evidence_folder head, base;

	(void)state;
	evidence_folder_make(&head);
	evidence_folder_make(&base);
	evidence_folder_file(&head, "j.xml", PASSES);
	evidence_folder_file(
	    &base, "j.xml", "<testsuite><testcase name=\"a\"/><testcase name=\"b\"/></testsuite>");
	evidence_folder_open(&head);
	evidence_folder_open(&base);
	check_open(&f, "s");
	f.evidence = &head.opened;
	f.evidence_base = &base.opened;
	check_run(&f, "tests: {reports: j.xml, max_drop: 10%}");
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.verdict, DONE_UNMET);
	assert_non_null(strstr(f.result.findings[0].message, "1 tests, 2 at the base"));
	check_close(&f);
	evidence_folder_remove(&head);
	evidence_folder_remove(&base);
}

static void test_reports__that_are_no_files_are_findings(void **state)
{
	struct check_fixture f;
	struct evidence_folder folder;

	(void)state;
	evidence_folder_make(&folder);
	assert_int_equal(symlink("/etc/passwd", evidence_folder_note(&folder, "a.xml")), 0);
	assert_int_equal(mkfifo(evidence_folder_note(&folder, "b.xml"), 0600), 0);
	evidence_folder_file(&folder, "c.xml", PASSES);
	evidence_folder_open(&folder);
	check_open(&f, "s");
	f.evidence = &folder.opened;
	check_run(&f, "tests: '*.xml'");
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.verdict, DONE_UNMET);
	assert_int_equal(f.result.nr, 2);
	assert_string_equal(f.result.findings[0].message, "'a.xml' is a symbolic link");
	assert_string_equal(f.result.findings[1].message, "'b.xml' is a named pipe");
	check_close(&f);
	evidence_folder_remove(&folder);
}

/* ---- bad reports ---- */

/* The samples are about a service with src/pay.js of four lines. */
static enum done_verdict reports_verdict(
    struct check_fixture *f, const struct evidence_sample *one, struct done_bytes bytes)
{
	enum done_verdict verdict;

	check_open(f, "services/shop");
	fake_file(&f->head, "services/shop/src/pay.js", "1\n2\n3\n4\n");
	fake_file_bytes(&f->head, "services/shop/r", bytes.ptr, bytes.len);
	check_run(f, evidence_sample_check(one));
	verdict = f->rc < 0 ? DONE_UNDECIDED : f->result.verdict;
	if (verdict == DONE_UNMET && (!f->result.nr || !f->result.findings[0].message[0]))
		fail_msg("unmet without a finding");
	if (f->rc < 0 && (f->err.code != DONE_E_UNDECIDED || !f->err.message[0]))
		fail_msg("an error that is not 'undecided'");
	return verdict;
}

static void test_reports__good_samples_are_met_and_bad_ones_are_not(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];
		uint32_t yields = done_evidence_reader_find(one->format)->yields;
		/* The error rate is asked of every load test. */
		bool is_never_met =
		    (yields & DONE_YIELDS(REQUESTS)) && !(yields & DONE_YIELDS(ERROR_RATE));
		struct check_fixture f;

		if ((reports_verdict(&f, one, (struct done_bytes){one->good, strlen(one->good)}) ==
		        DONE_MET) == is_never_met)
			fail_msg("%s", f.rc < 0 ? f.err.message : f.result.findings[0].message);
		check_close(&f);
		assert_int_equal(
		    reports_verdict(&f, one, (struct done_bytes){one->bad, strlen(one->bad)}),
		    DONE_UNMET);
		check_close(&f);
	}
}

/* What is left of it is the whole but for blanks at the end; or a shorter one that is whole, maybe
 * with a part of a comment. */
static bool reports_may_be_met(const struct evidence_sample *one, size_t len)
{
	const char *rest = one->good + len;
	size_t line = len;

	if (strspn(rest, " \t\r\n") == strlen(rest))
		return true;
	while (line && one->good[line - 1] != '\n')
		line--;
	if (one->ends_anywhere && !strcmp(one->ends_anywhere, "#") && one->good[line] == '#')
		return true;
	return one->ends_anywhere && len && one->good[len - 1] == '\n' &&
	    !strncmp(rest, one->ends_anywhere, strlen(one->ends_anywhere));
}

static void test_reports__that_are_cut_are_never_met(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];

		for (size_t len = 0; len < strlen(one->good); len++) {
			struct check_fixture f;

			if (reports_verdict(&f, one, (struct done_bytes){one->good, len}) ==
			        DONE_MET &&
			    !reports_may_be_met(one, len))
				fail_msg("met after %zu bytes: %s", len, f.result.reason);
			check_close(&f);
		}
	}
}

/* Every number in turn becomes something else: what did not meet its check does not meet it then.
 */
static void test_reports__with_damaged_numbers_are_never_met(void **state)
{
	static const char *const damages[] = {"-", "NaN", "x", "", "99999999999999999999", "1e9",
	    "0x1", "null", "\"1\"", "-0", "1.5", "Infinity"};

	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];

		for (const char *at = one->bad; *at;) {
			size_t digits = strspn(at, "0123456789");

			for (size_t j = 0; digits && j < DONE_ARRAY_SIZE(damages); j++) {
				struct check_fixture f;
				struct done_buf text = {0};
				bool keeps = !strcmp(damages[j], "-");

				done_buf_add(&text, one->bad, (size_t)(at - one->bad));
				done_buf_addstr(&text, damages[j]);
				done_buf_addstr(&text, keeps ? at : at + digits);
				/* Of a line that is counted one hit is a hit: no damage. */
				if (reports_verdict(&f, one,
				        (struct done_bytes){text.ptr, text.len}) == DONE_MET &&
				    strcmp(damages[j], "99999999999999999999") != 0)
					fail_msg("met with '%s' in place of '%.*s' at %zu",
					    damages[j], (int)digits, at, (size_t)(at - one->bad));
				check_close(&f);
				done_buf_release(&text);
			}
			at += digits ? digits : 1;
		}
	}
}

static void test_reports__with_doubled_keys_are_not_read(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/r", "{\"version\": \"2.1.0\", \"version\": \"2.1.0\", \"runs\": []}");
	check_run(&f, "scan: r");
	assert_unmet(&f, 1, "s/r", 1, "duplicate key 'version'", "");
	check_close(&f);
}

/* The clock of a machine without its zone may be a day ahead, and no more. */
static void test_reports__of_the_future_are_findings(void **state)
{
	static const struct {
		const char *check, *report, *says; /* NULL: met */
	} dated[] = {
	    {"tests: r",
	        "<testsuite timestamp=\"3000-01-01T10:00:00\"><testcase name=\"a\"/></testsuite>",
	        "the report says that it was made on 3000-01-01, which is not yet"},
	    {"tests: r",
	        "<testsuite timestamp=\"2020-01-01T10:00:00\"><testcase name=\"a\"/></testsuite>",
	        NULL},
	    {"tests: r",
	        "<testsuite timestamp=\"not a day, 30\"><testcase name=\"a\"/></testsuite>", NULL},
	    {"coverage: {reports: r, min: 1%}",
	        "{\"meta\": {\"timestamp\": \"3000-01-01T10:00:00\"}, \"files\": {\"a.py\": "
	        "{\"executed_lines\": [1], \"missing_lines\": []}}, \"totals\": {}}",
	        "made on 3000-01-01"},
	    {"performance: r",
	        "{\"context\": {\"date\": \"3000-01-01\"}, \"benchmarks\": [{\"name\": \"b\", "
	        "\"real_time\": 2}]}",
	        "made on 3000-01-01"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(dated, i, dated[i].report); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/r", dated[i].report);
		fake_file(&f.head, "s/a.py", "1\n");
		check_run(&f, dated[i].check);
		assert_success(f.rc, f.err);
		if (!dated[i].says)
			assert_met(&f);
		else
			assert_non_null(strstr(f.result.findings[0].message, dated[i].says));
		/* A log does not keep such a verdict for another day. */
		assert_int_equal(f.hangs_on & DONE_HANGS_ON_DAY,
		    strstr(dated[i].report, "not a day") ? 0 : DONE_HANGS_ON_DAY);
		check_close(&f);
	}
}

static void test_reports__that_expand_are_not_read(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/r",
	    "<!DOCTYPE t [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<testsuite>"
	    "<testcase name=\"&b;\"/></testsuite>");
	check_run(&f, "tests: r");
	assert_unmet(
	    &f, 1, "s/r", 1, "entities that grow without end", "delete what stands between");
	check_close(&f);
}

static void test_reports__a_pointer_is_no_report(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/r",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:"
	    "0000000000000000000000000000000000000000000000000000000000000000\nsize 1\n");
	check_run(&f, "tests: r");
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.verdict, DONE_UNMET);
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reports__come_from_the_directory_or_the_tree),
	    cmocka_unit_test(test_reports__of_the_base_come_from_its_directory),
	    cmocka_unit_test(test_reports__that_are_no_files_are_findings),
	    cmocka_unit_test(test_reports__good_samples_are_met_and_bad_ones_are_not),
	    cmocka_unit_test(test_reports__that_are_cut_are_never_met),
	    cmocka_unit_test(test_reports__with_damaged_numbers_are_never_met),
	    cmocka_unit_test(test_reports__with_doubled_keys_are_not_read),
	    cmocka_unit_test(test_reports__of_the_future_are_findings),
	    cmocka_unit_test(test_reports__that_expand_are_not_read),
	    cmocka_unit_test(test_reports__a_pointer_is_no_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
