/* The text format: what falls short by its names alone. It is the last thing on the screen, where a
 * long report has scrolled the rest away. */
#include <string.h>

#include "report.h"

enum {
	WORTH = 4, /* fewer checks are seen without it */
	NAMES = 20,
	SERVICES = 10,
};

static bool text_short_is_named(const struct done_check_report *check)
{
	int rank = done_rank_of_check(check);

	return rank == DONE_ITEM_UNMET || rank == DONE_ITEM_UNDECIDED;
}

/* "docs.readme, docs.runbook, performance.target (undecided)" */
static void text_short_add_names(struct done_buf *out, const struct done_service_report *service)
{
	size_t nr = 0, all = service->nr_errors + service->nr_undecided;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			if (!text_short_is_named(check) || nr == NAMES)
				continue;
			done_buf_addf(out, "%s%s%s", nr++ ? ", " : "", check->check->id,
			    check->verdict == DONE_UNDECIDED ? " (undecided)" : "");
		}
	}
	if (all > nr)
		done_buf_addf(out, " and %zu more", all - nr);
}

/* A crowd has its table, which says it by criteria. */
static bool is_worth_it(const struct done_report *report)
{
	struct done_tally tally = {0};

	done_tally_report(&tally, report);
	return tally.errors + tally.doubts >= WORTH && tally.unmet + tally.undecided <= SERVICES;
}

static void write_service(
    struct done_text_writer *writer, const struct done_service_report *service)
{
	struct done_buf names = {0};

	text_short_add_names(&names, service);
	done_layout_wrap(&writer->layout, 2,
	    done_arena_printf(
	        writer->arena, "%s: ", done_arena_shown(writer->arena, service->service->name)),
	    DONE_BOLD, names.ptr);
	done_buf_release(&names);
}

void done_text_in_short(struct done_text_writer *writer, const struct done_report *report)
{
	if (writer->style->quiet || !is_worth_it(report))
		return;
	done_buf_addstr(writer->layout.out, "in short:\n");
	for (size_t i = 0; i < report->nr_runs; i++) {
		const struct done_run *run = &report->runs[i];
		const struct done_service_report **services =
		    done_services_worst_first(writer->arena, run);

		for (size_t j = 0; run->same_as < 0 && j < run->nr_services; j++) {
			if (services[j]->nr_errors + services[j]->nr_undecided)
				write_service(writer, services[j]);
		}
	}
	done_buf_addch(writer->layout.out, '\n');
}
