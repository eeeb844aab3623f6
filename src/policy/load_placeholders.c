/* `placeholders`, of the whole policy or of one check: off, standard, strict, or texts of one's
 * own. */
#include <string.h>

#include "loader.h"

#define OWN_MAX 64

static const char *const words[] = {
    [DONE_PLACEHOLDERS_STANDARD] = "standard",
    [DONE_PLACEHOLDERS_STRICT] = "strict",
    [DONE_PLACEHOLDERS_OFF] = "off",
};

const char done_placeholders_schema[] =
    "{\"anyOf\": [{\"enum\": [\"off\", \"standard\", \"strict\"]}, {\"type\": \"array\", "
    "\"minItems\": 1, \"maxItems\": 64, \"items\": {\"type\": \"string\"}}]}";

static int load_placeholders_refuse(const struct done_value *value, struct done_error *err)
{
	if (value->type == DONE_STRING)
		done_value_error(err, value, "'placeholders' cannot be '%s'", value->string.ptr);
	else
		done_value_error(
		    err, value, "'placeholders' cannot be %s", done_value_type_name(value->type));
	return done_error_cure(err,
	    "write off, standard, strict, or a list of patterns that are "
	    "looked for beside the standard ones");
}

static bool take_word(const struct done_value *value, int *level)
{
	for (size_t i = 0; value->type == DONE_STRING && i < DONE_ARRAY_SIZE(words); i++) {
		if (!strcmp(words[i], value->string.ptr)) {
			*level = (int)i;
			return true;
		}
	}
	return false;
}

/* "x?" would be found in every text, with nothing to show. */
static int refuse_empty(
    const struct done_value *item, const struct done_pattern *pattern, struct done_error *err)
{
	struct done_match match;

	if (done_pattern_is_templated(pattern)) /* it has the service's name in it */
		return 0;
	struct done_matcher *matcher = done_matcher_new();
	int rc =
	    done_pattern_find(pattern, matcher, (struct done_bytes){"", 0}, true, 0, &match, err);

	done_matcher_free(matcher);
	if (rc <= 0)
		return rc;
	done_value_error(err, item, "the pattern '%s' matches an empty text, so every text has it",
	    item->string.ptr);
	return done_error_cure(err, "write a pattern that matches at least one character");
}

static int load_own(struct done_loader *loader, const struct done_value *list,
    struct done_placeholder_rules *rules, struct done_error *err)
{
	static const struct done_field field = {.name = "placeholders", .type = DONE_FIELD_PATTERN};
	struct done_pattern **own = done_arena_array(loader->arena, list->list.nr, sizeof(*own));

	for (size_t i = 0; i < list->list.nr; i++) {
		const struct done_value *item = &list->list.ptr[i];

		if (take_word(item, &rules->level)) {
			if (rules->level != DONE_PLACEHOLDERS_OFF)
				continue;
			done_value_error(err, item, "'off' stands alone, not in a list");
			return done_error_cure(err,
			    "write 'placeholders: off', or take it out of "
			    "the list");
		}
		if (done_type_of(field.type)->load(loader, &field, item, &own[rules->nr_own], err) <
		        0 ||
		    refuse_empty(item, own[rules->nr_own], err) < 0)
			return err->code;
		rules->nr_own++;
	}
	rules->own = own;
	return 0;
}

int done_placeholders_load(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct done_placeholder_rules *rules = done_arena_alloc(loader->arena, sizeof(*rules));

	*(const struct done_placeholder_rules **)member = rules;
	if (take_word(value, &rules->level))
		return 0;
	if (value->type != DONE_LIST)
		return load_placeholders_refuse(value, err);
	if (value->list.nr == 0 || value->list.nr > OWN_MAX)
		return done_value_error(
		    err, value, "'placeholders' must be a list of 1 to %d", OWN_MAX);
	return load_own(loader, value, rules, err);
}
