/*
 * What a platform hangs on files is one a cause: what a check finds for the same reason in a
 * service, and what three services or more lack in the same way. The other places are named. It is
 * the first one's fingerprint that it keeps.
 */
#include <stdlib.h>
#include <string.h>

#include "text/brief.h"

enum { MORE_PLACES = 3 }; /* by name; the rest is counted */

struct annotated {
	struct done_item *item;
	const char *key; /* the same for the same cause */
};

static int annotations_compare_positions(const struct done_item *a, const struct done_item *b)
{
	return a->position < b->position ? -1 : a->position > b->position;
}

/* By key, then as they were collected: a service's stand together. */
static int annotations_compare(const void *left, const void *right)
{
	const struct annotated *a = left, *b = right;
	int rc = strcmp(a->key, b->key);

	return rc ? rc : annotations_compare_positions(a->item, b->item);
}

/* Runs and kinds are apart; so is each note. */
static const char *annotations_key(struct done_arena *arena, const struct done_item *item)
{
	if (!item->check)
		return done_arena_printf(arena, "%zu", item->position);
	return done_arena_printf(arena, "%p %d %d %s", (const void *)item->run, (int)item->kind,
	    item->check->is_worse,
	    done_cause_key(arena, item->service, item->check, item->finding));
}

static void annotations_add_place(
    struct done_buf *out, struct done_arena *arena, const struct done_item *item)
{
	done_buf_addstr(out, done_arena_shown(arena, item->about ? item->about : item->path));
	if (item->line)
		done_buf_addf(out, ":%d", item->line);
}

/* " (also at a.go:11, b.go:12, and 7 more)", of one service. */
static void annotations_add_places(
    struct done_buf *out, struct done_arena *arena, const struct annotated *all, size_t nr)
{
	size_t named = 0, left = all[0].item->nr_dropped;

	for (size_t i = 1; i < nr; i++) {
		if (named == MORE_PLACES) {
			left++;
			continue;
		}
		done_buf_addstr(out, named++ ? ", " : " (also at ");
		annotations_add_place(out, arena, all[i].item);
	}
	if (left)
		done_buf_addf(out, "%s%zu more", named ? ", and " : " (and ", left);
	done_buf_addstr(out, named || left ? ")" : "");
}

/* Of one service: the first, which names the others. */
static void annotations_merge_places(
    struct done_arena *arena, const struct annotated *all, size_t nr)
{
	struct done_item *item = all[0].item;
	struct done_buf text = {0};

	done_buf_addstr(&text, item->message);
	if (item->about && !strstr(item->message, item->about)) {
		done_buf_addstr(&text, " (");
		done_buf_add_shown(&text, item->about, strlen(item->about));
		done_buf_addch(&text, ')');
	}
	annotations_add_places(&text, arena, all, nr);
	item->message = done_arena_strndup(arena, text.ptr, text.len);
	done_buf_release(&text);
}

/* Of three services and more: the first one's, in the words of all. */
static void annotations_merge_services(
    struct done_arena *arena, const struct annotated *all, size_t nr)
{
	struct done_item *item = all[0].item;
	struct done_cause cause = {.kind = item->kind, .check = item->check};
	struct done_buf text = {0};
	const char *rest = NULL, *restore;

	cause.services = done_arena_array(arena, nr, sizeof(*cause.services));
	cause.checks = done_arena_array(arena, nr, sizeof(*cause.checks));
	for (size_t i = 0; i < nr; i++) {
		if (cause.nr_services && cause.checks[cause.nr_services - 1] == all[i].item->check)
			continue;
		cause.services[cause.nr_services] = all[i].item->service;
		cause.checks[cause.nr_services++] = all[i].item->check;
	}
	item->nr_services = cause.nr_services;
	done_buf_addstr(
	    &text, item->finding ? done_cause_short(arena, &cause, item->finding) : item->message);
	done_buf_addstr(&text, item->check->is_worse ? " (new with this change, in " : " (in ");
	done_brief_add_names(&text, arena, cause.services, cause.nr_services, MORE_PLACES);
	done_buf_addch(&text, ')');
	if (item->finding) {
		restore = item->finding->lost ? done_cause_restore(arena, &cause, &rest) : NULL;
		item->fix = !restore ? done_cause_fix(arena, &cause, item->finding)
		    : rest           ? done_arena_printf(arena, "%s\n%s", restore, rest)
		                     : restore;
	}
	item->detail = NULL;
	item->about = NULL;
	item->message = done_arena_strndup(arena, text.ptr, text.len);
	done_buf_release(&text);
}

/* What is only counted is counted in the first of its check. */
static void annotations_count_dropped(struct done_items_list *list)
{
	size_t nr = 0;

	for (size_t i = 0; i < list->nr; i++) {
		struct done_item item = list->items[i];
		size_t first = nr;

		while (first > 0 && list->items[first - 1].check == item.check &&
		    list->items[first - 1].kind == item.kind)
			first--;
		if (item.check && item.nr_dropped && first < nr)
			list->items[first].nr_dropped += item.nr_dropped;
		else
			list->items[nr++] = item;
	}
	list->nr = nr;
}

/* Of services with one key, each is one; where they are many, all are. Marks what is left with the
 * number of its services. */
static void annotations_merge(struct done_arena *arena, struct annotated *all, size_t nr)
{
	size_t services = 0;

	for (size_t i = 0; i < nr; i++)
		services += !i || all[i].item->check != all[i - 1].item->check;
	if (services >= DONE_CAUSE_SHARED) {
		annotations_merge_services(arena, all, nr);
		return;
	}
	for (size_t i = 0, end; i < nr; i = end) {
		for (end = i + 1; end < nr && all[end].item->check == all[i].item->check;)
			end++;
		annotations_merge_places(arena, &all[i], end - i);
		all[i].item->nr_services = 1;
	}
}

/* From 0 in each service and kind. */
static void annotations_rank(struct done_items_list *list)
{
	size_t rank = 0;

	for (size_t i = 0; i < list->nr; i++) {
		struct done_item *item = &list->items[i];
		bool goes_on = i > 0 && item[-1].service == item->service &&
		    item[-1].kind == item->kind && item[-1].run == item->run;

		rank = goes_on ? rank + 1 : 0;
		item->rank = rank;
		item->position = i;
	}
}

static void annotations_by_cause(struct done_arena *arena, struct done_items_list *list)
{
	struct annotated *all;
	size_t nr = 0;

	annotations_count_dropped(list);
	all = done_arena_array(arena, list->nr + 1, sizeof(*all));
	for (size_t i = 0; i < list->nr; i++) {
		all[i].item = &list->items[i];
		all[i].key = annotations_key(arena, all[i].item);
	}
	if (list->nr)
		qsort(all, list->nr, sizeof(*all), annotations_compare);
	for (size_t i = 0, end; i < list->nr; i = end) {
		for (end = i + 1; end < list->nr && !strcmp(all[end].key, all[i].key);)
			end++;
		if (all[i].item->check)
			annotations_merge(arena, &all[i], end - i);
	}
	for (size_t i = 0; i < list->nr; i++) {
		if (!list->items[i].check || list->items[i].nr_services)
			list->items[nr++] = list->items[i];
	}
	list->nr = nr;
	annotations_rank(list);
}

/* ---- collecting and writing ---- */

static void annotations_collect(struct done_arena *arena, const struct done_report *report,
    enum done_item_kind last, struct done_items_list *out)
{
	done_items_gather(arena, report, last, out);
	annotations_by_cause(arena, out);
	if (out->nr)
		done_items_number(arena, out);
}

void done_items_collect(
    struct done_arena *arena, const struct done_report *report, struct done_items_list *out)
{
	annotations_collect(arena, report, DONE_ITEM_WARNING, out);
}

void done_items_collect_all(
    struct done_arena *arena, const struct done_report *report, struct done_items_list *out)
{
	annotations_collect(arena, report, DONE_ITEM_OWED, out);
}

void done_items_write(
    const struct done_report *report, done_items_writer *writer, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_items_list list = {0};

	done_items_collect(&arena, report, &list);
	writer(&list, &arena, out);
	done_arena_release(&arena);
}

void done_items_write_all(
    const struct done_report *report, done_items_writer *writer, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_items_list list = {0};

	done_items_collect_all(&arena, report, &list);
	writer(&list, &arena, out);
	done_arena_release(&arena);
}
