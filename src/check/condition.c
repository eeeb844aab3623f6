/*
 * `when`: whether a check applies to the service, and if not, why not.
 */
#include "done/seen.h"

#include "kinds.h"

#include <string.h>

struct answer {
	int holds;          /* 1, 0, or below 0: could not be decided */
	const char *reason; /* for 0: what does not hold; for 1: what does */
};

typedef struct answer condition_test(
    struct done_view *view, const struct done_condition *condition, struct done_error *err);

static struct answer ask(
    struct done_view *view, const struct done_condition *condition, struct done_error *err);

static struct answer ask_has(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	struct done_file file;
	struct answer answer = {done_view_named(view, &condition->files, err), NULL};

	if (answer.holds == 0)
		answer.holds = done_view_find_first(view, &condition->files, &file, err);
	if (answer.holds < 0)
		return answer;
	answer.reason = done_arena_printf(view->arena, "%s file matches %s",
	    answer.holds ? "a" : "no", done_view_globs_shown(view, &condition->files));
	return answer;
}

static struct answer ask_tag(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	const struct done_strings *tags = &view->service->tags;
	struct answer answer = {0, NULL};

	(void)err;
	for (size_t i = 0; i < tags->nr && !answer.holds; i++)
		answer.holds = strcmp(tags->items[i], condition->text) == 0;
	answer.reason = done_arena_printf(view->arena, "the service has %s tag '%s'",
	    answer.holds ? "the" : "no", condition->text);
	return answer;
}

static struct answer ask_stage(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	const char *stage = view->service->stage;
	struct answer answer = {strcmp(stage, condition->text) == 0, NULL};

	(void)err;
	answer.reason = answer.holds
	    ? done_arena_printf(view->arena, "its stage is '%s'", stage)
	    : done_arena_printf(view->arena, "its stage is '%s', not '%s'", stage, condition->text);
	return answer;
}

static struct answer ask_changed(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	struct answer answer = {0, "there is no range, so nothing counts as changed"};

	if (!view->changes)
		return answer;
	if (done_view_named(view, &condition->files, err) < 0)
		return (struct answer){err->code, NULL};
	for (size_t i = 0; i < condition->files.nr; i++) {
		struct done_service_glob *glob;
		int rc = done_view_resolve(view, &condition->files.items[i], &glob, err);

		if (rc < 0)
			return (struct answer){rc, NULL};
		if (condition->files.items[i].negated)
			continue;
		struct done_changes near = done_service_glob_changes(view, glob);
		for (size_t j = 0; j < near.nr && answer.holds == 0; j++) {
			if (done_service_glob_match(view, glob, near.items[j].path))
				answer.holds = done_view_matches(
				    view, &condition->files, near.items[j].path, err);
		}
	}
	if (answer.holds < 0)
		return answer;
	answer.reason = done_arena_printf(view->arena, "%s that matches %s changed",
	    answer.holds ? "a file" : "no file", done_view_globs_shown(view, &condition->files));
	return answer;
}

static struct answer ask_not(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	struct answer answer = ask(view, &condition->parts[0], err);

	if (answer.holds >= 0)
		answer.holds = !answer.holds;
	return answer;
}

static const char *condition_join(struct done_view *view, const char *so_far, const char *more)
{
	return so_far ? done_arena_printf(view->arena, "%s; %s", so_far, more) : more;
}

/*
 * ANY is decided by the first part that holds, ALL by the first that does not: wherever it stands,
 * so that an error in a part before it makes no difference. Else an error leaves it undecided.
 */
static struct answer ask_parts(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	int deciding = condition->kind == DONE_WHEN_ANY;
	struct done_error first = {0};
	const char *reasons = NULL;

	for (size_t i = 0; i < condition->nr_parts; i++) {
		struct done_error mine = {0};
		struct answer answer = ask(view, &condition->parts[i], &mine);

		if (answer.holds == deciding)
			return answer;
		if (answer.holds < 0 && !first.code)
			first = mine;
		else if (answer.holds >= 0)
			reasons = condition_join(view, reasons, answer.reason);
	}
	if (first.code) {
		if (!err->code)
			*err = first;
		return (struct answer){err->code, NULL};
	}
	return (struct answer){!deciding, reasons ? reasons : "nothing is asked"};
}

/* ---- what is known about the service ---- */

static struct answer ask_kind(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	const char *kind = done_kind_of_service_name(done_view_kind(view));
	struct answer answer = {strcmp(kind, condition->text) == 0, NULL};

	(void)err;
	answer.reason = answer.holds
	    ? done_arena_printf(view->arena, "its kind is '%s'", kind)
	    : done_arena_printf(view->arena, "its kind is '%s', not '%s'", kind, condition->text);
	return answer;
}

/* words: one a bit, then "nothing". */
static struct answer ask_bits(struct done_view *view, const char *verb, unsigned bits,
    const char *const *words, const char *word)
{
	struct answer answer = {0, NULL};
	size_t bit = 0;

	while (strcmp(words[bit], word) != 0)
		bit++;
	answer.holds = words[bit + 1] ? (bits >> bit & 1) != 0 : !bits;
	answer.reason = done_arena_printf(
	    view->arena, answer.holds ? "it %s %s" : "it does not %s %s", verb, word);
	return answer;
}

static struct answer ask_serves(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	(void)err;
	return ask_bits(view, "serve", view->profile->serves, done_serves_words, condition->text);
}

static struct answer ask_calls(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	const struct done_seen_all *all;

	if (done_view_seen(view, &all, err) < 0)
		return (struct answer){err->code, NULL};
	return ask_bits(view, "call", all->calls, done_calls_words, condition->text);
}

static struct answer ask_language(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	struct answer answer = {
	    done_strings_has(&view->profile->ecosystems, condition->text), NULL};

	(void)err;
	answer.reason = done_arena_printf(view->arena,
	    answer.holds ? "it is written in '%s'" : "it is not written in '%s'", condition->text);
	return answer;
}

static condition_test *const tests[] = {
    [DONE_WHEN_KIND] = ask_kind,
    [DONE_WHEN_SERVES] = ask_serves,
    [DONE_WHEN_CALLS] = ask_calls,
    [DONE_WHEN_LANGUAGE] = ask_language,
    [DONE_WHEN_HAS] = ask_has,
    [DONE_WHEN_TAG] = ask_tag,
    [DONE_WHEN_CHANGED] = ask_changed,
    [DONE_WHEN_STAGE] = ask_stage,
    [DONE_WHEN_NOT] = ask_not,
    [DONE_WHEN_ANY] = ask_parts,
    [DONE_WHEN_ALL] = ask_parts,
};

static struct answer ask(
    struct done_view *view, const struct done_condition *condition, struct done_error *err)
{
	bool needs_profile =
	    condition->kind >= DONE_WHEN_KIND && condition->kind <= DONE_WHEN_LANGUAGE;

	if (needs_profile && !view->profile) {
		done_error_set(
		    err, DONE_E_UNDECIDED, "what the service serves and calls is not known");
		return (struct answer){err->code, NULL};
	}
	return tests[condition->kind](view, condition, err);
}

int done_condition_holds(struct done_view *view, const struct done_condition *condition,
    const char **reason, struct done_error *err)
{
	if (!condition)
		return 1;
	struct answer answer = ask(view, condition, err);
	if (answer.holds == 0)
		*reason = done_view_shown_path(view, answer.reason);
	return answer.holds;
}
