/* Which services a change touches, and why; which paths nobody owns. */
#include <stdlib.h>
#include <string.h>

#include "done/service.h"

/* The first path that gave a reason, and how many did. */
struct tally {
	const char *path;
	size_t nr;
};

struct selecting {
	struct done_arena *arena;
	const struct done_services *services;
	const struct done_policy *policy;
	const struct done_changes *changes;
	struct tally *own;     /* one a service */
	struct tally *by_rule; /* one a rule of the policy: its depends_on */
	struct tally everything;
};

static const char *const via_names[] = {"changed", "dependency", "everything", "all"};

const char *done_via_name(enum done_via via)
{
	return via_names[via];
}

static void count(struct tally *tally, const char *path)
{
	if (!tally->nr++)
		tally->path = path;
}

/* The service at exactly this directory; -1: none. */
static long service_at(const struct done_services *services, const char *path, size_t len)
{
	size_t low = 0, high = services->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *candidate = services->items[middle].path;
		int order = strncmp(candidate, path, len);
		if (!order && candidate[len])
			order = 1;
		if (!order)
			return (long)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* The innermost service above a path. A submodule or link that took a service's place is the
 * service's own path. */
static long owner_of(const struct done_services *services, const char *path)
{
	size_t len = strlen(path);

	for (;;) {
		long found = service_at(services, path, len);
		if (found >= 0)
			return found;
		while (len > 0 && path[len - 1] != '/')
			len--;
		if (!len)
			return service_at(services, ".", 1);
		len--;
	}
}

static const char *relative_to(const struct done_service *service, const char *path)
{
	size_t len = strlen(service->path);

	return !strcmp(service->path, ".") || !path[len] ? path : path + len + 1;
}

/* The path itself, or a directory above it. */
static bool matches_or_below(const struct done_globs *globs, struct done_arena *arena,
                             const char *path)
{
	char *above;

	if (!globs->nr)
		return false;
	above = done_arena_strdup(arena, path);
	for (;;) {
		char *slash;
		if (done_globs_match(globs, above))
			return true;
		slash = strrchr(above, '/');
		if (!slash)
			return false;
		*slash = '\0';
	}
}

static bool count_dependencies(struct selecting *selecting, const char *path)
{
	bool any = false;

	for (size_t i = 0; i < selecting->policy->nr_rules; i++) {
		const struct done_service_rule *rule = &selecting->policy->rules[i];
		if (matches_or_below(&rule->depends_on, selecting->arena, path)) {
			count(&selecting->by_rule[i], path);
			any = true;
		}
	}
	return any;
}

static bool count_own(struct selecting *selecting, const char *path)
{
	long i = owner_of(selecting->services, path);
	const struct done_service *service;

	if (i < 0)
		return false;
	service = &selecting->services->items[i];
	if (!service->rule || !done_globs_match(&service->rule->ignore, relative_to(service, path)))
		count(&selecting->own[i], path);
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

static void count_changes(struct selecting *selecting, struct done_selection *out)
{
	size_t cap = 0;

	for (size_t i = 0; i < selecting->changes->nr; i++) {
		const char *path = selecting->changes->items[i].path;
		bool known = count_own(selecting, path);

		known |= count_dependencies(selecting, path);
		if (done_globs_match(&selecting->policy->select.everything, path)) {
			count(&selecting->everything, path);
			known = true;
		}
		if (!known && !is_policy_file(selecting->policy, path))
			*DONE_ARENA_PUSH(selecting->arena, out->unowned, out->nr_unowned, cap) =
				path;
	}
}

static void add_reason(struct done_selected *selected, enum done_via via, const struct tally *tally)
{
	struct done_reason *reason;

	if (!tally->nr || selected->nr_reasons == DONE_ARRAY_SIZE(selected->reasons))
		return;
	reason = &selected->reasons[selected->nr_reasons++];
	reason->via = via;
	reason->path = tally->path;
	reason->nr = tally->nr;
}

/* Paths below a directory stand together in the order of bytes. */
static void slice_changes(struct done_selected *selected, const struct done_changes *changes)
{
	const char *directory = selected->service->path;
	size_t first = 0, end;

	while (first < changes->nr && !done_path_below(changes->items[first].path, directory))
		first++;
	for (end = first; end < changes->nr; end++) {
		if (!done_path_below(changes->items[end].path, directory))
			break;
	}
	selected->changes = changes->items + first;
	selected->nr_changes = end - first;
}

static void collect_reasons(const struct selecting *selecting, size_t i, bool all,
                            struct done_selected *selected)
{
	const struct done_service *service = &selecting->services->items[i];
	const struct done_policy *policy = selecting->policy;
	static const struct tally everyone = {NULL, 1};

	add_reason(selected, DONE_VIA_CHANGED, &selecting->own[i]);
	if (service->rule >= policy->rules && service->rule < policy->rules + policy->nr_rules)
		add_reason(selected, DONE_VIA_DEPENDENCY,
		           &selecting->by_rule[service->rule - policy->rules]);
	add_reason(selected, DONE_VIA_EVERYTHING, &selecting->everything);
	if (all && !selected->nr_reasons)
		add_reason(selected, DONE_VIA_ALL, &everyone);
}

void done_services_select(struct done_arena *arena, const struct done_services *services,
                          const struct done_policy *policy, const struct done_changes *changes,
                          bool all, struct done_selection *out)
{
	static const struct done_changes none = {NULL, 0};
	struct selecting selecting = {
		.arena = arena,
		.services = services,
		.policy = policy,
		.changes = changes ? changes : &none,
		.own = done_arena_array(arena, services->nr + 1, sizeof(struct tally)),
		.by_rule = done_arena_array(arena, policy->nr_rules + 1, sizeof(struct tally)),
	};
	size_t cap = 0, deleted_cap = 0;

	memset(out, 0, sizeof(*out));
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
