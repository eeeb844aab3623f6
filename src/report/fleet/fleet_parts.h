/* Inside the report room: what the indexes of several repositories have in common. */
#ifndef DONE_REPORT_FLEET_PARTS_H
#define DONE_REPORT_FLEET_PARTS_H

#include "../report.h"
#include "done/fleet.h"

/* ---- counting (fleet_tally.c) ---- */

struct done_fleet_missing {
	const char *check;
	size_t nr; /* services */
};
struct done_fleet_tally {
	size_t nr, nr_done, nr_unmet, nr_undecided; /* services */
	size_t tiers[DONE_TIER_GOLD + 1];   /* of which a tier is asked, by what they reach */
	size_t nr_asked;                    /* so many of them */
	struct done_fleet_missing *missing; /* most services first, then by id */
	size_t nr_missing;
};
void done_fleet_count_entry(
    const struct done_fleet_entry *entry, struct done_arena *arena, struct done_fleet_tally *out);
void done_fleet_count_all(
    const struct done_fleet *fleet, struct done_arena *arena, struct done_fleet_tally *out);
size_t done_fleet_emergencies(const struct done_fleet_entry *entry);

/* Whom one calls: an owner, with all services of any repository that name it. */
struct done_fleet_owner {
	const char *name; /* raw; "": of services that name nobody */
	const struct done_fleet_service **services;
	const struct done_fleet_entry **entries; /* each service's */
	size_t nr, cap, cap_entries;
	size_t nr_repositories;
	size_t nr_waivers, nr_disputes, nr_emergencies;
	struct done_fleet_tally tally;
};
struct done_fleet_owners {
	struct done_fleet_owner *items; /* most services that are not done first; nobody last */
	size_t nr, cap;
};
void done_fleet_owners_find(
    const struct done_fleet *fleet, struct done_arena *arena, struct done_fleet_owners *out);

/* Undecided ones first, then those with most services that are not done, then by name. */
const struct done_fleet_entry **done_fleet_worst_first(
    const struct done_fleet *fleet, struct done_arena *arena);

struct done_fleet_counts {
	size_t met, unmet, undecided; /* repositories */
	size_t services;
};
struct done_fleet_counts done_fleet_counts_of(const struct done_fleet *fleet);

/* ---- in words (fleet_words.c) ---- */

/* "of 3 repositories 1 is done, 1 is not, 1 is undecided", without the advice of --advisory. */
void done_fleet_say(struct done_buf *out, const struct done_fleet *fleet);
/* "2 gold, 1 below bronze"; "" where no tier is asked. */
void done_fleet_say_tiers(struct done_buf *out, const struct done_fleet_tally *tally);
/* "docs.runbook (7), docs.api (3)": so many at most, and how many more. */
void done_fleet_say_missing(
    struct done_buf *out, const struct done_fleet_tally *tally, size_t most);
/* What each repository is called, in the order of the entries, fit to show: the last part of its
 * path, or as many parts as tell it from the others. */
const char **done_fleet_names(const struct done_fleet *fleet, struct done_arena *arena);

/* ---- the indexes ---- */

void done_fleet_json(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out);
void done_fleet_markdown(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out);
void done_fleet_html(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out);

#endif
