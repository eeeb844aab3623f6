/* What a catalog says of the accessors that a build file uses. */
#include <string.h>

#include "draft.h"

struct gradle_catalog {
	struct done_draft draft;
	const struct done_manifest *catalog;
	struct done_draft_names names;
};

static const char *gradle_catalog_says(
    const struct gradle_catalog *from, const char *kind, const char *accessor)
{
	const struct done_draft_name *found = done_draft_names_find(
	    &from->names, done_arena_printf(from->draft.arena, "%s.%s", kind, accessor));

	return found ? from->catalog->facts[found->index].value : NULL;
}

/* "group:artifact version" under the old dependency's scope and line. */
static void gradle_catalog_add(
    struct gradle_catalog *from, const struct done_dependency *was, const char *accessor)
{
	const char *says = gradle_catalog_says(from, "library", accessor);
	size_t len = says ? strcspn(says, " ") : 0;
	struct done_dependency *item = done_draft_depend(&from->draft,
	    says ? done_arena_strndup(from->draft.arena, says, len) : was->name, was->scope,
	    was->line);

	item->version = says && says[len] ? says + len + 1 : NULL;
}

static void gradle_catalog_add_all(struct gradle_catalog *from, const struct done_dependency *was)
{
	static const char bundles[] = "libs.bundles.";
	const char *list;

	if (!done_text_starts(was->name, "libs.")) {
		*done_draft_depend(&from->draft, was->name, was->scope, was->line) = *was;
		return;
	}
	if (!done_text_starts(was->name, bundles)) {
		gradle_catalog_add(from, was, was->name + strlen("libs."));
		return;
	}
	list = gradle_catalog_says(from, "bundle", was->name + strlen(bundles));
	while (list && *list) {
		size_t len = strcspn(list, " ");
		gradle_catalog_add(from, was, done_arena_strndup(from->draft.arena, list, len));
		list += len + (list[len] == ' ');
	}
}

void done_manifest_resolve(
    struct done_arena *arena, struct done_manifest *manifest, const struct done_manifest *catalog)
{
	static const char alias[] = "alias libs.plugins.";
	struct done_error err = {0};
	struct gradle_catalog from = {
	    .draft = {.arena = arena, .file = "", .err = &err}, .catalog = catalog};

	from.names.items = done_arena_array(arena, catalog->nr_facts, sizeof(*from.names.items));
	for (from.names.nr = 0; from.names.nr < catalog->nr_facts; from.names.nr++)
		from.names.items[from.names.nr] =
		    (struct done_draft_name){catalog->facts[from.names.nr].name, from.names.nr};
	done_draft_names_sort(&from.names);
	for (size_t i = 0; i < manifest->nr_dependencies; i++)
		gradle_catalog_add_all(&from, &manifest->dependencies[i]);
	manifest->dependencies = from.draft.out.dependencies;
	manifest->nr_dependencies = from.draft.out.nr_dependencies;
	for (size_t i = 0; i < manifest->nr_facts; i++) {
		struct done_manifest_fact *fact = &manifest->facts[i];
		const char *id = done_text_starts(fact->value, alias)
		    ? gradle_catalog_says(&from, "plugin", fact->value + strlen(alias))
		    : NULL;
		fact->value = id ? id : fact->value;
	}
}
