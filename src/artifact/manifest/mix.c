/*
 * mix.exs: literal forms only.
 *
 * Name: app. Dependencies: the tuples in functions whose name holds "deps": scope test where only:
 * is :test, build where it is :dev or both or where runtime: false, else run. local: path:;
 * is_workspace: in_umbrella: true. Members: apps_path as "apps/" and a star.
 * Facts: "mod" = the module of mod:, "apps-path", "release" = its name, "version", "elixir",
 * "escript" = its main module.
 */
#include <string.h>

#include "readers.h"
#include "tokens.h"

struct mix_reader {
	struct done_draft draft;
	struct done_tokens tokens;
};

static const struct done_token_dialect mix_dialect = {.line_comment = {"#", NULL},
    .quotes = "\"'",
    .computing = "\"",
    .put_in = "#{",
    .more = "?!@",
    .triples = true,
    .lines = true,
    .sigils = true};

/* The atom at i, ":plug"; NULL: none. */
static const char *mix_atom(const struct done_tokens *tokens, size_t i)
{
	return done_token_is_mark(tokens, i, ':') &&
	        done_token_at(tokens, i + 1)->kind == DONE_TOKEN_WORD
	    ? done_token_at(tokens, i + 1)->text
	    : NULL;
}

/* "key:" at i. */
static bool mix_is_key(const struct done_tokens *tokens, size_t i, const char *key)
{
	return done_token_is(tokens, i, key) && done_token_is_mark(tokens, i + 1, ':');
}

/* Acme.Worker.Application as one text; NULL: no name of a module. */
static const char *mix_module(struct mix_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct done_buf name = {0};
	const char *text;

	while (done_token_at(tokens, i)->kind == DONE_TOKEN_WORD) {
		done_buf_addf(&name, "%s%s", name.len ? "." : "", done_token_at(tokens, i)->text);
		if (!done_token_is_mark(tokens, i + 1, '.'))
			break;
		i += 2;
	}
	text = name.len ? done_arena_strndup(reader->draft.arena, name.ptr, name.len) : NULL;
	done_buf_release(&name);
	return text;
}

/* ---- dependencies ---- */

/* only: :test, only: [:dev, :test] */
static enum done_scope mix_only(const struct done_tokens *tokens, size_t i)
{
	size_t end =
	    done_token_at(tokens, i)->partner > i ? done_token_at(tokens, i)->partner : i + 1;
	bool is_test = true;

	for (; i < end; i++) {
		const char *name = mix_atom(tokens, i);
		if (name && !strcmp(name, "prod"))
			return DONE_SCOPE_RUN;
		is_test = is_test && (!name || !strcmp(name, "test"));
	}
	return is_test ? DONE_SCOPE_TEST : DONE_SCOPE_BUILD;
}

/* {:name, "~> 1.0", only: :test, path: "../x", in_umbrella: true}; i is at its brace. */
static void mix_read_tuple(struct mix_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t end = tokens->items[i].partner;
	const char *name = mix_atom(tokens, i + 1);
	struct done_dependency *item;

	if (!name)
		return;
	item = done_draft_depend(&reader->draft, name, DONE_SCOPE_RUN, tokens->items[i].line);
	if (done_token_is_mark(tokens, i + 3, ','))
		item->version = done_token_text(tokens, i + 4);
	for (size_t at = i + 3; at < end; at++) {
		if (mix_is_key(tokens, at, "only"))
			item->scope = mix_only(tokens, at + 2);
		else if (mix_is_key(tokens, at, "runtime") &&
		    done_token_is(tokens, at + 2, "false") && item->scope == DONE_SCOPE_RUN)
			item->scope = DONE_SCOPE_BUILD;
		else if (mix_is_key(tokens, at, "in_umbrella") &&
		    done_token_is(tokens, at + 2, "true"))
			item->is_workspace = true;
		else if (mix_is_key(tokens, at, "path") && done_token_text(tokens, at + 2))
			item->local =
			    done_draft_path(reader->draft.arena, done_token_text(tokens, at + 2));
	}
}

/* The function's body is a list; what is put together otherwise is said. */
static void mix_read_deps(struct mix_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;
	bool is_list = false;

	for (; i < end; i++) {
		if (done_token_is_mark(tokens, i, '[')) {
			is_list = true;
		} else if (done_token_is_mark(tokens, i, '{')) {
			mix_read_tuple(reader, i);
			i = tokens->items[i].partner;
		} else if (done_token_is(tokens, i, "if") || done_token_is(tokens, i, "case") ||
		    done_token_is(tokens, i, "Enum")) {
			done_draft_not_read(&reader->draft, tokens->items[i].line,
			    "some dependencies are computed");
		}
	}
	if (!is_list && i > 0)
		done_draft_not_read(&reader->draft, done_token_at(tokens, i - 1)->line,
		    "the dependencies are not a list");
}

/* ---- project and application ---- */

static void mix_read_releases(struct mix_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t end = done_token_at(tokens, i)->partner;

	for (size_t at = i + 1; at < end; at++) {
		if (done_token_at(tokens, at)->kind == DONE_TOKEN_WORD &&
		    done_token_is_mark(tokens, at + 1, ':'))
			done_draft_fact(&reader->draft, "release", done_token_at(tokens, at)->text,
			    done_token_at(tokens, at)->line);
		if (done_token_at(tokens, at)->partner > at)
			at = done_token_at(tokens, at)->partner;
	}
}

static void mix_read_key(struct mix_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct done_draft *draft = &reader->draft;
	int line = done_token_at(tokens, i)->line;
	const char *text = done_token_text(tokens, i + 2);

	if (mix_is_key(tokens, i, "app") && !draft->out.name)
		draft->out.name = mix_atom(tokens, i + 2);
	else if (mix_is_key(tokens, i, "version"))
		done_draft_fact(draft, "version", text, line);
	else if (mix_is_key(tokens, i, "elixir"))
		done_draft_fact(draft, "elixir", text, line);
	else if (mix_is_key(tokens, i, "mod") && done_token_is_mark(tokens, i + 2, '{'))
		done_draft_fact(draft, "mod", mix_module(reader, i + 3), line);
	else if (mix_is_key(tokens, i, "main_module"))
		done_draft_fact(draft, "escript", mix_module(reader, i + 2), line);
	else if (mix_is_key(tokens, i, "releases") && done_token_is_mark(tokens, i + 2, '['))
		mix_read_releases(reader, i + 2);
	if (mix_is_key(tokens, i, "apps_path") && text) {
		done_draft_fact(draft, "apps-path", done_draft_path(draft->arena, text), line);
		done_draft_member(draft, done_arena_printf(draft->arena, "%s/*", text));
	}
}

/* Where the body of the function at i ends: at the next one, or at the end. */
static size_t mix_body_end(const struct done_tokens *tokens, size_t i)
{
	while (
	    i < tokens->nr && !done_token_is(tokens, i, "def") && !done_token_is(tokens, i, "defp"))
		i++;
	return i;
}

static void mix_read_function(struct mix_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	const char *name = done_token_at(tokens, i + 1)->text;
	size_t end = mix_body_end(tokens, i + 1);

	if (strstr(name, "deps")) {
		mix_read_deps(reader, i + 2, end);
	} else if (!strcmp(name, "releases")) {
		for (size_t at = i + 2; at < end; at++) {
			if (done_token_is_mark(tokens, at, '[')) {
				mix_read_releases(reader, at);
				return;
			}
		}
	} else {
		for (size_t at = i + 2; at < end; at++)
			mix_read_key(reader, at);
	}
}

static int mix_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct mix_reader reader = {.tokens = {0}};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0 ||
	    done_tokens_read(&reader.draft, &mix_dialect, &reader.tokens) < 0)
		return reader.draft.rc;
	for (size_t i = 0; i < reader.tokens.nr; i++) {
		if ((done_token_is(&reader.tokens, i, "def") ||
		        done_token_is(&reader.tokens, i, "defp")) &&
		    done_token_at(&reader.tokens, i + 1)->kind == DONE_TOKEN_WORD)
			mix_read_function(&reader, i);
	}
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_mix = {
    .name = "mix",
    .summary = "mix.exs: app, dependencies, umbrella, application module, releases; literal forms",
    .read = mix_read,
};
