/* The numbers that checks measured, as people read them: in every format in the same words. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* 18204 as 18,204. */
static void numbers_add_whole(struct done_buf *out, double value)
{
	struct done_buf digits = {0};

	done_buf_addf(&digits, "%.0f", value);
	for (size_t i = 0; i < digits.len; i++) {
		if (i && (digits.len - i) % 3 == 0 && digits.ptr[i - 1] != '-')
			done_buf_addch(out, ',');
		done_buf_addch(out, digits.ptr[i]);
	}
	done_buf_release(&digits);
}

/* Never rounded to its limit: what misses it is to be seen. */
static void numbers_add(
    struct done_buf *out, const struct done_number *number, double value, double beside)
{
	const char *unit = number->unit;

	if (value != beside && fabs(value - beside) < 0.1)
		done_buf_addf(out, "%.12g", value);
	else if (fabs(value) < 1e15 && (value == floor(value) || fabs(value) >= 1000))
		numbers_add_whole(out, value);
	else
		done_buf_addf(out, fabs(value) >= 1 ? "%.1f" : "%.3g", value);
	if (*unit) {
		done_buf_addch(out, ' ');
		done_escape_plain(out, unit, 0);
	}
}

void done_say_number_value(struct done_buf *out, const struct done_number *number)
{
	numbers_add(out, number, number->value, isnan(number->limit) ? HUGE_VAL : number->limit);
}

void done_say_number_limit(struct done_buf *out, const struct done_number *number)
{
	if (isnan(number->limit))
		return;
	done_buf_addf(out, "%s ", done_bound_words[number->is_most]);
	numbers_add(out, number, number->limit, number->value);
}

static void numbers_add_one(struct done_buf *out, const struct done_number *number)
{
	done_escape_plain(out, number->name, 0);
	done_buf_addch(out, ' ');
	done_say_number_value(out, number);
	if (isnan(number->limit))
		return;
	done_buf_addstr(out, done_number_misses(number) ? " (must be " : " (");
	done_say_number_limit(out, number);
	done_buf_addch(out, ')');
}

static bool numbers_are_of_one_source(
    const struct done_number *one, const struct done_number *other)
{
	return one->strength == other->strength &&
	    !strcmp(one->source ? one->source : "", other->source ? other->source : "");
}

/* "perf/k6.json (recorded)" */
static void numbers_add_source(struct done_buf *out, const struct done_number *number)
{
	if (number->source)
		done_buf_add_shown(out, number->source, strlen(number->source));
	done_buf_addf(
	    out, "%s(%s)", number->source ? " " : "", done_strength_words[number->strength]);
}

void done_say_numbers(struct done_buf *out, const struct done_check_report *check)
{
	for (size_t i = 0; i < check->nr_numbers; i++) {
		const struct done_number *number = &check->numbers[i];
		bool is_last = i + 1 == check->nr_numbers ||
		    !numbers_are_of_one_source(number, &check->numbers[i + 1]);

		numbers_add_one(out, number);
		if (is_last) {
			done_buf_addstr(out, ", by ");
			numbers_add_source(out, number);
		}
		if (i + 1 < check->nr_numbers)
			done_buf_addstr(out, is_last ? "; " : ", ");
	}
}

/* ---- a table in Markdown ---- */

static void numbers_add_cell(struct done_buf *out, const char *text)
{
	done_buf_addstr(out, "| ");
	done_escape_markdown(out, text ? text : "–");
	done_buf_addch(out, ' ');
}

static void numbers_add_row(struct done_buf *out, struct done_arena *arena,
    const struct done_service_report *service, const struct done_check_report *check,
    const struct done_number *number)
{
	struct done_buf value = {0}, limit = {0}, source = {0};

	done_say_number_value(&value, number);
	done_buf_addstr(&value, done_number_misses(number) ? " ✗" : "");
	done_say_number_limit(&limit, number);
	numbers_add_source(&source, number);
	numbers_add_cell(out, done_arena_shown(arena, service->service->name));
	numbers_add_cell(out, check->check->id);
	numbers_add_cell(out, number->name);
	numbers_add_cell(out, value.ptr);
	numbers_add_cell(out, limit.ptr);
	numbers_add_cell(out, source.ptr);
	done_buf_addstr(out, "|\n");
	done_buf_release(&value);
	done_buf_release(&limit);
	done_buf_release(&source);
}

size_t done_count_numbers(const struct done_run *run)
{
	size_t nr = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		for (size_t j = 0; j < run->services[i].nr_criteria; j++) {
			const struct done_criterion_report *criterion =
			    &run->services[i].criteria[j];

			for (size_t k = 0; k < criterion->nr_checks; k++)
				nr += criterion->checks[k].nr_numbers;
		}
	}
	return nr;
}

/* A number and how far it is from its limit, for their order. */
struct numbers_ranked {
	const struct done_service_report *service;
	const struct done_check_report *check;
	const struct done_number *number;
	double beyond; /* so many times the limit; 0: within it; -1: there is none */
	size_t at;     /* where it stands in the report */
};

static double numbers_beyond(const struct done_number *number)
{
	double more = number->is_most ? number->value : number->limit;
	double less = number->is_most ? number->limit : number->value;

	if (isnan(number->limit))
		return -1;
	if (!done_number_misses(number))
		return 0;
	return less > 0 ? more / less : HUGE_VAL;
}

static int numbers_compare(const void *a, const void *b)
{
	const struct numbers_ranked *one = a, *other = b;

	if (one->beyond != other->beyond)
		return one->beyond > other->beyond ? -1 : 1;
	return one->at < other->at ? -1 : one->at > other->at;
}

static size_t numbers_take(struct numbers_ranked *out, size_t nr,
    const struct done_service_report *service, const struct done_check_report *check)
{
	for (size_t i = 0; i < check->nr_numbers; i++, nr++)
		out[nr] = (struct numbers_ranked){
		    service, check, &check->numbers[i], numbers_beyond(&check->numbers[i]), nr};
	return nr;
}

void done_number_each(
    struct done_arena *arena, const struct done_run *run, done_number_visit *visit, void *data)
{
	struct numbers_ranked *ranked =
	    done_arena_array(arena, done_count_numbers(run) + 1, sizeof(*ranked));
	size_t nr = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++)
				nr = numbers_take(
				    ranked, nr, service, &service->criteria[j].checks[k]);
		}
	}
	qsort(ranked, nr, sizeof(*ranked), numbers_compare);
	for (size_t i = 0; i < nr; i++)
		visit(data, ranked[i].service, ranked[i].check, ranked[i].number);
}

struct numbers_table {
	struct done_buf *out;
	struct done_arena *arena;
	size_t nr, most;
};

static void numbers_visit_row(void *data, const struct done_service_report *service,
    const struct done_check_report *check, const struct done_number *number)
{
	struct numbers_table *table = data;

	if (table->nr++ < table->most)
		numbers_add_row(table->out, table->arena, service, check, number);
}

void done_numbers_markdown(
    struct done_buf *out, struct done_arena *arena, const struct done_run *run, size_t most)
{
	struct numbers_table table = {out, arena, 0, most};
	size_t nr = done_count_numbers(run);

	if (!nr)
		return;
	done_buf_addf(out,
	    "<details><summary>%zu %s</summary>\n\n"
	    "| service | check | what | value | limit | by |\n| :- | :- | :- | -: | -: | :- |\n",
	    nr, nr == 1 ? "number was measured" : "numbers were measured");
	done_number_each(arena, run, numbers_visit_row, &table);
	if (nr > most)
		done_buf_addf(out, "\nand %zu more\n", nr - most);
	done_buf_addstr(out, "\n</details>\n\n");
}
