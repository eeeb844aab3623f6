/* The text format in short: an audit of several services, how far each is. */
#include "brief.h"

#include <stdlib.h>
#include <string.h>

enum {
	CARD_COLUMNS = 40, /* criteria */
	CARD_ROWS = 40,
	CARD_OFTEN = 3,
	CARD_FEW = 5, /* services whose causes fit on the screen below the table */
	CARD_FEW_CAUSES = 10,
	CARD_NAME_LEAST = 8,
	CARD_NAME_MOST = 32,
	CARD_GAP = 2,
	CARD_REACHED = 7,
};

struct scorecard {
	const char *heads[CARD_COLUMNS]; /* ids of criteria */
	size_t nr, nr_hidden;
	int name, kind; /* columns; kind 0: none is known */
	bool has_tiers, has_doubts;
};

/* ---- what the table holds ---- */

static void card_add_head(struct scorecard *card, const char *id)
{
	for (size_t i = 0; i < card->nr; i++) {
		if (!strcmp(card->heads[i], id))
			return;
	}
	if (card->nr == CARD_COLUMNS)
		card->nr_hidden++;
	else
		card->heads[card->nr++] = id;
}

static int card_head_columns(const struct scorecard *card, size_t i)
{
	int columns = (int)strlen(card->heads[i]);

	return columns < 4 ? 4 : columns;
}

static int card_total(const struct scorecard *card)
{
	int total = card->name + (card->kind ? CARD_GAP + card->kind : 0) +
	    (card->has_tiers ? CARD_GAP + CARD_REACHED : 0);

	for (size_t i = 0; i < card->nr; i++)
		total += CARD_GAP + card_head_columns(card, i);
	return total;
}

static void card_measure(
    struct scorecard *card, struct done_text_writer *writer, const struct done_run *run)
{
	card->name = CARD_NAME_LEAST;
	for (size_t i = 0; run->policy && i < run->policy->nr_criteria; i++)
		card_add_head(card, run->policy->criteria[i].id);
	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];
		const char *name = done_arena_shown(writer->arena, service->service->name);
		int columns = done_text_columns(name, strlen(name));
		int kind = service->kind ? (int)strlen(service->kind) : 0;

		card->name = columns > card->name ? columns : card->name;
		/* As wide as its head at least. */
		if (kind && kind < (int)strlen("kind"))
			kind = (int)strlen("kind");
		card->kind = kind > card->kind ? kind : card->kind;
		card->has_tiers = card->has_tiers || service->target;
		card->has_doubts = card->has_doubts || service->nr_undecided;
		for (size_t j = 0; j < service->nr_criteria; j++)
			card_add_head(card, service->criteria[j].criterion->id);
	}
	card->name = card->name > CARD_NAME_MOST ? CARD_NAME_MOST : card->name;
	while (card->nr > 1 && card_total(card) > writer->layout.width) {
		card->nr--;
		card->nr_hidden++;
	}
}

/* ---- rows ---- */

static void card_cell(struct done_text_writer *writer, const char *text, int columns, bool is_last)
{
	done_buf_addstr(writer->layout.out, "  ");
	if (is_last)
		done_buf_addstr(writer->layout.out, text);
	else
		done_layout_cell(&writer->layout, text, columns);
}

static void card_heads(struct done_text_writer *writer, const struct scorecard *card)
{
	done_layout_cell(&writer->layout, "service", card->name);
	if (card->kind)
		card_cell(writer, "kind", card->kind, false);
	if (card->has_tiers)
		card_cell(writer, "reached", CARD_REACHED, false);
	for (size_t i = 0; i < card->nr; i++)
		card_cell(writer, card->heads[i], card_head_columns(card, i), i + 1 == card->nr);
	done_buf_addch(writer->layout.out, '\n');
}

/* "3/4": met, of those that were judged; "-": none was; "?": one could not be. */
static const char *card_share(struct done_arena *arena, const struct done_service_report *service,
    const char *id, enum done_color *color)
{
	struct done_share share = {0};

	for (size_t i = 0; i < service->nr_criteria; i++) {
		if (!strcmp(service->criteria[i].criterion->id, id))
			done_share_add(&share, &service->criteria[i]);
	}
	*color = share.doubts          ? DONE_VIOLET
	    : share.met < share.judged ? DONE_RED
	    : share.judged             ? DONE_GREEN
	                               : DONE_DIM;
	return share.judged ? done_arena_printf(arena, "%zu/%zu%s", share.met, share.judged,
	                          share.doubts ? "?" : "")
	                    : "-";
}

static void card_row(struct done_text_writer *writer, const struct scorecard *card,
    const struct done_service_report *service)
{
	const char *reached = done_tier_name((enum done_tier)service->tier);
	int blanks = CARD_GAP;

	done_layout_cell(
	    &writer->layout, done_arena_shown(writer->arena, service->service->name), card->name);
	if (card->kind)
		card_cell(writer, service->kind ? service->kind : "-", card->kind, false);
	if (card->has_tiers)
		card_cell(writer, reached ? reached : "-", CARD_REACHED, !card->nr);
	for (size_t i = 0; i < card->nr; i++) {
		enum done_color color;
		const char *share = card_share(writer->arena, service, card->heads[i], &color);

		for (; blanks > 0; blanks--)
			done_buf_addch(writer->layout.out, ' ');
		done_layout_colored(&writer->layout, color, share);
		blanks = CARD_GAP + card_head_columns(card, i) - (int)strlen(share);
	}
	done_buf_addch(writer->layout.out, '\n');
}

static void card_table(
    struct done_text_writer *writer, const struct scorecard *card, const struct done_run *run)
{
	const struct done_service_report **services = done_services_worst_first(writer->arena, run);
	size_t rows = run->nr_services > CARD_ROWS ? CARD_ROWS : run->nr_services, met = 0;

	card_heads(writer, card);
	for (size_t i = 0; i < rows; i++)
		card_row(writer, card, services[i]);
	for (size_t i = rows; i < run->nr_services; i++)
		met += done_standing_is_done(services[i]);
	if (rows < run->nr_services)
		done_buf_addf(writer->layout.out, "and %zu more, of which %zu %s done\n",
		    run->nr_services - rows, met, met == 1 ? "is" : "are");
	if (card->has_doubts)
		done_buf_addstr(writer->layout.out, "?: some could not be judged; see below\n");
	if (card->nr_hidden)
		done_buf_addf(writer->layout.out, "%zu more %s not fit the width\n",
		    card->nr_hidden, card->nr_hidden == 1 ? "criterion does" : "criteria do");
}

/* ---- below the table ---- */

struct card_often {
	const char *id;
	size_t nr, position;
};

static int card_compare_often(const void *left, const void *right)
{
	const struct card_often *a = left, *b = right;

	if (a->nr != b->nr)
		return a->nr < b->nr ? 1 : -1;
	return a->position < b->position ? -1 : 1;
}

static void card_count(struct card_often *items, size_t *nr, const char *id)
{
	for (size_t i = 0; i < *nr; i++) {
		if (!strcmp(items[i].id, id)) {
			items[i].nr++;
			return;
		}
	}
	items[*nr] = (struct card_often){id, 1, *nr};
	++*nr;
}

/* "; most often missing: docs.api (7), performance.check (6)" */
static void card_say_often(
    struct done_buf *out, struct done_arena *arena, const struct done_run *run)
{
	struct card_often *items;
	size_t nr = 0, most = 1;

	for (size_t i = 0; i < run->nr_services; i++)
		most += run->services[i].nr_errors;
	items = done_arena_array(arena, most, sizeof(*items));
	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++) {
				const struct done_check_report *check =
				    &service->criteria[j].checks[k];

				if (done_rank_of_check(check) == DONE_ITEM_UNMET)
					card_count(items, &nr, check->check->id);
			}
		}
	}
	if (!nr)
		return;
	qsort(items, nr, sizeof(*items), card_compare_often);
	for (size_t i = 0; i < nr && i < CARD_OFTEN; i++)
		done_buf_addf(out, "%s%s (%zu)", i ? ", " : "; most often missing: ", items[i].id,
		    items[i].nr);
}

static void card_say_verdicts(struct done_buf *out, const struct done_tally *tally)
{
	const struct {
		size_t nr;
		const char *words;
	} rows[] = {
	    {tally->met, "done"},
	    {tally->unmet, "not done"},
	    {tally->undecided, "undecided"},
	    {tally->services - tally->met - tally->unmet - tally->undecided, "not judged"},
	};
	const char *gap = "";

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!rows[i].nr)
			continue;
		done_buf_addf(out, "%s%zu %s", gap, rows[i].nr, rows[i].words);
		gap = ", ";
	}
}

static void card_summary(
    struct done_text_writer *writer, const struct scorecard *card, const struct done_run *run)
{
	struct done_tally tally = {0};
	struct done_buf text = {0}, counts = {0};

	done_tally_run(&tally, run);
	done_buf_addf(&text, "%zu services: ", run->nr_services);
	if (card->has_tiers)
		done_standings_say_tiers(&text, run);
	else
		card_say_verdicts(&text, &tally);
	card_say_often(&text, writer->arena, run);
	done_brief_say_counts(&counts, run, false);
	if (counts.len)
		done_buf_addf(&text, "; not blocking: %s", counts.ptr);
	done_buf_release(&counts);
	done_layout_wrap(&writer->layout, 0, "", DONE_PLAIN, text.ptr);
	done_buf_release(&text);
}

static void card_verdict(struct done_text_writer *writer, const struct done_report *report,
    const struct scorecard *card, const struct done_run *run)
{
	static const char *const words[] = {[DONE_MET] = "done",
	    [DONE_UNMET] = "not done",
	    [DONE_WAIVED] = "done",
	    [DONE_NOT_APPLICABLE] = "done",
	    [DONE_UNDECIDED] = "undecided"};
	struct done_tally tally = {0};
	struct done_buf text = {0};
	enum done_color color;

	done_tally_run(&tally, run);
	done_text_mark(run->verdict, false, &color);
	done_buf_addstr(&text, ": ");
	if (tally.notes == 1)
		done_buf_addstr(&text, "the error above belongs to no service; ");
	else if (tally.notes)
		done_buf_addf(&text, "the %zu errors above belong to no service; ", tally.notes);
	done_standings_say(&text, run, card->has_tiers);
	done_say_asked(&text, report);
	if (report->advisory && run->verdict == DONE_UNMET)
		done_say_advisory(&text, done_exit_of_report(report));
	if (run->only_tells && run->verdict != DONE_MET)
		done_say_only_tells(&text);
	/* What does not refuse need not be done. */
	done_layout_wrap(&writer->layout, 0,
	    run->verdict == DONE_MET && !done_standings_all_done(run) ? "passed"
	                                                              : words[run->verdict],
	    color, text.ptr);
	done_buf_release(&text);
}

/* What could not be judged stands in full, with what to do; so does all of it where it is little.
 */
static void card_causes(struct done_text_writer *writer, const struct done_run *run)
{
	struct done_causes causes, doubts = {0};

	done_causes_collect(writer->arena, run, &causes);
	if (run->nr_services <= CARD_FEW && causes.nr <= CARD_FEW_CAUSES) {
		done_brief_causes(writer, run, &causes);
		return;
	}
	doubts.items = done_arena_array(writer->arena, causes.nr + 1, sizeof(*doubts.items));
	for (size_t i = 0; i < causes.nr; i++) {
		if (causes.items[i].kind == DONE_ITEM_UNDECIDED)
			doubts.items[doubts.nr++] = causes.items[i];
	}
	if (doubts.nr)
		done_brief_causes(writer, run, &doubts);
}

void done_brief_scorecard(
    struct done_text_writer *writer, const struct done_report *report, const struct done_run *run)
{
	struct scorecard card = {.name = 0};

	card_measure(&card, writer, run);
	if (!writer->style->quiet) {
		card_table(writer, &card, run);
		done_layout_gap(&writer->layout);
	}
	card_causes(writer, run);
	done_text_notes(writer, run, NULL);
	done_text_unowned(writer, run);
	if (!writer->style->quiet) {
		card_summary(writer, &card, run);
		done_brief_examined(writer, run);
	}
	card_verdict(writer, report, &card, run);
	if (run->verdict != DONE_MET && report->reproduce && !writer->style->quiet) {
		done_buf_addstr(writer->layout.out, "details: ");
		done_escape_plain(writer->layout.out, report->reproduce, 0);
		done_buf_addstr(writer->layout.out, " --service NAME\n");
	}
}
