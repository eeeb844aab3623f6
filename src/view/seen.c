/*
 * Which capabilities a service shows: each source and configuration is read once and asked by every
 * row that may look at it; then, for each capability, the first row that holds speaks.
 */
#include "seen_parts.h"

static int seen_look(struct seeing *seeing, struct done_error *err)
{
	done_seen_reset(seeing);
	done_seen_ask_manifests(seeing);
	if (done_seen_walk_own(seeing, err) < 0 || done_seen_count_kept(seeing, err) < 0)
		return err->code;
	done_seen_settle(seeing, seeing->all);
	done_seen_settle_main(seeing);
	return done_seen_look_through(seeing, err);
}

int done_view_seen(struct done_view *view, const struct done_seen_all **out, struct done_error *err)
{
	struct done_view_cache *cache = done_view_cache(view);
	struct seeing seeing = {.view = view, .arena = &cache->arena};
	int rc;

	if (cache->seen) {
		*out = cache->seen;
		return 0;
	}
	if (done_view_ecosystems(view, &seeing.ecosystems, err) < 0)
		return err->code;
	if (!view->profile)
		return done_error_set(
		    err, DONE_E_INTERNAL, "a check of what a service shows has no profile of it");
	seeing.all = done_seen_new(&cache->arena);
	rc = seen_look(&seeing, err);
	done_arena_release(&seeing.scratch);
	done_buf_release(&seeing.of);
	if (rc < 0)
		return rc;
	cache->seen = seeing.all;
	*out = seeing.all;
	return 0;
}
