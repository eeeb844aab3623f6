/* The selectors of a policy that match nothing in a tree, in words. */
#include <string.h>

#include "selectors.h"

/* About half a second on an ordinary machine, and a tenth for globs that name the service: a step
 * is a comparison of a path with a glob. */
#define STEPS_MAX ((size_t)30 * 1000 * 1000)
#define STEPS_OF_SERVICES_MAX ((size_t)4 * 1000 * 1000)

static void selectors_push(struct done_arena *arena, struct done_selector_faults *faults,
    size_t *cap, const struct done_value *at, const char *message)
{
	struct done_selector_fault *fault = DONE_ARENA_PUSH(arena, faults->items, faults->nr, *cap);

	if (at)
		fault->place = (struct done_place){at->file, at->line, at->column};
	fault->message = message;
}

void done_selector_fault_add(struct done_buf *out, const struct done_selector_fault *fault)
{
	if (fault->place.file)
		done_buf_addf(
		    out, "%s:%d:%d: ", fault->place.file, fault->place.line, fault->place.column);
	done_buf_addstr(out, fault->message);
}

/* ---- words ---- */

/* By kind: why that is nothing, where what it names is of the wrong sort, and what to do where
 * nothing is near. */
static const struct {
	const char *why, *misfit, *advice;
} words[] = {
    [DONE_SELECTOR_RULE] = {"this tree has no such directory",
        "what it names is not a directory of this tree", "correct the path, or remove the rule"},
    [DONE_SELECTOR_MARKER] = {"no directory that its rule matches has such a file",
        "it is a directory, and only a file marks a service", "correct the name, or remove it"},
    [DONE_SELECTOR_DEPENDS] = {"this tree has no such path, so no change selects a service by "
                               "it",
        "", "correct the path, or remove it"},
    [DONE_SELECTOR_EVERYTHING] = {"this tree has no such file, so no change selects every "
                                  "service by it",
        "it is a directory, and changes are of files", "correct the path, or remove it"},
    [DONE_SELECTOR_FILES] = {"no service has such a file",
        "it is a directory, and only files count", "correct the glob, or remove it"},
};

static const char *reason(const struct done_selector *selector)
{
	if (selector->misfits)
		return words[selector->kind].misfit;
	if (selector->kind == DONE_SELECTOR_FILES && selector->from_root)
		return "this tree has no such file";
	return words[selector->kind].why;
}

static const char *more_places(struct done_arena *arena, const struct done_selector *selector)
{
	if (!selector->nr_more)
		return "";
	if (!selector->more_line)
		return done_arena_printf(arena, " (and at %zu more place%s)", selector->nr_more,
		    selector->nr_more == 1 ? "" : "s");
	if (selector->nr_more == 1)
		return done_arena_printf(arena, " (also at line %d)", selector->more_line);
	return done_arena_printf(arena, " (also at line %d and %zu more place%s)",
	    selector->more_line, selector->nr_more - 1, selector->nr_more == 2 ? "" : "s");
}

static const char *advise(struct done_selectors_look *look, const struct done_selector *selector)
{
	const char *nearest = done_selector_nearest(look, selector);

	return nearest ? done_arena_printf(look->selectors->arena, "did you mean '%s'?", nearest)
	               : words[selector->kind].advice;
}

static const char *selectors_describe(
    struct done_selectors_look *look, const struct done_selector *selector)
{
	struct done_arena *arena = look->selectors->arena;
	const char *whose =
	    selector->check ? done_arena_printf(arena, " of '%s'", selector->check) : "";

	if (selector->taker)
		return done_arena_printf(arena,
		    "%s '%s'%s%s matches nothing: '%s', which comes later, "
		    "takes out what it matches; remove one of the two",
		    selector->key, selector->text, whose, more_places(arena, selector),
		    selector->taker);
	return done_arena_printf(arena, "%s '%s'%s%s matches nothing: %s; %s", selector->key,
	    selector->text, whose, more_places(arena, selector), reason(selector),
	    advise(look, selector));
}

/* ---- rules behind others ---- */

/* The rule with a glob that has a service which this one matches too; NULL: none, or a rule that
 * names a single directory, which goes first by right. */
static const struct done_service_rule *taken_by(
    struct done_selectors_look *look, const struct done_service_rule *rule)
{
	const struct done_services *services = look->selectors->services;
	const struct done_service_rule *taker = NULL;

	if (!done_look_spend(look, services->nr))
		return NULL;
	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *service = &services->items[i];

		if (!service->rule || !done_glob_match(rule->path, service->path))
			continue;
		if (done_glob_is_literal(service->rule->path))
			return NULL;
		taker = taker ? taker : service->rule;
	}
	return taker;
}

/* A glob that comes second gives nothing to the directories that another one has. */
static const char *describe_taken(
    struct done_selectors_look *look, const struct done_selector *selector)
{
	const struct done_service_rule *taker = NULL;

	if (selector->kind == DONE_SELECTOR_RULE && !selector->finds &&
	    !done_glob_is_literal(selector->rule->path))
		taker = taken_by(look, selector->rule);
	if (!taker)
		return NULL;
	return done_arena_printf(look->selectors->arena,
	    "service rule '%s' finds no service of its own: every directory that it matches "
	    "belongs to the rule '%s' (line %d), which comes first; put the narrower rule "
	    "first",
	    selector->text, done_glob_text(taker->path), taker->place.line);
}

/* ---- the look ---- */

static void report(
    struct done_selectors_look *look, enum done_selectors_how how, struct done_selector_faults *out)
{
	struct done_selectors *all = look->selectors;
	size_t cap = 0, nr_left = 0;

	for (size_t i = 0; i < all->nr; i++) {
		const struct done_selector *selector = &all->items[i];
		const char *message = NULL;

		if (!selector->found && out->nr == DONE_SELECTOR_FAULTS_MAX)
			nr_left++;
		else if (!selector->found)
			message = selectors_describe(look, selector);
		else if (how == DONE_SELECTORS_ALL && out->nr < DONE_SELECTOR_FAULTS_MAX)
			message = describe_taken(look, selector);
		if (message)
			selectors_push(all->arena, out, &cap, selector->at, message);
	}
	if (nr_left)
		selectors_push(all->arena, out, &cap, NULL,
		    done_arena_printf(
		        all->arena, "more selectors of the policy match nothing: %zu", nr_left));
}

/* Takes out what is not known to match nothing; how many. */
static size_t forget_unknown(struct done_selectors *all)
{
	size_t kept = 0, nr = all->nr;

	for (size_t i = 0; i < nr; i++) {
		if (all->items[i].found || !all->items[i].unknown)
			all->items[kept++] = all->items[i];
	}
	all->nr = kept;
	return nr - kept;
}

/* Its rule matches nothing, and that is said already. */
static void forget_markers(struct done_selectors *all)
{
	const struct done_service_rule *lost = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < all->nr; i++) {
		const struct done_selector *selector = &all->items[i];

		if (selector->kind == DONE_SELECTOR_RULE && !selector->found)
			lost = selector->rule;
		if (selector->kind == DONE_SELECTOR_MARKER && selector->rule == lost)
			continue;
		all->items[kept++] = *selector;
	}
	all->nr = kept;
}

static int look_through(
    struct done_selectors_look *look, enum done_selectors_how how, struct done_error *err)
{
	if (done_selectors_look_up(look, err) < 0)
		return err->code;
	if (how == DONE_SELECTORS_LITERAL)
		return 0;
	if (done_selectors_walk(look, err) < 0)
		return err->code;
	look->steps = STEPS_OF_SERVICES_MAX;
	if (done_selectors_try_services(look, err) < 0)
		return err->code;
	/* For what is near. */
	look->steps = STEPS_OF_SERVICES_MAX;
	return 0;
}

int done_selectors_look(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_policy *policy, const struct done_services *services,
    enum done_selectors_how how, struct done_selector_faults *out, struct done_error *err)
{
	struct done_selectors selectors = {.arena = arena, .policy = policy, .services = services};
	struct done_selectors_look look = {
	    .selectors = &selectors, .snapshot = snapshot, .steps = STEPS_MAX};
	struct done_selector_faults faults = {0};
	size_t nr_unknown = 0, cap;

	done_selectors_collect(&selectors);
	if (look_through(&look, how, err) < 0)
		return err->code;
	nr_unknown = forget_unknown(&selectors);
	forget_markers(&selectors);
	report(&look, how, &faults);
	cap = faults.nr;
	if (nr_unknown && how == DONE_SELECTORS_ALL)
		selectors_push(arena, &faults, &cap, NULL,
		    done_arena_printf(arena,
		        "the tree is too large to tell whether the other selectors of "
		        "the policy match anything (%zu)",
		        nr_unknown));
	*out = faults;
	return 0;
}
