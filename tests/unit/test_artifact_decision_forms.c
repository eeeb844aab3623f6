/* Decision records of many hands: where a status stands, what of it counts, and what does not. */
#include "done/decision.h"
#include "support.h"

static void read_text(
    struct done_arena *arena, const char *text, const char *file, struct done_decision *out)
{
	done_decision_read(arena, (struct done_bytes){text, strlen(text)}, file, out);
}

struct row {
	const char *text;
	enum done_decision_status status;
	int line; /* 0: the record says nothing of its status */
};

static void check_rows(const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_arena arena = {0};
		struct done_decision found;

		read_text(&arena, rows[i].text, "0001-a.md", &found);
		if (found.status != rows[i].status || found.status_line != rows[i].line)
			fail_msg("%s\nstatus %d ('%s') in line %d", rows[i].text, found.status,
			    found.status_text ? found.status_text : "", found.status_line);
		done_arena_release(&arena);
	}
}

static void test_decision__says_its_status_in_one_of_three_places(void **state)
{
	static const struct row rows[] = {
	    /* front matter: MADR 3 and 4, with marks, windows endings, quotes, a list, comments
	     */
	    {"---\nstatus: accepted\n---\n# A\n", DONE_DECISION_ACCEPTED, 2},
	    {"\xEF\xBB\xBF---\r\n# optional\r\nstatus: \"accepted\"\r\ndate: "
	     "2026-01-31\r\n---\r\n# "
	     "A\r\n",
	        DONE_DECISION_ACCEPTED, 3},
	    {"---\nStatus: Accepted\n---\n# A\n", DONE_DECISION_ACCEPTED, 2},
	    {"---\nstatus: [accepted]\n---\n# A\n", DONE_DECISION_ACCEPTED, 2},
	    {"---\nparent: x\nnested:\n  status: rejected\n---\n# A\n", DONE_DECISION_UNKNOWN, 0},
	    {"---\ntitle: a: b\nstatus: accepted\n---\n# A\n", DONE_DECISION_ACCEPTED, 3},
	    {"---\nstatus: superseded by [ADR-0005](0005-b.md)\n---\n# A\n",
	        DONE_DECISION_SUPERSEDED, 2},
	    /* a section, in Nygard's form and in others */
	    {"# 1. A\n\n## Status\n\nAccepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"\xEF\xBB\xBF# 1. A\r\n\r\n## Status\r\n\r\nAccepted\r\n", DONE_DECISION_ACCEPTED, 5},
	    {"# 1. A\n\n### STATUS:\n\n**Accepted**\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## 2. Status\n\n_Accepted_ on 2026-01-31\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Decision status\n\n- Accepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status: accepted\n", DONE_DECISION_ACCEPTED, 3},
	    {"# A\n\n## Status\n\nStatus: accepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status\n\nStatus:\n\nStatus: x\n", DONE_DECISION_UNKNOWN, 7},
	    {"A\n===\n\nStatus\n------\n\nAccepted\n", DONE_DECISION_ACCEPTED, 7},
	    {"# A\n\n## Status\n\n2026-01-31: accepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status\n\n\xE2\x9C\x85 Accepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status\n\n:white_check_mark: Accepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status\n\n~~Proposed~~ Accepted\n", DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n", DONE_DECISION_ACCEPTED, 6},
	    {"# A\n\n## Status\n\nAccepted\n\nSuperseded by\n[2. B](0002-b.md)\n",
	        DONE_DECISION_SUPERSEDED, 7},
	    {"# A\n\n## Status\n\nAccepted, superseded by [2. B](0002-b.md)\n",
	        DONE_DECISION_SUPERSEDED, 5},
	    {"# A\n\n## Status\n\nAccepted (partially superseded by ADR-2)\n",
	        DONE_DECISION_ACCEPTED, 5},
	    {"# A\n\n## Status\n\nAccepted\n\nSupersedes [2. B](0002-b.md)\n",
	        DONE_DECISION_ACCEPTED, 5},
	    /* below the title: MADR 2, log4brains */
	    {"# A\n\n* Status: accepted\n* Date: 2026-01-31\n", DONE_DECISION_ACCEPTED, 3},
	    {"# A\n\n- Status: draft\n- Deciders: ada\n", DONE_DECISION_PROPOSED, 3},
	    {"# A\n\n- Date: 2026-01-31\n- **Status**: Accepted\n", DONE_DECISION_ACCEPTED, 4},
	    {"# A\n\nDate: 2026-01-31\nStatus: Accepted\n", DONE_DECISION_ACCEPTED, 4},
	    {"# A\nStatus: Accepted\n", DONE_DECISION_ACCEPTED, 2},
	    {"# A\n\n**Status:** `accepted`\n", DONE_DECISION_ACCEPTED, 3},
	};

	(void)state;
	check_rows(rows, DONE_ARRAY_SIZE(rows));
}

static void test_decision__says_nothing_elsewhere(void **state)
{
	static const struct row rows[] = {
	    {"# A\n\n## Context\n\nStatus: accepted\n", DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\n## Context\n\n* Status: accepted\n", DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\nIt answers with a\nstatus: accepted or not\n", DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\n| Status | Accepted |\n| status: accepted | x |\n", DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\n<!-- Status: accepted -->\n<!--\n* Status: accepted\n-->\n",
	        DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\n```\nStatus: accepted\n```\n", DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\n## Status quo\n\nAccepted\n", DONE_DECISION_UNKNOWN, 0},
	    {"# A\n\n## Status codes\n\nAccepted is 202\n", DONE_DECISION_UNKNOWN, 0},
	    {"Status: accepted\n\n# A\n", DONE_DECISION_UNKNOWN, 0},
	    /* a word of prose in the section does not end the decision */
	    {"# A\n\n## Status\n\nAccepted\n\nRejected options are listed below.\n",
	        DONE_DECISION_ACCEPTED, 5},
	    /* a template's choice */
	    {"# A\n\n* Status: [proposed | rejected | accepted]\n", DONE_DECISION_UNKNOWN, 3},
	    {"# A\n\n* Status: [proposed, accepted]\n", DONE_DECISION_UNKNOWN, 3},
	    {"---\nstatus: \"{proposed | accepted}\"\n---\n# A\n", DONE_DECISION_UNKNOWN, 2},
	    {"# A\n\nStatus: [Draft/Final]\n", DONE_DECISION_UNKNOWN, 3},
	};

	(void)state;
	check_rows(rows, DONE_ARRAY_SIZE(rows));
}

static void test_decision__does_not_contradict_itself(void **state)
{
	static const struct row rows[] = {
	    {"---\nstatus: accepted\n---\n# A\n\n## Status\n\nRejected\n", DONE_DECISION_UNKNOWN,
	        8},
	    {"# A\n\n* Status: accepted\n\n## Status\n\nDeprecated\n", DONE_DECISION_UNKNOWN, 3},
	    {"---\nstatus: accepted\n---\n# A\n\n## Status\n\nAccepted\n", DONE_DECISION_ACCEPTED,
	        2},
	};

	(void)state;
	check_rows(rows, DONE_ARRAY_SIZE(rows));
}

static void test_decision__successors_in_many_forms(void **state)
{
	static const struct {
		const char *text, *path;
		int64_t number;
		bool elsewhere;
	} rows[] = {
	    {"superseded by [x](<0005 b.md>)", "0005 b.md", -1, false},
	    {"superseded by **[ADR-0005](0005-b.md#top)**", "0005-b.md", 5, false},
	    {"superseded by: ADR 5", NULL, 5, false},
	    {"superseded by [ADR-0005][5]", NULL, 5, false},
	    {"superseded by 0005-b.md", NULL, 5, false},
	    {"Superseded by [[0005-b]]", NULL, 5, false},
	    {"superseded by [it](https://example.com/adr/5)", NULL, -1, true},
	    {"superseded by https://example.com/adr/5", NULL, -1, true},
	    {"superseded by [20260106-b](20260106-b.md)", "20260106-b.md", 20260106, false},
	    {"superseded\n* Superseded by: [5](0005-b.md)", "0005-b.md", 5, false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_arena arena = {0};
		struct done_decision found;

		read_text(&arena, done_arena_printf(&arena, "# A\n\n* Status: %s\n", rows[i].text),
		    "0001-a.md", &found);
		assert_int_equal(found.status, DONE_DECISION_SUPERSEDED);
		if (found.superseded_by != rows[i].number ||
		    found.superseded_elsewhere != rows[i].elsewhere ||
		    strcmp(found.superseded_path ? found.superseded_path : "",
		        rows[i].path ? rows[i].path : "") != 0)
			fail_msg("%s: %d, '%s'", rows[i].text, (int)found.superseded_by,
			    found.superseded_path ? found.superseded_path : "");
		done_arena_release(&arena);
	}
}

static void test_decision__a_day_in_the_name_is_no_number(void **state)
{
	static const struct {
		const char *file, *date;
		int64_t number;
		bool dated;
	} rows[] = {
	    {"20260131-a.md", "2026-01-31", 20260131, true},
	    {"docs/2026-01-31-a.md", "2026-01-31", 20260131, true},
	    {"0001-a.md", NULL, 1, false},
	    {"20261331-a.md", NULL, 20261331, false},
	    {"2026-a.md", NULL, 2026, false},
	    {"2026", NULL, 2026, false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_arena arena = {0};
		struct done_decision found;

		read_text(&arena, "# A\n", rows[i].file, &found);
		assert_int_equal(found.dated, rows[i].dated);
		assert_int_equal(found.number, rows[i].number);
		if (rows[i].date)
			assert_string_equal(found.date_text, rows[i].date);
		else
			assert_null(found.date_text);
		done_arena_release(&arena);
	}
}

static void test_decision__dates_in_a_section(void **state)
{
	struct done_arena arena = {0};
	struct done_decision found;

	(void)state;
	read_text(&arena, "# A\n\n## Date\n\n**2026-01-31**\n", "1.md", &found);
	assert_int_equal(found.date_line, 5);
	assert_int_not_equal(found.date, DONE_NO_DAY);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_decision__says_its_status_in_one_of_three_places),
	    cmocka_unit_test(test_decision__says_nothing_elsewhere),
	    cmocka_unit_test(test_decision__does_not_contradict_itself),
	    cmocka_unit_test(test_decision__successors_in_many_forms),
	    cmocka_unit_test(test_decision__a_day_in_the_name_is_no_number),
	    cmocka_unit_test(test_decision__dates_in_a_section),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
