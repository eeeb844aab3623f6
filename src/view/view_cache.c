/* What a view remembers: made by the first who has something to remember. */
#include "parts.h"

#include <stdlib.h>

struct done_view_cache *done_view_cache(struct done_view *view)
{
	if (!view->cache) {
		view->cache = calloc(1, sizeof(*view->cache));
		if (!view->cache)
			done_out_of_memory();
	}
	return view->cache;
}

struct done_arena *done_view_kept(struct done_view *view)
{
	return &done_view_cache(view)->arena;
}
