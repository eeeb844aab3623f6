/*
 * git done init: the tier that a first policy asks for. Nobody adopts a bar that most of their
 * services miss: where fewer than half reach silver, the policy begins with bronze.
 */
#include "done/gate.h"

#include "init.h"

/* What the built-in bar says of the services in the index: how many reach silver, of how many. */
static int init_target_count(const struct done_init *init, size_t *silver, size_t *all,
                             struct done_error *err)
{
	struct done_request request = {
		.directory = init->top,
		.mode = DONE_MODE_STAGED,
		.all = true,
		.policy_file = "preset:backend",
		.now = done_day_today(),
	};
	struct done_report report = {0};
	int rc = done_gate_run(&request, &report, err);

	for (size_t i = 0; rc >= 0 && i < report.nr_runs; i++) {
		for (size_t j = 0; j < report.runs[i].nr_services; j++) {
			*silver += report.runs[i].services[j].tier >= DONE_TIER_SILVER;
			++*all;
		}
	}
	done_report_release(&report);
	return rc;
}

void done_init_target(const struct done_init *init, struct done_buf *out)
{
	struct done_error ignored = {0};
	size_t silver = 0, all = 0;
	bool is_judged = init_target_count(init, &silver, &all, &ignored) >= 0 && all;
	bool is_bronze = !is_judged || silver * 2 < all;

	done_buf_addstr(
		out,
		"\n# The checks of preset:backend stand in three tiers. A service is held to the "
		"target and to the\n"
		"# tiers below it. The checks above the target are shown as 'next', and nothing "
		"is refused for them.\n"
		"#   bronze  runs safely: input validation, error handling, log records, health, "
		"how to run it\n"
		"#   silver  done: metrics, an owner, its purpose, its API, a performance check\n"
		"#   gold    production-ready: alerts, traces, a runbook, rollback, on-call, a "
		"performance target\n");
	if (is_judged)
		done_buf_addf(out, "# Today %zu of %zu services reach%s silver.\n", silver, all,
		              silver == 1 ? "es" : "");
	done_buf_addf(out, "target: %s\n", is_bronze ? "bronze" : "silver");
}
