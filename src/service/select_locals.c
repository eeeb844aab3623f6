/*
 * Local packages: which services a change touches through one (a path that no service owns, of a
 * package that services depend on by their manifests), and of which each is built.
 */
#include <stdlib.h>
#include <string.h>

#include "done/profile.h"
#include "selecting.h"

/* A file at the top, or in a hidden folder, is no package's. */
static bool may_be_of_a_package(const char *path)
{
	return strchr(path, '/') && *path != '.';
}

static bool is_owned(const struct done_services *services, const char *path)
{
	size_t len = strlen(path);

	if (done_services_at(services, ".", 1) >= 0)
		return true;
	for (; len; len--) {
		if (path[len] == '/' && done_services_at(services, path, len) >= 0)
			return true;
	}
	return false;
}

static int count_through(struct done_dependents *dependents, struct done_arena *arena,
    struct done_services *services, const char *path, struct done_error *err)
{
	bool any = false;

	for (size_t i = 0; i < services->nr; i++) {
		struct done_service *service = &services->items[i];
		int rc = service->in_head
		    ? done_dependents_ask(dependents, service->path, path, err)
		    : 0;

		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		any = true;
		if (!service->nr_through++)
			service->through = path;
	}
	if (any)
		*DONE_ARENA_PUSH(
		    arena, services->through, services->nr_through, services->cap_through) = path;
	return 0;
}

/* What is asked of the tree as a whole, once a path is there that it may be about. */
struct locals {
	struct done_arena *arena;
	struct done_snapshot *head;
	const struct done_policy *policy;
	struct done_ecosystems ecosystems;
	struct done_dependents *dependents; /* NULL: no path was in a package so far */
	const char *without;                /* the last path that was in none */
	bool asked_far;                     /* and no package lies far from its manifest */
};

/* 1: the path may be of a package, and the packages are open. */
static int open_for(struct locals *locals, const char *path, struct done_error *err)
{
	int rc;

	if (locals->dependents)
		return 1;
	if (!locals->ecosystems.nr &&
	    done_policy_ecosystems(locals->policy, locals->arena, &locals->ecosystems, err) < 0)
		return err->code;
	rc =
	    done_dependents_may_hold(locals->head, &locals->ecosystems, path, locals->without, err);
	if (rc == 0 && !locals->asked_far)
		rc = done_dependents_may_be_far(locals->head, &locals->ecosystems, err);
	locals->asked_far |= rc == 0;
	if (rc == 0)
		locals->without = path;
	if (rc <= 0)
		return rc;
	rc = done_dependents_open(
	    locals->arena, locals->head, &locals->ecosystems, &locals->dependents, err);
	return rc < 0 ? rc : 1;
}

int done_services_find_locals(struct done_arena *arena, struct done_snapshot *head,
    const struct done_policy *policy, const struct done_changes *changes,
    struct done_services *services, struct done_error *err)
{
	struct locals locals = {.arena = arena, .head = head, .policy = policy};
	int rc = 0;

	if (policy->select.dependencies == DONE_DEPENDENCIES_OFF)
		return 0;
	for (size_t i = 0; rc >= 0 && i < changes->nr; i++) {
		const char *path = changes->items[i].path;

		if (!may_be_of_a_package(path) || is_owned(services, path))
			continue;
		rc = open_for(&locals, path, err);
		if (rc > 0)
			rc = count_through(locals.dependents, arena, services, path, err);
	}
	if (rc >= 0 && locals.dependents)
		services->is_coarse = done_dependents_is_coarse(locals.dependents);
	done_dependents_close(locals.dependents);
	done_ecosystems_release(&locals.ecosystems);
	return rc < 0 ? rc : 0;
}

int done_services_find_packages(struct done_arena *arena, struct done_snapshot *snapshot,
    struct done_services *services, struct done_error *err)
{
	struct done_ecosystems ecosystems = {0};
	struct done_dependents *dependents = NULL;
	int rc = done_ecosystems_load(arena, NULL, &ecosystems, err);

	if (rc >= 0)
		rc = done_dependents_open(arena, snapshot, &ecosystems, &dependents, err);
	for (size_t i = 0; rc >= 0 && i < services->nr; i++)
		done_dependents_list(
		    dependents, services->items[i].path, &services->items[i].packages);
	done_dependents_close(dependents);
	done_ecosystems_release(&ecosystems);
	return rc < 0 ? rc : 0;
}
