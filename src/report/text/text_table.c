/* The text format: many services at a glance, services by criteria. */
#include <string.h>

#include "report.h"

enum { COLUMNS_MAX = 40, NAME_LEAST = 8, NAME_MOST = 32, HEAD_LEAST = 4, GAP = 2 };

struct table {
	const char *heads[COLUMNS_MAX]; /* ids of criteria */
	size_t nr, nr_hidden;
	int name, head; /* columns of the name, most of a criterion */
};

static void add_head(struct table *table, const char *id)
{
	for (size_t i = 0; i < table->nr; i++) {
		if (!strcmp(table->heads[i], id))
			return;
	}
	if (table->nr == COLUMNS_MAX)
		table->nr_hidden++;
	else
		table->heads[table->nr++] = id;
}

/* The criteria in the policy's order, then those that only services have: the gate's own. */
static void collect_heads(struct table *table, const struct done_run *run)
{
	for (size_t i = 0; run->policy && i < run->policy->nr_criteria; i++)
		add_head(table, run->policy->criteria[i].id);
	for (size_t i = 0; i < run->nr_services; i++) {
		for (size_t j = 0; j < run->services[i].nr_criteria; j++)
			add_head(table, run->services[i].criteria[j].criterion->id);
	}
}

static int head_columns(const struct table *table, size_t i)
{
	int columns = (int)strlen(table->heads[i]);

	columns = columns < 2 ? 2 : columns;
	return columns > table->head ? table->head : columns;
}

static int total_columns(const struct table *table)
{
	int total = table->name;

	for (size_t i = 0; i < table->nr; i++)
		total += GAP + head_columns(table, i);
	return total;
}

/* Cut to the width: first the heads, then the names, in the end columns, which are counted. */
static void text_table_measure(struct table *table, struct done_text_writer *writer,
    const struct done_service_report *const *services, size_t nr)
{
	table->name = NAME_LEAST;
	for (size_t i = 0; i < nr; i++) {
		const char *name = done_arena_shown(writer->arena, services[i]->service->name);
		int columns = done_text_columns(name, strlen(name));
		if (columns > table->name)
			table->name = columns > NAME_MOST ? NAME_MOST : columns;
	}
	for (table->head = 16; table->head > HEAD_LEAST; table->head--) {
		if (total_columns(table) <= writer->layout.width)
			return;
	}
	while (table->name > 16 && total_columns(table) > writer->layout.width)
		table->name--;
	while (table->nr > 1 && total_columns(table) > writer->layout.width) {
		table->nr--;
		table->nr_hidden++;
	}
}

static void write_heads(struct done_text_writer *writer, const struct table *table)
{
	struct done_buf *out = writer->layout.out;

	done_layout_cell(&writer->layout, "service", table->name);
	for (size_t i = 0; i < table->nr; i++) {
		int columns = head_columns(table, i);

		done_buf_addstr(out, "  ");
		if (i + 1 == table->nr && (int)strlen(table->heads[i]) <= columns)
			done_buf_addstr(out, table->heads[i]);
		else
			done_layout_cell(&writer->layout, table->heads[i], columns);
	}
	done_buf_addch(out, '\n');
}

static const struct done_criterion_report *find_criterion(
    const struct done_service_report *service, const char *id)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		if (!strcmp(service->criteria[i].criterion->id, id))
			return &service->criteria[i];
	}
	return NULL;
}

static bool has_warning(const struct done_criterion_report *criterion)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		const struct done_check_report *check = &criterion->checks[i];
		if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING)
			return true;
	}
	return false;
}

static void write_row(struct done_text_writer *writer, const struct table *table,
    const struct done_service_report *service)
{
	struct done_buf *out = writer->layout.out;
	int gap = GAP;

	done_layout_cell(
	    &writer->layout, done_arena_shown(writer->arena, service->service->name), table->name);
	for (size_t i = 0; i < table->nr; i++) {
		const struct done_criterion_report *criterion =
		    find_criterion(service, table->heads[i]);
		enum done_verdict verdict = criterion ? criterion->verdict : DONE_NOT_APPLICABLE;
		enum done_color color;
		const char *mark = done_text_mark(
		    verdict, verdict != DONE_UNMET && criterion && has_warning(criterion), &color);

		for (; gap; gap--)
			done_buf_addch(out, ' ');
		done_layout_colored(&writer->layout, color, mark);
		gap = GAP + head_columns(table, i) - (int)strlen(mark);
	}
	done_buf_addch(out, '\n');
}

/* What the marks mean. */
static void write_key(struct done_text_writer *writer, const struct table *table)
{
	struct done_buf text = {0};

	done_buf_addstr(&text,
	    "ok met, XX not met, ?? undecided, !! warning, -- does not apply, ~~ "
	    "waived");
	if (table->nr_hidden)
		done_buf_addf(&text, "; %zu more %s not fit", table->nr_hidden,
		    table->nr_hidden == 1 ? "criterion does" : "criteria do");
	done_layout_wrap(&writer->layout, 0, "", DONE_PLAIN, text.ptr);
	done_buf_release(&text);
}

void done_text_table(struct done_text_writer *writer, const struct done_run *run,
    const struct done_service_report *const *services)
{
	struct table table = {.head = HEAD_LEAST};
	size_t rows = run->nr_services;

	collect_heads(&table, run);
	text_table_measure(&table, writer, services, rows);
	write_heads(writer, &table);
	for (size_t i = 0; i < rows; i++)
		write_row(writer, &table, services[i]);
	write_key(writer, &table);
	done_layout_gap(&writer->layout);
}
