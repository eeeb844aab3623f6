/*
 * What one policy asks less than another: its checks, its parts of one record each, and every other
 * key of its top. A key that nothing here knows is compared as a whole: any edit of it loosens.
 */
#include <inttypes.h>
#include <string.h>

#include "done/questions.h"
#include "loosened.h"

struct policies {
	const struct done_kind_forms *kinds;
	const struct done_policy *before, *after;
	struct done_loosened *out;
};

/* ---- checks ---- */

static const struct done_criterion *find_criterion(const struct done_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (!strcmp(policy->criteria[i].id, id))
			return &policy->criteria[i];
	}
	return NULL;
}

static const struct done_check *loosened_find_check(
    const struct done_criterion *criterion, const char *id)
{
	for (size_t i = 0; criterion && i < criterion->nr_checks; i++) {
		if (!strcmp(criterion->checks[i].id, id))
			return &criterion->checks[i];
	}
	return NULL;
}

static const struct done_value *written_criterion(const struct done_policy *policy, const char *id)
{
	return done_value_get(done_value_get(policy->merged, "criteria"), id);
}

static const struct done_value *written_check(
    const struct done_policy *policy, const char *criterion, const char *name)
{
	return done_value_get(done_value_get(written_criterion(policy, criterion), "checks"), name);
}

static const char *day_word(struct done_arena *arena, done_day day)
{
	char text[11];

	if (day == DONE_NO_DAY)
		return "now";
	done_day_format(day, text);
	return done_arena_strdup(arena, text);
}

static void compare_days(
    struct done_loosened *out, const struct done_check *before, const struct done_check *after)
{
	if (after->effective > before->effective)
		done_loosened_add(out, "", "'%s' is put off: %s -> %s", before->id,
		    day_word(out->arena, before->effective),
		    day_word(out->arena, after->effective));
}

static const char *debt_word(struct done_arena *arena, done_day debt)
{
	char text[11];

	if (debt == DONE_DEBT_NEVER || debt == DONE_DEBT_ALWAYS)
		return debt == DONE_DEBT_NEVER ? "refuse" : "allow";
	done_day_format(debt, text);
	return done_arena_strdup(arena, text);
}

/* What only follows the policy's own word is said there. is_own: before has a word of its own. */
static void compare_debt(const struct policies *policies, const struct done_check *before,
    const struct done_check *after, bool is_own)
{
	struct done_loosened *out = policies->out;

	if (after->debt <= before->debt ||
	    (!is_own && before->debt == policies->before->debt &&
	        after->debt == policies->after->debt))
		return;
	done_loosened_add(out, "", "'%s': debt %s -> %s", before->id,
	    debt_word(out->arena, before->debt), debt_word(out->arena, after->debt));
}

static bool loosens_losses(int before, int after)
{
	return after != before && (after == DONE_LOSSES_TELL || before == DONE_LOSSES_REFUSE);
}

static const char *losses_word(int losses)
{
	return losses == DONE_LOSSES_UNSAID ? "refuse where on trial" : done_losses_names[losses];
}

/* A check that refuses whatever is missing refuses what is taken away, too. */
static bool heeds_losses(const struct done_check *check)
{
	return check->level == DONE_LEVEL_WARNING || check->effective != DONE_NO_DAY;
}

/* What only follows the policy's own word is said there. */
static void compare_losses(const struct policies *policies, const struct done_check *before,
    const struct done_check *after, bool is_own)
{
	bool is_said = !is_own && loosens_losses(policies->before->losses, policies->after->losses);

	if (!is_said && after->losses < before->losses && heeds_losses(before) &&
	    heeds_losses(after))
		done_loosened_add(policies->out, "", "'%s': losses %s -> %s", before->id,
		    losses_word(before->losses), losses_word(after->losses));
}

static const char *tier_word(int tier)
{
	return tier == DONE_TIER_NONE ? "every target" : done_tier_name((enum done_tier)tier);
}

/* Said apart from the level: a check on trial counts for its tier, too. */
static bool counts_for_less(const struct done_check *before, const struct done_check *after)
{
	if (!before->tier || after->tier == before->tier)
		return false;
	return after->tier ? after->tier > before->tier : after->level == DONE_LEVEL_WARNING;
}

/* What only warns refuses nobody, whatever its tier. */
static void compare_weight(
    struct done_loosened *out, const struct done_check *before, const struct done_check *after)
{
	bool is_required = before->level == DONE_LEVEL_ERROR && after->level == DONE_LEVEL_ERROR;

	if (after->level > before->level)
		done_loosened_add(out, "", "'%s' is lowered to a warning%s", before->id,
		    after->trial ? " (trial)" : "");
	if (is_required && after->tier > before->tier)
		done_loosened_add(out, "", "'%s' is required from a higher target on: %s -> %s",
		    before->id, tier_word(before->tier), tier_word(after->tier));
	else if (counts_for_less(before, after))
		done_loosened_add(
		    out, "", "'%s' no longer counts for %s", before->id, tier_word(before->tier));
}

static void compare_test(const struct policies *policies, const struct done_check *before,
    const struct done_check *after, const struct done_value *then, const struct done_value *now)
{
	const char *at = done_arena_printf(policies->out->arena, "'%s': ", before->id);
	const char *was = before->test.form->name, *is = after->test.form->name;

	if (strcmp(was, is) != 0)
		done_loosened_add(
		    policies->out, "", "'%s' tests something else: %s -> %s", before->id, was, is);
	else
		done_record_loosened(policies->out, policies->kinds, before->test.form->options, at,
		    done_value_get(then, was), done_value_get(now, is));
	if (!done_condition_covers(policies->out->arena, after->when, before->when))
		done_loosened_add_edit(policies->out, at, "when", done_value_get(then, "when"),
		    done_value_get(now, "when"));
}

static void compare_check(const struct policies *policies, const struct done_criterion *criterion,
    const struct done_check *before, const struct done_check *after)
{
	struct done_loosened *out = policies->out;
	const struct done_value *then, *now;

	out->subject = before->id;
	if (!after) {
		done_loosened_add(out, "", "'%s' is removed", before->id);
		return;
	}
	then = written_check(policies->before, criterion->id, before->name);
	now = written_check(policies->after, criterion->id, before->name);
	compare_weight(out, before, after);
	compare_days(out, before, after);
	compare_debt(policies, before, after,
	    done_value_get(then, "debt") ||
	        done_value_get(written_criterion(policies->before, criterion->id), "debt"));
	compare_losses(policies, before, after,
	    done_value_get(then, "losses") ||
	        done_value_get(written_criterion(policies->before, criterion->id), "losses"));
	compare_test(policies, before, after, then, now);
	done_record_loosened(out, policies->kinds, &done_check_record,
	    done_arena_printf(out->arena, "'%s': ", before->id), then, now);
}

static void compare_criterion(const struct policies *policies, const struct done_criterion *before)
{
	const struct done_criterion *after = find_criterion(policies->after, before->id);
	struct done_loosened *out = policies->out;

	/* A policy of a directory shares the criteria that it does not name. */
	if (after && after->checks == before->checks)
		return;
	out->subject = before->id;
	for (size_t i = 0; after && i < before->stages.nr; i++) {
		if (!done_strings_has(&after->stages, before->stages.items[i]))
			done_loosened_add(out, "", "'%s' no longer applies at stage '%s'",
			    before->id, before->stages.items[i]);
	}
	if (after)
		done_record_loosened(out, policies->kinds, &done_criterion_record,
		    done_arena_printf(out->arena, "'%s': ", before->id),
		    written_criterion(policies->before, before->id),
		    written_criterion(policies->after, before->id));
	for (size_t i = 0; i < before->nr_checks; i++)
		compare_check(policies, before, &before->checks[i],
		    loosened_find_check(after, before->checks[i].id));
}

/* ---- sheets and waivers ---- */

static void compare_sheets(const struct policies *policies)
{
	const struct done_policy *before = policies->before, *after = policies->after;

	if (after->experiment_days > before->experiment_days)
		done_loosened_add(policies->out, "",
		    "experiments may last %" PRId64 " days instead of %" PRId64,
		    after->experiment_days, before->experiment_days);
	if (after->backstage != before->backstage)
		done_loosened_add(policies->out, "", "Backstage's catalog is %s",
		    after->backstage ? "read" : "no longer read");
}

static void compare_approvers(
    struct done_loosened *out, const struct done_strings *before, const struct done_strings *after)
{
	if (before->nr && !after->nr)
		done_loosened_add(out, "", "anybody may approve waivers");
	for (size_t i = 0; before->nr && i < after->nr; i++) {
		if (!done_strings_has(before, after->items[i]))
			done_loosened_add(out, "", "'%s' may approve waivers", after->items[i]);
	}
}

static void compare_waivers(const struct policies *policies)
{
	const struct done_waiver_rules *before = &policies->before->waivers;
	const struct done_waiver_rules *after = &policies->after->waivers;

	if (after->max_days > before->max_days)
		done_loosened_add(policies->out, "",
		    "waivers may last %" PRId64 " days instead of %" PRId64, after->max_days,
		    before->max_days);
	if (after->emergency_days > before->emergency_days)
		done_loosened_add(policies->out, "",
		    "a waiver of an emergency may last %" PRId64 " days instead of %" PRId64,
		    after->emergency_days, before->emergency_days);
	if (after->self_granted > before->self_granted)
		done_loosened_add(policies->out, "", "a change may waive more of itself");
	compare_approvers(policies->out, &before->approvers, &after->approvers);
}

/* ---- the top ---- */

static void compare_target(const struct policies *policies)
{
	if (policies->after->target < policies->before->target)
		done_loosened_add(policies->out, "", "target %s -> %s",
		    tier_word(policies->before->target), tier_word(policies->after->target));
}

/* What is asked for anyway need not be kept. */
static void compare_keep(const struct policies *policies)
{
	int before = policies->before->keep, after = policies->after->keep;

	if (after < before && before > policies->after->target)
		done_loosened_add(policies->out, "", "keep %s -> %s",
		    done_tier_name((enum done_tier)before),
		    after == DONE_TIER_NONE ? "nothing" : done_tier_name((enum done_tier)after));
}

static void compare_policy_debt(const struct policies *policies)
{
	struct done_loosened *out = policies->out;
	done_day before = policies->before->debt, after = policies->after->debt;

	if (after > before)
		done_loosened_add(out, "", "debt %s -> %s", debt_word(out->arena, before),
		    debt_word(out->arena, after));
}

static void compare_policy_losses(const struct policies *policies)
{
	int before = policies->before->losses, after = policies->after->losses;

	if (loosens_losses(before, after))
		done_loosened_add(
		    policies->out, "", "losses %s -> %s", losses_word(before), losses_word(after));
}

/* The policy's own word on placeholders; a check's is among its options. */
static void compare_placeholders(const struct policies *policies)
{
	const struct done_value *before = done_value_get(policies->before->merged, "placeholders");
	const struct done_value *after = done_value_get(policies->after->merged, "placeholders");

	if (!done_placeholders_cover(after, before))
		done_loosened_add_edit(policies->out, "", "placeholders", before, after);
}

/* More rows show more capabilities. */
static void compare_ecosystems(const struct policies *policies)
{
	const struct done_value *before = policies->before->ecosystems;
	const struct done_value *after = policies->after->ecosystems;

	/* Rows of what is served and called say whom a check asks. */
	if (before && !after)
		done_loosened_add(policies->out, "", "no rows of 'ecosystems' any more");
	else if (after && (!before || !done_value_equal(before, after)))
		done_loosened_add(policies->out, "",
		    "other rows of 'ecosystems' show capabilities: %s",
		    done_loosened_word(policies->out->arena, after));
}

/* New questions and parts ask more. */
static void compare_question(const struct policies *policies, const char *id,
    const struct done_value *before, const struct done_value *after)
{
	const struct done_value *parts = done_value_get(before, "parts");
	struct done_arena *arena = policies->out->arena;

	for (size_t i = 0; parts && i < parts->map.nr; i++) {
		const struct done_member *part = &parts->map.ptr[i];
		const struct done_value *now =
		    done_value_get(done_value_get(after, "parts"), part->key.ptr);

		if (!now)
			done_loosened_add(policies->out, "",
			    "the question '%s' no longer has the part '%s'", id, part->key.ptr);
		else
			done_record_loosened(policies->out, policies->kinds,
			    &done_question_part_record,
			    done_arena_printf(arena, "the question '%s': %s: ", id, part->key.ptr),
			    &part->value, now);
	}
}

static void compare_questions(const struct policies *policies)
{
	const struct done_value *before = done_value_get(policies->before->merged, "questions");
	const struct done_value *after = done_value_get(policies->after->merged, "questions");

	for (size_t i = 0; before && i < before->map.nr; i++) {
		const struct done_member *question = &before->map.ptr[i];
		const struct done_value *now = done_value_get(after, question->key.ptr);

		if (!now)
			done_loosened_add(
			    policies->out, "", "the question '%s' is removed", question->key.ptr);
		else
			compare_question(policies, question->key.ptr, &question->value, now);
	}
}

static void compare_loosening(const struct policies *policies)
{
	if (policies->after->loosening < policies->before->loosening)
		done_loosened_add(policies->out, "", "loosening %s -> %s",
		    done_loosening_names[policies->before->loosening],
		    done_loosening_names[policies->after->loosening]);
}

static void compare_allowed(const struct policies *policies)
{
	const struct done_strings *before = &policies->before->allow_loosening;
	const struct done_strings *after = &policies->after->allow_loosening;

	for (size_t i = 0; i < after->nr; i++) {
		if (!done_strings_has(before, after->items[i]))
			done_loosened_add(policies->out, "",
			    "policies that import this one may loosen '%s'", after->items[i]);
	}
}

typedef void compare_part(const struct policies *policies);

/* Keys of the top: by code, by record, or (record and compare NULL) not compared here: what they
 * come to is (extends), or the gate does. */
static const struct {
	const char *key;
	compare_part *compare;
	const struct done_record *record;
} parts[] = {
    {"version", NULL, NULL},
    {"requires", NULL, NULL},
    {"extends", NULL, NULL},
    {"services", NULL, NULL},
    {"select", NULL, &done_select_record},
    {"stages", NULL, NULL},
    {"criteria", NULL, NULL},
    {"params", NULL, NULL}, /* what they stand for is compared where they stand */
    {"experiments", NULL, &done_experiments_record},
    {"sheet", compare_sheets, &done_sheets_record},
    {"waivers", compare_waivers, &done_waivers_record},
    {"placeholders", compare_placeholders, NULL},
    {"ecosystems", compare_ecosystems, NULL},
    {"target", compare_target, NULL},
    {"keep", compare_keep, NULL},
    {"debt", compare_policy_debt, NULL},
    {"losses", compare_policy_losses, NULL},
    {"questions", compare_questions, NULL},
    {"loosening", compare_loosening, NULL},
    {"push", NULL, &done_push_record},
    {"evidence", NULL, &done_evidence_record},
    {"allow_loosening", compare_allowed, NULL},
    {"help", NULL, NULL},
};

const char *const done_loosened_keys[] = {"services", "select", "stages", "experiments", "sheet",
    "waivers", "placeholders", "ecosystems", "target", "keep", "debt", "losses", "questions",
    "loosening", "push", "evidence", NULL};

static bool is_known_part(const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(parts); i++) {
		if (!strcmp(parts[i].key, key))
			return true;
	}
	return false;
}

static void compare_known(const struct policies *policies)
{
	static const struct done_value nothing = {.type = DONE_MAP};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(parts); i++) {
		const char *key = parts[i].key;
		const struct done_value *before = done_value_get(policies->before->merged, key);
		const struct done_value *after = done_value_get(policies->after->merged, key);

		policies->out->subject = key;
		if (parts[i].compare)
			parts[i].compare(policies);
		if (parts[i].record)
			done_record_loosened(policies->out, policies->kinds, parts[i].record,
			    done_arena_printf(policies->out->arena, "%s: ", key),
			    before ? before : &nothing, after ? after : &nothing);
	}
}

/* From one policy's keys, those that the other lacks too where it is the first to be asked. */
static void compare_unknown(
    const struct policies *policies, const struct done_value *keys, bool is_after)
{
	for (size_t i = 0; i < keys->map.nr; i++) {
		const char *key = keys->map.ptr[i].key.ptr;
		const struct done_value *before = done_value_get(policies->before->merged, key);
		const struct done_value *after = done_value_get(policies->after->merged, key);

		if (is_known_part(key) || (is_after && before) ||
		    (before && after && done_value_equal(before, after)))
			continue;
		policies->out->subject = key;
		done_loosened_add_edit(policies->out, "", key, before, after);
	}
}

void done_policy_loosened(const struct done_kind_forms *kinds, const struct done_policy *before,
    const struct done_policy *after, struct done_loosened *out)
{
	struct policies policies = {kinds, before, after, out};

	compare_known(&policies);
	compare_unknown(&policies, before->merged, false);
	compare_unknown(&policies, after->merged, true);
	for (size_t i = 0; i < before->nr_criteria; i++)
		compare_criterion(&policies, &before->criteria[i]);
}
