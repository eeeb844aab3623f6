/* `experiments` and `sheet`: what the policy says of the services' sheets. */
#include "loader.h"

#define MAX_DAYS 180

struct experiments {
	int64_t max_days;
};

static const struct done_field experiments_fields[] = {
	{.name = "max_days",
         .type = DONE_FIELD_INTEGER,
         .offset = offsetof(struct experiments, max_days),
         .min = 1,
         .max = 3650,
         .preset = MAX_DAYS,
         .help = "How far ahead the last day of an experiment may lie; 180 where nothing is said."},
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
	{.name = "backstage",
         .type = DONE_FIELD_BOOLEAN,
         .offset = offsetof(struct sheets, backstage),
         .preset = true,
         .help = "Stage, owner and dependencies are read from Backstage's catalog-info.yaml where "
                 "the sheet is silent; true where nothing is said."},
};

const struct done_record done_sheets_record = {
	.name = "'sheet'",
	.size = sizeof(struct sheets),
	.fields = sheets_fields,
	.nr = DONE_ARRAY_SIZE(sheets_fields),
};

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
	policy->experiment_days = experiments.max_days;
	policy->backstage = sheets.backstage;
	return 0;
}
