/*
 * git done init: what is there. The built-in bar is put to what is staged: which services, of which
 * kind, and which tier each reaches. The target is made of it: nobody adopts a bar that most of
 * their services miss, so where fewer than half reach silver, the policy begins with bronze.
 */
#include <string.h>

#include "done/ecosystem.h"
#include "done/profile.h"
#include "done/skeleton.h"
#include "init.h"

#define SHOWN_ONE_BY_ONE 20

/* Which of them rest on a weak signal; none where that cannot be found out. */
static void look_at_profiles(const struct done_init *init, struct done_init_seen *out)
{
	struct done_snapshot index = {0};
	struct done_ecosystems ecosystems = {0};
	struct done_profiles profiles = {0};
	struct done_error ignored = {0};
	size_t cap = 0;

	if (done_snapshot_of_index(init->repo, &index, &ignored) < 0)
		return;
	if (done_ecosystems_load(init->arena, NULL, &ecosystems, &ignored) >= 0 &&
	    done_profiles_find(init->arena, &index, &ecosystems, &profiles, &ignored) >= 0) {
		for (size_t i = 0; i < profiles.nr; i++) {
			if (profiles.items[i].is_doubtful &&
			    done_kind_is_service(profiles.items[i].kind))
				*DONE_ARENA_PUSH(init->arena, out->doubtful, out->nr_doubtful,
				    cap) = profiles.items[i].directory;
		}
	}
	done_ecosystems_release(&ecosystems);
	done_snapshot_close(&index);
}

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
	look_at_profiles(init, out);
}

/* Nobody adopts a bar that most of their services miss. */
static enum done_tier look_target(const struct done_init_seen *seen)
{
	size_t silver = seen->reached[DONE_TIER_SILVER] + seen->reached[DONE_TIER_GOLD];

	return !seen->nr || silver * 2 < seen->nr ? DONE_TIER_BRONZE : DONE_TIER_SILVER;
}

void done_init_target(const struct done_init_seen *seen, struct done_buf *out)
{
	size_t silver = seen->reached[DONE_TIER_SILVER] + seen->reached[DONE_TIER_GOLD];

	done_buf_addstr(out,
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
		done_buf_addf(out, "# Today %zu of %zu service%s reach%s silver.\n", silver,
		    seen->nr, seen->nr == 1 ? "" : "s", silver == 1 ? "es" : "");
	done_buf_addf(out, "target: %s\n", done_tier_names[look_target(seen) - 1]);
}

/* ---- shown ---- */

static const char *look_kind(const struct done_service_report *service)
{
	return service->kind ? service->kind : "unknown";
}

static bool look_is_doubtful(const struct done_init_seen *seen, const char *path)
{
	for (size_t i = 0; i < seen->nr_doubtful; i++) {
		if (!strcmp(seen->doubtful[i], path))
			return true;
	}
	return false;
}

/* What is no service after all is taken out before anybody is held to the policy. */
static void look_add_doubtful(const struct done_init_seen *seen, struct done_buf *out)
{
	if (!seen->nr_doubtful)
		return;
	done_buf_addf(out,
	    "%zu of them %s doubtful: 'git done services --doubtful' shows why. Remove "
	    "from 'services' in %s what\nis not a service, or write 'kind: tool' into "
	    "its " DONE_SHEET_NAME ".\n",
	    seen->nr_doubtful, seen->nr_doubtful == 1 ? "is" : "are", DONE_POLICY_PATH);
}

enum { LOOK_SERVICE_WIDTH = 32, LOOK_SERVICE_WIDTH_MAX = 80 };

static void look_add_rows(const struct done_init_seen *seen, struct done_buf *out)
{
	int width = LOOK_SERVICE_WIDTH;

	for (size_t i = 0; i < seen->nr; i++) {
		int len = (int)strlen(seen->run->services[i].service->path);

		width = len > width && len <= LOOK_SERVICE_WIDTH_MAX ? len : width;
	}
	done_buf_addf(out, "%-*s %-8s %s\n", width, "service", "kind", "reaches");
	for (size_t i = 0; i < seen->nr; i++) {
		const struct done_service_report *service = &seen->run->services[i];
		struct done_buf name = {0};

		done_buf_add_shown(&name, service->service->path, strlen(service->service->path));
		done_buf_addf(out, "%-*s %-8s %s%s\n", width, name.ptr, look_kind(service),
		    service->tier ? done_tier_names[service->tier - 1] : "-",
		    look_is_doubtful(seen, service->service->path) ? "  (doubtful)" : "");
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
	    seen->nr, seen->nr == 1 ? "service" : "services", seen->reached[DONE_TIER_GOLD],
	    seen->reached[DONE_TIER_SILVER], seen->reached[DONE_TIER_BRONZE],
	    seen->reached[DONE_TIER_NONE]);
	look_add_doubtful(seen, out);
}

/* ---- what one would begin with ---- */

static bool look_can_draft(const struct done_init *init, const struct done_init_seen *seen,
    const struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (check->verdict == DONE_UNMET &&
			    check->check->tier <= (int)look_target(seen) &&
			    done_skeleton_can(init->arena, &check->check->test))
				return true;
		}
	}
	return false;
}

const char *done_init_first_step(const struct done_init *init, const struct done_init_seen *seen)
{
	const char *below = NULL;

	for (int tier = DONE_TIER_NONE; tier < (int)look_target(seen); tier++) {
		for (size_t i = 0; i < seen->nr; i++) {
			const struct done_service_report *service = &seen->run->services[i];

			if (service->tier != tier)
				continue;
			if (look_can_draft(init, seen, service))
				return done_shell_command(
				    init->arena, "git done draft", service->service->name, NULL);
			if (!below)
				below = service->service->name;
		}
	}
	return below ? done_shell_command(init->arena, "git done why", below, NULL) : NULL;
}
