/*
 * build.gradle and build.gradle.kts: literal forms only.
 *
 * Dependencies: 'group:artifact:version', group: … name: …, kotlin("x"), platform(…) around them,
 * as "group:artifact"; by the name of the configuration test (its name has "test"), build
 * (annotation processors, classpath, …), else run. project(":a:b") and projects.a.b: name ":a:b",
 * is_workspace (the settings file says where it stands: a member "a/b"). libs.a.b: name "libs.a.b",
 * which done_manifest_resolve() replaces by what the catalog says.
 * Facts: "plugin" = its id or "alias libs.plugins.x", "declared-plugin" = one with `apply false`,
 * "main-class", "group", "version",
 * "subprojects.plugin", and "subprojects.dependency", "subprojects.test-dependency",
 * "subprojects.build-dependency" by their scope: what the file sets for projects below it.
 */
#include "gradle.h"

#include <string.h>

#include "readers.h"

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
	    .quotes = "\"`",
	    .computing = "\"",
	    .put_in = "$",
	    .triples = true};

	return done_text_ends(file, ".kts") ? &kotlin : &groovy;
}

/* ---- plugins ---- */

static void gradle_add_plugin(struct done_gradle_reader *reader, const char *id, int line)
{
	done_draft_fact(&reader->draft,
	    reader->is_declared         ? "declared-plugin"
	        : reader->is_for_others ? "subprojects.plugin"
	                                : "plugin",
	    id, line);
}

/* One line of plugins { }: id("x"), id 'x', kotlin("jvm"), alias(libs.plugins.x), java, `war`. */
static void gradle_read_plugin(struct done_gradle_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	const struct done_token *word = done_token_at(tokens, i);
	size_t at = i + 1 + done_token_is_mark(tokens, i + 1, '('), end;
	const char *text = done_token_text(tokens, at), *path;

	if (word->kind == DONE_TOKEN_TEXT && !word->is_computed) {
		gradle_add_plugin(reader, word->text, word->line);
		return;
	}
	if (word->kind != DONE_TOKEN_WORD)
		return;
	if (!strcmp(word->text, "id") && text) {
		gradle_add_plugin(reader, text, word->line);
	} else if (!strcmp(word->text, "kotlin") && text) {
		gradle_add_plugin(reader,
		    done_arena_printf(reader->draft.arena, "org.jetbrains.kotlin.%s", text),
		    word->line);
	} else if (!strcmp(word->text, "alias")) {
		path = done_gradle_path(reader, at, &end);
		if (path)
			gradle_add_plugin(reader,
			    done_arena_printf(reader->draft.arena, "alias %s", path), word->line);
	} else if (!strcmp(word->text, "id")) {
		done_draft_not_read(&reader->draft, word->line, "the id of a plugin is computed");
	} else {
		gradle_add_plugin(reader, word->text, word->line);
	}
}

/* id("x") version "1" apply false: named for projects below, not used here. */
static bool gradle_is_not_applied(const struct done_tokens *tokens, size_t i, size_t end)
{
	for (; i + 1 < end; i++) {
		size_t value = i + 1 + done_token_is_mark(tokens, i + 1, '(');
		if (done_token_is(tokens, i, "apply") && done_token_is(tokens, value, "false"))
			return true;
	}
	return false;
}

static void gradle_read_plugins(struct done_gradle_reader *reader, size_t i, size_t end)
{
	for (i = done_token_skip_lines(&reader->tokens, i); i < end;
	     i = done_token_skip_lines(&reader->tokens, i)) {
		size_t stop = done_token_line_end(&reader->tokens, i, end);
		reader->is_declared = gradle_is_not_applied(&reader->tokens, i, stop);
		gradle_read_plugin(reader, i);
		reader->is_declared = false;
		i = stop;
	}
}

/* apply plugin: 'x', apply(plugin = "x") */
static void gradle_read_apply(struct done_gradle_reader *reader, size_t i, size_t end)
{
	end = done_token_line_end(&reader->tokens, i, end < i + 8 ? end : i + 8);
	for (; i + 2 < end; i++) {
		const char *text = done_token_text(&reader->tokens, i + 2);
		if (done_token_is(&reader->tokens, i, "plugin") && text)
			gradle_add_plugin(reader, text, done_token_at(&reader->tokens, i)->line);
	}
}

static void gradle_read_block(struct done_gradle_reader *reader, size_t i, size_t end);

/* ---- blocks ---- */

/* mainClass = "x", mainClass.set("x"), mainClassName = 'x', group 'x' */
static void gradle_read_property(struct done_gradle_reader *reader, size_t i, size_t end)
{
	static const struct {
		const char *word, *fact;
		bool is_top; /* elsewhere it says something else */
	} rows[] = {
	    {"mainClass", "main-class", false},
	    {"mainClassName", "main-class", false},
	    {"group", "group", true},
	    {"version", "version", true},
	};
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t k = 0; k < DONE_ARRAY_SIZE(rows) && !reader->is_for_others; k++) {
		if (!done_token_is(tokens, i, rows[k].word) || (rows[k].is_top && reader->depth))
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

/* manifest { attributes 'Main-Class': 'x' }, attributes["Main-Class"] = "x", ("Main-Class" to "x")
 */
static void gradle_read_attribute(struct done_gradle_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	const char *name = done_token_text(tokens, i);
	size_t at = i + 1 + done_token_is_mark(tokens, i + 1, ']');

	if (name && !strcmp(name, "Main-Class") && !reader->is_for_others)
		done_draft_fact(&reader->draft, "main-class", done_token_text(tokens, at + 1),
		    done_token_at(tokens, i)->line);
}

/* A word with a block behind it, perhaps with brackets between: subprojects { }, configure(x) { }.
 */
static size_t gradle_block_of(const struct done_gradle_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t at = i + 1;

	if (done_token_is_mark(tokens, at, '('))
		at = tokens->items[at].partner + 1;
	return at < end && done_token_is_mark(tokens, at, '{') ? at : 0;
}

static void gradle_read_word(struct done_gradle_reader *reader, size_t i, size_t block, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t close = block ? tokens->items[block].partner : 0;
	struct done_gradle_reader was = *reader;

	if (!block) {
		if (done_token_is(tokens, i, "apply"))
			gradle_read_apply(reader, i, end);
		else
			gradle_read_property(reader, i, end);
		return;
	}
	if (done_token_is(tokens, i, "plugins") && !reader->depth) {
		gradle_read_plugins(reader, block + 1, close);
	} else if (done_token_is(tokens, i, "dependencies")) {
		done_gradle_read_dependencies(reader, block + 1, close);
	} else if (done_token_is(tokens, i, "project") || done_token_is(tokens, i, "configure")) {
		done_draft_not_read(&reader->draft, done_token_at(tokens, i)->line,
		    "what is set for another project by its name is not read");
	} else if (!done_token_is(tokens, i, "publishing") &&
	    !done_token_is(tokens, i, "dependencyManagement")) {
		reader->is_for_others = was.is_for_others ||
		    done_token_is(tokens, i, "subprojects") ||
		    done_token_is(tokens, i, "allprojects");
		reader->is_for_build = was.is_for_build || done_token_is(tokens, i, "buildscript");
		reader->depth++;
		gradle_read_block(reader, block + 1, close);
		reader->depth--;
		reader->is_for_others = was.is_for_others;
		reader->is_for_build = was.is_for_build;
	}
}

static void gradle_read_block(struct done_gradle_reader *reader, size_t i, size_t end)
{
	const struct done_tokens *tokens = &reader->tokens;

	while (i < end) {
		const struct done_token *token = done_token_at(tokens, i);
		size_t block = 0;
		if (token->kind == DONE_TOKEN_WORD) {
			block = gradle_block_of(reader, i, end);
			gradle_read_word(reader, i, block, end);
		} else if (token->kind == DONE_TOKEN_TEXT) {
			gradle_read_attribute(reader, i);
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
	struct done_gradle_reader reader = {.is_for_others = false};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) == 0 &&
	    done_tokens_read(&reader.draft, done_gradle_dialect(file), &reader.tokens) == 0)
		gradle_read_block(&reader, 0, reader.tokens.nr);
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_gradle = {
    .name = "gradle",
    .summary = "build.gradle, build.gradle.kts: plugins, dependencies, main class; literal forms",
    .read = gradle_read,
};
