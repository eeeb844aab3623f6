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

#define MAIN_JAVA                                                                           \
	"package acme;\npublic class Main {\n  public static void main(String[] a) {\n    " \
	"new Kit().run();\n  }\n}\n"
#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define GO_TOOL "package main\n\nfunc main() {\n}\n"
#define GO_IMAGE(name) \
	"FROM golang\nRUN go build -o /" name " ./cmd/" name "\nCMD [\"/" name "\"]\n"
#define PLAY                                                                \
	"import play.api.mvc._\nclass A(cc: ControllerComponents) extends " \
	"AbstractController(cc) {\n}\n"
#define MIX(app) \
	"defmodule A do\n  use Mix.Project\n  def project, do: [app: :" app ", deps: []]\nend\n"
#define NET_MAIN "class P { static void Main() { System.Console.WriteLine(1); } }\n"
#define PY_MAIN "def main():\n    print(1)\n\n\nif __name__ == '__main__':\n    main()\n"
#define MIX_STARTED                                                                 \
	"defmodule Look.MixProject do\n  def project do\n    [app: :look]\n  end\n" \
	"  def application do\n    [mod: {Look, []}]\n  end\nend\n"
#define MIX_LOOK "defmodule Look do\n  def start(_, _), do: :ok\nend\n"
#define MIX_APPLICATION                                                                    \
	"defmodule A.Application do\n  use Application\n  def start(_, _), do: :ok\nend\n" \
	"defmodule A.Read do\n  use Broadway\nend\n"
#define EXE(reference)                                                                   \
	"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>" \
	"</PropertyGroup><ItemGroup>" reference "</ItemGroup></Project>"

#define NET_OLD(type, guids, reference)                                                     \
	"<Project><PropertyGroup><OutputType>" type "</OutputType><ProjectTypeGuids>" guids \
	"</ProjectTypeGuids></PropertyGroup><ItemGroup><Reference Include=\"" reference     \
	"\" /></ItemGroup></Project>"
#define SAM(name, code)                                                                           \
	"  " name ":\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: " code \
	"\n      Handler: app.handler\n"

static const struct {
	const char *name;
	const char *files[24];
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
    {"a file that a stack reads, and that holds no function",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts",
            CDK("entry: '../../jobs/post/run.ts', banner: '../../jobs/kit/banner.ts'"),
            "jobs/post/package.json", NODE("post"), "jobs/post/run.ts",
            "export const handler = () => {}\n", "jobs/kit/package.json", NODE("kit"),
            "jobs/kit/banner.ts", "export const banner = 'x'\n"},
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
    {"handlers in a folder of a package, each by its file",
        {"cdk/package.json", NODE("cdk"), "cdk/lib/mail.ts", CDK("handler: 'sendMail.handler'"),
            "packages/mail/package.json", NODE("mail"), "packages/mail/src/handlers/sendMail.ts",
            "export const handler = async (a: Mail) => {}\n"},
        "packages/mail=api"},
    {"functions that register themselves with a framework",
        {"cloud/go.mod", "module acme/cloud\n", "cloud/function.go",
            "package cloud\n\nimport \"github.com/GoogleCloudPlatform/functions-framework-go/"
            "functions\"\n\nfunc init() {\n\tfunctions.HTTP(\"x\", run)\n}\n",
            "fn/package.json",
            "{\"name\": \"fn\", \"dependencies\": {\"@google-cloud/functions-framework\": \"3\"}}",
            "fn/index.js",
            "const functions = require('@google-cloud/functions-framework')\nfunctions.http('a', "
            "run)\n"},
        "cloud=api fn=api"},
    {"a function of .NET that brings its runtime",
        {"Skill/Skill.csproj", EXE("<PackageReference Include=\"Amazon.Lambda.RuntimeSupport\" />"),
            "Skill/Run.cs", "class Run { }\n", "Skill/A.cs", "class A { }\n", "Kit/Kit.csproj",
            EXE(""), "Kit/Run.cs", "class Run { }\n"},
        "Skill=api"},
    {"programs of .NET and Java that a container file of their own starts",
        {"Mail/Mail.csproj", EXE(""), "Mail/Program.cs", "class Program { }\n", "Mail/Dockerfile",
            "FROM mcr.microsoft.com/dotnet/runtime:8.0\nCOPY / /app\nENTRYPOINT [\"dotnet\", "
            "\"Mail.dll\"]\n",
            "post/pom.xml", "<project><artifactId>post</artifactId></project>",
            "post/src/main/java/acme/Main.java", MAIN_JAVA, "post/Dockerfile",
            "FROM eclipse-temurin\nCOPY target/post.jar /\nCMD [\"java\", \"-jar\", "
            "\"/post.jar\"]\n",
            "kit/pom.xml", "<project><artifactId>kit</artifactId></project>"},
        "Mail=worker post=worker"},
    {"a command line of Java with an image",
        {"pom.xml", "<project><artifactId>sort</artifactId></project>",
            "src/main/java/acme/Main.java",
            "package acme;\nimport picocli.CommandLine;\npublic class Main {\n  public static void "
            "main(String[] a) {\n    new CommandLine(new Main()).execute(a);\n  }\n}\n",
            "Dockerfile",
            "FROM eclipse-temurin\nCOPY target/sort.jar /\nENTRYPOINT [\"java\", \"-jar\", "
            "\"/sort.jar\"]\n"},
        ""},
    {"the same without a container file, and with one that starts nothing",
        {"Mail/Mail.csproj", EXE(""), "Mail/Program.cs", "class Program { }\n", "post/pom.xml",
            "<project><artifactId>post</artifactId></project>", "post/src/main/java/acme/Main.java",
            MAIN_JAVA, "post/Dockerfile", "FROM eclipse-temurin\nCOPY target/post.jar /\n"},
        ""},
    {"jobs of Python and mains of Go that container files of their own start",
        {"job/pyproject.toml", "[project]\nname = \"job\"\n", "job/src/run.py", "print(1)\n",
            "job/Dockerfile", "FROM python\nCOPY . .\nCMD [\"python\", \"src/run.py\"]\n", "go.mod",
            "module acme\n", "cmd/web/main.go", GO_SERVER, "cmd/web/Dockerfile", GO_IMAGE("web"),
            "cmd/mail/main.go", GO_TOOL, "cmd/mail/Dockerfile", GO_IMAGE("mail")},
        "cmd/mail=worker cmd/web=api job=worker"},
    {"an image of what is installed, and a tool of Go",
        {"docker-images/job/requirements.txt", "boto3\n", "docker-images/job/Dockerfile",
            "FROM python\nCMD [\"python\", \"/run.py\"]\n", "go.mod", "module acme\n",
            "cmd/mail/main.go", GO_TOOL, "cmd/mail/Dockerfile", GO_IMAGE("mail")},
        ""},
    {"programs of which the build makes an image",
        {"build.sbt",
            "lazy val post = project.in(file(\"post\")).enablePlugins(JavaAppPackaging, "
            "ShopDockerPlugin)\nlazy val mail = project.in(file(\"mail\"))"
            ".enablePlugins(JavaAppPackaging)\n",
            "post/src/main/scala/Main.scala", "object Main extends App {\n}\n",
            "mail/src/main/scala/Main.scala", "object Main extends App {\n}\n"},
        "post=worker"},
    {"projects in ticks, one with a file that sets its version",
        {"build.sbt",
            "lazy val `post-api` = (project in file(\"post\")).enablePlugins(PlayScala)\n"
            "lazy val `mail-api` = (project in file(\"mail\")).enablePlugins(PlayService)\n",
            "post/build.sbt", "version := \"1\"\n", "post/app/Post.scala", PLAY,
            "mail/app/Mail.scala", PLAY},
        "mail=api post=api"},
    {"a main that serves by a project that it is built of",
        {"settings.gradle", "include 'start', 'web'\n", "start/build.gradle",
            "plugins { id 'application' }\ndependencies { implementation project(':web') }\n",
            "start/src/main/kotlin/Main.kt",
            "package acme\nimport acme.web.routes\nfun main() {\n  routes()\n}\n",
            "web/build.gradle", "plugins { id 'java-library' }\n", "web/src/main/kotlin/Routes.kt",
            "package acme.web\nimport io.ktor.server.routing.routing\nfun routes() {\n  routing "
            "{\n  }\n}\n"},
        "start=api"},
    {"a process that a script starts, and a job whose image is a parameter",
        {"mail/go.mod", "module acme/mail\n", "mail/main.go", GO_TOOL, "mail/Procfile",
            "worker: bin/start.sh\n", "mail/bin/start.sh", "#!/bin/sh\n./bin/run.sh worker\n",
            "mail/bin/run.sh", "#!/bin/sh\nexec mail -v\n", "checker/go.mod",
            "module acme/checker\n", "checker/main.go", GO_TOOL, "deploy/app.yaml",
            "apiVersion: cloud.redhat.com/v1alpha1\nkind: ClowdApp\nmetadata: {name: c}\nspec:\n  "
            "jobs:\n  - name: nightly\n    podSpec:\n      image: ${IMAGE}:${TAG}\n      command: "
            "[/checker, -all]\n"},
        "checker=job mail=worker"},
    {"a module of Quarkus whose parent packs it",
        {"pay/pom.xml",
            "<project><artifactId>pay</artifactId><dependencies><dependency><groupId>io.quarkus"
            "</groupId><artifactId>quarkus-rest-jackson</artifactId></dependency></dependencies>"
            "</project>",
            "pay/src/main/docker/Dockerfile.jvm",
            "FROM openjdk\nCOPY target /app\nCMD [\"java\", \"-jar\", \"/app/run.jar\"]\n",
            "pay/src/main/java/acme/Pay.java", "package acme;\npublic class Pay {\n}\n"},
        "pay=api"},
    {"applications of an umbrella, released by themselves",
        {"mix.exs", MIX("all"), "apps/read/mix.exs", MIX("read"), "apps/read/lib/read.ex",
            MIX_APPLICATION, "apps/read/Dockerfile", "FROM elixir\nCMD [\"bin/read\", \"start\"]\n",
            "apps/kit/mix.exs", MIX("kit"), "apps/kit/lib/kit.ex", MIX_APPLICATION},
        "apps/read=worker"},
    {"an umbrella with one release",
        {"mix.exs", MIX("all"), "apps/read/mix.exs", MIX("read"), "apps/read/lib/read.ex",
            MIX_APPLICATION, "Dockerfile", "FROM elixir\nCMD [\"bin/all\", \"start\"]\n"},
        ".=worker"},
    {"an application of Elixir that is packed, whatever it does",
        {"mix.exs", MIX_STARTED, "lib/look.ex", MIX_LOOK, "Dockerfile",
            "FROM elixir\nCMD [\"bin/look\", \"start\"]\n"},
        ".=worker"},
    {"the same as a package", {"mix.exs", MIX_STARTED, "lib/look.ex", MIX_LOOK}, ""},
    {"an image of Elixir without an application",
        {"mix.exs", MIX("look"), "lib/look.ex", MIX_LOOK, "Dockerfile",
            "FROM elixir\nCMD [\"mix\", \"test\"]\n"},
        ""},
    {"a program of Python at the root, packed",
        {"requirements.txt", "redis\n", "main.py", PY_MAIN, "Dockerfile",
            "FROM python\nCOPY . .\nCMD [\"python\", \"main.py\"]\n"},
        ".=worker"},
    {"a command line of Python at the root, packed",
        {"requirements.txt", "click\n", "main.py", "import click\n@click.command()\n" PY_MAIN,
            "Dockerfile", "FROM python\nCOPY . .\nENTRYPOINT [\"python\", \"main.py\"]\n"},
        ""},
    {"a program of Go at the root, packed: most are tools",
        {"go.mod", "module acme\n", "main.go", GO_TOOL, "Dockerfile",
            "FROM golang\nRUN go build -o /acme\nCMD [\"/acme\"]\n"},
        ""},
    {"an image elsewhere that starts an assembly by its name",
        {"src/pay/Pay.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>"
            "<AssemblyName>Acme.Pay</AssemblyName></PropertyGroup></Project>",
            "src/pay/Program.cs", NET_MAIN, "docker/Dockerfile-payments",
            "FROM dotnet\nCOPY src/ src/\nENTRYPOINT [\"dotnet\", \"Acme.Pay.dll\"]\n"},
        "src/pay=worker"},
    {"a command line of .NET with an image, by the folder above its sources",
        {"Pay.CLI/src/Pay.csproj", EXE(""), "Pay.CLI/src/Program.cs", NET_MAIN,
            "Pay.CLI/src/Dockerfile", "FROM dotnet\nENTRYPOINT [\"dotnet\", \"Pay.dll\"]\n"},
        ""},
    {"the same of another assembly",
        {"src/pay/Pay.csproj", EXE(""), "src/pay/Program.cs", NET_MAIN,
            "docker/Dockerfile-payments",
            "FROM dotnet\nCOPY src/ src/\nENTRYPOINT [\"dotnet\", \"Acme.Cart.dll\"]\n"},
        ""},
    {"a server of Go at the root, from before its modules",
        {"shop.go", GO_SERVER, "store.go", "package main\n"}, ".=api"},
    {"a server in a workspace of GOPATH", {"src/cmd/shop/shop.go", GO_SERVER}, ".=api"},
    {"a library of Go without a module", {"shop.go", "package shop\n\nfunc F() {\n}\n"}, ""},
    {"processes of Ruby that tasks of rake are",
        {"Gemfile", "source 'https://rubygems.org'\ngem 'rake'\n", "Procfile",
            "worker: rake queue:consume\n", "lib/run.rb", "class Run\nend\n"},
        ".=worker"},
    {"the same without a Procfile",
        {"Gemfile", "source 'https://rubygems.org'\ngem 'rake'\n", "lib/run.rb",
            "class Run\nend\n"},
        ""},
    {"a main of Go that is deployed, above a service",
        {"go.mod", "module acme\n", "cmd/run/main.go", "package main\n\nfunc main() {\n}\n",
            "cmd/run/Dockerfile",
            "FROM golang\nRUN go build ./cmd/run\nEXPOSE 80\nCMD [\"/run\"]\n",
            "lambda/mail/handler.py", PY_HANDLER},
        ".=api lambda/mail=api"},
    {"functions of one project that a template gives directories of their own",
        {"api/pyproject.toml", "[project]\nname = \"api\"\n", "api/votes/app.py",
            "import kit\nhandler = kit.make()\n", "api/polls/app.py",
            "import kit\nhandler = kit.make()\n", "template.yaml",
            "Resources:\n" SAM("Votes", "api/votes/") SAM("Polls", "api/polls/"),
            "web/requirements.txt", "flask\n", "web/app.py", FLASK, "web/Dockerfile",
            "FROM python\nCMD flask run\n"},
        "api/polls=api api/votes=api web=api"},
    {"programs of .NET that infrastructure starts by their assembly",
        {"Sweep/Sweep.csproj", EXE(""), "Sweep/Program.cs", NET_MAIN, "Tell/Tell.csproj", EXE(""),
            "Tell/Program.cs", NET_MAIN, "deploy/main.tf",
            "module \"sweep\" {\n  command = [\"ash\", \"-c\", \"cd /app; dotnet "
            "Sweep.dll\"]\n}\n"},
        "Sweep=worker"},
    {"one main of Go that starts the package its argument names",
        {"go.mod", "module shop\n", "main.go",
            "package main\n\nimport (\n\t\"shop/cart\"\n\t\"shop/kit\"\n\t\"shop/mail\"\n)\n\n"
            "func main() {\n\tkit.Run(cart.Run, mail.Run)\n}\n",
            "cart/cart.go",
            "package cart\n\nimport \"net/http\"\n\nfunc Run() "
            "{\n\thttp.ListenAndServe(\":80\", nil)\n}\n",
            "mail/mail.go", "package mail\n\nfunc Run() {\n}\n", "kit/kit.go",
            "package kit\n\nfunc Run() {\n}\n", "Dockerfile", "FROM go\nCMD /shop\n",
            "compose.yaml",
            "services:\n  a: {build: ., command: /shop cart}\n  b: {build: ., command: /shop "
            "mail}\n  c: {build: ., command: /shop help}\n"},
        "cart=api mail=worker"},
    {"a script of a folder of scripts, which starts what stands elsewhere",
        {"requirements.txt", "flask\n", "web/app.py", FLASK, "bin/start.py", "print(1)\n",
            "compose.yaml",
            "services:\n  a: {build: ., command: python web/app.py}\n  b: {build: ., command: "
            "python bin/start.py}\n",
            "Dockerfile", "FROM python\nCMD python web/app.py\n"},
        ".=api"},
    {"a function of Ruby beside what a web server would load",
        {"Gemfile", "gem 'sinatra'\n", "lambda_function.rb",
            "require 'rack'\nmodule Fn\n  def self.process(event:, context:)\n    1\n  end\nend\n",
            "app/web.rb", "class Web < Sinatra::Base\nend\n"},
        ".=api"},
    {"projects of .NET Framework: a web application, a service of Windows, one with windows",
        {"Site/Site.csproj", NET_OLD("Library", "{349C5851-65df-11da-9384-00065b846f21}", "System"),
            "Site/Global.asax.cs", "class G { }\n", "Site/A.cs", "class A { }\n",
            "Post/Post.csproj", NET_OLD("WinExe", "", "System.ServiceProcess, Version=4"),
            "Post/Program.cs", NET_MAIN, "Post/A.cs", "class A { }\n", "Form/Form.csproj",
            NET_OLD("WinExe", "", "System.Windows.Forms"), "Form/Program.cs", NET_MAIN,
            "Kit/Kit.csproj", NET_OLD("Library", "", "System"), "Kit/Startup.cs", NET_MAIN},
        "Post=worker Site=api"},
    {"a handler that is exported with others, and Terraform in a folder of the project",
        {"package.json", NODE("index"), "index.js",
            "const handler = async () => {}\nconst work = () => {}\nmodule.exports = { handler, "
            "work }\n",
            "provisioning/base/main.tf",
            "resource \"aws_lambda_function\" \"a\" {\n  handler = \"index.handler\"\n}\n"},
        ".=api"},
    {"the first functions of Azure, which say no version",
        {"Mail/Mail.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference "
            "Include=\"Microsoft.NET.Sdk.Functions\" Version=\"1.0.19\"/></ItemGroup></Project>",
            "Mail/host.json", "{}", "Mail/Receive.cs", "class Receive { }\n", "Mail/A.cs",
            "class A { }\n", "Kit/Kit.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>",
            "Kit/Kit.cs", "class Kit { }\n"},
        "Mail=api"},
    {"a program of Rust that an image at the root starts by its name, and a client",
        {"Cargo.toml", "[workspace]\nmembers = [\"shop\", \"shop-client\"]\n", "Dockerfile",
            "FROM rust\nRUN cargo build -p shop\nCMD [\"/app/shop\"]\n", "shop/Cargo.toml",
            "[package]\nname = \"shop\"\n", "shop/src/main.rs", "fn main() { shop_web::run() }\n",
            "shop-client/Cargo.toml", "[package]\nname = \"shop-client\"\n",
            "shop-client/src/main.rs", "fn main() {}\n", "client/Dockerfile",
            "FROM rust\nCMD [\"/app/shop-client\"]\n"},
        "shop=worker"},
    {"a process of PM2",
        {"package.json", "{\"name\": \"a\", \"dependencies\": {\"express\": \"4\"}}", "lib/run.js",
            "require('express')().listen(80)\n", "ecosystem.config.js",
            "module.exports = { apps: [{\n  script: './lib/run.js',\n}] }\n"},
        ".=api"},
    {"migrations that compose runs once",
        {"db/package.json", "{\"name\": \"db\", \"scripts\": {\"up\": \"node up.js\"}}", "db/up.js",
            "console.log(1)\n", "compose.yaml",
            "services:\n  run-migrations:\n    image: node:22\n    volumes: ['./db:/home/db']\n    "
            "command: node up.js\n"},
        ""},
    {"a module that is called setup.py",
        {"pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"django\"]\n",
            "src/a/__init__.py", "", "src/a/setup.py", "def bootstrap():\n    pass\n",
            "src/a/wsgi.py",
            "from django.core.wsgi import get_wsgi_application\napplication = "
            "get_wsgi_application()\n",
            "src/manage.py", "import django\n"},
        ".=api"},
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
