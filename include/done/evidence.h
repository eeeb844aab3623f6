/*
 * evidence: what tools write down about a run, read: test results, coverage, findings of a scan,
 * performance (src/artifact/evidence). One result model a subject, one reader a format, one row in
 * done_evidence_readers[]. A reader is found by looking at the file, never by its name. Part of
 * the artifact room: knows nothing of git, services or checks.
 *
 * What is wrong in a file but lets it be read further is a fault of the report, with its line: a
 * check makes a finding of each. What cannot be read is an error: DONE_E_POLICY with file and line
 * (which is a finding, too), or DONE_E_UNDECIDED beyond a limit.
 */
#ifndef DONE_EVIDENCE_H
#define DONE_EVIDENCE_H

#include "done/artifact.h"
#include "done/base.h"
#include "done/performance.h"

#define DONE_EVIDENCE_BYTES_MAX ((size_t)256 << 20) /* of one report */
#define DONE_EVIDENCE_JSON_MAX ((size_t)16 << 20)   /* of one that is a single JSON text */
#define DONE_EVIDENCE_ITEMS_MAX 1000000             /* cases, results, lines of coverage */
#define DONE_EVIDENCE_FAULTS_MAX 20                 /* kept of one report; the rest is counted */
#define DONE_EVIDENCE_NAME_MAX 200                  /* bytes of a name that are kept */

/* ---- common to all subjects ---- */

enum done_evidence_subject {
	DONE_EVIDENCE_TESTS,
	DONE_EVIDENCE_COVERAGE,
	DONE_EVIDENCE_SCAN,
	DONE_EVIDENCE_PERFORMANCE,
};
#define DONE_EVIDENCE_SUBJECTS (DONE_EVIDENCE_PERFORMANCE + 1)
/* "test results": for messages. */
const char *done_evidence_subject_name(enum done_evidence_subject subject);

struct done_evidence_fault {
	const char *wrong;         /* a word that never changes, for the finding's subject */
	int line;                  /* in the report; 0: the file as a whole */
	const char *message, *fix; /* lower case, no full stop, not escaped; fix may be NULL */
};

/* ---- tests (src/artifact/evidence/tests) ---- */

enum done_outcome {
	DONE_TEST_PASSED,
	DONE_TEST_SKIPPED,
	DONE_TEST_FAILED,
	DONE_TEST_ERROR, /* it could not be run, or its set-up failed */
};
#define DONE_OUTCOMES (DONE_TEST_ERROR + 1)

struct done_case {
	const char *group, *name; /* cut at DONE_EVIDENCE_NAME_MAX; group may be "" */
	const char *file;         /* as the report names it; NULL: it does not */
	int file_line;            /* in that file; 0: unknown */
	int line;                 /* in the report; 0: unknown */
	enum done_outcome outcome;
	bool is_flaky; /* it failed and passed on a repetition */
	bool is_todo;  /* of TAP: it may fail, and is counted as skipped where it does */
};

struct done_test_cases {
	struct done_case *cases; /* each that ran; of repetitions one */
	size_t nr, cap;
	size_t outcomes[DONE_OUTCOMES];
	size_t flaky, todo;
	size_t loading; /* files or packages that did not load or compile */
};

/* ---- coverage (src/artifact/evidence/coverage) ---- */

enum done_coverage_of {
	DONE_COVERED_LINES,
	DONE_COVERED_BRANCHES,
	DONE_COVERED_FUNCTIONS,
	DONE_COVERED_STATEMENTS,
};
#define DONE_COVERAGE_OF (DONE_COVERED_STATEMENTS + 1)
extern const char *const done_coverage_of_words[]; /* "lines", …; NULL-terminated */

/* One thing that is measured. Two of the same of, line and key are one: hits add up. */
struct done_measured {
	int of;   /* enum done_coverage_of */
	int line; /* from 1; 0: the report has totals only */
	uint64_t key, hits;
	uint32_t weight; /* how many it counts for; of totals their number, else 1 */
};

struct done_covered_file {
	const char *path;            /* as the report names it, raw */
	int line;                    /* in the report where it was named first */
	struct done_measured *items; /* ascending by of, line, key once the report is read */
	size_t nr, cap;
	struct done_covered_file *next; /* private to the readers: of those with the same hash */
};

struct done_coverage {
	struct done_covered_file *files;
	size_t nr, cap;
	struct done_strings sources; /* directories that paths may be relative to (Cobertura) */
	size_t cap_sources, nr_lines, nr_items;
	bool has[DONE_COVERAGE_OF]; /* what the format measures */
	bool has_totals_only;       /* no line is known by its number */
	bool may_exceed;            /* the format is known to number lines beyond a file's end */
};

struct done_share {
	uint64_t covered, all;
};
/* Of the items of one file. */
struct done_share done_covered_share(
    const struct done_covered_file *file, enum done_coverage_of of);
/* Adds what another report says of the same file; items stay in order. */
void done_covered_file_merge(
    struct done_arena *arena, struct done_covered_file *into, const struct done_covered_file *more);
/* Hits of a line: 1 with *hits where it is measured, else 0. */
bool done_covered_line(const struct done_covered_file *file, int line, uint64_t *hits);

/* ---- scan (src/artifact/evidence/scan) ---- */

enum done_scan_level { DONE_SCAN_NONE, DONE_SCAN_NOTE, DONE_SCAN_WARNING, DONE_SCAN_ERROR };
#define DONE_SCAN_LEVELS (DONE_SCAN_ERROR + 1)
extern const char *const done_scan_level_words[]; /* "none", …; NULL-terminated */

enum done_scan_baseline {
	DONE_BASELINE_UNSAID,
	DONE_BASELINE_NEW, /* or updated */
	DONE_BASELINE_UNCHANGED,
	DONE_BASELINE_ABSENT, /* of an earlier scan; it counts no more */
};

struct done_scan_place {
	const char *uri; /* resolved within the report, raw; NULL: none */
	int line;        /* 0: unknown */
};
#define DONE_SCAN_PLACES_MAX 100 /* of one result */

struct done_scan_result {
	const char *rule, *message;   /* cut at DONE_EVIDENCE_NAME_MAX */
	struct done_scan_place place; /* the first */
	struct done_scan_place *more; /* where it is, too */
	size_t nr_more;
	int line; /* in the report */
	enum done_scan_level level;
	bool is_suppressed;
	bool is_noted; /* of kind "open" or "review": no finding, but said */
	enum done_scan_baseline baseline;
	double security;                         /* 0.0 to 10.0; NAN: not said */
	const struct done_value *partial, *full; /* maps of fingerprints; NULL */
};

struct done_scan_run {
	const char *tool, *version; /* version NULL: unknown */
	int line;
	const char *failure; /* why the scan did not finish; NULL: it did */
	int failure_line;
};

/* A file as the scan saw it. */
struct done_scan_artifact {
	const char *uri;
	const char *sha256; /* lower case */
	int line;
};

struct done_scan {
	struct done_scan_result *results;
	size_t nr, cap;
	struct done_scan_run *runs;
	size_t nr_runs, cap_runs;
	struct done_scan_artifact *artifacts;
	size_t nr_artifacts, cap_artifacts;
};

/* ---- a report ---- */

struct done_evidence_report {
	const struct done_evidence_reader *reader;
	const char *file;           /* for messages, as it was given */
	const char *tool, *version; /* NULL: the file does not say */
	const char *commit;         /* that it says it was made of; NULL */
	int commit_line;
	done_day day; /* the latest on which it says that something was done; DONE_NO_DAY */
	int day_line;
	struct done_evidence_fault *faults;
	size_t nr_faults, cap_faults, nr_faults_more;
	struct done_test_cases tests; /* by the reader's subject one of these is filled */
	struct done_coverage coverage;
	struct done_scan scan;
	bool is_load; /* of performance: `load`, else `benchmarks` */
	struct done_load load;
	struct done_benchmarks benchmarks;
};

/* The rest of a file that is too large to lie in memory as a whole. */
struct done_evidence_stream {
	void *self;
	/* Fills `into` with at least one byte and at most `size`; 0 at the end; below zero with
	 * the error. */
	int (*fill)(void *self, char *into, size_t size, size_t *len, struct done_error *err);
};

/* What a check wants of a file. */
struct done_evidence_asked {
	enum done_evidence_subject subject;
	const char *format; /* a reader's name that the file must look like; NULL: whichever */
	struct done_load_asked load;
};

/* What is known of a file before a reader is chosen (look.c). */
struct done_evidence_look {
	struct done_arena *arena;
	const char *file;
	struct done_bytes bytes; /* UTF-8 without a byte-order mark, or XML in its own encoding */
	enum { DONE_LOOKS_TEXT, DONE_LOOKS_XML, DONE_LOOKS_JSON, DONE_LOOKS_JSON_LINES } form;
	const char *root, *child;      /* XML: the outermost element, and the first in it; "" */
	struct done_strings marks;     /* XML: names of the root's attributes */
	const struct done_value *json; /* JSON: the whole; JSON lines: the first */
	const struct done_evidence_asked *asked;
	const struct done_evidence_stream *rest; /* NULL: `bytes` are all; only where a reader
	                                            streams */
};

enum done_evidence_guess {
	DONE_GUESS_NO,
	DONE_GUESS_YES,
	DONE_GUESS_WRONG, /* of the tool, but of a kind that cannot be judged */
};

struct done_evidence_reader {
	const char *name; /* "junit": what a policy calls it */
	enum done_evidence_subject subject;
	const char *summary; /* who writes it, for the reference page */
	bool takes_lines;    /* a text of lines: may be as large as DONE_EVIDENCE_BYTES_MAX */
	bool streams;        /* reads look->rest, piece by piece */
	uint32_t yields;     /* of performance: which metrics it may give, by DONE_YIELDS() */
	/* For WRONG, *why is what it is and *fix how to get the right file. */
	enum done_evidence_guess (*guess)(
	    const struct done_evidence_look *look, const char **why, const char **fix);
	int (*read)(const struct done_evidence_look *look, struct done_evidence_report *out,
	    struct done_error *err);
};

extern const struct done_evidence_reader *const done_evidence_readers[];
extern const size_t done_evidence_readers_nr;
/* By its name; NULL: there is none. */
const struct done_evidence_reader *done_evidence_reader_find(const char *name);

/*
 * Reads a file as a report of what is asked. A file that looks like none, like two, like another
 * subject's or like the wrong kind of a tool's: DONE_E_POLICY with what to do. Everything in *out
 * lives in the arena, or in bytes.
 */
int done_evidence_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    const struct done_evidence_asked *asked, struct done_evidence_report *out,
    struct done_error *err);
/* The same of a file of a size, piece by piece where its reader can, else as a whole. */
int done_evidence_read_stream(struct done_arena *arena, const struct done_evidence_stream *stream,
    size_t size, const char *file, const struct done_evidence_asked *asked,
    struct done_evidence_report *out, struct done_error *err);

/* Whether a tool that some reader knows wrote it, as far as a look at it tells. */
bool done_evidence_is_report(struct done_arena *arena, struct done_bytes bytes, const char *file);

/* Which readers there are for a subject, as a Markdown table for the reference. */
void done_evidence_reference(struct done_buf *out, enum done_evidence_subject subject);

#endif
