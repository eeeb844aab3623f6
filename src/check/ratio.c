/* Ratios as people write them: "80%" or 0.8. */
#include "reports.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char done_ratio_schema[] =
	"{\"anyOf\": [{\"type\": \"number\", \"minimum\": 0, \"maximum\": 1}, "
	"{\"type\": \"string\", \"pattern\": \"^[0-9]+([.][0-9]+)? ?%$\"}]}";

/* Digits, a point and digits, and a percent sign. */
static bool ratio_percent(const char *text, double *out)
{
	size_t whole = strspn(text, "0123456789"), part = 0;
	const char *at = text + whole;

	if (*at == '.') {
		part = strspn(at + 1, "0123456789");
		at += part + 1;
		if (!part)
			return false;
	}
	if (*at == ' ')
		at++;
	if (!whole || whole > 3 || part > 9 || strcmp(at, "%") != 0)
		return false;
	*out = strtod(text, NULL) / 100;
	return true;
}

int done_ratio_load(struct done_loader *loader, const struct done_value *value, void *member,
                    struct done_error *err)
{
	struct done_ratio *ratio = member;
	double number = NAN;

	(void)loader;
	if (value->type == DONE_INTEGER)
		number = (double)value->integer;
	else if (value->type == DONE_REAL)
		number = value->real;
	else if (value->type != DONE_STRING || !ratio_percent(value->string.ptr, &number))
		number = NAN;
	if (!(number >= 0 && number <= 1)) {
		done_value_error(err, value,
		                 "a ratio must be written as '80%%', or as a number from 0 to 1");
		return done_error_cure(err, "80 without a percent sign would be 8000 %%");
	}
	*ratio = (struct done_ratio){true, number};
	return 0;
}

const char *done_ratio_shown(struct done_view *view, double ratio)
{
	double tenths = floor(ratio * 1000 + 1e-9);

	return fmod(tenths, 10) > 0 ? done_arena_printf(view->arena, "%.1f %%", tenths / 10)
	                            : done_arena_printf(view->arena, "%.0f %%", tenths / 10);
}
