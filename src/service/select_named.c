/*
 * Files outside a service's directory that a check names for it, as "/docs/services/{service}.md":
 * a change of one touches the service.
 */
#include <string.h>

#include "selecting.h"

enum { SEARCHED_CHANGES_MAX = 1000 }; /* of more, each glob is compiled for each service */

struct naming {
	struct done_selecting *selecting;
	const struct done_file_glob *glob;
	const struct done_file_glob *after; /* what comes after it in its list */
	size_t nr_after;
};

/* The first change that does not come before the prefix. */
static size_t named_bound(const struct done_changes *changes, const char *prefix, size_t len)
{
	return DONE_TEXT_BOUND(changes->items, changes->nr, path, prefix, len, '\0');
}

static bool begins(const struct done_changes *changes, size_t i, const char *prefix, size_t len)
{
	return i < changes->nr && !strncmp(changes->items[i].path, prefix, len);
}

/* An item further on in the list says more of the path than the glob that matches it. */
static bool select_named_is_taken_out(
    const struct naming *naming, const struct done_service *service, const char *path)
{
	for (size_t i = naming->nr_after; i-- > 0;) {
		const struct done_file_glob *item = &naming->after[i];
		struct done_arena scratch = {0};
		struct done_buf text = {0};
		struct done_error ignored = {0};
		struct done_glob *glob;
		bool matches;

		done_service_glob_whole(&text, item, service, true);
		matches = !done_file_glob_nameless(item, service) &&
		    done_glob_compile(&scratch, text.ptr ? text.ptr : "", &glob, &ignored) >= 0 &&
		    (item->negated ? done_glob_takes_out(glob, path) : done_glob_match(glob, path));
		done_buf_release(&text);
		done_arena_release(&scratch);
		if (matches)
			return item->negated;
	}
	return false;
}

/* Changed paths among which a match may be stand together. */
static void count_matches(struct naming *naming, const struct done_glob *glob, size_t service)
{
	struct done_selecting *selecting = naming->selecting;
	const struct done_changes *changes = selecting->changes;
	const char *start =
	    done_glob_is_literal(glob) ? done_glob_text(glob) : done_glob_directory(glob);
	size_t len = strlen(start);

	for (size_t i = named_bound(changes, start, len); begins(changes, i, start, len); i++) {
		if (!done_glob_match(glob, changes->items[i].path) ||
		    select_named_is_taken_out(
		        naming, &selecting->services->items[service], changes->items[i].path))
			continue;
		selecting->named[i] = true;
		done_tally_count(&selecting->own[service], changes->items[i].path);
	}
}

static bool any_may_match(const struct naming *naming)
{
	const char *text = naming->glob->text + 1;
	size_t len = strcspn(text, "*?[{\\");

	return begins(naming->selecting->changes,
	    named_bound(naming->selecting->changes, text, len), text, len);
}

/* A glob that has a service's name in it matches no path without that name: to look for it costs
 * less than a glob of its own for each service. */
static bool select_named_may_name(const struct naming *naming, const struct done_service *service)
{
	const struct done_changes *changes = naming->selecting->changes;
	const char *text = naming->glob->text;
	const char *name = strstr(text, "{service}") ? service->name
	    : strstr(text, "{path}")                 ? service->path
	                                             : ".";

	if (!strcmp(name, ".") || changes->nr > SEARCHED_CHANGES_MAX)
		return true;
	for (size_t i = 0; i < changes->nr; i++) {
		if (strstr(changes->items[i].path, name))
			return true;
	}
	return false;
}

static void count_glob(struct naming *naming)
{
	const struct done_services *services = naming->selecting->services;

	if (naming->glob->negated || !naming->glob->templated || !naming->glob->from_root ||
	    !any_may_match(naming))
		return;
	for (size_t i = 0; i < services->nr; i++) {
		struct done_arena scratch = {0};
		struct done_buf text = {0};
		struct done_error ignored = {0};
		struct done_glob *glob;

		if (!select_named_may_name(naming, &services->items[i]))
			continue;
		done_service_glob_whole(&text, naming->glob, &services->items[i], true);
		/* What is no glob for this service is undecided when it is judged. */
		if (done_glob_compile(&scratch, text.ptr ? text.ptr : "", &glob, &ignored) >= 0)
			count_matches(naming, glob, i);
		done_buf_release(&text);
		done_arena_release(&scratch);
	}
}

static void count_test(struct naming *naming, const struct done_test *test);

static void count_field(struct naming *naming, const struct done_field *field, const void *member)
{
	const struct done_file_globs *globs = member;
	const struct done_tests *tests = member;

	if (field->type == DONE_FIELD_FILE) {
		naming->glob = member;
		naming->nr_after = 0;
		if (naming->glob->text)
			count_glob(naming);
	} else if (field->type == DONE_FIELD_FILES) {
		for (size_t i = 0; i < globs->nr; i++) {
			naming->glob = &globs->items[i];
			naming->after = &globs->items[i] + 1;
			naming->nr_after = globs->nr - i - 1;
			count_glob(naming);
		}
	} else if (field->type == DONE_FIELD_TESTS) {
		for (size_t i = 0; i < tests->nr; i++)
			count_test(naming, &tests->items[i]);
	}
}

/* Tests within tests are bounded when they are loaded. */
static void count_test(struct naming *naming, const struct done_test *test)
{
	const struct done_record *record = test->form->options;

	for (size_t i = 0; i < record->nr; i++)
		count_field(naming, &record->fields[i],
		    (const char *)test->options + record->fields[i].offset);
}

/* Records of its measurements: of the service at the root, which may have no name, those that lie
 * in no directory of their own. */
static void count_records(struct done_selecting *selecting)
{
	const struct done_changes *changes = selecting->changes;
	static const char any[] = DONE_RECORDS_DIRECTORY "/";
	size_t first = named_bound(changes, any, sizeof(any) - 1);
	bool is_any = begins(changes, first, any, sizeof(any) - 1);
	struct done_buf prefix = {0};

	for (size_t i = 0; is_any && i < selecting->services->nr; i++) {
		const char *name = selecting->services->items[i].name;
		bool is_nameless = !strcmp(name, ".");

		prefix.len = 0;
		done_buf_addf(&prefix, "%s/%s%s", DONE_RECORDS_DIRECTORY, is_nameless ? "" : name,
		    is_nameless ? "" : "/");
		for (size_t j = named_bound(changes, prefix.ptr, prefix.len);
		     begins(changes, j, prefix.ptr, prefix.len); j++) {
			if (is_nameless && strchr(changes->items[j].path + prefix.len, '/'))
				continue;
			selecting->named[j] = true;
			done_tally_count(&selecting->own[i], changes->items[j].path);
		}
	}
	done_buf_release(&prefix);
}

void done_select_named(struct done_selecting *selecting)
{
	struct naming naming = {.selecting = selecting};

	if (!selecting->changes->nr)
		return;
	for (size_t i = 0; i < selecting->policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &selecting->policy->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++)
			count_test(&naming, &criterion->checks[j].test);
	}
	count_records(selecting);
}
