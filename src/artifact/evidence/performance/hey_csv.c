/*
 * `hey -o csv`: a row for each answer, in seconds with four decimals. A request that got no answer
 * has no row, so how many failed cannot be told: statuses are counted, the rate of errors is
 * absent.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

#define HEY_TICK_S 1e-4
#define HEY_CSV_KEPT 1000000 /* rows: hey writes no more */

enum { HEY_CSV_TIME, HEY_CSV_STATUS, HEY_CSV_OFFSET };
#define HEY_CSV_COLUMNS (HEY_CSV_OFFSET + 1)
static const char *const hey_csv_names[] = {"response-time", "status-code", "offset"};

struct hey_csv_reader {
	struct done_load_making making;
	struct done_tally tally;
	struct done_csv csv;
	size_t columns[HEY_CSV_COLUMNS];
	double first, last; /* seconds since the start of the run */
};

static enum done_evidence_guess hey_csv_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_TEXT &&
	        done_line_starts(look->bytes, "response-time,DNS+dialup,")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static int hey_csv_header(struct hey_csv_reader *reader)
{
	for (size_t i = 0; i < HEY_CSV_COLUMNS; i++) {
		reader->columns[i] = done_csv_find(&reader->csv, hey_csv_names[i]);
		if (reader->columns[i] == DONE_CSV_FIELDS_MAX)
			return done_evidence_fail(&reader->making.base, reader->csv.line,
			    "the header has no column '%s'", hey_csv_names[i]);
	}
	return 0;
}

/* Seconds; false: the row is cut, or it is no such number. */
static bool hey_csv_seconds(const struct hey_csv_reader *reader, int column, double *out)
{
	const struct done_csv_field *field = &reader->csv.fields[reader->columns[column]];
	char text[32] = "";

	if (reader->columns[column] >= reader->csv.nr || field->len >= sizeof(text))
		return false;
	memcpy(text, field->ptr, field->len);
	return done_words_number(text, out);
}

static int hey_csv_row(struct hey_csv_reader *reader)
{
	struct done_tally_sample sample = {.label = "", .line = reader->csv.line};
	double seconds, offset, status;

	if (!hey_csv_seconds(reader, HEY_CSV_TIME, &seconds) ||
	    !hey_csv_seconds(reader, HEY_CSV_STATUS, &status) ||
	    !hey_csv_seconds(reader, HEY_CSV_OFFSET, &offset) ||
	    seconds / HEY_TICK_S > UINT32_MAX / 2 || status < 100 || status > 999)
		return done_evidence_fail(&reader->making.base, reader->csv.line,
		    "the row does not have a time, a status and an offset as hey writes them");
	sample.elapsed = (uint32_t)llround(seconds / HEY_TICK_S);
	sample.is_error = status >= 400;
	reader->first = reader->last > 0 ? fmin(reader->first, offset) : offset;
	reader->last = fmax(reader->last, offset + seconds);
	return done_tally_add(&reader->tally, &sample);
}

static int hey_csv_rows(struct hey_csv_reader *reader)
{
	struct done_csv *csv = &reader->csv;
	int rc;

	done_csv_open(csv, &reader->making.base);
	rc = done_csv_next(csv);
	if (rc > 0 && (rc = hey_csv_header(reader)) == 0)
		rc = done_csv_next(csv);
	while (rc > 0) {
		if (csv->is_cut)
			done_words_cut_off(
			    &reader->making.base, csv->line, "the end of its last row");
		rc = hey_csv_row(reader);
		if (rc >= 0)
			rc = done_csv_next(csv);
	}
	done_csv_close(csv);
	return rc;
}

static int hey_csv_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 0.1,
	    .no_request_fix = "start the service before the load test: hey got no answer"};
	struct hey_csv_reader *reader = done_arena_alloc(look->arena, sizeof(*reader));
	int rc;

	done_load_open(&reader->making, look, out, err);
	done_tally_open(&reader->tally, &reader->making);
	reader->tally.tick_ms = HEY_TICK_S * 1e3;
	reader->tally.has_no_names = true;
	out->load.shape = "hey -o csv";
	out->load.rows[0].line = 1;
	out->load.errors_fix = "run hey without '-o csv', and keep what it prints: a request that "
	                       "got no answer has no row";
	out->load.note = "requests that got no answer have no row";
	rc = hey_csv_rows(reader);
	if (rc >= 0)
		rc = done_tally_finish(&reader->tally);
	done_tally_release(&reader->tally);
	if (rc >= 0 && reader->last > reader->first)
		done_load_set(
		    &reader->making, 0, DONE_METRIC_DURATION_S, reader->last - reader->first, 1);
	if (rc >= 0)
		rc = done_load_close(&reader->making, &trust);
	out->load.rows[0].values[DONE_METRIC_ERROR_RATE] = NAN;
	if (rc >= 0 && out->load.rows[0].values[DONE_METRIC_REQUESTS] == HEY_CSV_KEPT)
		done_evidence_fault(&reader->making.base, "not all of it", 0,
		    "run it again with fewer requests ('-n', or a shorter '-z')",
		    "hey keeps the first 1,000,000 answers, so that there may have been more");
	return rc;
}

const struct done_evidence_reader done_evidence_hey_csv = {
    .name = "hey-csv",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`hey -o csv`: it has no row for a request that got no answer, so the error rate is "
               "absent",
    .takes_lines = true,
    .streams = true,
    .yields = (DONE_YIELDS_LOAD & ~DONE_YIELDS(ERROR_RATE)) | DONE_YIELDS(P97_5_MS) |
        DONE_YIELDS(P999_MS),
    .guess = hey_csv_guess,
    .read = hey_csv_read,
};
