/*
 * The criterion `map`: what the gate itself asks of the services of the base, whatever the policy
 * says. None may vanish while its files live on where nobody judges them. It is in the report only
 * of a service that is lost (moved.c).
 */
#include <string.h>

#include "gate.h"

static const struct done_record no_options = {.name = "the gate's own check"};
static const struct done_kind_form form = {
    .name = "map",
    .summary = "met when a service of the base is found, or all of it is gone",
    .options = &no_options,
};

static const struct done_check checks[] = {
    {.id = "map.found",
        .name = "found",
        .why = "A service that no map finds is judged by nobody from then on.",
        .effective = DONE_NO_DAY,
        .existing = DONE_NO_DAY,
        .test = {.form = &form}},
};

/* As in sheet.c: only read. */
const struct done_criterion done_map_criterion = {
    .id = "map",
    .title = "Map",
    .checks = (struct done_check *)(uintptr_t)checks,
    .nr_checks = DONE_ARRAY_SIZE(checks),
};

/* The commands work as they are pasted: the base is a commit of this repository. */
static const char *fix_of(
    const struct done_plan *plan, const struct done_service *service, struct done_arena *keep)
{
	char base[DONE_OID_HEX + 1];
	struct done_buf directory = {0};
	const char *text;

	done_oid_hex(&plan->compared->range.base, base);
	done_add_shell_word(&directory, service->path);
	text = done_arena_printf(keep,
	    "keep the service in this change, and remove it in a later one that adds none of "
	    "its "
	    "files elsewhere:\n"
	    "git checkout %.12s -- %s\n"
	    "or move it whole to a directory of its own, which 'services' in " DONE_POLICY_PATH
	    " names",
	    base, directory.ptr);
	done_buf_release(&directory);
	return text;
}

bool done_map_judge(const struct done_plan *plan, const struct done_service *service,
    struct done_arena *keep, struct done_criterion_report *out)
{
	struct done_check_report *check;

	if (!service->lost_at)
		return false;
	out->criterion = &done_map_criterion;
	out->checks = check = done_arena_array(keep, 1, sizeof(*check));
	out->nr_checks = 1;
	check->check = &checks[0];
	check->level = DONE_LEVEL_ERROR;
	check->effective = DONE_NO_DAY;
	check->verdict = DONE_UNMET;
	check->nr_findings = 1;
	check->findings = done_arena_array(keep, 1, sizeof(*check->findings));
	check->fingerprints = done_arena_array(keep, 1, sizeof(*check->fingerprints));
	check->findings[0] = (struct done_finding){
	    .path = service->lost_at,
	    .message = done_arena_printf(keep,
	        "the change takes the service '%s' off the map: its "
	        "files went elsewhere, and "
	        "not to a directory of their own",
	        service->path),
	    .fix = fix_of(plan, service, keep),
	    .subject = "map",
	};
	done_finding_print(service, check->check, &check->findings[0], check->fingerprints[0]);
	return true;
}
