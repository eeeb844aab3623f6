/*
 * What is found as a break of a GraphQL schema, and how certain it is that callers break by it: one
 * row a rule.
 */
#include "parts.h"

static const struct interface_rule breaks_rules[GRAPHQL_RULES] = {
    [RULE_ROOT_GONE] = {"root gone", DONE_CERTAIN, "keep the operation in 'schema'"},
    [RULE_TYPE_GONE] = {"type gone", DONE_CERTAIN,
        "keep the type, and mark its fields with '@deprecated'"},
    [RULE_TYPE_SORT] = {"type of another sort", DONE_CERTAIN,
        "keep the type as it was, and add a new one"},
    [RULE_FIELD_GONE] = {"field gone", DONE_CERTAIN,
        "keep the field with '@deprecated(reason: \"use …\")'"},
    [RULE_FIELD_TYPE] = {"field type", DONE_CERTAIN, "keep the type, or add a new field"},
    [RULE_ARGUMENT_GONE] = {"argument gone", DONE_CERTAIN,
        "keep the argument with '@deprecated(reason: \"use …\")'"},
    [RULE_ARGUMENT_TYPE] = {"argument type", DONE_CERTAIN, "keep the type, or add a new argument"},
    [RULE_ARGUMENT_NEW] = {"argument new and required", DONE_CERTAIN,
        "make the argument optional, or give it a default"},
    [RULE_INPUT_GONE] = {"input field gone", DONE_CERTAIN,
        "keep the field with '@deprecated(reason: \"use …\")'"},
    [RULE_INPUT_TYPE] = {"input field type", DONE_CERTAIN, "keep the type, or add a new field"},
    [RULE_INPUT_NEW] = {"input field new and required", DONE_CERTAIN,
        "make the field optional, or give it a default"},
    [RULE_VALUE_GONE] = {"value gone", DONE_CERTAIN,
        "keep the value with '@deprecated(reason: \"use …\")'"},
    [RULE_VALUE_NEW] = {"value new", DONE_POSSIBLE, "make sure that callers take the new value",
        .by_strict_enums = true},
    [RULE_MEMBER_GONE] = {"member gone", DONE_CERTAIN, "keep the type in the union"},
    [RULE_MEMBER_NEW] = {"member new", DONE_POSSIBLE, "make sure that callers take the new type"},
    [RULE_INTERFACE_GONE] = {"interface gone", DONE_CERTAIN, "go on implementing the interface"},
    [RULE_INTERFACE_NEW] = {"interface new", DONE_POSSIBLE,
        "make sure that callers take the new type"},
    [RULE_DEFAULT] = {"default", DONE_POSSIBLE, "keep the default"},
    [RULE_DEFAULT_GONE] = {"default gone", DONE_CERTAIN, "keep the default, or make it optional"},
    [RULE_DIRECTIVE_GONE] = {"directive gone", DONE_CERTAIN, "keep the directive"},
    [RULE_DIRECTIVE_PLACE] = {"directive's place", DONE_CERTAIN,
        "let the directive stand where it could"},
    [RULE_DIRECTIVE_ONCE] = {"directive once", DONE_CERTAIN, "keep 'repeatable'"},
    [RULE_ONE_OF] = {"one of", DONE_CERTAIN, "add a new input with '@oneOf'"},
    [RULE_USE] = {"directive on it", DONE_POSSIBLE, "make sure that callers can go on as before"},
};

void done_graphql_break(struct graphql_comparing *comparing, enum graphql_rule rule,
    const struct done_graphql_node *old, const struct done_graphql_node *now, const char *message)
{
	struct done_interface_place place = now ? done_graphql_place(now) : done_graphql_place(old);

	done_breaks_add_broken(comparing->arena, comparing->out, &breaks_rules[rule],
	    &(struct interface_broken){
	        .full = old->full,
	        .old = done_graphql_place(old),
	        .now = now ? &place : NULL,
	        .message = message,
	        .strict_enums = comparing->asked->strict_enums,
	    });
}
