/*
 * The object database: for every object directory our own reader of loose objects and libgit2's of
 * packs. It has no commit-graph, and nothing can be written to it.
 */
#include "opening.h"

#include <git2/sys/odb_backend.h>

/* Packs first, as in git: most objects are there. */
enum {
	PACKED_PRIORITY = 2,
	LOOSE_PRIORITY = 1,
};

static int odb_add(git_odb *odb, git_odb_backend *backend, int priority, bool alternate)
{
	int rc = alternate ? git_odb_add_alternate(odb, backend, priority)
	                   : git_odb_add_backend(odb, backend, priority);

	if (rc < 0)
		backend->free(backend);
	return rc;
}

static int add_directory(git_odb *odb, const char *directory, bool alternate)
{
	git_odb_backend *backend = NULL;
	int rc = git_odb_backend_pack(&backend, directory);

	if (rc >= 0)
		rc = odb_add(odb, backend, PACKED_PRIORITY, alternate);
	if (rc >= 0)
		rc = done_loose_backend(&backend, directory);
	if (rc >= 0)
		rc = odb_add(odb, backend, LOOSE_PRIORITY, alternate);
	return rc;
}

int done_odb_open(struct done_repo *repo, git_odb **out, struct done_error *err)
{
	git_odb *odb = NULL;
	int rc = git_odb_new(&odb);

	for (size_t i = 0; i < repo->nr_object_directories && rc >= 0; i++)
		rc = add_directory(odb, repo->object_directories[i], i > 0);
	if (rc < 0) {
		git_odb_free(odb);
		return done_git_error(
		    err, rc, "cannot open the objects of '%s'", repo->git_directory);
	}
	*out = odb;
	return 0;
}
