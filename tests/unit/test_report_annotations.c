/* What platforms hang on files: one a cause, at a file that is there, those of many services first.
 */
#include "report/report.h"
#include "support.h"

enum { SERVICES = 4, FINDINGS = 6 };

/* A finding of the service of this number, of the check `docs.a` or `docs.b`. */
struct told {
	int service; /* 0: there is no more */
	const char *check, *path, *words;
	int line;
	const char *shown_at;
	bool is_known;
};

#define AT(service, check, path, words, line)                  \
	{                                                      \
		service, check, path, words, line, NULL, false \
	}

static const struct row {
	const char *what;
	struct told told[FINDINGS];
	const char *expected; /* "whose path:line id: message|", one after the other */
} rows[] = {
    {"one", {AT(1, "docs.a", "s1/x.go", "bad", 3)}, "s1 s1/x.go:3 docs.a: bad|"},
    {"two of one service for one reason are one, with the other place",
        {AT(1, "docs.a", "s1/x.go", "bad", 3), AT(1, "docs.a", "s1/y.go", "bad", 4)},
        "s1 s1/x.go:3 docs.a: bad (also at s1/y.go:4)|"},
    {"of more than three other places the rest is counted",
        {AT(1, "docs.a", "s1/x.go", "bad", 1), AT(1, "docs.a", "s1/x.go", "bad", 2),
            AT(1, "docs.a", "s1/x.go", "bad", 3), AT(1, "docs.a", "s1/x.go", "bad", 4),
            AT(1, "docs.a", "s1/x.go", "bad", 5), AT(1, "docs.a", "s1/x.go", "bad", 6)},
        "s1 s1/x.go:1 docs.a: bad (also at s1/x.go:2, s1/x.go:3, s1/x.go:4, and 2 more)|"},
    {"other words are another cause",
        {AT(1, "docs.a", "s1/x.go", "bad", 3), AT(1, "docs.a", "s1/y.go", "worse", 4)},
        "s1 s1/x.go:3 docs.a: bad|s1 s1/y.go:4 docs.a: worse|"},
    {"another check is another cause",
        {AT(1, "docs.a", "s1/x.go", "bad", 3), AT(1, "docs.b", "s1/x.go", "bad", 3)},
        "s1 s1/x.go:3 docs.a: bad|s1 s1/x.go:3 docs.b: bad|"},
    {"two services are two",
        {AT(1, "docs.a", "s1/x", "no x", 0), AT(2, "docs.a", "s2/x", "no x", 0)},
        "s1 s1/x:0 docs.a: no x|s2 s2/x:0 docs.a: no x|"},
    {"three services are one, and their directories do not tell them apart",
        {AT(1, "docs.a", "s1/x", "no s1/x", 0), AT(2, "docs.a", "s2/x", "no s2/x", 0),
            AT(3, "docs.a", "s3/x", "no s3/x", 0)},
        "3 services s1/x:0 docs.a: no x (in s1, s2, s3)|"},
    {"the same line outside of three services is one",
        {AT(1, "docs.a", "lib/x.go", "s1 is bad", 7), AT(2, "docs.a", "lib/x.go", "s2 is bad", 7),
            AT(3, "docs.a", "lib/x.go", "s3 is bad", 7)},
        "3 services lib/x.go:7 docs.a: s1 is bad (in s1, s2, s3)|"},
    {"one of every service before the second of any",
        {AT(1, "docs.a", "s1/x", "no x", 0), AT(1, "docs.b", "s1/y", "no y", 0),
            AT(2, "docs.a", "s2/x", "no x", 0)},
        "s1 s1/x:0 docs.a: no x|s2 s2/x:0 docs.a: no x|s1 s1/y:0 docs.b: no y|"},
    {"what many share stands first",
        {AT(1, "docs.a", "s1/x", "no x", 0), AT(1, "docs.b", "s1/y", "no y", 0),
            AT(2, "docs.b", "s2/y", "no y", 0), AT(3, "docs.b", "s3/y", "no y", 0)},
        "3 services s1/y:0 docs.b: no y (in s1, s2, s3)|s1 s1/x:0 docs.a: no x|"},
    {"what is no file is shown at one, and named",
        {{1, "docs.a", "s1/RUNBOOK.md", "no runbook", 9, "s1/main.go", false}},
        "s1 s1/main.go:0 docs.a: no runbook (s1/RUNBOOK.md)|"},
    {"at the line that the change touches",
        {{4, "docs.a", "s4/RUNBOOK.md", "no s4/RUNBOOK.md", 0, "s4/main.go", false}},
        "s4 s4/main.go:12 docs.a: no s4/RUNBOOK.md|"},
    {"what has no place is shown at a changed file, else the nearest",
        {AT(1, "docs.a", NULL, "bad", 0), AT(4, "docs.a", NULL, "bad", 0)},
        "s1 s1/README:0 docs.a: bad|s4 s4/main.go:12 docs.a: bad|"},
    {"what the base has, too, has none",
        {AT(1, "docs.a", "s1/x.go", "bad", 3), {1, "docs.a", "s1/y.go", "bad", 4, NULL, true}},
        "s1 s1/x.go:3 docs.a: bad|"},
};

static struct done_service services[SERVICES] = {
    {.name = "s1", .path = "s1"},
    {.name = "s2", .path = "s2"},
    {.name = "s3", .path = "s3"},
    {.name = "s4", .path = "s4"},
};
static const char *const anchors[SERVICES] = {"s1/README", "s2/README", "s3/README", "s4/main.go"};
static struct done_check checks[] = {{.id = "docs.a"}, {.id = "docs.b"}};
enum { CHECKS = DONE_ARRAY_SIZE(checks) };

static struct done_finding findings[SERVICES][CHECKS][FINDINGS];
static struct done_check_report check_reports[SERVICES][CHECKS];
static struct done_criterion_report criteria[SERVICES];
static struct done_service_report service_reports[SERVICES];

static void make(const struct row *row, struct done_run *run, struct done_report *report)
{
	memset(check_reports, 0, sizeof(check_reports));
	for (int i = 0; i < SERVICES; i++) {
		for (size_t j = 0; j < CHECKS; j++)
			check_reports[i][j] = (struct done_check_report){.check = &checks[j],
			    .verdict = DONE_MET,
			    .effective = DONE_NO_DAY,
			    .findings = findings[i][j]};
		criteria[i] =
		    (struct done_criterion_report){.checks = check_reports[i], .nr_checks = CHECKS};
		service_reports[i] = (struct done_service_report){.service = &services[i],
		    .verdict = DONE_UNMET,
		    .anchor = anchors[i],
		    .anchor_line = i == 3 ? 12 : 0,
		    .criteria = &criteria[i],
		    .nr_criteria = 1};
	}
	for (size_t i = 0; i < FINDINGS && row->told[i].service; i++) {
		const struct told *told = &row->told[i];
		struct done_check_report *check =
		    &check_reports[told->service - 1][strcmp(told->check, "docs.b") == 0];

		check->verdict = DONE_UNMET;
		check->nr_known += told->is_known;
		check->findings[check->nr_findings++] = (struct done_finding){.path = told->path,
		    .line = told->line,
		    .message = told->words,
		    .shown_at = told->shown_at,
		    .is_known = told->is_known};
	}
	*run =
	    (struct done_run){.same_as = -1, .services = service_reports, .nr_services = SERVICES};
	*report = (struct done_report){.runs = run, .nr_runs = 1};
}

static void test_annotations__are_one_a_cause(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].what); i++) {
		struct done_arena arena = {0};
		struct done_items_list list;
		struct done_report report;
		struct done_buf text = {0};
		struct done_run run;

		make(&rows[i], &run, &report);
		done_items_collect(&arena, &report, &list);
		done_items_spread(&list);
		for (size_t j = 0; j < list.nr; j++) {
			const struct done_item *item = &list.items[j];

			done_item_say_whose(&text, item);
			done_buf_addf(&text, " %s:%d %s: %s|", item->path, item->line, item->id,
			    item->message);
		}
		assert_string_equal(text.ptr, rows[i].expected);
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

/* What is only counted is counted where its check is told, and is no annotation of its own. */
static void test_annotations__count_what_is_dropped(void **state)
{
	static const struct row one = {"", {AT(1, "docs.a", "s1/x.go", "bad", 3)}, ""};
	struct done_arena arena = {0};
	struct done_items_list list;
	struct done_report report;
	struct done_run run;

	(void)state;
	make(&one, &run, &report);
	check_reports[0][0].nr_dropped = 7;
	done_items_collect(&arena, &report, &list);
	assert_int_equal(list.nr, 1);
	assert_string_equal(list.items[0].message, "bad (and 7 more)");
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_annotations__are_one_a_cause),
	    cmocka_unit_test(test_annotations__count_what_is_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
