/*
 * Probes of workloads of charts. In a chart names and images may be templates; whose they are is
 * told by what is literal: the workload, the container, the chart, the images of its values.
 */
#include <string.h>

#include "join.h"

/* A name that containers of all programs have: "app", "main". */
static bool chart_is_general(const char *name)
{
	static const char *const names[] = {"container", "application", "service"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return done_hint_is_vague(name);
}

static bool chart_is_same(const char *a, const char *b)
{
	return a && b && done_hint_is_called(a, strlen(a), b);
}

static bool chart_calls(const struct done_program *program, const char *name)
{
	return name && !chart_is_general(name) && done_hint_calls(program, name, strlen(name));
}

/* The chart in whose templates it stands: its own declaration; NULL. The innermost of several. */
static const struct done_declaration *chart_of(
    const struct done_finder *finder, const struct done_declaration *declaration)
{
	const struct done_declaration *found = NULL;

	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_declaration *chart = &finder->declarations[i];
		size_t len = strlen(chart->directory);

		if (strcmp(chart->reader->name, "helm-chart") != 0 ||
		    !done_path_below(declaration->path, chart->directory) ||
		    !done_text_starts(declaration->path + len + (len > 0), "templates/") ||
		    (found && strlen(found->directory) > len))
			continue;
		found = chart;
	}
	return found;
}

static bool is_own_workload(struct done_finder *finder, const struct done_declaration *declaration)
{
	const struct done_deployment *item = declaration->item;

	return !declaration->nr_joined &&
	    (!strcmp(declaration->reader->name, "kubernetes") ||
	        !strcmp(declaration->reader->name, "digitalocean")) &&
	    !done_hint_is_of_others(finder, item->name) &&
	    !done_hint_is_of_others(finder, item->workload) &&
	    !done_hint_is_of_others(finder, item->container) &&
	    !(item->image && done_software_of_others(item->image));
}

/* A workload whose image is a template, with a probe as services answer them. */
static bool may_be_probe_of_service(
    struct done_finder *finder, const struct done_declaration *declaration)
{
	return declaration->item->has_probe && declaration->item->probe_asks &&
	    !declaration->item->image && is_own_workload(finder, declaration);
}

static bool is_same_place(const struct done_declaration *a, const struct done_declaration *b)
{
	return !strcmp(a->path, b->path) && a->item->probe_line == b->item->probe_line;
}

static bool is_same_or_none(const char *a, const char *b)
{
	return (!a && !b) || (a && b && !strcmp(a, b));
}

/* One workload is declared in a file for each environment. */
static bool is_same_probe(const struct done_declaration *a, const struct done_declaration *b)
{
	return is_same_place(a, b) ||
	    (a->item->workload && is_same_or_none(a->item->workload, b->item->workload) &&
	        is_same_or_none(a->item->container, b->item->container));
}

static void take_probe(struct done_program *program, const struct done_declaration *found)
{
	if (program->probe.path)
		return;
	program->probe = (struct done_fact){found->path,
	    found->item->probe_line ? found->item->probe_line : found->item->line,
	    found->item->is_apart    ? "a health check of its platform"
	        : found->item->image ? "a health probe of the only image"
	                             : "a health probe of a template"};
}

/* ---- by what is named ---- */

/* What its container is called says nothing else. */
static bool chart_container_fits(
    const struct done_program *program, const struct done_deployment *item, const char *chart)
{
	const char *name = item->container;

	return !name || chart_is_general(name) || chart_calls(program, name) ||
	    chart_is_same(name, chart) || chart_is_same(name, item->workload);
}

/* "cart", of the workload, or where that has the chart's own name or none that can be read, of the
 * chart. A sidecar's name is none of these. */
static bool chart_names(
    const struct done_program *program, const struct done_deployment *item, const char *chart)
{
	const char *workload = item->workload;

	if (!chart_container_fits(program, item, chart))
		return false;
	if (workload && !chart_is_general(workload) && !chart_is_same(workload, chart))
		return chart_calls(program, workload);
	return chart_calls(program, chart) || (!workload && chart_calls(program, item->container));
}

/* The one service that it is called after; NULL: none, or several. */
static struct done_program *chart_named(
    struct done_finder *finder, const struct done_declaration *declaration, const char *chart)
{
	struct done_program *found = NULL;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (!program->is_service || !chart_names(program, declaration->item, chart))
			continue;
		if (found &&
		    (found->unit != program->unit ||
		        strcmp(found->directory, program->directory) != 0))
			return NULL;
		found = found ? found : program;
	}
	return found;
}

/* Workloads of one chart that are called by nothing: only one of them may have a probe. */
static bool chart_has_another(struct done_finder *finder,
    const struct done_declaration *declaration, const struct done_declaration *chart)
{
	for (size_t i = 0; !declaration->item->workload && i < finder->nr_declarations; i++) {
		const struct done_declaration *other = &finder->declarations[i];

		if (may_be_probe_of_service(finder, other) && !other->item->workload &&
		    !is_same_probe(declaration, other) && chart_of(finder, other) == chart)
			return true;
	}
	return false;
}

static void join_named_probe(struct done_finder *finder, const struct done_declaration *declaration)
{
	const struct done_declaration *chart = chart_of(finder, declaration);
	struct done_program *program =
	    chart ? chart_named(finder, declaration, chart->item->name) : NULL;

	if (program && !program->probe.path && !chart_has_another(finder, declaration, chart))
		take_probe(program, declaration);
}

/* ---- of the only service ---- */

const struct done_unit *done_join_only_unit(const struct done_finder *finder)
{
	const struct done_unit *only = NULL;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];

		if (!program->is_service)
			continue;
		if (only && program->unit != only)
			return NULL;
		only = program->unit;
	}
	return only;
}

/* A folder on the way to where it starts: "shop" of src/main/scala/com/acme/shop/Main.scala. */
static bool chart_is_in_path(struct done_finder *finder, const char *path, const char *chart)
{
	char *part = done_arena_strdup(finder->arena, path);

	for (char *slash; (slash = strchr(part, '/')); part = slash + 1) {
		*slash = '\0';
		if (!chart_is_general(part) && !strcmp(part, chart))
			return true;
	}
	return false;
}

/* The tree is the chart's: by a package of the service, or by the manifest at the root. */
static bool chart_is_of_tree(
    struct done_finder *finder, const struct done_unit *only, const char *chart)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];

		if (program->unit == only && program->is_service && program->entry.path &&
		    chart_is_in_path(finder, program->entry.path, chart))
			return true;
	}
	for (size_t i = 0; i < finder->nr_units && !*finder->units[i].directory; i++) {
		for (size_t j = 0; j < finder->units[i].nr_parts; j++) {
			const struct done_unit_part *part = &finder->units[i].parts[j];

			for (size_t k = 0; k < part->nr; k++) {
				const char *name = part->manifests[k]->name;

				if (name && !strcmp(done_last_part(name), chart))
					return true;
			}
		}
	}
	return false;
}

/* What stands at the root is the tree; of another directory the chart must be told. */
static bool is_probe_of_only(struct done_finder *finder, const struct done_unit *only,
    const struct done_declaration *declaration)
{
	const struct done_declaration *chart;

	if (!*only->directory)
		return true;
	chart = chart_of(finder, declaration);
	if (!chart || !chart->item->name)
		return false;
	return (!declaration->item->workload ||
	           chart_is_same(declaration->item->workload, chart->item->name)) &&
	    (!declaration->item->container || chart_is_general(declaration->item->container) ||
	        chart_is_same(declaration->item->container, chart->item->name)) &&
	    chart_is_of_tree(finder, only, chart->item->name);
}

/* Two programs of one module are two services: of whom it is nobody knows. */
static bool chart_has_one_program(const struct done_finder *finder)
{
	const char *directory = NULL;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];

		if (!program->is_service)
			continue;
		if (directory && strcmp(directory, program->directory) != 0)
			return false;
		directory = program->directory;
	}
	return true;
}

/* The workload is a part of what the image is called after: "cart-web" of "acme/cart". Software of
 * others is called as its image is. */
static bool is_called_by_image(const struct done_deployment *item)
{
	const char *image = done_last_part(item->image);
	const char *name = item->workload ? item->workload : item->name;
	size_t len = strlen(image);

	return name && len > 2 && !strncmp(name, image, len) && name[len] == '-';
}

/* All workloads that are no software of others run one image, or two and more that are its parts;
 * NULL: there are several, or none. */
static const char *only_image_of(struct done_finder *finder, bool is_called)
{
	const char *image = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_declaration *declaration = &finder->declarations[i];

		if (!declaration->item->image || !is_own_workload(finder, declaration) ||
		    (is_called && !is_called_by_image(declaration->item)))
			continue;
		if (image && strcmp(image, done_last_part(declaration->item->image)) != 0)
			return NULL;
		image = done_last_part(declaration->item->image);
		nr++;
	}
	return is_called && nr < 2 ? NULL : image;
}

static const char *only_image(struct done_finder *finder)
{
	const char *image = only_image_of(finder, false);

	return image ? image : only_image_of(finder, true);
}

/*
 * Where the tree is one service, and one workload that nobody is named by has a probe, it is that
 * service's, or all of them run one image: of several some may be software of others.
 */
static void join_only_probe(struct done_finder *finder)
{
	const struct done_unit *only =
	    chart_has_one_program(finder) ? done_join_only_unit(finder) : NULL;
	const char *image = only ? only_image(finder) : NULL;
	const struct done_declaration *found = NULL;

	for (size_t i = 0; only && i < finder->nr_declarations; i++) {
		const struct done_declaration *declaration = &finder->declarations[i];
		bool is_of_image = image && declaration->item->image &&
		    !strcmp(image, done_last_part(declaration->item->image)) &&
		    declaration->item->has_probe && is_own_workload(finder, declaration);

		if (!is_of_image && !may_be_probe_of_service(finder, declaration))
			continue;
		if (found && !(is_of_image && found->item->image) &&
		    !is_same_probe(found, declaration))
			return;
		found = found ? found : declaration;
	}
	if (!found || !is_probe_of_only(finder, only, found))
		return;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		if (finder->programs[i].is_service)
			take_probe(&finder->programs[i], found);
	}
}

/* ---- of load balancers ---- */

/* A program that a platform calls as a function. */
static bool apart_is_function(const struct done_program *program)
{
	for (unsigned bit = 0; bit < DONE_SERVES_NR; bit++) {
		const char *what = program->serves.facts[bit].what;

		if (program->serves.serves >> bit & 1U && what && strstr(what, "lambda"))
			return true;
	}
	return program->is_function;
}

/* A module that makes every function says by what they all are traced. */
static void join_apart_functions(
    struct done_finder *finder, const struct done_declaration *declaration)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (program->is_service && !program->traces.path && apart_is_function(program))
			program->traces =
			    (struct done_fact){declaration->path, declaration->item->traces_line,
			        done_arena_printf(finder->arena, "%s of all functions",
			            declaration->item->traces)};
	}
}

/* What is said apart from what starts a program is about the one service that it is called after,
 * else about the only service of the tree. */
static void join_apart(struct done_finder *finder, const struct done_declaration *declaration)
{
	const struct done_unit *only =
	    chart_has_one_program(finder) ? done_join_only_unit(finder) : NULL;
	struct done_program *found = NULL;
	const char *name = declaration->item->name;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (!program->is_service || !(chart_calls(program, name) || program->unit == only))
			continue;
		if (found && found->unit != program->unit)
			return;
		found = found ? found : program;
	}
	if (!found || done_hint_is_of_others(finder, name))
		return;
	if (declaration->item->has_probe)
		take_probe(found, declaration);
	if (declaration->item->traces && !found->traces.path)
		found->traces = (struct done_fact){
		    declaration->path, declaration->item->traces_line, declaration->item->traces};
	if (declaration->item->metrics_line && !found->metrics.path)
		found->metrics = (struct done_fact){declaration->path,
		    declaration->item->metrics_line, "numbers that a monitor collects"};
}

void done_programs_join_probes(struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		if (may_be_probe_of_service(finder, &finder->declarations[i]))
			join_named_probe(finder, &finder->declarations[i]);
	}
	join_only_probe(finder);
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_deployment *item = finder->declarations[i].item;

		if (item->is_apart && item->traces && !item->name)
			join_apart_functions(finder, &finder->declarations[i]);
		else if (item->is_apart)
			join_apart(finder, &finder->declarations[i]);
	}
}
