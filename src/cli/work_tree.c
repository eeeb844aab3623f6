/* Policies that stand in the work tree: for the commands that help to write one, never for a
 * verdict. */
#include <string.h>

#include "cli.h"

int done_policy_read_below(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	const char *folder = self;
	struct done_buf whole = {0};
	int rc;

	if (folder && *folder && path[0] != '/')
		done_buf_addf(&whole, "%s/", folder);
	done_buf_addstr(&whole, path);
	rc = done_file_read(whole.ptr, DONE_POLICY_MAX, out, err);
	done_buf_release(&whole);
	return rc;
}
