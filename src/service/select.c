/* Which services a change touches, and why; which paths nobody owns. */
#include <stdlib.h>
#include <string.h>

#include "done/nested.h"
#include "selecting.h"

static const char *const via_names[] = {"changed", "dependency", "everything", "all"};

const char *done_via_name(enum done_via via)
{
	return via_names[via];
}

long done_services_at(const struct done_services *services, const char *path, size_t len)
{
	size_t at = DONE_TEXT_BOUND(services->items, services->nr, path, path, len, '\0');
	const char *found = at < services->nr ? services->items[at].path : NULL;

	return found && !strncmp(found, path, len) && !found[len] ? (long)at : -1;
}

/* The innermost service above the first len bytes of a path. A submodule or link that took a
 * service's place is the service's own path. */
long done_services_owner(const struct done_services *services, const char *path, size_t len)
{
	for (;;) {
		long found = done_services_at(services, path, len);
		if (found >= 0)
			return found;
		while (len > 0 && path[len - 1] != '/')
			len--;
		if (!len)
			return done_services_at(services, ".", 1);
		len--;
	}
}

static const char *relative_to(const struct done_service *service, const char *path)
{
	size_t len = strlen(service->path);

	return !strcmp(service->path, ".") || !path[len] ? path : path + len + 1;
}

bool done_service_ignores(
    const struct done_service_rule *rule, const struct done_service *service, const char *path)
{
	const struct done_file_globs *ignore = &rule->ignore;

	for (size_t i = ignore->nr; i-- > 0;) {
		const struct done_file_glob *item = &ignore->items[i];
		const char *seen = item->from_root ? path : NULL;

		if (!item->from_root && service)
			seen = relative_to(service, path);
		if (seen &&
		    (item->negated ? done_glob_takes_out(item->glob, seen)
		                   : done_glob_match(item->glob, seen)))
			return !item->negated;
	}
	return false;
}

/* What is ignored is named by the rule all the same: somebody thought of it. */
static bool count_dependencies(struct done_selecting *selecting, const char *path)
{
	bool any = false;

	for (size_t i = 0; i < selecting->policy->nr_rules; i++) {
		const struct done_service_rule *rule = &selecting->policy->rules[i];
		if (!done_globs_match_tree(&rule->depends_on, selecting->arena, path))
			continue;
		if (!done_service_ignores(rule, NULL, path))
			done_tally_count(&selecting->by_rule[i], path);
		any = true;
	}
	return any;
}

static void count_of(struct done_selecting *selecting, long i, const char *path)
{
	const struct done_service *service = &selecting->services->items[i];

	if (!service->rule || !done_service_ignores(service->rule, service, path))
		done_tally_count(&selecting->own[i], path);
}

/* The innermost service of the base's map above another; -1: none. */
static long base_above(const struct done_services *services, long i)
{
	while (i >= 0 && !services->items[i].in_base) {
		const char *path = services->items[i].path, *slash = strrchr(path, '/');

		if (!strcmp(path, "."))
			return -1;
		i = slash ? done_services_owner(services, path, (size_t)(slash - path))
		          : done_services_at(services, ".", 1);
	}
	return i;
}

/* A service that the change brings cannot take paths away from the one that had them. */
static bool count_own(struct done_selecting *selecting, const char *path)
{
	long i = done_services_owner(selecting->services, path, strlen(path)), above;

	if (i < 0)
		return false;
	count_of(selecting, i, path);
	above = base_above(selecting->services, i);
	if (above >= 0 && above != i)
		count_of(selecting, above, path);
	return true;
}

static bool is_policy_file(const struct done_policy *policy, const char *path)
{
	for (size_t i = 0; i < policy->files.nr; i++) {
		if (!strcmp(policy->files.items[i], path))
			return true;
	}
	return false;
}

/* The policy of a directory concerns every service that lies there. */
static bool count_directory(struct done_selecting *selecting, const char *path)
{
	size_t len = strlen(path) - strlen("/" DONE_POLICY_PATH);
	bool any = false;

	for (size_t i = 0; i < selecting->services->nr; i++) {
		const char *service = selecting->services->items[i].path;

		if (strncmp(service, path, len) != 0 || (service[len] && service[len] != '/'))
			continue;
		if (service[len] || !selecting->own[i].nr)
			done_tally_count(&selecting->by_directory[i], path);
		any = true;
	}
	return any;
}

static bool is_through(const struct done_services *services, const char *path)
{
	return services->nr_through &&
	    bsearch(&path, services->through, services->nr_through, sizeof(*services->through),
	        done_text_order);
}

static void count_changes(struct done_selecting *selecting, struct done_selection *out)
{
	size_t cap = 0;

	for (size_t i = 0; i < selecting->changes->nr; i++) {
		const char *path = selecting->changes->items[i].path;
		bool known = count_own(selecting, path) || selecting->named[i];

		known |= count_dependencies(selecting, path);
		known |= done_path_is_nested(path) && count_directory(selecting, path);
		known |= is_through(selecting->services, path);
		if (done_globs_match(&selecting->policy->select.everything, path)) {
			done_tally_count(&selecting->everything, path);
			known = true;
		}
		if (!known && !is_policy_file(selecting->policy, path))
			*DONE_ARENA_PUSH(selecting->arena, out->unowned, out->nr_unowned, cap) =
			    path;
	}
	for (size_t i = 0; i < selecting->changes->hollow.nr; i++)
		count_own(selecting, selecting->changes->hollow.items[i]);
}

static void add_reason(
    struct done_selected *selected, enum done_via via, const struct done_tally_of_paths *tally)
{
	struct done_reason *reason;

	if (!tally->nr || selected->nr_reasons == DONE_ARRAY_SIZE(selected->reasons))
		return;
	reason = &selected->reasons[selected->nr_reasons++];
	reason->via = via;
	reason->path = tally->path;
	reason->nr = tally->nr;
}

static bool is_below(const char *path, const char *directory)
{
	return done_path_below(path, directory) && strcmp(path, directory) != 0;
}

/*
 * Paths below a directory stand together in the order of bytes; what stands at the directory's own
 * place (a link that was there before) may stand apart from them, and says nothing about them.
 */
static void slice_changes(struct done_selected *selected, const struct done_changes *changes)
{
	const char *directory = selected->service->path;
	size_t first = 0, end;

	if (strcmp(directory, ".") != 0)
		first = DONE_TEXT_BOUND(
		    changes->items, changes->nr, path, directory, strlen(directory), '/');
	for (end = first; end < changes->nr; end++) {
		if (!is_below(changes->items[end].path, directory))
			break;
	}
	selected->changes = changes->items + first;
	selected->nr_changes = end - first;
}

static void collect_reasons(
    const struct done_selecting *selecting, size_t i, bool all, struct done_selected *selected)
{
	const struct done_service *service = &selecting->services->items[i];
	const struct done_policy *policy = selecting->policy;
	static const struct done_tally_of_paths everyone = {NULL, 1};

	struct done_tally_of_paths depended = {service->through, service->nr_through};

	add_reason(selected, DONE_VIA_CHANGED, &selecting->own[i]);
	if (service->rule >= policy->rules && service->rule < policy->rules + policy->nr_rules &&
	    selecting->by_rule[service->rule - policy->rules].nr)
		depended = selecting->by_rule[service->rule - policy->rules];
	if (!depended.nr)
		depended = selecting->by_directory[i];
	add_reason(selected, DONE_VIA_DEPENDENCY, &depended);
	add_reason(selected, DONE_VIA_EVERYTHING, &selecting->everything);
	if (all && !selected->nr_reasons)
		add_reason(selected, DONE_VIA_ALL, &everyone);
}

void done_services_select(struct done_arena *arena, const struct done_services *services,
    const struct done_policy *policy, const struct done_changes *changes, bool all,
    struct done_selection *out)
{
	static const struct done_changes none = {0};
	struct done_selecting selecting = {
	    .arena = arena,
	    .services = services,
	    .policy = policy,
	    .changes = changes ? changes : &none,
	    .own = done_arena_array(arena, services->nr + 1, sizeof(struct done_tally_of_paths)),
	    .by_directory =
	        done_arena_array(arena, services->nr + 1, sizeof(struct done_tally_of_paths)),
	    .by_rule =
	        done_arena_array(arena, policy->nr_rules + 1, sizeof(struct done_tally_of_paths)),
	};
	size_t cap = 0, deleted_cap = 0;

	memset(out, 0, sizeof(*out));
	selecting.named = done_arena_array(arena, selecting.changes->nr + 1, sizeof(bool));
	done_select_named(&selecting);
	count_changes(&selecting, out);
	for (size_t i = 0; i < services->nr; i++) {
		struct done_selected selected = {.service = &services->items[i]};

		if (!services->items[i].in_head) {
			if (selecting.own[i].nr)
				*DONE_ARENA_PUSH(arena, out->deleted, out->nr_deleted,
				    deleted_cap) = &services->items[i];
			continue;
		}
		collect_reasons(&selecting, i, all || !changes, &selected);
		if (!selected.nr_reasons)
			continue;
		if (selecting.own[i].nr)
			slice_changes(&selected, selecting.changes);
		*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) = selected;
	}
}
