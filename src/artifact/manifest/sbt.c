/*
 * build.sbt and project/plugins.sbt: literal forms only.
 *
 * Dependencies: "group" % "artifact" % version (% Test), with %% and %%% as well, as
 * "group:artifact": test for Test and "test", build for addSbtPlugin, else run. dependsOn(x): name
 * "x", is_workspace, and local where the file says project in file("…") of it. Members: those
 * directories. Several projects of one file are one manifest. A project that a function of the
 * build makes (val x = service("dir"), def service(name: String): Project = …) stands in the
 * directory that the function puts it in (sbt_makers.c), else the one that the call names, and has
 * the plugins and dependencies of the function at its own line, with what the call says of them
 * (dependsOn(modules: _*), modules = Seq(core)). Facts: "main-class", "plugin" (enablePlugins,
 * addSbtPlugin), "version", "organization", "project" = "name directory".
 */
#include <string.h>

#include "readers.h"
#include "sbt.h"

/* A project that a maker makes: "val x = service(…)". */
struct sbt_made {
	const struct done_sbt_maker *maker;
	size_t call;
	int line;
};

struct sbt_reader {
	struct done_draft draft;
	struct done_tokens tokens;
	struct done_draft_names projects; /* by the place among .directories */
	const char **directories;
	size_t cap_names, cap_directories;
	struct done_sbt_makers makers;
	struct sbt_made *made;
	size_t nr_made, cap_made;
};

static const struct done_token_dialect sbt_dialect = {.line_comment = {"//", NULL},
    .comment = "/*",
    .comment_end = "*/",
    .quotes = "\"",
    .prefix = "sf",
    .triples = true,
    .ticks = true};

/* How many '%' stand from i on. */
static size_t sbt_percents(const struct done_tokens *tokens, size_t i)
{
	size_t nr = 0;

	while (nr < 3 && done_token_is_mark(tokens, i + nr, '%'))
		nr++;
	return nr;
}

/* "group" %% "artifact" % version % Test; i is at the group. Where it ends. */
static size_t sbt_read_module(struct sbt_reader *reader, size_t i, bool is_plugin)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct done_draft *draft = &reader->draft;
	const char *group = done_token_text(tokens, i);
	size_t nr = sbt_percents(tokens, i + 1), at = i + 1 + nr;
	const char *artifact = nr ? done_token_text(tokens, at) : NULL;
	struct done_dependency *item;

	if (!group || !artifact)
		return i;
	const char *name = done_arena_printf(draft->arena, "%s:%s", group, artifact);
	item = done_draft_depend(draft, name, is_plugin ? DONE_SCOPE_BUILD : DONE_SCOPE_RUN,
	    done_token_at(tokens, i)->line);
	if (is_plugin)
		done_draft_fact(draft, "plugin", name, done_token_at(tokens, i)->line);
	if (!sbt_percents(tokens, at + 1))
		return at;
	at += 1 + sbt_percents(tokens, at + 1);
	item->version = done_token_text(tokens, at);
	while (done_token_is_mark(tokens, at + 1, '.'))
		at += 2;
	if (!sbt_percents(tokens, at + 1))
		return at;
	at += 1 + sbt_percents(tokens, at + 1);
	const char *scope = done_token_at(tokens, at)->text;
	if (!strncmp(scope, "Test", 4) || !strncmp(scope, "test", 4) ||
	    !strcmp(scope, "IntegrationTest") || !strncmp(scope, "it", 2))
		item->scope = DONE_SCOPE_TEST;
	return at;
}

/* ---- projects ---- */

static void sbt_add_project(struct sbt_reader *reader, const char *name, const char *path, int line)
{
	struct done_draft *draft = &reader->draft;

	*DONE_ARENA_PUSH(draft->arena, reader->projects.items, reader->projects.nr,
	    reader->cap_names) = (struct done_draft_name){name, reader->projects.nr - 1};
	size_t nr = reader->projects.nr - 1;
	*DONE_ARENA_PUSH(draft->arena, reader->directories, nr, reader->cap_directories) = path;
	done_draft_fact(
	    draft, "project", done_arena_printf(draft->arena, "%s %s", name, path), line);
	if (strcmp(path, ".") != 0)
		done_draft_member(draft, path);
}

#define MAKERS_DEPTH 4

/* lazy val auth = service("auth", 9001), `at` at what stands behind the '=': true where a maker
 * makes it. */
static bool sbt_find_made(struct sbt_reader *reader, size_t i, size_t at)
{
	struct done_sbt_maker *maker = done_sbt_maker_at(&reader->makers, at);
	struct done_sbt_frame frame = {maker, at, NULL};
	const char *path = maker ? done_sbt_made_in(&reader->makers, &frame, MAKERS_DEPTH) : NULL;
	int line = done_token_at(&reader->tokens, i)->line;

	path = path ? done_draft_path(reader->draft.arena, path) : NULL;
	if (!path)
		return false;
	maker->is_used = true;
	sbt_add_project(reader, done_token_at(&reader->tokens, i + 1)->text, path, line);
	*DONE_ARENA_PUSH(reader->draft.arena, reader->made, reader->nr_made, reader->cap_made) =
	    (struct sbt_made){maker, at, line};
	return true;
}

/* lazy val api = (project in file("api")), project.in(file("api")), Project("api", file("api")). */
static void sbt_find_project(struct sbt_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct done_draft *draft = &reader->draft;
	const char *name = done_token_at(tokens, i + 1)->text, *path = NULL;
	bool is_project = false;
	size_t equals = i + 2, begin, end;

	if (done_token_is_mark(tokens, equals, ':') && done_token_is(tokens, equals + 1, "Project"))
		equals += 2;
	begin = done_token_skip_lines(tokens, equals + 1);
	end = begin + 17;
	if (done_token_at(tokens, i + 1)->kind != DONE_TOKEN_WORD ||
	    !done_token_is_mark(tokens, equals, '=') || sbt_find_made(reader, i, begin))
		return;
	for (size_t at = begin; at < end && at < tokens->nr && !path; at++) {
		if (done_token_is(tokens, at, "val") || done_token_is(tokens, at, "settings") ||
		    (done_token_at(tokens, at)->kind == DONE_TOKEN_LINE &&
		        !done_token_is_mark(tokens, done_token_skip_lines(tokens, at), '.')))
			break;
		is_project = is_project || done_token_is(tokens, at, "project") ||
		    done_token_is(tokens, at, "Project") ||
		    done_token_is(tokens, at, "crossProject");
		if (done_token_is(tokens, at, "file"))
			path = done_token_text(tokens, at + 2);
	}
	if (!is_project)
		return;
	/* Without a path it stands in the directory of its own name. */
	path = done_draft_path(draft->arena, path ? path : name);
	if (!path)
		return;
	sbt_add_project(reader, name, path, done_token_at(tokens, i)->line);
}

static void sbt_depend(struct sbt_reader *reader, const char *name, int line)
{
	const struct done_draft_name *found = done_draft_names_find(&reader->projects, name);
	struct done_dependency *item =
	    done_draft_depend(&reader->draft, name, DONE_SCOPE_RUN, line);

	item->is_workspace = true;
	item->local = found ? reader->directories[found->index] : NULL;
}

/* The project of that name, or those that the name stands for: Seq(core, model). False: it is no
 * name that is known. */
static bool sbt_depend_on(
    struct sbt_reader *reader, size_t i, const struct done_sbt_frame *frame, int line, int depth)
{
	const struct done_tokens *tokens = &reader->tokens;
	const char *name = done_token_at(tokens, i)->text;
	const struct done_sbt_frame *within;
	struct done_sbt_range range;

	if (done_draft_names_find(&reader->projects, name) &&
	    !done_sbt_is_own(&reader->makers, i, frame)) {
		sbt_depend(reader, name, line);
		return true;
	}
	if (depth < 1 || !done_sbt_resolve(&reader->makers, i, frame, &range, &within))
		return false;
	for (size_t at = range.begin; at < range.end; at++) {
		if (done_token_at(tokens, at)->kind == DONE_TOKEN_WORD &&
		    !done_token_is_mark(tokens, at - 1, '.'))
			sbt_depend_on(reader, at, within, line, depth - 1);
	}
	return true;
}

/* dependsOn(core % "test->test", model): each name, at the line, or where it stands (0). */
static void sbt_read_depends(
    struct sbt_reader *reader, size_t i, const struct done_sbt_frame *frame, int line)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t end = tokens->items[i + 1].partner;

	for (size_t at = i + 2; at < end; at++) {
		const struct done_token *token = done_token_at(tokens, at);
		int here = line ? line : token->line;

		if (token->kind != DONE_TOKEN_WORD || done_token_is_mark(tokens, at - 1, '.') ||
		    done_token_is_mark(tokens, at - 1, '%') || !strcmp(token->text, "_"))
			continue;
		if (!sbt_depend_on(reader, at, frame, here, MAKERS_DEPTH))
			sbt_depend(reader, token->text, here);
	}
}

static void sbt_read_plugins(struct sbt_reader *reader, size_t i, int line)
{
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t at = i + 2; at < tokens->items[i + 1].partner; at++) {
		if (done_token_at(tokens, at)->kind == DONE_TOKEN_WORD)
			done_draft_fact(&reader->draft, "plugin", done_token_at(tokens, at)->text,
			    line ? line : done_token_at(tokens, at)->line);
	}
}

/* What a maker says of what it makes, and those that it calls. */
static void sbt_read_maker(
    struct sbt_reader *reader, const struct done_sbt_frame *frame, int line, int depth)
{
	const struct done_tokens *tokens = &reader->tokens;

	for (size_t i = frame->maker->body.begin;
	     i < frame->maker->body.end && done_sbt_spend(&reader->makers); i++) {
		struct done_sbt_maker *other = done_sbt_maker_at(&reader->makers, i);
		struct done_sbt_frame inner = {other, i, frame};

		if (other && other != frame->maker && depth > 0) {
			other->is_used = true;
			sbt_read_maker(reader, &inner, line, depth - 1);
		} else if (!done_token_is_mark(tokens, i + 1, '(')) {
			continue;
		} else if (done_token_is(tokens, i, "dependsOn")) {
			sbt_read_depends(reader, i, frame, line);
		} else if (done_token_is(tokens, i, "enablePlugins")) {
			sbt_read_plugins(reader, i, line);
		}
	}
}

/* Where the body ends that begins at i and was read for what it makes; else i. *next: the maker
 * that comes next. */
static size_t sbt_after_maker(const struct sbt_reader *reader, size_t i, size_t *next)
{
	const struct done_sbt_makers *makers = &reader->makers;

	while (*next < makers->nr && makers->items[*next].body.begin < i)
		++*next;
	if (*next < makers->nr && makers->items[*next].body.begin == i &&
	    makers->items[*next].is_used)
		return makers->items[*next].body.end;
	return i;
}

/* name := "x", Compile / mainClass := Some("x") */
static void sbt_read_setting(struct sbt_reader *reader, size_t i)
{
	const struct done_tokens *tokens = &reader->tokens;
	struct done_draft *draft = &reader->draft;
	bool is_some = done_token_is(tokens, i + 3, "Some");
	const char *text = done_token_text(tokens, i + 3 + (is_some ? 2 : 0));
	int line = done_token_at(tokens, i)->line;

	if (!text || !done_token_is_mark(tokens, i + 1, ':') ||
	    !done_token_is_mark(tokens, i + 2, '='))
		return;
	if (done_token_is(tokens, i, "name") && !draft->out.name)
		draft->out.name = text;
	else if (done_token_is(tokens, i, "mainClass"))
		done_draft_fact(draft, "main-class", text, line);
	else if (done_token_is(tokens, i, "version"))
		done_draft_fact(draft, "version", text, line);
	else if (done_token_is(tokens, i, "organization"))
		done_draft_fact(draft, "organization", text, line);
}

static void sbt_read_all(struct sbt_reader *reader)
{
	const struct done_tokens *tokens = &reader->tokens;
	size_t plugin_end = 0, maker = 0;

	for (size_t i = 0; i < tokens->nr; i++) {
		i = sbt_after_maker(reader, i, &maker);
		if (i >= tokens->nr)
			break;
		bool calls = done_token_is_mark(tokens, i + 1, '(');
		if (done_token_is(tokens, i, "addSbtPlugin") && calls)
			plugin_end = tokens->items[i + 1].partner;
		else if (done_token_is(tokens, i, "dependsOn") && calls)
			sbt_read_depends(reader, i, NULL, 0);
		else if (done_token_is(tokens, i, "enablePlugins") && calls)
			sbt_read_plugins(reader, i, 0);
		else if (done_token_is(tokens, i, "libraryDependencies") &&
		    done_token_is_mark(tokens, i + 3, '=') &&
		    done_token_at(tokens, i + 4)->kind == DONE_TOKEN_WORD &&
		    !done_token_is(tokens, i + 4, "Seq") && !done_token_is(tokens, i + 4, "List"))
			done_draft_not_read(&reader->draft, done_token_at(tokens, i)->line,
			    "the dependencies stand in '%s'", done_token_at(tokens, i + 4)->text);
		else if (done_token_at(tokens, i)->kind == DONE_TOKEN_WORD)
			sbt_read_setting(reader, i);
		else if (done_token_at(tokens, i)->kind == DONE_TOKEN_TEXT)
			i = sbt_read_module(reader, i, i < plugin_end);
	}
}

static int sbt_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct sbt_reader reader = {.cap_names = 0};

	if (done_draft_open(&reader.draft, arena, bytes, file, err) < 0 ||
	    done_tokens_read(&reader.draft, &sbt_dialect, &reader.tokens) < 0)
		return reader.draft.rc;
	done_sbt_makers_find(arena, &reader.tokens, &reader.makers);
	for (size_t i = 0; i < reader.tokens.nr; i++) {
		if (done_token_is(&reader.tokens, i, "val") &&
		    !done_sbt_is_in_maker(&reader.makers, i))
			sbt_find_project(&reader, i);
	}
	done_draft_names_sort(&reader.projects);
	for (size_t i = 0; i < reader.nr_made; i++) {
		struct done_sbt_frame frame = {reader.made[i].maker, reader.made[i].call, NULL};

		sbt_read_maker(&reader, &frame, reader.made[i].line, MAKERS_DEPTH);
	}
	if (!done_sbt_spend(&reader.makers))
		done_draft_not_read(
		    &reader.draft, 1, "the functions that make projects call each other too often");
	sbt_read_all(&reader);
	return done_draft_close(&reader.draft, out);
}

const struct done_manifest_reader done_manifest_sbt = {
    .name = "sbt",
    .summary = "build.sbt: modules, projects, plugins, main class; literal forms",
    .read = sbt_read,
};
