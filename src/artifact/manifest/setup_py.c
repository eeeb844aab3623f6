/*
 * setup.py: literal lists only, written in the call of setup() or bound to a name in the file.
 *
 * Dependencies: install_requires with scope run, tests_require test, setup_requires build,
 * extras_require by the extra's name. Facts: "entry-point" and "entry-point.GROUP" = "name
 * module:function", "version", "script" (one each).
 */
#include <string.h>

#include "python.h"
#include "readers.h"
#include "tokens.h"

#define SETUP_NAMES_MAX 50

struct setup_reader {
	struct done_draft draft;
	struct done_tokens tokens;
	int left; /* names that may still be looked for: each costs the file's length */
};

static const struct done_token_dialect setup_dialect = {.line_comment = {"#", NULL},
    .quotes = "\"'",
    .prefix = "fF",
    .plain_prefix = "rRbBuU",
    .triples = true};

/* NAME = [ … ] or ( … ) or { … } outside of calls: where its bracket stands; 0: none. */
static size_t setup_bound(struct setup_reader *reader, const char *name)
{
	const struct done_tokens *tokens = &reader->tokens;

	if (reader->left-- <= 0)
		return 0;
	for (size_t i = 0; i < tokens->nr; i++) {
		if (done_token_is(tokens, i, name) && done_token_is_mark(tokens, i + 1, '=') &&
		    done_token_at(tokens, i + 2)->partner > i + 2)
			return i + 2;
		/* A name within a call is an argument's. */
		if (done_token_at(tokens, i)->partner > i)
			i = done_token_at(tokens, i)->partner;
	}
	return 0;
}

/* The opening bracket of the value at i; 0: it is computed. */
static size_t setup_open(struct setup_reader *reader, size_t i)
{
	const struct done_token *token = done_token_at(&reader->tokens, i);

	if (token->kind == DONE_TOKEN_WORD &&
	    (done_token_is_mark(&reader->tokens, i + 1, ',') ||
	        done_token_is_mark(&reader->tokens, i + 1, ')')))
		return setup_bound(reader, token->text);
	return token->partner > i ? i : 0;
}

static void setup_require(struct setup_reader *reader, size_t i, enum done_scope scope)
{
	const struct done_token *token = done_token_at(&reader->tokens, i);
	const char *text = done_token_text(&reader->tokens, i);

	if (!text || !done_python_require(&reader->draft, text, scope, token->line))
		done_draft_not_read(&reader->draft, token->line,
		    "the requirement '%s' is computed or has another form", token->text);
}

static void setup_read_list(
    struct setup_reader *reader, size_t i, enum done_scope scope, const char *key)
{
	size_t open = setup_open(reader, i);
	int line = done_token_at(&reader->tokens, i)->line;

	if (!open) {
		if (done_token_text(&reader->tokens, i))
			setup_require(reader, i, scope);
		else
			done_draft_not_read(
			    &reader->draft, line, "the value of %s is computed", key);
		return;
	}
	for (size_t at = open + 1; at < reader->tokens.items[open].partner; at++) {
		const struct done_token *token = done_token_at(&reader->tokens, at);
		if (token->kind == DONE_TOKEN_TEXT) {
			setup_require(reader, at, scope);
		} else if (token->kind != DONE_TOKEN_MARK || token->mark != ',') {
			done_draft_not_read(
			    &reader->draft, token->line, "an item of %s is computed", key);
			return;
		}
	}
}

/* {'test': [...], "dev": [...]}: each list by its name. */
static void setup_read_extras(struct setup_reader *reader, size_t i)
{
	size_t open = setup_open(reader, i);

	if (!open || !done_token_is_mark(&reader->tokens, open, '{')) {
		done_draft_not_read(&reader->draft, done_token_at(&reader->tokens, i)->line,
		    "the value of extras_require is computed");
		return;
	}
	for (size_t at = open + 1; at < reader->tokens.items[open].partner; at++) {
		const char *name = done_token_text(&reader->tokens, at);
		if (name && done_token_is_mark(&reader->tokens, at + 1, ':')) {
			setup_read_list(reader, at + 2, done_python_group(name), "extras_require");
			at += 2;
		}
		if (done_token_at(&reader->tokens, at)->partner > at)
			at = done_token_at(&reader->tokens, at)->partner;
	}
}

/* "serve = acme.app:main" as "serve acme.app:main". */
static void setup_add_entry(
    struct setup_reader *reader, const char *group, const char *text, int line)
{
	size_t name = strcspn(text, " \t="), skip = name + strspn(text + name, " \t=");
	struct done_arena *arena = reader->draft.arena;
	bool is_command = !strcmp(group, "console_scripts") || !strcmp(group, "gui_scripts");

	if (!name || !text[skip] || *text == '#')
		return;
	done_draft_fact(&reader->draft,
	    is_command ? "entry-point" : done_arena_printf(arena, "entry-point.%s", group),
	    done_arena_printf(arena, "%.*s %s", (int)name, text, text + skip), line);
}

/* The lines of one text, "[console_scripts]\nserve = acme.app:main". */
static void setup_read_entry_lines(struct setup_reader *reader, const char *text, int line)
{
	struct done_arena *arena = reader->draft.arena;
	const char *group = "";

	while (*text) {
		size_t len = strcspn(text, "\n"), start = strspn(text, " \t\r"), end = len;
		while (end > start && strchr(" \t\r]", text[end - 1]))
			end--;
		if (end > start && text[start] == '[')
			group = done_arena_strndup(arena, text + start + 1, end - start - 1);
		else if (end > start)
			setup_add_entry(reader, group,
			    done_arena_strndup(arena, text + start, end - start), line);
		line += text[len] == '\n';
		text += len + (text[len] == '\n');
	}
}

static void setup_read_entries(struct setup_reader *reader, size_t i)
{
	size_t open = setup_open(reader, i);
	const char *group = NULL, *lines = done_token_text(&reader->tokens, i);

	if (lines) {
		setup_read_entry_lines(reader, lines, done_token_at(&reader->tokens, i)->line);
		return;
	}

	if (!open || !done_token_is_mark(&reader->tokens, open, '{')) {
		done_draft_not_read(&reader->draft, done_token_at(&reader->tokens, i)->line,
		    "the value of entry_points is computed");
		return;
	}
	for (size_t at = open + 1; at < reader->tokens.items[open].partner; at++) {
		const char *text = done_token_text(&reader->tokens, at);
		if (text && done_token_is_mark(&reader->tokens, at + 1, ':'))
			group = text;
		else if (text && group)
			setup_add_entry(
			    reader, group, text, done_token_at(&reader->tokens, at)->line);
	}
}

static void setup_read_argument(struct setup_reader *reader, size_t i)
{
	static const struct {
		const char *key;
		enum done_scope scope;
	} lists[] = {
	    {"install_requires", DONE_SCOPE_RUN},
	    {"tests_require", DONE_SCOPE_TEST},
	    {"setup_requires", DONE_SCOPE_BUILD},
	};
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t k = 0; k < DONE_ARRAY_SIZE(lists); k++) {
		if (done_token_is(tokens, i, lists[k].key))
			setup_read_list(reader, i + 2, lists[k].scope, lists[k].key);
	}
	if (done_token_is(tokens, i, "name"))
		reader->draft.out.name = done_token_text(tokens, i + 2);
	else if (done_token_is(tokens, i, "version"))
		done_draft_fact(&reader->draft, "version", done_token_text(tokens, i + 2),
		    done_token_at(tokens, i)->line);
	else if (done_token_is(tokens, i, "extras_require"))
		setup_read_extras(reader, i + 2);
	else if (done_token_is(tokens, i, "entry_points"))
		setup_read_entries(reader, i + 2);
}

static void setup_read_call(struct setup_reader *reader, size_t open)
{
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t i = open + 1; i < tokens->items[open].partner; i++) {
		if (done_token_is_mark(tokens, i, '*') && done_token_is_mark(tokens, i + 1, '*'))
			done_draft_not_read(&reader->draft, done_token_at(tokens, i)->line,
			    "arguments of setup() are computed");
		if (done_token_at(tokens, i)->kind == DONE_TOKEN_WORD &&
		    done_token_is_mark(tokens, i + 1, '='))
			setup_read_argument(reader, i);
		if (done_token_at(tokens, i)->partner > i)
			i = done_token_at(tokens, i)->partner;
	}
}

static int setup_py_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct setup_reader reader = {.left = SETUP_NAMES_MAX};
	bool is_found = false;

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0 ||
	    done_tokens_read(&reader.draft, &setup_dialect, &reader.tokens) < 0)
		return reader.draft.rc;
	for (size_t i = 0; i < reader.tokens.nr && !is_found; i++) {
		is_found = done_token_is(&reader.tokens, i, "setup") &&
		    done_token_is_mark(&reader.tokens, i + 1, '(') &&
		    !done_token_is(&reader.tokens, i - (i > 0), "def");
		if (is_found)
			setup_read_call(&reader, i + 1);
	}
	if (!is_found)
		done_draft_not_read(&reader.draft, 0, "The file does not call setup()");
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_setup_py = {
    .name = "setup-py",
    .summary = "setup.py: requirements, extras and entry points that are literal lists",
    .read = setup_py_read,
};
