/* Inside the artifact room: every reader of manifests, in the order of the table. */
#ifndef DONE_ARTIFACT_MANIFEST_READERS_H
#define DONE_ARTIFACT_MANIFEST_READERS_H

#include "done/manifest.h"

extern const struct done_manifest_reader done_manifest_go_mod, done_manifest_go_work;
extern const struct done_manifest_reader done_manifest_npm, done_manifest_pnpm;
extern const struct done_manifest_reader done_manifest_maven;
extern const struct done_manifest_reader done_manifest_pyproject, done_manifest_requirements;
extern const struct done_manifest_reader done_manifest_dotnet;

#endif
