/*
 * A GraphQL document as tokens (specification, section 2.1): names, numbers, texts, marks. Blanks,
 * commas and comments are passed over. Nothing nests, so that no file is too deep.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>

static unsigned char sdl_peek(const struct graphql_lexer *lexer, size_t ahead)
{
	return (unsigned char)done_text_peek(lexer->text, &lexer->now, ahead);
}

static void sdl_step(struct graphql_lexer *lexer, size_t bytes)
{
	done_text_step(lexer->text, &lexer->now, bytes);
}

static bool sdl_is_over(const struct graphql_lexer *lexer)
{
	return lexer->now.at >= lexer->text.len;
}

static void sdl_problem(struct graphql_lexer *lexer, int line, int column, const char *problem)
{
	lexer->problem = problem;
	lexer->problem_line = line;
	lexer->problem_column = column;
	lexer->now.at = lexer->text.len;
}

static void sdl_skip_ignored(struct graphql_lexer *lexer)
{
	static const char mark[] = "\xEF\xBB\xBF";

	while (!sdl_is_over(lexer)) {
		unsigned char c = sdl_peek(lexer, 0);

		if (c == '#') {
			while (!sdl_is_over(lexer) && sdl_peek(lexer, 0) != '\n' &&
			    sdl_peek(lexer, 0) != '\r')
				sdl_step(lexer, 1);
		} else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',') {
			sdl_step(lexer, 1);
		} else if (lexer->text.len - lexer->now.at >= 3 &&
		    !memcmp(lexer->text.ptr + lexer->now.at, mark, 3)) {
			sdl_step(lexer, 3);
		} else {
			break;
		}
	}
}

/* ---- tokens ---- */

static bool sdl_is_name(unsigned char c)
{
	return c < 0x80 && (isalnum(c) || c == '_');
}

static bool sdl_skip_digits(struct graphql_lexer *lexer)
{
	if (!isdigit(sdl_peek(lexer, 0)))
		return false;
	while (isdigit(sdl_peek(lexer, 0)))
		sdl_step(lexer, 1);
	return true;
}

static bool sdl_skip_number(struct graphql_lexer *lexer)
{
	bool is_zero;

	if (sdl_peek(lexer, 0) == '-')
		sdl_step(lexer, 1);
	is_zero = sdl_peek(lexer, 0) == '0';
	if (is_zero && isdigit(sdl_peek(lexer, 1)))
		return false;
	if (!sdl_skip_digits(lexer))
		return false;
	if (sdl_peek(lexer, 0) == '.') {
		sdl_step(lexer, 1);
		if (!sdl_skip_digits(lexer))
			return false;
	}
	if ((sdl_peek(lexer, 0) | 0x20) == 'e') {
		sdl_step(lexer, 1);
		if (sdl_peek(lexer, 0) == '+' || sdl_peek(lexer, 0) == '-')
			sdl_step(lexer, 1);
		if (!sdl_skip_digits(lexer))
			return false;
	}
	return !sdl_is_name(sdl_peek(lexer, 0)) && sdl_peek(lexer, 0) != '.';
}

static void sdl_read_number(struct graphql_lexer *lexer)
{
	lexer->sort = GRAPHQL_NUMBER;
	if (!sdl_skip_number(lexer))
		sdl_problem(lexer, lexer->line, lexer->column, "the number is not a valid one");
}

/* The length of an escape at '\'; 0: it is none. */
static size_t sdl_escape(const struct graphql_lexer *lexer)
{
	unsigned char c = sdl_peek(lexer, 1);
	size_t len = 2;

	if (c && strchr("\"\\/bfnrt", c))
		return 2;
	if (c != 'u')
		return 0;
	if (sdl_peek(lexer, 2) == '{') {
		for (len = 3; isxdigit(sdl_peek(lexer, len)); len++)
			;
		return len > 3 && sdl_peek(lexer, len) == '}' ? len + 1 : 0;
	}
	while (len < 6 && isxdigit(sdl_peek(lexer, len)))
		len++;
	return len == 6 ? 6 : 0;
}

static void sdl_read_text(struct graphql_lexer *lexer)
{
	size_t from;

	sdl_step(lexer, 1);
	from = lexer->now.at;
	while (!sdl_is_over(lexer) && sdl_peek(lexer, 0) != '"' && sdl_peek(lexer, 0) != '\n' &&
	    sdl_peek(lexer, 0) != '\r') {
		size_t len = sdl_peek(lexer, 0) == '\\' ? sdl_escape(lexer) : 1;

		if (!len) {
			sdl_problem(lexer, lexer->now.line, lexer->now.column,
			    "the text has a '\\' that begins no escape");
			return;
		}
		sdl_step(lexer, len);
	}
	if (sdl_peek(lexer, 0) != '"') {
		sdl_problem(
		    lexer, lexer->line, lexer->column, "the text is not closed on its line");
		return;
	}
	lexer->inside = (struct done_bytes){lexer->text.ptr + from, lexer->now.at - from};
	sdl_step(lexer, 1);
}

static bool sdl_at_quotes(const struct graphql_lexer *lexer, size_t ahead)
{
	return sdl_peek(lexer, ahead) == '"' && sdl_peek(lexer, ahead + 1) == '"' &&
	    sdl_peek(lexer, ahead + 2) == '"';
}

static void sdl_read_block(struct graphql_lexer *lexer)
{
	size_t from;

	sdl_step(lexer, 3);
	from = lexer->now.at;
	while (!sdl_is_over(lexer) && !sdl_at_quotes(lexer, 0))
		sdl_step(lexer, sdl_peek(lexer, 0) == '\\' && sdl_at_quotes(lexer, 1) ? 4 : 1);
	if (sdl_is_over(lexer)) {
		sdl_problem(
		    lexer, lexer->line, lexer->column, "the text is not closed by '\"\"\"'");
		return;
	}
	lexer->inside = (struct done_bytes){lexer->text.ptr + from, lexer->now.at - from};
	sdl_step(lexer, 3);
}

static void sdl_read(struct graphql_lexer *lexer)
{
	unsigned char c = sdl_peek(lexer, 0);

	if (sdl_is_name(c) && !isdigit(c)) {
		while (sdl_is_name(sdl_peek(lexer, 0)))
			sdl_step(lexer, 1);
		lexer->sort = GRAPHQL_NAME;
	} else if (isdigit(c) || c == '-') {
		sdl_read_number(lexer);
	} else if (c == '"') {
		lexer->sort = GRAPHQL_TEXT;
		if (sdl_at_quotes(lexer, 0))
			sdl_read_block(lexer);
		else
			sdl_read_text(lexer);
	} else if (strchr("!$&():=@[]{|}", c)) {
		sdl_step(lexer, 1);
		lexer->sort = GRAPHQL_MARK;
	} else if (c == '.' && sdl_peek(lexer, 1) == '.' && sdl_peek(lexer, 2) == '.') {
		sdl_step(lexer, 3);
		lexer->sort = GRAPHQL_MARK;
	} else {
		sdl_problem(lexer, lexer->line, lexer->column,
		    "a character stands outside of texts and comments that no token has");
	}
}

void done_graphql_next(struct graphql_lexer *lexer)
{
	size_t from;

	if (!lexer->now.line)
		lexer->now = (struct done_text_at){0, 1, 1};
	sdl_skip_ignored(lexer);
	lexer->line = lexer->now.line;
	lexer->column = lexer->now.column;
	from = lexer->now.at;
	lexer->sort = GRAPHQL_END;
	lexer->inside = (struct done_bytes){0};
	if (!sdl_is_over(lexer))
		sdl_read(lexer);
	if (lexer->problem)
		lexer->sort = GRAPHQL_END;
	lexer->token = lexer->sort == GRAPHQL_END
	    ? (struct done_bytes){"", 0}
	    : (struct done_bytes){lexer->text.ptr + from, lexer->now.at - from};
}

bool done_graphql_at(const struct graphql_lexer *lexer, const char *token)
{
	return (lexer->sort == GRAPHQL_NAME || lexer->sort == GRAPHQL_MARK) &&
	    lexer->token.len == strlen(token) && !memcmp(lexer->token.ptr, token, lexer->token.len);
}
