/*
 * The criterion `sheet`: what the gate itself asks of done.yml, whatever the policy says. It is in
 * the report only when something is wrong.
 */
#include <string.h>

#include "gate.h"

static const struct done_record no_options = {.name = "the gate's own check"};
static const struct done_kind_form form = {
    .name = "sheet",
    .summary = "met when the service's sheet can be used",
    .options = &no_options,
};

enum { VALID, EXPERIMENT, WAIVER, DISPUTE };

static const struct done_check checks[] = {
    [VALID] = {.id = "sheet.valid",
        .name = "valid",
        .why = "A sheet that cannot be read answers nothing and excuses nothing.",
        .effective = DONE_NO_DAY,
        .existing = DONE_NO_DAY,
        .test = {.form = &form}},
    [EXPERIMENT] = {.id = "sheet.experiment",
        .name = "experiment",
        .why = "An experiment is fine, as long as it is admitted and ends.",
        .effective = DONE_NO_DAY,
        .existing = DONE_NO_DAY,
        .test = {.form = &form}},
    [WAIVER] = {.id = "sheet.waiver",
        .name = "waiver",
        .why = "What excuses a change is decided before the change, not by it.",
        .effective = DONE_NO_DAY,
        .existing = DONE_NO_DAY,
        .test = {.form = &form}},
    [DISPUTE] = {.id = "sheet.not-applicable",
        .name = "not-applicable",
        .why = "Which checks do not apply to a service is decided before the change, "
               "not by it.",
        .effective = DONE_NO_DAY,
        .existing = DONE_NO_DAY,
        .test = {.form = &form}},
};

/* The struct is made for policies, which are written to while they load; these are only read. */
const struct done_criterion done_sheet_criterion = {
    .id = "sheet",
    .title = "Sheet",
    .checks = (struct done_check *)(uintptr_t)checks,
    .nr_checks = DONE_ARRAY_SIZE(checks),
};

struct judging {
	const struct done_service *service;
	bool edits_policy; /* by the change */
	struct done_arena *keep;
	struct done_criterion_report *out;
};

static struct done_check_report *sheet_add_check(struct judging *judging, int which)
{
	struct done_criterion_report *out = judging->out;
	struct done_check_report *check;

	if (!out->checks)
		out->checks =
		    done_arena_array(judging->keep, DONE_ARRAY_SIZE(checks), sizeof(*out->checks));
	check = &out->checks[out->nr_checks++];
	check->check = &checks[which];
	check->level = DONE_LEVEL_ERROR;
	check->effective = DONE_NO_DAY;
	return check;
}

static void sheet_add_finding(
    struct judging *judging, int which, const struct done_finding *finding, int level)
{
	struct done_check_report *check = sheet_add_check(judging, which);

	check->verdict = DONE_UNMET;
	check->level = level;
	check->findings = done_arena_array(judging->keep, 1, sizeof(*check->findings));
	check->fingerprints = done_arena_array(judging->keep, 1, sizeof(*check->fingerprints));
	check->nr_findings = 1;
	check->findings[0] = *finding;
	done_finding_print(judging->service, check->check, finding, check->fingerprints[0]);
}

static const char *expected_path(const struct judging *judging)
{
	const char *directory = judging->service->path;

	if (!strcmp(directory, "."))
		return DONE_SHEET_NAME;
	return done_arena_printf(judging->keep, "%s/" DONE_SHEET_NAME, directory);
}

/* What its author can mend is a finding; what could not be read is undecided. */
static void judge_problem(struct judging *judging, const struct done_error *problem)
{
	struct done_finding finding = {
	    .path = problem->file[0] ? problem->file : judging->service->sheet->path,
	    .line = problem->line,
	    .column = problem->column,
	    .message = problem->message,
	    .fix = problem->cure[0] ? problem->cure : "fix the sheet at the place named",
	    .subject = "sheet cannot be used",
	};
	struct done_check_report *check;

	if (!finding.path)
		finding.path = expected_path(judging);
	if (problem->code == DONE_E_POLICY) {
		/* What the change does to stages and to the map counts from the base on. */
		if (judging->edits_policy)
			finding.fix = done_arena_printf(judging->keep,
			    "%s\njudged by the base's policy: if that is what this change "
			    "edits, land the policy first",
			    finding.fix);
		sheet_add_finding(judging, VALID, &finding, DONE_LEVEL_ERROR);
		return;
	}
	check = sheet_add_check(judging, VALID);
	check->verdict = DONE_UNDECIDED;
	check->reason = problem->message;
	check->cure = problem->cure[0] ? problem->cure : NULL;
}

static void judge_experiment(struct judging *judging, const struct done_standing *standing)
{
	const struct done_sheet *sheet = judging->service->sheet;
	const struct done_place *place = sheet && sheet->stage ? &sheet->stage_place : NULL;
	struct done_finding finding = {
	    .path = place ? place->file : expected_path(judging),
	    .line = place ? place->line : 0,
	    .column = place ? place->column : 0,
	    .message = standing->message,
	    .fix = standing->fix,
	    .subject = "experiment",
	};

	/* What an ended experiment still lacks are findings of their own; this says why. */
	sheet_add_finding(judging, EXPERIMENT, &finding,
	    standing->experiment == DONE_EXPERIMENT_ENDED ? DONE_LEVEL_WARNING : DONE_LEVEL_ERROR);
}

/* One finding an excuse that the change adds beside what it excuses. */
struct added_excuse {
	const char *verb; /* "waives 'docs.runbook'" */
	const char *fix;
	const struct done_place *place;
};

static void judge_added(struct judging *judging, struct done_check_report *check,
    const struct added_excuse *excuse, const char *subject)
{
	struct done_finding *finding = &check->findings[check->nr_findings];

	*finding = (struct done_finding){
	    .path = excuse->place->file,
	    .line = excuse->place->line,
	    .column = excuse->place->column,
	    .message = done_arena_printf(
	        judging->keep, "the change %s beside other changes", excuse->verb),
	    .fix = excuse->fix,
	    .subject = subject,
	};
	done_finding_print(
	    judging->service, check->check, finding, check->fingerprints[check->nr_findings++]);
}

static struct done_check_report *sheet_add_unmet(struct judging *judging, int which, size_t nr)
{
	struct done_check_report *check = sheet_add_check(judging, which);

	check->verdict = DONE_UNMET;
	check->findings = done_arena_array(judging->keep, nr, sizeof(*check->findings));
	check->fingerprints = done_arena_array(judging->keep, nr, sizeof(*check->fingerprints));
	return check;
}

static void judge_waivers(struct judging *judging, const struct done_standing *standing)
{
	struct done_check_report *check;

	if (!standing->nr_added)
		return;
	check = sheet_add_unmet(judging, WAIVER, standing->nr_added);
	for (size_t i = 0; i < standing->nr_added; i++) {
		const struct done_sheet_waiver *waiver = standing->added[i];
		struct added_excuse excuse = {
		    .verb = done_arena_printf(judging->keep, "waives '%s'",
		        done_arena_shown(judging->keep, waiver->check)),
		    .fix = "take the waiver out of this change, and land it first in one of "
		           "nothing but " DONE_SHEET_NAME ": it counts from then on",
		    .place = &waiver->place,
		};

		judge_added(judging, check, &excuse,
		    done_arena_printf(judging->keep, "waiver of %s", waiver->check));
	}
}

static void judge_disputes(struct judging *judging, const struct done_standing *standing)
{
	struct done_check_report *check;

	if (!standing->nr_added_disputes)
		return;
	check = sheet_add_unmet(judging, DISPUTE, standing->nr_added_disputes);
	for (size_t i = 0; i < standing->nr_added_disputes; i++) {
		const struct done_sheet_dispute *dispute = standing->added_disputes[i];
		struct added_excuse excuse = {
		    .verb = done_arena_printf(judging->keep, "says that '%s' does not apply",
		        done_arena_shown(judging->keep, dispute->check)),
		    .fix = "take the entry out of this change, and land it first in one of "
		           "nothing but " DONE_SHEET_NAME ": it counts from then on",
		    .place = &dispute->place,
		};

		judge_added(judging, check, &excuse,
		    done_arena_printf(judging->keep, "not applicable: %s", dispute->check));
	}
}

bool done_sheet_judge(const struct done_plan *plan, const struct done_service *service,
    struct done_arena *keep, struct done_criterion_report *out)
{
	const struct done_standing *standing = done_standing_of(plan->standings, service);
	struct judging judging = {service, plan->changed->edits_policy, keep, out};

	out->criterion = &done_sheet_criterion;
	if (service->sheet && service->sheet->problem.code)
		judge_problem(&judging, &service->sheet->problem);
	if (standing->experiment != DONE_EXPERIMENT_NONE)
		judge_experiment(&judging, standing);
	judge_waivers(&judging, standing);
	judge_disputes(&judging, standing);
	return out->nr_checks > 0;
}
