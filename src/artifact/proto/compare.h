/* Inside the artifact room: the parts of comparing two sets of .proto files. */
#ifndef DONE_ARTIFACT_PROTO_COMPARE_H
#define DONE_ARTIFACT_PROTO_COMPARE_H

#include "parts.h"

/* ---- breaks.c ---- */

enum proto_rule {
	RULE_PACKAGE,
	RULE_SERVICE_GONE,
	RULE_RPC_GONE,
	RULE_RPC_TYPE,
	RULE_RPC_TYPE_ALIKE,
	RULE_STREAM,
	RULE_HTTP,
	RULE_MESSAGE_GONE,
	RULE_ENUM_GONE,
	RULE_FIELD_GONE,
	RULE_FIELD_GONE_RESERVED,
	RULE_NUMBER,
	RULE_REUSED,
	RULE_RESERVED_REUSED,
	RULE_RESERVED_NAME,
	RULE_RESERVED_GONE,
	RULE_NAME,
	RULE_TYPE,
	RULE_TYPE_ALIKE,
	RULE_LABEL,
	RULE_PRESENCE,
	RULE_ONEOF,
	RULE_JSON_NAME,
	RULE_DEFAULT,
	RULE_REQUIRED_NEW,
	RULE_VALUE_GONE,
	RULE_VALUE_GONE_RESERVED,
	RULE_VALUE_NAME,
	RULE_VALUE_NEW,
	PROTO_RULES,
};

struct proto_comparing {
	const struct done_proto_comparing *asked;
	struct done_arena *arena;
	struct done_breaks *out;
};

/* old: the declaration of the base; now: where it is written in the new set, NULL: nowhere. */
void done_proto_break(struct proto_comparing *comparing, enum proto_rule rule,
    const struct done_proto_node *old, const struct done_proto_node *now, const char *message);
#define COMPARE_SAY(comparing, ...) done_arena_printf((comparing)->arena, __VA_ARGS__)

/* ---- compare_reserved.c ---- */

/* What the old message or enum had given away, and the new one takes again or no longer keeps. */
void done_proto_compare_reserved(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now);

/* ---- compare_imported.c ---- */

/* Messages and enums of files that are only imported, as far as what is asked for has them. */
void done_proto_compare_imported(struct proto_comparing *comparing,
    void (*compare)(
        struct proto_comparing *, const struct done_proto_node *, const struct done_proto_node *));

/* ---- compare_types.c ---- */

enum compare_likeness {
	TYPES_SAME,
	TYPES_ALIKE, /* of one form on the wire, or nobody can tell */
	TYPES_DIFFER,
};
enum compare_likeness done_proto_rpc_likeness(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now, bool is_answer);
enum compare_likeness done_proto_field_likeness(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now);

#endif
