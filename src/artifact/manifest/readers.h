/* Inside the artifact room: every reader of manifests, in the order of the table. */
#ifndef DONE_ARTIFACT_MANIFEST_READERS_H
#define DONE_ARTIFACT_MANIFEST_READERS_H

#include "done/manifest.h"

extern const struct done_manifest_reader done_manifest_go_mod, done_manifest_go_work;
extern const struct done_manifest_reader done_manifest_npm, done_manifest_pnpm, done_manifest_nx,
    done_manifest_lerna, done_manifest_workspace, done_manifest_deno;
extern const struct done_manifest_reader done_manifest_maven, done_manifest_gradle,
    done_manifest_gradle_settings, done_manifest_gradle_catalog, done_manifest_sbt;
extern const struct done_manifest_reader done_manifest_pyproject, done_manifest_requirements,
    done_manifest_pipfile, done_manifest_setup_cfg, done_manifest_setup_py;
extern const struct done_manifest_reader done_manifest_dotnet, done_manifest_sln,
    done_manifest_slnx, done_manifest_packages_config;
extern const struct done_manifest_reader done_manifest_cargo, done_manifest_composer,
    done_manifest_gemfile, done_manifest_gemspec, done_manifest_mix;
extern const struct done_manifest_reader done_manifest_cmake, done_manifest_conan_txt,
    done_manifest_conan_py, done_manifest_vcpkg;

#endif
