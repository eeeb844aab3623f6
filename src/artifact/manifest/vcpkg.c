/*
 * vcpkg.json.
 *
 * Dependencies: dependencies and those of features, scope run; `host: true` is scope build.
 * Facts: "version".
 */
#include "draft.h"
#include "readers.h"

static void vcpkg_read_list(struct done_draft *draft, const struct done_value *owner)
{
	const struct done_value *list = done_draft_list(draft, owner, "dependencies");

	for (size_t i = 0; list && i < list->list.nr; i++) {
		const struct done_value *one = &list->list.ptr[i];
		const struct done_value *named =
		    one->type == DONE_MAP ? done_value_get(one, "name") : one;
		const struct done_value *host = done_value_get(one, "host");
		const char *name = done_draft_text(named);
		bool is_host = host && host->type == DONE_BOOLEAN && host->boolean;
		if (!name) {
			done_draft_wrong(
			    draft, one, "a dependency must be a name, or a map with 'name'");
			return;
		}
		done_draft_depend(
		    draft, name, is_host ? DONE_SCOPE_BUILD : DONE_SCOPE_RUN, one->line)
		    ->version = done_draft_text(done_value_get(one, "version>="));
	}
}

static void vcpkg_read_root(struct done_draft *draft, const struct done_value *root)
{
	static const char *const versions[] = {
	    "version", "version-string", "version-semver", "version-date"};
	const struct done_value *features = done_draft_map(draft, root, "features");

	draft->out.name = done_draft_text(done_value_get(root, "name"));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(versions); i++)
		done_draft_text_fact(draft, root, versions[i], "version");
	vcpkg_read_list(draft, root);
	for (size_t i = 0; features && i < features->map.nr; i++)
		vcpkg_read_list(draft, &features->map.ptr[i].value);
}

const struct done_manifest_reader done_manifest_vcpkg = {
    .name = "vcpkg",
    .summary = "vcpkg.json: dependencies, those of features too",
    .open = done_draft_json,
    .read_root = vcpkg_read_root,
};
