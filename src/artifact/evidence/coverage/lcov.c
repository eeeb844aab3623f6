/*
 * lcov's tracefiles: SF opens a file, end_of_record closes it. The same file may come again for
 * another test: hits add up. Hits of more than 64 bits occur, and are the most.
 */
#include <string.h>

#include "evidence/parts.h"

struct lcov_reader {
	struct done_coverage_making making;
	struct done_evidence_lines lines;
	bool is_open;
	bool is_begun; /* something stands behind the last record */
	size_t file;
};

static enum done_evidence_guess lcov_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	(void)why;
	(void)fix;
	while (
	    look->form == DONE_LOOKS_TEXT && lines.line < 20 && done_evidence_next(&lines, &line)) {
		if (done_line_starts(line, "SF:"))
			return DONE_GUESS_YES;
		if (line.len && !done_line_starts(line, "TN:") && line.ptr[0] != '#')
			return DONE_GUESS_NO;
	}
	return DONE_GUESS_NO;
}

/* The fields of "DA:12,3,checksum" in place; how many, at most `most`: the last takes the rest. */
static size_t lcov_split(char *text, char *fields[], size_t most)
{
	size_t nr = 0;

	for (char *at = text; at && nr < most;) {
		char *comma = nr + 1 < most ? strchr(at, ',') : NULL;

		fields[nr++] = at;
		if (comma)
			*comma++ = '\0';
		at = comma;
	}
	return nr;
}

static int lcov_bad(struct lcov_reader *reader)
{
	return done_evidence_fail(&reader->making.base, reader->lines.line,
	    "the line is not one of lcov's: a line's number begins at 1, and "
	    "hits are a whole number from 0");
}

static int lcov_add(struct lcov_reader *reader, int of, int line, uint64_t key, uint64_t hits)
{
	struct done_measured one = {.of = of, .line = line, .key = key, .hits = hits, .weight = 1};

	return done_coverage_add(&reader->making, reader->file, &one);
}

static int lcov_take_line(struct lcov_reader *reader, char *text)
{
	char *fields[3];
	uint64_t hits;
	int line;

	if (lcov_split(text, fields, 3) < 2 || !done_evidence_line(fields[0], &line) ||
	    !done_evidence_count(fields[1], &hits))
		return lcov_bad(reader);
	return lcov_add(reader, DONE_COVERED_LINES, line, 0, hits);
}

/* "BRDA:line,block,branch,taken": '-' where the block was never reached. A branch may hold text. */
static int lcov_take_branch(struct lcov_reader *reader, char *text)
{
	char *comma = strchr(text, ','), *last = strrchr(text, ',');
	uint64_t hits = 0;
	int line;

	if (!comma || last == comma)
		return lcov_bad(reader);
	*comma = *last = '\0';
	if (!done_evidence_line(text, &line) ||
	    (strcmp(last + 1, "-") != 0 && !done_evidence_count(last + 1, &hits)))
		return lcov_bad(reader);
	return lcov_add(reader, DONE_COVERED_BRANCHES, line,
	    done_hash(DONE_HASH, comma + 1, strlen(comma + 1)), hits);
}

/* "FN:line,name", "FN:line,end,name": the function is there; whether it ran FNDA says. */
static int lcov_take_function(struct lcov_reader *reader, char *text)
{
	char *fields[3];
	size_t nr = lcov_split(text, fields, 3);
	const char *name;
	int line;

	if (nr < 2 || !done_evidence_line(fields[0], &line))
		return lcov_bad(reader);
	if (nr == 3 && !done_evidence_line(fields[1], &line))
		fields[2][-1] = ','; /* a name with a comma */
	name = nr == 3 && done_evidence_line(fields[1], &line) ? fields[2] : fields[1];
	return lcov_add(
	    reader, DONE_COVERED_FUNCTIONS, 0, done_hash(DONE_HASH, name, strlen(name)), 0);
}

static int lcov_take_function_hits(struct lcov_reader *reader, char *text)
{
	char *fields[2];
	uint64_t hits;

	if (lcov_split(text, fields, 2) < 2 || !done_evidence_count(fields[0], &hits))
		return lcov_bad(reader);
	return lcov_add(reader, DONE_COVERED_FUNCTIONS, 0,
	    done_hash(DONE_HASH, fields[1], strlen(fields[1])), hits);
}

/* lcov 2: "FNA:index,hits,name". */
static int lcov_take_function_alias(struct lcov_reader *reader, char *text)
{
	char *fields[3];
	uint64_t hits;

	if (lcov_split(text, fields, 3) < 3 || !done_evidence_count(fields[1], &hits))
		return lcov_bad(reader);
	return lcov_add(reader, DONE_COVERED_FUNCTIONS, 0,
	    done_hash(DONE_HASH, fields[2], strlen(fields[2])), hits);
}

/* The first line of a record, or what is left of it. */
static bool lcov_begins(struct done_bytes line)
{
	size_t len = line.len < 3 ? line.len : 3;

	return len && (!memcmp(line.ptr, "TN:", len) || !memcmp(line.ptr, "SF:", len));
}

static int lcov_take(struct lcov_reader *reader, struct done_bytes line)
{
	static const struct {
		const char *name;
		int (*take)(struct lcov_reader *reader, char *text);
	} rows[] = {
	    {"DA:", lcov_take_line},
	    {"BRDA:", lcov_take_branch},
	    {"FN:", lcov_take_function},
	    {"FNDA:", lcov_take_function_hits},
	    {"FNA:", lcov_take_function_alias},
	};
	struct done_arena *arena = reader->making.base.look->arena;

	if (done_line_starts(line, "SF:")) {
		if (reader->is_open)
			done_evidence_fault(&reader->making.base, "cut off", reader->lines.line,
			    "write the report again", "the record before has no 'end_of_record'");
		reader->is_open = true;
		reader->file = done_coverage_file(&reader->making, NULL,
		    done_line_text(arena, (struct done_bytes){line.ptr + 3, line.len - 3}),
		    reader->lines.line);
	}
	if (done_line_starts(line, "end_of_record"))
		reader->is_open = reader->is_begun = false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		size_t skip = strlen(rows[i].name);

		if (!done_line_starts(line, rows[i].name))
			continue;
		if (!reader->is_open)
			return lcov_bad(reader);
		return rows[i].take(
		    reader, done_arena_strndup(arena, line.ptr + skip, line.len - skip));
	}
	return 0;
}

static int lcov_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct lcov_reader reader = {.lines = {.text = look->bytes}};
	struct done_bytes line;

	done_coverage_open(&reader.making, look, out, err);
	while (done_evidence_next(&reader.lines, &line)) {
		reader.is_begun = reader.is_begun || lcov_begins(line);
		if (lcov_take(&reader, line) < 0)
			return err->code;
	}
	if (reader.is_open || reader.is_begun)
		done_evidence_fault(&reader.making.base, "cut off", reader.lines.line,
		    "write the report again: the run may have been cut off",
		    "the last record has no 'end_of_record'");
	done_coverage_close(&reader.making);
	return 0;
}

const struct done_evidence_reader done_evidence_lcov = {
    .name = "lcov",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "lcov 1 and 2, and what writes its format: vitest, jest, coverage.py, cargo "
               "llvm-cov, Dart, Bazel",
    .takes_lines = true,
    .guess = lcov_guess,
    .read = lcov_read,
};
