/*
 * The service that a repository is about: its only one, or the one among few that is called as a
 * product's own program is ("app", "Shop.Api"). What the repository's documents open with, and how
 * they say it is started, is of that one: of a worker beside it they have to tell by its name.
 */
#include <string.h>
#include <strings.h>

#include "topics_parts.h"

#define MAIN_AMONG_MAX 6 /* of more, none is the repository's own */

/* ---- the service that it is about ---- */

/* How the directory of a product's own program is called, or ends: "Shop.Web.Api". */
static bool front_is_main_name(const char *path)
{
	static const char *const names[] = {"api", "webapi", "app", "application", "server",
	    "backend", "service", "web", "main", "rest", "ws", "src", "core", "chalice"};
	const char *name = done_last_part(path), *end = name + strlen(name);

	for (const char *from = end; from >= name; from--) {
		if (from > name && !strchr("._-", from[-1]))
			continue;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
			if (!strcasecmp(from, names[i]))
				return true;
		}
		if (from < end)
			break; /* the last word alone */
	}
	return false;
}

/* What has a README of its own is not what that of the root is about. */
static bool front_has_readme(const struct done_view *view)
{
	static const char *const names[] = {"README.md", "readme.md", "Readme.md", "README.adoc",
	    "README.rst", "README", "README.txt"};
	struct done_error unread = {0};
	struct done_entry entry;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (done_snapshot_find(view->head,
		        done_arena_printf(view->arena, "%s/%s", view->service->path, names[i]),
		        &entry, &unread) > 0)
			return true;
	}
	return false;
}

bool done_topic_is_main(const struct done_view *view)
{
	const struct done_services *services = view->services;

	if (!services || services->nr == 1)
		return services != NULL;
	if (services->nr > MAIN_AMONG_MAX || !front_is_main_name(view->service->path) ||
	    front_has_readme(view))
		return false;
	for (size_t i = 0; i < services->nr; i++) {
		const char *path = services->items[i].path;

		if (strcmp(path, view->service->path) != 0 && front_is_main_name(path))
			return false;
	}
	return true;
}

/* ---- the pages that a site of documents begins with ---- */

bool done_topic_is_front(const char *path)
{
	static const char *const names[] = {
	    "index", "introduction", "intro", "overview", "home", "about", "architecture"};
	const char *name = done_last_part(path);
	size_t len = strcspn(name, ".");

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (strlen(names[i]) == len && !strncasecmp(name, names[i], len))
			return true;
	}
	return false;
}

/* ---- pages of what was ---- */

bool done_topic_is_of_past(const char *path)
{
	static const char *const folders[] = {
	    "/adr/", "/adrs/", "/decisions/", "/rfc/", "/rfcs/", "/proposals/", "/blog/"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
		if (strstr(path, folders[i]))
			return true;
	}
	return false;
}
