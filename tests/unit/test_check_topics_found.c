/* Topic `run`: where in a document, and in which document, a command stands that starts a service.
 */
#include "check_fixture.h"

#define README "services/cart/README.md"
#define SHOP(text) "# Shop\n\n```\n" text "\n```\n"
#define CODE(text) "# Cart\n\n```\n" text "\n```\n"

static void open_shop(struct check_fixture *f)
{
	check_open(f, "services/cart");
	fake_file(&f->head, "services/cart/main.go", "package main\nfunc main() {}\n");
	fake_file(&f->head, "services/cart/web.py", "run()\n");
	fake_file(&f->head, "services/cart/Cart.cs", "class Cart {}\n");
	fake_file(&f->head, "services/cart/cart.csproj", "<Project/>\n");
	fake_file(&f->head, "services/cart/Makefile", "run:\n\tgo run .\nstatus:\n\techo ok\n");
	fake_file(&f->head, "services/cart/startCart.sh", "go run .\n");
	fake_file(&f->head, "compose.yaml",
	    "services:\n  cart:\n    build: services/cart\n  db:\n    image: postgres\n");
	fake_file(&f->head, "local.yml", "services:\n  basket:\n    build: services/cart\n");
	fake_file(&f->head, "docs/run.txt", "none\n");
	fake_file(&f->head, "justfile",
	    "# Run it\n[working-directory: 'services/cart']\nwatch-it:\n  @dotnet watch\n\n"
	    "[working-directory: 'services/mail']\nwatch-mail:\n  @dotnet watch\n");
	fake_file(&f->head, "Taskfile.yml",
	    "tasks:\n  serve-it:\n    dir: services/cart/\n    cmds:\n      - go run .\n"
	    "  serve-mail:\n    dir: services/mail\n    cmds:\n      - go run .\n");
	fake_file(&f->head, "Makefile",
	    "serve-it:\n\tcd services/cart && go run .\n"
	    "serve-mail:\n\tcd services/mail && go run .\n"
	    "up:\n\thack/dev.sh -x\nall-up:\n\thack/all.sh -x\n"
	    "kafka-start:\n\t./kafka\nrun-cart:\n\t./all\n"
	    "develop:\n\tpip install -e .\n"
	    "sync:\n\tsam sync --watch --template-file template.yaml\n");
	fake_file(&f->head, "template.yaml",
	    "Resources:\n  Cart:\n    Type: AWS::Serverless::Function\n"
	    "    Properties:\n      CodeUri: services/cart/\n");
	fake_file(&f->head, "build.sbt", "lazy val servicesCart = project\n");
	fake_file(&f->head, "services/cart/Main.scala", "object Main\n");
}

struct found_row {
	const char *path, *text;
	bool met;
};

static void judge(const struct found_row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct check_fixture f;

		open_shop(&f);
		fake_file(&f.head, rows[i].path, rows[i].text);
		check_run(&f, "markdown: {topics: [run]}");
		assert_success(f.rc, f.err);
		if (f.result.verdict != (rows[i].met ? DONE_MET : DONE_UNMET))
			fail_msg("by %s: '%s' is %s: %s", rows[i].path, rows[i].text,
			    done_verdict_name(f.result.verdict),
			    f.result.nr_evidence ? f.result.evidence[0].what : "");
		check_close(&f);
	}
}

static void test_topics_found__where_one_is(void **state)
{
	static const struct found_row rows[] = {
	    {"README.md", "# Shop\n\n- Navigate to services/cart/\n- run `go run .`\n", true},
	    {"README.md", "# Shop\n\n- Go to `services/cart`\n- run `go run .`\n", true},
	    {"README.md", "# Shop\n\n`cd services/cart`, then `go run .`\n", true},
	    {"README.md", "# Shop\n\n```\ncd services/cart\n```\n\nand\n\n```\ngo run .\n```\n",
	        true},
	    {"README.md", "# Shop\n\n- Navigate to services/mail/\n- run `go run .`\n", false},
	    {"README.md",
	        "# Shop\n\n- Navigate to services/cart\n- Navigate to services/mail\n- run `go run "
	        ".`\n",
	        false},
	    {"README.md", "# Shop\n\nGo to services/cart.\n\n## Mail\n\n`go run .`\n", false},
	    {"README.md", "# Shop\n\nThe sources are in services/cart/.\n\n`go run .`\n", false},
	    {"README.md", SHOP("cd services/cart && make run"), true},
	    {"README.md", SHOP("make -C services/cart run"), true},
	    {"README.md", SHOP("make -C services/mail run"), false},
	    {"README.md", SHOP("make serve-it"), true},
	    {"README.md", SHOP("make serve-mail"), false},
	    {"README.md", SHOP("python3 -m services.cart.web"), true},
	    {"README.md", SHOP("python3 -m services.mail.web"), false},
	    {README, CODE("go [-x <y>] run main.go"), true},
	    {README, CODE("go [-x <y>] test main.go"), false},
	};

	(void)state;
	judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_found__lists_of_entries(void **state)
{
	static const struct found_row rows[] = {
	    {"README.md", SHOP("> just\nwatch-it      # Run it"), true},
	    {"README.md", SHOP("> just\nwatch-mail    # Run it"), false},
	    {"README.md", SHOP("serve-it      Starts it"), true},
	    {"README.md", SHOP("serve-mail    Starts it"), false},
	    {"README.md", SHOP("just watch-it"), true},
	    {"README.md", SHOP("task serve-it"), true},
	    {"README.md", SHOP("task serve-mail"), false},
	    {README, "# Cart\n\n| Command | What |\n| --- | --- |\n| make run | Runs it |\n", true},
	    {README, "# Cart\n\n| Command | What |\n| --- | --- |\n| make sure | Look |\n", false},
	    {README, "# Cart\n\n| What | Command |\n| --- | --- |\n| runs it | make run |\n",
	        false},
	    {README, "# Cart\n\nThe Makefile has a few: `run` runs it.\n", true},
	    {README, "# Cart\n\nThe Makefile has a few: `status` asks it.\n", false},
	    {README, "# Cart\n\n1. Run it with one of the scripts `startCart` or `x`.\n", true},
	    {README, "# Cart\n\n1. Run it with one of the scripts `start` or `x`.\n", false},
	    {README, "# Cart\n\nOne of the scripts is `startCart`.\n", false},
	    {README, "# Cart\n\nIt has a few verbs: `run` runs it.\n", false},
	    {README, CODE("make develop"), false},
	    {README, CODE("kafka-start   Run kafka"), false},
	    {README, CODE("run-cart      Run it"), true},
	};

	(void)state;
	judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_found__how_it_is_written(void **state)
{
	static const struct found_row rows[] = {
	    {README, CODE("env $(cat .env | xargs -L 1) go run ."), true},
	    {README, CODE("env $(cat .env | xargs -L 1) go test ."), false},
	    {README, CODE("env A=\"1:2, 3:4\" B=x go run ."), true},
	    {README, CODE("echo \"A, b\" go run ."), false},
	    {README, CODE("(venv) $ go run ."), true},
	    {README, CODE("shop $ go run ."), true},
	    {README, CODE("(venv) $ go test ."), false},
	    {README, CODE("sbt:shop> run"), true},
	    {README, CODE("sbt:shop> test"), false},
	    {README, CODE("usage: cart --config=FILE <command>"), true},
	    {README, CODE("usage: mail --config=FILE <command>"), false},
	    {README, CODE("cart <path-to-config>"), true},
	    {README, CODE("./cart config.toml"), true},
	    {README, CODE("cart the-rest"), false},
	    {README, CODE("/cart   - The cart service"), false},
	    {README, CODE("$CART_HOME/bin/cart.sh --port=80"), true},
	    {README, CODE("$CART_HOME/bin/mail.sh --port=80"), false},
	    {README, CODE("$CART_HOME/bin/cart migrate"), false},
	    {"README.md", SHOP("_bin/services/cart/tool"), true},
	    {"README.md", SHOP("_bin/services/mail/tool"), false},
	    {"README.md", "# Shop\n\nIt is made as `_bin/services/cart/tool`.\n", false},
	    {"README.md", SHOP("sbt ~servicesCart/reStart"), true},
	    {"README.md", SHOP("sbt servicesMail/run"), false},
	    {"README.md", "# Shop\n\n1. Run the cart project\n", true},
	    {"README.md", "# Shop\n\n1. Run the cart tests\n", false},
	    {"README.md", "# Shop\n\n1. The cart project is here.\n", false},
	    {"README.md", "# Shop\n\n1. Do not run the cart project\n", false},
	    /* images that the document builds */
	    {README, CODE("docker build -t acme/x .\ndocker run acme/x:1"), true},
	    {README, CODE("docker build . -t x\ndocker run <image-id>"), true},
	    {README, CODE("docker run <image-id>"), false},
	    {README, CODE("docker build -t x-tests -f tests/Dockerfile .\ndocker run x-tests"),
	        false},
	    {README, CODE("docker run sonar\ndocker build -t acme/x .\ndocker run --name sonar y"),
	        false},
	};

	(void)state;
	judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_found__by_another_file(void **state)
{
	static const struct found_row rows[] = {
	    {"README.md", SHOP("make sync"), true},
	    {"README.md", SHOP("sam deploy"), false},
	    {"README.md", SHOP("sam build"), false},
	    {"README.md", SHOP("sam validate"), false},
	    {"README.md", SHOP("ln -sf local.yml docker-compose.yml\ndocker compose up basket"),
	        true},
	    {"README.md", SHOP("ln -sf local.yml docker-compose.yml\ndocker compose up db"), false},
	    {"README.md", SHOP("docker compose up basket"), false},
	};

	(void)state;
	judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_found__pages(void **state)
{
	static const struct found_row rows[] = {
	    {"AGENTS.md", SHOP("docker compose up"), true},
	    {"docs/user-guide.md", SHOP("docker compose up"), true},
	    {"docs/README.md", SHOP("docker compose up"), true},
	    /* a page that is no guide has to name the service itself */
	    {"CART-README.md", SHOP("go run ./services/cart"), true},
	    {"docs/operations/keep.md", SHOP("docker compose up cart"), true},
	    {"docs/operations/keep.md", SHOP("docker compose up"), false},
	    {"docs/operations/keep.md", "# Shop\n\nIt has a cart.\n\n```\ndocker compose up\n```\n",
	        false},
	    {"docs/operations/keep.md", SHOP("go run ."), false},
	    {"docs/operations/keep.md", SHOP("go run ./services/mail"), false},
	    {"docs/adr/0001-cart.md", SHOP("docker compose up cart"), false},
	    {"docs/blog/cart.md", SHOP("docker compose up cart"), false},
	    {"CHANGELOG.md", SHOP("docker compose up cart"), false},
	    {"website/cart.md", SHOP("docker compose up cart"), false},
	};

	(void)state;
	judge(rows, DONE_ARRAY_SIZE(rows));
}

/* ---- beside others ---- */

struct beside_row {
	struct found_row row;
	size_t services;
};

static void test_topics_found__beside_others(void **state)
{
	static struct done_service all[] = {
	    {.name = "cart", .path = "services/cart", .in_head = true},
	    {.name = "deck", .path = "services/deck", .in_head = true},
	    {.name = "hook", .path = "services/hook", .in_head = true},
	};
	static const struct beside_row rows[] = {
	    /* what the only one is called is what the repository is called */
	    {{"README.md", "# Shopper\n\n```\nshopper --port 80\n```\n", true}, 1},
	    {{"README.md", "# Shopper\n\n```\nshopper --port 80\n```\n", false}, 3},
	    {{"README.md", "# Shopper\n\n```\nother --port 80\n```\n", false}, 1},
	    /* a script that speaks of others alone starts those */
	    {{"README.md", SHOP("make up"), false}, 3},
	    {{"README.md", SHOP("make all-up"), true}, 3},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].row.text); i++) {
		struct done_services map = {.items = all, .nr = rows[i].services};
		struct check_fixture f;

		open_shop(&f);
		fake_file(
		    &f.head, "Makefile", "up:\n\thack/dev.sh -x\nall-up:\n\thack/all.sh -x\n");
		fake_file(&f.head, "hack/dev.sh", "# hook, deck and more\n./deploy core\n");
		fake_file(&f.head, "hack/all.sh", "# hook, deck, cart\n./deploy core\n");
		fake_file(&f.head, rows[i].row.path, rows[i].row.text);
		assert_success(check_load(&f, "markdown: {topics: [run]}"), f.err);
		f.result = (struct done_result){.verdict = DONE_MET};
		check_view(&f);
		f.view.services = &map;
		f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
		assert_success(f.rc, f.err);
		if (f.result.verdict != (rows[i].row.met ? DONE_MET : DONE_UNMET))
			fail_msg("'%s' beside %zu is %s: %s", rows[i].row.text, rows[i].services,
			    done_verdict_name(f.result.verdict),
			    f.result.nr_evidence ? f.result.evidence[0].what : "");
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_topics_found__where_one_is),
	    cmocka_unit_test(test_topics_found__lists_of_entries),
	    cmocka_unit_test(test_topics_found__how_it_is_written),
	    cmocka_unit_test(test_topics_found__by_another_file),
	    cmocka_unit_test(test_topics_found__pages),
	    cmocka_unit_test(test_topics_found__beside_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
