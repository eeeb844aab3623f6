/* Inside the artifact room: which function a gateway calls for an operation of a description. */
#ifndef DONE_ARTIFACT_DESCRIPTION_GATEWAY_H
#define DONE_ARTIFACT_DESCRIPTION_GATEWAY_H

#include "done/artifact.h"

/* False: the operation says nothing of a function. *name points into the operation. */
bool done_description_function(
    const struct done_value *operation, struct done_bytes *name, int *line);

#endif
