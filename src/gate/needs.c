/* Whether any check of a policy, or a part of one (any_of, all_of), is of a kind that asks for
 * something. */
#include <string.h>

#include "done/outside.h"
#include "selection_more.h"

bool done_test_asks(const struct done_test *test, done_form_asks *asks)
{
	const struct done_record *record = test->form->options;

	if (asks(test))
		return true;
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const struct done_tests *parts;

		if (field->type != DONE_FIELD_TESTS)
			continue;
		parts = (const void *)((const char *)test->options + field->offset);
		for (size_t j = 0; j < parts->nr; j++) {
			if (done_test_asks(&parts->items[j], asks))
				return true;
		}
	}
	return false;
}

static bool needs_profile(const struct done_test *test)
{
	return test->form->needs_profile;
}

static bool condition_asks(const struct done_condition *when)
{
	if (!when)
		return false;
	if (when->kind >= DONE_WHEN_KIND && when->kind <= DONE_WHEN_LANGUAGE)
		return true;
	for (size_t i = 0; i < when->nr_parts; i++) {
		if (condition_asks(&when->parts[i]))
			return true;
	}
	return false;
}

bool done_policy_asks_profile(const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (condition_asks(policy->criteria[i].checks[j].when))
				return true;
		}
	}
	return done_policy_asks(policy, needs_profile);
}

bool done_policy_asks_by(
    const struct done_policy *policy, done_form_asks *asks, enum done_tier target)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_check *check = &policy->criteria[i].checks[j];

			if (check->tier <= (int)target && done_test_asks(&check->test, asks))
				return true;
		}
	}
	return false;
}

bool done_policy_asks(const struct done_policy *policy, done_form_asks *asks)
{
	return done_policy_asks_by(policy, asks, DONE_TIER_GOLD);
}

/* ---- artifacts outside of services ---- */

static void test_asks_outside(const struct done_test *test, struct done_outside_asked *out)
{
	const struct done_record *record = test->form->options;

	if (test->form->wants)
		out->wants |= test->form->wants(test->options);
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const void *member = (const char *)test->options + field->offset;
		const struct done_globs *globs = member;
		const struct done_tests *parts = member;

		if (field->type == DONE_FIELD_GLOBS && !strcmp(field->name, DONE_ABOUT) &&
		    globs->nr) {
			out->wants |= DONE_OUTSIDE_ABOUT;
			*DONE_ARENA_PUSH(out->arena, out->about, out->nr_about, out->cap_about) =
			    globs;
		}
		for (size_t j = 0; field->type == DONE_FIELD_TESTS && j < parts->nr; j++)
			test_asks_outside(&parts->items[j], out);
	}
}

void done_policy_asks_outside(
    const struct done_policy *policy, int reach, struct done_outside_asked *out)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			const struct done_check *check = &policy->criteria[i].checks[j];

			if (check->tier <= reach)
				test_asks_outside(&check->test, out);
		}
	}
}

/* ---- files that checks name from the root ---- */

static bool names_path(const struct done_file_glob *items, size_t nr, const char *path)
{
	for (size_t i = 0; i < nr; i++) {
		if (items[i].text && items[i].from_root && items[i].glob && !items[i].negated &&
		    done_glob_match(items[i].glob, path))
			return true;
	}
	return false;
}

static bool test_names_path(const struct done_test *test, const char *path)
{
	const struct done_record *record = test->form->options;
	bool names = false;

	for (size_t i = 0; i < record->nr && !names; i++) {
		const struct done_field *field = &record->fields[i];
		const void *member = (const char *)test->options + field->offset;
		const struct done_file_globs *files = member;
		const struct done_tests *parts = member;

		if (field->type == DONE_FIELD_FILE)
			names = names_path(member, 1, path);
		else if (field->type == DONE_FIELD_FILES)
			names = names_path(files->items, files->nr, path);
		for (size_t j = 0; field->type == DONE_FIELD_TESTS && j < parts->nr; j++)
			names = names || test_names_path(&parts->items[j], path);
	}
	return names;
}

bool done_policy_names_path(const struct done_policy *policy, const char *path)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (test_names_path(&policy->criteria[i].checks[j].test, path))
				return true;
		}
	}
	return false;
}
