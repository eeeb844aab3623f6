/* Where a service went that no map finds any more. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS "criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define ONE "version: 1\nservices: ['services/*']\n" CHECKS
#define TWO "version: 1\nservices: ['services/*', 'apps/*']\n" CHECKS
#define ROOT "version: 1\nservices: [services/a, {path: ., name: root}]\n" CHECKS
#define F(name, n) "services/a/" name, "text " n "\n"
#define THREE F("k", "1"), F("l", "2"), F("m", "3")
#define THREE_GONE "services/a/k", GONE, "services/a/l", GONE, "services/a/m", GONE
#define AT(dir) dir "/k", "text 1\n", dir "/l", "text 2\n", dir "/m", "text 3\n"

/* "services/a -> apps/a off the map", "services/a lost at x", "apps/a from services/a" */
static void render_moved(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_services *services = &f->chain.plan.map->services;

	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *service = &services->items[i];

		if (service->moved_to)
			done_buf_addf(out, "%s -> %s%s\n", service->path, service->moved_to,
			    service->moves_off_map ? " off the map" : "");
		else if (service->lost_at)
			done_buf_addf(out, "%s lost at %s%s\n", service->path, service->lost_at,
			    service->in_head ? "" : ", and not judged");
		else if (service->moved_from)
			done_buf_addf(out, "%s from %s as '%s'\n", service->path,
			    service->moved_from, service->name);
		else if (!service->in_head)
			done_buf_addf(out, "%s gone\n", service->path);
	}
}

#define OFF(from, to, name)                                                                     \
	"warning: the change moves the service '" from "' to '" to                              \
	"', where the policy finds no service: it is judged there this time, and not by later " \
	"changes; add it to 'services' in .git-done.yml: - {path: " to ", name: " name "}\n"

static const struct gate_row rows[] = {
    {"it goes for good", {P, ONE, THREE}, {THREE_GONE}, "services/a gone\n", NULL},
    {"it stays", {P, ONE, THREE}, {AT("copies/a")}, "", NULL},
    {"what came earlier does not count", {P, ONE, THREE, AT("lib/a")}, {THREE_GONE},
        "services/a gone\n", NULL},
    /* whole */
    {"to where a rule finds it", {P, TWO, THREE}, {THREE_GONE, AT("apps/z")},
        "apps/z from services/a as 'z'\nservices/a -> apps/z\n", NULL},
    {"to where no rule finds one", {P, ONE, THREE}, {THREE_GONE, AT("lib/z")},
        "lib/z from services/a as 'a'\nservices/a -> lib/z off the map\n" OFF(
            "services/a", "lib/z", "a"),
        NULL},
    {"to the root", {P, ONE, THREE},
        {THREE_GONE, "k", "text 1\n", "l", "text 2\n", "m", "text 3\n"},
        ". from services/a as 'a'\nservices/a -> . off the map\n"
        "warning: *to '.', *- {path: \".\", name: a}\n",
        NULL},
    {"to a path that YAML reads otherwise", {P, ONE, THREE}, {THREE_GONE, AT("12")},
        "12 from services/a as 'a'\nservices/a -> 12 off the map\nwarning: *- {path: \"12\", "
        "name: a}\n",
        NULL},
    {"to where the change's own map finds it", {P, ONE, THREE}, {P, TWO, THREE_GONE, AT("apps/z")},
        "apps/z from services/a as 'z'\nservices/a -> apps/z\n", NULL},
    {"below a service that the change brings", {P, TWO, THREE},
        {THREE_GONE, AT("apps/z/deep"), "apps/z/x", "1"},
        "apps/z from services/a as 'z'\nservices/a -> apps/z\n", NULL},
    {"above a service that the change brings",
        {P, "version: 1\nservices: ['services/*', 'apps/*/*']\n" CHECKS, F("sub/k", "1"),
            F("sub/l", "2")},
        {"services/a/sub/k", GONE, "services/a/sub/l", GONE, "apps/z/sub/k", "text 1\n",
            "apps/z/sub/l", "text 2\n"},
        "apps/z/sub from services/a as 'sub'\nservices/a -> apps/z/sub\n", NULL},
    /* how much of it */
    {"a third of its files", {P, ONE, THREE}, {THREE_GONE, "lib/z/k", "text 1\n"},
        "lib/z from services/a as 'a'\nservices/a -> lib/z off the map\nwarning: *\n", NULL},
    {"less than a third", {P, ONE, THREE, F("n", "4")},
        {THREE_GONE, "services/a/n", GONE, "lib/z/k", "text 1\n"}, "services/a gone\n", NULL},
    {"an empty file is none of them", {P, ONE, F("k", "1"), "services/a/e", ""},
        {"services/a/k", GONE, "services/a/e", GONE, "lib/z/e", ""}, "services/a gone\n", NULL},
    {"all were edited: half of them by name, in a directory of its name",
        {P, ONE, THREE, F("n", "4")},
        {THREE_GONE, "services/a/n", GONE, "lib/a/k", "new 1\n", "lib/a/l", "new 2\n"},
        "lib/a from services/a as 'a'\nservices/a -> lib/a off the map\nwarning: *\n", NULL},
    {"by names that stood there before",
        {P, ONE, THREE, "lib/a/k", "old 1\n", "lib/a/l", "old 2\n"},
        {THREE_GONE, "lib/a/k", "new 1\n", "lib/a/l", "new 2\n"}, "services/a gone\n", NULL},
    {"less than half of them by name", {P, ONE, THREE}, {THREE_GONE, "lib/a/k", "new 1\n"},
        "services/a gone\n", NULL},
    {"by name, in a directory of another name", {P, ONE, THREE},
        {THREE_GONE, "lib/z/k", "new 1\n", "lib/z/l", "new 2\n"}, "services/a gone\n", NULL},
    {"a name that only begins like it", {P, ONE, THREE},
        {THREE_GONE, "lib/ab/k", "new 1\n", "lib/ab/l", "new 2\n"}, "services/a gone\n", NULL},
    {"the place with most of it", {P, ONE, THREE},
        {THREE_GONE, "lib/y/k", "text 1\n", "lib/z/l", "text 2\n", "lib/z/m", "text 3\n"},
        "lib/z from services/a as 'a'\nservices/a -> lib/z off the map\nwarning: *\n", NULL},
    {"of two as good, the one of its name", {P, ONE, THREE}, {THREE_GONE, AT("lib/0"), AT("lib/a")},
        "lib/a from services/a as 'a'\nservices/a -> lib/a off the map\nwarning: *\n", NULL},
    /* lost */
    {"scattered under other names", {P, ONE, THREE},
        {THREE_GONE, "x/1", "text 1\n", "y/2", "text 2\n"},
        "services/a lost at *\n"
        "warning: the change takes the service 'services/a' off the map: its files went elsewhere "
        "('*'), and no service is found there\n",
        NULL},
    {"into another service's own directory", {P, ONE, THREE, "services/b/x", "1"},
        {THREE_GONE, AT("services/b")},
        "services/a lost at services/b/k\nwarning: *('services/b/k'), among the files of another "
        "service\n",
        NULL},
    {"below another service's directory", {P, ONE, THREE, "services/b/x", "1"},
        {THREE_GONE, AT("services/b/a")},
        "services/a -> services/b/a off the map\nservices/b/a from services/a as 'a'\nwarning: "
        "*\n",
        NULL},
    /* several */
    {"two that go to one place", {P, ONE, F("k", "1"), "services/b/l", "text 2\n"},
        {"services/a/k", GONE, "services/b/l", GONE, "lib/z/k", "text 1\n", "lib/z/l", "text 2\n"},
        "lib/z from services/a as 'a'\nservices/a -> lib/z off the map\nservices/b -> lib/z off "
        "the map\n"
        "warning: *\nwarning: *\n",
        NULL},
    {"two that swap names", {P, ONE, THREE, "services/b/x", "bravo\n"},
        {THREE_GONE, AT("services/c"), "services/b/x", GONE, "services/d/x", "bravo\n"},
        "services/a -> services/c\nservices/b -> services/d\nservices/c from services/a as 'c'\n"
        "services/d from services/b as 'd'\n",
        NULL},
};

static void test_moved__is_followed_to_where_it_went(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_MAP, render_moved);
}

/* A tree that cannot be read hides no move. */
static void test_moved__a_read_that_fails_is_an_error(void **state)
{
	static const char *const base[] = {P, ONE, THREE, NULL};
	static const char *const change[] = {
	    THREE_GONE, "lib/a/k", "new 1\n", "lib/a/l", "new 2\n", NULL};
	/* The change's tree, and what it is compared with. */
	static const size_t trees[] = {0, 2};

	(void)state;
	for (size_t i = 0; TEST_EACH(trees, i, NULL); i++) {
		bool failed = true;

		for (size_t at = 1; failed; at++) {
			struct fake_snapshot *fake;
			struct gate_fixture f;

			gate_open(&f, base, change);
			assert_success(gate_make(&f, GATE_CHANGED), f.err);
			fake = &f.fakes[trees[i]];
			fake->calls = 0;
			fake->fail_at = at;
			failed = done_map_make(&f.chain.plan, &f.chain.map, &f.err) < 0;
			if (failed)
				assert_int_equal(f.err.code, DONE_E_UNDECIDED);
			assert_true(failed || fake->calls < at);
			assert_true(failed || f.chain.map.services.nr == 2);
			gate_close(&f);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_moved__is_followed_to_where_it_went),
	    cmocka_unit_test(test_moved__a_read_that_fails_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
