/*
 * coverage.py's JSON. Its percent_covered mixes lines and branches: the lists of lines are counted
 * instead. Before 7.13.1 the executed lines have lines that are no statements as well: docstrings
 * and what the configuration excludes.
 */
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess coveragepy_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && done_member_map(look->json, "meta") &&
	        done_member_map(look->json, "files") && done_member_map(look->json, "totals")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* The list "executed_lines" or "missing_lines" of a file, in order: a walk through it leaves out
 * what the configuration excludes. */
struct coveragepy_walk {
	const struct done_value *lines, *excluded;
	size_t at, at_excluded;
};

static int coveragepy_begin(struct done_coverage_making *making, const struct done_value *of,
    const char *key, struct coveragepy_walk *walk)
{
	*walk = (struct coveragepy_walk){
	    done_member_list(of, key), done_member_list(of, "excluded_lines"), 0, 0};
	return walk->lines
	    ? 0
	    : done_evidence_fail(&making->base, of->line, "a file has no list '%s'", key);
}

/* 1: *number is the next line; 0: there is none. */
static int coveragepy_next(
    struct done_coverage_making *making, struct coveragepy_walk *walk, uint64_t *number)
{
	while (walk->at < walk->lines->list.nr) {
		const struct done_value *line = &walk->lines->list.ptr[walk->at++];
		uint64_t excluded = 0;

		if (!done_value_count(line, number) || !*number || *number > INT32_MAX)
			return done_evidence_fail(
			    &making->base, line->line, "a line's number begins at 1");
		while (walk->excluded && walk->at_excluded < walk->excluded->list.nr &&
		    done_value_count(&walk->excluded->list.ptr[walk->at_excluded], &excluded) &&
		    excluded < *number)
			walk->at_excluded++;
		if (excluded != *number)
			return 1;
	}
	return 0;
}

/* -1: an error; else how many lines a list has that count. */
static int64_t coveragepy_nr(
    struct done_coverage_making *making, const struct done_value *of, const char *key)
{
	struct coveragepy_walk walk;
	uint64_t number;
	int64_t nr = 0;
	int rc = coveragepy_begin(making, of, key, &walk);

	while (rc == 0 && (rc = coveragepy_next(making, &walk, &number)) > 0) {
		nr++;
		rc = 0;
	}
	return rc < 0 ? -1 : nr;
}

/* The first `skipped` are none of the statements: of those that are too many, which ones is not
 * said, and a module's docstring is its first line. */
static int coveragepy_lines(struct done_coverage_making *making, size_t file,
    const struct done_value *of, const char *key, int64_t skipped)
{
	struct done_measured one = {.hits = !strcmp(key, "executed_lines"), .weight = 1};
	struct coveragepy_walk walk;
	uint64_t number;
	int rc = coveragepy_begin(making, of, key, &walk);

	while (rc == 0 && (rc = coveragepy_next(making, &walk, &number)) > 0) {
		rc = 0;
		if (skipped-- > 0)
			continue;
		one.line = (int)number;
		one.of = DONE_COVERED_LINES;
		if (done_coverage_add(making, file, &one) < 0)
			return making->base.err->code;
		one.of = DONE_COVERED_STATEMENTS;
		if (done_coverage_add(making, file, &one) < 0)
			return making->base.err->code;
	}
	return rc;
}

/* [[from, to], …]; "to" is below 0 where the code is left. */
static int coveragepy_branches(struct done_coverage_making *making, size_t file,
    const struct done_value *of, const char *key, uint64_t hits)
{
	const struct done_value *branches = done_member_list(of, key);
	struct done_measured one = {.of = DONE_COVERED_BRANCHES, .hits = hits, .weight = 1};

	for (size_t i = 0; branches && i < branches->list.nr; i++) {
		const struct done_value *pair = &branches->list.ptr[i];
		uint64_t from;

		if (pair->type != DONE_LIST || pair->list.nr != 2 ||
		    !done_value_count(&pair->list.ptr[0], &from) || !from || from > INT32_MAX ||
		    pair->list.ptr[1].type != DONE_INTEGER)
			return done_evidence_fail(
			    &making->base, pair->line, "a branch is a pair of lines");
		one.line = (int)from;
		one.key = (uint64_t)pair->list.ptr[1].integer;
		if (done_coverage_add(making, file, &one) < 0)
			return making->base.err->code;
	}
	return 0;
}

/* Lists and the summary beside them say the same, or something was cut out. *extra: how many of the
 * lines that ran are no statements. */
static int coveragepy_check(
    struct done_coverage_making *making, const struct done_value *of, int64_t *extra)
{
	const struct done_value *summary = done_member_map(of, "summary");
	int64_t executed = coveragepy_nr(making, of, "executed_lines");
	int64_t missing = executed < 0 ? -1 : coveragepy_nr(making, of, "missing_lines");
	uint64_t covered, all;

	*extra = 0;
	if (missing < 0)
		return making->base.err->code;
	if (!summary)
		return 0;
	if (!done_value_count(done_value_get(summary, "covered_lines"), &covered) ||
	    !done_value_count(done_value_get(summary, "num_statements"), &all))
		return done_evidence_fail(
		    &making->base, summary->line, "a file's summary has no counts of its lines");
	if (covered > (uint64_t)executed || all - covered != (uint64_t)missing)
		done_evidence_fault(&making->base, "counts differ", summary->line,
		    "write the report again",
		    "the summary of a file counts %llu of %llu lines as covered, "
		    "but its lists have %lld of %lld",
		    (unsigned long long)covered, (unsigned long long)all, (long long)executed,
		    (long long)executed + missing);
	else
		*extra = executed - (int64_t)covered;
	return 0;
}

static int coveragepy_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *files = done_member_map(look->json, "files");
	const struct done_value *meta = done_member_map(look->json, "meta");
	struct done_coverage_making making;

	done_coverage_open(&making, look, out, err);
	out->tool = "coverage.py";
	out->version = done_member_string(meta, "version");
	done_evidence_dated(out, done_member_string(meta, "timestamp"), meta->line);
	for (size_t i = 0; i < files->map.nr; i++) {
		const struct done_value *of = &files->map.ptr[i].value;
		size_t file = done_coverage_file(
		    &making, NULL, files->map.ptr[i].key.ptr, files->map.ptr[i].line);

		int64_t extra;

		if (of->type != DONE_MAP)
			return done_evidence_fail(&making.base, of->line, "a file must be a map");
		if (coveragepy_check(&making, of, &extra) < 0 ||
		    coveragepy_lines(&making, file, of, "executed_lines", extra) < 0 ||
		    coveragepy_lines(&making, file, of, "missing_lines", 0) < 0 ||
		    coveragepy_branches(&making, file, of, "executed_branches", 1) < 0 ||
		    coveragepy_branches(&making, file, of, "missing_branches", 0) < 0)
			return err->code;
	}
	done_coverage_close(&making);
	return 0;
}

const struct done_evidence_reader done_evidence_coveragepy = {
    .name = "coveragepy",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "`coverage json` of coverage.py",
    .guess = coveragepy_guess,
    .read = coveragepy_read,
};
