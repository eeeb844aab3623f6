/* The table of the readers, and what is asked of a manifest. */
#include "done/manifest.h"

#include <string.h>

#include "draft.h"
#include "readers.h"

const struct done_manifest_reader *const done_manifest_readers[] = {
    &done_manifest_go_mod,
    &done_manifest_go_work,
    &done_manifest_npm,
    &done_manifest_pnpm,
    &done_manifest_nx,
    &done_manifest_lerna,
    &done_manifest_deno,
    &done_manifest_maven,
    &done_manifest_gradle,
    &done_manifest_gradle_settings,
    &done_manifest_gradle_catalog,
    &done_manifest_sbt,
    &done_manifest_pyproject,
    &done_manifest_requirements,
    &done_manifest_pipfile,
    &done_manifest_setup_cfg,
    &done_manifest_setup_py,
    &done_manifest_dotnet,
    &done_manifest_sln,
    &done_manifest_slnx,
    &done_manifest_packages_config,
    &done_manifest_cargo,
    &done_manifest_composer,
    &done_manifest_gemfile,
    &done_manifest_gemspec,
    &done_manifest_mix,
    &done_manifest_cmake,
    &done_manifest_conan_txt,
    &done_manifest_conan_py,
    &done_manifest_vcpkg,
    &done_manifest_workspace,
};
const size_t done_manifest_readers_nr = DONE_ARRAY_SIZE(done_manifest_readers);

const struct done_manifest_reader *done_manifest_reader_find(const char *name)
{
	for (size_t i = 0; i < done_manifest_readers_nr; i++) {
		if (!strcmp(done_manifest_readers[i]->name, name))
			return done_manifest_readers[i];
	}
	return NULL;
}

int done_manifest_read(const struct done_manifest_reader *reader, struct done_arena *arena,
    struct done_bytes bytes, const char *file, struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft;
	struct done_value root;

	if (reader->read)
		return reader->read(arena, bytes, file, out, err);
	if (reader->open(&draft, arena, bytes, file, &root, err) == 0)
		reader->read_root(&draft, &root);
	return done_draft_close(&draft, out);
}
