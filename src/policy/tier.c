/* Tiers: how far a service is, and what it is held to. */
#include "loader.h"

const char *const done_tier_names[] = {"bronze", "silver", "gold", NULL};

static const char *const meanings[] = {"runs safely", "done", "production-ready"};

enum done_tier done_tier_written(int index)
{
	return (enum done_tier)(index + 1);
}

const char *done_tier_name(enum done_tier tier)
{
	return tier == DONE_TIER_NONE ? NULL : done_tier_names[tier - 1];
}

const char *done_tier_meaning(enum done_tier tier)
{
	return tier == DONE_TIER_NONE ? NULL : meanings[tier - 1];
}

int done_tier_load(struct done_loader *loader, const char *key, const struct done_value *value,
    int *out, struct done_error *err)
{
	const struct done_field field = {
	    .name = key, .type = DONE_FIELD_ENUM, .names = done_tier_names};
	int index;

	if (done_type_of(field.type)->load(loader, &field, value, &index, err) < 0)
		return err->code;
	*out = done_tier_written(index);
	return 0;
}
