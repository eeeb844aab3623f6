/*
 * One schema's keywords against another's: types, values, bounds, patterns. None of them leads to
 * another schema; those that do are in compare_schema.c. Only what is proven is called the same;
 * what cannot be proven is said as such.
 */
#include <math.h>
#include <string.h>

#include "compare.h"

const struct done_value *done_openapi_place_now(
    const struct openapi_schema_pair *pair, const char *key)
{
	const struct done_value *member = done_openapi_model_get(&pair->now, key);

	return member ? member : pair->now.schema;
}

/* ---- types and values ---- */

static const char *keyword_types_shown(struct done_arena *arena, unsigned types)
{
	static const struct {
		unsigned types;
		const char *name;
	} names[] = {
	    {OPENAPI_IS_INTEGER | OPENAPI_IS_FRACTION, "number"},
	    {OPENAPI_IS_INTEGER, "integer"},
	    {OPENAPI_IS_FRACTION, "number"},
	    {OPENAPI_IS_STRING, "string"},
	    {OPENAPI_IS_BOOLEAN, "boolean"},
	    {OPENAPI_IS_OBJECT, "object"},
	    {OPENAPI_IS_ARRAY, "array"},
	    {OPENAPI_IS_NULL, "null"},
	};
	const char *out = "";

	if (types == OPENAPI_IS_ANY)
		return "anything";
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if ((types & names[i].types) != names[i].types)
			continue;
		types &= ~names[i].types;
		out = done_arena_printf(arena, "%s%s%s", out, *out ? " or " : "", names[i].name);
	}
	return *out ? out : "nothing";
}

/* True where nothing further can be compared. */
static bool keyword_compare_types(struct openapi_schema_pair *pair)
{
	unsigned old = pair->old.types, now = pair->now.types;
	struct done_arena *arena = pair->comparing->arena;
	unsigned change = pair->spot->direction == OPENAPI_SENT ? (old & ~now) : (now & ~old);

	if (change & ~(unsigned)OPENAPI_IS_NULL) {
		done_openapi_break(pair->comparing, pair->spot, RULE_TYPE, pair->old.schema,
		    done_openapi_place_now(pair, "type"), "is now %s, and was %s",
		    keyword_types_shown(arena, now), keyword_types_shown(arena, old));
		return true;
	}
	if (change)
		done_openapi_break(pair->comparing, pair->spot, RULE_NULL, pair->old.schema,
		    done_openapi_place_now(pair, "type"), "%s",
		    pair->spot->direction == OPENAPI_SENT ? "must not be null any more"
		                                          : "may now be null");
	return !(old & now);
}

static const char *keyword_value_shown(struct done_arena *arena, const struct done_value *value)
{
	if (value->type == DONE_STRING)
		return done_arena_printf(arena, "'%.60s'", value->string.ptr);
	if (value->type == DONE_INTEGER)
		return done_arena_printf(arena, "%lld", (long long)value->integer);
	if (value->type == DONE_BOOLEAN)
		return value->boolean ? "true" : "false";
	return "a value";
}

static const struct done_value *keyword_missing(
    const struct done_value **values, size_t nr, const struct done_value **among, size_t nr_among)
{
	for (size_t i = 0; i < nr; i++) {
		size_t j = 0;

		while (j < nr_among && !done_value_equal(values[i], among[j]))
			j++;
		if (j == nr_among)
			return values[i];
	}
	return NULL;
}

static void keyword_compare_values(struct openapi_schema_pair *pair)
{
	struct done_arena *arena = pair->comparing->arena;
	size_t nr_old, nr_now;
	const struct done_value **old = done_openapi_model_values(arena, &pair->old, &nr_old);
	const struct done_value **now = done_openapi_model_values(arena, &pair->now, &nr_now);
	const struct done_value *place = done_openapi_place_now(pair, "enum"), *value;

	if (pair->spot->direction == OPENAPI_SENT && now) {
		value = old ? keyword_missing(old, nr_old, now, nr_now) : NULL;
		if (!old)
			done_openapi_break(pair->comparing, pair->spot, RULE_ENUM, pair->old.schema,
			    place, "takes only the values of a list now");
		else if (value)
			done_openapi_break(pair->comparing, pair->spot, RULE_ENUM, value, place,
			    "does not take %s any more", keyword_value_shown(arena, value));
	}
	if (pair->spot->direction == OPENAPI_GOT && old) {
		value = now ? keyword_missing(now, nr_now, old, nr_old) : NULL;
		if (!now)
			done_openapi_break(pair->comparing, pair->spot, RULE_ENUM, pair->old.schema,
			    place, "may now hold values beyond the list that it had");
		else if (value)
			done_openapi_break(pair->comparing, pair->spot, RULE_ENUM, pair->old.schema,
			    value, "may now be %s", keyword_value_shown(arena, value));
	}
}

/* ---- bounds ---- */

#define KEYWORD_OF_NUMBERS (OPENAPI_IS_INTEGER | OPENAPI_IS_FRACTION)

/* A keyword holds for values of its types alone: `uniqueItems` of a text says nothing. */
static bool keyword_concerns(const struct openapi_schema_pair *pair, unsigned types)
{
	return pair->old.types & pair->now.types & types;
}

static const struct keyword_bound {
	const char *key, *exclusive;
	bool is_upper;
	const char *called;
	unsigned types;
} keyword_bounds[] = {
    {"maximum", "exclusiveMaximum", true, "maximum", KEYWORD_OF_NUMBERS},
    {"minimum", "exclusiveMinimum", false, "minimum", KEYWORD_OF_NUMBERS},
    {"maxLength", NULL, true, "maximum length", OPENAPI_IS_STRING},
    {"minLength", NULL, false, "minimum length", OPENAPI_IS_STRING},
    {"maxItems", NULL, true, "maximum number of items", OPENAPI_IS_ARRAY},
    {"minItems", NULL, false, "minimum number of items", OPENAPI_IS_ARRAY},
    {"maxProperties", NULL, true, "maximum number of properties", OPENAPI_IS_OBJECT},
    {"minProperties", NULL, false, "minimum number of properties", OPENAPI_IS_OBJECT},
};

struct keyword_limit {
	double value; /* infinite: none */
	bool is_exclusive;
	const struct done_value *at;
};

/* Whether a is the tighter of two. */
static bool keyword_is_tighter(
    const struct keyword_limit *a, const struct keyword_limit *b, bool is_upper)
{
	if (a->value < b->value || a->value > b->value)
		return (a->value < b->value) == is_upper;
	return a->is_exclusive && !b->is_exclusive && isfinite(a->value);
}

static void keyword_tighten(
    struct keyword_limit *limit, const struct done_value *value, bool is_exclusive, bool is_upper)
{
	struct keyword_limit other = {0, is_exclusive, value};

	if (!done_value_is_number(value))
		return;
	other.value = done_value_number(value);
	if (keyword_is_tighter(&other, limit, is_upper))
		*limit = other;
}

static struct keyword_limit keyword_limit_of(
    const struct openapi_model *model, const struct keyword_bound *bound)
{
	struct keyword_limit limit = {bound->is_upper ? INFINITY : -INFINITY, false, NULL};

	/* A length has the least that there is without saying so. */
	if (!bound->is_upper && !bound->exclusive)
		limit.value = 0;
	for (size_t i = 0; i < model->nr; i++) {
		const struct done_value *part = model->parts[i];

		keyword_tighten(&limit, done_value_get(part, bound->key),
		    bound->exclusive && done_openapi_flag(part, bound->exclusive), bound->is_upper);
		if (bound->exclusive)
			keyword_tighten(
			    &limit, done_value_get(part, bound->exclusive), true, bound->is_upper);
	}
	return limit;
}

static const char *keyword_limit_shown(struct done_arena *arena, const struct keyword_limit *limit)
{
	char text[DONE_REAL_TEXT];

	if (!isfinite(limit->value))
		return "none";
	done_real_text(limit->value, text);
	return done_arena_printf(arena, "%s%s", limit->is_exclusive ? "beyond " : "", text);
}

static void keyword_compare_bounds(struct openapi_schema_pair *pair)
{
	struct done_arena *arena = pair->comparing->arena;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(keyword_bounds); i++) {
		const struct keyword_bound *bound = &keyword_bounds[i];
		struct keyword_limit old = keyword_limit_of(&pair->old, bound);
		struct keyword_limit now = keyword_limit_of(&pair->now, bound);
		bool is_sent = pair->spot->direction == OPENAPI_SENT;

		if (!keyword_concerns(pair, bound->types) ||
		    (is_sent ? !keyword_is_tighter(&now, &old, bound->is_upper)
		             : !keyword_is_tighter(&old, &now, bound->is_upper)))
			continue;
		done_openapi_break(pair->comparing, pair->spot, RULE_BOUND,
		    old.at ? old.at : pair->old.schema, now.at ? now.at : pair->now.schema,
		    "has another %s: %s, and it was %s", bound->called,
		    keyword_limit_shown(arena, &now), keyword_limit_shown(arena, &old));
	}
}

static void keyword_compare_multiple(struct openapi_schema_pair *pair)
{
	const struct done_value *old = done_openapi_model_get(&pair->old, "multipleOf");
	const struct done_value *now = done_openapi_model_get(&pair->now, "multipleOf");
	bool is_sent = pair->spot->direction == OPENAPI_SENT;
	const struct done_value *tight = is_sent ? now : old, *loose = is_sent ? old : now;

	if (!done_value_is_number(tight) || done_value_number(tight) <= 0 ||
	    !keyword_concerns(pair, KEYWORD_OF_NUMBERS))
		return;
	if (done_value_is_number(loose)) {
		double times = done_value_number(loose) / done_value_number(tight);

		if (fabs(times - round(times)) < 1e-9)
			return;
	}
	done_openapi_break(pair->comparing, pair->spot, RULE_MULTIPLE, pair->old.schema,
	    done_openapi_place_now(pair, "multipleOf"), "has another 'multipleOf' than before");
}

/* ---- keywords that are texts ---- */

static bool keyword_same(const struct done_value *a, const struct done_value *b)
{
	return a && b ? done_value_equal(a, b) : a == b;
}

static void keyword_compare_pattern(struct openapi_schema_pair *pair)
{
	const struct done_value *old = done_openapi_model_get(&pair->old, "pattern");
	const struct done_value *now = done_openapi_model_get(&pair->now, "pattern");
	bool is_sent = pair->spot->direction == OPENAPI_SENT;

	if (keyword_same(old, now) || (is_sent ? !now : !old) ||
	    !keyword_concerns(pair, OPENAPI_IS_STRING))
		return;
	done_openapi_break(pair->comparing, pair->spot,
	    old && now ? RULE_PATTERN_OTHER : RULE_PATTERN, pair->old.schema,
	    done_openapi_place_now(pair, "pattern"), "%s",
	    old && now ? "has another pattern than before"
	        : now  ? "must match a pattern now"
	               : "does not keep to a pattern any more");
}

/* What differs and says nothing of who breaks. */
static const struct {
	const char *key;
	enum openapi_rule rule;
	bool only_changed; /* to add or to take away is fine for what is sent */
} keyword_words[] = {
    {"format", RULE_FORMAT, true},
    {"default", RULE_DEFAULT, false},
    {"not", RULE_UNPROVEN, false},
    {"if", RULE_UNPROVEN, false},
    {"then", RULE_UNPROVEN, false},
    {"else", RULE_UNPROVEN, false},
    {"contains", RULE_UNPROVEN, false},
    {"minContains", RULE_UNPROVEN, false},
    {"maxContains", RULE_UNPROVEN, false},
    {"propertyNames", RULE_UNPROVEN, false},
    {"$dynamicRef", RULE_UNPROVEN, false},
    {"dependentSchemas", RULE_UNPROVEN, false},
    {"prefixItems", RULE_UNPROVEN, false},
    {"dependentRequired", RULE_UNPROVEN, false},
    {"xml", RULE_UNPROVEN, false},
    {"patternProperties", RULE_UNPROVEN, false},
    {"unevaluatedProperties", RULE_UNPROVEN, false},
    {"unevaluatedItems", RULE_UNPROVEN, false},
    {"contentEncoding", RULE_UNPROVEN, false},
    {"contentMediaType", RULE_UNPROVEN, false},
    {"collectionFormat", RULE_UNPROVEN, false},
};

static void keyword_compare_words(struct openapi_schema_pair *pair)
{
	bool is_sent = pair->spot->direction == OPENAPI_SENT;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(keyword_words); i++) {
		const char *key = keyword_words[i].key;
		const struct done_value *old = done_openapi_model_get(&pair->old, key);
		const struct done_value *now = done_openapi_model_get(&pair->now, key);

		if (keyword_same(old, now) ||
		    (keyword_words[i].only_changed && (is_sent ? !now : !old)) ||
		    (keyword_words[i].rule == RULE_DEFAULT && (!is_sent || !old)))
			continue;
		done_openapi_break(pair->comparing, pair->spot, keyword_words[i].rule,
		    old ? old : pair->old.schema, now ? now : pair->now.schema,
		    "has another '%s' than before", key);
	}
}

static void keyword_compare_unique(struct openapi_schema_pair *pair)
{
	const struct done_value *old = done_openapi_model_get(&pair->old, "uniqueItems");
	const struct done_value *now = done_openapi_model_get(&pair->now, "uniqueItems");
	bool was = old && old->type == DONE_BOOLEAN && old->boolean;
	bool is = now && now->type == DONE_BOOLEAN && now->boolean;

	if (was != is && is == (pair->spot->direction == OPENAPI_SENT) &&
	    keyword_concerns(pair, OPENAPI_IS_ARRAY))
		done_openapi_break(pair->comparing, pair->spot, RULE_UNIQUE, pair->old.schema,
		    done_openapi_place_now(pair, "uniqueItems"), "%s",
		    is ? "must not hold an item twice now" : "may now hold an item twice");
}

/* ---- all of them ---- */

bool done_openapi_compare_keywords(struct openapi_schema_pair *pair)
{
	if (keyword_compare_types(pair))
		return false;
	keyword_compare_values(pair);
	keyword_compare_bounds(pair);
	keyword_compare_multiple(pair);
	keyword_compare_pattern(pair);
	keyword_compare_words(pair);
	keyword_compare_unique(pair);
	return true;
}
