/*
 * `jest --json` and vitest's json reporter: the only reports of the two that say which test file
 * did not even load.
 */
#include <string.h>

#include "evidence/parts.h"

struct jest_reader {
	struct done_evidence_making making;
};

static enum done_evidence_guess jest_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && done_member_list(look->json, "testResults") &&
	        done_value_get(look->json, "numTotalTests")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static int jest_take(struct jest_reader *reader, const struct done_value *test, const char *file)
{
	static const struct {
		const char *status;
		enum done_outcome outcome;
	} statuses[] = {
	    {"passed", DONE_TEST_PASSED},
	    {"failed", DONE_TEST_FAILED},
	    {"pending", DONE_TEST_SKIPPED},
	    {"skipped", DONE_TEST_SKIPPED},
	    {"todo", DONE_TEST_SKIPPED},
	    {"disabled", DONE_TEST_SKIPPED},
	    {"focused", DONE_TEST_PASSED},
	};
	const char *status = done_member_string(test, "status");
	const char *name = done_member_string(test, "fullName");
	const struct done_value *location = done_member_map(test, "location");
	const struct done_value *invocations = done_value_get(test, "invocations");
	struct done_case one = {.group = "", .file = file, .line = test->line};
	uint64_t count;
	size_t i = 0;

	while (
	    i < DONE_ARRAY_SIZE(statuses) && (!status || strcmp(status, statuses[i].status) != 0))
		i++;
	if (i == DONE_ARRAY_SIZE(statuses))
		return done_evidence_fail(
		    &reader->making, test->line, "the test's status is not one that is known");
	one.outcome = statuses[i].outcome;
	one.name = name ? name : done_member_string(test, "title");
	one.is_todo = !strcmp(status, "todo");
	one.is_flaky =
	    one.outcome == DONE_TEST_PASSED && done_value_count(invocations, &count) && count > 1;
	if (done_value_count(done_value_get(location, "line"), &count) && count && count < 10000000)
		one.file_line = (int)count;
	return done_evidence_case(&reader->making, &one) ? 0 : reader->making.err->code;
}

static int jest_take_file(struct jest_reader *reader, const struct done_value *file)
{
	const struct done_value *tests = done_member_list(file, "assertionResults");
	const char *name = done_member_string(file, "name");
	const char *status = done_member_string(file, "status");
	size_t before = reader->making.out->tests.outcomes[DONE_TEST_FAILED];

	if (file->type != DONE_MAP || !tests)
		return done_evidence_fail(
		    &reader->making, file->line, "a test file has no list 'assertionResults'");
	for (size_t i = 0; i < tests->list.nr; i++) {
		if (jest_take(reader, &tests->list.ptr[i], name) < 0)
			return reader->making.err->code;
	}
	if (status && !strcmp(status, "failed") &&
	    before == reader->making.out->tests.outcomes[DONE_TEST_FAILED]) {
		const struct done_case one = {
		    .group = "",
		    .name = name ? name : "a test file",
		    .file = name,
		    .line = file->line,
		    .outcome = DONE_TEST_ERROR,
		};

		reader->making.out->tests.loading++;
		if (!done_evidence_case(&reader->making, &one))
			return reader->making.err->code;
	}
	return 0;
}

/* The counts of the head say more than there is: something was cut out. */
static void jest_check(struct jest_reader *reader, const struct done_value *root)
{
	const struct done_test_cases *tests = &reader->making.out->tests;
	const struct done_value *success = done_value_get(root, "success");
	size_t bad = tests->outcomes[DONE_TEST_FAILED] + tests->outcomes[DONE_TEST_ERROR];
	uint64_t total = 0, failed = 0, broken = 0;
	bool has_total = done_value_count(done_value_get(root, "numTotalTests"), &total);

	if (done_value_get(root, "numFailedTests") &&
	    !done_value_count(done_value_get(root, "numFailedTests"), &failed))
		has_total = false;
	if (done_value_get(root, "numRuntimeErrorTestSuites") &&
	    !done_value_count(done_value_get(root, "numRuntimeErrorTestSuites"), &broken))
		has_total = false;
	if (!has_total)
		done_evidence_fault(&reader->making, "bad counts", root->line,
		    "write the report again", "the counts at the report's head are not valid");
	else if (total + tests->loading > tests->nr || failed > tests->outcomes[DONE_TEST_FAILED] ||
	    broken > tests->loading)
		done_evidence_fault(&reader->making, "claims more", root->line,
		    "write the report again: the run may have been cut off",
		    "the report's head counts %llu tests, %llu of them failed, and "
		    "%llu files that did not load; the report holds fewer",
		    (unsigned long long)total, (unsigned long long)failed,
		    (unsigned long long)broken);
	else if (!bad && success && (success->type != DONE_BOOLEAN || !success->boolean))
		done_evidence_fault(&reader->making, "run failed", success->line,
		    "look at the run's output", "the run says that it did not succeed");
}

static int jest_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct jest_reader reader = {.making = {look, out, err}};
	const struct done_value *files = done_member_list(look->json, "testResults");

	for (size_t i = 0; i < files->list.nr; i++) {
		if (jest_take_file(&reader, &files->list.ptr[i]) < 0)
			return err->code;
	}
	jest_check(&reader, look->json);
	return 0;
}

const struct done_evidence_reader done_evidence_jest = {
    .name = "jest",
    .subject = DONE_EVIDENCE_TESTS,
    .summary = "`jest --json`, and vitest's reporter `json`",
    .guess = jest_guess,
    .read = jest_read,
};
