/*
 * Fields that are a map of names to amounts: 250ms, 1%, 100, or {sheet: load.peak}, which each
 * service's own sheet answers. The end of a name is its unit: _ms, _s, _ns; _rate is a ratio.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loosened.h"

/* What holds where a policy does not say it. */
static const struct {
	const char *name;
	double value;
} amount_presets[] = {{"requests", 100}, {"error_rate", 0.01}};

double done_amount_preset(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(amount_presets); i++) {
		if (!strcmp(amount_presets[i].name, name))
			return amount_presets[i].value;
	}
	return NAN;
}

static bool amount_ends(const char *name, const char *end)
{
	size_t a = strlen(name), b = strlen(end);

	return a >= b && !strcmp(name + a - b, end);
}

/* Seconds of a unit; 0: it is none. */
static double amount_unit(const char *unit)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {{"ns", 1e-9}, {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"min", 60}};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
		if (!strcmp(units[i].name, unit))
			return units[i].seconds;
	}
	return 0;
}

static bool amount_is_ratio(const struct done_field *field, const char *name)
{
	return field->preset || amount_ends(name, "_rate");
}

/* NAN: it cannot be that. */
static double amount_of_text(const struct done_field *field, const char *name, const char *text)
{
	size_t digits = strspn(text, "0123456789.");
	const char *unit = strrchr(name, '_');
	double number, seconds, own;
	char *end;

	if (!digits || digits > 20 || *text == '.' || text[digits - 1] == '.')
		return NAN;
	number = strtod(text, &end);
	if (end != text + digits)
		return NAN;
	end += *end == ' ';
	if (!*end)
		return number;
	if (amount_is_ratio(field, name))
		return strcmp(end, "%") == 0 ? number / 100 : NAN;
	own = unit ? amount_unit(unit + 1) : 0;
	seconds = amount_unit(end);
	return own > 0 && seconds > 0 ? number * (seconds / own) : NAN;
}

static double amount_of(
    const struct done_field *field, const char *name, const struct done_value *value)
{
	if (value->type == DONE_INTEGER)
		return (double)value->integer;
	if (value->type == DONE_REAL)
		return value->real;
	return value->type == DONE_STRING ? amount_of_text(field, name, value->string.ptr) : NAN;
}

static const char *amount_of_sheet(const struct done_value *value)
{
	const struct done_value *sheet = done_value_get(value, "sheet");

	return value->type == DONE_MAP && value->map.nr == 1 && sheet &&
	        sheet->type == DONE_STRING && *sheet->string.ptr
	    ? sheet->string.ptr
	    : NULL;
}

static int amount_load(const struct done_field *field, const struct done_member *member,
    struct done_amount *out, struct done_error *err)
{
	const struct done_value *value = &member->value;
	const char *name = member->key.ptr;
	size_t nr = 0;

	while (field->names[nr] && strcmp(field->names[nr], name) != 0)
		nr++;
	if (!field->names[nr])
		return done_unknown_key(member, field->name, field->names, nr, err);
	out->name = nr;
	out->sheet = amount_of_sheet(value);
	out->value = out->sheet ? NAN : amount_of(field, name, value);
	out->place = (struct done_place){value->file, value->line, value->column};
	if (out->sheet ||
	    (out->value >= 0 && isfinite(out->value) &&
	        (!amount_ends(name, "_rate") || field->preset || out->value <= 1)))
		return 0;
	done_value_error(err, value, "'%s' of '%s' must be %s", name, field->name,
	    amount_is_ratio(field, name) ? "a ratio: '1%', or a number such as 0.01"
	        : strrchr(name, '_') && amount_unit(strrchr(name, '_') + 1) > 0
	        ? "a time: '250ms', '2s', or a number in the unit of its name"
	        : "a number from 0");
	return done_error_cure(err,
	    "or name a number of the sheet: {sheet: "
	    "load.requests_per_second.expected}");
}

int done_load_amounts(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	struct done_amounts amounts = {0};

	if (value->type != DONE_MAP)
		return done_type_wrong(err, field, value, "a map of names to numbers");
	amounts.nr = value->map.nr;
	amounts.items = done_arena_array(loader->arena, amounts.nr + 1, sizeof(*amounts.items));
	for (size_t i = 0; i < amounts.nr; i++) {
		if (amount_load(field, &value->map.ptr[i], &amounts.items[i], err) < 0)
			return err->code;
	}
	*(struct done_amounts *)member = amounts;
	return 0;
}

const struct done_amount *done_amount_find(const struct done_amounts *amounts, size_t name)
{
	for (size_t i = 0; i < amounts->nr; i++) {
		if (amounts->items[i].name == name)
			return &amounts->items[i];
	}
	return NULL;
}

double done_amount_read(
    const struct done_field *field, const char *name, const struct done_value *value)
{
	double number = amount_of(field, name, value);

	return number >= 0 && isfinite(number) ? number : NAN;
}

/* ---- what loosens ---- */

static bool amount_loosens(const struct done_compared *comparing, const char *name)
{
	const struct done_value *before = done_value_get(comparing->before, name);
	const struct done_value *after = done_value_get(comparing->after, name);
	double then = before ? amount_of(comparing->field, name, before) : done_amount_preset(name);
	double now = after ? amount_of(comparing->field, name, after) : done_amount_preset(name);

	if (before && after && done_value_equal(before, after))
		return false;
	if (isnan(then) || isnan(now))
		return before != NULL; /* what the sheet says is not known here */
	return comparing->direction.tighter == DONE_TIGHTER_MORE ? now < then : now > then;
}

void done_compare_amounts(const struct done_compared *comparing)
{
	for (size_t i = 0; comparing->field->names[i]; i++) {
		const char *name = comparing->field->names[i];

		if ((done_value_get(comparing->before, name) ||
		        done_value_get(comparing->after, name)) &&
		    amount_loosens(comparing, name))
			done_loosened_add_edit(comparing->out, comparing->at,
			    done_arena_printf(
			        comparing->out->arena, "%s.%s", comparing->field->name, name),
			    done_value_get(comparing->before, name),
			    done_value_get(comparing->after, name));
	}
}
