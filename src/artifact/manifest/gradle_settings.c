/*
 * settings.gradle(.kts) and gradle/libs.versions.toml.
 *
 * Settings: name: rootProject.name. Members: include, ":a:b" as "a/b", and includeBuild. Fact
 * "project-dir" = ":a:b path", where a project stands elsewhere (its member is that path).
 * Catalog: facts "library.ACCESSOR" = "group:artifact" or "group:artifact version",
 * "plugin.ACCESSOR" = its id, "bundle.ACCESSOR" = accessors of libraries with blanks between.
 */
#include <string.h>

#include "gradle.h"
#include "readers.h"

/* ":services:order" -> "services/order" */
static const char *gradle_member_of(struct done_arena *arena, const char *path)
{
	char *member = done_arena_strdup(arena, *path == ':' ? path + 1 : path);

	for (char *at = member; *at; at++)
		*at = *at == ':' ? '/' : *at;
	return member;
}

/* include 'a', ':b:c' and include("a", "b"): texts and commas up to the end of the line. */
static size_t gradle_read_include(
    struct done_draft *draft, const struct done_tokens *tokens, size_t i)
{
	size_t at = i + 1 + done_token_is_mark(tokens, i + 1, '(');
	bool is_any = false;

	for (;; at += 2) {
		at = done_token_skip_lines(tokens, at);
		const char *text = done_token_text(tokens, at);
		if (!text || done_token_is_mark(tokens, at + 1, '+'))
			break;
		is_any = true;
		done_draft_member(draft, gradle_member_of(draft->arena, text));
		if (!done_token_is_mark(tokens, at + 1, ','))
			return at;
	}
	if (!is_any || done_token_at(tokens, at)->kind == DONE_TOKEN_TEXT)
		done_draft_not_read(draft, done_token_at(tokens, i)->line,
		    "the projects of an 'include' are computed");
	return i;
}

/* The path that a token is: "$rootDir/x" is "x", for paths of settings begin there anyway; NULL. */
static const char *gradle_place_text(const struct done_token *token)
{
	static const char *const roots[] = {
	    "$rootDir/", "${rootDir}/", "$settingsDir/", "${settingsDir}/"};

	if (token->kind != DONE_TOKEN_TEXT || !token->is_computed)
		return token->kind == DONE_TOKEN_TEXT ? token->text : NULL;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(roots); i++) {
		const char *path = token->text + strlen(roots[i]);

		if (done_text_starts(token->text, roots[i]) && !strchr(path, '$'))
			return path;
	}
	return NULL;
}

/* project(":x").projectDir = file("y"), … = new File(settingsDir, '../y'), … = "$rootDir/y" as File
 */
static void gradle_read_place(struct done_draft *draft, const struct done_tokens *tokens, size_t i)
{
	const char *name = done_token_text(tokens, i + 2), *path = NULL;
	size_t end = done_token_line_end(tokens, i, i + 30), at = i + 4;

	if (!done_token_is_mark(tokens, at, '.') || !done_token_is(tokens, at + 1, "projectDir"))
		return;
	for (at += 2; at < end && !path; at++)
		path = gradle_place_text(done_token_at(tokens, at));
	path = path ? done_draft_path(draft->arena, path) : NULL;
	if (!name || !path) {
		done_draft_not_read(draft, done_token_at(tokens, i)->line,
		    "the directory of a project is computed");
		return;
	}
	done_draft_fact(draft, "project-dir", done_arena_printf(draft->arena, "%s %s", name, path),
	    done_token_at(tokens, i)->line);
	done_draft_member(draft, path);
}

static void gradle_read_settings(struct done_draft *draft, const struct done_tokens *tokens)
{
	for (size_t i = 0; i < tokens->nr; i++) {
		if (done_token_is(tokens, i, "include") &&
		    !done_token_is_mark(tokens, i + 1, '.')) {
			i = gradle_read_include(draft, tokens, i);
		} else if (done_token_is(tokens, i, "includeBuild")) {
			const char *path =
			    done_token_text(tokens, i + 1 + done_token_is_mark(tokens, i + 1, '('));
			if (path)
				done_draft_member(draft, path);
		} else if (done_token_is(tokens, i, "rootProject") &&
		    done_token_is(tokens, i + 2, "name") &&
		    done_token_is_mark(tokens, i + 3, '=')) {
			draft->out.name = done_token_text(tokens, i + 4);
		} else if (done_token_is(tokens, i, "project") &&
		    done_token_is_mark(tokens, i + 1, '(')) {
			gradle_read_place(draft, tokens, i);
		}
	}
}

static int gradle_settings_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_tokens tokens;
	struct done_draft draft;

	if (done_draft_open(&draft, arena, bytes, file, err) == 0 &&
	    done_tokens_read(&draft, done_gradle_dialect(file), &tokens) == 0)
		gradle_read_settings(&draft, &tokens);
	return done_draft_close(&draft, out);
}

/* ---- the catalog ---- */

static const char *gradle_accessor(struct done_arena *arena, const char *alias)
{
	char *accessor = done_arena_strdup(arena, alias);

	for (char *at = accessor; *at; at++)
		*at = *at == '-' || *at == '_' ? '.' : *at;
	return accessor;
}

struct gradle_versions {
	const struct done_value *map; /* [versions]; NULL */
	struct done_draft_names names;
};

static struct gradle_versions gradle_catalog_versions(
    struct done_draft *draft, const struct done_value *root)
{
	struct gradle_versions versions = {.map = done_draft_map(draft, root, "versions")};
	size_t nr = versions.map ? versions.map->map.nr : 0;

	versions.names.items = done_arena_array(draft->arena, nr, sizeof(*versions.names.items));
	for (; versions.names.nr < nr; versions.names.nr++)
		versions.names.items[versions.names.nr] = (struct done_draft_name){
		    versions.map->map.ptr[versions.names.nr].key.ptr, versions.names.nr};
	done_draft_names_sort(&versions.names);
	return versions;
}

/* A version as text, or {ref = "name"} of [versions]. */
static const char *gradle_catalog_version(
    const struct gradle_versions *versions, const struct done_value *version)
{
	const char *ref = done_draft_text(done_value_get(version, "ref"));
	const struct done_draft_name *found =
	    ref ? done_draft_names_find(&versions->names, ref) : NULL;

	if (!ref)
		return done_draft_text(version);
	return found ? done_draft_text(&versions->map->map.ptr[found->index].value) : NULL;
}

static const char *gradle_catalog_library(struct done_arena *arena,
    const struct gradle_versions *versions, const struct done_value *value)
{
	const char *module = done_draft_text(value), *version = NULL, *rest;
	const char *group = done_draft_text(done_value_get(value, "group"));
	const char *name = done_draft_text(done_value_get(value, "name"));

	if (module) {
		rest = strchr(module, ':') ? strchr(strchr(module, ':') + 1, ':') : NULL;
		version = rest ? rest + 1 : NULL;
		module = rest ? done_arena_strndup(arena, module, (size_t)(rest - module)) : module;
	} else {
		module = done_draft_text(done_value_get(value, "module"));
		version = gradle_catalog_version(versions, done_value_get(value, "version"));
	}
	if (!module && group && name)
		module = done_arena_printf(arena, "%s:%s", group, name);
	return module && version ? done_arena_printf(arena, "%s %s", module, version) : module;
}

/* "id:version" or {id = "…"} */
static const char *gradle_catalog_plugin(struct done_arena *arena,
    const struct gradle_versions *versions, const struct done_value *value)
{
	const char *id = done_draft_text(value);

	(void)versions;
	return id ? done_arena_strndup(arena, id, strcspn(id, ":"))
	          : done_draft_text(done_value_get(value, "id"));
}

static const char *gradle_catalog_bundle(struct done_arena *arena,
    const struct gradle_versions *versions, const struct done_value *value)
{
	struct done_buf names = {0};
	const char *text;

	(void)versions;
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++) {
		const char *alias = done_draft_text(&value->list.ptr[i]);
		if (alias)
			done_buf_addf(
			    &names, "%s%s", names.len ? " " : "", gradle_accessor(arena, alias));
	}
	text = names.len ? done_arena_strndup(arena, names.ptr, names.len) : NULL;
	done_buf_release(&names);
	return text;
}

static const struct {
	const char *key, *fact;
	const char *(*read)(struct done_arena *arena, const struct gradle_versions *versions,
	    const struct done_value *value);
} gradle_catalog_tables[] = {
    {"libraries", "library", gradle_catalog_library},
    {"plugins", "plugin", gradle_catalog_plugin},
    {"bundles", "bundle", gradle_catalog_bundle},
};

static int gradle_catalog_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft;
	struct done_value root;

	if (done_draft_toml(&draft, arena, bytes, file, &root, err) < 0)
		return draft.rc;
	struct gradle_versions versions = gradle_catalog_versions(&draft, &root);
	for (size_t t = 0; t < DONE_ARRAY_SIZE(gradle_catalog_tables); t++) {
		const struct done_value *map =
		    done_draft_map(&draft, &root, gradle_catalog_tables[t].key);
		for (size_t i = 0; map && i < map->map.nr; i++) {
			const struct done_member *member = &map->map.ptr[i];
			done_draft_fact(&draft,
			    done_arena_printf(arena, "%s.%s", gradle_catalog_tables[t].fact,
			        gradle_accessor(arena, member->key.ptr)),
			    gradle_catalog_tables[t].read(arena, &versions, &member->value),
			    member->line);
		}
	}
	return done_draft_close(&draft, out);
}

const struct done_manifest_reader done_manifest_gradle_settings = {
    .name = "gradle-settings",
    .summary = "settings.gradle, settings.gradle.kts: the projects of a build",
    .read = gradle_settings_read,
};
const struct done_manifest_reader done_manifest_gradle_catalog = {
    .name = "gradle-catalog",
    .summary = "libs.versions.toml: libraries, plugins and bundles by their accessors",
    .read = gradle_catalog_read,
};
