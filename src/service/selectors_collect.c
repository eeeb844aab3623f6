/*
 * Which selectors a policy has, and where they are written. The structs hold the compiled globs,
 * the merged value tree their places; both are walked side by side.
 */
#include <stdlib.h>
#include <string.h>

#include "selectors.h"

struct collecting {
	struct done_selectors *selectors;
	const char *check; /* the id of the check that is walked */
};

/* A preset is written for every repository: most of what it names is in none. */
static bool is_own(const struct done_value *value)
{
	return value && !done_file_is_preset(value->file);
}

/* A list, or one value that stands for a list of one. */
static const struct done_value *item(const struct done_value *list, size_t i)
{
	if (!list || list->type != DONE_LIST)
		return i ? NULL : list;
	return i < list->list.nr ? &list->list.ptr[i] : NULL;
}

/* What is negated in a list takes away, and need match nothing. */
static bool takes_away(const struct done_value *written)
{
	return written->type == DONE_STRING && written->string.ptr[0] == '!';
}

static struct done_selector *selectors_collect_add(struct collecting *collecting,
    enum done_selector_kind kind, const struct done_value *at, const char *key)
{
	struct done_selectors *all = collecting->selectors;
	struct done_selector *selector;

	if (!is_own(at) || at->type != DONE_STRING || takes_away(at))
		return NULL;
	selector = DONE_ARENA_PUSH(all->arena, all->items, all->nr, all->cap);
	selector->kind = kind;
	selector->text = at->string.ptr;
	selector->key = key;
	selector->check = collecting->check;
	selector->at = at;
	selector->order = all->nr;
	selector->but = "";
	selector->from_root = true;
	return selector;
}

/* What is below a directory is taken out by others, too: those that name the service are left out,
 * and then less is said. */
static void add_exception(struct collecting *collecting, struct done_selector *selector,
    struct done_selector_exception exception, const struct done_value *written, size_t most)
{
	struct done_arena *arena = collecting->selectors->arena;

	if (!exception.glob || !written || written->type != DONE_STRING)
		return;
	if (!selector->exceptions)
		selector->exceptions = done_arena_array(arena, most, sizeof(*selector->exceptions));
	exception.text = written->string.ptr;
	selector->exceptions[selector->nr_exceptions++] = exception;
	selector->but = done_arena_printf(arena, "%s\n%s", selector->but, exception.text);
}

static void add_globs(struct collecting *collecting, enum done_selector_kind kind,
    const struct done_globs *globs, const struct done_value *written,
    const struct done_service_rule *rule, const char *key)
{
	for (size_t i = 0; i < globs->nr; i++) {
		const struct done_value *at = item(written, i);
		struct done_selector *selector =
		    at ? selectors_collect_add(collecting, kind, at, key) : NULL;

		if (!selector)
			continue;
		selector->glob = globs->items[i];
		selector->rule = rule;
		for (size_t j = i + 1; j < globs->nr; j++) {
			if (done_glob_is_negated(globs->items[j]))
				add_exception(collecting, selector,
				    (struct done_selector_exception){
				        .glob = globs->items[j], .from_root = true},
				    item(written, j), globs->nr);
		}
	}
}

/* ---- the map ---- */

/* The services of each rule that are in the tree: how many there are. */
static size_t *count_by_rule(const struct done_selectors *all)
{
	const struct done_policy *policy = all->policy;
	size_t *nr = done_arena_array(all->arena, policy->nr_rules + 1, sizeof(*nr));

	for (size_t i = 0; i < all->services->nr; i++) {
		const struct done_service_rule *rule = all->services->items[i].rule;

		if (all->services->items[i].in_head && rule >= policy->rules &&
		    rule < policy->rules + policy->nr_rules)
			nr[rule - policy->rules]++;
	}
	return nr;
}

/* Rules after it that take out directories. */
static void add_rule_exceptions(struct collecting *collecting, struct done_selector *selector)
{
	const struct done_policy *policy = collecting->selectors->policy;
	const struct done_value *services = done_value_get(policy->merged, "services");

	for (size_t i = (size_t)(selector->rule - policy->rules) + 1; i < policy->nr_rules; i++) {
		const struct done_value *written = item(services, i);

		if (written && written->type == DONE_MAP)
			written = done_value_get(written, "path");
		if (done_glob_is_negated(policy->rules[i].path))
			add_exception(collecting, selector,
			    (struct done_selector_exception){
			        .glob = policy->rules[i].path, .from_root = true},
			    written, policy->nr_rules);
	}
}

static void add_rule(struct collecting *collecting, const struct done_service_rule *rule,
    const struct done_value *written, bool finds)
{
	bool is_map = written->type == DONE_MAP;
	const struct done_value *path = is_map ? done_value_get(written, "path") : written;
	struct done_selector *selector = path
	    ? selectors_collect_add(collecting, DONE_SELECTOR_RULE, path, "service rule")
	    : NULL;

	if (selector) {
		selector->glob = rule->path;
		selector->rule = rule;
		selector->finds = selector->found = finds;
		if (!finds)
			add_rule_exceptions(collecting, selector);
	}
	if (!is_map)
		return;
	/* One marker alone is there wherever the rule finds something. */
	if (!finds || rule->markers.nr > 1)
		add_globs(collecting, DONE_SELECTOR_MARKER, &rule->markers,
		    done_value_get(written, "markers"), rule, "marker");
	add_globs(collecting, DONE_SELECTOR_DEPENDS, &rule->depends_on,
	    done_value_get(written, "depends_on"), rule, "depends_on");
}

static void add_map(struct collecting *collecting)
{
	const struct done_policy *policy = collecting->selectors->policy;
	const struct done_value *services = done_value_get(policy->merged, "services");
	const struct done_value *select = done_value_get(policy->merged, "select");
	size_t *nr_found = count_by_rule(collecting->selectors);

	for (size_t i = 0; i < policy->nr_rules; i++) {
		const struct done_value *written = item(services, i);

		if (written)
			add_rule(collecting, &policy->rules[i], written, nr_found[i] > 0);
	}
	add_globs(collecting, DONE_SELECTOR_EVERYTHING, &policy->select.everything,
	    done_value_get(select, "everything"), NULL, "everything");
}

/* ---- checks ---- */

/* "*.php", or the same below "**": a name's end and nothing of a place. */
static bool is_ending(const char *text)
{
	text += *text == '/';
	while (!strncmp(text, "**/", 3))
		text += 3;
	return !strncmp(text, "*.", 2) && !strpbrk(text + 2, "/*?[");
}

static void add_files(struct collecting *collecting, const struct done_file_globs *files,
    const struct done_value *written, const char *key, bool but_endings)
{
	for (size_t i = 0; i < files->nr; i++) {
		const struct done_value *at = item(written, i);
		struct done_selector *selector;

		if (!at || (but_endings && is_ending(files->items[i].text)))
			continue;
		selector = selectors_collect_add(collecting, DONE_SELECTOR_FILES, at, key);
		if (!selector)
			continue;
		selector->file = &files->items[i];
		selector->glob = files->items[i].glob;
		selector->from_root = files->items[i].from_root;
		for (size_t j = i + 1; j < files->nr; j++) {
			const struct done_file_glob *later = &files->items[j];

			if (later->negated)
				add_exception(collecting, selector,
				    (struct done_selector_exception){
				        .glob = later->glob, .from_root = later->from_root},
				    item(written, j), files->nr);
		}
	}
}

static void walk_condition(struct collecting *collecting, const struct done_condition *condition,
    const struct done_value *written);

static void walk_operator(struct collecting *collecting, const struct done_condition *condition,
    const struct done_member *written)
{
	if (condition->kind == DONE_WHEN_HAS || condition->kind == DONE_WHEN_CHANGED) {
		add_files(collecting, &condition->files, &written->value, written->key.ptr, false);
		return;
	}
	/* Below `not` nothing need be there, as below `none`. */
	if (condition->kind == DONE_WHEN_NOT)
		return;
	for (size_t i = 0; i < condition->nr_parts; i++) {
		const struct done_value *part = item(&written->value, i);

		if (part)
			walk_condition(collecting, &condition->parts[i], part);
	}
}

/* Conditions within conditions are bounded when they are loaded, and so are tests within tests. */
static void walk_condition(struct collecting *collecting, const struct done_condition *condition,
    const struct done_value *written)
{
	if (written->type != DONE_MAP)
		return;
	if (written->map.nr == 1) {
		walk_operator(collecting, condition, &written->map.ptr[0]);
		return;
	}
	for (size_t i = 0; i < condition->nr_parts && i < written->map.nr; i++)
		walk_operator(collecting, &condition->parts[i], &written->map.ptr[i]);
}

static void walk_test(
    struct collecting *collecting, const struct done_test *test, const struct done_value *written);

static void walk_field(struct collecting *collecting, const struct done_field *field,
    const void *member, const struct done_value *written, const struct done_value *options)
{
	const struct done_tests *tests = member;

	if (field->selects && field->type == DONE_FIELD_GLOBS) {
		add_globs(collecting, DONE_SELECTOR_FILES, member, written, NULL, field->name);
	} else if (field->selects) {
		bool but_endings =
		    field->endings_with && done_value_get(options, field->endings_with);

		add_files(collecting, member, written, field->name, but_endings);
	} else if (field->type == DONE_FIELD_TESTS) {
		for (size_t i = 0; i < tests->nr; i++) {
			const struct done_value *part = item(written, i);

			if (part)
				walk_test(collecting, &tests->items[i], part);
		}
	}
}

/* written: the map in which the kind's key stands. */
static void walk_test(
    struct collecting *collecting, const struct done_test *test, const struct done_value *written)
{
	const struct done_record *record = test->form->options;
	const struct done_value *options = done_value_get(written, test->form->name);

	for (size_t i = 0; options && i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const struct done_value *value = done_value_get(options, field->name);

		if (!value && options->type != DONE_MAP && record->shorthand &&
		    !strcmp(record->shorthand, field->name))
			value = options;
		if (value)
			walk_field(collecting, field, (const char *)test->options + field->offset,
			    value, options);
	}
}

static void add_checks(struct collecting *collecting)
{
	const struct done_policy *policy = collecting->selectors->policy;
	const struct done_value *criteria = done_value_get(policy->merged, "criteria");

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &policy->criteria[i];
		const struct done_value *checks =
		    done_value_get(done_value_get(criteria, criterion->id), "checks");

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			const struct done_check *check = &criterion->checks[j];
			const struct done_value *written = done_value_get(checks, check->name);
			const struct done_value *when = done_value_get(written, "when");

			collecting->check = check->id;
			if (check->when && when)
				walk_condition(collecting, check->when, when);
			if (written)
				walk_test(collecting, &check->test, written);
		}
	}
}

/* ---- each once ---- */

static int compare_same(const void *left, const void *right)
{
	const struct done_selector *a = left, *b = right;
	int order = (int)a->kind - (int)b->kind;

	if (!order)
		order = strcmp(a->text, b->text);
	if (!order)
		order = strcmp(a->but, b->but);
	/* A marker is one of its rule. */
	if (!order && a->kind == DONE_SELECTOR_MARKER)
		order = (a->rule > b->rule) - (a->rule < b->rule);
	return order;
}

static int compare_with_order(const void *left, const void *right)
{
	const struct done_selector *a = left, *b = right;
	int order = compare_same(a, b);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_order(const void *left, const void *right)
{
	const struct done_selector *a = left, *b = right;

	return (a->order > b->order) - (a->order < b->order);
}

static void take_more(struct done_selector *kept, const struct done_selector *other)
{
	if (!kept->nr_more++ && !strcmp(kept->at->file, other->at->file))
		kept->more_line = other->at->line;
}

static void unite(struct done_selectors *all)
{
	size_t kept = 0;

	if (!all->nr)
		return;
	qsort(all->items, all->nr, sizeof(*all->items), compare_with_order);
	for (size_t i = 0; i < all->nr; i++) {
		if (kept && !compare_same(&all->items[kept - 1], &all->items[i]))
			take_more(&all->items[kept - 1], &all->items[i]);
		else
			all->items[kept++] = all->items[i];
	}
	all->nr = kept;
	qsort(all->items, all->nr, sizeof(*all->items), compare_order);
}

void done_selectors_collect(struct done_selectors *selectors)
{
	struct collecting collecting = {selectors, NULL};

	if (!selectors->policy->merged)
		return;
	add_map(&collecting);
	add_checks(&collecting);
	unite(selectors);
}
