/*
 * composer.json.
 *
 * Dependencies: require with scope run, require-dev with scope build; the platform's own (php,
 * ext-*, lib-*) are the facts "platform" = "php ^8.2". Members: the paths of repositories of type
 * "path": a package of the tree is required by its name alone.
 * Facts: "type" ("project", "library"), "version", "bin" (one each), "script.NAME" (one a line of
 * it), "source" = a directory of autoload.
 */
#include <string.h>

#include "draft.h"
#include "readers.h"

static bool composer_is_platform(const char *name)
{
	return !strchr(name, '/') &&
	    (done_text_starts(name, "php") || done_text_starts(name, "ext-") ||
	        done_text_starts(name, "lib-") || done_text_starts(name, "hhvm") ||
	        done_text_starts(name, "composer"));
}

static void composer_read_group(
    struct done_draft *draft, const struct done_value *root, const char *key, enum done_scope scope)
{
	const struct done_value *map = done_draft_map(draft, root, key);

	for (size_t i = 0; map && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		const char *version = done_draft_text(&member->value);
		if (!version)
			done_draft_wrong(draft, &member->value,
			    "the version of '%s' must be text, not %s", member->key.ptr,
			    done_value_type_name(member->value.type));
		else if (composer_is_platform(member->key.ptr))
			done_draft_fact(draft, "platform",
			    done_arena_printf(draft->arena, "%s %s", member->key.ptr, version),
			    member->line);
		else
			done_draft_depend(draft, member->key.ptr, scope, member->line)->version =
			    version;
	}
}

/* A list, or a map of names: both are written. */
static void composer_read_repositories(struct done_draft *draft, const struct done_value *value)
{
	size_t nr = !value             ? 0
	    : value->type == DONE_LIST ? value->list.nr
	    : value->type == DONE_MAP  ? value->map.nr
	                               : 0;

	for (size_t i = 0; i < nr; i++) {
		const struct done_value *one =
		    value->type == DONE_LIST ? &value->list.ptr[i] : &value->map.ptr[i].value;
		const char *type = done_draft_text(done_value_get(one, "type"));
		const char *url = done_draft_text(done_value_get(one, "url"));
		if (type && url && !strcmp(type, "path"))
			done_draft_member(draft, url);
	}
}

/* A text, or a list of them, as facts of that name. */
static void composer_add_texts(
    struct done_draft *draft, const char *fact, const struct done_value *value)
{
	if (!value)
		return;
	done_draft_fact(draft, fact, done_draft_text(value), value->line);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		done_draft_fact(
		    draft, fact, done_draft_text(&value->list.ptr[i]), value->list.ptr[i].line);
}

static void composer_read_root(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *scripts = done_draft_map(draft, root, "scripts");
	const struct done_value *autoload = done_draft_map(draft, root, "autoload");
	const struct done_value *sources = done_draft_map(draft, autoload, "psr-4");

	draft->out.name = done_draft_text(done_value_get(root, "name"));
	done_draft_text_fact(draft, root, "type", "type");
	done_draft_text_fact(draft, root, "version", "version");
	composer_add_texts(draft, "bin", done_value_get(root, "bin"));
	for (size_t i = 0; scripts && i < scripts->map.nr; i++)
		composer_add_texts(draft,
		    done_arena_printf(draft->arena, "script.%s", scripts->map.ptr[i].key.ptr),
		    &scripts->map.ptr[i].value);
	for (size_t i = 0; sources && i < sources->map.nr; i++)
		composer_add_texts(draft, "source", &sources->map.ptr[i].value);
	composer_read_group(draft, root, "require", DONE_SCOPE_RUN);
	composer_read_group(draft, root, "require-dev", DONE_SCOPE_BUILD);
	composer_read_repositories(draft, done_value_get(root, "repositories"));
}

const struct done_manifest_reader done_manifest_composer = {
    .name = "composer",
    .summary = "composer.json: requirements, path repositories, scripts, bin",
    .open = done_draft_json,
    .read_root = composer_read_root,
};
