/* Option `about` of the kinds that take files: what lies outside of a service counts where it names
 * the service, and then the part that is about it. */
#include "check_fixture.h"

#define FILES_MAX 4

struct stand {
	const char *path, *text; /* from the root */
};

static struct done_service services[] = {
    {.name = "api", .path = "services/api", .stage = "production", .in_head = true},
    {.name = "cart", .path = "services/cart", .stage = "production", .in_head = true},
    {.name = "ledger", .path = "tools/ledger", .stage = "production", .in_head = true},
    {.name = "order", .path = "services/order", .stage = "production", .in_head = true},
};
static const struct done_services map = {.items = services, .nr = 4};

static void run_as(struct check_fixture *f, size_t service, const char *check)
{
	assert_success(check_load(f, check), f->err);
	f->service = services[service];
	f->result = (struct done_result){.verdict = DONE_MET};
	check_view(f);
	f->view.services = &map;
	f->rc = done_test_run(&check_check(f)->test, &f->view, &f->result, &f->err);
	assert_success(f->rc, f->err);
}

#define ROOT_README                                                                             \
	"# Shop\n\n## Services\n\n### Cart service\n\n#### Run\n\nStart it with make cart.\n\n" \
	"### Order\n\nTODO: write this\n\n## License\n\nMIT\n"

static void test_about__counts_what_names_the_service(void **state)
{
	static const struct {
		const char *name, *check;
		struct stand files[FILES_MAX];
		const char *shown; /* "path:line: what (strength)"; NULL: unmet */
	} rows[] = {
	    {"a file by a part of its path", "file: {any: RUNBOOK.md, about: ['docs/**']}",
	        {{"docs/runbooks/cart.md", "x"}},
	        "docs/runbooks/cart.md:0: the file is there (its path names the service) "
	        "(claimed)"},
	    {"its own comes first", "file: {any: RUNBOOK.md, about: ['docs/**']}",
	        {{"docs/cart.md", "x"}, {"services/cart/RUNBOOK.md", "x"}},
	        "services/cart/RUNBOOK.md:0: the file is there (claimed)"},
	    {"another service's file", "file: {any: RUNBOOK.md, about: ['docs/**']}",
	        {{"docs/runbooks/order.md", "x"}}, NULL},
	    {"a file of no service", "file: {any: RUNBOOK.md, about: ['docs/**']}",
	        {{"docs/runbook.md", "x"}}, NULL},
	    {"a file that the globs leave out",
	        "file: {any: RUNBOOK.md, about: ['docs/*', '!docs/cart.md']}",
	        {{"docs/cart.md", "x"}}, NULL},
	    {"a file that is too short",
	        "file: {any: RUNBOOK.md, min_bytes: 20, about: ['docs/**']}",
	        {{"docs/cart.md", "x"}}, NULL},
	    {"the workload of Kubernetes", "file: {any: deploy.yaml, about: ['k8s/*']}",
	        {{"k8s/a.yaml",
	            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: "
	            "{template: {spec: {containers: [{name: a, image: x}]}}}\n"}},
	        "k8s/a.yaml:1: the file is there (the key 'cart' names the service) (declared)"},
	    {"a section of a document",
	        "markdown: {file: README.md, sections: ['(?i)^run'], about: [README.md]}",
	        {{"README.md", ROOT_README}},
	        "README.md:7: section 'Run', 5 words (the heading 'Cart service' names the "
	        "service) (claimed)"},
	    {"a section that it lacks",
	        "markdown: {file: README.md, sections: ['License'], about: [README.md]}",
	        {{"README.md", ROOT_README}}, NULL},
	    {"the whole of a document",
	        "markdown: {file: README.md, sections: ['License'], about: ['docs/*']}",
	        {{"docs/cart.md", ROOT_README}}, NULL /* TODO stands in it */},
	    {"a text in its section",
	        "content: {files: ['*.md'], match: 'make cart', about: [README.md]}",
	        {{"README.md", ROOT_README}},
	        "README.md:9: has 'make cart' (the heading 'Cart service' names the service) "
	        "(claimed)"},
	    {"a text in another's section",
	        "content: {files: ['*.md'], match: 'MIT', about: [README.md]}",
	        {{"README.md", ROOT_README}}, NULL},
	    {"a text in its part of compose",
	        "content: {files: ['*.yml'], match: 'healthcheck', about: [compose.yml]}",
	        {{"compose.yml",
	            "services:\n  cart:\n    image: a\n    healthcheck: {test: x}\n  "
	            "order:\n    image: b\n"}},
	        "compose.yml:4: has 'healthcheck' (the key 'cart' names the service) (declared)"},
	    {"a text in another's part of compose",
	        "content: {files: ['*.yml'], match: 'healthcheck', about: [compose.yml]}",
	        {{"compose.yml",
	            "services:\n  cart:\n    image: a\n  order:\n    image: b\n    "
	            "healthcheck: {test: x}\n"}},
	        NULL},
	    {"the document of its workload",
	        "data: {file: deploy.yaml, at: {$.spec.replicas: {min: 2}}, about: ['k8s/*']}",
	        {{"k8s/a.yaml",
	            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: "
	            "order}\nspec: {replicas: 1}\n---\n"
	            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: "
	            "cart}\nspec: {replicas: 3}\n"}},
	        "k8s/a.yaml:9: '$.spec.replicas' is 3 (the key 'cart' names the service) "
	        "(declared)"},
	    {"the document of another's workload",
	        "data: {file: deploy.yaml, at: {$.spec.replicas: {min: 2}}, about: ['k8s/*']}",
	        {{"k8s/a.yaml",
	            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: "
	            "order}\nspec: {replicas: 3}\n---\n"
	            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: "
	            "cart}\nspec: {replicas: 1}\n"}},
	        NULL},
	    {"within any_of", "any_of: [{file: A.md}, {file: {any: B.md, about: ['docs/**']}}]",
	        {{"docs/cart/x.md", "x"}},
	        "docs/cart/x.md:0: the file is there (its path names the service) (claimed)"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;
		const struct done_evidence *one = &f.result.evidence[0];
		const char *shown = NULL;

		check_open(&f, "services/cart");
		for (size_t j = 0; j < FILES_MAX && rows[i].files[j].path; j++)
			fake_file(&f.head, rows[i].files[j].path, rows[i].files[j].text);
		run_as(&f, 1, rows[i].check);
		if (f.result.verdict == DONE_MET)
			shown = done_arena_printf(&f.arena, "%s:%d: %s (%s)", one->path, one->line,
			    one->what, done_strength_words[one->strength]);
		if (!shown != !rows[i].shown || (shown && strcmp(shown, rows[i].shown) != 0))
			fail_msg("%s: '%s', expected '%s' (%s)", rows[i].name,
			    shown ? shown : "unmet", rows[i].shown ? rows[i].shown : "unmet",
			    f.result.nr ? f.result.findings[0].message : "");
		check_close(&f);
	}
}

static void test_about__what_two_are_called_counts_for_neither(void **state)
{
	static struct done_service kept;
	struct check_fixture f;

	(void)state;
	kept = services[2];
	services[2].name = "cart";
	check_open(&f, "services/cart");
	fake_file(&f.head, "docs/cart.md", "x");
	run_as(&f, 1, "file: {any: RUNBOOK.md, about: ['docs/**']}");
	assert_unmet(
	    &f, 1, "services/cart/RUNBOOK.md", 0, "there is no 'RUNBOOK.md'", "docs/cart.md: ");
	if (!strstr(f.result.findings[0].fix, "names services/cart and tools/ledger equally well"))
		fail_msg("the fix does not say who is meant: %s", f.result.findings[0].fix);
	services[2] = kept;
	check_close(&f);
}

/* "api" says too little: a folder of that name is about nobody. */
static void test_about__a_generic_name_is_no_name(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/api");
	fake_file(&f.head, "docs/api/run.md", "x");
	run_as(&f, 0, "file: {any: RUNBOOK.md, about: ['docs/**']}");
	assert_int_equal(f.result.verdict, DONE_UNMET);
	check_close(&f);
}

static void test_about__slips_are_errors(void **state)
{
	static const struct {
		const char *check, *message;
	} rows[] = {
	    {"file: {all: [A.md], about: ['docs/**']}",
	        "'about' goes with 'any' only: it names other files that may be there instead"},
	    {"file: {none: [A.md], about: ['docs/**']}",
	        "'about' goes with 'any' only: it names other files that may be there instead"},
	    {"content: {files: [a], forbid: x, about: ['docs/**']}",
	        "'about' goes with 'match' in any file, not with 'forbid', 'max' or 'in: every'"},
	    {"content: {files: [a], match: x, in: every, about: ['docs/**']}",
	        "'about' goes with 'match' in any file, not with 'forbid', 'max' or 'in: every'"},
	    {"content: {files: [a], match: x, max: 3, about: ['docs/**']}",
	        "'about' goes with 'match' in any file, not with 'forbid', 'max' or 'in: every'"},
	    {"markdown: {file: A.md, about: ['/docs/**']}", "the glob '/docs/**' begins with '/'"},
	    {"markdown: {file: A.md, about: ['../docs']}",
	        "the glob '../docs' climbs out by '..', and globs cannot"},
	    {"markdown: {topics: [run], about: ['docs/**']}",
	        "'about' does not go with 'topics', which look at the documents of the whole "
	        "repository themselves"},
	    {"markdown: {file: A.md, about: ['!docs']}", NULL},
	    {"markdown: {file: A.md, about: {a: b}}", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;
		int rc;

		check_open(&f, "s");
		rc = check_load(&f, rows[i].check);
		if (rc >= 0 || (rows[i].message && strcmp(f.err.message, rows[i].message) != 0) ||
		    !f.err.line)
			fail_msg("%s: '%s', expected '%s'", rows[i].check, f.err.message,
			    rows[i].message ? rows[i].message : "an error with its place");
		check_close(&f);
	}
}

static void test_about__a_read_that_fails_is_undecided(void **state)
{
	struct check_fixture f;
	size_t calls;

	(void)state;
	check_open(&f, "services/cart");
	fake_file(&f.head, "README.md", ROOT_README);
	check_run(&f, "markdown: {file: README.md, sections: ['(?i)^run'], about: [README.md]}");
	assert_met(&f);
	calls = f.head.calls;
	for (size_t n = 1; n <= calls; n++) {
		f.head.calls = 0;
		f.head.fail_at = n;
		f.head.fails_on = true;
		check_again(&f);
		if (f.rc >= 0)
			fail_msg("call %zu of %zu failed, and nobody noticed", n, calls);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_about__counts_what_names_the_service),
	    cmocka_unit_test(test_about__what_two_are_called_counts_for_neither),
	    cmocka_unit_test(test_about__a_generic_name_is_no_name),
	    cmocka_unit_test(test_about__slips_are_errors),
	    cmocka_unit_test(test_about__a_read_that_fails_is_undecided),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
