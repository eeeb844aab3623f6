/* Whether what stands in a service's place is the service still that waivers were granted to. */
#include "gate_fixture.h"

#define WAIVED "waivers: [{check: d.r, reason: the handbook moves, by: lead, until: 2027-03-31}]\n"
#define OF(name) "service: " name "\n" WAIVED
#define LINES(four) "first line of it\nsecond line of it\nthird line of it\n" four "\n"
#define A "services/a/m"
#define SHEET "services/a/done.yml"

struct identity_row {
	const char *name;
	const char *base[GATE_FILES_MAX], *change[GATE_FILES_MAX];
	bool is_another;
	size_t fail_at; /* a read of the change's tree; 0: none */
};

static const struct identity_row rows[] = {
    {"nothing changed", {A, "x1\n", SHEET, WAIVED}, {NULL}, false, 0},
    {"all files are others", {A, LINES("one"), SHEET, WAIVED},
        {A, GONE, "services/a/n", LINES("one") "more\n", SHEET, WAIVED "owner: b\n"}, true, 0},
    {"the sheet is the same", {A, "x1\n", SHEET, WAIVED}, {A, GONE, "services/a/n", "y\n"}, false,
        0},
    {"one file of two is the same", {A, "x1\n", "services/a/k", "kept\n", SHEET, WAIVED},
        {A, "y\n", SHEET, WAIVED "owner: b\n"}, false, 0},
    {"the same bytes by another name", {A, "x1\n", SHEET, WAIVED},
        {A, GONE, "services/a/n", "x1\n", SHEET, WAIVED "owner: b\n"}, false, 0},
    {"a file edited: three lines of four kept", {A, LINES("the fourth line"), SHEET, WAIVED},
        {A, LINES("another fourth"), SHEET, WAIVED "owner: b\n"}, false, 0},
    {"a quarter of the lines", {A, LINES("the fourth line"), SHEET, WAIVED},
        {A, "the fourth line\nand all else anew\n", SHEET, WAIVED "owner: b\n"}, false, 0},
    {"less than a quarter", {A, LINES("the fourth line") "the fifth line\n", SHEET, WAIVED},
        {A, "the fifth line\nand all else anew\n", SHEET, WAIVED "owner: b\n"}, true, 0},
    {"short lines prove nothing", {A, "}\n{\nx\n", SHEET, WAIVED},
        {A, "}\n{\nx\nand more\n", SHEET, WAIVED "owner: b\n"}, true, 0},
    {"empty files prove nothing", {A, "", "services/a/k", "x1\n", SHEET, WAIVED},
        {"services/a/k", "y\n", SHEET, WAIVED "owner: b\n"}, true, 0},
    {"a catalog proves nothing",
        {A, "x1\n", "services/a/catalog-info.yaml", "kind: Component\n", SHEET, WAIVED},
        {A, "y\n", SHEET, WAIVED "owner: b\n"}, true, 0},
    {"it claims the same name: that proves nothing", {A, "x1\n", SHEET, OF("a")},
        {A, "y\n", SHEET, OF("a") "owner: b\n"}, true, 0},
    {"nothing was there but the sheet", {SHEET, WAIVED}, {A, "x1\n", SHEET, WAIVED "owner: b\n"},
        false, 0},
    {"what cannot be read excuses nothing", {A, "x1\n", SHEET, WAIVED}, {A, "x1\n"}, true, 1},
};

static bool judge(const struct identity_row *row)
{
	struct done_service service = {
	    .name = "a", .path = "services/a", .in_base = true, .in_head = true};
	struct done_trees trees;
	struct gate_fixture f;
	const struct done_sheet *before;
	bool is_another;

	gate_open(&f, row->base, row->change);
	trees = (struct done_trees){.head = &f.head, .tip = &f.tip};
	before = done_sheet_load(&f.arena, trees.tip, &service, NULL);
	service.sheet = done_sheet_load(&f.arena, trees.head, &service, NULL);
	f.fakes[0].calls = 0;
	f.fakes[0].fail_at = row->fail_at;
	f.fakes[0].fails_on = true;
	is_another = done_service_is_another(&trees, &f.arena, &service, &service, before);
	gate_close(&f);
	return is_another;
}

static void test_identity__is_in_sheet_files_or_lines(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		if (judge(&rows[i]) != rows[i].is_another)
			fail_msg("%s: it is %s one", rows[i].name,
			    rows[i].is_another ? "the same" : "another");
	}
}

/* It moved: the old place is looked at in the base, the new one in the change. */
static void test_identity__goes_along_when_it_moves(void **state)
{
	static const struct {
		const char *name, *path, *called, *sheet;
		bool is_another;
	} moves[] = {
	    {"with a file that was edited", "apps/b", "b", NULL, false},
	    {"with a sheet of the same name", "apps/b", "a", OF("a"), false},
	    {"with a sheet of another name", "apps/b", "b", OF("b"), true},
	    {"to where nothing of it is", "apps/c", "c", NULL, true},
	};
	static const char *const base[] = {A, LINES("one"), SHEET, OF("a"), NULL};
	struct done_service then = {.name = "a", .path = "services/a", .in_base = true};

	(void)state;
	for (size_t i = 0; TEST_EACH(moves, i, moves[i].name); i++) {
		const char *change[] = {A, GONE, SHEET, GONE, "apps/b/m", LINES("two"), "apps/c/n",
		    "other\n", NULL, NULL, NULL};
		struct done_service now = {
		    .name = moves[i].called, .path = moves[i].path, .in_head = true};
		struct gate_fixture f;
		struct done_trees trees;

		change[8] = moves[i].sheet ? "apps/b/done.yml" : NULL;
		change[9] = moves[i].sheet;
		gate_open(&f, base, change);
		trees = (struct done_trees){.head = &f.head, .tip = &f.tip};
		const struct done_sheet *before = done_sheet_load(&f.arena, trees.tip, &then, NULL);
		now.sheet = done_sheet_load(&f.arena, trees.head, &now, NULL);
		if (done_service_is_another(&trees, &f.arena, &now, &then, before) !=
		    moves[i].is_another)
			fail_msg("%s", moves[i].name);
		gate_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_identity__is_in_sheet_files_or_lines),
	    cmocka_unit_test(test_identity__goes_along_when_it_moves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
