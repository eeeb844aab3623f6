/* Functions that a platform calls: in folders of their own, and those that a template or a program
 * of infrastructure names by their handler. */
#include "find_fixture.h"

#define PY_HANDLER \
	"import json\n\ndef lambda_handler(event, context):\n    return json.dumps(event)\n"
#define FLASK "from flask import Flask\napp = Flask(__name__)\n"
#define NODE(name) "{\"name\": \"" name "\"}"
#define SBT_BUILD                                                                           \
	"lazy val mail = (project in file(\"handlers/mail\"))\nlazy val pay = (project in " \
	"file(\"handlers/pay\"))\nlazy val kit = (project in file(\"lib/kit\"))\n"
#define CFN(handler)                                                                          \
	"Resources:\n  Mail:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code: " \
	"{S3Bucket: dist, S3Key: x.jar}\n      Handler: " handler "\n"
#define RUN(name) "package com.acme." name "\nobject Run {\n  def apply(in: String) = in\n}\n"
#define CDK(props)                                                                                \
	"import { Stack } from 'aws-cdk-lib';\n// new Function(this, 'shared')\nexport class "    \
	"A extends Stack {\n  constructor(scope) {\n    super(scope, { app: 'mail' });\n    new " \
	"GuLambdaFunction(this, 'Fn', { " props " });\n  }\n}\n"

static const struct {
	const char *name;
	const char *files[16];
	const char *found;
} rows[] = {
    {"a function of Python in a folder without a manifest",
        {"python/lambdas/mail/mail.py", PY_HANDLER, "python/lambdas/mail/test_mail.py",
            "def test_mail():\n    pass\n", "python/report/report.py", "print(1)\n"},
        "python/lambdas/mail=api"},
    {"the file that the platform's console makes",
        {"jobs/mail/lambda_function.py", PY_HANDLER, "jobs/kit/kit.py", PY_HANDLER},
        "jobs/mail=api"},
    {"functions in folders beside a service",
        {"requirements.txt", "flask\n", "app.py", FLASK, "lambda/mail/handler.py", PY_HANDLER,
            "lambda/common/handler.py", "def helper(event):\n    pass\n"},
        ".=api lambda/mail=api"},
    {"what functions share is none",
        {"requirements.txt", "flask\n", "app.py", FLASK, "functions/strings.py",
            "def upper(text):\n    return text.upper()\n"},
        ".=api"},
    {"a folder of functions of Node whose handlers say nothing of events",
        {"package.json", NODE("shop"), "src/serverless/mail/index.js",
            "function handler(event) {}\nmodule.exports.handler = handler\n"},
        ".=api"},
    {"classes that templates name, wherever these stand",
        {"build.sbt", SBT_BUILD, "handlers/mail/cfn.yaml", CFN("com.acme.mail.Run::apply"),
            "cfn/pay.yaml", CFN("com.acme.pay.Run"),
            "handlers/mail/src/main/scala/com/acme/mail/Run.scala", RUN("mail"),
            "handlers/pay/src/main/scala/com/acme/pay/Run.scala", RUN("pay"),
            "handlers/tax/src/main/scala/com/acme/tax/Run.scala", RUN("tax")},
        "handlers/mail=api handlers/pay=api"},
    {"a class of that name in two projects, and one in a library",
        {"build.sbt", SBT_BUILD, "cfn/mail.yaml", CFN("com.acme.Run::apply"),
            "handlers/mail/src/main/scala/com/acme/Run.scala", "package com.acme\nobject Run\n",
            "handlers/pay/src/main/scala/com/acme/Run.scala", "package com.acme\nobject Run\n",
            "cfn/kit.yaml", CFN("com.acme.kit.Run::apply"),
            "lib/kit/src/main/scala/com/acme/kit/Run.scala", "package com.acme.kit\nobject Run\n"},
        ""},
    {"a package that a stack names beside its handler",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts", CDK("handler: 'index.main'"),
            "packages/mail/package.json", NODE("mail"), "packages/mail/src/index.ts",
            "export async function main() {\n}\n", "packages/shared/package.json", NODE("shared"),
            "packages/shared/src/index.ts", "export async function main() {\n}\n"},
        "packages/mail=api"},
    {"a package that a stack names, without what the handler is",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts", CDK("handler: 'index.main'"),
            "packages/mail/package.json", NODE("mail"), "packages/mail/src/index.ts",
            "export const mainly = 1\n// export const main = 2\nmain()\n"},
        ""},
    {"the usual handler, by a construct of one's own",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts", CDK("memory: 128"),
            "packages/mail/package.json", NODE("mail"), "packages/mail/src/index.ts",
            "export const handler: Handler = Router([])\n"},
        "packages/mail=api"},
    {"the code of a function by its path",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts",
            CDK("entry: path.join(__dirname, '../../jobs/post/run.ts'), handler: 'run'"),
            "jobs/post/package.json", NODE("post"), "jobs/post/run.ts",
            "export const run = () => {}\n"},
        "jobs/post=api"},
    {"no stack: a class that has a function's name",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts",
            "import { Stack } from 'aws-cdk-lib';\nnew Bucket(this, 'mail');\n",
            "packages/mail/package.json", NODE("mail"), "packages/mail/src/index.ts",
            "export const handler = Router([])\n"},
        ""},
    {"a handler and its folder in Terraform",
        {"terraform/mail.tf",
            "module \"mail\" {\n  handler = \"mail.main\"\n  source_dir = "
            "\"${path.module}/../jobs/mail/src\"\n}\n",
            "jobs/mail/requirements.txt", "boto3\n", "jobs/mail/src/mail.py",
            "def main(args, _):\n    pass\n", "jobs/kit/requirements.txt", "boto3\n",
            "jobs/kit/src/mail.py", "def main(args, _):\n    pass\n"},
        "jobs/mail=api"},
};

static void test_functions__rows(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct found found;
		const char *text;

		find_open(&found, rows[i].files);
		text = find_describe(&found);
		if (strcmp(text, rows[i].found) != 0)
			fail_msg("%s: found '%s', not '%s'", rows[i].name, text, rows[i].found);
		find_close(&found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_functions__rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
