/* Option `topics` of kind `markdown`: what meets a topic, what does not, and what is reported. */
#include "../../src/check/topics.h"
#include "check_fixture.h"

#define README "services/cart/README.md"
#define RUNBOOK "services/cart/RUNBOOK.md"

/* A service with what its documents may name; the rest is written by each row. */
static void open_cart(struct check_fixture *f)
{
	check_open(f, "services/cart");
	fake_file(&f->head, "services/cart/main.go",
	    "package main\nfunc main() { handle(\"/carts\") }\n");
	fake_file(&f->head, "services/cart/go.mod", "module cart\n");
	fake_file(&f->head, "services/cart/app.py", "run()\n");
	fake_file(&f->head, "services/cart/package.json",
	    "{\"scripts\": {\"start\": \"node server.js\", \"dev\": \"vite\", \"dev:say\": "
	    "\"echo no\"}}\n");
	fake_file(&f->head, "package.json",
	    "{\"scripts\": {\"start\": \"pnpm build && pnpm start:all\", \"start:all\": "
	    "\"turbo run start\", \"build\": \"tsc\"}}\n");
	fake_file(&f->head, "services/cart/build.gradle", "\n");
	fake_file(&f->head, "services/cart/Taskfile.yml",
	    "tasks:\n  stop:\n    cmds:\n      - \"docker compose stop\"\n  start:\n    "
	    "deps: [up]\n"
	    "  up:\n    cmds:\n      - \"docker compose -f {{.FILE}} up -d\"\n");
	fake_file(&f->head, "tests/compose.yaml", "services:\n  cart:\n    image: x\n");
	fake_file(&f->head, "services/cart/Makefile",
	    "all: build run\nbuild:\n\tgo build\nrun:\n\tgo run .\nhelp:\n\techo "
	    "run\ntest:\n\tgo run "
	    ".\n");
	fake_file(&f->head, "Makefile",
	    "up:\n\tkind create cluster\n\t$(HELM) apply all\ndev:\n\tdocker compose up db\n"
	    "orders-up:\n\tkind create cluster\nsetup:\n\tbrew install kind\n");
	fake_file(&f->head, "services/cart/scripts/restore.sh", "pg_restore\n");
	fake_file(&f->head, "services/cart/start.sh", "./cart\n");
	fake_file(&f->head, "ops/alerts.yml", "- alert: CartsAreLost\n");
	fake_file(&f->head, "compose.yaml",
	    "services:\n  cart:\n    build: services/cart\n  db:\n    image: postgres\n");
	fake_file(&f->head, "shop.AppHost/Program.cs",
	    "builder.AddDockerfile(\"cart\", \"../services/cart\");\n");
	fake_file(&f->head, "deploy/k8s/cart.yaml",
	    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: cart\nspec:\n"
	    "  template:\n    spec:\n      containers:\n      - name: cart\n"
	    "        image: shop/cart\n");
	fake_file(&f->head, "scripts/all-up.sh", "#!/bin/sh\ndocker compose up -d\n");
	fake_file(&f->head, "scripts/db-up.sh", "docker compose up -d db\n");
	fake_file(&f->head, "team/CONTRIBUTING.md",
	    "# Contributing\n\n```\ndocker compose up cart\n```\n");
	fake_file(&f->head, "docs/handbook.md",
	    "# Handbook\n\n## Starting\n\n```\ngo run .\n```\n\n## Other\n\nNothing here.\n");
}

struct topic_row {
	const char *topic, *path, *text;
};

static void judge_row(const struct topic_row *row, bool met)
{
	struct check_fixture f;

	open_cart(&f);
	fake_file(&f.head, row->path, row->text);
	check_run(&f, done_arena_printf(&f.arena, "markdown: {topics: [%s]}", row->topic));
	assert_success(f.rc, f.err);
	if (f.result.verdict != (met ? DONE_MET : DONE_UNMET))
		fail_msg("'%s' by %s: '%s' is %s: %s", row->topic, row->path, row->text,
		    done_verdict_name(f.result.verdict),
		    f.result.nr                ? f.result.findings[0].message
		        : f.result.nr_evidence ? f.result.evidence[0].what
		                               : "");
	if (met && !f.result.nr_evidence)
		fail_msg("'%s' by '%s' has no evidence", row->topic, row->text);
	check_close(&f);
}

/* ---- the purpose ---- */

#define KEEPS "Keeps what people put into it until they pay."

static void test_topics__purpose(void **state)
{
	static const struct topic_row met[] = {
	    {"purpose", README, "# Cart\n\n" KEEPS "\n"},
	    {"purpose", README, "# Cart: keeps what people put into it until they pay\n"},
	    {"purpose", README, "# Cart\n\n## Run\n\nx\n\n## What it is for (overview)\n\n" KEEPS},
	    {"purpose", README, "# Cart\n\n## Run\n\nx\n\n- **Purpose**: " KEEPS "\n"},
	    {"purpose", "services/cart/readme.rst", "Cart\n====\n\n" KEEPS "\n"},
	    {"purpose", "services/cart/README.adoc", "= Cart\n\n" KEEPS "\n"},
	    {"purpose", "services/cart/README", "CART\n\n" KEEPS "\n"},
	    {"purpose", README, "<h1>Cart</h1>\n\n<p>" KEEPS "</p>\n"},
	    {"purpose", README,
	        "# \xE8\xB3\xBC\xE7\x89\xA9\n\n"
	        "\xE9\xA1\xA7\xE5\xAE\xA2\xE3\x81\x8C\xE8\xB3\xBC\xE5\x85\xA5\xE3\x81\x99"
	        "\xE3\x82\x8B\xE5\x95\x86\xE5\x93\x81\xE3\x82\x92\xE4\xBF\x9D\xE5\xAD\x98\n"},
	    /* the README of the root */
	    {"purpose", "README.md", "# Shop\n\n### Cart service\n\n" KEEPS "\n"},
	    {"purpose", "README.md", "# Shop\n\n- cart: keeps what people put into it\n"},
	    {"purpose", "README.md",
	        "# Shop\n\n| service | what |\n| --- | --- |\n"
	        "| [cart](services/cart) | keeps what people put into it |\n"},
	    {"purpose", "README.md",
	        "# Shop\n\n* A [basket](services/cart) that keeps what people put "
	        "into it\n"},
	    /* a sentence of it, a name written as code, a title in two pieces */
	    {"purpose", "README.md",
	        "# Shop\n\n## Parts\n\nThe cart service is the place that keeps what people put "
	        "into it.\n"},
	    {"purpose", "README.md", "# Shop\n\n- `cart`: keeps what people put into it\n"},
	    {"purpose", README, "<h1>Shop</h1>\n\n# Shop carts\n\n" KEEPS "\n"},
	    {"purpose", README, "# Shop\n\n## Cart is a place where goods wait for payment\n"},
	    /* pictures in a heading; pages of docs/ */
	    {"purpose", "README.md", "# Shop\n\n### \xF0\x9F\x9B\x92 Cart service\n\n" KEEPS "\n"},
	    {"purpose", "docs/parts.md", "# Parts\n\n## Cart\n\n" KEEPS "\n"},
	    {"purpose", "docs/CART.md", "# Where goods wait\n\n" KEEPS "\n"},
	    /* among others: plural, sentences, parts, another place's placeholder */
	    {"purpose", "README.md", "# Shop\n\n### Carts service\n\n" KEEPS "\n"},
	    {"purpose", "README.md",
	        "# Shop\n\n1. Cart nodes are responsible for goods that wait for payment.\n"},
	    {"purpose", "README.md",
	        "# Shop\n\nThe cart component handles goods that wait for payment.\n"},
	    {"purpose", README, "# Cart\n\n" KEEPS "\n\n## Tools\n\nTODO: more\n"},
	    {"purpose", README,
	        "# Cart\n\nThis service provides carts and their prices to all shops.\n"},
	    /* an instruction behind it */
	    {"purpose", README, "# Cart\n\n" KEEPS " It expects this:\n\n```\n{}\n```\n"},
	};
	static const struct topic_row unmet[] = {
	    {"on-call", RUNBOOK, "# Runbook\n\nThe team payments answers at night.\n"},
	    {"performance", RUNBOOK,
	        "# Runbook\n\n## SLO\n\nWe promise an answer within 300 ms.\n"},
	    {"purpose", README, "# Cart\n"},
	    {"purpose", README, "# Cart\n\nThe cart service.\n"},
	    {"purpose", README, "# Cart\n\ncart cart cart cart cart cart cart cart\n"},
	    {"purpose", README, "# Cart\n\nword word word word word word word word\n"},
	    {"purpose", README, "# Cart\n\n1 2 3 4 5 6 7 8 9\n"},
	    {"purpose", README, "# Cart\n\n`one two three four five six seven`\n"},
	    {"purpose", README, "# Cart\n\n```\none two three four five six seven\n```\n"},
	    {"purpose", README, "# Cart\n\n![one two three four five six](a.png)\n"},
	    {"purpose", README, "# Cart\n\n<img alt=\"one two three four five six\">\n"},
	    {"purpose", README, "# Cart\n\n<!-- " KEEPS " -->\n"},
	    {"purpose", README, "# Cart\n\nTODO describe what this service is good for\n"},
	    {"purpose", README,
	        "# Cart\n\nLorem ipsum dolor sit amet consectetur adipiscing elit\n"},
	    {"purpose", README,
	        "# Cart\n\nWhen it runs the output should be as follows\n\n```\nx\n```\n"},
	    {"purpose", README, "# Cart\n\n## Run\n\n" KEEPS "\n"},
	    /* what sort of thing it is, a title of something else, instructions */
	    {"purpose", README, "# Cart\n\nExample of the **cart** microservice and its API\n"},
	    {"purpose", README, "# Build a Node.js microservice and deploy it to Docker\n"},
	    {"purpose", README,
	        "# Cart\n\nOpen the following address in the browser of your choice.\n"},
	    {"purpose", "services/cart/readme.txt",
	        "build:\nmake all\n\nplease add these lines to your own hosts file\n"},
	    {"purpose", "README.md",
	        "# Shop\n\nThe cart component is written in Go and tested by Jenkins.\n"},
	    /* of somebody else */
	    {"purpose", "README.md", "# Shop\n\n" KEEPS "\n"},
	    {"purpose", "README.md", "# Shop\n\n### Orders\n\n" KEEPS "\n"},
	    {"purpose", "docs/ORDERS.md", "# Where goods wait\n\n" KEEPS "\n"},
	    {"purpose", "docs/vendor/x/CART.md", "# Where goods wait\n\n" KEEPS "\n"},
	    {"purpose", "README.md", "# Shop\n\n- orders: keeps what people put into it\n"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(met, i, met[i].topic); i++)
		judge_row(&met[i], true);
	for (size_t i = 0; TEST_EACH(unmet, i, unmet[i].topic); i++)
		judge_row(&unmet[i], false);
}

/* ---- among others ---- */

static struct done_service neighbours[] = {
    {.name = "cart", .path = "services/cart", .stage = "production", .in_head = true},
    {.name = "order", .path = "services/order", .stage = "production", .in_head = true},
};

static void test_topics__of_who_lives_alone(void **state)
{
	static const struct {
		struct topic_row row;
		size_t services; /* of neighbours[] */
		bool met;
	} rows[] = {
	    {{"purpose", "README.md", "# Shop\n\n" KEEPS "\n"}, 1, true},
	    {{"purpose", "README.md", "# Shop\n\n" KEEPS "\n"}, 2, false},
	    {{"run", "README.md", "# Shop\n\n## Start\n\n```\ngo run .\n```\n"}, 1, true},
	    {{"run", "README.md", "# Shop\n\n## Start\n\n```\ngo run .\n```\n"}, 2, false},
	    {{"run", "docs/install.md", "```\ngo run .\n```\n"}, 1, true},
	    {{"run", "docs/install.md", "```\ngo run .\n```\n"}, 2, false},
	    {{"purpose", "services/README.md", "# All\n\n" KEEPS "\n"}, 1, true},
	    {{"purpose", "services/README.md", "# All\n\n" KEEPS "\n"}, 2, false},
	    {{"purpose", "services/README.md", "# All\n\n### Cart service\n\n" KEEPS "\n"}, 2,
	        true},
	    {{"run", "services/README.md", "# All\n\n```\ndocker compose up\n```\n"}, 2, true},
	    {{"run", "services/README.md", "# All\n\n```\ngo run .\n```\n"}, 2, false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].row.path); i++) {
		struct done_services map = {.items = neighbours, .nr = rows[i].services};
		struct check_fixture f;

		open_cart(&f);
		fake_file(&f.head, rows[i].row.path, rows[i].row.text);
		assert_success(
		    check_load(&f,
		        done_arena_printf(&f.arena, "markdown: {topics: [%s]}", rows[i].row.topic)),
		    f.err);
		f.result = (struct done_result){.verdict = DONE_MET};
		check_view(&f);
		f.view.services = &map;
		f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict, rows[i].met ? DONE_MET : DONE_UNMET);
		check_close(&f);
	}
}

/* ---- running ---- */

static void test_topics__run(void **state)
{
	static const struct topic_row met[] = {
	    {"run", README, "# Cart\n\n## Run\n\n```sh\ngo run .\n```\n"},
	    {"run", README, "Start it with `go run ./cmd/cart`.\n"},
	    {"run", README, "```\n$ export A=1\n$ A=b sudo go run .\n```\n"},
	    {"run", README, "    go run .\n"},
	    {"run", README, "- build: `go build`\n- start: `npm start`\n"},
	    {"run", README, "| what | how |\n| --- | --- |\n| start | `make run` |\n"},
	    {"run", README, "<pre><code>go run .</code></pre>\n"},
	    {"run", README, "```\ncd services/cart && go run .\n```\n"},
	    {"run", README, "```\npython3 app.py\n```\n"},
	    /* what starts all, and nobody can look into */
	    {"run", "README.md", "```\nmake up\n```\n"},
	    {"run", "README.md", "```text\nhelp    Show this\nup      Start everything\n```\n"},
	    {"run", "README.md", "```\nbash < scripts/all-up.sh\n```\n"},
	    {"run", README, "```\n./start.sh\n```\n"},
	    {"run", README, "```\n./cart --port 80\n```\n"},
	    {"run", README, "```\nshop-cart\n```\n"},
	    {"run", README, "```\ndocker build -t x/y .\ndocker run -p 80:80 x/y\n```\n"},
	    {"run", README, "```\ndocker run shop/cart:1\n```\n"},
	    {"run", "services/cart/README.rst", "Cart\n====\n\nRun::\n\n    go run .\n"},
	    {"run", "services/cart/README.adoc", "= Cart\n\n----\ngo run .\n----\n"},
	    {"run", "services/cart/README.txt", "Cart\n\n    go run .\n"},
	    {"run", README, "## Run\n\nSee [the handbook](../../docs/handbook.md#starting).\n"},
	    {"run", README, "[How to run it](../../docs/handbook.md)\n"},
	    /* by entries of other files */
	    {"run", "README.md", "# Shop\n\n```\nkubectl apply -f ./deploy/k8s/\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ncd scripts\n./all-up.sh\n```\n"},
	    {"run", "README.md", "# Shop\n\nSee [how to help](team/CONTRIBUTING.md).\n"},
	    {"run", "README.md", "# Shop\n\n```\ndocker compose up\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ndocker-compose up -d cart\n```\n"},
	    {"run", README, "```\ndocker compose up --build cart\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ndotnet run --project shop.AppHost\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ngo run ./services/cart\n```\n"},
	    {"run", "README.md", "# Shop\n\n## Cart\n\n```\ngo run .\n```\n"},
	    /* entries that entries name; a line that is nothing but a command */
	    {"run", README, "```\nmake all\n```\n"},
	    {"run", README, "`$ task start`\n"},
	    {"run", "README.md", "Start it:\ndocker-compose up  \nthen look\n"},
	    {"run", README, "## Run\n\n`go run .`\n\n## Later\n\nTODO say more\n"},
	    /* in guides, which are known by their names */
	    {"run", "CONTRIBUTING.md", "# How to help\n\n```\ndocker compose up cart\n```\n"},
	    {"run", ".github/CONTRIBUTING.md", "```\ngo run ./services/cart\n```\n"},
	    {"run", "services/cart/DEVELOPMENT.md", "```\ngo run .\n```\n"},
	    {"run", "docs/92-development/01-start.md", "```\ndocker compose up\n```\n"},
	    {"run", "website/docs/installation.mdx", "```\ndocker compose up\n```\n"},
	    {"run", "docs/how-to/run-it.md", "```\ngo run ./services/cart\n```\n"},
	    {"run", "deploy/README.md", "```\nkubectl apply -f deploy/k8s/\n```\n"},
	    /* behind an address of this tree */
	    {"run", README,
	        "## Run\n\nSee [it](https://github.com/x/shop/blob/main/docs/handbook.md).\n"},
	    {"run", "README.md",
	        "[Run](https://example.com/x/shop/-/tree/qa/1.x/team/CONTRIBUTING.md)\n"},
	    /* a script of the root that runs the one of the service */
	    {"run", "README.md", "```\npnpm start\n```\n"},
	};
	static const struct topic_row unmet[] = {
	    {"run", README,
	        "# Cart\n\n## Run\n\nJust start it, it is easy enough for everybody.\n"},
	    {"run", README, "```\ngo build ./...\ngo test ./...\ngo mod tidy\n```\n"},
	    {"run", README, "```\n# go run .\n```\n"},
	    {"run", README, "<!--\n```\ngo run .\n```\n-->\n"},
	    {"run", README, "go to the shop, run . and npm start it\n"},
	    {"run", README, "`npm run dev` builds the styles\n"}, /* vite */
	    {"run", README, "```\nshop-cart --version\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\nkubectl apply -f deploy/other/\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\n./scripts/db-up.sh\n```\n"},
	    {"run", "README.md", "# Shop\n\nSee [the rules](docs/handbook.md).\n"},
	    {"run", README, "`npm run serve`\n"},     /* no such script */
	    {"run", README, "```\ncargo run\n```\n"}, /* nothing of Rust here */
	    {"run", README, "```\npython missing.py\n```\n"},
	    {"run", README, "```\npython -m pytest\npython setup.py install\n```\n"},
	    {"run", README, "```\nmake build\nmake help\n```\n"},
	    {"run", README, "```\ndocker run -d redis\n```\n"},
	    {"run", README, "```\ndocker compose build cart\ndocker compose up db\n```\n"},
	    {"run", README, "Go to `services/cart` and look\n"},
	    {"run", README, "It makes a program, `build/bin/cart`.\n"},
	    {"run", README, "```yaml\nservices:\n  cart:\n    image: x\n```\n"},
	    {"run", README, "```\ncart\ndb\n```\n"},
	    {"run", README, "```\ndocker compose run cart go test\n```\n"},
	    {"run", README, "[How to run it](../../docs/missing.md)\n"},
	    {"run", README, "See [run](../../docs/handbook.md#other)\n"},
	    /* entries and commands that start something else on their way */
	    {"run", README, "```\nmake test\n```\n"},
	    {"run", README, "```\ngo run ./tools/gen\ngo run example.com/gen@v1\n```\n"},
	    {"run", README, "`npm run dev:say`\n"},
	    {"run", README, "`task stop`\n"},
	    {"run", README, "npm start is what some people type\n"},
	    {"run", README, "docker-compose up.\n"},
	    {"run", README, "```\ndocker compose -f tests/compose.yaml up\n```\n"},
	    {"run", README, "```\ndocker compose -f ops/compose.yaml up\n```\n"},
	    {"run", README, "```\n./gradlew startScripts\n```\n"},
	    {"run", README, "```\nmake setup\n```\n"},
	    {"run", README, "```\ncargo codspeed run\n```\n"},
	    /* all of it, by what is known to start something else, or only part of it */
	    {"run", "README.md", "```\nmake dev\n```\n"},
	    {"run", "README.md", "```\nmake orders-up\n```\n"},
	    /* documents that are no guides, or guide to something else */
	    {"run", "docs/notes.md", "```\ndocker compose up\n```\n"},
	    {"run", "docs/development/website.md", "```\ndocker compose up cart\n```\n"},
	    {"run", "docs/tests/run.md", "```\ndocker compose up cart\n```\n"},
	    {"run", "CONTRIBUTING.md", "```\ngo run .\n```\n"},
	    {"run", README, "[Run](https://example.com/x/shop/blob/main/docs/missing.md)\n"},
	    /* of somebody else */
	    {"run", "README.md", "# Shop\n\n```\nnpm run lint\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ngo run .\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ngo run ./services/orders\n```\n"},
	    {"run", "README.md", "# Shop\n\n## Orders\n\n```\ngo run .\n```\n"},
	    {"run", "README.md", "# Shop\n\n```\ndocker compose up db\n```\n"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(met, i, met[i].topic); i++)
		judge_row(&met[i], true);
	for (size_t i = 0; TEST_EACH(unmet, i, unmet[i].topic); i++)
		judge_row(&unmet[i], false);
}

/* ---- runbooks and the other topics ---- */

#define SHOWS                                                                                     \
	"A failure shows as orders that wait for more than an hour, mostly because the database " \
	"has no room left for them. "

static void test_topics__runbook_and_others(void **state)
{
	static const struct topic_row met[] = {
	    {"runbook", RUNBOOK, SHOWS "Run `scripts/restore.sh`.\n"},
	    {"runbook", RUNBOOK, SHOWS "The alert CartsAreLost fires.\n"},
	    {"runbook", RUNBOOK, SHOWS "Ask `/carts` for its age.\n"},
	    {"runbook", RUNBOOK, SHOWS "`kubectl rollout undo deployment/cart`\n"},
	    {"runbook", RUNBOOK, SHOWS "See [the script](scripts/restore.sh).\n"},
	    {"runbook", "services/cart/docs/how-to-restore.md",
	        SHOWS "Run `scripts/restore.sh`.\n"},
	    {"runbook", "docs/runbooks/cart.md", SHOWS "Run `scripts/restore.sh`.\n"},
	    {"runbook", README, "# Cart\n\n## How to restore\n\n" SHOWS "`scripts/restore.sh`\n"},
	    {"runbook", README, "# Cart\n\n- [Runbook](https://wiki.example.com/cart)\n"},
	    {"runbook", README,
	        "# Cart\n\n## Operations\n\nIn our [wiki](https://wiki.example.com).\n"},
	    {"call", README, "# Cart\n\n## API\n\n| GET | /carts/{id} | the cart |\n"},
	    {"call", README, "# Cart\n\n```\ncurl http://localhost:80/carts\n```\n"},
	    {"call", "README.md", "# Shop\n\n## Cart\n\nMethod | Path\n--- | ---\nGET | /carts\n"},
	    {"configuration", README,
	        "## Environment variables\n\n- `PORT`: where the service listens "
	        "(8080)\n"},
	    {"rollback", README,
	        "## Rolling back\n\nTake the release before it, by `make run` and by "
	        "hand.\n"},
	    {"on-call", README, "## On-call\n\nThe team payments answers at night.\n"},
	    {"on-call", RUNBOOK,
	        "# Runbook\n\n## On-call\n\nThe team payments answers at night.\n"},
	    {"rollback", RUNBOOK,
	        "# Runbook\n\n## Rollback\n\n`make run` starts the release before it again.\n"},
	    {"support", README, "## Contact\n\nAsk the payments team.\n"},
	    {"testing", README, "## Tests\n\n`go test ./...`\n"},
	    {"performance", README, "## SLO\n\nWe promise an answer within 300 ms.\n"},
	    {"architecture", README,
	        "## How it works\n\nRequests come in, are checked against the "
	        "stock, and end in a table.\n"},
	    {"alerts", README, "## Alerts\n\nCartsAreLost means that people see an empty cart.\n"},
	    {"deploy", README,
	        "## Release\n\nThe file `Makefile` builds what the pipeline brings out.\n"},
	    {"restore", README,
	        "## Backups\n\nThey are made each night; `scripts/restore.sh` brings one "
	        "back.\n"},
	};
	static const struct topic_row unmet[] = {
	    {"runbook", RUNBOOK, ""},
	    {"runbook", RUNBOOK, "# Runbook\n"},
	    {"runbook", RUNBOOK, SHOWS "Then somebody does something about it, with luck.\n"},
	    {"runbook", RUNBOOK, SHOWS "Run `scripts/missing.sh` or `/nothing`.\n"},
	    {"runbook", RUNBOOK, "Run `scripts/restore.sh`.\n"},
	    {"runbook", "docs/runbooks/orders.md", SHOWS "Run `scripts/restore.sh`.\n"},
	    {"runbook", README, "# Cart\n\n## Run\n\n" SHOWS "`scripts/restore.sh`\n"},
	    {"runbook", README,
	        "# Cart\n\nOur telegram bot is a [bot](https://core.example.org).\n"},
	    {"call", README, "# Cart\n\n## API\n\nGet it.\n"},
	    {"call", README, "# Cart\n\nGET and POST are methods; / is a path.\n"},
	    {"call", README, "# Cart\n\nGET/POST are methods that nobody wants to see.\n"},
	    {"call", README,
	        "# Cart\n\nWhoever reads events of any sort: this is no list of requests "
	        "and answers at all.\n"},
	    {"architecture", "services/cart/docs/architecture.md",
	        "TODO describe how this service works inside and "
	        "why it does so\n"},
	    {"performance", README, "## Performance\n\nIt is really very quick indeed.\n"},
	    {"alerts", README, "## Alerts\n\nThere are some of them, and people look at them.\n"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(met, i, met[i].topic); i++)
		judge_row(&met[i], true);
	for (size_t i = 0; TEST_EACH(unmet, i, unmet[i].topic); i++)
		judge_row(&unmet[i], false);
}

/* ---- what git done prints ---- */

static void test_topics__no_example_of_ours_meets_anything(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_topics_nr; i++) {
		const char *const paths[] = {README, RUNBOOK, "README.md"};

		for (size_t k = 0; k < DONE_ARRAY_SIZE(paths); k++) {
			struct topic_row row = {
			    done_topics[i].id, paths[k], done_topics[i].example};

			judge_row(&row, false);
		}
	}
}

/* ---- findings and evidence ---- */

static void test_topics__finding(void **state)
{
	static const struct {
		const char *topic, *text;
		int line;
		const char *message, *fix;
	} rows[] = {
	    {"call", "# Cart\n\n## Service\n\n## Tools\n", 0,
	        "'Call' is missing (headings: Cart, Service, Tools)",
	        "Its headings may be: Api, Usage, Endpoints, Call, Calling, \xE2\x80\xA6"},
	    {"run", "# Cart\n", 0, "'Run' is missing (headings: Cart)",
	        "'Run' is met by a command that starts the service"},
	    {"purpose", "", 0, "'Purpose' is missing (it has no headings)", "write in " README},
	    {"runbook", "# Cart\n\n## Operations\n\nSomebody looks.\n", 3,
	        "'Runbook': 'Operations' has 2 different words of text, at least 15 are asked for",
	        "names a command, a route, an alert or a file"},
	    {"runbook", "# Cart\n\n## Operations\n\n" SHOWS "\n", 3,
	        "'Operations' names no command, route, alert or file of this repository",
	        "## Runbook"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].topic); i++) {
		struct check_fixture f;

		open_cart(&f);
		fake_file(&f.head, README, rows[i].text);
		check_run(
		    &f, done_arena_printf(&f.arena, "markdown: {topics: [%s]}", rows[i].topic));
		assert_unmet(&f, 1, README, rows[i].line, rows[i].message, rows[i].fix);
		assert_non_null(strstr(f.result.findings[0].subject, rows[i].topic));
		check_close(&f);
	}
}

static void test_topics__no_document_at_all(void **state)
{
	struct check_fixture f;

	(void)state;
	open_cart(&f);
	check_run(&f, "markdown: {topics: [purpose, run]}");
	assert_unmet(&f, 2, README, 0, "there is no 'README.md'", "write in " README);
	check_close(&f);
}

static void test_topics__evidence(void **state)
{
	static const struct {
		struct topic_row row;
		int line;
		enum done_strength strength;
		const char *what;
	} rows[] = {
	    {{"run", README, "# Cart\n\n```sh\n# first\ngo run .\n```\n"}, 5, DONE_CLAIMED,
	        "the command 'go run .'"},
	    {{"run", "README.md", "# Shop\n\n`docker compose up`\n"}, 3, DONE_DECLARED,
	        "'docker compose up', by the entry 'cart' of compose.yaml:2"},
	    {{"purpose", "README.md",
	         "# Shop\n\n| a | b |\n| --- | --- |\n| cart | keeps what people "
	         "put in |\n"},
	        5, DONE_CLAIMED, "'cart', 5 words"},
	    {{"runbook", README, "# Cart\n\n- [Runbook](https://wiki.example.com/cart)\n"}, 3,
	        DONE_CLAIMED, "link to 'https://wiki.example.com/cart'"},
	    {{"runbook", RUNBOOK, SHOWS "Run `scripts/restore.sh`.\n"}, 0, DONE_CLAIMED,
	        "'RUNBOOK.md', it names the file 'scripts/restore.sh'"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].what); i++) {
		struct check_fixture f;

		open_cart(&f);
		fake_file(&f.head, rows[i].row.path, rows[i].row.text);
		check_run(
		    &f, done_arena_printf(&f.arena, "markdown: {topics: [%s]}", rows[i].row.topic));
		assert_met(&f);
		assert_int_equal(f.result.nr_evidence, 1);
		assert_string_equal(f.result.evidence[0].path, rows[i].row.path);
		assert_int_equal(f.result.evidence[0].line, rows[i].line);
		assert_string_equal(f.result.evidence[0].what, rows[i].what);
		assert_int_equal(f.result.evidence[0].strength, rows[i].strength);
		check_close(&f);
	}
}

/* ---- limits ---- */

static void test_topics__too_many_places_are_undecided(void **state)
{
	static const struct {
		const char *topic, *line;
	} rows[] = {
	    {"run", "- run: `cargo run`\n"},
	    {"run", "- `python x.py`\n"},
	    {"runbook", "- runbook: nothing here\n"},
	    {"runbook", "# Runbook\n\nnothing here\n\n"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].topic); i++) {
		struct check_fixture f;
		struct done_buf text = {0};

		open_cart(&f);
		for (int k = 0; k <= DONE_TOPIC_EFFORT_MAX; k++)
			done_buf_addstr(&text, rows[i].line);
		fake_file(&f.head, README, text.ptr);
		check_run(&f,
		    done_arena_printf(
		        &f.arena, "markdown: {topics: [%s], placeholders: off}", rows[i].topic));
		assert_int_equal(f.rc, DONE_E_UNDECIDED);
		assert_error(f.err, DONE_E_UNDECIDED, "in too many places");
		done_buf_release(&text);
		check_close(&f);
	}
}

/* ---- the table ---- */

static void test_topics__table(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_topics_nr; i++) {
		const struct done_topic *topic = &done_topics[i];

		assert_string_equal(done_topic_names[i], topic->id);
		assert_non_null(topic->asks);
		assert_non_null(topic->headings[0]);
		/* Under the heading that it proposes the topic would be found. */
		assert_true(done_topic_speaks(
		    topic, topic->example + 3, strcspn(topic->example + 3, "\n")));
	}
	assert_null(done_topic_names[done_topics_nr]);
}

static void test_topics__refuses_a_topic_that_is_not_one(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "cart");
	assert_int_equal(check_load(&f, "markdown: {topics: [runbok]}"), DONE_E_POLICY);
	assert_error(f.err, DONE_E_POLICY, "runbok");
	assert_non_null(strstr(f.err.cure, "runbook"));
	assert_int_equal(check_load(&f, "markdown: {links: true}"), DONE_E_POLICY);
	assert_error(f.err, DONE_E_POLICY, "needs 'file' or 'topics'");
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_topics__purpose),
	    cmocka_unit_test(test_topics__of_who_lives_alone),
	    cmocka_unit_test(test_topics__run),
	    cmocka_unit_test(test_topics__runbook_and_others),
	    cmocka_unit_test(test_topics__no_example_of_ours_meets_anything),
	    cmocka_unit_test(test_topics__finding),
	    cmocka_unit_test(test_topics__no_document_at_all),
	    cmocka_unit_test(test_topics__evidence),
	    cmocka_unit_test(test_topics__too_many_places_are_undecided),
	    cmocka_unit_test(test_topics__table),
	    cmocka_unit_test(test_topics__refuses_a_topic_that_is_not_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
