/* What an index needs of a repository crosses a pipe: what is not whole is never taken for a
 * verdict. */
#include "support.h"

#include "report/fleet/fleet_parts.h"

static const char *owners[] = {"@org/orders", "Team \xff"};
static const char *missing[] = {"docs.readme", "logging.health"};

static struct done_fleet_service services[] = {
    {.name = "orders",
        .path = "services/orders",
        .owners = {owners, 2},
        .owner_from = "CODEOWNERS",
        .verdict = DONE_UNMET,
        .tier = DONE_TIER_BRONZE,
        .target = DONE_TIER_SILVER,
        .missing = {missing, 2}},
    {.name = "billing",
        .path = "services/billing",
        .owner_from = "",
        .verdict = DONE_MET,
        .tier = DONE_TIER_GOLD,
        .target = DONE_TIER_SILVER},
    {.name = "stock",
        .path = "services/stock",
        .owners = {owners, 1},
        .owner_from = "done.yml",
        .verdict = DONE_UNDECIDED,
        .missing = {missing, 1}},
};
static struct done_fleet_excuse waivers[] = {
    {.service = 2,
        .check = "docs.readme",
        .reason = "later",
        .by = "lead",
        .until = 20000,
        .state = DONE_WAIVER_EXPIRED,
        .emergency = "INC-7"},
};
static struct done_fleet_excuse disputes[] = {
    {.service = 1, .check = "docs.api", .reason = "no API", .by = "", .until = DONE_NO_DAY},
};
static const struct done_fleet_entry entry = {.repository = "shop",
    .verdict = DONE_UNMET,
    .is_partly_undecided = true,
    .project = "org/shop",
    .branch = "main",
    .commit = "0123",
    .day = 19000,
    .policy = "policy .git-done.yml",
    .services = services,
    .nr_services = 3,
    .waivers = waivers,
    .nr_waivers = 1,
    .disputes = disputes,
    .nr_disputes = 1};

static void test_fleet__is_the_same_behind_the_pipe(void **state)
{
	struct done_arena arena = {0};
	struct done_buf bytes = {0}, again = {0};
	struct done_fleet_entry out;

	(void)state;
	done_fleet_encode(&entry, &bytes);
	done_fleet_decode((struct done_bytes){bytes.ptr, bytes.len}, &arena, &out);
	assert_null(out.error);
	assert_int_equal(out.verdict, DONE_UNMET);
	assert_int_equal(out.nr_services, 3);
	assert_string_equal(out.services[0].owners.items[1], "Team \xff");
	assert_string_equal(out.services[2].missing.items[0], "docs.readme");
	assert_string_equal(out.waivers[0].emergency, "INC-7");
	assert_int_equal(out.disputes[0].until, DONE_NO_DAY);
	done_fleet_encode(&out, &again);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(again.ptr, bytes.ptr, bytes.len);
	done_buf_release(&bytes);
	done_buf_release(&again);
	done_arena_release(&arena);
}

/* Cut anywhere, or with any byte changed to one that is no digit: undecided, or a text that
 * differs. */
static void test_fleet__every_part_of_it_is_undecided(void **state)
{
	struct done_buf bytes = {0};

	(void)state;
	done_fleet_encode(&entry, &bytes);
	for (size_t len = 0; len < bytes.len; len++) {
		struct done_arena arena = {0};
		struct done_fleet_entry out;

		done_fleet_decode((struct done_bytes){bytes.ptr, len}, &arena, &out);
		if (!out.error || out.verdict != DONE_UNDECIDED || out.nr_services)
			fail_msg("the first %zu bytes pass for the whole", len);
		done_arena_release(&arena);
	}
	for (size_t i = 0; i < bytes.len; i++) {
		struct done_arena arena = {0};
		struct done_fleet_entry out;
		char before = bytes.ptr[i];

		bytes.ptr[i] = '9';
		done_fleet_decode((struct done_bytes){bytes.ptr, bytes.len}, &arena, &out);
		for (size_t j = 0; j < out.nr_waivers; j++)
			assert_true(out.waivers[j].service < out.nr_services);
		bytes.ptr[i] = before;
		done_arena_release(&arena);
	}
	done_buf_release(&bytes);
}

static void test_fleet__owners_are_those_to_call(void **state)
{
	static const struct {
		const char *name;
		size_t nr, nr_done, nr_waivers, nr_disputes, nr_emergencies;
		const char *missing;
	} rows[] = {
	    {"@org/orders", 2, 0, 1, 0, 1, "docs.readme (2), logging.health (1)"},
	    {"Team \xff", 1, 0, 0, 0, 0, "docs.readme (1), logging.health (1)"},
	    {"", 1, 1, 0, 1, 0, ""},
	};
	struct done_fleet fleet = {.entries = &entry, .nr = 1};
	struct done_arena arena = {0};
	struct done_fleet_owners found;

	(void)state;
	done_fleet_owners_find(&fleet, &arena, &found);
	assert_int_equal(found.nr, DONE_ARRAY_SIZE(rows));
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		const struct done_fleet_owner *owner = &found.items[i];
		struct done_buf words = {0};

		done_fleet_say_missing(&words, &owner->tally, 3);
		assert_string_equal(owner->name, rows[i].name);
		assert_int_equal(owner->nr, rows[i].nr);
		assert_int_equal(owner->tally.nr_done, rows[i].nr_done);
		assert_int_equal(owner->nr_repositories, 1);
		assert_int_equal(owner->nr_waivers, rows[i].nr_waivers);
		assert_int_equal(owner->nr_disputes, rows[i].nr_disputes);
		assert_int_equal(owner->nr_emergencies, rows[i].nr_emergencies);
		assert_string_equal(words.len ? words.ptr : "", rows[i].missing);
		done_buf_release(&words);
	}
	done_arena_release(&arena);
}

static void test_fleet__a_repository_has_the_name_of_its_folder(void **state)
{
	static const char *const rows[][2] = {
	    {"shop", "shop"},
	    {"/srv/git/shop.git", "shop"},
	    {"/srv/git/shop.git/", "shop"},
	    {"shop/.git", "shop"},
	    {".", "."},
	    {"..", ".."},
	    {"/", "/"},
	    {".git", ".git"},
	    {"a/b\nc", "b\\nc"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i][0]); i++) {
		struct done_fleet_entry named = {.repository = rows[i][0]};
		struct done_fleet fleet = {.entries = &named, .nr = 1};
		struct done_arena arena = {0};

		assert_string_equal(done_fleet_names(&fleet, &arena)[0], rows[i][1]);
		done_arena_release(&arena);
	}
}

static void test_fleet__repositories_of_one_name_are_told_apart(void **state)
{
	static const char *const rows[][2] = {
	    {"/srv/git/shop.git", "git/shop"},
	    {"/srv/git/mailer.git", "mailer"},
	    {"/srv/old/shop.git", "old/shop"},
	    {"/srv/a/x/app", "srv/a/x/app"},
	    {"/opt/a/x/app", "opt/a/x/app"},
	    {"/srv/b/c/x/app/", "c/x/app"},
	    {"/1/l/m/n/o.git", "/1/l/m/n/o.git"},
	    {"/2/l/m/n/o.git", "/2/l/m/n/o.git"},
	    {"o.git", "o"},
	};
	struct done_fleet_entry entries[DONE_ARRAY_SIZE(rows)];
	struct done_fleet fleet = {.entries = entries, .nr = DONE_ARRAY_SIZE(rows)};
	struct done_arena arena = {0};
	const char **names;

	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++)
		entries[i] = (struct done_fleet_entry){.repository = rows[i][0]};
	names = done_fleet_names(&fleet, &arena);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i][0]); i++)
		assert_string_equal(names[i], rows[i][1]);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fleet__is_the_same_behind_the_pipe),
	    cmocka_unit_test(test_fleet__every_part_of_it_is_undecided),
	    cmocka_unit_test(test_fleet__owners_are_those_to_call),
	    cmocka_unit_test(test_fleet__a_repository_has_the_name_of_its_folder),
	    cmocka_unit_test(test_fleet__repositories_of_one_name_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
