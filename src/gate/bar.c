/*
 * Which policy judges. In a gate it is the one at the tip of the base, so that a change cannot
 * lower its own bar; what the change itself says is read too, for the map of services and for what
 * it loosens.
 */
#include <stdio.h>
#include <string.h>

#include "gate.h"

#define BUILT_IN "preset:backend"

/* ---- where policy files are read from -------------------------------------------------------- */

int done_policy_read_snapshot(void *self, const char *path, struct done_buf *out,
                              struct done_error *err)
{
	struct done_snapshot *snapshot = self;
	struct done_entry entry;
	int rc = done_snapshot_find(snapshot, path, &entry, err);

	if (rc <= 0)
		return rc;
	if (entry.kind != DONE_ENTRY_FILE) {
		done_error_set(err, DONE_E_POLICY, "the policy '%s' is not a regular file", path);
		done_error_cure(err,
		                "commit it as a plain file: links and submodules are not followed");
		return done_error_place(err, path, 0, 0);
	}
	rc = snapshot->read(snapshot->self, &entry.oid, path, DONE_POLICY_MAX, out, err);
	return rc < 0 ? rc : 1;
}

static int read_from_disk(void *self, const char *path, struct done_buf *out,
                          struct done_error *err)
{
	(void)self;
	return done_file_read(path, DONE_POLICY_MAX, out, err);
}

/* ---- loading -----------------------------------------------------------------------------------
 */

static void keep_policy(struct done_gate *gate, struct done_policy *policy)
{
	struct done_report *report = gate->report;

	*DONE_ARENA_PUSH(&report->arena, report->policies, report->nr_policies,
	                 report->cap_policies) = policy;
}

static int bar_load(struct done_gate *gate, const struct done_policy_source *source,
                    const char *path, const struct done_policy **out, struct done_error *err)
{
	struct done_policy *policy;
	int rc = done_policy_load(&gate->report->arena, source, path, done_check_forms(), &policy,
	                          err);

	if (rc == 1) {
		keep_policy(gate, policy);
		*out = policy;
	}
	return rc;
}

static int load_at(struct done_gate *gate, struct done_snapshot *snapshot,
                   const struct done_policy **out, struct done_error *err)
{
	struct done_policy_source source = {snapshot, done_policy_read_snapshot};

	return bar_load(gate, &source, DONE_POLICY_PATH, out, err);
}

static void say_source(struct done_run *run, const char *path, const char *from)
{
	run->policy_path = path;
	run->policy_from = from;
}

static int say_oid(struct done_run *run, struct done_snapshot *snapshot, struct done_error *err)
{
	struct done_entry entry;
	int rc = done_snapshot_find(snapshot, DONE_POLICY_PATH, &entry, err);

	if (rc == 1) {
		run->policy_oid = entry.oid;
		run->has_policy_oid = true;
	}
	return rc < 0 ? rc : 0;
}

/* Adds whose policy it is that was found at fault. A long message gives way, never the name. */
static void blame(struct done_error *err, const char *whose, const char *cure)
{
	const struct done_error found = *err;

	memset(err, 0, sizeof(*err));
	done_error_set(err, found.code, "%.330s%s (in %s)", found.message,
	               strlen(found.message) > 330 ? "…" : "", whose);
	snprintf(err->cure, sizeof(err->cure), "%.300s%s%s", found.cure,
	         found.cure[0] && *cure ? "\n" : "", cure);
	done_error_place(err, found.file, found.line, found.column);
}

static int use_file(struct done_plan *plan, struct done_error *err)
{
	const char *path = plan->gate->request->policy_file;
	struct done_policy_source source = {NULL, read_from_disk};
	int rc = bar_load(plan->gate, &source, path, &plan->policy, err);

	if (rc == 0) {
		done_error_set(err, DONE_E_USAGE, "there is no policy '%s'", path);
		return done_error_cure(err, "--policy takes a file, or a preset such as " BUILT_IN);
	}
	if (rc < 0)
		blame(err, "the policy that --policy names", "");
	if (rc > 0)
		say_source(plan->run, done_arena_shown(&plan->gate->report->arena, path),
		           strncmp(path, "preset:", 7) ? "file" : "preset");
	return rc < 0 ? rc : 0;
}

static void blame_revision(const struct done_plan *plan, const char *revision,
                           const struct done_oid *commit, struct done_error *err)
{
	struct done_arena *arena = &plan->gate->report->arena;
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(commit, hex);
	blame(err,
	      done_arena_printf(arena, "the policy at %.60s %.10s, from --policy-from",
	                        done_arena_shown(arena, revision), hex),
	      "");
}

static int use_revision(struct done_plan *plan, const char *revision, struct done_error *err)
{
	struct done_snapshot snapshot = {0};
	struct done_oid commit;
	int rc = done_revision_resolve(plan->gate->repo, revision, &commit, err);

	if (rc < 0)
		return rc;
	rc = done_snapshot_of_commit(plan->gate->repo, &commit, &snapshot, err);
	if (rc >= 0) {
		rc = load_at(plan->gate, &snapshot, &plan->policy, err);
		if (rc < 0)
			blame_revision(plan, revision, &commit, err);
	}
	if (rc == 0) {
		done_error_set(err, DONE_E_USAGE, "there is no policy at '%s'", revision);
		const char *hint = done_misnamed_hint(&snapshot, &plan->gate->report->arena);

		rc = done_error_cure(
			err, "%s%scommit " DONE_POLICY_PATH " there, or name another revision",
			hint, *hint ? "; or " : "");
	}
	if (rc > 0) {
		char *hex = done_arena_alloc(&plan->gate->report->arena, DONE_OID_HEX + 1);

		done_oid_hex(&commit, hex);
		plan->run->policy_revision = hex;
		say_source(plan->run, DONE_POLICY_PATH, "revision");
		rc = say_oid(plan->run, &snapshot, err);
	}
	done_snapshot_close(&snapshot);
	return rc;
}

void done_plan_blame_base(const struct done_plan *plan, struct done_error *err)
{
	const char *name = plan->range.base_name ? plan->range.base_name : "";
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(&plan->range.base, hex);
	blame(err,
	      done_arena_printf(&plan->gate->report->arena,
	                        "the policy of the base%s%.100s %.10s, which judges",
	                        *name ? " " : "", name, hex),
	      "a change that fixes it: git done check --policy-from head, then push with "
	      "--no-verify");
}

/* The tree that is judged: a commit, or what is staged. */
void done_plan_blame_head(const struct done_plan *plan, struct done_error *err)
{
	const struct done_run *run = plan->run;
	char hex[DONE_OID_HEX + 1];
	const char *whose = "the policy that is staged";

	if (run->mode != DONE_MODE_STAGED) {
		done_oid_hex(&plan->head.commit, hex);
		whose = done_arena_printf(&plan->gate->report->arena,
		                          run->mode == DONE_MODE_AUDIT
		                                  ? "the policy at %.10s, which is audited"
		                                  : "the change's own policy, at %.10s",
		                          hex);
	}
	blame(err, whose, "");
}

void done_plan_blame(const struct done_plan *plan, struct done_error *err)
{
	const char *from = plan->run->policy_from ? plan->run->policy_from : "";
	struct done_arena *arena = &plan->gate->report->arena;

	if (!strcmp(from, "base"))
		done_plan_blame_base(plan, err);
	else if (!strcmp(from, "head"))
		done_plan_blame_head(plan, err);
	else if (!strcmp(from, "revision"))
		blame(err,
		      done_arena_printf(arena, "the policy at %.10s, from --policy-from",
		                        plan->run->policy_revision),
		      "");
	else if (*from)
		blame(err, "the policy that --policy names", "");
}

static int use_snapshot(struct done_plan *plan, struct done_snapshot *snapshot, const char *from,
                        struct done_error *err)
{
	int rc = load_at(plan->gate, snapshot, &plan->policy, err);

	if (rc > 0) {
		say_source(plan->run, DONE_POLICY_PATH, from);
		rc = say_oid(plan->run, snapshot, err);
		return rc < 0 ? rc : 1;
	}
	if (rc < 0 && from[0] == 'b')
		done_plan_blame_base(plan, err);
	else if (rc < 0)
		done_plan_blame_head(plan, err);
	return rc;
}

/* A hook that finds no policy lets the change pass, and says so, unless the repository requires
 * one. */
static int pass_without(struct done_plan *plan, struct done_error *err)
{
	struct done_gate *gate = plan->gate;
	bool required = false;

	if (done_repo_config_flag(gate->repo, "done.requirePolicy", &required, err) < 0)
		return err->code;
	if (required) {
		done_error_set(err, DONE_E_POLICY, "no policy, and done.requirePolicy is set");
		return done_error_cure(err,
		                       "write one: " DONE_POLICY_PATH
		                       " at the root of the tree, for example 'version: 1' and "
		                       "'extends: [" BUILT_IN "]'");
	}
	done_run_note(gate, plan->run, DONE_NOTE_WARNING,
	              "no policy (" DONE_POLICY_PATH "): nothing was judged");
	return 0;
}

static int use_built_in(struct done_plan *plan, struct done_error *err)
{
	int rc = done_plan_refuse_misnamed(plan, err);

	if (rc < 0)
		return rc;
	if (plan->gate->request->hook)
		return pass_without(plan, err);
	rc = bar_load(plan->gate, NULL, BUILT_IN, &plan->policy, err);
	if (rc < 0)
		return rc;
	say_source(plan->run, BUILT_IN, "preset");
	done_run_note(plan->gate, plan->run, DONE_NOTE,
	              "no policy (" DONE_POLICY_PATH ") here: judged by the built-in " BUILT_IN);
	return 0;
}

/* base, and where it has none head, said out loud. */
static int use_base_or_head(struct done_plan *plan, bool base_first, struct done_error *err)
{
	int rc = 0;

	if (base_first && plan->has_range)
		rc = use_snapshot(plan, &plan->tip_snapshot, "base", err);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = use_snapshot(plan, &plan->head_snapshot, "head", err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return use_built_in(plan, err);
	if (base_first && plan->has_range)
		done_run_note(plan->gate, plan->run, DONE_NOTE,
		              "the base has no policy: judged by the one that this change brings");
	return 0;
}

/* The change's own policy, when it is not the one that judges already. */
static int read_own(struct done_plan *plan, struct done_error *err)
{
	struct done_entry entry;
	int rc;

	if (!plan->policy || !plan->has_range || strcmp(plan->run->policy_from, "base") != 0)
		return 0;
	rc = done_snapshot_find(&plan->head_snapshot, DONE_POLICY_PATH, &entry, err);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		done_run_note(plan->gate, plan->run, DONE_NOTE_WARNING,
		              "the change removes the policy; it is judged by the base's");
		return 0;
	}
	rc = load_at(plan->gate, &plan->head_snapshot, &plan->head_policy, err);
	if (rc < 0)
		done_plan_blame_head(plan, err);
	return rc < 0 ? rc : 0;
}

int done_plan_find_policy(struct done_plan *plan, struct done_error *err)
{
	const struct done_request *request = plan->gate->request;
	bool gate = plan->run->mode != DONE_MODE_AUDIT;
	const char *from = request->policy_from ? request->policy_from : gate ? "base" : "head";
	int rc;

	if (request->policy_file)
		rc = use_file(plan, err);
	else if (!strcmp(from, "base") || !strcmp(from, "head"))
		rc = use_base_or_head(plan, !strcmp(from, "base"), err);
	else
		rc = use_revision(plan, from, err);
	return rc < 0 ? rc : read_own(plan, err);
}
