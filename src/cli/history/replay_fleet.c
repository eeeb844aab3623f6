/* git done replay of several repositories: what one policy would have refused everywhere. */
#include <stdlib.h>
#include <string.h>

#include "replay.h"

#define CAUSES_SHOWN 10
#define CAUSES_OF_ONE 3

/* ---- counting ---- */

/* One check over all repositories. */
struct everywhere {
	const char *check;
	size_t nr_commits, nr_services, nr_repositories;
};
struct everywheres {
	struct done_arena arena;
	struct everywhere *items; /* most repositories first, then most commits, then by id */
	size_t nr, cap;
};

static int compare_by_check(const void *left, const void *right)
{
	const struct everywhere *a = left, *b = right;

	return strcmp(a->check, b->check);
}

static int compare_everywheres(const void *left, const void *right)
{
	const struct everywhere *a = left, *b = right;

	if (a->nr_repositories != b->nr_repositories)
		return a->nr_repositories < b->nr_repositories ? 1 : -1;
	if (a->nr_commits != b->nr_commits)
		return a->nr_commits < b->nr_commits ? 1 : -1;
	return strcmp(a->check, b->check);
}

/* All causes of all in order of their ids, then those of one id together. */
static void count_everywhere(const struct replay_fleet *fleet, struct everywheres *out)
{
	size_t nr = 0;

	for (size_t i = 0; i < fleet->nr; i++) {
		for (size_t j = 0; j < fleet->items[i].result.nr_causes; j++) {
			const struct replay_cause *cause = &fleet->items[i].result.causes[j];

			*DONE_ARENA_PUSH(&out->arena, out->items, out->nr, out->cap) =
			    (struct everywhere){cause->check, cause->nr, cause->nr_services, 1};
		}
	}
	if (!out->nr)
		return;
	qsort(out->items, out->nr, sizeof(*out->items), compare_by_check);
	for (size_t i = 0; i < out->nr; i++) {
		struct everywhere *last = nr ? &out->items[nr - 1] : NULL;

		if (!last || strcmp(last->check, out->items[i].check) != 0) {
			out->items[nr++] = out->items[i];
			continue;
		}
		last->nr_commits += out->items[i].nr_commits;
		last->nr_services += out->items[i].nr_services;
		last->nr_repositories++;
	}
	out->nr = nr;
	qsort(out->items, out->nr, sizeof(*out->items), compare_everywheres);
}

struct sums {
	size_t judged, refused, undecided, met, untouched;
	size_t failed, left_out, refusing; /* repositories */
};

static struct sums sums_of(const struct replay_fleet *fleet)
{
	struct sums sums = {0};

	for (size_t i = 0; i < fleet->nr; i++) {
		const struct replay_repository *replayed = &fleet->items[i];

		sums.failed += replayed->error != NULL;
		sums.left_out += replayed->is_left_out;
		if (replayed->error || replayed->is_left_out)
			continue;
		sums.judged += replayed->result.nr_judged;
		sums.refused += replayed->result.nr_refused;
		sums.undecided += replayed->result.nr_undecided;
		sums.met += replayed->result.nr_met;
		sums.untouched += replayed->result.nr_untouched;
		sums.refusing += replayed->result.nr_refused > 0;
	}
	return sums;
}

/* ---- text ---- */

static const char *fleet_plural(size_t nr)
{
	return nr == 1 ? "" : "s";
}

static void fleet_head(const struct replay_fleet *fleet, struct done_buf *out)
{
	struct sums sums = sums_of(fleet);

	done_buf_addf(out, "replayed %zu commit%s of %zu repositor%s, by %s\n", sums.judged,
	    fleet_plural(sums.judged), fleet->nr - sums.failed - sums.left_out,
	    fleet->nr - sums.failed - sums.left_out == 1 ? "y" : "ies",
	    fleet->policy ? fleet->policy : "no policy");
	done_buf_addf(out,
	    "%zu would have been refused, in %zu repositor%s; %zu could not be decided, %zu would "
	    "have passed, %zu touch no service\n",
	    sums.refused, sums.refusing, sums.refusing == 1 ? "y" : "ies", sums.undecided, sums.met,
	    sums.untouched);
	if (sums.failed)
		done_buf_addf(out, "%zu repositor%s could not be replayed\n", sums.failed,
		    sums.failed == 1 ? "y" : "ies");
	if (sums.left_out)
		done_buf_addf(
		    out, "interrupted: %zu repositories were not looked at\n", sums.left_out);
}

static void fleet_causes(
    const struct replay_fleet *fleet, const struct everywheres *all, struct done_buf *out)
{
	size_t shown = fleet->verbose || all->nr <= CAUSES_SHOWN ? all->nr : CAUSES_SHOWN;

	if (all->nr)
		done_buf_addstr(
		    out, "\nWhat would have refused them, in most repositories first:\n");
	for (size_t i = 0; i < shown; i++) {
		const struct everywhere *cause = &all->items[i];

		done_buf_addf(out, "  %s  %zu repositor%s, %zu commit%s, %zu service%s\n",
		    cause->check, cause->nr_repositories, cause->nr_repositories == 1 ? "y" : "ies",
		    cause->nr_commits, fleet_plural(cause->nr_commits), cause->nr_services,
		    fleet_plural(cause->nr_services));
	}
	if (shown < all->nr)
		done_buf_addf(
		    out, "  and %zu checks more (--verbose lists them)\n", all->nr - shown);
}

static void fleet_result(const struct replay_result *result, struct done_buf *out)
{
	done_buf_addf(out, "%zu of %zu refused", result->nr_refused, result->nr_judged);
	if (result->nr_undecided)
		done_buf_addf(out, ", %zu undecided", result->nr_undecided);
	for (size_t i = 0; i < result->nr_causes && i < CAUSES_OF_ONE; i++)
		done_buf_addf(out, "%s%s (%zu)", i ? ", " : ": ", result->causes[i].check,
		    result->causes[i].nr);
	if (result->nr_causes > CAUSES_OF_ONE)
		done_buf_addf(out, ", +%zu", result->nr_causes - CAUSES_OF_ONE);
	if (result->nr_judged < result->line->nr)
		done_buf_addf(out, " (interrupted: %zu older commits were not judged)",
		    result->line->nr - result->nr_judged);
}

static void fleet_row(const struct replay_repository *replayed, struct done_buf *out)
{
	done_buf_addstr(out, "  ");
	done_buf_add_shown(out, replayed->path, strlen(replayed->path));
	done_buf_addstr(out, "  ");
	if (replayed->error)
		done_buf_addf(out, "undecided: %s", replayed->error);
	else if (replayed->is_left_out)
		done_buf_addstr(out, "not looked at");
	else
		fleet_result(&replayed->result, out);
	done_buf_addch(out, '\n');
	if (replayed->hint)
		done_buf_addf(out, "    %s\n", replayed->hint);
}

void replay_fleet_text(const struct replay_fleet *fleet, struct done_buf *out)
{
	struct everywheres all = {.arena = {0}};
	struct done_buf text = {0};

	count_everywhere(fleet, &all);
	fleet_head(fleet, &text);
	fleet_causes(fleet, &all, &text);
	done_buf_addstr(&text, "\nRepositories:\n");
	for (size_t i = 0; i < fleet->nr; i++)
		fleet_row(&fleet->items[i], &text);
	done_escape_commands(out, &text);
	done_buf_release(&text);
	done_arena_release(&all.arena);
}

/* ---- JSON ---- */

static void fleet_json_one(struct done_json *json, const struct replay_repository *replayed)
{
	done_json_object(json);
	done_json_add_raw(json, "repository", replayed->path);
	done_json_member(json, "error",
	    replayed->is_left_out ? "the run was interrupted before it" : replayed->error);
	done_json_member(json, "hint", replayed->hint);
	done_json_key(json, "replay");
	if (replayed->error || replayed->is_left_out)
		done_json_null(json);
	else
		replay_add_json(json, &replayed->result);
	done_json_object_end(json);
}

void replay_fleet_json(const struct replay_fleet *fleet, struct done_buf *out)
{
	struct everywheres all = {.arena = {0}};
	struct done_buf text = {0};
	struct done_json json = {.out = &text};

	count_everywhere(fleet, &all);
	done_json_object(&json);
	done_json_member_integer(&json, "schema", 1);
	done_json_member(&json, "policy", fleet->policy);
	done_json_key(&json, "causes");
	done_json_array(&json);
	for (size_t i = 0; i < all.nr; i++) {
		done_json_object(&json);
		done_json_member(&json, "check", all.items[i].check);
		done_json_member_integer(
		    &json, "repositories", (int64_t)all.items[i].nr_repositories);
		done_json_member_integer(&json, "commits", (int64_t)all.items[i].nr_commits);
		done_json_member_integer(&json, "services", (int64_t)all.items[i].nr_services);
		done_json_object_end(&json);
	}
	done_json_array_end(&json);
	done_json_key(&json, "repositories");
	done_json_array(&json);
	for (size_t i = 0; i < fleet->nr; i++)
		fleet_json_one(&json, &fleet->items[i]);
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(&text, '\n');
	done_escape_json_commands(out, &text);
	done_buf_release(&text);
	done_arena_release(&all.arena);
}
