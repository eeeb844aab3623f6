/* What the bar says of a criterion and of a check: a brief report says it there, and once. Those of
 * a merged report are each shard's own, and equal. */
#include <string.h>

#include "report.h"

static bool is_same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

const struct done_criterion *done_bar_criterion(
    const struct done_policy *bar, const struct done_criterion *criterion)
{
	for (size_t i = 0; bar && i < bar->nr_criteria; i++) {
		const struct done_criterion *other = &bar->criteria[i];

		if (other == criterion ||
		    (is_same_text(other->id, criterion->id) &&
		        is_same_text(other->title, criterion->title)))
			return other;
	}
	return NULL;
}

static bool is_same_check(const struct done_check *a, const struct done_check *b)
{
	return a == b ||
	    (is_same_text(a->id, b->id) && a->tier == b->tier && a->level == b->level &&
	        is_same_text(a->test.form ? a->test.form->name : NULL,
	            b->test.form ? b->test.form->name : NULL) &&
	        is_same_text(a->title, b->title) && is_same_text(a->why, b->why) &&
	        is_same_text(a->url, b->url) && is_same_text(a->fix, b->fix));
}

bool done_bar_has_check(const struct done_criterion *criterion, const struct done_check *check)
{
	for (size_t i = 0; criterion && i < criterion->nr_checks; i++) {
		if (is_same_check(check, &criterion->checks[i]))
			return true;
	}
	return false;
}
