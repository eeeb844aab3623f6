/*
 * The definitions of one file (specification, section 3), into the set. What callers ask (queries,
 * fragments) is no part of a schema.
 */
#include "parts.h"

#include <string.h>

/* ---- nodes ---- */

static struct done_graphql_node *sdl_add(struct graphql_parser *parser,
    struct done_graphql_node *parent, enum done_graphql_sort sort, struct done_bytes description)
{
	struct done_graphql *set = parser->set;
	struct done_graphql_node *node;

	if (set->nr_nodes == DONE_GRAPHQL_NODES_MAX) {
		done_error_set(parser->err, DONE_E_UNDECIDED,
		    "the schema has more than 1,000,000 definitions");
		done_error_cure(parser->err, "name fewer files");
		parser->has_failed = true;
		return NULL;
	}
	set->nr_nodes++;
	node = done_arena_alloc(set->arena, sizeof(*node));
	*node = (struct done_graphql_node){.sort = sort,
	    .name = "",
	    .full = "",
	    .type = "",
	    .file = parser->file,
	    .parent = parent,
	    .description = description};
	if (!parent) {
		*DONE_ARENA_PUSH(
		    set->arena, set->definitions, set->nr_definitions, set->cap_definitions) = node;
		return node;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->nr_children++;
	return node;
}

static const char *sdl_full_name(struct done_arena *arena, const struct done_graphql_node *node)
{
	if (node->sort == DONE_GRAPHQL_DIRECTIVE)
		return done_arena_printf(arena, "@%s", node->name);
	if (node->parent && node->sort == DONE_GRAPHQL_ARGUMENT)
		return done_arena_printf(arena, "%s(%s:)", node->parent->full, node->name);
	return node->parent
	    ? done_arena_printf(arena, "%s.%s",
	          node->sort == DONE_GRAPHQL_ROOT ? node->parent->name : node->parent->full,
	          node->name)
	    : node->name;
}

/* A long name is in those of all its members. */
static bool sdl_is_named_much(struct graphql_parser *parser, const struct done_graphql_node *node)
{
	struct done_graphql *set = parser->set;

	set->names_size += strlen(node->name) + (node->parent ? strlen(node->parent->full) : 0);
	if (set->names_size <= DONE_GRAPHQL_NAMES_MAX)
		return false;
	done_error_set(
	    parser->err, DONE_E_UNDECIDED, "the full names of the schema take more than 256 MiB");
	done_error_cure(parser->err, "choose shorter names, or name fewer files");
	parser->has_failed = true;
	return true;
}

static bool sdl_name(struct graphql_parser *parser, struct done_graphql_node *node)
{
	struct done_graphql_name name;

	if (!node || !done_graphql_read_name(parser, "a name", &name))
		return false;
	if (strlen(name.text) > 1000)
		return done_graphql_fail(parser, name.line, name.column,
		    "the name is longer than 1,000 characters", "choose a shorter name");
	node->name = name.text;
	node->line = name.line;
	node->column = name.column;
	if (sdl_is_named_much(parser, node))
		return false;
	node->full = sdl_full_name(parser->set->arena, node);
	return true;
}

static struct done_bytes sdl_description(struct graphql_parser *parser)
{
	struct done_bytes text = {0};

	if (parser->lexer.sort == GRAPHQL_TEXT) {
		text = parser->lexer.inside;
		done_graphql_next(&parser->lexer);
	}
	return text;
}

static bool sdl_list_name(
    struct graphql_parser *parser, struct done_graphql_node *node, const char *what)
{
	struct done_graphql_name name;

	if (!done_graphql_read_name(parser, what, &name))
		return false;
	*DONE_ARENA_PUSH(parser->set->arena, node->names, node->nr_names, node->cap_names) = name;
	return true;
}

/* "A & B", "A | B", with the mark in front, too. */
static bool sdl_names(struct graphql_parser *parser, struct done_graphql_node *node,
    const char *mark, const char *what)
{
	done_graphql_take(parser, mark);
	do {
		if (!sdl_list_name(parser, node, what))
			return false;
	} while (done_graphql_take(parser, mark));
	return true;
}

/* ---- directives that are used ---- */

static const char *const sdl_federated[] = {
    "key", "link", "external", "requires", "provides", "shareable", "extends"};

static bool sdl_given(struct graphql_parser *parser, struct done_graphql_use *use)
{
	struct done_arena *arena = parser->set->arena;
	struct done_graphql_name name;
	size_t nr = use->nr;
	const char *value;

	if (!done_graphql_read_name(parser, "the name of an argument", &name) ||
	    !done_graphql_need(parser, ":") || !done_graphql_read_value(parser, &value))
		return false;
	*DONE_ARENA_PUSH(arena, use->given, use->nr, use->cap) = name;
	*DONE_ARENA_PUSH(arena, use->values, nr, use->cap_values) = value;
	return true;
}

static bool sdl_uses(struct graphql_parser *parser, struct done_graphql_node *node)
{
	while (done_graphql_take(parser, "@")) {
		struct done_graphql_name name;
		struct done_graphql_use *use;

		if (!done_graphql_read_name(parser, "the name of a directive", &name))
			return false;
		use =
		    DONE_ARENA_PUSH(parser->set->arena, node->uses, node->nr_uses, node->cap_uses);
		use->name = name;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(sdl_federated); i++)
			parser->set->is_federated |= !strcmp(sdl_federated[i], use->name.text);
		if (!done_graphql_take(parser, "("))
			continue;
		do {
			if (!sdl_given(parser, use))
				return false;
		} while (!done_graphql_at(&parser->lexer, ")"));
		done_graphql_next(&parser->lexer);
	}
	return true;
}

/* ---- members ---- */

/* "first: Int = 10 @tag" */
static bool sdl_input(
    struct graphql_parser *parser, struct done_graphql_node *parent, enum done_graphql_sort sort)
{
	struct done_bytes description = sdl_description(parser);
	struct done_graphql_node *node = sdl_add(parser, parent, sort, description);

	if (!sdl_name(parser, node) || !done_graphql_need(parser, ":") ||
	    !done_graphql_read_type(parser, &node->type))
		return false;
	if (done_graphql_take(parser, "=") && !done_graphql_read_value(parser, &node->standard))
		return false;
	return sdl_uses(parser, node);
}

static bool sdl_arguments(struct graphql_parser *parser, struct done_graphql_node *parent)
{
	if (!done_graphql_take(parser, "("))
		return true;
	do {
		if (!sdl_input(parser, parent, DONE_GRAPHQL_ARGUMENT))
			return false;
	} while (!done_graphql_take(parser, ")"));
	return true;
}

static bool sdl_field(struct graphql_parser *parser, struct done_graphql_node *parent)
{
	struct done_bytes description = sdl_description(parser);
	struct done_graphql_node *node = sdl_add(parser, parent, DONE_GRAPHQL_FIELD, description);

	return sdl_name(parser, node) && sdl_arguments(parser, node) &&
	    done_graphql_need(parser, ":") && done_graphql_read_type(parser, &node->type) &&
	    sdl_uses(parser, node);
}

static bool sdl_input_field(struct graphql_parser *parser, struct done_graphql_node *parent)
{
	return sdl_input(parser, parent, DONE_GRAPHQL_INPUT_FIELD);
}

static bool sdl_enum_value(struct graphql_parser *parser, struct done_graphql_node *parent)
{
	static const char *const reserved[] = {"true", "false", "null"};
	struct done_bytes description = sdl_description(parser);
	struct done_graphql_node *node = sdl_add(parser, parent, DONE_GRAPHQL_VALUE, description);

	if (!sdl_name(parser, node))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(reserved); i++) {
		if (!strcmp(reserved[i], node->name))
			return done_graphql_fail(parser, node->line, node->column,
			    done_arena_printf(parser->set->arena,
			        "'%s' cannot be a value of an enum", node->name),
			    "choose another name");
	}
	return sdl_uses(parser, node);
}

static bool sdl_root(struct graphql_parser *parser, struct done_graphql_node *parent)
{
	static const char *const roots[] = {"query", "mutation", "subscription"};
	struct done_graphql_node *node =
	    sdl_add(parser, parent, DONE_GRAPHQL_ROOT, (struct done_bytes){0});
	size_t i = 0;

	if (!sdl_name(parser, node))
		return false;
	while (i < DONE_ARRAY_SIZE(roots) && strcmp(roots[i], node->name) != 0)
		i++;
	if (i == DONE_ARRAY_SIZE(roots))
		return done_graphql_fail(parser, node->line, node->column,
		    done_arena_printf(parser->set->arena,
		        "'schema' takes 'query', 'mutation' and 'subscription', not '%.100s'",
		        node->name),
		    "correct the name");
	return done_graphql_need(parser, ":") && done_graphql_read_type(parser, &node->type);
}

/* ---- definitions ---- */

typedef bool sdl_reader(struct graphql_parser *parser, struct done_graphql_node *parent);

static const struct {
	const char *word;
	enum done_graphql_sort sort;
	sdl_reader *member; /* of what stands in braces; NULL: there are none */
	bool implements, is_nameless, needs_members;
} sdl_definitions[] = {
    {"schema", DONE_GRAPHQL_SCHEMA, sdl_root, false, true, true},
    {"scalar", DONE_GRAPHQL_SCALAR, NULL, false, false, false},
    {"type", DONE_GRAPHQL_OBJECT, sdl_field, true, false, false},
    {"interface", DONE_GRAPHQL_INTERFACE, sdl_field, true, false, false},
    {"union", DONE_GRAPHQL_UNION, NULL, false, false, false},
    {"enum", DONE_GRAPHQL_ENUM, sdl_enum_value, false, false, false},
    {"input", DONE_GRAPHQL_INPUT, sdl_input_field, false, false, false},
};

static bool sdl_members(
    struct graphql_parser *parser, struct done_graphql_node *node, sdl_reader *member)
{
	do {
		if (!member(parser, node))
			return false;
	} while (!done_graphql_take(parser, "}"));
	return true;
}

static bool sdl_definition(struct graphql_parser *parser, size_t i, struct done_graphql_node *node)
{
	if (!node)
		return false;
	node->line = parser->lexer.line;
	node->column = parser->lexer.column;
	done_graphql_next(&parser->lexer);
	if (!sdl_definitions[i].is_nameless && !sdl_name(parser, node))
		return false;
	if (sdl_definitions[i].is_nameless)
		node->name = "schema", node->full = GRAPHQL_SCHEMA;
	if (sdl_definitions[i].implements && done_graphql_take(parser, "implements") &&
	    !sdl_names(parser, node, "&", "the name of an interface"))
		return false;
	if (!sdl_uses(parser, node))
		return false;
	if (node->sort == DONE_GRAPHQL_UNION && done_graphql_take(parser, "=") &&
	    !sdl_names(parser, node, "|", "the name of a type"))
		return false;
	if (sdl_definitions[i].member && done_graphql_take(parser, "{"))
		return sdl_members(parser, node, sdl_definitions[i].member);
	if (node->is_extension)
		return node->nr_names || node->nr_uses ||
		    done_graphql_expected(parser, "what the extension adds");
	return !sdl_definitions[i].needs_members || done_graphql_expected(parser, "'{'");
}

static bool sdl_directive(struct graphql_parser *parser, struct done_graphql_node *node)
{
	done_graphql_next(&parser->lexer);
	if (!node || !done_graphql_need(parser, "@") || !sdl_name(parser, node) ||
	    !sdl_arguments(parser, node))
		return false;
	node->is_repeatable = done_graphql_take(parser, "repeatable");
	if (!done_graphql_take(parser, "on"))
		return done_graphql_expected(parser, "'on'");
	return sdl_names(parser, node, "|", "a place where the directive may stand");
}

/* What callers send stands in files of its own. */
static bool sdl_is_operation(struct graphql_parser *parser)
{
	static const char *const words[] = {"query", "mutation", "subscription", "fragment", "{"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(words); i++) {
		if (done_graphql_at(&parser->lexer, words[i]))
			return true;
	}
	return false;
}

static bool sdl_statement(struct graphql_parser *parser)
{
	struct done_bytes description = sdl_description(parser);
	bool is_extension = false;

	if (!description.ptr && sdl_is_operation(parser)) {
		parser->set->is_asking = true;
		return done_graphql_fail(parser, parser->lexer.line, parser->lexer.column,
		    "the file holds what a client asks, and not a schema",
		    "let the check name the schema's files alone");
	}
	if (!description.ptr && done_graphql_take(parser, "extend"))
		is_extension = true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(sdl_definitions); i++) {
		struct done_graphql_node *node;

		if (!done_graphql_at(&parser->lexer, sdl_definitions[i].word))
			continue;
		node = sdl_add(parser, NULL, sdl_definitions[i].sort, description);
		if (node)
			node->is_extension = is_extension;
		return sdl_definition(parser, i, node);
	}
	if (!is_extension && done_graphql_at(&parser->lexer, "directive"))
		return sdl_directive(
		    parser, sdl_add(parser, NULL, DONE_GRAPHQL_DIRECTIVE, description));
	return done_graphql_expected(parser, "a definition ('type', 'input', 'enum' …)");
}

int done_graphql_parse(
    struct done_graphql *set, const char *path, struct done_bytes text, struct done_error *err)
{
	struct graphql_parser parser = {
	    .set = set, .file = path, .lexer = {.text = text}, .err = err};

	set->faults.arena = set->arena;
	*DONE_ARENA_PUSH(set->arena, set->files, set->nr_files, set->cap_files) = path;
	done_graphql_next(&parser.lexer);
	while (!parser.has_failed && parser.lexer.sort != GRAPHQL_END)
		sdl_statement(&parser);
	if (parser.lexer.problem)
		done_graphql_expected(&parser, "a definition");
	done_buf_release(&parser.text);
	return err->code < 0 ? err->code : !parser.has_failed;
}
