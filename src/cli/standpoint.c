/* Where HEAD stands: its branch, and what its change must land on. */
#include "standpoint.h"

#include <string.h>

#include "done/policy.h"

static const char *standpoint_remote(struct done_standpoint *standpoint)
{
	struct done_remotes remotes = {0};
	struct done_error ignored = {0};
	const char *found = NULL;

	done_repo_remotes(standpoint->repo, standpoint->arena, &remotes, &ignored);
	for (size_t i = 0; standpoint->base && i < remotes.nr; i++) {
		size_t len = strlen(remotes.items[i].name);

		if (!strncmp(standpoint->base, remotes.items[i].name, len) &&
		    standpoint->base[len] == '/')
			found = remotes.items[i].name;
	}
	return found;
}

static int standpoint_branch(struct done_standpoint *standpoint, struct done_error *err)
{
	static const char heads[] = "refs/heads/";
	const char *name = NULL;

	if (done_ref_symbolic(standpoint->repo, standpoint->arena, "HEAD", &name, err) < 0)
		return err->code;
	if (name && !strncmp(name, heads, strlen(heads)))
		standpoint->branch = name + strlen(heads);
	return 0;
}

static int standpoint_look_for_policy(struct done_standpoint *standpoint, struct done_error *err)
{
	const struct done_oid *base = &standpoint->range.base;
	struct done_snapshot snapshot = {0};
	struct done_entry policy;
	char hex[DONE_OID_HEX + 1];
	int rc = done_snapshot_of_commit(standpoint->repo, base, &snapshot, err);

	if (rc >= 0)
		rc = done_snapshot_find(&snapshot, DONE_POLICY_PATH, &policy, err);
	done_snapshot_close(&snapshot);
	if (rc > 0) {
		done_oid_hex(base, hex);
		standpoint->policy_from = done_arena_strdup(standpoint->arena, hex);
	}
	return rc < 0 ? rc : 0;
}

/* A repository that was never pushed has no base; a clone that does not have it must fetch it. */
int done_standpoint_find(struct done_standpoint *standpoint, struct done_error *err)
{
	static const char remotes[] = "refs/remotes/";
	struct done_range_request request = {.text = NULL};
	struct done_error lost = {0}, ignored = {0};
	const char *name = NULL;
	struct done_oid oid;

	if (standpoint_branch(standpoint, err) < 0 ||
	    done_revision_resolve(standpoint->repo, "HEAD", &oid, err) < 0)
		return err->code;
	standpoint->has_base = done_range_make(standpoint->repo, standpoint->arena, &request,
	                           &standpoint->range, &lost) >= 0 &&
	    standpoint->range.has_base;
	if (!standpoint->has_base) {
		standpoint->range.head = oid;
		if (lost.code &&
		    (done_repo_is_shallow(standpoint->repo) ||
		        done_integration_branch(standpoint->repo, standpoint->arena, NULL, &oid,
		            &name, &ignored) != 0)) {
			done_error_take(err, &lost);
			return err->code;
		}
		return 0;
	}
	standpoint->base = standpoint->range.base_name;
	if (standpoint->base && !strncmp(standpoint->base, remotes, strlen(remotes)))
		standpoint->base += strlen(remotes);
	standpoint->remote = standpoint_remote(standpoint);
	return standpoint_look_for_policy(standpoint, err);
}

bool done_standpoint_brings_nothing(const struct done_standpoint *standpoint)
{
	const struct done_range *range = &standpoint->range;

	return range->nr_from == 1 && done_oid_equal(&range->from[0], &range->head);
}
