/* Whether a text names a service. */
#include "support.h"

#include <stdio.h>

#include "done/names.h"

#define KEY DONE_NAME_KEY
#define IMAGE DONE_NAME_IMAGE
#define PATH DONE_NAME_PATH
#define HEADING DONE_NAME_HEADING
#define NOT DONE_NAMED_NOT
#define STRIPPED DONE_NAMED_STRIPPED
#define PLAIN DONE_NAMED_PLAIN
#define EXACT DONE_NAMED_EXACT
#define FULL DONE_NAMED_FULL

/* One service, "online-shop" the repository. */
static const struct {
	const char *directory, *name;
	enum done_name_source source;
	const char *text;
	enum done_named_by by;
} pairs[] = {
    /* exact, plain, stripped */
    {"src/cart", "cart", KEY, "cart", EXACT},
    {"src/cart", "cart", KEY, "Cart", PLAIN},
    {"src/cartservice", "cartservice", KEY, "cart-service", PLAIN},
    {"src/cartservice", "cartservice", KEY, "Cart_Service", PLAIN},
    {"src/Todo.Web.Server", "Todo.Web.Server", KEY, "Todo_Web_Server", PLAIN},
    {"src/cartservice", "cartservice", KEY, "cart", STRIPPED},
    {"src/cart", "cart", KEY, "cart-service", STRIPPED},
    {"src/cart", "cart", KEY, "cartsvc", STRIPPED},
    {"src/cart", "cart", KEY, "cart.api", STRIPPED},
    {"src/cart-server", "cart-server", KEY, "cart-app", STRIPPED},
    {"src/cart", "cart", KEY, "hipster.CartService", STRIPPED},
    {"src/cart", "cart", KEY, "shop.v1/cart", EXACT},
    {"src/cart", "cart", KEY, "online-shop-cart", STRIPPED},
    {"src/cart", "cart", KEY, "online_shop-cart-service", STRIPPED},
    {"src/cart", "cart", KEY, "shop-cart", NOT},
    {"src/cart", "cart", KEY, "carts", NOT},
    {"src/cart", "cart", KEY, "cart-db", NOT},
    {"src/cart", "cart", KEY, "", NOT},
    {"src/cart", "cart", KEY, "---", NOT},
    /* one trailing word only, and never below three letters */
    {"src/cart", "cart", KEY, "cart-api-service", NOT},
    {"src/pay", "pay", KEY, "pay-service", STRIPPED},
    {"src/qa", "qa", KEY, "qa-service", NOT},
    {"src/qa", "qa", KEY, "online-shop-qa", NOT},
    {"src/whatsapp", "whatsapp", KEY, "whats", STRIPPED},
    {"src/myapp", "myapp", KEY, "my", NOT},
    /* generic names, and names that stripping makes generic */
    {"apps/api", "api", KEY, "api", NOT},
    {"apps/api", "api", KEY, "API", NOT},
    {"apps/api", "api", HEADING, "API", NOT},
    {"apps/api", "api", PATH, "docs/api/errors.md", NOT},
    {"apps/api", "api", PATH, "docs/apps/api/errors.md", FULL},
    {"apps/api", "api", PATH, "apps/api/main.go", FULL},
    {"apps/api", "api", IMAGE, "acme/api:1", EXACT},
    {"apps/api", "api", IMAGE, "acme/apps/api", FULL},
    {"apps/api", "api", IMAGE, "acme/myapps/api", EXACT},
    {"api", "api", PATH, "api/main.go", FULL},
    {"api", "api", PATH, "docs/api/x.md", NOT},
    {"apps/web-app", "web-app", KEY, "web", NOT},
    {"apps/web-app", "web-app", KEY, "webapp", PLAIN},
    {"apps/web", "web", IMAGE, "r.io:5000/acme/web@sha256:12", EXACT},
    {"apps/data-service", "data-service", KEY, "data", NOT},
    /* images */
    {"src/cart", "cart", IMAGE, "cart", EXACT},
    {"src/cart", "cart", IMAGE, "gcr.io/acme/cartservice:v1.2", STRIPPED},
    {"src/cart", "cart", IMAGE, "localhost:5000/cart", EXACT},
    {"src/cart", "cart", IMAGE, "public.ecr.aws/x/online-shop-cart", STRIPPED},
    {"src/cart", "cart", IMAGE, "cart/redis", NOT},
    {"src/cart", "cart", IMAGE, "redis:cart", NOT},
    {"src/cart", "cart", IMAGE, "x/src/cart:1", FULL},
    {"src/cart", "cart", IMAGE, "", NOT},
    /* paths: the deepest part; files without their endings */
    {"src/cart", "cart", PATH, "src/cart", FULL},
    {"src/cart", "cart", PATH, "./src/cart/", FULL},
    {"src/cart", "cart", PATH, "src/cartography/x.go", NOT},
    {"src/cart", "cart", PATH, "k8s/cart.yaml", EXACT},
    {"src/cart", "cart", PATH, "k8s/Cart/deploy.yaml", PLAIN},
    {"src/cart", "cart", PATH, "api/cart.openapi.yaml", EXACT},
    {"src/cart", "cart", PATH, "proto/cart_service.proto", STRIPPED},
    {"src/cart", "cart", PATH, "k8s/.cart", PLAIN},
    {"src/cart", "cart", PATH, "", NOT},
    {"src/cart", "cart", PATH, "/", NOT},
    {".", "cart", PATH, "main.go", NOT},
    {".", "cart", PATH, "deploy/cart/x.yaml", EXACT},
    /* headings */
    {"src/account", "account", HEADING, "Account service", STRIPPED},
    {"src/account", "account", HEADING, "1.2 The `account` service (Go)", STRIPPED},
    {"src/account", "account", HEADING, "account", EXACT},
    {"src/account", "account", HEADING, "3) Account:", PLAIN},
    {"src/account", "account", HEADING, "`src/account`", FULL},
    {"src/account", "account", HEADING, "Accounts of the year", NOT},
    {"src/accounts", "accounts", HEADING, "The account service", STRIPPED},
    {"src/account", "account", HEADING, "Accounts", STRIPPED},
    {"src/account", "account", HEADING, "Account nodes", PLAIN},
    {"src/account", "account", HEADING, "Account microservice", STRIPPED},
    {"src/gas", "gas", HEADING, "Ga", NOT},
    {"src/2fa", "2fa", HEADING, "2fa", EXACT},
    {"src/account", "account", HEADING, "()", NOT},
    /* letters beyond ASCII are kept */
    {"src/k\xC3\xB6nig", "k\xC3\xB6nig", KEY, "K\xC3\xB6nig-Service", STRIPPED},
};

static void test_names__a_text_names_one_service(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].directory); i++) {
		struct done_arena arena = {0};
		struct done_names names;
		struct done_nameable one = {pairs[i].name, pairs[i].directory};
		struct done_named found;

		done_names_prepare(&arena, &one, 1, "online-shop", &names);
		enum done_named_by by = done_names_match(&names, 0, pairs[i].source, pairs[i].text);
		done_names_find(&arena, &names, pairs[i].source, pairs[i].text, &found);
		if (by != pairs[i].by || found.by != by || found.ambiguity)
			fail_msg("row %zu: '%s' names %s by %d, not %d", i, pairs[i].text,
			    pairs[i].directory, by, pairs[i].by);
		done_arena_release(&arena);
	}
}

static const struct done_nameable shop[] = {
    {"cart", "src/cart"},
    {"cartservice", "src/cartservice"},
    {"frontend", "src/frontend"},
    {"orders", "services/orders"},
    {"orders", "apps/orders"},
    {"orders-api", "apps/orders/orders-api"},
    {"pay-api", "src/pay-api"},
    {"pay-svc", "src/pay-svc"},
    {"api", "apps/api"},
};

static const struct {
	enum done_name_source source;
	const char *text;
	const char *directory; /* NULL: none */
	const char *ambiguity; /* a part of the sentence; NULL: none */
} among[] = {
    /* an exact name beats a plain one, a plain one a stripped one */
    {KEY, "cart", "src/cart", NULL},
    {KEY, "cartservice", "src/cartservice", NULL},
    {KEY, "cart-service", "src/cartservice", NULL},
    {KEY, "pay-api", "src/pay-api", NULL},
    {KEY, "Pay.Svc", "src/pay-svc", NULL},
    /* equals count for neither, and that is said */
    {KEY, "pay", NULL, "'pay' names src/pay-api and src/pay-svc equally well"},
    {KEY, "orders", NULL, "'orders' names services/orders and apps/orders equally well"},
    {PATH, "docs/orders/x.md", NULL, "equally well"},
    {IMAGE, "acme/orders", NULL, "equally well"},
    /* unless the path or the image says more */
    {PATH, "k8s/apps/orders/x.yaml", "apps/orders", NULL},
    {PATH, "services/orders/main.go", "services/orders", NULL},
    {IMAGE, "acme/services/orders:1", "services/orders", NULL},
    /* the innermost directory, the deepest part */
    {PATH, "apps/orders/orders-api/main.go", "apps/orders/orders-api", NULL},
    {PATH, "deploy/frontend/cart.yaml", "src/cart", NULL},
    {PATH, "deploy/cart/frontend/x.yaml", "src/frontend", NULL},
    {PATH, "src/cart/frontend.yaml", "src/cart", NULL},
    {KEY, "redis", NULL, NULL},
    {KEY, "api", NULL, NULL},
    {IMAGE, "api", "apps/api", NULL},
};

static void test_names__among_many_the_best_is_taken(void **state)
{
	struct done_arena arena = {0};
	struct done_names names;

	(void)state;
	done_names_prepare(&arena, shop, DONE_ARRAY_SIZE(shop), NULL, &names);
	for (size_t i = 0; TEST_EACH(among, i, among[i].text); i++) {
		struct done_named found;

		done_names_find(&arena, &names, among[i].source, among[i].text, &found);
		const char *directory =
		    found.by == DONE_NAMED_NOT ? "none" : shop[found.index].directory;
		const char *wanted = among[i].directory ? among[i].directory : "none";
		if (strcmp(directory, wanted) != 0)
			fail_msg(
			    "row %zu: '%s' names %s, not %s", i, among[i].text, directory, wanted);
		if (!found.ambiguity != !among[i].ambiguity ||
		    (found.ambiguity && !strstr(found.ambiguity, among[i].ambiguity)))
			fail_msg("row %zu: '%s': %s", i, among[i].text, found.ambiguity);
	}
	done_arena_release(&arena);
}

static const struct done_nameable clinic[] = {
    {"spring-petclinic-vets-service", "spring-petclinic-vets-service"},
    {"spring-petclinic-visits-service", "spring-petclinic-visits-service"},
    {"spring-petclinic-api-gateway", "spring-petclinic-api-gateway"},
    {"spring-petclinic-api", "spring-petclinic-api"},
    {"spring-boot", "spring-boot"},
    {"other", "other"},
};

static const struct {
	const char *text, *directory;
} family[] = {
    {"vets-service", "spring-petclinic-vets-service"},
    {"vets", "spring-petclinic-vets-service"},
    {"spring-petclinic-vets", "spring-petclinic-vets-service"},
    {"api-gateway", "spring-petclinic-api-gateway"},
    {"api", NULL}, /* generic */
    {"spring-petclinic-api", "spring-petclinic-api"},
    {"boot", NULL}, /* "spring-" alone is what fewer share words with */
    {"spring-petclinic-other", "other"},
};

/* Half of them have a longer beginning than all of them. */
static const struct done_nameable feeds[] = {
    {"Press.Feeds.News", "Press.Feeds.News"},
    {"Press.Feeds.Quotes", "Press.Feeds.Quotes"},
    {"Press.Feeds.Weather", "Press.Feeds.Weather"},
    {"Press.Gateway", "Press.Gateway"},
    {"Press.Notifier", "Press.Notifier"},
};

static void test_names__what_most_names_begin_with_may_be_missing(void **state)
{
	struct done_arena arena = {0};
	struct done_names names;
	struct done_named named;

	(void)state;
	done_names_prepare(&arena, clinic, DONE_ARRAY_SIZE(clinic), NULL, &names);
	assert_string_equal(names.family, "springpetclinic");
	for (size_t i = 0; TEST_EACH(family, i, family[i].text); i++) {
		struct done_named found;

		done_names_find(&arena, &names, KEY, family[i].text, &found);
		const char *directory =
		    found.by == DONE_NAMED_NOT ? "none" : clinic[found.index].directory;
		assert_string_equal(directory, family[i].directory ? family[i].directory : "none");
	}
	done_names_prepare(&arena, feeds, DONE_ARRAY_SIZE(feeds), NULL, &names);
	assert_string_equal(names.family, "pressfeeds");
	assert_string_equal(names.clan, "press");
	done_names_find(&arena, &names, KEY, "Gateway", &named);
	assert_int_equal(named.by, STRIPPED);
	assert_string_equal(feeds[named.index].name, "Press.Gateway");
	done_names_prepare(&arena, clinic, 0, NULL, &names);
	assert_string_equal(names.family, "");
	done_arena_release(&arena);
}

static void test_names__a_family_is_three_and_half_of_all(void **state)
{
	static const struct done_nameable two[] = {
	    {"aa", "aa"}, {"bb", "bb"}, {"shop-a", "shop-a"}, {"shop-b", "shop-b"}};
	static const struct done_nameable fewer[] = {{"a", "a"}, {"b", "b"}, {"shop-a", "x"},
	    {"shop-b", "y"}, {"shop-c", "z"}, {"x", "x"}, {"y", "y"}};
	struct done_arena arena = {0};
	struct done_names names;

	(void)state;
	done_names_prepare(&arena, two, DONE_ARRAY_SIZE(two), NULL, &names);
	assert_string_equal(names.family, "");
	done_names_prepare(&arena, fewer, DONE_ARRAY_SIZE(fewer), NULL, &names);
	assert_string_equal(names.family, "");
	done_names_prepare(&arena, fewer + 1, DONE_ARRAY_SIZE(fewer) - 1, NULL, &names);
	assert_string_equal(names.family, "shop");
	done_arena_release(&arena);
}

/* Names of 128 bytes are compared; longer ones and deep paths neither fit nor harm. */
static void test_names__are_bounded(void **state)
{
	struct done_arena arena = {0};
	struct done_names names;
	char name[130], other[130], path[4000];
	struct done_nameable items[] = {{name, "src/long"}, {"cart", "src/cart"}};

	(void)state;
	memset(name, 'a', 128);
	name[128] = '\0';
	memcpy(other, name, 129);
	other[0] = 'A';
	done_names_prepare(&arena, items, 2, name, &names);
	assert_int_equal(done_names_match(&names, 0, KEY, other), PLAIN);
	name[128] = 'a';
	name[129] = '\0';
	done_names_prepare(&arena, items, 2, name, &names);
	assert_int_equal(done_names_match(&names, 0, KEY, name), NOT);
	assert_int_equal(done_names_match(&names, 0, PATH, "src/long/x"), FULL);
	strcpy(path, "cart/");
	for (size_t len = 5; len + 3 < sizeof(path); len += 2)
		memcpy(path + len, "x/", 3);
	assert_int_equal(done_names_match(&names, 1, PATH, path), NOT);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names__a_text_names_one_service),
	    cmocka_unit_test(test_names__among_many_the_best_is_taken),
	    cmocka_unit_test(test_names__what_most_names_begin_with_may_be_missing),
	    cmocka_unit_test(test_names__a_family_is_three_and_half_of_all),
	    cmocka_unit_test(test_names__are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
