/* What the gate says of one service: as of the change that HEAD brings, else as in an audit. */
#include <string.h>

#include "why.h"

static int why_run_gate(struct done_why *why, enum done_mode mode, struct done_error *err)
{
	char head[DONE_OID_HEX + 1];
	const char *services[] = {why->service_name}, *checks[] = {why->check_id};
	struct done_request request = {
	    .mode = mode,
	    .revision = head,
	    .services = {services, 1},
	    .checks = {checks, why->check_id ? 1 : 0},
	    .trust_owner = why->options->trust_owner,
	    .now = why->now,
	};

	done_oid_hex(&why->standpoint.range.head, head);
	if (mode == DONE_MODE_AUDIT)
		request.policy_from = why->standpoint.policy_from;
	return done_gate_run(&request, &why->report, err);
}

/* A service that the change does not touch is not in the first report. */
static int why_ask_gate(struct done_why *why, struct done_error *err)
{
	if (why->standpoint.has_base && !done_standpoint_brings_nothing(&why->standpoint)) {
		if (why_run_gate(why, DONE_MODE_CHECK, err) < 0)
			return err->code;
		why->is_selected = why->report.nr_runs && why->report.runs[0].nr_services;
		if (why->is_selected)
			return 0;
		done_report_release(&why->report);
		memset(&why->report, 0, sizeof(why->report));
	}
	return why_run_gate(why, DONE_MODE_AUDIT, err) < 0 ? err->code : 0;
}

static void why_find_check(struct done_why *why)
{
	for (size_t i = 0; why->check_id && i < why->service->nr_criteria; i++) {
		const struct done_criterion_report *criterion = &why->service->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (!done_check_id_means(
			        why->run->policy, why->check_id, criterion->checks[j].check->id))
				continue;
			why->criterion = criterion;
			why->check = &criterion->checks[j];
		}
	}
}

static int why_take_report(struct done_why *why, struct done_error *err)
{
	why->run = why->report.nr_runs ? &why->report.runs[0] : NULL;
	if (!why->run || !why->run->nr_services || !why->run->policy)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "'%s' was not judged", why->service_name);
	why->service = &why->run->services[0];
	why_find_check(why);
	if (why->check_id && !why->check)
		return done_error_set(err, DONE_E_UNDECIDED, "'%s' was not judged", why->check_id);
	return 0;
}

/* What cannot be read there is told by the gate; here it is only left out. */
static void why_look_at_service(struct done_why *why)
{
	const struct done_oid *head = &why->standpoint.range.head;
	struct done_error ignored = {0};

	if (done_snapshot_of_commit(why->standpoint.repo, head, &why->snapshot, &ignored) < 0 ||
	    done_policy_ecosystems(why->run->policy, why->arena, &why->ecosystems, &ignored) < 0 ||
	    done_profile_of(why->arena, &why->snapshot, &why->ecosystems,
	        why->service->service->path, &why->profile, &ignored) < 0)
		memset(&why->profile, 0, sizeof(why->profile));
}

int done_why_judge(struct done_why *why, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = why->options->trust_owner};

	why->standpoint.arena = why->arena;
	if (done_repo_open(&why->standpoint.repo, &how, err) < 0 ||
	    done_standpoint_find(&why->standpoint, err) < 0 || why_ask_gate(why, err) < 0 ||
	    why_take_report(why, err) < 0)
		return err->code;
	why_look_at_service(why);
	return 0;
}

void done_why_release(struct done_why *why)
{
	done_report_release(&why->report);
	done_ecosystems_release(&why->ecosystems);
	done_snapshot_close(&why->snapshot);
	done_repo_close(why->standpoint.repo);
}
