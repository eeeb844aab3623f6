/* What several repositories add up to: by repository, by owner, and together. */
#include <stdlib.h>
#include <string.h>

#include "fleet_parts.h"

/* ---- services ---- */

static int tally_compare_text(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static int tally_compare_missing(const void *left, const void *right)
{
	const struct done_fleet_missing *a = left, *b = right;

	if (a->nr != b->nr)
		return a->nr < b->nr ? 1 : -1;
	return strcmp(a->check, b->check);
}

/* All ids in order, then equal ones counted. */
static void tally_missing(const struct done_fleet_service *const *services, size_t nr,
    struct done_arena *arena, struct done_fleet_tally *out)
{
	const char **ids;
	size_t nr_ids = 0, cap = 0, most = 0;

	for (size_t i = 0; i < nr; i++)
		most += services[i]->missing.nr;
	ids = done_arena_array(arena, most + 1, sizeof(*ids));
	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; j < services[i]->missing.nr; j++)
			ids[nr_ids++] = services[i]->missing.items[j];
	}
	qsort(ids, nr_ids, sizeof(*ids), tally_compare_text);
	for (size_t i = 0; i < nr_ids; i++) {
		if (!i || strcmp(ids[i - 1], ids[i]) != 0)
			DONE_ARENA_PUSH(arena, out->missing, out->nr_missing, cap)->check = ids[i];
		out->missing[out->nr_missing - 1].nr++;
	}
	if (out->nr_missing)
		qsort(out->missing, out->nr_missing, sizeof(*out->missing), tally_compare_missing);
}

static void fleet_count_services(const struct done_fleet_service *const *services, size_t nr,
    struct done_arena *arena, struct done_fleet_tally *out)
{
	*out = (struct done_fleet_tally){.nr = nr};
	for (size_t i = 0; i < nr; i++) {
		const struct done_fleet_service *service = services[i];

		out->nr_unmet += service->verdict == DONE_UNMET;
		out->nr_undecided += service->verdict == DONE_UNDECIDED;
		if (service->target == DONE_TIER_NONE && service->tier == DONE_TIER_NONE)
			continue;
		out->nr_asked++;
		out->tiers[service->tier]++;
	}
	out->nr_done = nr - out->nr_unmet - out->nr_undecided;
	tally_missing(services, nr, arena, out);
}

void done_fleet_count_entry(
    const struct done_fleet_entry *entry, struct done_arena *arena, struct done_fleet_tally *out)
{
	const struct done_fleet_service **services =
	    done_arena_array(arena, entry->nr_services + 1, sizeof(*services));

	for (size_t i = 0; i < entry->nr_services; i++)
		services[i] = &entry->services[i];
	fleet_count_services(services, entry->nr_services, arena, out);
}

void done_fleet_count_all(
    const struct done_fleet *fleet, struct done_arena *arena, struct done_fleet_tally *out)
{
	const struct done_fleet_service **services;
	size_t nr = 0;

	services =
	    done_arena_array(arena, done_fleet_counts_of(fleet).services + 1, sizeof(*services));
	for (size_t i = 0; i < fleet->nr; i++) {
		for (size_t j = 0; j < fleet->entries[i].nr_services; j++)
			services[nr++] = &fleet->entries[i].services[j];
	}
	fleet_count_services(services, nr, arena, out);
}

size_t done_fleet_emergencies(const struct done_fleet_entry *entry)
{
	size_t nr = 0;

	for (size_t i = 0; i < entry->nr_waivers; i++)
		nr += entry->waivers[i].emergency != NULL;
	return nr;
}

/* ---- repositories ---- */

struct done_fleet_counts done_fleet_counts_of(const struct done_fleet *fleet)
{
	struct done_fleet_counts counts = {0};

	for (size_t i = 0; i < fleet->nr; i++) {
		counts.met += fleet->entries[i].verdict == DONE_MET;
		counts.unmet += fleet->entries[i].verdict == DONE_UNMET;
		counts.undecided += fleet->entries[i].verdict == DONE_UNDECIDED;
		counts.services += fleet->entries[i].nr_services;
	}
	return counts;
}

static size_t not_done_of(const struct done_fleet_entry *entry)
{
	size_t nr = 0;

	for (size_t i = 0; i < entry->nr_services; i++)
		nr += entry->services[i].verdict == DONE_UNMET ||
		    entry->services[i].verdict == DONE_UNDECIDED;
	return nr;
}

struct ranked {
	const struct done_fleet_entry *entry;
	size_t not_done;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	bool one = a->entry->verdict == DONE_UNDECIDED, other = b->entry->verdict == DONE_UNDECIDED;

	if (one != other)
		return one ? -1 : 1;
	if (a->not_done != b->not_done)
		return a->not_done < b->not_done ? 1 : -1;
	return strcmp(a->entry->repository, b->entry->repository);
}

const struct done_fleet_entry **done_fleet_worst_first(
    const struct done_fleet *fleet, struct done_arena *arena)
{
	struct ranked *ranked = done_arena_array(arena, fleet->nr + 1, sizeof(*ranked));
	const struct done_fleet_entry **entries =
	    done_arena_array(arena, fleet->nr + 1, sizeof(*entries));

	for (size_t i = 0; i < fleet->nr; i++)
		ranked[i] = (struct ranked){&fleet->entries[i], not_done_of(&fleet->entries[i])};
	qsort(ranked, fleet->nr, sizeof(*ranked), compare_ranked);
	for (size_t i = 0; i < fleet->nr; i++)
		entries[i] = ranked[i].entry;
	return entries;
}

/* ---- owners ---- */

static int compare_owners_by_name(const void *left, const void *right)
{
	const struct done_fleet_owner *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static int compare_owners(const void *left, const void *right)
{
	const struct done_fleet_owner *a = left, *b = right;
	size_t one = a->tally.nr - a->tally.nr_done, other = b->tally.nr - b->tally.nr_done;

	if (!*a->name != !*b->name)
		return *a->name ? -1 : 1;
	if (one != other)
		return one < other ? 1 : -1;
	if (a->nr != b->nr)
		return a->nr < b->nr ? 1 : -1;
	return strcmp(a->name, b->name);
}

struct owning {
	struct done_arena *arena;
	struct done_fleet_owners *owners;
};

static struct done_fleet_owner *owner_named(const struct owning *owning, const char *name)
{
	struct done_fleet_owners *owners = owning->owners;
	struct done_fleet_owner key = {.name = name};

	return bsearch(
	    &key, owners->items, owners->nr, sizeof(*owners->items), compare_owners_by_name);
}

static void owner_take(const struct owning *owning, const char *name,
    const struct done_fleet_entry *entry, const struct done_fleet_service *service)
{
	struct done_fleet_owner *owner = owner_named(owning, name);
	bool is_new = !owner->nr || owner->entries[owner->nr - 1] != entry;
	size_t nr = owner->nr;

	owner->nr_repositories += is_new;
	*DONE_ARENA_PUSH(owning->arena, owner->entries, nr, owner->cap_entries) = entry;
	*DONE_ARENA_PUSH(owning->arena, owner->services, owner->nr, owner->cap) = service;
}

/* Every name once, in order. */
static void owners_list(const struct done_fleet *fleet, const struct owning *owning)
{
	struct done_fleet_owners *owners = owning->owners;
	size_t nr = 0, cap = 0;
	const char **names = NULL;

	for (size_t i = 0; i < fleet->nr; i++) {
		for (size_t j = 0; j < fleet->entries[i].nr_services; j++) {
			const struct done_strings *of = &fleet->entries[i].services[j].owners;

			for (size_t k = 0; k < of->nr; k++)
				*DONE_ARENA_PUSH(owning->arena, names, nr, cap) = of->items[k];
			if (!of->nr)
				*DONE_ARENA_PUSH(owning->arena, names, nr, cap) = "";
		}
	}
	if (nr)
		qsort(names, nr, sizeof(*names), tally_compare_text);
	for (size_t i = 0; i < nr; i++) {
		if (!i || strcmp(names[i - 1], names[i]) != 0)
			DONE_ARENA_PUSH(owning->arena, owners->items, owners->nr, owners->cap)
			    ->name = names[i];
	}
}

enum owned { OWNED_WAIVERS, OWNED_DISPUTES };

static void owner_excuse(const struct owning *owning, const char *name, enum owned what,
    const struct done_fleet_excuse *excuse)
{
	struct done_fleet_owner *owner = owner_named(owning, name);

	owner->nr_waivers += what == OWNED_WAIVERS;
	owner->nr_disputes += what == OWNED_DISPUTES;
	owner->nr_emergencies += excuse->emergency != NULL;
}

static void owners_excuse(const struct owning *owning, const struct done_fleet_entry *entry,
    enum owned what, const struct done_fleet_excuse *excuses, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const struct done_strings *of = &entry->services[excuses[i].service].owners;

		for (size_t j = 0; j < of->nr; j++)
			owner_excuse(owning, of->items[j], what, &excuses[i]);
		if (!of->nr)
			owner_excuse(owning, "", what, &excuses[i]);
	}
}

static void owners_take(const struct owning *owning, const struct done_fleet_entry *entry)
{
	for (size_t i = 0; i < entry->nr_services; i++) {
		const struct done_strings *of = &entry->services[i].owners;

		for (size_t j = 0; j < of->nr; j++)
			owner_take(owning, of->items[j], entry, &entry->services[i]);
		if (!of->nr)
			owner_take(owning, "", entry, &entry->services[i]);
	}
	owners_excuse(owning, entry, OWNED_WAIVERS, entry->waivers, entry->nr_waivers);
	owners_excuse(owning, entry, OWNED_DISPUTES, entry->disputes, entry->nr_disputes);
}

void done_fleet_owners_find(
    const struct done_fleet *fleet, struct done_arena *arena, struct done_fleet_owners *out)
{
	struct owning owning = {arena, out};

	*out = (struct done_fleet_owners){0};
	owners_list(fleet, &owning);
	for (size_t i = 0; i < fleet->nr; i++)
		owners_take(&owning, &fleet->entries[i]);
	for (size_t i = 0; i < out->nr; i++)
		fleet_count_services(
		    out->items[i].services, out->items[i].nr, arena, &out->items[i].tally);
	if (out->nr)
		qsort(out->items, out->nr, sizeof(*out->items), compare_owners);
}
