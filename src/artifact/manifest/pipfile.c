/*
 * Pipfile.
 *
 * Dependencies: packages with scope run, dev-packages with scope build, other groups by their name;
 * under normalised names. local: path. Facts: "script.NAME", "python".
 */
#include <string.h>

#include "python.h"
#include "readers.h"

static void pipfile_read_group(
    struct done_draft *draft, const struct done_value *map, enum done_scope scope)
{
	for (size_t i = 0; map && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		const struct done_value *value = &member->value;
		struct done_dependency *item = done_draft_depend(draft,
		    done_python_name(draft->arena, member->key.ptr, member->key.len), scope,
		    member->line);
		const char *path = NULL;
		if (value->type == DONE_MAP) {
			path = done_draft_text(done_value_get(value, "path"));
			value = done_value_get(value, "version");
		}
		item->version = done_draft_text(value);
		item->local = path ? done_python_local(draft->arena, path, strlen(path)) : NULL;
	}
}

static void pipfile_read_root(struct done_draft *draft, const struct done_value *root)
{
	static const char *const others[] = {"source", "requires", "scripts", "pipenv"};
	const struct done_value *scripts = done_draft_map(draft, root, "scripts");

	for (size_t i = 0; i < root->map.nr; i++) {
		const char *key = root->map.ptr[i].key.ptr;
		bool is_group = root->map.ptr[i].value.type == DONE_MAP;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(others); k++)
			is_group = is_group && strcmp(key, others[k]) != 0;
		if (is_group)
			pipfile_read_group(draft, &root->map.ptr[i].value, done_python_group(key));
		else if (!strcmp(key, "packages") || !strcmp(key, "dev-packages"))
			done_draft_map(draft, root, key);
	}
	for (size_t i = 0; scripts && i < scripts->map.nr; i++)
		done_draft_fact(draft,
		    done_arena_printf(draft->arena, "script.%s", scripts->map.ptr[i].key.ptr),
		    done_draft_text(&scripts->map.ptr[i].value), scripts->map.ptr[i].line);
	done_draft_text_fact(
	    draft, done_draft_map(draft, root, "requires"), "python_version", "python");
}

const struct done_manifest_reader done_manifest_pipfile = {
    .name = "pipfile",
    .summary = "Pipfile: packages, dev-packages, scripts",
    .open = done_draft_toml,
    .read_root = pipfile_read_root,
};
