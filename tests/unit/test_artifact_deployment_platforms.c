/* Platforms and single machines: one table a format. */
#include "support.h"

#include "deployment_rows.h"

static const struct deployment_row serverless_rows[] = {
    {"service: shop\nfunctions:\n  hello:\n    handler: src/hello.main\n    events: [{http: "
     "GET /}]\n  "
     "nightly:\n    handler: src/n.main\n    events: [{schedule: rate(1 day)}]\n  img:\n    "
     "image: "
     "{uri: r.io/x:1}\n",
        "3 function hello context=. commands=[src/hello.main]; 6 schedule nightly context=. "
        "commands=[src/n.main]; 9 function img image=r.io/x context=.",
        NULL, 0},
    {"functions: ${file(x.yml)}\n",
        "1 function context=.; not read: f:1: the functions stand in other files, which are not "
        "read from here.",
        NULL, 0},
    {"functions: {a: }\n", "", NULL, 0},
    {"provider:\n  tracing: {lambda: true}\nfunctions: {a: {handler: b.c}}\n",
        "3 function a context=. commands=[b.c] traces=2", NULL, 0},
    {"provider:\n  tracing: {apiGateway: true}\nfunctions: {a: {handler: b.c}}\n",
        "3 function a context=. commands=[b.c]", NULL, 0},
    {"functions: [\n", NULL, "", 2},
};

static const struct deployment_row cloud_rows[] = {
    {"Globals:\n  Function: {Tracing: Active}\nResources:\n  A:\n    Type: "
     "AWS::Serverless::Function\n    Properties: {CodeUri: a, Handler: b.c}\n",
        "4 function A context=a commands=[b.c] traces=2", NULL, 0},
    {"Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties: {TracingConfig: {Mode: "
     "PassThrough}}\n",
        "2 function A context=.", NULL, 0},
    {"kind: {{ x }}\n", "", NULL, 0},
    {"Resources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: "
     "hello/, Handler: "
     "app.main}\n  Image:\n    Type: AWS::Serverless::Function\n    Properties: {PackageType: "
     "Image}\n  "
     "  Metadata: {DockerContext: ./img, Dockerfile: D}\n  Bucket: {Type: AWS::S3::Bucket}\n",
        "2 function Hello context=hello commands=[app.main]; 5 function Image context=img file=D",
        NULL, 0},
    {"Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      "
     "ContainerDefinitions:\n   "
     "     - Name: web\n          Image: !Sub '${AWS::AccountId}.dkr.ecr.io/web:1'\n          "
     "Command: "
     "[node, x]\n          PortMappings: [{ContainerPort: 80}]\n",
        "6 run web image=dkr.ecr.io/web commands=[node x] ports=1", NULL, 0},
    {"\"Resources\": {\"F\": {\"Type\": \"AWS::Lambda::Function\"}}", "1 function F context=.",
        NULL, 0},
    {"apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a}]}\n", "3 run image=a", NULL, 0},
    {"Resources:\n  Web:\n    Type: AWS::ElasticLoadBalancingV2::TargetGroup\n    Properties:\n    "
     " "
     " HealthCheckPath: /h\n  Bare: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}\n  T:\n    "
     "Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n      - {Name: "
     "a, HealthCheck: {Command: [x]}}\n",
        "2 run Web probe=5 apart; 11 run a probe=11", NULL, 0},
    {"Resources: [\n", NULL, "", 2},
};

static const struct deployment_row cloud_json_rows[] = {
    {"{\"Resources\": {\"F\": {\"Type\": \"AWS::Lambda::Function\"}}}", "1 function F context=.",
        NULL, 0},
    {"{\"x\": 1}", "", NULL, 0},
};

static const struct deployment_row app_engine_rows[] = {
    {"name: {{ x }}\n", "", NULL, 0},
    {"runtime: {{ x }}\n", NULL, "", 1},
    {"runtime: nodejs20\nservice: api\nentrypoint: node x.js\nreadiness_check: {path: /}\n",
        "1 run api context=. commands=[node x.js] ports=1 probe=4", NULL, 0},
    {"name: x\n", "", NULL, 0},
    {"apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a}]}\n", "3 run image=a", NULL, 0},
};

static const struct deployment_row heroku_rows[] = {
    {"{\"name\": \"shop\", \"formation\": {\"worker\": {}}}", "1 run shop context=.", NULL, 0},
    {"{\"stack\": \"container\"}", "1 run context=. ports=1", NULL, 0},
    {"{\"expo\": {\"name\": \"x\"}, \"stack\": \"a\"}", "", NULL, 0},
    {"{\"name\": ", NULL, "", 1},
};

static const struct deployment_row fly_rows[] = {
    {"app = \"shop\"\n[build]\ndockerfile = \"D\"\nbuild-target = \"t\"\n[build.args]\nA = "
     "\"b\"\n[http_service]\ninternal_port = 80\n[[http_service.checks]]\npath = \"/\"\n",
        "1 run shop context=. file=D target=t args=[A=b] ports=1 probe=9", NULL, 0},
    {"app = \"shop\"\n[processes]\nweb = \"bin/web\"\nworker = \"bin/work\"\n[[services]]\nx = "
     "1\n",
        "3 run shop context=. commands=[bin/web] ports=1; 4 run shop context=. "
        "commands=[bin/work] ports=1",
        NULL, 0},
    {"app = \"a\"\n[[services]]\ninternal_port = 1\n[[services.http_checks]]\npath = \"/\"\n"
     "[metrics]\nport = 9\npath = \"/m\"\n",
        "1 run a context=. ports=1 probe=4 metrics=6", NULL, 0},
    {"app = \"a\"\n[[services]]\nhttp_checks = []\n[[services.tcp_checks]]\ngrace_period = "
     "\"1s\"\n",
        "1 run a context=. ports=1 probe=4", NULL, 0},
    {"app = \"a\"\n[[services]]\nhttp_checks = []\ntcp_checks = []\n", "1 run a context=. ports=1",
        NULL, 0},
    {"app = \n", NULL, "", 1},
};

static const struct deployment_row render_rows[] = {
    {"services:\n  - {type: web, name: api, rootDir: api, startCommand: node x, "
     "healthCheckPath: /h}\n  - "
     "{type: cron, name: c, dockerfilePath: ./c/D, dockerContext: ./c}\n  - {type: web, "
     "runtime: static, "
     "name: site}\n  - {type: redis, name: r}\n",
        "2 run api context=api commands=[node x] ports=1 probe=2 from-root; 3 schedule c "
        "context=c "
        "file=c/D from-root",
        NULL, 0},
    {"projects:\n  - environments:\n      - services: [{type: worker, name: w, image: {url: "
     "r.io/w:1}}]\n",
        "3 run w image=r.io/w context=. from-root", NULL, 0},
};

static const struct deployment_row railway_rows[] = {
    {"[build]\ndockerfilePath = \"D\"\n[deploy]\nstartCommand = \"node x\"\nhealthcheckPath = "
     "\"/\"\n",
        "1 run context=. file=D commands=[node x] probe=5", NULL, 0},
    {"[deploy]\ncronSchedule = \"* * * * *\"\n", "1 schedule context=.", NULL, 0},
    {"x = 1\n", "", NULL, 0},
};

static const struct deployment_row wrangler_rows[] = {
    {"name = \"edge\"\nmain = \"./src/index.ts\"\n",
        "1 function edge context=. commands=[src/index.ts]", NULL, 0},
    {"name = \"site\"\npages_build_output_dir = \"d\"\n", "", NULL, 0},
};

static const struct deployment_row wrangler_json_rows[] = {
    {"// why\n{\"name\": \"edge\", \"main\": \"a.ts\",}",
        "2 function edge context=. commands=[a.ts]", NULL, 0},
};

static const struct deployment_row azure_rows[] = {
    {"{\"version\": \"2.0\" /* why */}", "1 function context=.", NULL, 0},
    {"{}", "", NULL, 0},
};

static const struct deployment_row firebase_rows[] = {
    {"{\"functions\": {\"source\": \"api\"}}", "1 function context=api", NULL, 0},
    {"{\"functions\": {\"predeploy\": []}}", "1 function context=functions", NULL, 0},
    {"{\"functions\": [\n{\"source\": \"a/b\"},\n{\"source\": \"./c/\"}, 7]}",
        "2 function context=a/b; 3 function context=c", NULL, 0},
    {"{\"hosting\": {\"public\": \"out\"}}", "", NULL, 0},
    {"{\"functions\": \"x\"}", "", NULL, 0},
    {"{\"functions\": ", NULL, "", 1},
};

static const struct deployment_row vercel_rows[] = {
    {"{\"functions\": {\"api/*.js\": {\"memory\": 1}, \"x.ts\": {}}}",
        "1 function context=api commands=[api/*.js]; 1 function context=. commands=[x.ts]", NULL,
        0},
    {"{\"builds\": [{\"src\": \"api/x.py\", \"use\": \"@vercel/python\"}, {\"src\": \"p\", "
     "\"use\": "
     "\"@vercel/static\"}]}",
        "1 function context=api commands=[api/x.py]", NULL, 0},
};

static const struct deployment_row netlify_rows[] = {
    {"[build]\nfunctions = \"./fn/\"\n", "1 function context=fn", NULL, 0},
    {"[functions]\ndirectory = \"a\"\n", "1 function context=a", NULL, 0},
    {"[build]\npublish = \"a\"\n", "", NULL, 0},
};

static const struct deployment_row kustomize_rows[] = {
    {"images:\n  - {name: cart, newName: r.io/cart, newTag: '1'}\n  - name: pay\n",
        "2 run image=r.io/cart; 3 run image=pay", NULL, 0},
    {"resources: [a.yaml]\n", "", NULL, 0},
};

static const struct deployment_row aspire_rows[] = {
    {"var api = builder.AddProject<Projects.Todo_Api>(\"todo-api\").WithReference(db);\n"
     "// builder.AddProject<Projects.No>(\"no\");\n/* AddProject(\"no\", \"x\") */\n"
     "var s = \"AddProject(1)\"; var c = '\"';\nbuilder.AddProject(name: \"b\", "
     "\"..\\\\B\\\\B.csproj\");\n",
        "1 run todo-api project=Todo_Api; 5 run b context=../B commands=[../B/B.csproj]", NULL, 0},
    {"builder.AddNpmApp(\"web\", @\"..\\web\", \"start\");\nbuilder.AddDockerfile(\"d\", "
     "\"../d\", "
     "\"D\");\nbuilder.AddContainer(\"r\", \"redis\", \"7\");\n",
        "1 run web context=../web; 2 image d context=../d file=D; 3 run r image=redis", NULL, 0},
    {"builder.AddProject(name, path);\nbuilder.AddNpmApp(\"x\", $\"{root}/x\");\n",
        "not read: f:1: the arguments of 'AddProject' are computed, which is not read.; not read: "
        "f:2: the "
        "arguments of 'AddNpmApp' are computed, which is not read.",
        NULL, 0},
};

static const struct deployment_row supervisor_rows[] = {
    {"[supervisord]\nnodaemon=true\n\n; why\n[program:web]\ncommand = node "
     "x.js\ndirectory=./app\n"
     "[program:worker]\ncommand=php artisan \\\n  "
     "queue:work\ndirectory=/var/www\n[group:x]\ncommand=no\n",
        "5 run web context=app commands=[node x.js]; 8 run worker commands=[php artisan  "
        "queue:work]",
        NULL, 0},
    {"", "", NULL, 0},
};

static const struct deployment_row systemd_rows[] = {
    {"[Unit]\nDescription=x\n[Service]\nExecStart=-/usr/bin/node /srv/x.js\n[Install]\n",
        "3 run shop-api commands=[/usr/bin/node /srv/x.js]", NULL, 0},
    {"[Service]\nWatchdogSec=30\nExecStart=/bin/x\n", "1 run shop-api commands=[/bin/x] probe=2",
        NULL, 0},
    {"[Service]\nWatchdogSec=0\n", "1 run shop-api", NULL, 0},
    {"[Service]\nType=oneshot\nExecStart=/bin/x\n", "1 schedule shop-api commands=[/bin/x]", NULL,
        0},
    {"<service-group><name>x=y</name></service-group>\n", "", NULL, 0},
};

static const struct {
	const char *reader, *file;
	const struct deployment_row *rows;
	size_t nr;
} tables[] = {
#define TABLE(reader, file, rows)                         \
	{                                                 \
		reader, file, rows, DONE_ARRAY_SIZE(rows) \
	}
    TABLE("serverless", "f", serverless_rows),
    TABLE("cloudformation", "f", cloud_rows),
    TABLE("cloudformation", "f.json", cloud_json_rows),
    TABLE("app-engine", "f", app_engine_rows),
    TABLE("heroku", "f", heroku_rows),
    TABLE("fly", "f", fly_rows),
    TABLE("render", "f", render_rows),
    TABLE("railway", "railway.toml", railway_rows),
    TABLE("wrangler", "wrangler.toml", wrangler_rows),
    TABLE("wrangler", "wrangler.jsonc", wrangler_json_rows),
    TABLE("azure-functions", "f", azure_rows),
    TABLE("firebase", "firebase.json", firebase_rows),
    TABLE("vercel", "f", vercel_rows),
    TABLE("netlify", "f", netlify_rows),
    TABLE("kustomize", "f", kustomize_rows),
    TABLE("aspire", "f", aspire_rows),
    TABLE("supervisor", "f", supervisor_rows),
    TABLE("systemd", "etc/shop-api.service", systemd_rows),
};

static void test_platforms__are_read(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(tables, i, tables[i].reader); i++)
		deployment_check(
		    tables[i].reader, tables[i].file, NULL, tables[i].rows, tables[i].nr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_platforms__are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
