/* Kind `graph`: each call by itself, seen from both ends; and who else writes the same data. */
#include "graph.h"

#include <string.h>

/* A slip in a name costs a look at all names: no more of them than this in one service. */
#define SUGGESTIONS_MAX 5
#define NAMES_SHOWN 5

static struct done_subject graph_subject(const char *wrong, const char *name)
{
	return (struct done_subject){.wrong = wrong, .thing = name};
}

/* ---- whom it calls ---- */

static void add_unknown(
    const struct done_graphing *graphing, const struct done_sheet_call *call, bool may_suggest)
{
	struct done_view *view = graphing->view;
	const char *nearest =
	    may_suggest ? done_graph_nearest(graphing->graph, view->arena, call->to) : NULL;
	struct done_finding *finding =
	    done_graphing_add(graphing, &call->place, graph_subject("unknown", call->to),
	        "calls '%s', which is not a service of the map", call->to);

	if (nearest)
		done_finding_fix(finding, view,
		    "did you mean '%s'? One that is not ours is "
		    "written 'external:%s'",
		    nearest, call->to);
	else
		done_finding_fix(finding, view,
		    "name a service as the policy's map does, or write 'external:%s' "
		    "for one that is not ours",
		    call->to);
}

static void add_self(const struct done_graphing *graphing, const struct done_sheet_call *call)
{
	done_finding_fix(
	    done_graphing_add(graphing, &call->place, graph_subject("calls itself", NULL),
	        "the service calls itself: '%s'", call->to),
	    graphing->view, "take the call out: a call within a service is not communication");
}

/* A wrapper may be named as what it wraps, so of itself a service may say so. */
static void add_ours(const struct done_graphing *graphing, const struct done_sheet_call *call)
{
	done_finding_fix(
	    done_graphing_add(graphing, &call->place, graph_subject("not external", call->to),
	        "calls 'external:%s', but '%s' is a service of this map", call->to, call->to),
	    graphing->view,
	    "write 'to: %s'; if another one is meant, say which: 'external:%s.example.com'",
	    call->to, call->to);
}

static const char *offers_of(const struct done_graphing *graphing, const struct done_sheet *sheet)
{
	struct done_buf buf = {0};
	const char *text;

	for (size_t i = 0; i < sheet->nr_offers; i++)
		done_buf_addf(&buf, "%s%s", i ? ", " : "", sheet->offers[i]);
	text = done_arena_strndup(graphing->view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* Who does not say how it calls, or offers nothing by name, contradicts nobody. */
static bool is_offered(const struct done_sheet *sheet, const char *via)
{
	if (!via || !sheet->nr_offers)
		return true;
	for (size_t i = 0; i < sheet->nr_offers; i++) {
		if (!strcmp(sheet->offers[i], via))
			return true;
	}
	return false;
}

static void judge_end(const struct done_graphing *graphing, const struct done_sheet_call *call,
    const struct done_service *other)
{
	struct done_finding *finding;

	if (!graphing->options->both_ends || is_offered(other->sheet, call->via))
		return;
	finding = done_graphing_add(graphing, &call->place,
	    graph_subject("not offered",
	        done_arena_printf(graphing->view->arena, "%s %s", call->to, call->via)),
	    "calls '%s' via '%s', which '%s' does not offer", call->to, call->via, call->to);
	done_finding_fix(finding, graphing->view,
	    "'%s' offers: %s. Call it by one of these, or let it offer '%s'", call->to,
	    offers_of(graphing, other->sheet), call->via);
}

static void judge_stage(const struct done_graphing *graphing, const struct done_sheet_call *call,
    const struct done_service *other)
{
	struct done_finding *finding;

	if (graphing->options->experiments || !done_graphing_is_experiment(other) ||
	    done_graphing_is_experiment(graphing->service))
		return;
	finding = done_graphing_add(graphing, &call->place,
	    graph_subject("calls an experiment", call->to),
	    "calls '%s', which is an experiment; this service is of stage "
	    "'%s'",
	    call->to, graphing->service->stage);
	done_finding_fix(finding, graphing->view,
	    "bring '%s' to stage '%s' first, or do without it", call->to, graphing->service->stage);
}

void done_graphing_judge_calls(const struct done_graphing *graphing)
{
	const struct done_sheet *sheet = graphing->sheet;
	size_t nr_unknown = 0;

	for (size_t i = 0; i < sheet->nr_calls; i++) {
		const struct done_sheet_call *call = &sheet->calls[i];
		uint32_t other = done_graph_find(graphing->graph, call->to);

		if (call->external) {
			if (other != DONE_GRAPH_NOBODY && other != graphing->self)
				add_ours(graphing, call);
			continue;
		}
		if (other == DONE_GRAPH_NOBODY) {
			add_unknown(graphing, call, nr_unknown++ < SUGGESTIONS_MAX);
		} else if (other == graphing->self) {
			add_self(graphing, call);
		} else {
			judge_end(graphing, call, &graphing->graph->services->items[other]);
			judge_stage(graphing, call, &graphing->graph->services->items[other]);
		}
	}
}

/* ---- who calls it ---- */

/* Names of callers, the first few, each once: they come in order of path. */
struct callers {
	struct done_buf names;
	uint32_t last;
	size_t nr;
};

static void add_caller(const struct done_graphing *graphing, struct callers *callers, uint32_t who)
{
	if (callers->nr && callers->last == who)
		return;
	callers->last = who;
	if (callers->nr++ < NAMES_SHOWN)
		done_buf_addf(&callers->names, "%s'%s'", callers->nr > 1 ? ", " : "",
		    done_graphing_name(graphing, who));
}

static const char *graph_calls_finish(const struct done_graphing *graphing, struct callers *callers)
{
	const char *text;

	if (callers->nr > NAMES_SHOWN)
		done_buf_addf(&callers->names, " and %zu more", callers->nr - NAMES_SHOWN);
	text = done_arena_strdup(graphing->view->arena, callers->names.ptr);
	done_buf_release(&callers->names);
	return text;
}

/* A change of what is offered concerns who offers it, too. */
static void judge_offers(const struct done_graphing *graphing)
{
	const struct done_graph_edges *edges = &graphing->graph->callers[graphing->self];
	const struct done_value *offers = done_value_get(graphing->sheet->document, "offers");
	struct callers callers = {0};
	struct done_place place = {0};
	struct done_finding *finding;

	if (!graphing->options->both_ends || !offers)
		return;
	for (size_t i = 0; i < edges->nr; i++) {
		if (edges->items[i].other != graphing->self &&
		    !is_offered(graphing->sheet, edges->items[i].call->via))
			add_caller(graphing, &callers, edges->items[i].other);
	}
	if (!callers.nr)
		return;
	place = (struct done_place){offers->file, offers->line, offers->column};
	finding = done_graphing_add(graphing, &place,
	    (struct done_subject){
	        .wrong = "called by what it does not offer", .amount = (double)callers.nr},
	    "is called by what it does not offer, from %s", graph_calls_finish(graphing, &callers));
	done_finding_fix(finding, graphing->view,
	    "it offers: %s. Add what they name as 'via', or change how they call it",
	    offers_of(graphing, graphing->sheet));
}

static void judge_dependents(const struct done_graphing *graphing)
{
	const struct done_graph *graph = graphing->graph;
	const struct done_graph_edges *edges = &graph->callers[graphing->self];
	const struct done_sheet *sheet = graphing->sheet;
	struct callers callers = {0};

	if (graphing->options->experiments || !done_graphing_is_experiment(graphing->service))
		return;
	for (size_t i = 0; i < edges->nr; i++) {
		const struct done_service *other = &graph->services->items[edges->items[i].other];

		if (!done_graphing_is_experiment(other))
			add_caller(graphing, &callers, edges->items[i].other);
	}
	if (!callers.nr)
		return;
	done_finding_fix(
	    done_graphing_add(graphing, sheet->stage ? &sheet->stage_place : NULL,
	        (struct done_subject){
	            .wrong = "experiment is called", .amount = (double)callers.nr},
	        "is an experiment, but is called by %s", graph_calls_finish(graphing, &callers)),
	    graphing->view, "bring it to their stage, or take their calls out first");
}

void done_graphing_judge_callers(const struct done_graphing *graphing)
{
	judge_offers(graphing);
	judge_dependents(graphing);
}

/* ---- who writes what ---- */

static void judge_entity(const struct done_graphing *graphing, size_t i)
{
	const char *entity = graphing->sheet->entities[i];
	struct done_writers writers = done_graph_writers(graphing->graph, entity);
	const struct done_writer *other = NULL;
	struct done_finding *finding;
	size_t nr = 0;

	for (size_t j = 0; j < writers.nr; j++) {
		if (writers.items[j].service == graphing->self)
			continue;
		if (!other)
			other = &writers.items[j];
		nr += j == 0 || writers.items[j].service != writers.items[j - 1].service;
	}
	if (!other)
		return;
	finding = done_graphing_add(graphing, &graphing->sheet->entity_places[i],
	    graph_subject("written by others", entity),
	    "'%s' is written by '%s' as well%s (%s:%d)%s", entity,
	    done_graphing_name(graphing, other->service),
	    strcmp(other->entity, entity)
	        ? done_arena_printf(graphing->view->arena, ", as '%s'", other->entity)
	        : "",
	    other->place->file, other->place->line,
	    nr > 1 ? done_arena_printf(graphing->view->arena, " and by %zu more", nr - 1) : "");
	done_finding_fix(finding, graphing->view,
	    "decide which service writes '%s'; the others ask it, and take the name "
	    "out of their boundaries.data",
	    entity);
}

void done_graphing_judge_writers(const struct done_graphing *graphing)
{
	for (size_t i = 0; graphing->options->one_writer && i < graphing->sheet->nr_entities; i++)
		judge_entity(graphing, i);
}
