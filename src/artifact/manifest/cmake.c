/*
 * CMakeLists.txt. Conditions are not evaluated; ${…} is resolved where a set() of the file says it.
 *
 * Name: project(). Dependencies, scope run: find_package, pkg_check_modules, FetchContent_Declare,
 * and what target_link_libraries names beside the file's own libraries. Members: add_subdirectory.
 * Facts: "executable" = "name first-source", "library" = its name, "test" = a program that
 * add_test runs.
 */
#include <string.h>
#include <strings.h>

#include "readers.h"
#include "tokens.h"

struct cmake_reader {
	struct done_draft draft;
	struct done_tokens tokens;
	struct done_draft_names variables; /* by the index of the token of their first value */
	struct done_draft_names own;       /* libraries of this file */
	size_t cap_variables, cap_own;
};

/* The words of a command: those from i on, before end. */
typedef void cmake_command(struct cmake_reader *reader, size_t i, size_t end);

static const struct done_token_dialect cmake_dialect = {.line_comment = {"#", NULL},
    .comment = "#[[",
    .comment_end = "]]",
    .quotes = "\"",
    .computing = "\"",
    .put_in = "${",
    .lines = true,
    .words_are_all = true};

/* The text of an argument with a ${NAME} alone put in; NULL: it is computed, or no text. */
static const char *cmake_argument(const struct cmake_reader *reader, size_t i)
{
	const struct done_token *token = done_token_at(&reader->tokens, i);
	const struct done_draft_name *found;

	for (int depth = 0; strchr(token->text, '$'); depth++) {
		size_t len = strlen(token->text);
		if (depth == 8 || strncmp(token->text, "${", 2) != 0 || token->text[len - 1] != '}')
			return NULL;
		found = done_draft_names_find(&reader->variables,
		    done_arena_strndup(reader->draft.arena, token->text + 2, len - 3));
		if (!found)
			return NULL;
		token = done_token_at(&reader->tokens, found->index);
	}
	return token->kind == DONE_TOKEN_WORD || token->kind == DONE_TOKEN_TEXT ? token->text
	                                                                        : NULL;
}

static bool cmake_is_one_of(const char *text, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(text, words[i]))
			return true;
	}
	return false;
}

static void cmake_project(struct cmake_reader *reader, size_t i, size_t end)
{
	if (i < end)
		reader->draft.out.name = cmake_argument(reader, i);
}

static void cmake_executable(struct cmake_reader *reader, size_t i, size_t end)
{
	static const char *const options[] = {"WIN32", "MACOSX_BUNDLE", "EXCLUDE_FROM_ALL"};
	const char *name = i < end ? cmake_argument(reader, i) : NULL, *source = NULL;
	int line = done_token_at(&reader->tokens, i)->line;

	if (!name) {
		done_draft_not_read(&reader->draft, line, "the name of a program is computed");
		return;
	}
	for (size_t at = i + 1; at < end && !source; at++) {
		source = cmake_argument(reader, at);
		if (source && (!strcmp(source, "IMPORTED") || !strcmp(source, "ALIAS")))
			return;
		if (source && cmake_is_one_of(source, options, DONE_ARRAY_SIZE(options)))
			source = NULL;
	}
	if (!source && end > i + 1)
		done_draft_not_read(&reader->draft, line, "the sources of '%s' are computed", name);
	done_draft_fact(&reader->draft, "executable",
	    source ? done_arena_printf(reader->draft.arena, "%s %s", name, source) : name, line);
}

static void cmake_library(struct cmake_reader *reader, size_t i, size_t end)
{
	const char *name = i < end ? cmake_argument(reader, i) : NULL;

	done_draft_fact(&reader->draft, "library", name, done_token_at(&reader->tokens, i)->line);
}

static void cmake_link(struct cmake_reader *reader, size_t i, size_t end)
{
	static const char *const keywords[] = {"PRIVATE", "PUBLIC", "INTERFACE", "debug",
	    "optimized", "general", "LINK_PRIVATE", "LINK_PUBLIC", "LINK_INTERFACE_LIBRARIES"};

	for (size_t at = i + 1; at < end; at++) {
		const struct done_token *token = done_token_at(&reader->tokens, at);
		const char *name = cmake_argument(reader, at);
		if (!name && token->kind != DONE_TOKEN_MARK)
			done_draft_not_read(&reader->draft, token->line,
			    "a library to link is computed: '%s'", token->text);
		if (!name || !*name || *name == '-' ||
		    cmake_is_one_of(name, keywords, DONE_ARRAY_SIZE(keywords)) ||
		    done_draft_names_find(&reader->own, name))
			continue;
		done_draft_depend(&reader->draft, name, DONE_SCOPE_RUN, token->line);
	}
}

static void cmake_package(struct cmake_reader *reader, size_t i, size_t end)
{
	const struct done_token *token = done_token_at(&reader->tokens, i);
	const char *name = i < end ? cmake_argument(reader, i) : NULL;
	const char *version = i + 1 < end ? cmake_argument(reader, i + 1) : NULL;

	if (!name)
		done_draft_not_read(
		    &reader->draft, token->line, "the name of a package is computed");
	else
		done_draft_depend(&reader->draft, name, DONE_SCOPE_RUN, token->line)->version =
		    version && strspn(version, "0123456789") ? version : NULL;
}

/* pkg_check_modules(PREFIX REQUIRED IMPORTED_TARGET libfoo>=1.2 bar) */
static void cmake_modules(struct cmake_reader *reader, size_t i, size_t end)
{
	static const char *const options[] = {"REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL",
	    "NO_CMAKE_PATH", "NO_CMAKE_ENVIRONMENT_PATH"};

	for (size_t at = i + 1; at < end; at++) {
		const char *text = cmake_argument(reader, at);
		size_t len = text ? strcspn(text, "<>=") : 0;
		if (!len || cmake_is_one_of(text, options, DONE_ARRAY_SIZE(options)))
			continue;
		done_draft_depend(&reader->draft,
		    done_arena_strndup(reader->draft.arena, text, len), DONE_SCOPE_RUN,
		    done_token_at(&reader->tokens, at)->line)
		    ->version = text[len] ? text + len : NULL;
	}
}

static void cmake_subdirectory(struct cmake_reader *reader, size_t i, size_t end)
{
	const char *path = i < end ? cmake_argument(reader, i) : NULL;

	if (path)
		done_draft_member(&reader->draft, path);
	else
		done_draft_not_read(&reader->draft, done_token_at(&reader->tokens, i)->line,
		    "the path of a subdirectory is computed");
}

/* add_test(NAME x COMMAND program …), add_test(x program) */
static void cmake_test(struct cmake_reader *reader, size_t i, size_t end)
{
	size_t at = i;

	while (at < end && !done_token_is(&reader->tokens, at, "COMMAND"))
		at++;
	at = at < end ? at + 1 : i + 1;
	if (at < end)
		done_draft_fact(&reader->draft, "test", cmake_argument(reader, at),
		    done_token_at(&reader->tokens, at)->line);
}

static const struct {
	const char *name;
	cmake_command *read;
} cmake_commands[] = {
    {"project", cmake_project},
    {"add_executable", cmake_executable},
    {"add_library", cmake_library},
    {"target_link_libraries", cmake_link},
    {"find_package", cmake_package},
    {"find_dependency", cmake_package},
    {"FetchContent_Declare", cmake_package},
    {"pkg_check_modules", cmake_modules},
    {"pkg_search_module", cmake_modules},
    {"add_subdirectory", cmake_subdirectory},
    {"add_test", cmake_test},
};

/* What stands at the token is what ${name} means. */
static void cmake_bind(struct cmake_reader *reader, const char *name, size_t token)
{
	*DONE_ARENA_PUSH(reader->draft.arena, reader->variables.items, reader->variables.nr,
	    reader->cap_variables) = (struct done_draft_name){name, token};
}

/* set(NAME value …), project(NAME …) and add_library(name …), wherever they stand. */
static void cmake_find_names(struct cmake_reader *reader, size_t i)
{
	struct done_arena *arena = reader->draft.arena;
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *word = done_token_at(tokens, i),
	                        *name = done_token_at(tokens, i + 2);

	if (name->kind != DONE_TOKEN_WORD)
		return;
	if (!strcasecmp(word->text, "set") && !done_token_is_mark(tokens, i + 3, ')'))
		cmake_bind(reader, name->text, i + 3);
	if (!strcasecmp(word->text, "project")) {
		cmake_bind(reader, "PROJECT_NAME", i + 2);
		cmake_bind(reader, "CMAKE_PROJECT_NAME", i + 2);
	}
	if (!strcasecmp(word->text, "add_library"))
		*DONE_ARENA_PUSH(arena, reader->own.items, reader->own.nr, reader->cap_own) =
		    (struct done_draft_name){name->text, i + 2};
}

static bool cmake_is_call(const struct done_tokens *tokens, size_t i)
{
	return done_token_at(tokens, i)->kind == DONE_TOKEN_WORD &&
	    done_token_is_mark(tokens, i + 1, '(');
}

static void cmake_read_call(struct cmake_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t k = 0; k < DONE_ARRAY_SIZE(cmake_commands); k++) {
		if (!strcasecmp(done_token_at(tokens, i)->text, cmake_commands[k].name))
			cmake_commands[k].read(reader, i + 2, tokens->items[i + 1].partner);
	}
}

static int cmake_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct cmake_reader reader = {.cap_own = 0};
	const struct done_tokens *tokens = &reader.tokens;

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0 ||
	    done_tokens_read(&reader.draft, &cmake_dialect, &reader.tokens) < 0)
		return reader.draft.rc;
	for (size_t i = 0; i < tokens->nr; i++) {
		if (cmake_is_call(tokens, i))
			cmake_find_names(&reader, i);
	}
	done_draft_names_sort(&reader.variables);
	done_draft_names_sort(&reader.own);
	for (size_t i = 0; i < tokens->nr; i++) {
		if (!cmake_is_call(tokens, i))
			continue;
		cmake_read_call(&reader, i);
		i = tokens->items[i + 1].partner;
	}
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_cmake = {
    .name = "cmake",
    .summary = "CMakeLists.txt: project, programs, libraries, packages, subdirectories",
    .read = cmake_read,
};
