/*
 * What lies in no service may have been looked at for any of them: a library, a deployment, a
 * document, a description. Which one, only their checks can tell. So all services are judged that
 * the base and the change have, and only what the change takes from them counts (debt_worse.c).
 */
#include <string.h>

#include "done/nested.h"
#include "selection_more.h"

/* Edits of these take nothing from anybody, unless a check names them: what tools write and nothing
 * of ours reads, and pictures. */
static const char *const beside_mute[] = {
    ".lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "go.sum",
    ".gitignore",
    ".editorconfig",
    "LICENSE",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".ico",
    ".webp",
    ".woff",
    ".woff2",
};

/* Directories of services that by their name hold what others use. */
static const char *const beside_shared[] = {
    "lib", "libs", "common", "commons", "shared", "util", "utils", "helpers", "core"};

static bool beside_is_mute(const struct done_plan *before, const struct done_change *change)
{
	for (size_t i = 0; change->kind == DONE_MODIFIED && i < DONE_ARRAY_SIZE(beside_mute); i++) {
		if (done_text_ends(change->path, beside_mute[i]))
			return !done_policy_names_path(before->nested->asked, change->path);
	}
	return false;
}

static bool beside_is_shared(const struct done_service *service)
{
	const char *name = done_last_part(service->path);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(beside_shared); i++) {
		if (!strcmp(name, beside_shared[i]))
			return true;
	}
	return !strcmp(service->path, ".");
}

static bool beside_is_policy(const struct done_plan *before, const char *path)
{
	const struct done_strings *files = &before->bar->policy->files;

	for (size_t i = 0; i < files->nr; i++) {
		if (!strcmp(files->items[i], path))
			return true;
	}
	return done_path_is_nested(path) || !strcmp(path, DONE_POLICY_PATH);
}

static bool beside_is_looked_at(const struct done_plan *before,
    const struct done_services *services, const struct done_change *change)
{
	long owner = done_services_owner(services, change->path, strlen(change->path));

	return (owner < 0 || beside_is_shared(&services->items[owner])) &&
	    !beside_is_policy(before, change->path) && !beside_is_mute(before, change);
}

static const char *beside_reason(
    const struct done_standings *making, const struct done_service *service, void *data)
{
	(void)making;
	return service->in_base && !service->lost_at ? data : NULL;
}

/* What lies outside is about services by their names, and a service that comes or goes may make a
 * name that said one say two, or none. */
static const char *beside_first(
    const struct done_plan *before, const struct done_services *services)
{
	const struct done_changes *changes = &before->changed->changes;

	for (size_t i = 0; i < changes->nr; i++) {
		if (beside_is_looked_at(before, services, &changes->items[i]))
			return changes->items[i].path;
	}
	for (size_t i = 0; i < services->nr; i++) {
		if (services->items[i].in_head != services->items[i].in_base)
			return services->items[i].path;
	}
	return NULL;
}

void done_beside_select(const struct done_plan *before, struct done_standings *making)
{
	const char *path;

	if (!before->compared->has_range || making->selection.nr == making->services.nr)
		return;
	path = beside_first(before, &making->services);
	if (path)
		done_selection_add(before, making, beside_reason, (void *)path, true);
}
