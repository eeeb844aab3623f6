/*
 * Kind `graph`: a service's place among all others, by what their sheets say: whom it calls, who
 * calls it, and who else writes its data. Each service reports what concerns itself.
 */
#include "graph.h"

#include <stdarg.h>
#include <string.h>

/* ---- sheets that say nothing ---- */

static void add_no_sheet(const struct done_graphing *graphing)
{
	struct done_finding *finding =
	    done_graphing_add(graphing, NULL, (struct done_subject){.wrong = "no sheet"},
	        "there is no sheet, so nobody knows whom the service calls and what it writes");

	if (done_view_misnamed_sheet(graphing->view))
		done_finding_fix(
		    finding, graphing->view, "%s", done_view_sheet_fix(graphing->view));
	else
		done_finding_fix(finding, graphing->view,
		    "git done init --service %s writes it; or begin with:\n"
		    "communication:\n"
		    "  - {to: todo, style: sync, timeout_ms: todo, retries: todo}",
		    graphing->view->service->path);
}

static void add_unusable(const struct done_graphing *graphing)
{
	const struct done_error *problem = &graphing->sheet->problem;
	struct done_place place = {
	    *problem->file ? problem->file : NULL, problem->line, problem->column};
	struct done_finding *finding = done_graphing_add(graphing, &place,
	    (struct done_subject){.wrong = "sheet cannot be used"}, "the sheet cannot be used: %s",
	    problem->message);

	done_finding_fix(finding, graphing->view, "%s",
	    *problem->cure ? problem->cure : "fix the sheet at the place named");
}

/* ---- finding the graph ---- */

/* A map of the one service, for a view without a map. */
static const struct done_services *alone(struct done_view *view)
{
	struct done_services *services = done_arena_alloc(view->arena, sizeof(*services));
	struct done_service *self = done_arena_alloc(view->arena, sizeof(*self));

	*self = *view->service;
	self->in_head = true;
	if (!self->sheet)
		self->sheet = done_sheet_load(view->arena, view->head, self, NULL);
	services->items = self;
	services->nr = 1;
	return services;
}

/* The service is one of the map's items, or the only one is a copy of it. */
static uint32_t index_of(const struct done_services *services, const struct done_service *service)
{
	uintptr_t first = (uintptr_t)services->items, at = (uintptr_t)service;

	if (at >= first && at < (uintptr_t)(services->items + services->nr))
		return (uint32_t)((at - first) / sizeof(*service));
	return services->nr == 1 ? 0 : DONE_GRAPH_NOBODY;
}

static int find_graph(struct done_graphing *graphing, struct done_error *err)
{
	struct done_view *view = graphing->view;
	const struct done_services *services = view->services ? view->services : alone(view);
	const struct done_service *self;
	const struct done_error *problem;

	graphing->graph =
	    services->graph ? services->graph : done_graph_make(view->arena, services);
	if (!graphing->graph)
		return done_error_set(
		    err, DONE_E_INTERNAL, "the sheets of the other services were not read");
	if (graphing->graph->unread != DONE_GRAPH_NOBODY) {
		self = &services->items[graphing->graph->unread];
		problem = &self->sheet->problem;
		done_error_set(err, problem->code, "%s", problem->message);
		done_error_cure(err, "%s", problem->cure);
		return done_error_place(err, problem->file, problem->line, problem->column);
	}
	graphing->self = index_of(services, view->service);
	if (graphing->self == DONE_GRAPH_NOBODY)
		return done_error_set(err, DONE_E_INTERNAL, "'%s' is not in the map of services",
		    view->service->name);
	graphing->service = &services->items[graphing->self];
	graphing->sheet = graphing->service->sheet;
	return 0;
}

static int graph_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	struct done_graphing graphing = {.view = view, .options = data, .result = out};
	int rc = find_graph(&graphing, err);

	if (rc < 0)
		return rc;
	graphing.path =
	    graphing.sheet->path ? graphing.sheet->path : done_view_path(view, DONE_SHEET_NAME);
	if (graphing.sheet->problem.code)
		add_unusable(&graphing);
	else if (!graphing.sheet->path && !graphing.sheet->from_backstage)
		add_no_sheet(&graphing);
	done_graphing_judge_calls(&graphing);
	done_graphing_judge_callers(&graphing);
	done_graphing_judge_writers(&graphing);
	done_graphing_judge_shape(&graphing);
	if (!out->nr)
		done_result_evidence(out, view, graphing.path, 0, DONE_DECLARED,
		    "its calls and data agree with all other sheets");
	return 0;
}

/* ---- options ---- */

static const char *const styles[] = {[DONE_CALL_SYNC] = "sync", [DONE_CALL_ASYNC] = "async"};

static int load_style(const struct done_value *value, unsigned *out, struct done_error *err)
{
	const char *nearest;

	if (value->type != DONE_STRING)
		return done_value_error(err, value, "'acyclic' must be a list of styles, not %s",
		    done_value_type_name(value->type));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(styles); i++) {
		if (!strcmp(styles[i], value->string.ptr)) {
			*out |= 1u << i;
			return 0;
		}
	}
	nearest = done_name_nearest(value->string.ptr, styles, DONE_ARRAY_SIZE(styles));
	done_value_error(err, value, "'%s' is not a style of a call", value->string.ptr);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "use one of: sync, async");
}

static int load_acyclic(struct done_loader *loader, const struct done_value *value, void *member,
    struct done_error *err)
{
	struct done_graph_options *options =
	    (void *)((char *)member - offsetof(struct done_graph_options, acyclic));
	const struct done_value *items = value;
	unsigned found = 0;
	size_t nr = 1;

	(void)loader;
	if (value->type == DONE_LIST) {
		items = value->list.ptr;
		nr = value->list.nr;
	}
	for (size_t i = 0; i < nr; i++) {
		if (load_style(&items[i], &found, err) < 0)
			return err->code;
	}
	options->acyclic = found;
	options->has_acyclic = true;
	return 0;
}

static const struct done_field fields[] = {
    {DONE_FIELD("acyclic", struct done_graph_options, acyclic, SPECIAL),
        .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_APART}, .load = load_acyclic,
        .schema = "{\"anyOf\": [{\"enum\": [\"sync\", \"async\"]}, {\"type\": \"array\", "
                  "\"items\": {\"enum\": [\"sync\", \"async\"]}}]}",
        .help = "Styles of calls that must not form a circle, taken together: [sync], [sync, "
                "async], or [] for none. Default: [sync]."},
    {DONE_FIELD("max_fan_out", struct done_graph_options, max_fan_out, INTEGER),
        .tighter = {DONE_TIGHTER_LESS}, .min = 1, .max = 1000,
        .help = "The maximum number of services that it may call, external ones included, each "
                "counted once."},
    {DONE_FIELD("max_depth", struct done_graph_options, max_depth, INTEGER),
        .tighter = {DONE_TIGHTER_LESS}, .min = 1, .max = 10000,
        .help = "The maximum length of a chain of synchronous calls, between services of the map, "
                "that begins at it."},
    {DONE_FIELD("one_writer", struct done_graph_options, one_writer, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE}, .preset = true,
        .help = "true: what 'boundaries.data' names must not be named by another service. Default: "
                "true."},
    {DONE_FIELD("both_ends", struct done_graph_options, both_ends, BOOLEAN),
        .tighter = {DONE_TIGHTER_MORE}, .preset = true,
        .help = "true: a call's 'via' must be among what the other service 'offers', if it "
                "declares that. Default: true."},
    {DONE_FIELD("experiments", struct done_graph_options, experiments, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS},
        .help = "true: services of other stages may call one that is an experiment."},
};

static const struct done_record record = {
    .name = "check kind 'graph'",
    .size = sizeof(struct done_graph_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
};

static void graph_describe(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "The graph is made of the sheets of all services in the judged snapshot: whom "
	    "`communication` calls, and what `boundaries.data` says that only this service writes; "
	    "`order` and `Order` are one thing. Whatever the options, a call goes to a service of "
	    "the map or to `external:NAME`, where NAME is not another service of the map, and no "
	    "service calls itself. Each service reports what concerns it: both ends of a call, "
	    "every service in a circle (named in order, from the least name), every writer of an "
	    "entity. If a sheet that a service depends on cannot be read, that is a finding, too, "
	    "because its calls are not known.\n\n"
	    "`git done graph` prints the graph.\n");
}

const struct done_kind done_kind_graph = {
    .form = {.name = "graph",
        .summary = "met when the service's calls and data agree with all other sheets",
        .options = &record,
        .example = "acyclic: [sync]\n"
                   "max_fan_out: 12\n"
                   "max_depth: 4\n",
        .needs_sheets = true,
        .more = graph_describe},
    .run = graph_run,
};
