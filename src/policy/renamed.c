/* Ids of checks that a newer preset calls otherwise: who writes the old one is told the new one. */
#include <string.h>

#include "loader.h"

/* A '*' at the end stands for the language that the old id ended in. */
static const struct {
	const char *old, *now; /* now NULL: nothing asks for it any more */
} renamed[] = {
    {"validation.input-*", "validation.input"},
    {"validation.errors-*", "validation.errors"},
    {"logging.logger-*", "logging.logger"},
    {"docs.readme", "docs.run"},
    {"docs.changelog", NULL},
    {"docs.contract-change", NULL},
    {"performance.load-test", "performance.check"},
    {"performance.target", "performance.promise"},
    {"performance.timeouts-*", "performance.timeouts"},
};

static bool renamed_is(const char *old, const char *id)
{
	size_t len = strlen(old);

	return old[len - 1] == '*' ? !strncmp(old, id, len - 1) && id[len - 1] : !strcmp(old, id);
}

bool done_check_is_renamed(const char *id, const char **now)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(renamed); i++) {
		if (renamed_is(renamed[i].old, id)) {
			*now = renamed[i].now;
			return true;
		}
	}
	return false;
}

static bool policy_has(const struct done_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (!strcmp(policy->criteria[i].checks[j].id, id))
				return true;
		}
	}
	return false;
}

bool done_check_id_means(const struct done_policy *policy, const char *written, const char *id)
{
	const char *now;

	return !strcmp(written, id) ||
	    (done_check_is_renamed(written, &now) && now && !strcmp(now, id) &&
	        !policy_has(policy, written));
}
