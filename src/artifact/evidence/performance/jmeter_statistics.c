/*
 * statistics.json of JMeter's dashboard. pct1 to pct3 are percentiles that a setting chooses: the
 * file does not say which, so the policy does.
 */
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess jmeter_statistics_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *first =
	    look->form == DONE_LOOKS_JSON && look->json->type == DONE_MAP && look->json->map.nr
	    ? &look->json->map.ptr[0].value
	    : NULL;

	(void)why;
	(void)fix;
	return done_value_get(first, "sampleCount") && done_value_get(first, "errorPct")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static void jmeter_statistics_take(
    struct done_load_making *making, const char *name, const struct done_value *of)
{
	static const struct {
		const char *key;
		enum done_metric metric;
		double scale;
	} members[] = {{"sampleCount", DONE_METRIC_REQUESTS, 1},
	    {"errorCount", DONE_METRIC_ERRORS, 1}, {"errorPct", DONE_METRIC_ERROR_RATE, 0.01},
	    {"throughput", DONE_METRIC_REQUESTS_PER_SECOND, 1},
	    {"meanResTime", DONE_METRIC_MEAN_MS, 1}, {"medianResTime", DONE_METRIC_P50_MS, 1},
	    {"minResTime", DONE_METRIC_MIN_MS, 1}, {"maxResTime", DONE_METRIC_MAX_MS, 1}};
	static const char *const percentiles[] = {"pct1ResTime", "pct2ResTime", "pct3ResTime"};
	const struct done_load_asked *asked = &making->base.look->asked->load;
	size_t row = name ? done_load_row(making, name, of->line) : 0;

	making->base.out->load.rows[row].line = of->line;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(members); i++)
		done_load_take(making, row, members[i].metric, done_value_get(of, members[i].key),
		    members[i].scale);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(percentiles) && i < asked->nr_percentiles; i++)
		done_load_take(making, row, done_load_percentile(asked->percentiles[i]),
		    done_value_get(of, percentiles[i]), 1);
}

static int jmeter_statistics_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {
	    .no_request_fix = "look at jmeter.log: the plan may not have started"};
	struct done_load_making making;

	done_load_open(&making, look, out, err);
	out->load.shape = "JMeter statistics.json";
	out->load.absent_fix = "the file does not say which percentiles pct1 to pct3 are: write "
	                       "them into the check, as in 'percentiles: [90, 95, 99]'";
	for (size_t i = 0; i < look->json->map.nr; i++) {
		const struct done_member *member = &look->json->map.ptr[i];

		if (member->value.type != DONE_MAP)
			return done_evidence_fail(
			    &making.base, member->line, "the value of a request must be a map");
		jmeter_statistics_take(&making,
		    strcmp(member->key.ptr, "Total") != 0 ? member->key.ptr : NULL, &member->value);
	}
	if (!done_value_get(look->json, "Total"))
		return done_evidence_fail(
		    &making.base, look->json->line, "the report has no 'Total'");
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_jmeter_statistics = {
    .name = "jmeter-statistics",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "JMeter: `statistics.json` of the dashboard (`-e -o`)",
    .yields = (DONE_YIELDS_LOAD & ~DONE_YIELDS(DURATION_S)) | DONE_YIELDS(P97_5_MS) |
        DONE_YIELDS(P999_MS),
    .guess = jmeter_statistics_guess,
    .read = jmeter_statistics_read,
};
