/*
 * What a newer set of .proto files takes away from callers of the older one. Declarations are told
 * by their full names, wherever they stand, and fields by their numbers, as on the wire.
 */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static const struct {
	const char *wrong;
	enum done_certainty certainty;
	const char *fix;
} compare_rules[PROTO_RULES] = {
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
    [RULE_VALUE_NEW] = {"value new", DONE_POSSIBLE, "make sure that callers take the new value"},
};

struct proto_comparing {
	const struct done_proto_comparing *asked;
	struct done_arena *arena;
	struct done_breaks *out;
};

/* now: where it is written in the new set; NULL: nowhere. */
static void compare_break(struct proto_comparing *comparing, enum proto_rule rule,
    const struct done_proto_node *old, const struct done_proto_node *now, const char *message)
{
	struct done_breaks *out = comparing->out;
	enum done_certainty certainty = compare_rules[rule].certainty;

	if (rule == RULE_VALUE_NEW && comparing->asked->strict_enums)
		certainty = DONE_CERTAIN;
	if (out->nr == DONE_BREAKS_MAX) {
		out->nr_more++;
		return;
	}
	*DONE_ARENA_PUSH(comparing->arena, out->items, out->nr, out->cap) = (struct done_break){
	    .certainty = certainty,
	    .wrong = compare_rules[rule].wrong,
	    .operation = old->full,
	    .thing = old->full,
	    .message = message,
	    .fix = compare_rules[rule].fix,
	    .file = now ? now->file->path : old->file->path,
	    .line = now ? now->line : 0,
	    .column = now ? now->column : 0,
	    .old_file = old->file->path,
	    .old_line = old->line,
	};
}

#define COMPARE_SAY(comparing, ...) done_arena_printf((comparing)->arena, __VA_ARGS__)

/* ---- types ---- */

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

enum compare_likeness { TYPES_SAME, TYPES_ALIKE, TYPES_DIFFER };

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
	if (!strcmp(old->full, now->full) || !strcmp(old->written, now->written))
		return TYPES_SAME;
	if (!old->is_seen || !now->is_seen)
		return TYPES_ALIKE;
	return old->node && now->node && compare_is_alike(old->node, now->node) ? TYPES_ALIKE
	                                                                        : TYPES_DIFFER;
}

/* ---- fields ---- */

struct compare_list {
	const struct done_proto_node **items;
	size_t nr, cap;
};

static int compare_by_number(const void *a, const void *b)
{
	const struct done_proto_node *one = *(const struct done_proto_node *const *)a;
	const struct done_proto_node *other = *(const struct done_proto_node *const *)b;

	return one->number == other->number ? 0 : one->number < other->number ? -1 : 1;
}

static struct compare_list compare_list_of(struct proto_comparing *comparing,
    const struct done_proto_node *within, enum done_proto_sort sort)
{
	struct compare_list list = {0};

	for (const struct done_proto_node *node = within->first; node; node = node->next) {
		if (node->sort == sort && !node->extendee)
			*DONE_ARENA_PUSH(comparing->arena, list.items, list.nr, list.cap) = node;
	}
	if (list.nr)
		qsort(
		    list.items, list.nr, sizeof(const struct done_proto_node *), compare_by_number);
	return list;
}

static const struct done_proto_node *compare_numbered(
    const struct compare_list *list, const struct done_proto_node *like)
{
	const struct done_proto_node *const *found = list->nr
	    ? bsearch(&like, list->items, list->nr, sizeof(const struct done_proto_node *),
	          compare_by_number)
	    : NULL;

	return found ? *found : NULL;
}

static bool compare_is_reserved(const struct done_proto_node *within, int64_t number)
{
	for (size_t i = 0; i < within->nr_ranges; i++) {
		const struct done_proto_range *range = &within->ranges[i];

		if (!range->is_extension && number >= range->from && number <= range->to)
			return true;
	}
	return false;
}

static const struct done_proto_node *compare_head_named(
    struct proto_comparing *comparing, const char *full, enum done_proto_sort sort)
{
	const struct done_proto_node *node = done_proto_find(comparing->asked->head, full);

	return node && node->sort == sort ? node : NULL;
}

enum compare_presence { PRESENCE_IMPLICIT, PRESENCE_EXPLICIT, PRESENCE_REQUIRED, PRESENCE_LIST };

static enum compare_presence compare_presence_of(const struct done_proto_node *field)
{
	if (field->label == DONE_PROTO_REPEATED || field->key)
		return PRESENCE_LIST;
	if (field->label == DONE_PROTO_REQUIRED)
		return PRESENCE_REQUIRED;
	if (field->label == DONE_PROTO_OPTIONAL || field->oneof || field->file->is_edition ||
	    !done_proto_is_scalar(field->type))
		return PRESENCE_EXPLICIT;
	return PRESENCE_IMPLICIT;
}

static void compare_labels(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	static const char *const words[] = {
	    [PRESENCE_IMPLICIT] = "a single value",
	    [PRESENCE_EXPLICIT] = "a single value that may be missing",
	    [PRESENCE_REQUIRED] = "required",
	    [PRESENCE_LIST] = "repeated",
	};
	enum compare_presence before = compare_presence_of(old), after = compare_presence_of(now);
	bool is_certain = before >= PRESENCE_REQUIRED || after >= PRESENCE_REQUIRED;

	/* What moves into a oneof or out of it is told as that. */
	if (!is_certain && !old->oneof != !now->oneof)
		return;
	if (before != after)
		compare_break(comparing, is_certain ? RULE_LABEL : RULE_PRESENCE, old, now,
		    COMPARE_SAY(comparing, "field '%s' was %s, and is now %s", old->full,
		        words[before], words[after]));
}

static const char *compare_type_text(
    struct proto_comparing *comparing, const struct done_proto_node *field)
{
	return field->key ? COMPARE_SAY(comparing, "map<%s, %s>", field->key, field->type)
	                  : field->type;
}

static enum compare_likeness compare_field_likeness(struct proto_comparing *comparing,
    const struct done_proto_node *old, const struct done_proto_node *now)
{
	struct compare_type before = compare_type_of(comparing->asked->base, old, old->type);
	struct compare_type after = compare_type_of(comparing->asked->head, now, now->type);

	if (old->is_group != now->is_group || !old->key != !now->key ||
	    (old->key && strcmp(old->key, now->key) != 0))
		return TYPES_DIFFER;
	return compare_types(&before, &after);
}

static void compare_field_option(struct proto_comparing *comparing, enum proto_rule rule,
    const char *name, const struct done_proto_node *old, const struct done_proto_node *now)
{
	const struct done_proto_option *before =
	    done_proto_option(old->options, old->nr_options, name);
	const struct done_proto_option *after =
	    done_proto_option(now->options, now->nr_options, name);
	const char *one = before ? before->value : "", *other = after ? after->value : "";

	if (strcmp(one, other) != 0)
		compare_break(comparing, rule, old, now,
		    COMPARE_SAY(comparing, "'%s' of '%s' is another", name, old->full));
}

static void compare_field(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	enum compare_likeness likeness = compare_field_likeness(comparing, old, now);
	bool is_renamed = strcmp(old->name, now->name) != 0;

	if (is_renamed && likeness == TYPES_DIFFER) {
		compare_break(comparing, RULE_REUSED, old, now,
		    COMPARE_SAY(comparing,
		        "field '%s' is gone, and its number %lld is now that of '%s'", old->full,
		        (long long)old->number, now->name));
		return;
	}
	if (is_renamed)
		compare_break(comparing, RULE_NAME, old, now,
		    COMPARE_SAY(comparing, "field '%s' is now called '%s'", old->full, now->name));
	if (likeness != TYPES_SAME)
		compare_break(comparing, likeness == TYPES_ALIKE ? RULE_TYPE_ALIKE : RULE_TYPE, old,
		    now,
		    COMPARE_SAY(comparing, "the type of field '%s' was '%s', and is now '%s'",
		        old->full, compare_type_text(comparing, old),
		        compare_type_text(comparing, now)));
	compare_labels(comparing, old, now);
	if (!old->oneof != !now->oneof ||
	    (old->oneof && strcmp(old->oneof->name, now->oneof->name) != 0))
		compare_break(comparing, RULE_ONEOF, old, now,
		    COMPARE_SAY(comparing, "field '%s' %s", old->full,
		        !now->oneof      ? "left its oneof"
		            : old->oneof ? "moved to another oneof"
		                         : "moved into a oneof"));
	compare_field_option(comparing, RULE_JSON_NAME, "json_name", old, now);
	compare_field_option(comparing, RULE_DEFAULT, "default", old, now);
}

static void compare_field_gone(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *message)
{
	const struct done_proto_node *renumbered =
	    compare_head_named(comparing, old->full, DONE_PROTO_FIELD);

	if (renumbered)
		compare_break(comparing, RULE_NUMBER, old, renumbered,
		    COMPARE_SAY(comparing, "field '%s' had the number %lld, and has now %lld",
		        old->full, (long long)old->number, (long long)renumbered->number));
	else if (old->label != DONE_PROTO_REQUIRED && compare_is_reserved(message, old->number))
		compare_break(comparing, RULE_FIELD_GONE_RESERVED, old, message,
		    COMPARE_SAY(
		        comparing, "field '%s' is gone, and its number is reserved", old->full));
	else
		compare_break(comparing, RULE_FIELD_GONE, old, message,
		    COMPARE_SAY(comparing,
		        "field '%s' is gone, and its number %lld is not reserved", old->full,
		        (long long)old->number));
}

static void compare_messages(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	struct compare_list before = compare_list_of(comparing, old, DONE_PROTO_FIELD);
	struct compare_list after = compare_list_of(comparing, now, DONE_PROTO_FIELD);

	for (size_t i = 0; i < before.nr; i++) {
		const struct done_proto_node *field = before.items[i];
		const struct done_proto_node *found = compare_numbered(&after, field);
		const struct done_proto_node *renumbered =
		    found && strcmp(found->name, field->name) != 0
		    ? compare_head_named(comparing, field->full, DONE_PROTO_FIELD)
		    : NULL;

		if (found && !renumbered)
			compare_field(comparing, field, found);
		else
			compare_field_gone(comparing, field, now);
	}
	for (size_t i = 0; i < after.nr; i++) {
		const struct done_proto_node *field = after.items[i];

		if (field->label == DONE_PROTO_REQUIRED && !compare_numbered(&before, field))
			compare_break(comparing, RULE_REQUIRED_NEW, old, field,
			    COMPARE_SAY(comparing, "field '%s' is new and required", field->full));
	}
}

/* ---- enums ---- */

static void compare_value(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct compare_list *after, const struct done_proto_node *now)
{
	const struct done_proto_node *same =
	    compare_head_named(comparing, old->full, DONE_PROTO_VALUE);
	const struct done_proto_node *numbered = compare_numbered(after, old);

	if (same && same->number == old->number)
		return;
	if (same)
		compare_break(comparing, RULE_NUMBER, old, same,
		    COMPARE_SAY(comparing, "value '%s' had the number %lld, and has now %lld",
		        old->full, (long long)old->number, (long long)same->number));
	else if (numbered)
		compare_break(comparing, RULE_VALUE_NAME, old, numbered,
		    COMPARE_SAY(
		        comparing, "value '%s' is now called '%s'", old->full, numbered->name));
	else if (compare_is_reserved(now, old->number))
		compare_break(comparing, RULE_VALUE_GONE_RESERVED, old, now,
		    COMPARE_SAY(
		        comparing, "value '%s' is gone, and its number is reserved", old->full));
	else
		compare_break(comparing, RULE_VALUE_GONE, old, now,
		    COMPARE_SAY(comparing,
		        "value '%s' is gone, and its number %lld is not reserved", old->full,
		        (long long)old->number));
}

static void compare_enums(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	struct compare_list before = compare_list_of(comparing, old, DONE_PROTO_VALUE);
	struct compare_list after = compare_list_of(comparing, now, DONE_PROTO_VALUE);

	for (size_t i = 0; i < before.nr; i++)
		compare_value(comparing, before.items[i], &after, now);
	for (size_t i = 0; i < after.nr; i++) {
		if (!compare_numbered(&before, after.items[i]))
			compare_break(comparing, RULE_VALUE_NEW, old, after.items[i],
			    COMPARE_SAY(comparing, "value '%s' is new", after.items[i]->full));
	}
}

/* ---- services ---- */

static void compare_rpc_types(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now, bool is_answer)
{
	struct compare_type before =
	    compare_type_of(comparing->asked->base, old, is_answer ? old->answer : old->type);
	struct compare_type after =
	    compare_type_of(comparing->asked->head, now, is_answer ? now->answer : now->type);
	enum compare_likeness likeness = compare_types(&before, &after);

	if (likeness == TYPES_SAME)
		return;
	compare_break(comparing, likeness == TYPES_ALIKE ? RULE_RPC_TYPE_ALIKE : RULE_RPC_TYPE, old,
	    now,
	    COMPARE_SAY(comparing, "rpc '%s' %s '%s', and %s now '%s'", old->full,
	        is_answer ? "answered" : "took", before.full, is_answer ? "answers" : "takes",
	        after.full));
}

static void compare_rpcs(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	static const char *const words[] = {"one message", "a stream"};

	compare_rpc_types(comparing, old, now, false);
	compare_rpc_types(comparing, old, now, true);
	if (old->streams != now->streams)
		compare_break(comparing, RULE_STREAM, old, now,
		    COMPARE_SAY(comparing, "rpc '%s' took %s, and takes now %s", old->full,
		        words[old->streams], words[now->streams]));
	if (old->answer_streams != now->answer_streams)
		compare_break(comparing, RULE_STREAM, old, now,
		    COMPARE_SAY(comparing, "rpc '%s' answered %s, and answers now %s", old->full,
		        words[old->answer_streams], words[now->answer_streams]));
	compare_field_option(comparing, RULE_HTTP, "(google.api.http)", old, now);
}

/* ---- declarations ---- */

/* What is done with a declaration of the base: where the new set has it, and where it has not. */
static const struct {
	void (*compare)(struct proto_comparing *, const struct done_proto_node *,
	    const struct done_proto_node *);
	enum proto_rule gone;
	const char *called;
} compare_sorts[] = {
    [DONE_PROTO_MESSAGE] = {compare_messages, RULE_MESSAGE_GONE, "message"},
    [DONE_PROTO_FIELD] = {NULL, PROTO_RULES, NULL},
    [DONE_PROTO_ONEOF] = {NULL, PROTO_RULES, NULL},
    [DONE_PROTO_ENUM] = {compare_enums, RULE_ENUM_GONE, "enum"},
    [DONE_PROTO_VALUE] = {NULL, PROTO_RULES, NULL},
    [DONE_PROTO_SERVICE] = {NULL, RULE_SERVICE_GONE, "service"},
    [DONE_PROTO_RPC] = {compare_rpcs, RULE_RPC_GONE, "rpc"},
};

static const struct done_proto_file *compare_file_at(const struct done_proto *set, const char *path)
{
	for (size_t i = 0; i < set->nr_files; i++) {
		if (set->files[i]->is_asked && !strcmp(set->files[i]->path, path))
			return set->files[i];
	}
	return NULL;
}

/* The file has another package now, and what it declared is nowhere else. */
static bool compare_package_moved(
    struct proto_comparing *comparing, const struct done_proto_file *old)
{
	const struct done_proto_file *now = compare_file_at(comparing->asked->head, old->path);
	struct done_proto_node *first = old->first;

	if (!first || !now || !strcmp(old->package, now->package))
		return false;
	for (const struct done_proto_node *node = first; node; node = node->next) {
		if (done_proto_find(comparing->asked->head, node->full))
			return false;
	}
	if (!comparing->asked->counts ||
	    comparing->asked->counts(comparing->asked->self, first->full)) {
		const struct done_proto_node place = {
		    .file = (struct done_proto_file *)now, .line = now->package_line};

		compare_break(comparing, RULE_PACKAGE, first, &place,
		    COMPARE_SAY(comparing, "the package was '%s', and is now '%s'", old->package,
		        now->package));
	}
	return true;
}

static void compare_declaration(
    struct proto_comparing *comparing, const struct done_proto_node *old)
{
	const struct done_proto_node *now;

	if (old->sort == DONE_PROTO_FIELD && old->extendee) {
		now = compare_head_named(comparing, old->full, DONE_PROTO_FIELD);
		if (now && now->number == old->number)
			compare_field(comparing, old, now);
		else
			compare_field_gone(comparing, old, old);
		return;
	}
	if (compare_sorts[old->sort].gone == PROTO_RULES)
		return;
	now = compare_head_named(comparing, old->full, old->sort);
	if (now && compare_sorts[old->sort].compare)
		compare_sorts[old->sort].compare(comparing, old, now);
	comparing->out->nr_operations += now && old->sort == DONE_PROTO_RPC;
	/* Of what is gone whole, the outermost is told. */
	if (!now &&
	    (!old->parent || compare_head_named(comparing, old->parent->full, old->parent->sort)))
		compare_break(comparing, compare_sorts[old->sort].gone, old,
		    old->parent ? done_proto_find(comparing->asked->head, old->parent->full) : NULL,
		    COMPARE_SAY(
		        comparing, "%s '%s' is gone", compare_sorts[old->sort].called, old->full));
}

static void compare_children(struct proto_comparing *comparing, const struct done_proto_node *first)
{
	const struct done_proto_comparing *asked = comparing->asked;

	for (const struct done_proto_node *node = first; node; node = node->next) {
		if (asked->counts && !asked->counts(asked->self, node->full))
			continue;
		compare_declaration(comparing, node);
		compare_children(comparing, node->first);
	}
}

void done_proto_compare(const struct done_proto_comparing *asked, struct done_breaks *out)
{
	struct proto_comparing comparing = {
	    .asked = asked, .arena = asked->head->arena, .out = out};

	*out = (struct done_breaks){0};
	for (size_t i = 0; i < asked->base->nr_files; i++) {
		const struct done_proto_file *file = asked->base->files[i];

		if (file->is_asked && !compare_package_moved(&comparing, file))
			compare_children(&comparing, file->first);
	}
}
