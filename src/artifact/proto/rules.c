/*
 * What a compiler refuses in declarations that can be read: names and numbers that are taken or
 * reserved, types that are not declared, what a syntax does not have.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#define RULES_NUMBER_MAX 536870911 /* 2^29 - 1 */
#define RULES_RESERVED_MAX 1000    /* of a message: those beyond are not looked at */
enum { RULES_OWN_FROM = 19000, RULES_OWN_TO = 19999 }; /* of protobuf itself */

struct proto_checking {
	struct done_proto *set;
	struct done_proto_file *file;
};

static void rules_add(struct proto_checking *checking, const struct done_proto_node *node,
    const char *wrong, const char *fix, const char *message)
{
	done_interface_fault(
	    &checking->set->faults, done_proto_place(node), wrong, node->full, fix, "%s", message);
}

static const char *const rules_sorts[] = {
    [DONE_PROTO_MESSAGE] = "message",
    [DONE_PROTO_FIELD] = "field",
    [DONE_PROTO_ONEOF] = "oneof",
    [DONE_PROTO_ENUM] = "enum",
    [DONE_PROTO_VALUE] = "value",
    [DONE_PROTO_SERVICE] = "service",
    [DONE_PROTO_RPC] = "rpc",
};

/* ---- numbers ---- */

static bool rules_is_in(const struct done_proto_range *range, int64_t number)
{
	return number >= range->from && number <= range->to;
}

/* A number or a name that its message or enum has given away. */
static void rules_reserved(struct proto_checking *checking, const struct done_proto_node *within,
    const struct done_proto_node *node)
{
	struct done_arena *arena = checking->set->arena;

	for (size_t i = 0; i < within->nr_ranges && i < RULES_RESERVED_MAX; i++) {
		if (!rules_is_in(&within->ranges[i], node->number))
			continue;
		rules_add(checking, node, "reserved number", "take a number that was never used",
		    done_arena_printf(arena, "%s '%.200s' has the number %lld, which %s",
		        rules_sorts[node->sort], node->name, (long long)node->number,
		        within->ranges[i].is_extension ? "is kept for extensions" : "is reserved"));
		break;
	}
	for (size_t i = 0; i < within->nr_reserved && i < RULES_RESERVED_MAX; i++) {
		if (strcmp(within->reserved[i], node->name) != 0)
			continue;
		rules_add(checking, node, "reserved name", "choose another name",
		    done_arena_printf(arena, "the name of %s '%.200s' is reserved",
		        rules_sorts[node->sort], node->name));
		break;
	}
}

static int rules_by_number(const void *a, const void *b)
{
	const struct done_proto_node *one = *(const struct done_proto_node *const *)a;
	const struct done_proto_node *other = *(const struct done_proto_node *const *)b;

	if (one->number != other->number)
		return one->number < other->number ? -1 : 1;
	return one->line != other->line ? one->line - other->line : one->column - other->column;
}

static bool rules_is_true(const struct done_proto_node *node, const char *name)
{
	const struct done_proto_option *option =
	    done_proto_option(node->options, node->nr_options, name);

	return option && !strcmp(option->value, "true");
}

static void rules_numbers(struct proto_checking *checking, const struct done_proto_node *within,
    enum done_proto_sort sort)
{
	const struct done_proto_node **items = NULL;
	size_t nr = 0, cap = 0;

	for (const struct done_proto_node *node = within->first; node; node = node->next) {
		if (node->sort != sort || node->extendee)
			continue;
		*DONE_ARENA_PUSH(checking->set->arena, items, nr, cap) = node;
		if (within->nr_ranges + within->nr_reserved)
			rules_reserved(checking, within, node);
	}
	if (rules_is_true(within, "allow_alias"))
		return;
	if (nr)
		qsort(items, nr, sizeof(const struct done_proto_node *), rules_by_number);
	for (size_t i = 1; i < nr; i++) {
		if (items[i]->number == items[i - 1]->number)
			rules_add(checking, items[i], "number used twice",
			    "take a number that was never used",
			    done_arena_printf(checking->set->arena,
			        "%s '%.200s' has the number %lld, which '%.200s' has already",
			        rules_sorts[sort], items[i]->name, (long long)items[i]->number,
			        items[i - 1]->name));
	}
}

/* ---- types ---- */

static void rules_type(struct proto_checking *checking, const struct done_proto_node *node,
    const struct done_proto_node *scope, const char *type, bool must_be_message)
{
	struct done_proto_node *found = NULL;
	enum done_proto_seen seen = DONE_PROTO_NOWHERE;
	struct done_arena *arena = checking->set->arena;

	if (!done_proto_is_scalar(type))
		seen = done_proto_resolve(checking->set, node->file, scope, type, &found);
	else if (!must_be_message)
		return;
	if (seen == DONE_PROTO_NOWHERE && (must_be_message || !done_proto_is_scalar(type)))
		rules_add(checking, node, "type not declared",
		    "declare it, or import the file that does",
		    done_arena_printf(arena,
		        "%s '%.200s' has the type '%.200s', which neither this file nor one that "
		        "it imports declares",
		        rules_sorts[node->sort], node->name, type));
	else if (must_be_message && found && found->sort != DONE_PROTO_MESSAGE)
		rules_add(checking, node, "type is not a message", "name a message",
		    done_arena_printf(arena,
		        "%s '%.200s' has the type '%.200s', which is not a message",
		        rules_sorts[node->sort], node->name, type));
}

static bool rules_is_key(const char *type)
{
	return done_proto_is_scalar(type) && strcmp(type, "double") != 0 &&
	    strcmp(type, "float") != 0 && strcmp(type, "bytes") != 0;
}

/* ---- declarations ---- */

/* What fields of a syntax do not have: one row each, NULL where it is as it must be. */
static const char *rules_label_problem(const struct done_proto_node *field)
{
	const struct done_proto_file *file = field->file;
	bool is_3 = !strcmp(file->syntax, "proto3");
	bool is_2 = !file->is_edition && !is_3;

	if (field->label == DONE_PROTO_REQUIRED && !is_2)
		return "'required', which this syntax does not have";
	if (field->label == DONE_PROTO_OPTIONAL && file->is_edition)
		return "'optional', which editions do not have";
	if (field->is_group && !is_2)
		return "'group', which this syntax does not have";
	if (field->label != DONE_PROTO_UNLABELLED && field->oneof)
		return "a label, although it stands in a oneof";
	if (field->label != DONE_PROTO_UNLABELLED && field->key)
		return "a label, although it is a map";
	if (field->key && field->oneof)
		return "a map, although it stands in a oneof";
	if (field->label == DONE_PROTO_UNLABELLED && is_2 && !field->oneof && !field->key)
		return "no label: 'optional', 'required' or 'repeated'";
	return NULL;
}

static void rules_field(struct proto_checking *checking, const struct done_proto_node *field)
{
	struct done_arena *arena = checking->set->arena;
	const char *problem = rules_label_problem(field);

	if (problem)
		rules_add(checking, field, "label", "correct the declaration",
		    done_arena_printf(arena, "field '%.200s' has %s", field->name, problem));
	if (field->number < 1 || (field->number > RULES_NUMBER_MAX && !field->extendee) ||
	    field->number > INT32_MAX ||
	    (field->number >= RULES_OWN_FROM && field->number <= RULES_OWN_TO))
		rules_add(checking, field, "number",
		    "take a number from 1 to 536870911 but those from 19000 to 19999",
		    done_arena_printf(arena,
		        "field '%.200s' has the number %lld, which no field may have", field->name,
		        (long long)field->number));
	if (field->key && !rules_is_key(field->key))
		rules_add(checking, field, "type of a key",
		    "take a whole number, a bool or a string",
		    done_arena_printf(arena, "the map '%.200s' has keys of the type '%.200s'",
		        field->name, field->key));
	if (field->extendee)
		rules_type(checking, field, field->parent, field->extendee, true);
	if (!field->is_group)
		rules_type(checking, field, field->parent, field->type, false);
}

/* "reserved 9 to 4": reserves nothing. */
static void rules_ranges(struct proto_checking *checking, const struct done_proto_node *within)
{
	for (size_t i = 0; i < within->nr_ranges; i++) {
		const struct done_proto_range *range = &within->ranges[i];
		const char *problem = range->from > range->to ? "ends before it begins"
		    : range->is_extension && !strcmp(within->file->syntax, "proto3")
		    ? "is for extensions, which proto3 does not have"
		    : NULL;

		if (problem)
			done_interface_fault(&checking->set->faults,
			    (struct done_interface_place){
			        within->file->path, range->line, range->column},
			    "range", within->full, "correct the numbers, or delete them",
			    "the range %lld to %lld of '%.200s' %s", (long long)range->from,
			    (long long)range->to, within->name, problem);
	}
}

static void rules_enum(struct proto_checking *checking, const struct done_proto_node *node)
{
	const struct done_proto_node *first = node->first;

	if (!first)
		rules_add(checking, node, "empty", "give it a value",
		    done_arena_printf(
		        checking->set->arena, "enum '%.200s' has no value", node->name));
	else if (!strcmp(node->file->syntax, "proto3") && first->number != 0)
		rules_add(checking, first, "first value",
		    "begin with a value 0 such as 'STATUS_UNSPECIFIED = 0;'",
		    done_arena_printf(checking->set->arena,
		        "the first value of enum '%.200s' is %lld and must be 0", node->name,
		        (long long)first->number));
	rules_ranges(checking, node);
	rules_numbers(checking, node, DONE_PROTO_VALUE);
}

static void rules_oneof(struct proto_checking *checking, const struct done_proto_node *node)
{
	const struct done_proto_node *at = node->next;

	if (at && at->oneof == node)
		return;
	rules_add(checking, node, "empty", "give it a field",
	    done_arena_printf(checking->set->arena, "oneof '%.200s' has no field", node->name));
}

static void rules_rpc(struct proto_checking *checking, const struct done_proto_node *rpc)
{
	rules_type(checking, rpc, rpc->parent, rpc->type, true);
	rules_type(checking, rpc, rpc->parent, rpc->answer, true);
}

struct rules_json {
	const char *name; /* "fooBar" of foo_bar */
	const struct done_proto_node *node;
};

static int rules_by_json(const void *a, const void *b)
{
	const struct rules_json *one = a, *other = b;
	int order = strcmp(one->name, other->name);

	if (order)
		return order;
	return one->node->line != other->node->line ? one->node->line - other->node->line
	                                            : one->node->column - other->node->column;
}

static const char *rules_json_name(struct done_arena *arena, const char *name)
{
	char *out = done_arena_strdup(arena, name);
	size_t nr = 0;
	bool is_next = false;

	for (; *name; name++) {
		if (*name != '_')
			out[nr++] =
			    (char)(is_next && *name >= 'a' && *name <= 'z' ? *name - 32 : *name);
		is_next = *name == '_';
	}
	out[nr] = '\0';
	return out;
}

/* Fields of proto3 must differ in JSON, too, whatever json_name says. */
static void rules_json_names(struct proto_checking *checking, const struct done_proto_node *message)
{
	struct done_arena *arena = checking->set->arena;
	struct rules_json *items = NULL;
	size_t nr = 0, cap = 0;

	if (strcmp(message->file->syntax, "proto3") != 0)
		return;
	for (const struct done_proto_node *node = message->first; node; node = node->next) {
		if (node->sort == DONE_PROTO_FIELD && !node->extendee)
			*DONE_ARENA_PUSH(arena, items, nr, cap) =
			    (struct rules_json){rules_json_name(arena, node->name), node};
	}
	if (nr)
		qsort(items, nr, sizeof(*items), rules_by_json);
	for (size_t i = 1; i < nr; i++) {
		if (!strcmp(items[i].name, items[i - 1].name) &&
		    strcmp(items[i].node->name, items[i - 1].node->name) != 0)
			rules_add(checking, items[i].node, "JSON name used twice",
			    "choose another name",
			    done_arena_printf(arena,
			        "field '%.200s' has the name '%.200s' in JSON, as '%.200s' has",
			        items[i].node->name, items[i].name, items[i - 1].node->name));
	}
}

static void rules_message(struct proto_checking *checking, const struct done_proto_node *message)
{
	rules_ranges(checking, message);
	rules_numbers(checking, message, DONE_PROTO_FIELD);
	rules_json_names(checking, message);
}

static void rules_value(struct proto_checking *checking, const struct done_proto_node *value)
{
	if (value->number < INT32_MIN || value->number > INT32_MAX)
		rules_add(checking, value, "number", "take a number of 32 bits",
		    done_arena_printf(checking->set->arena,
		        "value '%.200s' has the number %lld, which no value may have", value->name,
		        (long long)value->number));
}

static void (*const rules_of_sorts[])(struct proto_checking *, const struct done_proto_node *) = {
    [DONE_PROTO_MESSAGE] = rules_message,
    [DONE_PROTO_FIELD] = rules_field,
    [DONE_PROTO_ONEOF] = rules_oneof,
    [DONE_PROTO_ENUM] = rules_enum,
    [DONE_PROTO_VALUE] = rules_value,
    [DONE_PROTO_SERVICE] = NULL,
    [DONE_PROTO_RPC] = rules_rpc,
};

/* ---- names ---- */

struct rules_name {
	const char *full; /* values of an enum are names beside it */
	const struct done_proto_node *node;
};

static int rules_by_name(const void *a, const void *b)
{
	const struct rules_name *one = a, *other = b;
	int order = strcmp(one->full, other->full);

	order = order ? order : strcmp(one->node->file->path, other->node->file->path);
	if (order)
		return order;
	return one->node->line != other->node->line ? one->node->line - other->node->line
	                                            : one->node->column - other->node->column;
}

static const char *rules_name_of(struct done_arena *arena, const struct done_proto_node *node)
{
	const char *scope;

	if (node->sort != DONE_PROTO_VALUE)
		return node->full;
	scope = node->parent->parent ? node->parent->parent->full : node->file->package;
	return *scope ? done_arena_printf(arena, "%s.%s", scope, node->name) : node->name;
}

static void rules_names(struct proto_checking *checking, const struct rules_name *names, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		if (names[i].node->file == names[i - 1].node->file &&
		    !strcmp(names[i].full, names[i - 1].full))
			rules_add(checking, names[i].node, "name used twice", "choose another name",
			    done_arena_printf(checking->set->arena,
			        "%s '%.200s' has the name of the %s in line %d",
			        rules_sorts[names[i].node->sort], names[i].node->name,
			        rules_sorts[names[i - 1].node->sort], names[i - 1].node->line));
	}
}

/* ---- files ---- */

static void rules_imports(struct proto_checking *checking)
{
	const struct done_proto_file *file = checking->file;

	for (size_t i = 0; i < file->nr_imports; i++) {
		for (size_t j = 0; j < i && i < DONE_PROTO_SEEN_MAX; j++) {
			if (strcmp(file->imports[i].path, file->imports[j].path) != 0)
				continue;
			done_interface_fault(&checking->set->faults,
			    (struct done_interface_place){
			        file->path, file->imports[i].line, file->imports[i].column},
			    "imported twice", file->imports[i].path, "delete one of the lines",
			    "'%.200s' is imported twice", file->imports[i].path);
			break;
		}
	}
}

void done_proto_check(struct done_proto *set)
{
	struct proto_checking checking = {.set = set};
	struct rules_name *names = done_arena_array(set->arena, set->nr_nodes + 1, sizeof(*names));
	size_t nr = 0;

	done_proto_check_circles(set);
	for (size_t i = 0; i < set->nr_files; i++) {
		checking.file = set->files[i];
		if (checking.file->is_asked && !checking.file->is_broken)
			rules_imports(&checking);
	}
	for (size_t i = 0; i < set->nr_nodes; i++) {
		const struct done_proto_node *node = set->nodes[i];

		if (!node->file->is_asked || node->file->is_broken)
			continue;
		names[nr++] = (struct rules_name){rules_name_of(set->arena, node), node};
		checking.file = node->file;
		if (rules_of_sorts[node->sort])
			rules_of_sorts[node->sort](&checking, node);
	}
	if (nr)
		qsort(names, nr, sizeof(*names), rules_by_name);
	rules_names(&checking, names, nr);
}
