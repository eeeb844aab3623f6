/* Topic `purpose`: sentences of the service's own, drawings of folders, texts of frameworks. */
#include "check_fixture.h"

#define README "services/cart/README.md"
#define SHOP "README.md"

struct purpose_row {
	const char *path, *text;
	bool met;
};

static void purpose_row_judge(const struct purpose_row *row)
{
	struct check_fixture f;

	check_open(&f, "services/cart");
	fake_file(&f.head, "services/cart/go.mod", "module github.com/shop/basket\n");
	fake_file(&f.head, row->path, row->text);
	check_run(&f, "markdown: {topics: [purpose]}");
	assert_success(f.rc, f.err);
	if (f.result.verdict != (row->met ? DONE_MET : DONE_UNMET))
		fail_msg(
		    "by %s: '%s' is %s", row->path, row->text, done_verdict_name(f.result.verdict));
	if (row->met && !f.result.nr_evidence)
		fail_msg("'%s' has no evidence", row->text);
	check_close(&f);
}

static void purpose_rows_judge(const struct purpose_row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		purpose_row_judge(&rows[i]);
}

static void test_topics_purpose__sentences_of_its_own(void **state)
{
	static const struct purpose_row rows[] = {
	    {README,
	        "# Cart\n\n## Related\n\nThis repository builds a server that keeps goods until "
	        "people pay.\n",
	        true},
	    {README, "# Cart\n\n## Notes\n\nThis service stores goods until people pay them.\n",
	        true},
	    {README,
	        "# Cart\n\n## Notes\n\nThis project is licensed under terms that people may "
	        "read.\n",
	        false},
	    {README,
	        "# Cart\n\n## Notes\n\nThis project is a template for services that keep goods.\n",
	        false},
	    {README, "# Cart\n\n## Notes\n\nThis service uses Postgres and Redis behind a proxy.\n",
	        false},
	    {README, "# Cart\n\n## Notes\n\nThis service is a service.\n", false},
	    {README,
	        "# Cart\n\n## Identity Provider for tests of shops\n\nGoods are kept here until "
	        "somebody pays for them.\n",
	        true},
	    {README,
	        "# Cart\n\n## Setting up your own environment here\n\nGoods are kept here until "
	        "somebody pays for them.\n",
	        false},
	    {README,
	        "# Cart\n\n## Two more things\n\nGoods are kept here until somebody pays for "
	        "them.\n",
	        false},
	    {SHOP, "# Shop\n\n## Notes\n\nThis service stores goods until people pay.\n", false},
	};

	(void)state;
	purpose_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_purpose__a_tree_of_folders(void **state)
{
	static const struct purpose_row rows[] = {
	    {SHOP, "# Shop\n\n```\nshop\n|-- cart  # keeps goods until people pay\n```\n", true},
	    {SHOP,
	        "# Shop\n\n```\n\xE2\x94\x9C\xE2\x94\x80\xE2\x94\x80 services/cart/ -- keeps goods "
	        "until people pay\n```\n",
	        true},
	    {SHOP, "# Shop\n\n```\n|-- basket  # keeps goods until people pay\n```\n", true},
	    {SHOP, "# Shop\n\n```\n|-- order  # keeps goods until people pay\n```\n", false},
	    {SHOP, "# Shop\n\n```\n|-- cart  # the cart service\n```\n", false},
	    {SHOP, "# Shop\n\n```\n|-- cart\n|-- keeps goods until people pay them\n```\n", false},
	    {SHOP, "# Shop\n\n```\ncart keeps goods until people pay them\n```\n", false},
	};

	(void)state;
	purpose_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_purpose__texts_of_frameworks_say_nothing(void **state)
{
	static const struct purpose_row rows[] = {
	    {README, "# Cart\n\nThis document provides instructions for running and testing it.\n",
	        false},
	    {README, "# Cart\n\nWelcome to the home of all that people keep in shops.\n", false},
	    {README, "# Cart\n\nGrab a copy of what the shop keeps for its people.\n", false},
	    {README,
	        "# Cart\n\nLaravel is a web application framework with expressive, elegant "
	        "syntax.\n\nMore words of it, which nobody here has written.\n",
	        false},
	    {README,
	        "# Cart\n\nThis project was bootstrapped with Fastify-CLI, and has its scripts.\n",
	        false},
	    {README, "# Cart\n\nKeeps goods until people pay, and is written in Laravel.\n", true},
	};

	(void)state;
	purpose_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_purpose__readmes_of_a_namesake(void **state)
{
	static const struct purpose_row rows[] = {
	    {"cart/README.md", "# Cart\n\nKeeps goods until people pay.\n", true},
	    {"charts/cart/README.md", "# Cart\n\nKeeps goods until people pay.\n", false},
	    {"clients/cart/README.md", "# Cart\n\nKeeps goods until people pay.\n", false},
	};

	(void)state;
	purpose_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_purpose__notices(void **state)
{
	static const struct purpose_row rows[] = {
	    {README,
	        "# Cart\n\nThis repository is archived. The cart is maintained in the shop now, by "
	        "others.\n",
	        false},
	    {README,
	        "# Cart\n\n\xE2\x9A\xA0 **IMPORTANT NOTICE** If you read the first edition of our "
	        "book, take the other branch.\n",
	        false},
	    {README,
	        "# Cart\n\n## Archived\n\nNo pull requests or issues will be taken any more.\n\n"
	        "Your goods keeper. Stores goods until people pay.\n",
	        true},
	    {README,
	        "# Cart\n\n## Archived\n\nNo pull requests or issues will be taken any more.\n",
	        false},
	    {README, "# DEPRECATED: Cart\n\nKeeps goods of people until they pay for them.\n",
	        true},
	    {README, "# Cart\n\nCART - Powered by Express, a shared library\n", false},
	    {README,
	        "# Cart\n\nTo start it:\n\n- Optional plugins for load tests are there\n"
	        "- Five words beyond a name\n",
	        false},
	    {README, "# Cart\n\nTo get goods you need an account of the shop.\n", false},
	    {README, "# Cart\n\n## About us\n\nWe are people of the town hall who write code.\n",
	        false},
	    {README,
	        "# Cart\n\n## Background processing configuration\n\nA thread takes all events "
	        "of the queue and stores them until people pay.\n",
	        false},
	    {README, "# Cart\n\n## Background\n\nKeeps goods of people until they pay for them.\n",
	        true},
	    {README,
	        "# Expressive Skeleton and Installer\n\n*Begin developing PSR-15 middleware "
	        "applications in seconds!*\n",
	        false},
	    {README,
	        "# Cart\n\n## Components overview\n\nThe lines show which parts call which "
	        "storage.\n",
	        false},
	};

	(void)state;
	purpose_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_purpose__its_own_name(void **state)
{
	static const struct purpose_row rows[] = {
	    {README, "# Cart\n\n## Goods until paid\n\nCart is what keeps goods of people.\n",
	        true},
	    {README, "# Cart\n\n## News\n\nAcme Cart is an API for goods that people pay.\n", true},
	    {README, "# Cart\n\n## News\n\nCart is licensed under terms that people may read.\n",
	        false},
	    {README, "# Cart\n\n## News\n\nPostgres is a database for goods that people pay.\n",
	        false},
	    {SHOP, "# Acme Cart\n\nKeeps goods of people until they pay.\n", true},
	    {SHOP, "# Acme Platform Cart\n\nKeeps goods of people until they pay.\n", true},
	    {SHOP,
	        "# Shop\n\n| No | Service | About |\n| --- | --- | --- |\n| 2. | Cart API (Go + "
	        "Redis) | Keeps goods of people until they pay |\n",
	        true},
	    {SHOP,
	        "# Shop\n\n| No | Service | About |\n| --- | --- | --- |\n| 2. | Pay API (Cart) | "
	        "Keeps goods of people until they pay |\n",
	        false},
	    {"docs/runbooks/upgrading-packages.md",
	        "# Upgrading packages\n\n## Cart\n\n- `npm upgrade`\n- Pick yes to all these "
	        "updates\n",
	        false},
	    {"docs/parts.md", "# Parts\n\n## Cart\n\nKeeps goods of people until they pay.\n",
	        true},
	    {SHOP, "# Acme Orders\n\nKeeps goods of people until they pay.\n", false},
	    {SHOP, "# Shop\n\n- `services/cart` Similar to others, keeps goods until paid.\n",
	        true},
	    {SHOP, "# Shop\n\n- `services/pay` Similar to others, keeps goods until paid.\n",
	        false},
	};

	(void)state;
	purpose_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_topics_purpose__notices),
	    cmocka_unit_test(test_topics_purpose__its_own_name),
	    cmocka_unit_test(test_topics_purpose__sentences_of_its_own),
	    cmocka_unit_test(test_topics_purpose__a_tree_of_folders),
	    cmocka_unit_test(test_topics_purpose__texts_of_frameworks_say_nothing),
	    cmocka_unit_test(test_topics_purpose__readmes_of_a_namesake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
