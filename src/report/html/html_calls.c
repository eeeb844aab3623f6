/*
 * The html format's calls: who calls whom by the services' sheets, and how much of it is drawn:
 * those that are not done first, with whom it calls and who calls it.
 */
#include <stdlib.h>
#include <string.h>

#include "html_parts.h"
#include "layers.h"

/* More cannot be read in a picture; the table beside it holds more, and JSON all. */
enum { NODES_DRAWN = 120, CALLS_DRAWN = 360, NEIGHBOURS_DRAWN = 12, ENTRIES_MAX = 100000 };

struct entry {
	const struct done_sheet_call *call;
	uint32_t from, to;
	size_t position; /* as collected */
};

struct collecting {
	struct done_html_page *page;
	struct done_html_calls *out;
	struct entry *entries;
	size_t nr_entries;
};

/* ---- entries ---- */

static void collect_entries(struct collecting *collecting)
{
	const struct done_html_page *page = collecting->page;
	size_t nr = 0, most;

	for (size_t i = 0; i < page->run->nr_services; i++) {
		const struct done_sheet *sheet = done_report_sheet(page->services[i]->service);
		nr += sheet ? sheet->nr_calls : 0;
	}
	most = nr < ENTRIES_MAX ? nr : ENTRIES_MAX;
	collecting->out->nr_dropped = nr - most;
	collecting->entries = done_arena_array(page->arena, most + 1, sizeof(struct entry));
	for (size_t i = 0; i < page->run->nr_services; i++) {
		const struct done_sheet *sheet = done_report_sheet(page->services[i]->service);

		for (size_t j = 0; sheet && j < sheet->nr_calls; j++) {
			struct entry *entry = &collecting->entries[collecting->nr_entries];

			if (collecting->nr_entries == most)
				return;
			entry->call = &sheet->calls[j];
			entry->from = (uint32_t)i;
			entry->position = collecting->nr_entries++;
		}
	}
}

/* ---- who is called ---- */

static int compare_called(const struct done_sheet_call *a, const struct done_sheet_call *b)
{
	if (a->external != b->external)
		return a->external ? 1 : -1;
	return strcmp(a->to, b->to);
}

static int compare_entries_by_name(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int rc = compare_called(a->call, b->call);

	return rc ? rc : (a->position > b->position) - (a->position < b->position);
}

struct named {
	const char *name;
	uint32_t node;
};

static int compare_named(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int rc = strcmp(a->name, b->name);

	return rc ? rc : (a->node > b->node) - (a->node < b->node);
}

static int compare_name(const void *key, const void *item)
{
	return strcmp(key, ((const struct named *)item)->name);
}

static struct named *sort_services(struct collecting *collecting)
{
	const struct done_html_calls *out = collecting->out;
	struct named *named =
	    done_arena_array(collecting->page->arena, out->nr_nodes + 1, sizeof(*named));

	for (size_t i = 0; i < out->nr_nodes; i++)
		named[i] = (struct named){out->nodes[i].name, (uint32_t)i};
	qsort(named, out->nr_nodes, sizeof(*named), compare_named);
	return named;
}

/* A node for each name: the run's service, or one more. Entries come sorted by name. */
static void find_called(struct collecting *collecting)
{
	struct done_html_calls *out = collecting->out;
	size_t nr_services = out->nr_nodes;
	const struct named *named = sort_services(collecting);

	qsort(collecting->entries, collecting->nr_entries, sizeof(struct entry),
	    compare_entries_by_name);
	for (size_t i = 0; i < collecting->nr_entries; i++) {
		struct entry *entry = &collecting->entries[i];
		const struct named *found = NULL;

		if (i && !compare_called(entry->call, entry[-1].call)) {
			entry->to = entry[-1].to;
			continue;
		}
		if (!entry->call->external)
			found = bsearch(
			    entry->call->to, named, nr_services, sizeof(*named), compare_name);
		entry->to = found ? found->node : (uint32_t)out->nr_nodes;
		if (found)
			continue;
		out->nodes[out->nr_nodes].name = entry->call->to;
		out->nodes[out->nr_nodes++].external = entry->call->external;
	}
}

/* ---- calls ---- */

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return (a->position > b->position) - (a->position < b->position);
}

static void make_calls(struct collecting *collecting)
{
	struct done_html_calls *out = collecting->out;
	struct done_arena *arena = collecting->page->arena;
	size_t nr = collecting->nr_entries;
	const struct done_sheet_call **calls = done_arena_array(arena, nr + 1, sizeof(*calls));

	qsort(collecting->entries, nr, sizeof(struct entry), compare_entries);
	out->calls = done_arena_array(arena, nr + 1, sizeof(*out->calls));
	for (size_t i = 0; i < nr; i++) {
		const struct entry *entry = &collecting->entries[i];
		struct done_html_call *call = &out->calls[out->nr_calls];

		calls[i] = entry->call;
		if (i && entry[-1].from == entry->from && entry[-1].to == entry->to) {
			call--;
		} else {
			out->nr_calls++;
			call->from = entry->from;
			call->to = entry->to;
			call->entries = &calls[i];
			out->nodes[entry->from].nr_calls++;
			out->nodes[entry->to].nr_calls++;
		}
		call->nr_entries++;
		call->sync = call->sync || entry->call->style == DONE_CALL_SYNC;
	}
	for (size_t i = 0; i < out->nr_nodes; i++)
		out->nr_called += out->nodes[i].nr_calls > 0;
}

/* ---- what is drawn ---- */

static void draw_node(struct done_html_calls *out, uint32_t node)
{
	if (out->nr_drawn == NODES_DRAWN || out->nodes[node].number != DONE_HTML_NOT_DRAWN)
		return;
	out->nodes[node].number = (uint32_t)out->nr_drawn;
	out->drawn[out->nr_drawn++] = node;
}

static void draw_neighbours(
    struct done_html_calls *out, const struct done_layers_ends *ends, uint32_t node)
{
	size_t before = out->nr_drawn;

	for (size_t i = ends->first[node]; i < ends->first[node + 1]; i++) {
		if (out->nr_drawn - before == NEIGHBOURS_DRAWN)
			return;
		draw_node(out, ends->items[i]);
	}
}

static void choose_nodes(struct done_arena *arena, struct done_html_calls *out)
{
	struct done_layers_link *links = done_arena_array(arena, out->nr_calls + 1, sizeof(*links));
	struct done_layers_ends called, callers;

	for (size_t i = 0; i < out->nr_calls; i++)
		links[i] = (struct done_layers_link){out->calls[i].from, out->calls[i].to};
	called = done_layers_ends_of(arena, out->nr_nodes, links, out->nr_calls, false);
	callers = done_layers_ends_of(arena, out->nr_nodes, links, out->nr_calls, true);
	for (size_t i = 0; i < out->nr_nodes; i++) {
		if (!out->nodes[i].nr_calls)
			continue;
		draw_node(out, (uint32_t)i);
		draw_neighbours(out, &called, (uint32_t)i);
		draw_neighbours(out, &callers, (uint32_t)i);
	}
}

static bool is_drawn(const struct done_html_calls *out, const struct done_html_call *call)
{
	return out->nodes[call->from].number != DONE_HTML_NOT_DRAWN &&
	    out->nodes[call->to].number != DONE_HTML_NOT_DRAWN;
}

static void html_calls_choose(struct done_arena *arena, struct done_html_calls *out)
{
	for (size_t i = 0; i < out->nr_nodes; i++)
		out->nodes[i].number = DONE_HTML_NOT_DRAWN;
	out->drawn = done_arena_array(arena, NODES_DRAWN + 1, sizeof(*out->drawn));
	out->drawn_calls = done_arena_array(arena, CALLS_DRAWN + 1, sizeof(*out->drawn_calls));
	if (out->nr_called > NODES_DRAWN)
		choose_nodes(arena, out);
	for (size_t i = 0; out->nr_called <= NODES_DRAWN && i < out->nr_nodes; i++) {
		if (out->nodes[i].nr_calls)
			draw_node(out, (uint32_t)i);
	}
	for (size_t i = 0; i < out->nr_calls && out->nr_drawn_calls < CALLS_DRAWN; i++) {
		if (is_drawn(out, &out->calls[i]))
			out->drawn_calls[out->nr_drawn_calls++] = i;
	}
}

void done_html_calls_collect(struct done_html_page *page, struct done_html_calls *out)
{
	struct collecting collecting = {.page = page, .out = out};
	size_t nr = page->run->nr_services;

	memset(out, 0, sizeof(*out));
	collect_entries(&collecting);
	out->nodes =
	    done_arena_array(page->arena, nr + collecting.nr_entries + 1, sizeof(*out->nodes));
	out->nr_nodes = nr;
	for (size_t i = 0; i < nr; i++) {
		out->nodes[i].name = page->services[i]->service->name;
		out->nodes[i].report = page->services[i];
	}
	find_called(&collecting);
	make_calls(&collecting);
	html_calls_choose(page->arena, out);
}

void done_html_calls_say(struct done_buf *out, const struct done_html_call *call)
{
	for (size_t i = 0; i < call->nr_entries; i++) {
		const struct done_sheet_call *entry = call->entries[i];

		done_buf_addf(
		    out, "%s%s", i ? "; " : "", entry->style == DONE_CALL_SYNC ? "sync" : "async");
		if (!entry->via)
			continue;
		done_buf_addstr(out, " via ");
		done_buf_add_shown(out, entry->via, strlen(entry->via));
	}
}
