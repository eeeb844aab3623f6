/* Clouds that say how they ask for a program's health, and by what they trace it: one table a
 * format. */
#include "support.h"

#include "deployment_rows.h"

static const struct deployment_row terraform_rows[] = {
    {"resource \"aws_lb_target_group\" \"web\" {\n  name = \"cart\"\n  health_check {\n    path = "
     "var.path\n  }\n}\n",
        "1 run cart probe=3 apart", NULL, 0},
    {"resource \"aws_lb_target_group\" \"web\" {\n  name = \"${var.env}-cart\"\n  dynamic "
     "\"health_check\" {\n  }\n}\n",
        "1 run web probe=3 apart", NULL, 0},
    {"# health_check\nresource \"aws_lb_target_group\" \"web\" {\n  // health_check {}\n  /* "
     "health_check {\n } */\n  x = <<EOF\nhealth_check {\nEOF\n}\n",
        "", NULL, 0},
    {"resource \"azurerm_linux_web_app\" \"a\" {\n  site_config {\n    health_check_path = "
     "\"/health\"\n  }\n}\n",
        "1 run a probe=3 apart", NULL, 0},
    {"resource \"azurerm_linux_web_app\" \"a\" {\n  site_config {\n    health_check_path = \"\"\n  "
     "}\n}\n",
        "", NULL, 0},
    {"resource \"aws_lambda_function\" \"f\" {\n  tracing_config {\n    mode = \"Active\"\n  "
     "}\n}\nresource \"aws_lambda_function\" \"g\" {\n  tracing_config {\n    mode = "
     "\"PassThrough\"\n  }\n}\n",
        "1 run f traces=3 apart", NULL, 0},
    {"data \"archive_file\" \"a\" {\n  source_dir = \"${path.module}/../mail\"\n}\nresource "
     "\"aws_lambda_function\" \"f\" {\n  handler = \"index.run\"\n  function_name = "
     "\"${var.env}-mail\"\n  environment {\n    handler = \"a.b\"\n  }\n}\nmodule \"m\" {\n  "
     "handler = var.handler\n  name = \"post\"\n}\n",
        "5 function commands=[index.run] names=[../mail | post] apart", NULL, 0},
    {"resource \"aws_lambda_function\" \"main\" {\n  function_name = \"${var.name}-x\"\n  "
     "tracing_config {\n    mode = \"Active\"\n  }\n}\n",
        "1 run traces=4 apart", NULL, 0},
    {"resource \"aws_ecs_task_definition\" \"t\" {\n  container_definitions = jsonencode([{\n    "
     "name = \"cart\", image = \"${local.image}:${var.tag[\"a\"]}\",\n    healthCheck = { command "
     "= [\"CMD\", \"x\"] }\n  }])\n}\n",
        "1 run t probe=4 apart", NULL, 0},
    {"resource \"aws_ecs_task_definition\" \"t\" {\n  container_definitions = "
     "<<DEF\n[{\"healthCheck\": {}}]\nDEF\n}\n",
        "1 run t probe=2 apart", NULL, 0},
    {"module \"service\" {\n  source = \"x\"\n  health_check_path = \"/ping\"\n}\nvariable "
     "\"health_check_path\" {\n  default = \"/\"\n}\noutput \"x\" { value = "
     "var.health_check_path }\n",
        "1 run service probe=3 apart", NULL, 0},
    {"resource \"google_cloud_run_v2_service\" \"pay\" {\n  template {\n    containers {\n      "
     "liveness_probe { http_get { path = \"/\" } }\n    }\n  }\n}\n",
        "1 run pay probe=4 apart", NULL, 0},
    {"resource \"aws_elastic_beanstalk_environment\" \"e\" {\n  setting {\n    name = "
     "\"HealthCheckPath\"\n    value = \"/h\"\n  }\n}\n",
        "1 run e probe=3 apart", NULL, 0},
    {"resource \"aws_lb\" \"web\" {\n  health_check {}\n", "", NULL, 0},
    {"}}}{{{ health_check = = : <<\n", "", NULL, 0},
    {"resource \"\" \"\" {\n  health_check {\n\"", "", NULL, 0},
};

static const struct deployment_row nomad_rows[] = {
    {"job \"shop\" {\n  group \"web\" {\n    network {\n      port \"http\" { to = 80 }\n    }\n   "
     " "
     "service {\n      check {\n        type = \"http\"\n      }\n    }\n    task \"cart\" {\n     "
     " "
     "driver = \"docker\"\n      config {\n        image = \"acme/cart:1\"\n        command = "
     "\"serve\"\n      }\n    }\n  }\n}\n",
        "11 run cart image=acme/cart commands=[serve] ports=1 probe=7", NULL, 0},
    {"job \"j\" {\n  type = \"batch\"\n  group \"g\" {\n    task \"t\" {\n      config { image = "
     "\"x\" }\n    }\n  }\n}\n",
        "4 schedule t image=x", NULL, 0},
    {"job \"j\" {\n  group \"g\" {\n    service { check {} }\n    task \"a\" {}\n    task \"b\" "
     "{\n  "
     "    service {\n        check {}\n      }\n    }\n  }\n}\n",
        "4 run a; 5 run b probe=7", NULL, 0},
    {"task \"\" {", "1 run", NULL, 0},
};

static const struct deployment_row foundry_rows[] = {
    {"applications:\n- name: cart\n  path: build\n  command: node x\n  health-check-type: "
     "http\n  health-check-http-endpoint: /h\n- name: worker\n  no-route: true\n  "
     "health-check-type: process\n",
        "2 run cart context=build commands=[node x] ports=1 probe=6; 7 run worker context=.", NULL,
        0},
    {"applications:\n- name: cart\n  docker: {image: 'acme/cart:1'}\n  processes:\n  - {type: web, "
     "health-check-type: http}\n  - {type: worker, command: bin/work}\n",
        "5 run cart image=acme/cart ports=1 probe=5; 6 run cart image=acme/cart "
        "commands=[bin/work]",
        NULL, 0},
    {"applications:\n- name: cart\n  health-check-type: port\n", "2 run cart context=. ports=1",
        NULL, 0},
    {"_schema-version: '3.1'\nmodules:\n- name: srv\n  path: gen/srv\n  parameters:\n    "
     "health-check-type: http\n- {name: db}\n",
        "3 run srv context=gen/srv probe=6", NULL, 0},
    {"modules:\n- {name: srv, path: gen/srv}\n", "", NULL, 0},
    {"name: x\n", "", NULL, 0},
    {"apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a}]}\n", "3 run image=a", NULL, 0},
    {"applications: [\n", NULL, "", 2},
};

static const struct deployment_row copilot_rows[] = {
    {"name: cart\ntype: Load Balanced Web Service\nimage:\n  build: Dockerfile\n  port: "
     "80\nhttp:\n  path: /\n  healthcheck: /h\n",
        "1 run cart context=. file=Dockerfile ports=1 probe=8 from-root", NULL, 0},
    {"name: w\ntype: Backend Service\nimage:\n  build: {dockerfile: w/D, context: w}\n  "
     "healthcheck:\n    command: [x]\n",
        "1 run w context=w file=w/D probe=6 from-root", NULL, 0},
    {"name: j\ntype: Scheduled Job\nimage: {location: 'r.io/j:1'}\n",
        "1 schedule j image=r.io/j from-root", NULL, 0},
    {"name: env\ntype: Environment\n", "", NULL, 0},
};

static const struct deployment_row ecs_rows[] = {
    {"{\"family\": \"shop\", \"containerDefinitions\": [{\"name\": \"cart\", \"image\": "
     "\"r.io/cart:1\",\n\"portMappings\": [{}], \"healthCheck\": {\"command\": [\"CMD\"]}}, "
     "{\"name\": \"b\", \"healthCheck\": {}}]}",
        "1 run cart image=r.io/cart ports=1 probe=2; 2 run b", NULL, 0},
    {"{\"x\": 1}", "", NULL, 0},
    {"{", NULL, "", 1},
};

static const struct deployment_row kamal_rows[] = {
    {"service: cart\nimage: acme/cart\nproxy:\n  healthcheck:\n    path: /up\n",
        "1 run cart context=. ports=1 probe=5 from-root", NULL, 0},
    {"service: cart\nimage: acme/cart\nbuilder: {dockerfile: D, context: web}\nhealthcheck: "
     "{path: /h}\n",
        "1 run cart context=web file=D ports=1 probe=4 from-root", NULL, 0},
    {"service: x\n", "", NULL, 0},
    {"a: b\n", "", NULL, 0},
};

static const struct deployment_row ocean_rows[] = {
    {"spec:\n  services:\n  - name: cart\n    source_dir: cart\n    run_command: node x\n    "
     "health_check: {http_path: /h}\n  workers:\n  - {name: w, dockerfile_path: D}\n  jobs:\n  - "
     "{name: j, image: {repository: j}}\n",
        "3 run cart context=cart commands=[node x] ports=1 probe=6 from-root; 8 run w context=. "
        "file=D from-root; 10 schedule j image=j from-root",
        NULL, 0},
    {"services: [x]\n", "", NULL, 0},
};

static const struct deployment_row bicep_rows[] = {
    {"resource a 'x' = {\n  healthCheckPath: '/h'\n  // healthCheckPath: '/h'\n  "
     "healthCheckPath: ''\n  probes: [\n  probes: []\n  healthCheckPath: null\n",
        "2 run probe=2 apart; 5 run probe=5 apart", NULL, 0},
    {"param x string\n", "", NULL, 0},
    {"command: 'cd /app && dotnet Shop.Sweep.dll'\n// dotnet Old.dll\nname: 'Shop.dll'\n",
        "1 run commands=[command: 'cd /app && dotnet Shop.Sweep.dll']", NULL, 0},
};

static const struct deployment_row cdk_rows[] = {
    {"import * as cdk from 'aws-cdk-lib';\n\nnew NodejsFunction(this, `Fn`, {\n  handler: "
     "'index.main', // 'no'\n  /* 'none' */\n  code: Code.fromAsset(\"../mail\"),\n  "
     "description: 'it\\'s two words',\n});\n",
        "3 function commands=[index.main] names=[aws-cdk-lib | Fn | ../mail] apart", NULL, 0},
    {"from aws_cdk import aws_lambda\n# Function(\nfn = aws_lambda.Function(self, 'a',\n  "
     "handler='app.run')\n",
        "3 function commands=[app.run] names=[a] apart", NULL, 0},
    {"import 'aws-cdk-lib';\nnew LambdaFunction(fn, 'a');\nnew Bucket(this, 'b');\n", "", NULL, 0},
    {"import 'left-pad';\nnew Function(this, 'a');\n", "", NULL, 0},
    {"import 'cdk';\nnew Function(this, 'a\n'", "2 function names=[cdk] apart", NULL, 0},
};

static const struct deployment_row apart_rows[] = {
    {"Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties: {Code: {S3Bucket: b}, "
     "Handler: index.run}\n  B:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: "
     "b, Handler: c.d}\n",
        "2 function A commands=[index.run] apart; 5 function B context=b commands=[c.d] apart",
        NULL, 0},
    {"Resources:\n  A: {Type: AWS::S3::Bucket}\n", "", NULL, 0},
    {"Resources: [\n# AWS::Lambda::Function\n", "", NULL, 0},
    {"# AWS::Lambda::Function\nx: 1\n", "", NULL, 0},
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
    TABLE("terraform", "f", terraform_rows),
    TABLE("nomad", "f", nomad_rows),
    TABLE("cloud-foundry", "f", foundry_rows),
    TABLE("copilot", "f", copilot_rows),
    TABLE("ecs", "f", ecs_rows),
    TABLE("kamal", "f", kamal_rows),
    TABLE("digitalocean", "f", ocean_rows),
    TABLE("bicep", "f", bicep_rows),
    TABLE("cdk", "f", cdk_rows),
    TABLE("kubernetes", "f.yaml", apart_rows),
};

static void test_clouds__are_read(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(tables, i, tables[i].reader); i++)
		deployment_check(
		    tables[i].reader, tables[i].file, NULL, tables[i].rows, tables[i].nr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_clouds__are_read)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
