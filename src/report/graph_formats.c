/*
 * How the graph of services is printed: text, dot (Graphviz), mermaid, json. Services come by name,
 * calls in the order of their sheets: the same tree gives the same bytes.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "done/format.h"
#include "done/graph_formats.h"

static const char *const styles[] = {[DONE_CALL_SYNC] = "sync", [DONE_CALL_ASYNC] = "async"};

static const struct done_service *service_at(const struct done_graph *graph, size_t i)
{
	return &graph->services->items[graph->by_name[i]];
}

static bool graph_formats_is_known(
    const struct done_graph *graph, const struct done_sheet_call *call)
{
	return !call->external && done_graph_find(graph, call->to) != DONE_GRAPH_NOBODY;
}

static void add_shown(struct done_buf *out, const char *text)
{
	done_buf_add_shown(out, text, strlen(text));
}

/* Each circle of synchronous calls once, in order of the names in them. */
static void each_circle(const struct done_graph *graph, struct done_arena *arena,
    void (*visit)(const struct done_graph *, const struct done_cycle *, void *), void *data)
{
	bool *said = done_arena_array(arena, graph->nr_cycles[DONE_STYLES_SYNC] + 1, sizeof(*said));

	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_cycle *cycle = graph->cycles[DONE_STYLES_SYNC][graph->by_name[i]];

		if (!cycle || said[cycle->number])
			continue;
		said[cycle->number] = true;
		visit(graph, cycle, data);
	}
}

static const char *name_in(const struct done_graph *graph, const struct done_cycle *cycle, size_t i)
{
	return graph->services->items[cycle->services[i % cycle->nr]].name;
}

/* The service that stands in the directory of a local package; NULL: it is a package only. */
static const struct done_service *service_of_package(
    const struct done_graph *graph, const char *directory)
{
	long at = done_services_at(graph->services, directory, strlen(directory));

	return at >= 0 && graph->services->items[at].in_head ? &graph->services->items[at] : NULL;
}

/* ---- text ---- */

static void text_call(
    const struct done_graph *graph, const struct done_sheet_call *call, struct done_buf *out)
{
	done_buf_addf(out, "  -> %s", call->external ? "external:" : "");
	add_shown(out, call->to);
	done_buf_addf(out, "  %s", styles[call->style]);
	if (call->via) {
		done_buf_addstr(out, " via ");
		add_shown(out, call->via);
	}
	if (!call->external && !graph_formats_is_known(graph, call))
		done_buf_addstr(out, "  (no service of the map)");
	done_buf_addch(out, '\n');
}

static void text_service(
    const struct done_graph *graph, const struct done_service *service, struct done_buf *out)
{
	const struct done_sheet *sheet = service->sheet;

	add_shown(out, service->name);
	done_buf_addstr(out, " (");
	add_shown(out, service->stage);
	if (sheet->problem.code)
		done_buf_addf(out, "; its sheet cannot be used: %s", sheet->problem.message);
	else if (!sheet->path && !sheet->from_backstage)
		done_buf_addstr(out, "; it has no sheet");
	done_buf_addstr(out, ")\n");
	for (size_t i = 0; i < sheet->nr_entities; i++) {
		done_buf_addstr(out, i ? ", " : "  writes ");
		add_shown(out, sheet->entities[i]);
	}
	if (sheet->nr_entities)
		done_buf_addch(out, '\n');
	for (size_t i = 0; i < sheet->nr_calls; i++)
		text_call(graph, &sheet->calls[i], out);
	for (size_t i = 0; i < service->packages.nr; i++) {
		done_buf_addstr(out, "  .. ");
		add_shown(out, service->packages.items[i]);
		done_buf_addstr(out, "  local package\n");
	}
}

static void text_circle(const struct done_graph *graph, const struct done_cycle *cycle, void *data)
{
	struct done_buf *out = data;

	done_buf_addstr(out, "  ");
	for (size_t i = 0; i <= cycle->nr; i++) {
		done_buf_addstr(out, i ? " -> " : "");
		add_shown(out, name_in(graph, cycle, i));
	}
	done_buf_addch(out, '\n');
}

static void graph_formats_write_text(
    const struct done_graph *graph, struct done_arena *arena, struct done_buf *out)
{
	for (size_t i = 0; i < graph->nr; i++)
		text_service(graph, service_at(graph, i), out);
	if (!graph->nr_cycles[DONE_STYLES_SYNC])
		return;
	done_buf_addstr(out, "\ncircles of synchronous calls:\n");
	each_circle(graph, arena, text_circle, out);
}

/* ---- dot, the language of Graphviz ---- */

/* A quoted id: the quote itself must be escaped; a backslash would begin one of the escapes of
 * labels, '&' an entity, '##' a command of a CI system. */
static void dot_id(struct done_buf *out, const char *prefix, const char *text)
{
	struct done_buf shown = {0};

	done_buf_addstr(&shown, prefix);
	add_shown(&shown, text);
	done_buf_addch(out, '"');
	for (size_t i = 0; i < shown.len; i++) {
		if (strchr("&#", shown.ptr[i])) {
			done_buf_addf(out, "&#%d;", shown.ptr[i]);
			continue;
		}
		if (strchr("\"\\", shown.ptr[i]))
			done_buf_addch(out, '\\');
		done_buf_addch(out, shown.ptr[i]);
	}
	done_buf_addch(out, '"');
	done_buf_release(&shown);
}

static void dot_call(const struct done_graph *graph, const struct done_service *service,
    const struct done_sheet_call *call, struct done_buf *out)
{
	done_buf_addstr(out, "  ");
	dot_id(out, "", service->name);
	done_buf_addstr(out, " -> ");
	dot_id(out, call->external ? "external:" : "", call->to);
	done_buf_addf(out, " [style=%s", call->style == DONE_CALL_ASYNC ? "dashed" : "solid");
	if (call->via) {
		done_buf_addstr(out, ", label=");
		dot_id(out, "", call->via);
	}
	done_buf_addstr(out,
	    call->external || graph_formats_is_known(graph, call) ? "];\n" : ", color=red];\n");
}

static void dot_packages(
    const struct done_graph *graph, const struct done_service *service, struct done_buf *out)
{
	for (size_t i = 0; i < service->packages.nr; i++) {
		const char *directory = service->packages.items[i];
		const struct done_service *other = service_of_package(graph, directory);

		done_buf_addstr(out, "  ");
		dot_id(out, "", service->name);
		done_buf_addstr(out, " -> ");
		dot_id(out, other ? "" : "package:", other ? other->name : directory);
		done_buf_addstr(out, " [style=dashed, arrowhead=open, color=gray];\n");
	}
}

static void write_dot(
    const struct done_graph *graph, struct done_arena *arena, struct done_buf *out)
{
	(void)arena;
	done_buf_addstr(out, "digraph services {\n  rankdir=LR;\n  node [shape=box];\n");
	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_service *service = service_at(graph, i);

		done_buf_addstr(out, "  ");
		dot_id(out, "", service->name);
		done_buf_addstr(
		    out, strcmp(service->stage, "experiment") ? ";\n" : " [style=dotted];\n");
	}
	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_service *service = service_at(graph, i);

		for (size_t j = 0; j < service->sheet->nr_calls; j++)
			dot_call(graph, service, &service->sheet->calls[j], out);
		dot_packages(graph, service, out);
	}
	done_buf_addstr(out, "}\n");
}

/* ---- mermaid ---- */

/* Ids are numbers, for names may be words of the language; labels are quoted, with entity codes. */
static void mermaid_label(struct done_buf *out, const char *prefix, const char *text)
{
	struct done_buf shown = {0};

	done_buf_addstr(&shown, prefix);
	add_shown(&shown, text);
	done_buf_addch(out, '"');
	for (size_t i = 0; i < shown.len; i++) {
		if (strchr("\"#<>&`|[]{}()\\;", shown.ptr[i]))
			done_buf_addf(out, "#%d;", shown.ptr[i]);
		else
			done_buf_addch(out, shown.ptr[i]);
	}
	done_buf_addch(out, '"');
	done_buf_release(&shown);
}

/* Others than services: external ones and unknown ones, numbered as they are met. */
struct strangers {
	const struct done_sheet_call **calls; /* sorted, each name once */
	size_t nr;
};

static int compare_strangers(const void *a, const void *b)
{
	const struct done_sheet_call *x = *(const struct done_sheet_call *const *)a;
	const struct done_sheet_call *y = *(const struct done_sheet_call *const *)b;

	if (x->external != y->external)
		return x->external ? -1 : 1;
	return strcmp(x->to, y->to);
}

static void find_strangers(
    const struct done_graph *graph, struct done_arena *arena, struct strangers *out)
{
	size_t cap = 0, kept = 0;

	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_sheet *sheet = service_at(graph, i)->sheet;

		for (size_t j = 0; j < sheet->nr_calls; j++) {
			if (!graph_formats_is_known(graph, &sheet->calls[j]))
				*DONE_ARENA_PUSH(arena, out->calls, out->nr, cap) =
				    &sheet->calls[j];
		}
	}
	if (out->nr)
		qsort(out->calls, out->nr, sizeof(*out->calls), compare_strangers);
	for (size_t i = 0; i < out->nr; i++) {
		if (i == 0 || compare_strangers(&out->calls[kept - 1], &out->calls[i]) != 0)
			out->calls[kept++] = out->calls[i];
	}
	out->nr = kept;
}

static void mermaid_call(const struct done_graph *graph, const struct strangers *strangers,
    size_t from, const struct done_sheet_call *call, const size_t *rank, struct done_buf *out)
{
	const struct done_sheet_call **found = NULL;

	if (!graph_formats_is_known(graph, call) && strangers->calls)
		found = bsearch(&call, strangers->calls, strangers->nr, sizeof(*strangers->calls),
		    compare_strangers);
	done_buf_addf(out, "  s%zu %s", from, call->style == DONE_CALL_ASYNC ? "-.->" : "-->");
	if (call->via) {
		done_buf_addch(out, '|');
		mermaid_label(out, "", call->via);
		done_buf_addch(out, '|');
	}
	if (found)
		done_buf_addf(out, " x%zu\n", (size_t)(found - strangers->calls));
	else
		done_buf_addf(out, " s%zu\n", rank[done_graph_find(graph, call->to)]);
}

/* Packages are numbered over all services: the first that names one draws its box. */
static size_t mermaid_package(
    const char **packages, size_t *nr, const char *directory, struct done_buf *out)
{
	for (size_t i = 0; i < *nr; i++) {
		if (!strcmp(packages[i], directory))
			return i;
	}
	packages[*nr] = directory;
	done_buf_addf(out, "  p%zu[/", *nr);
	mermaid_label(out, "", directory);
	done_buf_addstr(out, "/]\n");
	return (*nr)++;
}

static void mermaid_packages(const struct done_graph *graph, struct done_arena *arena,
    const size_t *rank, struct done_buf *out)
{
	size_t nr = 0, most = 0;
	const char **packages;

	for (size_t i = 0; i < graph->nr; i++)
		most += service_at(graph, i)->packages.nr;
	packages = done_arena_array(arena, most + 1, sizeof(*packages));
	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_strings *own = &service_at(graph, i)->packages;

		for (size_t j = 0; j < own->nr; j++) {
			const struct done_service *other = service_of_package(graph, own->items[j]);

			if (other) {
				done_buf_addf(out, "  s%zu -.- s%zu\n", i,
				    rank[other - graph->services->items]);
				continue;
			}
			size_t number = mermaid_package(packages, &nr, own->items[j], out);
			done_buf_addf(out, "  s%zu -.- p%zu\n", i, number);
		}
	}
}

static void write_mermaid(
    const struct done_graph *graph, struct done_arena *arena, struct done_buf *out)
{
	size_t *rank = done_arena_array(arena, graph->services->nr + 1, sizeof(*rank));
	struct strangers strangers = {0};

	find_strangers(graph, arena, &strangers);
	done_buf_addstr(out, "flowchart LR\n");
	for (size_t i = 0; i < graph->nr; i++) {
		rank[graph->by_name[i]] = i;
		done_buf_addf(out, "  s%zu[", i);
		mermaid_label(out, "", service_at(graph, i)->name);
		done_buf_addstr(out, "]\n");
	}
	for (size_t i = 0; i < strangers.nr; i++) {
		done_buf_addf(out, "  x%zu([", i);
		mermaid_label(
		    out, strangers.calls[i]->external ? "" : "unknown: ", strangers.calls[i]->to);
		done_buf_addstr(out, "])\n");
	}
	for (size_t i = 0; i < graph->nr; i++) {
		const struct done_sheet *sheet = service_at(graph, i)->sheet;

		for (size_t j = 0; j < sheet->nr_calls; j++)
			mermaid_call(graph, &strangers, i, &sheet->calls[j], rank, out);
	}
	mermaid_packages(graph, arena, rank, out);
}

/* ---- json ---- */

static void json_number(struct done_json *json, const char *key, int64_t number, bool known)
{
	done_json_key(json, key);
	if (known)
		done_json_integer(json, number);
	else
		done_json_null(json);
}

static void json_call(
    const struct done_graph *graph, const struct done_sheet_call *call, struct done_json *json)
{
	done_json_object(json);
	done_json_member(json, "to", call->to);
	done_json_key(json, "external");
	done_json_boolean(json, call->external);
	done_json_key(json, "known");
	done_json_boolean(json, graph_formats_is_known(graph, call));
	done_json_member(json, "style", styles[call->style]);
	done_json_member(json, "via", call->via);
	json_number(json, "timeout_ms", call->timeout_ms, call->timeout_ms >= 0);
	json_number(json, "retries", call->retries, call->retries >= 0);
	done_json_object_end(json);
}

static void json_problem(const struct done_error *problem, struct done_json *json)
{
	done_json_key(json, "problem");
	if (!problem->code) {
		done_json_null(json);
		return;
	}
	done_json_object(json);
	done_json_member(json, "message", problem->message);
	done_json_member(json, "path", *problem->file ? problem->file : NULL);
	done_json_member_integer(json, "line", problem->line);
	done_json_member_integer(json, "column", problem->column);
	done_json_object_end(json);
}

static void json_service(const struct done_graph *graph, size_t i, struct done_json *json)
{
	const struct done_service *service = service_at(graph, i);
	const struct done_sheet *sheet = service->sheet;
	uint32_t depth = graph->depth[graph->by_name[i]];

	done_json_object(json);
	done_json_member(json, "name", service->name);
	done_json_member(json, "path", service->path);
	done_json_member(json, "stage", service->stage);
	done_json_member(json, "owner", sheet->owner);
	done_json_member(json, "sheet", sheet->path);
	json_problem(&sheet->problem, json);
	done_json_key(json, "writes");
	done_json_array(json);
	for (size_t j = 0; j < sheet->nr_entities; j++)
		done_json_string(json, sheet->entities[j]);
	done_json_array_end(json);
	json_number(json, "depth", depth, depth != DONE_GRAPH_ENDLESS);
	done_json_key(json, "calls");
	done_json_array(json);
	for (size_t j = 0; j < sheet->nr_calls; j++)
		json_call(graph, &sheet->calls[j], json);
	done_json_array_end(json);
	done_json_key(json, "packages");
	done_json_array(json);
	for (size_t j = 0; j < service->packages.nr; j++)
		done_json_string(json, service->packages.items[j]);
	done_json_array_end(json);
	done_json_object_end(json);
}

static void json_circle(const struct done_graph *graph, const struct done_cycle *cycle, void *data)
{
	struct done_json *json = data;

	done_json_array(json);
	for (size_t i = 0; i < cycle->nr; i++)
		done_json_string(json, name_in(graph, cycle, i));
	done_json_array_end(json);
}

static void write_json(
    const struct done_graph *graph, struct done_arena *arena, struct done_buf *out)
{
	struct done_json json = {.out = out};

	done_json_object(&json);
	done_json_member_integer(&json, "schema", 1);
	done_json_key(&json, "services");
	done_json_array(&json);
	for (size_t i = 0; i < graph->nr; i++)
		json_service(graph, i, &json);
	done_json_array_end(&json);
	done_json_key(&json, "circles");
	done_json_array(&json);
	each_circle(graph, arena, json_circle, &json);
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}

const struct done_graph_format done_graph_formats[] = {
    {"text", graph_formats_write_text, done_escape_commands},
    {"dot", write_dot, done_escape_commands},
    {"mermaid", write_mermaid, done_escape_commands},
    {"json", write_json, done_escape_json_commands},
};
const size_t done_graph_formats_nr = DONE_ARRAY_SIZE(done_graph_formats);
