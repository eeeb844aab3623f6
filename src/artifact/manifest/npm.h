/* Inside the artifact room: what package.json and the files beside it have in common. */
#ifndef DONE_ARTIFACT_NPM_H
#define DONE_ARTIFACT_NPM_H

#include "draft.h"

/* The items of a list (or NULL) as members; each must be text. */
void done_npm_members(struct done_draft *draft, const struct done_value *list);
/* Nx: "project-type" and "target.NAME" of a project, in project.json or below "nx". */
void done_npm_targets(struct done_draft *draft, const struct done_value *project);

#endif
