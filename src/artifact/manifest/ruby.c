/*
 * Gemfile and *.gemspec: literal forms only.
 *
 * Gemfile: dependencies: gem, by its groups: run, or test where all of them are test, or build
 * where none is for running. local: path:, also that of a path block. Facts: "gemspec" = the
 * directory whose gemspec is used, "include" = the path of eval_gemfile, "ruby".
 * Gemspec: name; add_dependency with scope run, add_development_dependency build. Facts: "bin" (one
 * an executable), "version".
 */
#include <string.h>

#include "python.h"
#include "readers.h"
#include "tokens.h"

#define RUBY_BLOCKS_MAX 64

struct ruby_block {
	enum done_scope scope;
	bool is_conditional;
	const char *local;
};

struct ruby_reader {
	struct done_draft draft;
	struct done_tokens tokens;
	struct ruby_block blocks[RUBY_BLOCKS_MAX]; /* [0] is the file */
	size_t depth;
};

static const struct done_token_dialect ruby_dialect = {.line_comment = {"#", NULL},
    .comment = "=begin\n",
    .comment_end = "\n=end",
    .quotes = "\"'",
    .computing = "\"",
    .put_in = "#{",
    .more = "?!@$",
    .lines = true,
    .slashes = true,
    .percents = true};

/* ---- options ---- */

/* The key of an option at i, "path: x", :path => x, "path" => x; *value is where x stands. */
static const char *ruby_key(const struct done_tokens *tokens, size_t i, size_t *value)
{
	const struct done_token *token = done_token_at(tokens, i);

	if (token->kind == DONE_TOKEN_WORD && done_token_is_mark(tokens, i + 1, ':') &&
	    !done_token_is_mark(tokens, i + 2, ':')) {
		*value = i + 2;
		return token->text;
	}
	if ((token->kind == DONE_TOKEN_WORD || token->kind == DONE_TOKEN_TEXT) &&
	    done_token_is_mark(tokens, i + 1, '=') && done_token_is_mark(tokens, i + 2, '>')) {
		*value = i + 3;
		return token->text;
	}
	return NULL;
}

/* Groups from i to end: test where all are, run where one is for running, else build. */
static enum done_scope ruby_groups(const struct done_tokens *tokens, size_t i, size_t end)
{
	bool is_any = false, is_test = true;

	for (; i < end; i++) {
		const struct done_token *token = done_token_at(tokens, i);
		if (token->kind != DONE_TOKEN_WORD && token->kind != DONE_TOKEN_TEXT)
			continue;
		if (!strcmp(token->text, "do") || !strcmp(token->text, "optional") ||
		    !strcmp(token->text, "true"))
			continue;
		enum done_scope scope = done_python_group(token->text);
		if (scope == DONE_SCOPE_RUN)
			return DONE_SCOPE_RUN;
		is_any = true;
		is_test = is_test && scope == DONE_SCOPE_TEST;
	}
	return !is_any ? DONE_SCOPE_RUN : is_test ? DONE_SCOPE_TEST : DONE_SCOPE_BUILD;
}

/* One symbol, or a list of them in brackets: where it ends. */
static size_t ruby_value_end(const struct done_tokens *tokens, size_t i)
{
	size_t partner = done_token_at(tokens, i)->partner;

	return partner > i ? partner : i + 2;
}

/* ---- Gemfile ---- */

static void gem_read(struct ruby_reader *reader, size_t i, size_t end)
{
	const struct ruby_block *block = &reader->blocks[reader->depth];
	const struct done_tokens *tokens = &reader->tokens;
	int line = done_token_at(tokens, i)->line;
	size_t at = i + 1 + done_token_is_mark(tokens, i + 1, '('), value;
	const char *name = done_token_text(tokens, at);
	struct done_dependency *item;

	if (!name) {
		done_draft_not_read(&reader->draft, line, "the name of a gem is computed");
		return;
	}
	item = done_draft_depend(&reader->draft, name, block->scope, line);
	item->local = block->local;
	if (done_token_is_mark(tokens, at + 1, ','))
		item->version = done_token_text(tokens, at + 2);
	if (item->version && done_token_is_mark(tokens, at + 3, '='))
		item->version = NULL;
	for (at++; at < end; at++) {
		const char *key = ruby_key(tokens, at, &value);
		if (!key)
			continue;
		if (!strcmp(key, "group") || !strcmp(key, "groups"))
			item->scope = ruby_groups(tokens, value, ruby_value_end(tokens, value));
		else if (!strcmp(key, "path") && done_token_text(tokens, value))
			item->local =
			    done_draft_path(reader->draft.arena, done_token_text(tokens, value));
		else if (!strcmp(key, "path"))
			done_draft_not_read(
			    &reader->draft, line, "the path of '%s' is computed", name);
		at = value;
	}
}

static void gemfile_read_gemspec(struct ruby_reader *reader, size_t i, size_t end)
{
	const char *path = ".";
	int line = done_token_at(&reader->tokens, i)->line;
	size_t value;

	for (size_t at = i + 1; at < end; at++) {
		const char *key = ruby_key(&reader->tokens, at, &value);
		if (key && !strcmp(key, "path"))
			path = done_token_text(&reader->tokens, value);
	}
	if (path)
		path = done_draft_path(reader->draft.arena, path);
	done_draft_fact(&reader->draft, "gemspec", path, line);
}

/* The first text behind a word: ruby "3.2", eval_gemfile "x". */
static const char *ruby_first_text(const struct done_tokens *tokens, size_t i)
{
	return done_token_text(tokens, i + 1 + done_token_is_mark(tokens, i + 1, '('));
}

static void gemfile_read_statement(struct ruby_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;
	int line = done_token_at(tokens, i)->line;
	const char *text = ruby_first_text(tokens, i);

	if (done_token_is(tokens, i, "gem"))
		gem_read(reader, i, end);
	else if (done_token_is(tokens, i, "gemspec"))
		gemfile_read_gemspec(reader, i, end);
	else if (done_token_is(tokens, i, "ruby"))
		done_draft_fact(&reader->draft, "ruby", text, line);
	else if (done_token_is(tokens, i, "eval_gemfile") && text)
		done_draft_fact(
		    &reader->draft, "include", done_draft_path(reader->draft.arena, text), line);
}

/* Whether the line opens a block that an `end` closes, and which. */
static bool ruby_opens(struct ruby_reader *reader, size_t i, size_t end, struct ruby_block *block)
{
	static const char *const words[] = {
	    "if", "unless", "case", "begin", "def", "class", "module", "while", "until", "for"};
	const struct done_tokens *tokens = &reader->tokens;
	const char *path = ruby_first_text(tokens, i);
	bool opens = false, is_within = false;

	*block = reader->blocks[reader->depth];
	for (size_t k = 0; k < DONE_ARRAY_SIZE(words); k++)
		opens = opens || done_token_is(tokens, i, words[k]);
	for (size_t at = i; at < end; at++)
		is_within = is_within || done_token_is(tokens, at, "do");
	if (is_within && done_token_is(tokens, i, "group"))
		block->scope = ruby_groups(tokens, i + 1, end);
	else if (is_within && done_token_is(tokens, i, "path") && path)
		block->local = done_draft_path(reader->draft.arena, path);
	/* "x = if …" opens one, too; a modifier behind a statement does not. */
	for (size_t at = i + 1; at + 1 < end && !opens; at++)
		opens = done_token_is_mark(tokens, at, '=') &&
		    (done_token_is(tokens, at + 1, "if") || done_token_is(tokens, at + 1, "case") ||
		        done_token_is(tokens, at + 1, "begin"));
	return opens || is_within;
}

/* A statement goes on behind a comma. */
static size_t ruby_statement_end(const struct done_tokens *tokens, size_t i)
{
	size_t end = done_token_line_end(tokens, i, tokens->nr);

	while (end < tokens->nr && end > i && done_token_is_mark(tokens, end - 1, ','))
		end = done_token_line_end(tokens, end + 1, tokens->nr);
	return end;
}

static void gemfile_read_all(struct ruby_reader *reader)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct ruby_block block;

	for (size_t i = done_token_skip_lines(tokens, 0); i < tokens->nr;
	     i = done_token_skip_lines(tokens, i)) {
		size_t end = ruby_statement_end(tokens, i);
		if (done_token_is(tokens, i, "end")) {
			reader->depth -= reader->depth > 0;
		} else if (ruby_opens(reader, i, end, &block)) {
			if (reader->depth + 1 == RUBY_BLOCKS_MAX) {
				done_draft_fail(&reader->draft, done_token_at(tokens, i)->line, 1,
				    "blocks are nested more than 64 deep");
				return;
			}
			reader->blocks[++reader->depth] = block;
		} else {
			gemfile_read_statement(reader, i, end);
		}
		i = end;
	}
	if (reader->depth)
		done_draft_fail(&reader->draft, done_token_at(tokens, tokens->nr)->line, 1,
		    "the file ends within a block: an 'end' is missing");
}

static int gemfile_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct ruby_reader reader = {.depth = 0};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) == 0 &&
	    done_tokens_read(&reader.draft, &ruby_dialect, &reader.tokens) == 0)
		gemfile_read_all(&reader);
	return done_draft_close(&reader.draft, out);
}

/* ---- gemspec ---- */

static void gemspec_depend(struct ruby_reader *reader, size_t i, enum done_scope scope)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t at = i + 1 + done_token_is_mark(tokens, i + 1, '(');
	const char *name = done_token_text(tokens, at);
	int line = done_token_at(tokens, i)->line;

	if (!name)
		done_draft_not_read(&reader->draft, line, "the name of a gem is computed");
	else
		done_draft_depend(&reader->draft, name, scope, line)->version =
		    done_token_is_mark(tokens, at + 1, ',') ? done_token_text(tokens, at + 2)
		                                            : NULL;
}

/* executables = ["a", "b"], %w[a b], << "a" */
static void gemspec_read_executables(struct ruby_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t end = done_token_line_end(tokens, i, i + 200);
	bool is_any = false;

	for (size_t at = i + 2; at < end; at++) {
		const struct done_token *token = done_token_at(tokens, at);
		const char *text = done_token_text(tokens, at);
		done_draft_fact(&reader->draft, "bin", text, token->line);
		is_any = is_any || text;
	}
	if (!is_any)
		done_draft_not_read(&reader->draft, done_token_at(tokens, i)->line,
		    "the list of executables is computed");
}

static void gemspec_read_all(struct ruby_reader *reader)
{
	static const struct {
		const char *word;
		enum done_scope scope;
	} rows[] = {
	    {"add_dependency", DONE_SCOPE_RUN},
	    {"add_runtime_dependency", DONE_SCOPE_RUN},
	    {"add_development_dependency", DONE_SCOPE_BUILD},
	};
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t i = 1; i < tokens->nr; i++) {
		if (!done_token_is_mark(tokens, i - 1, '.'))
			continue;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(rows); k++) {
			if (done_token_is(tokens, i, rows[k].word))
				gemspec_depend(reader, i, rows[k].scope);
		}
		if (done_token_is(tokens, i, "executables"))
			gemspec_read_executables(reader, i);
		/* Gem::Specification.new "acme", version */
		if (done_token_is(tokens, i, "new") && i > 1 &&
		    done_token_is(tokens, i - 2, "Specification"))
			reader->draft.out.name =
			    done_token_text(tokens, i + 1 + done_token_is_mark(tokens, i + 1, '('));
		if (!done_token_is_mark(tokens, i + 1, '='))
			continue;
		if (done_token_is(tokens, i, "name") && done_token_text(tokens, i + 2))
			reader->draft.out.name = done_token_text(tokens, i + 2);
		else if (done_token_is(tokens, i, "version"))
			done_draft_fact(&reader->draft, "version", done_token_text(tokens, i + 2),
			    done_token_at(tokens, i)->line);
	}
}

static int gemspec_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct ruby_reader reader = {.depth = 0};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) == 0 &&
	    done_tokens_read(&reader.draft, &ruby_dialect, &reader.tokens) == 0)
		gemspec_read_all(&reader);
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_gemfile = {
    .name = "gemfile",
    .summary = "Gemfile: gems, their groups and paths; literal forms",
    .read = gemfile_read,
};
const struct done_manifest_reader done_manifest_gemspec = {
    .name = "gemspec",
    .summary = "*.gemspec: name, dependencies, executables; literal forms",
    .read = gemspec_read,
};
