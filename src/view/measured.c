/* The numbers that checks measure, for those who read reports. */
#include <math.h>

#include "parts.h"

const char *const done_bound_words[] = {"at least", "at most", NULL};

void done_result_measure(
    struct done_result *result, struct done_view *view, const struct done_number *number)
{
	if (!isfinite(number->value) || result->nr_numbers == DONE_NUMBERS_MAX)
		return;
	if (!result->numbers)
		result->numbers =
		    done_arena_array(view->arena, DONE_NUMBERS_MAX, sizeof(*result->numbers));
	result->numbers[result->nr_numbers++] = *number;
}

bool done_number_misses(const struct done_number *number)
{
	if (isnan(number->limit))
		return false;
	return number->is_most ? number->value > number->limit : number->value < number->limit;
}
