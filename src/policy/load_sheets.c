/* `experiments`, `sheet` and `waivers`: what the policy says of the services' sheets. */
#include "loader.h"

#define MAX_DAYS 180

struct experiments {
	int64_t max_days;
};

static const struct done_field experiments_fields[] = {
    {DONE_FIELD("max_days", struct experiments, max_days, INTEGER),
        .tighter = {DONE_TIGHTER_BY_CODE}, .min = 1, .max = 3650, .preset = MAX_DAYS,
        .help = "The maximum number of days until an experiment ends. Default: 180."},
};

const struct done_record done_experiments_record = {
    .name = "'experiments'",
    .size = sizeof(struct experiments),
    .fields = experiments_fields,
    .nr = DONE_ARRAY_SIZE(experiments_fields),
};

struct sheets {
	bool backstage;
};

static const struct done_field sheets_fields[] = {
    {DONE_FIELD("backstage", struct sheets, backstage, BOOLEAN), .tighter = {DONE_TIGHTER_BY_CODE},
        .preset = true,
        .help = "Stage, owner and dependencies are read from Backstage's catalog-info.yaml if the "
                "sheet does not declare them. Default: true."},
};

const struct done_record done_sheets_record = {
    .name = "'sheet'",
    .size = sizeof(struct sheets),
    .fields = sheets_fields,
    .nr = DONE_ARRAY_SIZE(sheets_fields),
};

/* ---- waivers ---- */

#define WAIVER_DAYS 90

static const char *const self_granted[] = {"refuse", "warning", "allow", NULL};

static const struct done_field waivers_fields[] = {
    {DONE_FIELD("approvers", struct done_waiver_rules, approvers, STRINGS),
        .tighter = {DONE_TIGHTER_BY_CODE}, .max = 200,
        .help = "Who may approve a waiver (its 'by'). Default: anybody."},
    {DONE_FIELD("max_days", struct done_waiver_rules, max_days, INTEGER),
        .tighter = {DONE_TIGHTER_BY_CODE}, .min = 1, .max = 3650, .preset = WAIVER_DAYS,
        .help = "The maximum number of days until a waiver ends. Default: 90."},
    {DONE_FIELD("self_granted", struct done_waiver_rules, self_granted, ENUM),
        .tighter = {DONE_TIGHTER_BY_CODE}, .names = self_granted, .preset = -1,
        .help = "How a waiver is treated that is added by the change it excuses: refuse, warning "
                "or allow. Default: refuse if approvers are named, otherwise warning."},
    {DONE_FIELD("emergency_days", struct done_waiver_rules, emergency_days, INTEGER),
        .tighter = {DONE_TIGHTER_BY_CODE}, .max = 30,
        .help = "The maximum number of days of a waiver with 'emergency', which may stand in the "
                "change that it excuses. Default: 0, which allows none."},
};

const struct done_record done_waivers_record = {
    .name = "'waivers'",
    .size = sizeof(struct done_waiver_rules),
    .fields = waivers_fields,
    .nr = DONE_ARRAY_SIZE(waivers_fields),
};

static int load_waivers(struct done_loader *loader, const struct done_value *said,
    struct done_waiver_rules *out, struct done_error *err)
{
	struct done_waiver_rules rules = {.max_days = WAIVER_DAYS, .self_granted = -1};

	if (said && done_record_load(loader, &done_waivers_record, said, &rules, err) < 0)
		return err->code;
	if (rules.self_granted < 0)
		rules.self_granted = rules.approvers.nr ? DONE_SELF_REFUSE : DONE_SELF_WARNING;
	*out = rules;
	return 0;
}

int done_sheets_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err)
{
	const struct done_value *said = done_value_get(root, "experiments");
	struct experiments experiments = {MAX_DAYS};
	struct sheets sheets = {true};

	if (said && done_record_load(loader, &done_experiments_record, said, &experiments, err) < 0)
		return err->code;
	said = done_value_get(root, "sheet");
	if (said && done_record_load(loader, &done_sheets_record, said, &sheets, err) < 0)
		return err->code;
	if (load_waivers(loader, done_value_get(root, "waivers"), &policy->waivers, err) < 0)
		return err->code;
	policy->experiment_days = experiments.max_days;
	policy->backstage = sheets.backstage;
	return 0;
}
