/* Looks that are kept for further finders: the same is found, less is read, and traces stay whole.
 */
#include "done/profile.h"
#include "done/traced.h"

#include "fake_snapshot.h"
#include "support.h"

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define GO_TOOL "package main\n\nfunc main() {\n}\n"

struct looked_world {
	struct done_arena arena;
	struct done_ecosystems ecosystems;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
};

static int setup(void **state)
{
	struct looked_world *world = calloc(1, sizeof(*world));
	struct done_error err = {0};

	assert_non_null(world);
	assert_success(done_ecosystems_load(&world->arena, NULL, &world->ecosystems, &err), err);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct looked_world *world = *state;

	fake_release(&world->fake);
	done_ecosystems_release(&world->ecosystems);
	done_arena_release(&world->arena);
	free(world);
	return 0;
}

static void shows(struct looked_world *world, const char *main, const char *requirements)
{
	fake_release(&world->fake);
	world->fake = (struct fake_snapshot){0};
	fake_file(&world->fake, "a/go.mod", "module x\n");
	fake_file(&world->fake, "a/main.go", main);
	fake_file(&world->fake, "r/Dockerfile", "FROM python\nCMD [\"python\", \"app.py\"]\n");
	fake_file(&world->fake, "r/app.py", "from own import Flask\napp = Flask(__name__)\n");
	fake_file(&world->fake, "r/requirements.txt", requirements);
	fake_open(&world->fake, &world->snapshot);
}

/* "directory=serves …" of all profiles, and how many files were read. */
static char *found(struct looked_world *world, struct done_snapshot *snapshot, size_t *reads)
{
	struct done_arena arena = {0};
	struct done_profiles profiles;
	struct done_error err = {0};
	struct done_buf text = {0};
	size_t before = world->fake.reads;

	assert_success(
	    done_profiles_find(&arena, snapshot, &world->ecosystems, &profiles, &err), err);
	for (size_t i = 0; i < profiles.nr; i++) {
		const struct done_profile *profile = &profiles.items[i];

		done_buf_addf(&text, "%s=%u/%d opened %zu ", profile->directory, profile->serves,
		    (int)profile->kind, profiles.nr_opened);
	}
	*reads = world->fake.reads - before;
	done_arena_release(&arena);
	done_buf_addch(&text, '\n');
	return text.ptr;
}

static void test_looked__the_second_finder_reads_less_and_finds_the_same(void **state)
{
	struct looked_world *world = *state;
	size_t first, second;
	char *a, *b;

	shows(world, GO_SERVER, "flask\n");
	a = found(world, &world->snapshot, &first);
	b = found(world, &world->snapshot, &second);
	assert_string_equal(a, b);
	assert_non_null(strstr(a, "a="));
	assert_true(second < first);
	free(a);
	free(b);
}

/* The same path with other bytes, and the same bytes whose manifest says something else. */
static void test_looked__what_changed_is_looked_at_again(void **state)
{
	static const struct {
		const char *main, *requirements;
	} rows[] = {
	    {GO_SERVER, "flask\n"},
	    {GO_TOOL, "flask\n"},
	    {GO_SERVER, "numpy\n"},
	    {GO_TOOL, "numpy\n"},
	    {GO_SERVER, "flask\n"},
	};
	struct looked_world *world = *state;

	for (size_t i = 0; TEST_EACH(rows, i, rows[i].requirements); i++) {
		struct looked_world fresh = {0};
		struct done_error err = {0};
		size_t reads;
		char *kept, *alone;

		assert_success(
		    done_ecosystems_load(&fresh.arena, NULL, &fresh.ecosystems, &err), err);
		shows(world, rows[i].main, rows[i].requirements);
		shows(&fresh, rows[i].main, rows[i].requirements);
		kept = found(world, &world->snapshot, &reads);
		alone = found(&fresh, &fresh.snapshot, &reads);
		assert_string_equal(kept, alone);
		free(kept);
		free(alone);
		fake_release(&fresh.fake);
		done_ecosystems_release(&fresh.ecosystems);
		done_arena_release(&fresh.arena);
	}
}

/* Read by the first finder, recalled by the second; seen from the root, and from a directory. */
static void test_looked__a_trace_has_what_was_not_read_again(void **state)
{
	static const char *const roots[] = {NULL, "a"};
	struct looked_world *world = *state;

	shows(world, GO_SERVER, "flask\n");
	for (size_t i = 0; TEST_EACH(roots, i, roots[i] ? roots[i] : "the root"); i++) {
		struct done_trace traces[2] = {{0}};
		size_t reads[2];

		for (size_t j = 0; j < 2; j++) {
			struct done_traced traced = {.whole = &world->snapshot, .to = &traces[j]};
			struct done_snapshot snapshot;

			done_snapshot_traced(&traced, &snapshot);
			if (roots[i])
				done_snapshot_below(&snapshot, roots[i]);
			free(found(world, &snapshot, &reads[j]));
			if (roots[i])
				done_snapshot_close(&snapshot);
		}
		assert_true(reads[1] < reads[0]);
		assert_true(traces[0].nr > 0);
		assert_int_equal(traces[0].nr, traces[1].nr);
		done_trace_release(&traces[0]);
		done_trace_release(&traces[1]);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_looked__the_second_finder_reads_less_and_finds_the_same),
	    TEST(test_looked__what_changed_is_looked_at_again),
	    TEST(test_looked__a_trace_has_what_was_not_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
