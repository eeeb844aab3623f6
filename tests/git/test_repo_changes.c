/* What changed between two snapshots, held against git diff-tree on generated histories. */
#include "world.h"

/* Names whose order as files and as directories differs, and names that git has to quote. */
static const char *const parts[] = {
    "a", "a-", "a.b", "a0", "ab", "b", "\\303\\244", "t\\tx", "\\001"};

static void add_path(struct done_buf *buf, struct world *world)
{
	unsigned long depth = 1 + world_random(world, 3);

	done_buf_addch(buf, '"');
	for (unsigned long i = 0; i < depth; i++)
		done_buf_addf(
		    buf, "%s%s", i ? "/" : "", parts[world_random(world, DONE_ARRAY_SIZE(parts))]);
	done_buf_addch(buf, '"');
}

/* One change of a path: deleted, a file (either mode), a link, a submodule. */
static void add_change(struct done_buf *buf, struct world *world)
{
	static const char *const modes[] = {"100644", "100644", "100755", "120000"};
	unsigned long what = world_random(world, 8);

	if (what == 0) {
		done_buf_addstr(buf, "D ");
		add_path(buf, world);
	} else if (what == 1) {
		done_buf_addf(buf, "M 160000 %040lx ", 1 + world_random(world, 3));
		add_path(buf, world);
	} else {
		done_buf_addf(buf, "M %s inline ", modes[world_random(world, 4)]);
		add_path(buf, world);
		done_buf_addf(buf, "\ndata 1\n%lu", world_random(world, 3));
	}
	done_buf_addch(buf, '\n');
}

static void make_history(struct world *world, int nr)
{
	struct done_buf buf = {0};

	for (int i = 1; i <= nr; i++) {
		unsigned long changes = 1 + world_random(world, 12);

		done_buf_addf(&buf,
		    "commit refs/heads/main\nmark :%d\ncommitter A <a@example.org> %d +0000\n"
		    "data 1\nx\n",
		    i, 1700000000 + i);
		if (i > 1)
			done_buf_addf(&buf, "from :%d\n", i - 1);
		while (changes--)
			add_change(&buf, world);
	}
	test_write_bytes(world->path, "../input", buf.ptr, buf.len);
	test_sh(world->path, "git fast-import --quiet <../input");
	done_buf_release(&buf);
}

static void open_commit(struct world *world, const char *text, struct done_snapshot *out)
{
	struct done_oid oid;
	struct done_error err = {0};

	assert_true(done_oid_parse(text, &oid));
	assert_success(done_snapshot_of_commit(world->repo, &oid, out, &err), err);
}

static void add_shown(struct done_buf *buf, char letter, const char *path)
{
	done_buf_addch(buf, letter);
	done_buf_addch(buf, ' ');
	done_buf_add_shown(buf, path, strlen(path));
	done_buf_addch(buf, '\n');
}

static void show(struct done_buf *buf, const struct done_changes *changes)
{
	static const char letters[] = {
	    [DONE_ADDED] = 'A', [DONE_DELETED] = 'D', [DONE_MODIFIED] = 'M'};

	for (size_t i = 0; i < changes->nr; i++)
		add_shown(buf, letters[changes->items[i].kind], changes->items[i].path);
}

/* The same list by git; a change of type is a modification to us. */
static void show_by_git(struct world *world, const char *a, const char *b, struct done_buf *out)
{
	char *line =
	    test_path("git diff-tree -r -z --no-renames --name-status %s %s >../output", a, b);
	char *name = test_path("%s/output", world->dir);
	struct done_buf raw = {0};

	test_sh(world->path, "%s", line);
	FILE *fp = fopen(name, "r");
	assert_non_null(fp);
	for (int c; (c = getc(fp)) != EOF;)
		done_buf_addch(&raw, (char)c);
	fclose(fp);
	for (size_t i = 0; i < raw.len;) {
		char letter = raw.ptr[i] == 'T' ? 'M' : raw.ptr[i];

		add_shown(out, letter, raw.ptr + i + 2);
		i += 2 + strlen(raw.ptr + i + 2) + 1;
	}
	done_buf_release(&raw);
	free(name);
	free(line);
}

static void assert_as_git(struct world *world, const char *a, const char *b)
{
	struct done_snapshot from, to;
	struct done_changes changes;
	struct done_error err = {0};
	struct done_buf ours = {0}, gits = {0};

	open_commit(world, a, &from);
	open_commit(world, b, &to);
	assert_success(done_changes_between(&from, &to, &world->arena, &changes, &err), err);
	done_buf_addch(&ours, '\n');
	done_buf_addch(&gits, '\n');
	show(&ours, &changes);
	show_by_git(world, a, b, &gits);
	assert_string_equal(ours.ptr, gits.ptr);
	done_buf_release(&ours);
	done_buf_release(&gits);
	done_snapshot_close(&from);
	done_snapshot_close(&to);
}

static void test_changes__equal_those_of_git_on_random_histories(void **state)
{
	enum { COMMITS = 60 };
	struct world *world = *state;
	char *commits[COMMITS];

	make_history(world, COMMITS);
	char *list = test_git_output(world->path, "rev-list --reverse main");
	for (int i = 0; i < COMMITS; i++)
		commits[i] = strndup(list + i * 41, 40);
	world_open(world, NULL);
	for (int i = 1; i < COMMITS; i++) {
		assert_as_git(world, commits[i - 1], commits[i]);
		if (i % 4 == 0)
			assert_as_git(world, commits[i], commits[i / 2]);
	}
	for (int i = 0; i < COMMITS; i++)
		free(commits[i]);
	free(list);
}

/* Each row: what is done to a tree that holds one file "a" and one "d/x", and what is to be seen.
 */
static void test_changes__of_each_kind(void **state)
{
	static const struct {
		const char *command, *expected;
	} rows[] = {
	    {"true", ""},
	    {"chmod +x a", "M a\n"},
	    {"rm a && ln -s d a", "M a\n"},
	    {"rm a && mkdir a && echo 1 >a/y", "D a\nA a/y\n"},
	    {"rm a && mkdir a && echo 1 >a/y && echo 1 >a.b", "D a\nA a.b\nA a/y\n"},
	    {"rm -r d && echo 1 >d", "A d\nD d/x\n"},
	    {"git mv d/x d/z", "D d/x\nA d/z\n"},
	    {"git mv d e", "D d/x\nA e/x\n"},
	    {"rm a && git rm -qf --cached a && git update-index --add --cacheinfo 160000,$(git "
	     "rev-parse HEAD),a && mkdir a",
	        "M a\n"},
	    {"echo 1 >\"$(printf 'n\\nx')\"", "A n\\nx\n"},
	};
	struct world *world = *state;

	test_write(world->path, "a", "1\n");
	test_write(world->path, "d/x", "1\n");
	test_commit(world->path, "first");
	char *first = test_git_output(world->path, "rev-parse HEAD");
	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].command); i++) {
		struct done_snapshot from, to;
		struct done_changes changes;
		struct done_error err = {0};
		struct done_buf buf = {0};

		test_git(world->path, "reset -q --hard %s && git clean -qffdx", first);
		test_sh(world->path, "%s", rows[i].command);
		test_commit(world->path, "next");
		char *next = test_git_output(world->path, "rev-parse HEAD");
		open_commit(world, first, &from);
		open_commit(world, next, &to);
		assert_success(
		    done_changes_between(&from, &to, &world->arena, &changes, &err), err);
		done_buf_addstr(&buf, "");
		show(&buf, &changes);
		assert_string_equal(buf.ptr ? buf.ptr : "", rows[i].expected);
		done_buf_release(&buf);
		done_snapshot_close(&from);
		done_snapshot_close(&to);
		free(next);
	}
	free(first);
}

static void test_changes__from_nothing_are_additions(void **state)
{
	struct world *world = *state;
	struct done_snapshot from, to;
	struct done_changes changes;
	struct done_error err = {0};
	struct done_buf buf = {0};

	test_write(world->path, "a/b", "1\n");
	test_write(world->path, "a.c", "1\n");
	test_commit(world->path, "first");
	char *first = test_git_output(world->path, "rev-parse HEAD");
	world_open(world, NULL);
	done_snapshot_of_nothing(&from);
	open_commit(world, first, &to);
	assert_success(done_changes_between(&from, &to, &world->arena, &changes, &err), err);
	show(&buf, &changes);
	assert_string_equal(buf.ptr, "A a.c\nA a/b\n");
	done_buf_clear(&buf);
	assert_success(done_changes_between(&to, &from, &world->arena, &changes, &err), err);
	show(&buf, &changes);
	assert_string_equal(buf.ptr, "D a.c\nD a/b\n");
	done_buf_release(&buf);
	done_snapshot_close(&from);
	done_snapshot_close(&to);
	free(first);
}

/* The lists below are written by hand, so that they need no repository. */
static void test_changes__are_united(void **state)
{
	struct done_change first[] = {{"a", DONE_ADDED}, {"b", DONE_MODIFIED}, {"d", DONE_DELETED}};
	struct done_change second[] = {
	    {"a", DONE_MODIFIED}, {"c", DONE_ADDED}, {"d", DONE_DELETED}};
	struct done_changes into = {.items = first, .nr = 3}, more = {.items = second, .nr = 3},
	                    none = {0};
	struct done_arena arena = {0};
	struct done_buf buf = {0};

	(void)state;
	done_changes_unite(&arena, &into, &more);
	done_changes_unite(&arena, &into, &none);
	show(&buf, &into);
	assert_string_equal(buf.ptr, "M a\nM b\nA c\nD d\n");
	done_changes_unite(&arena, &none, &into);
	assert_int_equal(none.nr, 4);
	done_buf_release(&buf);
	done_arena_release(&arena);
}

static void add_hollow(struct done_buf *buf, const struct done_changes *changes)
{
	done_buf_clear(buf);
	for (size_t i = 0; i < changes->hollow.nr; i++)
		done_buf_addf(buf, "%s ", changes->hollow.items[i]);
	done_buf_addf(buf, "and %zu files", changes->nr);
}

/* `git mktree` makes directories that hold nothing: no file tells of them. */
static void test_changes__tell_of_directories_that_hold_nothing(void **state)
{
	static const struct {
		const char *from, *to, *hollow;
	} rows[] = {
	    {"one", "two", "d/hollow x/y and 0 files"}, {"two", "one", "d/hollow x/y and 0 files"},
	    {"two", "two", "and 0 files"}, {"one", "file", "and 1 files"},
	    {"file", "two", "d/hollow x/y and 1 files"}, /* the file x became a directory */
	    {"two", "full", "and 1 files"},              /* something in d/hollow */
	};
	struct world *world = *state;
	struct done_buf buf = {0};

	test_sh(world->path,
	    "none=$(git mktree </dev/null) blob=$(echo x | git hash-object -w --stdin); "
	    "keep=\"100644 blob $blob\tkeep\\n\" tree='040000 tree'; "
	    "root() { id=$(printf \"$2\" | git mktree); "
	    "git update-ref refs/heads/$1 $(git commit-tree -m $1 $id); }; "
	    "d=$(printf \"$keep\" | git mktree); root one \"$tree $d\td\\n\"; "
	    "root file \"$tree $d\td\\n100644 blob $blob\tx\\n\"; "
	    "x=$(printf \"$tree $none\ty\\n\" | git mktree); "
	    "h=$(printf \"$keep$tree $none\thollow\\n\" | git mktree); "
	    "root two \"$tree $h\td\\n$tree $x\tx\\n\"; "
	    "h=$(printf \"$keep$tree $d\thollow\\n\" | git mktree); "
	    "root full \"$tree $h\td\\n$tree $x\tx\\n\"");
	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].hollow); i++) {
		struct done_snapshot from, to;
		struct done_changes changes = {0};
		struct done_error err = {0};
		char *a = test_git_output(world->path, "rev-parse %s", rows[i].from);
		char *b = test_git_output(world->path, "rev-parse %s", rows[i].to);

		open_commit(world, a, &from);
		open_commit(world, b, &to);
		assert_success(
		    done_changes_between(&from, &to, &world->arena, &changes, &err), err);
		add_hollow(&buf, &changes);
		assert_string_equal(buf.ptr, rows[i].hollow);
		done_snapshot_close(&from);
		done_snapshot_close(&to);
		free(a);
		free(b);
	}
	done_buf_release(&buf);
}

static void test_changes__of_several_bases_name_a_hollow_directory_once(void **state)
{
	const char *first[] = {"b", "d"}, *second[] = {"d", "a"};
	struct done_changes into = {.hollow = {first, 2}}, more = {.hollow = {second, 2}};
	struct done_arena arena = {0};
	struct done_buf buf = {0};

	(void)state;
	done_changes_unite(&arena, &into, &more);
	add_hollow(&buf, &into);
	assert_string_equal(buf.ptr, "a b d and 0 files");
	done_buf_release(&buf);
	done_arena_release(&arena);
}

/* A tree bomb: ten levels of ten times the same directory. Compared with itself, or nearly so. */
static void test_changes__of_a_tree_bomb_end(void **state)
{
	struct world *world = *state;
	struct done_snapshot from, to, nothing;
	struct done_changes changes = {0};
	struct done_error err = {0};

	test_sh(world->path,
	    "id=$(echo x | git hash-object -w --stdin) mode='100644 blob' commits=; "
	    "for level in 1 2 3 4 5 6 7 8 9 10; do "
	    "  id=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '%%s %%s\\t%%s\\n' \"$mode\" $id "
	    "$i; done | "
	    "git mktree); mode='040000 tree'; "
	    "done; "
	    "git update-ref refs/heads/bomb $(git commit-tree -m bomb $id); "
	    "blob=$(echo y | git hash-object -w --stdin); "
	    "id=$(printf '040000 tree %%s\\tbomb\\n100644 blob %%s\\ty\\n' $id $blob | git "
	    "mktree); "
	    "git update-ref refs/heads/more $(git commit-tree -m more $id); "
	    "blob=$(echo z | git hash-object -w --stdin); "
	    "id=$(printf '040000 tree %%s\\tbomb\\n100644 blob %%s\\ty\\n' "
	    "$(git rev-parse bomb^{tree}) $blob | git mktree); "
	    "git update-ref refs/heads/most $(git commit-tree -m most $id)");
	char *more = test_git_output(world->path, "rev-parse more");
	char *most = test_git_output(world->path, "rev-parse most");
	world_open(world, NULL);
	open_commit(world, more, &from);
	open_commit(world, most, &to);
	assert_success(done_changes_between(&from, &to, &world->arena, &changes, &err), err);
	assert_int_equal(changes.nr, 1);
	assert_string_equal(changes.items[0].path, "y");

	done_snapshot_of_nothing(&nothing);
	assert_int_equal(
	    done_changes_between(&nothing, &to, &world->arena, &changes, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "2,000,000");
	assert_int_equal(changes.nr, 1);
	done_snapshot_close(&from);
	done_snapshot_close(&to);
	free(more);
	free(most);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_changes__equal_those_of_git_on_random_histories, world_setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_changes__of_each_kind, world_setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_changes__from_nothing_are_additions, world_setup, world_teardown),
	    cmocka_unit_test(test_changes__are_united),
	    cmocka_unit_test(test_changes__of_several_bases_name_a_hollow_directory_once),
	    cmocka_unit_test_setup_teardown(
	        test_changes__tell_of_directories_that_hold_nothing, world_setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_changes__of_a_tree_bomb_end, world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
