/*
 * What definitions are made of: marks, names, types, values. The first thing that is not what must
 * stand there is the file's fault.
 */
#include "parts.h"

/* ---- faults ---- */

bool done_graphql_fail(
    struct graphql_parser *parser, int line, int column, const char *message, const char *fix)
{
	if (!parser->has_failed)
		done_interface_fault(&parser->set->faults,
		    (struct done_interface_place){parser->file, line, column}, "cannot be parsed",
		    "", fix, "%s", message);
	parser->has_failed = true;
	parser->set->is_broken = true;
	return false;
}

bool done_graphql_expected(struct graphql_parser *parser, const char *what)
{
	const struct graphql_lexer *lexer = &parser->lexer;
	struct done_arena *arena = parser->set->arena;

	if (lexer->problem)
		return done_graphql_fail(parser, lexer->problem_line, lexer->problem_column,
		    lexer->problem, "correct the file up to where it stands");
	if (lexer->sort == GRAPHQL_END)
		return done_graphql_fail(parser, lexer->line, lexer->column,
		    done_arena_printf(arena, "the file ends where %s must stand", what),
		    "complete the file: it may be cut off");
	return done_graphql_fail(parser, lexer->line, lexer->column,
	    done_arena_printf(arena, "%s must stand in place of '%.*s'", what,
	        (int)(lexer->token.len > 80 ? 80 : lexer->token.len), lexer->token.ptr),
	    "correct the definition at this place");
}

/* ---- tokens ---- */

bool done_graphql_take(struct graphql_parser *parser, const char *token)
{
	if (!done_graphql_at(&parser->lexer, token))
		return false;
	done_graphql_next(&parser->lexer);
	return true;
}

bool done_graphql_need(struct graphql_parser *parser, const char *mark)
{
	return done_graphql_take(parser, mark) ||
	    done_graphql_expected(parser, done_arena_printf(parser->set->arena, "'%s'", mark));
}

bool done_graphql_read_name(
    struct graphql_parser *parser, const char *what, struct done_graphql_name *out)
{
	struct graphql_lexer *lexer = &parser->lexer;

	if (lexer->sort != GRAPHQL_NAME)
		return done_graphql_expected(parser, what);
	*out = (struct done_graphql_name){
	    done_arena_strndup(parser->set->arena, lexer->token.ptr, lexer->token.len),
	    parser->file, lexer->line, lexer->column};
	done_graphql_next(lexer);
	return true;
}

/* ---- types and values, as text ---- */

static void sdl_add_token(struct graphql_parser *parser)
{
	done_buf_add(&parser->text, parser->lexer.token.ptr, parser->lexer.token.len);
	done_graphql_next(&parser->lexer);
}

static const char *sdl_close_text(struct graphql_parser *parser)
{
	return done_arena_strndup(parser->set->arena, parser->text.ptr, parser->text.len);
}

static bool sdl_is_deep(struct graphql_parser *parser, int depth)
{
	if (depth < DONE_GRAPHQL_DEPTH_MAX)
		return false;
	done_graphql_fail(parser, parser->lexer.line, parser->lexer.column,
	    "lists and objects are nested more than 64 deep", "nest them less deep");
	return true;
}

static bool sdl_type(struct graphql_parser *parser, int depth)
{
	if (sdl_is_deep(parser, depth))
		return false;
	if (done_graphql_at(&parser->lexer, "[")) {
		sdl_add_token(parser);
		if (!sdl_type(parser, depth + 1))
			return false;
		if (!done_graphql_at(&parser->lexer, "]"))
			return done_graphql_expected(parser, "']'");
	} else if (parser->lexer.sort != GRAPHQL_NAME) {
		return done_graphql_expected(parser, "a type");
	}
	sdl_add_token(parser);
	if (done_graphql_at(&parser->lexer, "!"))
		sdl_add_token(parser);
	return true;
}

bool done_graphql_read_type(struct graphql_parser *parser, const char **out)
{
	done_buf_clear(&parser->text);
	if (!sdl_type(parser, 0))
		return false;
	*out = sdl_close_text(parser);
	return true;
}

static void sdl_add_part(struct graphql_parser *parser)
{
	if (parser->text.len)
		done_buf_addstr(&parser->text, " ");
	sdl_add_token(parser);
}

static bool sdl_value(struct graphql_parser *parser, int depth);

static bool sdl_member(struct graphql_parser *parser, int depth)
{
	if (parser->lexer.sort != GRAPHQL_NAME)
		return done_graphql_expected(parser, "the name of a field");
	sdl_add_part(parser);
	if (!done_graphql_at(&parser->lexer, ":"))
		return done_graphql_expected(parser, "':'");
	sdl_add_part(parser);
	return sdl_value(parser, depth);
}

static bool sdl_value(struct graphql_parser *parser, int depth)
{
	struct graphql_lexer *lexer = &parser->lexer;
	bool is_object = done_graphql_at(lexer, "{");

	if (sdl_is_deep(parser, depth))
		return false;
	if (is_object || done_graphql_at(lexer, "[")) {
		const char *end = is_object ? "}" : "]";

		sdl_add_part(parser);
		while (!done_graphql_at(lexer, end)) {
			if (!(is_object ? sdl_member(parser, depth + 1)
			                : sdl_value(parser, depth + 1)))
				return false;
		}
	} else if (lexer->sort != GRAPHQL_NAME && lexer->sort != GRAPHQL_NUMBER &&
	    lexer->sort != GRAPHQL_TEXT) {
		return done_graphql_expected(parser, "a value");
	}
	sdl_add_part(parser);
	return true;
}

bool done_graphql_read_value(struct graphql_parser *parser, const char **out)
{
	done_buf_clear(&parser->text);
	if (!sdl_value(parser, 0))
		return false;
	*out = sdl_close_text(parser);
	return true;
}
