/* What is asked of which stage: which of two is asked less, and whether a check is asked of one. */
#include <string.h>

#include "gate.h"

size_t done_stage_rank(const struct done_policy *policy, const char *stage)
{
	size_t i = 0;

	while (i < policy->stages.nr && strcmp(policy->stages.items[i], stage) != 0)
		i++;
	return i;
}

static bool speaks_of(const struct done_condition *when, const char *stage)
{
	if (!when)
		return false;
	if (when->kind == DONE_WHEN_STAGE && !strcmp(when->text, stage))
		return true;
	for (size_t i = 0; i < when->nr_parts; i++) {
		if (speaks_of(&when->parts[i], stage))
			return true;
	}
	return false;
}

/* Whether a check's own condition tells the two stages apart: which of them is asked more is left
 * open. */
static bool tells_apart(const struct done_policy *policy, const char *a, const char *b)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_condition *when = policy->criteria[i].checks[j].when;

			if (speaks_of(when, a) || speaks_of(when, b))
				return true;
		}
	}
	return false;
}

/* Some criterion is asked of the other stage and not of this one. */
static bool is_free(const struct done_policy *policy, const char *stage, const char *other)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_strings *stages = &policy->criteria[i].stages;

		if (done_strings_has(stages, other) && !done_strings_has(stages, stage))
			return true;
	}
	return false;
}

bool done_stage_asks_less(const struct done_policy *policy, const char *now, const char *before)
{
	if (!strcmp(now, before))
		return false;
	if (is_free(policy, now, before) || tells_apart(policy, now, before))
		return true;
	/* From 'deprecated' back to 'production' is up, where that is asked more. */
	return done_stage_rank(policy, now) < done_stage_rank(policy, before) &&
	    !is_free(policy, before, now);
}

bool done_stage_is_stricter(const struct done_policy *policy, const char *stage, const char *other)
{
	bool other_is_free = is_free(policy, other, stage);

	if (other_is_free != is_free(policy, stage, other))
		return other_is_free;
	return strcmp(other, DONE_STAGE_PRODUCTION) != 0 &&
	    done_stage_asks_less(policy, other, stage);
}
