/*
 * Reports of evidence: the first byte says what the check wants. No crash; an error has a message
 * and the file; what is read has lines that are in the file, counts that add up, items in order.
 */
#include <math.h>
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
		    one->place.line < 0 || one->security < 0 || one->security > 10)
			abort();
	}
}

static void check_load(const struct done_load *load, int lines)
{
	for (size_t i = 0; i < load->nr; i++) {
		const struct done_load_row *row = &load->rows[i];

		if (!row->name != !i || row->line < 0 || row->line > lines)
			abort();
		for (int j = 0; j < DONE_LOAD_METRICS; j++) {
			if (row->values[j] < 0 || isinf(row->values[j]))
				abort();
		}
	}
}

static void check_benchmarks(const struct done_benchmarks *benchmarks, int lines)
{
	for (size_t i = 0; i < benchmarks->nr; i++) {
		const struct done_benchmark *one = &benchmarks->items[i];

		if (!one->name || one->line < 0 || one->line > lines)
			abort();
		for (int j = 0; j < DONE_METRICS - DONE_LOAD_METRICS; j++) {
			if (one->metrics[j].value < 0 || isinf(one->metrics[j].value) ||
			    one->metrics[j].high < one->metrics[j].low)
				abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_evidence_report report = {0};
	struct done_evidence_asked asked = {
	    .load = {.percentiles = {90, 95, 99}, .nr_percentiles = 3}};
	int lines = 1;

	if (!size)
		return 0;
	asked.subject = (enum done_evidence_subject)(data[0] % DONE_EVIDENCE_SUBJECTS);
	asked.load.transactions = data[0] & 0x80;
	for (size_t i = 1; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	if (done_evidence_read(&arena, (struct done_bytes){(const char *)data + 1, size - 1},
	        "fuzz/file", &asked, &report, &err) >= 0) {
		check_cases(&report.tests, lines);
		check_coverage(&report.coverage, lines);
		check_scan(&report.scan, lines);
		check_load(&report.load, lines);
		check_benchmarks(&report.benchmarks, lines);
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
