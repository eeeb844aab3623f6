/* What a folder's name says of all that lies in it. */
#include "profile/finder.h"
#include "support.h"

static const struct {
	const char *directory;
	enum done_place_kind kind;
} places[] = {
    {"", DONE_PLACE_OWN},
    {"src/cart", DONE_PLACE_OWN},
    {"test", DONE_PLACE_TEST},
    {"apps/web-e2e", DONE_PLACE_TEST},
    {"src/LoadGenerator", DONE_PLACE_TEST},
    {"load_test/api", DONE_PLACE_TEST},
    {"src/load", DONE_PLACE_OWN},
    {"Catalog.UnitTests", DONE_PLACE_TEST},
    {"src/attestation", DONE_PLACE_OWN},
    {"latest/api", DONE_PLACE_OWN},
    {"spec", DONE_PLACE_TEST},
    {"spec-service", DONE_PLACE_OWN},
    {"tools/release", DONE_PLACE_TOOL},
    {"toolshed", DONE_PLACE_OWN},
    {"hack", DONE_PLACE_TOOL},
    {"buildSrc", DONE_PLACE_TOOL},
    {"vscode", DONE_PLACE_TOOL},
    {"vscode-server", DONE_PLACE_OWN},
    {"examples/orders", DONE_PLACE_EXAMPLE},
    {"orders-sample", DONE_PLACE_EXAMPLE},
    {"demo_api", DONE_PLACE_EXAMPLE},
    {"democracy", DONE_PLACE_OWN},
    {"docs/site", DONE_PLACE_DOCS},
    {"cmd/shop-loadtest", DONE_PLACE_TEST},
    {"cmd/shoptest", DONE_PLACE_TEST},
    {"cmd/latest", DONE_PLACE_OWN},
    {"shoptest", DONE_PLACE_OWN},
    {"aat", DONE_PLACE_TEST},
    {"acceptance", DONE_PLACE_TEST},
    {"acceptance-service", DONE_PLACE_OWN},
    {"smoke", DONE_PLACE_TEST},
    {"clients/python", DONE_PLACE_KIT},
    {"clients/orders", DONE_PLACE_OWN},
    {"python", DONE_PLACE_OWN},
    {"internal/fakes", DONE_PLACE_TEST},
    {"cmd/fake-kms", DONE_PLACE_TEST},
    {"cmd/fakekms", DONE_PLACE_TEST},
    {"fakes-detector", DONE_PLACE_OWN},
    {"fakenews-filter", DONE_PLACE_OWN},
    {"stress/api", DONE_PLACE_TEST},
    {"crates/shop-stress", DONE_PLACE_TEST},
    {"stress-tracker", DONE_PLACE_OWN},
    {"interop/server", DONE_PLACE_TEST},
    {"interop-gateway", DONE_PLACE_OWN},
    {"testassets/proxy", DONE_PLACE_TEST},
    {"fabric", DONE_PLACE_OWN},
    {"sdks/python", DONE_PLACE_KIT},
    {"{{cookiecutter.slug}}/api", DONE_PLACE_EXAMPLE},
    {"{{ name }}", DONE_PLACE_EXAMPLE},
    {"{{", DONE_PLACE_OWN},
    {"sdk-server", DONE_PLACE_OWN},
    /* Packages are named as people like. */
    {"app/src/main/java/com/acme/samples/demo", DONE_PLACE_OWN},
    {"app/src/main/kotlin/test", DONE_PLACE_OWN},
    {"app/src/test/java/com/acme", DONE_PLACE_TEST},
    {"java/samples", DONE_PLACE_EXAMPLE},
};

static void test_place__goes_by_whole_parts_and_words(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(places, i, places[i].directory); i++) {
		struct done_place_found found = done_place_of(&arena, places[i].directory, false);

		if (found.kind != places[i].kind)
			fail_msg("'%s' is %d, not %d", places[i].directory, (int)found.kind,
			    (int)places[i].kind);
		assert_true((found.what != NULL) == (found.kind != DONE_PLACE_OWN));
	}
	done_arena_release(&arena);
}

static void test_place__says_which_folder(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	assert_string_equal(done_place_of(&arena, "a/e2e/b", false).what,
	    "the folder 'e2e' is called as folders of tests are");
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_place__goes_by_whole_parts_and_words),
	    cmocka_unit_test(test_place__says_which_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
