/* The text format: in a crowd that falls short, which checks do most often, and how to begin. */
#include <stdlib.h>
#include <string.h>

#include "report.h"

enum { SHOWN = 5 };

struct often {
	const struct done_check *check;
	size_t nr, position;
};

struct counting {
	struct done_arena *arena;
	struct often *items;
	size_t nr, cap;
};

static void text_often_count(struct counting *counting, const struct done_check *check)
{
	for (size_t i = 0; i < counting->nr; i++) {
		if (!strcmp(counting->items[i].check->id, check->id)) {
			counting->items[i].nr++;
			return;
		}
	}
	struct often *often =
	    DONE_ARENA_PUSH(counting->arena, counting->items, counting->nr, counting->cap);
	*often = (struct often){check, 1, counting->nr};
}

static void count_service(struct counting *counting, const struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (done_rank_of_check(check) == DONE_ITEM_UNMET)
				text_often_count(counting, check->check);
		}
	}
}

static int text_often_compare(const void *left, const void *right)
{
	const struct often *a = left, *b = right;

	if (a->nr != b->nr)
		return a->nr < b->nr ? 1 : -1;
	return a->position < b->position ? -1 : 1;
}

void done_text_often(struct done_text_writer *writer, const struct done_report *report)
{
	struct counting counting = {.arena = writer->arena};
	struct done_tally tally = {0};

	done_tally_report(&tally, report);
	if (writer->style->quiet || tally.unmet <= DONE_TEXT_SERVICES)
		return;
	for (size_t i = 0; i < report->nr_runs; i++) {
		for (size_t j = 0; report->runs[i].same_as < 0 && j < report->runs[i].nr_services;
		     j++)
			count_service(&counting, &report->runs[i].services[j]);
	}
	if (!counting.nr)
		return;
	qsort(counting.items, counting.nr, sizeof(*counting.items), text_often_compare);
	done_buf_addstr(writer->layout.out, "most often not met:\n");
	for (size_t i = 0; i < counting.nr && i < SHOWN; i++)
		done_buf_addf(writer->layout.out, "  %zu of %zu services: %s\n",
		    counting.items[i].nr, tally.services, counting.items[i].check->id);
	if (counting.nr > SHOWN)
		done_buf_addf(writer->layout.out, "  and %zu more checks\n", counting.nr - SHOWN);
	done_layout_wrap(&writer->layout, 0, "to begin: ", DONE_PLAIN,
	    "let the policy only warn of what few meet (level: warning), or let what "
	    "services lacked already be (debt: allow), and fix one check at a time:");
	done_buf_addf(
	    writer->layout.out, "  git done audit --check %s\n\n", counting.items[0].check->id);
}
