/* Which service of the base one that the change brings was before. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define ONE                                                \
	"version: 1\nservices: ['services/*', 'apps/*']\n" \
	"criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define NAMED(rules) \
	"version: 1\nservices: [" rules "]\ncriteria: {d: {checks: {r: {file: README.md}}}}\n"
#define CODE_A "alpha line one\nalpha line two\n"
#define CODE_B "bravo line one\nbravo line two\n"
#define NEW_CODE "nothing of either\nat all\n"
#define SHEET_A "owner: team-a\n"
#define SHEET_B "owner: team-b\n"

/* "apps/a was services/a" */
static void render_origin(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->services.nr; i++) {
		if (standings->items[i].origin)
			done_buf_addf(out, "%s was %s\n", standings->services.items[i].path,
			    standings->items[i].origin->path);
	}
}

static void as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

#define REMOVES(name) "note: the change removes the service '" name "': nothing left to judge\n"

static const struct gate_row rows[] = {
    {"nothing goes", {P, ONE, "services/a/m", CODE_A}, {"apps/b/m", CODE_A}, "", NULL},
    {"nothing comes", {P, ONE, "services/a/m", CODE_A, "services/b/m", CODE_B},
        {"services/a/m", GONE}, REMOVES("services/a"), NULL},
    {"by its files", {P, ONE, "services/a/m", CODE_A}, {"services/a/m", GONE, "apps/z/m", CODE_A},
        "apps/z was services/a\nnote: the change moves the service 'services/a' to 'apps/z', *\n",
        NULL},
    {"by its name", {P, ONE, "services/a/m", CODE_A}, {"services/a/m", GONE, "apps/a/n", NEW_CODE},
        "apps/a was services/a\n" REMOVES("services/a"), NULL},
    {"by its sheet, byte by byte",
        {P, ONE, "services/b/m", CODE_B, "services/b/k", CODE_B "1", "services/b/l", CODE_B "2",
            "services/b/done.yml", SHEET_B},
        {"services/b/m", GONE, "services/b/k", GONE, "services/b/l", GONE, "services/b/done.yml",
            GONE, "apps/a/n", NEW_CODE, "apps/a/done.yml", SHEET_B},
        "apps/a was services/b\n" REMOVES("services/b"), NULL},
    {"a sheet that is edited is another",
        {P, ONE, "services/a/m", CODE_A, "services/a/done.yml", SHEET_A},
        {"services/a/m", GONE, "services/a/done.yml", GONE, "apps/z/n", NEW_CODE, "apps/z/done.yml",
            SHEET_B},
        REMOVES("services/a"), NULL},
    {"two without a sheet do not share one", {P, ONE, "services/a/m", CODE_A},
        {"services/a/m", GONE, "apps/z/n", NEW_CODE}, REMOVES("services/a"), NULL},
    {"the name goes before the sheet",
        {P, ONE, "services/a/m", CODE_A, "services/b/m", CODE_B, "services/b/k", CODE_B "1",
            "services/b/l", CODE_B "2", "services/b/done.yml", SHEET_B},
        {"services/a/m", GONE, "services/b/m", GONE, "services/b/k", GONE, "services/b/l", GONE,
            "services/b/done.yml", GONE, "apps/a/n", NEW_CODE, "apps/a/done.yml", SHEET_B},
        "apps/a was services/a\n" REMOVES("services/a") REMOVES("services/b"), NULL},
    {"the files go before the name", {P, ONE, "services/a/m", CODE_A, "services/b/p", CODE_B},
        {"services/a/m", GONE, "services/b/p", GONE, "apps/b/m", CODE_A},
        "apps/b was services/a\nnote: the change moves the service 'services/a' to 'apps/b', "
        "*\n" REMOVES("services/b"),
        NULL},
    {"by names in another order than the paths",
        {P, NAMED("'services/\x2a/*', 'apps/\x2a/*'"), "services/a/zz/p", CODE_A, "services/b/yy/p",
            CODE_B},
        {"services/a/zz/p", GONE, "services/b/yy/p", GONE, "apps/c/yy/n", NEW_CODE, "apps/d/zz/n",
            NEW_CODE "1"},
        "apps/c/yy was services/b/yy\napps/d/zz was services/a/zz\n" REMOVES("services/a/zz")
            REMOVES("services/b/yy"),
        NULL},
    {"each is matched once", {P, ONE, "services/a/m", CODE_A},
        {"services/a/m", GONE, "apps/a/n", NEW_CODE, "apps/z/n", NEW_CODE},
        "apps/a was services/a\n" REMOVES("services/a"), NULL},
    {"two that swap", {P, ONE, "services/a/m", CODE_A, "services/b/m", CODE_B},
        {"services/a/m", GONE, "services/b/m", GONE, "apps/a/m", CODE_A, "apps/b/m", CODE_B},
        "apps/a was services/a\napps/b was services/b\n"
        "note: the change moves the service 'services/a' to 'apps/a', *\n"
        "note: the change moves the service 'services/b' to 'apps/b', *\n",
        NULL},
    {"the name that the map gives",
        {P, NAMED("{path: services/a, name: pay}, {path: apps/q, name: other}"), "services/a/m",
            CODE_A},
        {P, NAMED("{path: services/a, name: old}, {path: apps/q, name: pay}"), "services/a/m", GONE,
            "apps/q/n", NEW_CODE},
        REMOVES("services/a"), NULL},
    {"an audit knows no before", {P, ONE, "services/a/m", CODE_A},
        {"services/a/m", GONE, "apps/a/m", CODE_A}, "", as_audit},
};

static void test_origin__is_found_by_files_name_and_sheet(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_STANDINGS, render_origin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_origin__is_found_by_files_name_and_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
