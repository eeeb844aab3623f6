/*
 * build.gradle and build.gradle.kts: literal forms only.
 *
 * Dependencies: 'group:artifact:version', group: … name: …, kotlin("x"), platform(…) around them,
 * as "group:artifact"; by the name of the configuration test (its name has "test"), build
 * (annotation processors, classpath, …), else run. project(":a:b") and projects.a.b: name ":a:b",
 * is_workspace (the settings file says where it stands: a member "a/b"). libs.a.b: name "libs.a.b",
 * which done_manifest_resolve() replaces by what the catalog says.
 * Facts: "plugin" = its id or "alias libs.plugins.x", "main-class", "group", "version",
 * "subprojects.plugin" and "subprojects.dependency" = what the file sets for projects below it.
 */
#include "gradle.h"

#include <ctype.h>
#include <string.h>

#include "readers.h"

struct gradle_reader {
	struct done_draft draft;
	struct done_tokens tokens;
	bool is_for_others; /* in subprojects { } or allprojects { } */
	bool is_for_build;  /* in buildscript { } */
};

const struct done_token_dialect *done_gradle_dialect(const char *file)
{
	static const struct done_token_dialect groovy = {.line_comment = {"//", NULL},
	                                                 .comment = "/*",
	                                                 .comment_end = "*/",
	                                                 .quotes = "\"'",
	                                                 .computing = "\"",
	                                                 .put_in = "$",
	                                                 .triples = true,
	                                                 .slashes = true};
	static const struct done_token_dialect kotlin = {.line_comment = {"//", NULL},
	                                                 .comment = "/*",
	                                                 .comment_end = "*/",
	                                                 .quotes = "\"",
	                                                 .computing = "\"",
	                                                 .put_in = "$",
	                                                 .triples = true};

	return done_text_ends(file, ".kts") ? &kotlin : &groovy;
}

/* ---- plugins ----------------------------------------------------------------------------------
 */

static void gradle_add_plugin(struct gradle_reader *reader, const char *id, int line)
{
	done_draft_fact(&reader->draft, reader->is_for_others ? "subprojects.plugin" : "plugin", id,
	                line);
}

/* libs.plugins.spring.boot as one text; *end is behind it. NULL: no such path of names. */
static const char *gradle_path(struct gradle_reader *reader, size_t i, size_t *end)
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

/* One line of plugins { }: id("x"), id 'x', kotlin("jvm"), alias(libs.plugins.x), java, `war`. */
static void gradle_read_plugin(struct gradle_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *word = done_token_at(tokens, i);
	size_t at = i + 1 + done_token_is_mark(tokens, i + 1, '('), end;
	const char *text = done_token_text(tokens, at), *path;

	if (done_token_is_mark(tokens, i, '`'))
		word = done_token_at(tokens, i + 1);
	if (word->kind != DONE_TOKEN_WORD)
		return;
	if (!strcmp(word->text, "id") && text) {
		gradle_add_plugin(reader, text, word->line);
	} else if (!strcmp(word->text, "kotlin") && text) {
		gradle_add_plugin(
			reader,
			done_arena_printf(reader->draft.arena, "org.jetbrains.kotlin.%s", text),
			word->line);
	} else if (!strcmp(word->text, "alias")) {
		path = gradle_path(reader, at, &end);
		if (path)
			gradle_add_plugin(reader,
			                  done_arena_printf(reader->draft.arena, "alias %s", path),
			                  word->line);
	} else if (!strcmp(word->text, "id")) {
		done_draft_not_read(&reader->draft, word->line, "the id of a plugin is computed");
	} else {
		gradle_add_plugin(reader, word->text, word->line);
	}
}

static void gradle_read_plugins(struct gradle_reader *reader, size_t i, size_t end)
{
	for (i = done_token_skip_lines(&reader->tokens, i); i < end;
	     i = done_token_skip_lines(&reader->tokens, i)) {
		gradle_read_plugin(reader, i);
		i = done_token_line_end(&reader->tokens, i, end);
	}
}

/* apply plugin: 'x', apply(plugin = "x") */
static void gradle_read_apply(struct gradle_reader *reader, size_t i, size_t end)
{
	end = done_token_line_end(&reader->tokens, i, end < i + 8 ? end : i + 8);
	for (; i + 2 < end; i++) {
		const char *text = done_token_text(&reader->tokens, i + 2);
		if (done_token_is(&reader->tokens, i, "plugin") && text)
			gradle_add_plugin(reader, text, done_token_at(&reader->tokens, i)->line);
	}
}

/* ---- dependencies -----------------------------------------------------------------------------
 */

static enum done_scope gradle_scope(const struct gradle_reader *reader, const char *name)
{
	static const char *const build[] = {"annotationProcessor",
	                                    "kapt",
	                                    "ksp",
	                                    "classpath",
	                                    "checkstyle",
	                                    "pmd",
	                                    "developmentOnly",
	                                    "errorprone",
	                                    "detekt",
	                                    "ktlint",
	                                    "spotbugs",
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

static struct done_dependency *gradle_depend(struct gradle_reader *reader, const char *name,
                                             const char *configuration, int line)
{
	if (reader->is_for_others) {
		done_draft_fact(&reader->draft, "subprojects.dependency", name, line);
		return &reader->draft.beyond;
	}
	return done_draft_depend(&reader->draft, name, gradle_scope(reader, configuration), line);
}

/* 'group:artifact:version:classifier@type' */
static void gradle_add_literal(struct gradle_reader *reader, const char *text,
                               const char *configuration, int line)
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
static void gradle_add_project(struct gradle_reader *reader, size_t i, const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	int line = done_token_at(tokens, i)->line;
	size_t open = i + 1, at = open;

	if (!done_token_is_mark(tokens, open, '('))
		return;
	while (at < tokens->items[open].partner &&
	       done_token_at(tokens, at)->kind != DONE_TOKEN_TEXT)
		at++;
	if (done_token_text(tokens, at))
		gradle_depend(reader, done_token_text(tokens, at), configuration, line)
			->is_workspace = true;
	else
		done_draft_not_read(&reader->draft, line, "the path of a project is computed");
}

/* group: 'g', name: 'a', version: 'v' in Groovy, group = "g", name = "a" in Kotlin. */
static bool gradle_add_named(struct gradle_reader *reader, size_t i, size_t end,
                             const char *configuration)
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
static bool gradle_add_computed(struct gradle_reader *reader, const struct done_token *token,
                                const char *configuration)
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

/* What stands behind a configuration's name, or within platform(…). false: nothing that is read. */
static bool gradle_read_notation(struct gradle_reader *reader, size_t i, size_t end,
                                 const char *configuration)
{
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *token = done_token_at(tokens, i);
	const char *text = done_token_text(tokens, i), *path;
	size_t behind;

	if (text) {
		for (; text; text = done_token_text(tokens, i)) {
			gradle_add_literal(reader, text, configuration, token->line);
			i += 1 + done_token_is_mark(tokens, i + 1, ',');
		}
		return true;
	}
	if (token->kind == DONE_TOKEN_TEXT)
		return gradle_add_computed(reader, token, configuration);
	if (token->kind != DONE_TOKEN_WORD)
		return false;
	if (!strcmp(token->text, "project")) {
		gradle_add_project(reader, i, configuration);
		return true;
	}
	if (!strcmp(token->text, "kotlin") && done_token_text(tokens, i + 2)) {
		gradle_depend(reader,
		              done_arena_printf(reader->draft.arena,
		                                "org.jetbrains.kotlin:kotlin-%s",
		                                done_token_text(tokens, i + 2)),
		              configuration, token->line);
		return true;
	}
	if (gradle_add_named(reader, i, end, configuration))
		return true;
	path = gradle_path(reader, i, &behind);
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
	static const char *const wrappers[] = {"platform", "enforcedPlatform", "testFixtures",
	                                       "variantOf"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(wrappers); i++) {
		if (!strcmp(word, wrappers[i]))
			return true;
	}
	return false;
}

/* implementation platform("…"), "kapt"(libs.x), api(project(":x")) { … } */
static void gradle_read_dependency(struct gradle_reader *reader, size_t i, size_t end)
{
	static const char *const silent[] = {"files",       "fileTree",       "gradleApi",
	                                     "localGroovy", "gradleTestKit",  "npm",
	                                     "compose",     "gradleKotlinDsl"};
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
	done_draft_not_read(&reader->draft, name->line, "a dependency of '%s' is computed",
	                    name->text);
}

static void gradle_read_block(struct gradle_reader *reader, size_t i, size_t end);

static void gradle_read_dependencies(struct gradle_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;

	for (i = done_token_skip_lines(tokens, i); i < end; i = done_token_skip_lines(tokens, i)) {
		size_t stop = done_token_line_end(tokens, i, end), at = i;
		/* In a list of several lines each has a comma before its end: implementation(
		 * and the like stay one line by their brackets. */
		while (stop < end && stop > i && done_token_is_mark(tokens, stop - 1, ','))
			stop = done_token_line_end(tokens, stop + 1, end);
		if (done_token_is(tokens, at, "if") || done_token_is(tokens, at, "for")) {
			done_draft_not_read(&reader->draft, done_token_at(tokens, at)->line,
			                    "dependencies below a condition are not read");
		} else if (done_token_is(tokens, at, "constraints") ||
		           done_token_is(tokens, at, "modules") ||
		           done_token_is(tokens, at, "components")) {
			/* What is chosen where others ask for it. */
		} else {
			gradle_read_dependency(reader, at, stop);
		}
		i = stop;
	}
}

/* ---- blocks -----------------------------------------------------------------------------------
 */

/* mainClass = "x", mainClass.set("x"), mainClassName = 'x', group 'x' */
static void gradle_read_property(struct gradle_reader *reader, size_t i, size_t end)
{
	static const struct {
		const char *word, *fact;
	} rows[] = {
		{"mainClass", "main-class"},
		{"mainClassName", "main-class"},
		{"group", "group"},
		{"version", "version"},
	};
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t k = 0; k < DONE_ARRAY_SIZE(rows) && !reader->is_for_others; k++) {
		if (!done_token_is(tokens, i, rows[k].word))
			continue;
		size_t at = i + 1;
		if (done_token_is_mark(tokens, at, '.') && done_token_is(tokens, at + 1, "set"))
			at += 2;
		at += done_token_is_mark(tokens, at, '=') || done_token_is_mark(tokens, at, '(');
		if (at < end)
			done_draft_fact(&reader->draft, rows[k].fact, done_token_text(tokens, at),
			                done_token_at(tokens, i)->line);
	}
}

/* A word with a block behind it, perhaps with brackets between: subprojects { }, configure(x) { }.
 */
static size_t gradle_block_of(const struct gradle_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t at = i + 1;

	if (done_token_is_mark(tokens, at, '('))
		at = tokens->items[at].partner + 1;
	return at < end && done_token_is_mark(tokens, at, '{') ? at : 0;
}

static void gradle_read_word(struct gradle_reader *reader, size_t i, size_t block, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t close = block ? tokens->items[block].partner : 0;
	struct gradle_reader was = *reader;

	if (!block) {
		if (done_token_is(tokens, i, "apply"))
			gradle_read_apply(reader, i, end);
		else
			gradle_read_property(reader, i, end);
		return;
	}
	if (done_token_is(tokens, i, "plugins")) {
		gradle_read_plugins(reader, block + 1, close);
	} else if (done_token_is(tokens, i, "dependencies")) {
		gradle_read_dependencies(reader, block + 1, close);
	} else if (!done_token_is(tokens, i, "publishing") &&
	           !done_token_is(tokens, i, "dependencyManagement")) {
		reader->is_for_others = was.is_for_others ||
		                        done_token_is(tokens, i, "subprojects") ||
		                        done_token_is(tokens, i, "allprojects") ||
		                        done_token_is(tokens, i, "project") ||
		                        done_token_is(tokens, i, "configure");
		reader->is_for_build = was.is_for_build || done_token_is(tokens, i, "buildscript");
		gradle_read_block(reader, block + 1, close);
		reader->is_for_others = was.is_for_others;
		reader->is_for_build = was.is_for_build;
	}
}

static void gradle_read_block(struct gradle_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;

	while (i < end) {
		const struct done_token *token = done_token_at(tokens, i);
		size_t block = 0;
		if (token->kind == DONE_TOKEN_WORD) {
			block = gradle_block_of(reader, i, end);
			gradle_read_word(reader, i, block, end);
		} else if (token->kind == DONE_TOKEN_MARK && token->mark == '{') {
			block = i;
			gradle_read_block(reader, i + 1, token->partner);
		}
		i = block ? tokens->items[block].partner + 1 : i + 1;
	}
}

static int gradle_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
                       struct done_manifest *out, struct done_error *err)
{
	struct gradle_reader reader = {.is_for_others = false};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) == 0 &&
	    done_tokens_read(&reader.draft, done_gradle_dialect(file), &reader.tokens) == 0)
		gradle_read_block(&reader, 0, reader.tokens.nr);
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_gradle = {
	"gradle",
	"build.gradle, build.gradle.kts: plugins, dependencies, main class; literal forms",
	gradle_read};
