/*
 * The html format's picture of who calls whom: SVG in the page itself, and the same as a table for
 * whoever cannot see it. Colours are the style's; without it, lines and text in the page's own.
 */
#include <string.h>

#include "html_parts.h"
#include "layers.h"

/* Pixels. A column is a character of the fixed-width font that nodes are labelled in. */
enum { HEIGHT = 30, PADDING = 12, MARGIN = 16, COLUMN_TENTHS = 73, NAME_COLUMNS = 28 };
enum { ROWS_MAX = 2000 };

/* ---- words ---- */

static enum done_html_state state_of(const struct done_html_node *node)
{
	return done_html_state_of_service(node->report);
}

/* The sign that words begin with. */
static void add_sign(struct done_html_page *page, const struct done_html_node *node)
{
	const char *words = node->external ? "↗"
	    : !node->report                ? "○"
	                                   : done_html_service_words(state_of(node));

	done_buf_add(page->out, words, done_utf8_length(words, strlen(words)));
}

static const char *class_of(const struct done_html_node *node)
{
	if (node->external)
		return "external";
	return node->report ? done_html_class(state_of(node)) : "other";
}

static const char *words_of(const struct done_html_node *node)
{
	if (node->external)
		return "↗ external";
	return node->report ? done_html_service_words(state_of(node)) : "○ not judged in this run";
}

/* The name, fit to show, cut where a node would grow too wide. */
static const char *label_of(
    struct done_html_page *page, const struct done_html_node *node, int *columns)
{
	const char *name = done_arena_shown(page->arena, node->name);
	size_t len = strlen(name), kept = 0;
	int used = 0;

	*columns = done_text_columns(name, len);
	if (*columns <= NAME_COLUMNS)
		return name;
	while (kept < len) {
		size_t step = done_utf8_length(name + kept, len - kept);
		int more = done_text_columns(name + kept, step);

		if (used + more >= NAME_COLUMNS)
			break;
		used += more;
		kept += step;
	}
	*columns = used + 1;
	return done_arena_printf(page->arena, "%.*s…", (int)kept, name);
}

/* ---- the picture ---- */

struct picture {
	struct done_html_page *page;
	const struct done_html_calls *calls;
	struct done_layers layers;
	const char **labels;
	size_t nr_back;
};

static void lay(struct picture *picture)
{
	const struct done_html_calls *calls = picture->calls;
	struct done_arena *arena = picture->page->arena;
	struct done_layers *layers = &picture->layers;

	layers->nr_nodes = calls->nr_drawn;
	layers->nr_edges = calls->nr_drawn_calls;
	layers->nodes = done_arena_array(arena, layers->nr_nodes + 1, sizeof(*layers->nodes));
	layers->edges = done_arena_array(arena, layers->nr_edges + 1, sizeof(*layers->edges));
	picture->labels = done_arena_array(arena, layers->nr_nodes + 1, sizeof(char *));
	for (size_t i = 0; i < layers->nr_nodes; i++) {
		const struct done_html_node *node = &calls->nodes[calls->drawn[i]];
		int columns;

		picture->labels[i] = label_of(picture->page, node, &columns);
		layers->nodes[i].width = 2 * PADDING + (columns + 2) * COLUMN_TENTHS / 10;
		layers->nodes[i].height = HEIGHT;
	}
	for (size_t i = 0; i < layers->nr_edges; i++) {
		const struct done_html_call *call = &calls->calls[calls->drawn_calls[i]];

		layers->edges[i].from = calls->nodes[call->from].number;
		layers->edges[i].to = calls->nodes[call->to].number;
	}
	done_layers_lay(arena, layers);
	for (size_t i = 0; i < layers->nr_edges; i++)
		picture->nr_back += layers->edges[i].back;
}

static void add_way(struct done_buf *out, const struct done_layers_edge *edge)
{
	const struct done_layers_point *points = edge->points;

	done_buf_addf(out, "M%d %d", points[0].x, points[0].y);
	for (size_t i = 0; i + 1 < edge->nr_points; i += 2) {
		int middle = (points[i].x + points[i + 1].x) / 2;

		if (i)
			done_buf_addf(out, "H%d", points[i].x);
		done_buf_addf(out, "C%d %d %d %d %d %d", middle, points[i].y, middle,
		    points[i + 1].y, points[i + 1].x, points[i + 1].y);
	}
}

/* A service that calls itself: a loop on its upper edge. */
static void add_loop(struct done_buf *out, const struct done_layers_node *node)
{
	done_buf_addf(out, "M%d %dc-4 -14 18 -14 14 -1", node->x + node->width - 28, node->y);
}

static void html_graph_add_names(struct done_html_page *page, const struct done_html_calls *calls,
    const struct done_html_call *call)
{
	struct done_buf how = {0};

	done_html_raw(page, calls->nodes[call->from].name);
	done_buf_addstr(page->out, " → ");
	done_html_raw(page, calls->nodes[call->to].name);
	done_buf_addstr(page->out, ": ");
	done_html_calls_say(&how, call);
	done_html_text(page, how.ptr);
	done_buf_release(&how);
}

static void add_edge(struct picture *picture, size_t i)
{
	struct done_html_page *page = picture->page;
	const struct done_layers_edge *edge = &picture->layers.edges[i];
	const struct done_html_call *call = &picture->calls->calls[picture->calls->drawn_calls[i]];

	done_buf_addf(page->out, "<path class=\"%s%s\" data-from=%u data-to=%u%s d=\"",
	    call->sync ? "sync" : "async", edge->back ? " back" : "", (unsigned)edge->from,
	    (unsigned)edge->to, call->sync ? "" : " stroke-dasharray=\"6 4\"");
	if (edge->nr_points)
		add_way(page->out, edge);
	else
		add_loop(page->out, &picture->layers.nodes[edge->from]);
	done_buf_addstr(page->out, "\" marker-end=\"url(#");
	done_html_id(page, edge->back ? "back" : "arrow", NULL, NULL);
	done_buf_addstr(page->out, ")\"><title>");
	html_graph_add_names(page, picture->calls, call);
	if (edge->back)
		done_buf_addstr(page->out, "; it closes a circle");
	done_buf_addstr(page->out, "</title></path>\n");
}

static void add_box(
    struct done_buf *out, const struct done_html_node *node, const struct done_layers_node *place)
{
	int w = place->width, h = place->height, cut = PADDING - 2;

	if (node->external)
		done_buf_addf(out, "<path d=\"M%d %dh%dl%d %dl-%d %dh-%dl-%d -%dz\"/>",
		    place->x + cut, place->y, w - 2 * cut, cut, h / 2, cut, h / 2, w - 2 * cut, cut,
		    h / 2);
	else
		done_buf_addf(out, "<rect x=%d y=%d width=%d height=%d rx=6%s />", place->x,
		    place->y, w, h, node->report ? "" : " stroke-dasharray=\"2 3\"");
}

/* A link where there is something to lead to; not a stop of the keyboard's, which has the table. */
static void add_node(struct picture *picture, size_t i)
{
	struct done_html_page *page = picture->page;
	const struct done_html_node *node = &picture->calls->nodes[picture->calls->drawn[i]];
	const struct done_layers_node *place = &picture->layers.nodes[i];

	done_buf_addf(page->out, "<g class=\"node %s\" data-node=%zu>", class_of(node), i);
	if (node->report) {
		done_buf_addstr(page->out, "<a tabindex=-1 href=\"#");
		done_html_id(page, "service", node->name, NULL);
		done_buf_addstr(page->out, "\">");
	}
	done_buf_addstr(page->out, "<title>");
	done_html_raw(page, node->name);
	done_buf_addf(page->out, ": %s</title>", words_of(node));
	add_box(page->out, node, place);
	done_buf_addf(page->out, "<text x=%d y=%d fill=currentColor stroke=none>",
	    place->x + PADDING, place->y + HEIGHT / 2 + 4);
	add_sign(page, node);
	done_buf_addch(page->out, ' ');
	done_html_text(page, picture->labels[i]);
	done_buf_addf(page->out, "</text>%s</g>\n", node->report ? "</a>" : "");
}

static void add_marker(struct done_html_page *page, const char *name)
{
	done_buf_addstr(page->out, "<marker id=\"");
	done_html_id(page, name, NULL, NULL);
	done_buf_addf(page->out,
	    "\" class=%s orient=auto markerUnits=userSpaceOnUse markerWidth=9 "
	    "markerHeight=8 refX=9 refY=4><path fill=currentColor "
	    "d=\"M0 0l9 4l-9 4z\"/></marker>",
	    name);
}

static void draw(struct picture *picture)
{
	struct done_html_page *page = picture->page;
	const struct done_layers *layers = &picture->layers;
	int width = layers->width + 2 * MARGIN, height = layers->height + 2 * MARGIN;

	/* Hidden from those who hear the page: the table has it all, in an order of its own. */
	done_buf_addf(page->out,
	    "<div class=scroll tabindex=0 role=region aria-label=\"Picture of who calls "
	    "whom\">\n<svg class=\"graph picture\" aria-hidden=true width=%d height=%d "
	    "viewBox=\"-%d -%d %d %d\" fill=none stroke=currentColor "
	    "font-family=monospace font-size=12>\n<defs>",
	    width, height, MARGIN, MARGIN, width, height);
	add_marker(page, "arrow");
	add_marker(page, "back");
	done_buf_addstr(page->out, "</defs>\n<g class=edges>\n");
	for (size_t i = 0; i < layers->nr_edges; i++)
		add_edge(picture, i);
	done_buf_addstr(page->out, "</g>\n");
	for (size_t i = 0; i < layers->nr_nodes; i++)
		add_node(picture, i);
	done_buf_addstr(page->out, "</svg></div>\n");
}

/* ---- around it ---- */

static size_t html_graph_count_judged(const struct done_html_calls *calls)
{
	size_t nr = 0;

	for (size_t i = 0; i < calls->nr_nodes; i++)
		nr += calls->nodes[i].nr_calls && calls->nodes[i].report;
	return nr;
}

static void add_words(const struct picture *picture)
{
	const struct done_html_calls *calls = picture->calls;
	struct done_buf *out = picture->page->out;

	done_buf_addf(out, "<p>By their sheets: %zu %s among %zu %s, %zu judged in this run.",
	    calls->nr_calls, calls->nr_calls == 1 ? "call" : "calls", calls->nr_called,
	    calls->nr_called == 1 ? "service" : "services", html_graph_count_judged(calls));
	if (picture->nr_back)
		done_buf_addf(out, " %zu %s a circle and %s back, from right to left.",
		    picture->nr_back, picture->nr_back == 1 ? "closes" : "close",
		    picture->nr_back == 1 ? "leads" : "lead");
	if (calls->nr_drawn < calls->nr_called || calls->nr_drawn_calls < calls->nr_calls)
		done_buf_addf(out,
		    " Drawn are %zu services and %zu calls, those that are not done "
		    "first, with "
		    "whom it calls and who calls it.",
		    calls->nr_drawn, calls->nr_drawn_calls);
	if (calls->nr_dropped)
		done_buf_addf(
		    out, " %zu more entries of sheets are only counted here.", calls->nr_dropped);
	done_buf_addstr(out, " The table below says the same in words.</p>\n");
}

static void html_graph_add_line(
    struct done_buf *out, const char *class_name, const char *dashes, const char *words)
{
	done_buf_addf(out,
	    "<li><svg class=graph width=34 height=10 fill=none stroke=currentColor "
	    "aria-hidden=true><g class=edges><path class=%s%s d=\"M0 5h34\"/></g></svg> "
	    "%s</li>\n",
	    class_name, dashes, words);
}

/* Of what is there. */
static void add_legend(const struct picture *picture)
{
	const struct done_html_calls *calls = picture->calls;
	struct done_buf *out = picture->page->out;
	bool states[DONE_HTML_STATES] = {false}, external = false, other = false, async = false;

	for (size_t i = 0; i < calls->nr_drawn; i++) {
		const struct done_html_node *node = &calls->nodes[calls->drawn[i]];

		if (node->report)
			states[state_of(node)] = true;
		external = external || node->external;
		other = other || (!node->report && !node->external);
	}
	for (size_t i = 0; i < calls->nr_drawn_calls; i++)
		async = async || !calls->calls[calls->drawn_calls[i]].sync;
	done_buf_addstr(out, "<ul class=legend aria-label=\"What the picture means\">\n");
	html_graph_add_line(out, "sync", "", "synchronous: who calls waits for the answer");
	if (async)
		html_graph_add_line(out, "async", " stroke-dasharray=\"6 4\"", "asynchronous");
	if (picture->nr_back)
		html_graph_add_line(out, "back", "", "leads back: it closes a circle");
	for (int i = 0; i < DONE_HTML_STATES; i++) {
		enum done_html_state state = (enum done_html_state)i;
		if (states[i])
			done_buf_addf(out, "<li><b class=%s>%s</b></li>\n", done_html_class(state),
			    done_html_service_words(state));
	}
	if (other)
		done_buf_addstr(out, "<li>○ not judged in this run</li>\n");
	if (external)
		done_buf_addstr(out, "<li>↗ external: not ours</li>\n");
	done_buf_addstr(out, "</ul>\n");
}

/* ---- the table ---- */

static void add_node_name(struct done_html_page *page, const struct done_html_node *node)
{
	if (node->report) {
		done_buf_addstr(page->out, "<a href=\"#");
		done_html_id(page, "service", node->name, NULL);
		done_buf_addstr(page->out, "\">");
	}
	done_html_raw(page, node->name);
	if (node->report)
		done_buf_addf(page->out, "</a> <b class=%s>%s</b>", class_of(node), words_of(node));
	else
		done_buf_addf(page->out, " <small>%s</small>", words_of(node));
}

static void html_graph_add_row(struct done_html_page *page, const struct done_html_calls *calls,
    const struct done_html_call *call)
{
	struct done_buf how = {0};

	done_html_calls_say(&how, call);
	done_buf_addstr(page->out, "<tr><th scope=row>");
	add_node_name(page, &calls->nodes[call->from]);
	done_buf_addstr(page->out, "<td>");
	add_node_name(page, &calls->nodes[call->to]);
	done_buf_addstr(page->out, "<td>");
	done_html_text(page, how.ptr);
	done_buf_addch(page->out, '\n');
	done_buf_release(&how);
}

static void html_graph_add_table(struct done_html_page *page, const struct done_html_calls *calls)
{
	size_t shown = calls->nr_calls < ROWS_MAX ? calls->nr_calls : ROWS_MAX;

	done_buf_addf(page->out, "<details class=calls><summary>As a table: %zu %s</summary>\n",
	    calls->nr_calls, calls->nr_calls == 1 ? "call" : "calls");
	done_buf_addstr(page->out, "<div class=scroll tabindex=0 role=region aria-labelledby=\"");
	done_html_id(page, "graph", NULL, NULL);
	done_buf_addstr(page->out,
	    "\">\n<table border=1 cellpadding=4>\n<thead><tr><th scope=col>Who calls"
	    "</th><th scope=col>Who is called</th><th scope=col>How</th></tr></thead>\n"
	    "<tbody>\n");
	for (size_t i = 0; i < shown; i++)
		html_graph_add_row(page, calls, &calls->calls[i]);
	done_buf_addstr(page->out, "</tbody></table></div>\n");
	if (shown < calls->nr_calls)
		done_buf_addf(page->out,
		    "<p>and %zu more, which are only counted here: JSON has them</p>\n",
		    calls->nr_calls - shown);
	done_buf_addstr(page->out, "</details>\n");
}

void done_html_graph(struct done_html_page *page)
{
	struct done_html_calls calls;
	struct picture picture = {.page = page, .calls = &calls};

	done_html_calls_collect(page, &calls);
	if (!calls.nr_calls)
		return;
	lay(&picture);
	done_html_heading(page, 0, "graph", "Who calls whom");
	add_words(&picture);
	add_legend(&picture);
	draw(&picture);
	html_graph_add_table(page, &calls);
}
