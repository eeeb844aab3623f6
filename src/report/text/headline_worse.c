/* The text format in short: checks that only warn and got worse in this change. */
#include <string.h>

#include "brief.h"

enum { WORSE_NAMES = 5 };

struct worse {
	const struct done_service_report *one; /* the only service; else the first */
	size_t nr_services, nr_ids;
	const char *ids[WORSE_NAMES];
	bool has_more;
};

static void worse_add_id(struct worse *worse, const char *id)
{
	for (size_t i = 0; i < worse->nr_ids; i++) {
		if (!strcmp(worse->ids[i], id))
			return;
	}
	if (worse->nr_ids == WORSE_NAMES)
		worse->has_more = true;
	else
		worse->ids[worse->nr_ids++] = id;
}

static struct worse worse_of(const struct done_run *run)
{
	struct worse worse = {0};

	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];
		bool any = false;

		for (size_t j = 0; j < service->nr_criteria; j++) {
			const struct done_criterion_report *criterion = &service->criteria[j];

			for (size_t k = 0; k < criterion->nr_checks; k++) {
				if (!criterion->checks[k].is_worse)
					continue;
				any = true;
				worse_add_id(&worse, criterion->checks[k].check->id);
			}
		}
		if (any && !worse.nr_services++)
			worse.one = service;
	}
	return worse;
}

bool done_brief_say_worse(
    struct done_buf *out, struct done_arena *arena, const struct done_run *run)
{
	struct worse worse = worse_of(run);

	if (!worse.nr_services)
		return false;
	if (worse.nr_services == 1)
		done_buf_addstr(out, done_brief_name(arena, worse.one));
	else
		done_buf_addf(out, "%zu services", worse.nr_services);
	done_buf_addstr(out,
	    worse.nr_ids == 1 ? " got worse in a check that only warns: "
	                      : " got worse in checks that only warn: ");
	for (size_t i = 0; i < worse.nr_ids; i++)
		done_buf_addf(out, "%s%s", i ? ", " : "", worse.ids[i]);
	if (worse.has_more)
		done_buf_addstr(out, ", …");
	return true;
}
