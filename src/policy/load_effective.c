/*
 * `effective`: the day from which a check, or all of a criterion's, refuses. The older form with a
 * day for services that exist is read as `debt`: what they lacked is owed through the day before.
 */
#include <string.h>

#include "loader.h"

static int load_day(
    const char *name, const struct done_value *value, done_day *out, struct done_error *err)
{
	if (value->type != DONE_STRING)
		done_value_error(err, value, "'%s' must be a day, not %s", name,
		    done_value_type_name(value->type));
	else if (!strcmp(value->string.ptr, "now"))
		*out = DONE_NO_DAY;
	else if (!done_day_parse(value->string.ptr, out))
		done_value_error(err, value, "'%s' is not a day: '%s'", name, value->string.ptr);
	return done_error_cure(err, "write 'now', or a day that exists as YYYY-MM-DD");
}

int done_effective_load(
    const struct done_value *value, done_day *effective, done_day *existing, struct done_error *err)
{
	static const char *const names[] = {"new_services", "existing"};
	done_day new_services = DONE_NO_DAY;
	done_day *const days[] = {&new_services, existing};

	*effective = *existing = DONE_NO_DAY;
	if (value->type != DONE_MAP)
		return load_day("effective", value, effective, err);
	if (!value->map.nr)
		return done_value_error(err, value,
		    "'effective' names neither new_services nor "
		    "existing");
	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *key = &value->map.ptr[i];
		size_t j = 0;

		while (j < DONE_ARRAY_SIZE(names) && strcmp(names[j], key->key.ptr) != 0)
			j++;
		if (j == DONE_ARRAY_SIZE(names))
			return done_unknown_key(
			    key, "'effective'", names, DONE_ARRAY_SIZE(names), err);
		if (load_day(names[j], &key->value, days[j], err) < 0)
			return err->code;
	}
	/* Those that exist never warned longer than until their own day. */
	*effective = new_services < *existing ? new_services : *existing;
	return 0;
}
