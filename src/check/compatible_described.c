/*
 * Kind `compatible` with `described: true`, seen from the base: what was a description of the
 * service there, and goes on in none that was found at head. It may still lie at its path without
 * naming the service, hold something else, or be gone.
 */
#include "compatible.h"

#include "uses.h"

void done_check_compatible_add_gone(struct compatible_judging *judging, const char *path)
{
	struct done_entry entry;
	struct done_error problem = {0};
	bool is_there = done_snapshot_find(judging->view->head, path, &entry, &problem) > 0;
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){path, 0, 0},
	    (struct done_subject){.wrong = "description gone", .path = path},
	    is_there ? "breaks callers: the file no longer holds the description that the base has"
	             : "breaks callers: the description was deleted, and the base has it");

	done_finding_fix(finding, judging->view,
	    "bring it back, or withdraw its operations with 'deprecated' and "
	    "'x-sunset' first");
}

static void described_pair(struct compatible_judging *judging, const char *path)
{
	*DONE_ARENA_PUSH(judging->view->arena, judging->paired.items, judging->paired.nr,
	    judging->cap_paired) = path;
}

/* What lies at its path now: compared, or *is_lost. */
static int described_judge_here(struct compatible_judging *judging, compatible_judge_against *judge,
    const char *path, bool *is_lost)
{
	struct done_view *view = judging->view;
	struct done_openapi *head = done_arena_alloc(view->arena, sizeof(*head));
	struct done_entry entry;
	int rc = done_snapshot_find(view->head, path, &entry, judging->err);

	*is_lost = true;
	if (rc <= 0 || entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	*head = (struct done_openapi){.arena = view->arena,
	    .source = &judging->head.source,
	    .accepts = DONE_OPENAPI_ANY | DONE_ASYNCAPI_ANY,
	    .ignores_external = true,
	    .allows_empty = true};
	rc = done_openapi_open(head, path, judging->err);
	if (rc > 0)
		rc = done_openapi_check(head, judging->err) < 0 ? judging->err->code : 1;
	if (rc < 0)
		return rc;
	*is_lost = head->is_other;
	if (head->version)
		return judge(judging, head, path);
	if (!head->is_other) {
		described_pair(judging, path);
		done_check_interface_faults(view, &head->faults, path, judging->result);
	}
	return 0;
}

/* 1: at the base it was a copy of one that is compared: nothing is lost with it. */
static int described_is_copy(struct compatible_judging *judging, const char *path)
{
	struct done_snapshot *base = judging->view->base;
	struct done_entry one, other;
	int rc = done_snapshot_find(base, path, &one, judging->err);

	for (size_t i = 0; rc > 0 && i < judging->paired.nr; i++) {
		int found =
		    done_snapshot_find(base, judging->paired.items[i], &other, judging->err);

		if (found < 0 || (found > 0 && done_oid_equal(&one.oid, &other.oid)))
			return found;
	}
	return rc < 0 ? rc : 0;
}

/* 1: the base had one at this path, and nothing was said about it yet. */
static int described_is_open(struct compatible_judging *judging, const struct done_change *change)
{
	struct done_view *view = judging->view;
	int rc;

	if (change->kind == DONE_ADDED || done_strings_has(&judging->paired, change->path))
		return 0;
	/* What `reports` names was read already, whatever it holds. */
	rc = change->kind == DONE_MODIFIED && done_view_owns(view, change->path)
	    ? done_view_matches(view, &judging->options->reports, change->path, judging->err)
	    : 0;
	if (rc == 0)
		rc = described_is_copy(judging, change->path);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	return done_use_described_before(
	    view, change->path, DONE_DESCRIBED_OPENAPI | DONE_DESCRIBED_ASYNCAPI, judging->err);
}

int done_check_compatible_described(
    struct compatible_judging *judging, compatible_judge_against *judge)
{
	const struct done_changes *changes = judging->view->changes;
	struct done_strings lost = {0};
	size_t cap = 0;

	for (size_t i = 0; i < changes->nr; i++) {
		const char *path = changes->items[i].path;
		int rc = described_is_open(judging, &changes->items[i]);
		bool is_lost = false;

		if (rc > 0)
			rc = described_judge_here(judging, judge, path, &is_lost);
		if (rc < 0)
			return rc;
		if (is_lost)
			*DONE_ARENA_PUSH(judging->view->arena, lost.items, lost.nr, cap) = path;
	}
	/* One that went, and one that came: it moved, with more changed than moves are told by. */
	if (lost.nr == 1 && judging->nr_unpaired == 1) {
		judging->nr_first--;
		return judge(judging, judging->first, lost.items[0]);
	}
	for (size_t i = 0; i < lost.nr; i++) {
		described_pair(judging, lost.items[i]);
		done_check_compatible_add_gone(judging, lost.items[i]);
	}
	return 0;
}
