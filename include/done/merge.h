/*
 * merge: reads JSON reports back, and joins those of the shards of one run. A report is trusted
 * input: it is held to its schema, added up again and checked for completeness, but not judged
 * again. Whoever can write it can write any verdict.
 */
#ifndef DONE_MERGE_H
#define DONE_MERGE_H

#include "done/report.h"

/*
 * A JSON report of this version as a report, strictly: what is unknown, missing or does not add up
 * is DONE_E_USAGE at its place in the file. A report that holds an error instead of a judgement is
 * that error again.
 */
int done_report_read(
    struct done_bytes bytes, const char *file, struct done_report *out, struct done_error *err);
/*
 * What one run over everything would have reported, from all its shards in any order; or one whole
 * report as it is. DONE_E_USAGE: they are not of one run, or one is there twice; DONE_E_UNDECIDED:
 * one is missing. The parts are emptied when it succeeds; release them either way.
 */
int done_report_merge(struct done_report *parts, const char *const *files, size_t nr,
    struct done_report *out, struct done_error *err);

#endif
