/* Kind `answers`: numbers are numbers, and the key says their unit. */
#include "answers.h"

#include <stdlib.h>
#include <string.h>

/* How the name of a number says its unit. */
static const char *const units[] = {
	"_per_second", "_per_minute", "_per_hour", "_per_day", "_ms",    "_seconds",  "_minutes",
	"_hours",      "_days",       "_months",   "_years",   "_bytes", "_kb",       "_mb",
	"_gb",         "_tb",         "_percent",  "_ratio",   "_count", "_requests", "_rows",
};

/* Decimals stand as plain text in a sheet. */
static bool number_of(const struct done_value *value, double *out)
{
	char *end;

	if (value->type == DONE_INTEGER) {
		*out = (double)value->integer;
		return true;
	}
	if (value->type == DONE_REAL) {
		*out = value->real;
		return true;
	}
	if (value->type != DONE_STRING || !value->plain || !value->string.len ||
	    strspn(value->string.ptr, "0123456789.-") != value->string.len)
		return false;
	*out = strtod(value->string.ptr, &end);
	return !*end;
}

bool done_answers_has_unit(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
		size_t unit = strlen(units[i]);

		if (len > unit && !strcmp(name + len - unit, units[i]))
			return true;
	}
	return false;
}

/* Of "load.requests_per_second.peak" the key that stands in the line. */
static const char *last_key(const char *subject)
{
	const char *dot = strrchr(subject, '.');

	return dot ? dot + 1 : subject;
}

static void judge_number(const struct done_answering *answering, const struct done_value *value,
                         const char *subject)
{
	double number;

	if (!number_of(value, &number))
		done_finding_fix(
			done_answers_add(answering, value, "not a number", subject,
		                         "'%s' must be a number, without words or unit", subject),
			answering->view, "write the number alone: %s: 200", last_key(subject));
	else if (number < 0)
		done_finding_fix(done_answers_add(answering, value, "below zero", subject,
		                                  "'%s' is less than nothing", subject),
		                 answering->view, "write a number of 0 or more");
}

/* A peak below what is expected is a slip. */
static void judge_peak(const struct done_answering *answering, const struct done_value *value,
                       const char *subject)
{
	const struct done_value *expected = done_value_get(value, "expected");
	const struct done_value *peak = done_value_get(value, "peak");
	double usual, most;

	if (expected && peak && number_of(expected, &usual) && number_of(peak, &most) &&
	    most < usual)
		done_finding_fix(done_answers_add(answering, peak, "peak too low", subject,
		                                  "'%s': the peak is below what is expected",
		                                  subject),
		                 answering->view, "write the larger number as 'peak'");
}

void done_answers_judge_numbers(const struct done_answering *answering,
                                const struct done_value *value, const char *subject)
{
	if (value->type != DONE_MAP) {
		judge_number(answering, value, subject);
		return;
	}
	if (!value->map.nr)
		done_answers_add_empty(answering, value, subject);
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_value *number = &value->map.ptr[i].value;

		judge_number(answering, number,
		             done_answers_join(answering, subject, value->map.ptr[i].key.ptr));
	}
	judge_peak(answering, value, subject);
}

void done_answers_judge_unit(const struct done_answering *answering, const char *name,
                             const struct done_value *value)
{
	double number;

	if (strcmp(answering->question->name, "load") != 0 || done_answers_has_unit(name) ||
	    !number_of(value, &number))
		return;
	done_finding_fix(done_answers_add(answering, value, "no unit", name,
	                                  "'%s' is a number without a unit", name),
	                 answering->view,
	                 "let the key say the unit: %s_ms, %s_per_second, %s_count", name, name,
	                 name);
}
