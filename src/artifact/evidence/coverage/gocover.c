/*
 * Go's cover profile: "file:line.column,line.column statements count". Of the same block, named
 * many times with -coverpkg, the counts add up; of a block each of its lines is measured. A profile
 * that is cut at a line's end cannot be told from a shorter one.
 */
#include <string.h>

#include "evidence/parts.h"

struct gocover_block {
	int from, to;
	uint64_t statements, hits;
};

static enum done_evidence_guess gocover_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line = {0};

	(void)why;
	(void)fix;
	while (look->form == DONE_LOOKS_TEXT && done_evidence_next(&lines, &line) && !line.len)
		;
	return line.len && done_line_starts(line, "mode: ") ? DONE_GUESS_YES : DONE_GUESS_NO;
}

/* The digits up to one of the ends, which is passed over. */
static bool gocover_number(const char **at, char end, uint64_t *out)
{
	const char *start = *at;
	char digits[24];
	size_t len = strspn(start, "0123456789");

	if (!len || start[len] != end)
		return false;
	*at = start + len + (end ? 1 : 0);
	if (len >= sizeof(digits)) {
		*out = UINT64_MAX;
		return true;
	}
	memcpy(digits, start, len);
	digits[len] = '\0';
	return done_evidence_count(digits, out);
}

/* text: behind the ':' that ends the file's name. */
static bool gocover_parse(const char *text, struct gocover_block *out)
{
	uint64_t from, to, column;
	const char *at = text;

	if (!gocover_number(&at, '.', &from) || !gocover_number(&at, ',', &column) ||
	    !gocover_number(&at, '.', &to) || !gocover_number(&at, ' ', &column) ||
	    !gocover_number(&at, ' ', &out->statements) || !gocover_number(&at, '\0', &out->hits))
		return false;
	if (!from || to < from || to > INT32_MAX || out->statements > UINT32_MAX)
		return false;
	out->from = (int)from;
	out->to = (int)to;
	return true;
}

static int gocover_take(struct done_coverage_making *making, struct done_bytes line, int number)
{
	const char *text = done_line_text(making->base.look->arena, line);
	const char *colon = strrchr(text, ':');
	struct gocover_block block;
	struct done_measured one = {.of = DONE_COVERED_STATEMENTS};
	size_t file;

	if (!colon || colon == text || !gocover_parse(colon + 1, &block))
		return done_evidence_fail(&making->base, number,
		    "the line is not a block of a cover profile "
		    "('file.go:1.2,3.4 statements count')");
	file = done_coverage_file(making, NULL,
	    done_arena_strndup(making->base.look->arena, text, (size_t)(colon - text)), number);
	if (!block.statements)
		return 0;
	one.line = block.from;
	one.key = done_hash(DONE_HASH, colon, strcspn(colon, " "));
	one.weight = (uint32_t)block.statements;
	one.hits = block.hits;
	if (done_coverage_add(making, file, &one) < 0)
		return making->base.err->code;
	one = (struct done_measured){.of = DONE_COVERED_LINES, .weight = 1, .hits = block.hits};
	for (one.line = block.from; one.line <= block.to; one.line++) {
		if (done_coverage_add(making, file, &one) < 0)
			return making->base.err->code;
	}
	return 0;
}

static int gocover_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_coverage_making making;
	struct done_bytes line;

	done_coverage_open(&making, look, out, err);
	while (done_evidence_next(&lines, &line)) {
		if (line.len && !done_line_starts(line, "mode: ") &&
		    gocover_take(&making, line, lines.line) < 0)
			return err->code;
	}
	if (look->bytes.ptr[look->bytes.len - 1] != '\n')
		done_evidence_fault(&making.base, "cut off", lines.line,
		    "write the report again: the run may have been cut off",
		    "the last line has no end");
	done_coverage_close(&making);
	return 0;
}

const struct done_evidence_reader done_evidence_gocover = {
    .name = "gocover",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "`go test -coverprofile`, several in one file too",
    .takes_lines = true,
    .guess = gocover_guess,
    .read = gocover_read,
};
