/* Stages of a container file to declarations. */
#include <string.h>

#include "dockerfile_parts.h"

/* Images that start a server by themselves: name, and what their tag must hold (NULL: anything). */
static const struct docker_server {
	const char *name, *tag;
} docker_servers[] = {
    {"nginx", NULL},
    {"nginx-unprivileged", NULL},
    {"httpd", NULL},
    {"caddy", NULL},
    {"openresty", NULL},
    {"envoy", NULL},
    {"traefik", NULL},
    {"haproxy", NULL},
    {"tomcat", NULL},
    {"jetty", NULL},
    {"wildfly", NULL},
    {"payara", NULL},
    {"open-liberty", NULL},
    {"php", "apache"},
    {"php", "fpm"},
    {"frankenphp", NULL},
    {"php-nginx", NULL},
    {"uvicorn-gunicorn-fastapi", NULL},
    {"uvicorn-gunicorn", NULL},
    {"uwsgi-nginx-flask", NULL},
    {"wordpress", NULL},
    {"passenger-full", NULL},
};

bool done_docker_base_starts(const char *image)
{
	const char *name = done_last_part(image);
	size_t len = strcspn(name, ":@");

	for (size_t i = 0; i < DONE_ARRAY_SIZE(docker_servers); i++)
		if (strlen(docker_servers[i].name) == len &&
		    !strncmp(docker_servers[i].name, name, len) &&
		    (!docker_servers[i].tag || strstr(name + len, docker_servers[i].tag)))
			return true;
	return strstr(image, "azure-functions/") != NULL;
}

/* All stages that one is made from, itself included: they stand before it. */
static void stage_reach(const struct done_docker *docker, size_t at, bool *reached)
{
	memset(reached, 0, DONE_DOCKER_STAGES_MAX * sizeof(*reached));
	reached[at] = true;
	for (size_t i = at + 1; i-- > 0;)
		for (size_t j = 0; reached[i] && j < i; j++)
			reached[j] = reached[j] || docker->stages[i].uses[j];
}

static void stage_lists(const struct done_docker *docker, size_t at, struct done_deployment *to)
{
	struct done_arena *arena = docker->deploy->arena;
	bool reached[DONE_DOCKER_STAGES_MAX];

	stage_reach(docker, at, reached);
	for (size_t i = 0; i <= at; i++) {
		const struct done_docker_stage *stage = &docker->stages[i];
		for (size_t j = 0; reached[i] && j < stage->copies.nr; j++)
			done_deploy_list(
			    arena, &to->copies, &to->nr_copies, stage->copies.items[j]);
		for (size_t j = 0; reached[i] && j < stage->builds.nr; j++)
			done_deploy_list(
			    arena, &to->builds, &to->nr_builds, stage->builds.items[j]);
	}
}

/* A HEALTHCHECK of its own: what it asks runs, though the image below it may start it. */
static bool is_watched(const struct done_docker_stage *stage)
{
	return stage->probe_line > stage->line;
}

static int stage_declare(struct done_docker *docker, size_t at)
{
	const struct done_docker_stage *stage = &docker->stages[at];
	struct done_deploy *deploy = docker->deploy;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_IMAGE, stage->line);

	if (!to)
		return deploy->err->code;
	to->target = stage->name;
	to->base = stage->image;
	to->ports = (int)stage->ports;
	to->probe_line = stage->probe_line;
	to->has_probe = stage->probe_line > 0;
	to->team = stage->team;
	/* A shell as entry point takes no arguments (reference, "Understand how CMD and ENTRYPOINT
	 * interact"). */
	done_deploy_list(deploy->arena, &to->commands, &to->nr_commands,
	    done_deploy_joined(deploy->arena, stage->entry,
	        stage->entry && stage->entry_is_shell ? NULL : stage->command));
	to->is_build_only = !to->nr_commands && !stage->base_starts && !is_watched(stage);
	stage_lists(docker, at, to);
	return 0;
}

int done_docker_declare(struct done_docker *docker)
{
	for (size_t i = 0; i < docker->nr; i++) {
		const struct done_docker_stage *stage = &docker->stages[i];
		bool is_last = i + 1 == docker->nr;
		if ((is_last || (stage->name && (stage->starts || is_watched(stage)))) &&
		    stage_declare(docker, i) < 0)
			return docker->deploy->err->code;
	}
	return 0;
}
