/*
 * The declarations of one .proto file. What stands in braces behind an option is passed over as
 * text; messages in messages are as deep as protoc has them. The first fault ends the reading of a
 * file.
 */
#include "parse.h"

#include <string.h>

static bool parse_body(struct proto_parser *parser, struct done_proto_node *message);

/* ---- nodes ---- */

static struct done_proto_node *parse_add(struct proto_parser *parser,
    struct done_proto_node *parent, enum done_proto_sort sort, struct done_bytes comment)
{
	struct done_proto *set = parser->set;
	struct done_proto_file *file = parser->file;
	struct done_proto_node *node;
	struct done_proto_node **first = parent ? &parent->first : &file->first;
	struct done_proto_node **last = parent ? &parent->last : &file->last;

	if (set->nr_nodes == DONE_PROTO_NODES_MAX) {
		done_error_set(parser->err, DONE_E_UNDECIDED,
		    "the .proto files have more than %d declarations", DONE_PROTO_NODES_MAX);
		done_error_cure(parser->err, "name fewer files");
		parser->file->is_broken = true;
		return NULL;
	}
	node = done_arena_alloc(set->arena, sizeof(*node));
	*node = (struct done_proto_node){.sort = sort,
	    .file = file,
	    .parent = parent,
	    .comment = comment,
	    .name = "",
	    .full = ""};
	*DONE_ARENA_PUSH(set->arena, set->nodes, set->nr_nodes, set->cap_nodes) = node;
	if (*last)
		(*last)->next = node;
	else
		*first = node;
	*last = node;
	return node;
}

static bool parse_name(struct proto_parser *parser, struct done_proto_node *node, const char *what)
{
	node->line = parser->lexer.line;
	node->column = parser->lexer.column;
	return done_proto_word(parser, what, &node->name);
}

/* What stands beside the mark that was just passed counts where nothing stands above. */
static void parse_beside(struct proto_parser *parser, struct done_proto_node *node)
{
	if (!node->comment.len)
		node->comment = parser->lexer.beside;
}

static struct proto_options parse_options_of(struct done_proto_node *node)
{
	return (struct proto_options){&node->options, &node->nr_options, &node->cap_options};
}

/* ---- fields ---- */

static const struct {
	const char *word;
	enum done_proto_label label;
} parse_labels[] = {
    {"optional", DONE_PROTO_OPTIONAL},
    {"required", DONE_PROTO_REQUIRED},
    {"repeated", DONE_PROTO_REPEATED},
};

static bool parse_field_number(struct proto_parser *parser, struct done_proto_node *field)
{
	return done_proto_need(parser, "=") && done_proto_whole(parser, false, &field->number) &&
	    done_proto_option_list(parser, parse_options_of(field));
}

static const char *parse_lower(struct done_arena *arena, const char *name)
{
	char *lower = done_arena_strdup(arena, name);

	for (char *c = lower; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
	return lower;
}

/* "group Line = 1 { … }": a message, and a field of it in lower case. */
static bool parse_group(struct proto_parser *parser, struct done_proto_node *field)
{
	struct done_proto_node *message =
	    parse_add(parser, field->parent, DONE_PROTO_MESSAGE, field->comment);

	if (!message || !parse_name(parser, message, "the name of a group") ||
	    !parse_field_number(parser, field) || !done_proto_need(parser, "{"))
		return false;
	field->is_group = true;
	field->type = message->name;
	field->name = parse_lower(parser->set->arena, message->name);
	field->line = message->line;
	field->column = message->column;
	parse_beside(parser, message);
	field->comment = message->comment;
	return parse_body(parser, message);
}

static bool parse_map(struct proto_parser *parser, struct done_proto_node *field)
{
	return done_proto_need(parser, "<") &&
	    done_proto_path(parser, "the type of a map's key", &field->key) &&
	    done_proto_need(parser, ",") &&
	    done_proto_path(parser, "the type of a map's value", &field->type) &&
	    done_proto_need(parser, ">");
}

static bool parse_field(struct proto_parser *parser, struct done_proto_node *parent,
    struct done_proto_node *oneof, const char *extendee)
{
	struct done_proto_node *field =
	    parse_add(parser, parent, DONE_PROTO_FIELD, parser->lexer.above);

	if (!field)
		return false;
	field->oneof = oneof;
	field->extendee = extendee;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(parse_labels); i++) {
		if (!done_proto_has(parser, parse_labels[i].word))
			continue;
		field->label = parse_labels[i].label;
		break;
	}
	if (done_proto_has(parser, "group"))
		return parse_group(parser, field);
	if (!done_proto_path(parser, "a type", &field->type) ||
	    (!strcmp(field->type, "map") && done_proto_at(&parser->lexer, "<") &&
	        !parse_map(parser, field)) ||
	    !parse_name(parser, field, "the name of a field") ||
	    !parse_field_number(parser, field) || !done_proto_need(parser, ";"))
		return false;
	parse_beside(parser, field);
	return true;
}

/* ---- lists of numbers and names ---- */

static bool parse_range(
    struct proto_parser *parser, struct done_proto_node *node, bool is_extension)
{
	struct done_proto_range range = {.is_extension = is_extension,
	    .line = parser->lexer.line,
	    .column = parser->lexer.column};

	if (!done_proto_whole(parser, !is_extension, &range.from))
		return false;
	range.to = range.from;
	if (done_proto_has(parser, "to")) {
		if (done_proto_has(parser, "max"))
			range.to = INT32_MAX;
		else if (!done_proto_whole(parser, !is_extension, &range.to))
			return false;
	}
	*DONE_ARENA_PUSH(parser->set->arena, node->ranges, node->nr_ranges, node->cap_ranges) =
	    range;
	return true;
}

static bool parse_reserved_name(struct proto_parser *parser, struct done_proto_node *node)
{
	const char *name;

	if (parser->lexer.sort == PROTO_TEXT ? !done_proto_text(parser, "a name", &name)
	                                     : !done_proto_word(parser, "a name", &name))
		return false;
	*DONE_ARENA_PUSH(
	    parser->set->arena, node->reserved, node->nr_reserved, node->cap_reserved) = name;
	return true;
}

static bool parse_reserved(struct proto_parser *parser, struct done_proto_node *node)
{
	done_proto_next(&parser->lexer);
	do {
		bool is_name = parser->lexer.sort == PROTO_TEXT || parser->lexer.sort == PROTO_WORD;

		if (is_name ? !parse_reserved_name(parser, node)
		            : !parse_range(parser, node, false))
			return false;
	} while (done_proto_has(parser, ","));
	return done_proto_need(parser, ";");
}

static bool parse_extensions(struct proto_parser *parser, struct done_proto_node *message)
{
	struct done_proto_option *options = NULL;
	size_t nr = 0, cap = 0;

	done_proto_next(&parser->lexer);
	do {
		if (!parse_range(parser, message, true))
			return false;
	} while (done_proto_has(parser, ","));
	return done_proto_option_list(parser, (struct proto_options){&options, &nr, &cap}) &&
	    done_proto_need(parser, ";");
}

/* ---- blocks ---- */

/* Goes on to the closing brace; true: another statement begins. */
static bool parse_goes_on(struct proto_parser *parser)
{
	while (done_proto_has(parser, ";"))
		;
	return !parser->file->is_broken && parser->lexer.sort != PROTO_END &&
	    !done_proto_at(&parser->lexer, "}");
}

static bool parse_oneof(struct proto_parser *parser, struct done_proto_node *message)
{
	struct done_proto_node *oneof =
	    parse_add(parser, message, DONE_PROTO_ONEOF, parser->lexer.above);

	done_proto_next(&parser->lexer);
	if (!oneof || !parse_name(parser, oneof, "the name of a oneof") ||
	    !done_proto_need(parser, "{"))
		return false;
	parse_beside(parser, oneof);
	while (parse_goes_on(parser)) {
		if (done_proto_at(&parser->lexer, "option")
		        ? !done_proto_option_line(parser, parse_options_of(oneof))
		        : !parse_field(parser, message, oneof, NULL))
			return false;
	}
	return done_proto_need(parser, "}");
}

static bool parse_value(struct proto_parser *parser, struct done_proto_node *parent)
{
	struct done_proto_node *value =
	    parse_add(parser, parent, DONE_PROTO_VALUE, parser->lexer.above);

	if (!value || !parse_name(parser, value, "the name of a value") ||
	    !done_proto_need(parser, "=") || !done_proto_whole(parser, true, &value->number) ||
	    !done_proto_option_list(parser, parse_options_of(value)) ||
	    !done_proto_need(parser, ";"))
		return false;
	parse_beside(parser, value);
	return true;
}

static bool parse_enum(
    struct proto_parser *parser, struct done_proto_node *parent, struct done_bytes comment)
{
	struct done_proto_node *node = parse_add(parser, parent, DONE_PROTO_ENUM, comment);

	done_proto_next(&parser->lexer);
	if (!node || !parse_name(parser, node, "the name of an enum") ||
	    !done_proto_need(parser, "{"))
		return false;
	parse_beside(parser, node);
	while (parse_goes_on(parser)) {
		if (done_proto_at(&parser->lexer, "option")
		        ? !done_proto_option_line(parser, parse_options_of(node))
		        : done_proto_at(&parser->lexer, "reserved") ? !parse_reserved(parser, node)
		                                                    : !parse_value(parser, node))
			return false;
	}
	return done_proto_need(parser, "}");
}

static bool parse_message(
    struct proto_parser *parser, struct done_proto_node *parent, struct done_bytes comment)
{
	struct done_proto_node *node = parse_add(parser, parent, DONE_PROTO_MESSAGE, comment);

	done_proto_next(&parser->lexer);
	if (!node || !parse_name(parser, node, "the name of a message") ||
	    !done_proto_need(parser, "{"))
		return false;
	parse_beside(parser, node);
	return parse_body(parser, node);
}

static bool parse_extend(struct proto_parser *parser, struct done_proto_node *parent)
{
	const char *extendee;

	done_proto_next(&parser->lexer);
	if (!done_proto_path(parser, "the name of a message", &extendee) ||
	    !done_proto_need(parser, "{"))
		return false;
	while (parse_goes_on(parser)) {
		if (!parse_field(parser, parent, NULL, extendee))
			return false;
	}
	return done_proto_need(parser, "}");
}

/* A word of edition 2024 before a message or enum. */
static void parse_visibility(struct proto_parser *parser)
{
	struct proto_lexer ahead = parser->lexer;
	struct done_bytes above = parser->lexer.above;

	if (!done_proto_at(&parser->lexer, "export") && !done_proto_at(&parser->lexer, "local"))
		return;
	done_proto_next(&ahead);
	if (!done_proto_at(&ahead, "message") && !done_proto_at(&ahead, "enum"))
		return;
	parser->lexer = ahead;
	parser->lexer.above = above;
}

static bool parse_member(struct proto_parser *parser, struct done_proto_node *message)
{
	parse_visibility(parser);
	if (done_proto_at(&parser->lexer, "message"))
		return parse_message(parser, message, parser->lexer.above);
	if (done_proto_at(&parser->lexer, "enum"))
		return parse_enum(parser, message, parser->lexer.above);
	if (done_proto_at(&parser->lexer, "extend"))
		return parse_extend(parser, message);
	if (done_proto_at(&parser->lexer, "extensions"))
		return parse_extensions(parser, message);
	if (done_proto_at(&parser->lexer, "reserved"))
		return parse_reserved(parser, message);
	if (done_proto_at(&parser->lexer, "option"))
		return done_proto_option_line(parser, parse_options_of(message));
	if (done_proto_at(&parser->lexer, "oneof"))
		return parse_oneof(parser, message);
	return parse_field(parser, message, NULL, NULL);
}

/* Behind the opening brace, to the closing one. */
static bool parse_body(struct proto_parser *parser, struct done_proto_node *message)
{
	bool is_good = true;

	if (parser->depth == DONE_PROTO_DEPTH_MAX)
		return done_proto_fail(parser, message->line, message->column,
		    done_arena_printf(parser->set->arena, "messages are nested more than %d deep",
		        DONE_PROTO_DEPTH_MAX),
		    "declare the inner messages at the top");
	parser->depth++;
	while (is_good && parse_goes_on(parser))
		is_good = parse_member(parser, message);
	parser->depth--;
	return is_good && done_proto_need(parser, "}");
}

/* ---- services ---- */

/* "(stream Order)" */
static bool parse_rpc_type(struct proto_parser *parser, bool *streams, const char **out)
{
	if (!done_proto_need(parser, "("))
		return false;
	*streams = done_proto_has(parser, "stream");
	return done_proto_path(parser, "the name of a message", out) &&
	    done_proto_need(parser, ")");
}

static bool parse_rpc(struct proto_parser *parser, struct done_proto_node *service)
{
	struct done_proto_node *rpc =
	    parse_add(parser, service, DONE_PROTO_RPC, parser->lexer.above);

	if (!rpc || !done_proto_need(parser, "rpc") ||
	    !parse_name(parser, rpc, "the name of an rpc") ||
	    !parse_rpc_type(parser, &rpc->streams, &rpc->type) ||
	    !done_proto_need(parser, "returns") ||
	    !parse_rpc_type(parser, &rpc->answer_streams, &rpc->answer))
		return false;
	if (!done_proto_at(&parser->lexer, "{")) {
		if (!done_proto_need(parser, ";"))
			return false;
		parse_beside(parser, rpc);
		return true;
	}
	done_proto_next(&parser->lexer);
	parse_beside(parser, rpc);
	while (parse_goes_on(parser)) {
		if (!done_proto_option_line(parser, parse_options_of(rpc)))
			return false;
	}
	return done_proto_need(parser, "}");
}

static bool parse_service(struct proto_parser *parser)
{
	struct done_proto_node *node =
	    parse_add(parser, NULL, DONE_PROTO_SERVICE, parser->lexer.above);

	done_proto_next(&parser->lexer);
	if (!node || !parse_name(parser, node, "the name of a service") ||
	    !done_proto_need(parser, "{"))
		return false;
	parse_beside(parser, node);
	while (parse_goes_on(parser)) {
		if (done_proto_at(&parser->lexer, "option")
		        ? !done_proto_option_line(parser, parse_options_of(node))
		        : !parse_rpc(parser, node))
			return false;
	}
	return done_proto_need(parser, "}");
}

/* ---- the file ---- */

static const char *const parse_syntaxes[] = {"proto2", "proto3"};
static const char *const parse_editions[] = {"2023", "2024"};

static bool parse_syntax(struct proto_parser *parser)
{
	struct done_proto_file *file = parser->file;
	int line = parser->lexer.line, column = parser->lexer.column;
	const char *const *known = parse_syntaxes;
	const char *text;

	file->is_edition = done_proto_at(&parser->lexer, "edition");
	if (file->is_edition)
		known = parse_editions;
	done_proto_next(&parser->lexer);
	if (!done_proto_need(parser, "=") || !done_proto_text(parser, "a text in quotes", &text) ||
	    !done_proto_need(parser, ";"))
		return false;
	if (strcmp(text, known[0]) != 0 && strcmp(text, known[1]) != 0)
		return done_proto_fail(parser, line, column,
		    done_arena_printf(parser->set->arena, "'%.40s' is not a known %s", text,
		        file->is_edition ? "edition" : "syntax"),
		    "write 'syntax = \"proto3\";' or 'edition = \"2023\";'");
	file->syntax = text;
	return true;
}

static bool parse_package(struct proto_parser *parser)
{
	struct done_proto_file *file = parser->file;

	if (file->package_line)
		return done_proto_fail(parser, parser->lexer.line, parser->lexer.column,
		    "the file has a second package", "keep one of them");
	file->package_line = parser->lexer.line;
	done_proto_next(&parser->lexer);
	return done_proto_path(parser, "the name of a package", &file->package) &&
	    done_proto_need(parser, ";");
}

static bool parse_import(struct proto_parser *parser)
{
	struct done_proto_file *file = parser->file;
	struct done_proto_import import = {
	    .line = parser->lexer.line, .column = parser->lexer.column};

	done_proto_next(&parser->lexer);
	import.is_public = done_proto_has(parser, "public");
	if (!import.is_public && !done_proto_has(parser, "weak"))
		done_proto_has(parser, "option");
	if (!done_proto_text(parser, "the path of a file in quotes", &import.path) ||
	    !done_proto_need(parser, ";"))
		return false;
	*DONE_ARENA_PUSH(parser->set->arena, file->imports, file->nr_imports, file->cap_imports) =
	    import;
	return true;
}

static bool parse_statement(struct proto_parser *parser)
{
	struct done_proto_file *file = parser->file;

	parse_visibility(parser);
	if (done_proto_at(&parser->lexer, "message"))
		return parse_message(parser, NULL, parser->lexer.above);
	if (done_proto_at(&parser->lexer, "enum"))
		return parse_enum(parser, NULL, parser->lexer.above);
	if (done_proto_at(&parser->lexer, "service"))
		return parse_service(parser);
	if (done_proto_at(&parser->lexer, "extend"))
		return parse_extend(parser, NULL);
	if (done_proto_at(&parser->lexer, "import"))
		return parse_import(parser);
	if (done_proto_at(&parser->lexer, "package"))
		return parse_package(parser);
	if (done_proto_at(&parser->lexer, "option"))
		return done_proto_option_line(parser,
		    (struct proto_options){&file->options, &file->nr_options, &file->cap_options});
	return done_proto_expected(parser, "a declaration");
}

/* A package may stand below what it holds. */
static const char *parse_full(struct done_arena *arena, const struct done_proto_node *node)
{
	const char *scope = node->parent ? node->parent->full : node->file->package;

	return *scope ? done_arena_printf(arena, "%s.%s", scope, node->name) : node->name;
}

int done_proto_parse(struct done_proto *set, struct done_proto_file *file, struct done_error *err)
{
	struct proto_parser parser = {
	    .set = set, .file = file, .lexer = {.text = file->text}, .err = err};
	size_t before = set->nr_nodes;
	bool is_good = true;

	file->syntax = "proto2";
	file->package = "";
	done_proto_next(&parser.lexer);
	if (done_proto_at(&parser.lexer, "syntax") || done_proto_at(&parser.lexer, "edition"))
		is_good = parse_syntax(&parser);
	while (is_good) {
		while (done_proto_has(&parser, ";"))
			;
		if (parser.lexer.sort == PROTO_END)
			break;
		is_good = parse_statement(&parser);
	}
	if (is_good && parser.lexer.problem)
		done_proto_expected(&parser, "a declaration");
	for (size_t i = before; i < set->nr_nodes; i++) {
		struct done_proto_node *node = set->nodes[i];

		node->full = parse_full(set->arena, node);
		if (strlen(node->full) <= PARSE_NAME_MAX)
			continue;
		node->full = node->name;
		done_proto_fail(&parser, node->line, node->column, PARSE_NAME_TOO_LONG,
		    "choose a shorter name");
	}
	return err->code < 0 ? err->code : 0;
}
