/* The flat list of what a report says: its fingerprints, which outlive every rewording. */
#include <stdio.h>

#include "report/report.h"
#include "sample_report.h"

#define ITEMS_MAX 64

/* The fingerprints of all items, and how many there are. */
static size_t prints_of(const struct done_report *report, char out[][DONE_OID_HEX + 16])
{
	struct done_arena arena = {0};
	struct done_items_list list;

	done_items_collect(&arena, report, &list);
	assert_true(list.nr > 0 && list.nr <= ITEMS_MAX);
	for (size_t i = 0; i < list.nr; i++)
		snprintf(out[i], sizeof(out[i]), "%s %zu", list.items[i].fingerprint,
		    list.items[i].occurrence);
	done_arena_release(&arena);
	return list.nr;
}

/* Other words about the same things: of a note, those that it quotes. */
static void reword(struct done_report *report)
{
	static struct done_note notes[3];

	for (size_t i = 0; i < SAMPLE_PRINTS; i++)
		sample_prints[i].message = "other words";
	for (size_t i = 0; i < DONE_ARRAY_SIZE(notes); i++)
		notes[i] = sample_notes[i];
	notes[1].message =
	    "nobody's service owns 1 path; let a service's entry name '::error::unowned'";
	notes[2].message = "this takes 'docs.runbook' out";
	for (size_t i = 0; i < report->nr_runs; i++) {
		if (report->runs[i].nr_notes)
			report->runs[i].notes = notes;
	}
}

static void test_items__keep_their_fingerprints_when_reworded(void **state)
{
	char before[ITEMS_MAX][DONE_OID_HEX + 16], after[ITEMS_MAX][DONE_OID_HEX + 16];
	struct done_report report;
	size_t nr;

	(void)state;
	sample_report(&report);
	nr = prints_of(&report, before);
	reword(&report);
	assert_int_equal(prints_of(&report, after), nr);
	for (size_t i = 0; i < nr; i++)
		assert_string_equal(before[i], after[i]);
}

static void test_items__differ_in_their_fingerprints(void **state)
{
	char prints[ITEMS_MAX][DONE_OID_HEX + 16];
	struct done_report report;
	size_t nr;

	(void)state;
	sample_report(&report);
	nr = prints_of(&report, prints);
	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(prints[i], prints[j]);
	}
}

/* What ended without a report is the same in other words, and another in another file. */
static void test_items__an_error_is_told_by_its_code_and_file(void **state)
{
	static const struct {
		int code;
		const char *message, *file;
		bool same;
	} rows[] = {
	    {DONE_E_POLICY, "unknown key 'a'", ".git-done.yml", true},
	    {DONE_E_POLICY, "'a' is not a key", ".git-done.yml", true},
	    {DONE_E_POLICY, "unknown key 'a'", "base.yml", false},
	    {DONE_E_UNDECIDED, "unknown key 'a'", ".git-done.yml", false},
	};
	struct done_item first = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].message); i++) {
		struct done_error err = {0};
		struct done_item item;

		done_error_set(&err, rows[i].code, "%s", rows[i].message);
		done_error_place(&err, rows[i].file, 1, 1);
		done_item_of_error(&err, &item);
		first = i ? first : item;
		if (!strcmp(item.fingerprint, first.fingerprint) != rows[i].same)
			fail_msg("row %zu: '%s' in %s", i, rows[i].message, rows[i].file);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_items__keep_their_fingerprints_when_reworded),
	    cmocka_unit_test(test_items__differ_in_their_fingerprints),
	    cmocka_unit_test(test_items__an_error_is_told_by_its_code_and_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
