/*
 * The directories of reports that a person names, opened once a run and only where a check asks.
 * One that is not there is an empty one: the checks say so, and nothing else of the run is lost.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
	struct done_error problem = {0}, *kept;

	if (!done_policy_asks(asked, asks_notes))
		return 0;
	notes = done_arena_alloc(arena, sizeof(*notes));
	out->notes = notes;
	if (done_notes_read(repo, arena, commit, notes, &problem) >= 0)
		return 0;
	if (problem.code != DONE_E_UNDECIDED) {
		done_error_take(err, &problem);
		return err->code;
	}
	/* Only the checks that look for their result there cannot be decided. */
	kept = done_arena_alloc(arena, sizeof(*kept));
	*kept = problem;
	*notes = (struct done_commit_notes){.is_there = true, .problem = kept};
	return 0;
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

/* Where in the work tree the directory lies, or in another one: what a checkout put there was made
 * by nobody. */
static void evidence_place(const struct done_plan *before, struct done_folder *folder)
{
	const char *top = before->trees->repo ? done_repo_work_tree(before->trees->repo) : NULL;
	char *directory = folder->is_absent ? NULL : realpath(folder->called, NULL);
	char *work_tree = top ? realpath(top, NULL) : NULL;

	if (directory && work_tree && !strcmp(directory, work_tree))
		folder->tree_path = "";
	else if (directory && work_tree && done_path_below(directory, work_tree))
		folder->tree_path =
		    done_arena_strdup(before->arena, directory + strlen(work_tree) + 1);
	free(directory);
	free(work_tree);
	done_work_tree_mark(before->arena, folder);
}

static int evidence_refuse_one_for_both(const struct done_known *known, struct done_error *err)
{
	struct stat head, base;

	if (known->evidence_base.is_absent || !known->evidence.called ||
	    known->evidence.is_absent || fstat(known->evidence.fd, &head) ||
	    fstat(known->evidence_base.fd, &base) || head.st_dev != base.st_dev ||
	    head.st_ino != base.st_ino)
		return 0;
	done_error_set(err, DONE_E_USAGE,
	    "--evidence and --evidence-base name one directory, '%s': nothing would be compared",
	    known->evidence_base.called);
	return done_error_cure(err, "give the reports of the base a directory of their own");
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
	if (request->evidence)
		evidence_place(before, &out->evidence);
	if (!request->evidence_base)
		return 0;
	if (done_folder_open(before->arena, request->evidence_base, &out->evidence_base, err) < 0)
		return err->code;
	return evidence_refuse_one_for_both(out, err);
}
