/* One check: its fields beside the one kind that says how it tests. */
#include <string.h>

#include "loader.h"

#define AT(member) offsetof(struct done_check, member)
#define NOT_SAID (-1)

static int load_effective(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err);

const char *const done_level_names[] = {
    [DONE_LEVEL_ERROR] = "error",
    [DONE_LEVEL_WARNING] = "warning",
    [DONE_LEVEL_OFF] = "off",
    NULL,
};

/* The offsets are struct done_check's; its kind is no field but stands beside them. */
static const struct done_field fields[] = {
    {DONE_FIELD("level", struct done_check, level, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .names = done_level_names, .preset = NOT_SAID,
        .help = "error blocks, warning only reports, off removes the check. Default: the level of "
                "the criterion."},
    {DONE_FIELD("tier", struct done_check, tier, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .names = done_tier_names, .preset = NOT_SAID,
        .help = "The tier that the check belongs to, in place of a level: it refuses where the "
                "service's target is this tier or above. Without a tier, it is always required."},
    {DONE_FIELD("trial", struct done_check, trial, BOOLEAN), .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "true: the check only warns of what is missing and refuses a change that takes "
                "away what met it (losses), but still counts for its tier: a service that does "
                "not meet it does not reach the tier. For a check that is being tried out."},
    {DONE_FIELD("title", struct done_check, title, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "The rule in one sentence, which a refusal shows: \"Every service has a "
                "runbook\". One line of at most 120 bytes."},
    {DONE_FIELD("why", struct done_check, why, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "Why it matters, for the author of the change."},
    {DONE_FIELD("fix", struct done_check, fix, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "How to fix it, in place of the kind's own hint."},
    {DONE_FIELD("missing", struct done_check, missing, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "What a refused developer reads first, in at most ten words: \"no runbook\". It "
                "replaces the kind's own sentence where nothing is there; what is there and wrong "
                "is still named by the kind."},
    {DONE_FIELD("url", struct done_check, url, STRING), .tighter = {DONE_TIGHTER_WORDS},
        .help = "The address of further documentation."},
    {DONE_FIELD("when", struct done_check, when, CONDITION), .tighter = {DONE_TIGHTER_BY_CODE},
        .help = "The check applies only where this holds."},
    {DONE_FIELD("effective", struct done_check, effective, SPECIAL),
        .tighter = {DONE_TIGHTER_BY_CODE}, .load = load_effective, .schema = DONE_EFFECTIVE_SCHEMA,
        .help = "The check is a warning until this day (YYYY-MM-DD, or now). An older form, "
                "{new_services: now, existing: DAY}, is read as debt until the day before DAY. "
                "Default: the day of the criterion."},
    {DONE_FIELD("debt", struct done_check, debt, SPECIAL), .load = done_debt_load,
        .tighter = {DONE_TIGHTER_BY_CODE}, .schema = done_debt_schema,
        .help = "Whether what the base did not meet already refuses a change: refuse, allow "
                "(it is owed, and only what is new is refused), or the last day on which it is "
                "owed (YYYY-MM-DD). Default: the word of the criterion, else of the policy, else "
                "refuse."},
    {DONE_FIELD("losses", struct done_check, losses, ENUM), .tighter = {DONE_TIGHTER_BY_CODE},
        .names = done_losses_names, .preset = DONE_LOSSES_UNSAID,
        .help = "Where the check only warns: refuse (a change is refused that takes away what met "
                "the check on its base) or tell. Default: the word of the criterion, else of the "
                "policy, else refuse where it is on trial and tell where it is not."},
};

const struct done_record done_check_record = {
    .name = "a check",
    .size = sizeof(struct done_check),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
};

static int load_effective(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct done_check *check = (struct done_check *)((char *)member - AT(effective));

	(void)loader;
	return done_effective_load(value, &check->effective, &check->existing, err);
}

/* ---- the check ---- */

/* A copy of the map without its kinds: what the field table must know. */
static struct done_value without_kinds(
    const struct done_loader *loader, const struct done_value *value)
{
	struct done_value rest = *value;

	rest.map.ptr = done_arena_array(loader->arena, value->map.nr + 1, sizeof(*rest.map.ptr));
	rest.map.nr = 0;
	for (size_t i = 0; i < value->map.nr; i++) {
		if (!done_kind_known(loader->kinds, value->map.ptr[i].key.ptr))
			rest.map.ptr[rest.map.nr++] = value->map.ptr[i];
	}
	return rest;
}

static int check_keys(const struct done_loader *loader, const struct done_value *rest,
    const char *id, struct done_error *err)
{
	size_t most = DONE_ARRAY_SIZE(fields) + loader->kinds->nr, nr = 0;
	const char **names = done_arena_array(loader->arena, most, sizeof(*names));

	for (size_t i = 0; i < DONE_ARRAY_SIZE(fields); i++)
		names[nr++] = fields[i].name;
	for (size_t i = 0; i < loader->kinds->nr; i++)
		names[nr++] = loader->kinds->items[i]->name;
	for (size_t i = 0; i < rest->map.nr; i++) {
		const struct done_member *member = &rest->map.ptr[i];
		size_t j = 0;

		while (j < DONE_ARRAY_SIZE(fields) && strcmp(names[j], member->key.ptr) != 0)
			j++;
		if (j == DONE_ARRAY_SIZE(fields))
			return done_unknown_key(member,
			    done_arena_printf(loader->arena, "check '%s'", id), names, nr, err);
	}
	return 0;
}

static int gone_from_presets(const struct done_member *member, const struct done_check *check,
    const char *now, struct done_error *err)
{
	done_error_set(err, DONE_E_POLICY, "check '%s' is no longer in the presets", check->id);
	if (now)
		done_error_cure(err, "it is '%s' now: write that id", now);
	else
		done_error_cure(err, "take it out, or give it a kind of its own");
	return done_error_place(err, member->value.file, member->line, member->column);
}

/* Often a slip in the id of a check that was to be changed or switched off. */
static int lacks_kind(const struct done_loader *loader, const struct done_member *member,
    const struct done_value *siblings, const struct done_check *check, struct done_error *err)
{
	const char **names = done_arena_array(loader->arena, siblings->map.nr, sizeof(*names));
	const char *nearest, *now;
	size_t nr = 0;

	if (loader->extends_preset && done_check_is_renamed(check->id, &now))
		return gone_from_presets(member, check, now, err);

	for (size_t i = 0; i < siblings->map.nr; i++) {
		if (&siblings->map.ptr[i] != member)
			names[nr++] = siblings->map.ptr[i].key.ptr;
	}
	nearest = done_name_nearest(member->key.ptr, names, nr);
	done_error_set(err, DONE_E_POLICY,
	    check->level == DONE_LEVEL_OFF ? "check '%s' is switched off, but nothing declares it"
	                                   : "check '%s' has no kind",
	    check->id);
	if (nearest)
		done_error_cure(err, "did you mean '%s'?", nearest);
	else
		done_error_cure(err, "add one of: %s", done_kinds_listed(loader));
	return done_error_place(err, member->value.file, member->line, member->column);
}

static int two_words(const struct done_value *check, const char *id, struct done_error *err)
{
	done_value_error(
	    err, done_value_get(check, "tier"), "check '%s' has both 'tier' and 'level'", id);
	return done_error_cure(err,
	    "keep 'tier' where the check refuses from that tier on, or "
	    "'level' where it applies to every service");
}

enum { MISSING_WORDS = 10, MISSING_BYTES = 100 };

static size_t missing_words(const char *text)
{
	size_t nr = 0;

	for (size_t i = 0; text[i]; i++)
		nr += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
	return nr;
}

/* It is the first line that is read: a longer text would hide the others. */
static int check_missing(
    const struct done_value *value, const struct done_check *check, struct done_error *err)
{
	const struct done_value *at = done_value_get(value, "missing");
	size_t nr;

	if (!check->missing)
		return 0;
	nr = missing_words(check->missing);
	if (nr && nr <= MISSING_WORDS && strlen(check->missing) <= MISSING_BYTES &&
	    !strpbrk(check->missing, "\r\n"))
		return 0;
	done_value_error(err, at, "'missing' of check '%s' must be one line of at most %d words",
	    check->id, MISSING_WORDS);
	return done_error_cure(err,
	    "name only what is missing, as in \"no runbook\"; 'why' and "
	    "'fix' hold the rest");
}

static int check_title(
    const struct done_value *value, const struct done_check *check, struct done_error *err)
{
	if (!check->title || done_policy_is_line(check->title, DONE_TITLE_MAX))
		return 0;
	done_value_error(err, done_value_get(value, "title"),
	    "'title' of check '%s' must be one line of at most %d bytes", check->id,
	    DONE_TITLE_MAX);
	return done_error_cure(err, "say what every service must have; 'why' holds the reason");
}

int done_check_load(struct done_loader *loader, const struct done_member *member,
    const struct done_value *siblings, struct done_check *out, struct done_error *err)
{
	struct done_check check = {.id = out->id,
	    .name = member->key.ptr,
	    .effective = out->effective,
	    .existing = out->existing,
	    .debt = out->debt};
	struct done_value rest;
	int rc;

	if (done_id_check(member, "a check", err) < 0)
		return err->code;
	if (member->value.type != DONE_MAP)
		return done_value_error(err, &member->value, "check '%s' must be a map, not %s",
		    check.id, done_value_type_name(member->value.type));
	check.place = (struct done_place){member->value.file, member->line, member->column};
	rest = without_kinds(loader, &member->value);
	if (check_keys(loader, &rest, check.id, err) < 0 ||
	    done_record_load(loader, &done_check_record, &rest, &check, err) < 0)
		return err->code;
	if (!done_value_get(&rest, "debt"))
		check.debt = done_debt_until(check.debt, check.existing);
	if (check_title(&member->value, &check, err) < 0 ||
	    check_missing(&member->value, &check, err) < 0)
		return err->code;
	if (check.tier != NOT_SAID && check.level != NOT_SAID)
		return two_words(&member->value, check.id, err);
	if (check.tier != NOT_SAID && out->level != DONE_LEVEL_OFF)
		check.level = DONE_LEVEL_ERROR;
	check.tier = done_tier_written(check.tier);
	if (check.level == NOT_SAID)
		check.level = out->level;
	if (check.losses == DONE_LOSSES_UNSAID)
		check.losses = out->losses;
	if (check.losses == DONE_LOSSES_UNSAID)
		check.losses = check.trial && check.level == DONE_LEVEL_ERROR;
	if (check.trial && check.level == DONE_LEVEL_ERROR)
		check.level = DONE_LEVEL_WARNING;
	rc = done_test_load(loader, &member->value, &check.test, err);
	if (rc == 0)
		rc = lacks_kind(loader, member, siblings, &check, err);
	if (rc < 0)
		return rc;
	*out = check;
	return 0;
}
