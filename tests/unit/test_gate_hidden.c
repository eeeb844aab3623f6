/* Links and submodules where services are: nothing gets out of sight by one. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS "criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define ONE "version: 1\nservices: ['services/*']\n" CHECKS
#define NAMED "version: 1\nservices: ['services/*', {path: apps/b, name: b}]\n" CHECKS
#define TAKEN_OUT "version: 1\nservices: ['services/*', '!services/old', apps/c]\n" CHECKS
#define AUTO "version: 1\nservices: auto\n" CHECKS
#define A "services/a/x", "1"

static void render_selected(struct gate_fixture *f, struct done_buf *out)
{
	for (size_t i = 0; i < f->chain.plan.selection->nr; i++)
		done_buf_addf(out, "%s\n", f->chain.plan.selection->items[i].service->path);
}

static void as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

#define OUT                                                                                     \
	"fix: gate it where its content lives, and take it out of the policy's services: in a " \
	"change of its own\n"
#define NOT_FOLLOWED "it is not followed and not judged\n"

#define SERVER                                                                                  \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"

static const struct gate_row rows[] = {
    /* services of the base */
    {"a service becomes a link", {P, ONE, A, "code/x", "2"},
        {"services/a/x", GONE, "services/a>", "../code"},
        "error: the service 'services/a' became a symbolic link: its content lies elsewhere\n" OUT,
        NULL},
    {"a service becomes a submodule", {P, ONE, A, "services/b/x", "2"},
        {"services/a/x", GONE, "services/a@", "0"},
        "error: the service 'services/a' became a submodule: its content is not in this "
        "repository\n" OUT,
        NULL},
    {"a service becomes a file", {P, ONE, A, "services/b/x", "2"},
        {"services/a/x", GONE, "services/a", "text"},
        "error: the service 'services/a' became a file: there is nothing of it to judge\n" OUT,
        NULL},
    {"the directory above becomes a link", {P, ONE, A, "y", "2"},
        {"services/a/x", GONE, "services>", "svc", "svc/a/x", "1"},
        "error: 'services', where the service 'services/a' was, became a symbolic link: *\n" OUT,
        NULL},
    {"and a submodule", {P, ONE, A, "y", "2"}, {"services/a/x", GONE, "services@", "0"},
        "error: 'services', where the service 'services/a' was, became a submodule: *\n" OUT, NULL},
    {"it goes for good", {P, ONE, A, "services/b/x", "2"}, {"services/a/x", GONE},
        "note: the change removes the service 'services/a': nothing left to judge\n", NULL},

    /* what a change brings */
    {"a link where services are", {P, ONE, A, "code/pay/x", "2"},
        {"services/pay>", "../code/pay", "services/a/x", "2"},
        "services/a\n"
        "warning: the change brings 'services/pay' where the policy looks for services, as a "
        "symbolic link: its content lies elsewhere; " NOT_FOLLOWED,
        NULL},
    {"a submodule where services are", {P, ONE, A}, {"services/pay@", "0", "services/a/x", "2"},
        "services/a\nwarning: the change brings 'services/pay' *as a submodule: *; " NOT_FOLLOWED,
        NULL},
    {"a link that was there before", {P, ONE, A, "services/pay>", "../code/pay"},
        {"services/a/x", "2"}, "services/a\n", NULL},
    {"a link that leads elsewhere now", {P, ONE, A, "services/pay>", "../code/pay"},
        {"services/pay>", "../code/more", "services/a/x", "2"}, "services/a\n", NULL},
    {"a link to a file", {P, ONE, A}, {"services/README>", "a/x", "services/a/x", "2"},
        "services/a\n", NULL},
    {"a link to nothing", {P, ONE, A}, {"services/pay>", "../nowhere", "services/a/x", "2"},
        "services/a\nwarning: *'services/pay'*\n", NULL},
    {"a link out of the repository", {P, ONE, A},
        {"services/pay>", "/services/a/x", "services/a/x", "2"},
        "services/a\nwarning: *'services/pay'*\n", NULL},
    {"a link that leads above it", {P, ONE, A}, {"services/pay>", "../../x", "services/a/x", "2"},
        "services/a\nwarning: *'services/pay'*\n", NULL},
    {"a link elsewhere", {P, ONE, A}, {"code/pay>", "../services/a", "services/a/x", "2"},
        "services/a\n*", NULL},
    {"by the name of a rule: undecided", {P, NAMED, A}, {"apps/b>", "../services/a"},
        "error: the change brings 'apps/b', which the policy names as a service, as a symbolic "
        "link: *\n"
        "fix: commit it as a directory, *\n",
        NULL},
    {"above a service that a rule names", {P, NAMED, A}, {"apps>", "services"},
        "error: the change brings 'apps', *\nfix: *\n", NULL},
    {"by the change's own policy", {P, ONE, A}, {P, NAMED, "apps/b@", "0"},
        "error: the change brings 'apps/b', *as a submodule: *\nfix: *\n", NULL},
    {"what a rule takes out", {P, TAKEN_OUT, A}, {"services/old>", "a", "services/a/x", "2"},
        "services/a\n", NULL},
    {"services: auto looks nowhere",
        {P, AUTO, "a/Dockerfile", "FROM x\n", "a/go.mod", "module m\n", "a/main.go", SERVER},
        {"b>", "a", "a/x", "1"}, "a\n*", NULL},
    {"an audit has no change", {P, ONE, A}, {"services/pay>", "../code/pay"}, "services/a\n",
        as_audit},
};

static void test_hidden__nothing_gets_out_of_sight(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_SELECTION, render_selected);
}

/* A link that cannot be read: undecided, never "it is to a file". */
static void test_hidden__a_read_that_fails_is_an_error(void **state)
{
	static const char *const base[] = {P, ONE, A, NULL};
	static const char *const change[] = {"services/pay>", "a/x", NULL};
	struct done_selection selection;
	bool failed = true;

	(void)state;
	for (size_t at = 1; failed; at++) {
		struct gate_fixture f;

		gate_open(&f, base, change);
		assert_success(gate_make(&f, GATE_MAP), f.err);
		f.fakes[0].calls = 0;
		f.fakes[0].fail_at = at;
		failed = done_selection_make(&f.chain.plan, &selection, &f.err) < 0;
		if (failed)
			assert_int_equal(f.err.code, DONE_E_UNDECIDED);
		assert_true(failed || f.fakes[0].calls < at);
		gate_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hidden__nothing_gets_out_of_sight),
	    cmocka_unit_test(test_hidden__a_read_that_fails_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
