/* Topic `run`: ways in which people write down how a service is started. */
#include "check_fixture.h"

#define README "services/cart/README.md"
#define SHOP(text) "# Shop\n\n```\n" text "\n```\n"
#define CODE(text) "# Cart\n\n```\n" text "\n```\n"

static void open_cart(struct check_fixture *f)
{
	check_open(f, "services/cart");
	fake_file(&f->head, "services/cart/main.go", "package main\nfunc main() {}\n");
	fake_file(&f->head, "services/cart/go.mod", "module github.com/shop/basket/v2\n");
	fake_file(&f->head, "services/cart/app.py", "run()\n");
	fake_file(&f->head, "services/cart/main.ts", "run();\n");
	fake_file(&f->head, "services/cart/app.rb", "run\n");
	fake_file(&f->head, "services/cart/pyproject.toml", "[project]\n");
	fake_file(&f->head, "services/cart/Cargo.toml", "[dependencies]\n");
	fake_file(&f->head, "services/cart/pom.xml", "<project/>\n");
	fake_file(&f->head, "services/cart/src/CartApplication.java", "class CartApplication {}\n");
	fake_file(&f->head, "services/cart/script/server", "#!/bin/sh\nexec puma\n");
	fake_file(&f->head, "services/cart/script/setup", "#!/bin/sh\nexec true\n");
	fake_file(&f->head, "services/cart/docker/manage", "#!/bin/sh\ncase $1 in\nesac\n");
	fake_file(&f->head, "services/cart/run-tests.sh", "true\n");
	fake_file(&f->head, "services/cart/up.ps1", "docker compose up cart\n");
	fake_file(
	    &f->head, "services/cart/package.json", "{\"scripts\": {\"dev\": \"node app.js\"}}\n");
	fake_file(&f->head, "compose.yaml",
	    "services:\n  cart:\n    build: services/cart\n  db:\n    image: postgres\n");
	fake_file(&f->head, "args/compose.yaml",
	    "services:\n  x:\n    build:\n      context: .\n      args:\n        MAIN: "
	    "cart/main.go\n");
	fake_file(&f->head, "ops/stack.yml", "services:\n  cart:\n    image: shop/cart\n");
	fake_file(&f->head, "Makefile",
	    "chart:\n\t$(HELM) upgrade shop --install \\\n\t  ops/chart --wait\n"
	    "deploy:\n\tdocker stack deploy -c ops/stack.yml shop\n"
	    "stack:\n\t$(DOCKER_COMPOSE) up -d cart\n"
	    "debug:\n\tDEBUG=1 $(BINPATH)/cart\n"
	    "bare:\n\tout/cart\n"
	    "store:\n\t$(BINPATH)/cart migrate\n"
	    "other:\n\t$(BINPATH)/mail\n");
	fake_file(&f->head, "ops/chart/Chart.yaml", "name: shop\n");
	fake_file(&f->head, "ops/chart/templates/cart.yaml",
	    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: cart\nspec:\n"
	    "  template:\n    spec:\n      containers:\n      - name: cart\n"
	    "        image: shop/cart\n");
}

struct run_row {
	const char *path, *text;
	bool met;
};

static void run_row_judge(const struct run_row *row)
{
	struct check_fixture f;

	open_cart(&f);
	fake_file(&f.head, row->path, row->text);
	check_run(&f, "markdown: {topics: [run]}");
	assert_success(f.rc, f.err);
	if (f.result.verdict != (row->met ? DONE_MET : DONE_UNMET))
		fail_msg("by %s: '%s' is %s: %s", row->path, row->text,
		    done_verdict_name(f.result.verdict),
		    f.result.nr                ? f.result.findings[0].message
		        : f.result.nr_evidence ? f.result.evidence[0].what
		                               : "");
	check_close(&f);
}

static void run_rows_judge(const struct run_row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		run_row_judge(&rows[i]);
}

static void test_topics_run__a_unit_is_the_services_own(void **state)
{
	static const struct run_row rows[] = {
	    {README, CODE("$ sudo systemctl start cart"), true},
	    {README, CODE("systemctl start cart.service"), true},
	    {README, CODE("service cart start"), true},
	    {README, CODE("systemctl start shop@1"), true},
	    {README, CODE("$ sudo systemctl start libvirtd"), false},
	    {README, CODE("systemctl start"), false},
	    {README, CODE("service postgresql start"), false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct check_fixture f;

		open_cart(&f);
		fake_file(&f.head, "services/cart/deploy/cart.service", "[Service]\n");
		fake_file(&f.head, "services/cart/deploy/shop@.service", "[Service]\n");
		fake_file(&f.head, rows[i].path, rows[i].text);
		check_run(&f, "markdown: {topics: [run]}");
		assert_int_equal(f.result.verdict, rows[i].met ? DONE_MET : DONE_UNMET);
		check_close(&f);
	}
}

static void test_topics_run__a_line_goes_on(void **state)
{
	static const struct run_row rows[] = {
	    {README, CODE("$ docker run --detach \\\n    -p 80:80 \\\n    shop/cart:1"), true},
	    {README, CODE("docker run --detach `\n  shop/cart"), true},
	    {README, CODE("docker run --detach ^\r\n  shop/cart"), true},
	    {README, CODE("docker run --detach\nshop/cart"), false},
	    {README, CODE("docker run `date`\nshop/cart"), false},
	    {"README.md", SHOP("make chart"), true},
	    /* a program in a recipe, wherever it lies */
	    {README, CODE("make debug"), true},
	    {README, CODE("make bare"), true},
	    {README, CODE("make store"), false},
	    {README, CODE("make other"), false},
	};

	(void)state;
	run_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_run__other_names(void **state)
{
	static const struct run_row rows[] = {
	    /* the module, the title */
	    {README, CODE("docker run -d acme/basket"), true},
	    {README, "# Shopper\n\n```\ndocker run -d acme/shopper\n```\n", true},
	    {README, "# Shopper\n\n```\nshopper serve all\n```\n", true},
	    {README, "# Shopper\n\n```\nshopper --port 80\n```\n", true},
	    {"README.md", "# Shop\n\n```\ndocker run -d acme/basket\n```\n", true},
	    {"README.md", "# Shopper\n\n```\ndocker run -d acme/shopper\n```\n", false},
	    {README, CODE("docker run -d acme/other"), false},
	    {README,
	        "# A\n\n![b](https://github.com/acme/other/workflows/B/badge.svg)\n\n" CODE(
	            "docker run -d acme/other:2"),
	        true},
	    {README,
	        "# A\n\n[o](https://github.com/acme/other)\n\n" CODE("docker run -d acme/other"),
	        false},
	    {README,
	        "# A\n\n![b](https://github.com/acme/shop/workflows/B/badge.svg)\n\n" CODE(
	            "docker run -d minio/minio"),
	        false},
	    {README, CODE("modd --version"), false},
	    {README, CODE("wgo go test ./..."), false},
	    {README, CODE("wgo go run ."), true},
	    {README, CODE("python -m flask db upgrade"), false},
	    {README, CODE("gunicorn --help"), false},
	    {README, CODE("gunicorn app:app"), true},
	    {README, CODE("migrate up cart"), false},
	    {README, CODE("./bin/cart migrate"), false},
	    {README, CODE("docker run -d postgres"), false},
	    {README, "# API\n\n```\ndocker run -d acme/api\n```\n", false},
	    {README, "# Shopper\n\n```\nshopper migrate\n```\n", false},
	    {README, "# Shopper\n\n```\nShopper -> Orders\n```\n", false},
	    /* a compose file in the document */
	    {README, CODE("services:\n  x:\n    image: acme/basket:1"), true},
	    {README, CODE("services:\n  x:\n    image: redis:7"), false},
	};

	(void)state;
	run_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_run__programs_and_scripts(void **state)
{
	static const struct run_row rows[] = {
	    {README, CODE("bundle exec script/server"), true},
	    {README, CODE("script/setup"), false},
	    {README, CODE("cd docker\n./manage start"), true},
	    {README, CODE("./manage build"), false},
	    {README, CODE("./run-tests.sh"), false},
	    {README, CODE("./up.ps1"), true},
	    {README, CODE("go build -o server .\n./server"), true},
	    {README, CODE("./worker"), false},
	    {README, CODE("cargo build --release\n./target/release/anything"), true},
	    {README, CODE("poetry run serve"), true},
	    {README, CODE("poetry run lint"), false},
	    {README, CODE("pipenv start"), false},
	    {README, CODE("quart run"), true},
	    {README, CODE("quart shell"), false},
	    {README, CODE("bacon run"), true},
	    {README, CODE("bacon clippy"), false},
	    {README, CODE("gulp serve"), false}, /* there is no gulpfile */
	    {README, CODE("starter up cart"), true},
	    {README, CODE("starter up orders"), false},
	    {README, CODE("git clone cart serve"), false},
	    {README, CODE("k6 run cart"), false},
	    {README, CODE("node dist/main"), true},
	    {README, CODE("node dist/other"), false},
	    {README, CODE("python -m uvicorn app:app"), true},
	    {README, CODE("python -m pytest app"), false},
	    {README, CODE("bundle exec ruby -Ilib -S rackup"), true},
	    {README, "# Cart\n\nRun `CartApplication` in your editor.\n", true},
	    {README, "# Cart\n\nRun OtherApplication in your editor.\n", false},
	    {README, "# Cart\n\nKj\xC3\xB8r `CartApplication` lokalt.\n", true},
	    {README, "# Cart\n\nRun `CartApplication.java` with the profile local.\n", true},
	    {README, "# Cart\n\nStart `Application.java` first.\n", false},
	    {README, "# Cart\n\nCartApplication is the entry.\n", false},
	    {"README.md", "# Shop\n\nStart CartApplication first.\n", true},
	    {"README.md", "# Shop\n\n```\nnpx turbo run dev\n```\n", true},
	    {"README.md", "# Shop\n\n```\nnpx turbo run build\n```\n", false},
	    {README, CODE("npx turbo run build"), false},
	};

	(void)state;
	run_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_run__entries(void **state)
{
	static const struct run_row rows[] = {
	    {"README.md", SHOP("docker stack deploy -c ops/stack.yml shop"), true},
	    {"README.md", SHOP("make deploy"), true},
	    {"README.md", SHOP("make stack"), true},
	    {"README.md", SHOP("docker compose up -d -t 60 &"), true},
	    {"README.md", SHOP("docker compose up [service]"), true},
	    {"README.md", SHOP("docker compose up db"), false},
	    {"README.md", SHOP("helm install shop ./ops/chart/"), true},
	    {"README.md", SHOP("helm install shop acme/chart"), false},
	    {"README.md", SHOP("docker compose -f args/compose.yaml up"), true},
	};

	(void)state;
	run_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void test_topics_run__what_people_run_beside_it(void **state)
{
	static const struct run_row rows[] = {
	    {README, CODE("python manage.py createsuperuser"), false},
	    {README, CODE("python manage.py runserver"), true},
	    {README, CODE("python manage.py process_tasks"), true},
	    {README, CODE("python bin/mend_totals.py"), false},
	    {README, CODE("python bin/start.py"), true},
	    {README, CODE("python app.py create"), false},
	    {README, CODE("python app.py init.yaml"), true},
	    {README, CODE("python app.py"), true},
	    {README, CODE("npm run check:unit:watch"), false},
	    {README, CODE("npm run start:watch"), true},
	    {README, CODE("./run-mysql.sh start"), false},
	    {README, CODE("./run-mail.sh start"), true},
	    {README, CODE("docker compose run check-tests"), false},
	    {README, CODE("sbt \"testOnly com.acme.runtime.RunSpec\""), false},
	    {README, CODE("sbt run"), true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct check_fixture f;

		open_cart(&f);
		fake_file(&f.head, "services/cart/manage.py", "run()\n");
		fake_file(&f.head, "services/cart/bin/mend_totals.py", "run()\n");
		fake_file(&f.head, "services/cart/bin/start.py", "run()\n");
		fake_file(&f.head, "services/cart/run-mysql.sh", "docker start x\nsleep 1\n");
		fake_file(&f.head, "services/cart/run-mail.sh", "puma\nsleep 1\n");
		fake_file(&f.head, "services/cart/build.sbt", "name := 1\n");
		fake_file(&f.head, "services/cart/compose.yaml",
		    "services:\n  check-tests:\n    build: .\n");
		fake_file(&f.head, "package.json",
		    "{\"scripts\": {\"check:unit:watch\": \"jest\", \"start:watch\": \"node "
		    "x.js\"}}");
		fake_file(&f.head, rows[i].path, rows[i].text);
		check_run(&f, "markdown: {topics: [run]}");
		assert_int_equal(f.result.verdict, rows[i].met ? DONE_MET : DONE_UNMET);
		check_close(&f);
	}
}

static void test_topics_run__from_an_editor(void **state)
{
	static const struct run_row rows[] = {
	    {README, "# Cart\n\n## Local setup\n\nRun the service.\n", true},
	    {README, "# Cart\n\n## Run\n\n1. Open it.\n2. Start the application locally\n", true},
	    {README, "# Cart\n\n## Run\n\nOpen it in Visual Studio and press F5.\n", true},
	    {README, "# Cart\n\n## Run\n\nRun the API project from Rider.\n", true},
	    {README, "# Cart\n\n## Run\n\nStart the functions with your IDE.\n", true},
	    {README, "# Cart\n\n## Run\n\nRun Visual Studio in administrator mode.\n", false},
	    {README, "# Cart\n\n## Run\n\nRun the service tests in Visual Studio.\n", false},
	    {README, "# Cart\n\n## Run\n\nStart the server:\n", false},
	    {README, "# Cart\n\n## Run\n\nRun the migrations in Rider, then the service.\n", false},
	    {README, "# Cart\n\n## Run\n\nDo not start the application in your IDE.\n", false},
	    {"README.md", "# Shop\n\n## Run cart\n\nRun the service.\n", false},
	    {README, "# Cart\n\n## Run\n\n- [Run the service](#later)\n", false},
	};

	(void)state;
	run_rows_judge(rows, DONE_ARRAY_SIZE(rows));
}

static void open_ways(struct check_fixture *f)
{
	fake_file(&f->head, "GNUmakefile",
	    "start:\n\t@echo started\nserve: say\nsay:\n\techo hi\nrun: prepare\n"
	    "prepare:\n\t./prepare\ninstall-dev:\n\tpip install .\ndevdata:\n\t./load\n"
	    "all-up:\n\t$(SHOP_COMPOSE_ENGINE) up cart\n"
	    "cluster:\n\t$(KUBECTL_CMD) apply --filename ./ops/cart.yaml\n");
	fake_file(&f->head, "ops/cart.yaml",
	    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: cart\nspec:\n"
	    "  template:\n    spec:\n      containers:\n      - name: cart\n"
	    "        image: shop/cart\n");
	fake_file(&f->head, "services/cart/start.sh", "#!/bin/sh\nset -e\necho started\n");
	fake_file(&f->head, "services/cart/serve.sh", "#!/bin/sh\nexec puma\n");
	fake_file(&f->head, "services/cart/mall.sh", "mall() { puma; }\n");
	fake_file(&f->head, "services/cart/tell.sh", "echo \"$@\"\n");
	fake_file(&f->head, "startup.sh", "start_service cart ../services/cart 80\n");
	fake_file(&f->head, "others.sh", "start_service orders ../services/orders 80\n");
	fake_file(&f->head, "pom.xml", "<project><executable> echo </executable></project>");
	fake_file(&f->head, "tye.yaml",
	    "services:\n- name: basket\n  project: services/cart/Cart.csproj\n");
	fake_file(&f->head, "services/cart/main.hcl", "x = 1\n");
	fake_file(&f->head, "package.json",
	    "{\"scripts\": {\"local:compose\": \"docker compose -f compose.yaml\"}}");
	fake_file(&f->head, "services/cart/Cart.csproj", "<Project/>");
}

static void test_topics_run__ways(void **state)
{
	static const struct run_row rows[] = {
	    /* what does nothing starts nothing */
	    {README, CODE("make start"), false},
	    {README, CODE("make serve"), false},
	    {README, CODE("make run"), true},
	    {README, CODE("make install-dev"), false},
	    {README, CODE("make devdata"), false},
	    {README, CODE("./start.sh"), false},
	    {README, CODE("./serve.sh"), true},
	    {README, CODE("mvn exec:exec"), false},
	    {README, CODE("mvn exec:java -Dexec.executable=/bin/echo"), false},
	    {README, CODE("mvn exec:java"), true},
	    {README, "# Cart\n\nDo not run `CartApplication` in your editor.\n", false},
	    {README, "# Cart\n\nNot needed by others: run `CartApplication`.\n", true},
	    {README, CODE("./cart -export-routes"), false},
	    {README, CODE("example.com/shop/cart coverage: 80%"), false},
	    /* by another file */
	    {"README.md", SHOP("make all-up"), true},
	    {"README.md", SHOP("make cluster"), true},
	    {"README.md", SHOP("./startup.sh"), true},
	    {"README.md", SHOP("./others.sh"), false},
	    {"README.md", SHOP("tye run"), true},
	    {"README.md", SHOP("pnpm local:compose up"), true},
	    {"README.md", SHOP("pnpm local:compose down"), false},
	    {README, CODE("shipyard run ./x"), true},
	    {README, CODE("mall server run-local"), true},
	    {README, CODE("mall server setup-all"), false},
	    {README, CODE("tell server run-local"), false},
	    /* how it is written */
	    {README, CODE("1. make run"), true},
	    {README, CODE("\xE2\x9E\x9C make run"), true},
	    {README, "# Cart\n\nGo to \"x y\", type \"dotnet run\" and hit Enter.\n", true},
	    {README, "# Cart\n\nThe words \"dotnet run\" stand here.\n", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct check_fixture f;

		open_cart(&f);
		open_ways(&f);
		fake_file(&f.head, rows[i].path, rows[i].text);
		check_run(&f, "markdown: {topics: [run]}");
		assert_success(f.rc, f.err);
		if (f.result.verdict != (rows[i].met ? DONE_MET : DONE_UNMET))
			fail_msg("'%s' is %s: %s", rows[i].text,
			    done_verdict_name(f.result.verdict),
			    f.result.nr_evidence ? f.result.evidence[0].what : "");
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_topics_run__a_unit_is_the_services_own),
	    cmocka_unit_test(test_topics_run__a_line_goes_on),
	    cmocka_unit_test(test_topics_run__other_names),
	    cmocka_unit_test(test_topics_run__programs_and_scripts),
	    cmocka_unit_test(test_topics_run__entries),
	    cmocka_unit_test(test_topics_run__what_people_run_beside_it),
	    cmocka_unit_test(test_topics_run__from_an_editor),
	    cmocka_unit_test(test_topics_run__ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
