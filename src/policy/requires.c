/* `requires`: which versions of git-done may judge by a policy. */
#include <stdint.h>
#include <string.h>

#include "loader.h"

enum { PARTS = 3 };

static const char blanks[] = " \t";

struct version {
	uint32_t parts[PARTS];
};

struct condition {
	const char *operator;
	bool less, equal, greater; /* this program's version, compared with the one that is named */
};

/* The longer ones first. */
static const struct condition conditions[] = {
    {">=", false, true, true},
    {"<=", true, true, false},
    {">", false, false, true},
    {"<", true, false, false},
    {"=", false, true, false},
};

/* "0.2" is "0.2.0". NULL: it is no version; else what follows it. */
static const char *read_version(const char *at, struct version *out)
{
	*out = (struct version){{0}};
	for (size_t i = 0; i < PARTS; i++) {
		size_t digits = strspn(at, "0123456789");

		if (!digits || digits > 6)
			return NULL;
		for (; digits; digits--)
			out->parts[i] = out->parts[i] * 10 + (uint32_t)(*at++ - '0');
		if (*at != '.')
			return at;
		at++;
	}
	return NULL;
}

static int compare_versions(const struct version *a, const struct version *b)
{
	for (size_t i = 0; i < PARTS; i++) {
		if (a->parts[i] != b->parts[i])
			return a->parts[i] < b->parts[i] ? -1 : 1;
	}
	return 0;
}

/* One condition of the list: NULL where it cannot be read, else what follows it. */
static const char *read_condition(const char *at, const struct version *own, bool *holds)
{
	struct version named;
	int compared;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(conditions); i++) {
		size_t len = strlen(conditions[i].operator);

		if (strncmp(at, conditions[i].operator, len) != 0)
			continue;
		at = read_version(at + len + strspn(at + len, blanks), &named);
		compared = at ? compare_versions(own, &named) : 0;
		*holds = compared < 0 ? conditions[i].less
		    : compared > 0    ? conditions[i].greater
		                      : conditions[i].equal;
		return at;
	}
	return NULL;
}

static int refuse_requires(const struct done_value *value, struct done_error *err)
{
	if (value->type == DONE_STRING)
		done_value_error(err, value, "'requires' cannot be '%s'", value->string.ptr);
	else
		done_value_error(err, value, "'requires' must be text, not %s",
		    done_value_type_name(value->type));
	return done_error_cure(err,
	    "name the versions of git-done that may judge by this policy, "
	    "for example: requires: \">=0.2\" or \">=0.2, <1\"");
}

int done_requires_check(const struct done_value *root, struct done_error *err)
{
	const struct done_value *value = done_value_get(root, "requires");
	const char *at = value && value->type == DONE_STRING ? value->string.ptr : NULL;
	struct version own;
	bool holds = true, holds_all = true;

	if (!value)
		return 0;
	if (!at || strlen(at) != value->string.len)
		return refuse_requires(value, err);
	if (!read_version(DONE_VERSION, &own))
		return done_error_set(err, DONE_E_INTERNAL, "'%s' is not a version", DONE_VERSION);
	for (;;) {
		at = read_condition(at + strspn(at, blanks), &own, &holds);
		if (!at)
			return refuse_requires(value, err);
		holds_all &= holds;
		at += strspn(at, blanks);
		if (*at != ',')
			break;
		at++;
	}
	if (*at)
		return refuse_requires(value, err);
	if (holds_all)
		return 0;
	done_value_error(err, value, "the policy requires git-done %s, and this is " DONE_VERSION,
	    value->string.ptr);
	return done_error_cure(err, "install a version of git-done that it accepts");
}
