/* Inside the artifact room: what makes a description one that nobody can use. */
#ifndef DONE_ARTIFACT_DESCRIPTION_FAULTS_H
#define DONE_ARTIFACT_DESCRIPTION_FAULTS_H

#include "done/description.h"
#include "done/graphql.h"

/* Of a linked schema; out->lacks, out->alone and out->line where it has a fault. */
void done_description_check_graphql(
    struct done_arena *arena, struct done_graphql *set, struct done_description *out);
/* The same of AsyncAPI. What stands in other files is not looked at. */
void done_description_check_asyncapi(struct done_arena *arena, struct done_bytes text,
    const char *path, struct done_description *out);

#endif
