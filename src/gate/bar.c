/*
 * Which policy judges. In a gate it is the one at the tip of the base, so that a change cannot
 * lower its own bar; what the change itself says is read too, for the map of services and for what
 * it loosens.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"

#define BUILT_IN "preset:backend"

/* ---- where policy files are read from ---- */

int done_policy_read_snapshot(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	struct done_snapshot *snapshot = self;
	struct done_entry entry;
	int rc = done_snapshot_find(snapshot, path, &entry, err);

	if (rc <= 0)
		return rc;
	if (entry.kind != DONE_ENTRY_FILE) {
		done_error_set(err, DONE_E_POLICY, "the policy '%s' is not a regular file", path);
		done_error_cure(
		    err, "commit it as a plain file: links and submodules are not followed");
		return done_error_place(err, path, 0, 0);
	}
	rc = snapshot->read(snapshot->self, &entry.oid, path, DONE_POLICY_MAX, out, err);
	return rc < 0 ? rc : 1;
}

static int read_from_disk(
    void *self, const char *path, struct done_buf *out, struct done_error *err)
{
	(void)self;
	return done_file_read(path, DONE_POLICY_MAX, out, err);
}

/* ---- loading ---- */

static int bar_load(const struct done_plan *before, struct done_bar *bar,
    const struct done_policy_source *source, const char *path, const struct done_policy **out,
    struct done_error *err)
{
	struct done_policy *policy;
	int rc = done_policy_load(before->arena, source, path, done_check_forms(), &policy, err);

	if (rc > 0)
		*out = bar->loaded[bar->nr_loaded++] = policy;
	return rc;
}

static int load_at(const struct done_plan *before, struct done_bar *bar,
    struct done_snapshot *snapshot, const struct done_policy **out, struct done_error *err)
{
	struct done_policy_source source = {.self = snapshot, .read = done_policy_read_snapshot};

	return bar_load(before, bar, &source, DONE_POLICY_PATH, out, err);
}

static int say_oid(
    struct done_bar *bar, struct done_snapshot *snapshot, const char *path, struct done_error *err)
{
	struct done_entry entry;
	int rc = done_snapshot_find(snapshot, path, &entry, err);

	if (rc == 1) {
		bar->oid = entry.oid;
		bar->has_oid = true;
	}
	return rc < 0 ? rc : 0;
}

/* ---- whose is at fault ---- */

/* Adds whose policy it is that was found at fault. A long message gives way, never the name. */
static void blame(struct done_error *err, const char *whose, const char *cure)
{
	const struct done_error found = *err;

	memset(err, 0, sizeof(*err));
	done_error_set(err, found.code, "%.330s%s (in %s)", found.message,
	    strlen(found.message) > 330 ? "…" : "", whose);
	snprintf(err->cure, sizeof(err->cure), "%.240s%s%s", found.cure,
	    found.cure[0] && *cure ? "\n" : "", cure);
	done_error_place(err, found.file, found.line, found.column);
}

static void blame_revision(const struct done_plan *plan, const char *revision,
    const struct done_oid *commit, struct done_error *err)
{
	struct done_arena *arena = plan->arena;
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(commit, hex);
	blame(err,
	    done_arena_printf(arena, "the policy at %.60s %.10s, from --policy-from",
	        done_arena_shown(arena, revision), hex),
	    "");
}

/* Whole commands. No push of the fix is judged before the base has it: here alone the hook is
 * passed by. */
static const char *bar_steps_to_fix(struct done_arena *arena, const char *file)
{
	return done_arena_printf(arena,
	    "the base's policy cannot judge its own fix. Correct it, then:\n"
	    "  git done policy lint\n"
	    "  %s\n"
	    "  git done check --policy-from head\n"
	    "  git push --no-verify",
	    done_shell_command(arena, "git commit -m 'Fix the policy' --", file, NULL));
}

static void blame_base(const struct done_plan *plan, struct done_error *err)
{
	const char *name = plan->compared->range.base_name ? plan->compared->range.base_name : "";
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(&plan->compared->range.base, hex);
	blame(err,
	    done_arena_printf(plan->arena, "the policy of the base%s%.100s %.10s, which judges",
	        *name ? " " : "", name, hex),
	    plan->request->server
	        ? "on the server, name a policy that judges the change that fixes it: git "
	          "config done.policy FILE"
	        : bar_steps_to_fix(plan->arena, *err->file ? err->file : DONE_POLICY_PATH));
}

/* One that stands outside of the repository: who named it. */
static void blame_named(const struct done_plan *plan, struct done_error *err)
{
	blame(err,
	    plan->request->server ? "the policy of the server, from git config done.policy"
	                          : "the policy that --policy names",
	    "");
}

/* The tree that is judged: a commit, or what is staged. */
void done_bar_blame_head(const struct done_plan *plan, struct done_error *err)
{
	enum done_mode mode = plan->compared->mode;
	char hex[DONE_OID_HEX + 1];
	const char *whose = "the policy that is staged";

	if (mode != DONE_MODE_STAGED) {
		done_oid_hex(&plan->compared->head.commit, hex);
		whose = done_arena_printf(plan->arena,
		    mode == DONE_MODE_AUDIT ? "the policy at %.10s, which is audited"
		                            : "the change's own policy, at %.10s",
		    hex);
	}
	blame(err, whose, "");
}

void done_bar_blame(const struct done_plan *plan, struct done_error *err)
{
	const char *from = plan->bar->from ? plan->bar->from : "";
	struct done_arena *arena = plan->arena;

	if (!strcmp(from, "base"))
		blame_base(plan, err);
	else if (!strcmp(from, "head"))
		done_bar_blame_head(plan, err);
	else if (!strcmp(from, "revision"))
		blame(err,
		    done_arena_printf(
		        arena, "the policy at %.10s, from --policy-from", plan->bar->revision),
		    "");
	else if (*from)
		blame_named(plan, err);
}

/* ---- whose judges ---- */

static int use_file(const struct done_plan *before, struct done_bar *bar, struct done_error *err)
{
	const char *path = before->request->policy_file;
	struct done_policy_source source = {
	    .read = read_from_disk, .top = done_policy_top_of(before->arena, path)};
	int rc = bar_load(before, bar, &source, path, &bar->policy, err);

	if (rc == 0) {
		done_error_set(err, DONE_E_USAGE, "there is no policy '%s'", path);
		return done_error_cure(err,
		    before->request->server ? "git config done.policy must name a file that "
		                              "the hook can read, or a preset such as " BUILT_IN
		                            : "--policy takes a file, or a preset such "
		                              "as " BUILT_IN);
	}
	if (rc < 0) {
		blame_named(before, err);
		return rc;
	}
	bar->from = done_file_is_preset(path) ? "preset" : "file";
	/* The version that judged, whichever was asked for. */
	bar->path = done_arena_shown(
	    before->arena, done_file_is_preset(path) ? bar->policy->files.items[0] : path);
	return 0;
}

/* A server's, at a revision of another repository. */
static int use_elsewhere(
    const struct done_plan *before, struct done_bar *bar, struct done_error *err)
{
	const struct done_policy_elsewhere *elsewhere = &before->request->elsewhere;
	struct done_policy_source source = {
	    .self = before->trees->asked, .read = done_policy_read_snapshot};
	int rc = bar_load(before, bar, &source, elsewhere->path, &bar->policy, err);

	if (rc == 0) {
		done_error_set(err, DONE_E_USAGE, "there is no policy '%s' at '%s' of '%s'",
		    elsewhere->path, elsewhere->revision, elsewhere->repository);
		return done_error_cure(err, "git config done.policy names it, on the server");
	}
	if (rc < 0) {
		blame_named(before, err);
		return rc;
	}
	bar->from = "file";
	bar->path = done_arena_shown(before->arena, elsewhere->text);
	return say_oid(bar, before->trees->asked, elsewhere->path, err);
}

const char *done_bar_revision(const struct done_request *request)
{
	const char *from = request->policy_from;

	if (request->policy_file || !from || !strcmp(from, "base") || !strcmp(from, "head"))
		return NULL;
	return from;
}

static int refuse_no_policy_at(const struct done_plan *before, struct done_error *err)
{
	const char *hint = done_misnamed_hint(before->trees->asked, before->arena);

	done_error_set(
	    err, DONE_E_USAGE, "there is no policy at '%s'", done_bar_revision(before->request));
	return done_error_cure(err,
	    "%s%scommit " DONE_POLICY_PATH " there, name another revision, or name the policy: "
	    "--policy preset:backend",
	    hint, *hint ? "; or " : "");
}

static int use_revision(
    const struct done_plan *before, struct done_bar *bar, struct done_error *err)
{
	const struct done_trees *trees = before->trees;
	int rc = load_at(before, bar, trees->asked, &bar->policy, err);
	char *hex;

	if (rc == 0)
		return refuse_no_policy_at(before, err);
	if (rc < 0) {
		blame_revision(
		    before, done_bar_revision(before->request), &trees->asked_commit, err);
		return rc;
	}
	hex = done_arena_alloc(before->arena, DONE_OID_HEX + 1);
	done_oid_hex(&trees->asked_commit, hex);
	bar->revision = hex;
	bar->path = DONE_POLICY_PATH;
	bar->from = "revision";
	return say_oid(bar, trees->asked, DONE_POLICY_PATH, err);
}

static int use_snapshot(
    const struct done_plan *before, struct done_bar *bar, const char *from, struct done_error *err)
{
	bool of_base = !strcmp(from, "base");
	struct done_snapshot *snapshot = of_base ? before->trees->tip : before->trees->head;
	int rc = load_at(before, bar, snapshot, &bar->policy, err);

	if (rc > 0) {
		bar->path = DONE_POLICY_PATH;
		bar->from = from;
		rc = say_oid(bar, snapshot, DONE_POLICY_PATH, err);
		return rc < 0 ? rc : 1;
	}
	if (rc < 0 && of_base)
		blame_base(before, err);
	else if (rc < 0)
		done_bar_blame_head(before, err);
	return rc;
}

const char *done_bar_uncommitted_hint(const struct done_plan *before, const struct done_bar *bar)
{
	const struct done_repo *repo = before->trees->repo;
	const char *top = repo ? done_repo_work_tree(repo) : NULL;

	if (strcmp(bar->from, "preset") != 0 || !top ||
	    access(done_arena_printf(before->arena, "%s/" DONE_POLICY_PATH, top), F_OK) != 0)
		return NULL;
	return "the work tree has a " DONE_POLICY_PATH
	       " that this commit does not have: commit it, or "
	       "judge by it with --policy " DONE_POLICY_PATH;
}

/* None for a hook: whether the change may pass without one is for the repository to say. */
static int use_built_in(
    const struct done_plan *before, struct done_bar *bar, struct done_error *err)
{
	int rc = done_plan_refuse_misnamed(before, err);
	const char *hint;

	if (rc < 0 || before->request->hook)
		return rc;
	rc = bar_load(before, bar, NULL, BUILT_IN, &bar->policy, err);
	if (rc == 0)
		return done_error_set(
		    err, DONE_E_INTERNAL, "this program does not contain " BUILT_IN);
	if (rc < 0)
		return rc;
	bar->path = bar->policy->files.items[0];
	bar->from = "preset";
	hint = done_bar_uncommitted_hint(before, bar);
	done_run_note(before->notes, DONE_NOTE,
	    "the repository has no policy (" DONE_POLICY_PATH "): judged by the built-in " BUILT_IN
	    "%s%s",
	    hint ? "; " : "", hint ? hint : "");
	return 0;
}

/* base, and where it has none head, said out loud. An audit has no base. */
static int use_base_or_head(
    const struct done_plan *before, struct done_bar *bar, bool base_first, struct done_error *err)
{
	bool has_base = base_first && before->compared->has_range;
	int rc = has_base ? use_snapshot(before, bar, "base", err) : 0;

	if (rc)
		return rc < 0 ? rc : 0;
	rc = use_snapshot(before, bar, "head", err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		return use_built_in(before, bar, err);
	if (has_base)
		done_run_note(before->notes, DONE_NOTE, "%s",
		    done_policy_allows_debt(bar->policy, before->request)
		        ? "adopting: the base has no policy, so the one that this "
		          "change brings judges both trees"
		        : "the base has no policy: judged by the one that this "
		          "change brings");
	return 0;
}

static bool bar_was_there(const struct done_changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		if (!strcmp(changes->items[i].path, DONE_POLICY_PATH))
			return true;
	}
	return false;
}

/* A policy that is gone, or has another name, loosens all of it. A branch that began before there
 * was one removes nothing. */
void done_bar_note_removed(const struct done_plan *before)
{
	const struct done_policy *policy = before->bar->policy;

	if (!before->bar->is_gone)
		return;
	if (!bar_was_there(&before->changed->changes))
		done_run_note(before->notes, DONE_NOTE,
		    "this branch began before " DONE_POLICY_PATH
		    " was there, and is judged by the base's: merge the base into it");
	else if (policy->loosening == DONE_LOOSENING_NOTE)
		done_run_note(before->notes, DONE_NOTE_WARNING,
		    "the change removes the policy; it is judged by the base's");
	else
		done_run_note(before->notes, DONE_NOTE_ERROR,
		    "the change removes the policy (" DONE_POLICY_PATH
		    "), and the base's says 'loosening: %s'. First land a change of "
		    "nothing but the policy that says 'loosening: note'",
		    done_loosening_names[policy->loosening]);
}

/* 1 when every file that the policy was read from is the same in both snapshots. */
static int is_as_in(const struct done_policy *policy, struct done_snapshot *one,
    struct done_snapshot *other, struct done_error *err)
{
	for (size_t i = 0; i < policy->files.nr; i++) {
		const char *path = policy->files.items[i];
		struct done_entry a = {0}, b = {0};
		int rc = done_file_is_preset(path) ? 1 : done_snapshot_find(one, path, &a, err);

		if (rc > 0 && !done_file_is_preset(path))
			rc = done_snapshot_find(other, path, &b, err);
		if (rc <= 0)
			return rc;
		if (a.kind != b.kind || !done_oid_equal(&a.oid, &b.oid))
			return 0;
	}
	return 1;
}

/* The change's own policy, when it is not the one that judges already. */
static int read_own(const struct done_plan *before, struct done_bar *bar, struct done_error *err)
{
	struct done_snapshot *head = before->trees->head;
	struct done_entry entry;
	int rc;

	if (!bar->policy || !before->compared->has_range || strcmp(bar->from, "base") != 0)
		return 0;
	rc = done_snapshot_find(head, DONE_POLICY_PATH, &entry, err);
	if (rc < 0)
		return rc;
	bar->is_gone = rc == 0;
	if (rc == 0)
		return 0;
	rc = is_as_in(bar->policy, before->trees->tip, head, err);
	if (rc > 0)
		bar->own = bar->policy;
	else if (rc == 0)
		rc = load_at(before, bar, head, &bar->own, err);
	if (rc < 0)
		done_bar_blame_head(before, err);
	return rc < 0 ? rc : 0;
}

/* A change may bring a question and its answers at once: the policy that judges knows them as
 * questions to come. */
static void tell_questions(struct done_bar *bar)
{
	for (size_t i = 0; bar->own && i < bar->nr_loaded; i++) {
		if (bar->loaded[i] != bar->policy)
			continue;
		bar->loaded[i]->questions_to_come = bar->own->questions;
		bar->loaded[i]->nr_questions_to_come = bar->own->nr_questions;
	}
}

int done_bar_make(const struct done_plan *before, struct done_bar *out, struct done_error *err)
{
	const struct done_request *request = before->request;
	const char *from = request->policy_from;
	struct done_bar bar = {0};
	int rc;

	if (request->policy_file)
		rc = use_file(before, &bar, err);
	else if (request->elsewhere.repository)
		rc = use_elsewhere(before, &bar, err);
	else if (done_bar_revision(request))
		rc = use_revision(before, &bar, err);
	else
		rc = use_base_or_head(before, &bar, !from || !strcmp(from, "base"), err);
	if (rc >= 0)
		rc = read_own(before, &bar, err);
	if (rc < 0) {
		done_bar_release(&bar);
		return rc;
	}
	tell_questions(&bar);
	*out = bar;
	return 0;
}

void done_bar_release(struct done_bar *bar)
{
	for (size_t i = 0; i < bar->nr_loaded; i++)
		done_policy_release(bar->loaded[i]);
	*bar = (struct done_bar){0};
}
