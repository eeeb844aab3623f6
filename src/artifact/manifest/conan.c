/*
 * conanfile.txt and conanfile.py (literal forms only).
 *
 * Dependencies: requires with scope run, tool_requires and build_requires build, test_requires
 * test; "name/version@user/channel". Facts: "generator" (text), "version" (python).
 */
#include <string.h>

#include "readers.h"
#include "tokens.h"

static const struct {
	const char *name;
	enum done_scope scope;
} conan_lists[] = {
    {"requires", DONE_SCOPE_RUN},
    {"build_requires", DONE_SCOPE_BUILD},
    {"tool_requires", DONE_SCOPE_BUILD},
    {"test_requires", DONE_SCOPE_TEST},
    {"python_requires", DONE_SCOPE_BUILD},
};

/* The row of a list's name; -1: none. */
static int conan_list(const char *name, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(conan_lists); i++) {
		if (strlen(conan_lists[i].name) == len && !strncmp(conan_lists[i].name, name, len))
			return (int)i;
	}
	return -1;
}

static bool conan_depend(
    struct done_draft *draft, const char *text, enum done_scope scope, int line)
{
	const char *slash = strchr(text, '/');

	if (!slash || slash == text || !slash[1])
		return false;
	done_draft_depend(
	    draft, done_arena_strndup(draft->arena, text, (size_t)(slash - text)), scope, line)
	    ->version = done_arena_strndup(draft->arena, slash + 1, strcspn(slash + 1, "@#"));
	return true;
}

/* ---- conanfile.txt ---- */

struct conan_section {
	int list; /* -1: none */
	bool is_generators;
};

static void conan_read_line(
    struct done_draft *draft, struct conan_section *section, const char *text, int line)
{
	size_t len = strcspn(text, "]");

	if (*text == '[') {
		if (text[len] != ']')
			done_draft_fail(
			    draft, line, 1, "the header of a section must end with ']'");
		section->list = len ? conan_list(text + 1, len - 1) : -1;
		section->is_generators = !strncmp(text, "[generators]", 12);
	} else if (section->list >= 0) {
		if (!conan_depend(draft, text, conan_lists[section->list].scope, line))
			done_draft_fail(draft, line, 1,
			    "a requirement must be written as 'name/version', not '%s'", text);
	} else if (section->is_generators) {
		done_draft_fact(draft, "generator", text, line);
	}
}

static int conan_txt_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct conan_section section = {.list = -1};
	struct done_draft draft;
	int line = 0;

	if (done_draft_open(&draft, arena, bytes, file, err) < 0)
		return draft.rc;
	for (const char *at = draft.text.ptr; *at && draft.rc == 0;) {
		size_t len = strcspn(at, "\n"), start = strspn(at, " \t"), end = len;
		const char *comment = memchr(at, '#', len);
		/* "#" in a reference names a revision; a comment stands before or behind blanks. */
		if (comment && (comment == at || comment[-1] == ' ' || comment[-1] == '\t'))
			end = (size_t)(comment - at);
		while (end > start && strchr(" \t\r", at[end - 1]))
			end--;
		line++;
		if (end > start)
			conan_read_line(&draft, &section,
			    done_arena_strndup(arena, at + start, end - start), line);
		at += len + (at[len] == '\n');
	}
	return done_draft_close(&draft, out);
}

/* ---- conanfile.py ---- */

static const struct done_token_dialect conan_dialect = {.line_comment = {"#", NULL},
    .quotes = "\"'",
    .prefix = "fF",
    .plain_prefix = "rRbBuU",
    .triples = true};

/* requires = "a/1", "b/2" or [ … ] or ( … ): every text up to the end of the line. */
static void conan_read_texts(struct done_draft *draft, const struct done_tokens *tokens, size_t i,
    size_t end, enum done_scope scope)
{
	bool is_any = false;

	for (size_t at = i; at < end; at++) {
		const struct done_token *token = done_token_at(tokens, at);
		if (token->kind != DONE_TOKEN_TEXT)
			continue;
		is_any = true;
		if (!done_token_text(tokens, at))
			done_draft_not_read(
			    draft, token->line, "the requirement '%s' is computed", token->text);
		else
			conan_depend(draft, token->text, scope, token->line);
	}
	if (!is_any)
		done_draft_not_read(
		    draft, done_token_at(tokens, i)->line, "a list of requirements is computed");
}

static size_t conan_read_word(struct done_draft *draft, const struct done_tokens *tokens, size_t i)
{
	const struct done_token *token = done_token_at(tokens, i);
	bool is_set =
	    done_token_is_mark(tokens, i + 1, '=') && !done_token_is_mark(tokens, i + 2, '=');
	int list = conan_list(token->text, strlen(token->text));
	size_t end = i;

	if (list >= 0 && is_set)
		end = done_token_line_end(tokens, i, tokens->nr);
	else if (list >= 0 && done_token_is_mark(tokens, i + 1, '('))
		end = tokens->items[i + 1].partner;
	else if (!strcmp(token->text, "name") && is_set && !draft->out.name)
		draft->out.name = done_token_text(tokens, i + 2);
	else if (!strcmp(token->text, "version") && is_set)
		done_draft_fact(draft, "version", done_token_text(tokens, i + 2), token->line);
	if (end > i)
		conan_read_texts(draft, tokens, i + 2, end, conan_lists[list].scope);
	return end;
}

static int conan_py_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_tokens tokens;
	struct done_draft draft;

	if (done_draft_open(&draft, arena, bytes, file, err) < 0 ||
	    done_tokens_read(&draft, &conan_dialect, &tokens) < 0)
		return draft.rc;
	for (size_t i = 0; i < tokens.nr; i++) {
		if (done_token_at(&tokens, i)->kind == DONE_TOKEN_WORD)
			i = conan_read_word(&draft, &tokens, i);
	}
	return done_draft_close(&draft, out);
}

const struct done_manifest_reader done_manifest_conan_txt = {
    .name = "conan-txt",
    .summary = "conanfile.txt: requirements",
    .read = conan_txt_read,
};
const struct done_manifest_reader done_manifest_conan_py = {
    .name = "conan-py",
    .summary = "conanfile.py: requirements; literal forms",
    .read = conan_py_read,
};
