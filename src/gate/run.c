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

	gate->report->runs = runs;
	run->mode = gate->request->mode;
	run->same_as = -1;
	run->verdict = DONE_MET;
	if (gate->report->nr_runs == 1 && done_repo_has_replacements(gate->repo))
		done_run_note(gate, run, DONE_NOTE,
		              "replace refs exist here; they are not followed");
	return run;
}

static int run_judge(struct done_plan *plan, struct done_error *err)
{
	int rc = done_plan_make(plan, err);

	if (rc >= 0 && plan->policy) {
		rc = done_evaluate_all(plan, err);
		if (rc >= 0)
			done_settle_run(&plan->gate->report->arena, plan->run);
	}
	done_plan_release(plan);
	return rc;
}

static void plan_range(struct done_plan *plan, const struct done_range *range)
{
	plan->range = *range;
	plan->has_range = true;
	plan->head.kind = DONE_SOURCE_COMMIT;
	plan->head.commit = range->head;
	if (range->has_base) {
		plan->tip.kind = DONE_SOURCE_COMMIT;
		plan->tip.commit = range->base;
	}
	plan->run->head = range->head;
	plan->run->has_head = true;
}

/* What was asked for; where no base was, what the CI system says. */
static int find_range(struct done_gate *gate, struct done_range *range, const char **words,
                      struct done_error *err)
{
	struct done_range_request asked = gate->request->range;
	struct done_arena *arena = &gate->report->arena;

	if (!asked.text && !asked.base && done_ci_detect(gate->repo, arena, &asked, words, err) < 0)
		return err->code;
	return done_range_make(gate->repo, arena, &asked, range, err);
}

static int run_check(struct done_gate *gate, struct done_error *err)
{
	struct done_range range = {0};
	struct done_plan plan = {.gate = gate};
	const char *words = NULL;
	int rc = find_range(gate, &range, &words, err);

	if (rc < 0)
		return rc;
	plan.run = run_add_run(gate, done_arena_array(&gate->report->arena, 1, sizeof(*plan.run)));
	plan.run->range_words = words;
	plan_range(&plan, &range);
	return run_judge(&plan, err);
}

static int run_audit(struct done_gate *gate, struct done_error *err)
{
	const char *revision = gate->request->revision ? gate->request->revision : "HEAD";
	struct done_plan plan = {.gate = gate};
	struct done_oid head;
	int rc = done_revision_resolve(gate->repo, revision, &head, err);

	if (rc < 0)
		return rc;
	plan.run = run_add_run(gate, done_arena_array(&gate->report->arena, 1, sizeof(*plan.run)));
	plan.head.kind = DONE_SOURCE_COMMIT;
	plan.head.commit = head;
	plan.run->head = head;
	plan.run->has_head = true;
	plan.run->range_words = done_arena_printf(&gate->report->arena, "every service at %s",
	                                          done_arena_shown(&gate->report->arena, revision));
	return run_judge(&plan, err);
}

/* The index against HEAD; before the first commit against nothing. */
static int run_staged(struct done_gate *gate, struct done_error *err)
{
	struct done_plan plan = {.gate = gate, .has_range = true};
	struct done_oid head;
	int rc = done_ref_read(gate->repo, "HEAD", &head, err);

	if (rc < 0)
		return rc;
	plan.run = run_add_run(gate, done_arena_array(&gate->report->arena, 1, sizeof(*plan.run)));
	plan.head.kind = DONE_SOURCE_INDEX;
	if (rc == 1) {
		plan.range.has_base = true;
		plan.range.base = head;
		plan.range.from[0] = head;
		plan.range.nr_from = 1;
		plan.tip.kind = DONE_SOURCE_COMMIT;
		plan.tip.commit = head;
	}
	plan.range.base_name = "HEAD";
	plan.run->range_words = "what is staged against HEAD";
	return run_judge(&plan, err);
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

static bool reuse(struct done_gate *gate, const struct done_push *push, size_t i,
                  struct done_run *run)
{
	for (size_t j = 0; j < i; j++) {
		if (push->refs[j].action != DONE_PUSH_JUDGE ||
		    !same_trees(&push->refs[j].range, &push->refs[i].range))
			continue;
		const char *ref = run->ref;
		*run = gate->report->runs[j];
		run->ref = ref;
		run->same_as = (int)j;
		return true;
	}
	return false;
}

static int judge_ref(struct done_gate *gate, const struct done_push *push, size_t i,
                     struct done_run *run, struct done_error *err)
{
	const struct done_push_ref *ref = &push->refs[i];
	struct done_plan plan = {.gate = gate, .run = run};

	run->ref = ref->remote_ref;
	if (ref->action == DONE_PUSH_PASS) {
		done_run_note(gate, run, DONE_NOTE, "nothing to judge: %s", ref->reason);
		return 0;
	}
	if (reuse(gate, push, i, run))
		return 0;
	if (ref->reason)
		done_run_note(gate, run, DONE_NOTE, "%s", ref->reason);
	plan_range(&plan, &ref->range);
	return run_judge(&plan, err);
}

static int run_push(struct done_gate *gate, struct done_error *err)
{
	struct done_push push = {0};
	struct done_run *runs;
	int rc = done_push_read(gate->repo, &gate->report->arena, gate->request->remote,
	                        gate->request->push_fd, &push, err);

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
		report->reproduce = done_reproduce(&report->arena, gate->request, worst);
}

static void say_what_was_asked(struct done_gate *gate)
{
	const struct done_request *request = gate->request;
	struct done_report *report = gate->report;

	report->shard = request->shard;
	report->now = request->now;
	report->asked.services = request->services;
	report->asked.criteria = request->criteria;
	report->asked.checks = request->checks;
	report->asked.skip = request->skip;
	report->asked.all = request->all;
}

int done_gate_run(const struct done_request *request, struct done_report *out,
                  struct done_error *err)
{
	struct done_gate gate = {.request = request, .report = out};
	struct done_repo_options options = {
		.directory = request->directory,
		.verify = request->verify || request->mode != DONE_MODE_AUDIT,
		.trust_owner = request->trust_owner,
	};
	int rc;

	if (request->progress)
		done_progress_phase(request->progress, "reading the repository", 0);
	rc = done_repo_open(&gate.repo, &options, err);
	if (rc >= 0)
		rc = runners[request->mode](&gate, err);
	if (rc >= 0) {
		say_what_was_asked(&gate);
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
	for (size_t i = 0; i < report->nr_kept; i++)
		done_arena_release(&report->kept[i]);
	free(report->kept);
	done_arena_release(&report->arena);
	memset(report, 0, sizeof(*report));
}
