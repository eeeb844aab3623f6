/* Inside the service room: kinds that sheets declare. */
#ifndef DONE_SERVICE_KINDS_H
#define DONE_SERVICE_KINDS_H

#include "done/service.h"

struct done_kind_declared {
	const char *directory; /* "." is the root */
	enum done_kind_of_service kind;
};
struct done_kinds_declared {
	struct done_kind_declared *items;
	size_t nr, cap;
};

/* Those of all sheets of the tree that can be used; one that cannot declares nothing. */
int done_kinds_declared_find(struct done_arena *arena, struct done_snapshot *snapshot,
    struct done_kinds_declared *out, struct done_error *err);
const struct done_kind_declared *done_kinds_declared_at(
    const struct done_kinds_declared *kinds, const char *directory);

#endif
