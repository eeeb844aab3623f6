/* The bytes of a sheet, or of another file of the service's directory. */
#include "sheet.h"

#include <string.h>

static const char *const stand_ins[] = {
    [DONE_ENTRY_LINK] = "is a symbolic link, which is not followed",
    [DONE_ENTRY_DIRECTORY] = "is a directory, not a file",
    [DONE_ENTRY_SUBMODULE] = "is a submodule: its content is not in this repository",
};

int done_sheet_read(const struct done_sheet_loading *loading, const char *name, const char **path,
    struct done_buf *out, struct done_error *err)
{
	struct done_snapshot *snapshot = loading->snapshot;
	const char *directory = loading->service->path;
	struct done_entry entry;
	int rc;

	*path = !strcmp(directory, ".")
	    ? name
	    : done_arena_printf(loading->arena, "%s/%s", directory, name);
	rc = done_snapshot_find(snapshot, *path, &entry, err);
	if (rc <= 0)
		return rc;
	if (entry.kind != DONE_ENTRY_FILE) {
		done_error_set(err, DONE_E_POLICY, "'%s' %s", name, stand_ins[entry.kind]);
		done_error_cure(err, "commit it as a plain file");
		return done_error_place(err, *path, 0, 0);
	}
	rc = snapshot->read(snapshot->self, &entry.oid, *path, DONE_POLICY_MAX, out, err);
	return rc < 0 ? rc : 1;
}
