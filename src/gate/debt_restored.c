/*
 * Services that a change sets back to what they were: what one lacked then is known, so that a
 * revert is never refused for what stood there before.
 */
#include <string.h>

#include "debt.h"

/* True where the service's directory is the same, entry by entry, as in the change. */
static bool restored_is_same(
    struct done_snapshot *now, struct done_snapshot *then, const char *directory)
{
	struct done_error ignored = {0};
	struct done_entry left, right;
	const struct done_directory *a, *b;

	if (*directory) {
		return done_snapshot_find(now, directory, &left, &ignored) == 1 &&
		    done_snapshot_find(then, directory, &right, &ignored) == 1 && left.has_oid &&
		    right.has_oid && left.kind == right.kind &&
		    done_oid_equal(&left.oid, &right.oid);
	}
	if (now->list(now->self, "", &a, &ignored) != 1 ||
	    then->list(then->self, "", &b, &ignored) != 1 || a->nr != b->nr)
		return false;
	for (size_t i = 0; i < a->nr; i++) {
		if (strcmp(a->entries[i].name, b->entries[i].name) != 0 || !a->entries[i].has_oid ||
		    !b->entries[i].has_oid ||
		    !done_oid_equal(&a->entries[i].oid, &b->entries[i].oid))
			return false;
	}
	return true;
}

/* The change does not touch the service itself: what it sets back, if anything, lies outside. */
static bool restored_is_outside(
    const struct done_plan *plan, const struct done_service_report *service)
{
	return plan->changed->from &&
	    restored_is_same(
	        plan->trees->head, plan->changed->from, done_service_directory(service->service));
}

/* The asks that the tree answers for. */
static struct done_debt_asks restored_match(struct done_arena *arena, const struct done_plan *plan,
    struct done_snapshot *then, const struct done_debt_asks *asks)
{
	struct done_snapshot *head = plan->trees->head;
	/* Of what lies outside of a service all must be the same. */
	bool is_all_same = restored_is_same(head, then, "");
	struct done_debt_asks matched = {
	    .items = done_arena_array(arena, asks->nr + 1, sizeof(*matched.items))};
	bool is_same = false;

	for (size_t i = 0; i < asks->nr; i++) {
		const struct done_service_report *service = asks->items[i]->service;

		if (!i || service != asks->items[i - 1]->service)
			is_same = (is_all_same || !service->is_beside) &&
			    restored_is_same(
			        head, then, done_service_directory(service->service)) &&
			    (is_all_same || !restored_is_outside(plan, service));
		if (is_same)
			matched.items[matched.nr++] = asks->items[i];
	}
	return matched;
}

static const char *restored_name(struct done_arena *arena, const struct done_oid *commit)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(commit, hex);
	return done_arena_printf(arena, "%.10s", hex);
}

static void restored_look(struct done_gate *gate, const struct done_plan *plan,
    const struct done_oid *commit, struct done_debt_asks *left)
{
	struct done_snapshot then = {0};
	struct done_error ignored = {0};
	struct done_arena arena = {0};
	struct done_debt_asks matched = {0};
	size_t nr = 0;

	if (done_snapshot_of_commit(gate->repo, commit, &then, &ignored) >= 0)
		matched = restored_match(&arena, plan, &then, left);
	done_snapshot_close(&then);
	if (matched.nr)
		done_debt_look(gate, plan, commit, &matched);
	for (size_t i = 0; i < matched.nr; i++) {
		struct done_debt_ask *ask = matched.items[i];

		for (size_t j = 0; j < ask->nr; j++) {
			if (ask->here[j] && !ask->known[j])
				ask->restored = restored_name(plan->arena, commit);
			ask->known[j] |= ask->here[j];
		}
	}
	/* One tree a service: the last one that was the same. */
	for (size_t i = 0, j = 0; i < left->nr; i++) {
		if (j < matched.nr && matched.items[j] == left->items[i])
			j++;
		else
			left->items[nr++] = left->items[i];
	}
	left->nr = nr;
	done_arena_release(&arena);
}

/* What cannot be read, at the edge of a shallow clone, ends the walk: nothing was restored. */
void done_debt_restore(struct done_gate *gate, const struct done_plan *plan,
    const struct done_oid *base, const struct done_debt_asks *asks)
{
	struct done_debt_asks left = *asks;
	struct done_arena arena = {0};
	struct done_oid commit = *base;

	left.items = done_arena_array(&arena, asks->nr + 1, sizeof(*left.items));
	memcpy(left.items, asks->items, asks->nr * sizeof(*left.items));
	for (int i = 0; i < DONE_DEBT_RESTORED_MAX && left.nr; i++) {
		struct done_error ignored = {0};
		struct done_commit read = {0};

		if (done_commit_read(gate->repo, &commit, &arena, &read, &ignored) < 0 ||
		    !read.nr_parents)
			break;
		commit = read.parents[0];
		restored_look(gate, plan, &commit, &left);
	}
	done_arena_release(&arena);
}

/* It stands in no base, so whoever reads the report must not take it for an old one. */
void done_debt_note_restored(
    const struct done_plan *plan, const struct done_debt_asks *asks, struct done_run *run)
{
	const struct done_check_report *first = NULL;
	const char *name = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < asks->nr; i++) {
		if (!asks->items[i]->check->owed_at)
			continue;
		if (!nr++) {
			first = asks->items[i]->check;
			name = asks->items[i]->service->service->name;
		}
	}
	if (!first)
		return;
	name = strcmp(name, ".") ? done_arena_printf(plan->arena, "'%s'", name) : "the repository";
	if (nr == 1)
		done_note_add(plan->arena, run, (struct done_note){.level = DONE_NOTE},
		    "the change sets %s back to what it was at %s: '%s', which the base meets, "
		    "counts as an old gap",
		    name, first->owed_at, first->check->id);
	else
		done_note_add(plan->arena, run, (struct done_note){.level = DONE_NOTE},
		    "the change sets services back to what they were: %zu checks that the base "
		    "meets count as old gaps, the first is '%s' of %s, as at %s",
		    nr, first->check->id, name, first->owed_at);
}
