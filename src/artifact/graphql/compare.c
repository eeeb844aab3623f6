/*
 * Two versions of a schema: what callers could ask, and the new one does not answer as the old one
 * did. What is certain is what graphql-js calls a breaking change (findBreakingChanges), and that a
 * root operation is gone; directives count where callers write them.
 */
#include "parts.h"

#include <string.h>

/* Beyond the maximum breaks are counted alone. */
#define COMPARE_SAY(comparing, ...)              \
	((comparing)->out->nr == DONE_BREAKS_MAX \
	        ? ""                             \
	        : done_arena_printf((comparing)->arena, __VA_ARGS__))

/* ---- types ---- */

/* What is got may only become narrower: "A" as "A!". */
static bool compare_is_got_safe(struct graphql_type old, struct graphql_type now)
{
	if (done_graphql_is_required(old))
		return done_graphql_is_required(now) &&
		    compare_is_got_safe(done_graphql_inside(old), done_graphql_inside(now));
	if (done_graphql_is_required(now))
		return compare_is_got_safe(old, done_graphql_inside(now));
	if (done_graphql_is_list(old))
		return done_graphql_is_list(now) &&
		    compare_is_got_safe(done_graphql_inside(old), done_graphql_inside(now));
	return done_graphql_same(old, now);
}

/* What is sent may only be taken more freely: "A!" as "A". */
static bool compare_is_sent_safe(struct graphql_type old, struct graphql_type now)
{
	if (done_graphql_is_required(old))
		return compare_is_sent_safe(done_graphql_inside(old),
		    done_graphql_is_required(now) ? done_graphql_inside(now) : now);
	if (done_graphql_is_required(now))
		return false;
	if (done_graphql_is_list(old))
		return done_graphql_is_list(now) &&
		    compare_is_sent_safe(done_graphql_inside(old), done_graphql_inside(now));
	return done_graphql_same(old, now);
}

/* ---- what is sent ---- */

static const struct compare_sent {
	const char *noun;
	enum graphql_rule gone, type, new;
} compare_sent[DONE_GRAPHQL_SORTS] = {
    [DONE_GRAPHQL_ARGUMENT] = {"argument", RULE_ARGUMENT_GONE, RULE_ARGUMENT_TYPE,
        RULE_ARGUMENT_NEW},
    [DONE_GRAPHQL_INPUT_FIELD] = {"input field", RULE_INPUT_GONE, RULE_INPUT_TYPE, RULE_INPUT_NEW},
};

static bool compare_counts(struct graphql_comparing *comparing, const struct done_graphql_node *old)
{
	const struct done_graphql_comparing *asked = comparing->asked;

	return !asked->counts || asked->counts(asked->self, old->full);
}

static void compare_one_sent(struct graphql_comparing *comparing,
    const struct done_graphql_node *old, const struct done_graphql_node *now)
{
	const struct compare_sent *row = &compare_sent[old->sort];

	if (!compare_is_sent_safe(done_graphql_type(old->type), done_graphql_type(now->type)))
		done_graphql_break(comparing, row->type, old, now,
		    COMPARE_SAY(comparing, "%s '%s' has another type: '%s' was '%s'", row->noun,
		        old->full, now->type, old->type));
	else if (done_graphql_is_needed(now) && !done_graphql_is_needed(old))
		done_graphql_break(comparing, RULE_DEFAULT_GONE, old, now,
		    COMPARE_SAY(comparing, "%s '%s' is required now: its default is gone",
		        row->noun, old->full));
	else if (old->standard && (!now->standard || strcmp(old->standard, now->standard) != 0))
		done_graphql_break(comparing, RULE_DEFAULT, old, now,
		    COMPARE_SAY(comparing, "%s '%s' has another default", row->noun, old->full));
}

/* Arguments of a field, fields of an input. */
static void compare_all_sent(struct graphql_comparing *comparing,
    const struct done_graphql_node *old, const struct done_graphql_node *now)
{
	for (const struct done_graphql_node *one = old->first; one; one = one->next) {
		const struct done_graphql_node *same = done_graphql_child(now, one->name);

		if (!compare_counts(comparing, one))
			continue;
		if (same) {
			compare_one_sent(comparing, one, same);
			done_graphql_compare_uses(comparing, one, same);
		} else
			done_graphql_break(comparing, compare_sent[one->sort].gone, one, now,
			    COMPARE_SAY(comparing, "%s '%s' is gone", compare_sent[one->sort].noun,
			        one->full));
	}
	for (const struct done_graphql_node *one = now->first; one; one = one->next) {
		if (!done_graphql_child(old, one->name) && done_graphql_is_needed(one))
			done_graphql_break(comparing, compare_sent[one->sort].new, old, one,
			    COMPARE_SAY(comparing, "%s '%s' is new and required",
			        compare_sent[one->sort].noun, one->full));
	}
}

/* ---- sorts ---- */

static void compare_fields(struct graphql_comparing *comparing, const struct done_graphql_node *old,
    const struct done_graphql_node *now)
{
	for (const struct done_graphql_node *one = old->first; one; one = one->next) {
		const struct done_graphql_node *same = done_graphql_child(now, one->name);

		if (!compare_counts(comparing, one))
			continue;
		if (!same) {
			done_graphql_break(comparing, RULE_FIELD_GONE, one, now,
			    COMPARE_SAY(comparing, "field '%s' is gone", one->full));
			continue;
		}
		if (!compare_is_got_safe(
		        done_graphql_type(one->type), done_graphql_type(same->type)))
			done_graphql_break(comparing, RULE_FIELD_TYPE, one, same,
			    COMPARE_SAY(comparing, "field '%s' has another type: '%s' was '%s'",
			        one->full, same->type, one->type));
		done_graphql_compare_uses(comparing, one, same);
		compare_all_sent(comparing, one, same);
	}
}

static void compare_values(struct graphql_comparing *comparing, const struct done_graphql_node *old,
    const struct done_graphql_node *now)
{
	for (const struct done_graphql_node *one = old->first; one; one = one->next) {
		if (!done_graphql_child(now, one->name) && compare_counts(comparing, one))
			done_graphql_break(comparing, RULE_VALUE_GONE, one, now,
			    COMPARE_SAY(comparing, "value '%s' is gone", one->full));
	}
	for (const struct done_graphql_node *one = now->first; one; one = one->next) {
		if (!done_graphql_child(old, one->name))
			done_graphql_break(comparing, RULE_VALUE_NEW, old, one,
			    COMPARE_SAY(comparing, "value '%s' is new", one->full));
	}
}

/* Interfaces of a type, members of a union. */
static void compare_names(struct graphql_comparing *comparing, const struct done_graphql_node *old,
    const struct done_graphql_node *now)
{
	bool is_union = old->sort == DONE_GRAPHQL_UNION;

	for (size_t i = 0; i < old->nr_names; i++) {
		if (!done_graphql_has(now, old->names[i].text))
			done_graphql_break(comparing,
			    is_union ? RULE_MEMBER_GONE : RULE_INTERFACE_GONE, old, now,
			    is_union ? COMPARE_SAY(comparing, "union '%s' no longer has '%s'",
			                   old->full, old->names[i].text)
			             : COMPARE_SAY(comparing, "'%s' no longer implements '%s'",
			                   old->full, old->names[i].text));
	}
	for (size_t i = 0; i < now->nr_names; i++) {
		if (!done_graphql_has(old, now->names[i].text))
			done_graphql_break(comparing,
			    is_union ? RULE_MEMBER_NEW : RULE_INTERFACE_NEW, old, now,
			    is_union ? COMPARE_SAY(comparing, "union '%s' may be '%s', too",
			                   old->full, now->names[i].text)
			             : COMPARE_SAY(comparing, "'%s' implements '%s', too",
			                   old->full, now->names[i].text));
	}
}

static bool compare_is_for_callers(const struct done_graphql_node *directive)
{
	for (size_t i = 0; i < directive->nr_names; i++) {
		if (done_graphql_is_of_callers(directive->names[i].text))
			return true;
	}
	return false;
}

static void compare_directive(struct graphql_comparing *comparing,
    const struct done_graphql_node *old, const struct done_graphql_node *now)
{
	compare_all_sent(comparing, old, now);
	if (old->is_repeatable && !now->is_repeatable)
		done_graphql_break(comparing, RULE_DIRECTIVE_ONCE, old, now,
		    COMPARE_SAY(comparing, "directive '%s' is no longer repeatable", old->full));
	for (size_t i = 0; i < old->nr_names; i++) {
		const char *place = old->names[i].text;

		if (done_graphql_is_of_callers(place) && !done_graphql_has(now, place))
			done_graphql_break(comparing, RULE_DIRECTIVE_PLACE, old, now,
			    COMPARE_SAY(comparing, "directive '%s' may no longer stand on %s",
			        old->full, place));
	}
}

static void compare_object(struct graphql_comparing *comparing, const struct done_graphql_node *old,
    const struct done_graphql_node *now)
{
	compare_fields(comparing, old, now);
	compare_names(comparing, old, now);
}

static const struct {
	const char *noun;
	void (*compare)(struct graphql_comparing *, const struct done_graphql_node *,
	    const struct done_graphql_node *);
} compare_sorts[DONE_GRAPHQL_SORTS] = {
    [DONE_GRAPHQL_SCALAR] = {"scalar", NULL},
    [DONE_GRAPHQL_OBJECT] = {"type", compare_object},
    [DONE_GRAPHQL_INTERFACE] = {"interface", compare_object},
    [DONE_GRAPHQL_UNION] = {"union", compare_names},
    [DONE_GRAPHQL_ENUM] = {"enum", compare_values},
    [DONE_GRAPHQL_INPUT] = {"input", compare_all_sent},
    [DONE_GRAPHQL_DIRECTIVE] = {"directive", compare_directive},
};

/* ---- all of it ---- */

static void compare_definition(
    struct graphql_comparing *comparing, const struct done_graphql_node *old)
{
	const struct done_graphql_node *now = done_graphql_find(comparing->asked->head, old->full);
	bool is_directive = old->sort == DONE_GRAPHQL_DIRECTIVE;

	if (!now)
		done_graphql_break(comparing, is_directive ? RULE_DIRECTIVE_GONE : RULE_TYPE_GONE,
		    old, NULL,
		    COMPARE_SAY(
		        comparing, "%s '%s' is gone", compare_sorts[old->sort].noun, old->full));
	else if (now->sort != old->sort)
		done_graphql_break(comparing, RULE_TYPE_SORT, old, now,
		    COMPARE_SAY(comparing, "'%s' is now of sort '%s', and was of sort '%s'",
		        old->full, compare_sorts[now->sort].noun, compare_sorts[old->sort].noun));
	else {
		done_graphql_compare_uses(comparing, old, now);
		if (compare_sorts[old->sort].compare)
			compare_sorts[old->sort].compare(comparing, old, now);
	}
}

static void compare_roots(struct graphql_comparing *comparing)
{
	static const char *const names[] = {"query", "mutation", "subscription"};
	const struct done_graphql *base = comparing->asked->base, *head = comparing->asked->head;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		const struct done_graphql_node *old =
		    base->roots[i] ? done_graphql_find(base, base->roots[i]) : NULL;
		const struct done_graphql_node *now =
		    head->roots[i] ? done_graphql_find(head, head->roots[i]) : NULL;

		/* Callers do not name the root's type: what they ask is the same of another one. */
		if (old && now && strcmp(old->full, now->full) != 0)
			compare_fields(comparing, old, now);
		/* Where the type itself is gone, that is said already. */
		else if (old && !head->roots[i] && done_graphql_find(head, old->full))
			done_graphql_break(comparing, RULE_ROOT_GONE, old,
			    done_graphql_find(head, old->full),
			    COMPARE_SAY(comparing, "the schema no longer takes a %s", names[i]));
	}
}

void done_graphql_compare(const struct done_graphql_comparing *asked, struct done_breaks *out)
{
	struct graphql_comparing comparing = {asked, asked->head->arena, out};

	*out = (struct done_breaks){0};
	for (size_t i = 0; i < asked->base->nr_types; i++) {
		const struct done_graphql_node *old = asked->base->types[i];

		if (old->sort == DONE_GRAPHQL_SCHEMA || !compare_counts(&comparing, old) ||
		    (old->sort == DONE_GRAPHQL_DIRECTIVE && !compare_is_for_callers(old)))
			continue;
		out->nr_operations++;
		compare_definition(&comparing, old);
	}
	compare_roots(&comparing);
}
