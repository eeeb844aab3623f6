/*
 * Run when the program is built, and no part of it: what "@sources", "@tests", "@generated" and
 * "@vendored" stand for (ecosystem_globs.c), made of all files of config/ecosystems.
 */
#include <string.h>

#include "embed_lists.h"

enum { SOURCES, TESTS, GENERATED, VENDORED, LISTS };

struct listing {
	struct done_arena *arena;
	struct done_items lists[LISTS];
	size_t cap[LISTS];
};

/* Each negated: the glob itself is behind the '!'. */
static void list_add(struct listing *listing, int list, const char *negated)
{
	struct done_items *items = &listing->lists[list];
	struct done_value *item =
	    DONE_ARENA_PUSH(listing->arena, items->ptr, items->nr, listing->cap[list]);

	item->type = DONE_STRING;
	item->string = (struct done_string){negated, strlen(negated)};
}

/* Below a directory only what this ecosystem calls a source: another language's `build` may hold
 * what its people wrote. Alternatives of the source become globs of their own, for a glob holds few
 * of them. */
static void list_add_below(
    struct listing *listing, int list, const char *directory, const char *source)
{
	const char *open = strchr(source, '{'), *at = open ? open + 1 : "";
	const char *close = open ? strchr(open, '}') : NULL;

	if (!close) {
		list_add(listing, list,
		    done_arena_printf(listing->arena, "!**/%s/%s", directory, source));
		return;
	}
	while (at < close) {
		size_t len = strcspn(at, ",}");

		list_add(listing, list,
		    done_arena_printf(listing->arena, "!**/%s/%.*s%.*s%s", directory,
		        (int)(open - source), source, (int)len, at, close + 1));
		at += len + 1;
	}
}

static size_t items_of(const struct done_value *list, const struct done_value **items)
{
	bool is_list = list && list->type == DONE_LIST;

	*items = is_list ? list->list.ptr : list;
	return is_list ? list->list.nr : list ? 1 : 0;
}

static void list_add_all(struct listing *listing, int list, const struct done_value *globs,
    const struct done_value *sources)
{
	const struct done_value *items, *source;
	size_t nr = items_of(globs, &items), nr_sources = items_of(sources, &source);

	for (size_t i = 0; i < nr; i++) {
		const char *text = items[i].string.ptr;

		if (!done_text_ends(text, "/**") || !sources) {
			list_add(listing, list, done_arena_printf(listing->arena, "!**/%s", text));
			continue;
		}
		for (size_t j = 0; j < nr_sources; j++)
			list_add_below(listing, list, text, source[j].string.ptr);
	}
}

void done_embed_lists(struct done_arena *arena, const struct done_value *ecosystems, size_t nr,
    struct done_value *out)
{
	struct listing listing = {.arena = arena};

	for (size_t i = 0; i < nr; i++) {
		const struct done_value *file = &ecosystems[i];
		const struct done_value *sources = done_value_get(file, "sources");

		list_add_all(&listing, SOURCES, sources, NULL);
		list_add_all(&listing, TESTS, done_value_get(file, "tests"), sources);
		list_add_all(&listing, GENERATED,
		    done_value_get(done_value_get(file, "generated"), "files"), sources);
		list_add_all(&listing, VENDORED, done_value_get(file, "vendored"), sources);
	}
	out->type = DONE_LIST;
	out->list.nr = LISTS;
	out->list.ptr = done_arena_array(arena, LISTS, sizeof(*out->list.ptr));
	for (int i = 0; i < LISTS; i++) {
		out->list.ptr[i].type = DONE_LIST;
		out->list.ptr[i].list = listing.lists[i];
	}
}
