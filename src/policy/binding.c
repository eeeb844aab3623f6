/*
 * What an imported policy asks, the policy above it may not ask less, but for what the imported one
 * lists itself under `allow_loosening`. Two policies are compared as a change of a policy is
 * (loosened.c): what is not proved tighter loosens.
 */
#include <string.h>

#include "done/loosened.h"
#include "loader.h"

/* A list that names a criterion allows all its checks. */
static bool is_allowed(const struct done_strings *allowed, const char *subject)
{
	for (size_t i = 0; i < allowed->nr; i++) {
		size_t len = strlen(allowed->items[i]);

		if (!strncmp(subject, allowed->items[i], len) &&
		    (!subject[len] || subject[len] == '.'))
			return true;
	}
	return false;
}

/* ---- where something is loosened ---- */

/* A key that only says something to people. */
static bool says_words(const char *key)
{
	static const struct done_record *const records[] = {
	    &done_check_record, &done_criterion_record};

	for (size_t i = 0; i < 2 * records[0]->nr; i++) {
		const struct done_record *record = records[i % 2];

		if (i / 2 < record->nr && !strcmp(record->fields[i / 2].name, key))
			return record->fields[i / 2].tighter.tighter == DONE_TIGHTER_WORDS;
	}
	return false;
}

/* What the two say differently, as deep as one of them says it; false: nothing. */
static bool find_difference(const struct done_value **ours, const struct done_value **theirs)
{
	const struct done_value *mine = *ours, *org = *theirs;

	if (!mine || !org || mine->type != DONE_MAP || org->type != DONE_MAP)
		return mine && (!org || !done_value_equal(mine, org));
	for (size_t i = 0; i < mine->map.nr; i++) {
		const char *key = mine->map.ptr[i].key.ptr;
		const struct done_value *there = done_value_get(org, key);

		if (says_words(key) || !strcmp(key, "checks") ||
		    (there && done_value_equal(&mine->map.ptr[i].value, there)))
			continue;
		*ours = &mine->map.ptr[i].value;
		*theirs = there ? there : org;
		if (there)
			(void)find_difference(ours, theirs);
		return true;
	}
	for (size_t i = 0; i < org->map.nr; i++) {
		if (strcmp(org->map.ptr[i].key.ptr, "checks") != 0 &&
		    !done_value_get(mine, org->map.ptr[i].key.ptr)) {
			*theirs = &org->map.ptr[i].value;
			return true;
		}
	}
	return false;
}

static const struct done_value *binding_at(const struct done_binding *binding,
    const struct done_value *tree, const char *subject, bool is_check)
{
	const char *dot = strchr(subject, '.');
	const struct done_value *criterion;

	if (!dot && done_value_get(tree, subject))
		return done_value_get(tree, subject);
	criterion = done_value_get(done_value_get(tree, "criteria"),
	    dot ? done_arena_strndup(binding->arena, subject, (size_t)(dot - subject)) : subject);
	return dot && is_check ? done_value_get(done_value_get(criterion, "checks"), dot + 1)
	                       : criterion;
}

/* The check itself, else its criterion; what neither says stands for the whole. */
static void find_place(const struct done_binding *binding, const char *subject,
    const struct done_value **ours, const struct done_value **theirs)
{
	for (int is_check = 1; is_check >= 0; is_check--) {
		*ours = binding_at(binding, binding->ours, subject, is_check);
		*theirs = binding_at(binding, binding->theirs, subject, is_check);
		if (find_difference(ours, theirs))
			return;
	}
	*ours = done_value_get(binding->ours, "params");
	*theirs = done_value_get(binding->theirs, "params");
	if (find_difference(ours, theirs))
		return;
	*theirs = binding_at(binding, binding->theirs, subject, true);
	*ours = binding->otherwise;
}

int done_binding_refuse(const struct done_binding *binding, const struct done_loosened *found,
    size_t first, size_t nr, struct done_error *err)
{
	const char *subject = found->subjects[first];
	const struct done_value *ours, *theirs;
	const char *stated = "", *more = "";

	find_place(binding, subject, &ours, &theirs);
	if (theirs)
		stated = done_arena_printf(
		    binding->arena, " (stated at %s:%d)", theirs->file, theirs->line);
	if (nr > 1)
		more = done_arena_printf(binding->arena, ", and %zu more", nr - 1);
	return done_value_error(
	    err, ours, "this loosens %s: %s%s%s", binding->what, found->items[first], stated, more);
}

static int refuse_loosened(const struct done_binding *binding, const struct done_loosened *found,
    size_t first, size_t nr, struct done_error *err)
{
	done_binding_refuse(binding, found, first, nr, err);
	return done_error_cure(err,
	    "take it out, or ask for '%s' in 'allow_loosening' of the imported policy, and "
	    "import that version: git done policy import --update",
	    found->subjects[first]);
}

/* ---- comparing ---- */

/* Where services are is for each repository to say, unless the imported policy does. */
static void lend_services(
    struct done_arena *arena, const struct done_value *own, struct done_value *tree)
{
	struct done_member *members;

	if (done_value_get(tree, "services") || !done_value_get(own, "services"))
		return;
	members = done_arena_array(arena, tree->map.nr + 1, sizeof(*members));
	for (size_t i = 0; i < tree->map.nr; i++)
		members[i] = tree->map.ptr[i];
	for (size_t i = 0; i < own->map.nr; i++) {
		if (!strcmp(own->map.ptr[i].key.ptr, "services"))
			members[tree->map.nr++] = own->map.ptr[i];
	}
	tree->map.ptr = members;
}

static void compare_rules(
    const struct done_policy *before, const struct done_policy *after, struct done_loosened *out)
{
	const struct done_value *then = done_value_get(before->merged, "services");
	const struct done_value *now = done_value_get(after->merged, "services");

	out->subject = "services";
	if (then && now && !done_value_equal(then, now))
		done_loosened_add(out, "", "%s", "'services' are other rules");
}

static int import_binds(const struct done_binding *binding, const struct done_kind_forms *kinds,
    const struct done_policy *before, const struct done_policy *after, struct done_error *err)
{
	struct done_loosened found = {.arena = binding->arena};
	size_t first = 0, nr = 0;

	done_policy_loosened(kinds, before, after, &found);
	done_select_loosened(before, after, &found);
	compare_rules(before, after, &found);
	for (size_t i = found.nr; i-- > 0;) {
		/* Each imported policy is held to its own list: a nearer one gives nothing away. */
		if (!strcmp(found.subjects[i], "allow_loosening") ||
		    is_allowed(&before->allow_loosening, found.subjects[i]))
			continue;
		first = i;
		nr++;
	}
	return nr ? refuse_loosened(binding, &found, first, nr, err) : 0;
}

int done_imported_bind(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_policy_text *text, bool extends_preset, const struct done_policy *policy,
    struct done_error *err)
{
	for (size_t i = 0; i < text->imports.nr; i++) {
		struct done_value tree = text->imports.items[i]->tree;
		struct done_binding binding = {arena, &text->tree, &text->imports.items[i]->tree,
		    text->imports.items[i]->entry, "the imported policy"};
		struct done_policy imported = {0};
		int rc;

		lend_services(arena, &text->tree, &tree);
		rc = done_policy_load_tree(arena, kinds, &tree, extends_preset, &imported, err);
		if (rc >= 0)
			rc = import_binds(&binding, kinds, &imported, policy, err);
		done_policy_release(&imported);
		if (rc < 0)
			return rc;
	}
	return 0;
}
