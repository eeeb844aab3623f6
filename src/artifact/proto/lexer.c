/*
 * .proto files as tokens: words, numbers, texts, single marks. Comments are kept where they stand
 * right above a token or beside the one before. Nothing nests, so that no file is too deep.
 */
#include "parts.h"

#include <ctype.h>
#include <string.h>

static unsigned char lexer_peek(const struct proto_lexer *lexer, size_t ahead)
{
	return (unsigned char)done_text_peek(lexer->text, &lexer->now, ahead);
}

static bool lexer_is_over(const struct proto_lexer *lexer)
{
	return lexer->now.at >= lexer->text.len;
}

static void lexer_problem(struct proto_lexer *lexer, int line, int column, const char *problem)
{
	lexer->problem = problem;
	lexer->problem_line = line;
	lexer->problem_column = column;
	lexer->now.at = lexer->text.len;
}

/* ---- comments ---- */

static void lexer_skip_line(struct proto_lexer *lexer)
{
	while (!lexer_is_over(lexer) && lexer_peek(lexer, 0) != '\n')
		done_text_step(lexer->text, &lexer->now, 1);
}

static void lexer_skip_block(struct proto_lexer *lexer)
{
	struct done_text_at start = lexer->now;

	done_text_step(lexer->text, &lexer->now, 2);
	while (!lexer_is_over(lexer)) {
		if (lexer_peek(lexer, 0) == '*' && lexer_peek(lexer, 1) == '/') {
			done_text_step(lexer->text, &lexer->now, 2);
			return;
		}
		done_text_step(lexer->text, &lexer->now, 1);
	}
	lexer_problem(lexer, start.line, start.column, "the comment is not closed by '*/'");
}

/* A comment that follows another one on the next line goes on with it. */
struct lexer_comments {
	struct done_text_at from;
	size_t to;
	int end_line; /* 0: there is none yet */
	bool is_beside;
};

static void lexer_take_comment(struct proto_lexer *lexer, struct lexer_comments *comments)
{
	struct done_text_at start = lexer->now;
	bool is_beside = lexer->end_line && start.line == lexer->end_line;

	if (lexer_peek(lexer, 1) == '/')
		lexer_skip_line(lexer);
	else
		lexer_skip_block(lexer);
	if (is_beside && !lexer->beside.len)
		lexer->beside =
		    (struct done_bytes){lexer->text.ptr + start.at, lexer->now.at - start.at};
	if (!comments->end_line || comments->is_beside || start.line > comments->end_line + 1)
		comments->from = start;
	comments->to = lexer->now.at;
	comments->end_line = lexer->now.line;
	comments->is_beside = is_beside;
}

static void lexer_skip_blanks(struct proto_lexer *lexer)
{
	struct lexer_comments comments = {0};

	lexer->above = lexer->beside = (struct done_bytes){0};
	while (!lexer_is_over(lexer)) {
		unsigned char c = lexer_peek(lexer, 0);

		if (c == '/' && (lexer_peek(lexer, 1) == '/' || lexer_peek(lexer, 1) == '*'))
			lexer_take_comment(lexer, &comments);
		else if (c == ' ' || (c >= '\t' && c <= '\r'))
			done_text_step(lexer->text, &lexer->now, 1);
		else
			break;
	}
	/* What stands beside the token before is not about this one, unless all are on one line. */
	if (comments.end_line && comments.end_line >= lexer->now.line - 1 &&
	    (!comments.is_beside || lexer->now.line == lexer->end_line))
		lexer->above = (struct done_bytes){
		    lexer->text.ptr + comments.from.at, comments.to - comments.from.at};
}

/* ---- tokens ---- */

static bool lexer_is_word(unsigned char c)
{
	return c < 0x80 && (isalnum(c) || c == '_');
}

static void lexer_read_number(struct proto_lexer *lexer)
{
	bool is_hex = lexer_peek(lexer, 0) == '0' && (lexer_peek(lexer, 1) | 0x20) == 'x';
	unsigned char before = 0;

	while (lexer_is_word(lexer_peek(lexer, 0)) || lexer_peek(lexer, 0) == '.' ||
	    (!is_hex && (before | 0x20) == 'e' &&
	        (lexer_peek(lexer, 0) == '+' || lexer_peek(lexer, 0) == '-'))) {
		before = lexer_peek(lexer, 0);
		done_text_step(lexer->text, &lexer->now, 1);
	}
	lexer->sort = PROTO_NUMBER;
}

static bool lexer_is_escape(unsigned char c)
{
	return c && (strchr("abfnrtv\\?'\"xXuU", c) || (c >= '0' && c <= '7'));
}

static void lexer_read_text(struct proto_lexer *lexer)
{
	unsigned char quote = lexer_peek(lexer, 0);

	done_text_step(lexer->text, &lexer->now, 1);
	while (!lexer_is_over(lexer) && lexer_peek(lexer, 0) != quote &&
	    lexer_peek(lexer, 0) != '\n') {
		if (lexer_peek(lexer, 0) == '\\' && !lexer_is_escape(lexer_peek(lexer, 1))) {
			lexer_problem(lexer, lexer->now.line, lexer->now.column,
			    "the text has a '\\' that begins no escape");
			return;
		}
		done_text_step(lexer->text, &lexer->now, lexer_peek(lexer, 0) == '\\' ? 2 : 1);
	}
	if (lexer_peek(lexer, 0) != quote) {
		lexer_problem(
		    lexer, lexer->line, lexer->column, "the text is not closed on its line");
		return;
	}
	done_text_step(lexer->text, &lexer->now, 1);
	lexer->sort = PROTO_TEXT;
}

static void lexer_read(struct proto_lexer *lexer)
{
	unsigned char c = lexer_peek(lexer, 0);

	if (lexer_is_word(c) && !isdigit(c)) {
		while (lexer_is_word(lexer_peek(lexer, 0)))
			done_text_step(lexer->text, &lexer->now, 1);
		lexer->sort = PROTO_WORD;
	} else if (isdigit(c) || (c == '.' && isdigit(lexer_peek(lexer, 1)))) {
		lexer_read_number(lexer);
	} else if (c == '"' || c == '\'') {
		lexer_read_text(lexer);
	} else if (c > ' ' && c < 0x7F) {
		done_text_step(lexer->text, &lexer->now, 1);
		lexer->sort = PROTO_MARK;
	} else {
		lexer_problem(lexer, lexer->line, lexer->column,
		    "a character stands outside of texts and comments that no token has");
	}
}

void done_proto_next(struct proto_lexer *lexer)
{
	size_t from;

	if (!lexer->now.line)
		lexer->now = (struct done_text_at){0, 1, 1};
	lexer_skip_blanks(lexer);
	lexer->line = lexer->now.line;
	lexer->column = lexer->now.column;
	from = lexer->now.at;
	lexer->sort = PROTO_END;
	if (!lexer_is_over(lexer))
		lexer_read(lexer);
	if (lexer->problem)
		lexer->sort = PROTO_END;
	lexer->token = lexer->sort == PROTO_END
	    ? (struct done_bytes){"", 0}
	    : (struct done_bytes){lexer->text.ptr + from, lexer->now.at - from};
	lexer->end_line = lexer->now.line;
}

bool done_proto_at(const struct proto_lexer *lexer, const char *token)
{
	return (lexer->sort == PROTO_WORD || lexer->sort == PROTO_MARK) &&
	    lexer->token.len == strlen(token) && !memcmp(lexer->token.ptr, token, lexer->token.len);
}

bool done_proto_number(const struct proto_lexer *lexer, int64_t *out)
{
	const char *text = lexer->token.ptr;
	size_t len = lexer->token.len, at = 0;
	uint64_t value = 0;
	size_t base = 10;

	if (lexer->sort != PROTO_NUMBER)
		return false;
	if (len > 1 && text[0] == '0') {
		base = (text[1] | 0x20) == 'x' ? 16 : 8;
		at = base == 16 ? 2 : 1;
	}
	if (at == len)
		return false;
	for (; at < len; at++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = memchr(digits, tolower((unsigned char)text[at]), base);

		if (!digit || value > ((uint64_t)INT64_MAX - 16) / base)
			return false;
		value = value * base + (uint64_t)(digit - digits);
	}
	*out = (int64_t)value;
	return true;
}
