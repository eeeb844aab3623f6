/* Ratios as people read them. */
#include "reports.h"

#include <math.h>

const char *done_ratio_shown(struct done_view *view, double ratio)
{
	double tenths = floor(ratio * 1000 + 1e-9);

	return fmod(tenths, 10) > 0 ? done_arena_printf(view->arena, "%.1f %%", tenths / 10)
	                            : done_arena_printf(view->arena, "%.0f %%", tenths / 10);
}
