/*
 * The README of a directory. A policy names it README.md; people write Readme.md, README.rst or a
 * link to docs/overview.md, and a host shows each of them. Who wants one spelling alone writes a
 * glob that is not a literal, such as README.m[d].
 */
#include "parts.h"

#include <string.h>

static bool stands_for_readme(const struct done_service_glob *glob)
{
	const char *name = done_last_part(glob->text);

	return !glob->nameless && done_glob_is_literal(glob->glob) && done_readme_rank(name) >= 0 &&
	    done_document_is_markdown(name);
}

bool done_service_glob_means(
    const struct done_view *view, const struct done_service_glob *glob, const char *path)
{
	const char *name = done_last_part(path);
	size_t directory = (size_t)(name - path);

	if (done_service_glob_match(view, glob, path))
		return true;
	return stands_for_readme(glob) && done_readme_rank(name) >= 0 &&
	    (size_t)(done_last_part(glob->text) - glob->text) == directory &&
	    !strncmp(glob->text, path, directory);
}

/* A README that was found, and how well it serves. */
struct candidate {
	struct done_file file;
	int rank; /* below 0: the very name that was asked for */
};

/* The file of an entry, or what its link leads to. 1: it is one; 0 with *link set: a link that
 * cannot be followed. */
static int view_readme_look_at(struct done_view *view, const char *path,
    const struct done_entry *entry, struct done_file *out, bool *link, struct done_error *err)
{
	const char *why;

	*out = (struct done_file){path, *entry};
	*link = entry->kind == DONE_ENTRY_LINK;
	if (*link) {
		struct done_file file = *out;

		return done_view_follow(view, &file, out, &why, err);
	}
	return entry->kind == DONE_ENTRY_FILE;
}

int done_view_readme(struct done_view *view, const struct done_service_glob *glob,
    struct done_file *out, struct done_error *err)
{
	const struct done_directory *directory;
	const char *asked = done_last_part(glob->text);
	size_t parent = (size_t)(asked - glob->text);
	struct candidate best = {0}, barred = {0};

	if (!stands_for_readme(glob))
		return 0;
	int rc = view->head->list(view->head->self,
	    done_arena_strndup(view->arena, glob->text, parent ? parent - 1 : 0), &directory, err);
	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < directory->nr; i++) {
		const struct done_entry *entry = &directory->entries[i];
		struct candidate candidate = {.rank = done_readme_rank(entry->name)};
		bool link;

		if (candidate.rank < 0)
			continue;
		if (!strcmp(entry->name, asked))
			candidate.rank = -1;
		const char *path =
		    done_arena_printf(view->arena, "%.*s%s", (int)parent, glob->text, entry->name);
		rc = view_readme_look_at(view, path, entry, &candidate.file, &link, err);
		if (rc < 0)
			return rc;
		struct candidate *place = rc ? &best : &barred;
		if ((rc || link) && (!place->file.path || candidate.rank < place->rank))
			*place = candidate;
	}
	if (!best.file.path)
		best = barred;
	*out = best.file;
	return best.file.path != NULL;
}
