/*
 * Locust's `*_stats.csv`: a row a request, and one of the whole at the end. Percentiles are columns
 * that a setting chooses, and rounded to two digits; where nothing was measured they are "N/A".
 */
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

struct locust_reader {
	struct done_load_making making;
	struct done_csv csv;
	size_t type, name;                 /* columns */
	size_t columns[DONE_LOAD_METRICS]; /* DONE_CSV_FIELDS_MAX: there is none */
	int line;                          /* of the last row of the whole; 0: none yet */
};

static enum done_evidence_guess locust_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	static const struct {
		const char *start, *what;
	} others[] = {
	    {"Method,Name,Error,Occurrences", "the file holds Locust's failures, not its results"},
	    {"Timestamp,User Count,Type,Name", "the file holds Locust's history, not its results"},
	    {"Count,Message,Traceback", "the file holds Locust's exceptions, not its results"},
	};

	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(others); i++) {
		if (done_line_starts(look->bytes, others[i].start)) {
			*why = others[i].what;
			*fix = "name the file that ends in '_stats.csv' in 'reports'";
			return DONE_GUESS_WRONG;
		}
	}
	return done_line_starts(look->bytes, "Type,Name,Request Count,Failure Count")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static void locust_header(struct locust_reader *reader)
{
	static const struct {
		const char *name;
		enum done_metric metric;
	} columns[] = {
	    {"Request Count", DONE_METRIC_REQUESTS},
	    {"Failure Count", DONE_METRIC_ERRORS},
	    {"Average Response Time", DONE_METRIC_MEAN_MS},
	    {"Min Response Time", DONE_METRIC_MIN_MS},
	    {"Max Response Time", DONE_METRIC_MAX_MS},
	    {"Requests/s", DONE_METRIC_REQUESTS_PER_SECOND},
	};
	struct done_csv *csv = &reader->csv;

	for (int i = 0; i < DONE_LOAD_METRICS; i++)
		reader->columns[i] = DONE_CSV_FIELDS_MAX;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(columns); i++)
		reader->columns[columns[i].metric] = done_csv_find(csv, columns[i].name);
	for (size_t i = 0; i < csv->nr; i++) {
		const char *text = done_csv_text(csv, i);
		char *end;
		double percent = strtod(text, &end);
		enum done_metric metric = done_load_percentile(percent);

		if (end != text && !strcmp(end, "%") && metric < DONE_LOAD_METRICS)
			reader->columns[metric] = i;
	}
	reader->type = done_csv_find(csv, "Type");
	reader->name = done_csv_find(csv, "Name");
}

static void locust_take(struct locust_reader *reader)
{
	struct done_csv *csv = &reader->csv;
	const char *type = done_csv_text(csv, reader->type);
	const char *name = done_csv_text(csv, reader->name);
	bool is_whole = !*type && (!strcmp(name, "Aggregated") || !strcmp(name, "Total"));
	size_t row = 0;

	if (!is_whole) {
		row = done_load_row(&reader->making,
		    *type ? done_arena_printf(reader->making.base.look->arena, "%s %s", type, name)
		          : name,
		    csv->line);
	} else if (reader->line) {
		done_evidence_fault(&reader->making.base, "two wholes", csv->line,
		    "name the files of one run", "the report has a second row 'Aggregated'");
	}
	if (is_whole) {
		reader->line = csv->line;
		reader->making.base.out->load.rows[0].line = csv->line;
	}
	for (int i = 0; i < DONE_LOAD_METRICS; i++) {
		if (reader->columns[i] < csv->nr)
			done_load_take_text(&reader->making, row, (enum done_metric)i,
			    done_csv_text(csv, reader->columns[i]), 1, csv->line);
	}
}

static int locust_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 0.5,
	    .rounding_share = 0.05,
	    .adds_up = true,
	    .no_request_fix = "look at Locust's output: no user made a request"};
	struct locust_reader *reader = done_arena_alloc(look->arena, sizeof(*reader));
	int rc;

	done_load_open(&reader->making, look, out, err);
	out->load.shape = "Locust";
	out->load.absent_fix = "set PERCENTILES_TO_REPORT of Locust, so that it has this one";
	done_csv_open(&reader->csv, &reader->making.base);
	rc = done_csv_next(&reader->csv);
	if (rc > 0)
		locust_header(reader);
	while (rc > 0 && (rc = done_csv_next(&reader->csv)) > 0)
		locust_take(reader);
	if (rc >= 0 && (!reader->line || reader->csv.is_cut))
		done_evidence_fault(&reader->making.base, "cut off", 0,
		    "write the report again: the run may have been cut off",
		    "the report has no whole row 'Aggregated' at its end");
	done_csv_close(&reader->csv);
	return rc < 0 ? rc : done_load_close(&reader->making, &trust);
}

const struct done_evidence_reader done_evidence_locust = {
    .name = "locust",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`locust --csv`: the file that ends in `_stats.csv`",
    .takes_lines = true,
    .yields = (DONE_YIELDS_LOAD & ~DONE_YIELDS(DURATION_S)) | DONE_YIELDS(P97_5_MS) |
        DONE_YIELDS(P999_MS),
    .guess = locust_guess,
    .read = locust_read,
};
