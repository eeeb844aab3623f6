/* Discovery, the second table: old Go, WebJobs, generators, settings, what is beside a service. */
#include "find_fixture.h"

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define QUARKUS_CHILD(name)                                                                      \
	"<project><parent><groupId>acme</groupId><artifactId>all</artifactId></parent>"          \
	"<artifactId>" name "</artifactId><dependencies><dependency><groupId>io.vertx</groupId>" \
	"<artifactId>vertx-web</artifactId></dependency></dependencies></project>"
#define GO_TOOL "package main\n\nfunc main() {\n}\n"
#define NODE_SERVER "const express = require('express')\nconst app = express()\napp.listen(80)\n"
#define NODE_PACKAGE                                                                         \
	"{\"name\": \"x\", \"scripts\": {\"start\": \"node server.js\"}, \"dependencies\": " \
	"{\"express\": \"4\"}}"
#define FLASK "from flask import Flask\napp = Flask(__name__)\n"
#define JOB_MAIN                                                                           \
	"class Program { static void Main() { new HostBuilder().ConfigureWebJobs(b => "    \
	"b.AddTimers()).Build().Run(); } public void Run([TimerTrigger(\"0 * * * * *\")] " \
	"TimerInfo t) "                                                                    \
	"{ } }\n"

#define LIBRARY                                                                              \
	"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Library</OutputType>" \
	"</PropertyGroup></Project>"
#define LAMBDAS                                                                               \
	"service: x\nprovider:\n  name: aws\n  runtime: dotnet8\nfunctions:\n  alerts:\n    " \
	"handler: Alerts::Alerts.Handler::Run\n    events:\n      - sns: a\n  import:\n    "  \
	"handler: Import::Import.Handler::Run\n"
#define SBT_BUILD(how)                                                                          \
	"lazy val root = project.in(file(\".\")).aggregate(core, kafka, sqs)\nlazy val core = " \
	"project\nlazy val kafka = project\n  .enablePlugins(JavaAppPackaging)\n  "             \
	".dependsOn(core % \"compile->compile\")\nlazy val sqs = project\n  ." how              \
	"\n  .dependsOn(core)\n"
#define SBT_CORE                                                                                 \
	"import org.http4s.blaze.server.BlazeServerBuilder\nobject HttpServer {\n  def build = " \
	"BlazeServerBuilder[IO].bindHttp(80)\n}\n"
#define SBT_SETUP                                                                                \
	"def setup(project: Project, folder: String, uses: Seq[Project] = Seq()): Project = {\n" \
	"  project.in(new File(folder)).enablePlugins(JavaAppPackaging).dependsOn(uses: _*)\n"   \
	"}\n"                                                                                    \
	"lazy val core = setup(project, folder = \"core\")\n"                                    \
	"lazy val show = setup(project, \"show\", uses = Seq(core))\n"                           \
	"lazy val mail = setup(project, \"mail\", uses = Seq(show))\n"                           \
	"lazy val check = setup(project, \"check\", uses = Seq(show))\n"                         \
	"lazy val cart = setup(project, \"shop/cart\", uses = Seq(show))\n"
#define SBT_QUEUE                                                                                \
	"package acme.queue\nimport org.apache.pekko.stream.connectors.sqs.scaladsl.SqsSource\n" \
	"class Worker {\n  val source = SqsSource(\"q\")\n}\n"
#define SBT_USER(what) "import " what "\nobject Main extends App {\n  new Worker\n}\n"
#define SBT_ROUTES                                             \
	"import org.apache.pekko.http.scaladsl.server.Route\n" \
	"object Main extends App {\n  val routes: Route = pathPrefix(\"carts\") { all }\n}\n"
#define SBT_PROGRAM(name) "object " name " extends App {\n  HttpServer.build\n}\n"
#define SBT_MADE                                                                               \
	"libraryDependencies += \"org.playframework\" %% \"play\" % \"3.0\"\nlazy val root = " \
	"Project(\"shop\", file(\".\")).aggregate(cart, mail)\nlazy val cart = "               \
	"service(\"cart\")\nlazy val mail = service(\"mail\")\ndef service(name: String): "    \
	"Project =\n  Project(name, file(name)).enablePlugins(PlayScala)\n"
#define WEB "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>"
#define DOTNET_IMAGE(name)                                                 \
	"FROM mcr.microsoft.com/dotnet/aspnet:8.0\nEXPOSE 80\nENTRYPOINT " \
	"[\"dotnet\", \"" name ".dll\"]\n"
#define PROJECT "<Project Sdk=\"Microsoft.NET.Sdk\"><Import Project=\"../App.props\" /></Project>"
#define JAVA_JOB(name)                                                                           \
	"<project><groupId>x</groupId><artifactId>" name "</artifactId><build><plugins><plugin>" \
	"<groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</"      \
	"artifactId>"                                                                            \
	"</plugin></plugins></build></project>"
#define JAVA_MAIN "public class Main {\n\tpublic static void main(String[] args) {\n\t}\n}\n"
#define GO_LINKED(what, call)                                                             \
	"package main\n\nimport (\n\tshopcmd \"shop/cmd\"\n\t" what "\n)\n\nfunc main() " \
	"{\n\tshopcmd." call "()\n}\n"
#define GO_ROUTES(package, function)                                                          \
	"package " package "\n\nimport \"net/http\"\n\nfunc " function                        \
	"() {\n\thttp.HandleFunc(\"/x\", x)\n\thttp.ListenAndServe(\":80\", nil)\n}\n\nfunc " \
	"x(w http.ResponseWriter, r *http.Request) {\n}\n"

static const struct {
	const char *name;
	const char *files[24];
	const char *found;
} rows[] = {
    {"Go without go.mod", {"cmd/shop/main.go", GO_SERVER, "shop.go", "package shop\n"}, ".=api"},
    {"Go without go.mod that serves nothing", {"cmd/shop/main.go", GO_TOOL}, ""},
    {"a main of Go elsewhere is no program", {"internal/x/main.go", GO_SERVER}, ""},
    {"a module beside: its own programs only",
        {"kit/go.mod", "module kit\n", "kit/kit.go", "package kit\n", "cmd/shop/main.go",
            GO_SERVER},
        ""},
    {"a WebJob of .NET",
        {"Jobs/Jobs.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>"
            "<IsWebJobProject>true</IsWebJobProject></PropertyGroup></Project>",
            "Jobs/Program.cs", JOB_MAIN},
        "Jobs=worker"},
    {"the same without being one",
        {"Jobs/Jobs.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>"
            "</PropertyGroup></Project>",
            "Jobs/Program.cs", JOB_MAIN},
        ""},
    {"templates of a generator",
        {"package.json", "{\"name\": \"express-starter\", \"bin\": \"bin/cli.js\"}", "bin/cli.js",
            "require('fs')\n", "lib/a/package.json", NODE_PACKAGE, "lib/a/server.js", NODE_SERVER},
        ""},
    {"packages of a command that makes nothing",
        {"package.json", "{\"name\": \"shop\", \"bin\": \"bin/cli.js\"}", "bin/cli.js",
            "require('fs')\n", "lib/a/package.json", NODE_PACKAGE, "lib/a/server.js", NODE_SERVER},
        "lib/a=api"},
    {"settings of gunicorn are no second program",
        {"requirements.txt", "flask\ngunicorn\n", "shop/app.py", FLASK, "gunicorn_conf.py",
            "bind = '0.0.0.0'\n", "Dockerfile",
            "FROM python\nCMD [\"gunicorn\", \"-c\", \"gunicorn_conf.py\", \"shop.app:app\"]\n"},
        ".=api"},
    {"settings of gunicorn by the option that names them",
        {"requirements.txt", "flask\ngunicorn\n", "wsgi.py", FLASK, "run/gunicorn/live.py",
            "bind = '0.0.0.0'\n", "Procfile", "web: gunicorn -c run/gunicorn/live.py wsgi:app\n"},
        ".=api"},
    {"a script that waits for the database is no second program",
        {"requirements.txt", "flask\ngunicorn\n", "shop/app.py", FLASK, "wait_for_postgres.py",
            "import time\n", "docker-compose.yml",
            "services:\n  web:\n    build: .\n    command: sh -c 'python wait_for_postgres.py && "
            "gunicorn shop.app:app'\n",
            "Dockerfile", "FROM python\n"},
        ".=api"},
    {"an application for a web server of a unit below",
        {"pyproject.toml", "[tool.black]\n", "api/requirements.txt", "django\ngunicorn\n",
            "api/manage.py", "import django\n", "api/conf/wsgi.py",
            "from django.core.wsgi import get_wsgi_application\napplication = "
            "get_wsgi_application()\n"},
        "api=api"},
    {"a queue in a file before the one that answers calls",
        {"package.json",
            "{\"scripts\": {\"start\": \"nest start\"}, \"dependencies\": {\"express\": \"4\", "
            "\"bullmq\": \"5\"}}",
            "src/aside.js", "const { Worker } = require('bullmq')\nnew Worker('q', f)\n",
            "src/later.js", NODE_SERVER},
        ".=api"},
    {"a queue alone, whatever else it depends on",
        {"package.json",
            "{\"scripts\": {\"start\": \"nest start\"}, \"dependencies\": {\"express\": \"4\", "
            "\"bullmq\": \"5\"}}",
            "src/aside.js", "const { Worker } = require('bullmq')\nnew Worker('q', f)\n"},
        ".=worker"},
    {"archives of one image, told by their commands",
        {"pom.xml",
            "<project><groupId>x</groupId><artifactId>all</artifactId><modules><module>jobs/mail</"
            "module><module>jobs/tool</module></modules></project>",
            "jobs/mail/pom.xml", JAVA_JOB("jobs-mail"), "jobs/mail/src/main/java/Main.java",
            JAVA_MAIN, "jobs/tool/pom.xml", JAVA_JOB("jobs-tool"),
            "jobs/tool/src/main/java/Main.java", JAVA_MAIN, "docker-compose.yml",
            "services:\n  x:\n    image: shop:latest\n    command: [java, -jar, "
            "jobs-mail-1.2.0-SNAPSHOT.jar]\n"},
        "jobs/mail=worker"},
    {"the only program, in a folder of commands",
        {"go.mod", "module shop\n", "cli/main.go", GO_SERVER, "Dockerfile",
            "FROM golang\nCOPY . .\nRUN go build -o /shop ./cli\nCMD [\"/shop\"]\n"},
        ".=api"},
    {"the same without an image", {"go.mod", "module shop\n", "cmd/shop-cli/main.go", GO_TOOL}, ""},
    {"workflows are no sources, actions beside them neither",
        {".github/workflows/server.js", NODE_SERVER, ".github/actions/a/package.json", NODE_PACKAGE,
            ".github/actions/a/server.js", NODE_SERVER, ".do/package.json", NODE_PACKAGE,
            ".do/server.js", NODE_SERVER},
        ""},
    {"requirements of the image",
        {"pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"flask\"]\n", "wsgi.py",
            FLASK "application = app\n", "docker/requirements.txt", "gunicorn\n",
            "docker-compose.yml", "services:\n  web:\n    build: .\n    ports: ['80:80']\n"},
        ".=api"},
    {"an administrator's command uses the packages of the server",
        {"go.mod", "module shop\n", "cmd/web/main.go", GO_SERVER, "cmd/admin/main.go",
            "package main\n\nimport \"shop/pkg/all\"\n\nfunc main() {\n\tall.New()\n}\n",
            "pkg/all/all.go",
            "package all\n\nimport \"net/http\"\n\nfunc New() {\n\thttp.ListenAndServe(\":8\", "
            "nil)\n}\n"},
        ".=api"},
    {"a program of .NET whose entry stands in a folder",
        {"Api/Api.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>",
            "Api/Infrastructure/Program.cs", "class Program { static void Main() { } }\n",
            "Api/Infrastructure/Startup.cs", "class Startup { }\n", "Kit/Kit.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>", "Kit/Run/Program.cs",
            "class Program { static void Main() { } }\n"},
        "Api=api"},
    {"functions of Lambda in .NET, and a library beside them",
        {"serverless.yml", LAMBDAS, "Alerts/Alerts.csproj", LIBRARY, "Alerts/Handler.cs",
            "public class Handler { public void Run() { } }\n", "Import/Import.csproj", LIBRARY,
            "Import/Handler.cs", "public class Handler { public void Run() { } }\n",
            "Kit/Kit.csproj", LIBRARY, "Kit/Kit.cs", "public class Kit { }\n", "Alerts/Send.cs",
            "class Send { }\n", "Import/Read.cs", "class Read { }\n"},
        "Alerts=api Import=api"},
    {"projects of .NET whose container file says that they are programs",
        {"Mail/Mail.csproj", PROJECT, "Mail/Dockerfile",
            "FROM mcr.microsoft.com/dotnet/runtime:8.0\nCOPY / /app\nENTRYPOINT [\"./Mail\"]\n",
            "Mail/Run/Program.cs", "class Program { static void Main() { } }\n", "Mail/Reader.cs",
            "public class Reader : BackgroundService { }\n", "Pay/Pay.csproj", PROJECT,
            "Pay/Dockerfile",
            "FROM public.ecr.aws/lambda/dotnet:8\nCMD [\"Pay::Pay.Handler::Run\"]\n",
            "Pay/Handler.cs", "public class Handler { }\n", "Kit/Kit.csproj", PROJECT,
            "Kit/Run/Program.cs", "class Program { static void Main() { } }\n"},
        "Mail=worker Pay=api"},
    {"a program of .NET that refers to others, each with a container file",
        {"All/All.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference "
            "Include=\"../A/A.csproj\" /><ProjectReference Include=\"../B/B.csproj\" />"
            "</ItemGroup></Project>",
            "All/Program.cs", "class Program { }\n", "All/Dockerfile", DOTNET_IMAGE("All"),
            "All/X.cs", "class X { }\n", "A/A.csproj", WEB, "A/Program.cs", "class Program { }\n",
            "A/Dockerfile", DOTNET_IMAGE("A"), "B/B.csproj", WEB, "B/Program.cs",
            "class Program { }\n", "B/Dockerfile", DOTNET_IMAGE("B")},
        "A=api All=api B=api"},
    {"projects that a function of build.sbt makes",
        {"build.sbt", SBT_MADE, "cart/app/A.scala", "object A\n", "mail/app/B.scala", "object B\n"},
        "cart=api mail=api"},
    {"a server whose dependencies are bundled",
        {"package.json",
            "{\"scripts\": {\"start\": \"node dist/index.js\"}, \"devDependencies\": "
            "{\"express\": \"4\", \"vite\": \"5\"}}",
            "server/index.js", NODE_SERVER},
        ".=api"},
    {"a server that its bundler makes, and that keeps data",
        {"package.json",
            "{\"scripts\": {\"start\": \"node dist/server.js\"}, \"dependencies\": {\"pg\": \"8\", "
            "\"@acme/server\": \"1\"}, \"devDependencies\": {\"vite\": \"5\"}}",
            "Dockerfile", "FROM node:24\nCOPY . /app\nCMD [\"pm2-runtime\", \"server.js\"]\n",
            "server/server.js", "run()\n"},
        ".=worker"},
    {"pages that a bundler makes, and a start that shows them",
        {"package.json",
            "{\"scripts\": {\"start\": \"node dist/server.js\"}, \"devDependencies\": "
            "{\"vite\": \"5\"}}",
            "Dockerfile", "FROM node:24\nCOPY . /app\nCMD [\"node\", \"server.js\"]\n",
            "server/server.js", "run()\n"},
        ""},
    {"a module of Python that an image's command names",
        {"pyproject.toml", "[project]\nname = \"subjects\"\ndependencies = [\"connexion\"]\n",
            "subjects/__init__.py",
            "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n",
            "docker-compose.yml",
            "services:\n  web:\n    image: quay.io/acme/annif\n    command: [\"gunicorn\", "
            "\"subjects:create_app()\", \"--bind\", \"0.0.0.0:8000\"]\n"},
        ".=api"},
    {"a module of somebody else's image",
        {"pyproject.toml", "[project]\nname = \"subjects\"\ndependencies = [\"connexion\"]\n",
            "subjects/__init__.py",
            "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n",
            "docker-compose.yml",
            "services:\n  web:\n    image: quay.io/acme/annif\n    command: [\"gunicorn\", "
            "\"annif:create_app()\", \"--bind\", \"0.0.0.0:8000\"]\n"},
        ""},
    {"Play, built by Maven",
        {"pom.xml",
            "<project><groupId>org.acme</groupId><artifactId>learner</artifactId>"
            "<packaging>play2</packaging><dependencies><dependency><groupId>com.typesafe.play"
            "</groupId><artifactId>play-guice_2.12</artifactId></dependency></dependencies>"
            "</project>",
            "app/controllers/Health.java",
            "package controllers;\nimport play.mvc.Controller;\nimport play.mvc.Result;\npublic "
            "class Health extends Controller {\n}\n"},
        ".=api"},
    {"programs of Quarkus whose plugin a parent has; a library has no settings of its own",
        {"pom.xml",
            "<project><groupId>acme</groupId><artifactId>all</artifactId><packaging>pom"
            "</packaging><build><plugins><plugin><groupId>io.quarkus</groupId><artifactId>"
            "quarkus-maven-plugin</artifactId></plugin></plugins></build></project>",
            "cart/pom.xml", QUARKUS_CHILD("cart"), "cart/src/main/resources/application.properties",
            "a=b\n", "kit/pom.xml", QUARKUS_CHILD("kit")},
        "cart=api"},
    {"a main of Spring Boot of any name, which a convention packs",
        {"mail/build.gradle",
            "plugins { id 'acme.conventions' }\ndependencies {\n  implementation "
            "'org.springframework.boot:spring-boot-starter-web'\n  implementation "
            "'org.springframework.boot:spring-boot-starter-actuator'\n}\n",
            "mail/src/main/java/acme/Mailing.java",
            "package acme;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n"
            "@SpringBootApplication\npublic class Mailing {\n  public static void main(String[] a) "
            "{ }\n}\n"},
        "mail=api"},
    {"an application of the CDK with a container file of its layer",
        {"cdk/requirements.txt", "aws-cdk-lib\n", "cdk/cdk.json", "{\"app\": \"python app.py\"}\n",
            "cdk/app.py", "import aws_cdk\nif __name__ == '__main__':\n    synth()\n",
            "cdk/Dockerfile", "FROM python:3\nCOPY . .\nCMD [\"python\", \"app.py\"]\n"},
        ""},
    {"a handler among the scripts of a tree",
        {"package.json", "{\"name\": \"shop\"}", "scripts/run/handler.mjs",
            "export async function handler(event, context) {\n}\n"},
        ""},
    {"pages with an interface, whose data a package of the workspace keeps",
        {"package.json", "{\"workspaces\": [\"apps/*\", \"packages/*\"]}", "apps/web/package.json",
            "{\"name\": \"@acme/web\", \"dependencies\": {\"next\": \"14\", \"@acme/db\": "
            "\"workspace:*\"}, \"scripts\": {\"start\": \"next start\"}}",
            "apps/web/Dockerfile", "FROM node\nCMD [\"node\", \"server.js\"]\n",
            "apps/web/app/api/orders/route.ts", "export async function GET() {}\n",
            "packages/db/package.json",
            "{\"name\": \"@acme/db\", \"dependencies\": {\"@prisma/client\": \"6\"}}"},
        "apps/web=api"},
    {"a script beside the container file that starts it",
        {"web/requirements.txt", "flask\n", "web/shop.py",
            "from flask import Flask\napp = Flask(__name__)\n", "web/Dockerfile",
            "FROM acme/base\nCMD [\"./docker-start.sh\"]\n", "ops/docker-start.sh",
            "#!/bin/sh\nset -e\nexec runit web/shop.py\n"},
        "web=api"},
    {"what one image starts with its parts, which nothing runs",
        {"All/All.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference "
            "Include=\"../A/A.csproj\" /><ProjectReference Include=\"../B/B.csproj\" />"
            "</ItemGroup></Project>",
            "All/Program.cs", "class Program { }\n", "Dockerfile", DOTNET_IMAGE("All"),
            "A/A.csproj", WEB, "A/Program.cs", "class Program { }\n", "B/B.csproj", WEB,
            "B/Program.cs", "class Program { }\n"},
        "All=api"},
    {"pages whose server is for developers",
        {"package.json",
            "{\"scripts\": {\"start\": \"node scripts/dev.js\"}, \"devDependencies\": "
            "{\"express\": \"4\", \"vite\": \"5\"}}",
            "scripts/dev.js", NODE_SERVER},
        ""},
    {"Django, started by manage.py and by its own package",
        {"requirements.txt", "django\ngunicorn\n", "manage.py", "import django\n", "Procfile",
            "web: python manage.py migrate && gunicorn conf.wsgi:application\n", "conf/wsgi.py",
            "from django.core.wsgi import get_wsgi_application\napplication = "
            "get_wsgi_application()\n",
            "conf/celery.py", "from celery import Celery\napp = Celery('x')\n"},
        ".=api"},
    {"a WebJob by the script that starts it",
        {"Jobs/Jobs.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>"
            "</PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.Azure.WebJobs\" "
            "Version=\"3.0.41\"/></ItemGroup></Project>",
            "Jobs/Program.cs", JOB_MAIN, "Jobs/run.cmd", "dotnet Jobs.dll\n"},
        "Jobs=worker"},
    {"several programs of one build.sbt, which share what serves",
        {"build.sbt", SBT_BUILD("enablePlugins(JavaAppPackaging)"),
            "core/src/main/scala/HttpServer.scala", SBT_CORE,
            "kafka/src/main/scala/KafkaCollector.scala", SBT_PROGRAM("KafkaCollector"),
            "sqs/src/main/scala/SqsCollector.scala", SBT_PROGRAM("SqsCollector")},
        "kafka=api sqs=api"},
    {"programs whose function of build.sbt takes what they are built of, some projects away",
        {"build.sbt", SBT_SETUP, "core/src/main/scala/acme/queue/Worker.scala", SBT_QUEUE,
            "core/src/main/scala/acme/model/Model.scala", "package acme.model\nclass Model\n",
            "show/src/main/scala/acme/show/Show.scala", "package acme.show\nclass Show\n",
            "mail/src/main/scala/acme/mail/Main.scala", SBT_USER("acme.queue.Worker"),
            "check/src/main/scala/acme/check/Main.scala", SBT_USER("acme.model.Model"),
            "shop/cart/src/main/scala/acme/cart/Main.scala", SBT_ROUTES},
        "mail=worker shop/cart=api"},
    {"a function of Lambda that its bundler begins at",
        {"counter-lambda/package.json",
            "{\"name\": \"counter\", \"scripts\": {\"build\": \"ncc build\"}}",
            "counter-lambda/src/handler.ts", "export const handler = async () => {};\n",
            "kit/package.json", "{\"name\": \"kit\"}", "kit/src/handler.ts",
            "export const handler = async () => {};\n", "lambda/package.json", "{\"name\": \"l\"}",
            "lambda/index.js", "exports.handle = f\n"},
        "counter-lambda=api"},
    {"functions that take an event, wherever they stand",
        {"sort/package.json", "{\"name\": \"sort\"}", "sort/index.js",
            "const { work } = require('./src/work');\nexports.handler = async (event) => "
            "work(event);\n",
            "mail/package.json", "{\"name\": \"mail\"}", "mail/src/app.ts",
            "export const handler: SQSHandler = async ({ Records }) => {};\n", "say/package.json",
            "{\"name\": \"say\", \"bin\": \"index.js\"}", "say/index.js",
            "exports.handler = async (event) => {};\n", "ask/package.json", "{\"name\": \"ask\"}",
            "ask/index.js", "exports.handler = async (argv) => {};\n"},
        "mail=api sort=api"},
    {"functions of names of their own",
        {"sweep-lambda/package.json", "{\"name\": \"sweep\"}", "sweep-lambda/src/handler.ts",
            "export const main = async () => {};\n", "post/package.json", "{\"name\": \"post\"}",
            "post/src/handler.ts",
            "export const main = async (event: SQSEvent): Promise<void> => {};\n",
            "scripts/package.json", "{\"name\": \"scripts\"}", "scripts/src/index.ts",
            "export async function main() {}\n"},
        "post=api sweep-lambda=api"},
    {"functions of a class above them, which is none",
        {"build.sbt", "lazy val root = (project in file(\".\")).aggregate(all: _*)\n",
            "mail/src/main/scala/Lambda.scala", "class Lambda extends LambdaRunner[In, Out] {\n}\n",
            "pay/src/main/scala/Lambda.scala", "class Lambda extends LambdaRunner[In, Out] {\n}\n",
            "lib/src/main/scala/LambdaRunner.scala",
            "import com.amazonaws.services.lambda.runtime.RequestStreamHandler\nabstract class "
            "LambdaRunner[In, Out](\n  val c: C\n) extends RequestStreamHandler {\n}\n"},
        "mail=api pay=api"},
    {"functions of three languages, which no main starts",
        {"count/requirements.txt", "boto3\n", "count/src/count.py",
            "def lambda_handler(event, context):\n    return 1\n", "tools/requirements.txt",
            "boto3\n", "tools/src/count.py", "def count(event):\n    return 1\n",
            "store/build.gradle", "plugins { id 'java' }\n",
            "store/src/main/java/acme/StoreHandler.java",
            "package acme;\nimport com.amazonaws.services.lambda.runtime.RequestHandler;\npublic "
            "class StoreHandler implements RequestHandler<String, String> {\n}\n",
            "model/build.gradle", "plugins { id 'java' }\n",
            "model/src/main/java/acme/StoreHandler.java",
            "package acme;\nimport acme.web.RequestHandler;\npublic class StoreHandler "
            "implements RequestHandler<String, String> {\n}\n",
            "wash/Gemfile", "gem 'aws-sdk-s3'\n", "wash/lambda_function.rb",
            "def lambda_handler(event:, context:)\n  1\nend\n"},
        "count=api store=api wash=api"},
    {"functions of several projects of one build",
        {"build.sbt", "lazy val root = (project in file(\".\")).aggregate(all: _*)\n",
            "handlers/mail/src/main/scala/Handler.scala",
            "import com.amazonaws.services.lambda.runtime.RequestHandler\nobject Handler extends "
            "RequestHandler[String, String] {\n}\n",
            "handlers/pay/src/main/scala/Handler.scala",
            "import com.amazonaws.services.lambda.runtime.RequestStreamHandler\nclass Handler "
            "extends RequestStreamHandler {\n}\n",
            "lib/src/main/scala/Handler.scala", "class Handler {\n}\n"},
        "handlers/mail=api handlers/pay=api"},
    {"a function, and a main that runs it on a developer's machine",
        {"build.gradle", "plugins { id 'java' }\n", "src/main/java/acme/Lambda.java",
            "package acme;\nimport com.amazonaws.services.lambda.runtime.RequestStreamHandler;\n"
            "public class Lambda implements RequestStreamHandler {\n}\n",
            "src/main/java/acme/Local.java",
            "package acme;\npublic class Local {\n  public static void main(String[] a) {\n    new "
            "Lambda();\n  }\n}\n"},
        ".=api"},
    {"functions of a serverless.yml that stand in other files",
        {"back/package.json",
            "{\"name\": \"back\", \"dependencies\": {\"serverless-http\": \"3\", "
            "\"express\": \"4\"}}",
            "back/serverless.yml", "functions:\n  - ${file(./src/functions.yml)}\n",
            "back/src/api.js",
            "const serverless = require('serverless-http')\nmodule.exports.handler = "
            "serverless(app)\n"},
        "back=api"},
    {"a container file of the documentation",
        {"package.json", "{\"name\": \"all\"}", "Dockerfile.docs",
            "FROM node:18\nCOPY . .\nCMD npm run docs\n", "compose.yaml",
            "services:\n  docs:\n    build: {context: ., dockerfile: Dockerfile.docs}\n    ports: "
            "['80:80']\n",
            "index.js", "require('express')().listen(80)\n"},
        ""},
    {"a container file of the program",
        {"package.json", "{\"name\": \"all\", \"dependencies\": {\"express\": \"4\"}}",
            "Dockerfile.prod", "FROM node:18\nCOPY . .\nCMD node index.js\n", "index.js",
            "require('express')().listen(80)\n"},
        ".=api"},
    {"one program of several projects of build.sbt",
        {"build.sbt", SBT_BUILD("settings(shared)"), "core/src/main/scala/HttpServer.scala",
            SBT_CORE, "kafka/src/main/scala/KafkaCollector.scala", SBT_PROGRAM("KafkaCollector"),
            "sqs/src/main/scala/Sqs.scala", "class Sqs\n"},
        ".=api"},
    {"programs of a build.sbt by their main classes",
        {"build.sbt",
            "lazy val a = project.settings(assembly / mainClass := Some(\"A\"))\nlazy val b = "
            "project.settings(assembly / mainClass := Some(\"B\"))\n",
            "a/src/main/scala/A.scala", SBT_CORE "object A extends App {\n}\n",
            "b/src/main/scala/B.scala", SBT_CORE "object B extends App {\n}\n"},
        "a=api b=api"},
    {"projects that code beside build.sbt makes, by their container files",
        {"build.sbt", "lazy val a = kit.make(\"a\")\nlazy val b = kit.make(\"b\")\n",
            "modules/a/src/main/scala/acme/a/A.scala", SBT_CORE "object A extends App {\n}\n",
            "modules/a/Dockerfile", "FROM java\nENTRYPOINT java -jar /a.jar\n",
            "modules/b/src/main/scala/acme/b/Index.scala", "object Index extends App {\n}\n",
            "modules/b/Dockerfile", "FROM java\nENTRYPOINT java -jar /b.jar\n",
            "modules/core/src/main/scala/acme/Core.scala", "class Core\n"},
        "modules/a=api modules/b=worker"},
    {"Go without modules, whose programs stand in cmd/ of each service",
        {"cart/Dockerfile", "FROM go\nCMD /cart\n", "cart/cmd/cart/main.go", GO_SERVER,
            "mail/Dockerfile", "FROM go\nCMD /mail\n", "mail/cmd/mail.go", GO_SERVER},
        "cart=api mail=api"},
    {"an image of other people's software that is called like a program",
        {"go.mod", "module shop\n", "main.go", GO_SERVER, "cmd/kafka/main.go", GO_TOOL,
            "compose.yaml",
            "services:\n  kafka1:\n    image: quay.io/x/cp-kafka:7\n    ports: ['1:1']\n"},
        ".=api"},
    {"Go whose near packages serve operators alone, or a profile beside its routes",
        {"go.mod", "module shop\n", "cmd/tool/main.go", GO_LINKED("\"shop/kit\"", "Run"),
            "kit/health.go",
            "package kit\n\nimport \"net/http\"\n\nfunc Run() "
            "{\n\thttp.HandleFunc(\"/healthz\", f)\n\thttp.ListenAndServe(\":80\", nil)\n}\n",
            "cmd/shop/main.go", GO_LINKED("\"shop/server\"", "Run"), "server/server.go",
            "package server\n\nimport (\n\t\"net/http\"\n\t_ \"net/http/pprof\"\n)\n\nfunc Run() "
            "{\n\thttp.HandleFunc(\"/carts\", f)\n\thttp.ListenAndServe(\":80\", nil)\n}\n"},
        ".=api"},
    {"the same main with other packages linked in",
        {"go.mod", "module shop\n", "cmd/shop/main.go", GO_LINKED("_ \"shop/pkg/all\"", "Run"),
            "cmd/shop-eu/main.go", GO_LINKED("// Europe\n\t_ \"shop/pkg/eu\"", "Run"), "cmd/run.go",
            GO_ROUTES("cmd", "Run"), "pkg/all/a.go", "package all\n", "pkg/eu/e.go",
            "package eu\n"},
        ".=api"},
    {"mains that link the same and do something else",
        {"go.mod", "module shop\n", "cmd/shop/main.go", GO_LINKED("_ \"shop/pkg/all\"", "Run"),
            "cmd/shop-eu/main.go", GO_LINKED("_ \"shop/pkg/all\"", "Walk"), "cmd/run.go",
            GO_ROUTES("cmd", "Run"), "pkg/all/a.go", "package all\n"},
        "cmd/shop=api cmd/shop-eu=api"},
    {"the client of a server",
        {"go.mod", "module tap\n", "cmd/tap-server/main.go", GO_SERVER, "cmd/tap-client/main.go",
            "package main\n\nimport \"tap/pkg/all\"\n\nfunc main() {\n\tall.New()\n}\n",
            "pkg/all/all.go", GO_ROUTES("all", "New"), "Dockerfile",
            "FROM golang\nCOPY . .\nRUN go build -o /tap ./cmd/tap-client\nCMD [\"/tap\"]\n"},
        ".=api"},
};

static void test_find_more__rows(void **state)
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

/* Pages with a manifest of their own, beside what serves; not the pages of a rule that names them.
 */
static void test_of__pages_within_a_service(void **state)
{
	static const char *const files[] = {"package.json",
	    "{\"scripts\": {\"start\": \"node server.js\"}, \"dependencies\": {\"express\": "
	    "\"4\"}}",
	    "server.js", NODE_SERVER, "client/package.json",
	    "{\"scripts\": {\"dev\": \"vite\", \"build\": \"vite build\"}, \"dependencies\": "
	    "{\"vue\": "
	    "\"3\", \"vite\": \"5\", \"left-pad\": \"1\"}}",
	    "client/src/main.js", "import { createApp } from 'vue'\ncreateApp({}).mount('#a')\n",
	    NULL};
	static const struct {
		const char *directory;
		size_t nr, nr_manifests;
	} pages[] = {{"", 1, 1}, {"client", 0, 1}};

	(void)state;
	for (size_t i = 0; TEST_EACH(pages, i, pages[i].directory); i++) {
		struct found found;
		struct done_profile profile = {0};

		find_open(&found, files);
		assert_success(done_profile_of(&found.arena, &found.snapshot, &found.ecosystems,
		                   pages[i].directory, &profile, &found.err),
		    found.err);
		assert_int_equal(profile.frontends.nr, pages[i].nr);
		if (pages[i].nr)
			assert_string_equal(profile.frontends.items[0], "client");
		assert_int_equal(profile.nr_manifests, pages[i].nr_manifests);
		find_close(&found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_of__pages_within_a_service),
	    cmocka_unit_test(test_find_more__rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
