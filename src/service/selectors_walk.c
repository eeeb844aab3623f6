/*
 * Which selectors match something. What names one path is looked up; all others share one walk,
 * which enters only where one of those not yet found may match, and ends when all are.
 */
#include <stdlib.h>
#include <string.h>

#include "selectors.h"

/* A directory is none where a file is asked for, and the other way round. */
static bool takes(struct done_selector *selector, bool is_directory)
{
	bool fits = selector->kind == DONE_SELECTOR_DEPENDS ||
	    is_directory == (selector->kind == DONE_SELECTOR_RULE);

	selector->misfits |= !fits;
	return fits;
}

/* ---- one path each ---- */

/* path: from the root; rest: from the service's directory, or NULL. */
static bool selectors_walk_is_taken_out(
    struct done_selector *selector, const char *path, const char *rest)
{
	for (size_t i = selector->nr_exceptions; i-- > 0;) {
		const struct done_selector_exception *exception = &selector->exceptions[i];
		const char *tried = exception->from_root ? path : rest;

		if (tried && done_glob_takes_out(exception->glob, tried)) {
			selector->taker = exception->text;
			return true;
		}
	}
	return false;
}

static bool is_one_path(const struct done_selector *selector)
{
	return selector->glob && selector->from_root && selector->kind != DONE_SELECTOR_MARKER &&
	    done_glob_is_literal(selector->glob);
}

int done_selectors_look_up(struct done_selectors_look *look, struct done_error *err)
{
	for (size_t i = 0; i < look->selectors->nr; i++) {
		struct done_selector *selector = &look->selectors->items[i];
		struct done_entry entry;
		int rc;

		selector->unknown = !is_one_path(selector);
		if (selector->found || selector->unknown)
			continue;
		if (!strcmp(selector->text, ".")) {
			selector->found = true;
			continue;
		}
		rc =
		    done_snapshot_find(look->snapshot, done_glob_text(selector->glob), &entry, err);
		if (rc < 0)
			return rc;
		selector->found = rc == 1 && takes(selector, entry.kind == DONE_ENTRY_DIRECTORY) &&
		    !selectors_walk_is_taken_out(selector, done_glob_text(selector->glob), NULL);
	}
	return 0;
}

/* ---- the walk ---- */

struct walking {
	struct done_selectors_look *look;
	struct done_selector **active; /* not yet found */
	size_t nr_active;
	size_t *above; /* the services around the path, the innermost last */
	size_t nr_above;
	struct done_buf parent; /* directory of the path */
};

/* A directory is read: that costs as much as many comparisons. */
enum { STEPS_OF_ENTRY = 16, STEPS_OF_DIRECTORY = 240 };

static const struct done_services *services_of(const struct walking *walking)
{
	return walking->look->selectors->services;
}

/* Where a path of the service goes on behind its directory. */
static const char *below(const struct done_service *service, const char *path)
{
	size_t len = strlen(done_service_directory(service));

	return !len ? path : path[len] ? path + len + 1 : "";
}

static void leave_services(struct walking *walking, const char *path)
{
	const struct done_service *items = services_of(walking)->items;

	while (walking->nr_above &&
	    !done_path_below(path, items[walking->above[walking->nr_above - 1]].path))
		walking->nr_above--;
}

static void enter_service(struct walking *walking, const char *directory)
{
	long at = done_services_at(
	    services_of(walking), *directory ? directory : ".", *directory ? strlen(directory) : 1);

	if (at >= 0 && services_of(walking)->items[at].in_head)
		walking->above[walking->nr_above++] = (size_t)at;
}

/* Services below a directory stand together in the order of bytes. */
static bool has_service_below(const struct walking *walking, const char *directory)
{
	const struct done_services *services = services_of(walking);
	size_t len = strlen(directory);
	size_t at = DONE_TEXT_BOUND(services->items, services->nr, path, directory, len, '/');

	return at < services->nr && !strncmp(services->items[at].path, directory, len) &&
	    services->items[at].path[len] == '/';
}

static const char *parent_of(struct walking *walking, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	done_buf_clear(&walking->parent);
	done_buf_add(&walking->parent, path, (size_t)(slash - path));
	return walking->parent.ptr;
}

static bool selectors_walk_matches(
    struct walking *walking, struct done_selector *selector, const char *path, bool is_directory)
{
	if (selector->kind == DONE_SELECTOR_MARKER)
		return done_glob_match(selector->glob, done_last_part(path)) &&
		    done_glob_match(selector->rule->path, parent_of(walking, path)) &&
		    takes(selector, is_directory);
	if (selector->from_root)
		return done_glob_match(selector->glob, path) && takes(selector, is_directory) &&
		    !selectors_walk_is_taken_out(selector, path, NULL);
	for (size_t i = 0; i < walking->nr_above; i++) {
		const char *rest = below(&services_of(walking)->items[walking->above[i]], path);

		if (*rest && done_glob_match(selector->glob, rest) &&
		    takes(selector, is_directory) &&
		    !selectors_walk_is_taken_out(selector, path, rest))
			return true;
	}
	return false;
}

static void try_path(struct walking *walking, const char *path, bool is_directory)
{
	size_t kept = 0;

	for (size_t i = 0; i < walking->nr_active; i++) {
		struct done_selector *selector = walking->active[i];

		if (selectors_walk_matches(walking, selector, path, is_directory))
			selector->found = true;
		else
			walking->active[kept++] = selector;
	}
	walking->nr_active = kept;
}

static bool may_be_below(
    const struct walking *walking, const struct done_selector *selector, const char *directory)
{
	if (selector->kind == DONE_SELECTOR_MARKER)
		return done_glob_match(selector->rule->path, directory) ||
		    done_glob_may_match_below(selector->rule->path, directory);
	if (selector->from_root)
		return done_glob_may_match_below(selector->glob, directory);
	for (size_t i = 0; i < walking->nr_above; i++) {
		const struct done_service *service =
		    &services_of(walking)->items[walking->above[i]];

		if (done_glob_may_match_below(selector->glob, below(service, directory)))
			return true;
	}
	return has_service_below(walking, directory);
}

static bool selectors_walk_enter(void *data, const char *directory)
{
	struct walking *walking = data;

	leave_services(walking, directory);
	if (*directory &&
	    !done_look_spend(walking->look, STEPS_OF_DIRECTORY + 2 * walking->nr_active))
		return false;
	enter_service(walking, directory);
	if (!*directory)
		return true;
	try_path(walking, directory, true);
	for (size_t i = 0; i < walking->nr_active; i++) {
		if (may_be_below(walking, walking->active[i], directory))
			return true;
	}
	return false;
}

static int selectors_walk_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct walking *walking = data;
	struct done_selectors_look *look = walking->look;

	(void)err;
	leave_services(walking, path);
	if (!done_look_spend(look, STEPS_OF_ENTRY + walking->nr_active * (1 + walking->nr_above)))
		return 1;
	done_seen_add(look->selectors->arena, &look->seen, entry->name, walking->nr_above > 0);
	try_path(walking, path, false);
	return walking->nr_active == 0;
}

int done_selectors_walk(struct done_selectors_look *look, struct done_error *err)
{
	struct done_selectors *all = look->selectors;
	struct walking walking = {
	    .look = look,
	    .active = done_arena_array(all->arena, all->nr + 1, sizeof(*walking.active)),
	    .above = done_arena_array(all->arena, all->services->nr + 1, sizeof(size_t)),
	};
	int rc = 0;

	for (size_t i = 0; i < all->nr; i++) {
		struct done_selector *selector = &all->items[i];

		if (!selector->found && selector->glob && !is_one_path(selector))
			walking.active[walking.nr_active++] = selector;
	}
	if (walking.nr_active)
		rc = done_snapshot_walk(
		    look->snapshot, "", selectors_walk_visit, selectors_walk_enter, &walking, err);
	for (size_t i = 0; i < walking.nr_active; i++)
		walking.active[i]->unknown = !look->steps;
	done_buf_release(&walking.parent);
	return rc < 0 ? rc : 0;
}

/* ---- globs that name the service ---- */

struct trying {
	struct done_selectors_look *look;
	const struct done_glob *glob;
};

static int visit_tried(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct trying *trying = data;

	(void)entry;
	(void)err;
	return !done_look_spend(trying->look, STEPS_OF_ENTRY) ||
	    done_glob_match(trying->glob, path);
}

static bool enter_tried(void *data, const char *directory)
{
	struct trying *trying = data;

	return done_look_spend(trying->look, STEPS_OF_DIRECTORY) &&
	    (!*directory || done_glob_may_match_below(trying->glob, directory));
}

/* {service} and {path} stand for one path each, other braces for several. */
static bool is_wild(const char *text)
{
	for (const char *at = text; *at; at++) {
		if (*at == '{' && (!strncmp(at, "{service}", 9) || !strncmp(at, "{path}", 6)))
			at += 5;
		else if (strchr("*?[\\{", *at))
			return true;
	}
	return false;
}

static int try_glob(struct done_selectors_look *look, struct done_selector *selector,
    const char *quoted, const char *plain, struct done_error *err)
{
	struct done_arena scratch = {0};
	struct done_error ignored = {0};
	struct done_glob *glob;
	struct done_entry entry;
	int rc = 0;

	/* What is no glob for this service is undecided when it is judged. */
	if (done_glob_compile(&scratch, quoted, &glob, &ignored) < 0) {
		selector->found = true;
	} else if (!is_wild(selector->text)) {
		rc = done_snapshot_find(look->snapshot, plain, &entry, err);
		selector->found = rc == 1 && takes(selector, entry.kind == DONE_ENTRY_DIRECTORY);
	} else {
		struct trying trying = {look, glob};

		rc = done_snapshot_walk(look->snapshot, done_glob_directory(glob), visit_tried,
		    enter_tried, &trying, err);
		selector->found = rc == 1 && look->steps;
	}
	done_arena_release(&scratch);
	return rc < 0 ? rc : 0;
}

/* For each service in turn, until it is found for one. */
static int try_services(
    struct done_selectors_look *look, struct done_selector *selector, struct done_error *err)
{
	const struct done_services *services = look->selectors->services;
	int rc = 0;

	for (size_t i = 0; i < services->nr && !selector->found && rc >= 0; i++) {
		const struct done_service *service = &services->items[i];
		struct done_buf quoted = {0}, plain = {0};

		if (!service->in_head || done_file_glob_nameless(selector->file, service))
			continue;
		if (!done_look_spend(look, 4 * STEPS_OF_ENTRY))
			break;
		done_service_glob_whole(&quoted, selector->file, service, true);
		done_service_glob_whole(&plain, selector->file, service, false);
		rc = try_glob(
		    look, selector, quoted.ptr ? quoted.ptr : "", plain.ptr ? plain.ptr : "", err);
		done_buf_release(&quoted);
		done_buf_release(&plain);
	}
	return rc;
}

int done_selectors_try_services(struct done_selectors_look *look, struct done_error *err)
{
	for (size_t i = 0; i < look->selectors->nr; i++) {
		struct done_selector *selector = &look->selectors->items[i];

		if (selector->found || selector->glob)
			continue;
		if (try_services(look, selector, err) < 0)
			return err->code;
		selector->unknown = !look->steps;
	}
	return 0;
}
