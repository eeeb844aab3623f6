/* A tree that is a collection of examples, and one that is a demonstration of one system. */
#include "done/profile.h"

#include "fake_snapshot.h"
#include "support.h"

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define COMPOSE "services:\n  cart:\n    build: cart\n  mail:\n    build: mail\n"
#define CONTAINER "FROM golang\nCOPY . .\nRUN go build -o /x\nCMD [\"/x\"]\n"

static const struct {
	const char *readme, *text;
	const char *deployed; /* a compose file at the root; NULL: none */
	bool is_catalogue;
} rows[] = {
    {"README.md", "# Acme examples\n", NULL, true},
    {"README.md", "Links\n\n# Dapr Quickstarts and Tutorials\n", NULL, true},
    {"readme.adoc", "= Acme 4 examples\n", NULL, true},
    {"README.rst", "==========\nacme-demos\n==========\n\nText.\n", NULL, true},
    {"README.md", "# Acme Sample Applications\n", NULL, true},
    {"README.md", "## Acme Sample Projects\n", NULL, true},
    {"README.md", "Samples for https://example.com/acme\n", NULL, true},
    {"README.md", "# Code Templates for Acme\n", NULL, true},
    {"README.md", "# Acme\n\nThis repository contains a number of ready-to-run examples.\n", NULL,
        true},
    {"README.md", "# Acme\n\nA curated list of demos that show Acme.\n", NULL, true},
    {"README.md",
        "# Patterns\n\nThis repository contains the companion code for the article series.\n", NULL,
        true},
    {"README.md", "# Acme examples - learn by doing\n", NULL, true},
    {"README.md", "# Acme | Examples\n", NULL, true},
    {"README.md", "# Examples of Acme\n", NULL, true},
    {"README.md", "# Acme\n\nThis repository provides small examples of all that Acme does.\n",
        NULL, true},
    /* The last words of a title's first part say what it is. */
    {"README.md", "# Workshops\n", NULL, false},
    {"README.md", "# Biobank samples registry\n", NULL, false},
    {"README.md", "# Blood samples microservice\n", NULL, false},
    {"README.md", "# Shop API, with examples\n", NULL, false},
    {"README.md", "# Acme gateway: reference and examples\n", NULL, false},
    /* What a project offers, it offers to its users. */
    {"README.md", "# Academy\n\nThis project offers online workshops to companies.\n", NULL, false},
    {"README.md", "# Academy\n\nThis project provides video tutorials which people watch.\n", NULL,
        false},
    /* One thing runs them: a demonstration of one system. */
    {"README.md", "# Acme examples\n", COMPOSE, false},
    {"README.md", "# Bob\n\nBob builds things for others.\n\nExamples of URLs are:\n", NULL, false},
    /* What is said of examples does not say that all of it are examples. */
    {"README.md", "# Acme example\n", NULL, false},
    {"README.md", "# Samples service\n", NULL, false},
    {"README.md", "# Acme\n\n## Examples\n\nSee examples/.\n", NULL, false},
    {"README.md", "# Acme\n\nA collection of examples can be found in the wiki of the project.\n",
        NULL, false},
    {"README.md", "# Acme\n\nThis repository contains the server and some examples.\n", NULL,
        false},
    {"README.md", "# Acme\n\nThis repository contains the source code of the shop.\n", NULL, false},
    {"README.md", "# Acme\n\nThis project is a demo of microservices and has some tests.\n", NULL,
        false},
    {"README.md", "A shop of carts that people can try at once.\n\n## Examples\n", NULL, false},
    {"docs/README.md", "# Acme examples\n", NULL, false},
    {"package.json", "{\"name\": \"samples-acme\"}", NULL, true},
    {"settings.gradle", "rootProject.name = 'acme-examples'\n", NULL, true},
    {"package.json", "{\"name\": \"acme-examples-shop\"}", NULL, false},
    {"package.json", "{\"name\": \"samples\"}", NULL, false},
    {"package.json", "{\"name\": \"samples-service\"}", NULL, false},
    {"package.json", "{\"name\": \"workshops-api\"}", NULL, false},
    {"package.json", "{\"name\": \"tutorials-backend\"}", NULL, false},
    {"settings.gradle.kts", "rootProject.name = \"acme-examples\"\n", NULL, true},
    {"README.md", "", NULL, false},
};

static size_t nr_services(const struct done_profiles *profiles)
{
	size_t nr = 0;

	for (size_t i = 0; i < profiles->nr; i++)
		nr += done_kind_is_service(profiles->items[i].kind);
	return nr;
}

static void test_catalogue__rows(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_arena arena = {0};
		struct fake_snapshot fake = {0};
		struct done_snapshot snapshot;
		struct done_ecosystems ecosystems;
		struct done_profiles profiles;
		struct done_error err = {0};

		fake_file(&fake, rows[i].readme, rows[i].text);
		fake_file(&fake, "cart/go.mod", "module cart\n");
		fake_file(&fake, "cart/main.go", GO_SERVER);
		fake_file(&fake, "cart/Dockerfile", CONTAINER);
		fake_file(&fake, "mail/go.mod", "module mail\n");
		fake_file(&fake, "mail/main.go", GO_SERVER);
		fake_file(&fake, "mail/Dockerfile", CONTAINER);
		if (rows[i].deployed)
			fake_file(&fake, "compose.yml", rows[i].deployed);
		fake_open(&fake, &snapshot);
		assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
		assert_success(
		    done_profiles_find(&arena, &snapshot, &ecosystems, &profiles, &err), err);
		if (nr_services(&profiles) != (rows[i].is_catalogue ? 0 : 2))
			fail_msg("%s: %zu services", rows[i].text, nr_services(&profiles));
		if (rows[i].is_catalogue) {
			const struct done_fact *why = &profiles.items[profiles.nr - 1].why;

			assert_string_equal(why->path, rows[i].readme);
			assert_true(done_text_starts(why->what, "an example"));
		}
		done_ecosystems_release(&ecosystems);
		fake_release(&fake);
		done_arena_release(&arena);
	}
}

/* Whoever names a directory knows what it is. */
static void test_catalogue__leaves_what_is_named(void **state)
{
	struct done_arena arena = {0};
	struct fake_snapshot fake = {0};
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems;
	struct done_profile profile;
	struct done_error err = {0};

	(void)state;
	fake_file(&fake, "README.md", "# Acme examples\n");
	fake_file(&fake, "cart/go.mod", "module cart\n");
	fake_file(&fake, "cart/main.go", GO_SERVER);
	fake_open(&fake, &snapshot);
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	assert_success(
	    done_profile_of(&arena, &snapshot, &ecosystems, "cart", &profile, &err), err);
	assert_int_equal(profile.kind, DONE_KIND_API);
	done_ecosystems_release(&ecosystems);
	fake_release(&fake);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_catalogue__rows),
	    cmocka_unit_test(test_catalogue__leaves_what_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
