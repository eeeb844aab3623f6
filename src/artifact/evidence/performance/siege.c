/*
 * `siege --json-output`: seconds with two decimals, and no percentiles. `transactions` are whatever
 * was answered, with 404 as well, and `failed_transactions` those that were not, or with 5xx; only
 * `successful_transactions` says how many of the answers were good. A redirect counts there, too.
 */
#include <math.h>

#include "evidence/parts.h"

static const struct done_load_key siege_keys[] = {
    {NULL, "elapsed_time", DONE_METRIC_DURATION_S, 1},
    {NULL, "transaction_rate", DONE_METRIC_REQUESTS_PER_SECOND, 1},
    {NULL, "response_time", DONE_METRIC_MEAN_MS, 1e3},
    {NULL, "shortest_transaction", DONE_METRIC_MIN_MS, 1e3},
    {NULL, "longest_transaction", DONE_METRIC_MAX_MS, 1e3},
};

static enum done_evidence_guess siege_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && done_value_get(look->json, "transactions") &&
	        done_value_get(look->json, "availability")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static int siege_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 10,
	    .no_request_fix = "start the service before the load test: siege got no answer"};
	struct done_load_making making;
	double answered, good, failed, share, availability;
	const double *values;

	done_load_open(&making, look, out, err);
	out->load.shape = "siege";
	out->load.absent_fix = "siege has no percentiles: use another tool, or ask for mean_ms";
	out->load.rows[0].line = look->json->line;
	done_load_take_keys(&making, look->json, siege_keys, DONE_ARRAY_SIZE(siege_keys));
	answered = done_load_count(&making, done_value_get(look->json, "transactions"));
	good = fmin(answered,
	    done_load_count(&making, done_value_get(look->json, "successful_transactions")));
	failed = done_load_count(&making, done_value_get(look->json, "failed_transactions"));
	availability = done_bench_number(done_value_get(look->json, "availability"));
	share = answered + failed > 0 ? 100 * answered / (answered + failed) : 0;
	if (!(fabs(availability - share) <= 0.011))
		done_evidence_fault(&making.base, "counts differ", look->json->line,
		    "write the report again: the file may have been changed",
		    "'availability' is not the share of the transactions that were answered: %.2f",
		    share);
	done_load_set(&making, 0, DONE_METRIC_REQUESTS, answered + failed, look->json->line);
	done_load_set(&making, 0, DONE_METRIC_ERRORS, answered - good + failed, look->json->line);
	values = out->load.rows[0].values;
	done_load_check_rate(&making, values[DONE_METRIC_REQUESTS_PER_SECOND], answered,
	    values[DONE_METRIC_DURATION_S], 0.006);
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_siege = {
    .name = "siege",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`siege --json-output`",
    .yields = DONE_YIELDS_COUNTS | DONE_YIELDS(DURATION_S) | DONE_YIELDS(MIN_MS),
    .guess = siege_guess,
    .read = siege_read,
};
