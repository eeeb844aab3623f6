/*
 * Node: a package is a program when a script starts it with a server's runtime, when it is an
 * application of Nx, or when a container file runs it. A bundler without a server is a front end.
 */
#include <string.h>

#include "finder.h"

static const char *const start_scripts[] = {
    "script.start",
    "script.start:prod",
    "script.start:production",
    "script.prod",
    "script.production",
    "script.serve",
    "script.server",
    "script.start:server",
    "script.serve:prod",
    "script.worker",
    "script.start:worker",
    "script.start-worker",
    "script.api",
    "script.start:api",
    "script.consumer",
};

/* What starts a process that stays: the first word of a command, or one after it. */
static const char *const runners[] = {
    "node",
    "nest",
    "fastify",
    "strapi",
    "bun",
    "deno",
    "tsx",
    "ts-node",
    "ts-node-dev",
    "nodemon",
    "pm2",
    "pm2-runtime",
    "medusa",
    "directus",
    "moleculer-runner",
    "babel-node",
    "micro",
    "sails",
    "feathers",
    "keystone",
    "payload",
    "probot",
    "apollo",
    "node-dev",
    "wrangler",
    "func",
    "service-runner",
};

/* Frameworks that serve their own pages: started by themselves they are front ends. */
static const char *const page_frameworks[] = {
    "next",
    "nuxt",
    "@remix-run/react",
    "expo",
    "gatsby",
    "astro",
    "@sveltejs/kit",
    "@react-router/dev",
    "@tanstack/react-start",
    "electron",
    "@docusaurus/core",
    "react-native",
    "vitepress",
    "@11ty/eleventy",
    "@angular/cli",
    "react-scripts",
    "@redwoodjs/web",
};
/* A server of one's own beside such a framework. */
static const char *const own_servers[] = {
    "express", "fastify", "koa", "hono", "@nestjs/core", "@hono/node-server"};

static bool is_one_of(const char *text, size_t len, const char *const *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (strlen(names[i]) == len && !strncmp(names[i], text, len))
			return true;
	}
	return false;
}

/* ---- scripts ---- */

struct node_word {
	const char *text;
	size_t len;
};

static bool node_next_word(const char **at, struct node_word *word)
{
	*at += strspn(*at, " \t\n\"'");
	word->text = *at;
	word->len = strcspn(*at, " \t\n\"'");
	*at += word->len;
	return word->len > 0;
}

static bool is_script_file(const struct node_word *word)
{
	static const char *const endings[] = {".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t len = strlen(endings[i]);

		if (word->len > len && !strncmp(word->text + word->len - len, endings[i], len))
			return true;
	}
	return false;
}

#define SCRIPTS_DEPTH 5

struct node_start {
	bool runs;         /* by one of the runners */
	bool has_own_file; /* which is given a file */
	const char *file;  /* as written; NULL */
};

static void read_command(struct done_finder *finder, const struct done_unit_part *part,
    const char *command, int depth, struct node_start *start)
{
	static const char *const managers[] = {"npm", "yarn", "pnpm"};
	struct node_word word;
	bool after_manager = false;

	while (node_next_word(&command, &word)) {
		const char *slash = memchr(word.text, '/', word.len);
		const char *base = word.text;
		size_t len = word.len;
		const char *name;

		while (slash && (size_t)(slash - word.text) + 1 < word.len) {
			base = slash + 1;
			len = word.len - (size_t)(base - word.text);
			slash = memchr(base, '/', len);
		}
		if (is_one_of(base, len, runners, DONE_ARRAY_SIZE(runners)))
			start->runs = true;
		if (start->runs && !start->file && is_script_file(&word)) {
			start->has_own_file = true;
			start->file = done_arena_strndup(finder->arena, word.text, word.len);
		}
		if (after_manager && depth && !start->runs) {
			name = done_arena_printf(
			    finder->arena, "script.%.*s", (int)word.len, word.text);
			const struct done_manifest_fact *fact = done_unit_fact(part, name, NULL);
			if (fact)
				read_command(finder, part, fact->value, depth - 1, start);
		}
		if (is_one_of(word.text, word.len, managers, DONE_ARRAY_SIZE(managers)))
			after_manager = true;
	}
}

static bool find_start(struct done_finder *finder, const struct done_unit_part *part,
    struct node_start *start, struct done_fact *entry)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(start_scripts); i++) {
		const char *path;
		const struct done_manifest_fact *fact =
		    done_unit_fact(part, start_scripts[i], &path);

		if (!fact)
			continue;
		*start = (struct node_start){0};
		read_command(finder, part, fact->value, SCRIPTS_DEPTH, start);
		if (!start->runs)
			continue;
		*entry = (struct done_fact){path, fact->line,
		    done_arena_printf(finder->arena, "\"%s\": \"%s\"",
		        start_scripts[i] + strlen("script."),
		        done_arena_shown(finder->arena, fact->value))};
		return true;
	}
	return false;
}

/* ---- front ends ---- */

static bool depends_on_bundler(const struct done_unit_part *part)
{
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_dependencies; j++) {
			const char *name = part->manifests[i]->dependencies[j].name;

			for (size_t k = 0; k < part->ecosystem->frontend.nr; k++) {
				const struct done_strings *packages =
				    &part->ecosystem->frontend.items[k].packages;

				for (size_t l = 0; l < packages->nr; l++) {
					if (done_package_is(
					        part->ecosystem, name, packages->items[l]))
						return true;
				}
			}
		}
	}
	return false;
}

static bool depends_on_server(struct done_finder *finder, const struct done_unit_part *part)
{
	const struct done_rows *rows = done_row_group_find(&part->ecosystem->serves, "http");
	struct done_fact fact;

	for (size_t i = 0; rows && i < rows->nr; i++) {
		const struct done_strings *packages = &rows->items[i].packages;

		if (done_unit_depends(part, packages->items, packages->nr, &fact, finder->arena))
			return true;
	}
	return false;
}

static const char *const databases[] = {
    "@prisma/client",
    "drizzle-orm",
    "knex",
    "pg",
    "pg-promise",
    "mysql2",
    "mongoose",
    "mongodb",
    "sequelize",
    "typeorm",
    "kysely",
    "ioredis",
    "redis",
    "better-sqlite3",
};

/* "node dist/index.js": what a bundler makes holds its dependencies, which are of development then.
 * Pages keep no data. */
static bool starts_bundled_server(const struct done_unit_part *part, const struct node_start *start)
{
	static const char *const folders[] = {"dist/", "./dist/", "build/", "./build/"};
	bool is_built = false;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++)
		is_built = is_built || (start->file && done_text_starts(start->file, folders[i]));
	for (size_t i = 0; i < part->nr && start->runs && is_built; i++) {
		const struct done_manifest *manifest = part->manifests[i];

		for (size_t j = 0; j < manifest->nr_dependencies; j++) {
			const char *name = manifest->dependencies[j].name;

			if (is_one_of(
			        name, strlen(name), own_servers, DONE_ARRAY_SIZE(own_servers)) ||
			    is_one_of(name, strlen(name), databases, DONE_ARRAY_SIZE(databases)))
				return true;
		}
	}
	return false;
}

static bool is_frontend(
    struct done_finder *finder, const struct done_unit_part *part, const struct node_start *start)
{
	struct done_fact fact;

	if (done_unit_depends(
	        part, page_frameworks, DONE_ARRAY_SIZE(page_frameworks), &fact, finder->arena))
		return !(start->has_own_file &&
		    done_unit_depends(
		        part, own_servers, DONE_ARRAY_SIZE(own_servers), &fact, finder->arena));
	return depends_on_bundler(part) && !(start->runs && depends_on_server(finder, part)) &&
	    !starts_bundled_server(part, start);
}

/* ---- pages with a back end of their own ---- */

/* A route of the framework that answers requests, not pages. */
static bool is_api_route(const struct done_tree_file *file, const char *below)
{
	if (done_text_starts(file->name, "route.") && strstr(below, "app/"))
		return true;
	return strstr(below, "pages/api/") || strstr(below, "server/api/") ||
	    done_text_starts(file->name, "+server.");
}

enum { NODE_LOCALS_DEPTH = 3, NODE_LOCALS_MAX = 256 };

static bool unit_keeps_data(const struct done_unit *unit)
{
	const struct done_unit_part *part = done_unit_part(unit, "node");

	return part && done_unit_depends(part, databases, DONE_ARRAY_SIZE(databases), NULL, NULL);
}

/* It, or a package of the workspace that runs with it. */
static bool keeps_data(const struct done_unit *unit)
{
	const struct done_unit *units[NODE_LOCALS_MAX];
	size_t nr = done_unit_reach(unit, NODE_LOCALS_DEPTH, units, NODE_LOCALS_MAX);
	bool keeps = unit_keeps_data(unit);

	for (size_t i = 0; i < nr && !keeps; i++)
		keeps = unit_keeps_data(units[i]);
	return keeps;
}

/* Pages, and an interface beside them that keeps data: deployed, it is a service. */
static bool has_back_end(
    struct done_finder *finder, const struct done_program *program, struct done_fact *route)
{
	const struct done_unit *unit = program->unit;
	struct done_fact fact;

	if (!done_unit_depends(program->part, page_frameworks, DONE_ARRAY_SIZE(page_frameworks),
	        &fact, finder->arena) ||
	    !keeps_data(unit))
		return false;
	for (size_t i = unit->first; i < unit->end; i++) {
		const char *path = finder->files[i].path;

		if (!is_api_route(&finder->files[i], path + strlen(unit->directory)) ||
		    done_ecosystem_is_test(program->part->ecosystem, path) ||
		    done_unit_above(finder, path, program->part->ecosystem) != unit)
			continue;
		*route = (struct done_fact){path, 0, "a route of an interface"};
		return true;
	}
	return false;
}

/* ---- finding ---- */

static const char *const nx_entries[] = {"src/main.ts", "src/main.js", "src/server.ts"};

/* An application of Nx, or of a folder `apps`, is started by the workspace. */
static const char *find_workspace_entry(struct done_finder *finder, const struct done_unit *unit)
{
	const char *above = done_last_part(done_directory_of(finder->arena, unit->directory));
	bool is_nx = done_tree_find(finder,
	                 done_path_join(finder->arena, unit->directory, "project.json")) != NULL;

	if (!is_nx && !unit->is_application && strcmp(above, "apps") != 0)
		return NULL;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(nx_entries); i++) {
		const struct done_tree_file *file = done_tree_find(
		    finder, done_path_join(finder->arena, unit->directory, nx_entries[i]));

		if (file)
			return file->path;
	}
	return NULL;
}

static const char *own_file(
    struct done_finder *finder, const struct done_unit *unit, const char *written)
{
	const char *path = done_path_within(finder->arena, unit->directory, written);

	return path && done_tree_find(finder, path) ? path : NULL;
}

static int node_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	struct node_start start = {0};
	struct done_fact entry = {0};
	bool starts = find_start(finder, part, &start, &entry);
	const char *workspace = starts ? NULL : find_workspace_entry(finder, unit);
	struct done_program *program;

	(void)err;
	if (workspace)
		entry = (struct done_fact){workspace, 0, "an application of the workspace"};
	if (!entry.path && part->nr)
		entry = (struct done_fact){part->paths[0], 0, "a package"};
	program = done_program_add(finder, unit, part, unit->directory, &entry);
	program->needs_declaration = !starts && !workspace;
	program->is_command = done_unit_fact(part, "bin", NULL) != NULL;
	program->script = start.file ? own_file(finder, unit, start.file) : workspace;
	program->is_frontend = is_frontend(finder, part, &start);
	if (unit->has_applications && !program->script) {
		program->never = "a workspace, whose applications are directories of their own";
		program->never_kind = DONE_KIND_LIBRARY;
	}
	return 0;
}

/* ---- serving ---- */

/* Files in the order in which a server is likely: the one that is started first. */
static int node_look_source(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct done_program *program = data;
	const char *path = finder->files[file].path;
	const struct done_look *look;

	if (done_text_ends(path, ".tsx") || done_text_ends(path, ".jsx") ||
	    done_text_ends(path, ".d.ts"))
		return 0;
	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	done_look_add(&program->serves, look);
	return done_look_decides(part, &program->serves) ? 1 : 0;
}

/* It is no service; but whoever wrote a server and no way to start it wants to know why not. */
static int node_look_unstarted(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	struct done_program looking = {.part = program->part};
	int rc;

	if (program->is_frontend || program->is_command || program->never ||
	    !depends_on_server(finder, program->part))
		return 0;
	rc = done_unit_sources(
	    finder, program->unit, program->part, node_look_source, &looking, err);
	if (looking.serves.serves & DONE_SERVES_HTTP)
		program->unstarted = looking.serves.facts[0];
	return rc < 0 ? rc : 0;
}

static int node_serves(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	struct done_tree_file *script =
	    program->script ? done_tree_find(finder, program->script) : NULL;
	struct done_look look = {.serves = DONE_SERVES_HTTP};
	int rc = 0;

	if (program->is_frontend && program->has_image &&
	    has_back_end(finder, program, &look.facts[0])) {
		program->is_frontend = false;
		done_look_add(&program->serves, &look);
		return 0;
	}
	if (program->is_frontend)
		return 0;
	if (program->needs_declaration && !program->has_image && !program->is_run &&
	    !program->is_function)
		return node_look_unstarted(finder, program, err);
	if (script)
		rc = node_look_source(
		    finder, program->part, (size_t)(script - finder->files), program, err);
	if (!rc)
		rc = done_unit_sources(
		    finder, program->unit, program->part, node_look_source, program, err);
	return rc < 0 ? rc : 0;
}

const struct done_program_finder done_program_node = {"node", node_find, node_serves, NULL};
