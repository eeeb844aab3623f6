/* A report of evidence as one line of text, for tables of tests. */
#ifndef DONE_TEST_EVIDENCE_SHOWN_H
#define DONE_TEST_EVIDENCE_SHOWN_H

#include "done/evidence.h"
#include "support.h"

static inline void evidence_show_tests(struct done_buf *out, const struct done_test_cases *tests)
{
	done_buf_addf(out, " cases=%zu passed=%zu skipped=%zu failed=%zu error=%zu", tests->nr,
	    tests->outcomes[DONE_TEST_PASSED], tests->outcomes[DONE_TEST_SKIPPED],
	    tests->outcomes[DONE_TEST_FAILED], tests->outcomes[DONE_TEST_ERROR]);
	if (tests->flaky)
		done_buf_addf(out, " flaky=%zu", tests->flaky);
	if (tests->todo)
		done_buf_addf(out, " todo=%zu", tests->todo);
	if (tests->loading)
		done_buf_addf(out, " loading=%zu", tests->loading);
}

static inline void evidence_show_coverage(
    struct done_buf *out, const struct done_coverage *coverage)
{
	done_buf_addf(out, " files=%zu", coverage->nr);
	for (int of = 0; of < DONE_COVERAGE_OF; of++) {
		struct done_share sum = {0};

		for (size_t i = 0; i < coverage->nr; i++) {
			struct done_share one =
			    done_covered_share(&coverage->files[i], (enum done_coverage_of)of);
			sum.covered += one.covered;
			sum.all += one.all;
		}
		if (coverage->has[of])
			done_buf_addf(out, " %s=%llu/%llu", done_coverage_of_words[of],
			    (unsigned long long)sum.covered, (unsigned long long)sum.all);
	}
	if (coverage->sources.nr)
		done_buf_addf(out, " sources=%zu", coverage->sources.nr);
}

static inline void evidence_show_scan(struct done_buf *out, const struct done_scan *scan)
{
	size_t levels[DONE_SCAN_LEVELS] = {0}, suppressed = 0, absent = 0, placed = 0, failed = 0;
	size_t noted = 0, rated = 0;

	for (size_t i = 0; i < scan->nr; i++) {
		const struct done_scan_result *one = &scan->results[i];

		suppressed += one->is_suppressed;
		absent += one->baseline == DONE_BASELINE_ABSENT;
		placed += one->place.uri != NULL;
		noted += one->is_noted;
		rated += one->security >= 0;
		if (!one->is_suppressed && one->baseline != DONE_BASELINE_ABSENT)
			levels[one->level]++;
	}
	for (size_t i = 0; i < scan->nr_runs; i++)
		failed += scan->runs[i].failure != NULL;
	done_buf_addf(out, " runs=%zu results=%zu error=%zu warning=%zu note=%zu none=%zu",
	    scan->nr_runs, scan->nr, levels[DONE_SCAN_ERROR], levels[DONE_SCAN_WARNING],
	    levels[DONE_SCAN_NOTE], levels[DONE_SCAN_NONE]);
	if (suppressed)
		done_buf_addf(out, " suppressed=%zu", suppressed);
	if (absent)
		done_buf_addf(out, " absent=%zu", absent);
	if (noted)
		done_buf_addf(out, " noted=%zu", noted);
	if (rated)
		done_buf_addf(out, " rated=%zu", rated);
	if (placed)
		done_buf_addf(out, " placed=%zu", placed);
	if (failed)
		done_buf_addf(out, " unfinished=%zu", failed);
}

static inline void evidence_show_load(struct done_buf *out, const struct done_load *load)
{
	size_t crossed = 0;

	for (int i = 0; i < DONE_LOAD_METRICS; i++) {
		if (load->rows[0].values[i] >= 0)
			done_buf_addf(out, " %s=%g", done_metric_names[i], load->rows[0].values[i]);
	}
	if (load->nr > 1)
		done_buf_addf(out, " names=%zu", load->nr - 1);
	for (size_t i = 0; i < load->nr_thresholds; i++)
		crossed += load->thresholds[i].is_crossed;
	if (load->nr_thresholds)
		done_buf_addf(out, " crossed=%zu/%zu", crossed, load->nr_thresholds);
}

static inline void evidence_show_benchmarks(
    struct done_buf *out, const struct done_benchmarks *benchmarks)
{
	done_buf_addf(out, " benchmarks=%zu", benchmarks->nr);
	for (size_t i = 0; i < benchmarks->nr && i < 5; i++) {
		const struct done_benchmark *one = &benchmarks->items[i];

		done_buf_addf(out, " [%s", one->name);
		for (int j = 0; j < DONE_METRICS - DONE_LOAD_METRICS; j++) {
			const struct done_measure *measure = &one->metrics[j];

			if (measure->value >= 0)
				done_buf_addf(out, " %s=%g",
				    done_metric_names[DONE_LOAD_METRICS + j], measure->value);
			if (measure->high >= measure->low)
				done_buf_addf(out, "(%g..%g)", measure->low, measure->high);
		}
		done_buf_addstr(out, "]");
	}
}

/* Which percentiles columns hold stands in the policy, so in a test here. */
static inline void evidence_ask(struct done_evidence_asked *asked, struct done_bytes bytes)
{
	static const double jmeter[] = {90, 95, 99}, gatling[] = {50, 75, 95, 99};
	bool is_jmeter = bytes.len > 40 && bytes.ptr[0] == '{' &&
	    memchr(bytes.ptr, 'p', bytes.len) && bytes.len < 100000;

	for (size_t i = 0; is_jmeter && i + 4 < bytes.len; i++) {
		if (!memcmp(bytes.ptr + i, "pct1", 4)) {
			memcpy(asked->load.percentiles, jmeter, sizeof(jmeter));
			asked->load.nr_percentiles = 3;
			return;
		}
	}
	memcpy(asked->load.percentiles, gatling, sizeof(gatling));
	asked->load.nr_percentiles = 4;
}

/* "junit cases=2 …; fault of line 3: word", or the error. In the arena. */
static inline const char *evidence_shown(struct done_arena *arena, struct done_bytes bytes,
    enum done_evidence_subject subject, const char *format)
{
	struct done_evidence_asked asked = {.subject = subject, .format = format};
	struct done_evidence_report report = {0};
	struct done_error err = {0};
	struct done_buf out = {0};
	const char *text;

	evidence_ask(&asked, bytes);
	if (done_evidence_read(arena, bytes, "r", &asked, &report, &err) < 0) {
		done_buf_addf(&out, "%s %d:%d: %s", err.code == DONE_E_POLICY ? "bad" : "undecided",
		    err.line, err.column, err.message);
	} else {
		done_buf_addstr(&out, report.reader->name);
		if (subject == DONE_EVIDENCE_TESTS)
			evidence_show_tests(&out, &report.tests);
		else if (subject == DONE_EVIDENCE_COVERAGE)
			evidence_show_coverage(&out, &report.coverage);
		else if (subject == DONE_EVIDENCE_SCAN)
			evidence_show_scan(&out, &report.scan);
		else if (report.is_load)
			evidence_show_load(&out, &report.load);
		else
			evidence_show_benchmarks(&out, &report.benchmarks);
		for (size_t i = 0; i < report.nr_faults; i++)
			done_buf_addf(
			    &out, "; %d %s", report.faults[i].line, report.faults[i].wrong);
	}
	text = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return text;
}

#endif
