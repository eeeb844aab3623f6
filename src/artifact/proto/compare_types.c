/*
 * Types of fields and rpcs as two sets of .proto files mean them: the same, of one form on the
 * wire, or others.
 */
#include "compare.h"

#include <stdio.h>
#include <string.h>

/* Scalars of one group have the same form on the wire. */
static const char *const compare_groups[] = {" int32 uint32 int64 uint64 bool ", " sint32 sint64 ",
    " fixed32 sfixed32 ", " fixed64 sfixed64 ", " string bytes "};

static bool compare_is_one_group(const char *one, const char *other)
{
	char first[12], second[12];

	snprintf(first, sizeof(first), " %.8s ", one);
	snprintf(second, sizeof(second), " %.8s ", other);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(compare_groups); i++) {
		if (strstr(compare_groups[i], first) && strstr(compare_groups[i], second))
			return true;
	}
	return false;
}

/* A type as one side means it. */
struct compare_type {
	const char *written;
	const char *full; /* without its leading dot; as written where it was not found */
	bool is_scalar, is_seen;
	const struct done_proto_node *node; /* NULL: a scalar, known, or not seen */
};

static struct compare_type compare_type_of(
    const struct done_proto *set, const struct done_proto_node *of, const char *type)
{
	struct compare_type out = {.written = type, .full = type + (*type == '.')};
	struct done_proto_node *node = NULL;
	enum done_proto_seen seen;

	out.is_scalar = done_proto_is_scalar(type);
	if (out.is_scalar)
		return out;
	seen = done_proto_resolve(set, of->file, of->parent, type, &node);
	out.is_seen = seen == DONE_PROTO_FOUND || seen == DONE_PROTO_KNOWN;
	out.node = node;
	if (node)
		out.full = node->full;
	return out;
}

static size_t compare_count(const struct done_proto_node *message)
{
	size_t nr = 0;

	for (const struct done_proto_node *node = message->first; node; node = node->next)
		nr += node->sort == DONE_PROTO_FIELD && !node->extendee;
	return nr;
}

/* Messages of other names whose fields read the same, in the same order. */
static bool compare_is_alike(const struct done_proto_node *one, const struct done_proto_node *other)
{
	const struct done_proto_node *a = one->first, *b = other->first;

	if (one->sort != DONE_PROTO_MESSAGE || other->sort != DONE_PROTO_MESSAGE ||
	    compare_count(one) != compare_count(other))
		return one->sort == DONE_PROTO_ENUM && other->sort == DONE_PROTO_ENUM;
	for (;;) {
		while (a && (a->sort != DONE_PROTO_FIELD || a->extendee))
			a = a->next;
		while (b && (b->sort != DONE_PROTO_FIELD || b->extendee))
			b = b->next;
		if (!a || !b)
			return !a && !b;
		if (a->number != b->number || a->label != b->label ||
		    strcmp(a->type, b->type) != 0 || !a->key != !b->key ||
		    (a->key && strcmp(a->key, b->key) != 0))
			return false;
		a = a->next;
		b = b->next;
	}
}

static enum compare_likeness compare_types(
    const struct compare_type *old, const struct compare_type *now)
{
	const struct compare_type *scalar = old->is_scalar ? old : now;
	const struct compare_type *other = old->is_scalar ? now : old;

	if (old->is_scalar != now->is_scalar) {
		if (!other->is_seen)
			return TYPES_ALIKE; /* nobody can tell */
		if (other->node && other->node->sort == DONE_PROTO_ENUM)
			return compare_is_one_group(scalar->written, "int32") ? TYPES_ALIKE
			                                                      : TYPES_DIFFER;
		return strcmp(scalar->written, "bytes") != 0 ? TYPES_DIFFER : TYPES_ALIKE;
	}
	if (old->is_scalar) {
		if (!strcmp(old->written, now->written))
			return TYPES_SAME;
		return compare_is_one_group(old->written, now->written) ? TYPES_ALIKE
		                                                        : TYPES_DIFFER;
	}
	/* One name may mean another message: what stands further in goes first. */
	if (!strcmp(old->full, now->full) ||
	    ((!old->node || !now->node) && !strcmp(old->written, now->written)))
		return TYPES_SAME;
	if (!old->is_seen || !now->is_seen)
		return TYPES_ALIKE;
	return old->node && now->node && compare_is_alike(old->node, now->node) ? TYPES_ALIKE
	                                                                        : TYPES_DIFFER;
}

/* As a group is on the wire. What is not seen is taken for a message. */
static bool types_is_delimited(const struct done_proto_node *field, const struct compare_type *type)
{
	if (field->is_group)
		return true;
	return !type->is_scalar && !field->key &&
	    !(type->node && type->node->sort == DONE_PROTO_ENUM) &&
	    done_proto_has_feature(field, "message_encoding", "DELIMITED");
}

enum compare_likeness done_proto_field_likeness(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now)
{
	struct compare_type before = compare_type_of(comparing->asked->base, old, old->type);
	struct compare_type after = compare_type_of(comparing->asked->head, now, now->type);

	if (types_is_delimited(old, &before) != types_is_delimited(now, &after) ||
	    !old->key != !now->key || (old->key && strcmp(old->key, now->key) != 0))
		return TYPES_DIFFER;
	return compare_types(&before, &after);
}

enum compare_likeness done_proto_rpc_likeness(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now, bool is_answer)
{
	struct compare_type before =
	    compare_type_of(comparing->asked->base, old, is_answer ? old->answer : old->type);
	struct compare_type after =
	    compare_type_of(comparing->asked->head, now, is_answer ? now->answer : now->type);

	return compare_types(&before, &after);
}
