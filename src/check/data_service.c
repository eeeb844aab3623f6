/*
 * Kind `data`: what is expected as it reads for the service, {service} and {path} replaced.
 */
#include "data.h"

static int data_service_fill(
    struct done_view *view, struct data_expectation *expects, struct done_error *err)
{
	if (done_view_value(view, expects->equals, &expects->equals, err) < 0 ||
	    done_view_value(view, expects->one_of, &expects->one_of, err) < 0)
		return err->code;
	return expects->matches ? done_view_pattern(view, expects->matches, &expects->matches, err)
	                        : 0;
}

int done_data_for_service(struct done_view *view, struct data_list *at, struct done_error *err)
{
	struct data_list filled = {
	    done_arena_array(view->arena, at->nr, sizeof(*filled.items)), at->nr};

	for (size_t i = 0; i < at->nr; i++) {
		filled.items[i] = at->items[i];
		if (data_service_fill(view, &filled.items[i].expects, err) < 0)
			return err->code;
	}
	*at = filled;
	return 0;
}
