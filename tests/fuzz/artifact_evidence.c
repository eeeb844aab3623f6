/*
 * Reports of evidence: the first byte says what the check wants. No crash; an error has a message
 * and the file; what is read has lines that are in the file, counts that add up, items in order.
 */
#include <stdlib.h>
#include <string.h>

#include "done/evidence.h"

static void check_cases(const struct done_test_cases *tests, int lines)
{
	size_t sum = 0;

	for (size_t i = 0; i < DONE_OUTCOMES; i++)
		sum += tests->outcomes[i];
	if (sum != tests->nr || tests->flaky > tests->nr)
		abort();
	for (size_t i = 0; i < tests->nr; i++) {
		const struct done_case *one = &tests->cases[i];

		if (!one->name || !one->group || one->line < 0 || one->line > lines ||
		    strlen(one->name) > DONE_EVIDENCE_NAME_MAX + 3)
			abort();
	}
}

static void check_coverage(const struct done_coverage *coverage, int lines)
{
	for (size_t i = 0; i < coverage->nr; i++) {
		const struct done_covered_file *file = &coverage->files[i];

		if (!file->path || file->line < 0 || file->line > lines)
			abort();
		for (size_t j = 0; j < file->nr; j++) {
			const struct done_measured *one = &file->items[j];
			uint64_t hits;

			if (one->line < 0 || !one->weight || one->of >= DONE_COVERAGE_OF ||
			    !coverage->has[one->of])
				abort();
			if (one->of == DONE_COVERED_LINES && one->line &&
			    (!done_covered_line(file, one->line, &hits) || hits != one->hits))
				abort();
		}
	}
}

static void check_scan(const struct done_scan *scan, int lines)
{
	for (size_t i = 0; i < scan->nr_runs; i++) {
		if (!scan->runs[i].tool)
			abort();
	}
	for (size_t i = 0; i < scan->nr; i++) {
		const struct done_scan_result *one = &scan->results[i];

		if (!one->rule || !one->message || one->line < 1 || one->line > lines ||
		    one->source_line < 0 || one->security < 0 || one->security > 10)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_evidence_report report = {0};
	int lines = 1;

	if (!size)
		return 0;
	for (size_t i = 1; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	if (done_evidence_read(&arena, (struct done_bytes){(const char *)data + 1, size - 1},
	                       "fuzz/file", (enum done_evidence_subject)(data[0] % 3), NULL,
	                       &report, &err) >= 0) {
		check_cases(&report.tests, lines);
		check_coverage(&report.coverage, lines);
		check_scan(&report.scan, lines);
		for (size_t i = 0; i < report.nr_faults; i++) {
			if (!report.faults[i].wrong || !report.faults[i].message ||
			    report.faults[i].line > lines)
				abort();
		}
	} else if ((err.code != DONE_E_POLICY && err.code != DONE_E_UNDECIDED) || !err.message[0] ||
	           !err.file[0]) {
		abort();
	}
	done_arena_release(&arena);
	return 0;
}
