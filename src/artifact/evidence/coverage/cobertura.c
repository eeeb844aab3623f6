/*
 * Cobertura's XML, which coverage.py, gcovr, istanbul, coverlet, PHPUnit and others write. A line
 * stands below the class and again below its method: it is counted once. Rates of the attributes
 * are passed over.
 */
#include <string.h>

#include "evidence/parts.h"

struct cobertura_reader {
	struct done_coverage_making making;
	const char *package;
	bool in_source, in_class, in_method;
	size_t file;
	uint64_t method_key;
	bool method_hit;
	struct done_buf source;
};

static bool cobertura_has(const struct done_evidence_look *look, const char *name)
{
	for (size_t i = 0; i < look->marks.nr; i++) {
		if (!strcmp(look->marks.items[i], name))
			return true;
	}
	return false;
}

static enum done_evidence_guess cobertura_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_XML && !strcmp(look->root, "coverage") &&
	        (cobertura_has(look, "line-rate") || !strcmp(look->child, "sources") ||
	            !strcmp(look->child, "packages"))
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* "50% (1/2)" */
static bool cobertura_conditions(const char *text, struct done_share *out)
{
	const char *open = text ? strchr(text, '(') : NULL,
	           *slash = open ? strchr(open, '/') : NULL;
	const char *close = slash ? strchr(slash, ')') : NULL;
	char number[24];

	if (!close || (size_t)(slash - open) > sizeof(number) ||
	    (size_t)(close - slash) > sizeof(number))
		return false;
	memcpy(number, open + 1, (size_t)(slash - open) - 1);
	number[slash - open - 1] = '\0';
	if (!done_evidence_count(number, &out->covered))
		return false;
	memcpy(number, slash + 1, (size_t)(close - slash) - 1);
	number[close - slash - 1] = '\0';
	return done_evidence_count(number, &out->all) && out->covered <= out->all;
}

static int cobertura_line(struct cobertura_reader *reader, const struct done_xml_tag *tag)
{
	struct done_measured one = {.of = DONE_COVERED_LINES, .weight = 1};
	const char *branch = done_tag_get(tag, "branch");
	struct done_share share;

	if (!done_evidence_line(done_tag_get(tag, "number"), &one.line) ||
	    !done_evidence_count(done_tag_get(tag, "hits"), &one.hits))
		return done_evidence_fail(&reader->making.base, tag->line,
		    "a line's number begins at 1, and its hits are a whole "
		    "number from 0");
	reader->method_hit = reader->method_hit || one.hits;
	if (done_coverage_add(&reader->making, reader->file, &one) < 0)
		return reader->making.base.err->code;
	if (!branch || strcmp(branch, "true") != 0 || !done_tag_get(tag, "condition-coverage"))
		return 0;
	if (!cobertura_conditions(done_tag_get(tag, "condition-coverage"), &share))
		return done_evidence_fail(&reader->making.base, tag->line,
		    "condition-coverage is not of the form '50%% (1/2)'");
	return done_coverage_add_share(
	    &reader->making, reader->file, DONE_COVERED_BRANCHES, one.line, share);
}

static int cobertura_class(struct cobertura_reader *reader, const struct done_xml_tag *tag)
{
	const char *file = done_tag_get(tag, "filename");

	if (!file || !*file)
		return done_evidence_fail(
		    &reader->making.base, tag->line, "a class has no 'filename'");
	reader->in_class = true;
	/* A bare name says too little: the same name in two packages is two files. */
	reader->file = done_coverage_file(
	    &reader->making, strpbrk(file, "/\\") ? NULL : reader->package, file, tag->line);
	return 0;
}

static void cobertura_method(struct cobertura_reader *reader, const struct done_xml_tag *tag)
{
	const char *name = done_tag_get(tag, "name"), *signature = done_tag_get(tag, "signature");
	char *text = done_arena_printf(reader->making.base.look->arena, "%d %s%s", tag->line,
	    name ? name : "", signature ? signature : "");

	reader->in_method = true;
	reader->method_hit = false;
	reader->method_key = done_hash(DONE_HASH, text, strlen(text));
}

static int cobertura_on_open(void *data, const struct done_xml_tag *tag)
{
	struct cobertura_reader *reader = data;
	const char *name = done_tag_get(tag, "name");

	if (!strcmp(tag->name, "source")) {
		reader->in_source = true;
		done_buf_clear(&reader->source);
	} else if (!strcmp(tag->name, "package")) {
		reader->package =
		    done_arena_strdup(reader->making.base.look->arena, name ? name : "");
	} else if (!strcmp(tag->name, "class")) {
		return cobertura_class(reader, tag);
	} else if (!strcmp(tag->name, "method") && reader->in_class) {
		cobertura_method(reader, tag);
	} else if (!strcmp(tag->name, "line") && reader->in_class) {
		return cobertura_line(reader, tag);
	}
	return 0;
}

static int cobertura_on_text(void *data, const char *bytes, size_t len)
{
	struct cobertura_reader *reader = data;

	if (reader->in_source)
		done_buf_add(&reader->source, bytes, len);
	return 0;
}

static void cobertura_add_source(struct cobertura_reader *reader)
{
	struct done_coverage *coverage = &reader->making.base.out->coverage;
	const char *text = reader->source.ptr ? reader->source.ptr : "";
	size_t start = strspn(text, " \t\r\n"), end = strlen(text);

	while (end > start && strchr(" \t\r\n", text[end - 1]))
		end--;
	reader->in_source = false;
	if (end > start && coverage->sources.nr < 100)
		*DONE_ARENA_PUSH(reader->making.base.look->arena, coverage->sources.items,
		    coverage->sources.nr, coverage->cap_sources) =
		    done_arena_strndup(reader->making.base.look->arena, text + start, end - start);
}

static int cobertura_on_close(void *data, const char *name)
{
	struct cobertura_reader *reader = data;

	if (!strcmp(name, "source") && reader->in_source)
		cobertura_add_source(reader);
	if (!strcmp(name, "class"))
		reader->in_class = false;
	if (!strcmp(name, "method") && reader->in_method) {
		struct done_measured one = {.of = DONE_COVERED_FUNCTIONS,
		    .key = reader->method_key,
		    .hits = reader->method_hit,
		    .weight = 1};

		reader->in_method = false;
		return done_coverage_add(&reader->making, reader->file, &one);
	}
	return 0;
}

static int cobertura_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {
	    .open = cobertura_on_open, .text = cobertura_on_text, .close = cobertura_on_close};
	struct cobertura_reader reader = {.package = "", .source = {.max = 4096}};
	int rc;

	done_coverage_open(&reader.making, look, out, err);
	rc = done_evidence_xml(&reader.making.base, &events, &reader);
	done_buf_release(&reader.source);
	if (rc < 0)
		return rc;
	done_coverage_close(&reader.making);
	return 0;
}

const struct done_evidence_reader done_evidence_cobertura = {
    .name = "cobertura",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "Cobertura XML: coverage.py, gcovr, istanbul, coverlet, PHPUnit, gocover-cobertura",
    .takes_lines = true,
    .guess = cobertura_guess,
    .read = cobertura_read,
};
