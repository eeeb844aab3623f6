/*
 * compose.yaml (the Compose Specification): one declaration a service. `.env` beside it gives the
 * variables, as Compose itself takes them. Other files (extends, include) are not followed.
 */
#include <string.h>

#include "deployment_parts.h"

static bool compose_is_remote(const char *context)
{
	return strstr(context, "://") || !strncmp(context, "git@", 4);
}

static void compose_context(
    struct done_deploy *deploy, struct done_deployment *service, const char *text, int line)
{
	if (!text)
		return;
	if (compose_is_remote(text))
		done_deploy_not_read(deploy, line,
		    "the build of service '%s' has its context in another place.",
		    service->name ? service->name : "");
	else
		service->context = done_deploy_path(deploy, &deploy->variables, text);
}

/* What the text of a container file says becomes part of the service. */
static int compose_inline(
    struct done_deploy *deploy, struct done_deployment *service, const struct done_value *text)
{
	struct done_deploy inner = {
	    .arena = deploy->arena, .file = deploy->file, .err = deploy->err};
	int rc = done_dockerfile_read_text(
	    &inner, (struct done_bytes){text->string.ptr, text->string.len});

	if (rc < 0)
		return rc;
	service->is_inline = true;
	if (!inner.out.nr)
		return 0;
	const struct done_deployment *stage = &inner.out.items[inner.out.nr - 1];
	service->base = stage->base;
	service->builds = stage->builds;
	service->nr_builds = stage->nr_builds;
	service->copies = stage->copies;
	service->nr_copies = stage->nr_copies;
	service->commands = stage->commands;
	service->nr_commands = stage->nr_commands;
	return 0;
}

static int compose_build(
    struct done_deploy *deploy, struct done_deployment *service, const struct done_value *build)
{
	const struct done_value *written = done_value_get(build, "dockerfile_inline");

	if (!build || build->type == DONE_NULL)
		return 0;
	service->kind = DONE_DEPLOY_IMAGE;
	service->context = ".";
	if (build->type == DONE_STRING)
		compose_context(deploy, service, build->string.ptr, build->line);
	if (build->type != DONE_MAP)
		return 0;
	compose_context(
	    deploy, service, done_deploy_text(deploy->arena, build, "context"), build->line);
	service->file = done_deploy_path(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, build, "dockerfile"));
	service->target = done_deploy_name(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, build, "target"));
	done_deploy_args(deploy, service, done_value_get(build, "args"));
	done_deploy_labels(deploy, service, done_value_get(build, "labels"));
	return written && written->type == DONE_STRING ? compose_inline(deploy, service, written)
	                                               : 0;
}

/* ---- mounts ---- */

static bool mount_is_path(const char *source)
{
	return *source == '.' || *source == '/' || *source == '~' || *source == '$';
}

/* Where a command finds itself: what working_dir adds to the place of the mount. */
static const char *mount_seen(
    struct done_deploy *deploy, const char *host, const char *inside, const char *directory)
{
	size_t len = inside ? strlen(inside) : 0;

	while (len > 1 && inside[len - 1] == '/')
		len--;
	if (!directory || !len || strncmp(directory, inside, len) != 0 || directory[len] != '/' ||
	    !directory[len + 1])
		return host;
	return !strcmp(host, ".") ? directory + len + 1
	                          : done_arena_printf(deploy->arena, "%s%s", host, directory + len);
}

static void compose_mount(struct done_deploy *deploy, struct done_deployment *service,
    const struct done_value *volume, const char *directory)
{
	const char *source = done_deploy_text(deploy->arena, volume, "source");
	const char *inside = done_deploy_text(deploy->arena, volume, "target");
	const char *type = done_deploy_text(deploy->arena, volume, "type");

	if (volume->type == DONE_MAP && (!type || strcmp(type, "bind") != 0))
		return;
	if (volume->type == DONE_STRING) {
		const char *text =
		    done_deploy_expand(deploy, &deploy->variables, volume->string.ptr);
		const char *colon = strchr(text, ':');
		if (!colon || !mount_is_path(text))
			return;
		source = done_arena_strndup(deploy->arena, text, (size_t)(colon - text));
		inside = done_arena_strndup(deploy->arena, colon + 1, strcspn(colon + 1, ":"));
	}
	if (source)
		done_deploy_list(deploy->arena, &service->mounts, &service->nr_mounts,
		    mount_seen(deploy, done_deploy_path(deploy, &deploy->variables, source), inside,
		        directory));
}

static void compose_mounts(
    struct done_deploy *deploy, struct done_deployment *service, const struct done_value *value)
{
	const struct done_value *volumes = done_value_get(value, "volumes");
	const char *directory = done_deploy_path(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, value, "working_dir"));

	for (size_t i = 0; volumes && volumes->type == DONE_LIST && i < volumes->list.nr; i++)
		compose_mount(deploy, service, &volumes->list.ptr[i], directory);
}

/* ---- services ---- */

/* "true", [CMD, "true"], [NONE] */
static bool compose_looks_at_nothing(const struct done_value *test)
{
	const struct done_value *last =
	    test->type == DONE_LIST && test->list.nr ? &test->list.ptr[test->list.nr - 1] : test;

	if (test->type == DONE_LIST && test->list.nr != 2)
		return test->list.nr < 2;
	return last->type == DONE_BOOLEAN ||
	    (last->type == DONE_STRING && done_deploy_never_fails(last->string.ptr));
}

static void compose_probe(struct done_deployment *service, const struct done_value *probe)
{
	const struct done_value *off = done_value_get(probe, "disable");
	const struct done_value *test = done_value_get(probe, "test");

	if (!probe || probe->type != DONE_MAP || !probe->map.nr ||
	    (off && off->type == DONE_BOOLEAN && off->boolean) ||
	    (test && compose_looks_at_nothing(test)))
		return;
	service->has_probe = true;
	service->probe_line = probe->line;
}

/* Traefik asks what its labels say. */
static void compose_label(struct done_deployment *service, const char *text, int line)
{
	if (!service->has_probe && text && done_text_starts(text, "traefik.") &&
	    strstr(text, ".loadbalancer.healthcheck.path")) {
		service->has_probe = true;
		service->probe_line = line;
	}
}

static void compose_labels(
    struct done_deploy *deploy, struct done_deployment *service, const struct done_value *labels)
{
	done_deploy_labels(deploy, service, labels);
	for (size_t i = 0; labels && labels->type == DONE_MAP && i < labels->map.nr; i++)
		compose_label(service, labels->map.ptr[i].key.ptr, labels->map.ptr[i].line);
	for (size_t i = 0; labels && labels->type == DONE_LIST && i < labels->list.nr; i++)
		compose_label(service, done_deploy_scalar(deploy->arena, &labels->list.ptr[i]),
		    labels->list.ptr[i].line);
}

static int compose_service(struct done_deploy *deploy, const struct done_member *member)
{
	const struct done_value *value = &member->value;
	struct done_deployment *service = done_deploy_add(deploy, DONE_DEPLOY_RUN, member->line);

	if (!service)
		return deploy->err->code;
	service->name = done_deploy_key(member);
	service->image = done_deploy_image(
	    deploy, &deploy->variables, done_deploy_text(deploy->arena, value, "image"));
	if (compose_build(deploy, service, done_value_get(value, "build")) < 0)
		return deploy->err->code;
	const char *command = done_deploy_joined(deploy->arena,
	    done_deploy_command(deploy, done_value_get(value, "entrypoint")),
	    done_deploy_command(deploy, done_value_get(value, "command")));
	if (command)
		service->nr_commands = 0; /* goes before that of the container file */
	done_deploy_list(deploy->arena, &service->commands, &service->nr_commands, command);
	service->ports = (int)(done_deploy_count(done_value_get(value, "ports")) +
	    done_deploy_count(done_value_get(value, "expose")));
	compose_probe(service, done_value_get(value, "healthcheck"));
	compose_mounts(deploy, service, value);
	compose_labels(deploy, service, done_value_get(value, "labels"));
	compose_labels(deploy, service, done_value_get(done_value_get(value, "deploy"), "labels"));
	if (done_value_get(value, "extends"))
		done_deploy_not_read(deploy, member->line,
		    "the service '%s' extends another one, which is not read.", member->key.ptr);
	return 0;
}

/* NAME=value lines; quotes around a value are taken off. */
static void compose_variables(struct done_deploy *deploy, struct done_bytes bytes)
{
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;

	while (done_deploy_line(&lines, &line)) {
		line = done_deploy_trim(line);
		if (line.len > 7 && !memcmp(line.ptr, "export ", 7))
			line = done_deploy_trim((struct done_bytes){line.ptr + 7, line.len - 7});
		const char *is = line.len ? memchr(line.ptr, '=', line.len) : NULL;
		if (!is || line.ptr[0] == '#' || memchr(line.ptr, 0, line.len))
			continue;
		size_t len = (size_t)(is - line.ptr);
		char *value = done_arena_strndup(deploy->arena, is + 1, line.len - len - 1);
		size_t end = strlen(value);
		if (end >= 2 && (*value == '"' || *value == '\'') && value[end - 1] == *value) {
			value[end - 1] = '\0';
			value++;
		} else if (strstr(value, " #"))
			*strstr(value, " #") = '\0';
		done_deploy_define(deploy, &deploy->variables,
		    done_arena_strndup(deploy->arena, line.ptr, len),
		    done_deploy_expand(deploy, &deploy->variables, value));
	}
}

static int compose_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *services = done_value_get(root, "services");
	const struct done_value *include = done_value_get(root, "include");

	if (include)
		done_deploy_not_read(deploy, include->line,
		    "the files that 'include' names are not read from here.");
	if (!services && !done_value_get(root, "version") && !include)
		services = root; /* version 1 had the services at the top */
	for (size_t i = 0; services && services->type == DONE_MAP && i < services->map.nr; i++)
		if (services->map.ptr[i].value.type == DONE_MAP &&
		    compose_service(deploy, &services->map.ptr[i]) < 0)
			return deploy->err->code;
	return 0;
}

static int compose_read_beside(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_bytes variables, struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_documents documents = {0};
	int rc = done_deploy_open(&deploy, bytes);

	if (rc == 0 && variables.len <= DONE_DEPLOYMENT_FILE_MAX)
		compose_variables(&deploy, variables);
	if (rc == 0)
		rc = done_yaml_parse_documents(arena, bytes, file, &documents, err);
	for (size_t i = 0; rc == 0 && i < documents.nr; i++)
		rc = compose_root(&deploy, &documents.items[i]);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

static int compose_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	return compose_read_beside(arena, bytes, file, (struct done_bytes){"", 0}, out, err);
}

const struct done_deployment_reader done_reader_compose = {
    .name = "compose",
    .summary = "compose.yaml and docker-compose.yml: services, their builds, images, commands, "
               "ports and mounts",
    .read = compose_read,
    .beside = ".env",
    .read_beside = compose_read_beside,
};
