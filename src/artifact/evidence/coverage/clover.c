/*
 * Clover's XML: OpenClover, PHPUnit, istanbul. A statement or condition is a line; what stands
 * below `testproject` is tests, and does not count.
 */
#include <string.h>

#include "evidence/parts.h"

struct clover_reader {
	struct done_coverage_making making;
	int tests_depth, depth; /* of the testproject that is open; 0: none */
	bool in_file;
	size_t file;
};

static enum done_evidence_guess clover_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_XML && !strcmp(look->root, "coverage") &&
	        (!strcmp(look->child, "project") || !strcmp(look->child, "testproject"))
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* A condition counts its two ways apart. */
static int clover_condition(
    struct clover_reader *reader, const struct done_xml_tag *tag, struct done_measured *one)
{
	struct done_measured way = {.of = DONE_COVERED_BRANCHES, .line = one->line, .weight = 1};
	uint64_t yes, no;

	if (!done_evidence_count(done_tag_get(tag, "truecount"), &yes) ||
	    !done_evidence_count(done_tag_get(tag, "falsecount"), &no))
		return 0;
	one->hits = yes > UINT64_MAX - no ? UINT64_MAX : yes + no;
	way.hits = yes;
	if (done_coverage_add(&reader->making, reader->file, &way) < 0)
		return reader->making.base.err->code;
	way.key = 1;
	way.hits = no;
	return done_coverage_add(&reader->making, reader->file, &way) < 0
	    ? reader->making.base.err->code
	    : 1;
}

static int clover_line(struct clover_reader *reader, const struct done_xml_tag *tag)
{
	struct done_measured one = {.of = DONE_COVERED_LINES, .weight = 1};
	const char *type = done_tag_get(tag, "type");
	bool is_condition = type && !strcmp(type, "cond");
	int rc = 0;

	if (!done_evidence_line(done_tag_get(tag, "num"), &one.line))
		return done_evidence_fail(
		    &reader->making.base, tag->line, "a line's number begins at 1");
	if (is_condition && (rc = clover_condition(reader, tag, &one)) < 0)
		return rc;
	if (!rc && !done_evidence_count(done_tag_get(tag, "count"), &one.hits))
		return done_evidence_fail(
		    &reader->making.base, tag->line, "a line's count is a whole number from 0");
	if (type && !strcmp(type, "method")) {
		one.of = DONE_COVERED_FUNCTIONS;
		return done_coverage_add(&reader->making, reader->file, &one);
	}
	if (done_coverage_add(&reader->making, reader->file, &one) < 0)
		return reader->making.base.err->code;
	one.of = DONE_COVERED_STATEMENTS;
	one.key = (uint64_t)tag->line << 16 | (uint64_t)(tag->column & 0xFFFF);
	return is_condition ? 0 : done_coverage_add(&reader->making, reader->file, &one);
}

static int clover_on_open(void *data, const struct done_xml_tag *tag)
{
	struct clover_reader *reader = data;

	reader->depth++;
	if (reader->tests_depth)
		return 0;
	if (!strcmp(tag->name, "testproject")) {
		reader->tests_depth = reader->depth;
	} else if (!strcmp(tag->name, "file")) {
		const char *path = done_tag_get(tag, "path");

		if (!path)
			path = done_tag_get(tag, "name");
		if (!path || !*path)
			return done_evidence_fail(&reader->making.base, tag->line,
			    "a file has neither 'path' nor 'name'");
		reader->in_file = true;
		reader->file = done_coverage_file(&reader->making, NULL, path, tag->line);
	} else if (!strcmp(tag->name, "line") && reader->in_file) {
		return clover_line(reader, tag);
	}
	return 0;
}

static int clover_on_close(void *data, const char *name)
{
	struct clover_reader *reader = data;

	if (reader->tests_depth == reader->depth)
		reader->tests_depth = 0;
	if (!strcmp(name, "file"))
		reader->in_file = false;
	reader->depth--;
	return 0;
}

static int clover_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {
	    .open = clover_on_open, .close = clover_on_close};
	struct clover_reader reader = {0};

	done_coverage_open(&reader.making, look, out, err);
	if (done_evidence_xml(&reader.making.base, &events, &reader) < 0)
		return err->code;
	done_coverage_close(&reader.making);
	return 0;
}

const struct done_evidence_reader done_evidence_clover = {
    .name = "clover",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "Clover XML: OpenClover, PHPUnit, istanbul",
    .takes_lines = true,
    .guess = clover_guess,
    .read = clover_read,
};
