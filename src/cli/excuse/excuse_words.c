/*
 * git done waive SERVICE... CHECK...: which of the words are checks. The first one is a service and
 * the last one a check; between them a word is a check where the policy has one of that name. With
 * --all each word that is no check is a service, and there may be none at all.
 */
#include <string.h>

#include "excuse.h"

struct word_sorting {
	const struct done_standpoint *place;
	struct done_snapshot snapshot;
	struct done_policy_source source;
	struct done_policy *root; /* to be released */
	const struct done_policy *first;
	struct done_loaded loaded;
	const struct done_policy *const *policies; /* the root's, and those of directories */
	size_t nr;
};

/* What is wrong with a policy is told by the gate, which is asked next. */
static void word_load_policies(struct word_sorting *sorting)
{
	struct done_arena *arena = sorting->place->arena;
	struct done_oid commit = sorting->place->range.head;
	struct done_nested_asking asking = {
	    .listing = &sorting->snapshot, .source = &sorting->source};
	struct done_error ignored = {0};

	if (sorting->place->policy_from)
		commit = sorting->place->range.base;
	if (done_snapshot_of_commit(sorting->place->repo, &commit, &sorting->snapshot, &ignored) <
	    0)
		return;
	sorting->source = (struct done_policy_source){
	    .self = &sorting->snapshot, .read = done_policy_read_snapshot};
	sorting->loaded.arena = arena;
	if (done_policy_load(arena, &sorting->source, DONE_POLICY_PATH, done_check_forms(),
	        &sorting->root, &ignored) != 1 &&
	    done_policy_load(
	        arena, NULL, "preset:backend", done_check_forms(), &sorting->root, &ignored) != 1)
		return;
	memset(&ignored, 0, sizeof(ignored));
	sorting->first = sorting->root;
	asking.root = sorting->root;
	if (done_nested_load_all(
	        &sorting->loaded, &asking, &sorting->policies, &sorting->nr, &ignored) >= 0)
		return;
	sorting->policies = &sorting->first;
	sorting->nr = 1;
}

static bool word_is_of(const struct done_policy *policy, const char *word)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (done_check_id_means(policy, word, policy->criteria[i].checks[j].id))
				return true;
		}
	}
	return false;
}

static bool word_is_check(const struct word_sorting *sorting, const char *word)
{
	for (size_t i = 0; i < sorting->nr; i++) {
		if (word_is_of(sorting->policies[i], word))
			return true;
	}
	return false;
}

static void word_release(struct word_sorting *sorting)
{
	done_loaded_release(&sorting->loaded);
	done_policy_release(sorting->root);
	done_snapshot_close(&sorting->snapshot);
}

int done_excuse_sort_words(const struct done_excuse *excuse, const struct done_standpoint *place,
    struct done_excuse_words *out, struct done_error *err)
{
	const struct done_strings *words = &excuse->words;
	bool is_all = excuse->options->all;
	struct word_sorting sorting = {.place = place};

	out->services.items = done_arena_array(place->arena, words->nr + 1, sizeof(char *));
	out->checks.items = done_arena_array(place->arena, words->nr + 1, sizeof(char *));
	if (is_all ? words->nr > 0 : words->nr > 2)
		word_load_policies(&sorting);
	for (size_t i = 0; i < words->nr; i++) {
		const char *word = words->items[i];
		bool is_check = !is_all && !i       ? false
		    : !is_all && i + 1 == words->nr ? true
		                                    : word_is_check(&sorting, word);
		struct done_strings *list = is_check ? &out->checks : &out->services;

		if (!done_strings_has(list, word))
			list->items[list->nr++] = word;
	}
	word_release(&sorting);
	if (out->services.nr * out->checks.nr <= DONE_EXCUSE_MAX)
		return 0;
	return done_error_set(err, DONE_E_USAGE,
	    "%zu services and %zu checks are more than the %d entries that one command writes",
	    out->services.nr, out->checks.nr, DONE_EXCUSE_MAX);
}
