/* `criteria`: their level, day and stages, and which of their checks judge. */
#include <string.h>

#include "loader.h"

#define AT(member) offsetof(struct criterion_options, member)

struct criterion_options {
	const char *title;
	int level;
	done_day effective, existing;
	done_day debt;
	int losses;
	struct done_strings stages;
	const struct done_value *checks;
};

static int load_effective(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct criterion_options *options =
	    (struct criterion_options *)((char *)member - AT(effective));

	(void)loader;
	return done_effective_load(value, &options->effective, &options->existing, err);
}

static const struct done_field criterion_fields[] = {
    {DONE_FIELD("title", struct criterion_options, title, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "The title in reports. Default: the id."},
    {DONE_FIELD("level", struct criterion_options, level, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .names = done_level_names,
        .help = "The default level of its checks: error blocks, warning only reports, off removes "
                "them."},
    {DONE_FIELD("effective", struct criterion_options, effective, SPECIAL),
        .tighter = {DONE_TIGHTER_BY_CODE}, .load = load_effective, .schema = DONE_EFFECTIVE_SCHEMA,
        .help = "The default of its checks: they are warnings until this day (YYYY-MM-DD, or "
                "now). An older form, {new_services: now, existing: DAY}, is read as debt until "
                "the day before DAY."},
    {DONE_FIELD("debt", struct criterion_options, debt, SPECIAL), .load = done_debt_load,
        .tighter = {DONE_TIGHTER_BY_CODE}, .schema = done_debt_schema,
        .help = "The default of its checks: whether what the base did not meet already refuses a "
                "change. Default: the word of the policy."},
    {DONE_FIELD("losses", struct criterion_options, losses, ENUM),
        .tighter = {DONE_TIGHTER_BY_CODE}, .names = done_losses_names, .preset = DONE_LOSSES_UNSAID,
        .help = "The default of its checks that only warn: whether a change is refused that takes "
                "away what met one. Default: the word of the policy."},
    {DONE_FIELD("stages", struct criterion_options, stages, STRINGS),
        .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "The stages of services that it applies to. Default: every stage except "
                "experiment."},
    {DONE_FIELD("checks", struct criterion_options, checks, VALUE),
        .tighter = {DONE_TIGHTER_BY_CODE}, .help = "The checks, by id."},
};

const struct done_record done_criterion_record = {
    .name = "a criterion",
    .size = sizeof(struct criterion_options),
    .fields = criterion_fields,
    .nr = DONE_ARRAY_SIZE(criterion_fields),
};

static int check_stages(struct done_loader *loader, const struct done_value *written,
    const struct done_strings *stages, struct done_error *err)
{
	for (size_t i = 0; i < stages->nr; i++) {
		const struct done_value *at =
		    written->type == DONE_LIST ? &written->list.ptr[i] : written;
		if (done_stage_check(loader, at, stages->items[i], err) < 0)
			return err->code;
	}
	return 0;
}

static int settle_stages(struct done_loader *loader, const struct done_value *value,
    const struct criterion_options *options, struct done_criterion *criterion,
    struct done_error *err)
{
	struct done_strings *stages = &criterion->stages;

	if (options->stages.nr) {
		*stages = options->stages;
		return check_stages(loader, done_value_get(value, "stages"), stages, err);
	}
	stages->items = done_arena_array(loader->arena, loader->stages.nr, sizeof(*stages->items));
	for (size_t i = 0; i < loader->stages.nr; i++) {
		if (strcmp(loader->stages.items[i], "experiment") != 0)
			stages->items[stages->nr++] = loader->stages.items[i];
	}
	if (stages->nr)
		return 0;
	done_value_error(err, value, "criterion '%s' applies to no stage", criterion->id);
	return done_error_cure(err, "name them under 'stages'");
}

/* Loads every check, and keeps those that are not off. */
static int load_checks(struct done_loader *loader, const struct criterion_options *options,
    struct done_criterion *criterion, struct done_error *err)
{
	const struct done_value *checks = options->checks;

	if (checks->type != DONE_MAP)
		return done_value_error(err, checks, "'checks' must be a map of checks, not %s",
		    done_value_type_name(checks->type));
	if (!checks->map.nr)
		return done_value_error(err, checks, "criterion '%s' has no checks", criterion->id);
	criterion->checks =
	    done_arena_array(loader->arena, checks->map.nr, sizeof(*criterion->checks));
	for (size_t i = 0; i < checks->map.nr; i++) {
		struct done_check check = {.level = options->level,
		    .effective = options->effective,
		    .existing = options->existing,
		    .debt = options->debt,
		    .losses = options->losses};

		check.id = done_arena_printf(
		    loader->arena, "%s.%s", criterion->id, checks->map.ptr[i].key.ptr);
		if (done_check_load(loader, &checks->map.ptr[i], checks, &check, err) < 0)
			return err->code;
		if (check.level != DONE_LEVEL_OFF && options->level != DONE_LEVEL_OFF)
			criterion->checks[criterion->nr_checks++] = check;
	}
	return 0;
}

/* Often a slip in the id of a criterion that was to be changed. */
static int lacks_checks(const struct done_loader *loader, const struct done_value *criteria,
    const struct done_member *member, struct done_error *err)
{
	const char **names, *nearest;
	size_t nr = 0;

	criteria = loader->criteria ? loader->criteria : criteria;
	names = done_arena_array(loader->arena, criteria->map.nr, sizeof(*names));

	for (size_t i = 0; i < criteria->map.nr; i++) {
		if (strcmp(criteria->map.ptr[i].key.ptr, member->key.ptr) != 0)
			names[nr++] = criteria->map.ptr[i].key.ptr;
	}
	nearest = done_name_nearest(member->key.ptr, names, nr);
	done_error_set(err, DONE_E_POLICY, "criterion '%s' has no checks", member->key.ptr);
	if (nearest)
		done_error_cure(err, "did you mean '%s'?", nearest);
	else
		done_error_cure(err, "add some below 'checks'");
	return done_error_place(err, member->value.file, member->line, member->column);
}

static int load_criterion(struct done_loader *loader, const struct done_value *criteria,
    const struct done_member *member, struct done_criterion *criterion, struct done_error *err)
{
	struct criterion_options options = {
	    .effective = DONE_NO_DAY, .existing = DONE_NO_DAY, .debt = loader->debt};
	struct done_record record = done_criterion_record;

	if (done_id_check(member, "a criterion", err) < 0)
		return err->code;
	record.name = done_arena_printf(loader->arena, "criterion '%s'", member->key.ptr);
	criterion->id = member->key.ptr;
	criterion->place = (struct done_place){member->value.file, member->line, member->column};
	if (done_record_load(loader, &record, &member->value, &options, err) < 0)
		return err->code;
	if (options.losses == DONE_LOSSES_UNSAID)
		options.losses = loader->losses;
	criterion->title = options.title ? options.title : criterion->id;
	if (!options.checks)
		return lacks_checks(loader, criteria, member, err);
	if (settle_stages(loader, &member->value, &options, criterion, err) < 0)
		return err->code;
	return load_checks(loader, &options, criterion, err);
}

static int refuse_nothing(const struct done_value *at, struct done_error *err)
{
	done_value_error(err, at, "the policy requires nothing: it has no checks");
	return done_error_cure(err, "add criteria, or 'extends: [preset:backend]'");
}

int done_criteria_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err)
{
	const struct done_value *criteria = done_value_get(root, "criteria");

	if (!criteria)
		return refuse_nothing(root, err);
	if (criteria->type != DONE_MAP)
		return done_value_error(err, criteria,
		    "'criteria' must be a map of criteria, not %s",
		    done_value_type_name(criteria->type));
	policy->criteria =
	    done_arena_array(loader->arena, criteria->map.nr + 1, sizeof(*policy->criteria));
	for (size_t i = 0; i < criteria->map.nr; i++) {
		struct done_criterion criterion = {0};

		if (load_criterion(loader, criteria, &criteria->map.ptr[i], &criterion, err) < 0)
			return err->code;
		policy->nr_checks += criterion.nr_checks;
		if (policy->nr_checks > DONE_POLICY_CHECKS_MAX)
			return done_value_error(
			    err, criteria, "more than %d checks", DONE_POLICY_CHECKS_MAX);
		/* All its checks are off: nothing of it is left to report. */
		if (criterion.nr_checks)
			policy->criteria[policy->nr_criteria++] = criterion;
	}
	return policy->nr_checks || loader->criteria ? 0 : refuse_nothing(criteria, err);
}
