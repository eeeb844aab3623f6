/* Decision records in the forms that are in use. */
#include "done/decision.h"
#include "support.h"

struct row {
	const char *text, *file, *title;
	int64_t number;
	enum done_decision_status status;
	int status_line;
	const char *date;
	int date_line;
};

static void read_text(
    struct done_arena *arena, const char *text, const char *file, struct done_decision *out)
{
	done_decision_read(arena, (struct done_bytes){text, strlen(text)}, file, out);
}

static void test_decision__both_forms_are_read(void **state)
{
	static const struct row rows[] = {
	    /* Nygard's, as adr-tools writes it. */
	    {"# 3. Use PostgreSQL\n\nDate: 2026-01-31\n\n## Status\n\nAccepted\n\n## "
	     "Context\n\nx\n",
	        "docs/adr/0003-use-postgresql.md", "Use PostgreSQL", 3, DONE_DECISION_ACCEPTED, 7,
	        "2026-01-31", 3},
	    /* MADR 3 and 4. */
	    {"---\nstatus: \"accepted\"\ndate: 2026-01-31\ndecision-makers: [ada]\n---\n# Use "
	     "PostgreSQL\n\n## Context\n\nStatus: rejected\n",
	        "0004-x.md", "Use PostgreSQL", 4, DONE_DECISION_ACCEPTED, 2, "2026-01-31", 3},
	    /* MADR 2. */
	    {"# Use PostgreSQL\n\n* Status: proposed\n* Deciders: ada\n* Date: 2026-01-31 <!-- "
	     "x "
	     "-->\n\n## Context\n",
	        "ADR-12_x.md", "Use PostgreSQL", 12, DONE_DECISION_PROPOSED, 3, "2026-01-31", 5},
	    /* Dressed up, in code, windows endings. */
	    {"```\n# 9. no\nStatus: rejected\n```\r\n# ADR-0007: Title\r\n\r\n**Status:** "
	     "Deprecated\r\n- **Date**: 2026-02-28\r\n",
	        "x.md", "Title", 7, DONE_DECISION_DEPRECATED, 7, "2026-02-28", 8},
	    /* Below "Status" the word that ends the decision counts. */
	    {"# 1. A\n\n## Status\n\nAccepted\n\nSuperceded by [2. B](0002-b.md)\n", "0001-a.md",
	        "A", 1, DONE_DECISION_SUPERSEDED, 7, NULL, 0},
	    {"# T\n## Status\n2026\n", "t.md", "T", -1, DONE_DECISION_UNKNOWN, 3, NULL, 0},
	    {"# T\n\nStatus: proposed | accepted\nDate: YYYY-MM-DD\n", "1.md", "T", 1,
	        DONE_DECISION_UNKNOWN, 3, "YYYY-MM-DD", 4},
	    {"status: accepted\n", "1-a.md", NULL, 1, DONE_DECISION_UNKNOWN, 0, NULL, 0},
	    {"", "README.md", NULL, -1, DONE_DECISION_UNKNOWN, 0, NULL, 0},
	    {"#\n# \n", "a", "", -1, DONE_DECISION_UNKNOWN, 0, NULL, 0},
	    {"# T\nAcceptedly: x\n## Status\nAcceptedly\n", "99999999999-a.md", "T", -1,
	        DONE_DECISION_UNKNOWN, 4, NULL, 0},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		const struct row *row = &rows[i];
		struct done_arena arena = {0};
		struct done_decision found;

		read_text(&arena, row->text, row->file, &found);
		if (row->title)
			assert_string_equal(found.title, row->title);
		else
			assert_null(found.title);
		assert_int_equal(found.number, row->number);
		if (found.status != row->status || found.status_line != row->status_line)
			fail_msg("%s: status %d at %d", row->text, found.status, found.status_line);
		if (row->date)
			assert_string_equal(found.date_text, row->date);
		else
			assert_null(found.date_text);
		assert_int_equal(found.date_line, row->date_line);
		done_arena_release(&arena);
	}
}

static void test_decision__days_must_exist(void **state)
{
	static const struct {
		const char *date;
		bool exists;
	} rows[] = {
	    {"2026-02-28", true},
	    {"2026-02-30", false},
	    {"2026-1-1", false},
	    {"2026-01-011", false},
	    {"yesterday", false},
	    {"\"2026-02-28\"", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].date); i++) {
		struct done_arena arena = {0};
		struct done_decision found;

		read_text(&arena, done_arena_printf(&arena, "# T\nDate: %s\n", rows[i].date),
		    "1.md", &found);
		assert_int_equal(found.date != DONE_NO_DAY, rows[i].exists);
		assert_non_null(found.date_text);
		done_arena_release(&arena);
	}
}

static void test_decision__successors_are_numbers_or_links(void **state)
{
	static const struct {
		const char *status, *path;
		int64_t number;
	} rows[] = {
	    {"superseded by [ADR-0005](0005-b.md)", "0005-b.md", 5},
	    {"Superseded by [5. B](../x/0005-b.md#top)", "../x/0005-b.md", 5},
	    {"superseded by ADR-0123", NULL, 123},
	    {"superseded by 7", NULL, 7},
	    {"superseded", NULL, -1},
	    {"superseded by better judgement", NULL, -1},
	    {"superseded by [x]()", NULL, -1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].status); i++) {
		struct done_arena arena = {0};
		struct done_decision found;

		read_text(&arena,
		    done_arena_printf(&arena, "---\nstatus: %s\n---\n# T\n", rows[i].status),
		    "1.md", &found);
		assert_int_equal(found.status, DONE_DECISION_SUPERSEDED);
		assert_int_equal(found.superseded_by, rows[i].number);
		if (rows[i].path)
			assert_string_equal(found.superseded_path, rows[i].path);
		else
			assert_null(found.superseded_path);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_decision__both_forms_are_read),
	    cmocka_unit_test(test_decision__days_must_exist),
	    cmocka_unit_test(test_decision__successors_are_numbers_or_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
