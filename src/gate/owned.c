/*
 * CODEOWNERS lies in no service: where the change edits, moves or deletes it, the services are
 * touched whose files have other owners now.
 */
#include <string.h>

#include "done/owners.h"
#include "selection_more.h"

/* What one host's rules say before and after. */
struct owned_pair {
	const struct done_owners *before, *after;
	struct done_owners_part parts[2]; /* of the service at hand */
	struct done_owners_word *words[2];
};

struct owned {
	const struct done_plan *plan;
	const char *path; /* the file that the change touches */
	struct owned_pair pairs[DONE_HOSTS];
	bool differs; /* of the service at hand */
};

static bool owned_is_place(const char *path)
{
	for (size_t host = 0; host < DONE_HOSTS; host++) {
		for (size_t i = 0; i < DONE_OWNERS_PLACES; i++) {
			const char *place = done_owners_places[host][i];

			if (place && !strcmp(place, path))
				return true;
		}
	}
	return false;
}

/* The CODEOWNERS that the change touches; NULL: none. */
static const char *owned_changed(const struct done_changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		if (owned_is_place(changes->items[i].path))
			return changes->items[i].path;
	}
	return NULL;
}

static bool owned_same_word(const struct done_owners_word *a, const struct done_owners_word *b)
{
	if (a->nr != b->nr)
		return false;
	for (size_t i = 0; i < a->nr; i++) {
		if (strcmp(a->owners[i], b->owners[i]) != 0)
			return false;
	}
	return true;
}

static int owned_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct owned *owned = data;

	(void)entry;
	(void)err;
	for (size_t host = 1; host < DONE_HOSTS && !owned->differs; host++) {
		struct owned_pair *pair = &owned->pairs[host];
		size_t was = done_owners_of(&pair->parts[0], path, pair->words[0]);
		size_t is = done_owners_of(&pair->parts[1], path, pair->words[1]);

		owned->differs = was != is;
		for (size_t i = 0; i < is && !owned->differs; i++)
			owned->differs = !owned_same_word(&pair->words[0][i], &pair->words[1][i]);
	}
	return owned->differs;
}

/* What cannot be told is touched. */
static const char *owned_reason(
    const struct done_standings *making, const struct done_service *service, void *data)
{
	struct owned *owned = data;
	struct done_error ignored = {0};
	struct done_arena scratch = {0};
	bool known = true;

	(void)making;
	for (size_t host = 1; host < DONE_HOSTS; host++) {
		struct owned_pair *pair = &owned->pairs[host];

		done_owners_below(&scratch, pair->before, service->path, &pair->parts[0]);
		done_owners_below(&scratch, pair->after, service->path, &pair->parts[1]);
		known = known && !pair->parts[0].too_many && !pair->parts[1].too_many &&
		    !pair->before->problem.code && !pair->after->problem.code;
	}
	owned->differs = !known;
	if (known &&
	    done_snapshot_walk(owned->plan->trees->head,
	        strcmp(service->path, ".") != 0 ? service->path : "", owned_visit, NULL, owned,
	        &ignored) < 0)
		owned->differs = true;
	done_arena_release(&scratch);
	return owned->differs ? owned->path : NULL;
}

void done_owned_select(const struct done_plan *before, struct done_standings *making)
{
	struct owned owned = {.plan = before};

	if (!before->compared->has_range || !before->changed->from)
		return;
	owned.path = owned_changed(&before->changed->changes);
	if (!owned.path)
		return;
	for (size_t host = 1; host < DONE_HOSTS; host++) {
		struct owned_pair *pair = &owned.pairs[host];

		pair->before =
		    done_owners_load(before->arena, before->changed->from, (enum done_host)host);
		pair->after =
		    done_owners_load(before->arena, before->trees->head, (enum done_host)host);
		pair->words[0] = done_arena_array(
		    before->arena, pair->before->nr_sections + 1, sizeof(*pair->words[0]));
		pair->words[1] = done_arena_array(
		    before->arena, pair->after->nr_sections + 1, sizeof(*pair->words[1]));
	}
	done_selection_add(before, making, owned_reason, &owned, false);
}
