/*
 * The service that a repository is about: its only one, or the one among few that is called as a
 * product's own program is ("app", "Shop.Api"). What the repository's documents open with, and how
 * they say it is started, is of that one: of a worker beside it they have to tell by its name.
 */
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "topics_parts.h"

#define MAIN_AMONG_MAX 6 /* of more, none is the repository's own */
#define FRONT_PAGES_MAX 20

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

int done_topic_in_front(struct done_topic_search *search, struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_files files;
	size_t nr = 0;
	int rc = !*done_view_directory(view) || done_topic_is_main(view)
	    ? done_view_find_in_tree(view, DONE_TOPIC_DOCS, &files, err)
	    : -1;

	if (rc < 0)
		return err->code ? err->code : 0;
	for (size_t i = 0; rc == 0 && i < files.nr && nr < FRONT_PAGES_MAX; i++) {
		struct done_extent whole = {.file = &files.items[i], .from = 0, .to = INT_MAX};
		struct done_result aside = {0};

		if (!done_topic_is_front(whole.file->path) ||
		    done_topic_is_of_others(whole.file->path) ||
		    done_topic_is_of_past(whole.file->path))
			continue;
		nr++;
		if (done_topic_spend(search, 5, err) < 0)
			return err->code;
		rc = done_artifact_outline(view, whole.file, &whole.outline, &aside, err);
		if (rc > 0)
			rc = done_topic_opening(search, &whole);
		if (rc == 0 && whole.outline)
			rc = done_topic_about(search, &whole, err);
	}
	return rc;
}

/* ---- a README beside that of the root ---- */

/* "CART-README.md" speaks of modules/cart. */
int done_topic_in_named_readme(struct done_topic_search *search, struct done_error *err)
{
	static const char end[] = "-readme.md";
	struct done_view *view = search->view;
	struct done_files files;
	int rc = done_view_find_in_tree(view, "*{-,_,.}[Rr][Ee][Aa][Dd][Mm][Ee].md", &files, err);

	for (size_t i = 0; rc == 0 && i < files.nr; i++) {
		const char *path = files.items[i].path;
		struct done_extent whole = {.file = &files.items[i], .from = 0, .to = INT_MAX};
		struct done_result aside = {0};
		size_t len = strlen(path) - strlen(end);

		if (strchr(path, '/') ||
		    !done_topic_names_service(
		        search, DONE_NAME_PATH, done_arena_strndup(view->arena, path, len)))
			continue;
		rc = done_artifact_outline(view, whole.file, &whole.outline, &aside, err);
		if (rc > 0)
			rc = done_topic_in_extent(search, &whole, err);
	}
	return rc;
}
