/* Kind `graph`: circles of calls, how deep they go, how many they are, and what cannot be known. */
#include "graph.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A circle of at most so many is written out whole; a longer one is for 'git done graph', for each
 * of its services says it. */
#define CIRCLE_WRITTEN_MAX 1000
#define CIRCLE_BEGUN 50
#define CHAIN_SHOWN 30

static unsigned styles_of(const struct done_graph_options *options)
{
	return options->has_acyclic ? options->acyclic : DONE_STYLES_SYNC;
}

/* ---- circles ---- */

/* "a -> b -> c -> a"; of a long one its beginning. */
static void write_circle(
    const struct done_graphing *graphing, const struct done_cycle *cycle, struct done_buf *out)
{
	size_t nr = cycle->nr > CIRCLE_WRITTEN_MAX ? CIRCLE_BEGUN : cycle->nr + 1;

	for (size_t i = 0; i < nr; i++) {
		const char *name = done_graphing_name(graphing, cycle->services[i % cycle->nr]);

		if (i)
			done_buf_addstr(out, " -> ");
		done_buf_add_shown(out, name, strlen(name));
	}
	if (nr <= cycle->nr)
		done_buf_addf(out, " -> … (%zu more)", cycle->nr - nr);
}

/* The call by which the service goes on in the circle; NULL: it is only entangled with it. */
static const struct done_place *graph_shape_place_of(
    const struct done_graphing *graphing, const struct done_cycle *cycle)
{
	const struct done_graph_edges *calls = &graphing->graph->calls[graphing->self];
	unsigned styles = styles_of(graphing->options);
	size_t at = graphing->graph->cycle_at[styles][graphing->self];

	if (at == DONE_GRAPH_NOBODY)
		return NULL;
	for (size_t i = 0; i < calls->nr; i++) {
		if (calls->items[i].other == cycle->services[(at + 1) % cycle->nr] &&
		    ((styles >> calls->items[i].call->style) & 1u))
			return &calls->items[i].call->place;
	}
	return NULL;
}

static const char *print_of(const struct done_graphing *graphing)
{
	struct done_print print =
	    done_graph_cycle_print(graphing->graph, styles_of(graphing->options), graphing->self);

	return done_arena_printf(
	    graphing->view->arena, "%016" PRIx64 "%016" PRIx64, print.a, print.b);
}

#define CIRCLE_FIX                                                                              \
	"break the circle at one of its calls: make it asynchronous where that helps, or move " \
	"what both need into a service that calls neither"

static void add_circle(const struct done_graphing *graphing, const struct done_cycle *cycle)
{
	struct done_view *view = graphing->view;
	struct done_buf text = {0}, fix = {0};
	struct done_finding *finding;
	unsigned styles = styles_of(graphing->options);

	write_circle(graphing, cycle, &text);
	finding = done_graphing_add(graphing, graph_shape_place_of(graphing, cycle),
	    (struct done_subject){
	        .wrong = "circle", .option = "acyclic", .thing = print_of(graphing)},
	    graphing->graph->cycle_at[styles][graphing->self] != DONE_GRAPH_NOBODY
	        ? "calls in a circle of %zu: %s"
	        : "is entangled in calls that lead in a circle of %zu: %s",
	    cycle->nr, text.ptr);
	done_buf_addstr(&fix, CIRCLE_FIX);
	if (cycle->nr_tangled > cycle->nr)
		done_buf_addf(&fix,
		    "; it is one of several among %zu services that can reach "
		    "each other",
		    cycle->nr_tangled);
	/* What the message has no room for; not cut, so that the circle is there whole. */
	if (cycle->nr > CIRCLE_WRITTEN_MAX)
		done_buf_addstr(&fix, "\n'git done graph' lists the whole circle");
	else if (finding && !strstr(finding->message, text.ptr))
		done_buf_addf(&fix, "\nthe whole circle: %s", text.ptr);
	if (finding)
		finding->fix = done_arena_strndup(view->arena, fix.ptr, fix.len);
	done_buf_release(&text);
	done_buf_release(&fix);
}

static bool judge_circles(const struct done_graphing *graphing)
{
	unsigned styles = styles_of(graphing->options);
	const struct done_cycle *cycle =
	    styles ? graphing->graph->cycles[styles][graphing->self] : NULL;

	/* That a service calls itself was said already. */
	if (!cycle || (cycle->nr == 1 && cycle->services[0] == graphing->self))
		return cycle != NULL;
	add_circle(graphing, cycle);
	return true;
}

/* ---- depth ---- */

static const char *write_chain(const struct done_graphing *graphing)
{
	const struct done_graph *graph = graphing->graph;
	struct done_buf buf = {0};
	const char *text;
	size_t nr = 0;

	for (uint32_t at = graphing->self; at != DONE_GRAPH_NOBODY; at = graph->next[at]) {
		if (nr)
			done_buf_addstr(&buf, " -> ");
		if (nr++ == CHAIN_SHOWN) {
			done_buf_addstr(&buf, "…");
			break;
		}
		done_buf_addstr(&buf, done_graphing_name(graphing, at));
	}
	text = done_arena_strndup(graphing->view->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

static void judge_depth(const struct done_graphing *graphing, bool is_in_circle)
{
	int64_t most = graphing->options->max_depth;
	uint32_t depth = graphing->graph->depth[graphing->self];
	struct done_subject subject = {.wrong = "too deep", .option = "max_depth"};
	struct done_finding *finding;

	if (!most || (depth != DONE_GRAPH_ENDLESS && depth <= most) ||
	    (depth == DONE_GRAPH_ENDLESS && is_in_circle))
		return;
	if (depth == DONE_GRAPH_ENDLESS)
		subject.wrong = "endless";
	else
		subject.amount = (double)(depth - most);
	if (depth == DONE_GRAPH_ENDLESS)
		finding = done_graphing_add(graphing, NULL, subject,
		    "its synchronous calls have no end, they lead into a "
		    "circle: %s",
		    write_chain(graphing));
	else
		finding = done_graphing_add(graphing, NULL, subject,
		    "%" PRIu32 " synchronous calls in a row begin here, at most %" PRId64
		    " are allowed: %s",
		    depth, most, write_chain(graphing));
	done_finding_fix(finding, graphing->view,
	    "every call in the row adds its time and its failures: ask the last one "
	    "directly, keep a copy of what is asked for, or make a call asynchronous");
}

/* ---- fan-out ---- */

static int compare_calls(const void *a, const void *b)
{
	const struct done_sheet_call *x = *(const struct done_sheet_call *const *)a;
	const struct done_sheet_call *y = *(const struct done_sheet_call *const *)b;

	if (x->external != y->external)
		return x->external ? 1 : -1;
	return strcmp(x->to, y->to);
}

static size_t count_others(const struct done_graphing *graphing)
{
	const struct done_sheet *sheet = graphing->sheet;
	const struct done_sheet_call **calls = done_arena_array(
	    graphing->view->arena, sheet->nr_calls + 1, sizeof(const struct done_sheet_call *));
	size_t nr = 0;

	for (size_t i = 0; i < sheet->nr_calls; i++)
		calls[i] = &sheet->calls[i];
	if (sheet->nr_calls)
		qsort(calls, sheet->nr_calls, sizeof(*calls), compare_calls);
	for (size_t i = 0; i < sheet->nr_calls; i++)
		nr += i == 0 || compare_calls(&calls[i - 1], &calls[i]) != 0;
	return nr;
}

static void judge_fan_out(const struct done_graphing *graphing)
{
	int64_t most = graphing->options->max_fan_out;
	size_t nr = most ? count_others(graphing) : 0;

	if (!most || (int64_t)nr <= most)
		return;
	done_finding_fix(done_graphing_add(graphing,
	                     graphing->sheet->nr_calls ? &graphing->sheet->calls[0].place : NULL,
	                     (struct done_subject){.wrong = "too many",
	                         .option = "max_fan_out",
	                         .amount = (double)((int64_t)nr - most)},
	                     "calls %zu others, at most %" PRId64 " are allowed", nr, most),
	    graphing->view,
	    "let one service answer for several, or split this one by what it is for");
}

/* ---- what cannot be known ---- */

/* Whom an unusable sheet calls and what it writes is unknown: circles and writers may hide there.
 */
static void judge_broken(const struct done_graphing *graphing)
{
	const struct done_graph *graph = graphing->graph;
	uint32_t broken = graph->broken[graphing->self];
	bool calls = broken != DONE_GRAPH_NOBODY && broken != graphing->self;
	const struct done_error *problem;
	struct done_finding *finding;

	if (!calls && graphing->options->one_writer && graphing->sheet->nr_entities)
		broken = graph->first_broken;
	if (broken == DONE_GRAPH_NOBODY || broken == graphing->self)
		return;
	problem = &graph->services->items[broken].sheet->problem;
	finding = done_graphing_add(graphing, NULL,
	    (struct done_subject){.wrong = "depends on a sheet that cannot be used",
	        .thing = done_graphing_name(graphing, broken)},
	    calls ? "depends on '%s', whose sheet cannot be used: whom it calls is not known"
	          : "whether '%s' writes the same data is not known: its sheet cannot be used",
	    done_graphing_name(graphing, broken));
	done_finding_fix(finding, graphing->view, "fix %s:%d: %s", problem->file, problem->line,
	    problem->message);
}

void done_graphing_judge_shape(const struct done_graphing *graphing)
{
	judge_depth(graphing, judge_circles(graphing));
	judge_fan_out(graphing);
	judge_broken(graphing);
}
