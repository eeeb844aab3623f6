/*
 * For tests of what CI systems say: a row is a build as the system really makes it, its variables,
 * its shape of clone, its HEAD. Give ci_setup and world_teardown to cmocka, rows to check_rows().
 */
#ifndef DONE_TEST_CI_ROWS_H
#define DONE_TEST_CI_ROWS_H

#include "world.h"

#include "range/ci.h"

/*
 * origin has main: m1, m2, m3; topic, from m1: t1, t2; and refs/pull/1/head (t2) and
 * refs/pull/1/merge ("merge": parents m3, t2). The world's repository is the origin; each row makes
 * a clone of it in "clone".
 */
static inline int ci_setup(void **state)
{
	world_setup(state);
	struct world *world = *state;
	const char *path = world->path;

	for (size_t i = 0; i < done_ci_systems_nr; i++)
		unsetenv(done_ci_systems[i].when.source);
	test_commit(path, "m1");
	test_git(path, "tag m1 && git branch topic");
	test_commit(path, "m2");
	test_git(path, "tag m2");
	test_commit(path, "m3");
	test_git(path, "tag m3 && git checkout -q topic");
	test_commit(path, "t1");
	test_git(path, "tag t1");
	test_commit(path, "t2");
	test_git(path, "tag t2 && git checkout -q --detach main");
	test_git(path, "merge -q --no-ff -m merge t2 && git tag merge");
	test_git(path, "update-ref refs/pull/1/head t2 && git update-ref refs/pull/1/merge merge");
	test_git(path, "checkout -q main");
	/* Names for the tests only: no CI's clone has them. */
	for (const char *const *name =
	         (const char *const[]){"m1", "m2", "m3", "t1", "t2", "merge", NULL};
	     *name; name++)
		test_git(path, "update-ref refs/known/%s %s && git tag -d %s", *name, *name, *name);
	return 0;
}

#define CLONE "git init -q ../clone && cd ../clone && git remote add origin file://$OLDPWD && "
#define AT(depth, from, to)                                                    \
	CLONE "git fetch -q --no-tags " depth " origin '+" from ":" to "' && " \
	      "git checkout -q --detach " to
/* What actions/checkout and its like make with all history: every branch, no origin/HEAD. */
#define WHOLE(what)                                                                  \
	CLONE "git fetch -q --no-tags origin '+refs/heads/*:refs/remotes/origin/*' " \
	      "'+refs/pull/*:refs/remotes/pull/*' && git checkout -q --detach " what
#define MERGE_REF "refs/pull/1/merge"
#define MERGED "refs/remotes/pull/1/merge"
#define TOPIC "refs/remotes/origin/topic"
#define MAIN "refs/remotes/origin/main"

struct ci_row {
	const char *name;
	const char *clone; /* a shell command in the origin, that makes ../clone */
	/* "NAME=value"; the values @m1, … are commits; "event=TEXT" writes GitHub's event file */
	const char *variables[10];
	const char *base, *head, *from; /* NULL base: undecided */
	const char *words;              /* or a part of the error and its cure */
};

static inline const char *known(struct world *world, const char *name)
{
	return world_name(world, done_arena_printf(&world->arena, "refs/known/%s", name));
}

/* Replaces @m1 and so on by ids, %m1 by their first ten digits. */
static inline const char *expand(struct world *world, const char *text)
{
	struct done_buf out = {0};

	for (; *text; text++) {
		char name[16] = "";

		if (*text == '@' || *text == '%')
			sscanf(text + 1, "%15[a-z0-9]", name);
		if (*name)
			done_buf_add(&out, known(world, name), *text == '@' ? DONE_OID_HEX : 10);
		else
			done_buf_addch(&out, *text);
		text += strlen(name);
	}
	text = done_arena_strndup(&world->arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text;
}

static inline void set_variables(struct world *world, const struct ci_row *row, bool set)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(row->variables) && row->variables[i]; i++) {
		const char *text = expand(world, row->variables[i]);
		const char *value = strchr(text, '=') + 1;
		const char *name =
		    done_arena_strndup(&world->arena, text, (size_t)(value - text - 1));

		if (!strcmp(name, "event")) {
			test_write(world->dir, "event.json", value);
			name = "GITHUB_EVENT_PATH";
			value = done_arena_printf(&world->arena, "%s/event.json", world->dir);
		}
		if (set)
			setenv(name, value, 1);
		else
			unsetenv(name);
	}
}

static inline void check_end(
    struct world *world, const struct ci_row *row, const struct done_oid *is, const char *wanted)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(is, hex);
	if (strcmp(hex, known(world, wanted)) != 0)
		fail_msg("%s: not %s but %s", row->name, wanted,
		    test_git_output(world->path, "name-rev --refs='refs/known/*' %s", hex));
}

static inline void check_made(struct world *world, const struct ci_row *row,
    const struct done_range_request *request, const char *words)
{
	struct done_range range;
	struct done_error err = {0};
	int rc = done_range_make(world->repo, &world->arena, request, &range, &err);

	if (rc < 0 && !row->base && strstr(err.cure, row->words))
		return;
	if (rc < 0 || !row->base)
		fail_msg("%s: %d, %s (%s)", row->name, rc, err.message, words);
	check_end(world, row, &range.base, row->base);
	check_end(world, row, &range.head, row->head);
	assert_int_equal(range.nr_from, 1);
	check_end(world, row, &range.from[0], row->from);
	if (strcmp(words, expand(world, row->words)) != 0)
		fail_msg("%s: says '%s'", row->name, words);
}

static inline void check_row(struct world *world, const struct ci_row *row)
{
	struct done_range_request request = {0};
	const char *words = NULL;
	struct done_error err = {0};
	char *clone = test_path("%s/clone", world->dir);

	test_sh(world->path, "rm -rf ../clone && %s", row->clone);
	set_variables(world, row, true);
	world_open(world, clone);
	int rc = done_ci_detect(world->repo, &world->arena, &request, &words, &err);
	if (rc > 0) {
		check_made(world, row, &request, words);
	} else {
		if (row->base || rc != DONE_E_UNDECIDED || !*err.cure || strchr(err.cure, '\\'))
			fail_msg("%s: %d, %s; %s", row->name, rc, err.message, err.cure);
		if (!strstr(err.message, row->words) && !strstr(err.cure, row->words))
			fail_msg("%s: says '%s', '%s'", row->name, err.message, err.cure);
		assert_null(request.base);
	}
	set_variables(world, row, false);
	free(clone);
}

static inline void check_rows(struct world *world, const struct ci_row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		check_row(world, &rows[i]);
}

#define NONE "0000000000000000000000000000000000000000"
#define LOST "1234567890123456789012345678901234567890"

#endif
