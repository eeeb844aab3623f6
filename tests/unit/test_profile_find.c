/* Which directories of a tree are services, of which kind, and why the others are none. */
#include "find_fixture.h"

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define GO_PAGES                                                                            \
	"package main\n\nimport (\n\t\"html/template\"\n\t\"net/http\"\n)\n\nfunc main() "  \
	"{\n\ttemplate.Must(template.New(\"x\").Parse(t))\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
#define JAVA_MAIN                                                                                  \
	"@SpringBootApplication\npublic class App {\n  public static void main(String[] a) {\n   " \
	" "                                                                                        \
	"SpringApplication.run(App.class, a);\n  }\n}\n"
#define GO_TOOL "package main\n\nfunc main() {\n}\n"
#define NODE_SERVER "const express = require('express')\nconst app = express()\napp.listen(80)\n"
#define NODE_PACKAGE(script) \
	"{\"name\": \"x\", \"scripts\": {" script "}, \"dependencies\": {\"express\": \"4\"}}"

struct find_row {
	const char *name;
	const char *files[18]; /* path, text, path, text, … */
	const char *found;     /* "directory=kind …" of services */
};

static const struct find_row rows[] = {
    {"a module with one server", {"go.mod", "module x\n", "main.go", GO_SERVER}, ".=api"},
    {"all of it is the demo",
        {"shop-demo/cart-demo/go.mod", "module x\n", "shop-demo/cart-demo/main.go", GO_SERVER},
        "shop-demo/cart-demo=api"},
    {"one of several is a demo",
        {"shop-demo/go.mod", "module x\n", "shop-demo/main.go", GO_SERVER, "kit/go.mod",
            "module kit\n"},
        ""},
    {"a main that no build takes in",
        {"go.mod", "module x\n", "cmd/shop/main.go", GO_SERVER, "cmd/relay/main.go",
            "//go:build ignore\n\n" GO_SERVER},
        ".=api"},
    {"a main beside what no build takes in",
        {"go.mod", "module x\n", "gen.go", "//go:build ignore\n\n" GO_TOOL, "shop.go", GO_SERVER},
        ".=api"},
    {"scripts of a library of Python",
        {"pyproject.toml", "[project]\nname = \"x\"\n", "x/lib.py", "A = 1\n", "scripts/server.py",
            "from flask import Flask\napp = Flask(__name__)\n"},
        ""},
    {"what a generator makes",
        {"pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\"django\"]\n",
            "{{cookiecutter.slug}}/config/wsgi.py", "application = 1\n",
            "{{cookiecutter.slug}}/manage.py", "import django\n"},
        ""},
    {"a Scala program that a plugin packs",
        {"build.sbt",
            "lazy val a = project.in(file(\".\")).enablePlugins(JavaAppPackaging)"
            ".settings(libraryDependencies += \"org.apache.pekko\" %% \"pekko-http\" % "
            "\"1\")\n",
            "src/main/scala/Shop.scala", "package shop\n\nobject Shop extends App:\n  run()\n"},
        ".=api"},
    {"a verticle of a kit",
        {"pom.xml",
            "<project><artifactId>a</artifactId><dependencies><dependency><groupId>org.folio"
            "</groupId><artifactId>domain-models-runtime</artifactId></dependency></dependencies>"
            "<build><plugins><plugin><artifactId>maven-shade-plugin</artifactId><configuration>"
            "<transformers><transformer><manifestEntries><Main-Class>org.folio.rest.RestLauncher"
            "</Main-Class></manifestEntries></transformer></transformers></configuration></plugin>"
            "</plugins></build></project>\n",
            "src/main/java/a/A.java", "package a;\nclass A {}\n"},
        ".=api"},
    {"all of it are samples",
        {"samples/cart/go.mod", "module x\n", "samples/cart/main.go", GO_SERVER}, ""},
    {"a worker by its script",
        {"mail/package.json", NODE_PACKAGE("\"worker\": \"yarn node worker.js\""), "mail/worker.js",
            "require('x')\n", "mail/Dockerfile", "FROM node\nCMD [\"yarn\", \"worker\"]\n"},
        "mail=worker"},
    {"scripts beside a container file in docker/",
        {"requirements.txt", "flask\n", "app.py",
            "from flask import Flask\napp = Flask(__name__)\n", "docker/Dockerfile",
            "FROM python\nEXPOSE 80\nCMD [\"python\", \"app.py\"]\n", "docker/check.py",
            "print(1)\n"},
        ".=api"},
    {"a container file is not enough",
        {"a/go.mod", "module x\n", "a/main.go", GO_TOOL, "a/Dockerfile",
            "FROM scratch\nCOPY x /x\nENTRYPOINT [\"/x\"]\n"},
        ""},
    {"a script starts the program",
        {"shop/package.json",
            "{\"name\": \"shop\", \"bin\": \"bin/shop.js\", \"dependencies\": {\"express\": "
            "\"4\"}}",
            "shop/bin/shop.js", "require('../lib')\n", "shop/lib/index.js",
            "const e = require('express')\nconst a = e()\na.listen(1)\n", "shop/Dockerfile",
            "FROM node\nENTRYPOINT [\"tini\", \"--\"]\nCMD [\"/shop/docker/entrypoint.sh\"]\n",
            "shop/docker/entrypoint.sh",
            "#!/bin/sh\nset -e\necho node\nexec \"$NODE\" ./bin/shop.js \"$@\"\n"},
        "shop=api"},
    {"a script that starts nothing of it",
        {"shop/package.json",
            "{\"name\": \"shop\", \"bin\": \"bin/shop.js\", \"dependencies\": {\"express\": "
            "\"4\"}}",
            "shop/bin/shop.js", "require('../lib')\n", "shop/lib/index.js",
            "const e = require('express')\nconst a = e()\na.listen(1)\n", "shop/Dockerfile",
            "FROM node\nCMD [\"/shop/docker/entrypoint.sh\"]\n", "shop/docker/entrypoint.sh",
            "#!/bin/sh\necho node ./bin/shop.js\nexec nginx -g x\n"},
        ""},
    {"applications of a workspace without manifests of their own",
        {"package.json", NODE_PACKAGE("\"start\": \"nest start\""), "nest-cli.json",
            "{\"projects\": {\"a\": {\"type\": \"application\", \"root\": \"apps/a\"}, \"b\": "
            "{\"type\": \"application\", \"root\": \"services/b\"}, \"c\": {\"type\": \"library\", "
            "\"root\": \"libs/c\"}}}",
            "apps/a/src/main.ts", NODE_SERVER, "services/b/src/main.ts", NODE_SERVER,
            "libs/c/src/main.ts", NODE_SERVER},
        "apps/a=api services/b=api"},
    {"Vert.x starts a verticle",
        {"pom.xml",
            "<project><artifactId>a</artifactId><properties><main.verticle>x.PayVerticle"
            "</main.verticle></properties><dependencies><dependency><groupId>io.vertx</groupId>"
            "<artifactId>vertx-web</artifactId></dependency></dependencies></project>",
            "src/main/java/x/PayVerticle.java", "class PayVerticle extends AbstractVerticle {}\n"},
        ".=api"},
    {"a library of Vert.x",
        {"pom.xml",
            "<project><artifactId>a</artifactId><properties><main.verticle/></properties>"
            "<dependencies><dependency><groupId>io.vertx</groupId>"
            "<artifactId>vertx-web</artifactId></dependency></dependencies></project>",
            "src/main/java/x/PayVerticle.java", "class PayVerticle extends AbstractVerticle {}\n"},
        ""},
    {"applications of Elixir beside a container file for all",
        {"Dockerfile", "FROM elixir\nCOPY . .\n", ".credo.exs", "%{}\n", "apps/a/mix.exs",
            "defmodule A.M do\n  def application, do: [mod: {A, []}]\nend\n", "apps/a/lib/a.ex",
            "defmodule A do\n  use Application\n  use Plug.Router\nend\n"},
        "apps/a=api"},
    {"a container file above the sources",
        {"a/src/main.go", GO_SERVER, "a/Dockerfile", "FROM golang\nCOPY src /x\nCMD [\"/x\"]\n"},
        "a=api"},
    {"a port stands for what is not seen",
        {"a/go.mod", "module x\n", "a/main.go", GO_TOOL, "a/Dockerfile",
            "FROM scratch\nEXPOSE 80\nENTRYPOINT [\"/x\"]\n"},
        "a=api"},
    {"compose runs it",
        {"a/go.mod", "module x\n", "a/main.go", GO_TOOL, "a/Dockerfile",
            "FROM scratch\nENTRYPOINT [\"/x\"]\n", "compose.yml",
            "services:\n  a:\n    build: a\n"},
        "a=worker"},
    {"serves two imports away",
        {"go.mod", "module x\n", "cmd/a/main.go",
            "package main\nimport \"x/run\"\nfunc main() { run.Run() }\n", "run/run.go",
            "package run\nimport \"x/web\"\nfunc Run() { web.Serve() }\n", "web/web.go",
            "package web\nimport \"net/http\"\nfunc Serve() { http.ListenAndServe(\":1\", M) }\n"},
        ".=api"},
    {"a debug server that every tool imports",
        {"go.mod", "module x\n", "cmd/a/main.go",
            "package main\nimport \"x/log\"\nfunc main() { log.Debug() }\n", "log/log.go",
            ("package log\nimport \"net/http\"\nfunc Debug() { http.ListenAndServe(\":1\", nil) "
             "}\n")},
        ""},
    {"three imports away is what everybody shares",
        {"go.mod", "module x\n", "cmd/a/main.go",
            "package main\nimport \"x/b\"\nfunc main() { b.B() }\n", "b/b.go",
            "package b\nimport \"x/c\"\nfunc B() { c.C() }\n", "c/c.go",
            "package c\nimport \"x/d\"\nfunc C() { d.D() }\n", "d/d.go",
            "package d\nimport \"net/http\"\nfunc D() { http.ListenAndServe(\":1\", M) }\n"},
        ""},
    {"two programs of one module",
        {"go.mod", "module x\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go", GO_SERVER},
        "cmd/a=api cmd/b=api"},
    {"the main that is called as its module, and others that nothing deploys",
        {"go.mod", "module example.com/a\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go",
            GO_SERVER},
        ".=api"},
    {"the same with a version behind the name",
        {"go.mod", "module example.com/a/v2\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go",
            GO_SERVER},
        ".=api"},
    {"a main beside cmd needs a declaration",
        {"go.mod", "module x\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go", GO_SERVER,
            "internal/extra/main.go", GO_SERVER},
        "cmd/a=api cmd/b=api"},
    {"tests and examples",
        {"e2e/go.mod", "module x\n", "e2e/main.go", GO_SERVER, "examples/a/go.mod", "module y\n",
            "examples/a/main.go", GO_SERVER},
        ""},
    {"a tool by its name",
        {"a-cli/go.mod", "module x\n", "a-cli/main.go", GO_SERVER, "b/go.mod", "module b\n",
            "b/main.go", GO_SERVER},
        "b=api"},
    {"a package that is started",
        {"package.json", NODE_PACKAGE("\"start\": \"node index.js\""), "index.js", NODE_SERVER},
        ".=api"},
    {"a package that nothing starts",
        {"package.json", NODE_PACKAGE("\"build\": \"tsc\""), "index.js", NODE_SERVER}, ""},
    {"a package that a container file starts",
        {"a/package.json", NODE_PACKAGE("\"build\": \"tsc\""), "a/index.js", NODE_SERVER,
            "a/Dockerfile", "FROM node:20\nCOPY . .\nCMD [\"node\", \"index.js\"]\n"},
        "a=api"},
    {"a front end",
        {"web/package.json",
            "{\"scripts\": {\"start\": \"vite\"}, \"devDependencies\": {\"vite\": \"5\"}}",
            "web/src/main.js", "import x from './x'\n"},
        ""},
    {"members of a workspace, and its root that holds tooling",
        {"package.json",
            "{\"private\": true, \"workspaces\": [\"apps/*\"], \"scripts\": {\"start\": \"node "
            "x\"}}",
            "Dockerfile", "FROM node:20\nEXPOSE 80\nCMD [\"npm\", \"start\"]\n",
            "apps/a/package.json", NODE_PACKAGE("\"start\": \"node index.js\""), "apps/a/index.js",
            NODE_SERVER, "libs/b/package.json", "{\"name\": \"b\"}", "libs/b/index.js",
            "module.exports = 1\n"},
        "apps/a=api"},
    {"the highest directory that holds nothing of another",
        {"svc/a/src/go.mod", "module a\n", "svc/a/src/main.go", GO_SERVER, "svc/a/Dockerfile",
            "FROM scratch\nCOPY src .\n", "svc/b/src/go.mod", "module b\n", "svc/b/src/main.go",
            GO_SERVER},
        "svc/a=api svc/b=api"},
    {"a manifest that cannot be read hides nothing else",
        {"a/package.json", "{\"name\": ", "b/go.mod", "module b\n", "b/main.go", GO_SERVER},
        "b=api"},
    {"pages in files are for people, a page in code is not",
        {"a/go.mod", "module a\n", "a/main.go", GO_PAGES, "a/templates/x.html", "<p>", "b/go.mod",
            "module b\n", "b/main.go", GO_PAGES},
        "a=web b=api"},
    {"pages with an interface that keeps data, deployed",
        {"package.json",
            ("{\"scripts\": {\"start\": \"next start\"}, \"dependencies\": {\"next\": \"15\", "
             "\"pg\": "
             "\"8\"}}"),
            "src/app/api/x/route.ts", "export function GET() {}\n", "Dockerfile",
            "FROM node:20\nCMD [\"npm\", \"start\"]\n"},
        ".=api"},
    {"the same, and nothing deploys it",
        {"package.json",
            ("{\"scripts\": {\"start\": \"next start\"}, \"dependencies\": {\"next\": \"15\", "
             "\"pg\": "
             "\"8\"}}"),
            "src/app/api/x/route.ts", "export function GET() {}\n"},
        ""},
    {"a command that listens",
        {"package.json",
            ("{\"bin\": \"index.js\", \"scripts\": {\"start\": \"node index.js\"}, "
             "\"dependencies\": "
             "{\"express\": \"4\"}}"),
            "index.js", NODE_SERVER},
        ""},
    {"Python: an application in an entry",
        {"requirements.txt", "flask\n", "app.py",
            "from flask import Flask\n\napp = Flask(__name__)\n"},
        ".=api"},
    {"Python: a container file beside sources, no manifest",
        {"vote/Dockerfile", "FROM python:3\nCMD [\"python\", \"app.py\"]\n", "vote/app.py",
            "from flask import Flask\n\napp = Flask(__name__)\n"},
        "vote=api"},
    {"Python: scripts that several images start",
        {"pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\"flask\"]\n", "src/a/main.py",
            "from flask import Flask\napp = Flask(__name__)\n", "src/b/work.py", "print(1)\n",
            "Dockerfile",
            ("FROM python:3 AS base\nCOPY . /src\nFROM base AS a\nENTRYPOINT [\"python\", "
             "\"/src/src/a/main.py\"]\nFROM base AS b\nENTRYPOINT [\"python\", "
             "\"/src/src/b/work.py\"]\n")},
        "src/a=api src/b=worker"},
    {"Python: a library",
        {"pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\"flask\"]\n", "x/util.py",
            "import flask\n"},
        ""},
    {"Java: a main and a starter",
        {"pom.xml",
            ("<project><groupId>g</groupId><artifactId>a</artifactId><dependencies><dependency>"
             "<groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</"
             "artifactId>"
             "</dependency></dependencies></project>"),
            "src/main/java/com/acme/samples/App.java",
            ("package com.acme.samples;\n@SpringBootApplication\npublic class App {\n  public "
             "static "
             "void main(String[] a) {\n    SpringApplication.run(App.class, a);\n  }\n}\n")},
        ".=api"},
    {".NET: by the project's SDK; hosts and libraries are none",
        {"Api/Api.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>", "Api/Program.cs",
            ("var app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/\", () => 1);\n"
             "app.MapGet(\"/a\", () => 1); app.MapGet(\"/b\", () => 1); app.MapGet(\"/c\", () => "
             "1);\n"
             "app.MapGet(\"/d\", () => 1); app.MapGet(\"/e\", () => 1); app.MapGet(\"/f\", () => "
             "1);\n"
             "app.Run();\n"),
            "Host/Host.csproj",
            ("<Project "
             "Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><IsAspireHost>true</IsAspireHost>"
             "</PropertyGroup></Project>"),
            "Host/Program.cs", "x", "Stub/Stub.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>", "Stub/Program.cs",
            "var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n"},
        "Api=api"},
    {"Rust: a binary whose crate serves",
        {"Cargo.toml", "[package]\nname = \"x\"\n\n[dependencies]\naxum = \"0.7\"\n", "src/main.rs",
            "mod web;\nfn main() { web::run() }\n", "src/web.rs",
            ("use axum::Router;\npub async fn run() { let app = Router::new(); axum::serve(l, "
             "app).await; }\n")},
        ".=api"},
    {"PHP: a front controller",
        {"composer.json", "{\"name\": \"a/b\", \"type\": \"project\"}", "public/index.php",
            "<?php echo 1;\n"},
        ".=web"},
    {"Ruby: an application of Rails",
        {"Gemfile", "gem 'rails'\n", "config/application.rb", "module X\nend\n"}, ".=web"},
    {"a migrator, even one that holds a clock",
        {"Acme.DbMigrator/go.mod", "module acme.dev/x\n", "Acme.DbMigrator/main.go", GO_SERVER,
            "Acme.DbMigrator/Dockerfile", "FROM scratch\nEXPOSE 80\n"},
        ""},
    {"Gradle: a local project that stands where the settings say, by the catalog",
        {"settings.gradle",
            ("include ':app', ':web'\n"
             "project(':web').projectDir = file('libs/web')\n"),
            "gradle/libs.versions.toml",
            ("[libraries]\n"
             "boot = { module = \"org.springframework.boot:spring-boot-starter-web\" }\n"),
            "app/build.gradle", "dependencies { implementation project(':web') }\n",
            "app/settings.gradle", "rootProject.name = 'app'\n", "app/src/main/java/App.java",
            JAVA_MAIN, "libs/web/build.gradle", "dependencies { implementation libs.boot }\n"},
        "app=api"},
    {"Gradle: what the root sets for all",
        {"settings.gradle", "include ':app'\n", "build.gradle",
            ("subprojects {\n  dependencies {\n"
             "    implementation 'org.springframework.boot:spring-boot-starter-web'\n  }\n}\n"),
            "app/build.gradle", "dependencies { }\n", "app/src/main/java/App.java", JAVA_MAIN},
        "app=api"},
    {"Java: a module that another program is built of",
        {"boot/pom.xml",
            ("<project><groupId>g</groupId><artifactId>boot</artifactId><dependencies><dependency>"
             "<groupId>g</groupId><artifactId>part</artifactId></dependency></dependencies></"
             "project>"),
            "boot/src/main/java/App.java", JAVA_MAIN, "part/pom.xml",
            ("<project><groupId>g</groupId><artifactId>part</artifactId><dependencies><dependency>"
             "<groupId>org.springframework.boot</groupId>"
             "<artifactId>spring-boot-starter-web</artifactId>"
             "</dependency></dependencies></project>"),
            "part/src/main/java/PartApp.java", JAVA_MAIN},
        "boot=api"},
    {"PHP: packages below an application are its own",
        {"composer.json", "{\"name\": \"a/b\"}", "public/index.php", "<?php echo 1;\n",
            "packages/x/composer.json", "{\"name\": \"a/x\"}", "packages/x/src/deep/A.php",
            "<?php $app = new Swoole\\Http\\Server('a', 1);\n"},
        ".=web"},
    {"the repository of a framework, its own tests, and what something runs all the same",
        {"go.mod", "module github.com/gin-gonic/gin\n", "interop/main.go", GO_SERVER, "hub/go.mod",
            "module hub\n", "hub/main.go", GO_SERVER, "hub/Dockerfile", "FROM scratch\n",
            "compose.yml", "services:\n  hub:\n    build: hub\n"},
        "hub=api"},
    {"a package of the name of a framework beside others",
        {"packages/medusa/package.json",
            ("{\"name\": \"@medusajs/medusa\", \"scripts\": {\"start\": \"node index.js\"}, "
             "\"dependencies\": {\"express\": \"4\"}}"),
            "packages/medusa/index.js", NODE_SERVER},
        "packages/medusa=api"},
    {"a package whose name everybody uses",
        {"package.json",
            ("{\"name\": \"micro\", \"scripts\": {\"start\": \"node index.js\"}, "
             "\"dependencies\": {\"express\": \"4\"}}"),
            "index.js", NODE_SERVER},
        ".=api"},
    {"a gem is a library until something deploys it",
        {"Gemfile", "gem 'puma'\n", "x.gemspec", "Gem::Specification.new 'x', '1' do |s|\nend\n",
            "lib/main.rb", "class A < Sinatra::Base\nend\n"},
        ""},
    {"the gem of a framework, which compose runs for its developers",
        {"grape.gemspec", "Gem::Specification.new 'grape', '1' do |s|\nend\n", "lib/api.rb",
            "class A < Sinatra::Base\nend\n", "Dockerfile", "FROM ruby\n", "compose.yml",
            "services:\n  grape:\n    build: .\n"},
        ""},
    {"a service that is called as a framework is, and built with another",
        {"pyproject.toml", "[project]\nname = \"falcon\"\ndependencies = [\"fastapi\"]\n",
            "main.py", "from fastapi import FastAPI\napp = FastAPI()\n", "Dockerfile",
            "FROM python\nCMD [\"uvicorn\", \"main:app\"]\n", "compose.yml",
            "services:\n  app:\n    build: .\n"},
        ".=api"},
    {"the same where nothing runs it",
        {"pyproject.toml", "[project]\nname = \"falcon\"\ndependencies = [\"fastapi\"]\n",
            "main.py", "from fastapi import FastAPI\napp = FastAPI()\n"},
        ""},
    {"one service that something runs is no collection of examples",
        {"README.md", "# Acme examples\n", "go.mod", "module x\n", "main.go", GO_SERVER,
            "compose.yml", "services:\n  x:\n    build: .\n"},
        ".=api"},
    {"nothing runs it",
        {"README.md", "# Acme examples\n", "go.mod", "module x\n", "main.go", GO_SERVER}, ""},
    {"called as tools are, and run",
        {"dev-portal/go.mod", "module p\n", "dev-portal/main.go", GO_SERVER, "seed-bank/go.mod",
            "module s\n", "seed-bank/main.go", GO_SERVER, "debug-x/go.mod", "module d\n",
            "debug-x/main.go", GO_SERVER, "compose.yml",
            "services:\n  p:\n    build: dev-portal\n  s:\n    build: seed-bank\n"},
        "dev-portal=api seed-bank=api"},
    {"a helper of what stands beside it",
        {"go.mod", "module x\n", "cmd/api/main.go", GO_SERVER, "cmd/debug-api/main.go", GO_SERVER,
            "cmd/api/Dockerfile", "FROM golang\nEXPOSE 1\n", "cmd/debug-api/Dockerfile",
            "FROM golang\nEXPOSE 1\n"},
        ".=api"},
    {"cargo is a word of Rust alone",
        {"cargo-tracker/go.mod", "module t\n", "cargo-tracker/main.go", GO_SERVER},
        "cargo-tracker=api"},
    {"a library of Elixir has no application of its own",
        {"mix.exs", "defmodule X.MixProject do\n  def project, do: [app: :x]\nend\n", "lib/x.ex",
            "defmodule X do\n  use Absinthe.Schema\nend\n"},
        ""},
    {"scripts of Python that are called after what they serve",
        {"setup.py", "from setuptools import setup\nsetup(name='shop')\n", "services/movies.py",
            ("from flask import Flask\napp = Flask(__name__)\n\nif __name__ == '__main__':\n"
             "    app.run()\n")},
        ".=api"},
    {"a module of Python that others import",
        {"setup.py", "from setuptools import setup\nsetup(name='shop')\n", "shop/movies.py",
            "from flask import Flask\napp = Flask(__name__)\n"},
        ""},
    {"Python by its paste file",
        {"setup.py", "from setuptools import setup\nsetup(name='t')\n", "t/run.py",
            "from paste.deploy import loadapp\n\napplication = loadapp('config:a.ini')\n"},
        ".=api"},
    {"front controllers of one package",
        {"composer.json", "{\"require\": {\"symfony/framework-bundle\": \"6\"}}",
            "apps/shop/public/index.php", "<?php\n", "apps/desk/public/index.php", "<?php\n",
            "tests/app/public/index.php", "<?php\n"},
        "apps/desk=api apps/shop=api"},
    {"one image copies what was built of several",
        {"go.mod", "module example.com/a\n", "cmd/a/main.go", GO_SERVER, "cmd/b/main.go", GO_SERVER,
            "cmd/c/main.go", GO_SERVER, "packaging/Dockerfile",
            "FROM scratch\nADD build/a build/b /usr/bin/\nCMD [\"/usr/bin/a\"]\n"},
        "cmd/a=api cmd/b=api"},
    {"an image that migrates and ends",
        {"db/package.json", "{\"name\": \"x\", \"scripts\": {\"start\": \"node m.js\"}}", "db/m.js",
            "require('x')\n", "db/Dockerfile",
            "FROM node\nENTRYPOINT [\"npm\", \"run\", \"migrate\"]\n"},
        ""},
    {"commands of cargo, and fakes",
        {"cargo-x/Cargo.toml", "[package]\nname = \"cargo-x\"\n\n[dependencies]\naxum = \"1\"\n",
            "cargo-x/src/main.rs", "use axum::Router;\nfn main() { axum::serve(l, a); }\n",
            "kms/go.mod", "module kms\n", "kms/fakekms/main.go", GO_SERVER},
        ""},
    {"an archive for a servlet container",
        {"build.gradle", "apply plugin: 'war'\n", "src/main/webapp/WEB-INF/web.xml", "<web-app/>"},
        ".=api"},
    {"Play by its plugin, in a list",
        {"build.sbt", "lazy val a = project.in(file(\".\")).enablePlugins(Seq(PlayScala, B): _*)\n",
            "app/controllers/A.scala",
            "import play.api.mvc._\n\nclass A extends AbstractController(c)\n"},
        ".=api"},
    {"a program that uses what others share, each run by itself",
        {"a/go.mod", "module a\n", "a/main.go", GO_SERVER, "b/go.mod", "module b\n", "b/main.go",
            GO_SERVER, "c/go.mod",
            ("module c\nrequire (\n\ta v0\n\tb v0\n)\nreplace (\n\ta => ../a\n\tb => ../b\n)\n"),
            "c/main.go", GO_SERVER, "compose.yml",
            "services:\n  a:\n    build: a\n  b:\n    build: b\n  c:\n    build: c\n"},
        "a=api b=api c=api"},
    {"a tool by its name that something runs, and serves",
        {"ruoyi-gen/go.mod", "module ruoyi-gen\n", "ruoyi-gen/main.go", GO_SERVER, "compose.yml",
            "services:\n  gen:\n    build: ruoyi-gen\n"},
        "ruoyi-gen=api"},
    {"sources below src/main without a module",
        {"news/Dockerfile", "FROM golang\nCOPY src /x\nCMD [\"/x\"]\n", "news/src/main/main.go",
            GO_SERVER},
        "news=api"},
    {"what Azure functions are built with",
        {"a/a.csproj",
            ("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AzureFunctionsVersion>v4"
             "</AzureFunctionsVersion></PropertyGroup></Project>"),
            "a/A.cs", "class A {}\n", "a/B.cs", "class B {}\n"},
        ""},
    {"functions that one template deploys",
        {"orders/template.yaml",
            ("Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: "
             "AWS::Serverless::Function\n    Properties:\n      CodeUri: src/a\n      Handler: "
             "main.handler\n  B:\n    Type: AWS::Serverless::Function\n    Properties:\n      "
             "CodeUri: src/b\n      Handler: main.handler\n"),
            "orders/src/a/requirements.txt", "boto3\n", "orders/src/a/main.py",
            "def handler(event, context):\n    return 1\n", "orders/src/b/requirements.txt",
            "boto3\n", "orders/src/b/main.py", "def handler(event, context):\n    return 2\n"},
        "orders=api"},
    {"a main keeps what it does in app/",
        {"go.mod", "module x\n", "cmd/a/main.go",
            "package main\nimport \"x/cmd/a/app\"\nfunc main() { app.A() }\n", "cmd/a/app/app.go",
            "package app\nimport \"x/b\"\nfunc A() { b.B() }\n", "b/b.go",
            "package b\nimport \"x/c\"\nfunc B() { c.C() }\n", "c/c.go",
            "package c\nimport \"net/http\"\nfunc C() { http.ListenAndServe(\":1\", M) }\n"},
        ".=api"},
    {"software of others is called as a package, and a generator",
        {"src/Redis/go.mod", "module redis\n", "src/Redis/main.go", GO_TOOL, "tracegen/go.mod",
            "module tracegen\n", "tracegen/main.go", GO_TOOL, "compose.yml",
            ("services:\n  redis:\n    image: redis:7\n  tracegen:\n    build: tracegen\n")},
        ""},
    {"nothing", {"README.md", "# x\n"}, ""},
};

static void test_find__rows(void **state)
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

/* Every directory that was looked at has a reason with a place, found or not. */
static void test_find__says_why(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct found found;

		find_open(&found, rows[i].files);
		for (size_t j = 0; j < found.profiles.nr; j++) {
			const struct done_profile *profile = &found.profiles.items[j];

			assert_int_not_equal(profile->kind, DONE_KIND_UNKNOWN);
			if (!profile->why.what || !*profile->why.what || !profile->why.path)
				fail_msg(
				    "%s: '%s' has no reason", rows[i].name, profile->directory);
		}
		find_close(&found);
	}
}

static void test_find__says_what_was_not_read(void **state)
{
	static const char *const files[] = {"a/package.json", "{\"name\": ", NULL};
	struct found found;

	(void)state;
	find_open(&found, files);
	assert_int_equal(found.profiles.nr_not_read, 1);
	assert_non_null(strstr(found.profiles.not_read[0], "a/package.json cannot be read: "));
	find_close(&found);
}

/* The n-th read or list that fails ends it; nothing is found by half. */
static void test_find__fails_when_the_tree_cannot_be_read(void **state)
{
	static const char *const files[] = {"a/go.mod", "module a\n", "a/main.go", GO_SERVER,
	    "a/Dockerfile", "FROM scratch\n", NULL};
	size_t n = 1;

	(void)state;
	for (;; n++) {
		struct found found = {0};
		int rc;

		for (size_t i = 0; files[i]; i += 2)
			fake_file(&found.fake, files[i], files[i + 1]);
		fake_open(&found.fake, &found.snapshot);
		found.fake.fail_at = n;
		assert_success(
		    done_ecosystems_load(&found.arena, NULL, &found.ecosystems, &found.err),
		    found.err);
		rc = done_profiles_find(
		    &found.arena, &found.snapshot, &found.ecosystems, &found.profiles, &found.err);
		bool reached = found.fake.calls >= n;
		assert_int_equal(rc < 0, reached);
		if (reached)
			assert_int_equal(found.err.code, DONE_E_UNDECIDED);
		find_close(&found);
		if (!reached)
			break;
	}
	assert_true(n > 3);
}

/* All that a directory serves and calls, not only what decides; what a rule names counts in any
 * place. */
static void test_of__sees_the_whole_directory(void **state)
{
	static const char *const files[] = {"tools/a/go.mod",
	    "module a\n\nrequire google.golang.org/grpc v1\n\nrequire b v0\n\nreplace b => "
	    "../b\n",
	    "tools/a/main.go", GO_SERVER, "tools/a/rpc/rpc.go",
	    "package rpc\n\nimport \"google.golang.org/grpc\"\n\nfunc R() { grpc.NewServer() "
	    "}\n",
	    "tools/a/client/c.go",
	    "package client\n\nimport \"net/http\"\n\nfunc C() { http.Get(U) }\n", "tools/b/go.mod",
	    "module b\n", "other/go.mod", "module other\n", "other/main.go", GO_SERVER, NULL};
	struct found found;
	struct done_profile profile = {0};

	(void)state;
	find_open(&found, files);
	assert_success(done_profile_of(&found.arena, &found.snapshot, &found.ecosystems, "tools/a",
	                   &profile, &found.err),
	    found.err);
	assert_string_equal(profile.directory, "tools/a");
	assert_int_equal(profile.kind, DONE_KIND_API);
	assert_int_equal(profile.serves, DONE_SERVES_HTTP | DONE_SERVES_GRPC);
	assert_int_equal(profile.nr_serves_facts, 2);
	assert_string_equal(profile.serves_facts[1].path, "tools/a/rpc/rpc.go");
	assert_int_equal(profile.calls, DONE_CALLS_HTTP);
	assert_int_equal(profile.nr_locals, 1);
	assert_string_equal(profile.locals[0], "tools/b");
	assert_int_equal(profile.nr_manifests, 1);
	assert_string_equal(profile.manifest_paths[0], "tools/a/go.mod");
	assert_int_equal(profile.ecosystems.nr, 1);
	find_close(&found);
}

static void test_of__a_directory_without_anything(void **state)
{
	static const char *const files[] = {"a/README.md", "# a\n", NULL};
	struct found found;
	struct done_profile profile = {0};

	(void)state;
	find_open(&found, files);
	assert_success(done_profile_of(&found.arena, &found.snapshot, &found.ecosystems, "a",
	                   &profile, &found.err),
	    found.err);
	assert_int_equal(profile.kind, DONE_KIND_UNKNOWN);
	assert_int_equal(profile.serves, 0);
	assert_int_equal(profile.nr_manifests, 0);
	find_close(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find__rows),
	    cmocka_unit_test(test_find__says_why),
	    cmocka_unit_test(test_find__says_what_was_not_read),
	    cmocka_unit_test(test_find__fails_when_the_tree_cannot_be_read),
	    cmocka_unit_test(test_of__sees_the_whole_directory),
	    cmocka_unit_test(test_of__a_directory_without_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
