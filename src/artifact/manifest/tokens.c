/* Programs as tokens. */
#include "tokens.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

#define TOKENS_MAX 1000000
#define TOKENS_DEPTH_MAX 64

struct token_reader {
	struct done_draft *draft;
	const struct done_token_dialect *dialect;
	struct done_text_at now;
	struct done_tokens out;
	size_t cap;
	size_t open[TOKENS_DEPTH_MAX];
	int depth;
	struct done_buf text;
};

static char token_peek(const struct token_reader *reader, size_t ahead)
{
	return done_text_peek(reader->draft->text, &reader->now, ahead);
}

static bool token_starts(const struct token_reader *reader, const char *start)
{
	return start && !strncmp(reader->draft->text.ptr + reader->now.at, start, strlen(start));
}

static struct done_token *token_add(
    struct token_reader *reader, enum done_token_kind kind, const struct done_text_at *at)
{
	struct done_token *token;

	if (reader->out.nr >= TOKENS_MAX)
		done_draft_fail(reader->draft, at->line, at->column,
		    "the file is too long: it has more than %d words and marks", TOKENS_MAX);
	token =
	    DONE_ARENA_PUSH(reader->draft->arena, reader->out.items, reader->out.nr, reader->cap);
	*token =
	    (struct done_token){.kind = kind, .text = "", .line = at->line, .column = at->column};
	return token;
}

/* ---- comments ---- */

static bool token_skip_rest(struct token_reader *reader)
{
	const struct done_token_dialect *dialect = reader->dialect;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(dialect->line_comment); i++) {
		if (!token_starts(reader, dialect->line_comment[i]))
			continue;
		while (token_peek(reader, 0) && token_peek(reader, 0) != '\n')
			done_text_step(reader->draft->text, &reader->now, 1);
		return true;
	}
	return false;
}

static bool token_skip_comment(struct token_reader *reader)
{
	const struct done_token_dialect *dialect = reader->dialect;
	struct done_text_at start = reader->now;

	/* CMake's "#[[" begins like its "#". */
	if (!token_starts(reader, dialect->comment))
		return token_skip_rest(reader);
	while (token_peek(reader, 0) && !token_starts(reader, dialect->comment_end))
		done_text_step(reader->draft->text, &reader->now, 1);
	if (!token_peek(reader, 0))
		done_draft_fail(
		    reader->draft, start.line, start.column, "this comment is never closed");
	else
		done_text_step(reader->draft->text, &reader->now, strlen(dialect->comment_end));
	return true;
}

/* ---- texts ---- */

static void token_take_escape(struct token_reader *reader)
{
	static const char names[] = "ntr", values[] = "\n\t\r";
	char c = token_peek(reader, 1);
	const char *known = c ? strchr(names, c) : NULL;

	done_buf_addch(&reader->text, known ? values[known - names] : c ? c : '\\');
	done_text_step(reader->draft->text, &reader->now, c ? 2 : 1);
}

/* Of four quotes in a row the last three close a text in triple quotes. */
static bool token_closes(const struct token_reader *reader, const char *end)
{
	size_t len = strlen(end);

	return token_starts(reader, end) && !(len == 3 && token_peek(reader, len) == end[0]);
}

/* Where the text that opened at `start` closes; a text in one quote may end at its line. */
static struct done_token *token_read_until(
    struct token_reader *reader, const struct done_text_at *start, const char *end, bool over_lines)
{
	const struct done_token_dialect *dialect = reader->dialect;
	bool computes = dialect->computing && strchr(dialect->computing, end[0]);
	bool is_computed = false, is_closed = true;
	struct done_token *token;

	done_buf_clear(&reader->text);
	while (!token_closes(reader, end)) {
		char c = token_peek(reader, 0);
		if (!c || (c == '\n' && !over_lines)) {
			is_closed = false;
			break;
		}
		is_computed = is_computed || (computes && token_starts(reader, dialect->put_in));
		if (c == '\\') {
			token_take_escape(reader);
			continue;
		}
		done_buf_addch(&reader->text, c);
		done_text_step(reader->draft->text, &reader->now, 1);
	}
	if (!is_closed && !token_peek(reader, 0))
		done_draft_fail(reader->draft, start->line, start->column,
		    "this text in quotes is never closed");
	token = token_add(reader, DONE_TOKEN_TEXT, start);
	/* What ends at its line is not what it seems: nothing is taken from it. */
	token->is_computed = is_computed || !is_closed;
	token->text = done_arena_strndup(
	    reader->draft->arena, reader->text.ptr ? reader->text.ptr : "", reader->text.len);
	if (is_closed)
		done_text_step(reader->draft->text, &reader->now, strlen(end));
	return token;
}

static struct done_token *token_read_quoted(struct token_reader *reader)
{
	struct done_text_at start = reader->now;
	char quote = token_peek(reader, 0);
	char end[4] = {quote, '\0', '\0', '\0'};
	bool triple = reader->dialect->triples && token_peek(reader, 1) == quote &&
	    token_peek(reader, 2) == quote;

	if (triple)
		end[1] = end[2] = quote;
	done_text_step(reader->draft->text, &reader->now, strlen(end));
	return token_read_until(reader, &start, end, triple || reader->dialect->lines);
}

/* Elixir: ~s(…), ~w"…", ~r/…/i. */
static bool token_read_sigil(struct token_reader *reader)
{
	static const char opens[] = "([{<", closes[] = ")]}>";
	struct done_text_at start = reader->now;
	char end[4] = {token_peek(reader, 2), '\0', '\0', '\0'};
	const char *bracket = end[0] ? strchr(opens, end[0]) : NULL;

	if (!reader->dialect->sigils || token_peek(reader, 0) != '~' ||
	    !isalpha((unsigned char)token_peek(reader, 1)) || !ispunct((unsigned char)end[0]))
		return false;
	done_text_step(reader->draft->text, &reader->now, 3);
	if (bracket) {
		end[0] = closes[bracket - opens];
	} else if (token_peek(reader, 0) == end[0] && token_peek(reader, 1) == end[0]) {
		done_text_step(reader->draft->text, &reader->now, 2);
		end[1] = end[2] = end[0];
	}
	token_read_until(reader, &start, end, true)->is_computed = true;
	return true;
}

/* Ruby: <<~NAME up to a line that is NAME alone. The rest of the line it stands in is skipped. */
static bool token_read_heredoc(struct token_reader *reader)
{
	struct done_bytes text = reader->draft->text;
	struct done_text_at start = reader->now;
	size_t skip = 2, len = 0;
	const char *name;

	if (!reader->dialect->percents || !token_starts(reader, "<<"))
		return false;
	skip += token_peek(reader, 2) == '~' || token_peek(reader, 2) == '-';
	skip += token_peek(reader, skip) == '\'' || token_peek(reader, skip) == '"';
	name = text.ptr + reader->now.at + skip;
	while (isupper((unsigned char)name[len]) ||
	    (len && (isalnum((unsigned char)name[len]) || name[len] == '_')))
		len++;
	if (!len)
		return false;
	for (;;) {
		size_t left = strcspn(text.ptr + reader->now.at, "\n");
		done_text_step(text, &reader->now, left);
		if (!token_peek(reader, 0))
			break;
		done_text_step(text, &reader->now, 1);
		const char *line = text.ptr + reader->now.at;
		line += strspn(line, " \t");
		if (!strncmp(line, name, len) && strchr("\r\n", line[len])) {
			done_text_step(
			    text, &reader->now, (size_t)(line - text.ptr) + len - reader->now.at);
			token_add(reader, DONE_TOKEN_TEXT, &start)->is_computed = true;
			return true;
		}
	}
	/* "list <<NAME": no such line follows. */
	reader->now = start;
	return false;
}

/* Ruby's %w[a b] as a list of texts: the list's bracket, the texts, its other bracket. */
static void token_read_list(struct token_reader *reader, char close)
{
	struct done_text_at start = reader->now;
	size_t open = reader->out.nr;

	token_add(reader, DONE_TOKEN_MARK, &start)->mark = '[';
	while (token_peek(reader, 0) && token_peek(reader, 0) != close) {
		struct done_text_at at = reader->now;
		size_t len = 0;
		while (token_peek(reader, len) && token_peek(reader, len) != close &&
		    !isspace((unsigned char)token_peek(reader, len)))
			len++;
		if (len)
			token_add(reader, DONE_TOKEN_TEXT, &at)->text = done_arena_strndup(
			    reader->draft->arena, reader->draft->text.ptr + at.at, len);
		done_text_step(reader->draft->text, &reader->now, len ? len : 1);
	}
	if (!token_peek(reader, 0))
		done_draft_fail(
		    reader->draft, start.line, start.column, "this list of words is never closed");
	struct done_token *end = token_add(reader, DONE_TOKEN_MARK, &reader->now);
	end->mark = ']';
	end->partner = open;
	reader->out.items[open].partner = reader->out.nr - 1;
	done_text_step(reader->draft->text, &reader->now, 1);
}

/* Ruby's %r{…}, %q(…), %Q[…]: one text; %w[…] and %i[…]: a list. */
static bool token_read_percent(struct token_reader *reader)
{
	static const char opens[] = "([{<", closes[] = ")]}>";
	struct done_text_at start = reader->now;
	char end[2] = {token_peek(reader, 2), '\0'};
	const char *bracket = end[0] ? strchr(opens, end[0]) : NULL;

	if (!reader->dialect->percents || token_peek(reader, 0) != '%' || !token_peek(reader, 1) ||
	    !strchr("rqQxwWiI", token_peek(reader, 1)) || !ispunct((unsigned char)end[0]))
		return false;
	if (bracket)
		end[0] = closes[bracket - opens];
	bool is_list = strchr("wWiI", token_peek(reader, 1));
	done_text_step(reader->draft->text, &reader->now, 3);
	if (is_list)
		token_read_list(reader, end[0]);
	else
		token_read_until(reader, &start, end, true)->is_computed = true;
	return true;
}

/* A slash begins a regular expression where a value is expected, and it closes on its line. */
static bool token_read_slashes(struct token_reader *reader)
{
	const struct done_token *last =
	    reader->out.nr ? &reader->out.items[reader->out.nr - 1] : NULL;
	struct done_text_at start = reader->now;
	size_t len = 1;

	if (!reader->dialect->slashes || token_peek(reader, 0) != '/' || !last ||
	    last->kind != DONE_TOKEN_MARK || !strchr("(,=~[{!", last->mark))
		return false;
	while (token_peek(reader, len) && !strchr("/\n", token_peek(reader, len)))
		len += token_peek(reader, len) == '\\' && token_peek(reader, len + 1) ? 2 : 1;
	if (token_peek(reader, len) != '/')
		return false;
	done_text_step(reader->draft->text, &reader->now, len + 1);
	token_add(reader, DONE_TOKEN_TEXT, &start)->is_computed = true;
	return true;
}

/* ---- words and marks ---- */

static bool token_is_word(const struct token_reader *reader, char c)
{
	if (reader->dialect->words_are_all)
		return c && !strchr(" \t\r\n()\"#;", c);
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80 ||
	    (c && reader->dialect->more && strchr(reader->dialect->more, c));
}

static void token_read_word(struct token_reader *reader)
{
	const struct done_token_dialect *dialect = reader->dialect;
	struct done_text_at start = reader->now;
	size_t len = 0;

	while (token_is_word(reader, token_peek(reader, len)))
		len++;
	const char *word =
	    done_arena_strndup(reader->draft->arena, reader->draft->text.ptr + reader->now.at, len);
	char next = token_peek(reader, len);
	bool before_quote = next && strchr(dialect->quotes, next) && len <= 2;
	done_text_step(reader->draft->text, &reader->now, len);
	if (before_quote && dialect->prefix && strpbrk(word, dialect->prefix) &&
	    strspn(word, "fFrRs") == len)
		token_read_quoted(reader)->is_computed = true;
	else if (before_quote && dialect->plain_prefix &&
	    strspn(word, dialect->plain_prefix) == len)
		token_read_quoted(reader);
	else
		token_add(reader, DONE_TOKEN_WORD, &start)->text = word;
}

/* Scala: `mail-api` is a name as any other. */
static bool token_read_tick(struct token_reader *reader)
{
	struct done_text_at start = reader->now;
	size_t len = 1;

	if (!reader->dialect->ticks || token_peek(reader, 0) != '`')
		return false;
	while (token_peek(reader, len) && !strchr("`\n", token_peek(reader, len)))
		len++;
	if (len == 1 || token_peek(reader, len) != '`')
		return false;
	token_add(reader, DONE_TOKEN_WORD, &start)->text = done_arena_strndup(
	    reader->draft->arena, reader->draft->text.ptr + start.at + 1, len - 1);
	done_text_step(reader->draft->text, &reader->now, len + 1);
	return true;
}

static void token_close_bracket(struct token_reader *reader, size_t at, char open)
{
	struct done_token *token = &reader->out.items[at];

	if (!reader->depth || reader->out.items[reader->open[reader->depth - 1]].mark != open) {
		done_draft_fail(reader->draft, token->line, token->column,
		    "this '%c' closes nothing: its '%c' is missing", token->mark, open);
		return;
	}
	size_t other = reader->open[--reader->depth];
	reader->out.items[other].partner = at;
	token->partner = other;
}

static void token_read_mark(struct token_reader *reader)
{
	static const char opens[] = "([{", closes[] = ")]}";
	char c = token_peek(reader, 0);
	const char *close = strchr(closes, c);
	size_t at = reader->out.nr;

	token_add(reader, DONE_TOKEN_MARK, &reader->now)->mark = c;
	if (close) {
		token_close_bracket(reader, at, opens[close - closes]);
	} else if (strchr(opens, c)) {
		if (reader->depth == TOKENS_DEPTH_MAX)
			done_draft_fail(reader->draft, reader->now.line, reader->now.column,
			    "brackets are nested more than 64 deep");
		else
			reader->open[reader->depth++] = at;
	}
	done_text_step(reader->draft->text, &reader->now, 1);
}

static void token_read_line(struct token_reader *reader)
{
	bool is_within =
	    reader->depth && reader->out.items[reader->open[reader->depth - 1]].mark != '{';

	if (!is_within && reader->out.nr &&
	    reader->out.items[reader->out.nr - 1].kind != DONE_TOKEN_LINE)
		token_add(reader, DONE_TOKEN_LINE, &reader->now);
	done_text_step(reader->draft->text, &reader->now, 1);
}

static void token_read_one(struct token_reader *reader)
{
	char c = token_peek(reader, 0);

	if (c == '\n' || (c == ';' && !reader->dialect->words_are_all))
		token_read_line(reader);
	else if (isspace((unsigned char)c))
		done_text_step(reader->draft->text, &reader->now, 1);
	else if (c == '\\' && (token_peek(reader, 1) == '\n' || token_peek(reader, 1) == '\r'))
		done_text_step(reader->draft->text, &reader->now,
		    token_peek(reader, 1) == '\r' && token_peek(reader, 2) == '\n' ? 3 : 2);
	else if (token_skip_comment(reader) || token_read_sigil(reader) ||
	    token_read_heredoc(reader) || token_read_percent(reader) ||
	    token_read_slashes(reader) || token_read_tick(reader))
		return;
	else if (strchr(reader->dialect->quotes, c))
		token_read_quoted(reader);
	else if (token_is_word(reader, c))
		token_read_word(reader);
	else
		token_read_mark(reader);
}

int done_tokens_read(
    struct done_draft *draft, const struct done_token_dialect *dialect, struct done_tokens *out)
{
	struct token_reader reader = {.draft = draft, .dialect = dialect, .now = {0, 1, 1}};

	while (draft->rc == 0 && token_peek(&reader, 0))
		token_read_one(&reader);
	if (reader.depth) {
		const struct done_token *open = &reader.out.items[reader.open[reader.depth - 1]];
		done_draft_fail(
		    draft, open->line, open->column, "this '%c' is never closed", open->mark);
	}
	token_add(&reader, DONE_TOKEN_END, &reader.now);
	reader.out.nr--;
	done_buf_release(&reader.text);
	*out = reader.out;
	return draft->rc;
}

/* ---- looking ---- */

const struct done_token *done_token_at(const struct done_tokens *tokens, size_t i)
{
	return &tokens->items[i < tokens->nr ? i : tokens->nr];
}

bool done_token_is(const struct done_tokens *tokens, size_t i, const char *word)
{
	const struct done_token *token = done_token_at(tokens, i);

	return token->kind == DONE_TOKEN_WORD && !strcmp(token->text, word);
}

bool done_token_is_mark(const struct done_tokens *tokens, size_t i, char mark)
{
	const struct done_token *token = done_token_at(tokens, i);

	return token->kind == DONE_TOKEN_MARK && token->mark == mark;
}

const char *done_token_text(const struct done_tokens *tokens, size_t i)
{
	const struct done_token *token = done_token_at(tokens, i);

	return token->kind == DONE_TOKEN_TEXT && !token->is_computed ? token->text : NULL;
}

size_t done_token_skip_lines(const struct done_tokens *tokens, size_t i)
{
	while (done_token_at(tokens, i)->kind == DONE_TOKEN_LINE)
		i++;
	return i;
}

size_t done_token_line_end(const struct done_tokens *tokens, size_t i, size_t end)
{
	while (i < end && i < tokens->nr && tokens->items[i].kind != DONE_TOKEN_LINE) {
		const struct done_token *token = &tokens->items[i];
		bool opens = token->kind == DONE_TOKEN_MARK && token->partner > i;
		i = opens ? token->partner + 1 : i + 1;
	}
	return i < end ? i : end;
}
