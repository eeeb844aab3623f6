/*
 * What a newer set of .proto files takes away from callers of the older one. Declarations are told
 * by their full names, wherever they stand, and fields by their numbers, as on the wire.
 */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

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

/* What head calls so, in the file `near` before others. */
static const struct done_proto_node *compare_head_named(struct proto_comparing *comparing,
    const char *full, enum done_proto_sort sort, const char *near)
{
	const struct done_proto_node *node = done_proto_find(comparing->asked->head, full, near);

	return node && node->sort == sort ? node : NULL;
}

/* A field or value by its name, of what its message or enum is compared with. */
static const struct done_proto_node *compare_member_named(struct proto_comparing *comparing,
    const struct done_proto_node *within, const struct done_proto_node *like)
{
	const struct done_proto_node *node =
	    done_proto_find_any(comparing->asked->head, like->full, within->file->path);

	return node && node->sort == like->sort && node->parent == within ? node : NULL;
}

enum compare_presence { PRESENCE_IMPLICIT, PRESENCE_EXPLICIT, PRESENCE_REQUIRED, PRESENCE_LIST };

static enum compare_presence compare_presence_of(const struct done_proto_node *field)
{
	if (field->label == DONE_PROTO_REPEATED || field->key)
		return PRESENCE_LIST;
	if (done_proto_is_required(field))
		return PRESENCE_REQUIRED;
	if (done_proto_is_scalar(field->type) && !field->oneof &&
	    done_proto_has_feature(field, "field_presence", "IMPLICIT"))
		return PRESENCE_IMPLICIT;
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
		done_proto_break(comparing, is_certain ? RULE_LABEL : RULE_PRESENCE, old, now,
		    COMPARE_SAY(comparing, "field '%s' was %s, and is now %s", old->full,
		        words[before], words[after]));
}

static const char *compare_type_text(
    struct proto_comparing *comparing, const struct done_proto_node *field)
{
	return field->key ? COMPARE_SAY(comparing, "map<%s, %s>", field->key, field->type)
	                  : field->type;
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
		done_proto_break(comparing, rule, old, now,
		    COMPARE_SAY(comparing, "'%s' of '%s' is another", name, old->full));
}

static void compare_field(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	enum compare_likeness likeness = done_proto_field_likeness(comparing, old, now);
	bool is_renamed = strcmp(old->name, now->name) != 0;

	if (is_renamed && likeness == TYPES_DIFFER) {
		done_proto_break(comparing, RULE_REUSED, old, now,
		    COMPARE_SAY(comparing,
		        "field '%s' is gone, and its number %lld is now that of '%s'", old->full,
		        (long long)old->number, now->name));
		return;
	}
	if (is_renamed)
		done_proto_break(comparing, RULE_NAME, old, now,
		    COMPARE_SAY(comparing, "field '%s' is now called '%s'", old->full, now->name));
	if (likeness != TYPES_SAME)
		done_proto_break(comparing, likeness == TYPES_ALIKE ? RULE_TYPE_ALIKE : RULE_TYPE,
		    old, now,
		    COMPARE_SAY(comparing, "the type of field '%s' was '%s', and is now '%s'",
		        old->full, compare_type_text(comparing, old),
		        compare_type_text(comparing, now)));
	compare_labels(comparing, old, now);
	if (!old->oneof != !now->oneof ||
	    (old->oneof && strcmp(old->oneof->name, now->oneof->name) != 0))
		done_proto_break(comparing, RULE_ONEOF, old, now,
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
	    message == old ? NULL : compare_member_named(comparing, message, old);

	if (renumbered)
		done_proto_break(comparing, RULE_NUMBER, old, renumbered,
		    COMPARE_SAY(comparing, "field '%s' had the number %lld, and has now %lld",
		        old->full, (long long)old->number, (long long)renumbered->number));
	else if (!done_proto_is_required(old) && compare_is_reserved(message, old->number))
		done_proto_break(comparing, RULE_FIELD_GONE_RESERVED, old, message,
		    COMPARE_SAY(
		        comparing, "field '%s' is gone, and its number is reserved", old->full));
	else
		done_proto_break(comparing, RULE_FIELD_GONE, old, message,
		    COMPARE_SAY(comparing,
		        "field '%s' is gone, and its number %lld is not reserved", old->full,
		        (long long)old->number));
}

static void compare_messages(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	struct compare_list before = compare_list_of(comparing, old, DONE_PROTO_FIELD);
	struct compare_list after = compare_list_of(comparing, now, DONE_PROTO_FIELD);

	done_proto_compare_reserved(comparing, old, now);
	for (size_t i = 0; i < before.nr; i++) {
		const struct done_proto_node *field = before.items[i];
		const struct done_proto_node *found = compare_numbered(&after, field);
		const struct done_proto_node *renumbered =
		    found && strcmp(found->name, field->name) != 0
		    ? compare_member_named(comparing, now, field)
		    : NULL;

		if (found && !renumbered)
			compare_field(comparing, field, found);
		else
			compare_field_gone(comparing, field, now);
	}
	for (size_t i = 0; i < after.nr; i++) {
		const struct done_proto_node *field = after.items[i];

		if (done_proto_is_required(field) && !compare_numbered(&before, field))
			done_proto_break(comparing, RULE_REQUIRED_NEW, old, field,
			    COMPARE_SAY(comparing, "field '%s' is new and required", field->full));
	}
}

/* ---- enums ---- */

static void compare_value(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct compare_list *after, const struct done_proto_node *now)
{
	const struct done_proto_node *same = compare_member_named(comparing, now, old);
	const struct done_proto_node *numbered = compare_numbered(after, old);

	if (same && same->number == old->number)
		return;
	if (same)
		done_proto_break(comparing, RULE_NUMBER, old, same,
		    COMPARE_SAY(comparing, "value '%s' had the number %lld, and has now %lld",
		        old->full, (long long)old->number, (long long)same->number));
	else if (numbered)
		done_proto_break(comparing, RULE_VALUE_NAME, old, numbered,
		    COMPARE_SAY(
		        comparing, "value '%s' is now called '%s'", old->full, numbered->name));
	else if (compare_is_reserved(now, old->number))
		done_proto_break(comparing, RULE_VALUE_GONE_RESERVED, old, now,
		    COMPARE_SAY(
		        comparing, "value '%s' is gone, and its number is reserved", old->full));
	else
		done_proto_break(comparing, RULE_VALUE_GONE, old, now,
		    COMPARE_SAY(comparing,
		        "value '%s' is gone, and its number %lld is not reserved", old->full,
		        (long long)old->number));
}

static void compare_enums(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	struct compare_list before = compare_list_of(comparing, old, DONE_PROTO_VALUE);
	struct compare_list after = compare_list_of(comparing, now, DONE_PROTO_VALUE);

	done_proto_compare_reserved(comparing, old, now);
	for (size_t i = 0; i < before.nr; i++)
		compare_value(comparing, before.items[i], &after, now);
	for (size_t i = 0; i < after.nr; i++) {
		if (!compare_numbered(&before, after.items[i]))
			done_proto_break(comparing, RULE_VALUE_NEW, old, after.items[i],
			    COMPARE_SAY(comparing, "value '%s' is new", after.items[i]->full));
	}
}

/* ---- services ---- */

static void compare_rpc_types(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now, bool is_answer)
{
	enum compare_likeness likeness = done_proto_rpc_likeness(comparing, old, now, is_answer);

	if (likeness == TYPES_SAME)
		return;
	done_proto_break(comparing, likeness == TYPES_ALIKE ? RULE_RPC_TYPE_ALIKE : RULE_RPC_TYPE,
	    old, now,
	    COMPARE_SAY(comparing, "rpc '%s' %s '%s', and %s now '%s'", old->full,
	        is_answer ? "answered" : "took", is_answer ? old->answer : old->type,
	        is_answer ? "answers" : "takes", is_answer ? now->answer : now->type));
}

static void compare_rpcs(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	static const char *const words[] = {"one message", "a stream"};

	compare_rpc_types(comparing, old, now, false);
	compare_rpc_types(comparing, old, now, true);
	if (old->streams != now->streams)
		done_proto_break(comparing, RULE_STREAM, old, now,
		    COMPARE_SAY(comparing, "rpc '%s' took %s, and takes now %s", old->full,
		        words[old->streams], words[now->streams]));
	if (old->answer_streams != now->answer_streams)
		done_proto_break(comparing, RULE_STREAM, old, now,
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
		if (done_proto_find(comparing->asked->head, node->full, NULL))
			return false;
	}
	if (!comparing->asked->counts ||
	    comparing->asked->counts(comparing->asked->self, first->full)) {
		const struct done_proto_node place = {
		    .file = (struct done_proto_file *)now, .line = now->package_line};

		done_proto_break(comparing, RULE_PACKAGE, first, &place,
		    COMPARE_SAY(comparing, "the package was '%s', and is now '%s'", old->package,
		        now->package));
	}
	return true;
}

static void compare_declaration(
    struct proto_comparing *comparing, const struct done_proto_node *old)
{
	const struct done_proto_node *now, *parent;

	if (old->sort == DONE_PROTO_FIELD && old->extendee) {
		now = compare_head_named(comparing, old->full, DONE_PROTO_FIELD, old->file->path);
		if (now && now->number == old->number)
			compare_field(comparing, old, now);
		else
			compare_field_gone(comparing, old, old);
		return;
	}
	if (compare_sorts[old->sort].gone == PROTO_RULES)
		return;
	now = compare_head_named(comparing, old->full, old->sort, old->file->path);
	parent = old->parent
	    ? compare_head_named(comparing, old->parent->full, old->parent->sort, old->file->path)
	    : NULL;
	if (now && compare_sorts[old->sort].compare)
		compare_sorts[old->sort].compare(comparing, old, now);
	comparing->out->nr_operations += now && old->sort == DONE_PROTO_RPC;
	/* Of what is gone whole, the outermost is told. */
	if (!now && (!old->parent || parent))
		done_proto_break(comparing, compare_sorts[old->sort].gone, old, parent,
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

static void compare_reached(struct proto_comparing *comparing, const struct done_proto_node *old,
    const struct done_proto_node *now)
{
	compare_sorts[old->sort].compare(comparing, old, now);
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
	done_proto_compare_imported(&comparing, compare_reached);
}
