/*
 * git done init: what is there. The built-in bar is put to what is staged: which services, of which
 * kind, and which tier each reaches. The target is made of it: nobody adopts a bar that most of
 * their services miss, so where fewer than half reach silver, the policy begins with bronze.
 */
#include <string.h>

#include "init.h"

#define SHOWN_ONE_BY_ONE 20

void done_init_look(const struct done_init *init, struct done_init_seen *out)
{
	struct done_request request = {
		.directory = init->top,
		.mode = DONE_MODE_STAGED,
		.all = true,
		.policy_file = "preset:backend",
		.now = done_day_today(),
	};

	*out = (struct done_init_seen){0};
	if (done_gate_run(&request, &out->report, &out->problem) < 0 || !out->report.nr_runs)
		return;
	out->run = &out->report.runs[0];
	for (size_t i = 0; i < out->run->nr_services; i++)
		out->reached[out->run->services[i].tier]++;
	out->nr = out->run->nr_services;
}

void done_init_target(const struct done_init_seen *seen, struct done_buf *out)
{
	size_t silver = seen->reached[DONE_TIER_SILVER] + seen->reached[DONE_TIER_GOLD];

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
	if (seen->nr)
		done_buf_addf(out, "# Today %zu of %zu services reach%s silver.\n", silver,
		              seen->nr, silver == 1 ? "es" : "");
	done_buf_addf(out, "target: %s\n",
	              !seen->nr || silver * 2 < seen->nr ? "bronze" : "silver");
}

/* ---- shown -------------------------------------------------------------------------------------
 */

static const char *look_kind(const struct done_service_report *service)
{
	return service->kind ? service->kind : "unknown";
}

static void look_add_rows(const struct done_init_seen *seen, struct done_buf *out)
{
	done_buf_addf(out, "%-32s %-8s %s\n", "service", "kind", "reaches");
	for (size_t i = 0; i < seen->nr; i++) {
		const struct done_service_report *service = &seen->run->services[i];
		struct done_buf name = {0};

		done_buf_add_shown(&name, service->service->path, strlen(service->service->path));
		done_buf_addf(out, "%-32s %-8s %s\n", name.ptr, look_kind(service),
		              service->tier ? done_tier_names[service->tier - 1] : "-");
		done_buf_release(&name);
	}
}

static void look_add_kinds(const struct done_init_seen *seen, struct done_buf *out)
{
	const char *kinds[16];
	size_t counts[16] = {0}, nr = 0;

	for (size_t i = 0; i < seen->nr; i++) {
		const char *kind = look_kind(&seen->run->services[i]);
		size_t k = 0;

		while (k < nr && strcmp(kinds[k], kind) != 0)
			k++;
		if (k == DONE_ARRAY_SIZE(kinds))
			continue;
		if (k == nr)
			kinds[nr++] = kind;
		counts[k]++;
	}
	for (size_t k = 0; k < nr; k++)
		done_buf_addf(out, "%s%zu %s", k ? ", " : "kinds: ", counts[k], kinds[k]);
	if (nr)
		done_buf_addstr(out, " ('git done services' lists them)\n");
}

void done_init_show(const struct done_init_seen *seen, struct done_buf *out)
{
	if (!seen->nr) {
		done_buf_addf(out,
		              "no service could be judged%s%s ('git done services --all' prints "
		              "what was examined)\n",
		              seen->problem.code ? ": " : "", seen->problem.message);
		return;
	}
	if (seen->nr <= SHOWN_ONE_BY_ONE)
		look_add_rows(seen, out);
	else
		look_add_kinds(seen, out);
	done_buf_addf(out,
	              "%zu %s by preset:backend: %zu gold, %zu silver, %zu bronze, %zu below "
	              "bronze\n",
	              seen->nr, seen->nr == 1 ? "service" : "services",
	              seen->reached[DONE_TIER_GOLD], seen->reached[DONE_TIER_SILVER],
	              seen->reached[DONE_TIER_BRONZE], seen->reached[DONE_TIER_NONE]);
}

/* The first service that has the longest way to go: what one would begin with. */
const char *done_init_first_below(const struct done_init_seen *seen)
{
	for (int tier = DONE_TIER_NONE; tier < DONE_TIER_SILVER; tier++) {
		for (size_t i = 0; i < seen->nr; i++) {
			if (seen->run->services[i].tier == tier)
				return seen->run->services[i].service->name;
		}
	}
	return NULL;
}
