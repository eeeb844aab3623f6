/*
 * TRX, which `dotnet test --logger trx` writes. Results of one test with several rows of data nest:
 * the inner ones are counted in place of the outer.
 */
#include <string.h>

#include "evidence/parts.h"

struct trx_result {
	struct done_case one;
	int depth;
	bool has_inner;
};

struct trx_reader {
	struct done_evidence_making making;
	struct trx_result open[DONE_XML_DEPTH_MAX + 1];
	size_t nr_open;
	int depth, summary_line, counters_line;
	int error_line;   /* of the run's own; 0: none */
	char outcome[32]; /* of the whole run */
	uint64_t total, failed;
};

static enum done_evidence_guess trx_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_XML && !strcmp(look->root, "TestRun") ? DONE_GUESS_YES
	                                                                      : DONE_GUESS_NO;
}

/* What is not known is no pass. */
static enum done_outcome trx_outcome(const char *text)
{
	static const struct {
		const char *name;
		enum done_outcome outcome;
	} outcomes[] = {
	    {"Passed", DONE_TEST_PASSED},
	    {"PassedButRunAborted", DONE_TEST_ERROR},
	    {"Completed", DONE_TEST_PASSED},
	    {"Warning", DONE_TEST_PASSED},
	    {"NotExecuted", DONE_TEST_SKIPPED},
	    {"Inconclusive", DONE_TEST_SKIPPED},
	    {"NotRunnable", DONE_TEST_SKIPPED},
	    {"Pending", DONE_TEST_SKIPPED},
	    {"Failed", DONE_TEST_FAILED},
	    {"Timeout", DONE_TEST_FAILED},
	    {"Aborted", DONE_TEST_FAILED},
	    {"Error", DONE_TEST_ERROR},
	};

	for (size_t i = 0; text && i < DONE_ARRAY_SIZE(outcomes); i++) {
		if (!strcmp(text, outcomes[i].name))
			return outcomes[i].outcome;
	}
	return DONE_TEST_ERROR;
}

static void trx_open_result(struct trx_reader *reader, const struct done_xml_tag *tag)
{
	struct trx_result *result = &reader->open[reader->nr_open];
	const char *name = done_tag_get(tag, "testName");

	if (reader->nr_open)
		reader->open[reader->nr_open - 1].has_inner = true;
	*result = (struct trx_result){
	    .one = {.name = done_arena_strdup(reader->making.look->arena, name ? name : ""),
	        .line = tag->line,
	        .outcome = trx_outcome(done_tag_get(tag, "outcome"))},
	    .depth = reader->depth,
	};
	reader->nr_open++;
}

static void trx_count_bad(struct trx_reader *reader, const struct done_xml_tag *tag)
{
	static const char *const names[] = {"failed", "error", "timeout", "aborted"};

	reader->failed = 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		uint64_t count;

		if (done_evidence_count(done_tag_get(tag, names[i]), &count) &&
		    count <= UINT64_MAX - reader->failed)
			reader->failed += count;
	}
}

static int trx_on_open(void *data, const struct done_xml_tag *tag)
{
	struct trx_reader *reader = data;

	reader->depth++;
	if (!strcmp(tag->name, "UnitTestResult")) {
		trx_open_result(reader, tag);
	} else if (!strcmp(tag->name, "ResultSummary")) {
		const char *outcome = done_tag_get(tag, "outcome");

		reader->summary_line = tag->line;
		if (outcome && strlen(outcome) < sizeof(reader->outcome))
			memcpy(reader->outcome, outcome, strlen(outcome) + 1);
	} else if (!strcmp(tag->name, "Counters")) {
		reader->counters_line = tag->line;
		if (!done_evidence_count(done_tag_get(tag, "total"), &reader->total))
			reader->total = 0;
		trx_count_bad(reader, tag);
	} else if (!strcmp(tag->name, "RunInfo")) {
		const char *outcome = done_tag_get(tag, "outcome");

		if (outcome && (!strcmp(outcome, "Error") || !strcmp(outcome, "Failed")))
			reader->error_line = tag->line;
	}
	return 0;
}

static int trx_on_close(void *data, const char *name)
{
	struct trx_reader *reader = data;
	struct trx_result *result = reader->nr_open ? &reader->open[reader->nr_open - 1] : NULL;

	(void)name;
	if (result && result->depth == reader->depth) {
		reader->nr_open--;
		if (!result->has_inner && !done_evidence_case(&reader->making, &result->one))
			return reader->making.err->code;
	}
	reader->depth--;
	return 0;
}

static void trx_check(struct trx_reader *reader)
{
	const struct done_test_cases *tests = &reader->making.out->tests;
	size_t bad = tests->outcomes[DONE_TEST_FAILED] + tests->outcomes[DONE_TEST_ERROR];

	if (reader->failed > bad)
		done_evidence_fault(&reader->making, "claims more failures", reader->counters_line,
		    "write the report again: the run may have been cut off",
		    "the summary says that %llu tests failed, but the file holds "
		    "%zu failures",
		    (unsigned long long)reader->failed, bad);
	else if (!bad &&
	    (!strcmp(reader->outcome, "Failed") || !strcmp(reader->outcome, "Error") ||
	        !strcmp(reader->outcome, "Aborted") || !strcmp(reader->outcome, "Timeout")))
		done_evidence_fault(&reader->making, "run failed", reader->summary_line,
		    "look at the run's output", "the run ended as '%s'", reader->outcome);
	/* The host of the tests crashed; adapters tell failures of tests there, too. */
	else if (!bad && reader->error_line)
		done_evidence_fault(&reader->making, "run failed", reader->error_line,
		    "look at the run's output", "the run reports an error of its own");
	if (!reader->summary_line)
		done_evidence_fault(&reader->making, "cut off", 0,
		    "write the report again: the run may have been cut off",
		    "the report has no ResultSummary");
}

static int trx_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {.open = trx_on_open, .close = trx_on_close};
	struct trx_reader reader = {.making = {look, out, err}};

	if (done_evidence_xml(&reader.making, &events, &reader) < 0)
		return err->code;
	trx_check(&reader);
	return 0;
}

const struct done_evidence_reader done_evidence_trx = {
    .name = "trx",
    .subject = DONE_EVIDENCE_TESTS,
    .summary = "`dotnet test --logger trx`",
    .takes_lines = true,
    .guess = trx_guess,
    .read = trx_read,
};
