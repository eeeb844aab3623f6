/*
 * `go test -json`: an event a line. A test is what ended; a package that was begun and has no end
 * of its own was cut off, and one that failed without a failed test did not compile or panicked.
 */
#include <string.h>

#include "evidence/parts.h"

struct gotest_package {
	const char *name;
	int line;
	size_t running; /* tests that were begun and have not ended */
	size_t failed;
	enum { GOTEST_OPEN, GOTEST_PASS, GOTEST_FAIL, GOTEST_SKIP } end;
};

struct gotest_reader {
	struct done_evidence_making making;
	struct done_evidence_lines lines;
	struct done_evidence_names names;
	struct gotest_package *packages;
	size_t nr, cap;
	struct done_evidence_repeats repeats;
};

static enum done_evidence_guess gotest_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	/* Its output may be that of benchmarks (performance/gobench.c). */
	if (look->asked->subject == DONE_EVIDENCE_PERFORMANCE)
		return DONE_GUESS_NO;
	return (look->form == DONE_LOOKS_JSON_LINES || look->form == DONE_LOOKS_JSON) &&
	        done_member_string(look->json, "Action") &&
	        (done_member_string(look->json, "Package") ||
	            done_member_string(look->json, "ImportPath"))
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static struct gotest_package *gotest_find(struct gotest_reader *reader, const char *name)
{
	struct done_arena *arena = reader->making.look->arena;
	bool is_new;
	size_t at = done_evidence_name(&reader->names, name, strlen(name), &is_new);

	if (is_new) {
		struct gotest_package *one =
		    DONE_ARENA_PUSH(arena, reader->packages, reader->nr, reader->cap);

		one->name = reader->names.items[at];
		one->line = reader->lines.line;
	}
	return &reader->packages[at];
}

static int gotest_add(struct gotest_reader *reader, struct gotest_package *package,
    const char *name, enum done_outcome outcome)
{
	const struct done_case one = {
	    .group = package->name,
	    .name = name,
	    .line = reader->lines.line,
	    .outcome = outcome,
	};

	return done_evidence_case_or_repeat(&reader->making, &reader->repeats, &one);
}

static int gotest_end_package(
    struct gotest_reader *reader, struct gotest_package *package, const char *action)
{
	bool is_bad = !strcmp(action, "fail");

	package->end = is_bad ? GOTEST_FAIL : !strcmp(action, "skip") ? GOTEST_SKIP : GOTEST_PASS;
	if (is_bad && !package->failed) {
		reader->making.out->tests.loading++;
		package->failed++;
		return gotest_add(reader, package, "the package itself", DONE_TEST_ERROR);
	}
	if (!is_bad && package->running)
		done_evidence_fault(&reader->making, "tests without an end", reader->lines.line,
		    "write the report again: the run may have been cut off",
		    "%zu tests of '%s' were begun and have no result", package->running,
		    package->name);
	return 0;
}

static int gotest_take(struct gotest_reader *reader, const struct done_value *event)
{
	static const struct {
		const char *action;
		enum done_outcome outcome;
	} ends[] = {
	    {"pass", DONE_TEST_PASSED}, {"fail", DONE_TEST_FAILED}, {"skip", DONE_TEST_SKIPPED}};
	const char *action = done_member_string(event, "Action");
	const char *name = done_member_string(event, "Package");
	const char *test = done_member_string(event, "Test");
	struct gotest_package *package;
	size_t i = 0;

	if (!action)
		return done_evidence_fail(&reader->making, reader->lines.line,
		    "the line is not an event of 'go test -json'");
	if (!strcmp(action, "build-fail") || (!name && !strcmp(action, "fail")))
		done_evidence_fault(&reader->making, "did not compile", reader->lines.line,
		    "look at the compiler's messages", "a package did not compile: %s",
		    done_member_string(event, "ImportPath")
		        ? done_member_string(event, "ImportPath")
		        : "its name is missing");
	if (!name)
		return 0;
	package = gotest_find(reader, name);
	while (i < DONE_ARRAY_SIZE(ends) && strcmp(action, ends[i].action) != 0)
		i++;
	if (test && !strcmp(action, "run"))
		package->running++;
	if (i == DONE_ARRAY_SIZE(ends))
		return 0;
	if (!test)
		return gotest_end_package(reader, package, action);
	package->running -= package->running > 0;
	package->failed += ends[i].outcome == DONE_TEST_FAILED;
	return gotest_add(reader, package, test, ends[i].outcome);
}

/* What failed and passed when it was repeated (-count) is no failure of a test, but of its package:
 * only a package that passes in the end was run again because of it. */
static int gotest_judge_ends(struct gotest_reader *reader)
{
	const struct done_test_cases *tests = &reader->making.out->tests;
	struct done_evidence_names bad = {.arena = reader->making.look->arena};

	for (size_t i = 0; i < tests->nr; i++) {
		const char *group = tests->cases[i].group;

		if (tests->cases[i].outcome >= DONE_TEST_FAILED)
			done_evidence_name(&bad, group, strlen(group), NULL);
	}
	for (size_t i = 0; i < reader->nr; i++) {
		struct gotest_package *package = &reader->packages[i];
		const char *group = done_evidence_cut(reader->making.look->arena, package->name);
		bool is_new = false;

		if (package->end == GOTEST_OPEN)
			done_evidence_fault(&reader->making, "cut off", package->line,
			    "write the report again: the run may have been cut off",
			    "the package '%s' has no result", package->name);
		if (package->end == GOTEST_FAIL)
			done_evidence_name(&bad, group, strlen(group), &is_new);
		if (package->end == GOTEST_FAIL && is_new &&
		    gotest_add(reader, package, "the package itself", DONE_TEST_ERROR) < 0)
			return reader->making.err->code;
	}
	return 0;
}

static int gotest_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct gotest_reader reader = {.making = {look, out, err},
	    .lines = {.text = look->bytes},
	    .names = {.arena = look->arena}};
	struct done_arena scratch = {0};
	struct done_bytes line;
	int rc = 0;

	while (rc >= 0 && done_evidence_next(&reader.lines, &line)) {
		struct done_value event;
		struct done_error problem = {0};

		if (!line.len)
			continue;
		if (done_json_parse(&scratch, line, look->file, &event, &problem) < 0)
			rc = done_evidence_fail(
			    &reader.making, reader.lines.line, "%s", problem.message);
		else
			rc = gotest_take(&reader, &event);
		done_arena_release(&scratch);
	}
	if (rc >= 0)
		rc = gotest_judge_ends(&reader);
	return rc < 0 ? rc : 0;
}

const struct done_evidence_reader done_evidence_gotest = {
    .name = "gotest",
    .subject = DONE_EVIDENCE_TESTS,
    .summary = "`go test -json`",
    .takes_lines = true,
    .guess = gotest_guess,
    .read = gotest_read,
};
