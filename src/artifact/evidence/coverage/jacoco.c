/*
 * JaCoCo's XML. A line is covered where an instruction of it ran. The counter of the whole must
 * equal what the lines add up to, or something was cut out.
 */
#include <string.h>

#include "evidence/parts.h"

struct jacoco_reader {
	struct done_coverage_making making;
	const char *package, *class_file;
	int depth, counter_line;
	bool in_file, in_class, in_method;
	size_t file;
	uint64_t method_key;
	struct done_share counted;
};

static enum done_evidence_guess jacoco_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	static const char *const children[] = {"sessioninfo", "group", "package", "counter"};

	(void)why;
	(void)fix;
	for (size_t i = 0; look->form == DONE_LOOKS_XML && !strcmp(look->root, "report") &&
	     i < DONE_ARRAY_SIZE(children);
	     i++) {
		if (!strcmp(look->child, children[i]))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

static size_t jacoco_file(struct jacoco_reader *reader, const char *name, int line)
{
	struct done_arena *arena = reader->making.base.look->arena;

	return done_coverage_file(&reader->making, NULL,
	    *reader->package ? done_arena_printf(arena, "%s/%s", reader->package, name) : name,
	    line);
}

static int jacoco_line(struct jacoco_reader *reader, const struct done_xml_tag *tag)
{
	struct done_measured one = {.of = DONE_COVERED_LINES, .weight = 1};
	struct done_share share;
	uint64_t missed;

	if (!done_evidence_line(done_tag_get(tag, "nr"), &one.line) ||
	    !done_evidence_count(done_tag_get(tag, "ci"), &one.hits) ||
	    !done_evidence_count(done_tag_get(tag, "mi"), &missed) ||
	    !done_evidence_count(done_tag_get(tag, "cb"), &share.covered) ||
	    !done_evidence_count(done_tag_get(tag, "mb"), &missed))
		return done_evidence_fail(&reader->making.base, tag->line,
		    "a line's number begins at 1, and its counts are whole "
		    "numbers from 0");
	if (missed > DONE_EVIDENCE_ITEMS_MAX || share.covered > DONE_EVIDENCE_ITEMS_MAX)
		return done_evidence_limit(
		    &reader->making.base, DONE_EVIDENCE_ITEMS_MAX, "branches of a line");
	share.all = share.covered + missed;
	if (done_coverage_add(&reader->making, reader->file, &one) < 0)
		return reader->making.base.err->code;
	return done_coverage_add_share(
	    &reader->making, reader->file, DONE_COVERED_BRANCHES, one.line, share);
}

static int jacoco_counter(struct jacoco_reader *reader, const struct done_xml_tag *tag)
{
	const char *type = done_tag_get(tag, "type");
	uint64_t missed, covered;
	struct done_measured one = {.of = DONE_COVERED_FUNCTIONS, .weight = 1};

	if (!type || !done_evidence_count(done_tag_get(tag, "missed"), &missed) ||
	    !done_evidence_count(done_tag_get(tag, "covered"), &covered))
		return done_evidence_fail(&reader->making.base, tag->line,
		    "a counter has a type, and whole numbers from 0");
	if (reader->depth == 2 && !strcmp(type, "LINE")) {
		reader->counter_line = tag->line;
		reader->counted = (struct done_share){
		    covered, missed > UINT64_MAX - covered ? UINT64_MAX : missed + covered};
	}
	if (!reader->in_method || !reader->class_file || strcmp(type, "METHOD") != 0)
		return 0;
	one.key = reader->method_key;
	one.hits = covered;
	return done_coverage_add(
	    &reader->making, jacoco_file(reader, reader->class_file, tag->line), &one);
}

static void jacoco_method(struct jacoco_reader *reader, const struct done_xml_tag *tag)
{
	const char *name = done_tag_get(tag, "name"), *type = done_tag_get(tag, "desc");
	char *text = done_arena_printf(reader->making.base.look->arena, "%d %s%s", tag->line,
	    name ? name : "", type ? type : "");

	reader->in_method = true;
	reader->method_key = done_hash(DONE_HASH, text, strlen(text));
}

static int jacoco_on_open(void *data, const struct done_xml_tag *tag)
{
	struct jacoco_reader *reader = data;
	struct done_arena *arena = reader->making.base.look->arena;
	const char *name = done_tag_get(tag, "name");

	reader->depth++;
	if (!strcmp(tag->name, "package")) {
		reader->package = done_arena_strdup(arena, name ? name : "");
	} else if (!strcmp(tag->name, "class")) {
		const char *file = done_tag_get(tag, "sourcefilename");

		reader->class_file = file ? done_arena_strdup(arena, file) : NULL;
	} else if (!strcmp(tag->name, "method")) {
		jacoco_method(reader, tag);
	} else if (!strcmp(tag->name, "sourcefile")) {
		reader->in_file = true;
		reader->file = jacoco_file(reader, name ? name : "", tag->line);
	} else if (!strcmp(tag->name, "counter")) {
		return jacoco_counter(reader, tag);
	} else if (!strcmp(tag->name, "line") && reader->in_file) {
		return jacoco_line(reader, tag);
	}
	return 0;
}

static int jacoco_on_close(void *data, const char *name)
{
	struct jacoco_reader *reader = data;

	reader->depth--;
	if (!strcmp(name, "method"))
		reader->in_method = false;
	else if (!strcmp(name, "sourcefile"))
		reader->in_file = false;
	return 0;
}

static void jacoco_check(struct jacoco_reader *reader)
{
	const struct done_coverage *coverage = &reader->making.base.out->coverage;
	struct done_share sum = {0};

	for (size_t i = 0; i < coverage->nr; i++) {
		struct done_share one = done_covered_share(&coverage->files[i], DONE_COVERED_LINES);

		sum.covered += one.covered;
		sum.all += one.all;
	}
	if (!reader->counter_line)
		done_evidence_fault(&reader->making.base, "no counter", 0, "write the report again",
		    "the report has no counter of lines for the whole");
	else if (sum.covered != reader->counted.covered || sum.all != reader->counted.all)
		done_evidence_fault(&reader->making.base, "counter differs", reader->counter_line,
		    "write the report again: the run may have been cut off",
		    "the report counts %llu of %llu lines as covered, but its "
		    "lines add up to %llu of %llu",
		    (unsigned long long)reader->counted.covered,
		    (unsigned long long)reader->counted.all, (unsigned long long)sum.covered,
		    (unsigned long long)sum.all);
}

static int jacoco_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {
	    .open = jacoco_on_open, .close = jacoco_on_close};
	struct jacoco_reader reader = {.package = ""};

	done_coverage_open(&reader.making, look, out, err);
	if (done_evidence_xml(&reader.making.base, &events, &reader) < 0)
		return err->code;
	done_coverage_close(&reader.making);
	/* Kotlin's inlined code has numbers beyond the end of its file. */
	out->coverage.may_exceed = true;
	jacoco_check(&reader);
	return 0;
}

const struct done_evidence_reader done_evidence_jacoco = {
    .name = "jacoco",
    .subject = DONE_EVIDENCE_COVERAGE,
    .summary = "JaCoCo XML (Maven, Gradle), Pester",
    .takes_lines = true,
    .guess = jacoco_guess,
    .read = jacoco_read,
};
