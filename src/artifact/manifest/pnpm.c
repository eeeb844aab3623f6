/*
 * pnpm-workspace.yaml. Members: packages ("!" takes out). Facts: none.
 */
#include "npm.h"
#include "readers.h"

static void pnpm_read_root(struct done_draft *draft, const struct done_value *root)
{
	done_npm_members(draft, done_draft_list(draft, root, "packages"));
}

const struct done_manifest_reader done_manifest_pnpm = {
    .name = "pnpm",
    .summary = "pnpm-workspace.yaml: the packages of the workspace",
    .open = done_draft_yaml,
    .read_root = pnpm_read_root,
};
