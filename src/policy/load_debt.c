/* `debt`: whether what the base did not meet already refuses a change, and until when it does not.
 */
#include <string.h>

#include "loader.h"

const char done_debt_schema[] =
    "{\"anyOf\": [{\"enum\": [\"refuse\", \"allow\"]}, {\"type\": \"string\", \"pattern\": "
    "\"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}]}";

done_day done_debt_until(done_day debt, done_day existing)
{
	return existing != DONE_NO_DAY && existing - 1 > debt ? existing - 1 : debt;
}

int done_debt_load(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	static const char *const words[] = {"refuse", "allow"};
	static const done_day days[] = {DONE_DEBT_NEVER, DONE_DEBT_ALWAYS};
	done_day *out = member;

	(void)loader;
	if (value->type != DONE_STRING) {
		done_value_error(err, value, "'debt' must be a word or a day, not %s",
		    done_value_type_name(value->type));
		return done_error_cure(err, "write 'refuse', 'allow', or a day as YYYY-MM-DD");
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (!strcmp(value->string.ptr, words[i])) {
			*out = days[i];
			return 0;
		}
	}
	if (done_day_parse(value->string.ptr, out))
		return 0;
	done_value_error(err, value, "'debt' is neither a word that it knows nor a day: '%s'",
	    value->string.ptr);
	if (value->string.ptr[0] < '0' || value->string.ptr[0] > '9')
		return done_suggest(err, value->string.ptr, words, DONE_ARRAY_SIZE(words));
	return done_error_cure(err, "write 'refuse', 'allow', or a day that exists as YYYY-MM-DD");
}
