/* From a request to a report: one run a range, a revision, the index, or a ref of a push. */
#include <stdlib.h>
#include <string.h>

#include "gate.h"

static const char *const mode_names[] = {"check", "audit", "push", "staged"};

const char *done_mode_name(enum done_mode mode)
{
	return mode_names[mode];
}

static struct done_run *run_add_run(struct done_gate *gate, struct done_run *runs)
{
	struct done_run *run = &runs[gate->report->nr_runs++];
	struct done_note note = {.level = DONE_NOTE};

	gate->report->runs = runs;
	run->mode = gate->request->mode;
	run->same_as = -1;
	run->verdict = DONE_MET;
	if (gate->report->nr_runs == 1 && done_repo_has_replacements(gate->repo))
		done_note_add(&gate->report->arena, run, note,
		    "replace refs exist here; they are not followed");
	return run;
}

static struct done_run *run_add_only(struct done_gate *gate)
{
	return run_add_run(
	    gate, done_arena_array(&gate->report->arena, 1, sizeof(struct done_run)));
}

/* Where there is no policy, the run only says what it would have compared. */
static int run_judge(struct done_gate *gate, struct done_run *run,
    const struct done_comparison *compared, struct done_error *err)
{
	struct done_chain chain = {0};
	int rc = done_chain_make(&chain, gate, run, compared, err);

	if (rc >= 0)
		done_chain_describe(&chain, run);
	if (rc > 0) {
		rc = done_evaluate_all(gate, &chain.plan, run, err);
		if (rc >= 0)
			rc = done_debt_settle(gate, &chain.plan, run, err);
		if (rc >= 0)
			done_settle_run(&gate->report->arena, run);
	}
	done_chain_release(&chain);
	return rc;
}

/* What was asked for; where no base was, what the CI system says. */
static int find_range(
    struct done_gate *gate, struct done_range *range, const char **words, struct done_error *err)
{
	struct done_range_request asked = gate->request->range;
	struct done_arena *arena = &gate->report->arena;

	if (!asked.text && !asked.base && !asked.first &&
	    done_ci_detect(gate->repo, arena, &asked, words, err) < 0)
		return err->code;
	return done_range_make(gate->repo, arena, &asked, range, err);
}

static int run_check(struct done_gate *gate, struct done_error *err)
{
	struct done_range range = {0};
	struct done_comparison compared;
	const char *words = NULL;

	if (find_range(gate, &range, &words, err) < 0)
		return err->code;
	compared = done_compared_range(&gate->report->arena, gate->request->mode, &range, words);
	return run_judge(gate, run_add_only(gate), &compared, err);
}

static int run_audit(struct done_gate *gate, struct done_error *err)
{
	const char *revision = gate->request->revision ? gate->request->revision : "HEAD";
	const char *below = gate->request->below;
	bool is_index = below && !gate->request->revision;
	struct done_comparison compared;
	struct done_oid head;

	if (!is_index && done_revision_resolve(gate->repo, revision, &head, err) < 0)
		return err->code;
	compared = below ? done_compared_below(&gate->report->arena, below, is_index ? NULL : &head)
	                 : done_compared_nothing(&gate->report->arena, revision, &head);
	return run_judge(gate, run_add_only(gate), &compared, err);
}

static int run_staged(struct done_gate *gate, struct done_error *err)
{
	struct done_comparison compared;
	struct done_oid head;
	int rc = done_ref_read(gate->repo, "HEAD", &head, err);

	if (rc < 0)
		return rc;
	compared = done_compared_index(rc == 1 ? &head : NULL);
	return run_judge(gate, run_add_only(gate), &compared, err);
}

/* Two refs that bring the same trees are judged once. */
static bool same_trees(const struct done_range *a, const struct done_range *b)
{
	if (!done_oid_equal(&a->head, &b->head) || a->has_base != b->has_base ||
	    a->nr_from != b->nr_from)
		return false;
	if (a->has_base && !done_oid_equal(&a->base, &b->base))
		return false;
	for (size_t i = 0; i < a->nr_from; i++) {
		if (!done_oid_equal(&a->from[i], &b->from[i]))
			return false;
	}
	return true;
}

/* By the base's word: what a change says of itself must not open the door for it. */
static bool only_tells(const struct done_run *run)
{
	return run->policy && run->policy_from && strcmp(run->policy_from, "head") != 0 &&
	    done_push_only_tells(&run->policy->push, run->ref);
}

static bool reuse(
    struct done_gate *gate, const struct done_push *push, size_t i, struct done_run *run)
{
	for (size_t j = 0; j < i; j++) {
		if (push->refs[j].action != DONE_PUSH_JUDGE ||
		    !same_trees(&push->refs[j].range, &push->refs[i].range))
			continue;
		const char *ref = run->ref;
		*run = gate->report->runs[j];
		run->ref = ref;
		run->same_as = (int)j;
		run->only_tells = only_tells(run);
		return true;
	}
	return false;
}

/* 1 where some policy is meant to judge what is pushed, be it of this server or of any branch. */
static int finds_policy(
    struct done_gate *gate, const struct done_push_ref *ref, struct done_error *err)
{
	const struct done_request *request = gate->request;
	bool is_required = request->policy_file || request->elsewhere.repository;
	int rc = is_required
	    ? 1
	    : done_repo_config_flag(gate->repo, "done.requirePolicy", &is_required, err);

	if (rc >= 0)
		rc = is_required;
	for (size_t i = 0; i < ref->nr_tips && rc == 0; i++) {
		struct done_snapshot tip = {0};
		struct done_entry entry;

		rc = done_snapshot_of_commit(gate->repo, &ref->tips[i], &tip, err);
		if (rc >= 0)
			rc = done_snapshot_find(&tip, DONE_POLICY_PATH, &entry, err);
		done_snapshot_close(&tip);
	}
	return rc;
}

/* A repository that has nothing to do with policies is left alone. */
static int settle_doubt(struct done_gate *gate, const struct done_push_ref *ref,
    struct done_run *run, struct done_error *err)
{
	struct done_note note = {.level = DONE_NOTE};
	int rc = finds_policy(gate, ref, err);

	if (rc > 0)
		done_error_take(err, &ref->doubt);
	if (rc)
		return err->code;
	done_note_add(&gate->report->arena, run, note,
	    "no branch has a policy (" DONE_POLICY_PATH "): nothing was judged");
	return 0;
}

static int judge_ref(struct done_gate *gate, const struct done_push *push, size_t i,
    struct done_run *run, struct done_error *err)
{
	const struct done_push_ref *ref = &push->refs[i];
	struct done_note note = {.level = DONE_NOTE};
	struct done_comparison compared;

	run->ref = ref->remote_ref;
	if (ref->action == DONE_PUSH_DOUBT)
		return settle_doubt(gate, ref, run, err);
	if (ref->action == DONE_PUSH_PASS) {
		done_note_add(&gate->report->arena, run, note, "nothing to judge: %s", ref->reason);
		return 0;
	}
	if (reuse(gate, push, i, run))
		return 0;
	if (ref->reason)
		done_note_add(&gate->report->arena, run, note, "%s", ref->reason);
	compared =
	    done_compared_range(&gate->report->arena, gate->request->mode, &ref->range, NULL);
	if (run_judge(gate, run, &compared, err) < 0)
		return err->code;
	run->only_tells = only_tells(run);
	return 0;
}

static int run_push(struct done_gate *gate, struct done_error *err)
{
	struct done_push push = {0};
	struct done_run *runs;
	const struct done_request *request = gate->request;
	struct done_arena *arena = &gate->report->arena;
	int rc = request->server
	    ? done_receive_read(gate->repo, arena, request->update, request->push_fd, &push, err)
	    : done_push_read(gate->repo, arena, request->remote, request->push_fd, &push, err);

	if (rc < 0)
		return rc;
	runs = done_arena_array(&gate->report->arena, push.nr + 1, sizeof(*runs));
	for (size_t i = 0; i < push.nr; i++) {
		rc = judge_ref(gate, &push, i, run_add_run(gate, runs), err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int (*const runners[])(struct done_gate *, struct done_error *) = {
    [DONE_MODE_CHECK] = run_check,
    [DONE_MODE_AUDIT] = run_audit,
    [DONE_MODE_PUSH] = run_push,
    [DONE_MODE_STAGED] = run_staged,
};

static int compare_badness(enum done_verdict a, enum done_verdict b)
{
	return done_verdict_worse(a, b) == a && a != b;
}

static void settle_report(struct done_gate *gate)
{
	struct done_report *report = gate->report;
	const struct done_run *worst = NULL;

	report->verdict = DONE_MET;
	for (size_t i = 0; i < report->nr_runs; i++) {
		const struct done_run *run = &report->runs[i];

		report->verdict = done_verdict_worse(report->verdict, run->verdict);
		if (run->policy && (!worst || compare_badness(run->verdict, worst->verdict)))
			worst = run;
	}
	if (worst)
		report->reproduce = done_reproduce(gate, worst);
}

static void say_what_was_asked(struct done_gate *gate)
{
	const struct done_request *request = gate->request;
	struct done_report *report = gate->report;

	report->shard = request->shard;
	report->now = request->now;
	report->hook = request->hook;
	report->asked.services = request->services;
	report->asked.criteria = request->criteria;
	report->asked.checks = request->checks;
	report->asked.skip = request->skip;
	report->asked.all = request->all;
}

int done_gate_run(
    const struct done_request *request, struct done_report *out, struct done_error *err)
{
	struct done_gate gate = {.request = request, .report = out};
	struct done_repo_options options = {
	    .directory = request->directory,
	    .verify = request->verify || request->mode != DONE_MODE_AUDIT,
	    .trust_owner = request->trust_owner,
	    .server = request->server,
	};
	int rc;

	if (request->progress)
		done_progress_phase(request->progress, "reading the repository", 0);
	rc = done_repo_open(&gate.repo, &options, err);
	if (rc >= 0)
		rc = runners[request->mode](&gate, err);
	if (rc >= 0) {
		say_what_was_asked(&gate);
		done_gate_add_heading(&gate);
		settle_report(&gate);
	}
	done_repo_close(gate.repo);
	return rc < 0 ? rc : 0;
}

void done_report_release(struct done_report *report)
{
	if (!report)
		return;
	for (size_t i = 0; i < report->nr_policies; i++)
		done_policy_release(report->policies[i]);
	for (size_t i = 0; i < report->nr_memos; i++)
		done_memo_free(report->memos[i]);
	for (size_t i = 0; i < report->nr_kept; i++)
		done_arena_release(&report->kept[i]);
	free(report->kept);
	done_arena_release(&report->arena);
	memset(report, 0, sizeof(*report));
}
