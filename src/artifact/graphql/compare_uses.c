/*
 * Two versions of the directives that stand on a definition. What a server makes of its own nobody
 * knows here: it may refuse a caller. Of the specification's some are known.
 */
#include "parts.h"

#include <string.h>

enum { USES_MAX = 200 }; /* of a definition that are compared */

/* What callers do not notice: words for people and for tools. */
static bool uses_is_quiet(const char *name)
{
	static const char *const quiet[] = {"deprecated", "tag", "link", "composeDirective", "key",
	    "shareable", "external", "provides", "requires", "override", "interfaceObject",
	    "extends"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(quiet); i++) {
		if (!strcmp(quiet[i], name))
			return true;
	}
	return false;
}

static bool uses_is_same(const struct done_graphql_use *one, const struct done_graphql_use *other)
{
	if (strcmp(one->name.text, other->name.text) != 0 || one->nr != other->nr)
		return false;
	for (size_t i = 0; i < one->nr; i++) {
		const char *value = done_graphql_given(other, one->given[i].text);

		if (!value || strcmp(value, one->values[i]) != 0)
			return false;
	}
	return true;
}

static bool uses_has(const struct done_graphql_node *node, const struct done_graphql_use *use)
{
	for (size_t i = 0; i < node->nr_uses; i++) {
		if (uses_is_same(&node->uses[i], use))
			return true;
	}
	return false;
}

/* Those of one that the other does not have in the same way. */
static void uses_tell(struct graphql_comparing *comparing, const struct done_graphql_node *old,
    const struct done_graphql_node *now, bool is_gone)
{
	const struct done_graphql_node *one = is_gone ? old : now, *other = is_gone ? now : old;

	for (size_t i = 0; i < one->nr_uses; i++) {
		const char *name = one->uses[i].name.text;
		bool is_there = done_graphql_use_of(other, name) != NULL;

		if (uses_is_quiet(name) || uses_has(other, &one->uses[i]) ||
		    (is_gone && (is_there || !strcmp(name, "oneOf"))))
			continue;
		done_graphql_break(comparing,
		    !is_gone && !strcmp(name, "oneOf") ? RULE_ONE_OF : RULE_USE, old, now,
		    comparing->out->nr == DONE_BREAKS_MAX
		        ? ""
		        : done_arena_printf(comparing->arena, "'%s' %s directive '@%.100s'",
		              old->full,
		              is_gone        ? "no longer has the"
		                  : is_there ? "has other arguments of its"
		                             : "now has the",
		              name));
	}
}

void done_graphql_compare_uses(struct graphql_comparing *comparing,
    const struct done_graphql_node *old, const struct done_graphql_node *now)
{
	if (old->nr_uses > USES_MAX || now->nr_uses > USES_MAX)
		return;
	uses_tell(comparing, old, now, true);
	uses_tell(comparing, old, now, false);
}
