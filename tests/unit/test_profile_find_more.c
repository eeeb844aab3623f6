/* Discovery, the second table: old Go, WebJobs, generators, settings, what is beside a service. */
#include "find_fixture.h"

#define GO_SERVER                                                                               \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":80\", " \
	"nil)\n}\n"
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

static const struct {
	const char *name;
	const char *files[14];
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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find_more__rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
