/* Inside the gate room: services by shards of a run. */
#ifndef DONE_GATE_SHARD_H
#define DONE_GATE_SHARD_H

#include "done/gate.h"

/* The number of the shard, of so many, that a service's path is in. */
int done_shard_of_path(const char *path, int of);

#endif
