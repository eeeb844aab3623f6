/*
 * Gatling's js/stats.json and js/global_stats.json. Which percentiles the four columns are is a
 * setting that the file does not tell; a group counts itself, not its requests.
 */
#include <string.h>

#include "evidence/parts.h"

#define GATLING_FIX "name js/global_stats.json or js/stats.json of Gatling's report in 'reports'"

static enum done_evidence_guess gatling_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *stats =
	    look->form == DONE_LOOKS_JSON ? done_member_map(look->json, "stats") : NULL;

	*fix = GATLING_FIX;
	if (look->form == DONE_LOOKS_TEXT &&
	    (done_line_starts(look->bytes, "RUN\t") ||
	        done_line_starts(look->bytes, "ASSERTION\t"))) {
		*why = "the file is Gatling's simulation.log, not its statistics";
		return DONE_GUESS_WRONG;
	}
	if (look->form == DONE_LOOKS_TEXT &&
	    (done_line_starts(look->bytes, "var stats") ||
	        done_line_starts(look->bytes, "stats = "))) {
		*why = "the file is Gatling's stats.js, a script";
		return DONE_GUESS_WRONG;
	}
	if (look->form != DONE_LOOKS_JSON)
		return DONE_GUESS_NO;
	return done_member_map(stats ? stats : look->json, "numberOfRequests") &&
	        done_value_get(stats ? stats : look->json, "percentiles1")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* Numbers, or texts of numbers, or "-" in 2.x. */
static void gatling_number(struct done_load_making *making, size_t row, enum done_metric metric,
    const struct done_value *value)
{
	if (value && value->type == DONE_STRING)
		done_load_take_text(making, row, metric, value->string.ptr, 1, value->line);
	else
		done_load_take(making, row, metric, value, 1);
}

/* What succeeded and what failed is all there is, or a number was changed. */
static void gatling_check_counts(struct done_load_making *making, const struct done_value *stats)
{
	const struct done_value *counts = done_value_get(stats, "numberOfRequests");
	const struct done_value *good = done_value_get(counts, "ok");
	uint64_t total, ok, ko;

	if (!good || good->type == DONE_STRING)
		return;
	if (!done_value_count(good, &ok) || !done_value_count(done_value_get(counts, "ko"), &ko) ||
	    !done_value_count(done_value_get(counts, "total"), &total) || total != ok + ko)
		done_evidence_fault(&making->base, "counts differ", counts->line,
		    "write the report again: the file may have been changed",
		    "the number of requests is not that of its successes and "
		    "failures");
}

static void gatling_take(
    struct done_load_making *making, size_t row, const struct done_value *stats)
{
	static const struct {
		const char *key, *part;
		enum done_metric metric;
	} members[] = {{"numberOfRequests", "total", DONE_METRIC_REQUESTS},
	    {"numberOfRequests", "ko", DONE_METRIC_ERRORS},
	    {"minResponseTime", "total", DONE_METRIC_MIN_MS},
	    {"maxResponseTime", "total", DONE_METRIC_MAX_MS},
	    {"meanResponseTime", "total", DONE_METRIC_MEAN_MS},
	    {"meanNumberOfRequestsPerSecond", "total", DONE_METRIC_REQUESTS_PER_SECOND}};
	static const char *const percentiles[] = {
	    "percentiles1", "percentiles2", "percentiles3", "percentiles4"};
	const struct done_load_asked *asked = &making->base.look->asked->load;

	making->base.out->load.rows[row].line = stats->line;
	gatling_check_counts(making, stats);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(members); i++)
		gatling_number(making, row, members[i].metric,
		    done_value_get(done_value_get(stats, members[i].key), members[i].part));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(percentiles) && i < asked->nr_percentiles; i++)
		gatling_number(making, row, done_load_percentile(asked->percentiles[i]),
		    done_value_get(done_value_get(stats, percentiles[i]), "total"));
}

static int gatling_contents(
    struct done_load_making *making, const struct done_value *group, const char *within)
{
	const struct done_value *contents = done_member_map(group, "contents");

	for (size_t i = 0; contents && i < contents->map.nr; i++) {
		const struct done_value *one = &contents->map.ptr[i].value;
		const struct done_value *stats = done_member_map(one, "stats");
		const char *name = done_member_string(one, "name");

		if (!stats || !name)
			return done_evidence_fail(&making->base, contents->map.ptr[i].line,
			    "a request has no 'name' or no 'stats'");
		name = done_arena_printf(making->base.look->arena, "%s%s", within, name);
		gatling_take(making, done_load_row(making, name, stats->line), stats);
		if (gatling_contents(making, one,
		        done_arena_printf(making->base.look->arena, "%s / ", name)) < 0)
			return making->base.err->code;
	}
	return 0;
}

static int gatling_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {
	    .rounding = 1, .no_request_fix = "look at Gatling's output: no user made a request"};
	const struct done_value *stats = done_member_map(look->json, "stats");
	struct done_load_making making;

	done_load_open(&making, look, out, err);
	out->load.shape = "Gatling";
	out->load.absent_fix = "the file does not say which percentiles it holds: write them into "
	                       "the check, as in 'percentiles: [50, 75, 95, 99]'";
	gatling_take(&making, 0, stats ? stats : look->json);
	if (stats && gatling_contents(&making, look->json, "") < 0)
		return err->code;
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_gatling = {
    .name = "gatling",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "Gatling: `js/global_stats.json`, `js/stats.json`",
    .yields = (DONE_YIELDS_LOAD & ~DONE_YIELDS(DURATION_S)) | DONE_YIELDS(P97_5_MS) |
        DONE_YIELDS(P999_MS),
    .guess = gatling_guess,
    .read = gatling_read,
};
