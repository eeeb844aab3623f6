/*
 * What the specification refuses of a schema, one function a sort of rule. Directives that are not
 * declared are passed over: servers know some of their own, and callers never see them.
 */
#include "parts.h"

#include <string.h>

static void rules_say(struct done_graphql *set, const struct done_graphql_node *node,
    const char *wrong, const char *fix, const char *message)
{
	done_interface_fault(
	    &set->faults, done_graphql_place(node), wrong, node->full, fix, "%s", message);
}
/* Beyond the maximum faults are counted alone. */
#define RULES_TEXT(set, ...)                           \
	((set)->faults.nr == DONE_INTERFACE_FAULTS_MAX \
	        ? ""                                   \
	        : done_arena_printf((set)->arena, __VA_ARGS__))

static int rules_count(struct done_graphql *set, struct done_error *err)
{
	if (++set->nr_steps <= DONE_GRAPHQL_STEPS_MAX)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "comparing types with their interfaces takes more than 10,000,000 steps");
	return done_error_cure(err, "split the schema, and name its parts in checks of their own");
}

/* ---- names that stand once ---- */

static void rules_judge_twice(struct done_graphql *set, const struct done_graphql_node *first,
    const struct done_graphql_node *again)
{
	rules_say(set, again, "twice", "keep one of them",
	    RULES_TEXT(set, "'%s' is defined a second time (the first: %s:%d)", again->full,
	        first->file, first->line));
}

static void rules_judge_children(struct done_graphql *set, const struct done_graphql_node *node)
{
	for (size_t i = 0; i < node->nr_children; i++) {
		const struct done_graphql_node *child = node->sorted[i];

		if (i && !strcmp(node->sorted[i - 1]->name, child->name))
			rules_judge_twice(set, node->sorted[i - 1], child);
		if (!strncmp(child->name, "__", 2))
			rules_say(set, child, "reserved name", "choose another name",
			    RULES_TEXT(set,
			        "'%s' begins with '__', which is kept for introspection",
			        child->full));
		if (child->first)
			rules_judge_children(set, child);
	}
}

static void rules_judge_names(struct done_graphql *set, const struct done_graphql_node *node)
{
	for (size_t i = 1; i < node->nr_names; i++) {
		const struct done_graphql_name *name = &node->names[i];

		if (strcmp(name[-1].text, name->text) != 0)
			continue;
		done_interface_fault(&set->faults,
		    (struct done_interface_place){name->file, name->line, name->column}, "twice",
		    node->full, "keep one of them", "'%s' names '%s' twice", node->full,
		    name->text);
	}
}

/* ---- definitions as they are written ---- */

static bool rules_is_introspection(const char *name)
{
	static const char *const names[] = {"__Schema", "__Type", "__TypeKind", "__Field",
	    "__InputValue", "__EnumValue", "__Directive", "__DirectiveLocation"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

static void rules_judge_written(struct done_graphql *set, const struct done_graphql_node *node)
{
	const struct done_graphql_node *base = done_graphql_find(set, node->full);

	if (!node->is_extension && base != node)
		rules_judge_twice(set, base, node);
	if (node->is_extension && base->is_extension && !set->is_federated &&
	    node->sort != DONE_GRAPHQL_SCHEMA && !done_graphql_is_scalar(node->name))
		rules_say(set, node, "extends nothing",
		    "define it, or let the check name the file that does",
		    RULES_TEXT(set, "'%s' is extended, and defined nowhere", node->full));
	if (node->is_extension && node->sort != base->sort)
		rules_say(set, node, "extends another sort", "extend it as what it is",
		    RULES_TEXT(set, "'%s' is extended as something that it is not", node->full));
	if (!strncmp(node->name, "__", 2) && !rules_is_introspection(node->name))
		rules_say(set, node, "reserved name", "choose another name",
		    RULES_TEXT(
		        set, "'%s' begins with '__', which is kept for introspection", node->full));
}

/* ---- types that are named ---- */

static bool rules_is_of_federation(const struct done_graphql *set, const char *name)
{
	static const char *const names[] = {"_Any", "_Entity", "_Service", "FieldSet", "_FieldSet"};

	for (size_t i = 0; set->is_federated && i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return set->is_federated && strstr(name, "__") != NULL;
}

static bool rules_is_sent(enum done_graphql_sort sort)
{
	return sort == DONE_GRAPHQL_ARGUMENT || sort == DONE_GRAPHQL_INPUT_FIELD;
}

static void rules_judge_type(struct done_graphql *set, const struct done_graphql_node *node)
{
	const char *name = done_graphql_named(set->arena, node->type);
	const struct done_graphql_node *type = done_graphql_find(set, name);
	bool is_sent = rules_is_sent(node->sort);

	if (!type) {
		if (!done_graphql_is_scalar(name) && !rules_is_introspection(name) &&
		    !rules_is_of_federation(set, name))
			rules_say(set, node, "unknown type",
			    "define the type, correct its name, or let the check name the file "
			    "that defines it",
			    RULES_TEXT(set, "'%s' is of type '%.200s', which is defined nowhere",
			        node->full, name));
		return;
	}
	if (is_sent &&
	    (type->sort == DONE_GRAPHQL_OBJECT || type->sort == DONE_GRAPHQL_INTERFACE ||
	        type->sort == DONE_GRAPHQL_UNION))
		rules_say(set, node, "not an input", "use an 'input' type",
		    RULES_TEXT(set, "'%s' is sent by callers, and '%s' is not an input type",
		        node->full, name));
	if (!is_sent && type->sort == DONE_GRAPHQL_INPUT)
		rules_say(set, node, "not an output", "use a 'type'",
		    RULES_TEXT(
		        set, "'%s' is answered, and '%s' is an input type", node->full, name));
}

static void rules_judge_types(struct done_graphql *set, const struct done_graphql_node *node)
{
	for (const struct done_graphql_node *child = node->first; child; child = child->next) {
		if (*child->type)
			rules_judge_type(set, child);
		if (rules_is_sent(child->sort) && done_graphql_is_needed(child) &&
		    done_graphql_use_of(child, "deprecated"))
			rules_say(set, child, "required and deprecated",
			    "make it optional before it is deprecated",
			    RULES_TEXT(
			        set, "'%s' is required, and cannot be deprecated", child->full));
		rules_judge_types(set, child);
	}
}

/* ---- interfaces ---- */

static bool rules_is_plain(struct graphql_type type)
{
	char name[sizeof("Boolean")];

	if (type.len >= sizeof(name))
		return false;
	memcpy(name, type.ptr, type.len);
	name[type.len] = '\0';
	return done_graphql_is_scalar(name);
}

/* Whether a value of `type` is one of `super`. */
static bool rules_is_subtype(
    const struct done_graphql *set, struct graphql_type type, struct graphql_type super)
{
	const struct done_graphql_node *one, *other;

	if (done_graphql_is_required(super))
		return done_graphql_is_required(type) &&
		    rules_is_subtype(set, done_graphql_inside(type), done_graphql_inside(super));
	if (done_graphql_is_required(type))
		return rules_is_subtype(set, done_graphql_inside(type), super);
	if (done_graphql_is_list(super) || done_graphql_is_list(type))
		return done_graphql_is_list(super) && done_graphql_is_list(type) &&
		    rules_is_subtype(set, done_graphql_inside(type), done_graphql_inside(super));
	if (done_graphql_same(type, super))
		return true;
	one = done_graphql_find_bytes(set, type.ptr, type.len);
	other = done_graphql_find_bytes(set, super.ptr, super.len);
	/* What is defined nowhere is told already. */
	if (!one || !other)
		return (!one && !rules_is_plain(type)) || (!other && !rules_is_plain(super));
	if (other->sort == DONE_GRAPHQL_UNION)
		return done_graphql_has(other, one->name);
	return other->sort == DONE_GRAPHQL_INTERFACE && done_graphql_has(one, other->name);
}

static int rules_judge_arguments(struct done_graphql *set, const struct done_graphql_node *field,
    const struct done_graphql_node *asked, struct done_error *err)
{
	for (const struct done_graphql_node *one = asked->first; one; one = one->next) {
		const struct done_graphql_node *same = done_graphql_child(field, one->name);

		if (rules_count(set, err) < 0)
			return err->code;
		if (!same)
			rules_say(set, field, "argument missing", "add the argument",
			    RULES_TEXT(set, "'%s' lacks the argument '%s', which '%s' has",
			        field->full, one->name, asked->full));
		else if (strcmp(same->type, one->type) != 0)
			rules_say(set, same, "argument of another type", "give both one type",
			    RULES_TEXT(set, "'%s' is '%s', and '%s' is '%s'", same->full,
			        same->type, one->full, one->type));
	}
	for (const struct done_graphql_node *one = field->first; one; one = one->next) {
		if (rules_count(set, err) < 0)
			return err->code;
		if (!done_graphql_child(asked, one->name) && done_graphql_is_needed(one))
			rules_say(set, one, "argument more",
			    "make the argument optional, or add it to the interface",
			    RULES_TEXT(set, "'%s' is required, and '%s' does not have it",
			        one->full, asked->full));
	}
	return 0;
}

static int rules_judge_implements(struct done_graphql *set, const struct done_graphql_node *node,
    const struct done_graphql_node *interface, struct done_error *err)
{
	for (const struct done_graphql_node *asked = interface->first; asked; asked = asked->next) {
		const struct done_graphql_node *field = done_graphql_child(node, asked->name);

		if (rules_count(set, err) < 0)
			return err->code;
		if (!field) {
			rules_say(set, node, "field missing",
			    RULES_TEXT(set, "add '%s: %s'", asked->name, asked->type),
			    RULES_TEXT(set, "'%s' lacks the field '%s' of its interface '%s'",
			        node->full, asked->name, interface->full));
			continue;
		}
		if (!rules_is_subtype(
		        set, done_graphql_type(field->type), done_graphql_type(asked->type)))
			rules_say(set, field, "field of another type", "give both one type",
			    RULES_TEXT(set, "'%s' is '%s', and its interface's '%s' is '%s'",
			        field->full, field->type, asked->full, asked->type));
		if (rules_judge_arguments(set, field, asked, err) < 0)
			return err->code;
	}
	for (size_t i = 0; i < interface->nr_names; i++) {
		const char *more = interface->names[i].text;

		if (rules_count(set, err) < 0)
			return err->code;
		if (!strcmp(more, node->name))
			rules_say(set, node, "circle", "let one of them not implement the other",
			    RULES_TEXT(set, "'%s' implements '%s', which implements '%s' again",
			        node->full, interface->full, node->full));
		else if (!done_graphql_has(node, more))
			rules_say(set, node, "interface missing",
			    RULES_TEXT(set, "add '%s' to what it implements", more),
			    RULES_TEXT(set, "'%s' implements '%s', and must implement '%s', too",
			        node->full, interface->full, more));
	}
	return 0;
}

static int rules_judge_interfaces(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	for (size_t i = 0; i < node->nr_names; i++) {
		const struct done_graphql_name *name = &node->names[i];
		const struct done_graphql_node *interface = done_graphql_find(set, name->text);

		if (interface == node)
			rules_say(set, node, "implements itself", "delete it from the list",
			    RULES_TEXT(set, "'%s' implements itself", node->full));
		else if (interface && interface->sort == DONE_GRAPHQL_INTERFACE) {
			if (rules_judge_implements(set, node, interface, err) < 0)
				return err->code;
		} else if (interface || !rules_is_of_federation(set, name->text))
			done_interface_fault(&set->faults,
			    (struct done_interface_place){name->file, name->line, name->column},
			    "unknown interface", node->full,
			    "define the interface, or correct its name",
			    "'%s' implements '%.200s', which is not an interface of this schema",
			    node->full, name->text);
	}
	return 0;
}

/* ---- unions, and what is empty ---- */

static int rules_judge_union(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	(void)err;
	for (size_t i = 0; i < node->nr_names; i++) {
		const struct done_graphql_name *name = &node->names[i];
		const struct done_graphql_node *type = done_graphql_find(set, name->text);

		if (type ? type->sort == DONE_GRAPHQL_OBJECT
		         : rules_is_of_federation(set, name->text))
			continue;
		done_interface_fault(&set->faults,
		    (struct done_interface_place){name->file, name->line, name->column},
		    "unknown member", node->full, "name a 'type' of this schema",
		    "union '%s' has '%.200s', which is not an object type of this schema",
		    node->full, name->text);
	}
	if (!node->nr_names)
		rules_say(set, node, "empty", "name its types: = A | B",
		    RULES_TEXT(set, "union '%s' has no type", node->full));
	return 0;
}

static int rules_judge_object(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	if (!node->nr_children)
		rules_say(set, node, "empty", "give it a field, or delete it",
		    RULES_TEXT(set, "'%s' has no field", node->full));
	return rules_judge_interfaces(set, node, err);
}

static int rules_judge_filled(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	(void)err;
	if (!node->nr_children)
		rules_say(set, node, "empty", "fill it, or delete it",
		    RULES_TEXT(set, "'%s' is empty", node->full));
	return 0;
}

/* "query: Query!" is none, nor is a list. */
static int rules_judge_schema(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	(void)err;
	for (const struct done_graphql_node *root = node->first; root; root = root->next) {
		const struct done_graphql_node *type = done_graphql_find(set, root->type);

		/* What is defined nowhere is told already. */
		if (type ? type->sort == DONE_GRAPHQL_OBJECT
		         : !strpbrk(root->type, "[!") && !done_graphql_is_scalar(root->type) &&
		            !rules_is_introspection(root->type))
			continue;
		rules_say(set, root, "not a root", "name a 'type'",
		    RULES_TEXT(set, "the root '%s' is '%.200s', which is not an object type",
		        root->name, root->type));
	}
	return 0;
}

static int rules_judge_directive(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	(void)err;
	for (size_t i = 0; i < node->nr_names; i++) {
		const struct done_graphql_name *name = &node->names[i];

		if (!done_graphql_is_place(name->text))
			done_interface_fault(&set->faults,
			    (struct done_interface_place){name->file, name->line, name->column},
			    "unknown place", node->full,
			    "name a place of the specification, such as FIELD_DEFINITION",
			    "directive '%s' stands on '%.200s', which is not a place that a "
			    "directive may stand on",
			    node->full, name->text);
	}
	return 0;
}

/* ---- inputs that can never be given ---- */

static struct done_graphql_node *rules_next_input(
    struct done_graphql *set, const struct done_graphql_node *field)
{
	struct graphql_type type = done_graphql_type(field->type);
	struct done_graphql_node *node;

	if (!done_graphql_is_required(type) || done_graphql_is_list(done_graphql_inside(type)))
		return NULL;
	node = done_graphql_find(set, done_graphql_named(set->arena, field->type));
	return node && node->sort == DONE_GRAPHQL_INPUT ? node : NULL;
}

enum { WALK_NEW, WALK_OPEN, WALK_DONE };

/* The way is kept in the nodes, so that no chain of inputs is too deep. */
static void rules_walk_inputs(struct done_graphql *set, struct done_graphql_node *start)
{
	struct done_graphql_node *node = start;

	start->walk_child = start->first;
	start->walk_state = WALK_OPEN;
	while (node) {
		struct done_graphql_node *field = node->walk_child, *next;

		if (!field) {
			node->walk_state = WALK_DONE;
			node = node->walk_from;
			continue;
		}
		node->walk_child = field->next;
		next = rules_next_input(set, field);
		if (next && next->walk_state == WALK_OPEN)
			rules_say(set, field, "circle", "make one of the fields optional",
			    RULES_TEXT(set, "'%s' needs itself, so that it can never be given",
			        field->full));
		if (!next || next->walk_state != WALK_NEW)
			continue;
		next->walk_state = WALK_OPEN;
		next->walk_child = next->first;
		next->walk_from = node;
		node = next;
	}
}

static int rules_judge_input(
    struct done_graphql *set, const struct done_graphql_node *node, struct done_error *err)
{
	struct done_graphql_node *start = done_graphql_find(set, node->full);

	if (start && start->walk_state == WALK_NEW)
		rules_walk_inputs(set, start);
	return rules_judge_filled(set, node, err);
}

/* ---- all of it ---- */

static int (*const rules_by_sort[DONE_GRAPHQL_SORTS])(
    struct done_graphql *, const struct done_graphql_node *, struct done_error *) = {
    [DONE_GRAPHQL_SCHEMA] = rules_judge_schema,
    [DONE_GRAPHQL_OBJECT] = rules_judge_object,
    [DONE_GRAPHQL_INTERFACE] = rules_judge_object,
    [DONE_GRAPHQL_UNION] = rules_judge_union,
    [DONE_GRAPHQL_ENUM] = rules_judge_filled,
    [DONE_GRAPHQL_INPUT] = rules_judge_input,
    [DONE_GRAPHQL_DIRECTIVE] = rules_judge_directive,
};

/* A part of a graph may answer only what others refer to. */
static void rules_judge_roots(struct done_graphql *set)
{
	const struct done_graphql_node *query =
	    set->roots[0] ? done_graphql_find(set, set->roots[0]) : NULL;

	if (query || set->is_federated || !set->nr_files)
		return;
	done_interface_fault(&set->faults, (struct done_interface_place){set->files[0], 0, 0},
	    "no query", "",
	    "define 'type Query' with what callers can ask, or let the check name the file that "
	    "does",
	    "the schema has no type for queries, which every schema must have");
}

int done_graphql_check(struct done_graphql *set, struct done_error *err)
{
	if (set->is_broken)
		return 0;
	for (size_t i = 0; i < set->nr_definitions; i++)
		rules_judge_written(set, set->definitions[i]);
	for (size_t i = 0; i < set->nr_types; i++) {
		const struct done_graphql_node *node = set->types[i];

		rules_judge_children(set, node);
		rules_judge_names(set, node);
		rules_judge_types(set, node);
		if (rules_by_sort[node->sort] && rules_by_sort[node->sort](set, node, err) < 0)
			return err->code;
	}
	rules_judge_roots(set);
	return 0;
}
