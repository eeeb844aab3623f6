/* Inside the check room: parts of kind `coverage`. */
#ifndef DONE_CHECK_COVERAGE_H
#define DONE_CHECK_COVERAGE_H

#include "reports.h"

struct coverage_options {
	struct done_reports_options reports;
	struct done_ratio min, min_changed, max_drop, min_files;
	int of; /* enum done_coverage_of */
	int64_t min_lines;
	struct done_file_globs exclude;
	bool ignore_space;
};

/* A file of the service, of all reports together. */
struct coverage_file {
	const char *path;
	struct done_covered_file covered;
	const struct done_read_report *read; /* the first that names it */
};

struct coverage_judging {
	struct done_view *view;
	const struct coverage_options *options;
	const struct done_reports *reports;
	struct done_result *result;
	struct coverage_file *files; /* ascending by path, each once */
	size_t nr, cap;
	struct done_strings endings; /* of all files that the reports name: ".go" */
	size_t cap_endings;
	size_t nr_sources, nr_known; /* of the service; of these, those that reports name */
	struct done_buf said;        /* of changed lines, for the reason; the caller releases it */
};

/* The service's files out of reports, joined; contradictions are findings where result is there
 * (coverage_files.c). */
int done_coverage_gather(struct coverage_judging *judging, struct done_error *err);
const struct coverage_file *done_coverage_find(
    const struct coverage_judging *judging, const char *path);
struct done_share done_coverage_sum(
    const struct coverage_judging *judging, enum done_coverage_of of);

/* 1 where the path is a source of an ending that the reports name; else 0 (coverage_sources.c). */
int done_coverage_is_source(
    struct coverage_judging *judging, const char *path, struct done_error *err);
/* How many of the lines hold more than comments and blanks. */
int done_coverage_code_lines(struct coverage_judging *judging, const struct done_file *file,
    const struct done_line_ranges *ranges, size_t *out, struct done_error *err);
/* That the reports know more than a few of the sources (coverage_known.c). */
int done_coverage_known(struct coverage_judging *judging, struct done_error *err);

/* The lines that the change brings (coverage_changed.c). */
int done_coverage_changed(struct coverage_judging *judging, struct done_error *err);

#endif
