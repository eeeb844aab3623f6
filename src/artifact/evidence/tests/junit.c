/*
 * JUnit XML, which has no owner: Surefire, Gradle, pytest, gotestsum, jest-junit, vitest, mocha,
 * PHPUnit, googletest and others write a dialect each. Elements are counted, never the attributes
 * that count them; but where these claim more failures than there are, the file was cut.
 */
#include <string.h>
#include <strings.h>

#include "evidence/parts.h"

struct junit_suite {
	const char *name, *file;
	uint64_t claimed; /* failures and errors by its attributes */
	uint64_t shown;   /* by its elements, those of inner suites too */
	size_t number;    /* of the suites of the report */
	int line;
};

struct junit_reader {
	struct done_evidence_making making;
	struct junit_suite suites[DONE_XML_DEPTH_MAX + 1];
	size_t nr_suites, seen_suites;
	int depth;
	int case_depth; /* of the testcase that is open; 0: none */
	struct done_case now;
	struct done_evidence_repeated repeated;
};

static enum done_evidence_guess junit_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_XML &&
	        (!strcmp(look->root, "testsuites") || !strcmp(look->root, "testsuite"))
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static void junit_open_suite(struct junit_reader *reader, const struct done_xml_tag *tag)
{
	struct junit_suite *suite = &reader->suites[reader->nr_suites++];
	struct done_arena *arena = reader->making.look->arena;
	const char *file = done_tag_get(tag, "file");
	uint64_t failures = 0, errors = 0;

	if (!done_evidence_count(done_tag_get(tag, "failures"), &failures))
		failures = 0;
	if (!done_evidence_count(done_tag_get(tag, "errors"), &errors))
		errors = 0;
	*suite = (struct junit_suite){
	    .name = done_evidence_cut(arena, done_tag_get(tag, "name")),
	    .file = file ? done_arena_strdup(arena, file) : NULL,
	    .claimed = failures > UINT64_MAX - errors ? UINT64_MAX : failures + errors,
	    .number = ++reader->seen_suites,
	    .line = tag->line,
	};
}

static void junit_close_suite(struct junit_reader *reader)
{
	struct junit_suite *suite = &reader->suites[--reader->nr_suites];

	if (suite->claimed > suite->shown)
		done_evidence_fault(&reader->making, "claims more failures", suite->line,
		    "write the report again: the run may have been cut off",
		    "the suite '%s' counts %llu failed tests, but holds %llu", suite->name,
		    (unsigned long long)suite->claimed, (unsigned long long)suite->shown);
	if (reader->nr_suites)
		reader->suites[reader->nr_suites - 1].shown += suite->shown;
}

/* What the attributes of a case say; what stands in it may say worse. */
static enum done_outcome junit_said(const struct done_xml_tag *tag)
{
	static const struct {
		const char *attribute, *word;
		enum done_outcome outcome;
	} words[] = {
	    {"status", "notrun", DONE_TEST_SKIPPED},
	    {"status", "disabled", DONE_TEST_SKIPPED},
	    {"status", "skipped", DONE_TEST_SKIPPED},
	    {"result", "skipped", DONE_TEST_SKIPPED},
	    {"result", "suppressed", DONE_TEST_SKIPPED},
	    {"status", "fail", DONE_TEST_FAILED},
	    {"status", "failed", DONE_TEST_FAILED},
	    {"status", "failure", DONE_TEST_FAILED},
	    {"result", "fail", DONE_TEST_FAILED},
	    {"result", "failed", DONE_TEST_FAILED},
	    {"result", "failure", DONE_TEST_FAILED},
	    {"status", "error", DONE_TEST_ERROR},
	    {"result", "error", DONE_TEST_ERROR},
	    {"status", "broken", DONE_TEST_ERROR},
	    {"status", "aborted", DONE_TEST_ERROR},
	    {"status", "timeout", DONE_TEST_ERROR},
	    {"status", "timedout", DONE_TEST_ERROR},
	    {"result", "timeout", DONE_TEST_ERROR},
	    {"result", "timedout", DONE_TEST_ERROR},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		const char *said = done_tag_get(tag, words[i].attribute);

		if (said && !strcasecmp(said, words[i].word))
			return words[i].outcome;
	}
	return DONE_TEST_PASSED;
}

static void junit_open_case(struct junit_reader *reader, const struct done_xml_tag *tag)
{
	const struct junit_suite *suite =
	    reader->nr_suites ? &reader->suites[reader->nr_suites - 1] : NULL;
	struct done_arena *arena = reader->making.look->arena;
	const char *group = done_tag_get(tag, "classname"), *file = done_tag_get(tag, "file");

	reader->case_depth = reader->depth;
	reader->now = (struct done_case){.line = tag->line};
	reader->now.group = group && *group ? done_arena_strdup(arena, group)
	    : suite                         ? suite->name
	                                    : "";
	reader->now.name =
	    done_arena_strdup(arena, done_tag_get(tag, "name") ? done_tag_get(tag, "name") : "");
	reader->now.file = file ? done_arena_strdup(arena, file) : suite ? suite->file : NULL;
	if (!file || !done_evidence_line(done_tag_get(tag, "line"), &reader->now.file_line))
		reader->now.file_line = 0;
	reader->now.outcome = junit_said(tag);
}

/* What stands in a case; several results: the worst counts, a failure before an error. */
static void junit_open_result(struct junit_reader *reader, const char *name)
{
	static const struct {
		const char *name;
		enum done_outcome outcome;
		bool is_shown, is_flaky;
	} results[] = {
	    {"failure", DONE_TEST_FAILED, true, false},
	    {"error", DONE_TEST_ERROR, true, false},
	    {"skipped", DONE_TEST_SKIPPED, false, false},
	    {"flakyFailure", DONE_TEST_PASSED, true, true},
	    {"flakyError", DONE_TEST_PASSED, true, true},
	    {"rerunFailure", DONE_TEST_FAILED, true, false},
	    {"rerunError", DONE_TEST_ERROR, true, false},
	};
	struct done_case *now = &reader->now;
	size_t i = 0;

	while (i < DONE_ARRAY_SIZE(results) && strcmp(name, results[i].name) != 0)
		i++;
	if (i == DONE_ARRAY_SIZE(results))
		return;
	if (reader->nr_suites && results[i].is_shown)
		reader->suites[reader->nr_suites - 1].shown++;
	if (results[i].is_flaky)
		now->is_flaky = true;
	if (now->outcome != DONE_TEST_FAILED && results[i].outcome > now->outcome)
		now->outcome = results[i].outcome;
	if (results[i].outcome == DONE_TEST_FAILED)
		now->outcome = DONE_TEST_FAILED;
}

/* A suite's own error: its set-up failed, or its file did not load. */
static int junit_open_suite_error(struct junit_reader *reader, const struct done_xml_tag *tag)
{
	struct junit_suite *suite = &reader->suites[reader->nr_suites - 1];
	const struct done_case one = {
	    .group = suite->name,
	    .name = "the suite itself",
	    .file = suite->file,
	    .line = tag->line,
	    .outcome = DONE_TEST_ERROR,
	};

	suite->shown++;
	reader->making.out->tests.loading++;
	reader->repeated.suite = suite->number;
	return done_evidence_case_of_name(&reader->making, &reader->repeated, &one);
}

static int junit_on_open(void *data, const struct done_xml_tag *tag)
{
	struct junit_reader *reader = data;

	reader->depth++;
	if (reader->case_depth) {
		if (reader->depth != reader->case_depth + 1)
			return 0;
		if (!strcmp(tag->name, "testcase") || !strcmp(tag->name, "testsuite"))
			done_evidence_fault(&reader->making, "case in a case", tag->line,
			    "let the tool write cases into suites, and suites into suites",
			    "a test case holds a '%s', whose result is not counted", tag->name);
		junit_open_result(reader, tag->name);
		return 0;
	}
	if (!strcmp(tag->name, "testsuites") || !strcmp(tag->name, "testsuite")) {
		done_evidence_dated(reader->making.out, done_tag_get(tag, "timestamp"), tag->line);
		junit_open_suite(reader, tag);
	} else if (!strcmp(tag->name, "testcase"))
		junit_open_case(reader, tag);
	else if (reader->nr_suites &&
	    (!strcmp(tag->name, "error") || !strcmp(tag->name, "failure")))
		return junit_open_suite_error(reader, tag);
	return 0;
}

static int junit_on_close(void *data, const char *name)
{
	struct junit_reader *reader = data;
	int depth = reader->depth--;

	if (reader->case_depth == depth) {
		reader->case_depth = 0;
		if (reader->now.outcome >= DONE_TEST_FAILED)
			reader->now.is_flaky = false;
		reader->repeated.suite =
		    reader->nr_suites ? reader->suites[reader->nr_suites - 1].number : 0;
		return done_evidence_case_of_name(&reader->making, &reader->repeated, &reader->now);
	}
	if (!reader->case_depth && reader->nr_suites &&
	    (!strcmp(name, "testsuites") || !strcmp(name, "testsuite")))
		junit_close_suite(reader);
	return 0;
}

static int junit_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {
	    .open = junit_on_open, .close = junit_on_close};
	struct junit_reader reader = {.making = {look, out, err}};
	int rc = done_evidence_xml(&reader.making, &events, &reader);

	if (rc >= 0)
		done_evidence_join_repeated(&reader.making, &reader.repeated);
	return rc;
}

const struct done_evidence_reader done_evidence_junit = {
    .name = "junit",
    .subject = DONE_EVIDENCE_TESTS,
    .summary = "JUnit XML in all dialects: Surefire, Gradle, pytest, gotestsum, jest-junit, "
               "vitest, mocha, PHPUnit, googletest, unittest-xml-reporting",
    .takes_lines = true,
    .guess = junit_guess,
    .read = junit_read,
};
