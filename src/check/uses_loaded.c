/* What shows a performance check: a load script or a command that calls this service, or a
 * benchmark of its code, that something runs. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "uses.h"

#define ROUTES_MAX 60
#define SERVES_BY_PATH (DONE_SERVES_HTTP | DONE_SERVES_HTML | DONE_SERVES_GRAPHQL)

/* ---- whom targets name ---- */

/* Parts of a path that name whom it is for, and no service: "/Admin/orders". */
static bool loaded_is_audience(const char *part)
{
	static const char *const names[] = {
	    "admin", "internal", "public", "private", "portal", "web"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcasecmp(part, names[i]))
			return true;
	}
	return false;
}

/* "cart" of /api/cart/checkout; "recommendation" of /api/recommendations. */
static bool loaded_path_names(struct done_using *using, const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");
		char *part = done_arena_strndup(using->view->arena, path, len);

		if (len > 2 && !loaded_is_audience(part) &&
		    done_outside_names(using->view->arena, using->outside, using->index,
		        DONE_NAME_KEY, part, &using->ambiguity))
			return true;
		if (len > 4 && part[len - 1] == 's') {
			part[len - 1] = '\0';
			if (done_outside_names(using->view->arena, using->outside, using->index,
			        DONE_NAME_KEY, part, NULL))
				return true;
		}
		path += len + (path[len] == '/');
	}
	return false;
}

/* The text of the targets that names the service; NULL. *other: a host is another service's. */
static const char *loaded_named_by(
    struct done_using *using, const struct done_targets *targets, bool *other)
{
	struct done_arena *arena = using->view->arena;

	*other = false;
	for (size_t i = 0; i < targets->nr_hosts; i++) {
		const char *host = targets->hosts[i].text;

		if (done_outside_names(arena, using->outside, using->index, DONE_NAME_KEY, host,
		        &using->ambiguity) ||
		    done_outside_names(arena, using->outside, using->index, DONE_NAME_KEY,
		        done_arena_strndup(arena, host, strcspn(host, ".")), NULL))
			return host;
		*other |= done_outside_names_other(
		    arena, using->outside, using->index, DONE_NAME_KEY, host);
	}
	for (size_t i = 0; i < targets->nr_paths; i++) {
		if (loaded_path_names(using, targets->paths[i].text))
			return targets->paths[i].text;
	}
	return NULL;
}

/* ---- routes ---- */

/* A route says something only where a part of it is no word that every service has. */
static bool loaded_is_route(const char *path)
{
	static const char *const common[] = {"api", "v1", "v2", "health", "healthz", "metrics",
	    "ready", "status", "ping", "graphql", "login", "static", "index", "favicon.ico"};

	if (strlen(path) < 4 || *path != '/')
		return false;
	for (const char *part = path + 1; *part;) {
		size_t len = strcspn(part, "/"), i = 0;

		while (i < DONE_ARRAY_SIZE(common) &&
		    (strlen(common[i]) != len || strncmp(common[i], part, len) != 0))
			i++;
		if (len > 2 && i == DONE_ARRAY_SIZE(common))
			return true;
		part += len + (part[len] == '/');
	}
	return false;
}

struct loaded_routes {
	struct done_using *using;
	struct {
		const char *path;
		const char *script, *run_path;
		int run_line;
	} items[ROUTES_MAX];
	size_t nr;
};

static void loaded_add_routes(struct loaded_routes *routes, const struct done_targets *targets,
    const char *script, const char *run_path, int run_line)
{
	for (size_t i = 0; i < targets->nr_paths && routes->nr < ROUTES_MAX; i++) {
		const char *path = targets->paths[i].text;
		size_t j = 0;

		while (j < routes->nr && strcmp(routes->items[j].path, path) != 0)
			j++;
		if (j < routes->nr || !loaded_is_route(path))
			continue;
		routes->items[routes->nr].path = path;
		routes->items[routes->nr].script = script;
		routes->items[routes->nr].run_path = run_path;
		routes->items[routes->nr++].run_line = run_line;
	}
}

/* The route stands in quotes: "/cart" and "/cart/{id}", not "/cartridge". */
static bool loaded_has_route(struct done_bytes text, const char *route)
{
	size_t len = strlen(route);

	while (len > 1 && route[len - 1] == '/')
		len--;
	for (size_t i = 1; i + len < text.len; i++) {
		if (text.ptr[i] == '/' && !memcmp(text.ptr + i, route, len) &&
		    strchr("\"'`", text.ptr[i - 1]) && strchr("\"'`/{<:?(", text.ptr[i + len]))
			return true;
	}
	return false;
}

/* The route in the text; routes->nr: none. */
static size_t loaded_route_in(const struct loaded_routes *routes, struct done_bytes text)
{
	size_t i = 0;

	while (i < routes->nr && !loaded_has_route(text, routes->items[i].path))
		i++;
	return i;
}

/* 1 where the service's own code has one of the routes that a load test calls. */
static int loaded_by_route(
    struct loaded_routes *routes, struct done_use *out, struct done_error *err)
{
	struct done_view *view = routes->using->view;
	const struct done_ecosystems *ecosystems;
	struct done_files files;

	/* In a program that serves no requests by path, a text of this shape is something else. */
	if (!routes->nr || !(view->profile->serves & SERVES_BY_PATH))
		return 0;
	if (done_view_ecosystems(view, &ecosystems, err) < 0 ||
	    done_view_own_files(view, &files, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr; i++) {
		struct done_bytes text;
		size_t found;
		int rc = done_view_source(view, ecosystems, &files.items[i], &text, err);

		if (rc < 0)
			return rc;
		found = rc ? loaded_route_in(routes, text) : routes->nr;
		if (found == routes->nr)
			continue;
		out->place = (struct done_seen_place){
		    routes->items[found].run_path, routes->items[found].run_line, NULL};
		out->what = done_arena_printf(view->arena, "%s calls its route '%s'",
		    routes->items[found].script, routes->items[found].path);
		return 1;
	}
	return 0;
}

/* ---- scripts ---- */

static void loaded_lacks(struct done_using *using, const struct done_loading *load)
{
	const char *path =
	    done_view_shown_path(using->view, done_view_short(using->view, load->path));

	/* What nothing runs may be another thing than a load test of one's own. */
	if (using->instead || (load->read.tool && !strcmp(load->read.tool, DONE_LOAD_OWN)))
		return;
	using->instead = load->read.lacks
	    ? done_arena_printf(using->view->arena, "%s %s", path, load->read.lacks)
	    : done_arena_printf(using->view->arena, "%s is a script for %s, and nothing runs it",
	          path, load->read.tool);
	using->place = (struct done_place){load->path, 0, 0};
}

static bool loaded_shows(
    struct done_using *using, const struct done_loading *load, const char *by, struct done_use *out)
{
	out->place = (struct done_seen_place){load->run_path, load->run_line, NULL};
	out->what = done_arena_printf(using->view->arena, "%s %s %s%s%s%s", load->read.tool,
	    !strcmp(load->read.tool, DONE_LOAD_OWN) ? "is run:" : "runs",
	    done_view_shown_path(using->view, done_view_short(using->view, load->path)),
	    by ? ", which calls '" : "", by ? done_arena_shown(using->view->arena, by) : "",
	    by ? "'" : "");
	return true;
}

static bool loaded_own(
    struct done_using *using, const struct done_loading *load, struct done_use *out)
{
	bool other;
	const char *by = loaded_named_by(using, &load->read.targets, &other);

	if (!by && other)
		return false;
	if (load->read.lacks || !load->run_path) {
		loaded_lacks(using, load);
		return false;
	}
	return loaded_shows(using, load, by, out);
}

/* Scripts are gathered wherever they lie: those of the service were looked at among its own. */
static bool loaded_is_own(const struct done_using *using, const struct done_loading *load)
{
	for (size_t i = 0; i < using->own->nr_loads; i++) {
		if (!strcmp(using->own->loads[i].path, load->path))
			return true;
	}
	return false;
}

static bool loaded_outside(
    struct done_using *using, const struct done_loading *load, struct done_use *out)
{
	bool other;

	if (loaded_is_own(using, load))
		return false;

	const char *by = loaded_named_by(using, &load->read.targets, &other);
	bool by_path = done_outside_names(using->view->arena, using->outside, using->index,
	    DONE_NAME_PATH, load->path, &using->ambiguity);

	if (!by && !by_path && (!using->is_only || other))
		return false;
	if (load->read.lacks || !load->run_path) {
		loaded_lacks(using, load);
		return false;
	}
	return loaded_shows(using, load, by, out);
}

/* ---- commands ---- */

/* Words that a script begins a command behind, beside a new line. */
static bool loaded_begins_command(const char *text, const char *at)
{
	while (at > text && strchr(" \t", at[-1]))
		at--;
	return at == text || strchr("\n&|;(", at[-1]);
}

/* The script starts the service itself: "./cart --port 80 &". */
static bool loaded_script_starts(struct done_using *using, const struct done_runner *runner)
{
	const char *text = runner->text;

	if (!done_text_ends(runner->path, ".sh") && !done_text_ends(runner->path, ".bash"))
		return false;
	for (const char *at = text; *at; at++) {
		size_t len = 0, from = 0;

		while (isalnum((unsigned char)at[len]) || (at[len] && strchr("-_./", at[len]))) {
			from = at[len] == '/' ? len + 1 : from;
			len++;
		}
		if (!len)
			continue;
		if (len > from && at[len] == ' ' && loaded_begins_command(text, at) &&
		    done_outside_names(using->view->arena, using->outside, using->index,
		        DONE_NAME_KEY,
		        done_arena_strndup(using->view->arena, at + from, len - from), NULL))
			return true;
		at += len - 1;
	}
	return false;
}

static bool loaded_by_runner(
    struct done_using *using, const struct done_runner *runner, bool own, struct done_use *out)
{
	for (size_t i = 0; i < runner->nr_runs; i++) {
		const struct done_load_line *run = &runner->runs[i];
		bool other;
		const char *by = loaded_named_by(using, &run->targets, &other);

		if (done_targets_example(&run->targets) ||
		    (!by &&
		        (other ||
		            (!own && !using->is_only && !loaded_script_starts(using, runner)))))
			continue;
		out->place = (struct done_seen_place){runner->path, run->line, NULL};
		out->what = done_arena_printf(using->view->arena, "%s is run: %s", run->tool,
		    done_view_shown(using->view, run->text, strlen(run->text), 80));
		return true;
	}
	return false;
}

/* ---- benchmarks ---- */

static bool loaded_benchmark_runs(struct done_using *using, const struct done_benchmark_form *form,
    const char *path, struct done_use *out)
{
	const struct done_gathered *in[] = {using->own, &using->outside->all};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(in); i++) {
		for (size_t j = 0; j < in[i]->nr_runners; j++) {
			const struct done_runner *runner = &in[i]->runners[j];
			int line = done_runner_runs_benchmark(runner, form, path);

			if (!line)
				continue;
			out->place = (struct done_seen_place){runner->path, line, NULL};
			return true;
		}
	}
	return false;
}

static int loaded_by_benchmark(struct done_using *using, const struct done_file *file,
    struct done_use *out, struct done_error *err)
{
	struct done_view *view = using->view;

	for (size_t i = 0; i < done_benchmark_forms_nr; i++) {
		const struct done_benchmark_form *form = &done_benchmark_forms[i];
		struct done_bytes text;
		int line, rc;

		if (!done_benchmark_is_named(form, file->path))
			continue;
		rc = done_view_text(view, file, &text, err);
		if (rc <= 0)
			return rc;
		line = done_benchmark_find(form, text, file->path);
		if (!line)
			continue;
		if (loaded_benchmark_runs(using, form, file->path, out)) {
			out->what = done_arena_printf(view->arena, "%s runs %s:%d", form->tool,
			    done_view_shown_path(view, done_view_short(view, file->path)), line);
			return 1;
		}
		if (!using->instead) {
			using->instead = done_arena_printf(view->arena,
			    "%s has a benchmark (%s), and nothing runs it",
			    done_view_shown_path(view, done_view_short(view, file->path)),
			    form->tool);
			using->place = (struct done_place){file->path, line, 0};
		}
	}
	return 0;
}

static int loaded_by_benchmarks(
    struct done_using *using, struct done_use *out, struct done_error *err)
{
	struct done_files files;
	int rc = done_view_own_files(using->view, &files, err);

	for (size_t i = 0; i < files.nr && rc == 0; i++)
		rc = loaded_by_benchmark(using, &files.items[i], out, err);
	return rc;
}

/* ---- through others ---- */

static bool loaded_through(struct done_using *using, struct done_use *out)
{
	const struct done_reached *reached;
	const struct done_loading *load;

	if (!using->outside->reached || using->index < 0)
		return false;
	reached = &using->outside->reached[using->index];
	if (!reached->is_reached || !reached->caller)
		return false;
	load = &using->outside->all.loads[reached->load];
	out->place = (struct done_seen_place){load->run_path, load->run_line, NULL};
	out->what =
	    done_arena_printf(using->view->arena, "%s runs %s, and so '%s', which calls it (%s:%d)",
	        load->read.tool, load->path, reached->caller, reached->path, reached->line);
	return true;
}

/* ---- all ---- */

static bool loaded_by_scripts(struct done_using *using, struct done_use *out)
{
	const struct done_gathered *own = using->own, *all = &using->outside->all;

	for (size_t i = 0; i < own->nr_loads; i++) {
		if (loaded_own(using, &own->loads[i], out))
			return true;
	}
	for (size_t i = 0; i < own->nr_runners; i++) {
		if (loaded_by_runner(using, &own->runners[i], true, out))
			return true;
	}
	for (size_t i = 0; i < all->nr_loads && all != own; i++) {
		if (loaded_outside(using, &all->loads[i], out))
			return true;
	}
	for (size_t i = 0; i < all->nr_runners && all != own; i++) {
		if (loaded_by_runner(using, &all->runners[i], false, out))
			return true;
	}
	return false;
}

int done_use_load(struct done_using *using, struct done_use *out, struct done_error *err)
{
	const struct done_gathered *all = &using->outside->all;
	struct loaded_routes routes = {.using = using};
	int rc;

	out->strength = DONE_DECLARED;
	if (loaded_by_scripts(using, out))
		return 1;
	rc = loaded_by_benchmarks(using, out, err);
	if (rc != 0 || all == using->own)
		return rc;
	for (size_t i = 0; i < all->nr_loads; i++) {
		const struct done_loading *load = &all->loads[i];

		if (!load->read.lacks && load->run_path)
			loaded_add_routes(&routes, &load->read.targets, load->path, load->run_path,
			    load->run_line);
	}
	for (size_t i = 0; i < all->nr_runners; i++) {
		for (size_t j = 0; j < all->runners[i].nr_runs; j++)
			loaded_add_routes(&routes, &all->runners[i].runs[j].targets,
			    all->runners[i].path, all->runners[i].path,
			    all->runners[i].runs[j].line);
	}
	rc = loaded_by_route(&routes, out, err);
	return rc != 0 ? rc : loaded_through(using, out);
}
