/*
 * What an edited check comes to, in the base's tree and in the change's, by the rule of either: so
 * that a reviewer sees what the edit does. Counts are no proof of anything.
 */
#include <string.h>

#include "gate.h"

enum { SERVICES_MAX = 200, CHECKS_MAX = 10 };

/* By its place here a service is counted; a verdict that is not here is not known. */
enum { MATCHES_MET, MATCHES_UNMET, MATCHES_NOT_APPLICABLE, MATCHES_UNDECIDED, MATCHES_NR };
static const char *const state_words[MATCHES_NR] = {
    "met", "not met", "not applicable", "undecided"};

struct counts {
	size_t nr[MATCHES_NR];
};

struct matching {
	const struct done_plan *plan;
	struct done_matcher *matcher;
	struct done_meter meter;
	struct done_arena scratch;
};

/* ---- what files alone tell ---- */

/* Others ask what a service is, or look at its sheet, which is another one in either tree. */
static bool reads_only_files(const struct done_value *parts)
{
	static const char *const kinds[] = {
	    "file", "content", "data", "markdown", "records", "any_of", "all_of"};

	for (size_t i = 0; parts && parts->type == DONE_MAP && i < parts->map.nr; i++) {
		const struct done_member *member = &parts->map.ptr[i];
		bool is_known = false;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(kinds); j++)
			is_known |= !strcmp(kinds[j], member->key.ptr);
		if (!is_known || done_value_get(&member->value, "about"))
			return false;
	}
	return true;
}

static bool parts_read_only_files(const struct done_value *written, const char *kind)
{
	const struct done_value *options = done_value_get(written, kind);
	const struct done_value *parts = done_value_get(options, "checks");
	struct done_value one = {.type = DONE_MAP};
	struct done_member member;

	if (!options)
		return false;
	member.key = (struct done_string){kind, strlen(kind)};
	member.value = *options;
	one.map.ptr = &member;
	one.map.nr = 1;
	if (!reads_only_files(&one))
		return false;
	if (strcmp(kind, "any_of") != 0 && strcmp(kind, "all_of") != 0)
		return true;
	parts = parts ? parts : options;
	for (size_t i = 0; parts->type == DONE_LIST && i < parts->list.nr; i++) {
		const struct done_value *part = &parts->list.ptr[i];

		if (!reads_only_files(part) || done_value_get(part, "any_of") ||
		    done_value_get(part, "all_of"))
			return false;
	}
	return true;
}

static bool condition_reads_only_files(const struct done_condition *condition)
{
	if (!condition || condition->kind == DONE_WHEN_HAS || condition->kind == DONE_WHEN_TAG ||
	    condition->kind == DONE_WHEN_STAGE)
		return true;
	if (condition->kind != DONE_WHEN_NOT && condition->kind != DONE_WHEN_ANY &&
	    condition->kind != DONE_WHEN_ALL)
		return false;
	for (size_t i = 0; i < condition->nr_parts; i++) {
		if (!condition_reads_only_files(&condition->parts[i]))
			return false;
	}
	return true;
}

static bool is_counted(const struct done_policy *policy, const struct done_criterion *criterion,
    const struct done_check *check)
{
	const struct done_value *written = done_value_get(
	    done_value_get(
	        done_value_get(done_value_get(policy->merged, "criteria"), criterion->id),
	        "checks"),
	    check->name);

	return condition_reads_only_files(check->when) &&
	    parts_read_only_files(written, check->test.form->name);
}

/* ---- one service ---- */

static int matches_judge(struct done_view *view, const struct done_check *check)
{
	static const int states[] = {[DONE_MET] = MATCHES_MET,
	    [DONE_UNMET] = MATCHES_UNMET,
	    [DONE_NOT_APPLICABLE] = MATCHES_NOT_APPLICABLE};
	struct done_result result = {.verdict = DONE_MET};
	struct done_error ignored = {0};
	const char *reason = NULL;
	int rc = done_condition_holds(view, check->when, &reason, &ignored);

	if (rc == 0)
		return MATCHES_NOT_APPLICABLE;
	if (rc < 0 || done_test_run(&check->test, view, &result, &ignored) < 0 ||
	    (result.verdict != DONE_MET && result.verdict != DONE_UNMET &&
	        result.verdict != DONE_NOT_APPLICABLE))
		return MATCHES_UNDECIDED;
	return states[result.verdict];
}

static void count_in(struct matching *matching, struct done_snapshot *tree,
    const struct done_policy *policy, const struct done_check *check, struct counts *out)
{
	const struct done_services *services = &matching->plan->map->services;
	struct done_languages languages = {.policy = policy};

	for (size_t i = 0; i < services->nr && i < SERVICES_MAX; i++) {
		struct done_view view = {.head = tree,
		    .service = &services->items[i],
		    .services = services,
		    .arena = &matching->scratch,
		    .matcher = matching->matcher,
		    .meter = &matching->meter,
		    .policy = policy,
		    .now = matching->plan->request->now,
		    .placeholders = policy->placeholders,
		    .languages = &languages,
		    .check = check->id};

		if (tree == matching->plan->trees->head || services->items[i].in_base)
			out->nr[matches_judge(&view, check)]++;
		done_view_release(&view);
		done_arena_release(&matching->scratch);
	}
	done_languages_release(&languages);
}

/* ---- in words ---- */

static void matches_add(struct done_buf *out, const char *where, const struct counts *before,
    const struct counts *after)
{
	const char *comma = " ";

	done_buf_addf(out, "%s:", where);
	for (size_t i = 0; i < MATCHES_NR; i++) {
		if (!before->nr[i] && !after->nr[i])
			continue;
		done_buf_addf(
		    out, "%s%s %zu -> %zu", comma, state_words[i], before->nr[i], after->nr[i]);
		comma = ", ";
	}
	if (*comma == ' ')
		done_buf_addstr(out, " no service");
}

static void matches_note(
    struct matching *matching, const struct done_check *before, const struct done_check *after)
{
	const struct done_plan *plan = matching->plan;
	struct done_snapshot *trees[] = {plan->changed->from, plan->trees->head};
	static const char *const names[] = {"in the base", "in the change"};
	size_t nr = plan->map->services.nr;
	struct done_buf text = {0};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(trees); i++) {
		struct counts then = {{0}}, now = {{0}};

		count_in(matching, trees[i], plan->bar->policy, before, &then);
		count_in(matching, trees[i], plan->bar->own, after, &now);
		matches_add(&text, names[i], &then, &now);
		done_buf_addstr(&text, i ? "" : "; ");
	}
	done_run_note(plan->notes, DONE_NOTE,
	    "services by the old rule of '%s' and by the new one, %s%s (no proof)", before->id,
	    text.ptr,
	    nr > SERVICES_MAX
	        ? done_arena_printf(plan->arena, "; the first %d of %zu services", SERVICES_MAX, nr)
	        : "");
	done_buf_release(&text);
}

/* An edit of what it looks for, as loosened.c words it. */
static bool names_rule(const struct done_loosened *found, const char *id)
{
	size_t len = strlen(id);

	for (size_t i = 0; i < found->nr; i++) {
		const char *text = found->items[i], *rest;

		if (text[0] != '\'' || strncmp(text + 1, id, len) != 0 || text[len + 1] != '\'')
			continue;
		rest = text + len + 2;
		/* Who owes it changes nothing of what it matches. */
		if (!strncmp(rest, " tests ", 7) ||
		    (*rest == ':' && strncmp(rest, ": debt ", 7) != 0))
			return true;
	}
	return false;
}

static const struct done_check *matches_find(const struct done_policy *policy,
    const struct done_criterion *criterion, const struct done_check *wanted)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (!strcmp(policy->criteria[i].checks[j].id, wanted->id) &&
			    is_counted(policy, criterion, &policy->criteria[i].checks[j]))
				return &policy->criteria[i].checks[j];
		}
	}
	return NULL;
}

void done_loosening_note_matches(const struct done_plan *plan, const struct done_loosened *found)
{
	const struct done_policy *policy = plan->bar->policy;
	struct matching matching = {.plan = plan, .matcher = done_matcher_new()};
	size_t nr = 0;

	for (size_t i = 0; plan->changed->from && i < policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &policy->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks && nr < CHECKS_MAX; j++) {
			const struct done_check *before = &criterion->checks[j];
			const struct done_check *after;

			if (!names_rule(found, before->id) ||
			    !is_counted(policy, criterion, before))
				continue;
			after = matches_find(plan->bar->own, criterion, before);
			if (after) {
				matches_note(&matching, before, after);
				nr++;
			}
		}
	}
	done_matcher_free(matching.matcher);
}
