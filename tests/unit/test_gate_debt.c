/* Debt without a repository: which findings a base has, too, and where its files went. */
#include "gate/debt.h"

#include "fake_snapshot.h"
#include "support.h"

/* ---- findings ---- */

#define ABSENT "file.all: missing: ./README.md"
#define PRINT "content.forbid: forbidden: ./log.go: fmt.Print(\"a\")"
#define SHORT "file: too short: ./GUIDE.md"
#define ANY "any_of: unmet\n"

#define ABOUT(text)               \
	{                         \
		.subject = (text) \
	}
#define BY(text, by)                              \
	{                                         \
		.subject = (text), .amount = (by) \
	}
#define IN(text, file)                            \
	{                                         \
		.subject = (text), .path = (file) \
	}
#define NOTHING                 \
	{                       \
		.subject = NULL \
	}

static const struct compare_row {
	const char *name;
	struct done_told base[3], head[3];
	const char *known;          /* "10": the first is, the second is not */
	enum done_debt_state state; /* 0: TOLD */
} compare_rows[] = {
    {"the same", {ABOUT(ABSENT)}, {ABOUT(ABSENT)}, "1", 0},
    {"another file", {ABOUT(ABSENT)}, {ABOUT("file.all: missing: ./OTHER.md")}, "0", 0},
    {"another option", {ABOUT(ABSENT)}, {ABOUT("file.any: missing: ./README.md")}, "0", 0},
    {"the base meets it", {NOTHING}, {ABOUT(ABSENT)}, "0", 0},
    {"it is not asked of the base", {ABOUT(ABSENT)}, {ABOUT(ABSENT)}, "0", DONE_DEBT_CLEAR},
    {"a service that moved: its subjects speak of it as {service}",
        {ABOUT("file.all: missing: /docs/{service}.md")},
        {ABOUT("file.all: missing: /docs/{service}.md")}, "1", 0},
    {"a renamed file is called as the change calls it, so it is the same",
        {ABOUT("content.forbid: forbidden: ./output.go: x")},
        {ABOUT("content.forbid: forbidden: ./output.go: x")}, "1", 0},
    {"one more of two that are alike", {ABOUT(PRINT)}, {ABOUT(PRINT), ABOUT(PRINT " #2")}, "10", 0},
    {"one fewer", {ABOUT(PRINT), ABOUT(PRINT " #2")}, {ABOUT(PRINT)}, "1", 0},
    {"blanks are nothing", {ABOUT("content.forbid: forbidden: ./a.go: f( a , b )")},
        {ABOUT("content.forbid: forbidden: ./a.go: f(a, b)")}, "1", 0},
    {"a line that is split",
        {ABOUT("content.forbid: forbidden: ./a.go: func f() { fmt.Println(1) }")},
        {ABOUT("content.forbid: forbidden: ./a.go: fmt.Println(1)")}, "1", 0},
    {"a line that is joined", {ABOUT("content.forbid: forbidden: ./a.go: fmt.Println(1)")},
        {ABOUT("content.forbid: forbidden: ./a.go: func f() { fmt.Println(1) }")}, "1", 0},
    {"a split line stands for one",
        {ABOUT("content.forbid: forbidden: ./a.go: func f() { fmt.Println(1) }")},
        {ABOUT("content.forbid: forbidden: ./a.go: fmt.Println(1)"),
            ABOUT("content.forbid: forbidden: ./a.go: fmt.Println(1) // again")},
        "10", 0},
    {"the same line of another file",
        {ABOUT("content.forbid: forbidden: ./a.go: func f() { fmt.Println(1) }")},
        {ABOUT("content.forbid: forbidden: ./b.go: fmt.Println(1)")}, "0", 0},
    {"no worse", {BY(SHORT, 20)}, {BY(SHORT, 20)}, "1", 0},
    {"shrank", {BY(SHORT, 20)}, {BY(SHORT, 19.5)}, "1", 0},
    {"grew worse", {BY(SHORT, 20)}, {BY(SHORT, 20.5)}, "0", 0},
    {"what was not measured is no smaller", {ABOUT(SHORT)}, {BY(SHORT, 5)}, "1", 0},
    {"nothing was there at all: what is there now is no worse", {ABOUT("markdown.file: missing")},
        {ABOUT("markdown.sections[0]: too short: ./README.md: run")}, "1", 0},
    {"no ground for another kind", {ABOUT("markdown.file: missing")},
        {ABOUT("content.match: missing: ./a.go")}, "0", 0},
    {"a way of any_of that has fewer gaps", {ABOUT(ANY "a: missing\nb: missing: x\nb: missing: y")},
        {ABOUT(ANY "a: missing\nb: missing: y")}, "1", 0},
    {"a way of any_of with a gap that is new", {ABOUT(ANY "a: missing\nb: missing: y")},
        {ABOUT(ANY "a: missing\nb: missing: z")}, "0", 0},
    {"unreadable: known in files that are unchanged, and only there", {NOTHING},
        {IN("a: x", "same.go"), IN("a: y", "edited.go"), ABOUT("a: z")}, "100",
        DONE_DEBT_UNREADABLE},
    {"missing: nothing is known", {NOTHING}, {IN("a: x", "same.go")}, "0", DONE_DEBT_MISSING},
};

static bool is_same(void *data, const char *path)
{
	(void)data;
	return !strcmp(path, "same.go");
}

static size_t count_told(const struct done_told *told)
{
	size_t nr = 0;

	while (nr < 3 && told[nr].subject)
		nr++;
	return nr;
}

static void test_debt__knows_findings_by_subject_and_amount(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(compare_rows, i, compare_rows[i].name); i++) {
		const struct compare_row *row = &compare_rows[i];
		struct done_arena arena = {0};
		struct done_told told[3];
		struct done_debt_base base = {.state = row->state ? row->state : DONE_DEBT_TOLD,
		    .told = told,
		    .nr = count_told(row->base)};
		bool known[3] = {false};
		char text[4] = "";
		size_t nr = count_told(row->head);

		if (!strcmp(row->name, "it is not asked of the base"))
			base.state = DONE_DEBT_CLEAR;
		memcpy(told, row->base, sizeof(told));
		done_debt_compare(&arena, &base, row->head, nr, known, is_same, NULL);
		for (size_t j = 0; j < nr; j++)
			text[j] = known[j] ? '1' : '0';
		if (strcmp(text, row->known) != 0)
			fail_msg("%s: %s, not %s", row->name, text, row->known);
		done_arena_release(&arena);
	}
}

/* Two findings of a hundred thousand each: the slow ways have a limit of their own. */
static void test_debt__compares_a_hundred_thousand(void **state)
{
	enum { MANY = DONE_TOLD_MAX };
	struct done_arena arena = {0};
	struct done_told *base = done_arena_array(&arena, MANY, sizeof(*base));
	struct done_told *head = done_arena_array(&arena, MANY, sizeof(*head));
	bool *known = done_arena_array(&arena, MANY, sizeof(*known));
	struct done_debt_base told = {.state = DONE_DEBT_TOLD, .told = base, .nr = MANY};
	size_t nr = 0;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		base[i].subject = done_arena_printf(&arena, "a: x: ./f%zu", i);
		head[i].subject = done_arena_printf(&arena, "a: x: ./f%zu", i + 5);
	}
	done_debt_compare(&arena, &told, head, MANY, known, is_same, NULL);
	for (size_t i = 0; i < MANY; i++)
		nr += known[i];
	assert_int_equal(nr, MANY - 5);
	done_arena_release(&arena);
}

/* ---- where files went ---- */

#define TEN "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"

static const struct moves_row {
	const char *name;
	const char *base[9], *head[9]; /* path, text, … */
	const char *moves;             /* "from > to\n", ascending */
} moves_rows[] = {
    {"nothing", {"a", "1"}, {"a", "2"}, ""},
    {"the same bytes", {"a/x", "1"}, {"b/y", "1"}, "a/x > b/y\n"},
    {"the same name, edited", {"a/x", "1"}, {"b/x", "2"}, "a/x > b/x\n"},
    {"half of its lines", {"a", TEN}, {"b", TEN "11\n12\n"}, "a > b\n"},
    {"another name and other lines", {"a", "1\n2\n"}, {"b", "3\n4\n"}, ""},
    {"a copy is new", {"a", "1"}, {"a", "1", "b", "1"}, ""},
    {"the nearer place of two", {"p/m/x", "1", "q/n/x", "2"}, {"r/m/x", "3", "r/n/x", "4"},
        "p/m/x > r/m/x\nq/n/x > r/n/x\n"},
    {"bytes come before names", {"a/x", "1", "b/y", "2"}, {"c/x", "2", "c/y", "1"},
        "a/x > c/y\nb/y > c/x\n"},
    {"two that are alike: neither", {"a", TEN, "b", TEN "x\n"}, {"c", TEN "y\n"}, ""},
};

static void fill(struct fake_snapshot *fake, const char *const *files)
{
	for (size_t i = 0; files[i]; i += 2)
		fake_file(fake, files[i], files[i + 1]);
}

static void test_debt__follows_files(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(moves_rows, i, moves_rows[i].name); i++) {
		const struct moves_row *row = &moves_rows[i];
		struct fake_snapshot fakes[2];
		struct done_snapshot base, head;
		struct done_changes changes = {0};
		struct done_moves moves;
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_buf text = {0};

		memset(fakes, 0, sizeof(fakes));
		fill(&fakes[0], row->base);
		fill(&fakes[1], row->head);
		fake_open(&fakes[0], &base);
		fake_open(&fakes[1], &head);
		assert_int_equal(done_changes_between(&base, &head, &arena, &changes, &err), 0);
		assert_int_equal(
		    done_moves_between(&arena, &base, &head, &changes, &moves, &err), 0);
		done_buf_addstr(&text, "");
		for (size_t j = 0; j < moves.nr; j++)
			done_buf_addf(&text, "%s > %s\n", moves.items[j].from, moves.items[j].to);
		if (strcmp(text.ptr, row->moves) != 0)
			fail_msg("%s: got '%s'", row->name, text.ptr);
		done_buf_release(&text);
		done_arena_release(&arena);
		fake_release(&fakes[0]);
		fake_release(&fakes[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_debt__knows_findings_by_subject_and_amount),
	    cmocka_unit_test(test_debt__compares_a_hundred_thousand),
	    cmocka_unit_test(test_debt__follows_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
