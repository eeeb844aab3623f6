/*
 * The directories of reports that a person names, opened once a run and only where a check asks.
 * One that is not there is an empty one: the checks say so, and nothing else of the run is lost.
 */
#include "gate.h"

static bool needs_evidence(const struct done_test *test)
{
	return test->form->needs_evidence;
}

static int evidence_tree(const struct done_plan *before, const struct done_oid *commit,
    const char **out, struct done_error *err)
{
	struct done_commit read;
	char hex[DONE_OID_HEX + 1];

	if (done_commit_read(before->trees->repo, commit, before->arena, &read, err) < 0)
		return err->code;
	done_oid_hex(&read.tree, hex);
	*out = done_arena_strdup(before->arena, hex);
	return 0;
}

static bool asks_notes(const struct done_test *test)
{
	return test->form->asks_notes && test->form->asks_notes(test->options);
}

int done_evidence_notes(const struct done_policy *asked, struct done_repo *repo,
    struct done_arena *arena, const struct done_oid *commit, struct done_known *out,
    struct done_error *err)
{
	struct done_commit_notes *notes;

	if (!done_policy_asks(asked, asks_notes))
		return 0;
	notes = done_arena_alloc(arena, sizeof(*notes));
	out->notes = notes;
	return done_notes_read(repo, arena, commit, notes, err);
}

/* What is staged has no notes yet: those of HEAD are the nearest. */
static int evidence_notes_of_plan(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err)
{
	const struct done_snapshot_source *head = &before->compared->head;
	struct done_repo *repo = before->trees->repo;
	struct done_error ignored = {0};
	struct done_oid commit = head->commit;

	if (!repo)
		return 0;
	if (head->kind != DONE_SOURCE_COMMIT &&
	    done_revision_resolve(repo, "HEAD", &commit, &ignored) < 0)
		return 0;
	return done_evidence_notes(asked, repo, before->arena, &commit, out, err);
}

int done_evidence_open(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err)
{
	const struct done_request *request = before->request;
	const struct done_snapshot_source *head = &before->compared->head;
	char hex[DONE_OID_HEX + 1];

	if (evidence_notes_of_plan(before, asked, out, err) < 0)
		return err->code;
	if (!done_policy_asks(asked, needs_evidence))
		return 0;
	if (!request->evidence && !request->is_evidence_due &&
	    done_policy_asks_by(asked, needs_evidence, (enum done_tier)asked->target))
		done_run_note(before->notes, DONE_NOTE,
		    "checks that read reports of tools are judged where these are made: "
		    "in CI, or by 'git done check --evidence DIR'");
	if (head->kind == DONE_SOURCE_COMMIT) {
		done_oid_hex(&head->commit, hex);
		out->commit = done_arena_strdup(before->arena, hex);
		/* Seals are asked of what is judged, and of no base. */
		if (request->evidence && before->trees->repo &&
		    evidence_tree(before, &head->commit, &out->tree, err) < 0)
			return err->code;
	}
	if (request->evidence &&
	    (done_folder_open(before->arena, request->evidence, &out->evidence, err) < 0 ||
	        done_seals_read(before->arena, &out->evidence, &out->seals, err) < 0))
		return err->code;
	if (request->evidence_base &&
	    done_folder_open(before->arena, request->evidence_base, &out->evidence_base, err) < 0)
		return err->code;
	return 0;
}
