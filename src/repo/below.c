/* A snapshot of what lies below a directory of another one, as if that were the root. */
#include <stdlib.h>
#include <string.h>

#include "done/repo.h"

struct below {
	struct done_snapshot whole;
	struct done_buf path; /* of the listing at hand */
	char *directory;
};

static int below_list(
    void *data, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct below *self = data;

	done_buf_clear(&self->path);
	done_buf_addf(&self->path, "%s%s%s", self->directory, *path ? "/" : "", path);
	return self->whole.list(self->whole.self, self->path.ptr, out, err);
}

static int below_read(void *data, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct below *self = data;

	return self->whole.read(self->whole.self, oid, path, max, out, err);
}

static int below_look(void *data, const struct done_oid *oid, const char *path, size_t first,
    uint64_t *size, struct done_buf *out, struct done_error *err)
{
	struct below *self = data;

	return self->whole.look(self->whole.self, oid, path, first, size, out, err);
}

static void below_recall(void *data, const struct done_oid *oid)
{
	const struct below *self = data;

	self->whole.recall(self->whole.self, oid);
}

static void below_close(void *data)
{
	struct below *self = data;

	done_snapshot_close(&self->whole);
	done_buf_release(&self->path);
	free(self->directory);
	free(self);
}

void done_snapshot_below(struct done_snapshot *snapshot, const char *directory)
{
	struct below *self = calloc(1, sizeof(*self));

	if (!self || !(self->directory = strdup(directory)))
		done_out_of_memory();
	self->whole = *snapshot;
	*snapshot = (struct done_snapshot){.self = self,
	    .list = below_list,
	    .read = below_read,
	    .close = below_close,
	    .look = self->whole.look ? below_look : NULL,
	    .recall = self->whole.recall ? below_recall : NULL};
}
