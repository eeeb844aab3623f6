/* Kind `uses`: capabilities that artifacts show, in a service's directory or outside of it where
 * they name it; and what shows nothing, with what is said of it. */
#include "check_fixture.h"
#include "done/outside.h"

#define FILES_MAX 5

struct stand {
	const char *path, *text; /* from the root */
};

struct row {
	const char *name;
	struct stand files[FILES_MAX];
	const char *shown; /* "path:line: what (strength)"; NULL: unmet */
	const char *says;  /* part of the message where it is unmet */
};

#define ASYNC2 "asyncapi: 2.6.0\ninfo: {title: Cart, version: '1'}\n"
#define OPENAPI "openapi: 3.0.3\ninfo: {title: Cart, version: '1'}\npaths:\n  /a:\n    get: {}\n"
#define PROTO                                                                          \
	"syntax = \"proto3\";\nservice CartService {\n  rpc Get (A) returns (B);\n}\n" \
	"service OrderService {\n  rpc Put(A) returns (B);\n}\n"
#define REGISTER "package a\nfunc f() { pb.RegisterCartServiceServer(s, x) }\n"

static struct done_service services[] = {
    {.name = "cart", .path = "services/cart", .stage = "production", .in_head = true},
    {.name = "order", .path = "services/order", .stage = "production", .in_head = true},
    {.name = "payment-api", .path = "services/payment-api", .stage = "production", .in_head = true},
};
static const struct done_services map = {.items = services, .nr = 3};

/* Loaded once for all rows. */
static struct done_languages languages;

static const char *evidence_text(struct check_fixture *f)
{
	const struct done_evidence *one = &f->result.evidence[0];

	if (f->result.verdict != DONE_MET || !f->result.nr_evidence)
		return NULL;
	return done_arena_printf(&f->arena, "%s:%d: %s (%s)", one->path ? one->path : "", one->line,
	    one->what, done_strength_words[one->strength]);
}

static void open_cart(struct check_fixture *f, const struct row *row)
{
	check_open(f, "services/cart");
	fake_file(&f->head, "services/cart/main.go", "package a\n");
	fake_file(&f->head, "services/order/main.go", "package a\n");
	for (size_t i = 0; i < FILES_MAX && row->files[i].path; i++)
		fake_file(&f->head, row->files[i].path, row->files[i].text);
}

static void run_row(const struct row *row, const char *check, unsigned serves)
{
	struct check_fixture f;
	const char *shown;

	open_cart(&f, row);
	f.profile.serves = serves;
	assert_success(check_load(&f, check), f.err);
	f.result = (struct done_result){.verdict = DONE_MET};
	check_view(&f);
	f.view.services = &map;
	f.view.languages = &languages;
	f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
	assert_success(f.rc, f.err);
	shown = evidence_text(&f);
	if (!row->shown != !shown || (shown && strcmp(shown, row->shown) != 0))
		fail_msg("%s: shown by '%s', expected '%s' (%s)", row->name,
		    shown ? shown : "nothing", row->shown ? row->shown : "nothing",
		    f.result.nr ? f.result.findings[0].message : "");
	if (!row->shown && !strstr(f.result.findings[0].message, row->says))
		fail_msg(
		    "%s: '%s', expected '%s'", row->name, f.result.findings[0].message, row->says);
	check_close(&f);
}

static void test_uses__a_description_is_read_and_is_of_this_service(void **state)
{
	static const struct row rows[] = {
	    {"OpenAPI of its own", {{"services/cart/api/openapi.yaml", OPENAPI}},
	        "services/cart/api/openapi.yaml:4: OpenAPI with 1 path (declared)", NULL},
	    {"in a folder that is called so among other words",
	        {{"services/cart/api-docs/v1.yaml", OPENAPI}},
	        "services/cart/api-docs/v1.yaml:4: OpenAPI with 1 path (declared)", NULL},
	    {"of a gateway whose function it is",
	        {{"docs/openapi/openapi.yaml",
	            "openapi: 3.0.0\ninfo: {title: Shop}\npaths:\n  /a:\n    get:\n      "
	            "x-amazon-apigateway-integration:\n        uri: ${lambda_cart_invoke_arn}\n"}},
	        "docs/openapi/openapi.yaml:7: OpenAPI with 1 path, names 'cart' (declared)", NULL},
	    {"of a gateway whose function is another",
	        {{"docs/openapi/openapi.yaml",
	            "openapi: 3.0.0\ninfo: {title: Shop}\npaths:\n  /a:\n    get:\n      "
	            "x-amazon-apigateway-integration:\n        uri: "
	            "'arn:aws:apigateway:${AWS::Region}:lambda:path/functions/${OrderFunction.Arn}/"
	            "invocations'\n"}},
	        NULL, "1 file of code read"},
	    {"endpoints of a host that is named",
	        {{"services/cart/README.md",
	            "GET SITE_ROOT/carts\n`POST {{base}}/carts`\nGET 1/2 or 3 of it\n"}},
	        "services/cart/README.md:1: a document that lists 2 endpoints (claimed)", NULL},
	    {"methods before words", {{"services/cart/README.md", "GET and/or POST read/write\n"}},
	        NULL, "1 file of code read"},
	    {"Swagger in JSON",
	        {{"services/cart/swagger.json",
	            "{\"swagger\": \"2.0\", \"paths\": {\n\"/a\": {\"get\": {}}}}"}},
	        "services/cart/swagger.json:2: Swagger with 1 path (declared)", NULL},
	    {"AsyncAPI", {{"services/cart/asyncapi.yml", ASYNC2 "channels:\n  a: {publish: {}}\n"}},
	        "services/cart/asyncapi.yml:4: AsyncAPI with 1 channel (declared)", NULL},
	    {"AsyncAPI with a key that nobody knows",
	        {{"services/cart/asyncapi.yml", ASYNC2 "channels:\n  a: {publish: {pay: 1}}\n"}},
	        "services/cart/asyncapi.yml:4: AsyncAPI with 1 channel (declared)", NULL},
	    {"AsyncAPI of several files",
	        {{"services/cart/asyncapi.yml",
	            ASYNC2 "channels:\n  a: {publish: {message: {$ref: 'm.yml'}}}\n"}},
	        "services/cart/asyncapi.yml:4: AsyncAPI with 1 channel (declared)", NULL},
	    {"AsyncAPI with messages that are none",
	        {{"services/cart/asyncapi.yml",
	            "asyncapi: 3.0.0\ninfo: {title: Cart, version: '1'}\nchannels:\n  a:\n    "
	            "messages: 7\n"}},
	        NULL, "asyncapi.yml is not valid: "},
	    {"AsyncAPI with a reference to nothing",
	        {{"services/cart/asyncapi.yml",
	            ASYNC2 "channels:\n  a: {publish: {message: {$ref: '#/components/x'}}}\n"}},
	        NULL, "asyncapi.yml is not valid: "},
	    {"GraphQL",
	        {{"services/cart/schema.graphql", "type A { b: ID }\ntype Query {\n  a: A\n}\n"}},
	        "services/cart/schema.graphql:2: GraphQL schema with 1 operation (declared)", NULL},
	    {"GraphQL of a type that is nowhere",
	        {{"services/cart/schema.graphql", "type Query { a: Missing }\n"}}, NULL,
	        "schema.graphql is not valid: 'Query.a' is of type 'Missing', which is defined"},
	    {"GraphQL of a type that another file may define",
	        {{"services/cart/schema.graphql", "type Query { a: Missing }\n"},
	            {"services/cart/types.graphql", "type Missing { a: Int }\n"}},
	        "services/cart/schema.graphql:1: GraphQL schema with 1 operation (declared)", NULL},
	    {"GraphQL with a type twice",
	        {{"services/cart/schema.graphql",
	            "type Query { a: Int }\ntype Query { b: Int }\n"}},
	        NULL, "schema.graphql is not valid: 'Query' is defined a second time"},
	    {"GraphQL that extends nothing",
	        {{"services/cart/schema.graphql", "extend type Query { a: Int }\n"}}, NULL,
	        "schema.graphql is not valid: 'Query' is extended, and defined nowhere"},
	    {"GraphQL that is a part of a graph",
	        {{"services/cart/schema.graphql",
	            "extend type Query { a: A }\ntype A @key(fields: \"a\") { a: ID }\n"}},
	        "services/cart/schema.graphql:1: GraphQL schema with 1 operation (declared)", NULL},
	    {"GraphQL with a root that is a scalar",
	        {{"services/cart/schema.graphql",
	            "schema { query: Query mutation: String }\ntype Query { a: Int }\n"}},
	        NULL, "schema.graphql is not valid: the root 'mutation' is 'String'"},
	    {"GraphQL that is cut off",
	        {{"services/cart/schema.graphql", "type A { b: C }\ntype Query {\n  a: A\n"}}, NULL,
	        "schema.graphql cannot be parsed"},
	    {"GraphQL without a field",
	        {{"services/cart/schema.graphql", "type A { b: C }\ntype Query\n"}}, NULL,
	        "schema.graphql has no Query and no Mutation"},
	    {"a client's query", {{"services/cart/a.graphql", "query { a }\n"}}, NULL,
	        "1 file of code read"},
	    {"AsyncAPI without a message",
	        {{"services/cart/asyncapi.yml",
	            "asyncapi: 3.0.0\nchannels:\n  a: {address: orders}\n"}},
	        NULL, "asyncapi.yml has no channel"},
	    {"Avro",
	        {{"services/cart/a.avsc",
	            "{\"type\": \"record\", \"name\": \"A\",\n\"fields\": "
	            "[{\"name\": \"b\", \"type\": \"int\"}]}"}},
	        "services/cart/a.avsc:2: Avro record (declared)", NULL},
	    {"Thrift", {{"services/cart/a.thrift", "service Cart {\n  void a()\n}\n"}},
	        "services/cart/a.thrift:1: Thrift with 1 service (declared)", NULL},
	    {"WSDL",
	        {{"services/cart/a.wsdl", "<definitions>\n<operation name='a'/>\n</definitions>"}},
	        "services/cart/a.wsdl:2: WSDL with 1 operation (declared)", NULL},
	    {"RAML", {{"services/cart/a.raml", "#%RAML 1.0\n/a:\n  get:\n"}},
	        "services/cart/a.raml:2: RAML with 1 resource (declared)", NULL},
	    {"outside, named by its path",
	        {{"api/openapi/cart.yml", "openapi: 3.0.3\npaths: {/a: {get: {}}}\n"}},
	        "api/openapi/cart.yml:2: OpenAPI with 1 path (declared)", NULL},
	    {"outside, named by a part of its path with a word behind it",
	        {{"specs/cart-api-spec/x/swagger.yml", "openapi: 3.0.3\npaths: {/a: {get: {}}}\n"}},
	        "specs/cart-api-spec/x/swagger.yml:2: OpenAPI with 1 path (declared)", NULL},
	    {"outside, named by its title", {{"docs/api.yml", OPENAPI}},
	        "docs/api.yml:2: OpenAPI with 1 path, names 'Cart' (declared)", NULL},
	    {"outside, named by a server",
	        {{"docs/x.yml",
	            "openapi: 3.0.3\nservers:\n- url: http://cart:80/v1\npaths: {/a: {get: "
	            "{}}}\n"}},
	        "docs/x.yml:3: OpenAPI with 1 path, names 'cart' (declared)", NULL},
	    {"prose that lists endpoints",
	        {{"services/cart/README.md",
	            "# Cart\n\n| GET | `/carts` |\n| POST | `/carts` |\n"}},
	        "services/cart/README.md:3: a document that lists 2 endpoints (claimed)", NULL},
	    {"a section of the root README",
	        {{"README.md",
	            "# All\n\n## Cart service\n\nGET /carts and POST /carts\n\n## Order\n"}},
	        "README.md:5: a section that lists endpoints (claimed)", NULL},
	    {"nothing", {{NULL, NULL}}, NULL, "no API description: 1 file of code read"},
	    {"an empty file", {{"services/cart/openapi.yaml", "\n"}}, NULL,
	        "no API description: openapi.yaml is empty"},
	    {"comments alone", {{"services/cart/openapi.yaml", "# openapi: 3.0.3\n"}}, NULL,
	        "openapi.yaml holds only comments"},
	    {"a path that nothing can be asked of",
	        {{"services/cart/openapi.yaml",
	            "openapi: 3.0.3\npaths:\n  /a:\n    summary: a\n  "
	            "  parameters: []\n    x-a: b\n"}},
	        NULL, "openapi.yaml has no path"},
	    {"no path", {{"services/cart/openapi.yaml", "openapi: 3.0.3\npaths: {}\n"}}, NULL,
	        "openapi.yaml has no path"},
	    {"a path with nothing in it",
	        {{"services/cart/openapi.yaml", "openapi: 3.0.3\npaths: {/a: }\n"}}, NULL,
	        "openapi.yaml has no path"},
	    {"damaged", {{"services/cart/openapi.yaml", "openapi: [\n"}}, NULL,
	        "openapi.yaml cannot be parsed: "},
	    {"an empty schema", {{"services/cart/a.graphql", "type A { b: C }\n"}}, NULL,
	        "a.graphql has no Query and no Mutation"},
	    {"a client's query", {{"services/cart/a.graphql", "query A { b }\n"}}, NULL,
	        "1 file of code read"},
	    {"somebody else's", {{"services/cart/third_party/openapi.yaml", OPENAPI}}, NULL,
	        "1 file of code read"},
	    {"an example for tests", {{"services/cart/tests/openapi.yaml", OPENAPI}}, NULL,
	        "1 file of code read"},
	    {"of another service",
	        {{"services/cart/clients/openapi.yaml",
	            "openapi: 3.0.3\ninfo: {title: Order}\npaths: {/a: {get: {}}}\n"}},
	        NULL, "1 file of code read"},
	    {"in another service's directory", {{"services/order/openapi.yaml", OPENAPI}}, NULL,
	        "1 file of code read"},
	    {"outside, of nobody",
	        {{"docs/openapi.yaml", "openapi: 3.0.3\npaths: {/a: {get: {}}}\n"}}, NULL,
	        "1 file of code read"},
	    {"one endpoint in prose", {{"services/cart/README.md", "GET /carts, GET /carts\n"}},
	        NULL, "1 file of code read"},
	    {"a plan",
	        {{"docs/rfcs/cart.md", "GET /a and POST /a\n"},
	            {".changes/cart.md", "GET /a and POST /a\n"}},
	        NULL, "1 file of code read"},
	    {"a file that speaks of another thing",
	        {{"services/cart/api/config.yml", "openapi: [\n"}}, NULL, "1 file of code read"},
	    {"another service's section",
	        {{"README.md", "## Order\n\nGET /a and POST /a\n\n## Cart\n\nnothing\n"}}, NULL,
	        "1 file of code read"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		run_row(&rows[i], "uses: api-description", DONE_SERVES_HTTP);
}

static void test_uses__a_proto_is_of_who_serves_it(void **state)
{
	static const struct {
		struct row row;
		unsigned serves;
	} rows[] = {
	    {{"one of its own",
	         {{"services/cart/a.proto", "service X {\n rpc A(B) returns (C);\n}\n"}},
	         "services/cart/a.proto:2: proto with 1 rpc (declared)", NULL},
	        DONE_SERVES_GRPC},
	    {{"one for all that names it", {{"pb/demo.proto", PROTO}},
	         "pb/demo.proto:2: proto with 2 rpcs, names 'CartService' (declared)", NULL},
	        DONE_SERVES_GRPC},
	    {{"it names the service, which serves http", {{"pb/demo.proto", PROTO}}, NULL,
	         "1 file of code read"},
	        DONE_SERVES_HTTP},
	    {{"it names the service, which builds upon it",
	         {{"pb/demo.proto", PROTO}, {"services/cart/b.go", REGISTER}},
	         "pb/demo.proto:2: proto with 2 rpcs, names 'CartService' (declared)", NULL},
	        DONE_SERVES_HTTP},
	    {{"messages alone", {{"services/cart/a.proto", "message A { int32 b = 1; }\n"}}, NULL,
	         "1 file of code read"},
	        DONE_SERVES_GRPC},
	    {{"a service without an rpc", {{"services/cart/a.proto", "service A {}\n"}}, NULL,
	         "a.proto has no service with an rpc"},
	        DONE_SERVES_GRPC},
	    {{"rpcs in comments",
	         {{"services/cart/a.proto", "service A {\n// rpc B(C) returns (D);\n}\n"}}, NULL,
	         "a.proto has no service with an rpc"},
	        DONE_SERVES_GRPC},
	    {{"what every program has",
	         {{"services/cart/health.proto",
	             "service Health {\n rpc Check(A) returns (B);\n}\n"}},
	         NULL, "1 file of code read"},
	        DONE_SERVES_GRPC},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].row.name); i++)
		run_row(&rows[i].row, "uses: api-description", rows[i].serves);
}

#define K6                                                                                       \
	"import http from 'k6/http'\nexport default function () { http.get('http://cart:80/x') " \
	"}\n"
#define K6_ORDER "import http from 'k6/http'\nexport default () => http.get('http://order/x')\n"
#define LOCUST                                                             \
	"from locust import HttpUser\nclass A(HttpUser):\n  def a(self): " \
	"self.client.get('/carts')\n"
#define OWN                                                                                \
	"package main\nfunc main() {\n\tfor i := 0; i < 100; i++ {\n\t\tt := time.Now()\n" \
	"\t\thttp.Get(url)\n\t\tfmt.Println(time.Since(t))\n\t}\n}\n"
#define BENCH "package a\nimport \"testing\"\nfunc BenchmarkA(b *testing.B) {}\n"

static void test_uses__a_load_test_is_run_and_calls_this_service(void **state)
{
	static const struct row rows[] = {
	    {"k6 in a Makefile",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/Makefile", "load:\n\tk6 run load/x.js\n"}},
	        "services/cart/Makefile:2: k6 runs load/x.js, which calls 'cart' (declared)", NULL},
	    {"by functions that are imported by their names",
	        {{"services/cart/load/x.js",
	             "import { get } from 'k6/http';\nconst r = get('http://cart/x');\n"},
	            {"services/cart/Makefile", "load:\n\tk6 run load/x.js\n"}},
	        "services/cart/Makefile:2: k6 runs load/x.js, which calls 'cart' (declared)", NULL},
	    {"by a script without an ending, of what it is given",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/load/k6-run", "#!/bin/sh\nexec k6 run $@\n"}},
	        "services/cart/load/k6-run:2: k6 runs load/x.js, which calls 'cart' (declared)",
	        NULL},
	    {"by a compose file, whichever is wanted",
	        {{"services/cart/load/src/x.js", K6},
	            {"services/cart/load/docker-compose.yaml",
	                "services:\n  k6:\n    image: grafana/k6\n    command: run -q "
	                "/scripts/${script}.js\n"}},
	        "services/cart/load/docker-compose.yaml:4: k6 runs load/src/x.js, which calls "
	        "'cart' (declared)",
	        NULL},
	    {"by a plugin of Maven",
	        {{"services/cart/src/test/jmeter/plans/x.jmx",
	             "<jmeterTestPlan><HTTPSamplerProxy><stringProp "
	             "name=\"HTTPSampler.domain\">cart</stringProp></HTTPSamplerProxy></"
	             "jmeterTestPlan>"},
	            {"services/cart/pom.xml",
	                "<project><build><plugins><plugin>\n<artifactId>jmeter-maven-plugin</"
	                "artifactId>\n"
	                "</plugin></plugins></build></project>"}},
	        "services/cart/pom.xml:2: JMeter runs src/test/jmeter/plans/x.jmx, which calls "
	        "'cart' "
	        "(declared)",
	        NULL},
	    {"by such a script of another folder",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/tools/k6-run", "#!/bin/sh\nexec k6 run $@\n"}},
	        NULL, "load/x.js is a script for k6, and nothing runs it"},
	    {"in a folder beside",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/ci/perf.sh", "k6 run load/x.js\n"}},
	        "services/cart/ci/perf.sh:1: k6 runs load/x.js, which calls 'cart' (declared)",
	        NULL},
	    {"behind a change of directory",
	        {{"services/cart/load/x.js", K6},
	            {"ci/perf.sh", "cd services/cart\nk6 run load/x.js\n"}},
	        "ci/perf.sh:2: k6 runs load/x.js, which calls 'cart' (declared)", NULL},
	    {"in a package script",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/package.json",
	                "{\"scripts\": {\n\"load\": \"k6 run ./load/x.js\"}}"}},
	        "services/cart/package.json:2: k6 runs load/x.js, which calls 'cart' (declared)",
	        NULL},
	    {"in a pipeline, all of a folder",
	        {{"services/cart/load/x.js", K6},
	            {".github/workflows/a.yml", "run: k6 run services/cart/load/*.js\n"}},
	        ".github/workflows/a.yml:1: k6 runs load/x.js, which calls 'cart' (declared)",
	        NULL},
	    {"an action of a pipeline",
	        {{"services/cart/load/x.js", K6},
	            {".github/workflows/a.yml",
	                "uses: grafana/run-k6-action@v1\nwith:\n  path: "
	                "services/cart/load/x.js\n"}},
	        ".github/workflows/a.yml:3: k6 runs load/x.js, which calls 'cart' (declared)",
	        NULL},
	    {"a part of the entry that an action names",
	        {{"services/cart/load/parts/x.js", K6},
	            {".github/workflows/a.yml",
	                "uses: grafana/k6-action@v0\nwith:\n  filename: "
	                "services/cart/load/run.js\n"}},
	        ".github/workflows/a.yml:3: k6 runs load/parts/x.js, which calls 'cart' (declared)",
	        NULL},
	    {"the same, in a container",
	        {{"perf/load/parts/x.js", K6},
	            {"perf/docker-compose.yml",
	                "services:\n  k6:\n    image: loadimpact/k6\n    "
	                "command: run /perf/load/run.js\n"}},
	        "perf/docker-compose.yml:4: k6 runs perf/load/parts/x.js, which calls 'cart' "
	        "(declared)",
	        NULL},
	    {"beside the entry, and no part of it",
	        {{"services/cart/load/x.js", K6},
	            {".github/workflows/a.yml", "run: k6 run services/cart/load/other.js\n"}},
	        NULL, "load/x.js is a script for k6, and nothing runs it"},
	    {"outside, by its host", {{"perf/all.js", K6}, {"Makefile", "\tk6 run perf/all.js\n"}},
	        "Makefile:1: k6 runs perf/all.js, which calls 'cart' (declared)", NULL},
	    {"outside, by a part of its route",
	        {{"load/locustfile.py", LOCUST},
	            {"load/Dockerfile",
	                "COPY locustfile.py .\nENTRYPOINT locust --host=http://x\n"}},
	        "load/Dockerfile:2: Locust runs load/locustfile.py, which calls '/carts' "
	        "(declared)",
	        NULL},
	    {"outside, by a route of its code",
	        {{"load/a.js", "import http from 'k6/http'\nhttp.get(`${B}/basket/items`)\n"},
	            {"Makefile", "\tk6 run load/a.js\n"},
	            {"services/cart/r.go", "package a\nvar r = \"/basket/items\"\n"}},
	        "Makefile:1: load/a.js calls its route '/basket/items' (declared)", NULL},
	    {"through a service that calls it",
	        {{"perf/all.js", K6_ORDER}, {"Makefile", "\tk6 run perf/all.js\n"},
	            {"compose.yml",
	                "services:\n  order:\n    environment: ['CART=cart:80']\n  cart: {image: "
	                "a}\n"}},
	        "Makefile:1: k6 runs perf/all.js, and so 'order', which calls it (compose.yml:3) "
	        "(declared)",
	        NULL},
	    {"of a generator that is deployed",
	        {{"perf/all.js",
	             "import http from 'k6/http'\nexport default () => "
	             "http.get('http://localhost:80/order/x')\n"},
	            {"perf/Dockerfile", "FROM grafana/k6\nCMD k6 run perf/all.js\n"},
	            {"compose.yml",
	                "services:\n  order:\n    environment: ['CART=cart:80']\n  cart: {image: "
	                "a}\n"}},
	        "perf/Dockerfile:2: k6 runs perf/all.js, and so 'order', which calls it "
	        "(compose.yml:3) (declared)",
	        NULL},
	    {"of a flow behind a gateway",
	        {{"perf/all.js",
	             "import http from 'k6/http'\nexport default () => "
	             "http.get('http://localhost:80/order/x')\n"},
	            {"Makefile", "\tk6 run perf/all.js\n"},
	            {"compose.yml",
	                "services:\n  order:\n    environment: ['CART=cart:80']\n  cart: {image: "
	                "a}\n"}},
	        NULL, "nothing runs a load test or a benchmark of it"},
	    {"through workloads",
	        {{"perf/all.js", K6_ORDER}, {"Makefile", "\tk6 run perf/all.js\n"},
	            {"k8s/order.yml",
	                "kind: Deployment\nmetadata: {name: order}\nspec:\n  "
	                "template:\n    spec:\n      containers:\n"
	                "      - env:\n        - {name: A, value: 'http://cart:80'}\n"},
	            {"k8s/cart.yml",
	                "kind: Deployment\nmetadata: {name: cart}\nspec: {template: "
	                "{spec: {\ncontainers: [{image: a}]}}}\n"}},
	        "Makefile:1: k6 runs perf/all.js, and so 'order', which calls it "
	        "(k8s/order.yml:8) (declared)",
	        NULL},
	    {"a command",
	        {{"services/cart/load.sh", "#!/bin/sh\nhey -n 100 http://localhost:80/\n"}},
	        "services/cart/load.sh:2: hey is run: hey -n 100 http://localhost:80/ (declared)",
	        NULL},
	    {"a command over lines", {{"Makefile", "x:\n\twrk -c 10 \\\n\t  http://cart:80/\n"}},
	        "Makefile:2: wrk is run: wrk -c 10 http://cart:80/ (declared)", NULL},
	    {"a folded command",
	        {{".github/workflows/perf.yml",
	            "jobs:\n  load:\n    steps:\n      - name: Load\n        run: >-\n          "
	            "docker run\n"
	            "          acme/hey\n          -z 2s\n          http://cart:80/\n      - uses: "
	            "a\n"}},
	        ".github/workflows/perf.yml:6: hey is run: docker run acme/hey -z 2s "
	        "http://cart:80/ (declared)",
	        NULL},
	    {"a program of one's own",
	        {{"services/cart/load_testing/main.go", OWN},
	            {"Makefile", "load:\n\tgo run load_testing/main.go\n"}},
	        "Makefile:2: a load test is run: load_testing/main.go (declared)", NULL},
	    {"a benchmark",
	        {{"services/cart/a_test.go", BENCH}, {"Makefile", "\tgo test -bench=. ./...\n"}},
	        "Makefile:1: go test -bench runs a_test.go:3 (declared)", NULL},
	    {"a benchmark that a part of the Makefile runs",
	        {{"services/cart/a_test.go", BENCH}, {"mk/test.mk", "\tgo test -bench=. ./...\n"}},
	        "mk/test.mk:1: go test -bench runs a_test.go:3 (declared)", NULL},
	    {"a command over lines",
	        {{"services/cart/a_test.go", BENCH},
	            {"justfile",
	                "run:\n    go test -run=^$ \\\n        -bench=. \\\n        ./...\n"}},
	        "justfile:2: go test -bench runs a_test.go:3 (declared)", NULL},
	    {"a task of Gradle",
	        {{"services/cart/src/A.kt",
	             "import org.openjdk.jmh.annotations.Benchmark\n@Benchmark\n"},
	            {"services/cart/build.gradle.kts",
	                "tasks {\n  register<Test>(\"benchmark\") {\n  }\n}\n"}},
	        "services/cart/build.gradle.kts:2: JMH runs src/A.kt:2 (declared)", NULL},
	    {"nothing", {{NULL, NULL}}, NULL, "nothing runs a load test or a benchmark of it"},
	    {"comments alone",
	        {{"services/cart/load/x.js", "// k6 http.get\n"},
	            {"services/cart/Makefile", "\tk6 run load/x.js\n"}},
	        NULL, "no performance check: load/x.js holds only comments"},
	    {"an empty script",
	        {{"services/cart/load/x.js", ""},
	            {"services/cart/Makefile", "\tk6 run load/x.js\n"}},
	        NULL, "load/x.js is empty"},
	    {"a summary", {{"services/cart/load/summary.json", "{\"metrics\": {}}"}}, NULL,
	        "nothing runs a load test"},
	    {"a script that nothing runs", {{"services/cart/load/x.js", K6}}, NULL,
	        "load/x.js is a script for k6, and nothing runs it"},
	    {"a README alone",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/README.md", "k6 run load/x.js\n"}},
	        NULL, "nothing runs it"},
	    {"run in a comment",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/Makefile", "x:\n# k6 run load/x.js\n"}},
	        NULL, "nothing runs it"},
	    {"said, not run",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/a.sh", "echo k6 run load/x.js\n"}},
	        NULL, "nothing runs it"},
	    {"said by a step of a pipeline",
	        {{"services/cart/load/x.js", K6},
	            {".github/workflows/a.yml",
	                "steps:\n- run: echo k6 run services/cart/load/x.js\n"}},
	        NULL, "nothing runs it"},
	    {"said by a package script",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/package.json",
	                "{\"scripts\": {\n\"load\": \"echo k6 run ./load/x.js\"}}"}},
	        NULL, "nothing runs it"},
	    {"one of another service, by the same path",
	        {{"services/cart/load/x.js", K6},
	            {"services/order/Makefile", "\tk6 run load/x.js\n"}},
	        NULL, "nothing runs it"},
	    {"another script of that ending",
	        {{"services/cart/load/x.js", K6},
	            {"services/cart/Makefile", "\tk6 run load/box.js\n"}},
	        NULL, "nothing runs it"},
	    {"the script of that name of another service",
	        {{"services/cart/load/x.js", K6},
	            {"Makefile", "\tk6 run services/order/load/x.js\n"}},
	        NULL, "nothing runs it"},
	    {"a generator's default target",
	        {{"services/cart/load/x.js",
	             "import http from 'k6/http'\nhttp.get('https://test.k6.io')\n"},
	            {"services/cart/Makefile", "\tk6 run load/x.js\n"}},
	        NULL, "load/x.js calls only 'test.k6.io', which is the example of a generator"},
	    {"it sends nothing",
	        {{"services/cart/load/x.js", "import { sleep } from 'k6'\nsleep(1)\n"},
	            {"services/cart/Makefile", "\tk6 run load/x.js\n"}},
	        NULL, "load/x.js sends no request"},
	    {"it calls another service",
	        {{"services/cart/load/x.js", K6_ORDER},
	            {"services/cart/Makefile", "\tk6 run load/x.js\n"}},
	        NULL, "nothing runs a load test"},
	    {"outside, another service",
	        {{"perf/all.js", K6_ORDER}, {"Makefile", "\tk6 run perf/all.js\n"}}, NULL,
	        "nothing runs a load test"},
	    {"outside, nobody in particular",
	        {{"perf/all.js", "import http from 'k6/http'\nhttp.get(URL)\n"},
	            {"Makefile", "\tk6 run perf/all.js\n"}},
	        NULL, "nothing runs a load test"},
	    {"through a service that is not declared beside it",
	        {{"perf/all.js", K6_ORDER}, {"Makefile", "\tk6 run perf/all.js\n"},
	            {"compose.yml", "services:\n  order:\n    environment: ['CART=cart:80']\n"}},
	        NULL, "nothing runs a load test"},
	    {"a caller that no load test reaches",
	        {{"perf/all.js", "import http from 'k6/http'\nhttp.get('http://payment-api/')\n"},
	            {"Makefile", "\tk6 run perf/all.js\n"},
	            {"compose.yml",
	                "services:\n  order:\n    environment: ['CART=cart:80']\n  cart: {image: "
	                "a}\n"}},
	        NULL, "nothing runs a load test"},
	    {"a program of one's own that nothing runs",
	        {{"services/cart/load_testing/main.go", OWN}}, NULL, "nothing runs a load test"},
	    {"a program that takes no time",
	        {{"services/cart/perf/main.go",
	             "package main\nfunc main() { for { http.Get(url) } }\n"},
	            {"Makefile", "load:\n\tgo run perf/main.go\n"}},
	        NULL, "nothing runs a load test"},
	    {"a program elsewhere that takes the time",
	        {{"services/cart/poll/main.go", OWN}, {"Makefile", "x:\n\tgo run poll/main.go\n"}},
	        NULL, "nothing runs a load test"},
	    {"a word of English",
	        {{"services/cart/a.sh", "# hey http://x\necho hey you http://x\nthey http://a\n"}},
	        NULL, "nothing runs a load test"},
	    {"a list of labels",
	        {{"services/cart/B.java",
	             "import org.openjdk.jmh.annotations.Benchmark;\n@Benchmark void a() {}"},
	            {".github/labeler.yml", "- jmh-benchmarks/**\n"},
	            {"Makefile", "# x\ny: jmh\n"}},
	        NULL, "and nothing runs it"},
	    {"a tool that is installed",
	        {{"services/cart/a.sh", "curl https://x/hey -o hey\napt-get install wrk\n"}}, NULL,
	        "nothing runs a load test"},
	    {"a benchmark that nothing runs",
	        {{"services/cart/a_test.go", BENCH}, {"Makefile", "\tgo test ./...\n"}}, NULL,
	        "a_test.go has a benchmark (go test -bench), and nothing runs it"},
	    {"benchmarks of another directory",
	        {{"services/cart/a_test.go", BENCH},
	            {"Makefile", "\tgo test -bench=. ./services/order/...\n"}},
	        NULL, "nothing runs it"},
	    {"a benchmark in a comment",
	        {{"services/cart/a_test.go", "package a\n// func BenchmarkA(b *testing.B)\n"},
	            {"Makefile", "\tgo test -bench=. ./...\n"}},
	        NULL, "nothing runs a load test"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		run_row(&rows[i], "uses: performance-check", DONE_SERVES_HTTP);
}

static void test_uses__each_tool_is_known(void **state)
{
	static const struct {
		const char *path, *text, *command;
	} rows[] = {
	    {"load/a.jmx", "<jmeterTestPlan><HTTPSamplerProxy/></jmeterTestPlan>",
	        "jmeter -n -t load/a.jmx"},
	    {"load/A.scala",
	        "import io.gatling.core\nclass A extends Simulation { http(\"a\").get(\"/x\") }",
	        "mvn gatling:test"},
	    {"load/a.yml", "config:\n  target: http://cart\nscenarios:\n  - flow: []\n",
	        "artillery run load/a.yml"},
	    {"load/a.xml", "<tsung><session><request/></session></tsung>",
	        "tsung -f load/a.xml start"},
	    {"load/b.yml", "base: http://cart\nplan:\n - request:\n    url: /\n",
	        "drill --benchmark load/b.yml"},
	    {"a", "", "ab -n 100 http://cart/"},
	    {"a", "", "oha http://cart/"},
	    {"a", "", "bombardier -c 1 http://cart/"},
	    {"a", "", "npx autocannon -c 1 http://cart/"},
	    {"a", "", "ghz --insecure --call x.Y localhost:50051"},
	    {"a", "", "echo 'GET http://cart/' | vegeta attack -rate 5"},
	    {"a", "", "vegeta attack -targets=t.txt"},
	    {"B.java", "import org.openjdk.jmh.annotations.Benchmark;\n@Benchmark void a() {}",
	        "./gradlew jmh"},
	    {"B.cs", "using BenchmarkDotNet.Attributes;\n[Benchmark] void A() {}",
	        "dotnet run -c Release --project Benchmarks"},
	    {"benches/a.rs", "criterion_main!(a);", "cargo bench"},
	    {"test_a.py", "def test_a(benchmark):\n    benchmark(f)\n", "pytest -q"},
	    {"a.bench.ts", "bench('a', f)", "vitest bench --run"},
	    {"bench/a.js", "const { Bench } = require('tinybench')\nb.add('a', f)",
	        "node bench/a.js"},
	    {"bench.js", "const B = require('benchmark')\nnew B.Suite().add('a', f)",
	        "DEBUG=bench node bench"},
	    {"tests/test_benchmark.py", "import time\ndef test_a():\n    t = time.time()\n",
	        "uv run pytest tests/test_benchmark.py -v"},
	    {"bench.cc", "#include <benchmark/benchmark.h>\nBENCHMARK(A);", "./build/cart_bench"},
	    {"bench/a.rb", "require 'benchmark/ips'\nBenchmark.ips { }", "ruby bench/a.rb"},
	    {"ABench.php", "<?php\nclass ABench { function benchA() {} }",
	        "vendor/bin/phpbench run"},
	    {"bench/a.exs", "Benchee.run(%{})", "mix run bench/a.exs"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].command); i++) {
		struct row row = {.name = rows[i].command};
		struct check_fixture f;

		open_cart(&f, &row);
		fake_file(&f.head, done_arena_printf(&f.arena, "services/cart/%s", rows[i].path),
		    rows[i].text);
		fake_file(&f.head, "services/cart/Makefile",
		    done_arena_printf(&f.arena, "x:\n\t%s\n", rows[i].command));
		assert_success(check_load(&f, "uses: performance-check"), f.err);
		f.result = (struct done_result){.verdict = DONE_MET};
		check_view(&f);
		f.view.languages = &languages;
		f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
		if (f.rc < 0 || f.result.verdict != DONE_MET ||
		    strcmp(f.result.evidence[0].path, "services/cart/Makefile") != 0 ||
		    f.result.evidence[0].line != 2)
			fail_msg("%s: %s", rows[i].command,
			    f.result.nr ? f.result.findings[0].message : f.err.message);
		check_close(&f);
	}
}

static void test_uses__two_that_are_named_alike_get_nothing_and_are_told(void **state)
{
	static struct done_service alike[] = {
	    {.name = "cart", .path = "services/cart", .stage = "production", .in_head = true},
	    {.name = "cart", .path = "old/cart", .stage = "production", .in_head = true},
	};
	static const struct done_services both = {.items = alike, .nr = 2};
	static const struct row row = {.files = {{"docs/api.yml", OPENAPI}}};
	struct check_fixture f;

	(void)state;
	open_cart(&f, &row);
	assert_success(check_load(&f, "uses: api-description"), f.err);
	f.result = (struct done_result){.verdict = DONE_MET};
	check_view(&f);
	alike[0].path = "old/cart";
	alike[1].path = "services/cart";
	f.view.services = &both;
	f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
	assert_unmet(&f, 1, "services/cart", 0, "no API description", "'Cart'");
	check_close(&f);
}

static void test_uses__what_is_missing_is_said_in_words_of_its_own(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.go", "package a\n");
	check_run(&f, "uses: owner");
	assert_unmet(&f, 1, "s", 0, "nobody is named: its done.yml has no owner",
	    "write who answers for it in place of @org/team, as 'owner: \"@org/team\"' in "
	    "s/done.yml or as the line '/s/ @org/team' in CODEOWNERS");
	check_run(&f, "uses: api-description");
	assert_unmet(
	    &f, 1, "s", 0, "no API description", "write s/openapi.yaml, or let the framework");
	f.profile.serves = DONE_SERVES_QUEUE;
	check_run(&f, "uses: api-description");
	assert_unmet(&f, 1, "s", 0, "no API description", "write s/asyncapi.yaml");
	check_run(&f, "uses: performance-check");
	assert_unmet(&f, 1, "s", 0, "no performance check", "k6 run s/load/k6.js");
	check_close(&f);
}

/* What could not be looked at is never green, and never unmet. */
static void test_uses__a_read_that_fails_is_undecided(void **state)
{
	static const struct row row = {
	    .files = {{"docs/api.yml", OPENAPI}, {"Makefile", "\tk6 run a.js\n"}}};
	static const char *const checks[] = {"uses: api-description", "uses: performance-check"};

	(void)state;
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		struct check_fixture f;
		size_t calls;

		open_cart(&f, &row);
		check_run(&f, checks[i]);
		calls = f.head.calls;
		for (size_t n = 1; n <= calls; n++) {
			f.head.calls = 0;
			f.head.fail_at = n;
			f.head.fails_on = true;
			check_again(&f);
			if (f.rc >= 0)
				fail_msg("%s: call %zu of %zu failed, and nobody noticed",
				    checks[i], n, calls);
		}
		check_close(&f);
	}
}

static void test_uses__more_than_is_looked_at_is_undecided(void **state)
{
	struct row row = {.name = "many"};
	struct check_fixture f;

	(void)state;
	open_cart(&f, &row);
	for (int i = 0; i <= DONE_OUTSIDE_FILES_MAX; i++)
		fake_file(&f.head, done_arena_printf(&f.arena, "services/cart/api/%d.raml", i),
		    "#%RAML 1.0\n");
	check_run(&f, "uses: api-description");
	assert_int_equal(f.rc, DONE_E_UNDECIDED);
	assert_string_equal(
	    f.err.message, "there are more artifacts than are looked at: at most 5000 of a sort");
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_uses__a_description_is_read_and_is_of_this_service),
	    cmocka_unit_test(test_uses__a_proto_is_of_who_serves_it),
	    cmocka_unit_test(test_uses__a_load_test_is_run_and_calls_this_service),
	    cmocka_unit_test(test_uses__each_tool_is_known),
	    cmocka_unit_test(test_uses__two_that_are_named_alike_get_nothing_and_are_told),
	    cmocka_unit_test(test_uses__what_is_missing_is_said_in_words_of_its_own),
	    cmocka_unit_test(test_uses__a_read_that_fails_is_undecided),
	    cmocka_unit_test(test_uses__more_than_is_looked_at_is_undecided),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	done_languages_release(&languages);
	return rc;
}
