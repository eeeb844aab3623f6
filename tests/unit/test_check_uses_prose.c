/* Kind `uses`: requests by curl, the only endpoint of a service, protos that packages of Go
 * implement, and load tests in scripts that start the service themselves. */
#include "check_fixture.h"
#include "done/outside.h"

#define FILES_MAX 4

struct prose_row {
	const char *name;
	struct {
		const char *path, *text;
	} files[FILES_MAX];
	const char *shown; /* NULL: unmet */
};

static struct done_service services[] = {
    {.name = "cart", .path = "services/cart", .stage = "production", .in_head = true},
    {.name = "order", .path = "services/order", .stage = "production", .in_head = true},
};
static const struct done_services map = {.items = services, .nr = 2};
static struct done_languages languages;

static void prose_row_judge(const struct prose_row *row, const char *check)
{
	static const char *packages[] = {"internal/cart"};
	struct check_fixture f;
	const char *shown = NULL;

	check_open(&f, "services/cart");
	for (size_t i = 0; i < FILES_MAX && row->files[i].path; i++)
		fake_file(&f.head, row->files[i].path, row->files[i].text);
	f.profile.serves = DONE_SERVES_HTTP;
	f.profile.packages = (struct done_strings){packages, 1};
	f.profile.nr_near = 1;
	assert_success(check_load(&f, check), f.err);
	f.result = (struct done_result){.verdict = DONE_MET};
	check_view(&f);
	f.view.services = &map;
	f.view.languages = &languages;
	f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
	assert_success(f.rc, f.err);
	if (f.result.verdict == DONE_MET && f.result.nr_evidence)
		shown = done_arena_printf(&f.arena, "%s:%d: %s", f.result.evidence[0].path,
		    f.result.evidence[0].line, f.result.evidence[0].what);
	if (!row->shown != !shown || (shown && strcmp(shown, row->shown) != 0))
		fail_msg("%s: shown by '%s', expected '%s'", row->name, shown ? shown : "nothing",
		    row->shown ? row->shown : "nothing");
	check_close(&f);
}

#define README "services/cart/README.md"
#define ONE "package a\nfunc f() { app.Post(\"/carts\", g); app.Get(\"/healthz\", h) }\n"
#define TWO "package a\nfunc f() {\n app.Post(\"/carts\", g)\n app.Get(\"/goods\", h)\n}\n"

static void test_uses_prose__requests_and_endpoints(void **state)
{
	static const struct prose_row rows[] = {
	    {"by curl",
	        {{"services/cart/a.go", TWO},
	            {README,
	                "$ curl -XPOST -d '{}' http://localhost:80/carts\n"
	                "$ curl \\\n  -s \"$HOST/goods?a=b\"\n"}},
	        README ":1: a document that lists 2 endpoints"},
	    {"the same twice",
	        {{"services/cart/a.go", TWO},
	            {README, "curl localhost:80/carts\ncurl -d x localhost:80/carts\n"}},
	        NULL},
	    {"of somebody else",
	        {{"services/cart/a.go", TWO},
	            {README, "curl https://get.tool.dev/a.sh\ncurl https://get.tool.dev/b.sh\n"}},
	        NULL},
	    {"what every service has",
	        {{"services/cart/a.go", TWO},
	            {README, "curl localhost:80/health\ncurl localhost:80/metrics\n"}},
	        NULL},
	    {"of other software",
	        {{"services/cart/a.go", TWO},
	            {README, "curl localhost:9200/_search\ncurl http://localhost:8500/v1/kv/x\n"}},
	        NULL},
	    {"the only one by curl",
	        {{"services/cart/a.go", ONE}, {README, "curl localhost:80/api/carts/1\n"}},
	        README ":1: a document that lists 1 endpoint"},
	    {"one by curl that the code does not have",
	        {{"services/cart/a.go", ONE}, {README, "curl localhost:80/nothing\n"}}, NULL},
	    {"the only one",
	        {{"services/cart/a.go", ONE}, {README, "# Cart\n\nPOST /carts takes goods.\n"}},
	        README ":3: a document that lists 1 endpoint"},
	    {"one that the code does not have",
	        {{"services/cart/a.go", ONE},
	            {README, "# Cart\n\nWe answer GET /nothing to all.\n"}},
	        NULL},
	    {"one of a list that the code does not have",
	        {{"services/cart/a.go", ONE}, {README, "| /nothing | GET |\n"}}, NULL},
	    {"one with the prefix of a gateway",
	        {{"services/cart/a.go", ONE}, {README, "GET /api/v1/carts/{id}\n"}},
	        README ":1: a document that lists 1 endpoint"},
	    {"one of two",
	        {{"services/cart/a.go", TWO}, {README, "# Cart\n\nPOST /carts takes goods.\n"}},
	        NULL},
	    {"a protocol beside the README",
	        {{"services/cart/a.go", TWO},
	            {"services/cart/PROTOCOL.md", "`HTTP POST https://x/carts`\n\nGET /goods\n"}},
	        "services/cart/PROTOCOL.md:1: a document that lists 2 endpoints"},
	    {"RAML in YAML",
	        {{"services/cart/a.go", TWO},
	            {"services/cart/api/a.yaml", "#%RAML 1.0\n/a:\n  get:\n"}},
	        "services/cart/api/a.yaml:2: RAML with 1 resource"},
	    {"a proto that a package implements",
	        {{"services/cart/a.go", TWO},
	            {"pb/x.proto", "service Basket {\n rpc A(B) returns (C);\n}\n"},
	            {"internal/cart/b.go",
	                "package b\nfunc f() { pb.RegisterBasketServer(s, x) }\n"}},
	        "pb/x.proto:2: proto with 1 rpc"},
	    {"a proto that another package implements",
	        {{"services/cart/a.go", TWO},
	            {"pb/x.proto", "service Basket {\n rpc A(B) returns (C);\n}\n"},
	            {"internal/other/b.go",
	                "package b\nfunc f() { pb.RegisterBasketServer(s, x) }\n"}},
	        NULL},
	};

	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++)
		prose_row_judge(&rows[i], "uses: api-description");
}

static void test_uses_prose__scripts_that_start_it(void **state)
{
	static const struct prose_row rows[] = {
	    {"a script starts it",
	        {{"services/cart/a.go", TWO},
	            {"perf/a.sh", "./bin/cart --port 80 &\nwrk -c 10 http://127.0.0.1:$port/\n"}},
	        "perf/a.sh:2: wrk is run: wrk -c 10 http://127.0.0.1:$port/"},
	    {"a script starts another one",
	        {{"services/cart/a.go", TWO},
	            {"perf/a.sh", "./bin/order --port 80 &\nwrk -c 10 http://127.0.0.1:$port/\n"}},
	        NULL},
	    {"a script speaks of it",
	        {{"services/cart/a.go", TWO},
	            {"perf/a.sh", "echo cart is slow\nwrk -c 10 http://127.0.0.1:$port/\n"}},
	        NULL},
	    {"a tool with its path",
	        {{"services/cart/a.go", TWO},
	            {"services/cart/Makefile",
	                "bench:\n\t../local/bin/loads-runner --url=$(URL) x\n"}},
	        "services/cart/Makefile:2: loads-runner is run: ../local/bin/loads-runner "
	        "--url=$(URL) x"},
	};

	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++)
		prose_row_judge(&rows[i], "uses: performance-check");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_uses_prose__requests_and_endpoints),
	    cmocka_unit_test(test_uses_prose__scripts_that_start_it),
	};

	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	done_languages_release(&languages);
	return rc;
}
