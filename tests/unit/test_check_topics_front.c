/* Topics of documents: the service that a repository is about, and how documents tell of each. */
#include "check_fixture.h"

#define GOODS "Keeps the goods that people put into their baskets until they pay.\n"

struct front_row {
	const char *topic, *service, *other, *path, *text;
	bool met;
};

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void front_row_judge(const struct front_row *row)
{
	struct done_service all[] = {
	    {.name = last_part(row->service), .path = row->service, .in_head = true},
	    {.name = last_part(row->other), .path = row->other, .in_head = true},
	};
	struct done_services map = {.items = all, .nr = 2};
	struct check_fixture f;

	if (strcmp(row->service, row->other) > 0) {
		struct done_service first = all[1];

		all[1] = all[0];
		all[0] = first;
	}
	check_open(&f, row->service);
	fake_file(&f.head, done_arena_printf(&f.arena, "%s/main.go", row->service),
	    "package main\nfunc main() {}\n");
	fake_file(&f.head, done_arena_printf(&f.arena, "%s/a.csproj", row->service), "<Project/>");
	fake_file(&f.head, done_arena_printf(&f.arena, "%s/A.scala", row->service), "object A\n");
	fake_file(&f.head, "tasks.py", "\n");
	fake_file(&f.head, "bin/run_it.sh", "./cart\n");
	fake_file(&f.head, "go.mod", "module example.com/shop\n");
	fake_file(&f.head, "compose.yaml",
	    "services:\n  shop_post:\n    build: .\n  all:\n    build: .\n"
	    "    command: /shop/main mail\n  x_queue:\n    image: redis\n");
	fake_file(&f.head, row->path, row->text);
	assert_success(
	    check_load(&f, done_arena_printf(&f.arena, "markdown: {topics: [%s]}", row->topic)),
	    f.err);
	f.result = (struct done_result){.verdict = DONE_MET};
	check_view(&f);
	f.view.services = &map;
	f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
	assert_success(f.rc, f.err);
	if (f.result.verdict != (row->met ? DONE_MET : DONE_UNMET))
		fail_msg("%s of %s by %s: '%s' is %s: %s", row->topic, row->service, row->path,
		    row->text, done_verdict_name(f.result.verdict),
		    f.result.nr_evidence ? f.result.evidence[0].what : "");
	check_close(&f);
}

#define CODE(text) "# Shop\n\n```\n" text "\n```\n"

static void test_topics_front__what_it_is_about(void **state)
{
	static const struct front_row rows[] = {
	    {"purpose", "src/Shop.Api", "src/Shop.Worker", "README.md", "# Wares\n\n" GOODS, true},
	    {"purpose", "src/Shop.Worker", "src/Shop.Api", "README.md", "# Wares\n\n" GOODS, false},
	    /* two that may be meant */
	    {"purpose", "src/Shop.Api", "src/Shop.Web", "README.md", "# Wares\n\n" GOODS, false},
	    {"purpose", "src/Shop.Api", "src/Shop.Worker", "docs/index.md", "# Wares\n\n" GOODS,
	        true},
	    {"purpose", "src/Shop.Worker", "src/Shop.Api", "docs/index.md", "# Wares\n\n" GOODS,
	        false},
	    {"purpose", "src/Shop.Api", "src/Shop.Worker", "docs/style.md", "# Wares\n\n" GOODS,
	        false},
	    {"purpose", "src/Shop.Api", "src/Shop.Worker", "docs/adr/index.md", "# Wares\n\n" GOODS,
	        false},
	    /* what has a README of its own is told of there */
	    {"purpose", "api", "worker", "api/README.md", "# Api\n", false},
	    {"purpose", "modules/mail", "modules/post", "MAIL-README.md", "# It\n\n" GOODS, true},
	    {"purpose", "modules/mail", "modules/post", "POST-README.md", "# It\n\n" GOODS, false},
	    {"run", "app", "tasks", "README.md", CODE("invoke server"), true},
	    {"run", "tasks", "app", "README.md", CODE("invoke server"), false},
	    {"run", "app", "tasks", "README.md", CODE("invoke test"), false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++)
		front_row_judge(&rows[i]);
}

static void test_topics_front__whichever_it_is(void **state)
{
	static const struct front_row rows[] = {
	    {"run", "modules/mail", "modules/post", "README.md", CODE("sbt <service-name>/run"),
	        true},
	    {"run", "modules/mail", "modules/post", "README.md",
	        CODE("sbt <service-name>/assembly"), false},
	    {"run", "modules/mail", "modules/post", "README.md", CODE("sbt <version>/run"), false},
	    {"run", "modules/mail", "modules/post", "README.md",
	        "# Shop\n\nRun it in the directory of the service you want:\n\n```\ndotnet run\n"
	        "```\n",
	        true},
	    {"run", "modules/mail", "modules/post", "README.md",
	        "# Shop\n\nRun it in the directory of the tool you want:\n\n```\ndotnet run\n```\n",
	        false},
	    {"run", "modules/mail", "modules/post", "README.md", CODE("docker compose up"), true},
	    {"run", "modules/post", "modules/mail", "README.md", CODE("docker compose up"), true},
	    {"run", "modules/queue", "modules/mail", "README.md", CODE("docker compose up"), false},
	    /* two of one name */
	    {"run", "a/mail", "b/mail", "README.md", CODE("docker compose up"), false},
	    {"run", "lib/mail", "lib/post", "mail-docs/docs/guides/installation/docker.md",
	        CODE("go run ./lib/mail"), true},
	    {"run", "mail", "post", "README.md", CODE("mise exec go -- go run ./mail"), true},
	    {"run", "mail", "post", "README.md", CODE("mise exec go -- go test ./mail"), false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++)
		front_row_judge(&rows[i]);
}

static void test_topics_front__what_says_nothing(void **state)
{
#define OF(text)                                                         \
	{                                                                \
		"purpose", "cart", "post", "cart/README.md", text, false \
	}
	static const struct front_row rows[] = {
	    OF("# Cart\n\nJava service built with Spring Boot.\n"),
	    OF("# Cart\n\nThis is a Shop module generated by the Shop Development Kit.\n"),
	    OF("# Cart\n\nThis package is intended to be used as a Lambda-based Service using the "
	       "Acme PHP Starter.\n"),
	    OF("# Cart\n\nIn order to develop locally, you must have seven tools installed.\n"),
	    OF("# Cart\n\nTo report bugs use the long list of open issues.\n"),
	    OF("# Cart\n\nThis is an archived snapshot of what the company had developed.\n"),
	    OF("# Cart\n\nAll of the source code here is under the MIT license.\n"),
	    OF("# Cart\n\n## The git hook will run on commit and control the branch name\n"),
	    OF("# Cart\n\nThe README should include the following (if they apply):\n\n"
	       "- **Description of the product** \xE2\x80\x93 what it is and what role this repo "
	       "performs within it\n"),
	    {"purpose", "cart", "post", "README.md",
	        "# Wares\n\nThe `post` sends letters to those who have paid their goods.\n", false},
	    {"run", "cart", "post", "cart/README.md",
	        "# Cart\n\n```\nacme-dev modules enable cart\nacme-dev down\n```\n", false},
	    {"run", "cart", "post", "cart/README.md",
	        "# Cart\n\n```\nacme-dev modules enable mail\nacme-dev up\n```\n", false},
	    {"run", "cart", "post", "cart/README.md",
	        "# Cart\n\nto run locally run /bin/missing.sh\n", false},
	};
#undef OF

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++)
		front_row_judge(&rows[i]);
}

static void test_topics_front__what_says_it(void **state)
{
	static const struct front_row rows[] = {
	    {"purpose", "cart", "post", "cart/README.md",
	        "# Cart\n\nJava service built with Spring Boot that keeps wares until people "
	        "pay.\n",
	        true},
	    {"purpose", "cart", "post", "cart/README.md",
	        "# Cart\n## Beskrivelse\nHolder varene til folk har betalt for dem.\n", true},
	    {"purpose", "cart", "post", "cart/README.md",
	        "# Cart\n#### REST service that makes it easy to keep wares until people have paid "
	        "for them\n\n## Build\n",
	        true},
	    {"purpose", "cart", "post", "README.md",
	        "# Wares\n\nThe `cart` keeps what people want to have until they pay.\n", true},
	    {"purpose", "cmd/word-list", "cmd/cron", "README.md",
	        "# Acme Word List Service\n\n" GOODS, true},
	    {"purpose", "cmd/cron", "cmd/word-list", "README.md",
	        "# Acme Word List Service\n\n" GOODS, false},
	    {"run", "cart", "post", "cart/README.md",
	        "# Cart\n\n```\nacme-dev modules enable cart\nacme-dev up\n```\n", true},
	    {"run", "cart", "post", "cart/README.md",
	        "# Cart\n\nto run locally run /bin/run_it.sh\n", true},
	    {"run", "cart", "post", "cart/README.md", "# Cart\n\n`nodemon --exec go run main.go`\n",
	        true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++)
		front_row_judge(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_topics_front__what_it_is_about),
	    cmocka_unit_test(test_topics_front__whichever_it_is),
	    cmocka_unit_test(test_topics_front__what_says_nothing),
	    cmocka_unit_test(test_topics_front__what_says_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
