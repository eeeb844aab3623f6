/*
 * The pages that documents begin with, and READMEs beside that of the root.
 */
#include <limits.h>
#include <string.h>

#include "topics_parts.h"

#define FRONT_PAGES_MAX 20

/* ---- the pages that a site of documents begins with ---- */

int done_topic_in_front(struct done_topic_search *search, struct done_error *err)
{
	struct done_view *view = search->view;
	struct done_files files;
	size_t nr = 0;
	int rc;

	if (*done_view_directory(view) && !done_topic_is_main(view))
		return 0;
	rc = done_view_find_in_tree(view, DONE_TOPIC_DOCS, &files, err);
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
