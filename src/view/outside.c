/* The index of artifacts that lie in no service's directory, and the same of one service's own. */
#include "done/outside.h"
#include "parts.h"

#include <string.h>

#include "gather.h"

/* ---- one walk ---- */

struct outside_walk {
	struct done_gathering gathering;
	const struct done_outside_request *request;
	struct done_outside *out;
};

static bool outside_enter(void *data, const char *directory)
{
	(void)data;
	return done_gather_enters(directory);
}

static int outside_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct outside_walk *walk = data;

	if (entry->kind != DONE_ENTRY_FILE)
		return 0;
	if (done_gather_file(&walk->gathering, path, entry, err) < 0)
		return err->code;
	if (!walk->request || !(walk->request->wants & DONE_OUTSIDE_ABOUT))
		return 0;
	return done_outside_about(&walk->gathering, walk->request, path, entry, walk->out, err);
}

static void outside_name(
    struct done_arena *arena, const struct done_outside_request *request, struct done_outside *out)
{
	const struct done_services *services = request->services;
	struct done_nameable *items = done_arena_array(arena, services->nr + 1, sizeof(*items));

	for (size_t i = 0; i < services->nr; i++)
		items[i] = (struct done_nameable){services->items[i].name, services->items[i].path};
	done_names_prepare(arena, items, services->nr, request->repository, &out->names);
}

void done_outside_make(
    struct done_arena *arena, const struct done_outside_request *request, struct done_outside *out)
{
	struct outside_walk walk = {
	    .gathering = {.arena = arena,
	        .snapshot = request->snapshot,
	        .services = request->services,
	        .own = "",
	        .is_whole = true,
	        .wants = request->wants,
	        .out = &out->all},
	    .request = request,
	    .out = out,
	};

	*out = (struct done_outside){.wants = request->wants, .is_only = request->is_only};
	outside_name(arena, request, out);
	if (done_snapshot_walk(
	        request->snapshot, "", outside_visit, outside_enter, &walk, &out->problem) >= 0) {
		done_gather_join(arena, &out->all, NULL);
		done_outside_reach(&walk.gathering, out, &out->problem);
	}
	done_buf_release(&walk.gathering.text);
}

/* ---- as one service sees it ---- */

/* Where no gate has made it: for the view's own service and those of its map. */
static const struct done_outside *outside_alone(struct done_view *view)
{
	struct done_view_cache *cache = done_view_cache(view);
	struct done_services *one = done_arena_alloc(&cache->arena, sizeof(*one));
	struct done_outside_request request = {.snapshot = view->head,
	    .services = view->services,
	    .wants = DONE_OUTSIDE_DESCRIPTIONS | DONE_OUTSIDE_LOADS | DONE_OUTSIDE_ABOUT};

	if (!request.services) {
		one->items = done_arena_alloc(&cache->arena, sizeof(*one->items));
		*one->items = *view->service;
		one->nr = 1;
		request.services = one;
	}
	request.is_only = request.services->nr == 1;
	cache->outside = done_arena_alloc(&cache->arena, sizeof(*cache->outside));
	done_outside_make(&cache->arena, &request, cache->outside);
	return cache->outside;
}

int done_view_outside(
    struct done_view *view, const struct done_outside **out, struct done_error *err)
{
	*out = view->outside ? view->outside : done_view_cache(view)->outside;
	if (!*out)
		*out = outside_alone(view);
	if (!(*out)->problem.code)
		return 0;
	*err = (*out)->problem;
	return err->code;
}

long done_outside_index(const struct done_view *view)
{
	if (!view->services)
		return 0;
	return done_services_at(view->services, view->service->path, strlen(view->service->path));
}

int done_view_own(struct done_view *view, const struct done_gathered **out, struct done_error *err)
{
	struct done_view_cache *cache = done_view_cache(view);
	struct outside_walk walk = {.gathering = {.arena = &cache->arena,
	                                .snapshot = view->head,
	                                .services = view->services,
	                                .own = done_view_directory(view)}};
	const struct done_outside *outside;
	int rc;

	if (cache->own) {
		*out = cache->own;
		return 0;
	}
	if (done_view_outside(view, &outside, err) < 0)
		return err->code;
	/* What lies in no service is the root's own. */
	if (!*done_view_directory(view)) {
		*out = &outside->all;
		return 0;
	}
	walk.gathering.wants = outside->wants;
	walk.gathering.out = done_arena_alloc(&cache->arena, sizeof(*walk.gathering.out));
	rc = done_snapshot_walk(
	    view->head, done_view_directory(view), outside_visit, outside_enter, &walk, err);
	done_buf_release(&walk.gathering.text);
	if (rc < 0)
		return rc;
	done_gather_join(&cache->arena, walk.gathering.out, &outside->all);
	cache->own = walk.gathering.out;
	*out = cache->own;
	return 0;
}

bool done_outside_names(struct done_arena *arena, const struct done_outside *outside, long index,
    enum done_name_source source, const char *text, const char **ambiguity)
{
	struct done_named named;

	if (index < 0)
		return false;
	done_names_find(arena, &outside->names, source, text, &named);
	if (ambiguity && named.ambiguity &&
	    done_names_match(&outside->names, (size_t)index, source, text) != DONE_NAMED_NOT)
		*ambiguity = named.ambiguity;
	return named.by != DONE_NAMED_NOT && named.index == (size_t)index;
}

bool done_outside_names_other(struct done_arena *arena, const struct done_outside *outside,
    long index, enum done_name_source source, const char *text)
{
	struct done_named named;

	done_names_find(arena, &outside->names, source, text, &named);
	return named.by != DONE_NAMED_NOT && (long)named.index != index;
}
