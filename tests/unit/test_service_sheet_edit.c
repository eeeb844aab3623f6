/* An entry is added to a sheet's text, and nothing else is changed; or it is refused. */
#include <string.h>

#include "done/sheet_edit.h"

#include "support.h"

static const struct done_sheet_pair pairs[] = {
    {"check", "docs.readme"},
    {"reason", "it \"moves\": # soon"},
    {"until", "2027-01-15"},
};
static const struct done_sheet_entry entry = {
    .list = "waivers", .pairs = pairs, .nr = DONE_ARRAY_SIZE(pairs)};
#define ENTRY "{check: docs.readme, reason: \"it \\\"moves\\\": # soon\", until: 2027-01-15}"

/* The mark @ stands where the insertion is; the text without it is the sheet. */
struct edit_row {
	const char *name, *text;
	const char *inserted; /* NULL: refused */
	int line;
};

static const struct edit_row rows[] = {
    {"no sheet", "@", "waivers:\n  - " ENTRY "\n", 2},
    {"comments alone", "# owner: todo\n\n@", "waivers:\n  - " ENTRY "\n", 4},
    {"a sheet without the list", "owner: a # us\nstage: production\n@", "waivers:\n  - " ENTRY "\n",
        4},
    {"without a final line break", "owner: a@", "\nwaivers:\n  - " ENTRY, 3},
    {"CRLF", "owner: a\r\n@", "waivers:\r\n  - " ENTRY "\r\n", 3},
    {"CRLF without a final line break", "stage: production\r\nowner: a@",
        "\r\nwaivers:\r\n  - " ENTRY, 4},
    {"an indented map", "  owner: a\n  stage: b\n@", "  waivers:\n    - " ENTRY "\n", 4},
    {"a text of several lines at the end", "owner: a\nx-note: |\n  one\n  # two\n@",
        "waivers:\n  - " ENTRY "\n", 6},
    {"a list of lines", "waivers:\n  - {check: a.b, until: 2027-01-01}\n@owner: a\n",
        "  - " ENTRY "\n", 3},
    {"a list of maps in lines",
        "waivers:\n  - check: a.b # for now\n    until: 2027-01-01\n@\n# The owner.\nowner: a\n",
        "  - " ENTRY "\n", 4},
    {"a list that is not indented", "waivers:\n- check: a.b\n@owner: a\n", "- " ENTRY "\n", 3},
    {"a list deeply indented", "waivers:\n      - check: a.b\n@", "      - " ENTRY "\n", 3},
    {"a list at the end, unended", "owner: a\nwaivers:\n  - check: a.b@", "\n  - " ENTRY, 4},
    {"a list at the end, CRLF", "waivers:\r\n  - check: a.b\r\n@", "  - " ENTRY "\r\n", 3},
    {"a comment below the last item", "waivers:\n  - check: a.b\n@  # ends in May\nowner: a\n",
        "  - " ENTRY "\n", 3},
    {"a block of text in the last item, with '#' in it",
        "waivers:\n  - check: a.b\n    reason: |\n      one\n      # two\n@owner: a\n",
        "  - " ENTRY "\n", 6},
    {"a block that keeps its blank lines",
        "waivers:\n  - check: a.b\n    reason: |+\n      one\n\n\n@owner: a\n", "  - " ENTRY "\n",
        7},
    {"an empty list in brackets", "waivers: [@]\nowner: a\n", ENTRY, 1},
    {"a list in brackets", "waivers: [{check: a.b, reason: 'it''s ]'}@] # all\nowner: a\n",
        ", " ENTRY, 1},
    {"a list in brackets over lines, with comments",
        "waivers: [\n  {check: a.b}, # ]\n  {check: c.d}@ # }\n]\n", ", " ENTRY, 3},
    {"a comma behind the last", "waivers: [{check: a.b},@ ]\n", " " ENTRY, 1},
    {"a word with a quote in it", "waivers: [{check: a.b, reason: don't}@]\n", ", " ENTRY, 1},
    {"the whole sheet in braces", "{owner: a, stage: b@}\n", ", waivers: [" ENTRY "]", 1},
    {"the list in braces", "{waivers: [{check: a.b}@], owner: a}\n", ", " ENTRY, 1},
    {"behind a document's start", "---\nowner: a\n@", "waivers:\n  - " ENTRY "\n", 4},
    {"a name beyond ASCII before the bracket", "{owner: \"ä\", waivers: [{check: ü.b}@]}\n",
        ", " ENTRY, 1},
    {"behind a document's end", "owner: a\n...\n@", NULL, 1},
    {"one map in place of a list", "waivers: {check: a.b}\n", NULL, 1},
    {"nothing behind the key", "waivers:\nowner: a\n", NULL, 1},
    {"tabs that indent", "owner: a\nwaivers:\n\t- check: a.b\n", NULL, 3},
    {"an anchor", "owner: &us a\n", NULL, 1},
    {"two documents", "owner: a\n---\nowner: b\n", NULL, 2},
    {"not YAML", "owner: [\n", NULL, 2},
    {"a list as the sheet", "- owner\n", NULL, 1},
    {"a byte-order mark", "\xEF\xBB\xBFowner: a\n", NULL, 1},
};

static void check_edit(const struct edit_row *row)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_buf before = {0}, wanted = {0}, out = {0};
	size_t at = strcspn(row->text, "@");
	int line = 0, rc;

	done_buf_add(&before, row->text, at);
	done_buf_add(&wanted, row->text, at);
	done_buf_addstr(&wanted, row->inserted ? row->inserted : "");
	done_buf_addstr(&before, row->text[at] ? row->text + at + 1 : "");
	done_buf_addstr(&wanted, row->text[at] ? row->text + at + 1 : "");
	rc = done_sheet_entry_add(&arena,
	    (struct done_bytes){before.ptr ? before.ptr : "", before.len}, "done.yml", &entry, &out,
	    &line, &err);
	if (row->inserted) {
		assert_string_equal(out.ptr ? out.ptr : err.message, wanted.ptr);
		assert_int_equal(rc, 0);
		assert_int_equal(line, row->line);
	} else {
		assert_int_equal(rc, DONE_E_POLICY);
		assert_int_equal(out.len, 0);
		assert_string_equal(err.file, "done.yml");
		assert_int_equal(err.line, row->line);
	}
	done_buf_release(&before);
	done_buf_release(&wanted);
	done_buf_release(&out);
	done_arena_release(&arena);
}

static void test_edit__adds_one_entry_and_changes_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		check_edit(&rows[i]);
}

/* ---- an entry that is there ---- */

static const struct done_sheet_pair new_pairs[] = {
    {"check", "a.b"},
    {"reason", "it \"moves\": # soon"},
    {"by", "lead@x"},
    {"until", "2027-01-15"},
};
#define REASON "\"it \\\"moves\\\": # soon\""

static const struct renew_row {
	const char *name, *text, *wanted; /* wanted NULL: refused */
	size_t at;
} renewals[] = {
    {"in braces",
        "waivers: # ours\n  - {check: a.b, reason: soon, by: me, until: 2026-01-01} # x\n",
        "waivers: # ours\n  - {check: a.b, reason: " REASON
        ", by: \"lead@x\", until: 2027-01-15} # x\n",
        0},
    {"in lines, in another order, with comments",
        "waivers:\n  - until: 2026-01-01 # May\n    check: a.b\n    # who\n    by: me\n    "
        "reason: soon, "
        "{gone}\n\nowner: a",
        "waivers:\n  - until: 2027-01-15 # May\n    check: a.b\n    # who\n    by: \"lead@x\"\n   "
        " "
        "reason: " REASON "\n\nowner: a",
        0},
    {"in quotes, which may hold what ends a value",
        "waivers: [{check: 'a.b', reason: 'it''s }, # b', by: \"m\\\"e\", until: '2026-01-01'}]",
        "waivers: [{check: 'a.b', reason: " REASON ", by: \"lead@x\", until: 2027-01-15}]", 0},
    {"the second of two",
        "waivers:\r\n- {check: c.d, until: 2026-01-01}\r\n- {check: a.b, by: me, "
        "reason: soon, until: 2026-01-01}\r\n",
        "waivers:\r\n- {check: c.d, until: 2026-01-01}\r\n- {check: a.b, by: \"lead@x\", "
        "reason: " REASON ", until: 2027-01-15}\r\n",
        1},
    {"the last value of a text without a line break",
        "waivers:\n  - check: a.b\n    by: me\n    reason: soon\n    until: 2026-01-01",
        "waivers:\n  - check: a.b\n    by: \"lead@x\"\n    reason: " REASON
        "\n    until: 2027-01-15",
        0},
    {"a reason in quotes over two lines",
        "waivers:\n  - {check: a.b, by: me, reason: \"it\n    moves\", until: 2026-01-01}\n",
        "waivers:\n  - {check: a.b, by: \"lead@x\", reason: " REASON ", until: 2027-01-15}\n", 0},
    {"an extra key stays",
        "waivers: [{check: a.b, by: a, reason: b, until: 2026-01-01, x-ticket: A-1}]\n",
        "waivers: [{check: a.b, by: \"lead@x\", reason: " REASON
        ", until: 2027-01-15, x-ticket: A-1}]\n",
        0},
    {"a block of text",
        "waivers:\n  - check: a.b\n    by: me\n    until: 2026-01-01\n    reason: |\n      soon\n",
        NULL, 0},
    {"a plain text over two lines",
        "waivers:\n  - check: a.b\n    by: me\n    reason: it\n      moves\n    until: "
        "2026-01-01\n",
        NULL, 0},
    {"a key that is missing", "waivers: [{check: a.b, by: me, until: 2026-01-01}]\n", NULL, 0},
    {"another check", "waivers: [{check: a.c, by: me, reason: soon, until: 2026-01-01}]\n", NULL,
        0},
    {"no such item", "waivers: [{check: a.b, by: me, reason: soon, until: 2026-01-01}]\n", NULL, 1},
    {"an anchor", "waivers: [{check: a.b, by: me, reason: &r soon, until: 2026-01-01}]\n", NULL, 0},
    {"tabs that indent", "waivers:\n\t- {check: a.b, by: me, reason: soon, until: 2026-01-01}\n",
        NULL, 0},
};

static void test_edit__renews_an_entry_in_its_place(void **state)
{
	static const struct done_sheet_entry renewed = {
	    .list = "waivers", .pairs = new_pairs, .nr = DONE_ARRAY_SIZE(new_pairs)};

	(void)state;
	for (size_t i = 0; TEST_EACH(renewals, i, renewals[i].name); i++) {
		const struct renew_row *row = &renewals[i];
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_buf out = {0};
		int rc = done_sheet_entry_renew(&arena,
		    (struct done_bytes){row->text, strlen(row->text)}, "done.yml", &renewed,
		    row->at, &out, &err);

		assert_int_equal(rc, row->wanted ? 0 : DONE_E_POLICY);
		assert_string_equal(out.ptr ? out.ptr : "", row->wanted ? row->wanted : "");
		done_buf_release(&out);
		done_arena_release(&arena);
	}
}

static void test_edit__values_are_quoted_where_they_must_be(void **state)
{
	static const struct {
		const char *value, *written;
	} values[] = {
	    {"docs.readme", "docs.readme"},
	    {"2027-01-15", "2027-01-15"},
	    {"true", "\"true\""},
	    {"null", "\"null\""},
	    {"12", "\"12\""},
	    {"1.5", "\"1.5\""},
	    {"", "\"\""},
	    {"a: b", "\"a: b\""},
	    {"@org/team", "\"@org/team\""},
	    {"back\\slash", "\"back\\\\slash\""},
	    {"überall", "\"überall\""},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(values, i, values[i].value); i++) {
		const struct done_sheet_pair pair = {"by", values[i].value};
		const struct done_sheet_entry one = {.list = "waivers", .pairs = &pair, .nr = 1};
		struct done_buf lines = {0}, wanted = {0}, out = {0};
		struct done_arena arena = {0};
		struct done_error err = {0};
		int line;

		done_buf_addf(&wanted, "waivers:\n  - {by: %s}\n", values[i].written);
		done_sheet_entry_lines(&lines, &one, false);
		assert_string_equal(lines.ptr, wanted.ptr);
		assert_int_equal(done_sheet_entry_add(&arena, (struct done_bytes){"", 0}, "x", &one,
		                     &out, &line, &err),
		    0);
		assert_string_equal(out.ptr, wanted.ptr);
		done_buf_release(&lines);
		done_buf_release(&wanted);
		done_buf_release(&out);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_edit__adds_one_entry_and_changes_nothing_else),
	    cmocka_unit_test(test_edit__renews_an_entry_in_its_place),
	    cmocka_unit_test(test_edit__values_are_quoted_where_they_must_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
