/* Kind `compatible`: what was found, as findings or as numbers. */
#include "compatible.h"

static void compatible_add(
    struct compatible_judging *judging, const char *path, const struct done_break *one)
{
	struct done_view *view = judging->view;
	const char *old = one->old_file && one->old_line
	    ? done_arena_printf(view->arena, " (%s:%d at the base)",
	          done_view_short(view, one->old_file), one->old_line)
	    : "";
	struct done_finding *finding = done_result_add(judging->result, view,
	    (struct done_place){one->file, one->line, one->column},
	    (struct done_subject){
	        .wrong = one->wrong, .path = path ? path : one->old_file, .thing = one->thing},
	    "%s: %s%s", one->certainty == DONE_CERTAIN ? "breaks callers" : "may break callers",
	    one->message, old);

	done_finding_fix(finding, view, "%s", one->fix);
}

void done_check_compatible_take(struct compatible_judging *judging, const char *path,
    const struct done_breaks *breaks, bool admits)
{
	for (size_t i = 0; i < breaks->nr; i++) {
		const struct done_break *one = &breaks->items[i];

		if (one->certainty == DONE_POSSIBLE && judging->options->level == LEVEL_CERTAIN)
			judging->nr_possible++;
		else if (admits)
			judging->nr_admitted++;
		else
			compatible_add(judging, path, one);
	}
	if (breaks->nr_more && !admits)
		done_result_add(judging->result, judging->view,
		    (struct done_place){path ? path : breaks->items[0].file, 0, 0},
		    (struct done_subject){.wrong = "more", .path = path},
		    "%zu more differences are not shown", breaks->nr_more);
}
