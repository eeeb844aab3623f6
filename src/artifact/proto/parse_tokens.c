/*
 * What declarations are made of: marks, names, numbers, options. The first thing that is not what
 * must stand there is the file's fault.
 */
#include "parse.h"

#include <string.h>

/* ---- faults ---- */

bool done_proto_fail(
    struct proto_parser *parser, int line, int column, const char *message, const char *fix)
{
	if (parser->file->is_broken)
		return false;
	parser->file->is_broken = true;
	done_interface_fault(&parser->set->faults,
	    (struct done_interface_place){parser->file->path, line, column}, "cannot be parsed", "",
	    fix, "%s", message);
	return false;
}

bool done_proto_expected(struct proto_parser *parser, const char *what)
{
	const struct proto_lexer *lexer = &parser->lexer;
	struct done_arena *arena = parser->set->arena;

	if (lexer->problem)
		return done_proto_fail(parser, lexer->problem_line, lexer->problem_column,
		    lexer->problem, "correct the file up to where it stands");
	if (lexer->sort == PROTO_END)
		return done_proto_fail(parser, lexer->line, lexer->column,
		    done_arena_printf(arena, "the file ends where %s must stand", what),
		    "complete the file: it may be cut off");
	return done_proto_fail(parser, lexer->line, lexer->column,
	    done_arena_printf(arena, "%s must stand in place of '%.*s'", what,
	        (int)(lexer->token.len > 80 ? 80 : lexer->token.len), lexer->token.ptr),
	    "correct the declaration; 'protoc' and 'buf build' name the same place");
}

/* ---- tokens ---- */

bool done_proto_has(struct proto_parser *parser, const char *token)
{
	if (!done_proto_at(&parser->lexer, token))
		return false;
	done_proto_next(&parser->lexer);
	return true;
}

bool done_proto_need(struct proto_parser *parser, const char *token)
{
	return done_proto_has(parser, token) ||
	    done_proto_expected(parser, done_arena_printf(parser->set->arena, "'%s'", token));
}

static const char *parse_token(struct proto_parser *parser)
{
	const char *text = done_arena_strndup(
	    parser->set->arena, parser->lexer.token.ptr, parser->lexer.token.len);

	done_proto_next(&parser->lexer);
	return text;
}

bool done_proto_word(struct proto_parser *parser, const char *what, const char **out)
{
	if (parser->lexer.sort != PROTO_WORD)
		return done_proto_expected(parser, what);
	if (parser->lexer.token.len > PARSE_NAME_MAX)
		return done_proto_fail(parser, parser->lexer.line, parser->lexer.column,
		    PARSE_NAME_TOO_LONG, "choose a shorter name");
	*out = parse_token(parser);
	return true;
}

/* The text between the quotes; texts that follow one another are one. */
bool done_proto_text(struct proto_parser *parser, const char *what, const char **out)
{
	struct done_buf text = {0};

	if (parser->lexer.sort != PROTO_TEXT)
		return done_proto_expected(parser, what);
	while (parser->lexer.sort == PROTO_TEXT) {
		done_buf_add(&text, parser->lexer.token.ptr + 1, parser->lexer.token.len - 2);
		done_proto_next(&parser->lexer);
	}
	*out = done_arena_strndup(parser->set->arena, text.ptr ? text.ptr : "", text.len);
	done_buf_release(&text);
	return true;
}

/* "a.b.C", ".a.b.C" */
bool done_proto_path(struct proto_parser *parser, const char *what, const char **out)
{
	struct done_buf text = {0};
	bool is_good = true;

	if (done_proto_has(parser, "."))
		done_buf_addch(&text, '.');
	do {
		const char *word = "";

		is_good = done_proto_word(parser, what, &word);
		done_buf_addstr(&text, word);
		if (is_good && done_proto_at(&parser->lexer, "."))
			done_buf_addch(&text, '.');
	} while (is_good && done_proto_has(parser, "."));
	if (is_good)
		*out = done_arena_strdup(parser->set->arena, text.ptr);
	done_buf_release(&text);
	return is_good;
}

bool done_proto_whole(struct proto_parser *parser, bool may_be_negative, int64_t *out)
{
	bool is_negative = may_be_negative && done_proto_has(parser, "-");

	if (!done_proto_number(&parser->lexer, out))
		return done_proto_expected(parser, "a whole number");
	if (is_negative)
		*out = -*out;
	done_proto_next(&parser->lexer);
	return true;
}

/* ---- options ---- */

static bool parse_option_name(struct proto_parser *parser, const char **out)
{
	struct done_buf text = {0};
	bool is_good = true;

	do {
		const char *part = "";

		if (done_proto_has(parser, "(")) {
			is_good = done_proto_path(parser, "the name of an option", &part) &&
			    done_proto_need(parser, ")");
			done_buf_addf(&text, "(%s)", *part == '.' ? part + 1 : part);
		} else {
			is_good = done_proto_word(parser, "the name of an option", &part);
			done_buf_addstr(&text, part);
		}
		if (is_good && done_proto_at(&parser->lexer, "."))
			done_buf_addch(&text, '.');
	} while (is_good && done_proto_has(parser, "."));
	if (is_good)
		*out = done_arena_strdup(parser->set->arena, text.ptr);
	done_buf_release(&text);
	return is_good;
}

static void parse_add_token(struct proto_parser *parser, struct done_buf *text)
{
	if (text->len)
		done_buf_addch(text, ' ');
	done_buf_add(text, parser->lexer.token.ptr, parser->lexer.token.len);
	done_proto_next(&parser->lexer);
}

/* A value, or braces with all between them. */
static bool parse_option_value(struct proto_parser *parser, const char **out)
{
	struct done_buf text = {0};
	size_t open = 0;
	bool is_good = true;

	if (done_proto_at(&parser->lexer, "-"))
		parse_add_token(parser, &text);
	if (done_proto_at(&parser->lexer, "{")) {
		do {
			open += done_proto_at(&parser->lexer, "{");
			open -= done_proto_at(&parser->lexer, "}");
			is_good = parser->lexer.sort != PROTO_END;
			if (is_good)
				parse_add_token(parser, &text);
		} while (open && is_good);
	} else if (parser->lexer.sort == PROTO_TEXT) {
		while (parser->lexer.sort == PROTO_TEXT)
			parse_add_token(parser, &text);
	} else {
		is_good = parser->lexer.sort == PROTO_WORD || parser->lexer.sort == PROTO_NUMBER;
		if (is_good)
			parse_add_token(parser, &text);
	}
	*out = done_arena_strdup(parser->set->arena, text.ptr ? text.ptr : "");
	done_buf_release(&text);
	return is_good || done_proto_expected(parser, "the value of an option");
}

static bool parse_option(struct proto_parser *parser, struct proto_options options)
{
	struct done_proto_option option = {0};

	if (!parse_option_name(parser, &option.name) || !done_proto_need(parser, "=") ||
	    !parse_option_value(parser, &option.value))
		return false;
	*DONE_ARENA_PUSH(parser->set->arena, *options.items, *options.nr, *options.cap) = option;
	return true;
}

bool done_proto_option_line(struct proto_parser *parser, struct proto_options options)
{
	return done_proto_need(parser, "option") && parse_option(parser, options) &&
	    done_proto_need(parser, ";");
}

/* "[a = 1, (b).c = {}]", where there is one. */
bool done_proto_option_list(struct proto_parser *parser, struct proto_options options)
{
	if (!done_proto_has(parser, "["))
		return true;
	do {
		if (!parse_option(parser, options))
			return false;
	} while (done_proto_has(parser, ","));
	return done_proto_need(parser, "]");
}
