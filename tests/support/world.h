/*
 * For tests of the repo room: a fresh folder with one repository in it, opened by our own code
 * when the test has built it. Give world_setup and world_teardown to cmocka.
 */
#ifndef DONE_TEST_WORLD_H
#define DONE_TEST_WORLD_H

#include "repository.h"

#include "done/repo.h"

struct world {
	char *dir, *path; /* the folder; the repository "repo" in it */
	struct done_repo *repo;
	struct done_arena arena;
	unsigned long seed;
};

static inline int world_setup(void **state)
{
	struct world *world = calloc(1, sizeof(*world));

	assert_non_null(world);
	world->dir = test_dir_new();
	world->path = test_path("%s/repo", world->dir);
	world->seed = 7;
	test_repo_new(world->path);
	*state = world;
	return 0;
}

static inline int world_teardown(void **state)
{
	struct world *world = *state;

	done_repo_close(world->repo);
	done_arena_release(&world->arena);
	free(world->path);
	test_dir_remove(world->dir);
	free(world);
	return 0;
}

/* Opens the repository at path (NULL: the usual one) in place of the one open before. */
static inline void world_open(struct world *world, const char *path)
{
	struct done_repo_options options = {.directory = path ? path : world->path, .verify = true};
	struct done_error err = {0};

	done_repo_close(world->repo);
	world->repo = NULL;
	assert_success(done_repo_open(&world->repo, &options, &err), err);
}

/* What git makes of a revision in the repository, in the world's memory. */
static inline const char *world_name(struct world *world, const char *revision)
{
	char *text = test_git_output(world->path, "rev-parse --verify '%s'", revision);
	const char *kept = done_arena_strdup(&world->arena, text);

	free(text);
	return kept;
}

static inline struct done_oid world_oid(struct world *world, const char *revision)
{
	struct done_oid oid;

	assert_true(done_oid_parse(world_name(world, revision), &oid));
	return oid;
}

/* Small, the same on every machine; good enough to make trees and graphs. */
static inline unsigned long world_random(struct world *world, unsigned long below)
{
	world->seed = (world->seed * 1103515245UL + 12345UL) & 0x7fffffffUL;
	return (world->seed >> 8) % below;
}

static inline void assert_oid(struct world *world, const struct done_oid *oid, const char *revision)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(oid, hex);
	assert_string_equal(hex, world_name(world, revision));
}

#endif
