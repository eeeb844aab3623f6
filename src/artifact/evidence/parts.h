/* Inside the artifact room: what the readers of evidence share. */
#ifndef DONE_ARTIFACT_EVIDENCE_PARTS_H
#define DONE_ARTIFACT_EVIDENCE_PARTS_H

#include "../xml.h"
#include "done/evidence.h"

#define EACH_EVIDENCE_READER(row)                                                                \
	row(junit) row(trx) row(tap) row(gotest) row(jest) row(gocover) row(lcov) row(cobertura) \
	    row(jacoco) row(clover) row(coveragepy) row(istanbul) row(sarif) row(k6) row(jtl)    \
	        row(jmeter_statistics) row(gatling) row(locust) row(vegeta) row(autocannon)      \
	            row(wrk) row(hey) row(ab) row(oha) row(artillery) row(ghz) row(siege)        \
	                row(bombardier) row(libtest) row(hyperfine) row(criterion) row(vitest)   \
	                    row(hey_csv) row(criterion_console) row(catch2) row(benchmarkjs)     \
	                        row(benchmarkdotnet) row(gobench) row(jmh) row(googlebenchmark)  \
	                            row(pytestbenchmark)

#define DECLARE_EVIDENCE_READER(name) extern const struct done_evidence_reader done_evidence_##name;
EACH_EVIDENCE_READER(DECLARE_EVIDENCE_READER)

/* ---- common.c ---- */

/* A report in the making; `rc` below zero ends it. */
struct done_evidence_making {
	const struct done_evidence_look *look;
	struct done_evidence_report *out;
	struct done_error *err;
};

/* Adds a fault, or counts it; wrong is a literal, fix NULL or one. */
void done_evidence_fault(struct done_evidence_making *making, const char *wrong, int line,
    const char *fix, const char *format, ...) DONE_PRINTF(5, 6);
/* DONE_E_POLICY at a line of the report. */
int done_evidence_fail(struct done_evidence_making *making, int line, const char *format, ...)
    DONE_PRINTF(3, 4);
/* DONE_E_UNDECIDED where nr is the most that is read. */
int done_evidence_limit(struct done_evidence_making *making, size_t nr, const char *what);
/* A name cut to DONE_EVIDENCE_NAME_MAX, in the arena; NULL gives "". */
const char *done_evidence_cut(struct done_arena *arena, const char *text);
/* Digits alone; more than 64 bits are the most. False for all else ("-1", "NaN", ""). */
bool done_evidence_count(const char *text, uint64_t *out);
/* The same of a line's number: 1 to INT_MAX; false for all else. */
bool done_evidence_line(const char *text, int *out);

/* Attributes of a tag; NULL: it has none of that name. */
const char *done_tag_get(const struct done_xml_tag *tag, const char *name);
/* Expat's reading with the limits of evidence; what comes is one of its errors or ours. */
int done_evidence_xml(
    struct done_evidence_making *making, const struct done_xml_events *events, void *data);

/* The next line of a text, without its end: false at the end. at: how far it is read, from 0. */
struct done_evidence_lines {
	struct done_bytes text;
	size_t at;
	int line; /* of the one that was given last, from 1 */
};
bool done_evidence_next(struct done_evidence_lines *lines, struct done_bytes *out);
bool done_line_starts(struct done_bytes line, const char *start);
/* A part of a text as a NUL-terminated text in the arena. */
const char *done_line_text(struct done_arena *arena, struct done_bytes line);

/* Typed members of JSON; NULL and false where it is absent or of another type. */
const char *done_member_string(const struct done_value *map, const char *key);
const struct done_value *done_member_list(const struct done_value *map, const char *key);
const struct done_value *done_member_map(const struct done_value *map, const char *key);
/* A whole number from 0, of any size; a decimal is none. */
bool done_value_count(const struct done_value *value, uint64_t *out);

/* When something was done, as far as a text begins with a day that exists (YYYY-MM-DD), or by the
 * seconds since 1970; of several the latest is kept. */
void done_evidence_dated(struct done_evidence_report *out, const char *text, int line);
void done_evidence_dated_seconds(struct done_evidence_report *out, double seconds, int line);

/* ---- names.c: texts to numbers, in order of their coming ---- */

struct done_evidence_names {
	struct done_arena *arena;
	const char **items;
	uint64_t *hashes;
	size_t *slots; /* one more than the place in items; 0: free */
	size_t nr, cap, nr_slots;
};
/* The place of a name, which is added where it is new; *is_new may be NULL. Copies it. */
size_t done_evidence_name(
    struct done_evidence_names *names, const char *text, size_t len, bool *is_new);

/* ---- csv.c: records of RFC 4180, with line breaks within quotes ---- */

#define DONE_CSV_FIELDS_MAX 256
struct done_csv_field {
	const char *ptr;
	size_t len;
	bool is_doubled; /* holds doubled quotes, as they are written */
};
struct done_csv {
	struct done_evidence_making *making;
	struct done_bytes text; /* what is in memory: the file, or a window of it */
	size_t at;
	struct done_buf window;
	bool is_last;                                      /* nothing follows the window */
	struct done_csv_field fields[DONE_CSV_FIELDS_MAX]; /* of the record: until the next */
	size_t nr;
	int line;      /* of the record */
	int next_line; /* private */
	bool is_cut;   /* the record has no end of line: it may be a part of one */
};
void done_csv_open(struct done_csv *csv, struct done_evidence_making *making);
void done_csv_close(struct done_csv *csv);
/* 1: a record; 0: the end; empty lines are passed over. */
int done_csv_next(struct done_csv *csv);
/* The field as a text in the arena; "" where the record has fewer. */
const char *done_csv_text(struct done_csv *csv, size_t index);
/* The field of a header by its name; DONE_CSV_FIELDS_MAX: there is none. */
size_t done_csv_find(const struct done_csv *csv, const char *name);
bool done_csv_is(const struct done_csv_field *field, const char *text);

/* ---- performance (performance/load.c) ---- */

struct done_load_making {
	struct done_evidence_making base;
	struct done_evidence_names names;
};
void done_load_open(struct done_load_making *making, const struct done_evidence_look *look,
    struct done_evidence_report *out, struct done_error *err);
/* The number of a row: 0 of the whole (name NULL); the same name again is a fault. */
size_t done_load_row(struct done_load_making *making, const char *name, int line);
/* Sets a metric; what is no number from 0 is a fault, and absent. The scale turns the tool's unit
 * into the model's. An absent value is absent. */
void done_load_set(
    struct done_load_making *making, size_t row, enum done_metric metric, double value, int line);
void done_load_take(struct done_load_making *making, size_t row, enum done_metric metric,
    const struct done_value *value, double scale);
/* The same of a text; "", "-" and "N/A" are absent. */
void done_load_take_text(struct done_load_making *making, size_t row, enum done_metric metric,
    const char *text, double scale, int line);
/* p50 for 50, p97_5 for 97.5; DONE_METRICS: the model has none. */
enum done_metric done_load_percentile(double percent);
/* A threshold that the tool was given. */
void done_load_threshold(struct done_load_making *making, const char *metric,
    const char *expression, bool is_crossed, int line);

/* What is known of a tool, for the contradictions that no policy can turn off. */
struct done_load_trust {
	double rounding;       /* of times, in milliseconds */
	double rounding_share; /* of a time */
	bool adds_up;          /* named requests add up to the whole */
	const char *no_request_fix;
	const char *all_failed_fix; /* NULL: the usual */
};
int done_load_close(struct done_load_making *making, const struct done_load_trust *trust);

/* A fault where the rate and the time do not give the number of answers; rounding: of the seconds.
 */
void done_load_check_rate(
    struct done_load_making *making, double rate, double answers, double seconds, double rounding);

/* ---- members that are metrics (performance/keys.c) ---- */

struct done_load_key {
	const char *in; /* a map of the outermost one; NULL: that itself */
	const char *key;
	enum done_metric metric;
	double scale;
};
void done_load_take_keys(struct done_load_making *making, const struct done_value *map,
    const struct done_load_key *keys, size_t nr);
/* A whole number from 0; what is none, or absent (NULL), is a fault and 0. */
double done_load_count(struct done_load_making *making, const struct done_value *value);
/* {"200": 60, "503": 40}: all, and those from 400 on. */
struct done_load_codes {
	double all, failed;
};
struct done_load_codes done_load_codes(
    struct done_load_making *making, const struct done_value *map);

/* ---- text for people (performance/words.c) ---- */

/* The words of a line, at most max. */
size_t done_line_words(
    struct done_arena *arena, struct done_bytes line, const char **words, size_t max);
/* "12.5", and nothing else. */
bool done_words_number(const char *word, double *out);
/* The same with commas between its thousands: "3,161". */
bool done_words_grouped(struct done_arena *arena, const char *word, double *out);
void done_words_take(struct done_load_making *making, enum done_metric metric, const char *word,
    double scale, int line);
/* The tool does not write such a line: a fault. */
void done_words_bad(struct done_evidence_making *making, int line, const char *tool);
/* The report ends before what it must have: a fault. */
void done_words_cut_off(struct done_evidence_making *making, int line, const char *lacks);

/* ---- benchmarks (performance/benchmarks.c) ---- */

struct done_bench_sample {
	size_t item;
	enum done_metric metric;
	double value;
};
struct done_bench_making {
	struct done_evidence_making base;
	struct done_evidence_names names;
	struct done_bench_sample *samples; /* single runs, of which close makes medians */
	size_t nr, cap;
};
void done_bench_open(struct done_bench_making *making, const struct done_evidence_look *look,
    struct done_evidence_report *out, struct done_error *err);
/* The number of a benchmark; the same for the same name. */
size_t done_bench_item(
    struct done_bench_making *making, const char *name, const char *host, int line);
/* One run of it. What is no number from 0 is a fault. */
int done_bench_add(
    struct done_bench_making *making, size_t item, enum done_metric metric, double value, int line);
/* What the tool says of all runs itself; the same metric again is a fault. */
void done_bench_set(struct done_bench_making *making, size_t item, enum done_metric metric,
    const struct done_measure *measure, int line);
/* The number of a value; NAN: it is none. */
double done_bench_number(const struct done_value *value);
/* Nanoseconds of "ps", "ns", "us" (with either sign for micro, too), "ms", "s"; 0: it is no such
 * unit. */
double done_bench_unit(const char *unit);
int done_bench_close(struct done_bench_making *making);

/* ---- single samples, counted (performance/tally.c) ---- */

struct done_tally_sample {
	const char *label;
	size_t label_len;
	uint32_t elapsed; /* in ticks of the tally */
	uint64_t at;      /* milliseconds since 1970, of its start; 0: unknown */
	bool is_error;
	int line;
};
struct done_tally_label {
	uint64_t nr, errors, sum, first, last;
	int line;
};
/* How often each label took each time: exact percentiles, and memory that does not grow with the
 * samples. */
struct done_tally {
	struct done_load_making *making;
	double tick_ms;    /* 1, unless the reader sets another */
	bool has_no_names; /* labels are no names of requests: the whole is all there is */
	struct done_evidence_names names;
	struct done_tally_label *labels;
	size_t nr, cap;
	uint64_t *keys; /* label and time, plus 1; 0: free */
	uint32_t *counts;
	size_t nr_keys, nr_slots;
};
void done_tally_open(struct done_tally *tally, struct done_load_making *making);
int done_tally_add(struct done_tally *tally, const struct done_tally_sample *sample);
/* Fills the making's rows. */
int done_tally_finish(struct done_tally *tally);
void done_tally_release(struct done_tally *tally);

/* ---- tests ---- */

/* Adds a case and counts it: NULL with the error at the limit. Names are cut. */
struct done_case *done_evidence_case(
    struct done_evidence_making *making, const struct done_case *one);

/* The same for formats in which a repetition stands beside what it repeats, under the same name:
 * failed and then passed is passed, but flaky; passed and then failed is failed. */
struct done_evidence_repeats {
	size_t suite; /* what stands in another one is no repetition: it may be another browser's */
	struct done_evidence_names names;
	size_t *cases; /* by the number of their names */
	size_t nr, cap;
};
int done_evidence_case_or_repeat(struct done_evidence_making *making,
    struct done_evidence_repeats *repeats, const struct done_case *one);

/* The same for formats in which cases of one name may as well be one test with other parameters
 * (repeated.c): each is a case of its own, until the end of the report says which were repeated. */
struct done_evidence_repeated {
	size_t suite; /* as above */
	struct done_evidence_names names;
	struct repeated_name *items; /* by the number of their names */
	size_t nr, cap;
	size_t *of; /* of each case its name; SIZE_MAX: it has none */
	size_t nr_of, cap_of;
};
int done_evidence_case_of_name(struct done_evidence_making *making,
    struct done_evidence_repeated *repeated, const struct done_case *one);
void done_evidence_join_repeated(
    struct done_evidence_making *making, const struct done_evidence_repeated *repeated);

/* ---- coverage ---- */

/* A file of the report by its path; the same for the same path (and group, NULL: none). */
struct done_coverage_making {
	struct done_evidence_making base;
	struct done_evidence_names names;
};
int done_coverage_open(struct done_coverage_making *making, const struct done_evidence_look *look,
    struct done_evidence_report *out, struct done_error *err);
size_t done_coverage_file(
    struct done_coverage_making *making, const char *group, const char *path, int line);
int done_coverage_add(
    struct done_coverage_making *making, size_t file, const struct done_measured *one);
/* So many of a kind, of which some are covered: of lines with a number one by one. */
int done_coverage_add_share(
    struct done_coverage_making *making, size_t file, int of, int line, struct done_share share);
/* Puts items in order and joins those that are one. */
void done_coverage_close(struct done_coverage_making *making);

#endif
