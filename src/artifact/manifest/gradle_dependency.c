/* Gradle's dependencies { }: what is written in one of its literal forms. */
#include <ctype.h>
#include <string.h>

#include "gradle.h"

const char *done_gradle_path(struct done_gradle_reader *reader, size_t i, size_t *end)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct done_buf path = {0};
	const char *text;

	while (done_token_at(tokens, i)->kind == DONE_TOKEN_WORD) {
		/* .get(), .asProvider() end what names it. */
		if (done_token_is_mark(tokens, i + 1, '('))
			break;
		if (path.len)
			done_buf_addch(&path, '.');
		done_buf_addstr(&path, done_token_at(tokens, i++)->text);
		if (!done_token_is_mark(tokens, i, '.'))
			break;
		i++;
	}
	*end = i;
	text = path.len ? done_arena_strndup(reader->draft.arena, path.ptr, path.len) : NULL;
	done_buf_release(&path);
	return text;
}

static enum done_scope gradle_scope(const struct done_gradle_reader *reader, const char *name)
{
	static const char *const build[] = {"annotationProcessor", "kapt", "ksp", "classpath",
	    "checkstyle", "pmd", "developmentOnly", "errorprone", "detekt", "ktlint", "spotbugs",
	    "coreLibraryDesugaring"};

	if (reader->is_for_build)
		return DONE_SCOPE_BUILD;
	if (done_text_starts(name, "test") || strstr(name, "Test"))
		return DONE_SCOPE_TEST;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(build); i++) {
		if (done_text_starts(name, build[i]))
			return DONE_SCOPE_BUILD;
	}
	return done_text_ends(name, "AnnotationProcessor") || done_text_ends(name, "Plugins")
	    ? DONE_SCOPE_BUILD
	    : DONE_SCOPE_RUN;
}

static struct done_dependency *gradle_depend(
    struct done_gradle_reader *reader, const char *name, const char *configuration, int line)
{
	static const char *const facts[] = {[DONE_SCOPE_RUN] = "subprojects.dependency",
	    [DONE_SCOPE_TEST] = "subprojects.test-dependency",
	    [DONE_SCOPE_BUILD] = "subprojects.build-dependency"};
	enum done_scope scope = gradle_scope(reader, configuration);

	if (!reader->is_for_others)
		return done_draft_depend(&reader->draft, name, scope, line);
	done_draft_fact(&reader->draft, facts[scope], name, line);
	return &reader->draft.beyond;
}

/* 'group:artifact:version:classifier@type' */
static void gradle_add_literal(
    struct done_gradle_reader *reader, const char *text, const char *configuration, int line)
{
	struct done_arena *arena = reader->draft.arena;
	const char *artifact = strchr(text, ':');
	size_t len;

	if (!artifact || artifact == text || !artifact[1])
		return;
	len = (size_t)(artifact - text) + 1 + strcspn(artifact + 1, ":@");
	struct done_dependency *item =
	    gradle_depend(reader, done_arena_strndup(arena, text, len), configuration, line);
	if (text[len] == ':' && text[len + 1])
		item->version =
		    done_arena_strndup(arena, text + len + 1, strcspn(text + len + 1, ":@"));
}

/* "projects.userApi" is the accessor of ":user-api". */
static const char *gradle_project_of(struct done_arena *arena, const char *path)
{
	struct done_buf name = {0};
	const char *text;

	for (path += strlen("projects"); *path; path++) {
		if (isupper((unsigned char)*path))
			done_buf_addf(&name, "-%c", tolower((unsigned char)*path));
		else
			done_buf_addch(&name, *path == '.' ? ':' : *path);
	}
	text = done_arena_strndup(arena, name.ptr ? name.ptr : "", name.len);
	done_buf_release(&name);
	return text;
}

/* project(":x"), project(path: ':x', …): the first text in the brackets. */
static void gradle_add_project(
    struct done_gradle_reader *reader, size_t i, const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	int line = done_token_at(tokens, i)->line;
	size_t open = i + 1, at = open;

	if (!done_token_is_mark(tokens, open, '('))
		return;
	while (
	    at < tokens->items[open].partner && done_token_at(tokens, at)->kind != DONE_TOKEN_TEXT)
		at++;
	if (done_token_text(tokens, at))
		gradle_depend(reader, done_token_text(tokens, at), configuration, line)
		    ->is_workspace = true;
	else
		done_draft_not_read(&reader->draft, line, "the path of a project is computed");
}

/* group: 'g', name: 'a', version: 'v' in Groovy, group = "g", name = "a" in Kotlin. */
static bool gradle_add_named(
    struct done_gradle_reader *reader, size_t i, size_t end, const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	static const char *const keys[] = {"group", "name", "version"};
	const char *found[3] = {NULL};
	int line = done_token_at(tokens, i)->line;

	for (; i + 2 < end; i++) {
		for (size_t k = 0; k < DONE_ARRAY_SIZE(keys); k++) {
			if (done_token_is(tokens, i, keys[k]) &&
			    (done_token_is_mark(tokens, i + 1, ':') ||
			        done_token_is_mark(tokens, i + 1, '=')))
				found[k] = done_token_text(tokens, i + 2);
		}
	}
	if (!found[0] || !found[1])
		return false;
	gradle_depend(reader, done_arena_printf(reader->draft.arena, "%s:%s", found[0], found[1]),
	    configuration, line)
	    ->version = found[2];
	return true;
}

/* A computed version does not hide the name: "org.x:y:$version". */
static bool gradle_add_computed(
    struct done_gradle_reader *reader, const struct done_token *token, const char *configuration)
{
	const char *put_in = strchr(token->text, '$');
	size_t colons = 0;

	for (const char *at = token->text; put_in && at < put_in; at++)
		colons += *at == ':';
	if (colons < 2)
		return false;
	gradle_add_literal(reader, token->text, configuration, token->line);
	return true;
}

/* implementation("org.x", "y", "1.0"): group, name and version apart. */
static bool gradle_add_apart(
    struct done_gradle_reader *reader, size_t i, size_t end, const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *group = done_token_at(tokens, i);
	const struct done_token *name = done_token_at(tokens, i + 2);

	if (i + 2 >= end || !done_token_is_mark(tokens, i + 1, ',') ||
	    name->kind != DONE_TOKEN_TEXT || group->is_computed || name->is_computed ||
	    strchr(group->text, ':') || strchr(name->text, ':'))
		return false;
	gradle_depend(reader,
	    done_arena_printf(reader->draft.arena, "%s:%s", group->text, name->text), configuration,
	    group->line)
	    ->version = i + 4 < end && done_token_is_mark(tokens, i + 3, ',')
	    ? done_token_text(tokens, i + 4)
	    : NULL;
	return true;
}

/* 'a:b:1', "c:d:$version": one or several with commas between, over lines. */
static bool gradle_add_texts(struct done_gradle_reader *reader, size_t i, const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	bool is_any = false;

	while (done_token_at(tokens, i)->kind == DONE_TOKEN_TEXT) {
		const struct done_token *token = done_token_at(tokens, i);
		if (!token->is_computed)
			gradle_add_literal(reader, token->text, configuration, token->line);
		if (token->is_computed && !gradle_add_computed(reader, token, configuration))
			return false;
		is_any = true;
		if (!done_token_is_mark(tokens, i + 1, ','))
			break;
		i = done_token_skip_lines(tokens, i + 2);
	}
	return is_any;
}

/* What stands behind a configuration's name, or within platform(…). false: nothing that is read. */
static bool gradle_read_notation(
    struct done_gradle_reader *reader, size_t i, size_t end, const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *token = done_token_at(tokens, i);
	const char *path;
	size_t behind;

	if (token->kind == DONE_TOKEN_TEXT)
		return gradle_add_apart(reader, i, end, configuration) ||
		    gradle_add_texts(reader, i, configuration);
	if (token->kind != DONE_TOKEN_WORD)
		return false;
	if (!strcmp(token->text, "project")) {
		gradle_add_project(reader, i, configuration);
		return true;
	}
	if (!strcmp(token->text, "kotlin") && done_token_text(tokens, i + 2)) {
		gradle_depend(reader,
		    done_arena_printf(reader->draft.arena, "org.jetbrains.kotlin:kotlin-%s",
		        done_token_text(tokens, i + 2)),
		    configuration, token->line);
		return true;
	}
	if (gradle_add_named(reader, i, end, configuration))
		return true;
	path = done_gradle_path(reader, i, &behind);
	if (path && strchr(path, '.') && behind <= end && done_text_starts(path, "projects.")) {
		gradle_depend(reader, gradle_project_of(reader->draft.arena, path), configuration,
		    token->line)
		    ->is_workspace = true;
		return true;
	}
	if (path && strchr(path, '.') && !done_text_starts(path, "rootProject.")) {
		gradle_depend(reader, path, configuration, token->line);
		return true;
	}
	return false;
}

static bool gradle_is_wrapper(const char *word)
{
	static const char *const wrappers[] = {
	    "platform", "enforcedPlatform", "testFixtures", "variantOf"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(wrappers); i++) {
		if (!strcmp(word, wrappers[i]))
			return true;
	}
	return false;
}

/* implementation platform("…"), "kapt"(libs.x), api(project(":x")) { … } */
static void gradle_read_dependency(struct done_gradle_reader *reader, size_t i, size_t end)
{
	static const char *const silent[] = {"files", "fileTree", "gradleApi", "localGroovy",
	    "gradleTestKit", "npm", "compose", "gradleKotlinDsl"};
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *name = done_token_at(tokens, i);
	size_t at = i + 1;

	if (name->kind != DONE_TOKEN_WORD && !done_token_text(tokens, i))
		return;
	at += done_token_is_mark(tokens, at, '(');
	while (at < end && done_token_at(tokens, at)->kind == DONE_TOKEN_WORD &&
	    gradle_is_wrapper(done_token_at(tokens, at)->text))
		at += 1 + done_token_is_mark(tokens, at + 1, '(');
	at += done_token_is_mark(tokens, at, '[');
	if (at >= end || done_token_is_mark(tokens, at, '{') ||
	    done_token_is_mark(tokens, at, '.') || done_token_is_mark(tokens, at, '='))
		return;
	/* A bracket group: implementation(group = "…", name = "…"). */
	if (gradle_read_notation(reader, at, end, name->text))
		return;
	for (size_t k = 0; k < DONE_ARRAY_SIZE(silent); k++) {
		if (done_token_is(tokens, at, silent[k]))
			return;
	}
	done_draft_not_read(
	    &reader->draft, name->line, "a dependency of '%s' is computed", name->text);
}

/* Where the statement at i ends: a list goes on behind a comma. */
static size_t gradle_statement_end(const struct done_tokens *tokens, size_t i, size_t end)
{
	size_t stop = done_token_line_end(tokens, i, end);

	while (stop < end && stop > i && done_token_is_mark(tokens, stop - 1, ','))
		stop = done_token_line_end(tokens, stop + 1, end);
	return stop;
}

static bool gradle_is_one_of(
    const struct done_tokens *tokens, size_t i, const char *const *words, size_t nr)
{
	for (size_t k = 0; k < nr; k++) {
		if (done_token_is(tokens, i, words[k]))
			return true;
	}
	return false;
}

void done_gradle_read_dependencies(struct done_gradle_reader *reader, size_t i, size_t end)
{
	/* Values, and what is chosen where others ask for it. */
	static const char *const passed[] = {
	    "val", "var", "def", "constraints", "modules", "components"};
	static const char *const branches[] = {"if", "else"};
	const struct done_tokens *tokens = &reader->tokens;

	for (i = done_token_skip_lines(tokens, i); i < end; i = done_token_skip_lines(tokens, i)) {
		size_t stop = gradle_statement_end(tokens, i, end);
		if (gradle_is_one_of(tokens, i, branches, DONE_ARRAY_SIZE(branches))) {
			/* Both branches: which one is taken is known when it runs. */
			for (size_t at = i; at < stop; at++) {
				if (!done_token_is_mark(tokens, at, '{'))
					continue;
				done_gradle_read_dependencies(
				    reader, at + 1, tokens->items[at].partner);
				at = tokens->items[at].partner;
			}
		} else if (!gradle_is_one_of(tokens, i, passed, DONE_ARRAY_SIZE(passed))) {
			gradle_read_dependency(reader, i, stop);
		}
		i = stop;
	}
}
