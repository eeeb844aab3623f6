/*
 * What is found as a break of .proto files, and how certain it is that callers break by it: one row
 * a rule.
 */
#include "compare.h"

static const struct interface_rule breaks_rules[PROTO_RULES] = {
    [RULE_PACKAGE] = {"package", DONE_CERTAIN,
        "keep the package, and declare the new one in files beside it"},
    [RULE_SERVICE_GONE] = {"service gone", DONE_CERTAIN,
        "keep the service, with 'option deprecated = true;'"},
    [RULE_RPC_GONE] = {"rpc gone", DONE_CERTAIN, "keep the rpc, with 'option deprecated = true;'"},
    [RULE_RPC_TYPE] = {"rpc type", DONE_CERTAIN, "keep the type, or add a new rpc"},
    [RULE_RPC_TYPE_ALIKE] = {"rpc type renamed", DONE_POSSIBLE, "keep the name of the type"},
    [RULE_STREAM] = {"stream", DONE_CERTAIN, "keep the rpc as it was, and add a new one"},
    [RULE_HTTP] = {"http", DONE_POSSIBLE,
        "keep the path, or add the new one to additional_bindings"},
    [RULE_MESSAGE_GONE] = {"message gone", DONE_POSSIBLE, "keep the message"},
    [RULE_ENUM_GONE] = {"enum gone", DONE_POSSIBLE, "keep the enum"},
    [RULE_FIELD_GONE] = {"field gone", DONE_CERTAIN,
        "keep the field with '[deprecated = true]', or reserve its number and its name"},
    [RULE_FIELD_GONE_RESERVED] = {"field reserved", DONE_POSSIBLE,
        "make sure that nobody reads the field any more"},
    [RULE_NUMBER] = {"number", DONE_CERTAIN, "keep the number, and give a new field a new one"},
    [RULE_REUSED] = {"number used again", DONE_CERTAIN,
        "give the new field a number that was never used"},
    [RULE_RESERVED_REUSED] = {"reserved number used", DONE_CERTAIN,
        "give the new one a number that was never used, and keep the reservation"},
    [RULE_RESERVED_NAME] = {"reserved name used", DONE_POSSIBLE,
        "choose another name: JSON has the old one"},
    [RULE_RESERVED_GONE] = {"no longer reserved", DONE_POSSIBLE,
        "keep the reservation: it says what the next one must not take"},
    [RULE_NAME] = {"name", DONE_POSSIBLE, "keep the name: JSON and generated code have it"},
    [RULE_TYPE] = {"type", DONE_CERTAIN, "keep the type, and add a field with a new number"},
    [RULE_TYPE_ALIKE] = {"type on the wire", DONE_POSSIBLE,
        "keep the type, and add a field with a new number"},
    [RULE_LABEL] = {"label", DONE_CERTAIN, "keep the label, and add a field with a new number"},
    [RULE_PRESENCE] = {"presence", DONE_POSSIBLE,
        "make sure that nobody asks whether the field is set"},
    [RULE_ONEOF] = {"oneof", DONE_POSSIBLE, "keep the field where it was"},
    [RULE_JSON_NAME] = {"json_name", DONE_POSSIBLE, "keep 'json_name'"},
    [RULE_DEFAULT] = {"default", DONE_POSSIBLE, "keep the default"},
    [RULE_REQUIRED_NEW] = {"field new and required", DONE_CERTAIN, "make the field optional"},
    [RULE_VALUE_GONE] = {"value gone", DONE_CERTAIN,
        "keep the value with '[deprecated = true]', or reserve its number and its name"},
    [RULE_VALUE_GONE_RESERVED] = {"value reserved", DONE_POSSIBLE,
        "make sure that nobody sends the value any more"},
    [RULE_VALUE_NAME] = {"value's name", DONE_POSSIBLE,
        "keep the name: JSON and generated code have it"},
    [RULE_VALUE_NEW] = {"value new", DONE_POSSIBLE, "make sure that callers take the new value",
        .by_strict_enums = true},
};

void done_proto_break(struct proto_comparing *comparing, enum proto_rule rule,
    const struct done_proto_node *old, const struct done_proto_node *now, const char *message)
{
	struct done_interface_place place = now ? done_proto_place(now) : done_proto_place(old);

	done_breaks_add_broken(comparing->arena, comparing->out, &breaks_rules[rule],
	    &(struct interface_broken){
	        .full = old->full,
	        .old = done_proto_place(old),
	        .now = now ? &place : NULL,
	        .message = message,
	        .strict_enums = comparing->asked->strict_enums,
	    });
}
