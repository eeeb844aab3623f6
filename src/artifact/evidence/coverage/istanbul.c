/*
 * istanbul's JSON, which nyc, jest and vitest write: coverage-final.json, whose lines are those
 * where statements begin, and coverage-summary.json, which has totals of files only.
 */
#include <string.h>

#include "evidence/parts.h"

static const struct done_value *istanbul_first(const struct done_evidence_look *look)
{
	const struct done_value *root = look->json;

	return look->form == DONE_LOOKS_JSON && root->type == DONE_MAP && root->map.nr
	    ? &root->map.ptr[0].value
	    : NULL;
}

static bool istanbul_is_summary(const struct done_value *first)
{
	return done_member_map(first, "lines") && done_member_map(first, "statements") &&
	    done_value_get(done_member_map(first, "lines"), "pct");
}

static enum done_evidence_guess istanbul_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *first = istanbul_first(look);

	(void)why;
	(void)fix;
	return (done_member_map(first, "statementMap") && done_member_map(first, "s")) ||
	        istanbul_is_summary(first)
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* The line where a location begins; 0: it has none. */
static int istanbul_line(const struct done_value *location)
{
	uint64_t line;

	return done_value_count(
	           done_value_get(done_member_map(location, "start"), "line"), &line) &&
	        line && line <= INT32_MAX
	    ? (int)line
	    : 0;
}

static int istanbul_statements(
    struct done_coverage_making *making, size_t file, const struct done_value *of)
{
	const struct done_value *map = done_member_map(of, "statementMap");
	const struct done_value *hits = done_member_map(of, "s");

	if (!map || !hits)
		return done_evidence_fail(
		    &making->base, of->line, "a file must have the maps 'statementMap' and 's'");
	for (size_t i = 0; i < map->map.nr; i++) {
		const struct done_member *one = &map->map.ptr[i];
		struct done_measured item = {.of = DONE_COVERED_STATEMENTS, .key = i, .weight = 1};

		item.line = istanbul_line(&one->value);
		if (!item.line || !done_value_count(done_value_get(hits, one->key.ptr), &item.hits))
			return done_evidence_fail(
			    &making->base, one->line, "a statement has no line, or no hits");
		if (done_coverage_add(making, file, &item) < 0)
			return making->base.err->code;
		item.of = DONE_COVERED_LINES;
		item.key = 0;
		if (done_coverage_add(making, file, &item) < 0)
			return making->base.err->code;
	}
	return 0;
}

static int istanbul_functions(
    struct done_coverage_making *making, size_t file, const struct done_value *of)
{
	const struct done_value *hits = done_member_map(of, "f");
	struct done_measured item = {.of = DONE_COVERED_FUNCTIONS, .weight = 1};

	for (size_t i = 0; hits && i < hits->map.nr; i++) {
		item.key = i;
		if (!done_value_count(&hits->map.ptr[i].value, &item.hits))
			return done_evidence_fail(
			    &making->base, hits->map.ptr[i].line, "hits are a whole number from 0");
		if (done_coverage_add(making, file, &item) < 0)
			return making->base.err->code;
	}
	return 0;
}

static int istanbul_branches(
    struct done_coverage_making *making, size_t file, const struct done_value *of)
{
	const struct done_value *hits = done_member_map(of, "b");
	struct done_measured item = {.of = DONE_COVERED_BRANCHES, .weight = 1};

	for (size_t i = 0; hits && i < hits->map.nr; i++) {
		const struct done_value *ways = &hits->map.ptr[i].value;

		for (size_t j = 0; ways->type == DONE_LIST && j < ways->list.nr; j++) {
			item.key = (uint64_t)i << 32 | j;
			if (!done_value_count(&ways->list.ptr[j], &item.hits))
				return done_evidence_fail(
				    &making->base, ways->line, "hits are a whole number from 0");
			if (done_coverage_add(making, file, &item) < 0)
				return making->base.err->code;
		}
	}
	return 0;
}

static int istanbul_totals(
    struct done_coverage_making *making, size_t file, const struct done_value *of)
{
	for (int what = 0; what < DONE_COVERAGE_OF; what++) {
		const struct done_value *counts = done_member_map(of, done_coverage_of_words[what]);
		struct done_share share;

		if (!counts || !done_value_count(done_value_get(counts, "total"), &share.all) ||
		    !done_value_count(done_value_get(counts, "covered"), &share.covered) ||
		    share.covered > share.all)
			return done_evidence_fail(&making->base, of->line,
			    "a file has no counts of its %s", done_coverage_of_words[what]);
		if (done_coverage_add_share(making, file, what, 0, share) < 0)
			return making->base.err->code;
	}
	return 0;
}

static int istanbul_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *root = look->json;
	struct done_coverage_making making;

	done_coverage_open(&making, look, out, err);
	out->coverage.has_totals_only = istanbul_is_summary(istanbul_first(look));
	for (size_t i = 0; i < root->map.nr; i++) {
		const struct done_member *one = &root->map.ptr[i];
		const char *path = done_member_string(&one->value, "path");
		size_t file;

		if (out->coverage.has_totals_only && !strcmp(one->key.ptr, "total"))
			continue;
		file = done_coverage_file(
		    &making, NULL, path && *path ? path : one->key.ptr, one->line);
		if (out->coverage.has_totals_only
		        ? istanbul_totals(&making, file, &one->value) < 0
		        : istanbul_statements(&making, file, &one->value) < 0 ||
		            istanbul_functions(&making, file, &one->value) < 0 ||
		            istanbul_branches(&making, file, &one->value) < 0)
			return err->code;
	}
	done_coverage_close(&making);
	return 0;
}

const struct done_evidence_reader done_evidence_istanbul = {
    .name = "istanbul",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "istanbul's coverage-final.json and coverage-summary.json (nyc, jest, vitest)",
    .guess = istanbul_guess,
    .read = istanbul_read,
};
