/*
 * pnpm-workspace.yaml. Members: packages ("!" takes out). Facts: none.
 */
#include "npm.h"
#include "readers.h"

static int pnpm_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_manifest *out, struct done_error *err)
{
	struct done_draft draft;
	struct done_value root;

	if (done_draft_yaml(&draft, arena, bytes, file, &root, err) == 0)
		done_npm_members(&draft, done_draft_list(&draft, &root, "packages"));
	return done_draft_close(&draft, out);
}

const struct done_manifest_reader done_manifest_pnpm = {
    "pnpm", "pnpm-workspace.yaml: the packages of the workspace", pnpm_read};
