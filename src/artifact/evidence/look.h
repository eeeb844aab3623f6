/* Inside the artifact room: what a file is, before a reader is chosen. */
#ifndef DONE_ARTIFACT_EVIDENCE_LOOK_H
#define DONE_ARTIFACT_EVIDENCE_LOOK_H

#include "done/evidence.h"

/* Fills all but arena, file and bytes, which the caller set; passes over a byte-order mark. */
int done_evidence_look(struct done_evidence_look *look, struct done_error *err);

#endif
