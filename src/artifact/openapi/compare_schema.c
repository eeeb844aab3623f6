/*
 * One schema against another: what was sent must still be taken, and what is got must be no more
 * than before. Properties, items and alternatives lead to further schemas.
 */
#include <string.h>

#include "compare.h"

static int schema_compare(struct openapi_comparing *comparing, const struct openapi_spot *spot,
    const struct done_value *old, const struct done_value *now, int depth);

#define SCHEMA_DEPTH_MAX 64

/* ---- properties ---- */

/* The same, further in: a property, "*" for those that have no name, "[]" for an item. */
static struct openapi_spot schema_spot(struct openapi_schema_pair *pair, const char *more)
{
	struct openapi_spot spot = *pair->spot;

	spot.path = done_arena_printf(pair->comparing->arena, "%s%s%s", spot.path,
	    *spot.path && *more != '[' ? "." : "", more);
	return spot;
}

/* What never goes this way: answers alone have what is read-only, requests what is write-only. */
static int schema_is_apart(
    struct openapi_schema_pair *pair, const struct done_value *property, bool is_old, bool *out)
{
	static const char *const keys[] = {
	    [OPENAPI_SENT] = "readOnly", [OPENAPI_GOT] = "writeOnly"};
	const struct done_openapi_comparing *asked = pair->comparing->asked;
	struct openapi_model model;
	const struct done_value *flag;

	*out = false;
	if (!property)
		return 0;
	if (done_openapi_model(
	        is_old ? asked->base : asked->head, property, &model, pair->comparing->err) < 0)
		return pair->comparing->err->code;
	flag = done_openapi_model_get(&model, keys[pair->spot->direction]);
	*out = flag && flag->type == DONE_BOOLEAN && flag->boolean;
	return 0;
}

static const struct done_value *schema_additional(const struct openapi_model *model)
{
	return done_openapi_model_get(model, "additionalProperties");
}

static bool schema_is_closed(const struct openapi_model *model)
{
	const struct done_value *more = schema_additional(model);

	return more && more->type == DONE_BOOLEAN && !more->boolean;
}

static void schema_property_gone(struct openapi_schema_pair *pair, const struct openapi_spot *spot,
    const char *name, const struct done_value *old)
{
	enum openapi_rule rule = RULE_PROPERTY_GONE;
	const char *what = "is gone";

	if (spot->direction == OPENAPI_SENT && schema_is_closed(&pair->now)) {
		rule = RULE_PROPERTY_GONE_CLOSED;
		what = "is not taken any more";
	} else if (spot->direction == OPENAPI_GOT &&
	    done_openapi_model_requires(&pair->old, name)) {
		rule = RULE_PROPERTY_GONE_REQUIRED;
	}
	done_openapi_break(pair->comparing, spot, rule, old,
	    done_openapi_place_now(pair, "properties"), "%s", what);
}

/* More than one part may speak of it; each is compared with its like. */
static int schema_property_parts(
    struct openapi_schema_pair *pair, const struct openapi_spot *spot, const char *name)
{
	for (size_t i = 0;; i++) {
		const struct done_value *old = done_openapi_model_property(&pair->old, name, i);
		const struct done_value *now = done_openapi_model_property(&pair->now, name, i);

		if (!old && !now)
			return 0;
		if (old && now) {
			if (schema_compare(pair->comparing, spot, old, now, pair->depth + 1) < 0)
				return pair->comparing->err->code;
			continue;
		}
		done_openapi_break(pair->comparing, spot, RULE_UNPROVEN,
		    old ? old : pair->old.schema, now ? now : pair->now.schema,
		    "is put together from other schemas than before");
		return 0;
	}
}

static int schema_compare_property(struct openapi_schema_pair *pair, const char *name)
{
	const struct openapi_spot spot = schema_spot(pair, name);
	const struct done_value *old = done_openapi_model_property(&pair->old, name, 0);
	const struct done_value *now = done_openapi_model_property(&pair->now, name, 0);
	bool was_apart, is_apart;
	bool required = done_openapi_model_requires(&pair->now, name);
	bool was_required = done_openapi_model_requires(&pair->old, name);

	if (schema_is_apart(pair, old, true, &was_apart) < 0 ||
	    schema_is_apart(pair, now, false, &is_apart) < 0)
		return pair->comparing->err->code;
	if ((was_apart || !old) && is_apart)
		return 0;
	if (was_apart)
		old = NULL;
	if (is_apart && spot.direction == OPENAPI_GOT)
		now = NULL;
	if (spot.direction == OPENAPI_SENT && is_apart) {
		done_openapi_break(
		    pair->comparing, &spot, RULE_PROPERTY_READ_ONLY, old, now, "is read-only now");
		return 0;
	}
	if (spot.direction == OPENAPI_SENT && required && (!was_required || was_apart))
		done_openapi_break(pair->comparing, &spot,
		    old ? RULE_PROPERTY_REQUIRED : RULE_PROPERTY_NEW_REQUIRED, old,
		    now ? now : done_openapi_place_now(pair, "required"), "%s",
		    old ? "is now required" : "is new and required");
	if (old && !now) {
		schema_property_gone(pair, &spot, name, old);
		return 0;
	}
	if (spot.direction == OPENAPI_GOT && old && was_required && !required)
		done_openapi_break(
		    pair->comparing, &spot, RULE_PROPERTY_OPTIONAL, old, now, "may now be missing");
	if (!old && now && spot.direction == OPENAPI_GOT && schema_is_closed(&pair->old))
		done_openapi_break(pair->comparing, &spot, RULE_OPENED, pair->old.schema, now,
		    "is new, where nothing further was to come");
	return old && now ? schema_property_parts(pair, &spot, name) : 0;
}

static int schema_compare_names(struct openapi_schema_pair *pair, const struct openapi_model *model,
    const struct openapi_model *before)
{
	for (size_t i = 0; i < model->nr; i++) {
		const struct done_value *map = done_value_get(model->parts[i], "properties");

		for (size_t j = 0; map && map->type == DONE_MAP && j < map->map.nr; j++) {
			const char *name = map->map.ptr[j].key.ptr;

			/* Once, whoever has it. */
			if (done_openapi_model_property(model, name, 0) != &map->map.ptr[j].value ||
			    (before && done_openapi_model_property(before, name, 0)))
				continue;
			if (schema_compare_property(pair, name) < 0)
				return pair->comparing->err->code;
		}
	}
	return 0;
}

/* Names that are required, and that no property describes. */
static int schema_compare_required(struct openapi_schema_pair *pair)
{
	for (size_t i = 0; i < pair->now.nr; i++) {
		const struct done_value *list = done_value_get(pair->now.parts[i], "required");

		for (size_t j = 0; list && list->type == DONE_LIST && j < list->list.nr; j++) {
			const struct done_value *item = &list->list.ptr[j];

			if (item->type == DONE_STRING &&
			    !done_openapi_model_property(&pair->now, item->string.ptr, 0) &&
			    !done_openapi_model_property(&pair->old, item->string.ptr, 0) &&
			    schema_compare_property(pair, item->string.ptr) < 0)
				return pair->comparing->err->code;
		}
	}
	return 0;
}

static int schema_compare_additional(struct openapi_schema_pair *pair)
{
	const struct done_value *old = schema_additional(&pair->old);
	const struct done_value *now = schema_additional(&pair->now);
	bool was_closed = schema_is_closed(&pair->old), is_closed = schema_is_closed(&pair->now);
	bool is_sent = pair->spot->direction == OPENAPI_SENT;
	bool was_map = old && old->type == DONE_MAP, is_map = now && now->type == DONE_MAP;

	if (is_sent && is_closed && !was_closed)
		done_openapi_break(pair->comparing, pair->spot, RULE_CLOSED, pair->old.schema, now,
		    "does not take further properties any more");
	else if (!is_sent && was_closed && !is_closed)
		done_openapi_break(pair->comparing, pair->spot, RULE_OPENED, old,
		    done_openapi_place_now(pair, "additionalProperties"),
		    "may now hold further properties");
	if (was_map && is_map) {
		const struct openapi_spot spot = schema_spot(pair, "*");

		return schema_compare(pair->comparing, &spot, old, now, pair->depth + 1);
	}
	if (is_sent ? (is_map && !was_closed) : (was_map && !is_closed))
		done_openapi_break(pair->comparing, pair->spot, RULE_UNPROVEN,
		    old ? old : pair->old.schema, now ? now : pair->now.schema,
		    "describes further properties in another way");
	return 0;
}

static int schema_compare_object(struct openapi_schema_pair *pair)
{
	if (!(pair->old.types & pair->now.types & OPENAPI_IS_OBJECT))
		return 0;
	if (schema_compare_names(pair, &pair->old, NULL) < 0 ||
	    schema_compare_names(pair, &pair->now, &pair->old) < 0 ||
	    schema_compare_required(pair) < 0)
		return pair->comparing->err->code;
	return schema_compare_additional(pair);
}

static int schema_compare_items(struct openapi_schema_pair *pair)
{
	const struct done_value *old = done_openapi_model_get(&pair->old, "items");
	const struct done_value *now = done_openapi_model_get(&pair->now, "items");
	const struct openapi_spot spot = schema_spot(pair, "[]");

	if (!(pair->old.types & pair->now.types & OPENAPI_IS_ARRAY))
		return 0;
	if (old && now)
		return schema_compare(pair->comparing, &spot, old, now, pair->depth + 1);
	if (pair->spot->direction == OPENAPI_SENT ? now != NULL : old != NULL)
		done_openapi_break(pair->comparing, &spot, RULE_UNPROVEN,
		    old ? old : pair->old.schema, now ? now : pair->now.schema, "%s",
		    now ? "is described now" : "is not described any more");
	return 0;
}

/* ---- alternatives ---- */

static const char *schema_name_of(const struct done_value *schema)
{
	const struct done_value *reference = done_openapi_reference(schema);

	if (!reference)
		return done_openapi_text(schema, "title");
	return done_last_part(reference->string.ptr);
}

static bool schema_is_pair(const struct done_value *a, const struct done_value *b)
{
	const char *name = schema_name_of(a), *other = schema_name_of(b);

	return name || other ? name && other && !strcmp(name, other) : done_value_equal(a, b);
}

#define CHOICES_MAX 1000

/* One alternative of the new list, or of a schema that has none. */
static int schema_compare_lists(struct openapi_schema_pair *pair)
{
	const struct done_items *old = &pair->old.choice->list, *now = &pair->now.choice->list;
	bool *taken = done_arena_array(pair->comparing->arena, now->nr + 1, sizeof(*taken));
	const struct done_value *gone = NULL, *came = NULL;
	size_t nr_gone = 0, nr_came = now->nr;
	const struct openapi_spot *spot = pair->spot;

	for (size_t i = 0; i < old->nr; i++) {
		size_t j = 0;

		while (j < now->nr && (taken[j] || !schema_is_pair(&old->ptr[i], &now->ptr[j])))
			j++;
		if (j == now->nr) {
			gone = gone ? gone : &old->ptr[i];
			nr_gone++;
			continue;
		}
		taken[j] = true;
		nr_came--;
		if (schema_compare(
		        pair->comparing, spot, &old->ptr[i], &now->ptr[j], pair->depth + 1) < 0)
			return pair->comparing->err->code;
	}
	for (size_t j = 0; j < now->nr && !came; j++)
		came = taken[j] ? NULL : &now->ptr[j];
	if (nr_gone && nr_came) {
		if (nr_gone == 1 && nr_came == 1)
			return schema_compare(pair->comparing, spot, gone, came, pair->depth + 1);
		done_openapi_break(pair->comparing, spot, RULE_CHOICE_CHANGED, gone, came,
		    "has other alternatives than before");
		return 0;
	}
	if (gone)
		done_openapi_break(pair->comparing, spot, RULE_CHOICE_GONE, gone, pair->now.choice,
		    "has an alternative less than before");
	if (came)
		done_openapi_break(pair->comparing, spot, RULE_CHOICE_NEW, pair->old.choice, came,
		    "has an alternative more than before");
	return 0;
}

static void schema_compare_choices(struct openapi_schema_pair *pair, bool *done)
{
	const struct openapi_model *old = &pair->old, *now = &pair->now;

	*done = true;
	if (!old->nr_choices && !now->nr_choices)
		return;
	if (old->nr_choices == 1 && now->nr_choices == 1 && old->choice->list.nr <= CHOICES_MAX &&
	    now->choice->list.nr <= CHOICES_MAX &&
	    (old->is_one_of == now->is_one_of || old->is_one_of)) {
		*done = false;
		return;
	}
	if (old->nr_choices == now->nr_choices && done_value_equal(old->schema, now->schema))
		return;
	done_openapi_break(pair->comparing, pair->spot, RULE_CHOICE_CHANGED,
	    old->choice ? old->choice : old->schema, now->choice ? now->choice : now->schema,
	    "has other alternatives than before");
}

static void schema_compare_discriminator(struct openapi_schema_pair *pair)
{
	const struct done_value *old = done_openapi_model_get(&pair->old, "discriminator");
	const struct done_value *now = done_openapi_model_get(&pair->now, "discriminator");
	const char *was = done_openapi_text(old, "propertyName");
	const char *is = done_openapi_text(now, "propertyName");
	const struct done_value *mapping = done_value_get(old, "mapping");

	/* Of 2.0 it is the name alone. */
	if (old && old->type == DONE_STRING)
		was = old->string.ptr;
	if (now && now->type == DONE_STRING)
		is = now->string.ptr;
	if (was && (!is || strcmp(was, is) != 0)) {
		done_openapi_break(pair->comparing, pair->spot, RULE_DISCRIMINATOR, old,
		    now ? now : pair->now.schema, "is told apart by another property than '%.80s'",
		    was);
		return;
	}
	for (size_t i = 0; mapping && mapping->type == DONE_MAP && i < mapping->map.nr; i++) {
		const char *key = mapping->map.ptr[i].key.ptr;

		if (now && now->type == DONE_MAP &&
		    !done_value_get(done_value_get(now, "mapping"), key))
			done_openapi_break(pair->comparing, pair->spot, RULE_DISCRIMINATOR,
			    &mapping->map.ptr[i].value, now, "does not know '%.80s' any more", key);
	}
}

/* ---- a pair ---- */

static int schema_compare_pair(struct openapi_schema_pair *pair)
{
	bool is_done;

	if (pair->old.is_unseen || pair->now.is_unseen)
		done_openapi_break(pair->comparing, pair->spot, RULE_UNPROVEN, pair->old.schema,
		    pair->now.schema, "could not be read whole");
	if (!done_openapi_compare_keywords(pair))
		return 0;
	schema_compare_discriminator(pair);
	if (schema_compare_object(pair) < 0 || schema_compare_items(pair) < 0)
		return pair->comparing->err->code;
	schema_compare_choices(pair, &is_done);
	return is_done ? 0 : schema_compare_lists(pair);
}

/* What a schema is known by: a bare reference is what it names. */
static int schema_key(struct done_openapi *api, const struct done_value *schema,
    const struct done_value **out, struct done_error *err)
{
	const struct done_value *target = NULL;

	*out = schema;
	if (!done_openapi_reference(schema) ||
	    ((api->version & OPENAPI_FROM_31) && schema->map.nr > 1))
		return 0;
	if (done_openapi_follow(api, schema, &target, err) < 0)
		return err->code;
	*out = target ? target : schema;
	return 0;
}

static int schema_compare(struct openapi_comparing *comparing, const struct openapi_spot *spot,
    const struct done_value *old, const struct done_value *now, int depth)
{
	const struct done_openapi_comparing *asked = comparing->asked;
	struct openapi_schema_pair *pair;
	bool is_new;

	if (schema_key(asked->base, old, &old, comparing->err) < 0 ||
	    schema_key(asked->head, now, &now, comparing->err) < 0)
		return comparing->err->code;
	done_openapi_seen(
	    comparing->arena, &comparing->seen, old, now, (int)spot->direction, &is_new);
	if (!is_new)
		return 0;
	if (depth == SCHEMA_DEPTH_MAX) {
		done_openapi_break(comparing, spot, RULE_UNPROVEN, old, now,
		    "is nested too deeply to be compared");
		return 0;
	}
	pair = done_arena_alloc(comparing->arena, sizeof(*pair));
	pair->comparing = comparing;
	pair->spot = spot;
	pair->depth = depth;
	if (done_openapi_model(asked->base, old, &pair->old, comparing->err) < 0 ||
	    done_openapi_model(asked->head, now, &pair->now, comparing->err) < 0)
		return comparing->err->code;
	return schema_compare_pair(pair);
}

int done_openapi_compare_schema(struct openapi_comparing *comparing,
    const struct openapi_spot *spot, const struct done_value *old, const struct done_value *now)
{
	return schema_compare(comparing, spot, old, now, 0);
}
