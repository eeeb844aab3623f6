/* Manifests of JavaScript: package.json, pnpm-workspace.yaml, lerna.json, project.json, deno.json.
 */
#include "manifests.h"

static const struct manifest_row node_rows[] = {
    {"npm", "package.json",
        ("{\n"
         "  \"name\": \"@acme/api\",\n"
         "  \"version\": \"1.4.0\",\n"
         "  \"private\": true,\n"
         "  \"type\": \"module\",\n"
         "  \"main\": \"dist/main.js\",\n"
         "  \"bin\": {\"api\": \"./bin/api.js\", \"worker\": \"bin/worker.js\"},\n"
         "  \"scripts\": {\"start\": \"node dist/main.js\", \"test\": \"vitest run\"},\n"
         "  \"engines\": {\"node\": \">=20\"},\n"
         "  \"packageManager\": \"pnpm@9.1.0\",\n"
         "  \"workspaces\": [\"packages/*\", \"./apps/web/\", \"!packages/old\"],\n"
         "  \"dependencies\": {\n"
         "    \"express\": \"^4.19.2\",\n"
         "    \"@acme/kit\": \"workspace:*\",\n"
         "    \"@acme/money\": \"workspace:../money\",\n"
         "    \"shared\": \"file:../../libs/shared/\",\n"
         "    \"linked\": \"link:./linked\",\n"
         "    \"packed\": \"file:./packed-1.0.tgz\",\n"
         "    \"alias\": \"npm:left-pad@1.3.0\",\n"
         "    \"plain\": \"../plain\"\n"
         "  },\n"
         "  \"devDependencies\": {\"vite\": \"5\", \"express\": \"4\"},\n"
         "  \"peerDependencies\": {\"react\": \"*\"},\n"
         "  \"optionalDependencies\": {\"fsevents\": \"2\"}\n"
         "}\n"),
        ("name @acme/api\n"
         "run express ^4.19.2 :13\n"
         "run @acme/kit workspace:* workspace :14\n"
         "run @acme/money workspace:../money at ../money :15\n"
         "run shared file:../../libs/shared/ at ../../libs/shared :16\n"
         "run linked link:./linked at linked :17\n"
         "run packed file:./packed-1.0.tgz :18\n"
         "run alias npm:left-pad@1.3.0 :19\n"
         "run plain ../plain at ../plain :20\n"
         "run fsevents 2 :24\n"
         "run react * :23\n"
         "build vite 5 :22\n"
         "build express 4 :22\n"
         "member packages/*\n"
         "member apps/web\n"
         "member !packages/old\n"
         "main = dist/main.js :6\n"
         "type = module :5\n"
         "version = 1.4.0 :3\n"
         "package-manager = pnpm@9.1.0 :10\n"
         "private = true :4\n"
         "script.start = node dist/main.js :8\n"
         "script.test = vitest run :8\n"
         "engine.node = >=20 :9\n"
         "bin = ./bin/api.js :7\n"
         "bin = bin/worker.js :7\n")},
    {"npm", "package.json",
        ("\357\273\277{\"bin\": \"cli.js\", \"workspaces\": {\"packages\": [\"a\"], \"nohoist\": "
         "[\"x\"]}, \"scripts\": [], \"dependencies\": null,\n"
         "\"scripts2\": 1, \"nx\": {\"projectType\": \"application\", \"targets\": {\"serve\": "
         "{\"executor\": \"@nx/js:node\"}, \"x\": {\"command\": \"tsc\"}}}}"),
        ("name -\n"
         "member a\n"
         "bin = cli.js :1\n"
         "project-type = application :2\n"
         "target.serve = @nx/js:node :2\n"
         "target.x = tsc :2\n")},
    {"pnpm", "pnpm-workspace.yaml",
        ("packages:\n"
         "  - 'apps/*' # all\n"
         "  - packages/**\n"
         "  - '!**/test/**'\n"
         "catalog:\n"
         "  react: ^18.0.0\n"),
        ("name -\n"
         "member apps/*\n"
         "member packages/**\n"
         "member !**/test/**\n")},
    {"lerna", "lerna.json",
        "{\"version\": \"independent\", \"npmClient\": \"yarn\", \"packages\": [\"packages/*\"]}",
        ("name -\n"
         "member packages/*\n"
         "version = independent :1\n"
         "client = yarn :1\n")},
    {"nx", "apps/api/project.json",
        ("{\n"
         "  \"name\": \"api\", \"projectType\": \"application\", \"sourceRoot\": "
         "\"apps/api/src\",\n"
         "  \"tags\": [\"scope:shop\"], \"implicitDependencies\": [\"money\", \"!docs\"],\n"
         "  \"targets\": {\n"
         "    \"build\": {\"executor\": \"@nx/webpack:webpack\", \"options\": {\"main\": "
         "\"apps/api/src/main.ts\"}},\n"
         "    \"lint\": {}\n"
         "  }\n"
         "}\n"),
        ("name api\n"
         "run money workspace :3\n"
         "source-root = apps/api/src :2\n"
         "project-type = application :2\n"
         "target.build = @nx/webpack:webpack :5\n"
         "main = apps/api/src/main.ts :5\n"
         "tag = scope:shop :3\n")},
    {"workspace", "nest-cli.json",
        ("{\n"
         "  \"monorepo\": true, \"root\": \"apps/api\",\n"
         "  \"projects\": {\n"
         "    \"api\": {\"type\": \"application\", \"root\": \"apps/api\"},\n"
         "    \"core\": {\"type\": \"library\", \"root\": \"libs/core\"},\n"
         "    \"old\": {\"projectType\": \"application\", \"root\": \"apps/old\"},\n"
         "    \"far\": \"apps/far\"\n"
         "  }\n"
         "}\n"),
        ("name -\n"
         "application = apps/api :4\n"
         "application = apps/old :6\n")},
    {"deno", "deno.json",
        ("{\n"
         "  // the entry\n"
         "  \"name\": \"@acme/edge\", \"exports\": \"./main.ts\", \"importMap\": \"./map.json\",\n"
         "  \"tasks\": {\"start\": \"deno run -A main.ts\", \"check\": {\"command\": \"deno check "
         ".\"}},\n"
         "  \"imports\": {\n"
         "    \"hono\": \"npm:hono@^4/tiny\", \"@std/http\": \"jsr:@std/http@1\", \"zod\": "
         "\"npm:/zod\",\n"
         "    \"std/\": \"https://deno.land/std@0.224.0/\", \"@/\": \"./src/\",\n"
         "  },\n"
         "  \"workspace\": [\"./edge\", \"lib\"]\n"
         "}\n"),
        ("name @acme/edge\n"
         "run hono ^4 :6\n"
         "run @std/http 1 :6\n"
         "run zod :6\n"
         "run std/ https://deno.land/std@0.224.0/ :7\n"
         "member edge\n"
         "member lib\n"
         "main = ./main.ts :3\n"
         "import-map = ./map.json :3\n"
         "script.start = deno run -A main.ts :4\n"
         "script.check = deno check . :4\n"
         "alias = @/ ./src/ :7\n")},
    {"deno", "deno.json", "{\"workspace\": {\"members\": [\"a\"]}}",
        ("name -\n"
         "member a\n")},
};

static const struct manifest_refusal node_refused[] = {
    {"npm",
        ("{\"name\": \"a\",\n"
         " \"dependencies\": [\"express\"]}"),
        "'dependencies' must be a map of names to values, not list", 2, 18},
    {"npm", "{\"dependencies\": {\"a\": 1}}", "the version of 'a' must be text", 1, 24},
    {"npm", "{\"workspaces\": \"a\"}", "'workspaces' must be a list", 1, 16},
    {"npm", "{\"workspaces\": [1]}", "a member of the workspace must be text", 1, 17},
    {"npm", "{\"name\": \"a\"\n",
        "the file ends too early: the bracket that opens here is never closed", 1, 1},
    {"npm", "[]", "the file must hold a map", 1, 1},
    {"npm", "", "the file is empty", 1, 1},
    {"npm", "{\"a\": 1, \"a\": 2}", "duplicate key 'a' (first at line 1)", 1, 10},
    {"pnpm", "packages: [a\n", "expected ',' or ']': the '[' opened at line 1 is not closed", 2, 1},
    {"pnpm", "- a\n", "the file must hold a map", 1, 1},
    {"nx", "{\"targets\": 3}", "'targets' must be a map", 1, 13},
    {"deno", "{\"imports\": {\"a\": []}}", "the import 'a' must be text", 1, 19},
    {"workspace", "{\"projects\": 3}", "'projects' must be a map", 1, 14},
    {"lerna", "{\"packages\": {\"a\": 1}}", "'packages' must be a list", 1, 14},
};

static void test_manifest_node__gives_what_is_written(void **state)
{
	(void)state;
	check_manifests(node_rows, DONE_ARRAY_SIZE(node_rows));
}

static void test_manifest_node__refuses_with_a_place(void **state)
{
	(void)state;
	check_manifests_refused(node_refused, DONE_ARRAY_SIZE(node_refused));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest_node__gives_what_is_written),
	    cmocka_unit_test(test_manifest_node__refuses_with_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
