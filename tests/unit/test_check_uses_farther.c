/* Kind `uses`: what a library shows for a service that has it through another library. */
#include "check_fixture.h"

#define ROUTE "package kit\nfunc f() { mux.HandleFunc(\"/healthz\", ok) }\n"
/* Who has more than five sources is no launcher. */
#define SOURCES 6

static const struct farther_row {
	const char *name, *text, *serves; /* NULL: it serves by itself */
	enum done_verdict verdict;
} farther_rows[] = {
    {"what serves for it answers its health checks", ROUTE, "kit/a.go", DONE_MET},
    {"what serves for it has none", "package kit\n", "kit/a.go", DONE_UNMET},
    {"it serves by itself", ROUTE, NULL, DONE_UNMET},
    {"something else serves for it", ROUTE, "kit-http/a.go", DONE_UNMET},
};

static void test_farther__a_server_brings_its_health_checks(void **state)
{
	static const char *directories[] = {"kit"};

	(void)state;
	for (size_t i = 0; TEST_EACH(farther_rows, i, farther_rows[i].name); i++) {
		const struct farther_row *row = &farther_rows[i];
		struct done_fact serves = {row->serves ? row->serves : "s/a0.go", 1, "http"};
		struct check_fixture f;

		check_open(&f, "s");
		for (int k = 0; k < SOURCES; k++)
			fake_file(
			    &f.head, done_arena_printf(&f.arena, "s/a%d.go", k), "package s\n");
		fake_file(&f.head, "kit/a.go", row->text);
		f.profile.serves_facts = &serves;
		f.profile.nr_serves_facts = 1;
		f.profile.farther = (struct done_strings){directories, 1};
		check_run(&f, "uses: health");
		assert_success(f.rc, f.err);
		if (f.result.verdict != row->verdict)
			fail_msg("%s: %s, expected %s", row->name,
			    done_verdict_name(f.result.verdict), done_verdict_name(row->verdict));
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_farther__a_server_brings_its_health_checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
