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

/* A library that is a program of its own is built and started for itself alone. */
static void test_farther__what_starts_a_library_starts_no_other(void **state)
{
	static const struct {
		const char *name, *path, *text;
		int sources;
		enum done_verdict verdict;
	} rows[] = {
	    {"its own", "s/Dockerfile", NULL, SOURCES, DONE_MET},
	    {"a library's", "kit/Dockerfile", NULL, SOURCES, DONE_UNMET},
	    {"a library's, for compose", "kit/docker-compose.yml", NULL, SOURCES, DONE_UNMET},
	    {"of what a launcher starts", "kit/Dockerfile", NULL, 1, DONE_MET},
	    {"a library's code", "kit/a.js", "statsd.increment('orders');\n", SOURCES, DONE_MET},
	};
	static const char *locals[] = {"kit"}, *languages[] = {"node"};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		for (int k = 0; k < rows[i].sources; k++)
			fake_file(&f.head, done_arena_printf(&f.arena, "s/a%d.js", k), "f();\n");
		fake_file(&f.head, "kit/b.js", "g();\n");
		fake_file(&f.head, rows[i].path,
		    rows[i].text ? rows[i].text
		                 : "CMD [\"node\", \"--require\", \"dd-trace/init\", \"a.js\"]\n");
		f.profile.ecosystems = (struct done_strings){languages, 1};
		f.profile.locals = locals;
		f.profile.nr_locals = 1;
		check_run(&f, "uses: metrics");
		assert_success(f.rc, f.err);
		if (f.result.verdict != rows[i].verdict)
			fail_msg("%s: %s, expected %s", rows[i].name,
			    done_verdict_name(f.result.verdict),
			    done_verdict_name(rows[i].verdict));
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_farther__what_starts_a_library_starts_no_other),
	    cmocka_unit_test(test_farther__a_server_brings_its_health_checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
