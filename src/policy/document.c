/* Field tables for documents that are no policy: sheets and answers. */
#include "loader.h"

int done_record_load_document(struct done_arena *arena, const struct done_record *record,
    const struct done_value *value, void *object, struct done_error *err)
{
	struct done_loader loader = {.arena = arena};

	return done_record_load(&loader, record, value, object, err);
}
